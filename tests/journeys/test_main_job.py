"""The whole main job, by keyboard alone: from no office file to three PDFs, on a real list of cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.journeys.keyboard import Keyboard
from tests.offices import LOGIN, PASSPHRASE, fixed_clock
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import DirectionKind, MeasureId, latest
from victimplanner.domain.meeting import MeetingState
from victimplanner.services.cases import count_cases, find_case_by_urn
from victimplanner.services.context import App, topic_template
from victimplanner.ui.main_window import MainWindow
from victimplanner.ui.screens.unlock.view import UnlockView
from victimplanner.ui.screens.unlock.view_model import UnlockViewModel
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets import AppFrame

SAMPLE = Path(__file__).parents[1] / "data" / "caseload.csv"
URN = "11RS2356325"  # not guilty on 1 September 2026: the application is late, which is lawful with reasons
NAME = "Priya Charlton"


class Desk:
    """The window as a person finds it, the keyboard, and what the system's own dialogs answer."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.folder = folder
        self.dialogs = RecorderDialogs(discard="discard")
        self.frame, self.tasks = AppFrame(), TaskRunner()
        qtbot.addWidget(self.frame)
        self.unlock = UnlockView(UnlockViewModel(self.tasks, fixed_clock()), self.dialogs)
        self.frame.set_lock_page(self.unlock)
        self.frame.set_locked(True)
        self.frame.resize(1366, 768)
        self.window = MainWindow(self.frame, self.unlock, self.tasks, self.dialogs)
        self.keys = Keyboard(qtbot, self.frame)
        with qtbot.waitActive(self.frame):
            self.frame.show()
            self.frame.activateWindow()
        self.unlock.view_model.load()

    @property
    def app(self) -> App:
        assert self.window.session is not None
        return self.window.session.app

    def file(self) -> WitnessFile:
        return find_case_by_urn(self.app, URN).witnesses[0]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = Desk(qtbot, tmp_path)
    yield made
    made.window.lock(ask=False)
    made.unlock.view_model.close()
    made.tasks.close()


def make_the_office_file(desk: Desk) -> None:
    keys = desk.keys
    for name, words in (
        ("officeName", "Northmere RASSO"),
        ("displayName", "R. Okafor"),
        ("newLogin", LOGIN),
        ("newPassphrase", PASSPHRASE),
        ("again", PASSPHRASE),
    ):
        keys.type(name, words)
    keys.press("Enter")
    keys.wait(lambda: bool(desk.unlock.view_model.state.recovery_key))
    keys.tick("kept")
    keys.button("keyGoOn")
    keys.wait(lambda: desk.window.session is not None)


def import_the_list(desk: Desk) -> None:
    keys = desk.keys
    desk.dialogs.opens = SAMPLE

    def agree() -> None:
        keys.press("Ctrl+Enter")
        keys.wait(lambda: "witnesses written" in keys.top.foot_words.text(), 60)
        keys.press("Esc")

    with keys.dialog(agree):
        keys.press("Ctrl+I")
    assert count_cases(desk.app) == 33


def open_the_case(desk: Desk) -> None:
    desk.keys.press("Ctrl+K")
    desk.keys.type("caseSearch", "11rs/23563/25")
    desk.keys.press("Enter")
    assert desk.frame.current_page() == "case"


def confirm_safe_contact(desk: Desk) -> None:
    keys = desk.keys

    def confirm() -> None:
        keys.tick("confirmed")
        keys.type("route", "Directly")
        keys.press("Ctrl+Enter")

    with keys.dialog(confirm):
        keys.button("changeContact")
    contact = desk.file().safe_contact
    assert contact is not None
    assert contact.confirmed_on == desk.app.today
    assert "lives with" in contact.raw, "the list's own words are kept"


def offer_and_plan_a_meeting(desk: Desk) -> None:
    keys = desk.keys
    keys.press("Ctrl+Tab")
    keys.press("Ctrl+Tab")
    keys.type("offer_method", "By telephone")
    keys.press("Ctrl+S")
    assert desk.file().meetings[0].meeting.state is MeetingState.OFFERED
    keys.type("answer", "Accepts")
    keys.button("saveAnswer")
    assert desk.file().meetings[0].meeting.state is MeetingState.ACCEPTED
    keys.type("planned_on", "today")
    keys.type("planned_start", "10:00")
    keys.type("planned_end", "11:00")
    keys.type("place", "CPS Northmere, room 2")

    def add_myself() -> None:
        keys.type("person_id", "J. Lawson")
        keys.tick("is_note_taker")
        keys.press("Ctrl+Enter")

    with keys.dialog(add_myself):
        keys.press("Alt+A")
    keys.press("Ctrl+S")
    meeting = desk.file().meetings[0]
    assert meeting.meeting.state is MeetingState.PLANNED
    assert [a.name for a in meeting.attendances] == ["J. Lawson"]


def hold_and_sign_the_meeting(desk: Desk) -> None:
    keys = desk.keys
    keys.into("part")
    keys.press("Right")
    for topic in topic_template().topics:
        keys.tick(f"topic_{topic.id}")
    keys.type("view_live_link", "Wants")
    keys.type("words_live_link", "I cannot be in the same room.")
    keys.type("view_no_wigs_gowns", "Does not want")
    keys.type("started", "10:02")
    keys.type("ended", "10:55")
    keys.type("note_taker", "J. Lawson")
    keys.type("new_evidence", "No")
    keys.type("attendance", "Came")
    keys.press("Ctrl+S")
    assert desk.file().meetings[0].meeting.state is MeetingState.HELD
    with keys.dialog(lambda: keys.press("Ctrl+Enter")):
        keys.press("Ctrl+Enter")
    assert desk.file().meetings[0].meeting.state is MeetingState.SIGNED


def decide_apply_and_record_the_direction(desk: Desk) -> None:
    keys = desk.keys
    keys.press("Ctrl+Shift+Tab")
    table = keys.into("matrix")
    case_view = desk.frame.page("case")
    row = next(n for n, r in enumerate(table.records.rows()) if r.id is MeasureId.LIVE_LINK)
    keys.press("Ctrl+Home")
    for _ in range(row):
        keys.press("Down")

    def decide() -> None:
        keys.type("decision", "Apply")
        keys.type("reason", "She stops being able to speak when she thinks that he may be near.")
        keys.press("Ctrl+S")

    with keys.dialog(decide):
        keys.press("F2")
    assert latest(desk.file().decisions, MeasureId.LIVE_LINK) is not None

    def serve() -> None:
        keys.type("served_on", "today")
        keys.type("served_to", "Court officer and each accused")
        keys.press("Ctrl+Enter")
        assert not desk.file().applications[0].served_on, "late without a reason is not saved"
        keys.type("late_reason", "The case came from another unit on Monday.")
        keys.press("Ctrl+Enter")

    with keys.dialog(serve):
        keys.button("application")
    assert desk.file().applications[0].served_on == desk.app.today

    def direct() -> None:
        keys.type("direction", "Granted")
        keys.type("decided_on", "today")
        keys.type("received_on", "today")
        keys.press("Ctrl+S")

    keys.into("matrix")
    with keys.dialog(direct):
        keys.press("F2")
    direction = latest(desk.file().directions, MeasureId.LIVE_LINK)
    assert direction is not None
    assert direction.direction is DirectionKind.GRANTED

    def tell() -> None:
        keys.type("told_how", "By telephone")
        keys.press("Ctrl+Enter")

    with keys.dialog(tell):
        keys.press("Ctrl+T")
    told = latest(desk.file().directions, MeasureId.LIVE_LINK)
    assert told is not None
    assert told.told_on == desk.app.today
    assert case_view.isVisible()


def export_three_papers(desk: Desk) -> list[Path]:
    keys = desk.keys
    out = desk.folder / "papers"
    out.mkdir()
    desk.dialogs.folder = out
    for number, kind in enumerate(("Meeting record", "Special measures", "Plan"), 1):

        def export(kind: str = kind, number: int = number) -> None:
            keys.type("kind", kind)
            keys.type("purpose", "For the case file")
            keys.press("Ctrl+Enter")
            keys.wait(lambda: len(desk.file().issued) == number)
            keys.wait(lambda: not keys.top.view_model.state.is_busy)
            keys.press("Esc")

        with keys.dialog(export):
            keys.press("Ctrl+E")
    return sorted(out.glob("*.pdf"))


def test_from_an_empty_machine_to_three_papers_by_keyboard_alone(desk: Desk) -> None:
    make_the_office_file(desk)
    import_the_list(desk)
    open_the_case(desk)
    confirm_safe_contact(desk)
    offer_and_plan_a_meeting(desk)
    hold_and_sign_the_meeting(desk)
    decide_apply_and_record_the_direction(desk)
    papers = export_three_papers(desk)

    reference = desk.file().witness.reference
    assert [p.name.split("_")[2] for p in papers] == ["meeting-record", "paper", "special-measures"]
    for paper in papers:
        assert paper.name.startswith(f"{URN}_{reference}_")
        reader = PdfReader(paper)
        text = " ".join(page.extract_text() for page in reader.pages)
        assert "11RS/23563/25" in text
        assert reference in text
        assert "Charlton" not in paper.name + str(reader.metadata)
    assert len(desk.file().issued) == 3
    assert desk.app.vault.verify().is_whole
    actions = {entry.action for entry in desk.app.vault.history(limit=5000)}
    assert {"case.import", "contact.amend", "meeting.sign", "measure.apply", "measure.tell", "paper.issue"} <= actions
    desk.keys.press("Ctrl+L")
    assert desk.frame.is_locked()


def test_the_day_of_the_journey_is_the_day_of_the_clock() -> None:
    assert fixed_clock().today() == dt.date(2026, 11, 25)
