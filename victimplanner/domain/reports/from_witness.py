"""Rows from the file of one witness: her measures, meetings, section 28 and links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from victimplanner.domain.case import CaseState, HearingKind, PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.clocks import APPLICATION
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.eligibility import Availability, availability, eligibility_facts
from victimplanner.domain.link_steps import measure_of
from victimplanner.domain.links import BOOKING_WORDS, BookingState, LinkArrangement
from victimplanner.domain.measures import (
    IN_FORCE,
    SOUGHT,
    VIEW_WORDS,
    DecisionKind,
    MeasureId,
    UseKind,
    ViewKind,
    directions_now,
    latest,
)
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.preparation import recording_held_on, recording_on
from victimplanner.domain.reports.from_duties import SECTION_28_CONSIDER, row_start, standing_of, undated_on
from victimplanner.domain.reports.rows import RowStart, Standing
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
from victimplanner.domain.rules import RuleBook
from victimplanner.domain.section_28 import Section28Outcome
from victimplanner.domain.turning_points import support_lost, trial_over

MEETING_OFFER = "meeting.offer"
_WANTED = frozenset({ViewKind.WANTS, ViewKind.ONLY_IF})
_USED = frozenset({UseKind.USED, UseKind.USED_IN_PART})


@dataclass(frozen=True)
class Counting:
    """One witness, all that is or was due for her, and the day of counting."""

    file: WitnessFile
    items: Sequence[DueItem]
    rules: RuleBook
    today: dt.date

    def item(self, rule_id: str) -> DueItem | None:
        return next((item for item in self.items if item.rule_id == rule_id), None)

    @property
    def limit(self) -> dt.date | None:
        """Her earliest application limit, one that ended included."""
        return min((i.due for i in self.items if i.rule_id == APPLICATION and i.due), default=None)

    @property
    def denied_on(self) -> dt.date | None:
        """The day of the first not guilty plea."""
        days = (plea.entered_on for plea in self.file.pleas if plea.plea is PleaKind.NOT_GUILTY)
        return min((day for day in days if day), default=None)

    @property
    def must_be_applied_for(self) -> bool:
        """Whether the limit has passed for a witness who still needed measures then."""
        states = [item.state for item in self.items if item.rule_id == APPLICATION]
        is_past = self.limit is not None and self.limit < self.today
        return is_past and any(state is not DueState.NO_LONGER for state in states)

    def start(self, kind: str, name: str, counted_on: dt.date | None, act_at: str, subject_id: str = "") -> RowStart:
        """Return how a row of this witness begins."""
        key = f"{self.file.witness.id}/{name}"
        return row_start(self.file, kind, key, counted_on or undated_on(self.file, self.today), act_at, subject_id)


# ---------------------------------------------------------------- measures


def measure_rows(counting: Counting) -> tuple[MeasureRow, ...]:
    """Return a row for every measure that is open to her today or has anything recorded."""
    facts = eligibility_facts(counting.file, counting.today)
    rows = (_measure(counting, availability(rule, facts)) for rule in counting.rules.measures.values())
    return tuple(row for row in rows if row is not None)


def _measure(counting: Counting, answer: Availability) -> MeasureRow | None:
    file, measure = counting.file, answer.measure.id
    view, decision = latest(file.views, measure), latest(file.decisions, measure)
    use = latest(file.uses, measure)
    directions = directions_now(file.directions, measure, [d.id for d in file.defendants]).values()
    if not answer.is_open and not (view or decision or use or directions):
        return None
    kind = view.view if view is not None else ViewKind.NOT_ASKED
    application = next((a for a in file.applications if decision and a.id == decision.application_id), None)
    is_sought = decision is not None and decision.decision in SOUGHT
    wanted_on = view.given_on if view is not None and kind in _WANTED else None
    applied_on = application.served_on if application is not None and is_sought else None
    directed_on = max((d.decided_on for d in directions if d.direction in IN_FORCE), default=None)
    used_on = use.used_on if use is not None and use.use in _USED else None
    is_wanted, is_directed = wanted_on is not None, directed_on is not None
    gaps = {
        MeasureGap.NOT_DECIDED: is_wanted and answer.is_open and decision is None and not directions
        and counting.must_be_applied_for,
        MeasureGap.NOT_SOUGHT: is_wanted and decision is not None and not is_directed
        and decision.decision in (DecisionKind.NOT_SOUGHT, DecisionKind.WITHDRAWN),
        MeasureGap.NOT_SERVED: is_sought and applied_on is None and not directions and counting.must_be_applied_for,
        MeasureGap.NOT_WANTED: kind is ViewKind.DOES_NOT_WANT and (is_sought or is_directed),
        MeasureGap.REFUSED: bool(directions) and not is_directed and kind is not ViewKind.DOES_NOT_WANT,
        MeasureGap.NOT_USED: is_directed and use is not None and used_on is None,
        MeasureGap.NOT_DIRECTED: used_on is not None and not is_directed,
    }  # fmt: skip
    days = [day for day in (wanted_on, applied_on, directed_on, used_on) if day is not None]
    return MeasureRow(
        **counting.start("measure", measure.value, min(days, default=counting.denied_on), "measures", measure.value),
        measure=measure.value,
        title=answer.measure.title,
        is_open=answer.is_open,
        limit=counting.limit,
        view=VIEW_WORDS[kind],
        is_asked=kind is not ViewKind.NOT_ASKED,
        wanted_on=wanted_on,
        applied_on=applied_on,
        directed_on=directed_on,
        used_on=used_on,
        gaps=tuple(gap for gap, is_so in gaps.items() if is_so),
    )


# ---------------------------------------------------------------- meetings

_WENT_ON = frozenset(
    {MeetingState.ACCEPTED, MeetingState.PLANNED, MeetingState.HELD, MeetingState.SIGNED, MeetingState.DID_NOT_ATTEND}
)
_ANSWERS = {
    MeetingState.DECLINED: MeetingAnswer.DECLINED,
    MeetingState.LATER: MeetingAnswer.LATER,
    MeetingState.LAPSED: MeetingAnswer.LAPSED,
    MeetingState.CANCELLED: MeetingAnswer.LAPSED,
}


def meeting_rows(counting: Counting) -> tuple[MeetingRow, ...]:
    """Return the one row of a witness who is to be offered a meeting or has one; none for others."""
    file = counting.file
    meetings = [m.meeting for m in file.meetings]
    if not meetings and not file.was_to_be_tried:
        return ()
    offered = min((m.offered_on for m in meetings if m.offered_on), default=None)
    held = [m for m in meetings if m.held_on is not None or m.state in (MeetingState.HELD, MeetingState.SIGNED)]
    held_on = min((m.held_on for m in held if m.held_on), default=None)
    planned = min((m.planned_on for m in meetings if m.planned_on), default=None)
    counted_on = counting.denied_on or offered or held_on or planned or undated_on(file, counting.today)
    item = counting.item(MEETING_OFFER)
    offer = standing_of(item) if item is not None else Standing.LEFT_OUT
    answer = _answer(meetings)
    ceased = offer is Standing.LEFT_OUT and answer is MeetingAnswer.NOT_OFFERED
    recording = recording_held_on(file) or recording_on(file)
    trial = file.next_hearing(HearingKind.TRIAL)
    trial_on = trial.listed_on if trial is not None else None
    limit = counting.limit
    return (
        MeetingRow(
            **counting.start("meeting", "all", counted_on, "meeting", meetings[-1].id if meetings else ""),
            is_to_be_offered=file.was_to_be_tried and not file.is_child_on(counted_on) and not ceased,
            offer=offer,
            plea_on=counting.denied_on,
            offered_on=offered,
            answer=answer,
            held_on=held_on,
            is_before_application_due=held_on <= limit if held_on and limit else None,
            is_before_recording=held_on < recording if held_on and recording else None,
            is_before_trial=held_on < trial_on if held_on and trial_on else None,
            is_over=trial_over(file) is not None or support_lost(file) is not None,
            held=len(held),
            listed=sum(1 for m in held if m.signed_on is not None and m.mg6c_listed_on is not None),
        ),
    )


def _answer(meetings: Sequence[Meeting]) -> MeetingAnswer:
    """What she answered: accepted once is accepted, whatever came of later offers; else the answer to the last."""
    if not meetings:
        return MeetingAnswer.NOT_OFFERED
    if any(m.state in _WENT_ON or (m.state is MeetingState.CANCELLED and m.planned_on) for m in meetings):
        return MeetingAnswer.ACCEPTED
    return _ANSWERS.get(meetings[-1].state, MeetingAnswer.NO_ANSWER)


# ---------------------------------------------------------------- section 28 and links

_OUTCOMES = {
    Section28Outcome.SOUGHT: Section28Answer.SOUGHT,
    Section28Outcome.NOT_SOUGHT: Section28Answer.NOT_SOUGHT,
    Section28Outcome.NOT_OPEN: Section28Answer.NOT_OPEN,
}


def section_28_rows(counting: Counting) -> tuple[Section28Row, ...]:
    """Return the one row of a witness for whom section 28 is or was to be considered; none for others."""
    item = counting.item(SECTION_28_CONSIDER)
    if item is None or (item.told_on is None and standing_of(item) is Standing.LEFT_OUT):
        return ()
    file, measure = counting.file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION
    entry, decision = file.consideration, latest(file.decisions, measure)
    if entry is not None:
        answer, reason = _OUTCOMES[entry.outcome], entry.reason
    elif decision is not None:
        answer = Section28Answer.SOUGHT if decision.decision in SOUGHT else Section28Answer.NOT_SOUGHT
        reason = decision.reason
    elif item.told_on is None and standing_of(item) is Standing.NOT_YET:
        answer, reason = Section28Answer.NOT_YET, ""
    else:
        answer, reason = Section28Answer.NOT_CONSIDERED, ""
    open_now = availability(counting.rules.measures[measure], eligibility_facts(file, counting.today))
    is_closed = answer is Section28Answer.NOT_OPEN and not open_now.is_open
    return (
        Section28Row(
            **counting.start("section_28", "all", counting.denied_on or item.told_on, "section_28"),
            answer=answer,
            considered_on=item.told_on,
            explained_on=entry.explained_on if entry is not None else None,
            has_reason=bool(reason.strip()),
            why_not_open=open_now.brief if is_closed else "",
        ),
    )


def link_rows(counting: Counting) -> tuple[LinkRow, ...]:
    """Return a row for every place arranged for her evidence."""
    return tuple(
        LinkRow(
            **counting.start("link", link.id, link.on, "links", link.id),
            on=link.on,
            booking=BOOKING_WORDS[link.booking],
            is_confirmed=link.booking is BookingState.CONFIRMED,
            told_on=link.told_on,
            use=_use_of(counting, link),
        )
        for link in counting.file.links
    )


def _use_of(counting: Counting, link: LinkArrangement) -> LinkUse:
    """What came of a place: an entry of use for its day decides, or that the recording was held that day."""
    file = counting.file
    if not link.is_live:
        return LinkUse.CANCELLED
    if link.on is None:
        return LinkUse.NO_DAY
    measures = {MeasureId.LIVE_LINK, measure_of(file, link)}
    uses = [use for use in file.uses if use.measure in measures and use.used_on == link.on]
    if any(use.use in _USED for use in uses):
        return LinkUse.USED
    if uses:
        return LinkUse.NOT_USED
    if MeasureId.PRE_RECORDED_CROSS_EXAMINATION in measures and recording_held_on(file) == link.on:
        return LinkUse.USED
    return LinkUse.NOT_KNOWN if link.on < counting.today else LinkUse.TO_COME


def witness_row(counting: Counting, measures: Sequence[MeasureRow]) -> WitnessRow:
    """Return the row that counts the witness herself; `measures` are her own."""
    case = counting.file.case
    opened = [row for row in measures if row.is_open]
    has_all = bool(opened) and all(row.is_asked for row in opened)
    is_missing = bool(opened) and not has_all and counting.must_be_applied_for
    return WitnessRow(
        **counting.start("witness", "herself", counting.denied_on, "overview"),
        is_complainant=counting.file.witness.is_complainant,
        is_open=case.state is CaseState.OPEN,
        closed_on=case.closed_on,
        has_all_views=True if has_all else False if is_missing else None,
        has_open_measures=bool(opened),
        charged_on=min((c.charged_on for c in counting.file.charges if c.charged_on), default=None),
    )
