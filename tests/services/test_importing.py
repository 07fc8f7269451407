"""A caseload list into a real office file: every row accounted for, nothing twice, nothing half, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.office_copies import SAMPLE, plan_of, take_in
from tests.services.finding import lines_in_the_trail
from victimplanner.domain.case import Case, Charge, CourtKind, Defendant, HearingKind, PleaKind
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.contact import Permission
from victimplanner.domain.errors import Cancelled, NotAllowed, StorageProblem
from victimplanner.domain.imported import ImportedRow
from victimplanner.domain.importing import Outcome
from victimplanner.domain.people import CaseRole, Person, UserRole
from victimplanner.domain.witness import Witness
from victimplanner.services.cases import count_cases, enter_plea, find_case_by_urn, read_cases
from victimplanner.services.context import App
from victimplanner.services.importing import import_plan, read_list

HEADINGS = "URN,Defendant(s),Lead offence,Court,Victim name,DOB,Plea,Plea Date,Trial date,Lawyer,Safe contact"
ROW = "10AB/77777/26,Kit Marrick,Rape,Northmere Crown Court,Wren Oddfellow,3/4/1991,NG,2/11/2026,,,via ISVA only"


def a_list(*rows: str) -> bytes:
    return "\r\n".join((HEADINGS, *rows)).encode()


def case_of(app: App, urn: str = "10AB7777726") -> CaseFile:
    return find_case_by_urn(app, urn)


def rows_kept(app: App) -> list[ImportedRow]:
    with app.read() as uow:
        return uow.find(ImportedRow)


# ------------------------------------------------------------ the sample list


def test_every_row_of_the_sample_ends_in_one_of_four_ways(empty: App) -> None:
    plan = plan_of(empty, SAMPLE.read_bytes())
    assert [row.number for row in plan.rows] == list(range(2, 41))
    assert plan.counts == {
        Outcome.IMPORTED: 10, Outcome.WARNING: 24, Outcome.REFUSED: 3, Outcome.LEFT_OUT: 2,
    }  # fmt: skip
    assert all(row.reason for row in plan.rows if row.outcome is not Outcome.IMPORTED)


def test_the_sample_makes_33_cases_with_34_complainants(empty: App) -> None:
    done = import_plan(empty, plan_of(empty, SAMPLE.read_bytes()))
    assert (done.cases, done.witnesses, done.failed, done.kept) == (33, 34, {}, {})
    assert count_cases(empty) == 33
    assert sum(len(case.witnesses) for case in read_cases(empty)) == 34


def test_every_row_taken_in_is_kept_in_its_own_words_with_its_warnings(empty: App) -> None:
    plan = take_in(empty, SAMPLE.read_bytes())
    kept = {row.row_number: row for row in rows_kept(empty)}
    taken = [row for row in plan.rows if row.goes_ahead]
    assert sorted(kept) == [row.number for row in taken]
    for row in taken:
        assert kept[row.number].raw == dict(row.raw)
        assert kept[row.number].warnings == tuple(issue.message for issue in row.issues)


def test_refused_rows_leave_no_trace(empty: App) -> None:
    plan = take_in(empty, SAMPLE.read_bytes())
    refused = [row for row in plan.rows if row.outcome is Outcome.REFUSED]
    with empty.read() as uow:
        urns = {case.urn for case in uow.find(Case)}
        names = {defendant.name for defendant in uow.find(Defendant)}
    assert "11NE4743025" not in urns
    assert len(refused) == 3
    assert "Wayne Kowalska" not in names


def test_importing_the_same_list_again_changes_nothing(imported: App) -> None:
    before = lines_in_the_trail(imported)
    plan = plan_of(imported, SAMPLE.read_bytes())
    done = import_plan(imported, plan)
    assert (done.cases, done.witnesses) == (0, 0)
    assert plan.counts[Outcome.IMPORTED] == plan.counts[Outcome.WARNING] == 0
    assert lines_in_the_trail(imported) == before
    assert len(rows_kept(imported)) == 34


def test_two_complainants_of_one_urn_share_the_case_and_nothing_else(imported: App) -> None:
    case = case_of(imported, "10AB1234526")
    assert [w.witness.label for w in case.witnesses] == ["W1", "W2"]
    assert len({w.witness.reference for w in case.witnesses}) == 2
    assert [d.name for d in case.defendants] == ["Kieran Tait", "Scott Tait"]
    one, two = case.witnesses
    assert one.safe_contact
    assert two.safe_contact
    assert one.safe_contact.raw == "via ISVA only"
    assert "sister" in two.safe_contact.raw
    assert [p.name for role, p in two.people if role is CaseRole.ISVA] == ["Jodie (ISVA service)"]
    assert not [p for role, p in one.people if role is CaseRole.ISVA]


def test_the_trail_of_an_import_holds_no_name_of_a_complainant(imported: App) -> None:
    with imported.read() as uow:
        names = [witness.name for witness in uow.find(Witness)]
    with imported.vault.engine.connect() as connection:
        trail = str([connection.execute(sa.text(f"SELECT * FROM {t}")).all() for t in ("audit_entry", "audit_value")])
    assert "Newcastle upon Tyne Crown Court" in trail
    assert [name for name in names if name in trail] == []


# ------------------------------------------------------------ all or nothing


def test_a_case_that_fails_leaves_nothing_of_itself_and_the_others_stand(empty: App) -> None:
    with empty.vault.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON imported_row WHEN NEW.row_number = 5 "
            "BEGIN SELECT RAISE(ABORT, 'refused for the test'); END"
        )
    plan = plan_of(empty, SAMPLE.read_bytes())
    done = import_plan(empty, plan)
    assert list(done.failed) == ["10AB1234526"]
    assert done.cases == count_cases(empty) == 32
    with empty.read() as uow:
        assert uow.find(Case, urn="10AB1234526") == []
        assert uow.find(Defendant, name="Kieran Tait") == []
    with empty.vault.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER refuse")
    assert import_plan(empty, plan_of(empty, SAMPLE.read_bytes())).cases == 1


class StopAt:
    """Asks to stop when so many cases are written."""

    def __init__(self, number: int) -> None:
        self._number = number

    def report(self, done: int, total: int, text: str) -> None:
        if done == self._number:
            raise Cancelled("Stopped.")


def test_stopping_half_way_leaves_whole_cases_only(empty: App) -> None:
    with pytest.raises(Cancelled):
        import_plan(empty, plan_of(empty, SAMPLE.read_bytes()), StopAt(7))
    files = read_cases(empty)
    assert len(files) == 7
    assert all(case.defendants and case.witnesses and case.witnesses[0].charges for case in files)
    assert import_plan(empty, plan_of(empty, SAMPLE.read_bytes())).cases == 26
    assert empty.vault.verify().is_whole


def test_who_may_only_read_imports_nothing(empty: App) -> None:
    empty.user = empty.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        import_plan(empty, plan_of(empty, SAMPLE.read_bytes()))
    assert count_cases(empty) == 0


@pytest.mark.parametrize("what", ["missing", "a folder"])
def test_a_list_that_cannot_be_read_is_said_in_words(tmp_path: Path, what: str) -> None:
    path = tmp_path if what == "a folder" else tmp_path / "gone.csv"
    with pytest.raises(StorageProblem, match="Nothing was imported"):
        read_list(path)


# ------------------------------------------------------------ a later list about a case that is here


def test_a_later_list_adds_a_complainant_to_a_case_that_is_here(empty: App) -> None:
    take_in(empty, a_list(ROW))
    take_in(empty, a_list(ROW, ROW.replace("Wren Oddfellow,3/4/1991", "Ash Oddfellow,7/8/1988")))
    case = case_of(empty)
    assert [w.witness.name for w in case.witnesses] == ["Wren Oddfellow", "Ash Oddfellow"]
    assert len(case.defendants) == 1
    assert len(case.witnesses[0].pleas) == 1
    assert count_cases(empty) == 1


def test_a_blank_birth_date_makes_nobody_a_second_complainant(empty: App) -> None:
    take_in(empty, a_list(ROW))
    take_in(empty, a_list(ROW.replace("3/4/1991", "")))
    assert [w.witness.date_of_birth.year for w in case_of(empty).witnesses if w.witness.date_of_birth] == [1991]


@pytest.mark.parametrize("name", ["wren oddfellow", "WREN ODDFELLOW"])
def test_another_case_of_letters_makes_nobody_a_second_complainant(empty: App, name: str) -> None:
    take_in(empty, a_list(ROW))
    take_in(empty, a_list(ROW.replace("Wren Oddfellow", name).replace("Rape", "Rape ")))
    assert len(case_of(empty).witnesses) == 1


def test_two_people_of_one_name_and_two_birth_dates_stay_two(empty: App) -> None:
    take_in(empty, a_list(ROW))
    take_in(empty, a_list(ROW.replace("3/4/1991", "9/9/1979")))
    assert len(case_of(empty).witnesses) == 2


@pytest.mark.parametrize(
    ("words", "calls"),
    [
        ("07700 900456", Permission.YES),
        ("phone only 07700 900456", Permission.YES),
        ("mobile only 07700 900456, no voicemail", Permission.YES),
        ("text only 07700 900456", Permission.UNKNOWN),
        ("07700 900456, WhatsApp her first", Permission.UNKNOWN),
        ("via ISVA only 07700 900456", Permission.UNKNOWN),
    ],
)
def test_a_number_in_a_list_opens_calls_only_where_nothing_speaks_for_another_way(
    empty: App, words: str, calls: Permission
) -> None:
    take_in(empty, a_list(ROW.replace("via ISVA only", f'"{words}"')))
    contact = case_of(empty).witnesses[0].safe_contact
    assert contact is not None
    assert contact.calls is calls


def test_what_was_missing_is_filled_in_from_a_later_list(empty: App) -> None:
    bare = "10AB/77777/26,Kit Marrick,Rape,,Wren Oddfellow,,,,,,"
    take_in(empty, a_list(bare))
    full = ROW.replace(",,,via", ",4/5/2027,N. Ferris,via")
    done = import_plan(empty, plan_of(empty, a_list(full)))
    assert done.kept == {}
    case = case_of(empty)
    file = case.witnesses[0]
    trial = file.next_hearing(HearingKind.TRIAL)
    prosecutor = file.person(CaseRole.PROSECUTOR)
    assert (case.case.court_kind, case.case.court_name) == (CourtKind.CROWN, "Northmere Crown Court")
    assert file.witness.date_of_birth is not None
    assert file.is_going_to_trial
    assert trial is not None
    assert trial.listed_on is not None
    assert prosecutor is not None
    assert file.safe_contact is not None
    assert file.safe_contact.raw == "via ISVA only"
    assert (len(case.witnesses), len(file.charges), len(case.defendants)) == (1, 1, 1)


def test_a_plea_that_gets_its_date_later_joins_the_chain(empty: App) -> None:
    take_in(empty, a_list(ROW.replace("2/11/2026", "")))
    take_in(empty, a_list(ROW))
    file = case_of(empty).witnesses[0]
    now = file.plea_of(file.defendants[0])
    assert now is not None
    assert now.entered_on is not None
    assert [plea.sequence for plea in file.pleas] == [1, 2]


CHANGES = [
    ("NG,2/11/2026", "NG,9/11/2026", "Defendant D1, plea date", "9 Nov 2026; here 2 Nov 2026"),
    ("NG,2/11/2026", "G,9/11/2026", "Defendant D1, plea", "guilty; here not guilty"),
    ("Northmere Crown", "Eastholme Crown", "Court", "Eastholme Crown Court"),
    ("via ISVA only", "07700 900123 after 5pm", "Safe contact of W1", ""),
    ("Rape", "Assault by penetration", "Offence against W1", "Assault by penetration; here Rape"),
]


@pytest.mark.parametrize(("was", "now", "what", "values"), CHANGES, ids=[c[2] for c in CHANGES])
def test_what_is_here_is_kept_and_the_difference_is_said(
    empty: App, was: str, now: str, what: str, values: str
) -> None:
    take_in(empty, a_list(ROW))
    before = case_of(empty)
    done = import_plan(empty, plan_of(empty, a_list(ROW.replace(was, now))))
    (sentence,) = done.kept["10AB7777726"]
    assert sentence.startswith(f"{what}: the list says something else")
    assert values in sentence
    assert case_of(empty) == before
    assert any(sentence in row.warnings for row in rows_kept(empty))


def test_no_sentence_about_a_difference_names_anybody(empty: App) -> None:
    take_in(empty, a_list(ROW.replace(",,,via", ",,N. Ferris,via")))
    done = import_plan(empty, plan_of(empty, a_list(ROW.replace(",,,via", ",,H. Lowther,ask Ash Oddfellow"))))
    sentences = " ".join(done.kept["10AB7777726"])
    assert "Prosecutor" in sentences
    assert not [word for word in ("Ferris", "Lowther", "Oddfellow", "Marrick", "Ash") if word in sentences]


def test_another_accused_joins_the_case_with_a_charge_of_his_own(empty: App) -> None:
    take_in(empty, a_list(ROW))
    take_in(empty, a_list(ROW.replace("Kit Marrick", "Joss Rowe")))
    case = case_of(empty)
    assert [(d.label, d.name) for d in case.defendants] == [("D1", "Kit Marrick"), ("D2", "Joss Rowe")]
    charges: list[Charge] = list(case.witnesses[0].charges)
    assert {charge.defendant_id for charge in charges} == {d.id for d in case.defendants}


def test_a_plea_entered_by_hand_is_not_undone_by_the_list_it_came_from(imported: App) -> None:
    case = case_of(imported, "11RS2356325")
    enter_plea(imported, case.defendants[0], PleaKind.GUILTY, imported.today)
    take_in(imported, SAMPLE.read_bytes())
    assert not case_of(imported, "11RS2356325").witnesses[0].is_going_to_trial


def test_a_person_in_two_cases_stands_once_in_the_directory(imported: App) -> None:
    with imported.read() as uow:
        assert len(uow.find(Person, name="J. Lawson")) == 1
