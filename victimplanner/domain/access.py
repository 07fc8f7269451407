"""Which role may do which action: one table, one question.

Actions are named noun.verb; the same names stand in the audit trail.
"""

from __future__ import annotations

from victimplanner.domain.errors import NotAllowed
from victimplanner.domain.people import USER_ROLE_WORDS, UserRole

_R = UserRole
EVERYONE = frozenset(UserRole)
CASEWORKERS = EVERYONE - {_R.READ_ONLY}
LAWYERS = frozenset({_R.PROSECUTOR, _R.MANAGER})
MANAGERS = frozenset({_R.MANAGER})

ACTIONS: dict[str, frozenset[UserRole]] = {
    "office.set_up": EVERYONE,
    "office.amend": MANAGERS,
    "edition.keep": CASEWORKERS,
    "edition.apply": MANAGERS,
    "holiday.announce": MANAGERS,
    "holiday.take_back": MANAGERS,
    "office.fill_practice": CASEWORKERS,
    "case.open": EVERYONE,
    "case.register": CASEWORKERS,
    "case.amend": CASEWORKERS,
    "case.import": CASEWORKERS,
    "witness.reveal": EVERYONE,
    "contact.reveal": CASEWORKERS,
    "contact.amend": CASEWORKERS,
    "contact.record": CASEWORKERS,
    "contact.override": CASEWORKERS,
    "contact.override_bar": LAWYERS,
    "contact.prefer": CASEWORKERS,
    "support.amend": CASEWORKERS,
    "support.refer": CASEWORKERS,
    "support.query": CASEWORKERS,
    "person.amend": CASEWORKERS,
    "person.remove": CASEWORKERS,
    "absence.amend": CASEWORKERS,
    "absence.import": CASEWORKERS,
    "topics.amend": MANAGERS,
    "gate.record": CASEWORKERS,
    "meeting.offer": CASEWORKERS,
    "meeting.answer": CASEWORKERS,
    "meeting.plan": CASEWORKERS,
    "meeting.told": CASEWORKERS,
    "meeting.cancel": CASEWORKERS,
    "meeting.record": CASEWORKERS,
    "meeting.sign": CASEWORKERS,
    "meeting.addend": CASEWORKERS,
    "meeting.list": CASEWORKERS,
    "meeting.disclosure": CASEWORKERS,
    "meeting.lapse": CASEWORKERS,
    "diary.write": CASEWORKERS,
    "draft.keep": CASEWORKERS,
    "draft.discard": CASEWORKERS,
    "measure.view": CASEWORKERS,
    "measure.decide": LAWYERS | {_R.PARALEGAL_OFFICER},
    "measure.apply": LAWYERS | {_R.PARALEGAL_OFFICER},
    "measure.direct": CASEWORKERS,
    "measure.use": CASEWORKERS,
    "measure.tell": CASEWORKERS,
    "measure.opt_out": CASEWORKERS,
    "measure.intermediary": CASEWORKERS,
    "section28.consider": CASEWORKERS,
    "section28.order": CASEWORKERS,
    "section28.step": CASEWORKERS,
    "section28.chase": CASEWORKERS,
    "section28.event": CASEWORKERS,
    "link.plan": CASEWORKERS,
    "link.book": CASEWORKERS,
    "link.told": CASEWORKERS,
    "site.amend": CASEWORKERS,
    "site.import": CASEWORKERS,
    "case.proceedings": CASEWORKERS,
    "event.record": CASEWORKERS,
    "event.correct": CASEWORKERS,
    "duty.told": CASEWORKERS,
    "duty.reason": CASEWORKERS,
    "duty.accept": MANAGERS,
    "duty.clock": LAWYERS,
    "duty.take_off": CASEWORKERS,
    "duty.plan": CASEWORKERS,
    "filter.keep": EVERYONE,
    "rights.set": LAWYERS,
    "readiness.mark": CASEWORKERS,
    "inspection.ask": EVERYONE,
    "inspection.export": CASEWORKERS,
    "adjustment.note": CASEWORKERS,
    "action.done": CASEWORKERS,
    "report.export": CASEWORKERS,
    "paper.preview": EVERYONE,
    "paper.check": CASEWORKERS,
    "paper.issue": CASEWORKERS,
    "paper.refuse": EVERYONE,
    "paper.view": EVERYONE,
    "paper.rewrite": CASEWORKERS,
    "paper.recall": CASEWORKERS,
    "paper.bundle": CASEWORKERS,
}


def check_access(role: UserRole, action: str) -> None:
    """Allow `action` for `role`, or raise NotAllowed in words."""
    if role not in ACTIONS[action]:
        raise NotAllowed(
            f"Your role, {USER_ROLE_WORDS[role].lower()}, may not do this. Nothing was changed. "
            "Ask a colleague whose role allows it, or your manager."
        )
