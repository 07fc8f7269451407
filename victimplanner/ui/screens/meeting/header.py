"""The line above a meeting: which part, which meeting, how it stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.ui import theme
from victimplanner.ui.formats import clock_time
from victimplanner.ui.screens.meeting.state import FOLLOW_UP, PLAN, RECORD, MeetingPage, meeting_title, state_pill
from victimplanner.ui.widgets import (
    ChoiceBox,
    FlowRow,
    PrimaryButton,
    SecondaryButton,
    SegmentedChoice,
    StatusPill,
    label,
)


class MeetingHeader(QWidget):
    """Plan, Record, Follow-up; the meeting and its state; Save. Both ends wrap when text is large."""

    def __init__(self) -> None:
        super().__init__()
        self.segments = SegmentedChoice(
            [(PLAN, "Plan"), (RECORD, "Record"), (FOLLOW_UP, "Follow-up")], "Part of the meeting", object_name="part"
        )
        self.title = label("", "section")
        self.meetings = ChoiceBox("Meeting", object_name="meetings")
        self.pill = StatusPill("info", "")
        self.state_words = label("", "small")
        self.new = SecondaryButton("Offer another…", object_name="offerAnother")
        self.diary = SecondaryButton("Calendar file…", icon="calendar", object_name="diary")
        self.agenda = SecondaryButton("Agenda…", icon="document", object_name="agenda")
        self.save = PrimaryButton("&Save plan", key="Ctrl+S", object_name="save")
        self._left = FlowRow(self.segments, self.title, self.meetings, self.pill, gap=10)
        right = FlowRow(self.state_words, self.new, self.diary, self.agenda, self.save, right=True, gap=10)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_3)
        for side, policy in ((self._left, QSizePolicy.Policy.Preferred), (right, QSizePolicy.Policy.Expanding)):
            wrapping = QSizePolicy(policy, QSizePolicy.Policy.Minimum)
            wrapping.setHeightForWidth(True)
            side.setSizePolicy(wrapping)
        row.addWidget(self._left)
        row.addWidget(right, 1)

    def show_page(self, state: MeetingPage) -> None:
        meeting = state.stored.meeting if state.stored else None
        self.setVisible(meeting is not None)
        if meeting is None or state.file is None:
            return
        many = len(state.file.meetings) > 1
        self.title.setText(meeting_title(meeting))
        self.title.setVisible(not many)
        self.meetings.setVisible(many)
        self.meetings.set_choices([(m.meeting.id, meeting_title(m.meeting)) for m in state.file.meetings])
        self.meetings.set_value(meeting.id)
        self.pill.set_pill(*state_pill(meeting))
        self.segments.set_value(state.pane)
        self.segments.button(RECORD).setEnabled(state.has_record)
        words = state.saved_words
        if state.pane == RECORD and not words.startswith("Unsaved"):
            words = " · ".join(filter(None, (_started(meeting), words)))
        self.state_words.setText(words)
        self.state_words.setVisible(bool(words))
        self.save.set_words("&Save plan" if state.pane == PLAN else "&Save record")
        can = (state.pane == PLAN and state.can_plan) or (state.pane == RECORD and state.can_record)
        self.save.setVisible(can)
        has_day = meeting.planned_on is not None and meeting.state in (MeetingState.PLANNED, MeetingState.CANCELLED)
        self.diary.setVisible(state.pane == PLAN and has_day)
        self.agenda.setVisible(state.pane == PLAN and meeting.state is MeetingState.PLANNED)
        self.new.setVisible(state.pane == FOLLOW_UP)
        self._left.updateGeometry()


def _started(meeting: Meeting) -> str:
    """Started 10:34 · note-taker M. Strand."""
    parts = [f"Started {clock_time(meeting.started)}" if meeting.started else ""]
    parts.append(f"note-taker {meeting.note_taker}" if meeting.note_taker else "")
    return " · ".join(filter(None, parts))
