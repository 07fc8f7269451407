"""The form of an event: what happened, when, when it was heard of; what it changes is said below it while one types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.case import Charge, ChargeState
from victimplanner.domain.case_events import (
    EVENT_WORDS,
    HER_OWN_KINDS,
    LEAST_CUSTODY_MONTHS,
    RECEIVED_KINDS,
    WHEN_WORDS,
    CaseEvent,
    EventKind,
)
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Problem
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.ui.attempt import Problems
from victimplanner.ui.moved_list import MovedList
from victimplanner.ui.screens.duties.view_model import DutiesViewModel
from victimplanner.ui.screens.duties.words import NO_ACCOUNT, event_words
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, FieldGrid, LineField, TextField

CHARGE_STOPPED, CHARGE_GOES_ON = "charge_stopped", "charge_goes_on"
"""What is entered among the events and kept with the charge."""
_CHARGE_KINDS = (CHARGE_STOPPED, CHARGE_GOES_ON, EventKind.CHARGE_ALTERED)
_ACCUSED_KINDS = (
    EventKind.POLICE_STEP, EventKind.NOT_CHARGED, EventKind.BAIL_RESULT, EventKind.OUTCOME, EventKind.SENTENCE,
    EventKind.APPEAL,
)  # fmt: skip
_HINTS = {
    EventKind.SUPPORT_WITHDRAWN: "She no longer wants to support the prosecution. That is not to say that it did not "
    "happen: a statement that the allegation is untrue is another event.",
    EventKind.RETRACTED: "She says that the allegation is untrue. Where she only no longer wants to support the "
    "prosecution, choose that event instead: the two are kept apart.",
    CHARGE_STOPPED: "Kept with the charge. She is told with reasons and may ask for a review.",
    CHARGE_GOES_ON: "For a charge that was entered as stopped and is not. What that started stops again.",
    EventKind.OUTCOME: "For one accused, or for the whole case, which then has no trial to come.",
}
_NO_CHARGE = "No charge is entered in this case. Enter the event under another kind."


@dataclass(frozen=True)
class Entered:
    """What stands in the form: an event, or a charge as it would be; `problem` where neither can be read."""

    event: CaseEvent | None = None
    charge: Charge | None = None
    problem: Problem | None = None


class EventForm:
    """The fields of one event and how they follow one another. `fields` goes into a dialog, `body` is how they stand."""

    def __init__(self, session: Session, view_model: DutiesViewModel, file: WitnessFile, old: CaseEvent | None) -> None:
        self._view_model = view_model
        self._file = file
        self.old = old
        self._charges = {charge.id: charge for charge in file.charges}

        def today() -> dt.date:
            return session.today

        defendants: list[tuple[str | None, str]] = [(None, "The whole case")]
        defendants += [(d.id, f"{d.label}  {d.name}") for d in file.defendants]
        self.kind = ChoiceField("&What happened", self._kinds(), name="kind")
        self.charge = ChoiceField("Which &charge", [(c.id, c.offence) for c in file.charges], name="charge")
        self.defendant = ChoiceField("Which &accused", defendants, name="defendant")
        self.happened = DateField("&Happened on", today, name="happened_on")
        self.received = DateField("&Received on", today, name="received_on")
        self.months = LineField("Custody in &months", name="custody_months", hint="Empty where it is not custody.")
        self.specified = CheckField(
            "&Specified violent or sexual offence", name="is_specified_offence",
            hint=f"With {LEAST_CUSTODY_MONTHS} months or more she is referred to the Victim Contact Scheme.",
        )  # fmt: skip
        self.detail = TextField("&Details", lines=2, name="detail", hint=NO_ACCOUNT)
        self.fields: dict[str, Any] = {
            "kind": self.kind, "charge": self.charge, "defendant": self.defendant, "happened_on": self.happened,
            "received_on": self.received, "custody_months": self.months, "is_specified_offence": self.specified,
            "detail": self.detail,
        }  # fmt: skip
        self.changes = MovedList(file.witness.id, self.foresee)
        self.body = self._lay_out()
        self.kind.changed.connect(self.follow)
        for field in self.fields.values():
            field.changed.connect(self.changes.look_again)

    def _kinds(self) -> list[tuple[str, str]]:
        kinds: list[tuple[str, str]] = [*EVENT_WORDS.items()]
        if self.old is None:
            place = next(row for row, (kind, _) in enumerate(kinds) if kind is EventKind.CHARGE_ALTERED)
            own = [(CHARGE_STOPPED, "Charge stopped")]
            if any(charge.state is ChargeState.STOPPED for charge in self._file.charges):
                own.append((CHARGE_GOES_ON, "Stopped charge goes on after all"))
            kinds[place:place] = own
        return kinds

    def _lay_out(self) -> QWidget:
        grid = FieldGrid(2, narrowest=170)
        halves = ("happened_on", "received_on", "custody_months", "is_specified_offence")
        for name, field in self.fields.items():
            grid.add(field, 1 if name in halves else 2)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(grid)
        column.addWidget(self.changes)
        return body

    # ------------------------------------------------------------ filling

    def begin(self, kind: str, defendant_id: str | None = None, charge_id: str = "") -> None:
        """Begin with an empty event of a kind, heard of today."""
        self.kind.set_value(kind)
        self.received.set_value(self._view_model.state.today)
        self.defendant.set_value(defendant_id)
        if charge_id:
            self.charge.set_value(charge_id)
        self.follow()

    def show_event(self, event: CaseEvent) -> None:
        """Show an event that is put right."""
        self.old = event
        for field, value in (
            (self.kind, event.kind), (self.charge, event.charge_id), (self.defendant, event.defendant_id),
            (self.happened, event.happened_on), (self.received, event.received_on), (self.detail, event.detail),
            (self.months, str(event.custody_months or "")), (self.specified, event.is_specified_offence),
        ):  # fmt: skip
            field.set_value(value)
        self.follow()

    def follow(self) -> None:
        """Show the fields that matter for the kind, and say what it means."""
        kind = self.kind.value()
        of_charge = kind in (CHARGE_STOPPED, CHARGE_GOES_ON)
        self.charge.setVisible(kind in _CHARGE_KINDS)
        self.defendant.setVisible(kind in _ACCUSED_KINDS)
        self.happened.setVisible(kind != CHARGE_GOES_ON)
        self.received.setVisible(not of_charge)
        self.detail.setVisible(not of_charge)
        for field in (self.months, self.specified):
            field.setVisible(kind == EventKind.SENTENCE)
        stopped = "Stopped on" if kind == CHARGE_STOPPED else "Happened on"
        self.happened.set_label(f"&{WHEN_WORDS.get(kind, stopped)}")
        self.received.set_hint(
            "The clock starts on this day: when this office or witness care heard of it."
            if kind in RECEIVED_KINDS
            else "When this office heard of it."
        )
        is_hers = kind in HER_OWN_KINDS
        about = f"Concerns {self._file.witness.label} alone." if is_hers else "Concerns every witness of this case."
        self.kind.set_hint(" ".join(filter(None, (_HINTS.get(kind, ""), "" if of_charge else about))))
        self.changes.look_again()

    # ------------------------------------------------------------ reading

    def entered(self) -> Entered:
        """Return what stands in the form."""
        kind = self.kind.value()
        charge = self._charges.get(self.charge.value() or "")
        if kind in (CHARGE_STOPPED, CHARGE_GOES_ON):
            return self._charge_as_entered(kind, charge)
        months = self.months.value().strip() if kind == EventKind.SENTENCE else ""
        if months and not months.isdigit():
            return Entered(problem=Problem("custody_months", "Enter whole months, for instance 18, or leave it empty."))
        witness = self._file.witness.id if kind in HER_OWN_KINDS else None
        if kind in _CHARGE_KINDS and charge is not None and charge.witness_id is not None:
            witness = charge.witness_id
        return Entered(
            CaseEvent(
                case_id=self._file.case.id,
                witness_id=witness,
                defendant_id=self.defendant.value() if kind in _ACCUSED_KINDS else None,
                charge_id=charge.id if charge is not None and kind in _CHARGE_KINDS else None,
                kind=EventKind(kind),
                happened_on=self.happened.value(),
                received_on=self.received.value(),
                detail=self.detail.value().strip(),
                custody_months=int(months) if months else None,
                is_specified_offence=bool(self.specified.value()) and kind == EventKind.SENTENCE,
            )
        )

    def _charge_as_entered(self, kind: str, charge: Charge | None) -> Entered:
        if charge is None:
            return Entered(problem=Problem("kind", _NO_CHARGE))
        on = self.happened.value() if kind == CHARGE_STOPPED else None
        if kind == CHARGE_STOPPED and on is None:
            return Entered(problem=Problem("happened_on", "Enter the day on which it was stopped."))
        state = ChargeState.STOPPED if kind == CHARGE_STOPPED else ChargeState.LIVE
        return Entered(charge=charge.model_copy(update={"state": state, "stopped_on": on}))

    def foresee(self) -> tuple[MovedDate, ...] | str:
        """Say what would move, or why that cannot be said yet."""
        entered = self.entered()
        if entered.problem is not None:
            return entered.problem.message
        if entered.charge is not None:
            return self._view_model.foresee_charge(entered.charge)
        assert entered.event is not None
        return self._view_model.foresee_event(entered.event, self.old)

    def record(self) -> Sequence[Problem]:
        """Record the event, or the charge as it is now."""
        entered = self.entered()
        if entered.problem is not None:
            return (entered.problem,)
        if entered.charge is not None:
            return self._view_model.stop_charge(self._charges[entered.charge.id], entered.charge.stopped_on)
        assert entered.event is not None
        return self._view_model.record_event(entered.event)

    def correct(self, reason: str) -> Problems:
        """Put the event shown right."""
        entered = self.entered()
        if entered.problem is not None:
            return (entered.problem,)
        assert entered.event is not None
        assert self.old is not None
        return self._view_model.correct_event(self.old, entered.event, reason)


def choice_of(events: Sequence[CaseEvent]) -> ChoiceField:
    """Return the field that says which event is meant."""
    return ChoiceField("&Which entry", [(event.id, event_words(event)) for event in events], name="event")
