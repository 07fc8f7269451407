"""A bundle: chosen papers of one witness in one whole file that can be heard, each with its entry in the register."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from tests.documents.reading import failures, structure, words_in_order
from tests.services.finding import again, with_two_witnesses, witnesses
from victimplanner.domain.case_file import CaseFile
from victimplanner.domain.errors import Cancelled, NotAllowed, RuleBroken, StorageProblem
from victimplanner.domain.issued import IssuedDocument, KeptCopy, Output, PaperKind, Variant
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.people import UserRole
from victimplanner.services.bundles import bundle_case
from victimplanner.services.cases import read_case
from victimplanner.services.context import App
from victimplanner.services.papers import PaperRequest
from victimplanner.services.register import kept_pages, write_again

PHRASE = "seven brass lanterns"
RECORD = PaperRequest(PaperKind.MEETING_RECORD, Variant.FILE)
MEASURES = PaperRequest(PaperKind.SPECIAL_MEASURES, Variant.FILE)
CODE = PaperRequest(PaperKind.CODE_SHEET, Variant.FILE)
CHOSEN = (RECORD, MEASURES, CODE)


@pytest.fixture
def chosen(app: App) -> tuple[CaseFile, str]:
    """A case, and the witness of it about whom every paper can be made."""
    file = next(
        f for f in witnesses(app) if not f.issued and any(m.meeting.state is MeetingState.SIGNED for m in f.meetings)
    )
    return read_case(app, file.case.id), file.witness.id


def bundle(
    app: App,
    chosen: tuple[CaseFile, str],
    out: Path,
    requests: tuple[PaperRequest, ...] = CHOSEN,
    output: Output = Output.SCREEN,
    passphrase: str = "",
) -> Path:
    case, witness_id = chosen
    return bundle_case(
        app, case, witness_id, requests, "reviewing lawyer", "For the test", out, None, passphrase, output
    )


def entries(app: App, chosen: tuple[CaseFile, str]) -> tuple[IssuedDocument, ...]:
    case, witness_id = chosen
    return again(app, case.witness(witness_id)).issued


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(io.BytesIO(pdf)).pages]


def test_each_paper_stands_in_the_file_as_it_is_kept_with_its_own_page_numbers(
    app: App, chosen: tuple[CaseFile, str], out: Path
) -> None:
    pages = texts(bundle(app, chosen, out).read_bytes())
    at = 1
    for entry in entries(app, chosen):
        assert pages[at : at + entry.pages] == texts(kept_pages(app, entry))
        assert f"Page 1 of {entry.pages}" in pages[at]
        at += entry.pages
    assert at == len(pages)


def test_the_contents_name_each_paper_its_version_its_pages_and_where_it_begins(
    app: App, chosen: tuple[CaseFile, str], out: Path
) -> None:
    first, *_rest = texts(bundle(app, chosen, out).read_bytes())
    record, measures, code = entries(app, chosen)
    assert "Bundle of papers" in first
    words = " ".join(first.split())
    for title, entry, begins in (
        ("Meeting record 1", record, 2),
        ("Special measures decision record", measures, 2 + record.pages),
        ("Victims’ Code compliance sheet", code, 2 + record.pages + measures.pages),
    ):
        assert f"{title} File copy Version 1, copy 1 {entry.pages} {begins}" in words
    assert chosen[0].witness(chosen[1]).witness.name not in words


def test_each_paper_has_its_entry_and_its_pages_are_kept(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    path = bundle(app, chosen, out)
    kept = entries(app, chosen)
    assert [entry.kind for entry in kept] == [request.kind for request in CHOSEN]
    assert {(entry.recipient, entry.purpose) for entry in kept} == {("reviewing lawyer", "For the test")}
    line = app.vault.history(chosen[0].case.id, 1)[0]
    assert line.action == "paper.bundle"
    told = {entry.reason for entry in app.vault.history(chosen[0].case.id, 20)}
    assert f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" in told
    for entry in kept:
        again_at = write_again(app, entry, out)
        assert hashlib.sha256(again_at.read_bytes()).hexdigest() == entry.sha256


@pytest.mark.parametrize(("output", "profiles"), [(Output.SCREEN, ("ua1",)), (Output.ARCHIVE, ("ua1", "2a"))])
def test_a_bundle_can_be_heard_from_the_first_word_to_the_last(
    app: App, chosen: tuple[CaseFile, str], out: Path, output: Output, profiles: tuple[str, ...]
) -> None:
    pdf = bundle(app, chosen, out, output=output).read_bytes()
    for profile in profiles:
        assert not failures(pdf, profile)
    document = structure(pdf)
    assert (document.kind, [kid.kind for kid in document.kids]) == ("Document", ["Part"] * 4)
    heard = words_in_order(pdf)
    assert [words.page for words in heard] == sorted(words.page for words in heard)
    said = " ".join(words.text for words in heard)
    assert said.index("Bundle of papers") < said.index("Special measures decision record")
    assert pdf.count(b"%%EOF") == 1


def test_bookmarks_lead_to_each_paper_and_to_its_sections(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    with pikepdf.open(bundle(app, chosen, out)) as opened:
        numbers = {page.obj.objgen: at for at, page in enumerate(opened.pages)}
        with opened.open_outline() as outline:
            tops = [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]
            below = {
                item.title: [numbers[child.destination[0].objgen] for child in item.children] for item in outline.root
            }
    record, measures, _code = entries(app, chosen)
    assert tops == [
        ("Bundle of papers", 0),
        ("Meeting record 1", 1),
        ("Special measures decision record", 1 + record.pages),
        ("Victims’ Code compliance sheet", 1 + record.pages + measures.pages),
    ]
    sections = below["Special measures decision record"]
    assert len(sections) > 3
    assert sections == sorted(sections)
    assert 1 + record.pages <= sections[0]
    assert sections[-1] < 1 + record.pages + measures.pages


def test_nothing_on_the_outside_names_anybody(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    path = bundle(app, chosen, out)
    reader = PdfReader(path)
    outside = f"{path.name} {reader.metadata} {reader.xmp_metadata and reader.xmp_metadata.dc_title}".casefold()
    witness = chosen[0].witness(chosen[1]).witness
    assert witness.reference.casefold() in outside
    assert [word for word in witness.name.casefold().split() if word in outside] == []


def test_a_protected_bundle_opens_with_its_passphrase_only(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    path = bundle(app, chosen, out, output=Output.PROTECTED, passphrase=PHRASE)
    assert path.name.endswith("_protected.pdf")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pikepdf.open(path, password=PHRASE) as opened:
        assert len(opened.pages) == 1 + sum(entry.pages for entry in entries(app, chosen))


def test_the_copies_of_a_second_bundle_count_on(
    app: App, chosen: tuple[CaseFile, str], out: Path, tmp_path: Path
) -> None:
    bundle(app, chosen, out)
    bundle(app, chosen, tmp_path)
    assert sorted(entry.copy_number for entry in entries(app, chosen)) == [1, 1, 1, 2, 2, 2]


def test_a_paper_named_twice_is_in_it_once(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    file = chosen[0].witness(chosen[1])
    signed = [m.meeting.id for m in file.meetings if m.meeting.state is MeetingState.SIGNED]
    bundle(app, chosen, out, (RECORD, RECORD, replace(RECORD, meeting_id=signed[-1])))
    assert len(entries(app, chosen)) == 1


def test_a_bundle_holds_nothing_of_another_witness(app: App, out: Path) -> None:
    case = with_two_witnesses(app)
    one, *others = case.witnesses
    words = " ".join(texts(bundle(app, (case, one.witness.id), out, (MEASURES, CODE)).read_bytes()))
    assert one.witness.reference in words
    for other in others:
        assert other.witness.reference not in words
        assert other.witness.name not in words


# ------------------------------------------------------------ refused, or not at all


def assert_nothing_issued(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    assert entries(app, chosen) == ()
    assert list(out.iterdir()) == []
    with app.read() as uow:
        assert uow.count(KeptCopy) == 0


def test_everything_that_stands_against_it_is_said_at_once_and_recorded(
    app: App, chosen: tuple[CaseFile, str], out: Path
) -> None:
    case, witness_id = chosen
    requests = (
        CODE,
        PaperRequest(PaperKind.PLAN, Variant.WITNESS),
        PaperRequest(PaperKind.MEETING_RECORD, Variant.COURT),
        PaperRequest(PaperKind.MEETING_RECORD, Variant.ANONYMISED),
    )
    with pytest.raises(RuleBroken) as error:
        bundle_case(
            app, case, witness_id, requests, "reviewing lawyer", " ", out, output=Output.ARCHIVE, passphrase=PHRASE
        )
    said = [problem.message for problem in error.value.problems]
    assert any("never encrypted" in words for words in said)
    assert [words for words in said if "Say why it is made" in words] == [
        "Say why it is made. It is kept in the disclosure log."
    ]
    assert "Plan for the witness: It goes to the witness by itself, not in a bundle. Take it out." in said
    assert any(words.startswith("Meeting record: ") and "has no court copy" in words for words in said)
    assert any("names no case" in words for words in said)
    assert app.vault.history(case.case.id, 1)[0].action == "paper.refuse"
    assert_nothing_issued(app, chosen, out)


def test_what_is_withheld_from_a_party_goes_with_no_other_paper(
    app: App, chosen: tuple[CaseFile, str], out: Path
) -> None:
    parts = tuple(PaperRequest(PaperKind.APPLICATION, cut) for cut in (Variant.SERVED, Variant.COURT_ONLY))
    with pytest.raises(RuleBroken, match="in a file of its own"):
        bundle(app, chosen, out, parts)
    assert_nothing_issued(app, chosen, out)


def test_a_bundle_of_nothing_is_refused(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    with pytest.raises(RuleBroken, match="Choose at least one paper"):
        bundle(app, chosen, out, ())
    assert_nothing_issued(app, chosen, out)


def test_a_folder_that_is_gone_leaves_no_entry(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    with pytest.raises(StorageProblem):
        bundle(app, chosen, out / "gone")
    assert_nothing_issued(app, chosen, out)


def test_who_may_only_read_makes_no_bundle(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        bundle(app, chosen, out)
    assert_nothing_issued(app, chosen, out)


def test_stopping_leaves_nothing(app: App, chosen: tuple[CaseFile, str], out: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str) -> None:
            if done == 2:
                raise Cancelled("Stopped.")

    case, witness_id = chosen
    with pytest.raises(Cancelled):
        bundle_case(app, case, witness_id, CHOSEN, "reviewing lawyer", "For the test", out, Stop())
    assert_nothing_issued(app, chosen, out)
