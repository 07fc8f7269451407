"""How a witness is reached: what stands against a channel, and what never counts as a yes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimplanner.domain.contact import (
    CHANNEL_WORDS,
    CONTACT_ROUTE_WORDS,
    Channel,
    ContactRoute,
    Permission,
    SafeContact,
    gate_problems,
)
from victimplanner.domain.contact_log import (
    CONTACT_DIRECTION_WORDS,
    CONTACT_OUTCOME_WORDS,
    ContactDirection,
    ContactOutcome,
)
from victimplanner.domain.contact_preferences import (
    FORMAT_WORDS,
    FREQUENCY_WORDS,
    GENDER_WISH_WORDS,
    ContactPreference,
    Format,
    Frequency,
    GenderWish,
)

TODAY = dt.date(2026, 12, 23)
OFFICE_DAYS = 30
ALL_OPEN: dict[str, Any] = {
    "route": ContactRoute.DIRECT,
    "calls": Permission.YES,
    "phone": "01632 960001",
    "texts": Permission.YES,
    "voicemail": Permission.YES,
    "letters": Permission.YES,
    "address": "4 Quarry Steps",
    "email_allowed": Permission.YES,
    "email": "s@example.invalid",
    "confirmed_on": dt.date(2026, 12, 21),
}


def a_contact(**more: Any) -> SafeContact:
    return SafeContact(case_id="c" * 32, witness_id="w" * 32, **(ALL_OPEN | more))


def against(contact: SafeContact | None, channel: Channel, *, consent: bool = True, today: dt.date = TODAY) -> str:
    problems = gate_problems(
        contact,
        channel,
        today=today,
        office_days=OFFICE_DAYS,
        nothing_done="Nothing was done.",
        consent_problem="" if consent else "She agreed to share with nobody.",
    )
    assert all("Nothing was done." in problem.message for problem in problems)
    return " ".join(problem.message for problem in problems)


@pytest.mark.parametrize("channel", Channel)
def test_with_everything_agreed_and_confirmed_every_channel_is_open(channel: Channel) -> None:
    assert against(a_contact(), channel) == ""


@pytest.mark.parametrize(
    ("facts", "channel", "words"),
    [
        ({"route": ContactRoute.NO_CONTACT, "decided_by": "DC Shah"}, Channel.IN_PERSON, "no contact. Decided by DC Shah"),
        ({"route": ContactRoute.NO_CONTACT}, Channel.THROUGH_POLICE, "no contact"),
        ({"route": ContactRoute.UNKNOWN}, Channel.IN_PERSON, "not recorded"),
        ({"route": ContactRoute.VIA_ISVA}, Channel.CALL, "through her ISVA only"),
        ({"route": ContactRoute.VIA_ISVA}, Channel.LETTER, "through her ISVA only"),
        ({"route": ContactRoute.VIA_ISVA}, Channel.EMAIL, "through her ISVA only"),
        ({"route": ContactRoute.VIA_ISVA}, Channel.THROUGH_POLICE, "through her ISVA only"),
        ({"route": ContactRoute.VIA_ISVA}, Channel.THROUGH_SUPPORTER, ""),
        ({"route": ContactRoute.VIA_ISVA}, Channel.IN_PERSON, ""),
        ({"route": ContactRoute.VIA_POLICE}, Channel.CALL, "through the police only"),
        ({"route": ContactRoute.VIA_POLICE}, Channel.THROUGH_SUPPORTER, "through the police only"),
        ({"route": ContactRoute.VIA_POLICE}, Channel.THROUGH_POLICE, ""),
        ({"calls": Permission.NO}, Channel.CALL, "Calls are not allowed"),
        ({"calls": Permission.UNKNOWN}, Channel.CALL, "not known to be allowed"),
        ({"phone": " "}, Channel.CALL, "No safe number"),
        ({"voicemail": Permission.NO}, Channel.VOICEMAIL, "Voicemail messages are not allowed"),
        ({"voicemail": Permission.NO}, Channel.CALL, ""),
        ({"texts": Permission.UNKNOWN}, Channel.TEXT, "not known to be allowed"),
        ({"letters": Permission.NO}, Channel.LETTER, "Letters are not allowed"),
        ({"letters": Permission.NO}, Channel.IN_PERSON, ""),
        ({"address": ""}, Channel.LETTER, "No safe address"),
        ({"email_allowed": Permission.NO}, Channel.EMAIL, "E-mail is not allowed"),
        ({"email": ""}, Channel.EMAIL, "No safe e-mail address"),
        ({"confirmed_on": None}, Channel.IN_PERSON, "never been confirmed"),
        ({"confirmed_on": dt.date(2026, 11, 23)}, Channel.IN_PERSON, ""),
        ({"confirmed_on": dt.date(2026, 11, 22)}, Channel.IN_PERSON, "31 days ago; the limit is 30"),
        ({"confirmed_on": dt.date(2026, 11, 22), "confirm_every_days": 60}, Channel.IN_PERSON, ""),
        ({"confirmed_on": dt.date(2026, 12, 15), "confirm_every_days": 7}, Channel.IN_PERSON, "the limit is 7"),
        ({"doubted_on": TODAY, "doubt": "Somebody else answered."}, Channel.IN_PERSON, "in doubt: Somebody else"),
    ],
)  # fmt: skip
def test_what_stands_against_a_channel(facts: dict[str, Any], channel: Channel, words: str) -> None:
    found = against(a_contact(**facts), channel)
    assert words in found if words else found == ""


def test_without_any_record_nothing_is_open() -> None:
    for channel in Channel:
        assert "not recorded" in against(None, channel)
        assert "not recorded" in against(SafeContact(case_id="c" * 32, witness_id="w" * 32), channel)


def test_a_supporter_carries_a_message_only_with_her_consent() -> None:
    assert "agreed to share" in against(a_contact(), Channel.THROUGH_SUPPORTER, consent=False)
    assert against(a_contact(), Channel.CALL, consent=False) == ""


@given(
    unknown=st.sets(st.sampled_from(["calls", "voicemail", "texts", "letters", "email_allowed"])),
    channel=st.sampled_from([Channel.CALL, Channel.VOICEMAIL, Channel.TEXT, Channel.LETTER, Channel.EMAIL]),
)
def test_unknown_is_never_a_yes(unknown: set[str], channel: Channel) -> None:
    own = {
        Channel.CALL: "calls", Channel.VOICEMAIL: "voicemail", Channel.TEXT: "texts", Channel.LETTER: "letters",
        Channel.EMAIL: "email_allowed",
    }[channel]  # fmt: skip
    found = against(a_contact(**dict.fromkeys(unknown, Permission.UNKNOWN)), channel)
    assert ("not known" in found) == (own in unknown)


@given(days=st.integers(0, 400), limit=st.integers(1, 366))
def test_the_last_day_of_a_confirmation_still_counts(days: int, limit: int) -> None:
    contact = a_contact(confirm_every_days=limit)
    assert contact.confirmed_on is not None
    is_open = against(contact, Channel.CALL, today=contact.confirmed_on + dt.timedelta(days=days)) == ""
    assert is_open == (days <= limit)


@pytest.mark.parametrize(
    ("wish", "start", "end", "words"),
    [
        ({"week_days": (0, 2)}, dt.time(10), dt.time(11), "She prefers Monday or Wednesday."),
        ({"week_days": (1,)}, dt.time(10), dt.time(11), ""),
        ({"earliest": dt.time(10)}, dt.time(9, 30), dt.time(10, 30), "not before 10:00"),
        ({"latest": dt.time(14)}, dt.time(13), dt.time(14), ""),
        ({"latest": dt.time(14)}, dt.time(13), dt.time(14, 1), "done by 14:00"),
        ({}, dt.time(7), dt.time(23), ""),
    ],
)
def test_a_time_outside_her_wishes_says_which(wish: dict[str, Any], start: dt.time, end: dt.time, words: str) -> None:
    preference = ContactPreference(case_id="c" * 32, witness_id="w" * 32, noted_on=TODAY, **wish)
    tuesday = dt.date(2027, 1, 5)
    found = preference.why_not(tuesday, start, end)
    assert words in found if words else found == ""


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ContactRoute, CONTACT_ROUTE_WORDS),
        (Channel, CHANNEL_WORDS),
        (ContactDirection, CONTACT_DIRECTION_WORDS),
        (ContactOutcome, CONTACT_OUTCOME_WORDS),
        (Frequency, FREQUENCY_WORDS),
        (GenderWish, GENDER_WISH_WORDS),
        (Format, FORMAT_WORDS),
    ],
)
def test_every_choice_has_words_of_its_own(kind: Any, words: dict[Any, str]) -> None:
    assert set(words) == set(kind)
    assert len(set(words.values())) == len(words)
