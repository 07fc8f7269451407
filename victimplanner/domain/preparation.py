"""What is finished before a section 28 recording, what holds it up, and the five dates of r.18.8(2) as they stand.

Steps are data (`resources/rules/section_28.toml`); the facts they follow from are here, by name.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from victimplanner.domain.case import Hearing, HearingKind, HearingMove, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.measures import IN_FORCE, SOUGHT, Direction, MeasureId, ViewKind, directions_now, latest
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.section_28 import (
    FINISHED_STEPS,
    CourtDate,
    OrderedDate,
    PreparationStep,
    RecordingEventKind,
    StepState,
)

OUTSIDE_WORDS = {"defence": "Defence", "court": "Court", "police": "Police"}


@dataclass(frozen=True)
class StepRule:
    """One step as the rule file describes it. `before` is "ground_rules" or "recording"."""

    id: str
    title: str
    missing: str  # a clause: "section 41 ruling not recorded"
    owner: str  # a role of the case, or "defence", "court", "police"
    holds_up: str
    before: str
    when: str
    follows: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Section28Rules:
    """The steps in order, and how many calendar days before a recording open ones are pointed out."""

    steps: tuple[StepRule, ...]
    warn_days: int
    source: str
    confidence: str
    edition: str


def _application_served(file: WitnessFile) -> dt.date | None:
    return min((a.served_on for a in file.applications if a.served_on), default=None)


def _section_27_directed(file: WitnessFile) -> dt.date | None:
    days = [d.decided_on for d in _in_force(file, MeasureId.ABE_VIDEO)]
    return max(days, default=None)


def _in_force(file: WitnessFile, measure: MeasureId) -> list[Direction]:
    now = directions_now(file.directions, measure, [d.id for d in file.defendants])
    return [direction for direction in now.values() if direction.direction in IN_FORCE]


def _intermediary_report_served(file: WitnessFile) -> dt.date | None:
    return max((w.report_served_on for w in file.intermediaries if w.report_served_on), default=None)


def _meeting_held(file: WitnessFile) -> dt.date | None:
    held = (m.meeting for m in file.meetings if m.meeting.state in (MeetingState.HELD, MeetingState.SIGNED))
    return max((meeting.held_on for meeting in held if meeting.held_on), default=None)


def is_directed(file: WitnessFile, measure: MeasureId) -> bool:
    """Say whether a direction for `measure` is in force now, for at least one accused."""
    return bool(_in_force(file, measure))


def _intermediary_wanted(file: WitnessFile) -> bool:
    decision = latest(file.decisions, MeasureId.INTERMEDIARY)
    view = latest(file.views, MeasureId.INTERMEDIARY)
    sought = decision is not None and decision.decision in SOUGHT
    wanted = view is not None and view.view in (ViewKind.WANTS, ViewKind.ONLY_IF)
    return sought or wanted or bool(file.intermediaries) or is_directed(file, MeasureId.INTERMEDIARY)


FOLLOWS: Mapping[str, Callable[[WitnessFile], dt.date | None]] = {
    "application_served": _application_served,
    "section_27_directed": _section_27_directed,
    "intermediary_report_served": _intermediary_report_served,
    "meeting_held": _meeting_held,
}
"""Facts from which a step is seen to be done, each with the day on which it was."""

WHEN: Mapping[str, Callable[[WitnessFile], bool]] = {"intermediary_wanted": _intermediary_wanted}


@dataclass(frozen=True)
class PreparationLine:
    """One step for one witness as it stands. `note` says what holds it up or what it follows from."""

    rule: StepRule
    record: PreparationStep | None
    state: StepState
    owner: str
    due_on: dt.date | None
    done_on: dt.date | None
    note: str

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED_STEPS

    def is_late_on(self, day: dt.date) -> bool:
        return not self.is_finished and self.due_on is not None and self.due_on < day


def preparation(file: WitnessFile, rules: Section28Rules) -> tuple[PreparationLine, ...]:
    """Return every step that concerns this witness, in the order of the rule file."""
    recorded: dict[str, PreparationStep] = {}
    for record in sorted(file.steps, key=lambda s: s.sequence):
        recorded[record.step] = record
    return tuple(
        _line(file, rule, recorded.get(rule.id))
        for rule in rules.steps
        if not rule.when or rule.id in recorded or WHEN[rule.when](file)
    )


def _line(file: WitnessFile, rule: StepRule, record: PreparationStep | None) -> PreparationLine:
    owner = (record.owner if record else "") or _usual_owner(file, rule.owner)
    state = record.state if record else StepState.TO_DO
    done_on = record.done_on if record else None
    note = record.note if record else ""
    if rule.follows and state is not StepState.NOT_NEEDED:
        follows_on = FOLLOWS[rule.follows](file)
        if follows_on is not None:
            state, done_on = StepState.DONE, follows_on
        elif state is StepState.DONE:  # what it follows from was taken back since
            state, done_on = StepState.TO_DO, None
    return PreparationLine(rule, record, state, owner, record.due_on if record else None, done_on, note)


def _usual_owner(file: WitnessFile, owner: str) -> str:
    if owner in OUTSIDE_WORDS:
        return OUTSIDE_WORDS[owner]
    role = CaseRole(owner)
    person = file.person(role)
    return person.name if person else CASE_ROLE_WORDS[role]


# ---------------------------------------------------------------- the hearings and the five dates

_HEARING_OF = {
    CourtDate.GROUND_RULES: HearingKind.GROUND_RULES,
    CourtDate.RECORDING: HearingKind.SECTION_28_RECORDING,
}


@dataclass(frozen=True)
class EarlierDate:
    """A date as it stood before it was moved, with the reason of the move."""

    on: dt.date | None
    reason: str
    moved_on: dt.date | None


@dataclass(frozen=True)
class CourtDateLine:
    """One of the five dates as it stands. `state` is "set", "missing", "not_needed", "vacated" or "held"."""

    which: CourtDate
    state: str
    on: dt.date | None
    starts: dt.time | None
    where: str
    hearing: Hearing | None
    earlier: tuple[EarlierDate, ...]


def hearing_for(file: WitnessFile, kind: HearingKind) -> Hearing | None:
    """Return the hearing of `kind` that counts for this witness: the next one listed, else the last one.

    Her own comes before one shared by the case. A vacated one counts only while there is no other.
    """
    found = [h for h in file.hearings if h.kind is kind]
    return max(
        found,
        key=lambda h: (h.state is not HearingState.VACATED, h.witness_id is not None, h.listed_on or dt.date.min),
        default=None,
    )


def court_dates(file: WitnessFile) -> tuple[CourtDateLine, ...]:
    """Return the five dates of CrimPR 2025 r.18.8(2) as directed. None is ever computed."""
    return tuple(_court_date(file, which) for which in CourtDate)


def _court_date(file: WitnessFile, which: CourtDate) -> CourtDateLine:
    order = file.latest_order
    if which in _HEARING_OF:
        hearing = hearing_for(file, _HEARING_OF[which])
        if hearing is None:
            no_hearing = which is CourtDate.GROUND_RULES and order is not None and not order.ground_rules_hearing_needed
            return CourtDateLine(which, "not_needed" if no_hearing else "missing", None, None, "", None, ())
        earlier = tuple(EarlierDate(m.was_on, m.reason, m.heard_on) for m in _moves(file, hearing))
        if hearing.state is HearingState.VACATED:
            return CourtDateLine(which, "vacated", None, None, "", hearing, earlier)
        where = ", ".join(part for part in (hearing.judge, hearing.place) if part)
        state = "missing" if hearing.listed_on is None else "held" if hearing.state is HearingState.HELD else "set"
        return CourtDateLine(which, state, hearing.listed_on, hearing.starts, where, hearing, earlier)
    chain = ordered_chain(file, which)
    if not chain:
        return CourtDateLine(which, "missing", None, None, "", None, ())
    ordered_on = {order.id: order.ordered_on for order in file.orders}
    earlier = tuple(
        EarlierDate(before.on, after.reason, ordered_on.get(after.order_id))
        for before, after in itertools.pairwise(chain)
    )
    return CourtDateLine(which, "set", chain[-1].on, None, "", None, earlier)


def _moves(file: WitnessFile, hearing: Hearing) -> list[HearingMove]:
    """Return the moves of a hearing and of those vacated before it was listed anew, the oldest first."""
    before = [h for h in file.hearings if h.kind is hearing.kind and h.state is HearingState.VACATED]
    ids = {hearing.id, *(h.id for h in before if h.witness_id == hearing.witness_id)}
    return sorted((m for m in file.hearing_moves if m.hearing_id in ids), key=lambda m: (m.heard_on, m.sequence))


def ordered_chain(file: WitnessFile, which: CourtDate) -> list[OrderedDate]:
    """Return every entry of one ordered date, the oldest first."""
    return sorted((d for d in file.ordered_dates if d.which is which), key=lambda d: d.sequence)


def missing_dates(file: WitnessFile) -> tuple[CourtDate, ...]:
    """Return the dates that the court must set and that no order here sets (r.18.8(2)); none without a direction."""
    if not is_directed(file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION) and file.latest_order is None:
        return ()
    if recording_held_on(file) is not None:
        late = (CourtDate.FURTHER_QUESTIONS, CourtDate.EXCLUSION, CourtDate.EDITING)
        return tuple(line.which for line in court_dates(file) if line.which in late and line.state == "missing")
    return tuple(line.which for line in court_dates(file) if line.state in ("missing", "vacated"))


def recording_on(file: WitnessFile) -> dt.date | None:
    """Return the day for which the recording is listed now; None when there is none or it was vacated."""
    line = _court_date(file, CourtDate.RECORDING)
    return line.on


def recording_held_on(file: WitnessFile) -> dt.date | None:
    """Return the day on which the recording was really made; None when it was not, or nobody recorded it."""
    held = [e.happened_on for e in file.recording_events if e.kind is RecordingEventKind.HELD]
    return max(held, default=None)


# ---------------------------------------------------------------- blockers


class BlockerKind(StrEnum):
    """Why something is pointed out: it is late or will be; somebody blocks it; it is open and the day is near."""

    LATE = "late"
    BLOCKED = "blocked"
    OPEN = "open"


@dataclass(frozen=True)
class Blocker:
    """Something that stands in the way of a recording, in plain words."""

    words: str
    step: str  # the id of a step, or ""
    kind: BlockerKind


def _in(days: int) -> str:
    return "today" if not days else "tomorrow" if days == 1 else f"in {plural(days, 'day')}"


def blockers(file: WitnessFile, rules: Section28Rules, today: dt.date) -> tuple[Blocker, ...]:
    """List what stands in the way of a listed recording: the late first, then the blocked, then what is still open.

    Empty when it was held or none is listed.
    """
    day = recording_on(file)
    if day is None or recording_held_on(file) is not None or day < today:
        return ()
    left = (day - today).days
    near = left <= rules.warn_days
    start = f"Recording {_in(left)}"
    found: list[Blocker] = []
    for line in preparation(file, rules):
        late = line.is_late_on(today)
        after = line.due_on is not None and line.due_on > day and not line.is_finished
        if line.is_finished or not (near or late or after or line.state is StepState.BLOCKED):
            continue
        words = f"{start}: {line.rule.missing}."
        if line.state is StepState.BLOCKED and line.note:
            words = f"{start}: {line.rule.missing}, blocked: {line.note.rstrip('.')}."
        elif after and line.due_on:
            words = f"{start}: {line.rule.missing}; it is only due on {plain_date(line.due_on)}, after the recording."
        elif late and line.due_on:
            words = f"{start}: {line.rule.missing}; it was due on {plain_date(line.due_on)}."
        is_blocked = line.state is StepState.BLOCKED
        kind = BlockerKind.LATE if late or after else BlockerKind.BLOCKED if is_blocked else BlockerKind.OPEN
        found.append(Blocker(words, line.rule.id, kind))
    if not is_directed(file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION):
        found.append(Blocker(f"{start}: no section 28 direction is recorded.", "", BlockerKind.LATE))
    order = tuple(BlockerKind)
    return tuple(sorted(found, key=lambda blocker: order.index(blocker.kind)))
