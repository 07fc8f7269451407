"""A recording that is vacated, by keyboard on the real window: what hangs on it is listed, rebooked and told again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.journeys.desk import Desk
from tests.office_copies import practice_copy
from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.links import BookingState
from victimplanner.domain.section_28 import CourtDate
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.worklist import due_items


def now(desk: Desk, file: WitnessFile) -> WitnessFile:
    return read_case(desk.app, file.case.id).witness(file.witness.id)


def recording_of(file: WitnessFile) -> HearingState:
    return next(h.state for h in file.hearings if h.kind is HearingKind.SECTION_28_RECORDING)


def test_a_vacated_recording_is_listed_anew_and_she_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.open(practice_copy(tmp_path / "office"))
    keys = desk.keys
    file = next(
        c.witnesses[0] for c in read_cases(desk.app)
        if len(c.witnesses[0].ordered_dates) == 1
    )  # fmt: skip
    desk.see(file.case.id, file.witness.id, "section_28")

    def vacate() -> None:
        keys.type("hearing", "Section 28 recording")
        keys.type("hearing_state", "Vacated")
        keys.type("reason", "The judge is ill.")
        keys.press("Ctrl+Enter")

    with keys.dialog(vacate):
        keys.button("moved")
    assert recording_of(now(desk, file)) is HearingState.VACATED
    view = desk.frame.page("case").stack.currentWidget()
    banner = next(b for b in view.banners.banners() if "vacated" in b.sentence)
    hangs = [link.text() for link in banner.links]
    assert any("still booked for the old day" in words for words in hangs)
    assert any("Tell the witness" in words for words in hangs)
    assert any("Ask the court for a new day" in words for words in hangs)
    assert any(i.rule_id == "section_28.dates" and i.witness_id == file.witness.id for i in due_items(desk.app))

    desk.see(file.case.id, file.witness.id, "links")

    def cancel() -> None:
        keys.type("reason", "The recording was vacated.")
        keys.press("Ctrl+Enter")

    with keys.dialog(cancel):
        keys.button("cancelArrangement")
    link = now(desk, file).links[0]
    assert link.booking is BookingState.CANCELLED
    told = [i for i in due_items(desk.app) if i.rule_id == "link.change_told" and i.witness_id == file.witness.id]
    assert [i.due for i in told] == [dt.date(2026, 11, 26)], "she must be told by the next working day"

    def tell() -> None:
        keys.type("told_how", "By telephone, through the ISVA")
        keys.press("Ctrl+Enter")

    with keys.dialog(tell):
        keys.press("Ctrl+T")
    assert not now(desk, file).links[0].to_tell

    desk.see(file.case.id, file.witness.id, "section_28")

    def order() -> None:
        keys.type("ordered_on", "today")
        keys.type("recording_on", "1 Feb 2027")
        keys.type("recording_at", "10:30")
        keys.press("Ctrl+Enter")
        assert "lies before the recording" in keys.top._fields["date_c"].error_text()
        keys.type("date_c", "15 Feb 2027")
        keys.type("reason", "The first day was vacated.")
        keys.press("Ctrl+Enter")

    with keys.dialog(order):
        keys.button("recordOrder")
    known = now(desk, file)
    listed = [h for h in known.hearings if h.kind is HearingKind.SECTION_28_RECORDING]
    assert {h.state: h.listed_on for h in listed} == {
        HearingState.VACATED: dt.date(2026, 12, 21),
        HearingState.LISTED: dt.date(2027, 2, 1),
    }, "the old day stays beside the new one"
    assert view.dates.boxes[CourtDate.RECORDING].day.text() == "Mon 1 Feb 2027"
