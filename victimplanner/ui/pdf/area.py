"""The pages of a paper, one under the other; only what is in view is drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from victimplanner.ui import theme
from victimplanner.ui.pdf.pages import POINTS_PER_INCH, Hit, PdfPages
from victimplanner.ui.tokens import LIGHT

FIT_PAGE, FIT_WIDTH = "page", "width"
ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 350, 400)
"""The steps of the zoom, in per cent of the size on paper."""
_SCREEN_DPI = 96
_MARGIN, _GAP = 14, 20  # a fitted page stands alone in view
_TILE = 768  # dots: a page is drawn in squares, so that a large one costs no more than what is seen of it
_TILES_KEPT = 40
_LINE = 48  # pixels that an arrow key scrolls
_STILL_READABLE = 64  # of 255: how much a mark hides of the words under it


class PageArea(QAbstractScrollArea):
    """Shows the pages at a size that fits, or at a zoom; keys turn pages, plus and minus change the size."""

    page_changed = Signal(int)
    """The page in view, from 0."""
    zoom_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pageArea")
        self.setAccessibleName("Page preview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # a bar that came and went would change the width, and with it the height of a fitted page, for ever
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._pages: PdfPages | None = None
        self._tops: list[float] = []
        self._tiles: OrderedDict[tuple[int, float, int, int], QImage] = OrderedDict()
        self._size: str | int = FIT_PAGE
        self._page = 0
        self._is_placing = False
        self._hits: Sequence[Hit] = ()
        self._current_hit: Hit | None = None
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # ------------------------------------------------------------ what is shown

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show other pages, staying at the same page if there is one."""
        self._pages = pages
        self._tiles.clear()
        self._hits, self._current_hit = (), None
        self._lay_out()
        self.go_to(self._page)

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self._page

    def go_to(self, number: int, point: QPointF | None = None) -> None:
        """Bring a page into view, or a point of it, in dots of the paper (points from its upper left)."""
        if self._pages is None or not self._pages.count:
            return
        number = max(0, min(self._pages.count - 1, number))
        self._is_placing = True
        if point is None:
            self.verticalScrollBar().setValue(round(self._tops[number]) - _MARGIN)
        else:
            self._show_point(number, point)
        self._is_placing = False
        self._set_page(number)

    def _show_point(self, number: int, point: QPointF) -> None:
        """Scroll as little as brings a point well into view."""
        at = self._page_box(number).topLeft() + point * self.scale
        for bar, place, room in (
            (self.verticalScrollBar(), at.y(), self.viewport().height()),
            (self.horizontalScrollBar(), at.x(), self.viewport().width()),
        ):
            if not room * 0.1 <= place <= room * 0.85:
                bar.setValue(bar.value() + round(place - room * 0.4))

    def mark(self, hits: Sequence[Hit], current: Hit | None) -> None:
        """Mark the words that were found; the current ones are framed and brought into view."""
        self._hits, self._current_hit = hits, current
        if current is not None and current.boxes:
            self.go_to(current.page, current.boxes[0].center())
        self.viewport().update()

    # ------------------------------------------------------------ size

    @property
    def size_chosen(self) -> str | int:
        """FIT_PAGE, FIT_WIDTH or the zoom in per cent."""
        return self._size

    def set_size(self, size: str | int, about: QPointF | None = None) -> None:
        """Fit the page or the width, or zoom (held between 50 and 400 %); the place `about` stays where it is."""
        if not isinstance(size, str):
            size = max(ZOOMS[0], min(ZOOMS[-1], size))
        if size == self._size or self._pages is None:
            self._size = size
            return
        number, within = self._place_at(about or QPointF(self.viewport().width() / 2, self.viewport().height() / 3))
        before = about or QPointF(self.viewport().width() / 2, self.viewport().height() / 3)
        page = self._page
        self._size = size
        self._lay_out()
        if size == FIT_PAGE:
            self.go_to(page)
        else:
            self._is_placing = True
            moved = self._page_box(number).topLeft() + within * self.scale - before
            self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() + moved.y()))
            self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() + moved.x()))
            self._is_placing = False
            self._set_page(self._page_in_view())
        self.zoom_changed.emit()

    def zoom(self, step: int, about: QPointF | None = None) -> None:
        """Go to the next larger (1) or smaller (-1) size."""
        now = self.percent
        if step > 0:
            self.set_size(next((z for z in ZOOMS if z > now), ZOOMS[-1]), about)
        else:
            self.set_size(next((z for z in reversed(ZOOMS) if z < now), ZOOMS[0]), about)

    @property
    def percent(self) -> int:
        """The size of the page on screen, in per cent of that on paper."""
        return round(self.scale * POINTS_PER_INCH / _SCREEN_DPI * 100)

    @property
    def scale(self) -> float:
        """Pixels per point."""
        if isinstance(self._size, int):
            return self._size / 100 * _SCREEN_DPI / POINTS_PER_INCH
        width, height = self._largest()
        room = QSizeF(self.viewport().size()) - QSizeF(2 * _MARGIN, 2 * _MARGIN)
        if self._size == FIT_WIDTH:
            return max(0.2, room.width() / width)
        return max(0.2, min(room.width() / width, room.height() / height))

    def _largest(self) -> tuple[float, float]:
        sizes = self._pages.sizes if self._pages is not None and self._pages.count else ((595.0, 842.0),)
        return max(width for width, _ in sizes), max(height for _, height in sizes)

    # ------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        """Place the pages, and let the scroll bars reach all of them."""
        scale = self.scale
        top = float(_MARGIN)
        self._tops = []
        for _width, height in self._pages.sizes if self._pages is not None else ():
            self._tops.append(top)
            top += round(height * scale) + _GAP
        room = self.viewport().size()
        for bar, needed, seen in (
            (self.verticalScrollBar(), top - _GAP + _MARGIN if self._tops else 0, room.height()),
            (self.horizontalScrollBar(), self._largest()[0] * scale + 2 * _MARGIN if self._tops else 0, room.width()),
        ):
            bar.setRange(0, max(0, int(needed) - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(_LINE)
        self.viewport().update()

    def _page_box(self, number: int) -> QRectF:
        """Where a page stands in the viewport, on whole dots of the screen so that letters stay crisp."""
        assert self._pages is not None
        width, height = self._pages.sizes[number]
        scale, ratio = self.scale, self.devicePixelRatioF()
        side = max(self.viewport().width(), self._largest()[0] * scale + 2 * _MARGIN)
        left = (side - width * scale) / 2 - self.horizontalScrollBar().value()
        top = self._tops[number] - self.verticalScrollBar().value()
        return QRectF(
            round(left * ratio) / ratio,
            round(top * ratio) / ratio,
            round(width * scale * ratio) / ratio,
            round(height * scale * ratio) / ratio,
        )

    def _place_at(self, at: QPointF) -> tuple[int, QPointF]:
        """The page under a point of the viewport, and where on it, in points."""
        number = max(0, bisect_right(self._tops, at.y() + self.verticalScrollBar().value()) - 1)
        return number, (at - self._page_box(number).topLeft()) / self.scale

    def _in_view(self) -> range:
        first = max(0, bisect_right(self._tops, self.verticalScrollBar().value()) - 1)
        last = bisect_right(self._tops, self.verticalScrollBar().value() + self.viewport().height())
        return range(first, last)

    def _page_in_view(self) -> int:
        """The page of which most is seen."""
        room = QRectF(self.viewport().rect())
        return max(self._in_view(), key=lambda n: self._page_box(n).intersected(room).height(), default=0)

    def _on_scrolled(self) -> None:
        self.viewport().update()
        if not self._is_placing and self._tops and self._page_in_view() != self._page:
            self._set_page(self._page_in_view())

    def _set_page(self, number: int) -> None:
        self._page = number
        self.page_changed.emit(number)

    # ------------------------------------------------------------ drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("sunk"))
        if self._pages is not None:
            for number in self._in_view():
                self._paint_page(painter, number)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_page(self, painter: QPainter, number: int) -> None:
        box = self._page_box(number)
        ratio = self.devicePixelRatioF()
        seen = box.intersected(QRectF(self.viewport().rect())).translated(-box.topLeft())
        dots = QRect(0, 0, round(box.width() * ratio), round(box.height() * ratio))
        side = _TILE
        for row in range(int(seen.top() * ratio) // side, int(seen.bottom() * ratio) // side + 1):
            for column in range(int(seen.left() * ratio) // side, int(seen.right() * ratio) // side + 1):
                part = QRect(column * side, row * side, side, side).intersected(dots)
                if not part.isEmpty():
                    image = self._tile(number, row, column, part, ratio)
                    painter.drawImage(box.topLeft() + QPointF(part.topLeft()) / ratio, image)
        for hit in self._hits:
            if hit.page == number:
                self._paint_hit(painter, hit, box.topLeft())
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_hit(self, painter: QPainter, hit: Hit, origin: QPointF) -> None:
        """Marks are those of light colours in every theme: paper is white in all of them."""
        is_current = hit == self._current_hit
        fill = QColor(LIGHT.today.ink if is_current else LIGHT.accent)
        fill.setAlpha(_STILL_READABLE)
        painter.setPen(QPen(QColor(LIGHT.today.ink), 2) if is_current else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        for box in hit.boxes:
            placed = QRectF(origin + box.topLeft() * self.scale, box.size() * self.scale)
            painter.drawRect(placed.adjusted(-1, -1, 1, 1))

    def _tile(self, number: int, row: int, column: int, part: QRect, ratio: float) -> QImage:
        """A square of a page, drawn once and kept while it is among those last used."""
        assert self._pages is not None
        scale = self.scale * ratio
        key = (number, scale, row, column)
        image = self._tiles.pop(key, None)
        if image is None:
            image = self._pages.picture(number, scale, part)
            image.setDevicePixelRatio(ratio)
        self._tiles[key] = image
        while len(self._tiles) > _TILES_KEPT:
            self._tiles.popitem(last=False)
        return image

    # ------------------------------------------------------------ what the person does

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self._page
        self._lay_out()
        if isinstance(self._size, str):
            self.go_to(page)
            self.zoom_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1, event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self._pages.count - 1 if self._pages is not None else 0
        key = Qt.Key(event.key())
        turns = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held:
            super().keyPressEvent(event)
        elif key in turns:
            self.go_to(turns[key])
        elif key in zooms:
            self.zoom(zooms[key])
        elif key == Qt.Key.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            step = round(self.viewport().height() * 0.9)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + (-step if back else step))
        else:
            super().keyPressEvent(event)  # the arrows scroll
