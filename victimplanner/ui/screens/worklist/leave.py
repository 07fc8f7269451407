"""Leave and leavers: who stands in for whom, and everything of a leaver to somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from victimplanner.domain.errors import Problem
from victimplanner.domain.people import Person
from victimplanner.domain.worklists import StandIn
from victimplanner.services.handing_over import hand_over_leaver
from victimplanner.services.stand_ins import arrange_stand_in, stand_ins, take_back
from victimplanner.ui import theme
from victimplanner.ui.attempt import attempt
from victimplanner.ui.formats import counted, full_day
from victimplanner.ui.screens.worklist.view_model import WorklistViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Card,
    ChoiceField,
    DateField,
    FieldGrid,
    LineField,
    LinkButton,
    SegmentedChoice,
    clear_layout,
    label,
)
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_LEAVE, _GONE = "leave", "gone"
_TEXT = {
    _LEAVE: "The other person sees these items among their own. Owners stay as they are; it ends by itself.",
    _GONE: "Parts in open cases, meetings and arrangements go to the other person, and each open item with them. Whoever "
    "leaves is taken out of the directory; records that are settled keep the name.",
}


class LeaveForm:
    """One dialog for both: what stands now can be taken back, what is entered is arranged or handed over."""

    def __init__(self, session: Session, view_model: WorklistViewModel, parent: QWidget) -> None:
        self._session = session
        self._vm = view_model
        self._parent = parent
        self._people = {person.id: person for person in view_model.acts.colleagues()}
        choices = [("", "Choose somebody"), *((p.id, p.name) for p in self._people.values())]
        self.kind = SegmentedChoice([(_LEAVE, "On leave"), (_GONE, "Leaves for good")], "What is handed over")
        self.who = ChoiceField("&Whose work", choices, name="who")
        self.by = ChoiceField("Goes &to", choices, name="by")
        self.first = DateField("&First day", lambda: session.today, name="first_day")
        self.last = DateField("&Last day", lambda: session.today, name="last_day")
        self.reason = LineField("W&hy", name="reason", hint="Leave, a course, another office. No health details.")
        self.first.set_value(session.today)
        self.words = label("", "secondary", wrap=True)
        self.now = Card("Now and to come", object_name="standInsNow")
        self._dialog: FormDialog | None = None

    def open(self) -> FormDialog:
        fields = {
            "who": self.who, "by": self.by, "first_day": self.first, "last_day": self.last, "reason": self.reason,
        }  # fmt: skip
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        grid = FieldGrid(2, narrowest=170)
        for name, field in fields.items():
            grid.add(field, 2 if name == "reason" else 1)
        for part in (self.kind, self.words, grid, self.now):
            column.addWidget(part)
        self._dialog = open_form(
            self._session.dialogs, self._parent, "Leave and leavers", "Hand over", fields, self._save, body=body,
            width=640,
        )  # fmt: skip
        self.kind.changed.connect(lambda _kind: self._follow())
        self._show_now()
        self._follow()
        return self._dialog

    def _follow(self) -> None:
        is_leave = self.kind.value() == _LEAVE
        self.words.setText(_TEXT[self.kind.value()])
        for field in (self.first, self.last):
            field.setVisible(is_leave)
        self.now.setVisible(is_leave and bool(stand_ins(self._session.app)))
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.verb.set_words("Arrange" if is_leave else "Hand everything over…")
            self._dialog.fit()

    def _show_now(self) -> None:
        """What holds today or is to come, each with its way back."""
        clear_layout(self.now.body)
        with self._session.app.read() as uow:
            names = {person.id: person.name for person in uow.find(Person)}
        for one in stand_ins(self._session.app):
            words = (
                f"{names[one.stand_in_id]} for {names[one.person_id]}, {full_day(one.first_day)} to "
                f"{full_day(one.last_day)}. {one.reason}"
            )
            self.now.body.addWidget(label(words, wrap=True))
            back = LinkButton("Take back", object_name="takeBack")
            back.setAccessibleName(f"Take back: {words}")
            back.clicked.connect(lambda _checked=False, one=one: self._take_back(one))
            self.now.body.addWidget(back)

    def _take_back(self, arrangement: StandIn) -> None:
        attempt(lambda: take_back(self._session.app, arrangement))
        self._show_now()
        self._follow()
        self._vm.recount()

    def _save(self) -> Sequence[Problem]:
        who, by = self._people.get(self.who.value()), self._people.get(self.by.value())
        problems = [Problem(name, "Choose somebody.") for name, person in (("who", who), ("by", by)) if person is None]
        if who is None or by is None:
            return problems
        if self.kind.value() == _LEAVE:
            return self._arrange(who, by)
        return self._hand_everything_over(who, by)

    def _arrange(self, who: Person, by: Person) -> Sequence[Problem]:
        first, last = self.first.value(), self.last.value()
        missing = [
            Problem(name, "Enter the day.") for name, day in (("first_day", first), ("last_day", last)) if day is None
        ]
        if first is None or last is None:
            return missing
        problems = attempt(lambda: arrange_stand_in(self._session.app, who, by, first, last, self.reason.value()))
        if not problems:
            self._vm.acts.say(f"Arranged until {full_day(last)}.")
            self._vm.recount()
        return problems

    def _hand_everything_over(self, who: Person, by: Person) -> Sequence[Problem]:
        text = f"{who.name} is taken out of the directory, and {by.name} takes over everything that is open."
        if not self._session.dialogs.confirm("Leave and leavers", text, "Hand everything over"):
            return (Problem("", "Nothing was handed over."),)
        done: list[int] = []
        problems = attempt(lambda: done.append(hand_over_leaver(self._session.app, who, by, self.reason.value())))
        if not problems:
            one_by_one = f" {counted(done[0], 'item')} one by one." if done[0] else ""
            self._vm.acts.say(f"Handed over to {by.name}.{one_by_one}")
        return tuple(Problem("by" if p.field == "instead" else p.field, p.message) for p in problems)
