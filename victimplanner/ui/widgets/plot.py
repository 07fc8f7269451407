"""A plot on the screen: the drawing of the papers as SVG, in the colours of the theme, sharp at any size.

SVG through QtSvg, not a second drawing with QPainter: with patterns as plain strokes and the font we ship it looks as
on paper, words are as wide as they were measured, and no line of drawing is written twice.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from victimplanner.domain.plot_parts import Fill, PlotColours
from victimplanner.ui import theme

_MARGIN = 5  # pixels; the focus ring stands in it
_WANTED_HEIGHT = 180  # pixels at 100 % text
_LEAST_WIDTH = 18  # sizes of the letters, as the drawing has it

SvgMaker = Callable[[float, float, PlotColours], bytes]
"""Gives the SVG of a plot for a width and a height in pixels and the colours of the theme."""
HeightFinder = Callable[[float, PlotColours], float]
"""Gives the least height of a plot for a width in pixels; asked for every width that a layout tries."""


class PlotView(QWidget):
    """Shows one plot and asks for it anew when its size, the text size or the theme changes.

    It becomes as high as the words of the plot need at the width it has; give it a page that scrolls. Enter and
    double click ask for the list behind the numbers.
    """

    activated = Signal()

    def __init__(self, title: str, *, wanted_height: int = _WANTED_HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: SvgMaker | None = None
        self._find_height: HeightFinder | None = None
        self._wanted_height = wanted_height
        self._renderer = QSvgRenderer(self)
        self._drawn: tuple[int, int] | None = None
        self._least: dict[int, int] = {}  # height needed, by width
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.our_family()
        theme.signals().changed.connect(self._draw_anew)

    def show_plot(self, words: str, make: SvgMaker, find_height: HeightFinder) -> None:
        """Show a plot; `words` are its numbers for readers."""
        self._make, self._find_height = make, find_height
        self.setAccessibleDescription(words)
        self._draw_anew()

    def svg(self) -> bytes:
        """Return the plot as it is shown now; b"" while there is none."""
        return self._svg(self.width(), self.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._least_height(width), theme.px(self._wanted_height))

    def sizeHint(self) -> QSize:
        width = self.minimumSizeHint().width() * 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(_LEAST_WIDTH * _text_size(self)) + 2 * _MARGIN, theme.px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        size = (self.width(), self.height())
        if self._make is not None and self._drawn != size:
            self._renderer.load(QByteArray(self._svg(*size)))
            self._drawn = size
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._make is not None:
            shown = self._renderer.viewBoxF().size()
            self._renderer.render(painter, QRectF(_MARGIN, _MARGIN, shown.width(), shown.height()))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit()

    def _svg(self, width: int, height: int) -> bytes:
        if self._make is None:
            return b""
        return self._make(width - 2 * _MARGIN, height - 2 * _MARGIN, plot_colours(_text_size(self)))

    def _least_height(self, width: int) -> int:
        if self._find_height is not None and width not in self._least:
            height = self._find_height(width - 2 * _MARGIN, plot_colours(_text_size(self)))
            self._least[width] = ceil(height) + 2 * _MARGIN
        return self._least.get(width, 0)

    def _draw_anew(self) -> None:
        self._drawn = None
        self._least.clear()
        self.updateGeometry()
        self.update()


def plot_colours(text_size: float) -> PlotColours:
    """The colours of the theme in use for a plot on a card; `text_size` is in pixels."""
    now = theme.current()
    return PlotColours(
        text=now.text,
        secondary=now.text_secondary,
        rule=now.line,
        ground=now.panel,
        solid=Fill(now.accent, now.on_accent),
        lines=Fill(now.refused.ink, now.refused.tint),
        dots=Fill(now.today.ink, now.today.tint),
        white=Fill(now.unknown.ink, now.unknown.tint),
        text_size=text_size,
    )


def _text_size(widget: QWidget) -> float:
    return theme.font("small").pointSizeF() * widget.logicalDpiY() / 72
