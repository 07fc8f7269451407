"""Draws two-line cells, pills, matches, the current-cell ring and group rows, for tables and grouped lists alike."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from victimplanner.ui import icons, theme
from victimplanner.ui.widgets.pill import paint_pill, pill_size
from victimplanner.ui.widgets.record_model import Cell, CellRole, Group, GroupRole

Index = QModelIndex | QPersistentModelIndex
_TONES = {"link": "accent", "overdue": "overdue", "ok": "ok"}


def matched_spans(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where `wanted` occurs in `text` as (start, length); spaces, slashes and case do not matter."""
    skipped = " /-"
    places = [place for place, letter in enumerate(text) if letter not in skipped]
    bare = "".join(text[place].casefold()[:1] for place in places)
    needle = "".join(letter.casefold()[:1] for letter in wanted if letter not in skipped)
    spans: list[tuple[int, int]] = []
    start = bare.find(needle) if needle else -1
    while start >= 0:
        first, last = places[start], places[start + len(needle) - 1]
        spans.append((first, last - first + 1))
        start = bare.find(needle, start + len(needle))
    return spans


class RecordDelegate(QStyledItemDelegate):
    """One look for every list of records.

    `ring` is "cell" or "row": where the 2 px focus ring of the current item goes. `highlight` marks matches in the
    first line of every cell. `wrap` lets long cells take more lines instead of ending in dots. Without `measures` every
    row counts as one of two lines: for a view that nobody sees yet.
    """

    def __init__(self, view: QAbstractItemView, *, ring: str = "cell", wrap: bool = True) -> None:
        super().__init__(view)
        self._view = view
        self.ring = ring
        self.wrap = wrap
        self.highlight = ""
        self.measures = True

    # --- sizes ---------------------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        group = index.data(GroupRole)
        if isinstance(group, Group):
            return QSize(theme.px(120), max(theme.px(28), theme.SMALLEST_TARGET))
        cell = index.data(CellRole)
        if not isinstance(cell, Cell):
            return super().sizeHint(option, index)
        if not self.measures:
            return QSize(theme.px(120), theme.px(theme.ROW_HEIGHT_TWO_LINES))
        width = float(self._view.columnWidth(index.column()))  # type: ignore[attr-defined]  # both views have it
        return QSize(math.ceil(self.natural_width(cell)), self.cell_height(cell, width))

    def natural_width(self, cell: Cell) -> float:
        """The width a cell would take on unwrapped lines."""
        first = self._width(cell.text, _first_role(cell))
        if cell.pill:
            first = pill_size(cell.pill).width()
        return max(first, self._width(cell.second, "small")) + 2 * _side()

    def cell_height(self, cell: Cell, width: float) -> int:
        """The height a cell takes at a width; never under the one- or two-line row."""
        room = width - 2 * _side() if width > 0 else 10_000.0
        lines = self._first_top(cell) + self._first_height(cell, room)
        if cell.second:
            lines += self._text_height(cell.second, "small", room) + self._gap(cell)
        least = theme.ROW_HEIGHT_TWO_LINES if cell.second else theme.ROW_HEIGHT
        return max(theme.px(least), math.ceil(lines) + theme.px(4) + 1)

    @staticmethod
    def _gap(cell: Cell) -> int:
        return theme.px(3 if cell.pill else 2) if cell.second else 0

    @staticmethod
    def _first_top(cell: Cell) -> float:
        """Where the first line begins, so that the middle of all first lines in a row is at one height."""
        line = pill_size(cell.pill).height() if cell.pill else theme.metrics(_first_role(cell)).height()
        return max(2.0, theme.px(theme.ROW_HEIGHT) / 2 - line / 2)

    def _first_height(self, cell: Cell, room: float) -> float:
        if cell.pill:
            return pill_size(cell.pill).height()
        return self._text_height(cell.text, _first_role(cell), room)

    def _text_height(self, text: str, role: str, room: float) -> float:
        metrics = theme.metrics(role)
        if not self.wrap or metrics.horizontalAdvance(text) <= room:
            return metrics.height()
        return _laid_out(text, theme.font(role), room)[1]

    @staticmethod
    def _width(text: str, role: str) -> float:
        return theme.metrics(role).horizontalAdvance(text)

    # --- drawing -------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        group = index.data(GroupRole)
        cell = index.data(CellRole)
        if not isinstance(cell, Cell) and not isinstance(group, Group):
            super().paint(painter, option, index)
            return
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        if isinstance(group, Group):
            self._paint_group(painter, rect, group, index)
        else:
            if selected:
                painter.fillRect(rect, theme.colour("selected"))
            painter.setPen(theme.colour("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            if selected and self._is_first(index):
                bar = QRect(rect.left(), rect.top(), theme.px(3), rect.height() - 1)
                painter.fillRect(bar, theme.colour("accent"))
            self._paint_cell(painter, rect, cell, selected)
        self._paint_ring(painter, rect, index, whole_row=isinstance(group, Group))
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:
        inner = QRectF(rect).adjusted(_side(), 0, -_side(), -1)
        first = self._first_height(cell, inner.width())
        second = self._text_height(cell.second, "small", inner.width()) if cell.second else 0.0
        gap = self._gap(cell)
        top = inner.top() + self._first_top(cell)
        if cell.middle:
            top = inner.top() + max(2.0, (inner.height() - first - second - gap) / 2)
        backdrop = "selected" if selected else "panel"
        if cell.pill:
            paint_pill(painter, QRectF(inner.left(), top, inner.width(), first), cell.pill, backdrop=backdrop)
        else:
            spans = matched_spans(cell.text, self.highlight) if self.highlight else []
            tone = theme.colour("text" if cell.text.strip("–") else "text_secondary")
            self._paint_text(painter, inner, top, cell.text, _first_role(cell), tone, cell.right, spans)
        if cell.second:
            role = "small_strong" if cell.second_tone in ("overdue", "ok") else "small"
            tone = theme.colour(_TONES.get(cell.second_tone, "text_secondary"))
            self._paint_text(
                painter, inner, top + first + gap, cell.second, role, tone, cell.right, [], cell.second_tone == "link"
            )

    def _paint_text(
        self,
        painter: QPainter,
        inner: QRectF,
        top: float,
        text: str,
        role: str,
        ink: QColor,
        right: bool,
        spans: list[tuple[int, int]],
        underlined: bool = False,
    ) -> None:
        metrics = theme.metrics(role)
        font = theme.font(role)
        font.setUnderline(underlined)
        wide = metrics.horizontalAdvance(text) > inner.width()
        if wide and not self.wrap:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(ink)
        painter.setFont(font)
        if not spans and not (wide and self.wrap):
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            line = QRectF(inner.left(), top, inner.width(), metrics.height())
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
            return
        layout, _ = _laid_out(text, font, inner.width(), right)
        formats = []
        for start, length in spans:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = start, length
            shape = QTextCharFormat()
            shape.setBackground(theme.colour("today.tint"))
            shape.setForeground(theme.colour("text"))
            shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            shape.setUnderlineColor(theme.colour("today"))
            mark.format = shape
            formats.append(mark)
        layout.draw(painter, QPointF(inner.left(), top), formats)

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group, index: Index) -> None:
        painter.fillRect(rect, theme.colour("sunk"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        side = theme.px(12)
        mark = QRectF(rect.left() + theme.px(10), rect.center().y() - side / 2 + 1, side, side)
        opened = self._is_expanded(index)
        icons.paint(painter, mark, "chevron-down" if opened else "chevron-right", theme.colour("text"))
        left = mark.right() + theme.px(7)
        line = QRectF(left, rect.top(), rect.right() - left, rect.height() - 1)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        for text, role, ink, gap in (
            (group.title, "strong", "text", 4),
            (f"({group.count})", "body", "text", 12),
            (group.note, "small", "text_secondary", 0),
        ):
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(ink))
            painter.drawText(line, flags, text)
            line.setLeft(line.left() + theme.metrics(role).horizontalAdvance(text) + theme.px(gap))

    def _paint_ring(self, painter: QPainter, rect: QRect, index: Index, *, whole_row: bool) -> None:
        current = self._view.currentIndex()
        if not self._view.hasFocus() or not current.isValid():
            return
        if current.row() != index.row() or current.parent() != index.parent():
            return
        by_row = self.ring == "row" and not whole_row
        if not by_row and not whole_row and current.column() != index.column():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        ink = theme.colour("focus")
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), ink)
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), ink)
        if not by_row or self._is_first(index):
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), ink)
        if not by_row or self._is_last(index):
            painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), ink)

    def _visible_sections(self) -> list[int]:
        header: Any = getattr(self._view, "horizontalHeader", None) or getattr(self._view, "header", None)
        bar = header()
        order = [bar.logicalIndex(place) for place in range(bar.count())]
        return [section for section in order if not bar.isSectionHidden(section)]

    def _is_first(self, index: Index) -> bool:
        sections = self._visible_sections()
        return bool(sections) and index.column() == sections[0]

    def _is_last(self, index: Index) -> bool:
        sections = self._visible_sections()
        return bool(sections) and index.column() == sections[-1]

    def _is_expanded(self, index: Index) -> bool:
        ask: Any = getattr(self._view, "isExpanded", None)
        return bool(ask(index)) if ask else True


def _side() -> int:
    return theme.px(10)


def _first_role(cell: Cell) -> str:
    return "strong" if cell.bold else "body"


def _laid_out(text: str, font: QFont, room: float, right: bool = False) -> tuple[QTextLayout, float]:
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(20.0, room))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height
