"""Where a case is: everything dated in one witness's file, in order, with what holds it up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from victimplanner.domain.case import (
    HEARING_WORDS,
    ChargeState,
    Defendant,
    Hearing,
    HearingKind,
    HearingState,
    Plea,
    PleaKind,
)
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.meeting import MEETING_MODE_WORDS, MEETING_STATE_WORDS, Meeting, MeetingState
from victimplanner.domain.preparation import Section28Rules, is_directed
from victimplanner.services.meeting_checks import PlanWarning
from victimplanner.ui.formats import clock_time, day_month_year, joined, time_span
from victimplanner.ui.screens.case.measure_stages import (
    application_stages,
    direction_stages,
    due_pill,
    limit_stages,
    sentence,
)
from victimplanner.ui.screens.case.recording_stages import hearing_pills, recording_stages
from victimplanner.ui.screens.case.state import PillText, Stage

_PLEA_WORDS = {PleaKind.NOT_GUILTY: "Not guilty", PleaKind.GUILTY: "Guilty"}
_MISSING = PillText("unknown", "Not set")


def stages_of(
    file: WitnessFile,
    limits: Sequence[Working],
    items: Sequence[DueItem],
    titles: Mapping[MeasureId, str],
    warnings: Mapping[str, Sequence[PlanWarning]],
    rules: Section28Rules,
    today: dt.date,
) -> tuple[Stage, ...]:
    """List every stage of one witness's case by date, what has no date at the end.

    `items` are the witness's open items: they become the pills of the stages they are about. `warnings` are those of
    planned meetings, by meeting id. The first dated stage from today on is marked as the next one.
    """
    stages = [
        *_charges(file),
        *_pleas(file),
        *(_hearing(h, file, rules, today) for h in file.hearings),
        *(_meeting(m.meeting, warnings.get(m.meeting.id, ()), today) for m in file.meetings),
        *limit_stages(file, limits, items, titles),
        *application_stages(file),
        *direction_stages(file, titles),
        *recording_stages(file),
        *_missing(file),
    ]
    stages = [_with_items(stage, items) for stage in stages]
    stages.sort(key=lambda stage: (stage.on is None, stage.on or dt.date.max))
    coming = next((s for s in stages if s.on is not None and s.on >= today and s.tone not in ("ok", "grey")), None)
    return tuple(replace(stage, is_next=stage is coming) for stage in stages)


# ---------------------------------------------------------------- the court


def _charges(file: WitnessFile) -> Iterable[Stage]:
    days = {charge.charged_on for charge in file.charges}
    for day in sorted(days, key=lambda d: (d is None, d or dt.date.max)):
        own = [charge for charge in file.charges if charge.charged_on == day]
        offences = list(dict.fromkeys(charge.offence for charge in own if charge.state is ChargeState.LIVE))
        stopped = [
            f"{charge.offence} stopped" + (f" {day_month_year(charge.stopped_on)}" if charge.stopped_on else "")
            for charge in own
            if charge.state is ChargeState.STOPPED
        ]
        fact = ". ".join(filter(None, ["; ".join(offences), "; ".join(stopped)])) + "."
        yield Stage(
            f"charge/{day}", day, "ok" if day else "unknown", "ok" if day else "unknown", "Charge", fact,
            pills=() if day else ((_MISSING, "The day of charge is not recorded"),),
        )  # fmt: skip


def _pleas(file: WitnessFile) -> Iterable[Stage]:
    several = len(file.defendants) > 1
    by_day: dict[tuple[dt.date | None, PleaKind], list[Defendant]] = {}
    for defendant in file.defendants:
        plea = file.plea_of(defendant)
        name = f"Plea of {defendant.label}" if several else "Plea"
        if plea is None:
            yield Stage(
                f"plea/{defendant.id}", None, "unknown", "unknown", name,
                pills=((_MISSING, "No plea entered"),), defendant_id=defendant.id, link="Enter plea…", subject_id=defendant.id,
            )  # fmt: skip
        elif plea.entered_on is None:
            yield Stage(
                f"plea/{defendant.id}", None, "unknown", "unknown", name, f"{_PLEA_WORDS[plea.plea]}.",
                pills=((PillText("unknown", "No date"), "Enter the date of the plea to work out dates"),),
                subject_id=plea.id, defendant_id=defendant.id, link="Enter the date…",
            )  # fmt: skip
        else:
            by_day.setdefault((plea.entered_on, plea.plea), []).append(defendant)
    for (day, kind), defendants in by_day.items():
        labels = joined([d.label for d in defendants])
        changed = [d.label for d in defendants if _earlier_plea(file, d) is not None]
        fact = f"{_PLEA_WORDS[kind]}." + (f" An earlier plea of {joined(changed)} was changed." if changed else "")
        title = "Plea" if not several else f"Plea{'s' if len(defendants) > 1 else ''} of {labels}"
        yield Stage(
            f"plea/{defendants[0].id}",
            day,
            "ok",
            "ok",
            title,
            fact,
            subject_id=defendants[0].id,
            defendant_id=defendants[0].id,
        )


def _earlier_plea(file: WitnessFile, defendant: Defendant) -> Plea | None:
    now = file.plea_of(defendant)
    own = [plea for plea in file.pleas if plea.defendant_id == defendant.id and now and plea.plea is not now.plea]
    return max(own, key=lambda plea: plea.sequence, default=None)


def _hearing(hearing: Hearing, file: WitnessFile, rules: Section28Rules, today: dt.date) -> Stage:
    facts = []
    if hearing.starts:
        facts.append(clock_time(hearing.starts))
    place = hearing.place or (file.case.court_name if hearing.listed_on else "")
    if place:
        facts.append(place)
    fact = ", ".join(facts) + ("." if facts else "")
    if told_on := file.told_of_hearing(hearing):
        fact += f" Told {day_month_year(told_on)}."
    if hearing.raw and hearing.listed_on is None:
        fact += f" The list said “{hearing.raw}”."
    shape, tone, pills, link = "info", "info", (), ""
    if hearing.state is HearingState.VACATED:
        shape, tone, fact = "grey", "grey", f"Vacated. {fact}"
    elif hearing.state is HearingState.HELD:
        shape, tone = "ok", "ok"
    elif hearing.listed_on is None:
        shape, tone, pills, link = "unknown", "unknown", ((_MISSING, "No day is listed yet"),), "Enter the day…"
    elif hearing.listed_on < today:
        pills, link = ((PillText("today", "Past"), "Record whether it was held"),), "Record…"
        shape = tone = "today"
    return Stage(
        f"hearing/{hearing.id}", hearing.listed_on, shape, tone, HEARING_WORDS[hearing.kind], fact.strip(),
        (*pills, *hearing_pills(hearing, file, rules, today)), subject_id=hearing.id, hearing_id=hearing.id, link=link,
    )  # fmt: skip


def _missing(file: WitnessFile) -> Iterable[Stage]:
    """What the case waits for and nobody has entered: the recording that was granted, the trial."""
    if (
        is_directed(file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION)
        and file.next_hearing(HearingKind.SECTION_28_RECORDING) is None
    ):
        yield Stage(
            "missing/section_28_recording", None, "unknown", "unknown", "Section 28 recording",
            pills=((_MISSING, "Granted, but no day is recorded"),),
            hearing_kind=HearingKind.SECTION_28_RECORDING.value, link="Add hearing…",
        )  # fmt: skip
    if file.is_going_to_trial and file.next_hearing(HearingKind.TRIAL) is None:
        yield Stage(
            "missing/trial", None, "unknown", "unknown", "Trial", pills=((_MISSING, "No day is recorded"),),
            hearing_kind=HearingKind.TRIAL.value, link="Add hearing…"
        )  # fmt: skip


# ---------------------------------------------------------------- meetings


_WARNING_PILLS = {
    "clash": PillText("today", "Clash"),
    "apart": PillText("overdue", "Keep apart"),
    "people": PillText("today", "Who comes"),
    "timing": PillText("today", "Timing"),
}


def _meeting(meeting: Meeting, warnings: Sequence[PlanWarning], today: dt.date) -> Stage:
    state = meeting.state
    on = {
        MeetingState.PLANNED: meeting.planned_on,
        MeetingState.HELD: meeting.held_on or meeting.planned_on,
        MeetingState.SIGNED: meeting.held_on or meeting.planned_on,
        MeetingState.DID_NOT_ATTEND: meeting.planned_on,
        MeetingState.CANCELLED: meeting.planned_on,
        MeetingState.OFFERED: meeting.offered_on,
    }.get(state, meeting.answered_on or meeting.offered_on)
    facts = [MEETING_STATE_WORDS[state]]
    if state is MeetingState.PLANNED:
        when = time_span(meeting.planned_start, meeting.planned_end) if meeting.planned_start else ""
        facts = [f"Planned {when}".strip(), MEETING_MODE_WORDS[meeting.mode].lower(), meeting.place]
    elif state in (MeetingState.DECLINED, MeetingState.LATER, MeetingState.NO_REPLY):
        facts.append(meeting.answer_reason)
        if meeting.ask_again_on:
            facts.append(f"ask again {day_month_year(meeting.ask_again_on)}")
    elif state is MeetingState.OFFERED and meeting.offer_method:
        facts = [f"Offered, {meeting.offer_method[:1].lower() + meeting.offer_method[1:]}"]
    shape, tone = {
        MeetingState.SIGNED: ("ok", "ok"),
        MeetingState.HELD: ("half", "today"),
        MeetingState.PLANNED: ("calendar", "today" if meeting.planned_on and meeting.planned_on <= today else "info"),
        MeetingState.ACCEPTED: ("half", "info"),
        MeetingState.OFFERED: ("speech", "info"),
        MeetingState.LATER: ("unknown", "unknown"),
        MeetingState.NO_REPLY: ("unknown", "unknown"),
    }.get(state, ("grey", "grey"))
    title = "Pre-trial meeting" if meeting.number == 1 else f"Pre-trial meeting {meeting.number}"
    fact = ", ".join(part.rstrip(".") for part in facts if part) + "."
    pills = tuple(
        (_WARNING_PILLS[w.kind], sentence(w.headline.removeprefix("Clash: ").removeprefix("Keep apart: ")))
        for w in warnings
        if w.kind in _WARNING_PILLS
    )
    if state is MeetingState.ACCEPTED:
        pills = ((PillText("unknown", "No day yet"), "Plan it"),)
    return Stage(f"meeting/{meeting.id}", on, shape, tone, title, fact, pills, tab="meeting", subject_id=meeting.id)


# ---------------------------------------------------------------- what is due


def _with_items(stage: Stage, items: Sequence[DueItem]) -> Stage:
    """Add what is due about a stage's own record, for instance that she is still to be told."""
    if not stage.subject_id or stage.working is not None:
        return stage
    own = [
        (due_pill(item), item.title)
        for item in items
        if stage.subject_id in item.subject_ids and item.rule_id not in ("application", "action")
    ]
    return replace(stage, pills=(*stage.pills, *own)) if own else stage
