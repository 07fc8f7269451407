"""The frame of banners and of cards with a meaning: a thin border and a broad left edge, drawn in one piece."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from victimplanner.ui import theme

EDGE = 5


def paint_edge(widget: QWidget, ink: str, tint: str) -> None:
    """Fill a widget with the token `tint` and draw its frame in the token `ink`."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    shape = QPainterPath()
    shape.addRoundedRect(box, theme.RADIUS, theme.RADIUS)
    painter.fillPath(shape, theme.colour(tint))
    painter.save()
    painter.setClipRect(QRectF(0, 0, EDGE, widget.height()))
    painter.fillPath(shape, theme.colour(ink))
    painter.restore()
    painter.setPen(QPen(theme.colour(ink), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.end()
