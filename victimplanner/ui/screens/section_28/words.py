"""The words of the Section 28 tab: cards, steps, orders and entries as a person reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.deadlines import Working
from victimplanner.domain.preparation import CourtDateLine, EarlierDate, PreparationLine, court_dates
from victimplanner.domain.section_28 import (
    COURT_DATE_WORDS,
    SECTION_28_OUTCOME_WORDS,
    STEP_STATE_WORDS,
    CourtDate,
    PreparationStep,
    Section28Consideration,
    Section28Order,
    StepState,
    rule_of,
)
from victimplanner.domain.urn import display_urn
from victimplanner.ui.formats import clock_time, day_month_year, full_day, joined, short_day
from victimplanner.ui.screens.section_28.state import FOLLOWS_AT, THIRD_PARTY, DateCard, StepLine

_DATE_PILLS: dict[str, tuple[str, ...]] = {
    "set": ("info", "Set", "calendar"),
    "held": ("ok", "Held"),
    "missing": ("unknown", "Missing"),
    "vacated": ("grey", "Vacated"),
    "not_needed": ("grey", "Not needed"),
}
_DATE_SHORT = {
    CourtDate.GROUND_RULES: "Ground rules hearing",
    CourtDate.RECORDING: "Recording",
    CourtDate.FURTHER_QUESTIONS: "Last date: s.28(5) leave",
    CourtDate.EXCLUSION: "Last date: exclude part",
    CourtDate.EDITING: "Editing finished",
}


def card_of(line: CourtDateLine, *, is_awaited: bool) -> DateCard:
    """One date as a card. `is_awaited` is False while no court has directed a recording: then none is missing."""
    pill = _DATE_PILLS[line.state]
    day = full_day(line.on) if line.on else "None ordered" if line.state == "not_needed" else "Not recorded"
    where = ", ".join(part for part in (clock_time(line.starts) if line.starts else "", line.where) if part)
    if line.state in ("missing", "vacated"):
        where = "Court must set this" if is_awaited else ""
        if not is_awaited and line.state == "missing":
            pill, day = ("grey", "Waiting"), "No direction yet"
    earlier = "; ".join(_was(before) for before in reversed(line.earlier))
    return DateCard(line.which, rule_of(line.which), _DATE_SHORT[line.which], pill, day, where, earlier, line)


def _was(before: EarlierDate) -> str:
    return f"was {full_day(before.on) if before.on else 'not set'}" + (f": {before.reason}" if before.reason else "")


# ---------------------------------------------------------------- orders


def order_words(file: WitnessFile, missing: Sequence[CourtDate]) -> str:
    """What the last order leaves out."""
    letters = joined([f"({which.value})" for which in missing])
    if file.latest_order is None:
        return f"No order with dates is recorded; {letters} {'is' if len(missing) == 1 else 'are'} open."
    return f"Order of {short_day(file.latest_order.ordered_on)} is silent on {letters}."


def source_words(file: WitnessFile) -> str:
    """From which order the dates come."""
    return _order(file.latest_order) + "." if file.latest_order else "No order with dates is recorded."


def _order(order: Section28Order) -> str:
    words = f"Order of {full_day(order.ordered_on)}"
    words += f", {order.judge}" if order.judge else ""
    return words + (f", received {full_day(order.received_on)}" if order.received_on else "")


def orders_history(file: WitnessFile) -> str:
    """Every order with the dates it set, the newest first, and every date that was moved, with why."""
    lines = []
    for order in sorted(file.orders, key=lambda o: o.sequence, reverse=True):
        lines.append(_order(order))
        lines += [
            f"    ({d.which.value}) {COURT_DATE_WORDS[d.which]}: {full_day(d.on)}"
            for d in sorted(file.ordered_dates, key=lambda d: d.which)
            if d.order_id == order.id
        ]
        if not order.ground_rules_hearing_needed:
            lines.append("    No ground rules hearing was ordered.")
    for line in court_dates(file):
        now = full_day(line.on) if line.on else "no day"
        lines += [
            f"({line.which.value}) {COURT_DATE_WORDS[line.which]}, now {now}: {_was(before)}"
            for before in reversed(line.earlier)
        ]
    return "\n".join(lines)


def chase_words(file: WitnessFile, missing: Sequence[CourtDate], working: Working | None) -> str:
    """When the court was asked last, and by when to ask."""
    letters = {rule_of(which) for which in missing}
    last = max((c for c in file.chases if c.about in letters), key=lambda c: c.chased_on, default=None)
    asked = f"Asked last on {short_day(last.chased_on)}{f' ({last.how})' if last.how else ''}. " if last else ""
    by = f"{'Ask again' if last else 'Chase'} by {full_day(working.due)}." if working and working.due else ""
    return (asked + by).strip()


def letter_to_court(file: WitnessFile, missing: Sequence[CourtDate], writer: str) -> str:
    """A neutral message to the court: URN and paper reference, no name of a witness or accused, no offence."""
    wanted = joined([f"{rule_of(which)} {COURT_DATE_WORDS[which].lower()}" for which in missing])
    number = f", court number {file.case.court_case_no}" if file.case.court_case_no else ""
    order = f"The order of {day_month_year(file.latest_order.ordered_on)}" if file.latest_order else "The direction"
    return (
        f"URN {display_urn(file.case.urn)}{number}, witness {file.witness.reference}\n\n"
        f"{order} does not give every date that CrimPR 2025 r.18.8(2) asks for. Not set so far: {wanted}.\n\n"
        "Please let us have these dates, so that the witness can be told and the recording prepared.\n\n"
        f"{writer}, {file.office.name}"
    )


# ---------------------------------------------------------------- steps


def step_line(file: WitnessFile, line: PreparationLine, today: dt.date, third: Working | None) -> StepLine:
    """One row of the table, with everything that is known of the step."""
    parts = [line.rule.title, f"owed by {line.owner}"]
    if line.rule.holds_up != "–":
        parts.append(f"holds up: {line.rule.holds_up[:1].lower()}{line.rule.holds_up[1:]}")
    if line.rule.follows:
        parts.append(f"follows from what is recorded under {FOLLOWS_AT[line.rule.follows][2]}, nobody ticks it")
    if line.done_on is not None:
        parts.append(f"done on {full_day(line.done_on)}")
    if line.note:
        parts.append(line.note)
    if line.rule.id == THIRD_PARTY and third is not None and third.due is not None and line.record is not None:
        notice = f"notice {full_day(line.record.notice_on)}, " if line.record.notice_on else ""
        parts.append(f"{notice}ten business days end {full_day(third.due)} (r.17.5)")
    detail = ". ".join(part[:1].upper() + part[1:].rstrip(".") for part in parts) + "."
    entries = [_entry(record) for record in reversed(_chain(file, line.rule.id))]
    return StepLine(line.rule.id, line, line.is_late_on(today), detail, "\n".join(entries))


def _chain(file: WitnessFile, step: str) -> list[PreparationStep]:
    return sorted((s for s in file.steps if s.step == step), key=lambda s: s.sequence)


def _entry(record: PreparationStep) -> str:
    days = [
        f"{words} {full_day(day)}"
        for words, day in (("for", record.due_on), ("notice", record.notice_on), ("done", record.done_on))
        if day
    ]
    who = ", ".join(part for part in (full_day(record.changed_on), record.changed_by) if part)
    said = ", ".join([STEP_STATE_WORDS[record.state], *([record.owner] if record.owner else []), *days])
    return f"{who}: {said}" + (f". {record.note}" if record.note else "")


def step_text(step: StepLine) -> str:
    """Everything there is to read of a step: what it is, every entry, and the source."""
    entries = f"\n\nEntries, the newest first:\n{step.history}" if step.history else ""
    return f"{step.detail}{entries}\n\nSource: {step.line.rule.source}."


def steps_note(lines: Sequence[PreparationLine]) -> str:
    """Count what is done and blocked, of what is needed."""
    wanted = [line for line in lines if line.state is not StepState.NOT_NEEDED]
    done = sum(line.state is StepState.DONE for line in wanted)
    blocked = sum(line.state is StepState.BLOCKED for line in wanted)
    words = f"{done} of {len(wanted)} done" + (f", {blocked} blocked" if blocked else "")
    return f"{words}. After recording, further questions need leave (s.28(5)–(6))."


def third_party_warning(file: WitnessFile, working: Working | None) -> str:
    """Say that the third party's ten business days end too late."""
    if working is None or working.due is None or working.start.finished_on is not None:
        return ""
    for line in court_dates(file)[:2]:
        if line.state == "set" and line.on is not None and working.due > line.on:
            name = COURT_DATE_WORDS[line.which].lower()
            left = plural((working.due - line.on).days, "day")
            return f"The third party’s time ends {left} after the {name}: ask the court to shorten it or move the day."
    return ""


# ---------------------------------------------------------------- considered


def considered_words(entry: Section28Consideration | None) -> str:
    """Say how section 28 was considered last."""
    if entry is None:
        return "Nobody has recorded that section 28 was considered for her."
    return _consideration(entry)


def considered_history(file: WitnessFile) -> str:
    """Every entry, the newest first."""
    entries = sorted(file.considerations, key=lambda entry: entry.sequence, reverse=True)
    return "\n\n".join(_consideration(entry) for entry in entries)


def _consideration(entry: Section28Consideration) -> str:
    by = f" by {entry.considered_by}" if entry.considered_by else ""
    explained = f"explained to her {full_day(entry.explained_on)}" if entry.explained_on else "not yet explained to her"
    reason = f" {entry.reason}" if entry.reason else ""
    return f"{SECTION_28_OUTCOME_WORDS[entry.outcome]}, considered {full_day(entry.considered_on)}{by}; {explained}.{reason}"
