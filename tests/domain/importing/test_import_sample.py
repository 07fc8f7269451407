"""A real-looking caseload list: what becomes of every row, and why, in every form the file may come in."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import unicodedata
from collections.abc import Callable

import pytest

from victimplanner.domain.case import CourtKind, PleaKind, Remand
from victimplanner.domain.contact import ContactRoute, Permission
from victimplanner.domain.importing import (
    Answer,
    ImportKnowledge,
    ImportPlan,
    Level,
    Outcome,
    plan_data,
    prepare_import,
)
from victimplanner.domain.urn import parse_urn

I, W, R, L = Outcome.IMPORTED, Outcome.WARNING, Outcome.REFUSED, Outcome.LEFT_OUT  # noqa: E741

MAGISTRATES = ("court", "held in the Crown Court")
NO_ISVA = ("safe_contact", "no ISVA is named")
NO_NUMBER = ("safe_contact", "no number is given")
NO_CONTACT_GIVEN = ("safe_contact", "No safe contact is given")


def century(year: int) -> tuple[str, str]:
    return "date_of_birth", f"century was assumed, giving {year}"


# row, outcome, every warning and refusal of the row: (field, words of the message), in the order of the columns
EXPECTED: tuple[tuple[int, Outcome, tuple[tuple[str, str], ...]], ...] = (
    (2, I, ()),
    (3, W, (NO_ISVA,)),
    (
        4,
        W,
        (
            ("ptph_on", "row 4: 9 Jul 2026; row 5: 16 Jul 2026). None was used"),
            ("officer", "Row 4 was used"),
            ("prosecutor", "Row 4 was used"),
            ("remand", "2 defendants"),
            NO_ISVA,
        ),
    ),
    (
        5,
        W,
        (
            century(2001),
            ("plea", "2 defendants"),
            ("ptph_on", "None was used"),
            ("officer", "Row 4 was used"),
            ("prosecutor", "Row 4 was used"),
            ("remand", "2 defendants"),
        ),
    ),
    (6, I, ()),
    (7, R, (("urn", "second character is the letter O"), NO_ISVA)),
    (8, W, (MAGISTRATES,)),
    (9, L, ()),
    (10, W, (century(2004), NO_ISVA)),
    (11, R, (("urn", "10 characters"), NO_ISVA)),
    (12, W, (NO_NUMBER,)),
    (13, W, (("date_of_birth", "Under 18 today (17): the meeting offer for adults does not apply"),)),
    (14, W, (("charged_on", "31/02/2026 is not a date: February 2026 has 28 days"), NO_NUMBER)),
    (15, W, (MAGISTRATES, NO_ISVA)),
    (16, W, (century(1994), ("plea", "A guilty plea"), ("plea_on", "without a date"))),
    (
        17,
        W,
        (("safe_contact", "formula"), ("safe_contact", "was not understood"), ("notes", "formula")),
    ),
    (18, W, (century(1972), NO_NUMBER)),
    (19, W, (("witness_name", "surname first"),)),
    (20, W, (MAGISTRATES,)),
    (21, W, (century(1999), ("ptph_on", "46133 looks like a spreadsheet day number for 21 Apr 2026"))),
    (22, W, (MAGISTRATES,)),
    (23, I, ()),
    (24, W, (century(1989),)),
    (25, R, (("witness_name", "There is no victim name"),)),
    (26, I, ()),
    (27, W, (("plea_on", "cannot be worked out"), NO_CONTACT_GIVEN)),
    (28, W, (MAGISTRATES,)),
    (29, I, ()),
    (30, I, ()),
    (31, W, (NO_NUMBER,)),
    (32, W, (century(1974),)),
    (33, I, ()),
    (34, W, (century(1984), NO_CONTACT_GIVEN)),
    (35, W, (MAGISTRATES,)),
    (36, I, ()),
    (37, W, (NO_CONTACT_GIVEN,)),
    (38, I, ()),
    (39, I, ()),
    (40, L, ()),
)


def _same(sample: bytes) -> bytes:
    return sample


def _without_mark(sample: bytes) -> bytes:
    return sample.removeprefix(b"\xef\xbb\xbf")


def _windows(sample: bytes) -> bytes:
    """What an older spreadsheet saves: letters that Windows-1252 lacks lose their accents."""
    text = "".join(
        c if c.encode("cp1252", "ignore") else unicodedata.normalize("NFD", c)[0]
        for c in sample.decode("utf-8-sig").replace("Ł", "L").replace("ł", "l")
    )
    return text.encode("cp1252")


def _utf16(sample: bytes) -> bytes:
    return _rewritten(sample, "\t").encode("utf-16")


def _semicolons(sample: bytes) -> bytes:
    return _rewritten(sample, ";").encode("utf-8")


def _semicolons_named(sample: bytes) -> bytes:
    return b"\xef\xbb\xbfsep=;\r\n" + _semicolons(sample)


def _rewritten(sample: bytes, delimiter: str) -> str:
    out = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(sample.decode("utf-8-sig"), newline=""))
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


FORMS = (_same, _without_mark, _windows, _utf16, _semicolons, _semicolons_named)


@pytest.fixture(scope="module")
def plan(sample: bytes, knowledge: ImportKnowledge, today: dt.date) -> ImportPlan:
    return prepare_import(sample, knowledge, today)


@pytest.mark.parametrize("form", FORMS)
def test_every_row_has_the_expected_outcome_and_reasons(
    form: Callable[[bytes], bytes], sample: bytes, knowledge: ImportKnowledge, today: dt.date
) -> None:
    plan = prepare_import(form(sample), knowledge, today)
    assert [row.number for row in plan.rows] == [number for number, _, _ in EXPECTED]
    for row, (number, outcome, said) in zip(plan.rows, EXPECTED, strict=True):
        issues = [issue for issue in row.issues if issue.level != Level.NOTE]
        assert (number, row.outcome) == (number, outcome)
        assert [issue.field for issue in issues] == [field for field, _ in said], number
        for issue, (_, words) in zip(issues, said, strict=True):
            assert words in issue.message
        assert bool(row.reason) == (outcome != I)
    assert plan.counts == {I: 10, W: 24, R: 3, L: 2}


def test_left_out_lines_say_what_they_are_and_the_total_is_checked(plan: ImportPlan) -> None:
    assert plan.row(9).reason == "The line is blank."
    assert plan.row(40).reason == (
        "The line is a total, not a case. It says 37; the file has 37 case rows, which agrees."
    )


def test_a_likely_urn_is_offered_with_the_case_it_would_be_but_never_used(plan: ImportPlan) -> None:
    row = plan.row(7)
    assert row.urn == ""
    assert "If the paper shows 10AB/12345/26, enter that." in row.reason
    assert any("in this file too (row 4, 5)" in issue.message for issue in row.issues)
    assert all(7 not in case.rows for case in plan.cases)


def test_two_complainants_of_one_urn_make_one_case_with_two_defendants(plan: ImportPlan) -> None:
    case = next(case for case in plan.cases if case.urn == "10AB1234526")
    assert case.rows == (4, 5)
    assert [c.name for c in case.complainants] == ["Ewa Kowalska", "Niamh O'Neill"]
    assert [d.name for d in case.defendants] == ["Kieran Tait", "Scott Tait"]
    assert {(d.plea, d.plea_on, d.remand) for d in case.defendants} == {
        (PleaKind.NOT_GUILTY, dt.date(2026, 7, 16), Remand.CUSTODY)
    }
    assert (case.court_kind, case.court_name) == (CourtKind.CROWN, "Teesside Crown Court")
    assert case.ptph_on is None
    assert (case.officer, case.wco) == ("DC 1845 Robson", "T. Shaw")
    assert case.complainants[0].contact.raw == "via ISVA only"
    assert case.complainants[1].notes == "second complainant on same URN, not to meet W1"
    assert [c.charges[0].charged_on for c in case.complainants] == [
        dt.date(2026, 6, 10),
        dt.date(2026, 6, 18),
    ]


def test_each_urn_that_goes_ahead_is_one_case(plan: ImportPlan) -> None:
    ahead = [row for row in plan.rows if row.goes_ahead]
    assert len(ahead) == 34
    assert len(plan.cases) == 33
    assert sorted(number for case in plan.cases for number in case.rows) == [row.number for row in ahead]
    assert all(parse_urn(case.urn) == case.urn for case in plan.cases)


def test_facts_are_read_from_their_cells(plan: ImportPlan) -> None:
    row = plan.row(3)
    assert row.urn == "10RS3796026"
    assert row.defendants == ("Wayne Singh",)
    assert row.sexual_offence == Answer.YES
    assert (row.court_kind, row.court_name) == (CourtKind.CROWN, "Newcastle upon Tyne Crown Court")
    assert (row.plea, row.plea_on) == (PleaKind.NOT_GUILTY, dt.date(2026, 7, 8))
    assert (row.ptph_on, row.trial_on) == (dt.date(2026, 7, 8), dt.date(2027, 2, 17))
    assert (row.remand, row.s28) == (Remand.CUSTODY, Answer.UNKNOWN)
    assert row.special_measures == "Intermediary?"
    assert row.contact.route == ContactRoute.VIA_ISVA
    assert plan.row(8).court_kind == CourtKind.MAGISTRATES
    assert plan.row(23).witness_name == "Siân Ŵyn-Jones"
    assert plan.row(30).date_of_birth == dt.date(1980, 2, 29)


def test_doubtful_dates_stay_unknown_and_their_cells_are_kept(plan: ImportPlan) -> None:
    assert plan.row(14).charged_on is None
    assert plan.row(14).raw["Date of charge"] == "31/02/2026"
    assert plan.row(21).ptph_on is None
    assert plan.row(21).raw["PTPH"] == "46133"
    assert plan.row(5).trial_on is None


def test_a_turned_name_keeps_its_cell_and_a_note_its_lines(plan: ImportPlan) -> None:
    assert plan.row(19).witness_name == "Bronwen MACALLISTER"
    assert plan.row(19).raw["Victim name"] == "MACALLISTER, Bronwen"
    assert plan.row(19).notes == 'line one\nline two, with a comma and a "quote"'


def test_formulas_are_plain_text_and_telephone_numbers_are_no_formulas(plan: ImportPlan) -> None:
    assert plan.row(17).contact.raw == "@SUM(1+1)"
    assert plan.row(17).notes == '=HYPERLINK("http://example.invalid","click")'
    assert plan.row(2).contact.phones == ("+44 7700 900456",)


def test_contact_restrictions_are_read_and_never_lost(plan: ImportPlan) -> None:
    for row in plan.rows:
        assert row.contact.raw == " ".join(row.raw.get("Safe contact", "").split())
    letters = plan.row(5).contact
    assert (letters.letters, letters.keep_from) == (Permission.NO, "lives with def's sister")
    mobile = plan.row(12).contact
    assert (mobile.mobile_only, mobile.voicemail, mobile.letters) == (True, Permission.NO, Permission.NO)
    evening = plan.row(16).contact
    assert (evening.phones, evening.times, evening.earliest) == (("07700 900123",), "after 5pm", dt.time(17))


def test_reading_the_same_list_again_changes_nothing(
    sample: bytes, knowledge: ImportKnowledge, today: dt.date, plan: ImportPlan
) -> None:
    taken = {row.fingerprint for row in plan.rows if row.goes_ahead}
    assert len(taken) == 34
    again = prepare_import(_semicolons(sample), knowledge, today, already_imported=taken)
    assert again.counts == {I: 0, W: 0, R: 3, L: 36}
    assert again.cases == ()
    assert "imported before" in again.row(4).reason


def test_the_result_for_machines_names_nobody(plan: ImportPlan, sample: bytes) -> None:
    text = json.dumps(plan_data(plan), ensure_ascii=False)
    data = json.loads(text)
    assert data["counts"] == {"imported": 10, "warning": 24, "refused": 3, "left_out": 2}
    assert len(data["rows"]) == 39
    assert data["rows"][2]["urn"] == "10AB/12345/26"
    for row in plan.rows:
        people = [*row.defendants, row.witness_name, row.officer, row.isva, row.prosecutor, row.wco]
        words = {word for name in people for word in name.split() if len(word) > 3 and word.isalpha()}
        assert not [word for word in words - {"service"} if word in text]
        assert not [phone for phone in row.contact.phones if phone in text]
        assert all(secret not in repr(row) + repr(row.issues) for secret in words)
    assert "sister" not in text


def test_no_value_shows_a_name_when_printed(plan: ImportPlan) -> None:
    shown = repr(plan) + repr(plan.rows) + repr(plan.cases)
    shown += "".join(repr(case.complainants) + repr(case.defendants) for case in plan.cases)
    for row in plan.rows:
        assert not row.witness_name or row.witness_name not in shown
