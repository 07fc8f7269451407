"""The small dialogs of the worklist: put off, hand over, keep a filter, rename or delete one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from victimplanner.domain.due_item import DueItem
from victimplanner.domain.errors import Problem
from victimplanner.domain.worklists import SavedFilter
from victimplanner.services.saved_filters import delete_filter, rename_filter, save_filter
from victimplanner.ui.attempt import attempt
from victimplanner.ui.formats import counted
from victimplanner.ui.screens.worklist.view_model import WorklistViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import ChoiceField, DateField, LineField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form


class WorklistDialogs:
    """Opens the dialogs over one view. Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: WorklistViewModel, parent: QWidget) -> None:
        self._session = session
        self._vm = view_model
        self._parent = parent

    def put_off(self, items: Sequence[DueItem]) -> FormDialog:
        """Put items out of sight until a day, with why."""
        until = DateField("Put off &until", lambda: self._session.today, name="until")
        reason = LineField("&Waiting for", name="reason", hint="It stands with the duty. The duty itself goes on.")

        def save() -> Sequence[Problem]:
            day = until.value()
            if day is None:
                return (Problem("until", "Enter the day on which it comes back."),)
            return self._vm.acts.put_off(items, day, reason.value())

        return open_form(
            self._session.dialogs, self._parent, "Put off", "Put off", {"until": until, "reason": reason}, save,
            intro=f"{_what(items)} Back in the list on that day, at the latest on the day it is due.",
            spans={"until": 1},
        )  # fmt: skip

    def hand_over(self, items: Sequence[DueItem]) -> FormDialog:
        """Hand items over to somebody of the directory."""
        people = [(person.name, person.name) for person in self._vm.acts.colleagues()]
        to = ChoiceField("&To", [("", "Choose who does it"), *people], name="to")
        reason = LineField("&Why", name="reason", hint="May be left empty.")
        return open_form(
            self._session.dialogs, self._parent, "Hand over", "Hand over", {"to": to, "reason": reason},
            lambda: self._vm.acts.hand_over(items, to.value(), reason.value()),
            intro=f"{_what(items)} Nothing else in the case changes hands.",
        )  # fmt: skip

    def keep_filter(self) -> FormDialog:
        """Keep what is chosen now under a name."""
        name = LineField("&Name", name="name", hint="A filter of the same name gives way. No name of a witness.")

        def save() -> Sequence[Problem]:
            chosen = self._vm.state.choices.as_saved()
            problems = attempt(lambda: save_filter(self._session.app, name.value(), chosen))
            if not problems:
                self._vm.read_filters()
            return problems

        return open_form(
            self._session.dialogs, self._parent, "Keep this filter", "Keep filter", {"name": name}, save,
            intro="Whose items, which duties, the groups and the words are kept, for you alone.",
        )  # fmt: skip

    def manage_filters(self) -> FormDialog:
        """Give a filter another name, or delete it."""
        kept = {one.id: one for one in self._vm.state.filters}
        which = ChoiceField("&Filter", [(one.id, one.name) for one in kept.values()], name="which")
        name = LineField("New &name", name="name")
        name.set_value(next(iter(kept.values())).name if kept else "")
        which.changed.connect(lambda: name.set_value(kept[which.value()].name))

        def chosen() -> SavedFilter:
            return kept[which.value()]

        def save() -> Sequence[Problem]:
            problems = attempt(lambda: rename_filter(self._session.app, chosen(), name.value()))
            if not problems:
                self._vm.read_filters()
            return problems

        def delete() -> None:
            attempt(lambda: delete_filter(self._session.app, chosen()))
            self._vm.read_filters()

        return open_form(
            self._session.dialogs, self._parent, "Filters", "Rename filter", {"which": which, "name": name}, save,
            extra=("Delete filter", delete),
        )  # fmt: skip


def _what(items: Sequence[DueItem]) -> str:
    if len(items) == 1:
        return f"{items[0].witness_label}: {items[0].title.rstrip('.')}."
    return f"{counted(len(items), 'item')}."
