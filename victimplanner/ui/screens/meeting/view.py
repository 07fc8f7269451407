"""The Meetings tab of a case: offer and plan, record, follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PaperKind
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.meeting_record import Attendance
from victimplanner.services.diary import NEUTRAL_NAME
from victimplanner.ui import theme
from victimplanner.ui.formats import full_day, time_span
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.meeting.attendance_dialog import AttendanceDialog
from victimplanner.ui.screens.meeting.follow_up_pane import FollowUpPane
from victimplanner.ui.screens.meeting.header import MeetingHeader
from victimplanner.ui.screens.meeting.offer import OfferForm
from victimplanner.ui.screens.meeting.plan_pane import PlanPane
from victimplanner.ui.screens.meeting.questions import Questions
from victimplanner.ui.screens.meeting.record_pane import RecordPane
from victimplanner.ui.screens.meeting.record_questions import RecordQuestions
from victimplanner.ui.screens.meeting.state import FOLLOW_UP, PLAN, RECORD, Message
from victimplanner.ui.screens.meeting.view_model import MeetingViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Banner,
    BannerStack,
    ScrollPage,
    announce,
    show_problems,
)

_LOW = 460  # pixels at 100 % text
_PAPERS = {
    "export_record": PaperKind.MEETING_RECORD,
    "export_plan": PaperKind.PLAN,
    "export_agenda": PaperKind.AGENDA,
}


class MeetingView(QWidget):
    """One witness's meetings: the offer and the plan, the record, and what follows.

    An export is asked for as Destination(page="export", case_id, witness_id, subject_id=meeting id, part=paper kind).
    """

    asked = Signal(object)  # Destination
    said = Signal(str)
    """Words for the status bar: saved, or when a recovery copy was kept."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meetingView")
        self.setProperty("page", True)
        self._session = session
        self.view_model = MeetingViewModel(session, self)
        self._questions = Questions(session, self.view_model, self)
        self._record_questions = RecordQuestions(session, self.view_model, self)
        self._attendance = AttendanceDialog(session, self.view_model, self)
        self._offers_another = False  # the offer of a further meeting is in view, over those there are
        self._revisions: dict[str, int] = {}  # what each part was last filled from
        self._shown_messages: tuple[Message, ...] = ()
        self._build()
        self._connect()

    # ------------------------------------------------------------ the contract with the case page

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness's meetings; `subject_id` names one, `part` is "plan", "record" or "follow-up"."""
        self._offers_another = False
        self.view_model.show_witness(case_id, witness_id, subject_id, part)

    def has_unsaved(self) -> bool:
        return self.view_model.has_unsaved

    def save(self) -> bool:
        """Save what is in view; on failure the focus goes to the banner with links to each field."""
        state = self.view_model.state
        pane = {PLAN: self.plan, RECORD: self.record}.get(state.pane)
        wrong = [Problem(name, words) for name, words in pane.unreadable()] if pane else []
        if wrong:
            self.view_model.set_problems(tuple(wrong))
            self.banners.banners()[0].focus_first()
            return False
        if self.view_model.save():
            return True
        if self.banners.banners():
            self.banners.banners()[0].focus_first()
        return False

    def discard(self) -> None:
        self.view_model.discard()

    def keep_copy(self) -> None:
        """Keep a recovery copy now, as before the program locks."""
        self.view_model.keep_copy()

    def attention(self) -> int:
        """How many things of this witness's meetings need attention, for the badge of the tab."""
        state = self.view_model.state
        stored = state.stored.meeting if state.stored else None
        if stored is None:
            return 1 if state.file is not None else 0
        return int(state.stored.must_be_told) + len([w for w in state.warnings if w.kind in ("clash", "apart")])

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.header = MeetingHeader()
        self.banners = BannerStack()
        self.plan = PlanPane(self._session, self._act)
        self.record = RecordPane(self._session, self._act)
        self.follow_up = FollowUpPane(self._session, self._act)
        self.offer_page = ScrollPage(margin=0)
        self.offer_page.body.setContentsMargins(0, 0, 0, 0)
        self.offer_form = OfferForm(self._session)
        self.offer_page.body.addWidget(self.offer_form)
        self.offer_page.body.addStretch(1)
        self.stack = QStackedWidget()
        for page in (self.offer_page, self.plan, self.record, self.follow_up):
            self.stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(theme.CARD_GAP)
        box.addWidget(self.header)
        box.addWidget(self.banners)
        box.addWidget(self.stack, 1)
        self._box = box
        theme.signals().changed.connect(self._place_banners)

    def _connect(self) -> None:
        vm = self.view_model
        vm.state_changed.connect(self._show)
        vm.saved.connect(self._on_saved)
        self.header.segments.changed.connect(self._on_pane)
        self.header.meetings.activated.connect(lambda _: self._on_meeting())
        self.header.new.clicked.connect(lambda: self._act("offer_another"))
        self.header.diary.clicked.connect(lambda: self._act("diary"))
        self.header.agenda.clicked.connect(lambda: self._act("export_agenda"))
        self.header.save.clicked.connect(self.save)
        self.plan.edited.connect(vm.edit)
        self.record.edited.connect(lambda record: vm.edit(record))
        self.plan.person_asked.connect(self._ask_person)
        self.record.person_asked.connect(self._ask_person)
        self.follow_up.action_done.connect(vm.finish_action)
        self.offer_form.offered.connect(self._on_offered)
        self.plan.answer.answered.connect(self._on_answered)
        keys = {
            "Ctrl+S": self._save_or_offer,
            "F9": lambda: self._in_record("new_evidence"),
            "Ctrl+Return": lambda: self._in_record("sign"),
            "Ctrl+Enter": lambda: self._in_record("sign"),
            "Ctrl+D": self._finish_action,
        }
        for key, act in keys.items():
            self._key(key, act)
        for number in range(5):
            self._key(f"Alt+{number + 1}", lambda number=number: self._go_to_pane(number))

    def _key(self, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        state = self.view_model.state
        self.header.show_page(state)
        self._show_messages(state.messages)
        self.said.emit(state.saved_words)
        if self._offers_another and state.stored is not None:
            return  # what is typed there stays, whatever changes elsewhere
        if state.stored is None:
            if self._revisions.get("offer") != state.revision:
                self._revisions["offer"] = state.revision
                self.offer_form.fill(state.file)
            self.stack.setCurrentWidget(self.offer_page)
            self._place_banners()
            return
        pane = {PLAN: self.plan, RECORD: self.record, FOLLOW_UP: self.follow_up}[state.pane]
        pane.show_page(state, anew=self._revisions.get(state.pane) != state.revision)
        self._revisions[state.pane] = state.revision
        self.stack.setCurrentWidget(pane)
        self._place_banners()
        if isinstance(pane, PlanPane | RecordPane):
            pane.show_problems({problem.field: problem.message for problem in state.problems})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_banners()

    def _place_banners(self) -> None:
        """Banners stand above the part in view; where the window is low for this text size they scroll with it."""
        low = self.height() < theme.px(_LOW)
        part = self.stack.currentWidget()
        target = part.body if low and isinstance(part, PlanPane | RecordPane) else self._box
        number = 0 if target is not self._box else 1
        if target.indexOf(self.banners) < 0:
            target.insertWidget(number, self.banners)

    def _show_messages(self, messages: tuple[Message, ...]) -> None:
        if messages == self._shown_messages:
            return
        self._shown_messages = messages
        self.banners.set_banners(
            [
                Banner(
                    message.kind,
                    message.sentence,
                    message.text,
                    [(words, lambda act=act: self._act(act)) for words, act in message.acts],
                    links=[(words, lambda name=name: self._go_to(name)) for words, name in message.links],
                    icon=message.icon,
                    first_filled=message.first_filled,
                )
                for message in messages
            ]
        )

    # ------------------------------------------------------------ what the person does

    def _may_leave(self) -> bool:
        """Ask about unsaved work before another part or meeting is shown."""
        if not self.has_unsaved():
            return True
        answer = self._session.dialogs.ask_discard("This part of the meeting has unsaved changes.")
        if answer == "save":
            return self.save()
        if answer == "discard":
            self.discard()
            return True
        return False

    def _on_pane(self, pane: str) -> None:
        self._offers_another = False
        if self._may_leave():
            self.view_model.choose_pane(pane)
        else:
            self.header.segments.set_value(self.view_model.state.pane)

    def _on_meeting(self) -> None:
        self._offers_another = False
        chosen = self.header.meetings.value()
        if self._may_leave():
            self.view_model.choose_meeting(chosen)
        else:
            self._show()

    def _on_saved(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)

    def _save_or_offer(self) -> None:
        if self.stack.currentWidget() is self.offer_page:
            self.offer_form.send()
        else:
            self.save()

    def _on_offered(self, offered_on: object, channel: object, by: str, kind: object, override: object) -> None:
        further, self._offers_another = self._offers_another, False
        problems = self.view_model.offer(offered_on, channel, by, kind, override)  # type: ignore[arg-type]
        _show_at(self.offer_form.fields, problems)
        self._offers_another = further and bool(problems)
        if self._offers_another:
            self.stack.setCurrentWidget(self.offer_page)

    def _on_answered(self, answer: object, on: object, reason: str, again_on: object) -> None:
        problems = self.view_model.answer(answer, on, reason, again_on)  # type: ignore[arg-type]
        _show_at(self.plan.answer.fields, problems)

    def _in_record(self, act: str) -> None:
        if self.view_model.state.pane == RECORD and self.view_model.state.can_record:
            self._act(act)

    def _finish_action(self) -> None:
        """Only where the actions are in view: elsewhere the table may still hold those of another meeting."""
        if self.stack.currentWidget() is self.follow_up:
            self.follow_up.finish_current()

    def _go_to_pane(self, number: int) -> None:
        if self.view_model.state.pane != RECORD:
            return
        target = self.record.panes()[number]
        if target is not None:
            self.record.bring_into_view(target)

    def _go_to(self, name: str) -> None:
        pane = self.plan if self.view_model.state.pane == PLAN else self.record
        target = pane.field(name)
        if target is None:
            return
        if pane is self.record:
            self.record.bring_into_view(target)
        else:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_person(self, attendance: Attendance | None) -> None:
        state = self.view_model.state
        if state.record is None or not (state.can_plan or state.can_record):
            return

        def keep(new: Attendance | None) -> None:
            record = self.view_model.state.record
            assert record is not None
            people = list(record.attendances)
            if attendance is None and new is not None:
                people.append(new)
            elif new is None:
                people = [a for a in people if attendance is None or a.id != attendance.id]
            else:
                people = [new if a.id == new.id else a for a in people]
            if new is not None and new.is_note_taker:
                people = [a if a.id == new.id else a.model_copy(update={"is_note_taker": False}) for a in people]
            self.view_model.edit(replace(record, attendances=tuple(people)))

        self._attendance.person(state, state.record.meeting, attendance, keep)

    def _act(self, act: str) -> None:
        """Do what a button, a banner or a key asks."""
        state = self.view_model.state
        meeting = state.meeting
        if act.startswith("remove:"):
            self.view_model.take_off(act.partition(":")[2])
        elif act in (PLAN, RECORD):
            self._on_pane(act)
        elif act == "compare":
            self._record_questions.compare(self.view_model.both_changed())
        elif act == "use_copy":
            self.view_model.use_copy()
        elif act == "leave_copy":
            self.view_model.leave_copy()
        elif act == "free_time":
            self._find_free_time()
        elif act == "diary":
            self._write_diary()
        elif act == "told":
            self._questions.told(state.who)
        elif act == "offer_again":
            self._questions.offer_again()
        elif act == "offer_another" and self._may_leave():
            self._offer_another()
        elif act == "lapse":
            self._questions.lapse(state.who)
        elif act == "disclosure" and meeting is not None:
            self._record_questions.disclosure(meeting)
        elif act == "cancel" and self._may_leave():
            self._questions.cancel(state.who)
        elif act == "did_not_attend" and self._may_leave():
            self._questions.did_not_attend()
        elif act == "new_evidence" and meeting is not None:
            self._record_questions.new_evidence(meeting, self._keep_evidence)
        elif act == "sign":
            self._sign()
        elif act == "addition":
            self._record_questions.addition()
        elif act == "mg6c" and meeting is not None:
            self._record_questions.mg6c(meeting)
        elif act in _PAPERS:
            self._ask_export(_PAPERS[act])

    def _keep_evidence(self, values: dict[str, object]) -> Sequence[Problem]:
        record = self.view_model.state.record
        assert record is not None
        self.view_model.edit(replace(record, meeting=record.meeting.model_copy(update=values)))
        self.save()
        return ()

    def _sign(self) -> None:
        if self.has_unsaved() and not self.save():
            return
        state = self.view_model.state
        if state.signing:
            self.view_model.set_problems(state.signing)
            self.banners.banners()[0].focus_first()
            return
        if state.stored is not None:
            self._record_questions.sign(state.stored.attendances)

    def _find_free_time(self) -> None:
        found = self.view_model.free_times()
        if not found:
            self._session.dialogs.tell("Find a free time", "No free time was found in the next 15 working days.")
            return
        words = [_time_words(meeting) for meeting in found]
        chosen = self._session.dialogs.choose(
            "Find a free time", "At these times nobody on the list is known to be elsewhere.", words
        )
        if chosen is not None:
            self.view_model.move_to(found[chosen])

    def _write_diary(self) -> None:
        if not self._may_leave():
            return
        for_whom = self._session.dialogs.choose(
            "Calendar file", "Whose calendar is it for? It says “Meeting”, the day and the time, and nothing else.",
            ["For my own calendar", "For the witness…"],
        )  # fmt: skip
        if for_whom is None:
            return
        for_witness = None
        if for_whom == 1 and (for_witness := self._questions.diary_for_witness()) is None:
            return
        target = self._session.dialogs.save_file("Calendar file", NEUTRAL_NAME, "Calendar files (*.ics)")
        if target is not None:
            self.view_model.write_diary(target, for_witness)

    def _offer_another(self) -> None:
        self._offers_another = True
        self.offer_form.fill(self.view_model.state.file)
        self.stack.setCurrentWidget(self.offer_page)
        self.offer_form.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_export(self, kind: PaperKind) -> None:
        state = self.view_model.state
        if state.file is None or state.stored is None:
            return
        file = state.file
        self.asked.emit(
            Destination(
                "export",
                case_id=file.case.id,
                witness_id=file.witness.id,
                subject_id=state.stored.meeting.id,
                part=kind.value,
            )
        )


def _time_words(meeting: Meeting) -> str:
    assert meeting.planned_on is not None
    assert meeting.planned_start is not None
    return f"{full_day(meeting.planned_on)}, {time_span(meeting.planned_start, meeting.planned_end)}"


def _show_at(fields: dict[str, object], problems: Sequence[Problem]) -> None:
    show_problems(fields, problems)
    first = next((fields[p.field] for p in problems if p.field in fields), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)  # type: ignore[attr-defined]
