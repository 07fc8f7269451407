"""The checklist before the first hearing: each item there, missing, not needed or ticked, from built files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests import builders
from tests.domain.rulebook import a_file, case_of, day
from victimplanner.domain.case import CourtKind, Hearing, HearingKind, HearingState
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.errors import RuleFileProblem
from victimplanner.domain.measures import MeasureId, ViewKind
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.readiness import ReadinessMark, ReadinessTick
from victimplanner.domain.readiness_facts import NEEDED, SHOWS
from victimplanner.domain.readiness_list import (
    FirstHearing,
    Readiness,
    ReadinessLine,
    first_hearing_of,
    is_to_come,
    read_readiness,
)
from victimplanner.domain.support import Referral
from victimplanner.domain.witness import GateCode, GateHolds
from victimplanner.services.readiness import readiness_items
from victimplanner.storage.resource_files import read_toml

TODAY = day("2026-11-25")
_MOMENT = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
DONE, MISSING, TO_DO, NOT_NEEDED = Readiness.DONE, Readiness.MISSING, Readiness.TO_DO, Readiness.NOT_NEEDED


def charged(**more: Any) -> WitnessFile:
    """Charged on 20 Nov 2026, no plea yet, the first hearing on 2 Dec 2026."""
    file = a_file()
    charge = file.charges[0].model_copy(update={"charged_on": day("2026-11-20")})
    hearing = Hearing(
        case_id=file.case.id, kind=HearingKind.FIRST_HEARING, listed_on=day("2026-12-02"),
        notice_received_on=day("2026-11-23"),
    )  # fmt: skip
    return replace(file, **{"charges": (charge,), "hearings": (hearing,), **more})


def ready(file: WitnessFile, *ticks: ReadinessTick, today: dt.date = TODAY) -> FirstHearing:
    return first_hearing_of(replace(case_of(file), ticks=ticks), readiness_items(), today)


def line(item: str, file: WitnessFile, *ticks: ReadinessTick) -> ReadinessLine:
    return next(found for found in ready(file, *ticks).lines if found.item.id == item)


def tick(key: str, mark: ReadinessMark = ReadinessMark.DONE, note: str = "", sequence: int = 1) -> ReadinessTick:
    return ReadinessTick(case_id="c", item_id=key, mark=mark, on=TODAY, by="R. Okafor", note=note, sequence=sequence)


def with_event(kind: EventKind) -> Callable[[WitnessFile], WitnessFile]:
    def change(file: WitnessFile) -> WitnessFile:
        event = CaseEvent(case_id=file.case.id, witness_id=file.witness.id, kind=kind, happened_on=day("2026-11-01"))
        return replace(file, events=(event,))

    return change


def own(file: WitnessFile) -> dict[str, str]:
    return {"case_id": file.case.id, "witness_id": file.witness.id}


def told(file: WitnessFile) -> WitnessFile:
    entry = DutyEntry(
        **own(file), rule_id="R8a", about=file.hearings[0].id, kind=EntryKind.TOLD, on=day("2026-11-24"),
        by="P. Nandakumar", how=Channel.CALL, entered_at=_MOMENT, entered_by="P. Nandakumar",
    )  # fmt: skip
    return replace(file, duty_entries=(entry,))


def named(file: WitnessFile) -> WitnessFile:
    return replace(file, people=((CaseRole.VICTIM_LIAISON_OFFICER, Person(name="Tomasz Wiśniewski")),))


PUT_RIGHT: dict[str, tuple[Callable[[WitnessFile], WitnessFile], Callable[[WitnessFile], WitnessFile]]] = {
    "charges": (lambda f: replace(f, charges=()), lambda f: f),
    "court": (
        lambda f: f,
        lambda f: replace(f, case=f.case.model_copy(update={"court_name": "Northmere Magistrates’ Court"})),
    ),
    "liaison": (lambda f: f, named),
    "hearing_told": (lambda f: f, told),
    "mg2": (lambda f: f, with_event(EventKind.MG2_ASKED)),
    "interview": (
        lambda f: f,
        lambda f: replace(f, witness=f.witness.model_copy(update={"abe_recorded_on": day("2026-08-03")})),
    ),
    "grounds": (
        lambda f: replace(f, gates=(builders.a_gate(GateCode.S17_FEAR, GateHolds.YES, " "),)),
        lambda f: replace(f, gates=(builders.a_gate(GateCode.S17_FEAR, GateHolds.YES, "His brother came by."),)),
    ),
    "views": (
        lambda f: replace(f, views=(builders.a_view(MeasureId.SCREEN, ViewKind.NOT_ASKED),)),
        lambda f: replace(f, views=(builders.a_view(MeasureId.SCREEN, ViewKind.WANTS, "Yes."),)),
    ),
    "safe_contact": (
        lambda f: replace(f, safe_contact=builders.a_safe_contact(doubted_on=TODAY, doubt="Somebody else answered.")),
        lambda f: replace(f, safe_contact=builders.a_safe_contact()),
    ),
    "support": (
        lambda f: f,
        lambda f: replace(f, referrals=(Referral(**own(f), service="Harbour Light", offered_on=day("2026-11-03")),)),
    ),
    "language": (
        lambda f: f,
        lambda f: replace(f, contact_preferences=(ContactPreference(**own(f), noted_on=TODAY, noted_by="P. N."),)),
    ),
    "needs": (
        lambda f: f,
        lambda f: replace(f, witness=f.witness.model_copy(update={"access_needs": "Step-free entrance"})),
    ),
    "personal_statement": (lambda f: f, with_event(EventKind.VPS_OFFERED)),
}


def test_every_fact_is_tried_both_ways() -> None:
    assert set(PUT_RIGHT) == {item.id for item in readiness_items() if item.shows}
    assert {item.shows for item in readiness_items() if item.shows} == set(SHOWS), "no condition is idle"
    assert {item.when for item in readiness_items() if item.when} == set(NEEDED)


@pytest.mark.parametrize("item", PUT_RIGHT)
def test_an_item_is_missing_until_its_fact_is_entered(item: str) -> None:
    wrong, right = PUT_RIGHT[item]
    missing = line(item, wrong(charged()))
    assert missing.state is MISSING
    assert missing.words
    assert missing.words[0].isupper()
    assert line(item, right(charged())).state is DONE


def test_a_case_without_a_sexual_offence_and_a_mere_witness_need_less() -> None:
    plain = a_file(sexual=False)
    plain = replace(plain, witness=plain.witness.model_copy(update={"is_complainant": False}))
    states = {found.item.id: (found.state, found.words) for found in ready(plain).lines}
    assert states["liaison"] == (NOT_NEEDED, "No sexual offence is charged")
    assert states["support"] == (NOT_NEEDED, "A witness, not a victim in this case")
    assert states["section_28_told"] == (NOT_NEEDED, "No ground of eligibility holds on the facts recorded")


def test_by_hand_is_to_do_until_somebody_ticks_it_and_the_last_mark_counts() -> None:
    assert line("disclosure", charged()).state is TO_DO
    done = line("disclosure", charged(), tick("disclosure", note="Sent to the defence."))
    assert (done.state, done.words) == (DONE, "Ticked by R. Okafor: Sent to the defence")
    taken_off = tick("disclosure", ReadinessMark.OPEN, sequence=2)
    assert line("disclosure", charged(), tick("disclosure"), taken_off).state is TO_DO
    assert line("disclosure", charged(), taken_off, tick("disclosure")).state is TO_DO, "order of entry, not of reading"


def test_a_fact_is_never_ticked_and_may_be_not_needed_with_its_reason() -> None:
    file = charged()
    key = f"mg2/{file.witness.id}"
    assert line("mg2", file, tick(key)).state is MISSING
    waived = line("mg2", file, tick(key, ReadinessMark.NOT_NEEDED, "Assessed at the interview."))
    assert (waived.state, waived.words) == (NOT_NEEDED, "Assessed at the interview (R. Okafor)")
    arrived = with_event(EventKind.MG2_RECEIVED)(file)
    assert line("mg2", arrived, tick(key, ReadinessMark.NOT_NEEDED, "Assessed.")).state is DONE, "the fact comes first"


def test_days_left_run_to_the_first_hearing_listed() -> None:
    assert ready(charged()).days_left == 7
    assert ready(charged(), today=day("2026-12-03")).days_left == -1
    assert ready(a_file()).days_left is None


def test_two_witnesses_have_a_line_each_and_one_for_the_case() -> None:
    first = charged()
    second = replace(first, witness=first.witness.model_copy(update={"id": "f" * 32, "number": 2, "reference": "W-P3"}))
    case = CaseFile(first.office, first.case, first.defendants, (first, second))
    lines = first_hearing_of(case, readiness_items(), TODAY).lines
    assert [found.witness_label for found in lines if found.item.id == "mg2"] == ["W1 · W-K7", "W2 · W-P3"]
    assert len([found for found in lines if found.item.id == "court"]) == 1
    assert len({found.key for found in lines}) == len(lines)


def test_her_name_stands_in_no_line() -> None:
    file = charged()
    named = replace(file, witness=file.witness.model_copy(update={"interpreter_need": "Carys Penhale needs Welsh"}))
    assert "Penhale" not in " ".join(found.words for found in ready(named).lines)


@pytest.mark.parametrize(
    ("listed", "state", "expected"),
    [
        ("2026-12-02", HearingState.LISTED, True),
        ("2026-11-25", HearingState.LISTED, True),
        ("2026-11-24", HearingState.LISTED, False),
        ("2026-11-25", HearingState.HELD, False),
    ],
)
def test_a_first_hearing_is_to_come_until_it_is_held_or_over(listed: str, state: HearingState, expected: bool) -> None:
    hearing = Hearing(case_id="c", kind=HearingKind.FIRST_HEARING, listed_on=day(listed), state=state)
    assert is_to_come(case_of(charged(hearings=(hearing,))), TODAY) is expected


def test_without_a_first_hearing_a_case_waits_for_one_until_it_has_gone_on() -> None:
    assert is_to_come(case_of(charged(hearings=())), TODAY)
    assert not is_to_come(case_of(a_file("2026-11-20")), TODAY), "somebody has pleaded"
    trial = Hearing(case_id="c", kind=HearingKind.PTPH, listed_on=day("2026-12-20"))
    assert not is_to_come(case_of(charged(hearings=(trial,))), TODAY)
    vacated = Hearing(case_id="c", kind=HearingKind.FIRST_HEARING, listed_on=None, state=HearingState.VACATED)
    assert is_to_come(case_of(charged(hearings=(vacated,))), TODAY)


def test_a_court_of_unknown_kind_is_missing() -> None:
    case = charged().case.model_copy(update={"court_kind": CourtKind.UNKNOWN, "court_name": "Northmere"})
    assert line("court", charged(case=case)).words == "The kind of court is not known"


@pytest.mark.parametrize(
    ("key", "value"),
    [("shows", "weather"), ("when", "raining"), ("owner", "nobody"), ("per", "week"), ("confidence", "sure"),
     ("act_at", "moon"), ("colour", "red"), ("title", None), ("source", "")],
)  # fmt: skip
def test_a_mistake_in_the_checklist_names_entry_and_key(key: str, value: str | None) -> None:
    data = read_toml("readiness.toml")
    entry = data["item"][0] | {key: value}
    data["item"][0] = {name: words for name, words in entry.items() if words is not None}
    with pytest.raises(RuleFileProblem, match=f"entry charges, key {key}"):
        read_readiness(data, "readiness.toml")


def test_an_item_stands_once() -> None:
    data = read_toml("readiness.toml")
    data["item"].append(data["item"][0])
    with pytest.raises(RuleFileProblem, match="twice"):
        read_readiness(data, "readiness.toml")
