"""The states of a meeting: every allowed and every refused step; what a record needs before it is signed."""

from __future__ import annotations

import datetime as dt

import pytest

from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.meeting import TRANSITIONS, Meeting, MeetingState, check_transition
from victimplanner.domain.meeting_record import Attendance, AttendanceState, TopicNote, signing_problems

S = MeetingState
ALLOWED = {
    S.OFFERED: "accepted declined later no_reply lapsed planned cancelled",
    S.ACCEPTED: "planned declined later lapsed cancelled",
    S.DECLINED: "offered accepted lapsed",
    S.LATER: "offered accepted declined no_reply lapsed",
    S.NO_REPLY: "offered accepted declined later lapsed",
    S.LAPSED: "offered accepted",
    S.PLANNED: "planned held did_not_attend cancelled declined",
    S.HELD: "signed",
    S.DID_NOT_ATTEND: "planned offered cancelled declined lapsed",
    S.CANCELLED: "offered planned lapsed",
    S.SIGNED: "",
}


@pytest.mark.parametrize("now", list(S))
@pytest.mark.parametrize("then", list(S))
def test_each_step_is_allowed_or_refused_as_the_table_says(now: MeetingState, then: MeetingState) -> None:
    if then.value in ALLOWED[now].split():
        check_transition(now, then)
        return
    with pytest.raises(RuleBroken, match="Nothing was changed"):
        check_transition(now, then)


def test_every_state_can_be_reached_from_an_offer() -> None:
    reached, todo = {S.OFFERED}, [S.OFFERED]
    while todo:
        new = TRANSITIONS[todo.pop()] - reached
        reached |= new
        todo += new
    assert reached == set(S)


def test_a_signed_record_points_to_additions() -> None:
    with pytest.raises(RuleBroken, match="dated addition"):
        check_transition(S.SIGNED, S.HELD)


def a_complete_record() -> tuple[Meeting, list[Attendance], list[TopicNote], list[str]]:
    meeting = Meeting(
        case_id="c",
        witness_id="w",
        number=1,
        state=S.HELD,
        started=dt.time(14, 0),
        ended=dt.time(15, 0),
        note_taker="M. Strand",
        new_evidence_volunteered=False,
    )
    came = Attendance(
        case_id="c", meeting_id=meeting.id, name="R. Okafor", role="Prosecutor", state=AttendanceState.CAME
    )
    topic = TopicNote(case_id="c", meeting_id=meeting.id, topic_id="roles", covered=True)
    return meeting, [came], [topic], ["roles"]


def test_a_complete_record_can_be_signed() -> None:
    assert signing_problems(*a_complete_record()) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"started": None}, "started"),
        ({"ended": None}, "started"),
        ({"ended": dt.time(13, 0)}, "ended"),
        ({"ended": dt.time(14, 0)}, "ended"),
        ({"note_taker": ""}, "note_taker"),
        ({"note_taker": "  "}, "note_taker"),
        ({"new_evidence_volunteered": None}, "new_evidence"),
        ({"new_evidence_volunteered": True, "new_evidence_words": "So"}, "new_evidence_told"),
        ({"new_evidence_volunteered": True, "new_evidence_words": "So", "new_evidence_told": " "}, "new_evidence_told"),
        ({"new_evidence_volunteered": True, "new_evidence_told": "DC Shah"}, "new_evidence_words"),
    ],
)
def test_what_is_missing_is_named(change: dict[str, object], field: str) -> None:
    meeting, people, topics, template = a_complete_record()
    problems = signing_problems(meeting.model_copy(update=change), people, topics, template)
    assert [p.field for p in problems] == [field]


def test_a_topic_needs_a_tick_or_a_reason() -> None:
    meeting, people, topics, template = a_complete_record()
    left_out = topics[0].model_copy(update={"covered": False})
    assert [p.field for p in signing_problems(meeting, people, [left_out], template)] == ["topics"]
    explained = left_out.model_copy(update={"reason": "No time"})
    assert signing_problems(meeting, people, [explained], template) == []


def test_somebody_must_have_been_there() -> None:
    meeting, people, topics, template = a_complete_record()
    asked = people[0].model_copy(update={"state": AttendanceState.CONFIRMED})
    assert [p.field for p in signing_problems(meeting, [asked], topics, template)] == ["attendance"]


def test_an_empty_record_names_all_it_needs_at_once() -> None:
    meeting = Meeting(case_id="c", witness_id="w", number=1, state=S.HELD)
    problems = signing_problems(meeting, [], [], ["roles", "court", "vps"])
    assert [p.field for p in problems] == ["started", "note_taker", "new_evidence", "topics", "attendance"]
    assert problems[3].message == "3 topics need a tick or a reason."


def test_new_evidence_noted_and_told_to_a_named_officer_stands_in_the_way_of_nothing() -> None:
    meeting, people, topics, template = a_complete_record()
    told = meeting.model_copy(
        update={"new_evidence_volunteered": True, "new_evidence_told": "DC Thornbury", "new_evidence_words": "He rang."}
    )
    assert signing_problems(told, people, topics, template) == []


def test_a_blank_reason_is_none_and_an_unticked_topic_is_open() -> None:
    meeting, people, topics, template = a_complete_record()
    for change in ({"covered": False, "reason": " "}, {"covered": None, "reason": "No time"}):
        (problem,) = signing_problems(meeting, people, [topics[0].model_copy(update=change)], template)
        assert problem.message == "1 topic needs a tick or a reason."


def test_a_refused_step_says_what_was_kept_and_what_is_possible_instead() -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_transition(S.DECLINED, S.PLANNED)
    assert str(refusal.value) == (
        "A meeting that is “declined” cannot become “planned”. Nothing was changed. Possible now: accepted, lapsed, offered."
    )


@pytest.mark.parametrize("state", list(S))
def test_only_a_signed_record_is_locked(state: MeetingState) -> None:
    assert Meeting(case_id="c", witness_id="w", number=1, state=state).is_locked is (state is S.SIGNED)
