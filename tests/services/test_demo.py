"""The whole main job without a window, on the practice office."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.offices import fixed_clock
from victimplanner.domain.errors import StorageProblem
from victimplanner.domain.issued import PaperKind
from victimplanner.services.cases import read_cases
from victimplanner.services.demo import run_demo
from victimplanner.services.vaults import open_office


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    out = tmp_path_factory.mktemp("demo")
    return out, list(run_demo(out, fixed_clock()))


def test_every_paper_of_one_case_lies_in_the_folder(shown: tuple[Path, list[str]]) -> None:
    out, _lines = shown
    names = sorted(path.name for path in out.glob("*.pdf"))
    assert len(names) == len(PaperKind) - 2, "an agenda and a letter are of a meeting still to come"
    assert len({name.rsplit("_")[0] + name.split("_")[1] for name in names}) == 1
    assert all(len(PdfReader(path).pages) for path in out.glob("*.pdf"))


def test_it_says_where_everything_is_and_that_the_trail_is_whole(shown: tuple[Path, list[str]]) -> None:
    out, lines = shown
    words = "\n".join(lines)
    assert all(str(path) in words for path in out.glob("*.pdf"))
    assert "Filled with 40 invented cases." in words
    assert "chain whole: yes" in words


def test_no_line_names_a_witness_and_the_office_file_opens_with_the_passphrase_beside_it(
    shown: tuple[Path, list[str]],
) -> None:
    out, lines = shown
    passphrase = (out / "practice-passphrase.txt").read_text("utf-8").strip()
    app = open_office(out / "practice.vpoffice", "r.okafor", passphrase, fixed_clock())
    names = [file.witness.name for case in read_cases(app) for file in case.witnesses]
    app.close()
    assert [name for name in names if name in "\n".join(lines)] == []


def test_a_second_time_in_the_same_folder_leaves_the_first_as_it_is(shown: tuple[Path, list[str]]) -> None:
    out, _lines = shown
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".lock"}
    with pytest.raises(StorageProblem) as error:
        list(run_demo(out, fixed_clock()))
    assert error.value.kind == "exists_already"
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".lock"} == before
