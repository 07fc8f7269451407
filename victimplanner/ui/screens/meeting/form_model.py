"""The form of a meeting without widgets: what is shown, what was typed, what is saved, what stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.case_file import CaseFile, MeetingFile, WitnessFile
from victimplanner.domain.contact import ContactBarred
from victimplanner.domain.dates import later_time
from victimplanner.domain.due_item import DueState
from victimplanner.domain.errors import Conflict, PlannerError, Problem, RuleBroken
from victimplanner.domain.meeting import Meeting, MeetingState, must_be_told_anew, place_and_time
from victimplanner.domain.meeting_record import signing_problems
from victimplanner.domain.people import CaseRole, Person
from victimplanner.services import meeting_records
from victimplanner.services import meetings as meeting_services
from victimplanner.services.cases import read_case
from victimplanner.services.changed import Changed
from victimplanner.services.drafts import discard_draft, draft_of, keep_draft
from victimplanner.services.meeting_checks import plan_warnings, preparation_checks, suggested_minutes, timing_checks
from victimplanner.services.meeting_records import MeetingRecord, record_of
from victimplanner.services.worklist import duties_of_witness
from victimplanner.ui.attempt import Problems
from victimplanner.ui.contact_gate import barred_problems
from victimplanner.ui.formats import clock_time, day_and_time
from victimplanner.ui.screens.meeting import messages
from victimplanner.ui.screens.meeting.merging import Difference, differences, merge
from victimplanner.ui.screens.meeting.state import (
    FOLLOW_UP,
    PLAN,
    RECORD,
    MeetingPage,
    Message,
    from_values,
    to_values,
)
from victimplanner.ui.session import Session

PRESSING = (DueState.OVERDUE, DueState.TODAY)
KEEP_AFTER_MS = 5000  # a recovery copy is kept this long after something was typed


class MeetingFormModel(QObject):
    """Showing, typing, recovery copies, saving, and two people saving at once."""

    state_changed = Signal()
    saved = Signal(str)
    """Words to read out and to show in the status bar."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.app = session.app
        self.state = MeetingPage()
        self._case_id = self.witness_id = self.meeting_id = ""
        self._file: WitnessFile | None = None
        self._base: MeetingRecord | None = None  # what the form started from
        self._theirs: MeetingRecord | None = None  # set while a conflict stands
        self.trouble: Message | None = None
        self._offered_copy: Message | None = None
        self._busy = False
        self._end: dt.time | None = None  # what was suggested last, and gives way to another suggestion
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS, timeout=self.keep_copy)
        session.changed.connect(self._on_changed)

    # ------------------------------------------------------------ choosing what to see

    def show_witness(self, case_id: str, witness_id: str, subject_id: str = "", part: str = "") -> None:
        """Show a witness's meetings: the one named, or the newest; in the part named, or the one that comes next."""
        self.keep_copy()  # of what is typed in the meeting that is left: it is offered when that is shown again
        self._case_id, self.witness_id = case_id, witness_id
        self.meeting_id = ""
        self.trouble = self._theirs = None
        self._load(subject_id, part)

    def choose_meeting(self, meeting_id: str) -> None:
        self.trouble = self._theirs = None
        self._load(meeting_id)

    def choose_pane(self, pane: str) -> None:
        """Turn to the plan, the record or what follows. The view has asked about unsaved work before."""
        self.renew(pane=pane, problems=())

    def _load(self, subject_id: str = "", part: str = "") -> None:
        case = read_case(self.app, self._case_id)
        self._file = case.witness(self.witness_id)
        known = {m.meeting.id: m for m in self._file.meetings}
        chosen = known.get(subject_id) or known.get(self.meeting_id)
        if chosen is None and self._file.meetings:
            chosen = self._file.meetings[-1]
        same = chosen is not None and chosen.meeting.id == self.meeting_id
        self.meeting_id = chosen.meeting.id if chosen else ""
        self._base = self._start(chosen) if chosen else None
        self._end = None
        self._timer.stop()
        page = MeetingPage(
            file=self._file,
            stored=chosen,
            record=self._base,
            revision=self.state.revision + 1,
            measures=self.app.availabilities(self._file),
            places=meeting_services.places_used(self.app),
            people=_people_of(self._file),
            saved_words=self.state.saved_words if same else "",
            stale=self._stale_words(case),
        )
        pane = part if part in (PLAN, RECORD, FOLLOW_UP) else self.state.pane if same else _next_pane(chosen)
        if pane == RECORD and not page.has_record:
            pane = PLAN
        self._offered_copy = self._find_copy(chosen)
        self.state = page
        self.renew(pane=pane)

    def _stale_words(self, case: CaseFile) -> str:
        """Say since when the last meeting is stale; empty: it is not, or there was none."""
        assert self._file is not None
        items = duties_of_witness(self.app, case, self._file)
        stale = next((i for i in items if i.rule_id == "meeting.stale" and i.state in PRESSING), None)
        return f"{stale.why} {stale.standing}." if stale else ""

    def _start(self, stored: MeetingFile) -> MeetingRecord:
        """What the form starts from: a first plan is filled with what is known of the witness."""
        record = record_of(stored)
        meeting = record.meeting
        if meeting.planned_on is None and self._file is not None:
            liaison = self._file.person(CaseRole.VICTIM_LIAISON_OFFICER)
            known = {
                "access_needs": meeting.access_needs or self._file.witness.access_needs,
                "interpreter": meeting.interpreter or self._file.witness.interpreter_need,
                "met_by": meeting.met_by or (liaison.name if liaison else ""),
            }
            record = replace(record, meeting=meeting.model_copy(update=known))
        return record

    # ------------------------------------------------------------ typing

    @property
    def has_unsaved(self) -> bool:
        return self.state.unsaved

    def edit(self, record: MeetingRecord, reason: str | None = None) -> None:
        """Take what the form holds now. Warnings follow at once; a recovery copy follows in a few seconds."""
        changes: dict[str, object] = {"record": self._with_suggested_end(record)}
        if reason is not None:
            changes["change_reason"] = reason
        self.renew(**changes)
        if self.state.unsaved and not self._timer.isActive():
            self._timer.start()

    def _with_suggested_end(self, record: MeetingRecord) -> MeetingRecord:
        """Suggest an end with the start, half as long again where somebody interprets, until one is entered."""
        meeting = record.meeting
        if self.state.pane != PLAN or meeting.planned_start is None or meeting.planned_end not in (None, self._end):
            return record
        self._end = later_time(meeting.planned_start, suggested_minutes(meeting))
        return replace(record, meeting=meeting.model_copy(update={"planned_end": self._end}))

    def set_problems(self, problems: Problems) -> None:
        """Show what cannot be read or saved, beside its fields and in a banner with links."""
        self.renew(problems=problems)

    def discard(self) -> None:
        """Go back to what is stored and drop the recovery copy."""
        if self.meeting_id:
            self._guard(lambda: discard_draft(self.app, self.meeting_id))
        self.trouble = self._theirs = None
        if self._case_id:
            self._load()

    # ------------------------------------------------------------ recovery copies

    def keep_copy(self) -> None:
        """Keep what is typed now, so that a crash or a lock loses nothing."""
        state = self.state
        self._timer.stop()
        if not state.unsaved or state.record is None or self._base is None:
            return
        values = to_values(state.pane, state.record, self._base, state.change_reason)
        try:
            draft = keep_draft(self.app, self._case_id, self.meeting_id, values)
        except PlannerError as error:
            self.trouble = messages.copy_not_kept(str(error))
            self.renew()
            return
        self.renew(saved_words=f"Unsaved changes · recovery copy {clock_time(draft.kept_at)}")

    def _find_copy(self, stored: MeetingFile | None) -> Message | None:
        draft = draft_of(self.app, stored.meeting.id) if stored else None
        if draft is None or stored is None:
            return None
        try:
            copy = from_values(draft.values)
        except (ValueError, KeyError):
            return None  # a copy of an older form: it stays stored and is replaced by the next one
        return None if copy.record == self._base else messages.copy_found(day_and_time(draft.kept_at))

    def use_copy(self) -> None:
        """Fill the form from the recovery copy. If the record was saved since, saving will compare the two."""
        draft = draft_of(self.app, self.meeting_id)
        if draft is None:
            return
        copy = from_values(draft.values)
        self._base = copy.base
        self._offered_copy = None
        pane = copy.part if copy.part == PLAN or self.state.has_record else PLAN
        self.renew(record=copy.record, change_reason=copy.reason, pane=pane, revision=self.state.revision + 1)

    def leave_copy(self) -> None:
        """Drop the recovery copy and stay with what is stored."""
        self._guard(lambda: discard_draft(self.app, self.meeting_id))
        self._offered_copy = None
        self.renew()

    # ------------------------------------------------------------ saving

    def save(self) -> bool:
        """Save the plan or the record, whichever is in view. On failure everything typed stays."""
        state = self.state
        record = state.record
        if record is None or not state.unsaved:
            return True
        if state.pane == RECORD:
            done = self.attempt(lambda: meeting_records.save_record(self.app, record))
        else:
            done = self.attempt(
                lambda: meeting_services.plan_meeting(
                    self.app, _with_note_taker(record), record.attendances, state.change_reason
                )
            )
        if done is None:
            self.after_save("Saved")
            return True
        self.renew(problems=done)
        return False

    def after_save(self, words: str) -> None:
        self._guard(lambda: discard_draft(self.app, self.meeting_id))
        self.trouble = self._theirs = None
        said = f"{words} {clock_time(self.app.now)}"
        self._load()
        self.renew(saved_words=said)
        self.saved.emit(said)

    def both_changed(self) -> list[Difference]:
        """While a conflict stands: the fields that both changed."""
        if self._theirs is None or self._base is None or self.state.record is None:
            return []
        return differences(self._base, self.state.record, self._theirs)

    def put_together(self, take_theirs: frozenset[tuple[str, str]]) -> bool:
        """Put both versions together as chosen, and save."""
        if self._theirs is None or self._base is None or self.state.record is None:
            return False
        merged = merge(self._base, self.state.record, self._theirs, take_theirs)
        self._base, self._theirs, self.trouble = self._theirs, None, None
        self.renew(record=merged, revision=self.state.revision + 1)
        if not self.state.unsaved:
            self.after_save("Saved")
            return True
        return self.save()

    # ------------------------------------------------------------ inside

    def stored(self) -> Meeting:
        assert self.state.stored is not None
        return self.state.stored.meeting

    def change(self, work: Callable[[Meeting], object], words: str) -> Problems:
        """Do something beside the form, as noting an answer. What is typed in the form stays in it, unsaved."""
        meeting, before, base = self.stored(), self.state, self._base
        problems = self.attempt(lambda: work(meeting))
        if problems is None:
            self.after_save(words)
            if before.unsaved and before.record and base and self._base:
                typed = merge(base, before.record, self._base, frozenset())
                self.renew(record=typed, change_reason=before.change_reason, revision=self.state.revision + 1)
                self.keep_copy()
            return ()
        if not problems:  # somebody saved first: nothing was done, and what they changed is to be seen before it is
            words = (
                "Not recorded: somebody changed this meeting meanwhile. Look at what stands there now, then try again."
            )
            self.trouble, self._theirs = messages.failed(words), None
            problems = (Problem("", words),)
            if not before.unsaved:
                self._load()
        self.renew()
        return problems

    def attempt(self, work: Callable[[], object]) -> Problems | None:
        """Do one thing at the services; None when done, else what is to be put right (perhaps only the banner)."""
        self._busy = True
        self.trouble = None
        try:
            work()
        except ContactBarred as stopped:
            return barred_problems(stopped)
        except RuleBroken as broken:
            return broken.problems
        except Conflict:
            self._meet_conflict()
            return ()
        except PlannerError as error:
            self.trouble = messages.failed(str(error))
            return (Problem("", str(error)),)
        finally:
            self._busy = False
        return None

    def _guard(self, work: Callable[[], object]) -> None:
        self._busy = True
        try:
            work()
        except PlannerError as error:
            self.trouble = messages.failed(str(error))
        finally:
            self._busy = False

    def _meet_conflict(self) -> None:
        """Somebody saved first: keep the text, fetch theirs, say when each was."""
        self.keep_copy()
        self._refresh_file()
        assert self.state.stored is not None
        self._theirs = record_of(self.state.stored)
        entry = meeting_records.last_saved(self.app, self._theirs.meeting)
        by = entry.actor if entry else "Somebody"
        at = clock_time(entry.at) if entry else ""
        self.trouble = messages.conflict(by, at, clock_time(self.app.now), bool(self.both_changed()))

    def _refresh_file(self) -> None:
        self._file = read_case(self.app, self._case_id).witness(self.witness_id)
        stored = next((m for m in self._file.meetings if m.meeting.id == self.meeting_id), None)
        self.state = replace(self.state, file=self._file, stored=stored)

    def _on_changed(self, changed: Changed) -> None:
        if self._busy or not self._case_id or changed.action.startswith("draft."):
            return
        if changed.case_ids and self._case_id not in changed.case_ids:
            return
        if self.state.unsaved:
            self._refresh_file()
            self.renew()
        else:
            self._load()

    def renew(self, **changes: object) -> None:
        """Put a new state in place, with everything that follows from it, and tell."""
        before = self.state
        state = replace(before, **changes)  # type: ignore[arg-type]
        unsaved = state.record is not None and state.record != self._base
        words = state.saved_words
        if unsaved and "saved_words" not in changes and not words.startswith("Unsaved"):
            words = "Unsaved changes"
        elif not unsaved and words.startswith("Unsaved"):
            words = ""
        state = replace(state, unsaved=unsaved, saved_words=words)
        if state.record is not None and state.file is not None:
            state = self._with_checks(state, before)
        if before.problems and before.problems == before.signing:  # what stood in the way of signing, as it is now
            state = replace(state, problems=changes.get("problems", state.signing))  # type: ignore[arg-type]
        copy = self._offered_copy if not unsaved else None
        self.state = replace(state, messages=messages.of_page(state, self.trouble, copy))
        self.state_changed.emit()

    def _with_checks(self, state: MeetingPage, before: MeetingPage) -> MeetingPage:
        assert state.record is not None
        assert state.file is not None
        record, meeting = state.record, state.record.meeting
        stored = state.stored.meeting if state.stored else meeting
        moved = stored.state is MeetingState.PLANNED and must_be_told_anew(stored, meeting)
        if not (state.record is before.record and state.file is before.file and before.checks):
            known = before.record if state.file is before.file and before.checks else None
            warnings = before.warnings
            if known is None or _looked_at(record) != _looked_at(known):
                found = plan_warnings(self.app, state.file, meeting, record.attendances) if state.can_plan else []
                warnings = tuple(found)
            topics = [topic.id for topic in meeting_records.ticked_topics(self.app)]
            state = replace(
                state,
                warnings=warnings,
                checks=tuple(preparation_checks(self.app, state.file, meeting, record.attendances)),
                timings=tuple(timing_checks(self.app, state.file, meeting)),
                signing=tuple(signing_problems(meeting, list(record.attendances), list(record.topics), topics)),
            )
        return replace(state, is_move=moved)


def _people_of(file: WitnessFile) -> tuple[tuple[CaseRole, Person], ...]:
    """Those named on the case, and her supporters."""
    known = {person.id for _role, person in file.people}
    supporters = [file.person_named(s.person_id) for s in file.supporters if s.ended_on is None]
    return (*file.people, *((CaseRole.SUPPORTER, p) for p in supporters if p is not None and p.id not in known))


def _looked_at(record: MeetingRecord) -> tuple[object, ...]:
    """What warnings depend on: they ask the office file, so not with every letter typed."""
    return (record.meeting.state, *place_and_time(record.meeting), record.attendances)


def _with_note_taker(record: MeetingRecord) -> Meeting:
    taker = next((a.name for a in record.attendances if a.is_note_taker), record.meeting.note_taker)
    return record.meeting.model_copy(update={"note_taker": taker})


def _next_pane(stored: MeetingFile | None) -> str:
    if stored is not None and stored.meeting.state is MeetingState.HELD:
        return RECORD
    if stored is not None and stored.meeting.is_locked:
        return FOLLOW_UP
    return PLAN
