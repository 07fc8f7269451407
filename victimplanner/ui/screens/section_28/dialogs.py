"""The dialogs of the Section 28 tab: consideration, order, step, chase, move, what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.case import HEARING_WORDS, HearingKind, HearingState
from victimplanner.domain.errors import Problem
from victimplanner.domain.section_28 import (
    COURT_DATE_WORDS,
    RECORDING_EVENT_WORDS,
    SECTION_28_OUTCOME_WORDS,
    STEP_STATE_WORDS,
    CourtDate,
    PreparationStep,
    RecordingEvent,
    RecordingEventKind,
    Section28Consideration,
    Section28Outcome,
    StepState,
    rule_of,
)
from victimplanner.services.section_28 import LATER_DATES, CourtOrder
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.section_28.state import THIRD_PARTY, Section28Page, StepLine
from victimplanner.ui.screens.section_28.view_model import Section28ViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField, TextField, TimeField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

NO_ACCOUNT = "Do not record her account here."
_MOVABLE = (HearingKind.SECTION_28_RECORDING, HearingKind.GROUND_RULES, HearingKind.TRIAL)
_MOVE_STATES = ((HearingState.LISTED, "Moved to another day, time or place"), (HearingState.VACATED, "Vacated"))
_WITH_TIMES = (RecordingEventKind.HELD,)
_WITH_VERSION = (RecordingEventKind.EDITING_DONE, RecordingEventKind.PLAYED)


class Section28Dialogs:
    """Opens the dialogs of one tab. Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: Section28ViewModel, parent: QWidget) -> None:
        self._session = session
        self._view_model = view_model
        self._parent = parent

    @property
    def _page(self) -> Section28Page:
        return self._view_model.state

    # ------------------------------------------------------------ considered

    def consider(self) -> FormDialog | None:
        """Record that section 28 was considered, with the reason and whether it was explained to her."""
        page = self._page
        if page.file is None or page.availability is None:
            return None
        ids = {"case_id": page.file.case.id, "witness_id": page.file.witness.id}
        now = page.consideration
        outcome = ChoiceField("&Outcome", list(SECTION_28_OUTCOME_WORDS.items()), name="outcome")
        is_open = page.availability.is_open
        outcome.set_value(now.outcome if now else Section28Outcome.SOUGHT if is_open else Section28Outcome.NOT_OPEN)
        reason = TextField("&Reason", lines=3, name="reason", hint=NO_ACCOUNT)
        reason.set_value(now.reason if now else "" if is_open else page.availability.because)
        on = DateField("Considered &on", self._today, name="considered_on")
        on.set_value(self._session.today)
        by = LineField("Considered &by", name="considered_by")
        by.set_value(self._session.app.user.display_name)
        explained = DateField(
            "E&xplained to the witness on", self._today, name="explained_on",
            hint="Questions asked earlier and recorded; the accused sees and hears; the judge sets the day.",
        )  # fmt: skip
        explained.set_value(now.explained_on if now else None)

        def save() -> Sequence[Problem]:
            if on.value() is None:
                return (Problem("considered_on", "Enter the day on which it was considered."),)
            return self._view_model.consider(
                Section28Consideration(
                    case_id=ids["case_id"],
                    witness_id=ids["witness_id"],
                    outcome=outcome.value(),
                    reason=reason.value().strip(),
                    explained_on=explained.value(),
                    considered_by=by.value().strip(),
                    considered_on=on.value(),
                )
            )

        return self._open(
            "Section 28 considered", "Record consideration",
            {
                "outcome": outcome, "reason": reason, "considered_on": on, "considered_by": by,
                "explained_on": explained,
            },
            save, intro="Earlier entries stay and no longer count.", spans={"considered_on": 1, "considered_by": 1},
        )  # fmt: skip

    def earlier_considerations(self) -> None:
        """Show every entry, the newest first."""
        file = self._page.file
        if file is None:
            return
        lines = [
            f"{full_day(c.considered_on)}  {SECTION_28_OUTCOME_WORDS[c.outcome]}"
            f"{', ' + c.considered_by if c.considered_by else ''}: {c.reason or 'no reason given'}"
            for c in reversed(file.considerations)
        ]
        self._session.dialogs.show_text("Section 28: earlier entries", "\n".join(lines) or "There are none.")

    # ------------------------------------------------------------ the order

    def order(self, which: CourtDate | None = None) -> FormDialog | None:
        """Record the dates of an order; what stands is filled in. `which` is the date to begin at."""
        page = self._page
        if page.file is None:
            return None
        held = {card.which: card.line for card in page.cards}
        grh, recording = held[CourtDate.GROUND_RULES], held[CourtDate.RECORDING]
        now = page.file.latest_order
        fields: dict[str, Any] = {
            "ordered_on": DateField("Order &made on", self._today, name="ordered_on"),
            "judge": LineField("&Judge", name="judge"),
            "received_on": DateField("&Received here on", self._today, name="received_on"),
            "ground_rules_needed": CheckField("A &ground rules hearing is ordered", name="ground_rules_needed"),
            "ground_rules_on": DateField("(a) Ground rules &hearing", self._today, name="ground_rules_on"),
            "ground_rules_at": TimeField("Time", name="ground_rules_at"),
            "ground_rules_place": LineField("Place", name="ground_rules_place"),
            "recording_on": DateField("(b) Re&cording", self._today, name="recording_on"),
            "recording_at": TimeField("Time", name="recording_at"),
            "recording_place": LineField("Place", name="recording_place"),
        }
        for later in LATER_DATES:
            fields[f"date_{later.value}"] = DateField(
                f"({later.value}) {COURT_DATE_WORDS[later]}", self._today, name=f"date_{later.value}"
            )
        fields["reason"] = TextField(
            "&Why a date has changed", lines=2, name="reason", hint="The old date is kept with the reason."
        )
        values: dict[str, Any] = {
            "judge": now.judge if now else "",
            "ground_rules_needed": now.ground_rules_hearing_needed if now else True,
            "ground_rules_on": grh.on,
            "ground_rules_at": grh.starts,
            "ground_rules_place": grh.hearing.place if grh.hearing and grh.on else "",
            "recording_on": recording.on,
            "recording_at": recording.starts,
            "recording_place": recording.hearing.place if recording.hearing and recording.on else "",
            **{f"date_{later.value}": held[later].on for later in LATER_DATES},
        }
        for name, value in values.items():
            fields[name].set_value(value)

        def entered() -> CourtOrder:
            got = {name: field.value() for name, field in fields.items()}
            dates = {later: got.pop(f"date_{later.value}") for later in LATER_DATES}
            return CourtOrder(**got, dates={later: on for later, on in dates.items() if on is not None})

        def follow() -> None:
            fields["reason"].setVisible(self._view_model.needs_reason(entered()))

        for field in fields.values():
            field.changed.connect(follow)
        dialog = self._open(
            "Record court dates", "Record court dates", fields, lambda: self._view_model.record_order(entered()),
            intro="Enter what the order says and leave the rest empty. No date is calculated (CrimPR 2025 r.18.8(2)).",
            columns=3,
            spans={
                "ordered_on": 1, "judge": 1, "received_on": 1, "ground_rules_needed": 3, "ground_rules_on": 1,
                "ground_rules_at": 1, "ground_rules_place": 1, "recording_on": 1, "recording_at": 1,
                "recording_place": 1, "date_c": 1, "date_d": 1, "date_e": 1,
            },
        )  # fmt: skip
        follow()
        begin = {None: "ordered_on", CourtDate.GROUND_RULES: "ground_rules_on", CourtDate.RECORDING: "recording_on"}
        fields[begin.get(which, f"date_{which.value if which else ''}")].setFocus()
        return dialog

    def chase(self) -> FormDialog | None:
        """Record that the court was asked for the dates that are missing."""
        page = self._page
        if not page.missing:
            return None
        ticks = {
            f"chase_{which.value}": CheckField(
                f"{rule_of(which)} {COURT_DATE_WORDS[which]}", name=f"chase_{which.value}", checked=True
            )
            for which in page.missing
        }
        on = DateField("Asked &on", self._today, name="chased_on")
        on.set_value(self._session.today)
        how = LineField("&How", name="how", placeholder="E-mail to the list officer")

        def save() -> Sequence[Problem]:
            about = tuple(rule_of(which) for which in page.missing if ticks[f"chase_{which.value}"].value())
            if not about:
                return (Problem("", "Tick at least one date that you asked for."),)
            return self._view_model.record_chases(about, on.value(), how.value())

        return self._open(
            "Court asked for dates", "Record chase", {**ticks, "chased_on": on, "how": how}, save,
            intro="The time to ask again runs from this day.", spans={"chased_on": 1, "how": 1},
        )  # fmt: skip

    # ------------------------------------------------------------ steps

    def step(self, line: StepLine) -> FormDialog | None:
        """Open a step: who owes it, where it stands, the day ordered or agreed."""
        page = self._page
        if page.file is None:
            return None
        record = line.line.record
        fields: dict[str, Any] = {
            "state": ChoiceField("&State", list(STEP_STATE_WORDS.items()), name="state"),
            "owner": LineField("&Who owes it", name="owner", placeholder=line.line.owner),
            "due_on": DateField("&Ordered or agreed for", self._today, name="due_on"),
            "done_on": DateField("&Done on", self._today, name="done_on"),
        }
        if line.id == THIRD_PARTY:
            words = (
                f" They end on {full_day(page.third_party.due)}." if page.third_party and page.third_party.due else ""
            )
            fields["notice_on"] = DateField(
                "&Notice given to the third party on", self._today, name="notice_on", note="r.17.5",
                hint=f"It has at least ten business days.{words} {page.third_party_warning}".strip(),
            )  # fmt: skip
        fields["note"] = TextField("What holds it up, or why it is not &needed", lines=2, name="note", hint=NO_ACCOUNT)
        for name, field in fields.items():
            if record is not None:
                field.set_value(getattr(record, name))
        if record is None:
            fields["state"].set_value(line.line.state)

        def follow() -> None:
            if fields["done_on"].value() is not None:
                fields["state"].set_value(StepState.DONE)

        fields["done_on"].changed.connect(follow)

        def save() -> Sequence[Problem]:
            assert page.file is not None
            values = {name: field.value() for name, field in fields.items()}
            return self._view_model.save_step(
                PreparationStep(
                    **{
                        "case_id": page.file.case.id, "witness_id": page.file.witness.id, "step": line.id,
                        "changed_on": self._session.today,
                        **{name: value.strip() if type(value) is str else value for name, value in values.items()},
                    }
                )
            )  # fmt: skip

        return self._open(
            line.line.rule.title, "Save step", fields, save, intro=f"Holds up: {line.line.rule.holds_up}. {line.detail}",
            spans=dict.fromkeys(("state", "owner", "due_on", "done_on"), 1),
        )  # fmt: skip

    # ------------------------------------------------------------ moves and events

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
        state = ChoiceField("What &happened", list(_MOVE_STATES), name="hearing_state")
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

    # ------------------------------------------------------------ opening

    def _today(self) -> dt.date:
        return self._session.today

    def _open(
        self, title: str, verb: str, fields: dict[str, Any], save: Callable[[], Sequence[Problem]], **options: Any
    ) -> FormDialog:
        return open_form(self._session.dialogs, self._parent, title, verb, fields, save, **options)


def _day(day: dt.date | None) -> str:
    return full_day(day) if day else "no day"
