"""Seventeen questions asked of the practice office: of one case, of a sample, as papers and as a list."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from victimplanner.domain.case import Case
from victimplanner.domain.case_events import CaseEvent
from victimplanner.domain.errors import NotAllowed, RuleBroken, StorageProblem
from victimplanner.domain.inspection.sampling import SampleFilter
from victimplanner.domain.issued import Variant
from victimplanner.domain.people import UserRole
from victimplanner.domain.rules import PLACES
from victimplanner.services.cases import read_cases
from victimplanner.services.context import App
from victimplanner.services.inspection import (
    Inspection,
    answers_sheet,
    draw_sample,
    inspect_case,
    inspect_sample,
    units,
    write_list,
    write_pack,
)


class Watched:
    """Notes how far it was told the work is."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def report(self, done: int, total: int, _text: str) -> None:
        self.told.append((done, total))


def a_sample(app: App, size: int = 3) -> Inspection:
    return inspect_sample(app, draw_sample(app, SampleFilter(), size, 4711))


def test_every_question_of_every_practice_witness_is_answered(practice: App) -> None:
    for case in read_cases(practice, include_closed=True):
        for one in inspect_case(practice, case.case.id).witnesses:
            assert [answer.question.number for answer in one.answers] == list(range(1, 18))
            for answer in one.answers:
                assert answer.words.endswith(".")
                shown = answer.words + " ".join(fact.words for fact in answer.facts)
                assert one.file.witness.name not in shown
                assert {fact.tab for fact in answer.facts} <= set(PLACES)


def test_evidence_leads_to_records_of_that_case_and_to_no_other(practice: App) -> None:
    for case in read_cases(practice)[:12]:
        ours = {event.id for file in case.witnesses for event in file.events if isinstance(event, CaseEvent)}
        meetings = {m.meeting.id for file in case.witnesses for m in file.meetings}
        for one in inspect_case(practice, case.case.id).witnesses:
            for fact in (fact for answer in one.answers for fact in answer.facts):
                if fact.tab == "meeting":
                    assert fact.subject_id in meetings
                elif fact.tab == "duties" and "/" not in fact.subject_id and len(fact.subject_id) == 32:
                    charges = {charge.id for file in case.witnesses for charge in file.charges}
                    assert fact.subject_id in ours | charges


def test_the_same_seed_and_filter_draw_the_same_cases(practice: App) -> None:
    unit = units(practice)[0]
    chosen = SampleFilter(unit=unit)
    one, other = draw_sample(practice, chosen, 4, 12), draw_sample(practice, chosen, 4, 12)
    assert one == other
    with practice.read() as uow:
        cases = {case.id: case for case in uow.find(Case)}
    assert all(cases[case_id].unit == unit for _, case_id in one.keys)
    assert one.population == sum(case.unit == unit for case in cases.values())


def test_without_a_seed_a_new_one_is_made_and_shown(practice: App) -> None:
    drawn = {draw_sample(practice, SampleFilter(), 1).seed for _ in range(5)}
    assert len(drawn) > 1
    again = draw_sample(practice, SampleFilter(), 3)
    assert draw_sample(practice, SampleFilter(), 3, again.seed).keys == again.keys


def test_looking_is_recorded_for_each_case(app: App) -> None:
    drawn = draw_sample(app, SampleFilter(), 2, 7)
    watched = Watched()
    inspect_sample(app, drawn, watched)
    assert watched.told == [(0, 2), (1, 2)]
    for _, case_id in drawn.keys:
        assert "inspection.ask" in {entry.action for entry in app.vault.history(case_id)}


def test_a_pack_is_one_sheet_for_each_witness_with_the_seed_in_front(app: App, tmp_path: Path) -> None:
    inspection = a_sample(app)
    issued = write_pack(app, inspection, Variant.INSPECTION, "HMCPSI", "Inspection of November", tmp_path)
    assert len(issued) == len(inspection.witnesses) == len(list(tmp_path.glob("*.pdf")))
    for one, entry in zip(inspection.witnesses, issued, strict=True):
        front = PdfReader(io.BytesIO((tmp_path / entry.file_name).read_bytes())).pages[0].extract_text()
        text = " ".join(front.replace("\u00a0", " ").split())
        assert "Seed 4711" in text
        assert f"3 cases; this is number {one.number}" in text
        assert one.file.witness.name not in text


def test_one_case_needs_no_seed(app: App, tmp_path: Path) -> None:
    case = read_cases(app)[0]
    issued = write_pack(app, inspect_case(app, case.case.id), Variant.FILE, "case file", "Own check", tmp_path)
    front = PdfReader(io.BytesIO((tmp_path / issued[0].file_name).read_bytes())).pages[0].extract_text()
    assert "Seed" not in front


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_has_a_row_for_each_question_and_says_how_it_was_drawn(app: App, tmp_path: Path, ending: str) -> None:
    inspection = a_sample(app, 2)
    target = tmp_path / f"list.{ending}"
    write_list(app, inspection, "For the inspector", target)
    assert len(answers_sheet(app, inspection).rows) == 17 * len(inspection.witnesses)
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"))))
        assert rows[0][:3] == ["URN", "Witness", "Number"]
        assert ["Filter: Seed", "4711"] in rows
    assert any(entry.action == "inspection.export" for entry in app.vault.history())


def test_a_list_needs_a_purpose_a_role_and_a_folder(app: App, tmp_path: Path) -> None:
    inspection = a_sample(app, 1)
    with pytest.raises(RuleBroken, match="why"):
        write_list(app, inspection, " ", tmp_path / "list.csv")
    with pytest.raises(StorageProblem):
        write_list(app, inspection, "Check", tmp_path / "nowhere" / "list.csv")
    app.user = app.user.model_copy(update={"role": UserRole.READ_ONLY})
    with pytest.raises(NotAllowed):
        write_list(app, inspection, "Check", tmp_path / "list.csv")
    with pytest.raises(NotAllowed):
        write_pack(app, inspection, Variant.FILE, "case file", "Check", tmp_path)
    assert not [*tmp_path.glob("*.csv"), *tmp_path.glob("*.pdf")]
