"""The triggers on the road to a recording: considered, ordered, prepared, the link. Each as in `starts`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import day_and_date
from victimplanner.domain.deadlines import Start
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.preparation import missing_dates, recording_held_on
from victimplanner.domain.section_28 import rule_of
from victimplanner.domain.start_context import StartContext
from victimplanner.domain.turning_points import trial_over


def section_28_to_consider(context: StartContext) -> Sequence[Start]:
    """Section 28 is considered for every complainant to whom it is open, by the earliest application limit."""
    file = context.file
    entry = file.consideration
    over = trial_over(file)
    is_to_consider = file.is_sexual_complainant and file.is_going_to_trial
    is_open = context.is_open(MeasureId.PRE_RECORDED_CROSS_EXAMINATION)
    was_to_consider = over is not None and file.was_to_be_tried and is_open
    if entry is None and not (is_to_consider and is_open) and not was_to_consider:
        return []
    limit = next((limit for limit in context.limits if limit.due), None)
    missing = next((limit.missing for limit in context.limits if limit.missing), "")
    return [
        Start(
            about="first",
            words="Not guilty plea, section 28 open to her",
            on=limit.due if limit else None,
            missing=missing or "the date of the not guilty plea is missing",
            detail=f"The day to work to is the application limit ({limit.start.about})" if limit else "",
            finished_on=_section_28_considered_on(file),
            ended_on=over.on if over else None,
            ended_because=over.because if over else "",
        )
    ]


def _section_28_considered_on(file: WitnessFile) -> dt.date | None:
    """A decision on the measure shows that it was considered, even where nobody wrote that down apart."""
    days = [entry.considered_on for entry in file.considerations]
    days += [d.decided_on for d in file.decisions if d.measure is MeasureId.PRE_RECORDED_CROSS_EXAMINATION]
    return min(days, default=None)


def section_28_dates_missing(context: StartContext) -> Sequence[Start]:
    """CrimPR 2025 r.18.8(2): the court must set five dates; what an order leaves out is asked for, and again."""
    file = context.file
    missing = missing_dates(file)
    order = file.latest_order
    direction = min(
        (d.decided_on for d in file.directions if d.measure is MeasureId.PRE_RECORDED_CROSS_EXAMINATION), default=None
    )
    if not missing:
        return []
    letters = [rule_of(which) for which in missing]
    chased = [chase.chased_on for chase in file.chases if chase.about in letters]
    since = (order.received_on or order.ordered_on) if order else direction
    last = max((day for day in (since, *chased) if day), default=None)
    what = "Asked again" if chased else "Order" if order else "Direction"
    return [
        Start(
            about="dates",
            words=f"{what} of {day_and_date(last)}" if last else "Section 28 direction",
            on=last,
            missing="the day of the order is missing",
            detail=f"Not set of r.18.8(2): {', '.join(f'({which.value})' for which in missing)}",
            subject_ids=(order.id,) if order else (),
        )
    ]


def preparation_step_due(context: StartContext) -> Sequence[Start]:
    """A step to finish before the recording, by the day that was ordered or agreed for it."""
    if recording_held_on(context.file) is not None:
        return []
    return [
        Start(
            about=line.rule.id,
            words=f"Ordered or agreed for {day_and_date(line.due_on)}" if line.due_on else "",
            on=line.due_on,
            owner=line.owner,
            title=f"Section 28: {line.rule.title}",
            finished_on=line.done_on if line.is_finished else None,
            subject_ids=(line.rule.id,),
        )
        for line in context.steps
        if line.due_on is not None and not (line.is_finished and line.done_on is None)
    ]


def third_party_notice(context: StartContext) -> Sequence[Start]:
    """CrimPR 2025 r.17.5: a third party gets ten business days before its confidential records are asked for."""
    return [
        Start(
            about=line.rule.id,
            words=f"Notice given to the third party, {day_and_date(line.record.notice_on)}",
            on=line.record.notice_on,
            finished_on=line.done_on if line.is_finished else None,
            subject_ids=(line.rule.id,),
        )
        for line in context.steps
        if line.record is not None and line.record.notice_on is not None and not (line.is_finished and not line.done_on)
    ]


def intermediary_report_due(context: StartContext) -> Sequence[Start]:
    """The intermediary's report, by the day for which it was asked."""
    return [
        Start(
            about=work.id,
            words=f"Report asked for by {day_and_date(work.report_due_on)}",
            on=work.report_due_on,
            finished_on=work.report_received_on,
            subject_ids=(work.id,),
        )
        for work in context.file.intermediaries
        if work.report_due_on is not None
    ]


def link_changed(context: StartContext) -> Sequence[Start]:
    """A changed day, place or slot waits until somebody records that the witness was told."""
    return [
        Start(
            about=link.id,
            words="Link arrangement changed" + (f", {day_and_date(link.changed_on)}" if link.changed_on else ""),
            on=link.changed_on,
            missing="the day of the change is missing",
            subject_ids=(link.id,),
        )
        for link in context.file.links
        if link.to_tell
    ]


def link_test_call(context: StartContext) -> Sequence[Start]:
    """A planned test call waits for its outcome."""
    return [
        Start(
            about=link.id,
            words=f"Test call planned for {day_and_date(link.test_on)}",
            on=link.test_on,
            finished_on=link.test_passed_on,
            subject_ids=(link.id,),
        )
        for link in context.file.links
        if link.test_on is not None and link.is_live
    ]


RECORDING_STARTS = (
    section_28_to_consider,
    section_28_dates_missing,
    preparation_step_due,
    third_party_notice,
    intermediary_report_due,
    link_changed,
    link_test_call,
)
