"""The banners of the Meetings tab, in words: what happened, what was kept, what to do next."""

from __future__ import annotations

from collections.abc import Iterable

from victimplanner.services.meeting_checks import PlanWarning
from victimplanner.ui.formats import counted, full_day
from victimplanner.ui.screens.meeting.state import FOLLOW_UP, PLAN, MeetingPage, Message


def of_page(state: MeetingPage, trouble: Message | None, copy: Message | None) -> tuple[Message, ...]:
    """Everything to say about the page, the most pressing first."""
    found: list[Message] = [message for message in (trouble, copy) if message]
    if state.problems:
        number = len(state.problems)
        verb = "sign" if state.problems == state.signing else "save"
        links = tuple((f"{n}. {_short(p.message)}", p.field) for n, p in enumerate(state.problems, 1))
        sentence = f"{counted(number, 'thing')} to put right before you can {verb}."
        found.append(Message("warning", sentence, links=links, icon="info"))
    meeting = state.meeting
    if meeting is not None and state.stored is not None and state.stored.must_be_told:
        change = state.stored.last_change
        changed = f" on {full_day(change.happened_on)}" if change and change.happened_on else ""
        what = "cancelled" if meeting.state.value == "cancelled" else "changed"
        found.append(
            Message(
                "warning",
                f"The meeting was {what}{changed}. {state.who.capitalize()} must be told.",
                "By the safe route, as soon as possible.",
                (("Record told…", "told"),),
            )
        )
    if state.stale and state.pane == FOLLOW_UP:
        sentence = "The last meeting was long ago. Ask whether it still holds."
        found.append(Message("warning", sentence, state.stale, (("Offer another…", "offer_another"),), icon="clock"))
    if state.pane == PLAN:
        found += _warnings(state)
    return tuple(found)


def _warnings(state: MeetingPage) -> Iterable[Message]:
    names = {a.id: a.role for a in state.record.attendances} if state.record else {}
    order = {"apart": 0, "clash": 1}
    for warning in sorted(state.warnings, key=lambda w: order.get(w.kind, 2)):
        yield _warning(warning, names)


def _warning(warning: PlanWarning, roles: dict[str, str]) -> Message:
    acts: list[tuple[str, str]] = []
    if warning.kind in ("clash", "apart"):
        acts.append(("Find a free time…", "free_time"))
    known = [person for person in warning.attendance_ids if person in roles]
    if len(known) == 1:
        role = roles[known[0]].split(",")[0]
        acts.append((f"Remove {role if role[:2].isupper() else role.lower()}", f"remove:{known[0]}"))
    kind = "error" if warning.kind == "apart" else "warning"
    icon = "shield" if warning.kind == "apart" else ""
    return Message(kind, warning.headline, warning.text, tuple(acts), icon=icon)


def copy_found(when: str) -> Message:
    return Message(
        "info",
        f"A recovery copy from {when} is here.",
        "It was typed and not saved.",
        (("Use it", "use_copy"), ("Leave it out", "leave_copy")),
        icon="history",
    )


def copy_not_kept(why: str) -> Message:
    return Message("error", "No recovery copy could be kept.", f"{why} Your text is still here: save it now.")


def failed(why: str) -> Message:
    first, _, rest = why.partition(". ")
    return Message("error", first.rstrip(".") + ".", rest)


def conflict(by: str, at: str, now: str, must_choose: bool) -> Message:
    when = f" at {at}" if at else ""
    if must_choose:
        return Message(
            "error",
            f"Not saved: {by} changed this meeting{when}.",
            f"Your text, as of {now}, is kept below. Compare the two versions and choose, field by field.",
            (("Compare versions…", "compare"),),
            first_filled=True,
        )
    return Message(
        "error",
        f"Not saved: {by} changed this meeting{when}.",
        f"Your text, as of {now}, is kept below. The two versions changed different things and go together.",
        (("Put together and save", "compare"),),
        first_filled=True,
    )


def _short(text: str) -> str:
    return text.split(". ")[0].rstrip(".")
