"""From the figures to the case behind them, by keyboard on the real window: a manager’s minute, an inspector’s visit."""

from __future__ import annotations

from pypdf import PdfReader

from tests.journeys.desk import Desk
from tests.office_copies import practice_copy
from victimplanner.domain.due_item import DueItem, DueState
from victimplanner.domain.inspection.form import Evidence
from victimplanner.domain.people import UserRole
from victimplanner.domain.reports.rows import Standing
from victimplanner.services.cases import read_cases
from victimplanner.services.duties import find_item, give_reason
from victimplanner.services.worklist import duties_of_witness
from victimplanner.ui.screens.duties.view import DutiesView
from victimplanner.ui.screens.inspection.view import InspectionView


def the_late_one(desk: Desk, rule_id: str) -> DueItem:
    """The first duty of a rule in an open case that was not done in time, whether done since or not."""
    late = (DueState.MET_LATE, DueState.OVERDUE, DueState.NOT_MET)
    app = desk.app
    return next(
        item
        for case in read_cases(app, include_closed=True)
        for file in case.witnesses
        for item in duties_of_witness(app, case, file)
        if item.rule_id == rule_id and item.state in late
    )


def test_a_manager_sees_in_a_minute_how_the_unit_does_and_which_case_needs_her(desk: Desk) -> None:
    desk.wait_locked("S. Whitmore", UserRole.MANAGER)
    desk.unlock_office()
    item = the_late_one(desk, "R9a")
    manager, desk.app.user = desk.app.user, desk.app.user.model_copy(update={"display_name": "T. Garside"})
    give_reason(desk.app, item, "She was in hospital and had asked not to be called.")
    desk.app.user = manager
    pressed: list[str] = []

    def press(*keys: str) -> None:
        for key in keys:
            pressed.append(key)
            desk.keys.press(key)

    def counted() -> None:
        model = reports.view_model
        desk.keys.wait(lambda: model.state.report is not None and not model.state.is_counting)

    press("Ctrl+5")
    reports = desk.frame.page("reports")
    counted()
    assert reports.look_first.text().startswith("Look at first: Outcome told, R9a: met in time 4 of 5 times (80%)")
    press("Tab", "Tab", "O")  # the right or duty
    counted()
    assert reports.right.currentText() == "Outcome told, R9a"
    press("Tab", "Tab", "Tab", "Tab", "Enter")
    dialog = desk.keys.top
    assert (dialog.title.text(), dialog.count.text()) == ("Duties met in time", "5 rows")
    while (row := dialog.table.current_record()).standing in (Standing.MET, Standing.EXCUSED):
        press("Down")
    assert (row.case_id, row.witness_id) == (item.case_id, item.witness_id)
    press("Enter")
    desk.keys.back_in_window()
    duties = desk.frame.page("case").stack.currentWidget()
    assert isinstance(duties, DutiesView)
    desk.keys.wait(lambda: duties.table.current_record() is not None and duties.table.current_record().id == item.key)
    assert len(pressed) == 14, "so many keys are no minute"

    desk.keys.button("goodReason")
    assert find_item(desk.app, item.case_id, item.key).state is DueState.EXCUSED
    press("Alt+Left")
    desk.keys.wait(lambda: desk.keys.top.objectName() == "listDialog")
    dialog = desk.keys.top
    counted()
    assert (dialog.count.text(), dialog.table.current_record().id) == ("5 rows", row.id), "in the list, at the same row"
    assert dialog.table.current_record().standing is Standing.EXCUSED
    (line,) = reports.view_model.figure("by_duty").lines
    assert {part.name: part.number for part in line.parts if part.number} == {"Met": 4, "Good reason": 1}
    desk.keys.press("Esc")


# ---------------------------------------------------------------- an inspection


def draw(desk: Desk, size: str, seed: str) -> InspectionView:
    """Open the inspection from the reports and draw a sample; return it once the questions are answered."""
    keys = desk.keys
    keys.press("Ctrl+5")
    keys.button("inspection")
    view = keys.top
    assert isinstance(view, InspectionView)
    keys.back_in_window()
    fill(desk, "drawSample", {"size": size, "seed": seed})
    keys.wait(lambda: bool(view.view_model.state.lines) and not view.view_model.state.working)
    return view


def fill(desk: Desk, button: str, values: dict[str, str]) -> None:
    """Open a form over the dialog in front, fill it in and save it."""
    keys, below = desk.keys, desk.keys.top
    keys.button(button)
    keys.wait(lambda: keys.top is not below and keys.top.isActiveWindow())
    for name, words in values.items():
        keys.type(name, words)
    keys.press("Ctrl+Enter")
    keys.wait(lambda: keys.top is below)
    keys.back_in_window()


def test_an_inspector_draws_a_sample_follows_an_answer_to_its_entry_and_takes_sheets_away(desk: Desk) -> None:
    desk.open(practice_copy(desk.folder / "office"))
    keys, out = desk.keys, desk.folder / "out"
    out.mkdir()
    desk.dialogs.folder, desk.dialogs.saves = out, out / "answers"
    view = draw(desk, "4", "1742")
    first = [line.inspected.file.witness.id for line in view.view_model.state.lines]
    assert "1742" in view.how.text()
    keys.press("Esc")
    keys.back_in_window()
    view = draw(desk, "4", "1742")
    assert [line.inspected.file.witness.id for line in view.view_model.state.lines] == first

    fill(desk, "exportSheets", {"recipient": "HMCPSI", "purpose": "Inspection"})
    keys.wait(lambda: view.view_model.state.message is not None)
    fill(desk, "exportAnswers", {"purpose": "Inspection"})
    keys.wait(lambda: bool(list(out.glob("answers*"))) and not view.view_model.state.working)
    sheets = list(out.glob("*.pdf"))
    assert len(sheets) == len(first)
    names = {
        word
        for line in view.view_model.state.lines
        for name in (line.inspected.file.witness.name, *(d.name for d in line.inspected.file.defendants))
        for word in name.split()
    }
    written = "".join(path.name for path in out.iterdir()) + "".join(str(PdfReader(path).metadata) for path in sheets)
    assert not [name for name in names if name in written]

    def is_duty(fact: Evidence) -> bool:
        return fact.subject_id.startswith("R8")

    desk.keys.walk_to(view.answers, lambda answer: any(is_duty(fact) for fact in answer.facts))
    keys.press("Enter")
    fact = desk.keys.walk_to(view.facts, is_duty)
    keys.press("Enter")
    keys.back_in_window()
    duties = desk.frame.page("case").stack.currentWidget()
    assert isinstance(duties, DutiesView)
    keys.wait(lambda: (line := duties.table.current_record()) is not None and line.id == fact.subject_id)
