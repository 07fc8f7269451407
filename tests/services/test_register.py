"""The register: which copies hold, the pages as they left, written again, recalled."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pikepdf
import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from tests.services.finding import again, witnesses
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import NotAllowed, NotFound, RuleBroken, StorageProblem
from victimplanner.domain.issued import IssuedDocument, Output, PaperKind, Variant
from victimplanner.domain.measures import Direction, DirectionKind, MeasureId
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import amend_case
from victimplanner.services.context import App
from victimplanner.services.directions import record_direction
from victimplanner.services.papers import PaperRequest, issue_paper
from victimplanner.services.register import RegisterState, kept_pages, print_again, read_register, recall, write_again

PHRASE = "seven brass lanterns"


@pytest.fixture
def file(app: App) -> WitnessFile:
    return next(
        f for f in witnesses(app) if not f.issued and any(m.meeting.state is MeetingState.SIGNED for m in f.meetings)
    )


def issue(
    app: App,
    file: WitnessFile,
    out: Path,
    output: Output = Output.SCREEN,
    kind: PaperKind = PaperKind.SPECIAL_MEASURES,
    variant: Variant = Variant.FILE,
) -> IssuedDocument:
    request = PaperRequest(kind, variant, purpose="For the test", output=output)
    return issue_paper(app, again(app, file), request, out, PHRASE if output is Output.PROTECTED else "")


def change_the_case(app: App, file: WitnessFile) -> None:
    direction = Direction(
        case_id=file.case.id, witness_id=file.witness.id, measure=MeasureId.SCREEN, direction=DirectionKind.GRANTED,
        decided_on=app.today, judge="HHJ Invented",
    )  # fmt: skip
    record_direction(app, again(app, file), direction)


def states(app: App, file: WitnessFile) -> list[tuple[int, int, RegisterState, int | None]]:
    return [
        (line.entry.document_version, line.entry.copy_number, line.state, line.superseded_by)
        for line in read_register(app, file.case.id)
    ]


def damage(app: App, entry: IssuedDocument) -> None:
    """Change a letter of the kept pages behind the program's back."""
    with app.vault.engine.begin() as connection:
        pdf = connection.execute(sa.text("SELECT pdf FROM kept_copy WHERE issued_id = :id"), {"id": entry.id}).scalar()
        other = pdf.replace(b"%%EOF", b"%%EOG")
        assert other != pdf
        connection.execute(
            sa.text("UPDATE kept_copy SET pdf = :pdf WHERE issued_id = :id"), {"pdf": other, "id": entry.id}
        )


def forget_pages(app: App, entry: IssuedDocument) -> None:
    """As in a file whose copies were issued by an older version."""
    with app.vault.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM kept_copy WHERE issued_id = :id"), {"id": entry.id})


# ------------------------------------------------------------ what holds


def test_a_register_without_copies_is_empty(app: App, file: WitnessFile) -> None:
    assert read_register(app, file.case.id) == ()


def test_the_newest_stands_first_and_a_later_version_supersedes_every_earlier_copy(
    app: App, file: WitnessFile, out: Path
) -> None:
    issue(app, file, out)
    issue(app, file, out)
    assert states(app, file) == [(1, 2, RegisterState.CURRENT, None), (1, 1, RegisterState.CURRENT, None)]
    change_the_case(app, file)
    issue(app, file, out)
    assert states(app, file) == [
        (2, 1, RegisterState.CURRENT, None),
        (1, 2, RegisterState.SUPERSEDED, 2),
        (1, 1, RegisterState.SUPERSEDED, 2),
    ]


def test_what_is_changed_back_is_a_new_version_and_the_one_that_holds(app: App, file: WitnessFile, out: Path) -> None:
    first = issue(app, file, out)
    for number in ("T20260001", file.case.court_case_no):
        amend_case(app, again(app, file).case.model_copy(update={"court_case_no": number}))
        last = issue(app, file, out)
    assert last.content_sha256 == first.content_sha256
    assert states(app, file) == [
        (3, 1, RegisterState.CURRENT, None),
        (2, 1, RegisterState.SUPERSEDED, 3),
        (1, 1, RegisterState.SUPERSEDED, 3),
    ]


def test_another_variant_or_another_paper_supersedes_nothing(app: App, file: WitnessFile, out: Path) -> None:
    issue(app, file, out)
    other = issue(app, file, out, variant=Variant.COURT)
    assert other.document_version == 2, "versions are counted over all variants"
    issue(app, file, out, kind=PaperKind.MEETING_RECORD)
    assert {state for _v, _c, state, _by in states(app, file)} == {RegisterState.CURRENT}


def test_a_recalled_copy_is_recalled_even_where_a_later_one_supersedes_it(
    app: App, file: WitnessFile, out: Path
) -> None:
    first = issue(app, file, out)
    recall(app, first.id, "Sent to the wrong chambers.")
    change_the_case(app, file)
    issue(app, file, out)
    assert states(app, file) == [(2, 1, RegisterState.CURRENT, None), (1, 1, RegisterState.RECALLED, 2)]


# ------------------------------------------------------------ the kept pages


@pytest.mark.parametrize("output", [Output.SCREEN, Output.ARCHIVE])
def test_the_kept_pages_are_the_bytes_that_left_and_looking_is_recorded(
    app: App, file: WitnessFile, out: Path, output: Output
) -> None:
    entry = issue(app, file, out, output)
    assert kept_pages(app, entry) == (out / entry.file_name).read_bytes()
    line = app.vault.history(file.case.id, 1)[0]
    assert (line.action, line.record_id) == ("paper.view", entry.id)


def test_who_may_only_read_may_look_at_kept_pages(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue(app, file, out)
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    assert kept_pages(app, entry).startswith(b"%PDF")


def test_the_pages_of_a_protected_copy_need_no_passphrase(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue(app, file, out, Output.PROTECTED)
    assert len(PdfReader(io.BytesIO(kept_pages(app, entry))).pages) == entry.pages


@pytest.mark.parametrize("output", [Output.SCREEN, Output.PROTECTED])
def test_pages_that_were_changed_are_not_shown_and_not_written(
    app: App, file: WitnessFile, out: Path, tmp_path: Path, output: Output
) -> None:
    entry = issue(app, file, out, output)
    damage(app, entry)
    for attempt in (lambda: kept_pages(app, entry), lambda: write_again(app, entry, tmp_path, PHRASE)):
        with pytest.raises(StorageProblem, match="not those that were issued") as error:
            attempt()
        assert error.value.kind == "changed_copy"
    assert app.vault.history(file.case.id, 1)[0].action == "paper.issue"


def test_a_copy_from_before_pages_were_kept_says_so(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue(app, file, out)
    forget_pages(app, entry)
    for attempt in (lambda: kept_pages(app, entry), lambda: write_again(app, entry, out)):
        with pytest.raises(NotFound, match="before the program kept the pages"):
            attempt()


def words_drawn(pdf: bytes, word: str) -> list[bool]:
    """Whether each page has the word across it: letter by letter it is one text of the mark."""
    return [word in page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_superseded_copy_says_so_on_every_page_when_it_is_shown_and_keeps_its_words(
    app: App, file: WitnessFile, out: Path
) -> None:
    first = issue(app, file, out)
    pages = kept_pages(app, first, marked=True)
    assert pages == kept_pages(app, first), "a copy that holds is not marked"
    change_the_case(app, file)
    issue(app, file, out)
    marked = kept_pages(app, first, marked=True)
    assert words_drawn(marked, "SUPERSEDED") == [True] * first.pages
    assert words_drawn(pages, "SUPERSEDED") == [False] * first.pages
    assert kept_pages(app, first) == pages
    plain = PdfReader(io.BytesIO(pages)).pages[0].extract_text()
    assert set(plain.split()) <= set(PdfReader(io.BytesIO(marked)).pages[0].extract_text().split())


def test_a_recalled_copy_says_so_although_it_was_listed_before(app: App, file: WitnessFile, out: Path) -> None:
    first = issue(app, file, out)
    recall(app, first.id, "Sent to the wrong chambers.")
    assert words_drawn(kept_pages(app, first, marked=True), "RECALLED") == [True] * first.pages


# ------------------------------------------------------------ written again


@pytest.mark.parametrize("output", [Output.SCREEN, Output.ARCHIVE])
def test_a_copy_is_written_again_byte_for_byte_and_counts_as_no_new_one(
    app: App, file: WitnessFile, out: Path, tmp_path: Path, output: Output
) -> None:
    entry = issue(app, file, out, output)
    change_the_case(app, file)
    path = write_again(app, entry, tmp_path)
    assert path.read_bytes() == (out / entry.file_name).read_bytes()
    assert path.name == entry.file_name
    assert len(again(app, file).issued) == 1
    line = app.vault.history(file.case.id, 1)[0]
    assert (line.action, line.record_id) == ("paper.rewrite", entry.id)


def test_a_copy_can_be_given_a_passphrase_when_it_is_written_again(
    app: App, file: WitnessFile, out: Path, tmp_path: Path
) -> None:
    entry = issue(app, file, out)
    path = write_again(app, entry, tmp_path, PHRASE)
    assert path.name == entry.file_name.replace(".pdf", "_protected.pdf")
    with pikepdf.open(path, password=PHRASE) as opened:
        assert opened.is_encrypted
        assert len(opened.pages) == entry.pages


def test_a_protected_copy_never_goes_again_without_a_passphrase(
    app: App, file: WitnessFile, out: Path, tmp_path: Path
) -> None:
    entry = issue(app, file, out, Output.PROTECTED)
    with pytest.raises(RuleBroken, match="too short"):
        write_again(app, entry, tmp_path)
    other = write_again(app, entry, tmp_path, "four other garden chairs")
    assert other.name == entry.file_name
    with pikepdf.open(other, password="four other garden chairs") as opened:
        assert len(opened.pages) == entry.pages


def test_who_may_only_read_writes_nothing_again_not_even_for_a_moment(
    app: App, file: WitnessFile, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = issue(app, file, out)
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    monkeypatch.setattr("victimplanner.services.register.write_paper", lambda *_: pytest.fail("a file was written"))
    with pytest.raises(NotAllowed):
        write_again(app, entry, out)


def test_an_archive_copy_gets_no_passphrase_when_it_is_written_again(
    app: App, file: WitnessFile, out: Path, tmp_path: Path
) -> None:
    entry = issue(app, file, out, Output.ARCHIVE)
    with pytest.raises(RuleBroken, match="never encrypted"):
        write_again(app, entry, tmp_path, PHRASE)


def test_a_file_that_is_there_is_left_when_a_copy_is_written_again(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue(app, file, out)
    before = (out / entry.file_name).stat()
    with pytest.raises(StorageProblem) as error:
        write_again(app, entry, out)
    assert error.value.kind == "exists"
    assert (out / entry.file_name).stat() == before


def test_a_file_that_cannot_be_recorded_does_not_stay(app: App, file: WitnessFile, out: Path, tmp_path: Path) -> None:
    entry = issue(app, file, out)
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        write_again(app, entry, tmp_path)
    assert list(tmp_path.glob("*.pdf")) == []


# ------------------------------------------------------------ printed again


@pytest.mark.parametrize("comes_out", [True, False])
def test_pages_printed_again_are_recorded_when_they_came_out_and_count_as_no_new_copy(
    app: App, file: WitnessFile, out: Path, comes_out: bool
) -> None:
    entry = issue(app, file, out)
    given: list[bytes] = []
    assert print_again(app, entry, lambda pdf: given.append(pdf) is None and comes_out) is comes_out
    assert given == [(out / entry.file_name).read_bytes()]
    assert ("paper.rewrite" in {line.action for line in app.vault.history(file.case.id)}) is comes_out
    assert len(again(app, file).issued) == 1


def test_who_may_only_read_prints_nothing_again(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue(app, file, out)
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        print_again(app, entry, lambda _pdf: pytest.fail("nothing may be handed to the printer"))


# ------------------------------------------------------------ recalled


def test_a_recall_says_when_by_whom_and_why(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue(app, file, out)
    before = (out / entry.file_name).read_bytes()
    recalled = recall(app, entry.id, "  Sent to the wrong chambers. ")
    assert (recalled.recalled_on, recalled.recalled_by, recalled.recall_reason) == (
        app.today, "R. Okafor", "Sent to the wrong chambers.",
    )  # fmt: skip
    assert read_register(app, file.case.id)[0].entry == recalled
    assert app.vault.history(file.case.id, 1)[0].action == "paper.recall"
    assert hashlib.sha256(kept_pages(app, recalled)).hexdigest() == hashlib.sha256(before).hexdigest()


def test_a_recall_needs_words_and_happens_once(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue(app, file, out)
    with pytest.raises(RuleBroken, match="Say why"):
        recall(app, entry.id, "  ")
    recall(app, entry.id, "Sent to the wrong chambers.")
    with pytest.raises(RuleBroken, match="recalled before"):
        recall(app, entry.id, "Once more.")
    assert read_register(app, file.case.id)[0].entry.recall_reason == "Sent to the wrong chambers."


def test_who_may_only_read_recalls_nothing(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue(app, file, out)
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        recall(app, entry.id, "Sent to the wrong chambers.")
    assert read_register(app, file.case.id)[0].state is RegisterState.CURRENT


def test_copies_of_every_form_stand_in_the_register_with_their_form(app: App, file: WitnessFile, out: Path) -> None:
    for output in (Output.SCREEN, Output.ARCHIVE, Output.PROTECTED):
        issue(app, file, out, output)
    lines = read_register(app, file.case.id)
    assert [line.entry.output for line in lines] == [Output.PROTECTED, Output.ARCHIVE, Output.SCREEN]
    assert {line.state for line in lines} == {RegisterState.CURRENT}
    assert sorted(path.name for path in out.iterdir()) == sorted(line.entry.file_name for line in lines)
