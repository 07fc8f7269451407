"""What a person can do with a meeting: offer it, note the answer, plan, hold, record, sign, add to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from victimplanner.domain.case import Action
from victimplanner.domain.case_file import MeetingFile
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.history import AuditEntry
from victimplanner.domain.measures import MeasureView, next_sequence
from victimplanner.domain.meeting import (
    Addendum,
    Attendance,
    Concern,
    Meeting,
    MeetingKind,
    MeetingState,
    NoteParagraph,
    Question,
    TopicNote,
    check_transition,
    signing_problems,
)
from victimplanner.domain.people import CasePerson, Person
from victimplanner.domain.record import Record
from victimplanner.services.context import App, topic_template
from victimplanner.storage.unit_of_work import UnitOfWork

SIGNED_IN_PROGRAM = "Confirmed in the program, own login"


def offer_meeting(
    app: App,
    witness_id: str,
    *,
    offered_on: dt.date,
    method: str,
    offered_by: str,
    kind: MeetingKind = MeetingKind.PRE_TRIAL,
) -> Meeting:
    """Record that a meeting was offered. Raises: RuleBroken for a day in the future or an offer without a way."""
    problems = _offer_problems(app, offered_on, method)
    if problems:
        raise RuleBroken(*problems)
    with app.change("meeting.offer") as uow:
        witness = app.witness(uow, witness_id)
        earlier = uow.find(Meeting, witness_id=witness_id)
        meeting = Meeting(
            case_id=witness.case_id,
            witness_id=witness_id,
            number=max((m.number for m in earlier), default=0) + 1,
            kind=kind,
            offered_on=offered_on,
            offer_method=method.strip(),
            offered_by=offered_by.strip(),
        )
        uow.add(meeting)
        return meeting


def answer_offer(
    app: App,
    meeting: Meeting,
    *,
    answer: MeetingState,
    answered_on: dt.date,
    reason: str = "",
    ask_again_on: dt.date | None = None,
) -> Meeting:
    """Record her answer: accepted, declined, later or no reply. Earlier answers stay in the history."""
    check_transition(meeting.state, answer)
    if answered_on > app.today:
        raise RuleBroken(Problem("answered_on", "The answer lies in the future. Enter the day on which it came."))
    if meeting.offered_on and answered_on < meeting.offered_on:
        raise RuleBroken(Problem("answered_on", "The answer lies before the offer. Check the two days."))
    if answer in (MeetingState.LATER, MeetingState.NO_REPLY) and ask_again_on is None:
        raise RuleBroken(Problem("ask_again_on", "Choose the day on which she will be asked again."))
    with app.change("meeting.answer") as uow:
        return uow.save(
            meeting.model_copy(
                update={
                    "state": answer,
                    "answered_on": answered_on,
                    "answer_reason": reason.strip(),
                    "ask_again_on": ask_again_on,
                }
            )
        )


def offer_again(app: App, meeting: Meeting, *, offered_on: dt.date, method: str, offered_by: str) -> Meeting:
    """Offer a meeting anew after it was turned down, put off, cancelled or not answered. Earlier answers stay in the
    history.

    Raises: RuleBroken for a day in the future or an offer without a way.
    """
    check_transition(meeting.state, MeetingState.OFFERED)
    problems = _offer_problems(app, offered_on, method)
    if problems:
        raise RuleBroken(*problems)
    update: dict[str, object] = {
        "state": MeetingState.OFFERED,
        "offered_on": offered_on,
        "offer_method": method.strip(),
        "offered_by": offered_by.strip(),
        "answered_on": None,
        "answer_reason": "",
        "ask_again_on": None,
    }
    with app.change("meeting.offer") as uow:
        return uow.save(meeting.model_copy(update=update))


def _offer_problems(app: App, offered_on: dt.date, method: str) -> list[Problem]:
    problems = []
    if offered_on > app.today:
        problems.append(Problem("offered_on", "The offer lies in the future. Enter the day on which it was made."))
    if not method.strip():
        problems.append(Problem("offer_method", "Say how the offer was made, for instance by telephone."))
    return problems


def plan_meeting(app: App, planned: Meeting, attendances: Sequence[Attendance], reason: str = "") -> Meeting:
    """Save a plan: when, where, how, who. A change of day, time, place or mode must be told to the witness.

    `planned` carries the plan on top of the version that was read; `attendances` is the whole list of who will be
    there. Clashes and keep-apart warnings never block (see `meeting_checks`).

    Raises: RuleBroken when the plan lacks a day or times, or moves an earlier plan without a reason.
    """
    problems = _plan_problems(planned)
    with app.read() as uow:
        before = uow.get(Meeting, planned.id)
        old_attendances = uow.find(Attendance, meeting_id=planned.id)
    check_transition(before.state, MeetingState.PLANNED)
    moved = before.state is MeetingState.PLANNED and _told_facts(before) != _told_facts(planned)
    if moved and not reason.strip():
        problems.append(Problem("change_reason", "The plan changes: say why. The witness must be told."))
    if problems:
        raise RuleBroken(*problems)
    changes: dict[str, object] = {"state": MeetingState.PLANNED}
    if moved or (before.state is not MeetingState.PLANNED and before.planned_on is not None):
        changes["diary_sequence"] = (
            before.diary_sequence + 1
        )  # a calendar that has this meeting takes only a higher one
    if moved:
        changes |= {
            "change_reason": reason.strip(),
            "changed_on": app.today,
            "change_to_tell": True,
            "change_told_on": None,
        }
    elif before.state is not MeetingState.PLANNED and before.answered_on is None:
        changes["answered_on"] = app.today
    with app.change("meeting.plan") as uow:
        saved = uow.save(planned.model_copy(update=changes))
        changed = _save_children(uow, old_attendances, attendances)
        return uow.save_lines_of(saved) if changed and saved.version == planned.version else saved


def _told_facts(meeting: Meeting) -> tuple[object, ...]:
    return (meeting.planned_on, meeting.planned_start, meeting.planned_end, meeting.mode, meeting.place.strip())


def _plan_problems(meeting: Meeting) -> list[Problem]:
    problems = []
    if meeting.planned_on is None:
        problems.append(Problem("planned_on", "Enter the day of the meeting."))
    if meeting.planned_start is None:
        problems.append(Problem("planned_start", "Enter when the meeting starts."))
    if meeting.planned_end is None:
        problems.append(Problem("planned_end", "Enter when the meeting ends."))
    elif meeting.planned_start is not None and meeting.planned_end <= meeting.planned_start:
        problems.append(Problem("planned_end", "The meeting ends before it starts. Check the two times."))
    return problems


def cancel_meeting(app: App, meeting: Meeting, reason: str) -> Meeting:
    """Cancel a meeting with a reason; the witness must be told where one had been planned."""
    check_transition(meeting.state, MeetingState.CANCELLED)
    if not reason.strip():
        raise RuleBroken(Problem("change_reason", "Say why the meeting is cancelled. It stays in the history."))
    update: dict[str, object] = {
        "state": MeetingState.CANCELLED,
        "change_reason": reason.strip(),
        "changed_on": app.today,
        "change_told_on": None,
        "change_to_tell": meeting.state is MeetingState.PLANNED,
        "diary_sequence": meeting.diary_sequence + 1,
    }
    with app.change("meeting.cancel") as uow:
        return uow.save(meeting.model_copy(update=update))


def tell_change(app: App, meeting: Meeting, told_on: dt.date) -> Meeting:
    """Record that the witness was told of a moved or cancelled meeting."""
    if told_on > app.today:
        raise RuleBroken(Problem("told_on", "That day lies in the future. Enter the day on which she was told."))
    if meeting.changed_on is not None and told_on < meeting.changed_on:
        raise RuleBroken(Problem("told_on", "She was told before the change was made. Check the day."))
    with app.change("meeting.told") as uow:
        return uow.save(meeting.model_copy(update={"change_to_tell": False, "change_told_on": told_on}))


def did_not_attend(app: App, meeting: Meeting, reason: str) -> Meeting:
    """Record that she did not come. The meeting can be planned again."""
    check_transition(meeting.state, MeetingState.DID_NOT_ATTEND)
    with app.change("meeting.record") as uow:
        return uow.save(
            meeting.model_copy(update={"state": MeetingState.DID_NOT_ATTEND, "answer_reason": reason.strip()})
        )


@dataclass(frozen=True)
class MeetingRecord:
    """Everything a record form holds at one moment. Ids tell new lines from changed ones; missing lines go."""

    meeting: Meeting
    attendances: tuple[Attendance, ...] = ()
    topics: tuple[TopicNote, ...] = ()
    questions: tuple[Question, ...] = ()
    paragraphs: tuple[NoteParagraph, ...] = ()
    concerns: tuple[Concern, ...] = ()
    actions: tuple[Action, ...] = ()
    views: tuple[MeasureView, ...] = ()  # given at this meeting; an earlier view of the same measure stays


def record_of(file: MeetingFile) -> MeetingRecord:
    """Return what a form starts from: everything recorded at a meeting so far."""
    return MeetingRecord(
        meeting=file.meeting,
        attendances=file.attendances,
        topics=file.topics,
        questions=file.questions,
        paragraphs=file.paragraphs,
        concerns=file.concerns,
        actions=file.actions,
        views=file.views,
    )


def last_saved(app: App, meeting: Meeting) -> AuditEntry | None:
    """Return who saved a meeting or something recorded at it last, and when; None if the trail does not tell."""
    saves = ("meeting.plan", "meeting.record", "meeting.cancel", "meeting.answer", "meeting.offer", "meeting.sign")
    history = app.vault.history(meeting.case_id)
    return next((entry for entry in history if entry.action in saves and entry.record_id == meeting.id), None)


def save_record(app: App, record: MeetingRecord) -> Meeting:
    """Save the record of a meeting, all or nothing. It stays open until it is signed.

    Views appear at once among the four facts of each measure.

    Raises: RuleBroken when the record is locked, Conflict when someone else saved it first.
    """
    with app.read() as uow:
        before = uow.get(Meeting, record.meeting.id)
    if before.state is not MeetingState.HELD:
        check_transition(before.state, MeetingState.HELD)
    held = {"state": MeetingState.HELD, "held_on": record.meeting.held_on or before.planned_on or app.today}
    with app.change("meeting.record") as uow:
        saved = uow.save(record.meeting.model_copy(update=held))
        lines: tuple[tuple[type[Record], Sequence[Record]], ...] = (
            (Attendance, record.attendances),
            (TopicNote, record.topics),
            (Question, record.questions),
            (NoteParagraph, record.paragraphs),
            (Concern, record.concerns),
            (Action, record.actions),
        )
        changed = [_save_children(uow, uow.find(kind, meeting_id=saved.id), new) for kind, new in lines]
        changed.append(_save_views(uow, uow.find(MeasureView, meeting_id=saved.id), record.views))
        return uow.save_lines_of(saved) if any(changed) and saved.version == record.meeting.version else saved


def _save_children(uow: UnitOfWork, old: Iterable[Record], new: Iterable[Record]) -> bool:
    """Save the lines of a record as they are to be; say whether anything changed."""
    before = {record.id: record for record in old}
    kept, changed = set(), False
    for record in new:
        kept.add(record.id)
        if record.id in before:
            changed |= uow.save(record).version != record.version
        else:
            uow.add(record)
            changed = True
    for record_id, record in before.items():
        if record_id not in kept:
            uow.delete(record)
            changed = True
    return changed


def _save_views(uow: UnitOfWork, before: Iterable[MeasureView], new: Iterable[MeasureView]) -> bool:
    """Views are never overwritten: while the record is open its own view may be corrected, others are added.

    Says whether anything changed.
    """
    known, changed = {view.id for view in before}, False
    for view in new:
        if view.id in known:
            changed |= uow.save(view).version != view.version
        else:
            changed = True
            chain = uow.find(MeasureView, witness_id=view.witness_id)
            uow.add(view.model_copy(update={"sequence": next_sequence(chain, view.measure)}))
    return changed


def sign_record(app: App, meeting: Meeting, signers: Sequence[str], how: str = SIGNED_IN_PROGRAM) -> Meeting:
    """Sign and lock a record. `signers` are ids of attendances, never the witness's own.

    Raises: RuleBroken listing everything the record still needs.
    """
    check_transition(meeting.state, MeetingState.SIGNED)
    with app.read() as uow:
        attendances = uow.find(Attendance, meeting_id=meeting.id)
        topics = uow.find(TopicNote, meeting_id=meeting.id)
    template = [topic.id for topic in topic_template().topics]
    problems = signing_problems(meeting, attendances, topics, template)
    if not signers:
        problems.append(Problem("signers", "Choose who signs: at least one official who was there."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("meeting.sign") as uow:
        for attendance in attendances:
            if attendance.id in signers and attendance.signed_at is None:
                uow.save(attendance.model_copy(update={"signed_at": app.now, "signed_how": how}))
        return uow.save(meeting.model_copy(update={"state": MeetingState.SIGNED, "signed_on": app.today}))


def add_addendum(app: App, meeting: Meeting, text: str) -> Addendum:
    """Add a dated addition to a signed record. The words of the record are not altered."""
    if not meeting.is_locked:
        raise RuleBroken(Problem("text", "The record is still open: change it directly. Nothing was added."))
    if not text.strip():
        raise RuleBroken(Problem("text", "Write the addition first."))
    with app.change("meeting.addend") as uow:
        earlier = uow.find(Addendum, meeting_id=meeting.id)
        addendum = Addendum(
            case_id=meeting.case_id,
            meeting_id=meeting.id,
            number=len(earlier) + 1,
            text=text.strip(),
            added_at=app.now,
            added_by=app.user.display_name,
        )
        uow.add(addendum)
        return addendum


def list_on_mg6c(app: App, meeting: Meeting, item: str, listed_on: dt.date) -> Meeting:
    """Note that a record was listed on the MG6C, and as which item: a fact about the record, not one of its words.

    Raises: RuleBroken for a missing item or a day in the future.
    """
    problems = []
    if not item.strip():
        problems.append(Problem("mg6c_item", "Enter the number of the item on the MG6C."))
    if listed_on > app.today:
        problems.append(Problem("mg6c_listed_on", "That day lies in the future. Enter it once it is listed."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("meeting.list") as uow:
        return uow.save(meeting.model_copy(update={"mg6c_item": item.strip(), "mg6c_listed_on": listed_on}))


def finish_action(app: App, action_id: str, done_on: dt.date | None = None) -> Action:
    """Mark an action as done."""
    with app.change("action.done") as uow:
        action = uow.get(Action, action_id)
        return uow.save(action.model_copy(update={"done_on": done_on or app.today}))


def people_of_case(app: App, case_id: str) -> list[Person]:
    """Return the directory entries named on a case, for choosing who will be there."""
    with app.read() as uow:
        links = uow.find(CasePerson, case_id=case_id)
        return uow.select_in(Person, "id", {link.person_id for link in links})


def places_used(app: App) -> tuple[str, ...]:
    """Return the places of earlier meetings in this office file, for choosing one again."""
    with app.read() as uow:
        return tuple(sorted({meeting.place.strip() for meeting in uow.find(Meeting)} - {""}))
