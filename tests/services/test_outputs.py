"""In what form a copy leaves: for the screen, for the archive, with a passphrase; read again before it counts."""

from __future__ import annotations

import hashlib
import io
import os
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from tests.services.finding import again, witnesses
from victimplanner.documents.finish import protect
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import RuleBroken, StorageProblem
from victimplanner.domain.issued import IssuedDocument, KeptCopy, Output, PaperKind, Variant
from victimplanner.services.context import App
from victimplanner.services.paper_files import write_paper
from victimplanner.services.papers import PaperRequest, check_issue, issue_paper, paper_file_name

PHRASE = "seven brass lanterns"


def request(output: Output = Output.SCREEN) -> PaperRequest:
    return PaperRequest(PaperKind.SPECIAL_MEASURES, Variant.FILE, purpose="For the test", output=output)


@pytest.fixture
def file(app: App) -> WitnessFile:
    return next(f for f in witnesses(app) if f.applications and not f.issued)


def kept(app: App, entry: IssuedDocument) -> list[bytes]:
    with app.read() as uow:
        return [copy.pdf for copy in uow.find(KeptCopy, issued_id=entry.id)]


def assert_nothing_issued(app: App, file: WitnessFile, folder: Path) -> None:
    assert again(app, file).issued == ()
    assert list(folder.iterdir()) == []
    with app.read() as uow:
        assert uow.count(KeptCopy) == 0


def test_the_pages_of_every_copy_are_kept_as_they_left(app: App, file: WitnessFile, out: Path) -> None:
    for output in (Output.SCREEN, Output.ARCHIVE):
        entry = issue_paper(app, file, request(output), out)
        written = (out / entry.file_name).read_bytes()
        assert kept(app, entry) == [written]
        assert hashlib.sha256(written).hexdigest() == entry.sha256
        assert entry.output is output


def test_a_protected_copy_opens_with_its_passphrase_and_not_without(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue_paper(app, file, request(Output.PROTECTED), out, PHRASE)
    path = out / entry.file_name
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path, password="seven brass lantern")
    with pikepdf.open(path, password=PHRASE) as opened:
        assert len(opened.pages) == entry.pages
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert opened.encryption.stream_method is pikepdf.models.EncryptionMethod.aesv3
        assert opened.allow.print_highres
        assert opened.allow.accessibility
        assert not opened.allow.modify_other
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256


@pytest.mark.parametrize(
    "phrase",
    ["cre\u0300me bru\u0302le\u0301e lanterns", "seven \ufb01ne brass lanterns", "seven\u00a0brass\u00a0lanterns"],
)
def test_a_passphrase_opens_its_copy_however_its_letters_were_typed(
    app: App, file: WitnessFile, out: Path, phrase: str
) -> None:
    entry = issue_paper(app, file, request(Output.PROTECTED), out, phrase)
    with pikepdf.open(out / entry.file_name, password=unicodedata.normalize("NFKC", phrase)) as opened:
        assert len(opened.pages) == entry.pages


def test_the_register_keeps_the_pages_of_a_protected_copy_without_any_passphrase(
    app: App, file: WitnessFile, out: Path
) -> None:
    entry = issue_paper(app, file, request(Output.PROTECTED), out, PHRASE)
    (pages,) = kept(app, entry)
    with pikepdf.open(io.BytesIO(pages)) as opened:
        assert not opened.is_encrypted
        assert len(opened.pages) == entry.pages


def test_a_passphrase_is_written_down_nowhere(app: App, file: WitnessFile, out: Path) -> None:
    entry = issue_paper(app, file, request(Output.PROTECTED), out, PHRASE)
    with pytest.raises(RuleBroken) as refused:
        issue_paper(app, file, request(Output.ARCHIVE), out, PHRASE)
    (pages,) = kept(app, entry)
    said = f"{entry!r} {app.vault.history(limit=1000)!r} {refused.value!r}"
    assert PHRASE not in said
    assert PHRASE.encode() not in (out / entry.file_name).read_bytes() + pages


def test_the_forms_of_one_paper_do_not_share_a_file_name(app: App, file: WitnessFile, out: Path) -> None:
    names = {output: paper_file_name(app, file, request(output)) for output in (Output.SCREEN, Output.ARCHIVE)}
    assert names[Output.ARCHIVE] == names[Output.SCREEN].replace(".pdf", "_archive.pdf")
    protected = issue_paper(app, file, request(Output.PROTECTED), out, PHRASE)
    assert protected.file_name == names[Output.SCREEN].replace(".pdf", "_protected.pdf")


def test_an_archive_copy_is_never_encrypted_and_two_copies_are_offered(app: App, file: WitnessFile, out: Path) -> None:
    with pytest.raises(RuleBroken, match="an archive PDF for the file, and a PDF with passphrase to send"):
        issue_paper(app, file, request(Output.ARCHIVE), out, PHRASE)
    assert_nothing_issued(app, file, out)
    with pikepdf.open(out / issue_paper(app, file, request(Output.ARCHIVE), out).file_name) as opened:
        assert not opened.is_encrypted


@pytest.mark.parametrize(
    ("output", "phrase", "cure"),
    [
        (Output.PROTECTED, "", "too short"),
        (Output.PROTECTED, "lanterns", "too short"),
        (Output.PROTECTED, "aaaaaaaaaaaaaaa", "repeats itself"),
        (Output.SCREEN, PHRASE, "with a PDF with passphrase only"),
    ],
)
def test_a_passphrase_that_does_not_fit_is_refused_in_words_and_recorded(
    app: App, file: WitnessFile, out: Path, output: Output, phrase: str, cure: str
) -> None:
    with pytest.raises(RuleBroken, match=cure):
        issue_paper(app, file, request(output), out, phrase)
    assert app.vault.history(file.case.id, 1)[0].action == "paper.refuse"
    assert_nothing_issued(app, file, out)


def test_everything_that_is_missing_is_said_at_once(app: App, file: WitnessFile) -> None:
    wanted = replace(request(Output.PROTECTED), purpose="")
    with pytest.raises(RuleBroken) as error:
        check_issue(app, file, wanted, f"lanterns {file.case.urn}")
    assert [problem.field for problem in error.value.problems] == ["purpose", "passphrase"]


# ------------------------------------------------------------ read again


def cut_short(monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    """A disk that says it has written everything and keeps only the beginning."""
    put = os.replace

    def lose_the_end(source: str, target: Path) -> None:
        put(source, target)
        if str(target).endswith(".pdf"):
            os.truncate(target, left)

    monkeypatch.setattr(os, "replace", lose_the_end)


@pytest.mark.parametrize("left", [0, 9, 20_000])
@pytest.mark.parametrize("output", [Output.SCREEN, Output.ARCHIVE, Output.PROTECTED])
def test_a_file_that_lost_its_end_is_taken_away_and_enters_nothing(
    app: App, file: WitnessFile, out: Path, monkeypatch: pytest.MonkeyPatch, left: int, output: Output
) -> None:
    cut_short(monkeypatch, left)
    with pytest.raises(StorageProblem, match="not whole") as error:
        issue_paper(app, file, request(output), out, PHRASE if output is Output.PROTECTED else "")
    assert error.value.kind == "incomplete"
    assert_nothing_issued(app, file, out)


def test_a_disk_that_changes_a_letter_is_found_out(
    app: App, file: WitnessFile, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = os.replace

    def change_a_letter(source: str, target: Path) -> None:
        put(source, target)
        if str(target).endswith(".pdf"):
            content = bytearray(Path(target).read_bytes())
            content[len(content) // 2] ^= 1
            Path(target).write_bytes(content)

    monkeypatch.setattr(os, "replace", change_a_letter)
    with pytest.raises(StorageProblem, match="not whole"):
        issue_paper(app, file, request(), out)
    assert_nothing_issued(app, file, out)


def test_a_file_that_cannot_be_read_again_is_taken_away(
    app: App, file: WitnessFile, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = os.replace

    def vanish(source: str, target: Path) -> None:
        put(source, target)
        if str(target).endswith(".pdf"):
            Path(target).unlink()

    monkeypatch.setattr(os, "replace", vanish)
    with pytest.raises(StorageProblem, match="not whole"):
        issue_paper(app, file, request(), out)
    assert_nothing_issued(app, file, out)


def test_pages_are_counted_and_the_end_is_looked_for(tmp_path: Path) -> None:
    empty = pikepdf.new()
    empty.add_blank_page()
    stream = io.BytesIO()
    empty.save(stream)
    whole = stream.getvalue()
    write_paper(tmp_path / "one.pdf", whole, 1)
    for name, content, pages in (("two.pdf", whole, 2), ("end.pdf", whole + b"more", 1), ("none.pdf", b"%%EOF", 1)):
        with pytest.raises(StorageProblem, match="not whole"):
            write_paper(tmp_path / name, content, pages)
    assert [path.name for path in tmp_path.iterdir()] == ["one.pdf"]


def test_a_protected_file_that_its_passphrase_does_not_open_is_taken_away(tmp_path: Path) -> None:
    output = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(output)
    target = tmp_path / "paper.pdf"
    with pytest.raises(StorageProblem):
        write_paper(target, protect(output.getvalue(), PHRASE), 1, "seven brass lantern")
    assert not target.exists()


@pytest.mark.parametrize("fails", ["exists", "unlink"])
def test_a_disk_that_goes_away_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    def gone(*_args: object, **_more: object) -> bool:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, fails, gone)
    with pytest.raises(StorageProblem):
        write_paper(tmp_path / "paper.pdf", b"no paper", 1)
