"""The page of all duties: one list over every open case, filtered and counted; Enter opens the duty in its case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.due_item import DueState
from victimplanner.domain.ledger import right_title
from victimplanner.domain.urn import display_urn
from victimplanner.ui import theme
from victimplanner.ui.duty_words import due_words, result_pill
from victimplanner.ui.screens.all_duties.state import RESULT_WORDS, OfficeLine, Result
from victimplanner.ui.screens.all_duties.view_model import AllDutiesViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    ChoiceBox,
    Column,
    EmptyState,
    FlowRow,
    PageHeading,
    RecordTable,
    SearchBox,
    SecondaryButton,
    SegmentedChoice,
    announce,
    label,
)
from victimplanner.ui.widgets.why_popover import show_why

_NOTE = "Every duty of the open cases, the most pressing first."
_RIGHT, _TOLD, _OWNER = 1, 4, 5
_ROOM_FOR = {_TOLD: 900, _RIGHT: 760, _OWNER: 640}  # at 100 % text
_LATE = frozenset({DueState.OVERDUE, DueState.MET_LATE, DueState.NOT_MET})


class AllDutiesView(QWidget):
    """The manager's question: which cases need me."""

    asked = Signal(object)  # Destination
    said = Signal(str)
    KEY_HINTS = (
        ("↑↓", "Move"),
        ("Enter", "Open in case"),
        ("Shift+F1", "Why"),
        ("Ctrl+F", "Filter"),
        ("F5", "Recount"),
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("allDutiesView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = AllDutiesViewModel(session, self)
        self.view_model.asked.connect(self.asked)
        self._said = ""
        self._build()
        self.view_model.state_changed.connect(self._show)
        self._show()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        column.setSpacing(theme.CARD_GAP)
        self.open = SecondaryButton("&Open in case", key="Enter", object_name="openDuty")
        column.addWidget(PageHeading("Duties", _NOTE, self.open))
        self.banners = BannerStack()
        column.addWidget(self.banners)
        self.who = SegmentedChoice([(True, "Mine"), (False, "My unit")], "Whose duties", object_name="whoseDuties")
        self.result = ChoiceBox("Result", object_name="result")
        self.right = ChoiceBox("Right", object_name="right")
        self.owner = ChoiceBox("Owner", object_name="owner")
        self.search = SearchBox("Filter this list", object_name="dutiesFilter")
        self.search.setMaximumWidth(theme.px(240))
        self.counted = label("", "small")
        self.counted.setObjectName("dutiesCounted")
        column.addWidget(FlowRow(self.who, self.result, self.right, self.owner, self.search, self.counted))
        self.table = RecordTable(
            self._columns(), "Duties of all open cases", ring="row", framed=True, object_name="allDuties"
        )
        self.nothing = EmptyState("No duty matches.", "Choose another result, or clear the filter.")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        column.addWidget(self.pages, 1)
        self._connect()

    def _columns(self) -> list[Column]:
        return [
            Column("Case", lambda d: display_urn(d.item.urn), second=lambda d: d.case, width=190, bold=True),
            Column("Right", lambda d: d.item.right, width=70, tooltip=lambda d: right_title(d.item)),
            Column("Duty, and what starts it", lambda d: d.item.title, second=lambda d: d.item.why, stretch=1, width=220,
                   bold=True),
            Column("Due", lambda d: due_words(d.item, self._session.today), width=80),
            Column("Told", lambda d: d.told, second=lambda d: d.item.told_by, width=110),
            Column("Owner", lambda d: d.item.owner_name, width=110),
            Column("Result", lambda d: "", pill=lambda d: result_pill(d.item), width=140,
                   second=lambda d: d.result_words,
                   second_tone=lambda d: "overdue" if d.item.state in _LATE else ""),
        ]  # fmt: skip

    def _connect(self) -> None:
        model = self.view_model
        self.who.changed.connect(model.show_mine)
        self.result.activated.connect(lambda _: model.show_result(Result(self.result.value())))
        self.right.activated.connect(lambda _: model.show_right(self.right.value()))
        self.owner.activated.connect(lambda _: model.show_owner(self.owner.value()))
        self.search.textChanged.connect(model.filter)
        self.search.left_downwards.connect(self._into_table)
        self.search.returnPressed.connect(self._into_table)
        self.table.record_activated.connect(model.open)
        self.open.clicked.connect(self._open_current)
        theme.signals().changed.connect(self._give_room)
        QShortcut(QKeySequence("F5"), self, model.read)
        QShortcut(QKeySequence("Shift+F1"), self, self._why)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.banners.set_banners([Banner("error", "Not counted.", state.error, key="error")] if state.error else [])
        self.who.set_words(True, f"Mine  {state.mine}")
        self.who.set_words(False, f"My unit  {state.unit}")
        self.who.set_value(state.only_mine)
        self.result.set_choices((r, f"{words} ({state.counts.get(r, 0)})") for r, words in RESULT_WORDS.items())
        self.result.set_value(state.result)
        self.right.set_choices(
            [("", "All rights"), *((r, f"Right {r}" if r[:1].isdigit() else r) for r in state.rights)]
        )
        self.right.set_value(state.right)
        self.owner.set_choices([("", "All owners"), *((name, name) for name in state.owners)])
        self.owner.set_value(state.owner)
        counted = state.reading or state.counted
        self.counted.setText(counted)
        self.table.set_rows(state.lines)
        self.table.set_highlight(state.text.strip())
        if state.lines and not self.table.currentIndex().isValid():
            self.table.select_row(0)
        self.open.setEnabled(bool(state.lines))
        if not state.has_cases:
            self.nothing.set_words("No case yet.", "Duties appear as cases and events are entered.")
        elif not state.is_reading:
            self.nothing.set_words("No duty matches.", "Choose another result, or clear the filter.")
        self.pages.setCurrentWidget(self.table if state.lines or state.is_reading else self.nothing)
        if counted != self._said and self.isVisible():
            self._said = counted
            announce(self, counted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """In a narrow window columns give way; what they say stands in the case."""
        self.table.hide_columns(column for column, room in _ROOM_FOR.items() if self.width() < theme.px(room))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view_model.freshness.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view_model.freshness.set_watched(False)

    def arrive(self) -> None:
        """The page is shown again: keep the row, take the focus."""
        self.said.emit(self.view_model.state.counted)
        if self.view_model.state.lines:
            self.table.setFocus()
        else:
            self.result.setFocus()

    # ------------------------------------------------------------ intentions

    def _into_table(self) -> None:
        if self.view_model.state.lines:
            self.table.setFocus()

    def _current(self) -> OfficeLine | None:
        line: OfficeLine | None = self.table.current_record()
        return line

    def _open_current(self) -> None:
        line = self._current()
        if line is not None:
            self.view_model.open(line)

    def _why(self) -> None:
        line = self._current()
        if line is not None and line.item.working is not None:
            show_why(line.item.working, self.table.viewport(), self.table.visualRect(self.table.currentIndex()))
