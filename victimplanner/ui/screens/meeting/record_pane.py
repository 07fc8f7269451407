"""The record of a meeting, written while it goes on: topics, views, questions, actions, note, who was there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.domain.dates import local
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.meeting_record import AttendanceState
from victimplanner.services.meeting_records import MeetingRecord
from victimplanner.ui import theme
from victimplanner.ui.formats import counted, day_and_time
from victimplanner.ui.screens.meeting.pieces import SideBySide, lock, put, unreadable
from victimplanner.ui.screens.meeting.state import MeetingPage
from victimplanner.ui.screens.meeting.talk_cards import (
    actions_card,
    concerns_card,
    note_card,
    people_card,
    questions_card,
)
from victimplanner.ui.screens.meeting.topics_card import TopicsCard
from victimplanner.ui.screens.meeting.views_card import ViewsCard
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    Card,
    CheckField,
    ChoiceField,
    FieldGrid,
    FlowRow,
    IconLabel,
    LineField,
    PrimaryButton,
    ScrollPage,
    SecondaryButton,
    StatusPill,
    TextField,
    TimeField,
    label,
)

_STACK_BELOW = 860
_LOW = 400  # pixels at 100 % text
_NEW_EVIDENCE = [(None, "Not said yet"), (False, "No"), (True, "Yes")]


class RecordPane(QWidget):
    """The record form. `edited` carries the whole form."""

    edited = Signal(object)
    person_asked = Signal(object)

    def __init__(self, session: Session, act: Callable[[str], None]) -> None:
        super().__init__()
        self._session = session
        self._act = act
        self._record: MeetingRecord | None = None
        self._arranged: tuple[bool, bool] | None = None
        self._locked: bool | None = None
        self.topics = TopicsCard(self._time_now)
        self.views = ViewsCard()
        self.questions = questions_card("", lambda: session.app.user.display_name)
        self.actions = actions_card(session.app.clock.today)
        self.note = note_card()
        self.concerns = concerns_card()
        self.people = people_card()
        self.people.add.clicked.connect(lambda: self.person_asked.emit(None))
        self.held = self._make_held(session)
        self.support = self._make_support()
        self.additions = Card("Additions", object_name="additionsCard")
        self.addition_rows = QVBoxLayout()
        self.additions.body.addLayout(self.addition_rows)
        self._lay_out(session.app.template.standing_warning)
        self.cards = (
            self.topics, self.views, self.questions, self.actions, self.note, self.concerns, self.people, self.held,
            self.support, self.warning,
        )  # fmt: skip
        for card in (self.topics, self.views):
            card.edited.connect(self._tell)
        for lines in (self.questions, self.actions, self.note, self.concerns, self.people):
            lines.edited.connect(self._tell)
        for field in self.fields.values():
            field.changed.connect(self._tell)

    # ------------------------------------------------------------ building

    def _make_held(self, session: Session) -> Card:
        self.fields: dict[str, Any] = {
            "started": TimeField("Started", name="started"),
            "ended": TimeField("Ended", name="ended"),
            "note_taker": LineField("Note-taker", name="note_taker"),
            "new_evidence_volunteered": ChoiceField("New evidence volunteered", _NEW_EVIDENCE, name="new_evidence"),
            "new_evidence_words": TextField("The words as said", lines=2, name="new_evidence_words"),
            "new_evidence_at": TimeField("At", name="new_evidence_at"),
            "new_evidence_told": LineField("Officer told", name="new_evidence_told"),
            "section_28_explained": ChoiceField(
                "Section 28 explained",
                [(None, "Not said yet"), (True, "Yes"), (False, "No")],
                name="section_28_explained",
            ),
            "interpreter_declared": CheckField(
                "Interpreter declared: independent and confidential", name="interpreter_declared"
            ),
            "intermediary_declared": CheckField("Intermediary introduced the task", name="intermediary_declared"),
            "information_given": LineField(
                "Information given", name="information_given", placeholder="Leaflets, links, what else was explained"
            ),
            "sound_recording_reason": LineField(
                "Sound or video recorded: why",
                name="sound_recording_reason",
                placeholder="Empty: it was not recorded",
            ),
            "vps": LineField("Victim Personal Statement", name="vps", placeholder="Offered, and what was preferred"),
            "court_visit": LineField("Court visit", name="court_visit", placeholder="Offered, accepted, arranged"),
            "next_contact": LineField("Next contact", name="next_contact", placeholder="When, how and by whom"),
            "therapy_explained": CheckField(
                "Therapy need not wait: explained", name="therapy_explained", hint="No content is noted."
            ),
            "compensation_mentioned": CheckField(
                "Told that the compensation scheme exists", name="compensation_mentioned", hint="Nothing more."
            ),
        }
        card = Card("The meeting", object_name="heldCard")
        grid = FieldGrid(4, narrowest=104)
        spans = {"new_evidence_words": 4, "new_evidence_told": 3}
        for name in ("started", "ended", "note_taker", "new_evidence_volunteered"):
            grid.add(self.fields[name])
        for name in ("interpreter_declared", "intermediary_declared"):
            grid.add(self.fields[name], 2)
        grid.add(self.fields["sound_recording_reason"], 4)
        for name in ("new_evidence_words", "new_evidence_at", "new_evidence_told"):
            grid.add(self.fields[name], spans.get(name, 1))
        card.body.addWidget(grid)
        return card

    def _make_support(self) -> Card:
        card = Card("Support and next steps", object_name="supportCard")
        grid = FieldGrid(2, narrowest=180)
        for name, span in (
            ("vps", 2),
            ("section_28_explained", 1),
            ("information_given", 1),
            ("court_visit", 1),
            ("next_contact", 1),
            ("therapy_explained", 1),
            ("compensation_mentioned", 1),
        ):
            grid.add(self.fields[name], span)
        card.body.addWidget(grid)
        return card

    def _lay_out(self, standing_warning: str) -> None:
        self.warning = Banner(
            "error",
            *_split(standing_warning),
            [("New evidence raised…  F9", lambda: self._act("new_evidence"))],
            key="standing",
        )
        self.warning.buttons[0].set_kind("danger")
        self.warning.buttons[0].setObjectName("newEvidence")
        self.warning.buttons[0].setAccessibleName("New evidence raised…")
        self.warning.buttons[0].setProperty("edits", True)
        self.left = ScrollPage(margin=0)
        self.left.body.setContentsMargins(0, 0, 0, 0)
        self.left.setFixedWidth(theme.px(300))
        self.right = ScrollPage(margin=0)
        self.right.body.setContentsMargins(0, 0, 0, 0)
        talk = SideBySide(self.questions, self.actions, stretch=(1, 1), stack_below=560)
        for card in (self.views, talk, self.note, self.held, self.people, self.concerns, self.support, self.additions):
            self.right.body.addWidget(card)
        self.right.body.addStretch(1)
        self.columns = QHBoxLayout()
        self.columns.setSpacing(theme.CARD_GAP)
        self.columns.addWidget(self.left)
        self.columns.addWidget(self.right, 1)
        self.body = self.right.body
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(theme.CARD_GAP)
        self.foot = self._make_foot()
        self.outer.addWidget(self.warning)
        self.outer.addLayout(self.columns, 1)
        self.outer.addWidget(self.foot)
        theme.signals().changed.connect(self._turn)
        self._turn()

    def _make_foot(self) -> Card:
        foot = Card(object_name="signBar")
        foot.body.setContentsMargins(12, 6, 12, 6)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_3)
        row.addWidget(IconLabel("lock", "text"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.foot_words = label("", "small", wrap=True)
        row.addWidget(self.foot_words, 1)
        self.todo = StatusPill("unknown", "")
        self.signed = StatusPill("grey", "", "info")
        self.sign = PrimaryButton("Sign and lock…", key="Ctrl+Enter", object_name="sign")
        self.sign.clicked.connect(lambda: self._act("sign"))
        self.add_addition = SecondaryButton("Add addition…", icon="plus", object_name="addAddition")
        self.add_addition.clicked.connect(lambda: self._act("addition"))
        self.mg6c = SecondaryButton("List on MG6C…", object_name="listMg6c")
        self.mg6c.clicked.connect(lambda: self._act("mg6c"))
        self.foot_right = FlowRow(self.todo, self.signed, self.mg6c, self.add_addition, self.sign, right=True)
        self.foot_right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row.addWidget(self.foot_right, 2)
        foot.body.addLayout(row)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Topics stand in a column of their own, or above the rest where there is no room.

        Where the window is low for this text size, the warning and the foot scroll with the rest.
        """
        stacked = self.width() < theme.px(_STACK_BELOW)
        low = self.height() < theme.px(_LOW)
        self.left.setFixedWidth(theme.px(296))
        if (stacked, low) == self._arranged:
            return
        self._arranged = (stacked, low)
        if stacked:
            self.right.body.insertWidget(0, self.topics)
        else:
            self.left.body.addWidget(self.topics)
        self.left.setVisible(not stacked)
        if low:
            self.right.body.insertWidget(0, self.warning)
            self.right.body.addWidget(self.foot)
        else:
            self.outer.insertWidget(0, self.warning)
            self.outer.addWidget(self.foot)

    # ------------------------------------------------------------ showing

    def show_page(self, page: MeetingPage, *, anew: bool) -> None:
        record = page.record
        self._record = record
        if record is None or page.file is None or page.stored is None:
            return
        meeting, locked = record.meeting, page.is_locked
        self.topics.show_notes(meeting, self._session.app.topics, record.topics, locked=locked, anew=anew)
        self.views.show_page(page, today=self._session.today, user=self._session.app.user.display_name, anew=anew)
        self.questions.show_records(meeting, record.questions, anew=anew)
        self.questions.set_title(f"Questions {page.who} asked")
        self.actions.show_records(meeting, record.actions, anew=anew)
        self.note.show_records(meeting, record.paragraphs, anew=anew)
        self.concerns.show_records(meeting, record.concerns, anew=anew)
        self.people.show_records(meeting, record.attendances, anew=anew)
        for name, field in self.fields.items():
            put(field, getattr(meeting, name), anew=anew)
        told = bool(meeting.new_evidence_volunteered)
        for name in ("new_evidence_words", "new_evidence_at", "new_evidence_told"):
            self.fields[name].setVisible(told)
        for name, needed in (
            ("interpreter_declared", meeting.interpreter),
            ("intermediary_declared", meeting.intermediary),
        ):
            self.fields[name].setVisible(bool(needed.strip()) or bool(getattr(meeting, name)))
        self._show_additions(page)
        self._show_foot(page)
        if anew or locked != self._locked:
            self._locked = locked
            for card in self.cards:
                lock(card, locked)

    def _show_additions(self, page: MeetingPage) -> None:
        addenda = page.stored.addenda if page.stored else ()
        self.additions.setVisible(bool(addenda))
        while self.addition_rows.count() > len(addenda) * 2:
            item = self.addition_rows.takeAt(self.addition_rows.count() - 1)
            if item is not None and item.widget() is not None:
                item.widget().deleteLater()
        for number, addendum in enumerate(addenda):
            if number * 2 >= self.addition_rows.count():
                self.addition_rows.addWidget(label("", "small_strong", wrap=True))
                self.addition_rows.addWidget(label("", wrap=True))
            head, text = (self.addition_rows.itemAt(number * 2 + n).widget() for n in (0, 1))
            head.setText(f"Addition {addendum.number}, {day_and_time(addendum.added_at)}, {addendum.added_by}")  # type: ignore[union-attr]
            text.setText(addendum.text)  # type: ignore[union-attr]

    def _show_foot(self, page: MeetingPage) -> None:
        assert page.record is not None
        assert page.stored is not None
        meeting = page.stored.meeting
        came = [a for a in page.record.attendances if a.state is AttendanceState.CAME and not a.is_supporter]
        signed = [a for a in page.stored.attendances if a.signed_at]
        if page.is_locked:
            when = f" {day_and_time(max(a.signed_at for a in signed if a.signed_at))}" if signed else ""
            listed = f" MG6C item {meeting.mg6c_item}." if meeting.mg6c_item else " Not listed on the MG6C yet."
            self.foot_words.setText(f"Signed and locked{when}. Only dated additions.{listed}")
            self.signed.set_pill("ok", f"{counted(len(signed), 'official')} signed")
        else:
            self.foot_words.setText(
                "Officials present sign; the witness need not. After that, only dated additions. Then list it on MG6C."
            )
            self.signed.set_pill("grey", f"0 of {len(came)} signed", "info")
        number = len(page.signing)
        topics = next((p.message.rstrip(".") for p in page.signing if p.field == "topics"), "")
        words = topics if number == 1 and topics else f"{counted(number, 'thing')} to do before signing"
        self.todo.set_pill("unknown", words)
        self.todo.setVisible(bool(number) and not page.is_locked)
        self.sign.setVisible(not page.is_locked)
        self.add_addition.setVisible(page.is_locked)
        self.mg6c.setVisible(page.is_locked)
        self.mg6c.set_words("Change MG6C listing…" if meeting.mg6c_item else "List on MG6C…")
        self.foot_right.updateGeometry()

    def unreadable(self) -> list[tuple[str, str]]:
        found = unreadable(self.fields.items())
        for lines in (self.questions, self.actions, self.note, self.concerns, self.people):
            found += lines.lines.unreadable()
        return found

    def show_problems(self, problems: dict[str, str]) -> None:
        for name, field in self.fields.items():
            key = "new_evidence" if name == "new_evidence_volunteered" else name
            field.set_error(problems.get(key, field.problem() if field.error_text() else ""))
        for lines in (self.questions, self.actions, self.note, self.concerns, self.people):
            lines.lines.show_problems(problems)

    def field(self, name: str) -> QWidget | None:
        """The widget a problem or a link speaks of."""
        if name == "topics":
            return self.topics.first_open()
        if name == "attendance":
            return self.people.first()
        if name == "new_evidence":
            name = "new_evidence_volunteered"
        for lines in (self.questions, self.actions, self.note, self.concerns, self.people):
            if found := lines.lines.field(name):
                return found
        return self.fields.get(name)

    def panes(self) -> tuple[QWidget | None, ...]:
        """Where Alt+1 to Alt+5 go: topics, views, questions and actions, note, the meeting."""
        first_topic = next(iter(self.topics.rows.values())).tick
        return (first_topic, self.views.first(), self.questions.first(), self.note.first(), self.fields["started"])

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll so that a widget is seen, and move to it."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        for page in (self.left, self.right):
            if page.content.isAncestorOf(widget):
                page.ensureWidgetVisible(widget, 20, 60)

    # ------------------------------------------------------------ typing

    def _time_now(self) -> dt.time | None:
        """The time of a topic, when the meeting is today."""
        meeting = self._record.meeting if self._record else None
        if meeting is None or self._session.today not in (meeting.held_on, meeting.planned_on):
            return None
        return local(self._session.app.now).time().replace(second=0, microsecond=0)

    def _tell(self) -> None:
        if self._record is None:
            return
        values = {name: field.value() for name, field in self.fields.items()}
        meeting: Meeting = self._record.meeting.model_copy(update=values)
        self._record = replace(
            self._record,
            meeting=meeting,
            attendances=self.people.records(),
            topics=self.topics.notes(),
            questions=self.questions.records(),
            paragraphs=self.note.records(),
            concerns=self.concerns.records(),
            actions=self.actions.records(),
            views=self.views.views(),
        )
        self.edited.emit(self._record)


def _split(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(". ")
    return f"{first}.", rest
