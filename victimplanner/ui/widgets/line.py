"""A line of text with an icon or a small button at its end, as large as the text asks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from victimplanner.ui import icons, theme


class EndButton(QAbstractButton):
    """An icon at the end of a line. With words it can be pressed; without, it is only a sign."""

    def __init__(self, icon: str, words: str, line: QLineEdit, *, tab: bool) -> None:
        super().__init__(line)
        self._icon_name = icon
        self._acts = bool(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if tab else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not words)
        self.setCursor(Qt.CursorShape.PointingHandCursor if words else Qt.CursorShape.IBeamCursor)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setToolTip(words)

    def set_icon_name(self, name: str) -> None:
        self._icon_name = name
        self.update()

    def sizeHint(self) -> QSize:
        side = max(theme.px(24), theme.SMALLEST_TARGET)
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
        if event.text().isprintable() and event.text():
            event.accept()  # typed while the button has the focus: it must not go on into the line unseen

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._acts and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, 3, 3)
        side = theme.px(14)
        place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        icons.paint(painter, place, self._icon_name, theme.colour("text" if self._acts else "text_secondary"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)


class Line(QLineEdit):
    """A line edit whose end may carry one icon."""

    end_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.end_button: EndButton | None = None
        theme.signals().changed.connect(self._place_end)

    def set_end(self, icon: str, words: str = "", *, tab: bool = False) -> EndButton:
        """Put an icon at the end; with `words` it emits `end_pressed`. `tab` makes it a Tab stop of its own."""
        self.end_button = EndButton(icon, words, self, tab=tab)
        self.end_button.clicked.connect(self.end_pressed)
        self._place_end()
        self.end_button.show()
        return self.end_button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_end()

    def _place_end(self) -> None:
        if self.end_button is None:
            return
        size = self.end_button.sizeHint()
        self.setTextMargins(0, 0, size.width() - theme.px(4), 0)
        self.end_button.resize(size)
        self.end_button.move(self.width() - size.width() - 3, (self.height() - size.height()) // 2)
