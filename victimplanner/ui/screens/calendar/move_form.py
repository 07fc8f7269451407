"""Moving a meeting or a live link: day, times and why, with what to look at named before it is saved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.services.schedule import Entry, EntryKind
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.calendar.view_model import CalendarViewModel
from victimplanner.ui.screens.calendar.words import case_words, time_words
from victimplanner.ui.widgets import Banner, BannerStack, DateField, LineField, TimeField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form


class NewTimeWarnings(QWidget):
    """What is to be looked at, at the time that stands in the form; it follows every change of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newTimeWarnings")
        self.stack = BannerStack()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        self._shown: tuple[tuple[str, str], ...] | None = None

    def show_words(self, words: tuple[tuple[str, str], ...]) -> bool:
        """Show these warnings; say whether they differ from those before."""
        if words == self._shown:
            return False
        self._shown = words
        banners = [Banner("warning", *sentences, key=" ".join(sentences)) for sentences in words]
        self.stack.set_banners(banners or [Banner("info", "Nothing clashes at this time.", key="free")])
        return True

    def words(self) -> str:
        """Return everything that is shown, as read out."""
        return " ".join(banner.accessibleName() for banner in self.stack.banners())


def open_move(
    model: CalendarViewModel, parent: QWidget, entry: Entry, on: dt.date | None = None, start: dt.time | None = None
) -> FormDialog:
    """Open the form over `parent`, at the day and start that it was dragged to, or as it stands now."""
    is_link = entry.kind is EntryKind.LINK
    fields: dict[str, Any] = {
        "on": DateField("&Day", lambda: model.session.today, name="on"),
        "start": TimeField("&Start", name="start"),
    }
    if not is_link:
        fields["end"] = TimeField("&End", name="end")
    fields["reason"] = LineField("&Why it is moved", name="reason", hint="Kept with the old time. The witness is told.")
    new_start = start or entry.start
    fields["on"].set_value(on or entry.on)
    fields["start"].set_value(new_start)
    if not is_link:
        fields["end"].set_value(_end_after(entry, new_start))
    warnings = NewTimeWarnings()

    def values() -> tuple[Any, Any, Any]:
        return fields["on"].value(), fields["start"].value(), None if is_link else fields["end"].value()

    what = "live link" if is_link else "meeting"
    every_slot = " Every slot and the arrival move along." if is_link else ""
    dialog = open_form(
        model.session.dialogs,
        parent,
        "Move live link" if is_link else "Move meeting",
        f"Move {what}",
        fields,
        lambda: model.move(entry, *values(), fields["reason"].value()),
        intro=f"{case_words(entry)}, now {full_day(entry.on)}, {time_words(entry)}.{every_slot} The witness must be told.",
        spans={"on": 1, "start": 1, "end": 1, "reason": 3},
        columns=3,
        above=[warnings],
    )

    def look() -> None:
        if warnings.show_words(model.warnings(entry, *values())):
            dialog.fit()

    kept = [new_start]  # the start that the end was worked out from

    def keep_length() -> None:
        begin = fields["start"].value()
        if not is_link and begin not in (None, kept[0]):
            kept[0] = begin
            fields["end"].set_value(_end_after(entry, begin))

    fields["start"].line.editingFinished.connect(keep_length)
    for name in fields.keys() - {"reason"}:
        fields[name].line.textChanged.connect(lambda _text: look())
    look()
    first = "reason" if start is not None else "on"
    fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
    return dialog


def _end_after(entry: Entry, start: dt.time | None) -> dt.time | None:
    """The end that keeps the length, at the latest the end of the day."""
    if start is None or entry.start is None or entry.end is None:
        return entry.end
    day = dt.date.min
    end = dt.datetime.combine(day, start) + (
        dt.datetime.combine(day, entry.end) - dt.datetime.combine(day, entry.start)
    )
    return end.time() if end.date() == day else dt.time(23, 59)
