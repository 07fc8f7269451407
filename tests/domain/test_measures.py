"""The four facts of a measure are four chains: what holds now is the latest entry, and nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import RULES, day
from victimplanner.domain.measures import (
    DIRECTION_WORDS,
    ROUTE_WORDS,
    USE_WORDS,
    VIEW_WORDS,
    Application,
    DirectionKind,
    MeasureId,
    MeasureView,
    Route,
    UseKind,
    ViewKind,
    latest,
    next_sequence,
)


def view(measure: MeasureId, sequence: int, kind: ViewKind = ViewKind.WANTS, on: str = "2026-11-18") -> MeasureView:
    return MeasureView(
        case_id="c" * 32, witness_id="w" * 32, measure=measure, view=kind, given_on=day(on), sequence=sequence
    )


def test_a_changed_mind_is_the_latest_entry_and_the_earlier_one_stays() -> None:
    first = view(MeasureId.SCREEN, 1, ViewKind.WANTS)
    changed = view(MeasureId.SCREEN, 2, ViewKind.DOES_NOT_WANT, "2026-11-24")
    chain = (changed, first)
    assert latest(chain, MeasureId.SCREEN) is changed
    assert chain == (changed, first)


def test_what_was_entered_last_counts_not_what_is_dated_last() -> None:
    chain = (view(MeasureId.SCREEN, 1, on="2026-11-24"), view(MeasureId.SCREEN, 2, on="2026-11-18"))
    assert latest(chain, MeasureId.SCREEN) is chain[1]


def test_the_chain_of_one_measure_knows_nothing_of_another() -> None:
    chain = (view(MeasureId.SCREEN, 1), view(MeasureId.LIVE_LINK, 7))
    assert latest(chain, MeasureId.SCREEN) is chain[0]
    assert latest(chain, MeasureId.PRIVATE) is None
    assert [next_sequence(chain, m) for m in (MeasureId.SCREEN, MeasureId.LIVE_LINK, MeasureId.PRIVATE)] == [2, 8, 1]


@given(st.lists(st.tuples(st.sampled_from(MeasureId), st.integers(1, 30)), max_size=12), st.sampled_from(MeasureId))
def test_an_entry_with_the_next_number_is_always_the_one_that_holds(
    entries: list[tuple[MeasureId, int]], measure: MeasureId
) -> None:
    chain = [view(m, n) for m, n in entries]
    new = view(measure, next_sequence(chain, measure))
    for order in ([*chain, new], [new, *chain]):
        assert latest(order, measure) is new
    for other in set(MeasureId) - {measure}:
        assert latest([*chain, new], other) is latest(chain, other)


def test_requested_is_not_served_and_an_application_starts_as_neither_late_nor_answered() -> None:
    application = Application(case_id="c" * 32, witness_id="w" * 32)
    assert application.route is Route.R18_10_APPLICATION
    assert (application.served_on, application.response_received_on, application.hearing_wanted) == (None, None, None)


@pytest.mark.parametrize(
    ("measure", "section"),
    [
        (MeasureId.SCREEN, "YJCEA s.23"),
        (MeasureId.LIVE_LINK, "YJCEA s.24"),
        (MeasureId.PRIVATE, "YJCEA s.25"),
        (MeasureId.NO_WIGS_GOWNS, "YJCEA s.26"),
        (MeasureId.ABE_VIDEO, "YJCEA s.27"),
        (MeasureId.PRE_RECORDED_CROSS_EXAMINATION, "YJCEA s.28"),
        (MeasureId.INTERMEDIARY, "YJCEA s.29"),
        (MeasureId.COMMUNICATION_AIDS, "YJCEA s.30"),
    ],
)
def test_each_measure_is_known_by_its_section(measure: MeasureId, section: str) -> None:
    assert RULES.measures[measure].statute == section
    assert RULES.measures[measure].explain, "something is said to her about it"


@pytest.mark.parametrize(
    ("kind", "words"),
    [(ViewKind, VIEW_WORDS), (Route, ROUTE_WORDS), (DirectionKind, DIRECTION_WORDS), (UseKind, USE_WORDS)],
)
def test_every_choice_has_words_of_its_own(kind: type[StrEnum], words: Mapping[StrEnum, str]) -> None:
    assert set(words) == set(kind)
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize("route", list(Route))
def test_a_route_names_its_rule_of_2025_or_the_court(route: Route) -> None:
    rule = {Route.R18_9_NOTICE: "r.18.9", Route.R18_10_APPLICATION: "r.18.10", Route.COURT_OWN_MOTION: "Court"}
    assert rule[route] in ROUTE_WORDS[route]


def test_a_view_keeps_the_day_it_was_given_as_a_day() -> None:
    kept = view(MeasureId.SCREEN, 1).given_on
    assert kept == dt.date(2026, 11, 18)
    assert not isinstance(kept, dt.datetime)
