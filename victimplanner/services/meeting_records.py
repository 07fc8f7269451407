"""What a person can do with the record of a meeting: save it, sign and lock it, add to it, list and review it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from victimplanner.domain.case import Action
from victimplanner.domain.case_file import MeetingFile
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.history import AuditEntry
from victimplanner.domain.measures import MeasureView, next_sequence
from victimplanner.domain.meeting import DisclosureReview, Meeting, MeetingState, check_transition
from victimplanner.domain.meeting_record import (
    TICKED_GROUPS,
    Addendum,
    Attendance,
    AttendanceState,
    Concern,
    NoteParagraph,
    Question,
    TopicNote,
    signing_problems,
)
from victimplanner.domain.record import Record
from victimplanner.domain.topics import Topic
from victimplanner.services.context import App
from victimplanner.services.topics import topics_in
from victimplanner.storage.unit_of_work import UnitOfWork

SIGNED_IN_PROGRAM = "Confirmed in the program, own login"


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
    planned_on = before.planned_on or app.today
    held_on = record.meeting.held_on or min(planned_on, app.today)  # no record is of a day to come
    held = {"state": MeetingState.HELD, "held_on": held_on}
    with app.change("meeting.record") as uow:
        saved = uow.save(record.meeting.model_copy(update=held))
        lines: tuple[tuple[type[Record], Sequence[Record]], ...] = (
            (Attendance, record.attendances),
            (TopicNote, _with_words(app, record.topics)),
            (Question, record.questions),
            (NoteParagraph, record.paragraphs),
            (Concern, record.concerns),
            (Action, record.actions),
        )
        changed = [save_lines(uow, uow.find(kind, meeting_id=saved.id), new) for kind, new in lines]
        changed.append(_save_views(uow, uow.find(MeasureView, meeting_id=saved.id), record.views))
        return uow.save_lines_of(saved) if any(changed) and saved.version == record.meeting.version else saved


def ticked_topics(app: App) -> tuple[Topic, ...]:
    """Return the lines of the template that a record ticks or gives a reason for."""
    return topics_in(app, *TICKED_GROUPS)


def _with_words(app: App, notes: Iterable[TopicNote]) -> list[TopicNote]:
    """Give each note the words that its line has now; one that has its words keeps them."""
    known = {topic.id: topic for topic in app.topics}
    return [
        note.model_copy(update={"title": known[note.topic_id].title, "group": known[note.topic_id].group})
        if not note.title and note.topic_id in known
        else note
        for note in notes
    ]


def save_lines(uow: UnitOfWork, old: Iterable[Record], new: Iterable[Record]) -> bool:
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
    template = [topic.id for topic in ticked_topics(app)]
    problems = signing_problems(meeting, attendances, topics, template)
    signing = {a.id for a in attendances if a.id in signers and a.state is AttendanceState.CAME}
    if not signing or not signing.issuperset(signers):
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
    if meeting.held_on is None:
        problems.append(Problem("mg6c_item", "There is no record of this meeting yet. Record it first."))
    if not item.strip():
        problems.append(Problem("mg6c_item", "Enter the number of the item on the MG6C."))
    if listed_on > app.today:
        problems.append(Problem("mg6c_listed_on", "That day lies in the future. Enter it once it is listed."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("meeting.list") as uow:
        return uow.save(meeting.model_copy(update={"mg6c_item": item.strip(), "mg6c_listed_on": listed_on}))


def review_disclosure(app: App, meeting: Meeting, review: DisclosureReview, on: dt.date, by: str, note: str) -> Meeting:
    """Note how the record of a meeting stands with disclosure: a fact about the record, not one of its words.

    Raises: RuleBroken for a day in the future, a review without a name, or sensitive parts without saying which.
    """
    problems = []
    if on > app.today:
        problems.append(Problem("disclosure_reviewed_on", "That day lies in the future. Enter the day of the review."))
    if not by.strip():
        problems.append(Problem("disclosure_reviewed_by", "Name who reviewed it, or who was asked to."))
    if review is DisclosureReview.PART_SENSITIVE and not note.strip():
        problems.append(Problem("disclosure_note", "Say which parts are sensitive and what is done with them."))
    if problems:
        raise RuleBroken(*problems)
    update = {
        "disclosure_review": review,
        "disclosure_reviewed_on": on,
        "disclosure_reviewed_by": by.strip(),
        "disclosure_note": note.strip(),
    }
    with app.change("meeting.disclosure") as uow:
        return uow.save(meeting.model_copy(update=update))
