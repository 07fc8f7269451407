"""What surrounds the measures: section 28 considered, age and the primary rule, intermediary, changes, review."""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOT_RECORDED, NOTHING, facts, grid, paragraph
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts.answers import answer_mark
from victimplanner.documents.prose import Marks, Notes, quotation
from victimplanner.documents.removals import Days
from victimplanner.documents.text import Marked, bold, date, day, join
from victimplanner.documents.together import Together, of_the_day
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.deadlines import span_words
from victimplanner.domain.measures import PROCEEDINGS_CHANGE_WORDS, DirectionKind, MeasureId, latest
from victimplanner.domain.opt_out import OPT_OUT_FACTORS, OPT_OUT_WORDS, OptOut, opt_outs_now
from victimplanner.domain.section_28 import SECTION_28_OUTCOME_WORDS
from victimplanner.domain.turning_18 import AT_EIGHTEEN_WORDS, AtEighteen, ages, eighteenth_birthday

_BODY = FILE_LOOK.body
_LEAD = _BODY.clone("lead", spaceBefore=6)
_LABELS = 142


def section_28(file: WitnessFile, paper_facts: PaperFacts, marks: Marks, notes: Notes) -> list[Flowable]:
    """Return how section 28 was considered, and when it was explained to the witness."""
    measure = MeasureId.PRE_RECORDED_CROSS_EXAMINATION
    entries = sorted(file.considerations, key=lambda entry: entry.sequence)
    decision = latest(file.decisions, measure)
    if not entries and decision is None and not paper_facts.is_open(measure):
        return [paragraph("– Not open on the facts recorded; not considered.", _BODY)]
    rows: list[tuple[str, str]] = []
    for number, entry in enumerate(entries):
        is_last = number == len(entries) - 1
        by = f", by {entry.considered_by}" if entry.considered_by else ""
        outcome = SECTION_28_OUTCOME_WORDS[entry.outcome]
        rows.append(("Considered" if is_last else "Considered before", f"{day(entry.considered_on)}{by}: {outcome}."))
        if entry.reason:
            rows.append(("Reason", entry.reason))
    if not entries and decision is not None:
        rows.append(("Considered", f"With the decision of {date(decision.decided_on)}; no entry of its own."))
    elif not entries:
        rows.append(("Considered", marks.not_recorded()))
    explained = [entry.explained_on for entry in entries if entry.explained_on]
    explained += [v.given_on for v in file.views if v.measure is measure and v.information_given.strip()]
    rows.append(("Explained to the witness", day(max(explained)) if explained else marks.not_recorded()))
    return [facts([(label, notes.short(value, label, 400)) for label, value in rows], _LABELS), *notes.take()]


# ---------------------------------------------------------------- age and the primary rule


def concerns_a_child(file: WitnessFile, paper_facts: PaperFacts, today: dt.date) -> bool:
    """Say whether age mattered: she is a child, was one when the court decided, or opted out as one."""
    was_child = any(file.is_child_on(direction.decided_on) for direction in file.directions)
    return bool(file.is_child_on(today) or was_child or file.opt_outs or paper_facts.at_18)


def age_and_primary_rule(
    file: WitnessFile, paper_facts: PaperFacts, today: dt.date, marks: Marks, notes: Notes
) -> list[Flowable]:
    """Return her age on the days that matter, what ends at 18, and each wish to depart from the primary rule."""
    made: list[Flowable] = [_ages(file, today)]
    names = {m.measure.id: m.measure.paper_title for m in paper_facts.measures}
    if paper_facts.at_18 and file.witness.date_of_birth is not None:
        birthday = eighteenth_birthday(file.witness.date_of_birth)
        lead = paragraph(join(bold("What becomes of each direction at 18. "), _birthday(birthday, today)), _LEAD)
        alike: dict[tuple[str, str], list[str]] = {}
        for line in paper_facts.at_18:
            alike.setdefault((_at_18(line.outcome), line.because), []).append(names[line.measure])
        rows = [("; ".join(measures), outcome, because) for (outcome, because), measures in alike.items()]
        table = grid(("Measure", "At 18", "Why"), rows, (150, 94, 235), is_first_bold=True, is_dense=True)
        made.append(Together([lead, table]))
    for entry in opt_outs_now(file.opt_outs).values():
        made += _opt_out(entry, marks, notes)
    return made


def _ages(file: WitnessFile, today: dt.date) -> Flowable:
    rows = []
    for then in ages(file, today):
        age = NOT_RECORDED if file.witness.date_of_birth is None else NOTHING
        if then.age is not None:
            age = Marked(f"{then.age}, {'under 18' if then.is_under_18 else 'adult'}")
        rows.append((then.occasion, day(then.on) if then.on else Marked("– No day yet"), age))
    table = grid(("When", "Day", "Age"), rows, (170, 150, 159), is_first_bold=True, is_dense=True)
    return table if file.directions else of_the_day(table)


def _birthday(birthday: dt.date, today: dt.date) -> str:
    turned = "turned" if birthday <= today else "turns"
    return f"She {turned} 18 on {day(birthday)}."


_AT_18_SIGNS = {
    AtEighteen.ENDS: "▲",
    AtEighteen.SURVIVES: "●",
    AtEighteen.SURVIVES_IF_RECORDED: "◊",
    AtEighteen.OTHER_GROUND: "●",
    AtEighteen.BEGUN: "●",
}


def _at_18(outcome: AtEighteen) -> str:
    return f"{_AT_18_SIGNS[outcome]} {AT_EIGHTEEN_WORDS[outcome]}"


def _opt_out(entry: OptOut, marks: Marks, notes: Notes) -> list[Flowable]:
    made: list[Flowable] = [paragraph(f"Does not want: {OPT_OUT_WORDS[entry.from_what]}", FILE_LOOK.small_heading)]
    if entry.own_words:
        made += quotation(entry.own_words, f"The witness’s own words, {date(entry.said_on)}")
    on = f", {date(entry.decided_on)}" if entry.decided_on else ""
    decided = {
        True: join("● ", bold("Satisfied"), f" that quality would not be diminished{on}."),
        False: join("○ ", bold("Not satisfied"), on, "."),
        None: Marked("– Not decided yet."),
    }
    rows = [
        ("Said", day(entry.said_on)),
        ("Told what follows from it", day(entry.informed_on) if entry.informed_on else marks.not_recorded()),
        *((words, marks.or_missing(getattr(entry, field))) for field, words in OPT_OUT_FACTORS.items()),
        ("The court", decided[entry.satisfied]),
    ]
    shown = [(label, notes.short(value, label, 400)) for label, value in rows]
    return [*made, facts(shown, 190), *notes.take()]


# ---------------------------------------------------------------- intermediary


def intermediary(file: WitnessFile, notes: Notes) -> list[Flowable]:
    """Return each intermediary's work: who, asked when, the report, the declaration. For the file alone."""
    made: list[Flowable] = []
    for work in file.intermediaries:
        person = file.person_named(work.person_id)
        who = ", ".join(part for part in (person.name, person.organisation) if part) if person else NOT_RECORDED
        report = (
            ("due", work.report_due_on),
            ("received", work.report_received_on),
            ("served", work.report_served_on),
        )
        asked = day(work.asked_on) if work.asked_on else NOT_RECORDED
        dates = ", ".join(f"{what} {date(on)}" for what, on in report if on)
        rows = [
            ("Intermediary", who),
            ("Asked for", join(asked, "; at the recorded interview" if work.was_at_interview else "")),
            ("Report", dates[:1].upper() + dates[1:] if dates else NOTHING),
            ("Declaration, s.29(5)", day(work.declared_on) if work.declared_on else "– Not yet made"),
        ]
        rows += [("Note", work.note)] if work.note else []
        made += [facts([(label, notes.short(value, label, 400)) for label, value in rows], _LABELS), *notes.take()]
    return made


# ---------------------------------------------------------------- changes


def change_rows(file: WitnessFile, paper_facts: PaperFacts, marks: Marks, days: Days) -> list[tuple[str, str]]:
    """Return each application to vary or discharge: how soon after the change was known, and what had changed."""
    rows: list[tuple[str, str]] = []
    for application in file.applications:
        if not application.is_to_vary:
            continue
        known, served = application.aware_on, application.served_on
        words = [
            f"known {days.short(known)}" if known else "",
            f"served {days.short(served)}" if served else "not served yet",
        ]
        said = ", ".join(part for part in words if part)
        if known and served:
            said += f": {span_words(paper_facts.calendar, known, served, 'business days')}"
        rows.append(("Application to vary, r.18.11", f"{said[:1].upper()}{said[1:]}."))
        rows.append(("What had changed", marks.or_missing(application.material_change)))
    return rows


def proceedings(file: WitnessFile, notes: Notes, *, with_notes: bool) -> list[Flowable]:
    """Return each change after which directions do not follow by themselves, and whether they were made again."""
    rows = []
    for change in sorted(file.proceedings_changes, key=lambda c: c.happened_on):
        since = sum(1 for d in file.directions if d.decided_on >= change.happened_on and d.direction in _MADE)
        again = f"● {plural(since, 'direction')} made since" if since else Marked("▲ <b>None made since</b>")
        what = PROCEEDINGS_CHANGE_WORDS[change.kind]
        said = notes.short(change.note, what) if with_notes else ""
        rows.append((what, day(change.happened_on), again, said or NOTHING))
    heads = ("Change", "Day", "Directions", "Note")
    return [grid(heads, rows, (130, 92, 117, 140), is_first_bold=True, is_dense=True), *notes.take()]


_MADE = frozenset({DirectionKind.GRANTED, DirectionKind.GRANTED_IN_PART, DirectionKind.VARIED, DirectionKind.REFUSED})


# ---------------------------------------------------------------- review


def review(paper_facts: PaperFacts, notes: Notes) -> list[Flowable]:
    """Return each question that a reviewer asks, with the answer that the records give."""
    rows = []
    for answer in paper_facts.answers:
        shown = notes.short(answer.words, f"Answer {answer.question.number}")
        rows.append((str(answer.question.number), answer.question.text, answer_mark(answer.state), shown))
    table = grid(("No.", "Question", "Answer", "What the records show"), rows, (26, 198, 72, 183), is_dense=True)
    return [of_the_day(table), *notes.take()]
