"""Recording that a hearing was moved or vacated, and what happened to the recording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from victimplanner.domain.case import HEARING_WORDS, HearingKind, HearingState
from victimplanner.domain.errors import Problem
from victimplanner.domain.section_28 import RECORDING_EVENT_WORDS, CourtDate, RecordingEvent, RecordingEventKind
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.section_28.forms import NO_ACCOUNT, Section28Forms
from victimplanner.ui.widgets import ChoiceField, DateField, LineField, TextField, TimeField
from victimplanner.ui.widgets.form_dialog import FormDialog

_MOVABLE = (HearingKind.SECTION_28_RECORDING, HearingKind.GROUND_RULES, HearingKind.TRIAL)
_MOVE_STATES = ((HearingState.LISTED, "Moved to another day, time or place"), (HearingState.VACATED, "Vacated"))
_WITH_TIMES = (RecordingEventKind.HELD,)
_WITH_VERSION = (RecordingEventKind.EDITING_DONE, RecordingEventKind.PLAYED)


class HearingDialogs(Section28Forms):
    """Moves and events."""

    def move(self, hearing_id: str = "") -> FormDialog | None:
        """Record that the recording, the ground rules hearing or the trial was moved or vacated."""
        page = self._page
        if page.file is None:
            return None
        known = {
            h.id: h for h in page.file.hearings
            if h.kind in _MOVABLE and h.listed_on is not None and h.state is HearingState.LISTED
        }  # fmt: skip
        if not known:
            self._session.dialogs.tell("Nothing to move", "No recording, ground rules hearing or trial is listed.")
            return None
        first = hearing_id if hearing_id in known else next(
            (h.id for h in known.values() if h.kind is HearingKind.SECTION_28_RECORDING), next(iter(known))
        )  # fmt: skip
        which = ChoiceField(
            "&Hearing",
            [(h.id, f"{HEARING_WORDS[h.kind]}, {_day(h.listed_on)}") for h in known.values()],
            name="hearing",
        )
        which.set_value(first)
        state = ChoiceField("What happ&ened", list(_MOVE_STATES), name="hearing_state")
        on = DateField("New &day", self._today, name="listed_on", hint="Empty while the court has set no new day.")
        at = TimeField("New &time", name="starts")
        place = LineField("&Place", name="place")
        reason = TextField("&Reason", lines=2, name="reason", hint="Where it stood before is kept with it.")
        notice = DateField("&Notice received on", self._today, name="notice_received_on")
        notice.set_value(self._session.today)

        def fill() -> None:
            hearing = known[which.value()]
            at.set_value(hearing.starts)
            place.set_value(hearing.place)

        def follow() -> None:
            vacated = state.value() is HearingState.VACATED
            for field in (on, at, place):
                field.setVisible(not vacated)

        which.changed.connect(fill)
        state.changed.connect(follow)
        fill()

        def save() -> Sequence[Problem]:
            hearing = known[which.value()]
            vacated = state.value() is HearingState.VACATED
            update: dict[str, Any] = {"state": state.value(), "notice_received_on": notice.value()}
            if not vacated:
                update |= {"listed_on": on.value(), "starts": at.value(), "place": place.value().strip()}
                if (on.value(), at.value(), place.value().strip()) == (
                    hearing.listed_on,
                    hearing.starts,
                    hearing.place,
                ):
                    return (Problem("listed_on", "Enter the new day, time or place, or choose Vacated."),)
            return self._view_model.save_hearing(hearing.model_copy(update=update), reason.value())

        dialog = self._open(
            "Moved or vacated", "Record move",
            {
                "hearing": which, "hearing_state": state, "listed_on": on, "starts": at, "place": place,
                "reason": reason, "notice_received_on": notice,
            },
            save, intro="Everything that hangs on the day is listed afterwards: what to rebook, tell again or check.",
            spans={"listed_on": 1, "starts": 1},
        )  # fmt: skip
        follow()
        return dialog

    def event(self) -> FormDialog | None:
        """Record what happened to the recording."""
        page = self._page
        if page.file is None:
            return None
        held = any(event.kind is RecordingEventKind.HELD for event in page.events)
        kind = ChoiceField("&What happened", list(RECORDING_EVENT_WORDS.items()), name="event_kind")
        kind.set_value(RecordingEventKind.EDITING_DONE if held else RecordingEventKind.HELD)
        on = DateField("&Day", self._today, name="happened_on")
        on.set_value(self._session.today)
        started, ended = TimeField("&Started", name="started"), TimeField("&Ended", name="ended")
        minutes = LineField("Length in &minutes", name="minutes", hint="Of the recording, breaks left out.")
        version = LineField("Edit &version", name="edit_version")
        text = TextField("&Note", lines=2, name="text", hint=NO_ACCOUNT)

        def follow() -> None:
            chosen = RecordingEventKind(kind.value())
            for field in (started, ended):
                field.setVisible(chosen in _WITH_TIMES)
            minutes.setVisible(chosen in (*_WITH_TIMES, *_WITH_VERSION))
            version.setVisible(chosen in _WITH_VERSION)

        kind.changed.connect(follow)

        def save() -> Sequence[Problem]:
            assert page.file is not None
            typed = minutes.value().strip()
            if typed and not typed.isdigit():
                return (Problem("minutes", "Enter whole minutes, for instance 85, or leave it empty."),)
            if on.value() is None:
                return (Problem("happened_on", "Enter the day on which it happened."),)
            chosen = RecordingEventKind(kind.value())
            recording = next((card.line.hearing for card in page.cards if card.which is CourtDate.RECORDING), None)
            problems = self._view_model.record_event(
                RecordingEvent(
                    case_id=page.file.case.id,
                    witness_id=page.file.witness.id,
                    hearing_id=recording.id if recording else None,
                    kind=chosen,
                    happened_on=on.value(),
                    started=started.value() if chosen in _WITH_TIMES else None,
                    ended=ended.value() if chosen in _WITH_TIMES else None,
                    minutes=int(typed) if typed else None,
                    edit_version=version.value().strip() if chosen in _WITH_VERSION else "",
                    text=text.value().strip(),
                )
            )
            return [Problem("event_kind", p.message) if p.field == "kind" else p for p in problems]

        dialog = self._open(
            "What happened to the recording", "Record",
            {
                "event_kind": kind, "happened_on": on, "started": started, "ended": ended, "minutes": minutes,
                "edit_version": version, "text": text,
            },
            save, intro="Entries are never edited; a later one puts a mistake right.",
            spans={"happened_on": 1, "started": 1, "ended": 1, "minutes": 1, "edit_version": 1}, columns=3,
        )  # fmt: skip
        follow()
        return dialog


def _day(day: dt.date | None) -> str:
    return full_day(day) if day else "no day"
