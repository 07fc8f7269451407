"""The bar above the worklist: whose items, which duties, in which groups, which words; and the counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from victimplanner.services.worklist import Whose
from victimplanner.ui import theme
from victimplanner.ui.formats import counted
from victimplanner.ui.screens.worklist.state import (
    GROUP_WORDS,
    GROUPING_WORDS,
    KIND_WORDS,
    WHOSE_WORDS,
    Choices,
    WorklistState,
)
from victimplanner.ui.screens.worklist.view_model import WorklistViewModel
from victimplanner.ui.screens.worklist.words import COUNTED, count_words, with_number
from victimplanner.ui.widgets import ChoiceBox, FlowRow, SearchBox, SegmentedChoice
from victimplanner.ui.widgets.pill_button import PillButton

_EVERYBODY = "Every owner"


class WorklistBar(QWidget):
    """Choices go straight to the view-model; kept filters are chosen here or with Alt and their number."""

    keep_asked = Signal()
    manage_asked = Signal()

    def __init__(self, view_model: WorklistViewModel) -> None:
        super().__init__()
        self._vm = view_model
        self.who = SegmentedChoice(list(WHOSE_WORDS.items()), "Whose items")
        self.kind = ChoiceBox("Kind of duty", object_name="worklistKind")
        self.kind.set_choices(KIND_WORDS.items())
        self.owner = ChoiceBox("Owner", object_name="worklistOwner")
        self.owner.set_choices([("", _EVERYBODY)])
        self.by = ChoiceBox("Groups", object_name="worklistGroups")
        self.by.set_choices(GROUPING_WORDS.items())
        self.search = SearchBox("Filter this list", object_name="worklistFilter")
        self.filters = QMenu("&Filters", self)
        self.filters.aboutToShow.connect(self._fill_menu)
        self.counts = {
            state: PillButton(kind, count_words(state, 0), object_name=f"only_{state.value}")
            for state, (kind, _word) in COUNTED.items()
        }
        self.put_off = PillButton("grey", "0 put off", object_name="only_put_off")
        self.put_off.setAccessibleDescription("Show only what is put off until a later day")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(FlowRow(self.who, self.kind, self.owner, self.by, self.search), 3)
        row.addWidget(FlowRow(*self.counts.values(), self.put_off, right=True, gap=1), 2)
        self._fit()
        theme.signals().changed.connect(self._fit)
        self._connect()

    def _fit(self) -> None:
        """All choices stand in one line beside the counts at the size of the drawing."""
        for part, width in ((self.kind, 128), (self.owner, 122), (self.by, 104), (self.search, 150)):
            part.setFixedWidth(theme.px(width))

    def _connect(self) -> None:
        vm = self._vm
        self.who.changed.connect(vm.show_whose)
        self.kind.activated.connect(lambda _row: vm.show_kind(self.kind.value()))
        self.owner.activated.connect(lambda _row: vm.show_owner(self.owner.value()))
        self.by.activated.connect(lambda _row: vm.group(self.by.value()))
        self.search.textChanged.connect(self._search)
        for state, button in self.counts.items():
            button.clicked.connect(lambda _checked=False, s=state: vm.show_only(s))
        self.put_off.clicked.connect(lambda _checked=False: vm.show_put_off(not vm.state.choices.put_off))

    def _search(self, text: str) -> None:
        if text != self._vm.state.choices.text:
            self._vm.filter(text)

    def show_state(self, state: WorklistState) -> None:
        """Write what is chosen, and the counts."""
        choices = state.choices
        for whose, words in WHOSE_WORDS.items():
            self.who.set_words(whose, with_number(words, state.totals.get(whose) if state.totals else None))
        self.who.button(Whose.ALL).setVisible(state.has_units or choices.whose is Whose.ALL)
        self.who.set_value(choices.whose)
        self.kind.set_value(choices.kind)
        self.by.set_value(choices.by)
        owners = dict.fromkeys((*state.owners, *([choices.owner] if choices.owner else [])))
        self.owner.set_choices([("", _EVERYBODY), *((name, name or "Nobody named") for name in owners if name)])
        self.owner.set_value(choices.owner)
        if self.search.text() != choices.text:
            self.search.setText(choices.text)
        self._show_counts(state, choices)

    def _show_counts(self, state: WorklistState, choices: Choices) -> None:
        for due_state, button in self.counts.items():
            shown = choices.only is due_state
            number = state.counts.get(due_state, 0) if state.counts is not None else None
            button.set_words(count_words(due_state, number) + (" only" if shown else ""))
            button.setChecked(shown)
            button.setAccessibleDescription(f"Show only {GROUP_WORDS[due_state].lower()}")
        self.put_off.setVisible(bool(state.put_off) or choices.put_off)
        self.put_off.set_words(f"{state.put_off} put off" + (" only" if choices.put_off else ""))
        self.put_off.setChecked(choices.put_off)

    def _fill_menu(self) -> None:
        """The filters that are kept, each with its key, and what can be done with them."""
        menu = self.filters
        menu.clear()
        for number, kept in enumerate(self._vm.state.filters, 1):
            self._entry(kept.name.replace("&", "&&") + f"\tAlt+{number}", lambda n=number: self._vm.use_filter(n))
        if self._vm.state.filters:
            menu.addSeparator()
        self._entry("&Show all again", self._vm.show_all)
        self._entry("&Keep this filter…", self.keep_asked.emit)
        manage = self._entry("&Rename or delete…", self.manage_asked.emit)
        manage.setEnabled(bool(self._vm.state.filters))

    def _entry(self, words: str, act: Callable[[], object]) -> object:
        action = self.filters.addAction(words)
        action.triggered.connect(lambda _checked=False: act())
        return action


def matching_words(state: WorklistState) -> str:
    """Return what is read out after a choice: "6 of 148 items"."""
    whole = sum(state.counts.values()) if state.counts is not None else None
    if state.matching is None or whole is None:
        return ""
    return f"{state.matching} of {counted(whole, 'item')}" if state.matching != whole else counted(whole, "item")
