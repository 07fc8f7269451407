"""The whole main job, by keyboard alone: from no office file to three PDFs, on a real list of cases."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pypdf import PdfReader

from tests.journeys.desk import Desk
from tests.offices import LOGIN, PASSPHRASE, fixed_clock
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import DirectionKind, MeasureId, latest
from victimplanner.domain.meeting import MeetingState
from victimplanner.domain.meeting_record import TICKED_GROUPS
from victimplanner.services.cases import count_cases, find_case_by_urn
from victimplanner.services.topic_template import topic_template

SAMPLE = Path(__file__).parents[1] / "data" / "caseload.csv"
URN = "11RS2356325"  # not guilty on 1 September 2026: the application is late, which is lawful with reasons
NAME = "Priya Charlton"


def file(desk: Desk) -> WitnessFile:
    return find_case_by_urn(desk.app, URN).witnesses[0]


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
    contact = file(desk).safe_contact
    assert contact is not None
    assert contact.confirmed_on == desk.app.today
    assert "lives with" in contact.raw, "the list's own words are kept"


def offer_and_plan_a_meeting(desk: Desk) -> None:
    keys = desk.keys
    keys.press("Ctrl+Tab")
    keys.press("Ctrl+Tab")
    keys.type("channel", "In person")
    keys.press("Ctrl+S")
    assert file(desk).meetings[0].meeting.state is MeetingState.OFFERED
    keys.type("answer", "Accepts")
    keys.button("saveAnswer")
    assert file(desk).meetings[0].meeting.state is MeetingState.ACCEPTED
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
    meeting = file(desk).meetings[0]
    assert meeting.meeting.state is MeetingState.PLANNED
    assert [a.name for a in meeting.attendances] == ["J. Lawson"]


def hold_and_sign_the_meeting(desk: Desk) -> None:
    keys = desk.keys
    keys.into("part")
    keys.press("Right")
    for topic in (t for t in topic_template().topics if t.group in TICKED_GROUPS):
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
    assert file(desk).meetings[0].meeting.state is MeetingState.HELD
    with keys.dialog(lambda: keys.press("Ctrl+Enter")):
        keys.press("Ctrl+Enter")
    assert file(desk).meetings[0].meeting.state is MeetingState.SIGNED


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
    assert latest(file(desk).decisions, MeasureId.LIVE_LINK) is not None

    def serve() -> None:
        keys.type("served_on", "today")
        keys.type("served_to", "Court officer and each accused")
        keys.press("Ctrl+Enter")
        assert not file(desk).applications[0].served_on, "late without a reason is not saved"
        keys.type("late_reason", "The case came from another unit on Monday.")
        keys.press("Ctrl+Enter")

    with keys.dialog(serve):
        keys.button("application")
    assert file(desk).applications[0].served_on == desk.app.today

    def direct() -> None:
        keys.type("direction", "Granted")
        keys.type("decided_on", "today")
        keys.type("received_on", "today")
        keys.press("Ctrl+S")

    keys.into("matrix")
    with keys.dialog(direct):
        keys.press("F2")
    direction = latest(file(desk).directions, MeasureId.LIVE_LINK)
    assert direction is not None
    assert direction.direction is DirectionKind.GRANTED

    def tell() -> None:
        keys.type("told_how", "By telephone")
        keys.press("Ctrl+Enter")

    with keys.dialog(tell):
        keys.press("Ctrl+T")
    told = latest(file(desk).directions, MeasureId.LIVE_LINK)
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
            keys.wait(lambda: len(file(desk).issued) == number)
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

    reference = file(desk).witness.reference
    assert [p.name.split("_")[2] for p in papers] == ["meeting-record", "paper", "special-measures"]
    for paper in papers:
        assert paper.name.startswith(f"{URN}_{reference}_")
        reader = PdfReader(paper)
        text = " ".join(page.extract_text() for page in reader.pages)
        assert "11RS/23563/25" in text
        assert reference in text
        assert "Charlton" not in paper.name + str(reader.metadata)
    assert len(file(desk).issued) == 3
    assert desk.app.vault.verify().is_whole
    actions = {entry.action for entry in desk.app.vault.history(limit=5000)}
    assert {"case.import", "contact.amend", "meeting.sign", "measure.apply", "measure.tell", "paper.issue"} <= actions
    desk.keys.press("Ctrl+L")
    assert desk.frame.is_locked()


def test_the_day_of_the_journey_is_the_day_of_the_clock() -> None:
    assert fixed_clock().today() == dt.date(2026, 11, 25)
