"""What a change would do to what is due, said in the dialog before it is made: what must be told, starts, moves, stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from victimplanner.domain.moved_dates import SHIFT_WORDS, MovedDate, Shift
from victimplanner.ui import theme
from victimplanner.ui.duty_words import moved_words
from victimplanner.ui.formats import counted
from victimplanner.ui.widgets import FieldGrid, clear_layout, label
from victimplanner.ui.widgets.after_events import after_events

_MUST_BE_TOLD = "Must be told"
_GROUPS = (_MUST_BE_TOLD, *SHIFT_WORDS.values())
_MOST_LINES = 8  # of one group
Foresee = Callable[[], "tuple[MovedDate, ...] | str"]
"""What would move, or in words why that cannot be said yet."""


def with_changes(fields: Sequence[tuple[Any, int]], moving: Sequence[Any], changes: MovedList) -> QWidget:
    """Return the body of a form: fields in two columns, each with its span, below them what the `moving` ones change."""
    grid, body = FieldGrid(2, narrowest=170), QWidget()
    for field, span in fields:
        grid.add(field, span)
    for field in moving:
        field.changed.connect(changes.look_again)
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(grid)
    column.addWidget(changes)
    return body


class MovedList(QFrame):
    """Counts anew whenever `look_again` is called, once the person pauses typing; `fitted` is told when it has grown.

    Dates of other witnesses are counted, never named: one witness at a time.
    """

    def __init__(self, witness_id: str, foresee: Foresee, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("movedList")
        self.setProperty("card", True)
        self._witness_id = witness_id
        self._foresee = foresee
        self.fitted: Callable[[], None] = lambda: None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.CARD_PADDING, 8, theme.CARD_PADDING, 10)
        self._column.setSpacing(2)
        self._timer = after_events(self, self._show)

    def look_again(self) -> None:
        """Something in the dialog changed."""
        self._timer.start()

    def words(self) -> str:
        """Everything it says, a line each."""
        found = (self._column.itemAt(row).widget() for row in range(self._column.count()))
        return "\n".join(widget.text() for widget in found if widget is not None)  # type: ignore[attr-defined]

    def _show(self) -> None:
        found = self._foresee()
        clear_layout(self._column)
        self._column.addWidget(label("What this changes", "small_strong"))
        if isinstance(found, str):
            self._column.addWidget(label(found, "small", wrap=True))
        else:
            self._show_moves(found)
        self.setAccessibleName(self.words().replace("\n", ". "))
        self.fitted()

    def _show_moves(self, found: tuple[MovedDate, ...]) -> None:
        own = [moved for moved in found if moved.item is not None and moved.item.witness_id == self._witness_id]
        for group in _GROUPS:
            lines = [moved_words(moved) for moved in own if group_of(moved) == group]
            if not lines:
                continue
            self._column.addWidget(label(f"{group} ({len(lines)})", "strong"))
            for line in lines[:_MOST_LINES]:
                self._column.addWidget(label(line, "small", wrap=True))
            if len(lines) > _MOST_LINES:
                self._column.addWidget(label(f"and {len(lines) - _MOST_LINES} more", "small"))
        if not own:
            self._column.addWidget(label("No date of this witness moves; nothing starts or stops.", "small", wrap=True))
        if others := len(found) - len(own):
            self._column.addWidget(
                label(f"Besides: {counted(others, 'date')} of other witnesses of the case.", "small")
            )


def group_of(moved: MovedDate) -> str:
    """Say under which heading a change stands: of what starts, what she must be told comes first."""
    rule = moved.item.rule if moved.item is not None else None
    if moved.shift is Shift.STARTED and rule is not None and rule.is_told and rule.right[:1].isdigit():
        return _MUST_BE_TOLD
    return SHIFT_WORDS[moved.shift]
