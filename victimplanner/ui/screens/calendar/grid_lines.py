"""What stands behind and above the entries: hours, lines, the heads of the days, the strip of what is due."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from victimplanner.ui import theme
from victimplanner.ui.formats import full_day, short_day, week_day
from victimplanner.ui.screens.calendar.grid_geometry import GridGeometry
from victimplanner.ui.screens.calendar.painting import paint_words
from victimplanner.ui.screens.calendar.state import CalendarState, Span


def paint_grid(painter: QPainter, grid: GridGeometry) -> None:
    """Draw the hours and their words, below the strip; what follows is clipped to the hours."""
    painter.fillRect(QRectF(0, 0, grid.width, grid.height), theme.colour("panel"))
    painter.setClipRect(QRectF(0, grid.top, grid.width, grid.height - grid.top))
    line = QPen(theme.colour("line"), 1)
    height = theme.metrics("small").height()
    for hour in range(grid.first_hour, grid.last_hour + 1):
        y = round(grid.y_of(hour * 60)) + 0.5
        painter.setPen(line)
        painter.drawLine(QLineF(grid.gutter, y, grid.width, y))
        if hour < grid.last_hour:
            words = QRectF(0, y + 1, grid.gutter - theme.px(8), height)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text_secondary"))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, f"{hour:02}:00")
    painter.setPen(line)
    for number in range(len(grid.days)):
        x = round(grid.left_of(number)) - 0.5
        painter.drawLine(QLineF(x, grid.top, x, grid.height))


def paint_head(painter: QPainter, grid: GridGeometry, state: CalendarState) -> None:
    """Draw the heads of the days and the strip under them, over whatever has been scrolled beneath."""
    painter.fillRect(QRectF(0, 0, grid.width, grid.header), theme.colour("sunk"))
    painter.fillRect(QRectF(0, grid.header, grid.width, grid.strip), theme.colour("panel"))
    line = QPen(theme.colour("line"), 1)
    for number, day in enumerate(grid.days):
        left = grid.left_of(number)
        painter.setPen(line)
        painter.drawLine(QLineF(round(left) - 0.5, 0, round(left) - 0.5, grid.top))
        is_today = day == state.today
        words = full_day(day) if state.span is Span.DAY else week_day(day)
        box = QRectF(left + theme.px(8), 0, grid.column_width - theme.px(12), grid.header)
        if is_today:
            both = f"{words} · Today"
            fits = theme.metrics("small_strong").horizontalAdvance(both) <= box.width()
            words = both if fits else f"Today {short_day(day)}"
        words = " · ".join(filter(None, (words, state.notes.get(day, ""))))
        paint_words(painter, box, words, "small_strong", "accent" if is_today else "text")
        if is_today:
            painter.fillRect(QRectF(left, grid.header - 3, grid.column_width, 3), theme.colour("accent"))
    painter.setPen(line)
    painter.drawLine(QLineF(0, grid.header - 0.5, grid.width, grid.header - 0.5))
    due = QRectF(theme.px(8), grid.header, grid.gutter - theme.px(8), grid.strip)
    paint_words(painter, due, "Due", "small", "text_secondary")
    painter.setPen(QPen(theme.colour("line"), 2))
    painter.drawLine(QLineF(0, grid.top - 1, grid.width, grid.top - 1))
    if not state.entries:
        painter.setFont(theme.font("section"))
        painter.setPen(theme.colour("text_secondary"))
        middle = QRectF(grid.gutter, grid.top, grid.width - grid.gutter, grid.height - grid.top)
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, "Nothing planned.")
