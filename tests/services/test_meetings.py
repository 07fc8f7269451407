"""A meeting from the offer to the signed record and what is added to it later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.finding import again, meeting_again, with_meeting, without_meeting, witnesses
from victimplanner.domain.case import Action
from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import Conflict, NotAllowed, RuleBroken
from victimplanner.domain.measures import MeasureId, MeasureView, ViewKind, latest
from victimplanner.domain.meeting import Meeting, MeetingChange, MeetingState, MeetingStep
from victimplanner.domain.meeting_record import Attendance, AttendanceState, NoteParagraph, Question, TopicNote
from victimplanner.domain.people import UserRole
from victimplanner.services import meeting_records, meetings
from victimplanner.services.context import App
from victimplanner.services.measures import facts_of
from victimplanner.services.meeting_records import MeetingRecord, record_of
from victimplanner.services.topic_template import topic_template

YESTERDAY, TODAY, TOMORROW = dt.date(2026, 11, 24), dt.date(2026, 11, 25), dt.date(2026, 11, 26)
NEXT_WEEK = dt.date(2026, 12, 2)


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


def an_offer(app: App) -> Meeting:
    witness_id = without_meeting(app).witness.id
    return meetings.offer_meeting(
        app, witness_id, offered_on=YESTERDAY, channel=Channel.IN_PERSON, offered_by="R. Okafor"
    )


def at(meeting: Meeting, day: dt.date = NEXT_WEEK, hour: int = 10, **more: object) -> Meeting:
    times = {"planned_on": day, "planned_start": dt.time(hour), "planned_end": dt.time(hour + 1), "place": "Room 3"}
    return meeting.model_copy(update=times | more)


def a_plan(app: App) -> Meeting:
    return meetings.plan_meeting(app, at(an_offer(app)), ())


def last_step(app: App, meeting: Meeting) -> MeetingChange:
    return meeting_again(app, meeting).changes[-1]


def held(app: App) -> MeetingRecord:
    return record_of(with_meeting(app, MeetingState.HELD)[1])


def ready_to_sign(app: App) -> MeetingRecord:
    """A record with everything that signing asks for, saved."""
    record = held(app)
    case_id, meeting_id = record.meeting.case_id, record.meeting.id
    topics = tuple(
        TopicNote(case_id=case_id, meeting_id=meeting_id, topic_id=topic.id, covered=True)
        for topic in meeting_records.ticked_topics(app)
    )
    official = Attendance(
        case_id=case_id, meeting_id=meeting_id, name="R. Okafor", role="Prosecutor", state=AttendanceState.CAME
    )
    details = {
        "started": dt.time(14), "ended": dt.time(15), "note_taker": "M. Strand", "new_evidence_volunteered": False,
    }  # fmt: skip
    full = replace(record, meeting=record.meeting.model_copy(update=details), topics=topics, attendances=(official,))
    return record_of(meeting_again(app, meeting_records.save_record(app, full)))


# ------------------------------------------------------------ the offer and the answer


def test_an_offer_is_recorded_with_day_way_and_person(app: App) -> None:
    meeting = an_offer(app)
    assert (meeting.state, meeting.number) == (MeetingState.OFFERED, 1)
    assert meeting_again(app, meeting).meeting == meeting


def test_an_offer_cannot_lie_in_the_future(app: App) -> None:
    with pytest.raises(RuleBroken) as error:
        meetings.offer_meeting(
            app, without_meeting(app).witness.id, offered_on=TOMORROW, channel=Channel.IN_PERSON, offered_by=""
        )
    assert fields_of(error) == ["offered_on"]


@pytest.mark.parametrize("day", [YESTERDAY - dt.timedelta(days=1), TOMORROW], ids=["before the offer", "future"])
def test_an_answer_lies_between_the_offer_and_today(app: App, day: dt.date) -> None:
    with pytest.raises(RuleBroken) as error:
        meetings.answer_offer(app, an_offer(app), answer=MeetingState.ACCEPTED, answered_on=day)
    assert fields_of(error) == ["answered_on"]


@pytest.mark.parametrize("answer", [MeetingState.LATER, MeetingState.NO_REPLY])
def test_who_puts_it_off_is_asked_again_on_a_day(app: App, answer: MeetingState) -> None:
    offer = an_offer(app)
    with pytest.raises(RuleBroken) as error:
        meetings.answer_offer(app, offer, answer=answer, answered_on=TODAY)
    assert fields_of(error) == ["ask_again_on"]
    saved = meetings.answer_offer(app, offer, answer=answer, answered_on=TODAY, ask_again_on=NEXT_WEEK)
    assert saved.ask_again_on == NEXT_WEEK


def test_a_meeting_turned_down_can_be_offered_again_and_the_first_answer_stays_in_the_trail(app: App) -> None:
    turned_down = meetings.answer_offer(
        app, an_offer(app), answer=MeetingState.DECLINED, answered_on=TODAY, reason="Not now"
    )
    offered = meetings.offer_again(
        app, turned_down, offered_on=TODAY, channel=Channel.IN_PERSON, offered_by="B. Lindley"
    )
    assert (offered.state, offered.answer_reason, offered.answered_on) == (MeetingState.OFFERED, "", None)
    actions = [entry.action for entry in app.vault.history(offered.case_id) if entry.record_id == offered.id]
    assert actions == ["meeting.offer", "meeting.answer", "meeting.offer"]


def test_a_step_that_is_not_possible_says_what_is(app: App) -> None:
    with pytest.raises(RuleBroken, match=r"Possible now: .*accepted.*declined"):
        meeting_records.sign_record(app, an_offer(app), ["anybody"])


# ------------------------------------------------------------ the plan


def test_a_plan_needs_a_day_and_two_times(app: App) -> None:
    with pytest.raises(RuleBroken) as error:
        meetings.plan_meeting(app, an_offer(app), ())
    assert fields_of(error) == ["planned_on", "planned_start", "planned_end"]


def test_a_meeting_does_not_end_before_it_starts(app: App) -> None:
    with pytest.raises(RuleBroken) as error:
        meetings.plan_meeting(app, at(an_offer(app), planned_end=dt.time(9)), ())
    assert fields_of(error) == ["planned_end"]


@pytest.mark.parametrize(
    "different", [{"planned_on": dt.date(2026, 12, 3)}, {"planned_end": dt.time(12)}, {"place": "9"}]
)
def test_moving_a_plan_needs_a_reason_and_telling_her(app: App, different: dict[str, object]) -> None:
    plan = a_plan(app)
    with pytest.raises(RuleBroken) as error:
        meetings.plan_meeting(app, plan.model_copy(update=different), ())
    assert fields_of(error) == ["change_reason"]
    moved = meetings.plan_meeting(app, plan.model_copy(update=different), (), "Counsel is in another court")
    change = last_step(app, moved)
    assert (change.step, change.to_tell, change.told_on, change.happened_on) == (MeetingStep.MOVED, True, None, TODAY)
    assert (change.was_on, change.was_start, change.was_place) == (plan.planned_on, plan.planned_start, plan.place)
    told = meetings.tell_change(app, moved, TODAY, Channel.IN_PERSON)
    assert told.version > moved.version, "a stale form meets a conflict"
    change = last_step(app, told)
    assert (change.is_untold, change.told_on, change.told_how, change.told_by) == (
        False,
        TODAY,
        "In person",
        "R. Okafor",
    )


def test_what_she_need_not_be_told_moves_nothing(app: App) -> None:
    plan = a_plan(app)
    saved = meetings.plan_meeting(app, plan.model_copy(update={"interpreter": "Polish, female"}), ())
    assert not meeting_again(app, saved).must_be_told
    assert saved.diary_sequence == plan.diary_sequence


@pytest.mark.parametrize(
    "agreed", [{"entrance": "Rear, Mill Lane"}, {"arrives": dt.time(9, 45)}], ids=["entrance", "arrival"]
)
def test_an_entrance_or_arrival_once_agreed_is_told_again_when_it_changes(app: App, agreed: dict[str, object]) -> None:
    plan = meetings.plan_meeting(app, a_plan(app).model_copy(update=agreed), ())
    assert not meeting_again(app, plan).must_be_told, "agreed for the first time"
    other = {"entrance": "Front"} if "entrance" in agreed else {"arrives": dt.time(9, 30)}
    with pytest.raises(RuleBroken) as error:
        meetings.plan_meeting(app, plan.model_copy(update=other), ())
    assert fields_of(error) == ["change_reason"]
    meetings.plan_meeting(app, plan.model_copy(update=other), (), "The door is shut that day")
    assert meeting_again(app, plan).must_be_told


@pytest.mark.parametrize("day", [YESTERDAY, TOMORROW], ids=["before the change", "future"])
def test_she_is_told_of_a_change_after_it_and_not_in_the_future(app: App, day: dt.date) -> None:
    moved = meetings.plan_meeting(app, at(a_plan(app), hour=11), (), "A room fell through")
    with pytest.raises(RuleBroken) as error:
        meetings.tell_change(app, moved, day, Channel.IN_PERSON)
    assert fields_of(error) == ["told_on"]


def test_a_plan_is_cancelled_with_a_reason_and_she_must_be_told(app: App) -> None:
    plan = a_plan(app)
    with pytest.raises(RuleBroken) as error:
        meetings.cancel_meeting(app, plan, " ")
    assert fields_of(error) == ["change_reason"]
    cancelled = meetings.cancel_meeting(app, plan, "She asked for it")
    assert (cancelled.state, last_step(app, cancelled).to_tell) == (MeetingState.CANCELLED, True)


@pytest.mark.parametrize("end", [meetings.cancel_meeting, meetings.lapse_offer], ids=["cancelled", "lapsed"])
def test_she_is_told_when_a_meeting_she_accepted_is_not_to_be(app: App, end: Callable[..., Meeting]) -> None:
    accepted = meetings.answer_offer(app, an_offer(app), answer=MeetingState.ACCEPTED, answered_on=TODAY)
    assert meeting_again(app, end(app, accepted, "The case ends")).must_be_told


def test_telling_from_a_form_read_before_another_move_is_refused(app: App) -> None:
    plan = a_plan(app)
    stale = meetings.plan_meeting(app, at(plan, hour=11), (), "Room taken")
    meetings.plan_meeting(app, at(stale, hour=14), (), "Counsel is busy")
    with pytest.raises(Conflict):
        meetings.tell_change(app, stale, TODAY, Channel.IN_PERSON)
    assert meeting_again(app, plan).must_be_told, "she was told of neither"


def test_cancelling_a_mere_offer_leaves_nothing_to_tell(app: App) -> None:
    cancelled = meetings.cancel_meeting(app, an_offer(app), "Guilty plea")
    assert not meeting_again(app, cancelled).must_be_told


def test_who_did_not_come_can_be_met_another_day(app: App) -> None:
    with pytest.raises(RuleBroken, match="still to come"):
        meetings.did_not_attend(app, a_plan(app), "Her bus did not run")
    today = meetings.plan_meeting(app, at(an_offer(app), TODAY), ())
    missed = meetings.did_not_attend(app, today, "Her bus did not run")
    assert meetings.plan_meeting(app, at(missed, dt.date(2026, 12, 9)), ()).state is MeetingState.PLANNED


def test_a_stale_plan_does_not_overwrite_the_one_saved_first(app: App) -> None:
    plan = a_plan(app)
    first = meetings.plan_meeting(app, plan.model_copy(update={"met_by": "T. Garside"}), ())
    with pytest.raises(Conflict) as error:
        meetings.plan_meeting(app, plan.model_copy(update={"met_by": "K. Belling"}), ())
    assert error.value.theirs == first
    assert meeting_again(app, plan).meeting.met_by == "T. Garside"


def test_a_stale_plan_does_not_take_out_a_person_added_meanwhile(app: App) -> None:
    plan = a_plan(app)
    guest = Attendance(case_id=plan.case_id, meeting_id=plan.id, name="C. Penhale", role="ISVA", is_supporter=True)
    meetings.plan_meeting(app, plan, (guest,))
    with pytest.raises(Conflict):
        meetings.plan_meeting(app, plan, ())
    assert [a.name for a in meeting_again(app, plan).attendances] == ["C. Penhale"]


# ------------------------------------------------------------ the record


def test_a_record_is_saved_with_all_its_lines(app: App) -> None:
    plan = a_plan(app)
    ids = {"case_id": plan.case_id, "meeting_id": plan.id}
    record = MeetingRecord(
        meeting=plan.model_copy(update={"held_on": TODAY}),
        attendances=(Attendance(**ids, name="R. Okafor", role="Prosecutor", state=AttendanceState.CAME),),
        topics=(TopicNote(**ids, topic_id=topic_template().topics[0].id, covered=True),),
        questions=(Question(**ids, number=1, text="Will he see me?", answer="Not with a screen."),),
        paragraphs=(NoteParagraph(**ids, number=1, text="She came with her sister."),),
        actions=(Action(case_id=plan.case_id, witness_id=plan.witness_id, meeting_id=plan.id, text="Send the plan"),),
    )
    saved = meeting_records.save_record(app, record)
    topic = topic_template().topics[0]
    noted = record.topics[0].model_copy(update={"title": topic.title, "group": topic.group})
    assert record_of(meeting_again(app, plan)) == replace(record, meeting=saved, topics=(noted,))
    assert saved.state is MeetingState.HELD


def test_a_meeting_held_before_its_planned_day_is_not_recorded_on_a_day_to_come(app: App) -> None:
    plan = a_plan(app)
    assert plan.planned_on == NEXT_WEEK
    assert meeting_records.save_record(app, MeetingRecord(plan)).held_on == TODAY


def test_a_line_taken_out_of_an_open_record_is_gone(app: App) -> None:
    record = ready_to_sign(app)
    meeting_records.save_record(app, replace(record, topics=record.topics[1:]))
    assert len(meeting_again(app, record.meeting).topics) == len(record.topics) - 1


def test_a_view_given_at_the_meeting_joins_the_chain_and_the_earlier_one_stays(app: App) -> None:
    record = held(app)
    meeting = record.meeting
    file = next(w for w in witnesses(app) if w.witness.id == meeting.witness_id)
    earlier = [v for v in file.views if v.measure is MeasureId.SCREEN]
    view = MeasureView(
        case_id=meeting.case_id, witness_id=meeting.witness_id, meeting_id=meeting.id, measure=MeasureId.SCREEN,
        view=ViewKind.DOES_NOT_WANT, own_words="I would sooner face him.", given_on=TODAY,
    )  # fmt: skip
    meeting_records.save_record(app, replace(record, views=(*record.views, view)))
    now = again(app, file)
    screen = next(f for f in facts_of(app, now) if f.id is MeasureId.SCREEN)
    assert screen.view is not None
    assert screen.view.own_words == "I would sooner face him."
    assert len([v for v in now.views if v.measure is MeasureId.SCREEN]) == len(earlier) + 1
    found = latest(now.views, MeasureId.SCREEN)
    assert found is not None
    assert found.sequence == max((v.sequence for v in earlier), default=0) + 1


def test_a_stale_record_does_not_take_out_a_question_added_meanwhile(app: App) -> None:
    mine, theirs = held(app), held(app)
    ids = {"case_id": mine.meeting.case_id, "meeting_id": mine.meeting.id}
    question = Question(**ids, number=99, text="Can my sister come?")
    meeting_records.save_record(app, replace(theirs, questions=(*theirs.questions, question)))
    with pytest.raises(Conflict):
        meeting_records.save_record(app, replace(mine, paragraphs=()))
    now = record_of(meeting_again(app, mine.meeting))
    assert question in now.questions
    assert now.paragraphs == mine.paragraphs


def test_it_is_known_who_saved_last_even_when_only_a_line_changed(app: App) -> None:
    record = held(app)
    ids = {"case_id": record.meeting.case_id, "meeting_id": record.meeting.id}
    meeting_records.save_record(app, replace(record, questions=(Question(**ids, number=1, text="When?"),)))
    last = meeting_records.last_saved(app, record.meeting)
    assert last is not None
    assert (last.actor, last.at) == ("r.okafor", app.now)


def test_saving_a_record_that_did_not_change_writes_nothing(app: App) -> None:
    before = app.vault.verify().count
    meeting_records.save_record(app, held(app))
    assert app.vault.verify().count == before


# ------------------------------------------------------------ signed and locked


def test_nobody_signs_who_was_not_there(app: App) -> None:
    record = ready_to_sign(app)
    absent = record.attendances[0].model_copy(update={"state": AttendanceState.DID_NOT_COME})
    other = Attendance(
        case_id=absent.case_id, meeting_id=absent.meeting_id, name="M. Strand", role="VLO", state=AttendanceState.CAME
    )
    saved = meeting_records.save_record(app, replace(record, attendances=(absent, other)))
    for signers in ([], ["somebody-else"], [absent.id], [absent.id, other.id]):
        with pytest.raises(RuleBroken) as error:
            meeting_records.sign_record(app, saved, signers)
        assert fields_of(error) == ["signers"]
    assert meeting_records.sign_record(app, saved, [other.id]).is_locked


def test_a_record_says_everything_it_still_needs_before_it_is_signed(app: App) -> None:
    record = held(app)
    bare = record.meeting.model_copy(
        update={"started": None, "ended": None, "note_taker": "", "new_evidence_volunteered": None}
    )
    saved = meeting_records.save_record(app, MeetingRecord(meeting=bare, views=record.views))
    with pytest.raises(RuleBroken) as error:
        meeting_records.sign_record(app, saved, ())
    assert fields_of(error) == ["started", "note_taker", "new_evidence", "topics", "attendance", "signers"]


def test_signing_locks_the_record_and_names_who_signed(app: App) -> None:
    record = ready_to_sign(app)
    signed = meeting_records.sign_record(app, record.meeting, [record.attendances[0].id])
    assert (signed.state, signed.signed_on, signed.is_locked) == (MeetingState.SIGNED, TODAY, True)
    assert meeting_again(app, signed).attendances[0].signed_at == app.now
    with pytest.raises(RuleBroken, match="signed and locked"):
        meeting_records.save_record(app, replace(record, meeting=signed.model_copy(update={"vps": "Offered"})))


def test_nobody_signs_a_record_that_was_changed_since_they_read_it(app: App) -> None:
    record = ready_to_sign(app)
    meeting_records.save_record(app, replace(record, topics=record.topics[1:], questions=()))
    with pytest.raises((Conflict, RuleBroken)):
        meeting_records.sign_record(app, record.meeting, [record.attendances[0].id])
    assert meeting_again(app, record.meeting).meeting.state is MeetingState.HELD


STEPS: dict[str, Callable[[App, Meeting], object]] = {
    "plan": lambda app, meeting: meetings.plan_meeting(app, at(meeting), ()),
    "cancel": lambda app, meeting: meetings.cancel_meeting(app, meeting, "By mistake"),
    "did not attend": lambda app, meeting: meetings.did_not_attend(app, meeting, ""),
    "offer again": lambda app, meeting: meetings.offer_again(
        app, meeting, offered_on=TODAY, channel=Channel.IN_PERSON, offered_by=""
    ),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_signed_record_takes_no_further_step(app: App, step: Callable[[App, Meeting], object]) -> None:
    meeting = with_meeting(app, MeetingState.SIGNED)[1].meeting
    with pytest.raises(RuleBroken, match="signed and locked"):
        step(app, meeting)
    assert meeting_again(app, meeting).meeting == meeting


def test_an_addition_to_a_signed_record_is_dated_and_alters_no_word(app: App) -> None:
    before = with_meeting(app, MeetingState.SIGNED)[1]
    addition = meeting_records.add_addendum(app, before.meeting, " The car park is behind the building. ")
    now = meeting_again(app, before.meeting)
    assert (addition.added_at, addition.added_by, addition.number) == (app.now, "R. Okafor", len(before.addenda) + 1)
    assert now.addenda[-1].text == "The car park is behind the building."
    assert replace(now, addenda=before.addenda) == before


def test_an_open_record_is_changed_not_added_to(app: App) -> None:
    with pytest.raises(RuleBroken, match="still open: change it directly"):
        meeting_records.add_addendum(app, held(app).meeting, "More")


def test_listing_on_the_mg6c_is_no_change_of_the_record(app: App) -> None:
    before = with_meeting(app, MeetingState.SIGNED)[1].meeting
    listed = meeting_records.list_on_mg6c(app, before, "14", TODAY)
    assert (listed.mg6c_item, listed.mg6c_listed_on, listed.state) == ("14", TODAY, MeetingState.SIGNED)
    with pytest.raises(RuleBroken) as error:
        meeting_records.list_on_mg6c(app, listed, "", TOMORROW)
    assert fields_of(error) == ["mg6c_item", "mg6c_listed_on"]


def test_an_action_done_is_dated(app: App) -> None:
    action = next(a for w in witnesses(app) for a in w.actions if a.done_on is None)
    assert meetings.finish_action(app, action.id).done_on == TODAY


# ------------------------------------------------------------ who may


@pytest.mark.parametrize(
    ("role", "may"),
    [(UserRole.READ_ONLY, False), (UserRole.MANAGER, True), (UserRole.WITNESS_CARE_OFFICER, True)],
)
def test_offering_a_meeting_is_for_everybody_who_works_on_cases(app: App, role: UserRole, may: bool) -> None:
    app.user = app.user.model_copy(update={"role": role})
    if may:
        assert an_offer(app).number == 1
    else:
        with pytest.raises(NotAllowed, match="Nothing was changed"):
            an_offer(app)
