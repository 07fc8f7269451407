"""Drawing entries: a tint, a broad left edge, a shape, and as many lines as there is room for."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from victimplanner.services.schedule import Entry, EntryKind
from victimplanner.ui import icons, theme
from victimplanner.ui.formats import clock_time
from victimplanner.ui.screens.calendar.words import case_words, mark_of, state_words, where_words
from victimplanner.ui.widgets.pill import Pill

_EDGE, _HATCH = 5, 10
_HEAD, _BODY = "small_strong", "small"
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def paint_entry(painter: QPainter, box: QRectF, entry: Entry, today: dt.date, *, current: bool, focus: bool) -> None:
    """Draw a timed entry in its box; the current one has the focus ring, or a firmer border without the focus."""
    mark = mark_of(entry, today)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_frame(painter, box, entry, mark, firm=current)
    edge = _HATCH if entry.kind is EntryKind.AWAY else _EDGE
    inner = box.adjusted(theme.px(edge + 5), 2, -theme.px(2), -1)
    painter.setClipRect(box)
    lines = _lines(entry, inner.width(), today)
    height = theme.metrics(_BODY).height()
    room = max(1, int((inner.height() + 2) // height))
    if room == 1:
        lines = [(_HEAD, mark.kind, f"{_head(entry)} {case_words(entry)}".strip())]
    left = theme.px(13) + theme.px(4)
    top = inner.top() if len(lines[:room]) > 1 else inner.center().y() - height / 2
    for number, (role, token, words) in enumerate(lines[:room]):
        line = QRectF(inner.left(), top + number * height, inner.width(), height)
        if number == 0:
            side = theme.px(13)
            shape = QRectF(line.left(), line.center().y() - side / 2, side, side)
            icons.paint(painter, shape, mark.icon, theme.colour(mark.kind), theme.colour(f"{mark.kind}.tint"))
            line.setLeft(line.left() + left)
        paint_words(painter, line, words, role, token, struck=entry.is_cancelled)
    painter.restore()
    if current:
        paint_ring(painter, box, focus=focus, token=mark.kind)


def _paint_frame(painter: QPainter, box: QRectF, entry: Entry, mark: Pill, *, firm: bool) -> None:
    ink = theme.colour(mark.kind)
    pen = QPen(ink, 1)
    if entry.is_cancelled or not entry.is_confirmed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(theme.colour(f"{mark.kind}.tint"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    painter.setPen(Qt.PenStyle.NoPen)
    if entry.kind is EntryKind.AWAY:
        painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(QRectF(box.left() + 1, box.top() + 1, theme.px(_HATCH), box.height() - 2))
    else:
        painter.setBrush(ink)
        painter.drawRect(QRectF(box.left(), box.top(), theme.px(_EDGE), box.height()))


def _head(entry: Entry) -> str:
    return f"{clock_time(entry.start)} {entry.title}" if entry.start else entry.title


def _lines(entry: Entry, width: float, today: dt.date) -> list[tuple[str, str, str]]:
    """Return (text role, colour, words) of each line: narrow boxes give the time a line of its own."""
    mark = mark_of(entry, today)
    wide = theme.metrics(_HEAD).horizontalAdvance(_head(entry)) + theme.px(17) <= width
    if wide or entry.start is None:
        lines = [(_HEAD, mark.kind, _head(entry)), (_BODY, "text", case_words(entry))]
    else:
        lines = [
            (_HEAD, mark.kind, clock_time(entry.start)),
            (_HEAD, "text", f"{entry.title} {entry.label}".strip()),
            (_BODY, "text", entry.urn),
        ]
    lines += [(_BODY, "text", where_words(entry)), (_BODY, mark.kind, state_words(entry, today))]
    return [line for line in lines if line[2]]


def paint_words(
    painter: QPainter, line: QRectF, words: str, role: str = _BODY, token: str = "text", *, struck: bool = False
) -> None:
    """Write one line, cut short with dots where it is too long."""
    font = theme.font(role)
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(theme.colour(token))
    shown = theme.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, _ONE_LINE, shown)


def paint_whole_day(
    painter: QPainter, box: QRectF, entry: Entry, today: dt.date, *, current: bool, focus: bool
) -> None:
    """Draw an entry of the whole day as a pill: its shape, what it is, and of which case."""
    mark = mark_of(entry, today)
    words = " · ".join(filter(None, (case_words(entry), entry.title)))
    metrics = theme.metrics(_HEAD)
    wanted = metrics.horizontalAdvance(words) + theme.px(6 + 13 + 5 + 8) + 2
    pill = QRectF(box.left(), box.top(), min(box.width(), wanted), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme.colour(mark.kind)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(theme.colour(f"{mark.kind}.tint"))
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
    side = theme.px(13)
    shape = QRectF(pill.left() + theme.px(6), pill.center().y() - side / 2, side, side)
    icons.paint(painter, shape, mark.icon, ink, theme.colour(f"{mark.kind}.tint"))
    line = QRectF(shape.right() + theme.px(5), pill.top(), pill.right() - shape.right() - theme.px(9), pill.height())
    paint_words(painter, line, words, _HEAD, mark.kind, struck=entry.is_cancelled)
    painter.restore()
    if current:
        paint_ring(painter, pill, focus=focus, token=mark.kind)


def paint_more(painter: QPainter, box: QRectF, words: str, *, current: bool, focus: bool) -> None:
    """Draw "and 2 more" as a link."""
    font = theme.font(_BODY)
    font.setUnderline(True)
    painter.setFont(font)
    painter.setPen(theme.colour("accent"))
    painter.drawText(box.adjusted(theme.px(6), 0, 0, 0), _ONE_LINE, words)
    if current:
        paint_ring(painter, box, focus=focus, token="accent")


def paint_ring(painter: QPainter, box: QRectF, *, focus: bool, token: str) -> None:
    """Mark the current item: the focus ring, or a firmer border in its own colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus" if focus else token), 2))
    outside = 1 if focus else -1
    painter.drawRoundedRect(box.adjusted(-outside, -outside, outside, outside), 3, 3)
    painter.restore()


def paint_ghost(painter: QPainter, box: QRectF, words: str) -> None:
    """Draw where a dragged entry would lie, with the time it would have."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.colour("focus"), 2)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(theme.colour("selected"))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
    line = QRectF(box.left() + theme.px(8), box.top() + 3, box.width() - theme.px(12), theme.metrics(_HEAD).height())
    paint_words(painter, line, words, _HEAD)
    painter.restore()


def paint_now(painter: QPainter, left: float, right: float, y: float) -> None:
    """Draw the line of the present time over today's column."""
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.setBrush(theme.colour("accent"))
    side = theme.px(4)
    painter.drawEllipse(QPointF(left + side / 2, y), side, side)
