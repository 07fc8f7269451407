"""Recovery copies of what is being typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_copies import practice_copy
from tests.offices import fixed_clock
from victimplanner.domain.errors import NotAllowed
from victimplanner.domain.meeting import Meeting, MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_cases
from victimplanner.services.context import App
from victimplanner.services.drafts import discard_draft, draft_of, keep_draft


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    opened = practice_copy(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def meeting(app: App) -> Meeting:
    meetings = [m.meeting for case in read_cases(app) for w in case.witnesses for m in w.meetings]
    return next(m for m in meetings if m.state is MeetingState.HELD)


def test_a_copy_is_found_again_word_for_word(app: App, meeting: Meeting) -> None:
    values = {"part": "record", "record": "“I don’t know”, Żółkiewska\n\tand a long " + "text " * 4000}
    keep_draft(app, meeting.case_id, meeting.id, values)
    found = draft_of(app, meeting.id)
    assert found is not None
    assert found.values == values
    assert found.kept_at == app.now


def test_a_form_has_one_copy_however_often_it_is_kept(app: App, meeting: Meeting) -> None:
    first = keep_draft(app, meeting.case_id, meeting.id, {"record": "one"})
    second = keep_draft(app, meeting.case_id, meeting.id, {"record": "two"})
    assert first.id == second.id
    assert second.values == {"record": "two"}


def test_the_same_text_is_not_written_again(app: App, meeting: Meeting) -> None:
    first = keep_draft(app, meeting.case_id, meeting.id, {"record": "one"})
    assert keep_draft(app, meeting.case_id, meeting.id, {"record": "one"}) == first


def test_the_time_of_a_copy_is_that_of_the_last_one(app: App, meeting: Meeting) -> None:
    keep_draft(app, meeting.case_id, meeting.id, {"record": "one"})
    clock = fixed_clock()
    clock.move_on(dt.timedelta(minutes=3))
    app.clock = clock
    assert keep_draft(app, meeting.case_id, meeting.id, {"record": "two"}).kept_at == app.now


def test_a_copy_that_was_dropped_is_gone(app: App, meeting: Meeting) -> None:
    keep_draft(app, meeting.case_id, meeting.id, {"record": "one"})
    discard_draft(app, meeting.id)
    discard_draft(app, meeting.id)
    assert draft_of(app, meeting.id) is None


def test_a_colleague_does_not_see_somebody_elses_copy(app: App, meeting: Meeting) -> None:
    keep_draft(app, meeting.case_id, meeting.id, {"record": "one"})
    app.user = app.user.model_copy(update={"login": "b.lindley"})
    assert draft_of(app, meeting.id) is None


def test_the_trail_names_the_act_and_never_the_words(app: App, meeting: Meeting) -> None:
    keep_draft(app, meeting.case_id, meeting.id, {"record": "a sentence of hers"})
    line = app.vault.history(meeting.case_id, 1)[0]
    assert line.action == "draft.keep"
    assert "sentence" not in repr(line)


def test_who_may_only_read_keeps_no_copy(app: App, meeting: Meeting) -> None:
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        keep_draft(app, meeting.case_id, meeting.id, {"record": "one"})
