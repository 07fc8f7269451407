"""Names of people and instructions for safe contact, as typed."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from victimplanner.domain.contact import ContactRoute, Permission
from victimplanner.domain.importing import ImportKnowledge, Level
from victimplanner.domain.importing.contact import join_contacts, read_contact
from victimplanner.domain.importing.names import read_defendants, read_person

NO, YES, UNKNOWN = Permission.NO, Permission.YES, Permission.UNKNOWN
WARNING, NOTE, REFUSAL = Level.WARNING, Level.NOTE, Level.REFUSAL


@pytest.mark.parametrize(
    ("cell", "names", "levels"),
    [
        ("Kieran Tait", ("Kieran Tait",), ()),
        ("Kieran Tait\nScott Tait", ("Kieran Tait", "Scott Tait"), ()),
        ("Kieran Tait & Scott Tait", ("Kieran Tait", "Scott Tait"), ()),
        ("Kieran Tait and Scott Tait", ("Kieran Tait", "Scott Tait"), ()),
        ("Kieran Tait; Scott Tait;", ("Kieran Tait", "Scott Tait"), ()),
        ("Kieran Tait / Scott Tait", ("Kieran Tait", "Scott Tait"), ()),
        ("1. Kieran Tait\n2. Scott Tait", ("Kieran Tait", "Scott Tait"), ()),
        ("D1 Kieran Tait\r\nD2 Scott Tait", ("Kieran Tait", "Scott Tait"), ()),
        ("Kieran Tait & kieran tait", ("Kieran Tait",), ()),
        ("Andrew Sandland", ("Andrew Sandland",), ()),
        ("TAIT, Kieran", ("Kieran TAIT",), (WARNING,)),
        ("Kieran Tait, Scott Tait", ("Kieran Tait", "Scott Tait"), (WARNING,)),
        ("Kieran and Scott Tait", ("Kieran", "Scott Tait"), (WARNING,)),
        ("Kieran Tait and others", ("Kieran Tait",), (WARNING,)),
        ("Kieran Tait +1", ("Kieran Tait",), (WARNING,)),
        ("", (), (WARNING,)),
        ("TBC", (), (WARNING,)),
    ],
)
def test_several_accused_in_one_cell_are_told_apart(
    cell: str, names: tuple[str, ...], levels: tuple[Level, ...], knowledge: ImportKnowledge
) -> None:
    found, messages = read_defendants(cell, knowledge)
    assert found == names
    assert tuple(level for level, _ in messages) == levels


@pytest.mark.parametrize(
    ("cell", "name", "levels"),
    [
        ("Ewa Kowalska", "Ewa Kowalska", ()),
        ("  Siân   Ŵyn-Jones ", "Siân Ŵyn-Jones", (NOTE,)),
        (unicodedata.normalize("NFD", "Siân Ŵyn-Jones"), "Siân Ŵyn-Jones", ()),
        ("Ewa\u00a0Kowalska\u200b", "Ewa Kowalska", (NOTE,)),
        ("MACALLISTER, Bronwen", "Bronwen MACALLISTER", (WARNING,)),
        ("Ewa", "Ewa", (WARNING,)),
        ("Victim 1", "Victim 1", (WARNING,)),
        ("Sandy Anderson", "Sandy Anderson", ()),
        ("", "", (REFUSAL,)),
        ("-", "", (REFUSAL,)),
        ("tbc", "", (REFUSAL,)),
        ("Withheld", "", (REFUSAL,)),
        ("Ewa Kowalska & Niamh O'Neill", "", (REFUSAL,)),
        ("Ewa Kowalska\nNiamh O'Neill", "", (REFUSAL,)),
        ("Ewa Kowalska and Niamh O'Neill", "", (REFUSAL,)),
    ],
)
def test_a_complainant_is_one_person_with_a_tidy_name(
    cell: str, name: str, levels: tuple[Level, ...], knowledge: ImportKnowledge
) -> None:
    found, messages = read_person(cell, knowledge)
    assert found == name
    assert tuple(level for level, _ in messages) == levels


# cell, route, phones, times (earliest, latest), voicemail, letters, e-mail, keep from, warned
CONTACTS = (
    ("via ISVA only", ContactRoute.VIA_ISVA, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", False),
    ("Only through her ISVA!", ContactRoute.UNKNOWN, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", True),
    ("not via ISVA", ContactRoute.UNKNOWN, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", True),
    ("police only", ContactRoute.VIA_POLICE, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", False),
    ("NO CONTACT", ContactRoute.NO_CONTACT, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", False),
    ("no contact, via ISVA only", ContactRoute.NO_CONTACT, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", True),
    ("mobile only, no voicemail", ContactRoute.DIRECT, (), (None, None), NO, NO, NO, "", True),
    (
        "mobile only 07700 900123, don’t leave voicemail",
        ContactRoute.DIRECT,
        ("07700 900123",),
        (None, None),
        NO,
        NO,
        NO,
        "",
        False,
    ),
    (
        "not letters - lives with def's sister",
        ContactRoute.UNKNOWN,
        (),
        (None, None),
        UNKNOWN,
        NO,
        UNKNOWN,
        "lives with def's sister",
        False,
    ),
    (
        "No post because mother opens it; 07700 900123",
        ContactRoute.DIRECT,
        ("07700 900123",),
        (None, None),
        UNKNOWN,
        NO,
        UNKNOWN,
        "mother opens it",
        False,
    ),
    (
        "07700 900123 after 5pm",
        ContactRoute.DIRECT,
        ("07700 900123",),
        (dt.time(17), None),
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        "",
        False,
    ),
    (
        "+44 7700 900456 before 9.30am",
        ContactRoute.DIRECT,
        ("+44 7700 900456",),
        (None, dt.time(9, 30)),
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        "",
        False,
    ),
    (
        "01632 960123 between 10am and 2:30pm",
        ContactRoute.DIRECT,
        ("01632 960123",),
        (dt.time(10), dt.time(14, 30)),
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        "",
        False,
    ),
    ("not before 10am", ContactRoute.UNKNOWN, (), (dt.time(10), None), UNKNOWN, UNKNOWN, UNKNOWN, "", False),
    ("after 5", ContactRoute.UNKNOWN, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", True),
    ("not on Mondays", ContactRoute.UNKNOWN, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", True),
    (
        "07700 900123, landline 01632 960123 not safe",
        ContactRoute.UNKNOWN,
        (),
        (None, None),
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        "",
        True,
    ),
    ("letters ok", ContactRoute.UNKNOWN, (), (None, None), UNKNOWN, YES, UNKNOWN, "", False),
    ("letters ok, no letters", ContactRoute.UNKNOWN, (), (None, None), UNKNOWN, NO, UNKNOWN, "", False),
    ("email only", ContactRoute.DIRECT, (), (None, None), NO, NO, UNKNOWN, "", False),
    ("", ContactRoute.UNKNOWN, (), (None, None), UNKNOWN, UNKNOWN, UNKNOWN, "", True),
)


@pytest.mark.parametrize(
    ("cell", "route", "phones", "times", "voicemail", "letters", "email", "keep_from", "warned"), CONTACTS
)
def test_safe_contact_is_read_as_hints(
    cell: str,
    route: ContactRoute,
    phones: tuple[str, ...],
    times: tuple[dt.time | None, dt.time | None],
    voicemail: Permission,
    letters: Permission,
    email: Permission,
    keep_from: str,
    warned: bool,
    knowledge: ImportKnowledge,
) -> None:
    hints, messages = read_contact(cell, knowledge)
    assert hints.raw == cell
    assert (hints.route, hints.phones, (hints.earliest, hints.latest)) == (route, phones, times)
    assert (hints.voicemail, hints.letters, hints.email_allowed) == (voicemail, letters, email)
    assert hints.keep_from == keep_from
    assert any(level == WARNING for level, _ in messages) == warned


pieces = st.sampled_from([cell for cell, *_ in CONTACTS])


@given(parts=st.lists(pieces, max_size=4), more=st.text(max_size=20))
def test_no_instruction_is_lost_or_crashes(parts: list[str], more: str, knowledge: ImportKnowledge) -> None:
    cell = ", ".join([*parts, more])
    hints, messages = read_contact(cell, knowledge)
    written = "".join(c for c in unicodedata.normalize("NFC", cell) if c.isalnum())
    assert "".join(c for c in hints.raw if c.isalnum()) == written
    assert not any(phone in message for _, message in messages for phone in hints.phones)


@given(parts=st.lists(pieces, min_size=2, max_size=2))
def test_of_two_cells_about_one_person_the_stricter_counts_and_all_words_stay(
    parts: list[str], knowledge: ImportKnowledge
) -> None:
    first, second = (read_contact(part, knowledge)[0] for part in parts)
    both = join_contacts(first, second)
    for one in (first, second):
        assert one.raw in both.raw
        assert set(one.phones) <= set(both.phones)
        assert NO not in (one.letters,) or both.letters == NO
        assert NO not in (one.voicemail,) or both.voicemail == NO
        assert one.route != ContactRoute.NO_CONTACT or both.route == ContactRoute.NO_CONTACT
        assert one.route != ContactRoute.VIA_ISVA or both.route != ContactRoute.DIRECT
        assert not one.mobile_only or both.mobile_only
