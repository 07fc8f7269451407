"""Directions and uses that contradict what stands are refused beside their field; what is unusual but lawful is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.journeys.cases import a_case, another_complainant, she_says
from tests.services.finding import again
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.measures import (
    Application,
    ApplicationPurpose,
    DecisionKind,
    Direction,
    DirectionBasis,
    DirectionKind,
    IntermediaryWork,
    MeasureId,
    MeasureUse,
    ProceedingsChange,
    ProceedingsChangeKind,
    UseKind,
    ViewKind,
    latest,
)
from victimplanner.domain.opt_out import OptOut, OptOutFrom
from victimplanner.services import applications, directions, measures, primary_rule, proceedings
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.review import review_answers

YESTERDAY, TODAY, TOMORROW = dt.date(2026, 11, 24), dt.date(2026, 11, 25), dt.date(2026, 11, 26)
LINK, VIDEO, S28 = MeasureId.LIVE_LINK, MeasureId.ABE_VIDEO, MeasureId.PRE_RECORDED_CROSS_EXAMINATION


@pytest.fixture
def file(empty: App) -> WitnessFile:
    return a_case(empty).witnesses[0]


@pytest.fixture
def child(empty: App) -> WitnessFile:
    return a_case(empty, date_of_birth=dt.date(2012, 3, 4)).witnesses[0]


def ids(file: WitnessFile) -> dict[str, str]:
    return {"case_id": file.case.id, "witness_id": file.witness.id}


def a_direction(file: WitnessFile, measure: MeasureId = LINK, **more: Any) -> Direction:
    values = {"measure": measure, "direction": DirectionKind.GRANTED, "decided_on": TODAY}
    return Direction(**{**ids(file), **values, **more})


def record(app: App, file: WitnessFile, direction: Direction) -> Direction:
    return directions.record_direction(app, again(app, file), direction)


def refused(app: App, file: WitnessFile, direction: Direction) -> list[str]:
    """The fields at which a direction is refused; nothing is written."""
    before = again(app, file).directions
    with pytest.raises(RuleBroken) as error:
        record(app, file, direction)
    assert again(app, file).directions == before
    return [problem.field for problem in error.value.problems]


def apply_for_link(app: App, file: WitnessFile) -> Application:
    measures.decide_measure(app, again(app, file), LINK, DecisionKind.APPLY, "She could not speak.")
    return again(app, file).applications[0]


# ---------------------------------------------------------------- directions


def test_section_28_is_not_directed_without_section_27(empty: App, file: WitnessFile) -> None:
    assert refused(empty, file, a_direction(file, S28)) == ["direction"]
    record(empty, file, a_direction(file, VIDEO))
    record(empty, file, a_direction(file, S28))


def test_a_refusal_of_section_28_needs_no_section_27(empty: App, file: WitnessFile) -> None:
    record(empty, file, a_direction(file, S28, direction=DirectionKind.REFUSED, reasons="No benefit shown."))


def test_a_direction_before_its_application_is_a_mistake_in_one_of_the_two_days(empty: App, file: WitnessFile) -> None:
    draft = apply_for_link(empty, file)
    assert refused(empty, file, a_direction(file, basis=DirectionBasis.ON_APPLICATION)) == ["basis"]
    applications.save_application(empty, again(empty, file), draft.model_copy(update={"served_on": TODAY}))
    assert refused(empty, file, a_direction(file, decided_on=YESTERDAY)) == ["decided_on"]
    record(empty, file, a_direction(file, decided_on=YESTERDAY, basis=DirectionBasis.OWN_MOTION))


@pytest.mark.parametrize("kind", [DirectionKind.VARIED, DirectionKind.DISCHARGED])
def test_what_was_never_directed_cannot_be_varied_or_discharged(
    empty: App, file: WitnessFile, kind: DirectionKind
) -> None:
    assert refused(empty, file, a_direction(file, direction=kind, material_change="x")) == ["direction"]
    record(empty, file, a_direction(file))
    assert refused(empty, file, a_direction(file, direction=kind)) == ["material_change"]
    assert refused(empty, file, a_direction(file, direction=kind, material_change="x", decided_on=YESTERDAY)) == [
        "decided_on"
    ]
    record(empty, file, a_direction(file, direction=kind, basis=DirectionBasis.OWN_MOTION))


def test_only_receipt_and_telling_are_added_to_what_stands(empty: App, file: WitnessFile) -> None:
    first = record(empty, file, a_direction(file, judge="HHJ Tarn"))
    told = record(empty, file, first.model_copy(update={"received_on": TODAY, "told_on": TODAY, "told_by": "B. L."}))
    assert told.id == first.id
    corrected = record(empty, file, told.model_copy(update={"judge": "HHJ Vance"}))
    assert corrected.id != first.id
    assert [(d.judge, d.sequence) for d in again(empty, file).directions] == [("HHJ Tarn", 1), ("HHJ Vance", 2)]


# ---------------------------------------------------------------- uses


def test_what_was_not_directed_cannot_have_been_used(empty: App, file: WitnessFile) -> None:
    use = MeasureUse(**ids(file), measure=LINK, use=UseKind.USED, used_on=TODAY)
    with pytest.raises(RuleBroken, match="No direction for this measure is recorded"):
        directions.record_use(empty, again(empty, file), use)
    record(empty, file, a_direction(file))
    early = use.model_copy(update={"used_on": YESTERDAY})
    with pytest.raises(RuleBroken, match="before the court directed it"):
        directions.record_use(empty, again(empty, file), early)
    directions.record_use(empty, again(empty, file), use)


# ---------------------------------------------------------------- applications and decisions


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"served_on": TOMORROW}, "served_on"),
        ({"response_received_on": TODAY}, "response_received_on"),
        ({"served_on": TODAY, "response_received_on": YESTERDAY}, "response_received_on"),
        ({"served_on": YESTERDAY, "aware_on": TODAY}, "aware_on"),
        ({"court_only": "Where she lives."}, "court_only_reason"),
        ({"extension_granted": True}, "late_reason"),
        ({"served_on": TODAY, "purpose": ApplicationPurpose.VARY_OR_DISCHARGE}, "material_change"),
    ],
)
def test_an_application_that_cannot_be_is_said_beside_its_field(
    empty: App, file: WitnessFile, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as error:
        applications.save_application(empty, file, Application(**{**ids(file), **more}))
    assert [problem.field for problem in error.value.problems] == [field]
    assert again(empty, file).applications == ()


def test_an_application_to_vary_has_no_last_day(empty: App, file: WitnessFile) -> None:
    """r.18.11: as soon as practicable; only a first application runs out of time (r.18.4)."""
    late = a_case(empty, urn="99VP4017326", defendants=_long_ago()).witnesses[0]
    first = Application(**ids(late), served_on=TODAY)
    with pytest.raises(RuleBroken, match="served after the limit"):
        applications.save_application(empty, late, first)
    vary = Application(
        **ids(late), purpose=ApplicationPurpose.VARY_OR_DISCHARGE, served_on=TODAY, material_change="She moved."
    )
    applications.save_application(empty, late, vary)


def _long_ago() -> tuple[Any, ...]:
    from victimplanner.domain.case import PleaKind
    from victimplanner.services.cases import NewDefendant

    return (NewDefendant("Daniel Marrick", PleaKind.NOT_GUILTY, dt.date(2026, 10, 7)),)


def test_to_vary_needs_a_direction_and_joins_an_application_of_its_own(empty: App, file: WitnessFile) -> None:
    with pytest.raises(RuleBroken, match="no direction on this measure"):
        measures.decide_measure(empty, file, LINK, DecisionKind.APPLY_TO_VARY, "Because.")
    apply_for_link(empty, file)
    record(empty, file, a_direction(file))
    made = measures.decide_measure(empty, again(empty, file), LINK, DecisionKind.APPLY_TO_VARY, "Because.")
    purposes = {a.id: a.purpose for a in again(empty, file).applications}
    assert purposes[made.application_id or ""] is ApplicationPurpose.VARY_OR_DISCHARGE
    assert sorted(purposes.values()) == ["first", "vary_or_discharge"]


def test_when_nothing_is_sought_nothing_is_due(empty: App, file: WitnessFile) -> None:
    for answer in empty.availabilities(file):
        if answer.is_open:
            measures.decide_measure(
                empty, again(empty, file), answer.measure.id, DecisionKind.NOT_SOUGHT, "She wants none."
            )
    assert all(w.start.finished_on == TODAY for w in empty.application_limits(again(empty, file)))


# ---------------------------------------------------------------- opt-outs and the intermediary


def an_opt_out(file: WitnessFile, **more: Any) -> OptOut:
    values = {"from_what": OptOutFrom.LIVE_LINK, "own_words": "I want to be there.", "said_on": TODAY}
    return OptOut(**{**ids(file), **values, **more})


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"own_words": " "}, "own_words"),
        ({"said_on": TOMORROW}, "said_on"),
        ({"satisfied": True}, "decided_on"),
        ({"decided_on": TODAY}, "satisfied"),
        ({"from_what": OptOutFrom.SCREEN}, "from_what"),
    ],
)
def test_an_opt_out_that_cannot_be_is_said_beside_its_field(
    empty: App, child: WitnessFile, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as error:
        primary_rule.record_opt_out(empty, child, an_opt_out(child, **more))
    assert [problem.field for problem in error.value.problems] == [field]
    assert again(empty, child).opt_outs == ()


def test_only_a_child_has_a_primary_rule_to_opt_out_of(empty: App, file: WitnessFile) -> None:
    with pytest.raises(RuleBroken, match="under 18"):
        primary_rule.record_opt_out(empty, file, an_opt_out(file))


def test_an_opt_out_the_court_accepts_puts_the_screen_in_the_links_place(empty: App, child: WitnessFile) -> None:
    primary_rule.record_opt_out(empty, child, an_opt_out(child))
    brief = {a.measure.id: a.brief for a in empty.availabilities(again(empty, child))}
    assert brief[LINK] == "Primary rule, s.21(3)(b)", "a wish alone changes nothing"
    accepted = an_opt_out(child, satisfied=True, decided_on=TODAY)
    primary_rule.record_opt_out(empty, again(empty, child), accepted)
    brief = {a.measure.id: a.brief for a in empty.availabilities(again(empty, child))}
    assert (brief[LINK], brief[MeasureId.SCREEN]) == ("Opted out, s.21(4)(ba)", "In place of the link, s.21(4A)")
    assert [o.sequence for o in again(empty, child).opt_outs] == [1, 2]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"asked_on": TOMORROW}, "asked_on"),
        ({"asked_on": TODAY, "report_received_on": YESTERDAY, "person_id": "p"}, "report_received_on"),
        ({"report_served_on": TODAY, "person_id": "p"}, "report_received_on"),
        ({"declared_on": TODAY}, "person_id"),
    ],
)
def test_an_intermediarys_days_follow_one_another(
    empty: App, file: WitnessFile, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as error:
        primary_rule.save_intermediary(empty, IntermediaryWork(**{**ids(file), **more}))
    assert [problem.field for problem in error.value.problems] == [field]


# ---------------------------------------------------------------- proceedings


def test_views_are_carried_over_with_their_day_and_directions_are_not(empty: App, file: WitnessFile) -> None:
    she_says(empty, file, LINK, ViewKind.WANTS, "I cannot be in that room.")
    record(empty, file, a_direction(file))
    linked = a_case(empty, urn="99VP4017326").witnesses[0]
    assert proceedings.carry_views_over(empty, again(empty, file), linked) == 1
    view = latest(again(empty, linked).views, LINK)
    assert view is not None
    assert (view.given_on, view.carried_from, view.own_words) == (TODAY, "99VP/40172/26", "I cannot be in that room.")
    assert again(empty, linked).directions == ()
    with pytest.raises(RuleBroken, match="no later view"):
        proceedings.carry_views_over(empty, again(empty, file), again(empty, linked))


def test_views_of_somebody_else_are_never_carried_over(empty: App, file: WitnessFile) -> None:
    she_says(empty, file, LINK, ViewKind.WANTS, "I cannot be in that room.")
    other = another_complainant(empty, read_case(empty, file.case.id), "Seren Hallow")
    with pytest.raises(RuleBroken, match="do not seem to be the same person"):
        proceedings.carry_views_over(empty, again(empty, file), other)
    assert again(empty, other).views == ()


def test_after_a_retrial_a_reviewer_hears_that_views_are_to_be_asked_again(empty: App, file: WitnessFile) -> None:
    she_says(empty, file, LINK, ViewKind.WANTS, "I cannot be in that room.")
    change = ProceedingsChange(case_id=file.case.id, kind=ProceedingsChangeKind.RETRIAL, happened_on=TOMORROW)
    with pytest.raises(RuleBroken, match="future"):
        proceedings.record_proceedings_change(empty, change)
    proceedings.record_proceedings_change(empty, change.model_copy(update={"happened_on": TODAY}))
    answers = {a.question.number: a for a in review_answers(empty, again(empty, file))}
    assert "not asked" in answers[3].words
