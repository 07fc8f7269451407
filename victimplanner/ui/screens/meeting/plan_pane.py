"""The plan of a meeting: when and where, who will be there, what to see to before, and how it stands in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.domain.contact_preferences import GENDER_WISH_WORDS, GenderWish
from victimplanner.domain.meeting import MEETING_MODE_WORDS, TRANSITIONS, MeetingState
from victimplanner.domain.meeting_record import Attendance, AttendanceState
from victimplanner.services.meeting_checks import PreparationCheck
from victimplanner.services.meeting_records import MeetingRecord
from victimplanner.ui import theme
from victimplanner.ui.screens.meeting.attendance_dialog import ADVISER_LIMITS, ATTENDANCE_WORDS
from victimplanner.ui.screens.meeting.offer import AnswerCard
from victimplanner.ui.screens.meeting.pieces import SideBySide, lock, put, suggest, unreadable
from victimplanner.ui.screens.meeting.state import MeetingPage
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Card,
    CheckField,
    ChoiceField,
    Column,
    DateField,
    FieldGrid,
    FlowRow,
    LineField,
    Pill,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    StatusPill,
    TimeField,
    clear_layout,
    label,
)

ATTENDANCE_PILLS = {
    AttendanceState.ASKED: Pill("today", "Asked", "half"),
    AttendanceState.CONFIRMED: Pill("ok", "Confirmed"),
    AttendanceState.DECLINED: Pill("refused", "Declined"),
    AttendanceState.CAME: Pill("ok", "Came"),
    AttendanceState.DID_NOT_COME: Pill("grey", "Did not come"),
}

_SPANS = {
    "planned_on": 5, "planned_start": 2, "planned_end": 2, "mode": 3, "arrives": 2, "met_by": 3, "entrance": 4, "travel": 3,
    "interpreter": 4, "intermediary": 4, "childcare": 4,
}  # fmt: skip


class PlanPane(QWidget):
    """The plan form. `edited` carries the whole form and the reason for a move; `acted` what the person asked for."""

    edited = Signal(object, str)
    person_asked = Signal(object)  # an Attendance, or None for a new one

    def __init__(self, session: Session, act: Callable[[str], None]) -> None:
        super().__init__()
        self._act = act
        self._record: MeetingRecord | None = None
        self._clashing: frozenset[str] = frozenset()
        self._open: bool | None = None
        self.answer = AnswerCard(session, act)
        self._make_fields(session)
        self._add_ends()
        self.who = self._make_who()
        self.before = Card("Before the meeting", object_name="beforeCard")
        self._ticks: dict[str, CheckField] = {}
        self._shown_checks: list[tuple[str, str]] = []
        self.timing = Card("Timing", object_name="timingCard")
        self.timing_rows = QVBoxLayout()
        self.timing_rows.setSpacing(5)
        self.timing.body.addLayout(self.timing_rows)
        self.timing.body.addStretch(1)
        self.check_grid = QGridLayout()
        self.check_grid.setHorizontalSpacing(theme.SPACE_3)
        self.check_grid.setVerticalSpacing(5)
        self.before.body.addLayout(self.check_grid)
        self.before.body.addStretch(1)
        self._shown_timings: object = None
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(0, 0, 0, 0)
        self.note = label("", "secondary", wrap=True)
        page.body.addWidget(self.answer)
        page.body.addWidget(self.note)
        page.body.addWidget(SideBySide(self.where, self.who, stretch=(4, 3), stack_below=800), 1)
        page.body.addWidget(SideBySide(self.before, self.timing, stretch=(4, 3), stack_below=800))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        self.body = page.body

    # ------------------------------------------------------------ building

    def _make_fields(self, session: Session) -> None:
        self.fields: dict[str, Any] = {
            "planned_on": DateField("Date", session.app.clock.today, name="planned_on"),
            "planned_start": TimeField("Start", name="planned_start"),
            "planned_end": TimeField("End", name="planned_end"),
            "mode": ChoiceField("How", list(MEETING_MODE_WORDS.items()), name="mode"),
            "place": LineField("Place", name="place"),
            "access_needs": LineField("Access needs", name="access_needs"),
            "arrives": TimeField("Arrives", name="arrives"),
            "met_by": LineField("Met by", name="met_by"),
            "entrance": LineField("Entrance", name="entrance"),
            "travel": LineField("Travel", name="travel"),
            "interpreter": LineField("Interpreter", name="interpreter"),
            "intermediary": LineField("Intermediary", name="intermediary"),
            "childcare": LineField("Childcare", name="childcare"),
        }
        self.reason = LineField(
            "Why does the plan change?", name="change_reason", note="kept; the witness must be told"
        )
        self.where = Card("When and where", object_name="whereCard")
        grid = FieldGrid(12, narrowest=26)
        for name, field in self.fields.items():
            grid.add(field, _SPANS.get(name, 6))
            field.changed.connect(self._tell)
        self.where.body.addWidget(self.reason)
        self.where.body.addWidget(grid)
        self.where.body.addStretch(1)
        self.reason.changed.connect(self._tell)
        self.reason.hide()

    def _make_who(self) -> Card:
        card = Card("Who will be there", flush=True, object_name="whoCard")
        self.add = SecondaryButton("&Add", icon="plus", key="Alt+A", small=True, object_name="addPerson")
        self.add.setAccessibleName("Add person")
        self.add.setProperty("edits", True)
        self.add.clicked.connect(lambda: self.person_asked.emit(None))
        card.add_right(self.add)
        self.people = RecordTable(
            (
                Column("Name", lambda a: a.name, width=110, stretch=2),
                Column("Role", _role, width=110, stretch=3),
                Column("State", lambda a: ATTENDANCE_WORDS[a.state], pill=self._pill, width=118),
            ),
            "Who will be there",
            ring="row",
            object_name="attendances",
        )
        self.people.setMinimumHeight(theme.px(150))
        self.people.record_activated.connect(self.person_asked)
        self.nobody = label("Nobody is on the list yet. Add the people who will be there.", "secondary", wrap=True)
        self.nobody.setContentsMargins(12, 8, 12, 8)
        card.body.addWidget(self.nobody)
        card.body.addWidget(self.people, 1)
        self.wishes = label("", "small", wrap=True)
        self.wishes.setContentsMargins(12, 4, 12, 8)
        card.body.addWidget(self.wishes)
        return card

    def _add_ends(self) -> None:
        """What may happen instead of the meeting."""
        self.cancel = SecondaryButton("Cancel meeting…", kind="danger", small=True, object_name="cancelMeeting")
        self.cancel.clicked.connect(lambda: self._act("cancel"))
        self.absent = SecondaryButton("Did not attend…", small=True, object_name="didNotAttend")
        self.absent.clicked.connect(lambda: self._act("did_not_attend"))
        self.where.add_right(self.absent, self.cancel)

    # ------------------------------------------------------------ showing

    def show_page(self, page: MeetingPage, *, anew: bool) -> None:
        self.answer.show_page(page, anew=anew)
        record = page.record
        self._record = record
        if record is None or page.stored is None:
            return
        open_to_plan = page.can_plan
        over = page.has_record and not open_to_plan
        self.note.setText("The meeting took place. The plan stands as it was." if over else "")
        self.note.setVisible(over)
        shown = open_to_plan or page.has_record
        for card in (self.where, self.who, self.before, self.timing):
            card.setVisible(shown)
        meeting = record.meeting
        for name, field in self.fields.items():
            put(field, getattr(meeting, name), anew=anew)
        put(self.reason, page.change_reason, anew=anew)
        self.reason.setVisible(page.is_move and open_to_plan)
        suggest(self.fields["place"], page.places)
        suggest(self.fields["met_by"], [person.name for _role, person in page.people])
        self._clashing = page.clashing
        self.people.set_rows(record.attendances)
        self.nobody.setVisible(not record.attendances)
        self.people.setVisible(bool(record.attendances))
        self.wishes.setText(_wishes(page))
        self.wishes.setVisible(bool(self.wishes.text()))
        self._show_checks(page.checks)
        self._show_timings(page)
        planned = page.stored.meeting.state is MeetingState.PLANNED
        self.cancel.setVisible(MeetingState.CANCELLED in TRANSITIONS[page.stored.meeting.state])
        self.absent.setVisible(planned)
        if anew or open_to_plan != self._open:
            self._open = open_to_plan
            for part in (self.where, self.who, self.before):
                lock(part, not open_to_plan)

    def show_problems(self, problems: dict[str, str]) -> None:
        for name, field in {**self.fields, "change_reason": self.reason}.items():
            field.set_error(problems.get(name, field.problem() if field.error_text() else ""))

    def unreadable(self) -> list[tuple[str, str]]:
        return unreadable(self.fields.items())

    def field(self, name: str) -> QWidget | None:
        return {**self.fields, "change_reason": self.reason}.get(name)

    def _show_checks(self, checks: tuple[PreparationCheck, ...]) -> None:
        self.before.set_note(f"{sum(c.done for c in checks)} of {len(checks)} done")
        shape = [(c.id, c.words if not c.id else "") for c in checks] + [
            ("done", str([c.done for c in checks if not c.id]))
        ]
        if shape != self._shown_checks:
            self._shown_checks = shape
            clear_layout(self.check_grid)
            self._ticks = {}
            for number, check in enumerate(checks):
                place = (number // 2, number % 2)
                if check.id:
                    tick = CheckField(check.words, name=f"check_{check.id}")
                    tick.changed.connect(self._tell)
                    self._ticks[check.id] = tick
                    self.check_grid.addWidget(tick, *place)
                else:
                    self.check_grid.addWidget(_fact(check), *place)
            for column in (0, 1):
                self.check_grid.setColumnStretch(column, 1)
        for check in checks:
            if check.id in self._ticks:
                self._ticks[check.id].set_value(check.done)

    def _show_timings(self, page: MeetingPage) -> None:
        if page.timings == self._shown_timings:
            return
        self._shown_timings = page.timings
        clear_layout(self.timing_rows)
        for timing in page.timings:
            kind = {True: "ok", False: "today", None: "unknown"}[timing.good]
            words = timing.words if timing.good is not False else f"Not {timing.words[:1].lower()}{timing.words[1:]}"
            self.timing_rows.addWidget(FlowRow(StatusPill(kind, words), label(timing.detail, "small", wrap=False)))

    def _pill(self, attendance: Attendance) -> Pill:
        if attendance.id in self._clashing:
            return Pill("overdue", "Clash", "refused")
        return ATTENDANCE_PILLS[attendance.state]

    # ------------------------------------------------------------ typing

    def _tell(self) -> None:
        if self._record is None:
            return
        values: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        values["checks_done"] = tuple(name for name, tick in self._ticks.items() if tick.value())
        kept = tuple(c for c in self._record.meeting.checks_done if c not in self._ticks)
        values["checks_done"] += kept
        meeting = self._record.meeting.model_copy(update=values)
        self.edited.emit(replace(self._record, meeting=meeting), self.reason.value())


def _wishes(page: MeetingPage) -> str:
    """Whom she would rather meet, and what binds an adviser who comes along."""
    wish = page.file.contact_preference if page.file else None
    asked = [GenderWish.NOT_ASKED, GenderWish.NO_PREFERENCE]
    parts = []
    if wish and wish.staff_gender not in asked:
        parts.append(f"{page.whose} wish: to be met by {GENDER_WISH_WORDS[wish.staff_gender].lower()}.")
    if wish and wish.interpreter_gender not in asked:
        parts.append(f"Interpreter: {GENDER_WISH_WORDS[wish.interpreter_gender].lower()}.")
    if page.record and any(a.is_adviser for a in page.record.attendances):
        parts.append(f"Adviser: {ADVISER_LIMITS[:1].lower()}{ADVISER_LIMITS[1:]}")
    return " ".join(parts)


def _role(attendance: Attendance) -> str:
    marks = [
        word for word, on in (("note-taker", attendance.is_note_taker), ("supporter", attendance.is_supporter)) if on
    ]
    return ", ".join([attendance.role, *(m for m in marks if m.casefold() not in attendance.role.casefold())])


def _fact(check: PreparationCheck) -> QWidget:
    """A check that follows from the facts: seen, not ticked."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    pill = StatusPill("ok" if check.done else "unknown", check.words, flat=True)
    pill.setAccessibleName(f"{check.words}: {'done' if check.done else 'to do'}")
    row.addWidget(pill)
    row.addStretch(1)
    return holder


__all__ = ["ATTENDANCE_PILLS", "PlanPane"]
