"""What follows from a meeting: how offer, plan and record stand, the papers, and the open actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from victimplanner.domain.case import Action
from victimplanner.domain.issued import PaperKind
from victimplanner.domain.meeting import (
    DISCLOSURE_REVIEW_WORDS,
    MEETING_STATE_WORDS,
    MEETING_STEP_WORDS,
    DisclosureReview,
    Meeting,
    MeetingChange,
    MeetingState,
    MeetingStep,
)
from victimplanner.ui import theme
from victimplanner.ui.formats import full_day, table_day, time_span
from victimplanner.ui.screens.meeting.state import MeetingPage, state_pill
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import Card, Column, Pill, RecordTable, ScrollPage, SecondaryButton, StatusPill, label


class FollowUpPane(QWidget):
    """The next steps, each with its button."""

    action_done = Signal(str)

    def __init__(self, session: Session, act: Callable[[str], None]) -> None:
        super().__init__()
        self._session = session
        self._act = act
        page = ScrollPage(margin=0)
        page.body.setContentsMargins(0, 0, 0, 0)
        self.steps = Card("Where it stands", object_name="stepsCard")
        self.rows = [Step() for _ in range(6)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_4)
        grid.setVerticalSpacing(theme.SPACE_2)
        grid.setColumnStretch(2, 1)
        for number, row in enumerate(self.rows):
            for column, widget in enumerate((row.title, row.pill, row.words, row.button)):
                grid.addWidget(widget, number, column)
            row.button.clicked.connect(lambda _=False, row=row: act(row.act))
        self.steps.body.addLayout(grid)
        self.actions = Card("Actions from this meeting", flush=True, object_name="followActions")
        self.done = SecondaryButton("Mark as done", key="Ctrl+D", small=True, object_name="actionDone")
        self.done.clicked.connect(self.finish_current)
        self.actions.add_right(self.done)
        self.table = RecordTable(
            (
                Column("Action", lambda a: a.text, stretch=1, width=200, bold=True),
                Column("Owner", lambda a: a.owner or "–", width=150),
                Column("Due", lambda a: table_day(a.due_on, session.today), width=120),
                Column("State", lambda a: self._pill(a).word, pill=self._pill, width=150),
            ),
            "Actions from this meeting",
            ring="row",
            object_name="followTable",
        )
        self.table.current_record_changed.connect(self._on_current)
        self.none = label("No action was noted at this meeting.", "secondary", wrap=True)
        self.none.setContentsMargins(12, 8, 12, 8)
        self.actions.body.addWidget(self.none)
        self.actions.body.addWidget(self.table)
        self.history = Card("What happened", flush=True, object_name="meetingHistory")
        self.changes = RecordTable(
            (
                Column("When", lambda c: table_day(c.happened_on, session.today), width=110),
                Column("What", step_words, second=lambda c: c.reason, stretch=1, width=200, bold=True),
                Column("By", lambda c: c.made_by or "–", width=130),
                Column("Told", told_words, second=lambda c: c.told_by, width=170, pill=_told_pill),
            ),
            "What happened to this meeting",
            ring="row",
            object_name="meetingChanges",
        )
        self.history.body.addWidget(self.changes)
        for table in (self.table, self.changes):
            table.show_whole()
        page.body.addWidget(self.steps)
        page.body.addWidget(self.actions)
        page.body.addWidget(self.history)
        page.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def show_page(self, page: MeetingPage, *, anew: bool) -> None:
        if page.stored is None or page.file is None:
            return
        meeting = page.stored.meeting
        issued = {entry.kind for entry in page.file.issued}
        for row, step in zip(self.rows, _steps(meeting, issued), strict=True):
            row.show_step(step)
        actions: Sequence[Action] = page.stored.actions
        self.table.set_rows(actions)
        self.table.setVisible(bool(actions))
        self.none.setVisible(not actions)
        if anew and actions:
            self.table.select_row(next((n for n, a in enumerate(actions) if a.done_on is None), 0))
        self._on_current(self.table.current_record())
        self.changes.set_rows(page.stored.changes[::-1])
        self.history.setVisible(bool(page.stored.changes))

    def finish_current(self) -> None:
        action = self.table.current_record()
        if action is not None and action.done_on is None:
            self.action_done.emit(action.id)

    def _on_current(self, action: Action | None) -> None:
        self.done.setEnabled(action is not None and action.done_on is None)

    def _pill(self, action: Action) -> Pill:
        if action.done_on:
            return Pill("ok", f"Done {table_day(action.done_on, self._session.today)}")
        if action.due_on and action.due_on < self._session.today:
            return Pill("overdue", "Overdue")
        if action.due_on == self._session.today:
            return Pill("today", "Due today")
        return Pill("info", "Later" if action.due_on else "No day set")


def step_words(change: MeetingChange) -> str:
    """Say what a step did, with what stood before: "Moved, was Mon 30 Nov 2026, 10:00–11:00, Room 3"."""
    words = MEETING_STEP_WORDS[change.step]
    if change.step is MeetingStep.ANSWERED:
        words = MEETING_STATE_WORDS[change.state_after]
    if change.to_tell and change.was_on:
        span = time_span(change.was_start, change.was_end) if change.was_start else ""
        words += ", was " + ", ".join(part for part in (full_day(change.was_on), span, change.was_place) if part)
    return words


def told_words(change: MeetingChange) -> str:
    """Say whether the witness was told of a step; a dash where there is nothing to tell."""
    if not change.to_tell:
        return "–"
    how = f", {change.told_how.lower()}" if change.told_how else ""
    return f"Told {full_day(change.told_on)}{how}" if change.told_on else "Must be told"


def _told_pill(change: MeetingChange) -> Pill | None:
    return Pill("overdue", "Must be told") if change.is_untold else None


class Step:
    """The widgets of one line: what, how it stands, in words, and what to do."""

    def __init__(self) -> None:
        self.act = ""
        self.title = label("", "strong")
        self.pill = StatusPill("grey", "")
        self.words = label("", "secondary", wrap=True)
        self.button = SecondaryButton("", small=True)

    def show_step(self, step: tuple[str, tuple[str, ...], str, str, str]) -> None:
        title, pill, words, verb, self.act = step
        self.title.setText(title)
        self.pill.set_pill(*pill)
        self.words.setText(words)
        self.button.set_words(verb)
        self.button.setObjectName(f"step_{self.act}")
        self.button.setVisible(bool(verb))


def _disclosure(meeting: Meeting, ready: bool) -> tuple[str, tuple[str, ...], str, str, str]:
    """The review of the record for disclosure: it is relevant unused material unless reviewed otherwise."""
    if not ready:
        return "Disclosure review", ("grey", "Waiting"), "There is no record to review yet.", "", ""
    review = meeting.disclosure_review
    reviewed = review not in (DisclosureReview.NOT_STARTED, DisclosureReview.ASKED)
    kind = "ok" if reviewed else "today" if review is DisclosureReview.ASKED else "unknown"
    on = f", {full_day(meeting.disclosure_reviewed_on)}" if meeting.disclosure_reviewed_on else ""
    by = f", {meeting.disclosure_reviewed_by}" if meeting.disclosure_reviewed_by else ""
    words = f"{DISCLOSURE_REVIEW_WORDS[review]}{on}{by}."
    return "Disclosure review", (kind, "Done" if reviewed else "To do"), words, "Disclosure review…", "disclosure"


def _steps(meeting: Meeting, issued: set[PaperKind]) -> list[tuple[str, tuple[str, ...], str, str, str]]:
    state = meeting.state
    offered = f"Offered {full_day(meeting.offered_on)}" if meeting.offered_on else "Not offered"
    answered = f", answered {full_day(meeting.answered_on)}" if meeting.answered_on else ""
    ready = state in (MeetingState.HELD, MeetingState.SIGNED)
    steps: list[tuple[str, tuple[str, ...], str, str, str]] = []
    offer_pill = ("ok", "Done") if meeting.answered_on or ready else ("unknown", "To do")
    steps.append(("Offer", offer_pill, f"{offered}{answered}.", "", ""))
    if meeting.planned_on:
        span = f", {time_span(meeting.planned_start, meeting.planned_end)}" if meeting.planned_start else ""
        pill = ("ok", "Done") if ready else state_pill(meeting)
        steps.append(("Plan", pill, f"{full_day(meeting.planned_on)}{span}. {meeting.place}", "Open plan", "plan"))
    else:
        steps.append(("Plan", ("unknown", "To do"), "No day is set.", "Open plan", "plan"))
    if state is MeetingState.SIGNED:
        listed = f"MG6C item {meeting.mg6c_item}." if meeting.mg6c_item else "Not listed on the MG6C yet."
        verb, act = ("Open record", "record") if meeting.mg6c_item else ("List on MG6C…", "mg6c")
        on = f"Signed {full_day(meeting.signed_on)}. " if meeting.signed_on else ""
        steps.append(("Record", ("ok", "Done"), f"{on}{listed}", verb, act))
    elif state is MeetingState.HELD:
        steps.append(("Record", ("draft", "Record open"), "Not signed yet.", "Open record", "record"))
    else:
        verb = "Open record" if state is MeetingState.PLANNED else ""
        steps.append(("Record", ("grey", "Waiting"), "The meeting has not taken place.", verb, "record"))
    steps.append(_disclosure(meeting, ready))
    done = ("ok", "Done") if PaperKind.MEETING_RECORD in issued else ("unknown", "To do")
    draft = " It is marked as a draft until the record is signed." if state is MeetingState.HELD else ""
    if ready:
        words = f"For the file, or the defence.{draft}"
        steps.append(("Meeting record", done, words, "Export meeting record…", "export_record"))
    else:
        steps.append(("Meeting record", ("grey", "Waiting"), "There is no record to export yet.", "", ""))
    plan = ("ok", "Done") if PaperKind.PLAN in issued else ("unknown", "To do")
    steps.append(("Plan for the witness", plan, "What happens next, in plain words.", "Export plan…", "export_plan"))
    return steps
