"""What the Meetings tab shows, and a few words made from it. No widgets, no Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_args, get_type_hints

from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.eligibility import Availability
from victimplanner.domain.errors import Problem
from victimplanner.domain.meeting import MEETING_KIND_WORDS, MEETING_STATE_WORDS, TRANSITIONS, Meeting, MeetingState
from victimplanner.domain.people import CaseRole, Person
from victimplanner.services.meeting_checks import PlanWarning, PreparationCheck, TimingCheck
from victimplanner.services.meeting_records import MeetingRecord

PLAN, RECORD, FOLLOW_UP = "plan", "record", "follow-up"

_PILLS: Mapping[MeetingState, tuple[str, ...]] = {
    MeetingState.OFFERED: ("info", "send"),
    MeetingState.ACCEPTED: ("ok",),
    MeetingState.DECLINED: ("grey",),
    MeetingState.LATER: ("grey",),
    MeetingState.NO_REPLY: ("unknown",),
    MeetingState.LAPSED: ("grey",),
    MeetingState.PLANNED: ("info", "calendar"),
    MeetingState.HELD: ("draft",),
    MeetingState.DID_NOT_ATTEND: ("refused",),
    MeetingState.CANCELLED: ("grey",),
    MeetingState.SIGNED: ("ok",),
}


@dataclass(frozen=True)
class Message:
    """A banner. `acts` are (words, what the view is asked to do), `links` are (words, field)."""

    kind: str
    sentence: str
    text: str = ""
    acts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    icon: str = ""
    first_filled: bool = False


@dataclass(frozen=True)
class MeetingPage:
    """Everything the tab shows. `revision` rises whenever the form is filled anew, not when the person types."""

    file: WitnessFile | None = None
    stored: MeetingFile | None = None
    record: MeetingRecord | None = None
    pane: str = PLAN
    revision: int = 0
    unsaved: bool = False
    saved_words: str = ""
    messages: tuple[Message, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[PlanWarning, ...] = ()
    checks: tuple[PreparationCheck, ...] = ()
    timings: tuple[TimingCheck, ...] = ()
    measures: tuple[Availability, ...] = ()
    signing: tuple[Problem, ...] = ()
    change_reason: str = ""
    is_move: bool = False
    stale: str = ""  # in words, when what was said at the last meeting may hold no longer
    places: tuple[str, ...] = ()
    people: tuple[tuple[CaseRole, Person], ...] = field(default=())

    @property
    def meeting(self) -> Meeting | None:
        return self.record.meeting if self.record else None

    @property
    def can_plan(self) -> bool:
        return self.stored is not None and MeetingState.PLANNED in TRANSITIONS[self.stored.meeting.state]

    @property
    def can_record(self) -> bool:
        return self.stored is not None and self.stored.meeting.state in (MeetingState.PLANNED, MeetingState.HELD)

    @property
    def has_record(self) -> bool:
        return self.can_record or self.is_locked

    @property
    def is_locked(self) -> bool:
        return self.stored is not None and self.stored.meeting.is_locked

    @property
    def clashing(self) -> frozenset[str]:
        return frozenset(person for w in self.warnings if w.kind == "clash" for person in w.attendance_ids)

    @property
    def whose(self) -> str:
        """ "Her", "His" or "Their", by the recorded pronouns."""
        pronouns = self.file.witness.pronouns.casefold() if self.file else ""
        return {"sh": "Her", "he": "His"}.get(pronouns[:2], "Their")

    @property
    def who(self) -> str:
        """ "she", "he" or "they"."""
        return {"Her": "she", "His": "he"}.get(self.whose, "they")


def meeting_title(meeting: Meeting) -> str:
    """Meeting 1, pre-trial."""
    words = MEETING_KIND_WORDS[meeting.kind].removesuffix(" meeting").removeprefix("meeting ")
    return f"Meeting {meeting.number}" + (f", {words}" if words != "meeting" else "")


def state_pill(meeting: Meeting) -> tuple[str, str, str]:
    """Kind, word and shape of the pill of a meeting's state."""
    kind, *shape = _PILLS[meeting.state]
    return kind, MEETING_STATE_WORDS[meeting.state], shape[0] if shape else ""


def to_values(part: str, record: MeetingRecord, base: MeetingRecord, reason: str) -> dict[str, str]:
    """Turn a form, and what it started from, into the text values of a recovery copy."""
    return {"part": part, "reason": reason, "record": _dump(record), "base": _dump(base)}


@dataclass(frozen=True)
class Recovered:
    """A recovery copy read back."""

    part: str
    record: MeetingRecord
    base: MeetingRecord
    reason: str


def from_values(values: Mapping[str, str]) -> Recovered:
    """Turn a recovery copy back into a form. Raises: ValueError or KeyError when it cannot be read."""
    return Recovered(values["part"], _read(values["record"]), _read(values["base"]), values["reason"])


def _dump(record: MeetingRecord) -> str:
    data: dict[str, Any] = {"meeting": record.meeting.model_dump(mode="json")}
    for name in _lines():
        data[name] = [line.model_dump(mode="json") for line in getattr(record, name)]
    return json.dumps(data, ensure_ascii=False)


def _read(text: str) -> MeetingRecord:
    data = json.loads(text)
    lines: dict[str, Any] = {
        name: tuple(kind.model_validate(line) for line in data[name]) for name, kind in _lines().items()
    }
    return MeetingRecord(meeting=Meeting.model_validate(data["meeting"]), **lines)


def _lines() -> dict[str, Any]:
    hints = get_type_hints(MeetingRecord)
    return {f.name: get_args(hints[f.name])[0] for f in fields(MeetingRecord) if f.name != "meeting"}
