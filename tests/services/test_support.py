"""Supporters, referrals and questions: consent is never assumed, and every wait has its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.journeys.cases import a_case
from tests.services.finding import again
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Permission
from victimplanner.domain.errors import RuleBroken
from victimplanner.domain.people import Person
from victimplanner.domain.support import (
    REFERRAL_ANSWER_WORDS,
    SHARE_WORDS,
    SUPPORT_ROLE_WORDS,
    Referral,
    ReferralAnswer,
    Share,
    Supporter,
    SupportQuery,
    SupportRole,
)
from victimplanner.services import support
from victimplanner.services.context import App
from victimplanner.services.worklist import due_items

TODAY, TOMORROW, YESTERDAY = dt.date(2026, 11, 25), dt.date(2026, 11, 26), dt.date(2026, 11, 24)
PERSON = Person(name="M. Tolland", organisation="Harbour Light Support")


@pytest.fixture
def file(empty: App) -> WitnessFile:
    return a_case(empty).witnesses[0]


def a_supporter(file: WitnessFile, **more: Any) -> Supporter:
    values: dict[str, Any] = {
        "case_id": file.case.id, "witness_id": file.witness.id, "person_id": PERSON.id, "role": SupportRole.ISVA,
        "consent": Permission.YES, "consent_on": TODAY, "shares": (Share.DATES,),
    }  # fmt: skip
    return Supporter(**values | more)


def a_referral(file: WitnessFile, **more: Any) -> Referral:
    values: dict[str, Any] = {
        "case_id": file.case.id, "witness_id": file.witness.id, "service": "Harbour Light Support",
        "offered_on": YESTERDAY, "wanted": Permission.YES, "referred_on": TODAY,
    }  # fmt: skip
    return Referral(**values | more)


def a_query(file: WitnessFile, **more: Any) -> SupportQuery:
    values: dict[str, Any] = {
        "case_id": file.case.id, "witness_id": file.witness.id, "asked_by": "ISVA", "received_on": TODAY,
        "question": "Is there a date?",
    }  # fmt: skip
    return SupportQuery(**values | more)


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


def dues(app: App, rule: str) -> list[dt.date | None]:
    return [item.due for item in due_items(app) if item.rule_id == rule]


def test_a_supporter_and_a_new_person_of_the_directory_are_kept_in_one_go(empty: App, file: WitnessFile) -> None:
    support.save_supporter(empty, a_supporter(file), PERSON)
    file = again(empty, file)
    (supporter,) = file.supporters
    person = file.person_named(supporter.person_id)
    assert person is not None
    assert (person.name, supporter.may_share_on(TODAY)) == ("M. Tolland", True)
    assert file.supporters_on(TODAY) == (supporter,)


@pytest.mark.parametrize(
    ("facts", "day", "may"),
    [
        ({}, TODAY, True),
        ({"consent": Permission.UNKNOWN}, TODAY, False),
        ({"consent": Permission.NO}, TODAY, False),
        ({"consent_until": TODAY}, TODAY, True),
        ({"consent_until": YESTERDAY}, TODAY, False),
        ({"ended_on": TODAY}, TODAY, True),
        ({"ended_on": YESTERDAY}, TODAY, False),
        ({"started_on": TOMORROW}, TODAY, False),
        ({"started_on": TODAY}, TODAY, True),
    ],
)
def test_sharing_needs_consent_that_holds_and_support_that_goes_on(
    file: WitnessFile, facts: dict[str, Any], day: dt.date, may: bool
) -> None:
    assert a_supporter(file, **facts).may_share_on(day) is may


def test_consent_to_share_with_one_person_does_not_pass_to_another(empty: App, file: WitnessFile) -> None:
    support.save_supporter(empty, a_supporter(file), PERSON)
    (supporter,) = again(empty, file).supporters
    other = Person(name="R. Calder")
    with pytest.raises(RuleBroken) as error:
        support.save_supporter(empty, supporter.model_copy(update={"person_id": other.id}), other)
    assert fields_of(error) == ["person_id"]
    assert again(empty, file).supporters == (supporter,)
    with empty.read() as uow:
        assert not uow.find(Person, id=other.id), "nothing half-done stays behind"


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"consent_on": None}, ["consent_on"]),
        ({"consent_on": TOMORROW}, ["consent_on"]),
        ({"shares": ()}, ["shares"]),
        ({"started_on": TODAY, "ended_on": YESTERDAY}, ["ended_on"]),
    ],
)
def test_a_supporter_that_cannot_be_is_refused_whole(
    empty: App, file: WitnessFile, facts: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(RuleBroken) as error:
        support.save_supporter(empty, a_supporter(file, **facts), PERSON)
    assert fields_of(error) == fields
    with empty.read() as uow:
        assert not uow.find(Person, id=PERSON.id), "nobody is added to the directory either"


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"service": " "}, ["service"]),
        ({"offered_on": TOMORROW, "referred_on": None}, ["offered_on"]),
        ({"wanted": Permission.NO}, ["wanted"]),
        ({"wanted": Permission.UNKNOWN}, ["wanted"]),
        ({"referred_on": TOMORROW}, ["referred_on"]),
        ({"referred_on": YESTERDAY - dt.timedelta(days=1)}, ["referred_on"]),
        ({"answer": ReferralAnswer.ACCEPTED}, ["answered_on"]),
    ],
)
def test_a_referral_that_cannot_be_names_what(
    empty: App, file: WitnessFile, facts: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(RuleBroken) as error:
        support.save_referral(empty, a_referral(file, **facts))
    assert fields_of(error) == fields


def test_a_service_that_does_not_answer_is_asked_again_until_it_does(empty: App, file: WitnessFile) -> None:
    saved = support.save_referral(empty, a_referral(file))
    assert dues(empty, "support.referral") == [dt.date(2026, 12, 9)]
    answered = saved.model_copy(update={"answer": ReferralAnswer.WAITING_LIST, "answered_on": TODAY})
    support.save_referral(empty, answered)
    assert dues(empty, "support.referral") == []


def test_a_question_has_a_target_in_working_days_from_the_day_it_came(empty: App, file: WitnessFile) -> None:
    query = support.record_query(empty, a_query(file, received_on=dt.date(2026, 11, 20)))
    assert dues(empty, "support.query") == [dt.date(2026, 11, 27)]
    with pytest.raises(RuleBroken) as error:
        support.answer_query(empty, query)
    assert fields_of(error) == ["answer", "answered_on"]
    done = support.answer_query(empty, query.model_copy(update={"answer": "25 January", "answered_on": TODAY}))
    assert done.answered_by == "R. Okafor"
    assert dues(empty, "support.query") == []


def test_the_target_for_questions_is_the_offices_own(empty: App, file: WitnessFile) -> None:
    office = empty.office
    with empty.change("office.set_up") as uow:
        uow.save(office.model_copy(update={"rule_counts": {"support.query": 2}}))
    support.record_query(empty, a_query(file))
    assert dues(empty, "support.query") == [dt.date(2026, 11, 27)]


@pytest.mark.parametrize("day", [TOMORROW, YESTERDAY], ids=["future", "before the question"])
def test_an_answer_lies_between_the_question_and_today(empty: App, file: WitnessFile, day: dt.date) -> None:
    query = support.record_query(empty, a_query(file))
    with pytest.raises(RuleBroken) as error:
        support.answer_query(empty, query.model_copy(update={"answer": "Yes", "answered_on": day}))
    assert fields_of(error) == ["answered_on"]


def test_she_is_asked_again_before_her_consent_ends(empty: App, file: WitnessFile) -> None:
    support.save_supporter(empty, a_supporter(file, consent_until=dt.date(2026, 12, 4)), PERSON)
    assert dues(empty, "support.consent") == [dt.date(2026, 12, 4)]


def test_what_one_witness_shares_is_never_read_with_another(empty: App) -> None:
    case = a_case(empty)
    first = case.witnesses[0]
    support.save_supporter(empty, a_supporter(first), PERSON)
    other = a_case(empty, urn="99NM7654326").witnesses[0]
    assert other.supporters == ()
    assert other.support_queries == ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [(SupportRole, SUPPORT_ROLE_WORDS), (Share, SHARE_WORDS), (ReferralAnswer, REFERRAL_ANSWER_WORDS)],
)
def test_every_choice_has_words_of_its_own(kind: Any, words: dict[Any, str]) -> None:
    assert set(words) == set(kind)
    assert len(set(words.values())) == len(words)
