"""A key number: one figure in large type with what it counts, pressed to see the list behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets import label


class KeyNumber(QPushButton):
    """Number, title and note in one button. Where there is nothing behind it, it says why and cannot be pressed."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._number = label("", "number")
        self._title = label("", "strong", wrap=True)
        self._note = label("", "small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for part in (self._number, self._title, self._note):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.signals().changed.connect(self.updateGeometry)

    def show_number(self, number: str, title: str, note: str, *, has_list: bool) -> None:
        """Show "78%", "Applications on time", "87 of 112". `number` is "" where there is nothing to count."""
        self._number.setText(number or "–")
        self._title.setText(title)
        self._note.setText(note)
        self.setAccessibleName(f"{title}: {number or 'none to count'}. {note}")
        self.setAccessibleDescription("Opens the list behind the number." if has_list else "")
        self.setEnabled(has_list)
        self.updateGeometry()

    def words(self) -> tuple[str, str, str]:
        """Return what is shown: number, title, note."""
        return self._number.text(), self._title.text(), self._note.text()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inner = self.layout()
        assert inner is not None
        return max(inner.totalHeightForWidth(width), theme.px(theme.CONTROL_HEIGHT))

    def sizeHint(self) -> QSize:
        inner = self.layout()
        assert inner is not None
        return inner.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        inner = self.layout()
        assert inner is not None
        return inner.totalMinimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.isEnabled() and self.underMouse()
        fill = "selected" if self.isDown() else "hover" if over else "panel"
        painter.setBrush(theme.colour(fill))
        painter.setPen(QPen(theme.colour("border" if self.isEnabled() else "line"), 1))
        inset = 0.5
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            inset = 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        painter.end()
