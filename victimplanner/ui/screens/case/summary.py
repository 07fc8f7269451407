"""What a case says of itself in a few words: the deadline, the safe contact, the people, the next actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case import CaseState, CourtKind, Remand
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import CONTACT_ROUTE_WORDS, ContactRoute, Permission, SafeContact
from victimplanner.domain.dates import plural
from victimplanner.domain.deadlines import Working, span_words
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.ui.formats import day_month_year, joined, short_day, table_day
from victimplanner.ui.screens.case.measure_stages import due_pill
from victimplanner.ui.screens.case.state import ContactLine, ContactState, NextAction, PersonLine, PillText

_SOON = 5  # business days from which the deadline is shown as pressing
_COURT_WORDS = {
    CourtKind.CROWN: "Crown Court",
    CourtKind.MAGISTRATES: "Magistrates’ court",
    CourtKind.YOUTH: "Youth court",
    CourtKind.UNKNOWN: "Court not known",
}
_REMAND_WORDS = {Remand.BAIL: "bail", Remand.CUSTODY: "custody", Remand.UNKNOWN: ""}


# ---------------------------------------------------------------- the deadline


def deadline_pill(file: WitnessFile, limits: Sequence[Working], calendar: Calendar, today: dt.date) -> PillText | None:
    """Say where the application stands in the header: due, overdue, served, or that its date is not known.

    The earliest limit of all accused leads. None where everybody has pleaded guilty.
    """
    if file.case.state is CaseState.CLOSED:
        return PillText("grey", "Closed case")
    if not limits:
        pleaded = any(file.plea_of(defendant) for defendant in file.defendants)
        return None if pleaded else PillText("unknown", "No plea entered")
    first = limits[0]
    finished = first.start.finished_on
    if finished is not None:
        served = any(application.served_on for application in file.applications)
        late = first.due is not None and finished > first.due
        if not served:
            return PillText("ok", "Measures directed")
        return PillText("today", "Application served late") if late else PillText("ok", "Application served")
    if first.due is None:
        return PillText("unknown", "Application date cannot be worked out")
    words = span_words(calendar, today, first.due, first.rule.unit)
    if first.due < today:
        return PillText("overdue", f"Application {words} late")
    if first.due == today:
        return PillText("today", "Application due today")
    days = calendar.days_between(today, first.due, first.rule.unit)
    return PillText("today" if days <= _SOON else "info", f"Application due in {words}")


# ---------------------------------------------------------------- the witness


def about_words(file: WitnessFile, today: dt.date) -> str:
    """Return "Complainant, adult"."""
    witness = file.witness
    part = "Complainant" if witness.is_complainant else "Witness"
    if file.is_child_on(today):
        age = file.age_on(today)
        return f"{part}, child" + (f" of {age}" if age is not None else ", believed under 18")
    return f"{part}, adult" if witness.date_of_birth else f"{part}, age not recorded"


def contact_state(file: WitnessFile, today: dt.date) -> ContactState:
    """Return the safe contact box as it stands, with when it was confirmed and when it is to be again."""
    contact = file.safe_contact or SafeContact(case_id=file.case.id, witness_id=file.witness.id)
    confirmed, tone = _confirmed(contact, file.office.contact_confirm_days, today)
    doubt = contact.doubt if contact.doubted_on else ""
    if contact.route is ContactRoute.NO_CONTACT or contact.doubted_on is not None:
        tone = "overdue"
    return ContactState(tone, doubt, _contact_lines(file, contact), confirmed)


def _confirmed(contact: SafeContact, office_days: int, today: dt.date) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return when it was confirmed and by when it is to be again, each with its text role, and the tone of the box."""
    by_when = contact.confirm_again_by(office_days)
    if contact.confirmed_on is None or by_when is None:
        return (("Never confirmed: confirm before any contact", "error"),), "overdue"
    by = f" by {contact.confirmed_by}" if contact.confirmed_by else ""
    first = (f"Confirmed {_short(contact.confirmed_on, today)}{by}", "small")
    words = f"Confirm again by {_short(by_when, today)}"
    if by_when < today:
        return (first, (f"{words}: {plural((today - by_when).days, 'day')} late", "error")), "overdue"
    if by_when == today:
        return (first, (f"{words}: today", "error")), "today"
    return (first, (words, "small")), "ok"


def _contact_lines(file: WitnessFile, contact: SafeContact) -> tuple[ContactLine, ...]:
    route_tone = "no" if contact.route in (ContactRoute.NO_CONTACT, ContactRoute.UNKNOWN) else ""
    message = f"“{contact.voicemail_wording}”" if contact.voicemail_wording else "Message allowed"
    witness = file.witness
    lines = [
        ContactLine("route", "Route", CONTACT_ROUTE_WORDS[contact.route], route_tone, strong=True),
        ContactLine("decided_by", "Decided by", contact.decided_by),
        ContactLine(
            "phone", "Phone", contact.phone_hint or ("Held" if contact.phone else "None held"),
            secret="phone" if contact.phone else "",
        ),
        ContactLine(
            "other_phone", "Other phone", "Held" if contact.other_phone else "",
            secret="other_phone" if contact.other_phone else "",
        ),
        ContactLine("who_may_answer", "Answers", contact.who_may_answer),
        ContactLine("times", "Times", contact.times or "Not recorded"),
        _permission("calls", "Calls", contact.calls, "Allowed", "Do not call"),
        _permission("texts", "Texts", contact.texts, "Allowed", "No texts"),
        _permission("voicemail", "Voicemail", contact.voicemail, message, "No message"),
        _permission(
            "letters", "Post", contact.letters, "May be sent", "Do not send", "address" if contact.address else ""
        ),
        _permission(
            "email", "E-mail", contact.email_allowed, "May be sent", "Do not send", "email" if contact.email else ""
        ),
        ContactLine(
            "code_word", "Code word", "Held" if contact.code_word else "None agreed",
            secret="code_word" if contact.code_word else "",
        ),
        ContactLine("keep_from", "Keep from", contact.keep_from or "Not recorded"),
        ContactLine(
            "shares_with_accused", "Shared with accused", contact.shares_with_accused,
            "no" if contact.shares_with_accused else "",
        ),
        ContactLine("language", "Language", witness.language or "Not recorded"),
        ContactLine("interpreter", "Interpreter", witness.interpreter_need),
        ContactLine("raw", "As imported", f"“{contact.raw}”" if contact.raw else ""),
    ]  # fmt: skip
    if contact.route is not ContactRoute.DIRECT:
        lines = [_through_route(line, contact.route) for line in lines]
    return tuple(line for line in lines if line.words)


_INSTEAD = {ContactRoute.VIA_ISVA: "Only through her ISVA", ContactRoute.VIA_POLICE: "Only through the police"}


def _through_route(line: ContactLine, route: ContactRoute) -> ContactLine:
    """What she allowed in itself is not open while she is reached through somebody else: no line says that it is."""
    if line.tone != "yes":
        return line
    return replace(line, words=_INSTEAD.get(route, "Do not use"), tone="no")


def _permission(name: str, key: str, value: Permission, yes: str, no: str, secret: str = "") -> ContactLine:
    if value is Permission.YES:
        return ContactLine(name, key, yes, "yes", secret)
    if value is Permission.NO:
        return ContactLine(name, key, no, "no")
    return ContactLine(name, key, "Not known: do not use", "no")


def people_of(file: WitnessFile, user_name: str) -> tuple[PersonLine, ...]:
    """List the people of the case in the order of their parts; the user is marked."""
    order = list(CaseRole)
    lines = []
    for role, person in sorted(file.people, key=lambda pair: order.index(pair[0])):
        you = " (you)" if person.name.casefold() == user_name.casefold() else ""
        lines.append(PersonLine(CASE_ROLE_WORDS[role], f"{person.name}{you}", person))
    return tuple(lines)


def stages_note(file: WitnessFile) -> str:
    """Return "1 defendant · Northmere Crown Court · bail"."""
    remands = {d.label: _REMAND_WORDS[d.remand] for d in file.defendants if _REMAND_WORDS[d.remand]}
    if len(set(remands.values())) == 1 and len(remands) == len(file.defendants):
        remand = next(iter(remands.values()))
    else:
        remand = joined([f"{label} {words}" for label, words in remands.items()]) if remands else ""
    court = file.case.court_name or _COURT_WORDS[file.case.court_kind]
    return " · ".join(filter(None, [plural(len(file.defendants), "defendant"), court, remand]))


# ---------------------------------------------------------------- next actions

_VERBS = {
    "application": ("Open application", ""),
    "application.response": ("Open application", ""),
    "decision.told": ("Record told…", ""),
    "R8a": ("Record told…", ""),
    "meeting.offer": ("Offer meeting…", "plan"),
    "meeting.outcome": ("Record outcome…", "plan"),
    "meeting.sign": ("Open record", "record"),
    "meeting.change_told": ("Record told…", "plan"),
    "meeting.ask_again": ("Record answer…", "plan"),
    "contact.confirm": ("Confirm contact…", ""),
    "action": ("Open follow-up", "follow-up"),
    "section_28.consider": ("Record consideration…", "consider"),
    "section_28.dates": ("Ask the court…", "chase"),
    "section_28.step": ("Open step", ""),
    "third_party.notice": ("Open step", ""),
    "intermediary.report": ("Open measures", "intermediary"),
    "link.change_told": ("Record told…", "told"),
    "link.test_call": ("Open arrangement", ""),
    "contact.next_step": ("Open contact", ""),
    "support.query": ("Answer…", "answer"),
    "support.referral": ("Open referral", ""),
    "support.consent": ("Open supporter", ""),
}


def actions_of(items: Sequence[DueItem], today: dt.date) -> tuple[NextAction, ...]:
    """List what is to be done next, each with the verb of its button and the place it leads to."""
    result = []
    for item in items:
        verb, part = _VERBS.get(item.rule_id, ("Open", ""))
        result.append(
            NextAction(
                item=item,
                pill=due_pill(item),
                day=table_day(item.due, today) if item.due else "",
                text=item.title,
                note=item.why if item.due is None else "",
                verb=verb,
                tab=item.act_at or "overview",
                subject_id=item.subject_ids[0] if item.subject_ids else "",
                part=part,
            )
        )
    return tuple(result)


def _short(day: dt.date, today: dt.date) -> str:
    return short_day(day) if day.year == today.year else day_month_year(day)
