"""Marking the checklist of a real case, and the list of cases whose first hearing is to come."""

from __future__ import annotations

import datetime as dt

import pytest

from victimplanner.domain.case import Hearing, HearingKind, HearingState
from victimplanner.domain.errors import NotAllowed, NotFound, RuleBroken
from victimplanner.domain.people import UserRole
from victimplanner.domain.readiness_list import Readiness, ReadinessLine
from victimplanner.services.cases import NewCase, NewDefendant, read_case, read_cases, register_case
from victimplanner.services.context import App
from victimplanner.services.hearings import save_hearing
from victimplanner.services.readiness import mark_done, mark_not_needed, readiness_of, readiness_to_come, unmark


def a_new_case(app: App, urn: str, first_hearing: dt.date | None) -> str:
    hearings = ((HearingKind.FIRST_HEARING, first_hearing),) if first_hearing else ()
    return register_case(
        app,
        NewCase(
            urn=urn, defendants=(NewDefendant("T. Harcastle"),), offence="Rape", is_sexual_offence=True,
            witness_name="Carys Penhale", charged_on=dt.date(2026, 11, 20), hearings=hearings,
        ),
    )  # fmt: skip


def line(app: App, case_id: str, item: str) -> ReadinessLine:
    return next(found for found in readiness_of(app, read_case(app, case_id)).lines if found.item.id == item)


def test_a_mark_is_kept_taken_off_and_stays_in_the_history(empty: App) -> None:
    case_id = a_new_case(empty, "99VP1234526", dt.date(2026, 12, 2))
    mark_done(empty, case_id, "disclosure", "Sent.")
    assert line(empty, case_id, "disclosure").state is Readiness.DONE
    unmark(empty, case_id, "disclosure")
    assert line(empty, case_id, "disclosure").state is Readiness.TO_DO
    assert len(read_case(empty, case_id).ticks) == 2
    with pytest.raises(RuleBroken, match="no mark"):
        unmark(empty, case_id, "disclosure")


def test_a_fact_is_entered_and_not_ticked_and_not_needed_wants_a_reason(empty: App) -> None:
    case_id = a_new_case(empty, "99VP1234526", dt.date(2026, 12, 2))
    with pytest.raises(RuleBroken, match="nothing is ticked"):
        mark_done(empty, case_id, "court")
    with pytest.raises(RuleBroken, match="why"):
        mark_not_needed(empty, case_id, "court", " ")
    mark_not_needed(empty, case_id, "court", "Sent by notice.")
    assert line(empty, case_id, "court").state is Readiness.NOT_NEEDED
    with pytest.raises(RuleBroken, match="future"):
        mark_done(empty, case_id, "disclosure", on=dt.date(2026, 11, 26))
    with pytest.raises(NotFound):
        mark_done(empty, case_id, "weather")


def test_who_may_only_read_marks_nothing(empty: App) -> None:
    case_id = a_new_case(empty, "99VP1234526", dt.date(2026, 12, 2))
    empty.user = empty.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        mark_done(empty, case_id, "disclosure")


def test_cases_to_come_are_listed_the_nearest_first_and_those_without_a_day_last(empty: App) -> None:
    later = a_new_case(empty, "99VP1234526", dt.date(2026, 12, 9))
    unknown = a_new_case(empty, "99VP1234626", None)
    sooner = a_new_case(empty, "99VP1234726", dt.date(2026, 12, 2))
    a_new_case(empty, "99VP1234826", dt.date(2026, 11, 24))
    assert [found.case.case.id for found in readiness_to_come(empty)] == [sooner, later, unknown]
    assert all(found.open_lines for found in readiness_to_come(empty))


def test_a_first_hearing_that_was_vacated_is_to_come_again(empty: App) -> None:
    case_id = a_new_case(empty, "99VP1234526", dt.date(2026, 12, 2))
    (hearing,) = read_case(empty, case_id).witnesses[0].hearings
    save_hearing(empty, hearing.model_copy(update={"state": HearingState.VACATED}), "No judge")
    (found,) = readiness_to_come(empty)
    assert (found.id, found.days_left) == (case_id, None)


def test_a_case_with_another_hearing_behind_it_is_past_its_first(empty: App) -> None:
    case_id = a_new_case(empty, "99VP1234526", None)
    save_hearing(empty, Hearing(case_id=case_id, kind=HearingKind.PTPH, listed_on=dt.date(2026, 12, 9)))
    assert readiness_to_come(empty) == []


def test_every_case_of_the_practice_office_has_its_checklist(practice: App) -> None:
    for ready in (readiness_of(practice, case) for case in read_cases(practice)):
        assert len({entry.key for entry in ready.lines}) == len(ready.lines)
        assert all(entry.owner for entry in ready.lines)
