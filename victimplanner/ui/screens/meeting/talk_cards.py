"""The lists of the record: questions, actions, the note, concerns, who was there. Each is a card with Add."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimplanner.domain.case import Action
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.meeting_record import Attendance, AttendanceState, Concern, NoteParagraph, Question
from victimplanner.domain.record import Record
from victimplanner.ui.screens.meeting.attendance_dialog import ATTENDANCE_WORDS
from victimplanner.ui.screens.meeting.lines import LineList, RecordLine, small_text
from victimplanner.ui.screens.meeting.pieces import bare
from victimplanner.ui.widgets import (
    Card,
    ChoiceField,
    DateField,
    LineField,
    SecondaryButton,
    TimeField,
    label,
)

_AT_MEETING = (
    AttendanceState.CAME,
    AttendanceState.DID_NOT_COME,
    AttendanceState.CONFIRMED,
    AttendanceState.ASKED,
    AttendanceState.DECLINED,
)


class LinesCard(Card):
    """A card with a list of lines and an Add button."""

    edited = Signal()

    def __init__(
        self,
        title: str,
        what: str,
        make_line: Callable[[Any], RecordLine],
        make_record: Callable[[Meeting, int], Record] | None,
        empty: str,
        *,
        name: str,
        hint: str = "",
    ) -> None:
        """`what` is one line in words ("question"); `make_record` gives the next empty one."""
        super().__init__(title, object_name=name)
        self._make_record = make_record
        self._meeting: Meeting | None = None
        self.lines = LineList(make_line, empty)
        self.lines.changed.connect(self.edited)
        self.body.addWidget(self.lines)
        if hint:
            self.body.addWidget(label(hint, "small", wrap=True))
        self.body.addStretch(1)
        self.add = SecondaryButton("Add", icon="plus", small=True, object_name=f"add_{name}")
        self.add.setAccessibleName(f"Add {what}")
        self.add.setProperty("edits", True)
        self.add.clicked.connect(self.add_line)
        self.add_right(self.add)

    def show_records(self, meeting: Meeting, records: Iterable[Record], *, anew: bool) -> None:
        self._meeting = meeting
        self.lines.show_records(records, anew=anew)

    def records(self) -> tuple[Any, ...]:
        return self.lines.records()

    def add_line(self) -> None:
        """Add an empty line and move into it."""
        if self._make_record is None or self._meeting is None:
            return
        new = self._make_record(self._meeting, len(self.records()) + 1)
        self.lines.show_records((*self.records(), new), anew=False)
        self.edited.emit()
        self.lines.focus_last()

    def first(self) -> QWidget:
        return self.lines.first() or self.add


def questions_card(whose: str, user: Callable[[], str]) -> LinesCard:
    """What was asked and what was answered."""

    def line(question: Question) -> RecordLine:
        fields = {
            "text": (small_text("Question", "What was asked", "question"), 3),
            "answer": (small_text("Answer", "The answer given", "answer"), 2),
            "answered_by": (bare(LineField("", placeholder="Answered by", name="answered_by"), "Answered by"), 1),
        }
        return RecordLine(question, fields, "question", columns=3, narrowest=70)

    def new(meeting: Meeting, number: int) -> Question:
        return Question(case_id=meeting.case_id, meeting_id=meeting.id, number=number, text="", answered_by=user())

    return LinesCard("Questions asked", "question", line, new, "None noted yet.", name="questionsCard")


def actions_card(today: Callable[[], dt.date]) -> LinesCard:
    """What somebody promised to do, who, and by when."""

    def line(action: Action) -> RecordLine:
        due = DateField("", today, placeholder="Due", name="action_due")
        fields = {
            "text": (small_text("Action", "What is to be done", "action_text"), 2),
            "owner": (bare(LineField("", placeholder="Who", name="action_owner"), "Owner of the action"), 1),
            "due_on": (bare(due, "Due on"), 1),
        }
        return RecordLine(action, fields, "action", columns=2, narrowest=120)

    def new(meeting: Meeting, _number: int) -> Action:
        return Action(case_id=meeting.case_id, witness_id=meeting.witness_id, meeting_id=meeting.id, text="")

    return LinesCard("Actions", "action", line, new, "None noted yet.", name="actionsCard")


def note_card() -> LinesCard:
    """The narrative, in numbered paragraphs of any length."""

    def line(paragraph: NoteParagraph) -> RecordLine:
        number = f"Paragraph {paragraph.number}"
        text = small_text(number, "What was said and explained, in order", "paragraph", lines=2, most=14)
        at = TimeField("", name="paragraph_at")
        fields = {
            "at": (bare(at, f"{number}: time"), 1),
            "text": (text, 7),
        }
        return RecordLine(paragraph, fields, f"paragraph {paragraph.number}", columns=8, narrowest=64)

    def new(meeting: Meeting, number: int) -> NoteParagraph:
        return NoteParagraph(case_id=meeting.case_id, meeting_id=meeting.id, number=number, text="")

    hint = "It may be disclosed to the defence. Do not record the account of the offence here."
    return LinesCard("Note", "paragraph", line, new, "No paragraph yet.", name="noteCard", hint=hint)


def concerns_card() -> LinesCard:
    """A fact reported, who checked it, and apart from it an opinion with its owner."""

    def line(concern: Concern) -> RecordLine:
        fields = {
            "fact": (small_text("Fact reported", "Fact, as reported", "concern_fact"), 1),
            "checked_by": (small_text("Checked by", "Who checked it, and how", "concern_checked"), 1),
            "opinion": (small_text("Opinion", "Opinion, if any", "concern_opinion"), 1),
            "opinion_by": (bare(LineField("", placeholder="Whose opinion", name="concern_by"), "Whose opinion"), 1),
        }
        return RecordLine(concern, fields, "concern", columns=2, narrowest=160)

    def new(meeting: Meeting, _number: int) -> Concern:
        return Concern(case_id=meeting.case_id, meeting_id=meeting.id)

    hint = "A fact and an opinion never stand in one field."
    return LinesCard("Concerns", "concern", line, new, "None noted yet.", name="concernsCard", hint=hint)


def people_card() -> LinesCard:
    """Who came, when they joined and left. A new person is asked for in a dialog."""

    def line(attendance: Attendance) -> RecordLine:
        who = f"{attendance.name}, {attendance.role}"
        state = ChoiceField("", [(s, ATTENDANCE_WORDS[s]) for s in _AT_MEETING], name="attendance")
        fields = {
            "state": (bare(state, f"{who}: came"), 1),
            "joined": (bare(TimeField("", placeholder="joined", name="joined"), f"{who}: joined"), 1),
            "left": (bare(TimeField("", placeholder="left", name="left"), f"{who}: left"), 1),
        }
        return PersonLine(attendance, fields, who, columns=3, narrowest=70)

    return LinesCard("Who was there", "person", line, None, "Nobody is on the list yet.", name="peopleCard")


class PersonLine(RecordLine):
    """A person's line: name and role before the fields."""

    ruled = False

    def __init__(self, record: Attendance, fields: dict[str, tuple[Any, int]], what: str, **options: Any) -> None:
        super().__init__(record, fields, what, **options)
        self.who = label(what, wrap=True)
        self.row.insertWidget(0, self.who, 1)

    def show_record(self, record: Record, *, anew: bool) -> None:
        super().show_record(record, anew=anew)
        assert isinstance(record, Attendance)
        marks = ", takes the note" if record.is_note_taker else ""
        self.who.setText(f"{record.name}, {record.role}{marks}")
