"""Printed copies: numbered, in the register when they came out in full, and never past the contact gate."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader

from tests.services.finding import again, witnesses
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactOverride, ContactRoute, Permission
from victimplanner.domain.errors import NotAllowed, RuleBroken
from victimplanner.domain.issued import KeptCopy, Output, PaperKind, Variant
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.services.contact import Override, save_safe_contact
from victimplanner.services.context import App
from victimplanner.services.papers import PaperRequest, gate_stops
from victimplanner.services.printing import MOST_COPIES, print_paper, printed_words

RECORD = PaperRequest(PaperKind.SPECIAL_MEASURES, Variant.FILE, purpose="For the hearing")
PLAN = PaperRequest(PaperKind.PLAN, Variant.WITNESS, "the witness", "For her", channel=Channel.IN_PERSON)


class Printer:
    """Takes what it is given, and prints so many copies in full."""

    def __init__(self, prints: int | None = None) -> None:
        self._prints = prints
        self.given: tuple[bytes, ...] = ()

    def __call__(self, copies: tuple[bytes, ...]) -> int:
        self.given = copies
        return len(copies) if self._prints is None else self._prints


def words_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\u00a0", " ")


@pytest.fixture
def file(app: App) -> WitnessFile:
    return next(
        f
        for f in witnesses(app)
        if not f.issued
        and any(m.meeting.state is MeetingState.SIGNED for m in f.meetings)
        and all(d.told_on for d in f.directions)
    )


def with_contact(app: App, file: WitnessFile, route: ContactRoute) -> WitnessFile:
    assert file.safe_contact is not None
    update = {"route": route, "letters": Permission.YES, "decided_by": "DS Invented"}
    save_safe_contact(app, file.safe_contact.model_copy(update=update), confirmed=True)
    return again(app, file)


def test_each_copy_has_its_number_and_all_stand_in_the_register(app: App, file: WitnessFile) -> None:
    printer = Printer()
    entries = print_paper(app, file, RECORD, 3, printer)
    assert [(e.copy_number, e.output) for e in entries] == [(n, Output.PRINTED) for n in (1, 2, 3)]
    assert again(app, file).issued == entries
    for number, (entry, pages) in enumerate(zip(entries, printer.given, strict=True), start=1):
        assert f"Copy {number} of 3" in words_of(pages)
        assert hashlib.sha256(pages).hexdigest() == entry.sha256
    with app.read() as uow:
        assert {kept.issued_id: kept.pdf for kept in uow.find(KeptCopy)} == {
            entry.id: pages for entry, pages in zip(entries, printer.given, strict=True)
        }


def test_later_copies_count_on(app: App, file: WitnessFile) -> None:
    print_paper(app, file, RECORD, 2, Printer())
    printer = Printer()
    (entry,) = print_paper(app, file, RECORD, 1, printer)
    assert entry.copy_number == 3
    assert "Copy 3 of 3" in words_of(printer.given[0])


def test_only_what_came_out_in_full_is_entered(app: App, file: WitnessFile) -> None:
    entries = print_paper(app, file, RECORD, 3, Printer(prints=2))
    assert [entry.copy_number for entry in entries] == [1, 2]
    assert again(app, file).issued == entries


@pytest.mark.parametrize("count", [0, -1])
def test_printing_that_was_stopped_at_once_enters_nothing(app: App, file: WitnessFile, count: int) -> None:
    assert print_paper(app, file, RECORD, 3, Printer(prints=count)) == ()
    assert again(app, file).issued == ()
    assert "paper.issue" not in {line.action for line in app.vault.history(file.case.id)}


def test_a_printer_that_fails_enters_nothing(app: App, file: WitnessFile) -> None:
    def jammed(_copies: tuple[bytes, ...]) -> int:
        raise OSError("no paper")

    with pytest.raises(OSError, match="no paper"):
        print_paper(app, file, RECORD, 1, jammed)
    assert again(app, file).issued == ()


@pytest.mark.parametrize(
    ("printed", "copies", "words"),
    [
        (1, 1, "1 copy printed and entered in the register."),
        (3, 3, "3 copies printed and entered in the register."),
        (2, 3, "2 of 3 copies came out in full and stand in the register. Destroy the pages"),
        (0, 3, "No copy came out in full and nothing was entered in the register."),
    ],
)
def test_what_was_printed_is_said_in_a_sentence(printed: int, copies: int, words: str) -> None:
    assert words in printed_words(printed, copies)


def never(_copies: tuple[bytes, ...]) -> int:
    raise AssertionError("nothing may be handed to the printer")


@pytest.mark.parametrize("copies", [0, -2, MOST_COPIES + 1])
def test_a_number_of_copies_that_cannot_be_meant_prints_nothing(app: App, file: WitnessFile, copies: int) -> None:
    with pytest.raises(RuleBroken, match="Print 1 to"):
        print_paper(app, file, RECORD, copies, never)


def test_who_may_only_read_prints_nothing(app: App, file: WitnessFile) -> None:
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        print_paper(app, file, RECORD, 1, never)


# ------------------------------------------------------------ for the witness


def test_a_plan_that_may_not_be_given_is_not_printed_and_the_refusal_recorded(app: App, file: WitnessFile) -> None:
    barred = with_contact(app, file, ContactRoute.NO_CONTACT)
    with pytest.raises(RuleBroken):
        print_paper(app, barred, PLAN, 1, never)
    assert app.vault.history(file.case.id, 1)[0].action == "paper.refuse"


def overrides(app: App, file: WitnessFile) -> list[ContactOverride]:
    with app.read() as uow:
        return uow.find(ContactOverride, witness_id=file.witness.id)


def test_an_override_is_kept_with_the_copy(app: App, file: WitnessFile) -> None:
    barred = with_contact(app, file, ContactRoute.NO_CONTACT)
    before = len(overrides(app, file))
    override = Override("She is here and asks for it.", "R. Okafor")
    request = PaperRequest(
        PaperKind.PLAN, Variant.WITNESS, "the witness", "For her", channel=Channel.IN_PERSON, override=override
    )
    assert print_paper(app, barred, request, 1, Printer(prints=0)) == ()
    assert len(overrides(app, file)) == before, "nothing reached her"
    assert len(print_paper(app, barred, request, 1, Printer())) == 1
    assert len(overrides(app, file)) == before + 1


def test_an_override_that_the_role_may_not_give_prints_nothing(app: App, file: WitnessFile) -> None:
    barred = with_contact(app, file, ContactRoute.NO_CONTACT)
    app.user = app.user.model_copy(update={"role": UserRole.WITNESS_CARE_OFFICER})
    request = PaperRequest(
        PaperKind.PLAN, Variant.WITNESS, "the witness", "For her", override=Override("She asks for it.", "R. Okafor")
    )
    with pytest.raises(NotAllowed):
        print_paper(app, barred, request, 1, never)


def test_a_bar_that_falls_while_pages_come_out_does_not_hide_them_from_the_register(
    app: App, file: WitnessFile
) -> None:
    open_to_her = with_contact(app, file, ContactRoute.DIRECT)

    def meanwhile(then: Callable[[], object]) -> Callable[[tuple[bytes, ...]], int]:
        def send(copies: tuple[bytes, ...]) -> int:
            then()
            return len(copies)

        return send

    send = meanwhile(lambda: with_contact(app, open_to_her, ContactRoute.NO_CONTACT))
    assert len(print_paper(app, open_to_her, PLAN, 1, send)) == 1
    assert len(again(app, file).issued) == 1


def test_a_way_that_was_barred_since_the_case_was_read_prints_nothing(app: App, file: WitnessFile) -> None:
    read_before = with_contact(app, file, ContactRoute.DIRECT)
    with_contact(app, read_before, ContactRoute.NO_CONTACT)
    with pytest.raises(RuleBroken):
        print_paper(app, read_before, PLAN, 1, never)
    assert app.vault.history(file.case.id, 1)[0].action == "paper.refuse"


def test_an_override_holds_against_nothing_that_was_not_seen(app: App, file: WitnessFile) -> None:
    barred = with_contact(app, file, ContactRoute.NO_CONTACT)
    override = Override("She is here and asks for it.", "R. Okafor", frozenset({"confirmed_on"}))
    with pytest.raises(RuleBroken):
        print_paper(app, barred, replace(PLAN, override=override), 1, never)
    seen = frozenset(problem.field for problem in gate_stops(app, barred, PLAN))
    assert len(print_paper(app, barred, replace(PLAN, override=replace(override, against=seen)), 1, Printer())) == 1
