"""Cases: register, find, amend; names and safe contact."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.services.finding import again, lines_in_the_trail, witnesses
from victimplanner.domain.case import CaseState, Hearing, HearingKind, HearingState, PleaKind
from victimplanner.domain.contact import ContactRoute, SafeContact
from victimplanner.domain.errors import Conflict, NotAllowed, NotFound, RuleBroken, StorageProblem
from victimplanner.domain.people import CaseRole, Person, UserRole
from victimplanner.domain.witness import Gate, GateCode, GateHolds
from victimplanner.services import cases, hearings
from victimplanner.services import contact as contact_service
from victimplanner.services.cases import NewCase, NewDefendant
from victimplanner.services.context import App

YESTERDAY, TOMORROW = dt.date(2026, 11, 24), dt.date(2026, 11, 26)


def a_new_case(**more: Any) -> NewCase:
    values: dict[str, Any] = {
        "urn": "10 ab 12345 26",
        "defendants": (NewDefendant("Kit Marrick", PleaKind.NOT_GUILTY, YESTERDAY),),
        "offence": "Rape",
        "is_sexual_offence": True,
        "witness_name": "Wren Oddfellow",
    }
    return NewCase(**values | more)


def fields_of(error: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.field for problem in error.value.problems]


# ------------------------------------------------------------ registering


def test_a_urn_a_defendant_an_offence_and_a_witness_make_a_case(empty: App) -> None:
    case_id = cases.register_case(empty, a_new_case())
    file = cases.read_case(empty, case_id)
    assert (file.case.urn, file.title) == ("10AB1234526", "R v Marrick")
    assert [w.witness.label for w in file.witnesses] == ["W1"]
    assert file.witnesses[0].is_going_to_trial
    assert file.witnesses[0].is_sexual_complainant


def test_everything_to_put_right_is_said_at_once(empty: App) -> None:
    wrong = a_new_case(
        urn="10AB",
        defendants=(NewDefendant(" ", PleaKind.NOT_GUILTY, TOMORROW),),
        offence="",
        witness_name="  ",
        charged_on=TOMORROW,
        date_of_birth=dt.date(2062, 3, 1),
    )
    with pytest.raises(RuleBroken) as error:
        cases.register_case(empty, wrong)
    assert fields_of(error) == [
        "urn", "defendants", "offence", "witness_name", "plea_on", "date_of_birth", "charged_on",
    ]  # fmt: skip
    assert cases.count_cases(empty) == 0


def test_a_urn_that_is_here_already_is_said_together_with_the_rest(empty: App) -> None:
    cases.register_case(empty, a_new_case())
    with pytest.raises(RuleBroken) as error:
        cases.register_case(empty, a_new_case(urn="10-AB-12345-26", offence=""))
    assert fields_of(error) == ["urn", "offence"]
    assert cases.count_cases(empty) == 1


def test_a_hearing_given_with_the_case_is_listed(empty: App) -> None:
    case_id = cases.register_case(empty, a_new_case(hearings=((HearingKind.TRIAL, dt.date(2027, 5, 4)),)))
    trial = cases.read_case(empty, case_id).witnesses[0].next_hearing(HearingKind.TRIAL)
    assert trial is not None
    assert trial.listed_on == dt.date(2027, 5, 4)


def test_who_may_only_read_registers_nothing(empty: App) -> None:
    empty.user = empty.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        cases.register_case(empty, a_new_case())
    assert cases.count_cases(empty) == 0


# ------------------------------------------------------------ finding


@pytest.mark.parametrize("text", ["10AB1234526", "10ab/12345/26", "12345", "marrick", "W-"])
def test_a_case_is_found_by(empty: App, text: str) -> None:
    case_id = cases.register_case(empty, a_new_case())
    assert [file.case.id for file in cases.find_cases(empty, text)] == [case_id]


def test_a_case_is_never_found_by_the_name_of_a_witness(empty: App) -> None:
    cases.register_case(empty, a_new_case())
    assert cases.find_cases(empty, "Oddfellow") == []
    assert cases.find_cases(empty, "wren") == []


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "*", "a OR b", "(", "\\", "\x00", "-"])
def test_signs_in_a_search_are_only_signs(practice: App, text: str) -> None:
    assert isinstance(cases.find_cases(practice, text), list)


def test_an_unknown_urn_says_what_to_do(practice: App) -> None:
    with pytest.raises(NotFound, match="Check the URN, or import the case first"):
        cases.find_case_by_urn(practice, "10ZZ0000026")


def test_closed_cases_are_read_only_when_asked_for(practice: App) -> None:
    shown, every = cases.read_cases(practice), cases.read_cases(practice, include_closed=True)
    assert len(shown) < len(every) == cases.count_cases(practice) == 40
    assert {file.case.state for file in shown} == {CaseState.OPEN}


def test_a_file_holds_nothing_of_another_witness(practice: App) -> None:
    for case in cases.read_cases(practice, include_closed=True):
        for file in case.witnesses:
            own = (
                *file.gates, *file.views, *file.decisions, *file.directions, *file.uses, *file.applications,
                *file.actions, *file.issued, *(m.meeting for m in file.meetings),
            )  # fmt: skip
            assert {record.witness_id for record in own} <= {file.witness.id}
            shared = (*file.charges, *file.hearings)
            assert {record.witness_id for record in shared} <= {None, file.witness.id}


def test_opening_a_case_stands_in_the_trail(app: App) -> None:
    file = witnesses(app)[0]
    cases.open_case(app, file.case.id)
    line = app.vault.history(file.case.id, 1)[0]
    assert (line.actor, line.action, line.record_id) == ("r.okafor", "case.open", file.case.id)


# ------------------------------------------------------------ amending


def test_a_later_plea_counts_and_the_earlier_one_stays(app: App) -> None:
    file = next(f for f in witnesses(app) if len(f.defendants) == 1 and f.is_going_to_trial)
    cases.enter_plea(app, file.defendants[0], PleaKind.GUILTY, YESTERDAY)
    now = again(app, file)
    assert not now.is_going_to_trial
    assert {plea.plea for plea in now.pleas} == {PleaKind.NOT_GUILTY, PleaKind.GUILTY}


def test_a_plea_cannot_lie_in_the_future(app: App) -> None:
    with pytest.raises(RuleBroken) as error:
        cases.enter_plea(app, witnesses(app)[0].defendants[0], PleaKind.GUILTY, TOMORROW)
    assert fields_of(error) == ["plea_on"]


def test_what_has_happened_at_a_hearing_cannot_lie_in_the_future(app: App) -> None:
    file = witnesses(app)[0]
    hearing = Hearing(
        case_id=file.case.id,
        kind=HearingKind.TRIAL,
        listed_on=TOMORROW,
        state=HearingState.HELD,
        notice_received_on=TOMORROW,
    )
    with pytest.raises(RuleBroken) as error:
        hearings.save_hearing(app, hearing, told=hearings.HearingTold(file.witness.id, TOMORROW))
    assert fields_of(error) == ["notice_received_on", "told_on", "listed_on"]


def test_a_stale_save_keeps_the_stored_version_and_hands_it_over(app: App) -> None:
    stale = witnesses(app)[0].case
    stored = cases.amend_case(app, stale.model_copy(update={"court_name": "Farwick Crown Court"}))
    with pytest.raises(Conflict) as error:
        cases.amend_case(app, stale.model_copy(update={"court_name": "Northmere Crown Court"}))
    assert error.value.theirs == stored
    assert cases.read_case(app, stale.id).case.court_name == "Farwick Crown Court"


def test_saving_what_did_not_change_writes_nothing(app: App) -> None:
    before = lines_in_the_trail(app)
    cases.amend_case(app, witnesses(app)[0].case)
    assert lines_in_the_trail(app) == before


def test_a_ground_considered_again_supersedes_and_both_stay(app: App) -> None:
    file = witnesses(app)[0]
    for holds in (GateHolds.YES, GateHolds.DECLINED):
        cases.record_gate(
            app,
            Gate(
                case_id=file.case.id, witness_id=file.witness.id, code=GateCode.S17_FEAR, holds=holds,
                evidence="Asked at the meeting.", considered_on=YESTERDAY,
            ),
        )  # fmt: skip
    now = again(app, file)
    assert now.gates_as_considered()[GateCode.S17_FEAR].holds is GateHolds.DECLINED
    assert len([g for g in now.gates if g.code is GateCode.S17_FEAR]) >= 2


def test_a_ground_needs_its_evidence(app: App) -> None:
    file = witnesses(app)[0]
    gate = Gate(
        case_id=file.case.id, witness_id=file.witness.id, code=GateCode.S17_FEAR, holds=GateHolds.NO,
        considered_on=YESTERDAY,
    )  # fmt: skip
    with pytest.raises(RuleBroken) as error:
        cases.record_gate(app, gate)
    assert fields_of(error) == ["evidence"]


def test_a_part_in_a_case_has_one_holder(app: App) -> None:
    file = witnesses(app)[0]
    cases.name_person(app, file.case.id, CaseRole.PROSECUTOR, Person(name="N. Ferris"))
    now = again(app, file)
    assert [p.name for role, p in now.people if role is CaseRole.PROSECUTOR] == ["N. Ferris"]


# ------------------------------------------------------------ names and safe contact


def test_showing_a_name_stands_in_the_trail_without_the_name(app: App) -> None:
    witness = witnesses(app)[0].witness
    assert cases.reveal_name(app, witness) == witness.name
    line = app.vault.history(witness.case_id, 1)[0]
    assert line.action == "witness.reveal"
    assert witness.name not in repr(line)


def test_a_secret_of_safe_contact_is_shown_one_at_a_time_and_recorded(app: App) -> None:
    contact = next(f.safe_contact for f in witnesses(app) if f.safe_contact and f.safe_contact.phone)
    assert contact_service.reveal_contact(app, contact, "phone") == contact.phone
    line = app.vault.history(contact.case_id, 1)[0]
    assert (line.action, line.reason) == ("contact.reveal", "phone")


def test_who_may_only_read_sees_no_number(app: App) -> None:
    contact = next(f.safe_contact for f in witnesses(app) if f.safe_contact)
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        contact_service.reveal_contact(app, contact, "phone")


@pytest.mark.parametrize("route", [ContactRoute.NO_CONTACT, ContactRoute.VIA_POLICE])
def test_who_barred_contact_must_be_named(app: App, route: ContactRoute) -> None:
    contact = next(f.safe_contact for f in witnesses(app) if f.safe_contact)
    with pytest.raises(RuleBroken) as error:
        contact_service.save_safe_contact(app, contact.model_copy(update={"route": route, "decided_by": " "}))
    assert fields_of(error) == ["decided_by"]


def test_confirming_safe_contact_notes_who_and_when(app: App) -> None:
    contact = next(f.safe_contact for f in witnesses(app) if f.safe_contact)
    saved = contact_service.save_safe_contact(app, contact, confirmed=True)
    assert (saved.confirmed_on, saved.confirmed_by) == (app.today, "R. Okafor")


def test_a_witness_has_one_safe_contact(app: App) -> None:
    file = witnesses(app)[0]
    second = SafeContact(case_id=file.case.id, witness_id=file.witness.id)
    with pytest.raises(StorageProblem) as error:
        contact_service.save_safe_contact(app, second)
    assert error.value.kind == "integrity"
