"""What one reads before every contact: the route, what is barred, what is not known; never a number."""

from __future__ import annotations

import datetime as dt

from tests.builders import a_safe_contact
from victimplanner.domain.contact import ContactRoute, Permission
from victimplanner.ui.contact_words import contact_cautions, contact_words

EVERY_WAY = dict.fromkeys(("calls", "texts", "voicemail", "letters", "email_allowed"), Permission.YES)


def test_without_a_record_nothing_is_assumed() -> None:
    assert contact_words(None) == "Safe contact not recorded."
    assert contact_cautions(None) == ""


def test_what_is_barred_and_what_is_not_known_are_told_apart() -> None:
    ways = {**EVERY_WAY, "voicemail": Permission.NO, "letters": Permission.NO, "texts": Permission.UNKNOWN}
    contact = a_safe_contact(**ways, route=ContactRoute.DIRECT)
    assert contact_words(contact) == "Directly to her. No voicemail or post. Texts not known: do not use."


def test_no_contact_is_said_alone() -> None:
    assert contact_words(a_safe_contact(route=ContactRoute.NO_CONTACT, texts=Permission.NO)) == "No contact."


def test_a_doubt_and_a_missing_confirmation_are_said() -> None:
    doubted = a_safe_contact(**EVERY_WAY, route=ContactRoute.DIRECT, doubted_on=dt.date(2026, 11, 24), doubt="No luck.")
    assert contact_words(doubted) == "Directly to her. In doubt: No luck."
    never = a_safe_contact(**EVERY_WAY, route=ContactRoute.DIRECT, confirmed_on=None)
    assert contact_words(never) == "Directly to her. Never confirmed."


def test_cautions_name_what_to_mind_and_no_secret_is_in_any_words() -> None:
    contact = a_safe_contact(
        **EVERY_WAY, phone="07700 900417", other_phone="07700 900555", code_word="Larkspur", address="1 Elm Row",
        email="her@example.org", times="After 5pm", voicemail_wording="Please ring B.", who_may_answer="Her sister",
        keep_from="Brother", shares_with_accused="The tablet",
    )  # fmt: skip
    cautions = contact_cautions(contact)
    assert cautions == (
        "Times: After 5pm. A message may say: Please ring B. Who may answer: Her sister. Keep from: Brother. "
        "Shared with the accused: The tablet."
    )
    said = contact_words(contact) + cautions
    assert not any(secret in said for secret in ("900417", "900555", "Larkspur", "Elm", "example.org"))


def test_what_a_message_may_say_is_left_out_where_no_message_may_be_left() -> None:
    contact = a_safe_contact(voicemail=Permission.NO, voicemail_wording="Please ring B.", times="", keep_from="")
    assert "Please ring" not in contact_cautions(contact)
