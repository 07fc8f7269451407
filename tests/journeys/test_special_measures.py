"""Special measures over time, on the real window: a child who turns 18, two accused, two complainants, a refusal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from tests.journeys.cases import a_case, another_complainant, she_says
from tests.journeys.desk import Desk
from tests.office_copies import empty_copy
from tests.offices import LOGIN, PASSPHRASE
from victimplanner.domain.case import PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.eligibility import Answer
from victimplanner.domain.measures import DecisionKind, DirectionKind, MeasureId, ViewKind, directions_now, latest
from victimplanner.domain.witness import GateCode
from victimplanner.services.cases import NewDefendant, read_case
from victimplanner.services.clock import FixedClock
from victimplanner.services.context import App
from victimplanner.services.measures import facts_of
from victimplanner.services.vaults import open_office


def now(desk: Desk, file: WitnessFile) -> WitnessFile:
    return read_case(desk.app, file.case.id).witness(file.witness.id)


def go_to(desk: Desk, measure: MeasureId) -> None:
    """Walk to the row of a measure with the arrow keys."""
    table = desk.keys.into("matrix")
    row = next(n for n, line in enumerate(table.records.rows()) if line.id is measure)
    desk.keys.press("Ctrl+Home")
    for _ in range(row):
        desk.keys.press("Down")


def decide(desk: Desk, measure: MeasureId, fill: dict[str, str], *, key: str = "F2") -> None:
    """Open a measure, type into the fields named, save and close."""

    def act() -> None:
        for name, words in fill.items():
            desk.keys.type(name, words)
        desk.keys.press("Ctrl+S")

    go_to(desk, measure)
    with desk.keys.dialog(act):
        desk.keys.press(key)


def serve(desk: Desk, late_reason: str = "") -> None:
    def act() -> None:
        desk.keys.type("served_on", "today")
        if late_reason:
            desk.keys.type("late_reason", late_reason)
        desk.keys.press("Ctrl+Enter")

    with desk.keys.dialog(act):
        desk.keys.button("application")


def banner_words(desk: Desk) -> str:
    view = desk.frame.page("case").stack.currentWidget()
    QApplication.processEvents()
    return " ".join(banner.accessibleName() for banner in view.banners.banners())


def answers(app: App, file: WitnessFile) -> dict[MeasureId, Any]:
    return {a.measure.id: a for a in app.availabilities(file)}


def test_a_child_who_turns_18_between_application_and_trial(desk: Desk, tmp_path: Path) -> None:
    """Born 20 January 2009: 17 when the court decides, 18 before the trial of 15 March 2027."""
    desk.open(empty_copy(tmp_path / "office"))
    file = a_case(desk.app, date_of_birth=dt.date(2009, 1, 20)).witnesses[0]
    assert answers(desk.app, file)[MeasureId.ABE_VIDEO].answer is Answer.PRESUMED
    assert answers(desk.app, file)[MeasureId.LIVE_LINK].brief == "Primary rule, s.21(3)(b)"
    desk.see(file.case.id, file.witness.id, "measures")
    assert "turns 18 on Wed 20 Jan 2027" in banner_words(desk)
    why = "She freezes when she has to speak before strangers; her teacher saw it on 9 November."
    for measure in (MeasureId.ABE_VIDEO, MeasureId.LIVE_LINK, MeasureId.INTERMEDIARY):
        decide(desk, measure, {"decision": "Apply", "reason": why})
    serve(desk)
    for measure in (MeasureId.ABE_VIDEO, MeasureId.LIVE_LINK, MeasureId.INTERMEDIARY):
        decide(desk, measure, {"direction": "Granted", "decided_on": "today", "received_on": "today"})
    assert {d.direction for d in now(desk, file).directions} == {DirectionKind.GRANTED}
    words = banner_words(desk)
    assert "ABE interview video" in words
    assert "Intermediary" in words, "what ends is said ahead of time"
    path = desk.app.vault.path
    desk.window.lock(ask=False)

    later = open_office(path, LOGIN, PASSPHRASE, FixedClock(dt.datetime(2027, 2, 1, 9, 0, tzinfo=dt.UTC)))
    grown = read_case(later, file.case.id).witness(file.witness.id)
    assert grown.gates_held_on(later.today) == {GateCode.S17_4_SEX, GateCode.S22_QUALIFYING}
    open_now = answers(later, grown)
    assert open_now[MeasureId.ABE_VIDEO].answer is Answer.PRESUMED, "s.22: she was under 18 when it was recorded"
    assert open_now[MeasureId.LIVE_LINK].answer is Answer.AVAILABLE, "by s.17(4) now"
    assert not open_now[MeasureId.INTERMEDIARY].is_open
    later.close()


def test_two_accused_with_different_pleas_and_a_direction_for_one(desk: Desk, tmp_path: Path) -> None:
    """Each plea has its own last day and the earliest leads; a screen is directed as to the second accused alone."""
    desk.open(empty_copy(tmp_path / "office"))
    pleas = (
        NewDefendant("Daniel Marrick", PleaKind.NOT_GUILTY, dt.date(2026, 11, 20)),
        NewDefendant("Owen Rowe", PleaKind.NOT_GUILTY, dt.date(2026, 11, 16)),
    )
    file = a_case(desk.app, defendants=pleas).witnesses[0]
    limits = [(w.start.about, w.due) for w in desk.app.application_limits(file)]
    assert limits == [("D2", dt.date(2026, 11, 30)), ("D1", dt.date(2026, 12, 4))]
    desk.see(file.case.id, file.witness.id, "measures")
    decide(desk, MeasureId.SCREEN, {"decision": "Apply", "reason": "She loses her words when she sees Mr Rowe."})
    serve(desk)
    decide(
        desk,
        MeasureId.SCREEN,
        {"direction": "Refused", "decided_on": "today", "received_on": "today", "reasons": "Not needed as to him."},
    )
    decide(
        desk,
        MeasureId.SCREEN,
        {"defendant_id": "D2", "direction": "Granted", "decided_on": "today", "received_on": "today"},
    )
    known = now(desk, file)
    in_force = directions_now(known.directions, MeasureId.SCREEN, [d.id for d in known.defendants])
    outcomes = {d.label: in_force[d.id].direction for d in known.defendants}
    assert outcomes == {"D1": DirectionKind.REFUSED, "D2": DirectionKind.GRANTED}
    assert len(known.directions) == 2, "nothing was overwritten"
    table = desk.keys.into("matrix")
    line = next(row for row in table.records.rows() if row.id is MeasureId.SCREEN)
    assert "s.33(4)" in f"{line.cells['direction'].second} {line.cells['direction'].detail}"


def test_two_complainants_in_one_case_are_kept_apart_everywhere(desk: Desk, tmp_path: Path) -> None:
    """Nothing of the first stands on the page or the paper of the second; a shared reason is pointed out."""
    desk.open(empty_copy(tmp_path / "office"))
    case = a_case(desk.app)
    one = case.witnesses[0]
    other = another_complainant(desk.app, case, "Seren Hallow")
    she_says(desk.app, one, MeasureId.SCREEN, ViewKind.WANTS, "I do not want to see his brother.")
    why = "She stops speaking when she sees the family."
    desk.see(one.case.id, one.witness.id, "measures")
    decide(desk, MeasureId.SCREEN, {"decision": "Apply", "reason": why})
    desk.see(other.case.id, other.witness.id, "measures")
    facts = {f.id: f for f in facts_of(desk.app, now(desk, other))}
    assert all(f.view is None and f.decision is None for f in facts.values())
    page = desk.frame.page("case").stack.currentWidget()
    rows = page.matrix.table.records.rows()
    shown = " ".join(f"{c.text} {c.second} {c.detail}" for row in rows for c in row.cells.values())
    assert "his brother" not in shown
    assert one.witness.reference not in shown
    decide(desk, MeasureId.SCREEN, {"decision": "Apply", "reason": why})
    assert latest(now(desk, other).decisions, MeasureId.SCREEN) is not None
    questions = {q.question.number: q for q in page.view_model.state.answers}
    assert "Another witness has the same reason" in questions[5].words

    out = tmp_path / "papers"
    out.mkdir()
    desk.dialogs.folder = out

    def export() -> None:
        desk.keys.type("kind", "Special measures decision")
        desk.keys.type("purpose", "For the case file")
        desk.keys.press("Ctrl+Enter")
        desk.keys.wait(lambda: bool(now(desk, other).issued))
        desk.keys.wait(lambda: not desk.keys.top.view_model.state.is_busy)
        desk.keys.press("Esc")

    with desk.keys.dialog(export):
        desk.keys.press("Ctrl+E")
    text = " ".join(page.extract_text() for page in PdfReader(next(out.glob("*.pdf"))).pages)
    assert other.witness.reference in text
    assert one.witness.reference not in text
    assert "his brother" not in text


def test_a_refused_application_is_told_and_asked_for_again_when_circumstances_change(
    desk: Desk, tmp_path: Path
) -> None:
    """A refusal needs its reasons; what was refused cannot have been used; a change opens r.18.11."""
    desk.open(empty_copy(tmp_path / "office"))
    file = a_case(desk.app).witnesses[0]
    she_says(desk.app, file, MeasureId.LIVE_LINK, ViewKind.WANTS, "I cannot be in that room.")
    desk.see(file.case.id, file.witness.id, "measures")
    decide(desk, MeasureId.LIVE_LINK, {"decision": "Apply", "reason": "She could not speak at the bail hearing."})
    serve(desk)

    def refuse() -> None:
        for name, words in (("direction", "Refused"), ("decided_on", "today"), ("received_on", "today")):
            desk.keys.type(name, words)
        desk.keys.press("Ctrl+S")
        assert not now(desk, file).directions, "a refusal without reasons is not saved"
        desk.keys.type("reasons", "The courtroom can be cleared instead.")
        desk.keys.press("Ctrl+S")

    go_to(desk, MeasureId.LIVE_LINK)
    with desk.keys.dialog(refuse):
        desk.keys.press("F2")
    assert [d.direction for d in now(desk, file).directions] == [DirectionKind.REFUSED]

    def tell() -> None:
        desk.keys.type("told_how", "By telephone")
        desk.keys.press("Ctrl+Enter")

    with desk.keys.dialog(tell):
        desk.keys.press("Ctrl+T")
    assert now(desk, file).directions[0].told_on == desk.app.today
    decide(
        desk,
        MeasureId.LIVE_LINK,
        {"decision": "Apply to vary", "reason": "His family has been at her door since."},
    )
    decision = latest(now(desk, file).decisions, MeasureId.LIVE_LINK)
    assert decision is not None
    assert decision.decision is DecisionKind.APPLY_TO_VARY
    draft = next(a for a in now(desk, file).applications if a.id == decision.application_id)
    assert draft.is_to_vary
    assert draft.served_on is None
    assert len(now(desk, file).applications) == 2, "the first application stays as it was served"
