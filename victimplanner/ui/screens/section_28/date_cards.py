"""The five dates of r.18.8(2) in a row of cards: set or missing, and where they stood before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.section_28 import CourtDate
from victimplanner.ui import theme
from victimplanner.ui.screens.section_28.state import DateCard, Section28Page
from victimplanner.ui.widgets import LinkButton, StatusPill, label

_LEAST_WIDTH = 176  # of one card; narrower pages put them in more rows


class DateBox(QFrame):
    """One date. Enter or a double click opens the order at it."""

    opened = Signal(object)  # CourtDate

    def __init__(self, which: CourtDate) -> None:
        super().__init__()
        self.which = which
        self.setObjectName(f"date_{which.value}")
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 9)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(6)
        self.rule = label("", "small")
        self.pill = StatusPill("unknown", "Missing")
        head.addWidget(self.rule, 1)
        head.addWidget(self.pill)
        column.addLayout(head)
        self.title = label("", "strong", wrap=True)
        self.day = label("", "section", wrap=True)
        self.where = label("", "small", wrap=True)
        self.earlier = label("", "small", wrap=True)
        for part in (self.title, self.day, self.where, self.earlier):
            column.addWidget(part)
        column.addStretch(1)

    def show_card(self, card: DateCard) -> None:
        """Write one date."""
        self.rule.setText(card.rule)
        self.pill.set_pill(*card.pill)
        self.title.setText(card.title)
        self.day.setText(card.day)
        theme.set_role(self.day, "secondary" if card.line.on is None else "section")
        self.where.setText(card.where)
        self.where.setVisible(bool(card.where))
        self.earlier.setText(card.earlier)
        self.earlier.setVisible(bool(card.earlier))
        words = ". ".join(part for part in (card.title, card.pill[1], card.day, card.where, card.earlier) if part)
        self.setAccessibleName(f"{card.rule}. {words}")
        self.setToolTip(card.earlier)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.which)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.which)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
            painter.end()


class DateCards(QWidget):
    """All five, in as many columns as fit, and the order from which they come."""

    opened = Signal(object)  # CourtDate
    history_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("courtDates")
        self.setAccessibleName("Five dates, CrimPR 2025 r.18.8(2)")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE_2)
        self.source = label("", "small", wrap=True)
        self.history = LinkButton("Orders and moved dates", small=True, object_name="ordersHistory")
        self.history.clicked.connect(self.history_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_3)
        foot.addWidget(self.source, 1)
        foot.addWidget(self.history)
        column.addLayout(foot)
        self.boxes = {which: DateBox(which) for which in CourtDate}
        self._columns = 0
        for box in self.boxes.values():
            box.opened.connect(self.opened)
        self._arrange(5)

    def show_page(self, page: Section28Page) -> None:
        """Write every date of the page."""
        for card in page.cards:
            self.boxes[card.which].show_card(card)
        self.source.setText(page.source_words)
        self.history.setVisible(bool(page.orders_history))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, place // columns, place % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(5, self.width() // theme.px(_LEAST_WIDTH))))
