"""Figures about witnesses: meetings offered and held, measures wanted and used, section 28, and six questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from victimplanner.domain.dates import plural
from victimplanner.domain.plot_parts import Pattern
from victimplanner.domain.plots import Bar, BarEnd, Column, Funnel, Histogram, Series, StackedBars, Step
from victimplanner.domain.reports.court import ids_of
from victimplanner.domain.reports.figures import Figure, Line, Part
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import DUE, ApplicationRow, DecisionRow, Row, RowKind, Standing
from victimplanner.domain.reports.witness_rows import (
    MEASURE_GAP_WORDS,
    MEETING_ANSWER_WORDS,
    SECTION_28_ANSWER_WORDS,
    MeasureGap,
    MeasureRow,
    MeetingAnswer,
    MeetingRow,
    Section28Answer,
    Section28Row,
)

_WITNESSES = "Witnesses"
OFFERED = "Pre-trial meeting offered"
R = TypeVar("R", bound=Row)


def _step(label: str, rows: Sequence[Row], *aside: tuple[str, Sequence[Row]]) -> Line:
    """Return a step of a funnel; `aside`: those who did not go on, in words and rows."""
    parts = tuple(Part(words, ids_of(own)) for words, own in aside if own)
    words = ", ".join(f"{part.number} {part.name.lower()}" for part in parts)
    return Line(label, (Part(_WITNESSES, ids_of(rows)),), parts, (words or "–",))


def _funnel(title: str, lines: Sequence[Line]) -> Funnel:
    return Funnel(title, tuple(Step(line.label, line.total, line.more[0].replace("–", "")) for line in lines))


def meetings(rows: Sequence[MeetingRow]) -> Figure:
    """Return the way from a not guilty plea to a meeting held in time."""
    all_ = [row for row in rows if row.is_to_be_offered]
    offered = [row for row in all_ if row.answer is not MeetingAnswer.NOT_OFFERED]
    not_offered = [row for row in all_ if row.answer is MeetingAnswer.NOT_OFFERED]
    waiting = [row for row in not_offered if row.offer is Standing.NOT_YET]
    missed = [row for row in not_offered if row.offer is not Standing.NOT_YET]
    accepted = [row for row in offered if row.answer is MeetingAnswer.ACCEPTED]
    refused = [row for row in offered if row.answer is not MeetingAnswer.ACCEPTED]
    answers = [(MEETING_ANSWER_WORDS[a], [r for r in refused if r.answer is a]) for a in MeetingAnswer]
    held = [row for row in accepted if row.held_on is not None and row.is_in_time]
    after = [row for row in accepted if row.held_on is not None and not row.is_in_time]
    no_day = [row for row in accepted if row.held_on is None and row.held]
    not_held = [row for row in accepted if not row.held]
    to_come = [row for row in not_held if not row.is_over]
    over = [row for row in not_held if row.is_over]
    early = [row for row in held if row.is_before_application_due]
    later = [row for row in held if not row.is_before_application_due]
    lines = (
        _step("Not guilty plea, adult", all_),
        _step("Meeting offered", offered, ("Not offered", missed), ("Not offered yet", waiting)),
        _step("Accepted", accepted, *answers),
        _step(
            "Held before recording or trial",
            held,
            ("Still to be held", to_come),
            ("Held after", after),
            ("Held, day not known", no_day),
            ("Not held", over),
        ),
        _step("Held before application due", early),
    )
    parted = (
        ("Not offered", missed), ("Not offered yet", waiting), *answers, ("Still to be held", to_come),
        ("Held after", after), ("Held, day not known", no_day), ("Not held", over),
        ("Held before recording or trial only", later), ("Held before application due", early),
    )  # fmt: skip
    title = "Pre-trial meetings"
    return Figure(
        id="meetings",
        title=title,
        subtitle="adult witnesses, not guilty plea",
        definition="Adult complainants of a sexual offence in a case that goes or went to trial: offered a meeting, accepted, "
        "held before she gave evidence, held by the last day to apply for measures.",
        denominator="Adult complainants whose first not guilty plea lies in the period; a step counts those of the step "
        "before who went on.",
        kind=RowKind.MEETING,
        lines=lines if all_ else (),
        plot=_funnel(title, lines) if all_ else None,
        words=str(len(offered)) if all_ else "–",
        detail=f"of {plural(len(all_), 'witness', 'witnesses')} offered a meeting" if all_ else "",
        empty="" if all_ else "No not guilty plea concerning an adult complainant in this period.",
        category="Step",
        more=("Not gone on",),
        outside=tuple(Part(words, ids_of(own)) for words, own in parted if own),
    )


_FACTS: tuple[tuple[str, Callable[[MeasureRow], object]], ...] = (
    ("Wanted", lambda row: row.wanted_on),
    ("Applied for", lambda row: row.applied_on),
    ("Directed", lambda row: row.directed_on),
    ("Used", lambda row: row.used_on),
)


def measures(rows: Sequence[MeasureRow]) -> Figure:
    """Return how many were wanted, applied for, directed and used, measure by measure."""
    known = [row for row in rows if any(fact(row) for _, fact in _FACTS)]
    titles = dict.fromkeys(row.title for row in known)
    lines = tuple(
        Line(title, tuple(Part(w, ids_of(r for r in known if r.title == title and fact(r))) for w, fact in _FACTS))
        for title in titles
    )
    steps = tuple(Step(words, sum(1 for row in known if fact(row))) for words, fact in _FACTS)
    title = "Special measures"
    return Figure(
        id="measures",
        title=title,
        subtitle="wanted, applied for, directed, used",
        definition="Each measure for each witness, as each of the four facts holds now; one can be directed that she did "
        "not want, and used that was not directed.",
        denominator="Measures of which any of the four is recorded, by the month of the first.",
        kind=RowKind.MEASURE,
        lines=lines,
        plot=Funnel(title, steps, category="Fact", counted="Measures") if known else None,
        words=str(steps[0].number) if known else "–",
        detail="wanted" if known else "",
        empty="" if known else "No measure was wanted, applied for, directed or used in this period.",
        category="Measure",
        has_total=True,
    )


def measure_gaps(rows: Sequence[MeasureRow]) -> Figure:
    """Return where wanted, applied, directed and used part."""
    lines = tuple(
        Line(MEASURE_GAP_WORDS[gap], (Part("Measures", ids_of(row for row in rows if gap in row.gaps)),))
        for gap in MeasureGap
        if any(gap in row.gaps for row in rows)
    )
    total = len({row.id for row in rows if row.gaps})
    return Figure(
        id="measure_gaps",
        title="Where measures differ",
        subtitle="what was wanted and what was done",
        definition="Measures for which what she wanted, what was applied for, what the court directed and what was used are "
        "not the same; a measure nobody applied for counts once the limit has passed.",
        denominator="Each measure for each witness; one may differ in more than one way.",
        kind=RowKind.MEASURE,
        lines=lines,
        words=str(total) if total else "–",
        detail=plural(total, "measure").partition(" ")[2] if total else "",
        empty="" if total else "No measure differs in this period." if rows else "No measure is open in this period.",
        category="Difference",
    )


def section_28(rows: Sequence[Section28Row]) -> Figure:
    """Return whether section 28 was considered and is to be sought, and why not."""
    order = tuple(Section28Answer)
    reasons = dict.fromkeys(row.reason for row in sorted(rows, key=lambda r: (order.index(r.answer), r.reason)))
    groups = [(reason, [row for row in rows if row.reason == reason]) for reason in reasons]
    waiting = SECTION_28_ANSWER_WORDS[Section28Answer.NOT_YET]
    title = "Section 28 considered"
    considered = [r for r in rows if r.answer not in (Section28Answer.NOT_CONSIDERED, Section28Answer.NOT_YET)]
    due = [r for r in rows if r.answer is not Section28Answer.NOT_YET]
    columns = tuple(Column(reason, len(own), reason == waiting) for reason, own in groups)
    return Figure(
        id="section_28",
        title=title,
        subtitle="sought, and reasons when not",
        definition="Whether pre-recorded cross-examination (YJCEA s.28) was considered for her, whether it is to be sought, "
        "and, when not, whether a reason is recorded; the reason itself stands in the case.",
        denominator="Witnesses to whom section 28 is open or for whom it was considered, by the month of the plea.",
        kind=RowKind.SECTION_28,
        lines=tuple(Line(reason, (Part(_WITNESSES, ids_of(own)),)) for reason, own in groups),
        plot=Histogram(title, columns, category="Outcome", counted=_WITNESSES) if rows else None,
        words=f"{len(considered)} of {len(due)}" if due else "–",
        detail="considered" if due else "",
        empty="" if rows else "Section 28 was to be considered for nobody in this period.",
        category="Outcome",
        has_total=True,
    )


# ---------------------------------------------------------------- six questions

_QUESTION_SERIES = (Series("Yes", Pattern.SOLID), Series("No", Pattern.WHITE))


def questions(rows: ReportRows) -> Figure:
    """Answer for every witness what a reviewer asks of measures and meetings: yes, no, not yet due."""
    offers = [row for row in rows.meetings if row.is_to_be_offered]
    late_offers = (Standing.OVERDUE, Standing.NOT_MET, Standing.EXCUSED)
    held = [row for row in rows.meetings if row.held]
    views = [row for row in rows.witnesses if row.has_open_measures]
    closed = (Section28Answer.SOUGHT, Section28Answer.NOT_SOUGHT)
    section = [row for row in rows.section_28 if row.answer is not Section28Answer.NOT_OPEN]
    lines = (
        _question(
            "Views recorded on every measure", RowKind.WITNESS, views,
            lambda row: row.has_all_views is True, lambda row: row.has_all_views is False,
        ),
        _question(
            "Section 28 considered and explained", RowKind.SECTION_28, section,
            lambda row: row.answer in closed and row.explained_on is not None,
            lambda row: row.answer is Section28Answer.NOT_CONSIDERED or (row.answer in closed and not row.explained_on),
        ),
        _question("Application in time, CrimPR 2025 r.18.4", RowKind.APPLICATION, rows.applications, _is_met, _is_missed),
        _question("Decision told within the limit", RowKind.DECISION, rows.decisions, _is_met, _is_missed),
        _question(
            OFFERED, RowKind.MEETING, offers,
            lambda row: row.answer is not MeetingAnswer.NOT_OFFERED,
            lambda row: row.answer is MeetingAnswer.NOT_OFFERED and row.offer in late_offers,
        ),
        _question(
            "Record signed and on MG6C", RowKind.MEETING, held,
            lambda row: row.listed == row.held, lambda row: row.listed < row.held,
        ),
    )  # fmt: skip
    seen = [line for line in lines if line.total]
    bars = tuple(Bar(line.label, tuple(part.number for part in line.parts)) for line in seen)
    title = "Special measures and meetings"
    return Figure(
        id="questions",
        title=title,
        subtitle="yes, of those due",
        definition="Six questions that a reviewer asks, each answered from the records of every witness.",
        denominator="Witnesses, applications or decisions of the period for which the answer is due; not yet due and not "
        "known stand beside.",
        kind=RowKind.WITNESS,
        lines=lines if seen else (),
        plot=StackedBars(title, _QUESTION_SERIES, bars, BarEnd.COUNT, "Question", share="Yes, of those due")
        if seen
        else None,
        empty="" if seen else "None of the six questions has an answer in this period.",
        words="" if seen else "–",
        category="Question",
        of="Due",
        share="Yes, of those due",
        more=("Not yet due or not known",),
    )


def _is_met(row: ApplicationRow | DecisionRow) -> bool:
    return row.standing is Standing.MET


def _is_missed(row: ApplicationRow | DecisionRow) -> bool:
    return row.standing in DUE and row.standing is not Standing.MET


def _question(
    label: str, kind: RowKind, rows: Sequence[R], is_yes: Callable[[R], bool], is_no: Callable[[R], bool]
) -> Line:
    counted = [
        row for row in rows if not (isinstance(row, ApplicationRow | DecisionRow) and row.standing is Standing.LEFT_OUT)
    ]
    yes = [row for row in counted if is_yes(row)]
    no = [row for row in counted if is_no(row)]
    rest = [row for row in counted if not is_yes(row) and not is_no(row)]
    parts = (Part("Yes", ids_of(yes)), Part("No", ids_of(no)))
    return Line(label, parts, (Part("Not yet due or not known", ids_of(rest)),), (str(len(rest)),), kind)
