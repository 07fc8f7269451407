"""Columns, rows held against each other, and rows of one URN as one case."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest

from victimplanner.domain.case import CourtKind, PleaKind, Remand
from victimplanner.domain.contact import Permission
from victimplanner.domain.errors import RuleBroken, RuleFileProblem
from victimplanner.domain.importing import (
    Answer,
    ColumnHow,
    ImportKnowledge,
    ImportPlan,
    Level,
    Outcome,
    knowledge_from,
    map_columns,
    plan_data,
    prepare_import,
    read_sheet,
)

TODAY = dt.date(2026, 11, 25)
SOUND = {
    "URN": "10AB1234526",
    "Defendant": "Kieran Tait",
    "Offence": "Rape",
    "Court": "Durham Crown Court",
    "Victim": "Ewa Kowalska",
    "DOB": "13/10/1973",
    "Charged": "10/06/2026",
    "Plea": "NG",
    "Plea date": "16/07/2026",
    "PTPH": "16/07/2026",
    "Trial": "09/03/2027",
    "ISVA": "Dana (ISVA service)",
    "Remand": "Bail",
    "s28": "Y",
    "SM": "Screens",
    "Contact": "via ISVA only",
}


def as_csv(*rows: dict[str, str]) -> bytes:
    headings = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def planned(knowledge: ImportKnowledge, *changes: dict[str, str]) -> ImportPlan:
    return prepare_import(as_csv(*({**SOUND, **change} for change in changes)), knowledge, TODAY)


def test_a_row_without_fault_is_ready(knowledge: ImportKnowledge) -> None:
    row = planned(knowledge, {}).rows[0]
    assert (row.outcome, row.reason) == (Outcome.IMPORTED, "")


@pytest.mark.parametrize(
    ("change", "outcome", "field", "says"),
    [
        ({"URN": ""}, Outcome.REFUSED, "urn", "The URN is missing"),
        ({"URN": "55AB1234526"}, Outcome.WARNING, "urn", "force code 55"),
        ({"URN": "10AB1234590"}, Outcome.WARNING, "urn", "2090 is still to come"),
        ({"Victim": ""}, Outcome.REFUSED, "witness_name", "no victim name"),
        ({"Victim": "A B & C D"}, Outcome.REFUSED, "witness_name", "more than one person"),
        ({"Defendant": ""}, Outcome.WARNING, "defendants", "No defendant is named"),
        ({"Offence": ""}, Outcome.WARNING, "lead_offence", "No offence is given"),
        ({"Offence": "Scraping drapery"}, Outcome.WARNING, "lead_offence", "not clear whether"),
        ({"Court": ""}, Outcome.WARNING, "court", "No court is given"),
        ({"Court": "Durham"}, Outcome.WARNING, "court", "kind of court is not clear"),
        ({"DOB": ""}, Outcome.WARNING, "date_of_birth", "Not known"),
        ({"DOB": "1/1/2030"}, Outcome.WARNING, "date_of_birth", "still to come"),
        ({"DOB": "1/1/1910"}, Outcome.WARNING, "date_of_birth", "an age of 116"),
        ({"DOB": "26/11/2008"}, Outcome.WARNING, "date_of_birth", "Under 18 today (17)"),
        ({"DOB": "11/06/2026"}, Outcome.WARNING, "date_of_birth", "after the charge"),
        ({"Plea": "NG", "Plea date": ""}, Outcome.WARNING, "plea_on", "cannot be worked out"),
        ({"Plea": "Guilty"}, Outcome.WARNING, "plea", "A guilty plea"),
        ({"Plea": "", "Plea date": "16/07/2026"}, Outcome.WARNING, "plea", "no plea"),
        ({"Plea": "NG x2"}, Outcome.WARNING, "plea", "not known here"),
        ({"Plea date": "09/06/2026"}, Outcome.WARNING, "plea_on", "before date of charge (10 Jun 2026)"),
        ({"Plea date": "26/11/2026"}, Outcome.WARNING, "plea_on", "still to come"),
        ({"Trial": "01/06/2026"}, Outcome.WARNING, "trial_on", "before date of charge"),
        ({"Trial": "01/07/2026"}, Outcome.WARNING, "trial_on", "before PTPH"),
        ({"Trial": "09/03/2032"}, Outcome.WARNING, "trial_on", "more than 5 years away"),
        ({"Charged": "10/06/2006"}, Outcome.WARNING, "charged_on", "more than 10 years ago"),
        ({"Remand": "tagged"}, Outcome.WARNING, "remand", "not known here"),
        ({"s28": "ordered"}, Outcome.WARNING, "s28", "not known here"),
        ({"s28": "N", "SM": "s28, ABE"}, Outcome.WARNING, "s28", "name section 28"),
        ({"ISVA": ""}, Outcome.WARNING, "safe_contact", "no ISVA is named"),
        ({"Contact": "ring her gran"}, Outcome.WARNING, "safe_contact", "not understood"),
        ({"Contact": "=1+1"}, Outcome.WARNING, "safe_contact", "formula"),
        ({"Contact": "\tvia ISVA only"}, Outcome.WARNING, "safe_contact", "formula"),
        ({"ISVA": "Si\u00c3\u00a2n"}, Outcome.WARNING, "isva", "look damaged"),
        ({"ISVA": "Si\ufffdn"}, Outcome.WARNING, "isva", "look damaged"),
    ],
)
def test_each_doubt_has_a_sentence(
    change: dict[str, str], outcome: Outcome, field: str, says: str, knowledge: ImportKnowledge
) -> None:
    row = planned(knowledge, change).rows[0]
    assert row.outcome == outcome
    found = [issue for issue in row.issues if issue.field == field and says in issue.message]
    assert found
    assert row.raw == {**SOUND, **change}


@pytest.mark.parametrize("change", [{"DOB": "25/11/2008"}, {"Court": "Anytown CC"}, {"s28": "tbc"}, {"ISVA": "Åsa Ö"}])
def test_what_is_sound_is_not_warned_of(change: dict[str, str], knowledge: ImportKnowledge) -> None:
    assert planned(knowledge, change).rows[0].outcome == Outcome.IMPORTED


def test_text_beyond_the_last_column_means_slipped_cells(knowledge: ImportKnowledge) -> None:
    data = b"URN,Defendant,Victim\n10AB1234526,Tait, Kieran,Ewa Kowalska\n10AB1234526,Kieran Tait,Ewa Kowalska,,\n"
    plan = prepare_import(data, knowledge, TODAY)
    assert plan.rows[0].outcome == Outcome.REFUSED
    assert "cells may have slipped" in plan.rows[0].reason
    assert plan.rows[1].goes_ahead


def test_titles_blank_lines_repeated_headings_and_totals_are_left_out(knowledge: ImportKnowledge) -> None:
    data = (
        b"RASSO caseload,,\n,,\nURN,Defendant,Victim\n10AB1234526,Kieran Tait,Ewa Kowalska\n"
        b"URN,Defendant,Victim\n,,\nTotal:,2,\n"
    )
    plan = prepare_import(data, knowledge, TODAY)
    assert plan.mapping.heading_row == 3
    assert [(row.number, row.outcome.value) for row in plan.rows if not row.goes_ahead] == [
        (1, "left_out"),
        (2, "left_out"),
        (5, "left_out"),
        (6, "left_out"),
        (7, "left_out"),
    ]
    assert "does not agree: check the list" in plan.row(7).reason


# --- columns -------------------------------------------------------------------------------------------------


def test_columns_are_guessed_and_unknown_ones_kept_as_raw_text(knowledge: ImportKnowledge) -> None:
    data = as_csv({**SOUND, "Box no": "17", "Complainant": "x", "": "y"})
    plan = prepare_import(data, knowledge, TODAY)
    found = {column.key: (column.field, column.how) for column in plan.mapping.columns}
    assert found["Victim"] == ("witness_name", ColumnHow.GUESSED)
    assert found["Box no"] == ("", ColumnHow.RAW)
    assert found["Complainant"] == ("", ColumnHow.RAW)
    assert found["Column 19"] == ("", ColumnHow.RAW)
    assert any("“Complainant” also looks like Victim name" in note for note in plan.notes)
    assert plan.rows[0].raw["Box no"] == "17"
    assert any("“Box no”" in note for note in plan.notes)


def test_missing_columns_stop_the_import_and_can_be_chosen(knowledge: ImportKnowledge) -> None:
    data = b"URN,Def,Name,Name\n10AB1234526,Kieran Tait,x,Ewa Kowalska\n"
    with pytest.raises(RuleBroken, match="No column was found for Victim name"):
        prepare_import(data, knowledge, TODAY)
    assert map_columns(read_sheet(data), knowledge).missing == ("witness_name",)
    plan = prepare_import(data, knowledge, TODAY, {"Name (2)": "witness_name"})
    assert plan.rows[0].witness_name == "Ewa Kowalska"
    assert plan.mapping.columns[3].how == ColumnHow.CHOSEN


def test_a_choice_wins_over_a_guess(knowledge: ImportKnowledge) -> None:
    sheet = read_sheet(as_csv({**SOUND, "Her name": "Ewa Maria Kowalska"}))
    mapping = map_columns(sheet, knowledge, {"Her name": "witness_name", "Contact": ""})
    by_key = {column.key: column.field for column in mapping.columns}
    assert (by_key["Her name"], by_key["Victim"], by_key["Contact"]) == ("witness_name", "", "")


def test_instructions_for_safe_contact_win_over_a_column_of_numbers(knowledge: ImportKnowledge) -> None:
    row = {key: text for key, text in SOUND.items() if key != "Contact"}
    data = as_csv({"Phone": "07700 900123", **row, "Safe contact": "via ISVA only"})
    assert prepare_import(data, knowledge, TODAY).rows[0].contact.raw == "via ISVA only"


@pytest.mark.parametrize(
    ("overrides", "says"),
    [
        ({"Nowhere": "urn"}, "The file has no column “Nowhere”"),
        ({"Victim": "surname"}, "“surname” is not a field"),
        ({"Victim": "notes", "DOB": "notes"}, "chosen for two columns"),
    ],
)
def test_a_wrong_choice_is_explained(overrides: dict[str, str], says: str, knowledge: ImportKnowledge) -> None:
    with pytest.raises(RuleBroken, match=says):
        map_columns(read_sheet(as_csv(SOUND)), knowledge, overrides)


@pytest.mark.parametrize(
    ("file", "key", "value", "says"),
    [
        ("headings", "fields", {}, "import_headings.toml, entry urn"),
        ("words", "plea", {"guilty": []}, "import_words.toml, entry plea, key not_guilty"),
        ("courts", "court", [{"name": "X", "kind": "moot", "aliases": []}], "key kind"),
        ("courts", "kinds", 1, "this table is missing"),
        ("forces", "forces", {"1": "X"}, "police_forces.toml, entry forces, key 1"),
    ],
)
def test_a_fault_in_the_word_files_names_file_and_entry(
    file: str, key: str, value: Any, says: str, word_files: dict[str, dict[str, Any]]
) -> None:
    broken = {**word_files, file: {**word_files[file], key: value}}
    with pytest.raises(RuleFileProblem) as caught:
        knowledge_from(**broken)
    assert says in str(caught.value)


# --- rows of one URN -----------------------------------------------------------------------------------------

SECOND = {"Victim": "Niamh O'Neill"}


def test_case_facts_that_differ_are_not_used_where_time_limits_hang_on_them(knowledge: ImportKnowledge) -> None:
    change = {"Court": "Durham Magistrates Court", "Plea date": "17/07/2026", "PTPH": "", "Remand": "Custody"}
    plan = planned(knowledge, {}, {**SECOND, **change})
    case = plan.cases[0]
    assert (case.court_kind, case.court_name) == (CourtKind.UNKNOWN, "")
    assert case.ptph_on == dt.date(2026, 7, 16)
    only = case.defendants[0]
    assert (only.plea, only.plea_on, only.remand) == (PleaKind.NOT_GUILTY, None, Remand.UNKNOWN)
    assert {issue.field for issue in case.issues} == {"court", "plea_on", "remand"}
    said = next(issue.message for issue in case.issues if issue.field == "plea_on")
    assert "row 2: 16 Jul 2026; row 3: 17 Jul 2026" in said
    assert all(row.outcome == Outcome.WARNING for row in plan.rows)


def test_pleas_that_differ_for_one_defendant_are_not_used(knowledge: ImportKnowledge) -> None:
    plan = planned(knowledge, {}, {**SECOND, "Plea": "Guilty"})
    assert (plan.cases[0].defendants[0].plea, plan.cases[0].defendants[0].plea_on) == (None, None)
    assert any("row 2: not guilty; row 3: guilty" in issue.message for issue in plan.cases[0].issues)


def test_one_row_for_each_defendant_makes_one_complainant(knowledge: ImportKnowledge) -> None:
    plan = planned(knowledge, {}, {"Defendant": "Scott Tait", "Plea date": "01/08/2026", "Contact": "no letters"})
    case = plan.cases[0]
    assert [(d.name, d.plea_on) for d in case.defendants] == [
        ("Kieran Tait", dt.date(2026, 7, 16)),
        ("Scott Tait", dt.date(2026, 8, 1)),
    ]
    assert len(case.complainants) == 1
    her = case.complainants[0]
    assert her.rows == (2, 3)
    assert [charge.defendants for charge in her.charges] == [("Kieran Tait",), ("Scott Tait",)]
    assert her.contact.raw == "via ISVA only\nno letters"
    assert her.contact.letters == Permission.NO
    assert "already in this file" in plan.rows[1].reason
    assert plan.rows[1].outcome == Outcome.WARNING


def test_the_same_row_again_is_left_out(knowledge: ImportKnowledge) -> None:
    plan = planned(knowledge, {}, {"URN": "10ab/12345/26", "Victim": " Ewa  Kowalska "})
    assert plan.rows[1].outcome == Outcome.LEFT_OUT
    assert plan.rows[1].reason == "The row is already in this file, word for word, as row 2."
    assert plan.cases[0].rows == (2,)


def test_two_people_of_one_name_stay_two(knowledge: ImportKnowledge) -> None:
    plan = planned(knowledge, {}, {"DOB": "02/02/2001"})
    assert len(plan.cases[0].complainants) == 2
    assert all("different dates of birth" in row.reason for row in plan.rows)


def test_a_refused_row_does_not_hold_up_the_others_of_its_urn(knowledge: ImportKnowledge) -> None:
    plan = planned(knowledge, {}, {"Victim": "", "Court": "Teesside CC", "Defendant": "Lee Tait"})
    case = plan.cases[0]
    assert case.rows == (2,)
    assert case.court_name == "Durham Crown Court"
    assert [d.name for d in case.defendants] == ["Kieran Tait"]
    assert "Row 3 of this URN was refused" in case.issues[0].message
    assert plan.rows[0].outcome == Outcome.IMPORTED
    note = next(issue for issue in plan.rows[1].issues if issue.level == Level.NOTE and not issue.field)
    assert "go ahead without it (row 2)" in note.message


def test_answers_about_one_person_that_differ_stay_unknown(knowledge: ImportKnowledge) -> None:
    plan = planned(knowledge, {}, {"s28": "N", "Defendant": "Scott Tait"})
    assert plan.cases[0].complainants[0].s28 == Answer.UNKNOWN


def test_the_fingerprint_is_of_what_the_row_says(knowledge: ImportKnowledge) -> None:
    first = planned(knowledge, {}).rows[0].fingerprint
    turned = prepare_import(as_csv(dict(reversed({**SOUND, "URN": "10ab/12345/26"}.items()))), knowledge, TODAY)
    assert turned.rows[0].fingerprint == first
    changed = {planned(knowledge, {key: "01/02/2026"}).rows[0].fingerprint for key in SOUND}
    assert len(changed) == len(SOUND)
    assert first not in changed


def test_a_name_in_the_wrong_column_is_in_no_message(knowledge: ImportKnowledge) -> None:
    change = dict.fromkeys(SOUND, "Zofia Featherstone")
    data = plan_data(planned(knowledge, change))
    assert "Featherstone" not in str(data)
    assert data["rows"][0]["outcome"] == "refused"
