"""What meetings cover, as an office words it: records keep the words they were made with."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from tests.services.finding import again, meeting_again, with_meeting
from victimplanner.domain.errors import NotAllowed, NotFound, RuleBroken
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.meeting_record import TopicNote
from victimplanner.domain.people import UserRole
from victimplanner.domain.topics import Topic, TopicGroup
from victimplanner.services import meeting_records
from victimplanner.services.context import App
from victimplanner.services.meeting_records import record_of
from victimplanner.services.papers import PaperRequest, preview_paper
from victimplanner.services.topics import reset_topic, save_topic, topics_in

NEW_WORDS = "Anonymity for life, and what the papers may print"


@pytest.fixture
def app(app: App) -> App:
    """The practice office in the hands of a manager."""
    app.user = app.user.model_copy(update={"role": UserRole.MANAGER})
    return app


def topic(app: App, topic_id: str) -> Topic:
    return next(t for t in app.topics if t.id == topic_id)


def of(app: App, group: TopicGroup) -> list[Topic]:
    return [t for t in app.topics if t.group is group]


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


def record_paper(app: App, state: MeetingState) -> str:
    """The words of the record of a meeting in this state, as it is printed now."""
    file, meeting = with_meeting(app, state)
    request = PaperRequest(
        PaperKind.MEETING_RECORD, Variant.FILE, purpose="For the test", meeting_id=meeting.meeting.id
    )
    pdf = preview_paper(app, again(app, file), request).pdf
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


# ------------------------------------------------------------ words


def test_a_changed_line_stays_in_its_place_and_says_that_it_is_the_offices(app: App) -> None:
    order = [t.id for t in app.topics]
    save_topic(app, replace(topic(app, "anonymity"), title=f" {NEW_WORDS} "))
    now = topic(app, "anonymity")
    assert (now.title, now.is_changed, now.group) == (NEW_WORDS, True, TopicGroup.TOPIC)
    assert [t.id for t in app.topics] == order
    assert not topic(app, "therapy").is_changed


def test_changing_a_line_twice_keeps_one_line(app: App) -> None:
    save_topic(app, replace(topic(app, "anonymity"), title="First"))
    save_topic(app, replace(topic(app, "anonymity"), title="Second", why="Because"))
    assert [(t.title, t.why) for t in app.topics if t.id == "anonymity"] == [("Second", "Because")]


def test_a_line_of_the_offices_own_comes_after_those_of_the_program(app: App) -> None:
    for title in ("Parking", "Animals in the waiting room"):
        save_topic(app, Topic("", title, TopicGroup.TOPIC, "It is asked every time."))
    assert [t.title for t in app.topics][-2:] == ["Parking", "Animals in the waiting room"]
    assert [t.title for t in topics_in(app, TopicGroup.TOPIC)][-2:] == ["Parking", "Animals in the waiting room"]


@pytest.mark.parametrize("field", ["title", "why"])
def test_a_line_needs_its_words_and_why(app: App, field: str) -> None:
    with pytest.raises(RuleBroken) as error:
        save_topic(app, replace(topic(app, "anonymity"), **{field: "  "}))
    assert fields_of(error) == [field]
    assert not topic(app, "anonymity").is_changed


# ------------------------------------------------------------ records made before


def test_new_words_do_not_alter_the_paper_of_a_signed_record(app: App) -> None:
    before = record_paper(app, MeetingState.SIGNED)
    assert "Anonymity and reporting" in before
    save_topic(app, replace(topic(app, "anonymity"), title=NEW_WORDS))
    save_topic(app, replace(topic(app, "opening.note"), title="Somebody writes down what is said"))
    save_topic(app, replace(topic(app, "support"), group=TopicGroup.OPENING))
    save_topic(app, Topic("", "Parking", TopicGroup.TOPIC, "It is asked every time."))
    assert record_paper(app, MeetingState.SIGNED) == before


def test_a_line_taken_out_of_use_still_prints_where_it_was_noted(app: App) -> None:
    before = record_paper(app, MeetingState.SIGNED)
    save_topic(app, replace(topic(app, "anonymity"), is_in_use=False))
    assert record_paper(app, MeetingState.SIGNED) == before


def test_what_was_noted_in_an_open_record_keeps_its_words_and_what_was_not_has_the_new_ones(app: App) -> None:
    meeting = with_meeting(app, MeetingState.HELD)[1]
    ids = {"case_id": meeting.meeting.case_id, "meeting_id": meeting.meeting.id}
    noted = TopicNote(**ids, topic_id="anonymity", covered=True)
    meeting_records.save_record(app, replace(record_of(meeting), topics=(noted,)))
    save_topic(app, replace(topic(app, "anonymity"), title=NEW_WORDS))
    save_topic(app, replace(topic(app, "timetable"), title="What happens when, and that it may be late"))
    paper = record_paper(app, MeetingState.HELD)
    assert "Anonymity and reporting" in paper
    assert NEW_WORDS not in paper
    assert "What happens when, and that it may be late" in paper
    assert "Timetable and possible delay" not in paper


# ------------------------------------------------------------ out of use


def test_a_line_out_of_use_is_asked_for_no_more(app: App) -> None:
    meeting = with_meeting(app, MeetingState.HELD)[1]
    ids = {"case_id": meeting.meeting.case_id, "meeting_id": meeting.meeting.id}
    meeting_records.save_record(app, replace(record_of(meeting), topics=()))
    assert "Anonymity and reporting" in record_paper(app, MeetingState.HELD)
    meeting = meeting_again(app, meeting.meeting)
    save_topic(app, replace(topic(app, "anonymity"), is_in_use=False))
    ticked = meeting_records.ticked_topics(app)
    assert "anonymity" not in [t.id for t in ticked]
    assert "Anonymity and reporting" not in record_paper(app, MeetingState.HELD)
    notes = tuple(TopicNote(**ids, topic_id=t.id, covered=True) for t in ticked)
    saved = meeting_records.save_record(app, replace(record_of(meeting), topics=notes))
    with pytest.raises(RuleBroken) as error:
        meeting_records.sign_record(app, saved, [])
    assert "topics" not in fields_of(error)
    assert len(meeting_again(app, saved).topics) == len(ticked)


@pytest.mark.parametrize("group", TopicGroup)
def test_the_last_line_of_a_group_stays(app: App, group: TopicGroup) -> None:
    *others, last = of(app, group)
    for other in others:
        save_topic(app, replace(other, is_in_use=False))
    elsewhere = TopicGroup.TOPIC if group is not TopicGroup.TOPIC else TopicGroup.OPENING
    for change, field in (({"is_in_use": False}, "is_in_use"), ({"group": elsewhere}, "group")):
        with pytest.raises(RuleBroken, match="last line of its group") as error:
            save_topic(app, replace(last, **change))  # type: ignore[arg-type]
        assert fields_of(error) == [field]
    assert [t.id for t in topics_in(app, group)] == [last.id]


def test_a_line_out_of_use_can_be_worded_and_taken_into_use_again(app: App) -> None:
    save_topic(app, replace(topic(app, "anonymity"), is_in_use=False))
    save_topic(app, replace(topic(app, "anonymity"), title=NEW_WORDS))
    assert not topic(app, "anonymity").is_in_use
    save_topic(app, replace(topic(app, "anonymity"), is_in_use=True))
    assert NEW_WORDS in [t.title for t in topics_in(app, TopicGroup.TOPIC)]


# ------------------------------------------------------------ as it was


def test_a_line_is_put_back_as_it_was(app: App) -> None:
    before = app.topics
    changed = replace(topic(app, "anonymity"), title=NEW_WORDS, why="Other", is_in_use=False)
    save_topic(app, replace(changed, group=TopicGroup.OPENING))
    reset_topic(app, "anonymity")
    assert app.topics == before


def test_putting_back_what_was_not_changed_changes_nothing(app: App) -> None:
    lines = app.vault.verify().count
    reset_topic(app, "anonymity")
    assert app.vault.verify().count == lines


def test_a_line_of_the_offices_own_has_nothing_to_be_put_back_to(app: App) -> None:
    own = save_topic(app, Topic("", "Parking", TopicGroup.TOPIC, "It is asked every time."))
    with pytest.raises(NotFound, match="Take it out of use instead"):
        reset_topic(app, own.id)
    assert topic(app, own.id).title == "Parking"


def test_putting_a_line_back_does_not_leave_a_group_without_one(app: App) -> None:
    save_topic(app, replace(topic(app, "support"), group=TopicGroup.OPENING))
    for other in of(app, TopicGroup.OPENING):
        if other.id != "support":
            save_topic(app, replace(other, is_in_use=False))
    with pytest.raises(RuleBroken, match="Nothing was changed"):
        reset_topic(app, "support")
    assert [t.id for t in topics_in(app, TopicGroup.OPENING)] == ["support"]


# ------------------------------------------------------------ who may


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.MANAGER])
def test_only_a_manager_changes_what_meetings_cover(app: App, role: UserRole) -> None:
    before = app.topics
    app.user = app.user.model_copy(update={"role": role})
    for change in (
        lambda: save_topic(app, replace(topic(app, "anonymity"), title=NEW_WORDS)),
        lambda: save_topic(app, Topic("", "Parking", TopicGroup.TOPIC, "It is asked every time.")),
        lambda: reset_topic(app, "anonymity"),
    ):
        with pytest.raises(NotAllowed, match="Nothing was changed"):
            change()
    assert app.topics == before


def test_the_source_of_the_template_and_how_sure_it_is_can_be_named(app: App) -> None:
    assert "Momodou" in app.template.source
    assert app.template.confidence == "GK-U"
