"""Fields for a day and for a time of day, typed in any usual form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from victimplanner.ui import formats, theme
from victimplanner.ui.widgets.form import Field
from victimplanner.ui.widgets.line import Line


class _TypedField(Field):
    """A line whose text is read into a value when left, and shown again in the usual form."""

    def __init__(self, label: str, *, placeholder: str, **options: Any) -> None:
        self.line = Line()
        super().__init__(label, self.line, **options)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(lambda _: self._on_edited())
        self.line.editingFinished.connect(self._on_finished)

    def text(self) -> str:
        """What stands in the line, readable or not."""
        return self.line.text()

    def _read(self) -> Any:
        raise NotImplementedError

    def _shown(self, value: Any) -> str:
        raise NotImplementedError

    def value(self) -> Any:
        try:
            return self._read()
        except ValueError:
            return None

    def problem(self) -> str:
        try:
            self._read()
        except ValueError as error:
            return str(error)
        return ""

    def set_value(self, value: Any) -> None:
        if value == self.value() and not self.problem():
            return
        self.line.setText("" if value is None else self._shown(value))
        self.set_error("")

    def _on_edited(self) -> None:
        if self.error_text():
            self.set_error("")
        self.changed.emit()

    def _on_finished(self) -> None:
        problem = self.problem()
        if problem:
            self.set_error(problem)
            return
        value = self.value()
        shown = "" if value is None else self._shown(value)
        if shown != self.line.text():
            self.line.setText(shown)


class DateField(_TypedField):
    """A day. Typed as 2/12/26, 2 Dec, today, +3...; shown as "Wed 2 Dec 2026". Alt+Down opens the calendar."""

    def __init__(
        self, label: str, today: Callable[[], date], *, placeholder: str = "dd Mmm yyyy", **options: Any
    ) -> None:
        """`today` is asked whenever a form without a year, or +3, is read."""
        self._today = today
        super().__init__(label, placeholder=placeholder, **options)
        self._popup: _CalendarPopup | None = None
        self.line.set_end("calendar", f"Choose {self.words.lower()} in a calendar (Alt+Down)")
        self.line.end_pressed.connect(self.open_calendar)
        self.line.installEventFilter(self)

    def _read(self) -> date | None:
        return formats.read_day(self.line.text(), self._today())

    def _shown(self, value: date) -> str:
        return formats.full_day(value)

    def open_calendar(self) -> None:
        """Show the calendar under the field; Esc closes it and nothing has changed."""
        if self._popup is None:
            self._popup = _CalendarPopup(self.words, self)
            self._popup.chosen.connect(self._on_chosen)
        self._popup.show_at(self.line, self.value() or self._today(), self._today())

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def _on_chosen(self, day: date) -> None:
        if day != self.value() or self.problem():
            self.set_value(day)
            self.changed.emit()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)


class TimeField(_TypedField):
    """A time of day. Typed as 10:30, 1030, 9.15 or 2pm; shown as "10:30"."""

    def __init__(self, label: str, *, placeholder: str = "hh:mm", **options: Any) -> None:
        super().__init__(label, placeholder=placeholder, **options)

    def _read(self) -> time | None:
        return formats.read_time(self.line.text())

    def _shown(self, value: time) -> str:
        return formats.clock_time(value)


class _CalendarPopup(QFrame):
    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setGridVisible(False)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setAccessibleName(f"Calendar: {name}")
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.calendar)

    def show_at(self, line: QLineEdit, day: date, today: date) -> None:
        self._colour(today)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        place = line.mapToGlobal(QPoint(0, line.height() + 2))
        screen = line.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place = line.mapToGlobal(QPoint(0, -self.height() - 2))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _colour(self, today: date) -> None:
        head = QTextCharFormat()
        head.setForeground(theme.colour("text_secondary"))
        head.setBackground(theme.colour("panel"))
        self.calendar.setHeaderTextFormat(head)
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour("text_secondary"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        mark = QTextCharFormat()
        mark.setFont(theme.font("strong"))
        mark.setBackground(theme.colour("selected"))
        mark.setToolTip("Today")
        self.calendar.setDateTextFormat(QDate(), QTextCharFormat())
        self.calendar.setDateTextFormat(QDate(today.year, today.month, today.day), mark)

    def _on_picked(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
