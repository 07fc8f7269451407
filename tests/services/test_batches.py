"""One paper for many witnesses: whole files in order, one refusal stops no other, two processes lose nothing."""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.services.finding import witnesses
from victimplanner.domain.errors import Cancelled, NotAllowed
from victimplanner.domain.issued import IssuedDocument, Output, PaperKind, Variant
from victimplanner.domain.people import UserRole
from victimplanner.services import batches
from victimplanner.services.batches import BatchResult, batch_papers
from victimplanner.services.context import App
from victimplanner.services.papers import PaperRequest, issue_problems

SHEET = PaperRequest(PaperKind.CODE_SHEET, Variant.FILE, purpose="For the review")
PHRASE = "seven brass lanterns"
A_POOL = 8  # enough papers for two processes


class Watcher:
    """Hears how far the batch is, and does something once it is so far."""

    def __init__(self, at: int = -1, then: Callable[[], None] = lambda: None) -> None:
        self._at, self._then = at, then
        self.heard: list[tuple[int, int, str]] = []

    def report(self, done: int, total: int, text: str) -> None:
        self.heard.append((done, total, text))
        if done == self._at:
            self._then()


def stop() -> None:
    raise Cancelled("Stopped.")


def pairs(app: App, number: int) -> list[tuple[str, str]]:
    """So many witnesses about whom the sheet can be issued."""
    able = [f for f in witnesses(app) if not issue_problems(app, f, SHEET)]
    assert len(able) >= number
    return [(f.case.id, f.witness.id) for f in able[:number]]


def in_register(app: App) -> list[IssuedDocument]:
    with app.read() as uow:
        return [e for e in uow.find(IssuedDocument) if e.purpose == SHEET.purpose]


def assert_whole(app: App, result: BatchResult, out: Path) -> None:
    """What is in the folder is what is in the register and in the result, byte for byte."""
    assert sorted(path.name for path in out.iterdir()) == sorted(entry.file_name for entry in result.issued)
    assert {entry.id for entry in in_register(app)} == {entry.id for entry in result.issued}
    for entry in result.issued:
        content = (out / entry.file_name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry.sha256


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes for a handful of papers already: the way of working is the same for hundreds."""
    monkeypatch.setattr(batches, "WORTH_A_PROCESS", A_POOL)


@pytest.mark.parametrize("number", [1, 3])
def test_each_witness_gets_a_file_in_the_order_asked_for(app: App, out: Path, number: int) -> None:
    wanted = list(reversed(pairs(app, number)))
    watcher = Watcher()
    result = batch_papers(app, wanted, SHEET, out, watcher)
    assert [(entry.case_id, entry.witness_id) for entry in result.issued] == wanted
    assert [(done, total) for done, total, _text in watcher.heard] == [(n, number) for n in range(number)]
    assert result.words == f"{number} of {number} papers written and entered in the register."
    assert_whole(app, result, out)
    assert multiprocessing.active_children() == []


def test_two_processes_make_the_same_papers_as_one(
    app: App, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock stands still: only the number of the copy differs, so the words are compared by their hash."""
    wanted = list(reversed(pairs(app, A_POOL)))
    alive: list[int] = []
    several = batch_papers(
        app, wanted, SHEET, out, Watcher(2, lambda: alive.append(len(multiprocessing.active_children())))
    )
    assert alive == [2]
    assert [(entry.case_id, entry.witness_id) for entry in several.issued] == wanted
    assert_whole(app, several, out)
    assert multiprocessing.active_children() == []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    one = batch_papers(app, wanted, SHEET, tmp_path)
    assert [e.content_sha256 for e in one.issued] == [e.content_sha256 for e in several.issued]
    assert [(e.document_version, e.copy_number, e.pages) for e in one.issued] == [
        (e.document_version, e.copy_number + 1, e.pages) for e in several.issued
    ]


def test_a_frozen_program_starts_no_process_and_loses_no_paper(
    app: App, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    alive: list[int] = []
    result = batch_papers(
        app, pairs(app, A_POOL), SHEET, out, Watcher(4, lambda: alive.append(len(multiprocessing.active_children())))
    )
    assert alive == [0]
    assert len(result.issued) == A_POOL
    assert_whole(app, result, out)


def test_processes_that_die_lose_no_paper(app: App, out: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        for child in multiprocessing.active_children():
            child.kill()
            killed.append(child.pid or 0)

    result = batch_papers(app, pairs(app, A_POOL), SHEET, out, Watcher(1, kill))
    assert killed
    assert len(result.issued) == A_POOL
    assert_whole(app, result, out)


@pytest.mark.parametrize("at", [0, 3])
def test_stopping_leaves_whole_files_and_says_how_many(app: App, out: Path, at: int) -> None:
    result = batch_papers(app, pairs(app, A_POOL), SHEET, out, Watcher(at, stop))
    assert len(result.issued) == at
    assert result.words == (
        f"{at} of {A_POOL} papers written and entered in the register. You stopped it. {A_POOL - at} not tried."
    )
    assert_whole(app, result, out)
    assert multiprocessing.active_children() == []


def test_one_that_is_refused_does_not_stop_the_others_and_says_why(app: App, out: Path) -> None:
    """A record of a meeting cannot be made for a witness who had none."""
    files = witnesses(app)
    record = PaperRequest(PaperKind.MEETING_RECORD, Variant.FILE, purpose=SHEET.purpose)
    able = [f for f in files if not issue_problems(app, f, record)][:2]
    bare = next(f for f in files if not f.meetings)
    wanted = [(f.case.id, f.witness.id) for f in (able[0], bare, able[1])]
    result = batch_papers(app, wanted, record, out)
    assert [entry.witness_id for entry in result.issued] == [f.witness.id for f in able]
    (refused,) = result.refused
    assert (refused.case_id, refused.witness_id) == wanted[1]
    assert bare.witness.reference in refused.about
    assert bare.witness.name not in refused.about + refused.reason
    assert "Plan and record a meeting first" in refused.reason
    assert result.words == "2 of 3 papers written and entered in the register. 1 not issued."
    assert app.vault.history(bare.case.id, 1)[0].action == "paper.refuse"
    assert_whole(app, result, out)


def test_a_case_that_is_gone_is_one_refusal(app: App, out: Path) -> None:
    result = batch_papers(app, [("0" * 32, "0" * 32), *pairs(app, 1)], SHEET, out)
    assert len(result.issued) == len(result.refused) == 1


def test_a_file_that_is_there_is_left_and_the_others_are_written(app: App, out: Path) -> None:
    wanted = pairs(app, 3)
    second = batch_papers(app, [wanted[1]], SHEET, out).issued[0]
    there = out / second.file_name.replace("_c1", "_c2")
    there.write_text("theirs")
    result = batch_papers(app, wanted, SHEET, out)
    assert [entry.witness_id for entry in result.issued] == [wanted[0][1], wanted[2][1]]
    assert "left as it is" in result.refused[0].reason
    assert there.read_text() == "theirs"


def test_a_folder_that_is_gone_stops_the_batch_after_the_first(app: App, out: Path) -> None:
    result = batch_papers(app, pairs(app, A_POOL), SHEET, out / "gone")
    assert result.issued == ()
    assert len(result.refused) == 1
    assert result.words.endswith(f"The folder cannot be written to. {A_POOL - 1} not tried.")
    assert in_register(app) == []


def test_a_witness_named_twice_gets_one_copy(app: App, out: Path) -> None:
    wanted = pairs(app, 2)
    assert len(batch_papers(app, wanted * 2, SHEET, out).issued) == 2


def test_a_batch_of_nobody_writes_nothing(app: App, out: Path) -> None:
    assert batch_papers(app, [], SHEET, out).words == "0 of 0 papers written and entered in the register."
    assert list(out.iterdir()) == []


def test_a_batch_goes_with_one_passphrase(app: App, out: Path) -> None:
    request = PaperRequest(SHEET.kind, SHEET.variant, purpose=SHEET.purpose, output=Output.PROTECTED)
    result = batch_papers(app, pairs(app, 2), request, out, passphrase=PHRASE)
    for entry in result.issued:
        with pikepdf.open(out / entry.file_name, password=PHRASE) as opened:
            assert opened.is_encrypted
    assert_whole(app, result, out)


def test_who_may_only_read_makes_no_batch(app: App, out: Path) -> None:
    wanted = pairs(app, 2)
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        batch_papers(app, wanted, SHEET, out)
    assert in_register(app) == []
