"""A choice between a few words, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets.buttons import Button, plain_words


class SegmentedChoice(QWidget):
    """Exclusive buttons side by side: Plan, Record, Follow-up. One Tab stop; arrow keys move."""

    changed = Signal(object)
    """The value the person chose."""

    def __init__(
        self,
        choices: Iterable[tuple[Any, str]],
        name: str,
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`choices` are (value, words); words may end in a count, "Mine  8"."""
        super().__init__(parent)
        if object_name:
            self.setObjectName(object_name)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: list[Any] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for value, words in choices:
            button = _Segment(words, self)
            self._group.addButton(button, len(self._values))
            self._values.append(value)
            row.addWidget(button)
        self._mark_ends()
        if self._values:
            self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda number: self.changed.emit(self._values[number]))
        self._keep_one_tab_stop()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> Any:
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose without telling."""
        self._group.button(self._values.index(value)).setChecked(True)
        self._keep_one_tab_stop()

    def set_words(self, value: Any, words: str) -> None:
        """Change the words of a choice, for instance its count."""
        button = self._group.button(self._values.index(value))
        assert isinstance(button, Button)
        button.set_words(words)

    def button(self, value: Any) -> Button:
        found = self._group.button(self._values.index(value))
        assert isinstance(found, Button)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0
        )
        if not step:
            super().keyPressEvent(event)
            return
        count = len(self._values)
        number = (self._group.checkedId() + step) % count
        while not self._group.button(number).isEnabled() and number != self._group.checkedId():
            number = (number + step) % count
        button = self._group.button(number)
        button.setChecked(True)
        self._keep_one_tab_stop()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit(self._values[number])

    def _keep_one_tab_stop(self) -> None:
        for button in self._group.buttons():
            strong = Qt.FocusPolicy.StrongFocus
            button.setFocusPolicy(strong if button.isChecked() else Qt.FocusPolicy.ClickFocus)
        chosen = self._group.checkedButton()
        if chosen is not None:
            self.setFocusProxy(chosen)

    def _mark_ends(self) -> None:
        last = len(self._values) - 1
        for number in range(len(self._values)):
            segment = self._group.button(number)
            assert isinstance(segment, _Segment)
            segment.first, segment.last = number == 0, number == last
            segment.toggled.connect(lambda _: self._keep_one_tab_stop())


class _Segment(Button):
    first = True
    last = True

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent=parent)
        self.setCheckable(True)
        self.toggled.connect(lambda _: self.updateGeometry())

    def _font(self) -> QFont:
        return theme.font("strong" if self.isChecked() else "body")

    def _parts_width(self, *, narrow: bool = False) -> float:  # as wide as when chosen, so that nothing moves
        return theme.metrics("strong").horizontalAdvance(plain_words(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the group moves
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, _border, ink = self._colours()
        box = QRectF(self.rect())
        whole = box.adjusted(0.5 if self.first else -6, 0.5, -0.5 if self.last else 6, -0.5)
        painter.setClipRect(box)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)
        if not self.last:
            painter.drawLine(box.topRight(), box.bottomRight())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(theme.colour("panel"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2, 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRect(box.adjusted(3, 3, -3, -3))
        self._paint_parts(painter, box, ink, fill)
