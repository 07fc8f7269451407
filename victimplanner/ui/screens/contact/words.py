"""The words of the Contact tab: pills, wishes, and what stands under the current row of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import CHANNEL_WORDS, ContactOverride, Permission
from victimplanner.domain.contact_log import (
    CONTACT_DIRECTION_WORDS,
    CONTACT_OUTCOME_WORDS,
    ContactDirection,
    ContactEntry,
    ContactOutcome,
)
from victimplanner.domain.contact_preferences import (
    FORMAT_WORDS,
    FREQUENCY_WORDS,
    GENDER_WISH_WORDS,
    ContactPreference,
    Frequency,
    GenderWish,
)
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.support import SHARE_WORDS, Supporter
from victimplanner.ui.formats import DAYS, clock_time, day_and_time, full_day, joined, recent_day
from victimplanner.ui.screens.contact.state import PillWords

NOT_ASKED = "Not asked"
NOTHING = "Nothing"
NO_ACCOUNT = "Do not record her account of the offence here, nor anything of therapy."

OUTCOME_PILLS: Mapping[ContactOutcome, PillWords] = {
    ContactOutcome.REACHED: ("ok", "Reached"),
    ContactOutcome.MESSAGE_LEFT: ("info", "Message left", "speech"),
    ContactOutcome.NO_ANSWER: ("grey", "No answer"),
    ContactOutcome.SENT: ("info", "Sent", "send"),
    ContactOutcome.SOMEBODY_ELSE: ("overdue", "Somebody else"),
    ContactOutcome.CAME_BACK: ("overdue", "Came back"),
    ContactOutcome.NOT_SAFE: ("overdue", "Not safe"),
}
WANTED_PILLS: Mapping[Permission, PillWords] = {
    Permission.YES: ("info", "Wants", "speech"),
    Permission.NO: ("info", "Does not want", "speech"),
    Permission.UNKNOWN: ("unknown", NOT_ASKED),
}


def due_pill(item: DueItem | None, done: str = "Done") -> PillWords | None:
    """Return how long is left, how late it is, or that it is done."""
    if item is None:
        return None
    if item.state in (DueState.MET, DueState.MET_LATE):
        return ("ok", done) if item.state is DueState.MET else ("ok", f"{done}, late")
    if item.state is DueState.NOT_KNOWN:
        return ("unknown", "Cannot be worked out")
    if item.state is DueState.TODAY:
        return ("today", "Due today")
    return ("overdue" if item.state is DueState.OVERDUE else "info", item.standing)


def is_pressing(item: DueItem) -> bool:
    return item.state in (DueState.OVERDUE, DueState.TODAY, DueState.NOT_KNOWN)


# ---------------------------------------------------------------- what she wants


def wish_rows(file: WitnessFile, wish: ContactPreference | None) -> tuple[tuple[str, str], ...]:
    """Return what she wants as (what, words); what was not asked says so."""
    witness = file.witness
    language = ", ".join(filter(None, [witness.language, wish.dialect if wish else ""])) or "Not recorded"
    if witness.interpreter_need:
        language += f"; interpreter: {witness.interpreter_need}"
    rows = [
        ("How", CHANNEL_WORDS[wish.method] if wish and wish.method else NOT_ASKED),
        ("When", times_words(wish) if wish else NOT_ASKED),
        ("How often", FREQUENCY_WORDS[wish.frequency if wish else Frequency.NOT_ASKED]),
        ("Language", language),
        ("Interpreter", GENDER_WISH_WORDS[wish.interpreter_gender if wish else GenderWish.NOT_ASKED]),
        ("Staff", GENDER_WISH_WORDS[wish.staff_gender if wish else GenderWish.NOT_ASKED]),
        ("Formats", formats_words(wish)),
        ("Pronouns", witness.pronouns or "Not recorded"),
    ]
    if wish is not None and wish.is_welsh_wanted:
        rows.insert(4, ("Welsh", "Wants Welsh, spoken and written"))
    if wish is not None and wish.note:
        rows.append(("Note", wish.note))
    return tuple(rows)


def times_words(wish: ContactPreference) -> str:
    """Return "Monday, Tuesday and Wednesday, 10:00 to 16:00", or that any time will do."""
    days = joined([DAYS[number] for number in sorted(wish.week_days)]) if wish.week_days else "Any day"
    if wish.earliest and wish.latest:
        return f"{days}, {clock_time(wish.earliest)} to {clock_time(wish.latest)}"
    if wish.earliest:
        return f"{days}, from {clock_time(wish.earliest)}"
    return f"{days}, until {clock_time(wish.latest)}" if wish.latest else days


def formats_words(wish: ContactPreference | None) -> str:
    if wish is None:
        return NOT_ASKED
    return joined([FORMAT_WORDS[each] for each in wish.formats]) if wish.formats else "Nothing special"


def noted_words(wish: ContactPreference, today: dt.date) -> str:
    return f"Noted {recent_day(wish.noted_on, today)}" + (f" by {wish.noted_by}" if wish.noted_by else "")


def earlier_wishes(file: WitnessFile) -> str:
    """Return every entry that no longer counts, the newest first; empty when there is none."""
    entries = sorted(file.contact_preferences, key=lambda entry: entry.sequence, reverse=True)[1:]
    kept = ("How", "When", "How often", "Interpreter", "Staff", "Formats", "Welsh", "Note")
    parts = []
    for entry in entries:
        rows = [f"{what}: {words}" for what, words in wish_rows(file, entry) if what in kept]
        by = f" by {entry.noted_by}" if entry.noted_by else ""
        parts.append("\n".join([f"Noted {full_day(entry.noted_on)}{by}", *rows]))
    return "\n\n".join(parts)


# ---------------------------------------------------------------- supporters


def consent_pill(supporter: Supporter, today: dt.date) -> PillWords:
    """Say whether anything may be shared today. Not known is never yes."""
    if not supporter.is_active_on(today):
        ended = supporter.ended_on is not None and supporter.ended_on < today
        return ("grey", "Ended") if ended else ("grey", "Later")
    if supporter.consent is Permission.NO:
        return ("refused", "Refused")
    if supporter.consent is Permission.UNKNOWN:
        return ("unknown", NOT_ASKED)
    if not supporter.may_share_on(today):
        return ("overdue", "Consent is over")
    return ("ok", "Agreed")


def shared_words(supporter: Supporter, today: dt.date) -> str:
    """Return what may be shared today: "Court dates, meetings", or nothing."""
    if not supporter.may_share_on(today) or not supporter.shares:
        return NOTHING
    words = [SHARE_WORDS[share] for share in supporter.shares]
    return ", ".join([words[0], *(w[0].lower() + w[1:] for w in words[1:])])


def span_of(supporter: Supporter, today: dt.date) -> str:
    """Return "1 Oct – now", "1 Oct – 3 Dec"."""
    since = recent_day(supporter.started_on, today) if supporter.started_on else "Not recorded"
    until = recent_day(supporter.ended_on, today) if supporter.ended_on else "now"
    return f"{since} – {until}"


def consent_note(supporter: Supporter, today: dt.date) -> str:
    """Return when she was asked, and until when it holds."""
    parts = []
    if supporter.consent_on:
        parts.append(f"{recent_day(supporter.consent_on, today)}")
    if supporter.consent_until:
        parts.append(f"until {recent_day(supporter.consent_until, today)}")
    return ", ".join(parts)


def supporter_detail(supporter: Supporter, name: str) -> str:
    """Return everything of a supporter that the row has no room for."""
    parts = []
    if supporter.relation:
        parts.append(supporter.relation.rstrip("."))
    if supporter.consent is Permission.YES and supporter.consent_on:
        taken = f", taken by {supporter.consent_taken_by}" if supporter.consent_taken_by else ""
        until = f", until {full_day(supporter.consent_until)}" if supporter.consent_until else ""
        parts.append(f"Consent to share given {full_day(supporter.consent_on)}{until}{taken}")
    elif supporter.consent is Permission.UNKNOWN:
        parts.append("She was not asked what may be shared: nothing is shared")
    if supporter.limits:
        parts.append(f"Limits: {supporter.limits.rstrip('.')}")
    if supporter.is_case_witness:
        parts.append("A witness in the case, who must not attend as supporter")
    if supporter.is_relative_of_accused:
        parts.append("A relative of the accused")
    if supporter.ended_on:
        why = f": {supporter.end_reason.rstrip('.')}" if supporter.end_reason else ""
        parts.append(f"Ended {full_day(supporter.ended_on)}{why}")
    return f"{name}. {'. '.join(parts)}." if parts else f"{name}."


# ---------------------------------------------------------------- the log


def how_words(entry: ContactEntry) -> str:
    words = CHANNEL_WORDS[entry.channel]
    return words if entry.direction is ContactDirection.OUT else f"{words}, from her"


def log_detail(
    entry: ContactEntry, override: ContactOverride | None, corrects: ContactEntry | None, by: ContactEntry | None
) -> str:
    """Return one contact in full: outcome, with whom, the override and who decided it, what it corrects."""
    at = f", {clock_time(entry.happened_time)}" if entry.happened_time else ""
    parts = [f"{full_day(entry.happened_on)}{at}: {CONTACT_DIRECTION_WORDS[entry.direction].lower()}"]
    parts.append(CONTACT_OUTCOME_WORDS[entry.outcome])
    if entry.with_whom:
        parts.append(f"With {entry.with_whom}")
    if entry.about:
        parts.append(entry.about.rstrip("."))
    if entry.next_step:
        by_when = f", by {full_day(entry.next_on)}" if entry.next_on else ""
        done = f", done {full_day(entry.done_on)}" if entry.done_on else ""
        parts.append(f"Next: {entry.next_step.rstrip('.')}{by_when}{done}")
    if override is not None:
        parts.append(f"Done all the same: {override.reason.rstrip('.')}. Decided by {override.decided_by}")
        parts.append(f"What stood against it: {' '.join(' '.join(s.split()) for s in override.against).rstrip('.')}")
    if corrects is not None:
        parts.append(f"Corrects the entry of {full_day(corrects.happened_on)}, which stays")
    if by is not None:
        parts.append("A later entry corrects this one")
    return ". ".join(parts) + "."


def overrides_words(overrides: Sequence[ContactOverride]) -> str:
    """Return every time a barred channel was used all the same, the newest first."""
    parts = []
    for override in sorted(overrides, key=lambda each: each.used_at, reverse=True):
        channel = CHANNEL_WORDS[override.channel]
        used_for = f", for {override.used_for}" if override.used_for.casefold() != channel.casefold() else ""
        parts.append(
            f"{day_and_time(override.used_at)}: {channel}{used_for}\n"
            f"Decided by {override.decided_by}; done by {override.used_by}\n"
            f"Why: {override.reason}\n"
            f"What stood against it: {' '.join(' '.join(s.split()) for s in override.against)}"
        )
    return "\n\n".join(parts)
