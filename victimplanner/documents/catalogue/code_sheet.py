"""The Victims' Code compliance sheet: every duty towards one witness, its clock, and whether it was kept.

The inspection copy has no contact method or times and shows staff as roles. The anonymised copy names no case, person
or place and counts days from the charge. There is none for the witness or the defence.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import (
    NOT_RECORDED,
    NOTHING,
    facts,
    grid,
    note,
    numbered_title,
    panel,
    paragraph,
    section,
    title,
)
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts.contact_gates import When, contact_gates
from victimplanner.documents.parts.duty_table import DutyRow, day_cell, duty_table, result_mark, tiles
from victimplanner.documents.parts.duty_words import clock_started, late_by, paper_id, time_allowed
from victimplanner.documents.prose import Notes
from victimplanner.documents.removals import REMOVED
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import bold, join, lines, sentence, table_day
from victimplanner.documents.together import of_the_day
from victimplanner.documents.withheld import REMOVED_NAME
from victimplanner.domain.case import HEARING_WORDS, Hearing, HearingState
from victimplanner.domain.case_file import CaseFile, MeetingFile, WitnessFile
from victimplanner.domain.contact import CHANNEL_WORDS
from victimplanner.domain.deadlines import EXTENDED, Step
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.entitlement import rights_of
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.ledger import duties_of, editions_of, ledger_of, left_out_words, right_title
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.rights import RIGHTS_WORDS
from victimplanner.domain.rules import OUTSIDE_OWNERS
from victimplanner.domain.urn import display_urn

_PANEL_WIDTHS = (108, 113, 127, 131)
_EXCEPTIONS = (DueState.MET_LATE, DueState.OVERDUE, DueState.NOT_MET, DueState.EXCUSED)
_SUBTITLE = "One complainant, one case: every duty, its clock, and whether it was kept"
_A_REASON = f"{REMOVED}reason]"


def build(file: WitnessFile, _meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the sheet from records already cut for the variant: the duties are counted from them anew."""
    assert paper_facts.rules is not None
    case = CaseFile(file.office, file.case, file.defendants, (file,))
    items = duties_of(ledger_of(case, file, paper_facts.rules, paper_facts.calendar, issue.today))
    when = _when(file, issue.variant)
    notes = Notes()
    subtitle = _SUBTITLE if file.witness.is_complainant else _SUBTITLE.replace("complainant", "witness")
    made = title("Victims’ Code compliance sheet", subtitle)
    made += [_panel(file, items, issue, when), of_the_day(tiles(items))]
    explained = (
        "The clock for witness care starts when the information is received from the court or the CPS, not at the hearing. "
        f"wd = working day, bd = business day. Times on the 24-hour clock.{_offsets(issue.variant)}"
    )
    left_out = left_out_words(file, issue.today)
    sections: list[tuple[str, list[Flowable]]] = [
        (
            "Duties",
            [
                note(explained),
                *([note(left_out)] if left_out else []),
                _duties(items, issue.variant, paper_facts, when, notes),
                *notes.take(),
                *_not_started(items),
            ],
        ),
        ("Exceptions", _exceptions(items, issue, paper_facts, when, notes)),
        ("Contact gates", [contact_gates(file, issue.variant, when)]),
        *_workings(items, issue.variant),
    ]
    for number, (name, content) in enumerate(sections, start=1):
        made += section(numbered_title(number, name), *content)
    return made


def _offsets(variant: Variant) -> str:
    return " Days are counted from the day of charge, which is day 0." if variant is Variant.ANONYMISED else ""


def _when(file: WitnessFile, variant: Variant) -> When:
    """Return how days are written: as dates, or, where the case must not be known by them, counted from the charge."""
    if variant is not Variant.ANONYMISED:
        return table_day
    charged = min((charge.charged_on for charge in file.charges if charge.charged_on), default=None)
    if charged is None:
        return lambda _on: f"{REMOVED}day]"
    return lambda on: f"Day {(on - charged).days:+d}".replace("+0", "0").replace("-", "−")


def _panel(file: WitnessFile, items: Sequence[DueItem], issue: IssueInfo, when: When) -> Flowable:
    rights = rights_of(file, issue.today)
    is_named = issue.variant is not Variant.ANONYMISED
    because = rights.derived if not is_named and rights.override else rights.because
    level = f"{RIGHTS_WORDS[rights.level].removesuffix(' rights')} · {because}"
    edition = ", ".join(words.removeprefix("Victims' Code ") for words in editions_of(items))
    preference = file.contact_preference
    choice = CHANNEL_WORDS[preference.method] if preference and preference.method else "Not asked"
    removed = f"{REMOVED}which case]"
    cells = (
        ("URN", display_urn(file.case.urn) if is_named else removed),
        ("Witness reference", file.witness.reference if is_named else removed),
        ("Rights level", level),
        ("Code edition", edition or NOTHING),
        ("Stage", _stage(file, issue.today, when)),
        ("Contact choice", choice if issue.variant is Variant.FILE else f"{REMOVED}contact]"),
        ("Position at", when(issue.today)),
        ("Unit", (file.case.unit or file.office.name) if is_named else removed),
    )
    made = panel([(label, value or NOTHING) for label, value in cells], _PANEL_WIDTHS)
    made.is_of_the_day = True
    return made


def _stage(file: WitnessFile, today: dt.date, when: When) -> str:
    """Return the next hearing, or else the last one listed."""
    live = [h for h in file.hearings if h.listed_on and h.state is not HearingState.VACATED]
    coming = min((h for h in live if h.listed_on and h.listed_on >= today), key=_listed, default=None)
    hearing = coming or max(live, key=_listed, default=None)
    if hearing is None or hearing.listed_on is None:
        return "No hearing listed"
    words = HEARING_WORDS[hearing.kind].partition(" (")[0]
    return f"{words}, {when(hearing.listed_on)}"


def _listed(hearing: Hearing) -> dt.date:
    return hearing.listed_on or dt.date.min


# ---------------------------------------------------------------- duties


def _duties(items: Sequence[DueItem], variant: Variant, paper_facts: PaperFacts, when: When, notes: Notes) -> Flowable:
    rows: list[DutyRow] = []
    started = [item for item in items if item.state is not DueState.NOT_STARTED]
    for heading, own in itertools.groupby(_by_day(started), key=_heading):
        rows.append(DutyRow(heading=heading))
        rows += [DutyRow(_cells(item, variant, paper_facts, when, notes)) for item in own]
    return duty_table(rows)


def _by_day(items: Sequence[DueItem]) -> list[DueItem]:
    """Return the duties in the order of the rules, those of one rule by their days: one hearing after the other."""
    order = {rule_id: at for at, rule_id in enumerate(dict.fromkeys(item.rule_id for item in items))}
    return sorted(items, key=lambda item: (order[item.rule_id], clock_started(item) or item.due or dt.date.max))


def _not_started(items: Sequence[DueItem]) -> list[Flowable]:
    """Return in one paragraph what nothing has started yet: rows that say nothing would hide the others."""
    waiting = [f"{paper_id(item)} {item.title}" for item in items if item.state is DueState.NOT_STARTED]
    return [paragraph(join(bold("Not started: "), "; ".join(waiting) + "."), FILE_LOOK.note)] if waiting else []


def _workings(items: Sequence[DueItem], variant: Variant) -> list[tuple[str, list[Flowable]]]:
    """Return how the day of each exception was worked out, in the words of the screen."""
    found = [item for item in items if item.state in _EXCEPTIONS and item.working is not None and item.due is not None]
    if not found or variant is Variant.ANONYMISED:
        return []
    shown: list[Flowable] = []
    for item in found:
        assert item.working is not None
        shown.append(paragraph(bold(f"{paper_id(item)} {item.title}"), FILE_LOOK.small_heading))
        shown.append(facts([(step.label, _step_words(step, variant)) for step in item.working.steps]))
    return [("How the days of the exceptions were worked out", shown)]


def _step_words(step: Step, variant: Variant) -> str:
    """Who extended a time, and why, is for the file."""
    if step.label == EXTENDED and variant is not Variant.FILE:
        return f"{step.text.partition(' by ')[0]}."
    return step.text


def _heading(item: DueItem) -> str:
    """Return the right as a whole: parts of one right (8.1, 8.2) stand under one heading."""
    whole = f"Right {item.right}:"
    return right_title(item).replace(whole, f"Right {item.right.partition('.')[0]}", 1)


def _cells(item: DueItem, variant: Variant, paper_facts: PaperFacts, when: When, notes: Notes) -> tuple[str, ...]:
    started = clock_started(item)
    is_missing = item.state is DueState.NOT_KNOWN and started is None
    due = lines(when(item.due), time_allowed(item)) if item.due else time_allowed(item) or NOTHING
    told = (
        NOT_RECORDED
        if item.state is DueState.NOT_KNOWN and not is_missing
        else day_cell(item.told_on, item.told_at, when)
    )
    return (
        paper_id(item),
        lines(item.title, _detail(item, variant)),
        NOT_RECORDED if is_missing else when(started) if started else NOTHING,
        due,
        told,
        notes.short(_how(item, variant), f"{paper_id(item)}, how and by whom", _LONGEST_HOW),
        result_mark(item, late_by(item, paper_facts.calendar)),
    )


_LONGEST_HOW = 120  # characters of a narrow cell; more stands below the table
_SHORT = 70  # characters of detail under a title; all of it stands on the tab


def _detail(item: DueItem, variant: Variant) -> str:
    """Return which hearing, charge or event a duty is about: it may say which case it is, and is cut to fit."""
    detail = item.working.start.detail if item.working and variant is not Variant.ANONYMISED else ""
    return detail if len(detail) <= _SHORT else f"{detail[: _SHORT - 1].rstrip()}…"


def _how(item: DueItem, variant: Variant) -> str:
    if item.told_on is None:
        return NOTHING
    by = item.told_by if variant is Variant.FILE else _role_of(item)
    return ", ".join(part for part in (item.told_how, by) if part) or NOTHING


def _role_of(item: DueItem) -> str:
    if item.owner_role in OUTSIDE_OWNERS:
        return OUTSIDE_OWNERS[item.owner_role]
    return CASE_ROLE_WORDS[CaseRole(item.owner_role)] if item.owner_role else ""


# ---------------------------------------------------------------- exceptions


def _exceptions(
    items: Sequence[DueItem], issue: IssueInfo, paper_facts: PaperFacts, when: When, notes: Notes
) -> list[Flowable]:
    found = [item for item in items if item.state in _EXCEPTIONS]
    if not found:
        return [paragraph("None: no duty was late or not kept.", FILE_LOOK.body)]
    rows = []
    for item in found:
        name = f"{paper_id(item)} {item.title}"
        reason, accepted = item.entered.reason, item.entered.accepted
        said = reason.reason if reason else ""
        if issue.variant is Variant.ANONYMISED and said:
            said = _A_REASON
        given = notes.short(sentence(said), f"{name}, reason") if said else NOT_RECORDED
        if item.state is DueState.EXCUSED:
            given = join(bold("Good reason. "), given)
        elif said:
            given = join(given, " Not accepted as a good reason.")
        by = accepted.by if accepted and issue.variant is Variant.FILE else "Manager"
        right = lines("Done", when(item.told_on)) if item.told_on else NOTHING
        if item.told_on is None and reason is not None and reason.until:
            right = lines("To be done by", when(reason.until))
        rows.append(
            (
                lines(bold(paper_id(item)), item.title, _detail(item, issue.variant)),
                _what_happened(item, paper_facts, issue.variant),
                given,
                right,
                lines(f"{by},", when(accepted.on)) if accepted and accepted.on else NOTHING,
            )
        )
    heads = ("Duty", "What happened", "Reason given", "Put right", "Accepted by")
    return [grid(heads, rows, (95, 84, 138, 68, 94), is_dense=True), *notes.take()]


def _what_happened(item: DueItem, paper_facts: PaperFacts, variant: Variant) -> str:
    verb = "Told" if item.rule is not None and item.rule.is_told else "Done"
    late = late_by(item, paper_facts.calendar, in_full=True)
    if item.told_on is not None:
        return f"{verb} {late} after the day"
    if item.state is DueState.OVERDUE:
        return f"Not {verb.lower()} yet, {late} after the day"
    return (
        f"Not {verb.lower()}. {item.note}" if item.note and variant is not Variant.ANONYMISED else f"Not {verb.lower()}"
    )


DOCUMENT = DocumentSpec(
    kind=PaperKind.CODE_SHEET,
    title="Victims’ Code compliance sheet",
    variants=(Variant.FILE, Variant.INSPECTION, Variant.ANONYMISED),
    needs_meeting=False,
    build=build,
    name_instead=REMOVED_NAME,
)
