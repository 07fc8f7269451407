"""The topics of a meeting: ticked, or with the reason why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.meeting import Meeting
from victimplanner.domain.meeting_record import RecordLine, TopicNote, record_lines
from victimplanner.domain.topics import TOPIC_GROUP_WORDS, Topic, TopicGroup
from victimplanner.ui import theme
from victimplanner.ui.screens.meeting.pieces import bare
from victimplanner.ui.widgets import Card, CheckField, IconLabel, LineField, LinkButton, clear_layout, label, rule

_GROUPS = {TopicGroup.OPENING: TOPIC_GROUP_WORDS[TopicGroup.OPENING], TopicGroup.TOPIC: "Topics"}


class TopicsCard(Card):
    """Every topic of the template in its order. Space ticks, the arrow keys move."""

    edited = Signal()

    def __init__(self, time_now: Callable[[], dt.time | None]) -> None:
        super().__init__("Topics", flush=True, object_name="topicsCard")
        self._time_now = time_now
        self._meeting: Meeting | None = None
        self._notes: dict[str, TopicNote] = {}
        self.rows: dict[str, TopicRow] = {}
        self._not_allowed: list[Topic] = []
        self.body.setSpacing(0)

    def show_notes(
        self,
        meeting: Meeting,
        topics: Sequence[Topic],
        notes: Iterable[TopicNote],
        *,
        locked: bool,
        anew: bool,
    ) -> None:
        self._meeting = meeting
        self._notes = {note.topic_id: note for note in notes}
        lines = record_lines(topics, self._notes.values(), is_locked=locked)
        self._not_allowed = [t for t in topics if t.group is TopicGroup.NOT_ALLOWED and t.is_in_use]
        if [(line.topic_id, line.title) for line in lines] != [(i, row.title) for i, row in self.rows.items()]:
            self._make_rows(lines)
            anew = True
        for line in lines:
            self.rows[line.topic_id].show_note(line.note, locked=locked, anew=anew)
        covered = sum(1 for row in self.rows.values() if row.tick.value())
        self.set_note(f"{covered} of {len(self.rows)} covered")

    def _make_rows(self, lines: Sequence[RecordLine]) -> None:
        """Put the rows in anew, as when another office words its topics otherwise."""
        clear_layout(self.body)
        self.rows = {}
        group: TopicGroup | None = None
        for line in lines:
            if line.group is not group:
                group = line.group
                title = label(_GROUPS[group], "small_strong")
                title.setContentsMargins(12, 8, 12, 2)
                self.body.addWidget(title)
            else:
                self.body.addWidget(rule())
            row = TopicRow(line)
            row.edited.connect(lambda topic_id=line.topic_id: self._take(topic_id))
            row.tick.box.installEventFilter(self)
            self.rows[line.topic_id] = row
            self.body.addWidget(row)
        self._add_not_allowed()
        self.body.addStretch(1)

    def _add_not_allowed(self) -> None:
        """List what must not be talked about, below what is ticked, each with why."""
        title = label(TOPIC_GROUP_WORDS[TopicGroup.NOT_ALLOWED], "small_strong")
        title.setContentsMargins(12, 10, 12, 2)
        self.body.addWidget(title)
        for topic in self._not_allowed:
            words = IconWords("cross", topic.title)
            words.setToolTip(topic.why)
            words.setAccessibleDescription(topic.why)
            self.body.addWidget(words)

    def notes(self) -> tuple[TopicNote, ...]:
        return tuple(self._notes.values())

    def first_open(self) -> QWidget:
        """The first topic that still needs a tick or a reason."""
        rows = list(self.rows.values())
        return next((row.tick for row in rows if not row.is_answered()), rows[0].tick)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            boxes = [row.tick.box for row in self.rows.values()]
            if step and watched in boxes:
                number = max(0, min(len(boxes) - 1, boxes.index(watched) + step))  # type: ignore[arg-type]
                boxes[number].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _take(self, topic_id: str) -> None:
        assert self._meeting is not None
        row = self.rows[topic_id]
        note = self._notes.get(topic_id) or TopicNote(
            case_id=self._meeting.case_id, meeting_id=self._meeting.id, topic_id=topic_id
        )
        reason = row.reason.value()
        ticked = row.tick.value()
        covered = True if ticked else False if reason.strip() else None
        at = (note.at or self._time_now()) if ticked else None
        self._notes[topic_id] = note.model_copy(
            update={"covered": covered, "reason": "" if ticked else reason, "at": at}
        )
        self.edited.emit()


class IconWords(QWidget):
    """A sign and words that wrap, to read only."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(IconLabel(icon, "overdue", 11), 0, Qt.AlignmentFlag.AlignTop)
        text = label(words, "small", wrap=True)
        row.addWidget(text, 1)
        self.setAccessibleName(f"Must not be talked about: {words}")


class TopicRow(QWidget):
    """One topic: a tick, or a reason."""

    edited = Signal()

    def __init__(self, line: RecordLine) -> None:
        super().__init__()
        self.title = line.title
        self.tick = CheckField(line.title, name=f"topic_{line.topic_id}")
        self.tick.setToolTip(line.why)
        self.why = LinkButton("Why not?", small=True, object_name=f"why_{line.topic_id}")
        self.why.setAccessibleName(f"Why not? {line.title}")
        self.reason = LineField("", placeholder="Why it was not covered", name=f"reason_{line.topic_id}")
        bare(self.reason, f"Why not covered: {line.title}")
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_1)
        top.addWidget(self.tick, 1)
        top.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 3, 8, 3)
        box.setSpacing(2)
        box.addLayout(top)
        box.addWidget(self.reason)
        self.reason.hide()
        self.tick.changed.connect(self._on_ticked)
        self.reason.changed.connect(self.edited)
        self.why.clicked.connect(self._open)

    def is_answered(self) -> bool:
        return self.tick.value() or bool(self.reason.value().strip())

    def show_note(self, note: TopicNote | None, *, locked: bool, anew: bool) -> None:
        covered = bool(note and note.covered)
        self.tick.set_value(covered)
        self.reason.set_value(note.reason if note else "")
        has_reason = bool(note and note.reason.strip())
        if covered:
            self.reason.hide()
        elif has_reason:
            self.reason.show()
        elif anew:
            self.reason.hide()
        self.why.setVisible(not covered and self.reason.isHidden() and not locked)

    def _on_ticked(self) -> None:
        if self.tick.value():
            self.reason.set_value("")
        self.edited.emit()

    def _open(self) -> None:
        self.reason.show()
        self.why.hide()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
