"""Random rows for reports, and reports of single files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import count

from hypothesis import strategies as st

from tests.domain.rulebook import CALENDAR, RULES, TODAY, case_of
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.due_item import DueState
from victimplanner.domain.reports.making import rows_of_cases
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import ApplicationRow, DecisionRow, DutyRow, Standing
from victimplanner.domain.reports.witness_rows import (
    LinkRow,
    LinkUse,
    MeasureGap,
    MeasureRow,
    MeetingAnswer,
    MeetingRow,
    Section28Answer,
    Section28Row,
    WitnessRow,
)

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
UNITS = ("", "North", "South")
_RULES = (
    ("R8a", "8.1"),
    ("R6d", "6"),
    ("R9a", "9"),
    ("R10a", "10"),
    ("meeting.offer", "Policy"),
    ("application", "CrimPR"),
)
_LATE = (Standing.LATE, Standing.OVERDUE, Standing.NOT_MET, Standing.EXCUSED)

_days = st.dates(FIRST, LAST)
_maybe = st.none() | _days
_few = st.integers(1, 12)


def _base(draw: st.DrawFn, kind: str) -> dict[str, object]:
    number = draw(st.integers(1, 6))
    return {
        "id": f"{kind}/{draw(st.uuids())}",
        "case_id": f"c{number}",
        "urn": f"99VP{number:05}26",
        "witness_id": f"w{number}",
        "reference": f"W-K{number + 1}",
        "unit": draw(st.sampled_from(UNITS)),
        "is_child": draw(st.booleans()),
        "counted_on": draw(_days),
        "act_at": "duties",
        "subject_id": "",
    }


@st.composite
def duty_rows(draw: st.DrawFn) -> DutyRow:
    rule_id, right = draw(st.sampled_from(_RULES))
    standing = draw(st.sampled_from(Standing))
    return DutyRow(
        **_base(draw, "duty"),  # type: ignore[arg-type]
        rule_id=rule_id, title=f"Duty {rule_id}", code="", right=right, right_title="", right_short="",
        edition="Edition", level="", event_on=None, received_on=None, due=draw(_maybe), told_on=draw(_maybe), told_by_role="WCO",
        is_by_letter=draw(st.booleans()), state=DueState.MET, standing=standing,
        days_late=draw(_few) if standing in _LATE else None, count_unit="working days", owner_role="WCO",
        is_ours=draw(st.booleans()), next_step="",
    )  # fmt: skip


@st.composite
def measure_rows(draw: st.DrawFn) -> MeasureRow:
    return MeasureRow(
        **_base(draw, "measure"),  # type: ignore[arg-type]
        measure="screen", title=draw(st.sampled_from(("Screens", "Live link"))), is_open=True, limit=None, view="Wants",
        is_asked=True, wanted_on=draw(_maybe), applied_on=draw(_maybe), directed_on=draw(_maybe), used_on=draw(_maybe),
        gaps=tuple(draw(st.sets(st.sampled_from(MeasureGap), max_size=3))),
    )  # fmt: skip


@st.composite
def meeting_rows(draw: st.DrawFn) -> MeetingRow:
    answer = draw(st.sampled_from(MeetingAnswer))
    held_on = draw(_maybe) if answer is MeetingAnswer.ACCEPTED else None
    fact = st.sampled_from((None, True, False)) if held_on else st.none()
    held = draw(st.integers(0, 2)) if answer is MeetingAnswer.ACCEPTED else 0
    held = max(1, held) if held_on else held
    return MeetingRow(
        **_base(draw, "meeting"),  # type: ignore[arg-type]
        is_to_be_offered=draw(st.booleans()), offer=draw(st.sampled_from(Standing)), plea_on=None, offered_on=None,
        answer=answer, held_on=held_on, is_before_application_due=draw(fact), is_before_recording=draw(fact),
        is_before_trial=draw(fact), is_over=draw(st.booleans()), held=held, listed=draw(st.integers(0, held)),
    )  # fmt: skip


@st.composite
def section_28_rows(draw: st.DrawFn) -> Section28Row:
    return Section28Row(
        **_base(draw, "section_28"),  # type: ignore[arg-type]
        answer=draw(st.sampled_from(Section28Answer)), considered_on=None, explained_on=draw(_maybe),
        has_reason=draw(st.booleans()), why_not_open=draw(st.sampled_from(("", "No recorded interview"))),
    )  # fmt: skip


@st.composite
def decision_rows(draw: st.DrawFn) -> DecisionRow:
    gap = draw(st.none() | st.integers(0, 9))
    is_not_told = gap is None and draw(st.booleans())
    return DecisionRow(
        **_base(draw, "decision"),  # type: ignore[arg-type]
        decided_on=None, received_on=None, told_on=None if is_not_told else LAST, told_by_role="", gap=gap,
        waiting=draw(_few) if is_not_told else None, limit_days=1, is_not_told=is_not_told,
        standing=draw(st.sampled_from(Standing)),
    )  # fmt: skip


@st.composite
def link_rows(draw: st.DrawFn) -> LinkRow:
    return LinkRow(
        **_base(draw, "link"),  # type: ignore[arg-type]
        on=None, booking="Confirmed", is_confirmed=draw(st.booleans()), told_on=None, use=draw(st.sampled_from(LinkUse)),
    )  # fmt: skip


@st.composite
def application_rows(draw: st.DrawFn) -> ApplicationRow:
    return ApplicationRow(
        **_base(draw, "application"),  # type: ignore[arg-type]
        plea_on=None, limit=None, served_on=draw(_maybe), standing=draw(st.sampled_from(Standing)),
        has_reason=draw(st.booleans()), days_late=None,
    )  # fmt: skip


@st.composite
def witness_rows(draw: st.DrawFn) -> WitnessRow:
    return WitnessRow(
        **_base(draw, "witness"),  # type: ignore[arg-type]
        is_complainant=draw(st.booleans()), is_open=draw(st.booleans()), closed_on=draw(_maybe),
        has_all_views=draw(st.sampled_from((None, True, False))), has_open_measures=draw(st.booleans()),
    )  # fmt: skip


def _some(rows: st.SearchStrategy[object], most: int = 12) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(rows, max_size=most).map(tuple)


report_rows = st.builds(
    ReportRows,
    duties=_some(duty_rows(), 30),
    measures=_some(measure_rows()),
    meetings=_some(meeting_rows()),
    section_28=_some(section_28_rows()),
    decisions=_some(decision_rows()),
    links=_some(link_rows()),
    applications=_some(application_rows()),
    witnesses=_some(witness_rows()),
)
"""Rows of every kind, at random."""


Key = tuple[str, str, int, Standing]
"""Rule, right, month, and how the duty stands."""


def duties_of(numbers: Mapping[Key, int]) -> Iterator[DutyRow]:
    """So many duties of each key, each of another case."""
    serial = count(1)
    for (rule_id, right, month, standing), number in numbers.items():
        for _ in range(number):
            at, day = next(serial), dt.date(2026, month, 10)
            yield DutyRow(
                id=f"duty/c{at}/{rule_id}", case_id=f"c{at}", urn=f"99VP{at:05}26", witness_id=f"w{at}", reference="W-K2",
                unit="North" if at % 3 else "South", is_child=False, counted_on=day, act_at="duties", subject_id="",
                rule_id=rule_id, title=f"Duty {rule_id}", code="", right=right, right_title="", right_short="",
                edition="Edition", level="",
                event_on=None, received_on=None, due=day, told_on=None, told_by_role="", is_by_letter=False,
                state=DueState.MET, standing=standing, days_late=1 if standing is Standing.LATE else None,
                count_unit="working days", owner_role="WCO", is_ours=True, next_step="",
            )  # fmt: skip


def rows_of(*files: WitnessFile, today: dt.date = TODAY) -> ReportRows:
    """The rows of single files, each the only witness of its case."""
    return rows_of_cases([case_of(file) for file in files], RULES, CALENDAR, today)
