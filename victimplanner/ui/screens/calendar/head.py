"""The head of the calendar: which days, whose, and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from victimplanner.ui import theme
from victimplanner.ui.screens.calendar.periods import heading
from victimplanner.ui.screens.calendar.state import SCOPE_WORDS, SPAN_WORDS, CalendarState, Span
from victimplanner.ui.widgets import (
    ChoiceBox,
    IconButton,
    PageHeading,
    PrimaryButton,
    SecondaryButton,
    SegmentedChoice,
)

_LARGE_TEXT = 150  # per cent
_PRIVATE = "Entries show URN and label only."
_STEP_WORDS = {Span.DAY: "day", Span.WEEK: "week", Span.MONTH: "month", Span.LIST: "four weeks"}


class CalendarHead(PageHeading):
    """Title, the way to other days, views, scope and the buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.before = IconButton("chevron-left", "Previous week", key="PgUp", object_name="calendarBefore")
        self.today = SecondaryButton("Today", key="T", object_name="calendarToday")
        self.after = IconButton("chevron-right", "Next week", key="PgDn", object_name="calendarAfter")
        self.span = SegmentedChoice(list(SPAN_WORDS.items()), "How much is shown", object_name="calendarSpan")
        self.scope = ChoiceBox("Whose entries", object_name="calendarScope")
        self.scope.set_choices(SCOPE_WORDS.items())
        self.scope.setMinimumContentsLength(13)
        self.free_time = SecondaryButton("&Find a free time…", object_name="calendarFreeTime")
        self.file = SecondaryButton("Calendar f&ile…", object_name="calendarFile")
        self.new = PrimaryButton("&New…", icon="plus", key="Ctrl+N", object_name="calendarNew")
        super().__init__(
            "Calendar", _PRIVATE, self.before, self.today, self.after, self.span, self.scope, self.free_time,
            self.file, self.new, parent=parent,
        )  # fmt: skip
        row = self.layout()
        row.setStretchFactor(self.buttons, 4)  # type: ignore[union-attr]

    def show_state(self, state: CalendarState) -> None:
        words = heading(state.span, state.day, state.first, state.last)
        roomy = theme.text_scale() < _LARGE_TEXT  # at large text the quiet words give way first
        self.set_words("Calendar", f"{words}. {_PRIVATE}" if roomy else words)
        self.span.set_value(state.span)
        self.scope.set_value(state.scope)
        step = _STEP_WORDS[state.span]
        self.before.set_tip(f"Previous {step}", "PgUp")
        self.after.set_tip(f"Next {step}", "PgDn")
