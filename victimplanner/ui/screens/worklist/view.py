"""The worklist: what is due, by which rule, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.dates import day_and_date_no_year
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.urn import display_urn
from victimplanner.ui import theme
from victimplanner.ui.screens.worklist.detail import ItemDetail
from victimplanner.ui.screens.worklist.empty import EmptyOffice
from victimplanner.ui.screens.worklist.view_model import GROUP_WORDS, WorklistViewModel
from victimplanner.ui.screens.worklist.words import COUNTED, count_words, kind_of, pill_of
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Column,
    EmptyState,
    FlowRow,
    GroupedList,
    PageHeading,
    PrimaryButton,
    SearchBox,
    SecondaryButton,
    SegmentedChoice,
    announce,
)
from victimplanner.ui.widgets.pill_button import PillButton
from victimplanner.ui.widgets.why_popover import show_why

_RULE, _OWNER = 3, 5
_ROOM_FOR_COLUMN = {_OWNER: 900, _RULE: 740}  # widths of the page at 100 % text
_ROOM_FOR_DETAIL = 1500  # of the page itself: a window of 1600


def _due_words(item: DueItem) -> str:
    if item.due is None:
        return "–"
    return day_and_date_no_year(item.due) + (" (provisional)" if item.is_provisional else "")


def _standing(item: DueItem) -> str:
    return item.standing or ("Add date" if item.missing else "Not known")


_COLUMNS = (
    Column("Due", text=lambda i: "", pill=pill_of, width=128, middle=True),
    Column(
        "Case",
        text=lambda i: display_urn(i.urn),
        second=lambda i: f"{i.witness_label} · {i.case_title}",
        width=186,
        bold=True,
    ),
    Column("What to do, and why", text=lambda i: i.title, second=lambda i: i.why, width=220, stretch=1, bold=True),
    Column("Rule", text=lambda i: i.citation, second=lambda i: i.rule_words, width=196),
    Column(
        "Due date",
        text=_due_words,
        second=_standing,
        second_tone=lambda i: "overdue" if i.state is DueState.OVERDUE else "link" if i.missing else "",
        width=140,
    ),
    Column("Owner", text=lambda i: i.owner_name, width=96),
)


class WorklistView(QWidget):
    """The first page after unlocking."""

    asked = Signal(object)  # Destination
    new_case_asked = Signal()
    import_asked = Signal()
    said = Signal(str)
    KEY_HINTS = (
        ("↑↓", "Move"),
        ("Enter", "Open"),
        ("Shift+F1", "Why"),
        ("Ctrl+D", "Done"),
        ("F5", "Recount"),
        ("Ctrl+K", "Find"),
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("worklistView")
        self.setProperty("page", True)
        self.view_model = WorklistViewModel(session, self)
        self.view_model.asked.connect(self.asked)
        self._groups_shown: object = None
        self._hidden: set[int] = set()
        self._build()
        self.view_model.state_changed.connect(self._show)
        self._show()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        column.setSpacing(theme.CARD_GAP)
        self.done = SecondaryButton("Mark as &done…", key="Ctrl+D", object_name="markDone")
        self.open = SecondaryButton("&Open case", key="Enter", object_name="openItem")
        self.new = PrimaryButton("&New case", icon="plus", key="Ctrl+N", object_name="newCase")
        column.addWidget(
            PageHeading("Worklist", "What is due, for whom, by which rule, and why.", self.done, self.open, self.new)
        )
        self.banners = BannerStack()
        column.addWidget(self.banners)
        self.who = SegmentedChoice([(True, "Mine"), (False, "My unit")], "Whose items")
        self.search = SearchBox("Filter this list")
        self.search.setObjectName("worklistFilter")
        self.search.setMaximumWidth(theme.px(260))
        self.counts = {
            state: PillButton(kind_of(state), count_words(state, 0), object_name=f"only_{state.value}")
            for state in COUNTED
        }
        bar = QHBoxLayout()
        bar.addWidget(FlowRow(self.who, self.search), 3)
        bar.addWidget(FlowRow(*self.counts.values(), right=True), 2)
        self._bar = QWidget()
        self._bar.setLayout(bar)
        bar.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        self.list = GroupedList(_COLUMNS, "Worklist")
        self.nothing = EmptyState("Nothing is due.", "", icon="check")
        self.empty = EmptyOffice()
        self.pages = QStackedWidget()
        for page in (self.list, self.nothing, self.empty):
            self.pages.addWidget(page)
        self.detail = ItemDetail()
        self.detail.hide()
        panes = QHBoxLayout()
        panes.setSpacing(theme.SPACE_3)
        panes.addWidget(self.pages, 1)
        panes.addWidget(self.detail)
        column.addLayout(panes, 1)
        self._connect()

    def _connect(self) -> None:
        self.who.changed.connect(self.view_model.show_mine)
        self.search.textChanged.connect(self.view_model.filter)
        for state, button in self.counts.items():
            button.clicked.connect(lambda _checked=False, s=state: self.view_model.show_only(s))
        self.search.left_downwards.connect(self._into_list)
        self.search.returnPressed.connect(self._into_list)
        self.list.record_activated.connect(self.view_model.act)
        self.list.current_record_changed.connect(self.view_model.choose)
        self.detail.open_asked.connect(self._open_current)
        self.detail.why_asked.connect(self._why)
        self.open.clicked.connect(self._open_current)
        self.done.clicked.connect(self._finish_current)
        self.new.clicked.connect(self.new_case_asked)
        self.empty.new_case_asked.connect(self.new_case_asked)
        self.empty.import_asked.connect(self.import_asked)
        self.empty.practice_asked.connect(self.view_model.fill_practice)
        theme.signals().changed.connect(self._give_room)
        QShortcut(QKeySequence("Ctrl+D"), self, self._finish_current)
        QShortcut(QKeySequence("F5"), self, self._recount)
        QShortcut(QKeySequence("Shift+F1"), self, self._why)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.banners.set_banners([Banner("error", "Not done.", state.error)] if state.error else [])
        self.who.set_words(False, f"My unit  {state.unit}")
        self.who.set_words(True, f"Mine  {state.mine}")
        self.who.set_value(state.only_mine)
        for due_state, number in state.counts:
            if due_state in self.counts:
                shown = state.only is due_state
                self.counts[due_state].set_words(count_words(due_state, number) + (" only" if shown else ""))
                self.counts[due_state].setChecked(shown)
                self.counts[due_state].setAccessibleDescription(f"Show only {GROUP_WORDS[due_state].lower()}")
        self._show_groups()
        self.empty.show_filling(state.is_filling)
        self.detail.show_detail(state.detail)
        self.list.set_highlight(state.text.strip())
        self.nothing.set_words("Nothing is due." if not state.text else "Nothing matches the filter.", state.next_words)
        self._bar.setVisible(state.has_cases)
        self.done.setVisible(state.has_cases)
        self.open.setVisible(state.has_cases)
        shown_page = self.empty if not state.has_cases else self.list if state.groups else self.nothing
        began = self.pages.currentWidget() is self.empty and shown_page is self.list
        self.pages.setCurrentWidget(shown_page)
        if began and self.isVisible():
            self.list.setFocus()
        self.detail.setVisible(state.has_cases and self.width() >= theme.px(_ROOM_FOR_DETAIL))
        self.said.emit(state.counted_at)

    def _show_groups(self) -> None:
        """Fill the list; where the current item has gone, the one that took its place is current."""
        groups = self.view_model.state.groups
        if groups == self._groups_shown:
            return
        before, current = self.list.groups.records(), self.list.current_record()
        place = before.index(current) if current in before else 0
        self._groups_shown = groups
        self.list.set_groups(list(groups))
        after = self.list.groups.records()
        if self.list.current_record() is None and after:
            self.list.select_record(after[min(place, len(after) - 1)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view_model.freshness.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view_model.freshness.set_watched(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """From 1600 pixels on, the item in full stands beside the list."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Large text in a narrow window: owner and rule give way; the rule stands in "Why this date?" as well."""
        hidden = {column for column, least in _ROOM_FOR_COLUMN.items() if self.width() < theme.px(least)}
        if hidden != self._hidden:
            self._hidden = hidden
            self.list.set_hidden(hidden)
        roomy = self.width() >= theme.px(_ROOM_FOR_DETAIL) and self.view_model.state.has_cases
        self.detail.setVisible(roomy)
        self.view_model.show_details(roomy)

    def arrive(self) -> None:
        """The page is shown again: keep the row, take the focus."""
        self.said.emit(self.view_model.state.counted_at)
        if not self.view_model.state.has_cases:
            self.empty.focus_first()
            return
        if self.list.current_record() is None:
            self.list.select_first()
        self.list.setFocus()

    # ------------------------------------------------------------ intentions

    def _into_list(self) -> None:
        if self.list.groups.records():
            self.list.setFocus()

    def _open_current(self) -> None:
        if (item := self.list.current_record()) is not None:
            self.view_model.act(item)

    def _finish_current(self) -> None:
        if (item := self.list.current_record()) is not None:
            self.view_model.finish(item)

    def _recount(self) -> None:
        self.view_model.recount()
        announce(self, f"{self.view_model.state.unit} open")

    def _why(self) -> None:
        item = self.list.current_record()
        if item is not None and item.working is not None:
            show_why(item.working, self.list.viewport(), self.list.visualRect(self.list.currentIndex()))
