"""The special measures decision record: what was wanted, applied for, directed and used, with reasons and time limits.

The court's copy has no internal reasoning, second check or position box. The defence's copy has no own words and
nothing withheld under CrimPR 18.12 either. The copy that names nobody has months for days.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import (
    NOTHING,
    box,
    grid,
    note,
    numbered_title,
    panel,
    paragraph,
    section,
    signatures,
    title,
)
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts import left_out_table as left_out
from victimplanner.documents.parts import measure_circumstances, measure_reasons, time_limit
from victimplanner.documents.parts.measure_matrix import MeasureStory, matrix_rows, stories
from victimplanner.documents.parts.measure_telling import telling
from victimplanner.documents.prose import Marks, Notes
from victimplanner.documents.removals import Days, Removed, months_only
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import Marked, bold, date, join
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.measures import ROUTE_WORDS, DirectionKind
from victimplanner.domain.people import CaseRole
from victimplanner.domain.urn import display_urn
from victimplanner.domain.witness import GATE_HOLDS_WORDS, AdjustmentState, GateCode, GateHolds

_PANEL_WIDTHS = (120, 105.5, 144, 109.5)
_GRANTED = (DirectionKind.GRANTED, DirectionKind.VARIED)
_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def build(file: WitnessFile, _meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the record from records already cut for the variant."""
    variant, removed = issue.variant, Counter(issue.removed)
    is_file_copy, is_nameless = variant is Variant.FILE, variant is Variant.ANONYMISED
    days = months_only(removed) if is_nameless else Days()
    marks, notes = Marks(), Notes()
    all_stories = stories(file, paper_facts)
    with_reasons = [s for s in all_stories if s.has_reasons and (is_file_copy or s.is_sought)]
    sections: list[tuple[str, list[Flowable]]] = [
        ("Eligibility", _eligibility(file, paper_facts, issue.today, marks, notes, days)),
    ]
    references = {story.id: f"4.{n}" for n, story in enumerate(with_reasons, start=1)}
    rows = matrix_rows(all_stories, file, marks, references, with_internal_reasons=is_file_copy, days=days)
    heads = ("Measure and statute", "Wanted", "Applied", "Directed", "Used", "Difference and reason")
    key = "● yes   ◊ in part or unsure   ○ no   – not open or not reached   ▲ late or missing. A word always follows the sign."
    sections += [
        (
            "Measures: wanted, applied for, directed, used",
            [grid(heads, rows, (119, 60, 64, 60, 62, 114), is_dense=True), note(key.replace("   ", " \u00a0 "))],
        ),
        ("Was the application in time?", _in_time(file, paper_facts, issue, marks, notes)),
        ("Reasons", measure_reasons.reasons(with_reasons, variant, marks, days)),
        ("Telling the witness, and later changes", telling(file, paper_facts, marks, notes, days)),
    ]
    if not is_nameless:
        sections += _circumstances(file, paper_facts, issue, marks, notes)
    if file.adjustments:
        sections.append(("Other adjustments (not special measures)", _adjustments(file, notes)))
    if is_file_copy and paper_facts.answers:
        sections.append(("What a reviewer asks", measure_circumstances.review(paper_facts, notes)))
    if is_nameless:
        removed[Removed.BLOCK] += len(_NOT_IN_A_NAMELESS_COPY)
    else:
        sections.append(("Signatures", [_signatures(file, is_file_copy)]))
    made = title("Special measures decision record", _SUBTITLE)
    made += [_panel(file, paper_facts, issue, notes, days), *notes.take()]
    if is_nameless:
        made += section("What was removed from this copy", *left_out.names_nobody(removed, _NOT_IN_A_NAMELESS_COPY))
    elif variant is Variant.DISCLOSURE:
        made += section("What this copy leaves out", *left_out.for_the_defence(removed, None, marks, notes))
    if is_file_copy:
        made.append(_position(file, all_stories, paper_facts, issue, marks))
    for number, (name, content) in enumerate(sections, start=1):
        made += section(numbered_title(number, name), *content)
    return made


_NOT_IN_A_NAMELESS_COPY = ("how the last day was worked out", "age and changes", "signatures")


def _in_time(
    file: WitnessFile, paper_facts: PaperFacts, issue: IssueInfo, marks: Marks, notes: Notes
) -> list[Flowable]:
    """Return the answer with its working; in a copy that names nobody the answer alone: its days would name the case."""
    if issue.variant is not Variant.ANONYMISED:
        return time_limit.in_time(file, paper_facts, issue, marks, notes)
    return [paragraph(time_limit.limit_sentence(paper_facts, issue, with_day=False), FILE_LOOK.body)]


def _circumstances(
    file: WitnessFile, paper_facts: PaperFacts, issue: IssueInfo, marks: Marks, notes: Notes
) -> list[tuple[str, list[Flowable]]]:
    """Return the parts that not every witness has: how section 28 was considered stays with the file."""
    is_file_copy, is_disclosure = issue.variant is Variant.FILE, issue.variant is Variant.DISCLOSURE
    found: list[tuple[str, list[Flowable]]] = []
    if is_file_copy:
        considered = measure_circumstances.section_28(file, paper_facts, marks, notes)
        found.append(("Section 28: considered and explained", considered))
    if not is_disclosure and measure_circumstances.concerns_a_child(file, paper_facts, issue.today):
        ages = measure_circumstances.age_and_primary_rule(file, paper_facts, issue.today, marks, notes)
        found.append(("Age, and the primary rule", ages))
    if is_file_copy and file.intermediaries:
        found.append(("Intermediary", measure_circumstances.intermediary(file, notes)))
    if file.proceedings_changes:
        changes = measure_circumstances.proceedings(file, notes, with_notes=is_file_copy)
        found.append(("Changes of the proceedings", changes))
    return found


_SUBTITLE = "What the witness wanted, what was applied for, what the court directed, what was used"


def _panel(file: WitnessFile, paper_facts: PaperFacts, issue: IssueInfo, notes: Notes, days: Days) -> Flowable:
    held = [gate.section for gate in paper_facts.gates if gate.code in paper_facts.gates_held]
    age = file.age_on(issue.today)
    group = "under 18" if file.is_child_on(issue.today) else "adult" if age is not None else "age not recorded"
    decided = max((d.decided_on for d in file.directions), default=None)
    routes = list(dict.fromkeys(ROUTE_WORDS[a.route] for a in file.applications))
    cells = (
        ("URN", display_urn(file.case.urn)),
        ("Witness reference", file.witness.reference),
        ("Court", file.case.court_name),
        ("Case number", file.case.court_case_no),
        ("Accused", ", ".join(f"{d.label} {d.name}".strip() for d in file.defendants)),
        ("Eligibility", f"{', '.join(dict.fromkeys(held)) or 'no gate'} · {group}"),
        ("Route", ", ".join(routes)),
        ("Decision", days.full(decided) if decided else Marked("– Not yet due")),
    )
    return panel([(label, notes.short(value, label) or NOTHING) for label, value in cells], _PANEL_WIDTHS)


def _position(
    file: WitnessFile, all_stories: list[MeasureStory], paper_facts: PaperFacts, issue: IssueInfo, marks: Marks
) -> Flowable:
    applied = [s for s in all_stories if s.is_applied_for]
    parts = [time_limit.limit_sentence(paper_facts, issue)]
    if applied:
        parts.append(_counted(applied))
    gaps = [gap for gap in (_told_gap(d.decided_on, d.told_on, paper_facts) for d in file.directions) if gap]
    if gaps:
        parts.append(f"The witness was told {gaps[-1]}.")
    elif file.directions:
        parts.append("The witness has not been told of the decision yet.")
    missing = f" ▲ {plural(marks.count, 'fact is', 'facts are')} not recorded." if marks.count else ""
    made = box(join(bold(f"Position on {date(issue.today)}. "), " ".join(parts), bold(missing)))
    made.is_of_the_day = True
    return made


def _counted(applied: list[MeasureStory]) -> str:
    directed = in_part = refused = discharged = undecided = 0
    for story in applied:
        kinds = [direction.direction for _, direction in story.directions]
        if not kinds:
            undecided += 1
        elif all(kind in _GRANTED for kind in kinds):
            directed += 1
        elif all(kind is DirectionKind.REFUSED for kind in kinds):
            refused += 1
        elif all(kind is DirectionKind.DISCHARGED for kind in kinds):
            discharged += 1
        else:
            in_part += 1
    number = _NUMBER_WORDS[len(applied)].capitalize()
    counts = (
        (directed, "directed"),
        (in_part, "directed in part"),
        (refused, "refused"),
        (discharged, "discharged"),
        (undecided, "not yet decided"),
    )
    words = ", ".join(f"{_NUMBER_WORDS[n]} {what}" for n, what in counts if n)
    return f"{number} {'measure' if len(applied) == 1 else 'measures'} applied for: {words}."


def _told_gap(decided_on: dt.date, told_on: dt.date | None, paper_facts: PaperFacts) -> str:
    if told_on is None:
        return ""
    days = paper_facts.calendar.days_between(decided_on, told_on, "working days")
    return {0: "on the day of the decision", 1: "on the next working day"}.get(days, f"after {days} working days")


def _eligibility(
    file: WitnessFile, paper_facts: PaperFacts, today: dt.date, marks: Marks, notes: Notes, days: Days
) -> list[Flowable]:
    considered = file.gates_as_considered()
    rows: list[tuple[str, ...]] = []
    not_considered: list[str] = []
    ordered = sorted(paper_facts.gates, key=lambda g: (g.code not in paper_facts.gates_held, g.code not in considered))
    for gate in ordered:
        entry = considered.get(gate.code)
        name = f"{gate.section} {gate.title}"
        if gate.code is GateCode.S16_CHILD and entry is None:
            rows.append((name, *_child(file, paper_facts, today, days)))
        elif entry is None and gate.code in paper_facts.gates_held:
            by_law = "Follows from the charges; the witness has not declined."
            rows.append((name, Marked("● <b>Yes</b>"), by_law, "System"))
        elif entry is None:
            not_considered.append(name)
        else:
            sign = Marked("● <b>Yes</b>") if entry.holds is GateHolds.YES else f"○ {GATE_HOLDS_WORDS[entry.holds]}"
            evidence = notes.short(marks.or_missing(entry.evidence), name)
            by = notes.short(entry.considered_by, f"{name}, checked by", 80)
            rows.append((name, sign, evidence, join(f"{by} " if by else "", days.short(entry.considered_on))))
    if not_considered:
        rows.append(("Other gates", Marked("– Not considered"), "; ".join(not_considered), NOTHING))
    return [
        grid(("Gate", "Holds", "Evidence or reason", "Checked"), rows, (126, 76, 190, 87), is_first_bold=True),
        *notes.take(),
    ]


def _child(file: WitnessFile, paper_facts: PaperFacts, today: dt.date, days: Days) -> tuple[str, str, str]:
    if GateCode.S16_CHILD in paper_facts.gates_held:
        return Marked("● <b>Yes</b>"), f"Under 18 {days.said_on(today)}, or believed to be", "System"
    if file.age_on(today) is None:
        return Marked("○ No"), "No date of birth recorded; not believed to be under 18", "System"
    return Marked("○ No"), "Adult on the date of this record", "System"


def _adjustments(file: WitnessFile, notes: Notes) -> list[Flowable]:
    words = {
        AdjustmentState.ASKED_FOR: "◊ Asked for",
        AdjustmentState.ARRANGED: "● Arranged",
        AdjustmentState.REFUSED: "○ Refused",
    }
    rows = [(notes.short(a.text, "Adjustment"), words[a.state], date(a.noted_on)) for a in file.adjustments]
    return [grid(("Adjustment", "State", "Noted"), rows, (313, 83, 83)), *notes.take()]


def _signatures(file: WitnessFile, is_file_copy: bool) -> Flowable:
    prosecutor = file.person(CaseRole.PROSECUTOR)
    rows = [(f"{prosecutor.name[:150]}, prosecutor" if prosecutor else "Prosecutor:", "", "")]
    if is_file_copy:
        rows.append(("Second check:", "", ""))
    return signatures(rows)


DOCUMENT = DocumentSpec(
    kind=PaperKind.SPECIAL_MEASURES,
    title="Special measures decision record",
    variants=(Variant.FILE, Variant.COURT, Variant.DISCLOSURE, Variant.ANONYMISED),
    needs_meeting=False,
    build=build,
    prints_for_outside=frozenset(
        {"gates", "views", "applications", "decisions", "directions", "uses", "people", "adjustments"}
        | {"proceedings_changes", "opt_outs"}
    ),
)
