"""A pill that can be pressed: a count that filters the list below it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets.pill import Pill, paint_pill, pill_size


class PillButton(QPushButton):
    """Shows a status with its shape; while it is checked a bar under it and its name say so."""

    def __init__(self, kind: str, word: str, *, object_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pill = Pill(kind, word)
        self.setObjectName(object_name)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(word)
        theme.signals().changed.connect(self.updateGeometry)

    def set_words(self, word: str) -> None:
        """Change the words and the accessible name together."""
        self._pill = self._pill._replace(word=word)
        self.setText(word)
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def pill(self) -> Pill:
        return self._pill

    def sizeHint(self) -> QSize:
        size = pill_size(self._pill)
        return QSize(round(size.width()) + 7, max(theme.SMALLEST_TARGET, round(size.height()) + 7))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = pill_size(self._pill)
        place = QPointF(3, (self.height() - size.height()) / 2)
        if self.isChecked():
            painter.setPen(QPen(theme.colour(self._pill.kind), 2))
            below = place.y() + size.height() + 2
            painter.drawLine(QPointF(place.x(), below), QPointF(place.x() + size.width(), below))
        paint_pill(painter, QRectF(place, size), self._pill)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS + 1, theme.RADIUS + 1)
