"""The Victims' Code compliance sheet: every duty with its clock and result, and what each copy leaves out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from tests import builders
from tests.documents.making import an_issue, calendar, made, pages_of, rule_book, text_of
from victimplanner.documents.names import paper_name
from victimplanner.domain.case import Charge, ChargeState, Hearing, HearingKind
from victimplanner.domain.case_events import CaseEvent, EventKind
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.contact import Channel
from victimplanner.domain.contact_preferences import ContactPreference, Format
from victimplanner.domain.due_item import DueState
from victimplanner.domain.duty_entries import DutyEntry, EntryKind
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.ledger import duties_of, ledger_of

TODAY = dt.date(2027, 4, 16)
IDS = {"case_id": builders.CASE_ID, "witness_id": builders.WITNESS_ID}
TRIAL = "9" * 32
SECOND = "8" * 32
COUNTED = r"(\d+) (\d+) (\d+) (\d+) (\d+) (\d+) ● kept ▲ late ○ not kept ◊ good reason – not yet due ▲ not recorded"


def entry(rule_id: str, about: str, kind: EntryKind, on: dt.date, number: int, **more: object) -> DutyEntry:
    values = {
        "rule_id": rule_id,
        "about": about,
        "kind": kind,
        "on": on,
        "sequence": number,
        "entered_by": "P. Nandakumar",
    }
    return DutyEntry(**IDS, entered_at=dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC), **(values | more))


def a_busy_file() -> WitnessFile:
    """Charged 9 Nov 2026; a count stopped and told two days late; a trial told late with a good reason; a bail change untold."""
    file = builders.a_prepared_witness_file()
    charge = file.charges[0].model_copy(update={"charged_on": dt.date(2026, 11, 9)})
    stopped = Charge(
        **IDS, id=SECOND, offence="Assault", is_sexual_offence=False, state=ChargeState.STOPPED,
        stopped_on=dt.date(2027, 2, 8), charged_on=dt.date(2026, 11, 9),
    )  # fmt: skip
    trial = Hearing(
        id=TRIAL, case_id=builders.CASE_ID, kind=HearingKind.TRIAL, listed_on=dt.date(2027, 9, 6),
        notice_received_on=dt.date(2027, 1, 18),
    )  # fmt: skip
    bail = CaseEvent(
        **IDS, kind=EventKind.BAIL_RESULT, happened_on=dt.date(2027, 4, 5), received_on=dt.date(2027, 4, 6),
        detail="Not to enter Quay Street",
    )  # fmt: skip
    told = {"by": "P. Nandakumar", "how": Channel.CALL}
    reason = entry(
        "R8a", TRIAL, EntryKind.REASON, dt.date(2027, 1, 21), 3, reason="She asked P. Nandakumar for no calls."
    )
    entries = (
        entry("R6d", SECOND, EntryKind.TOLD, dt.date(2027, 2, 11), 1, at=dt.time(10, 20), **told),
        entry("R8a", TRIAL, EntryKind.TOLD, dt.date(2027, 1, 21), 2, **told),
        reason,
        entry(
            "R8a", TRIAL, EntryKind.REASON_ACCEPTED, dt.date(2027, 1, 22), 4, by="D. Marchetti-Vaughan", of_id=reason.id
        ),
    )
    preference = ContactPreference(
        **IDS, method=Channel.CALL, earliest=dt.time(10), latest=dt.time(15), formats=(Format.EASY_READ,),
        noted_on=dt.date(2026, 12, 18), noted_by="T. Wiśniewski",
    )  # fmt: skip
    return replace(
        file, charges=(charge, stopped), hearings=(*file.hearings, trial), events=(bail,), duty_entries=entries,
        contact_preferences=(preference,),
    )  # fmt: skip


def sheet(variant: Variant = Variant.FILE, file: WitnessFile | None = None) -> str:
    return text_of(made(PaperKind.CODE_SHEET, file or a_busy_file(), variant=variant, today=TODAY))


def duties(file: WitnessFile) -> int:
    case = CaseFile(file.office, file.case, file.defendants, (file,))
    return len(duties_of(ledger_of(case, file, rule_book(), calendar(), TODAY)))


@pytest.mark.parametrize("variant", [Variant.FILE, Variant.INSPECTION, Variant.ANONYMISED])
def test_the_tiles_add_up_to_the_rows(variant: Variant) -> None:
    text = sheet(variant)
    numbers = [int(word) for word in re.findall(r"(\d+) [●▲○◊–] (?:kept|late|not|good)", text)]
    assert len(numbers) == 6
    assert sum(numbers) == duties(a_busy_file())


def test_a_row_has_clock_day_time_teller_and_result() -> None:
    text = sheet()
    assert (
        "R6d Charge stopped or altered: letter with reasons Assault Mon 8 Feb 27 Tue 9 Feb 27 1 wd Thu 11 Feb 27 10:20"
        in text
    )
    assert "Telephone call, P. Nandakumar ▲ Late, 2 wd" in text
    assert "◊ Good reason" in text
    assert "▲ Late, still open" in text, "the bail change was told to nobody"
    assert "Right 6 Information about the investigation and prosecution" in text


def test_an_exception_says_what_happened_why_and_who_accepted_it() -> None:
    text = sheet()
    assert "Told 2 working days after the day" in text
    assert "Good reason. She asked P. Nandakumar for no calls." in text
    assert "D. Marchetti-Vaughan" in text
    assert "Not told yet, 7 working days after the day ▲ Not recorded" in text


def test_without_exceptions_it_says_so() -> None:
    quiet = builders.a_witness_file(hearings=(), pleas=(), meetings=(), views=())
    assert "None: no duty was late or not kept." in sheet(file=quiet)


def test_the_file_copy_has_her_choice_and_never_a_number() -> None:
    text = sheet()
    assert "Telephone call between 10:00 and 15:00." in text
    assert "Asked Fri 18 Dec 26: easy read." in text
    for secret in ("07700", "900417", "Quarry Steps", "heronfield", "example.invalid"):
        assert secret not in text


def test_the_inspection_copy_has_roles_and_nothing_on_how_she_is_reached() -> None:
    text = sheet(Variant.INSPECTION)
    for name in ("Nandakumar", "Marchetti", "Wiśniewski", "Calloway", "Thornbury"):
        assert name not in text, name
    assert "Good reason. She asked WCO for no calls." in text
    assert "between 10:00" not in text
    assert "Contact choice [removed: contact]" in text
    assert "99VP/40172/26" in text


def test_the_anonymised_copy_counts_days_from_the_charge_and_names_nothing() -> None:
    paper = made(PaperKind.CODE_SHEET, a_busy_file(), variant=Variant.ANONYMISED, today=TODAY)
    text = " ".join(pages_of(paper))
    assert "Day +91" in text, "the count was stopped 91 days after the charge"
    assert "Generated in December 2026" in text
    assert "Code edition 2020" in " ".join(text.split()) or "2020 (in force 1 Apr 2021)" in " ".join(text.split())
    without_edition = text.replace("1 Apr", "").replace("25 Mar 2026", "")
    for given_away in (
        "99VP", "40172", "W-K7", "Northmoor", "RASSO", "T20269907", "Harcastle", "Llŵyd", "Nandakumar", "Marchetti",
        "Żółkiewska", "Harbour", "Quay Street", "Assault", "no calls", "2027",
    ):  # fmt: skip
        assert given_away not in without_edition, given_away
    assert not re.search(r"\d{1,2} (Jan|Feb|Mar|Apr|Sep|Nov|Dec)\b", without_edition)


def test_the_file_of_an_anonymised_copy_has_no_case_in_its_name() -> None:
    name = paper_name(a_busy_file(), PaperKind.CODE_SHEET, an_issue(Variant.ANONYMISED))
    assert re.fullmatch(r"anon_[0-9A-F]{4}_code-sheet\.pdf", name)


def test_the_group_comes_again_overleaf_and_never_stands_last() -> None:
    many = tuple(
        Hearing(
            case_id=builders.CASE_ID, kind=HearingKind.OTHER, listed_on=dt.date(2027, 5, number),
            notice_received_on=dt.date(2027, 4, 1),
        )
        for number in range(1, 29)
    )  # fmt: skip
    file = a_busy_file()
    pages = pages_of(made(PaperKind.CODE_SHEET, replace(file, hearings=(*file.hearings, *many)), today=TODAY))
    assert len(pages) > 4
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        body = lines[: next(n for n, line in enumerate(lines) if line.startswith("Version"))]
        assert not re.match(r"Right \d+ ", body[-1]), body[-1]
    assert (
        sum("Right 8 The trial, the trial process and the role as a witness, continued" in page for page in pages) >= 2
    )


def test_a_mere_witness_has_no_rights_of_a_victim_and_the_sheet_says_so() -> None:
    witness = builders.a_witness(is_complainant=False)
    text = sheet(file=builders.a_witness_file(witness=witness))
    assert "One witness, one case" in text
    assert "A witness, not a victim in this case" in text


def test_the_day_of_an_exception_is_worked_out_in_the_words_of_the_screen() -> None:
    file = a_busy_file()
    case = CaseFile(file.office, file.case, file.defendants, (file,))
    items = ledger_of(case, file, rule_book(), calendar(), TODAY)
    late = [i for i in items if i.state in (DueState.MET_LATE, DueState.OVERDUE, DueState.EXCUSED)]
    assert len(late) >= 3
    text = sheet(file=file)
    for item in late:
        assert item.working is not None
        for step in item.working.steps:
            assert f"{step.label} {step.text}" in text
    assert "How the days of the exceptions were worked out" not in sheet(Variant.ANONYMISED)


def test_what_nothing_has_started_is_named_once_below_the_table() -> None:
    text = sheet()
    assert "Not started: " in text
    assert text.count("R9c Tell: appeal lodged, listed or decided") == 1
