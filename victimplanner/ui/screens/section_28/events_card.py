"""What happened to the recording: held or not, further questions, exclusion, editing, played at the trial."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from victimplanner.domain.section_28 import RECORDING_EVENT_WORDS, RecordingEvent, RecordingEventKind
from victimplanner.ui.formats import full_day, time_span
from victimplanner.ui.screens.section_28.state import Section28Page
from victimplanner.ui.widgets import Card, Column, RecordTable, SecondaryButton, label

_BAD_EVENTS = (RecordingEventKind.NOT_HELD, RecordingEventKind.FURTHER_QUESTIONS_REFUSED)
_OPEN_EVENTS = (RecordingEventKind.FURTHER_QUESTIONS_ASKED, RecordingEventKind.EXCLUSION_ASKED)


class EventsCard(Card):
    """The entries, the newest first. None is ever edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What happened", object_name="eventsCard", parent=parent)
        self.button = SecondaryButton("Record &what happened…", small=True, object_name="recordEvent")
        self.add_right(self.button)
        self.table = RecordTable(
            [
                Column("Day", lambda e: full_day(e.happened_on), width=132),
                Column("What", lambda e: "", pill=_pill, stretch=2, middle=True),
                Column("How long", _length_words, width=190),
                Column("Note", lambda e: e.text or "–", stretch=3),
                Column("Noted by", lambda e: e.noted_by or "–", stretch=1),
            ],
            "What happened", ring="row", object_name="events",
        )  # fmt: skip
        self.table.show_whole()
        self.nothing = label(
            "Nothing is recorded yet. The recording itself, further questions, editing and playing go here.",
            "secondary", wrap=True,
        )  # fmt: skip
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table)

    def show_page(self, page: Section28Page) -> None:
        """Write every entry."""
        self.table.set_rows(reversed(page.events))
        self.table.setVisible(bool(page.events))
        self.nothing.setVisible(not page.events)
        self.button.setEnabled(page.may_record and page.file is not None)


def _pill(event: RecordingEvent) -> tuple[str, str]:
    kind = "refused" if event.kind in _BAD_EVENTS else "info" if event.kind in _OPEN_EVENTS else "ok"
    return (kind, RECORDING_EVENT_WORDS[event.kind])


def _length_words(event: RecordingEvent) -> str:
    parts = []
    if event.started:
        parts.append(time_span(event.started, event.ended))
    if event.minutes:
        parts.append(f"{event.minutes} minutes recorded")
    if event.edit_version:
        parts.append(f"edit {event.edit_version}")
    return ", ".join(parts) or "–"
