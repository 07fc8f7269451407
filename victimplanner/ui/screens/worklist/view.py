"""The worklist: what is due, by which rule, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.dates import day_and_date_no_year
from victimplanner.domain.deadlines import DueItem, DueState
from victimplanner.domain.urn import display_urn
from victimplanner.ui import theme
from victimplanner.ui.screens.worklist.empty import EmptyOffice
from victimplanner.ui.screens.worklist.view_model import GROUP_WORDS, WorklistViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    Column,
    EmptyState,
    FlowRow,
    GroupedList,
    PageHeading,
    Pill,
    PrimaryButton,
    SearchBox,
    SecondaryButton,
    SegmentedChoice,
    announce,
)
from victimplanner.ui.widgets.why_popover import show_why

_PILLS = {
    DueState.OVERDUE: ("overdue", "Overdue"),
    DueState.TODAY: ("today", "Due today"),
    DueState.THIS_WEEK: ("info", "This week"),
    DueState.NEXT_TWO_WEEKS: ("info", "Planned"),
    DueState.LATER: ("grey", "Later"),
    DueState.NOT_KNOWN: ("unknown", "Not known"),
}
_COUNTED = (DueState.OVERDUE, DueState.TODAY, DueState.THIS_WEEK, DueState.NOT_KNOWN)
_COUNT_WORDS = {
    DueState.OVERDUE: "overdue",
    DueState.TODAY: "today",
    DueState.THIS_WEEK: "this week",
    DueState.NOT_KNOWN: "not known",
}


def _due_words(item: DueItem) -> str:
    if item.due is None:
        return "–"
    return day_and_date_no_year(item.due) + (" (provisional)" if item.is_provisional else "")


_COLUMNS = (
    Column("Due", text=lambda i: "", pill=lambda i: Pill(*_PILLS[i.state]), width=112),
    Column(
        "Case",
        text=lambda i: display_urn(i.urn),
        second=lambda i: f"{i.witness_label} · {i.case_title}",
        width=196,
        bold=True,
    ),
    Column("What to do, and why", text=lambda i: i.title, second=lambda i: i.why, width=220, stretch=1, bold=True),
    Column("Rule", text=lambda i: i.citation, second=lambda i: i.rule_words, width=196),
    Column(
        "Due date",
        text=_due_words,
        second=lambda i: i.standing or "Not known",
        second_tone=lambda i: "overdue" if i.state is DueState.OVERDUE else "",
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
        self.who = SegmentedChoice([(False, "My unit"), (True, "Mine")], "Whose items")
        self.search = SearchBox("Filter this list")
        self.search.setObjectName("worklistFilter")
        self.search.setMaximumWidth(theme.px(260))
        self.counts = {
            state: SecondaryButton(_COUNT_WORDS[state], small=True, object_name=f"only_{state.value}")
            for state in _COUNTED
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
        column.addWidget(self.pages, 1)
        self._connect()

    def _connect(self) -> None:
        self.who.changed.connect(self.view_model.show_mine)
        self.search.textChanged.connect(self.view_model.filter)
        for state, button in self.counts.items():
            button.clicked.connect(lambda _checked=False, s=state: self.view_model.show_only(s))
        self.list.record_activated.connect(self.view_model.act)
        self.open.clicked.connect(self._open_current)
        self.done.clicked.connect(self._finish_current)
        self.new.clicked.connect(self.new_case_asked)
        self.empty.new_case_asked.connect(self.new_case_asked)
        self.empty.import_asked.connect(self.import_asked)
        self.empty.practice_asked.connect(self.view_model.fill_practice)
        QShortcut(QKeySequence("Ctrl+D"), self, activated=self._finish_current)
        QShortcut(QKeySequence("F5"), self, activated=self._recount)
        QShortcut(QKeySequence("Shift+F1"), self, activated=self._why)
        QShortcut(QKeySequence("Ctrl+F"), self, activated=self.search.setFocus)

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
                self.counts[due_state].set_words(f"{number} {_COUNT_WORDS[due_state]}" + (" only" if shown else ""))
                self.counts[due_state].setAccessibleDescription(f"Show only {GROUP_WORDS[due_state].lower()}")
        self.list.set_groups(list(state.groups))
        self.list.set_highlight(state.text.strip())
        self.nothing.set_words("Nothing is due." if not state.text else "Nothing matches the filter.", state.next_words)
        self._bar.setVisible(state.has_cases)
        self.done.setVisible(state.has_cases)
        self.open.setVisible(state.has_cases)
        shown_page = self.empty if not state.has_cases else self.list if state.groups else self.nothing
        self.pages.setCurrentWidget(shown_page)
        self.said.emit(state.counted_at)

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
            show_why(item.working, self.list)
