"""Meetings by keyboard on the real window: by her ISVA only, moved and told, and two complainants kept apart."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.journeys.cases import a_case, another_complainant
from tests.journeys.desk import Desk
from tests.office_copies import empty_copy, practice_copy
from tests.offices import LOGIN, PASSPHRASE, fixed_clock
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute, Permission, SafeContact
from victimplanner.domain.contact_log import ContactOutcome
from victimplanner.domain.meeting import MeetingState, MeetingStep
from victimplanner.domain.people import Person
from victimplanner.domain.support import Share, Supporter, SupportRole
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.contact import save_safe_contact
from victimplanner.services.context import App
from victimplanner.services.support import save_supporter
from victimplanner.services.vaults import open_office
from victimplanner.services.worklist import due_items
from victimplanner.ui.widgets.form_dialog import FormDialog


def now(desk: Desk, file: WitnessFile) -> WitnessFile:
    return read_case(desk.app, file.case.id).witness(file.witness.id)


def via_isva_only(app: App, file: WitnessFile) -> WitnessFile:
    """Reached through her ISVA only, with whom she agreed to share."""
    contact = file.safe_contact or SafeContact(case_id=file.case.id, witness_id=file.witness.id)
    facts = {
        "route": ContactRoute.VIA_ISVA, "phone": "07700 900417", "calls": Permission.YES, "letters": Permission.YES,
        "address": "4 Quarry Steps",
    }  # fmt: skip
    save_safe_contact(app, contact.model_copy(update=facts), confirmed=True)
    person = Person(name="C. Penhale", organisation="Harbour Light Support")
    supporter = Supporter(
        case_id=file.case.id,
        witness_id=file.witness.id,
        person_id=person.id,
        role=SupportRole.ISVA,
        consent=Permission.YES,
        consent_on=app.today,
        shares=(Share.MEETINGS,),
    )
    save_supporter(app, supporter, person)
    return read_case(app, file.case.id).witness(file.witness.id)


def test_a_witness_reached_through_her_isva_only_is_never_called_or_written_to_by_the_way(
    desk: Desk, tmp_path: Path
) -> None:
    desk.open(empty_copy(tmp_path / "office"))
    keys = desk.keys
    file = via_isva_only(desk.app, a_case(desk.app).witnesses[0])
    desk.see(file.case.id, file.witness.id, "meeting")
    channel = keys.into("channel")
    assert channel.currentText() == "In person", "the first way that is safe"
    keys.type("channel", "Telephone")
    keys.press("Ctrl+S")
    assert not now(desk, file).meetings, "a call is barred, whatever number is held"
    keys.type("channel", "Through her ISVA")
    keys.press("Ctrl+S")
    (meeting,) = now(desk, file).meetings
    assert meeting.meeting.offer_method == "Through her ISVA or supporter"
    logged = now(desk, file).contact_log[0]
    assert (logged.channel, logged.about, logged.override_id) == (
        Channel.THROUGH_SUPPORTER,
        "Offered a pre-trial meeting",
        None,
    )

    def record() -> None:
        keys.type("channel", "Letter")
        keys.type("outcome", "Sent")
        keys.press("Ctrl+Enter")
        assert keys.top is not desk.frame, "a letter is barred too"
        keys.type("channel", "Through her ISVA")
        keys.type("outcome", "Spoke with her")
        keys.type("with_whom", "C. Penhale")
        keys.type("about", "Who will be there")
        keys.press("Ctrl+Enter")

    with keys.dialog(record):
        keys.press("Ctrl+Shift+C")
    entry = now(desk, file).contact_log[0]
    assert (entry.channel, entry.outcome, entry.with_whom) == (
        Channel.THROUGH_SUPPORTER,
        ContactOutcome.REACHED,
        "C. Penhale",
    )
    assert now(desk, file).contact_overrides == ()


def test_a_meeting_moved_in_the_calendar_is_told_and_the_old_time_stays(desk: Desk, tmp_path: Path) -> None:
    desk.open(practice_copy(tmp_path / "office"))
    keys = desk.keys
    file, meeting = next(
        (w, m.meeting)
        for c in read_cases(desk.app)
        for w in c.witnesses
        for m in w.meetings
        if m.meeting.state is MeetingState.PLANNED and any(p.name == "R. Okafor" for _, p in w.people)
        and w.safe_contact and w.safe_contact.confirmed_on and (desk.app.today - w.safe_contact.confirmed_on).days < 20
    )  # fmt: skip
    keys.press("Ctrl+3")
    assert desk.frame.current_page() == "calendar"
    view = desk.frame.page("calendar")
    assert meeting.planned_on is not None
    view.view_model.show_day(meeting.planned_on)
    entry = next(e for e in view.view_model.state.entries if e.id == meeting.id)
    grid = keys.into("calendarGrid")
    assert grid.select(entry.id)

    def move() -> None:
        keys.type("on", "3 Dec 2026")
        keys.press("Ctrl+Enter")
        assert now(desk, file).meetings[-1].meeting.planned_on == meeting.planned_on, "not without why"
        keys.type("reason", "The room was taken")
        keys.press("Ctrl+Enter")

    with keys.dialog(move):
        keys.press("F2")
    moved = now(desk, file).meetings[-1]
    assert moved.meeting.planned_on == dt.date(2026, 12, 3)
    change = moved.changes[-1]
    assert (change.step, change.was_on, change.reason, change.is_untold) == (
        MeetingStep.MOVED,
        meeting.planned_on,
        "The room was taken",
        True,
    )
    due = [i for i in due_items(desk.app) if i.rule_id == "meeting.change_told" and i.witness_id == file.witness.id]
    assert [item.due for item in due] == [dt.date(2026, 11, 26)]

    desk.see(file.case.id, file.witness.id, "meeting")

    def tell() -> None:
        keys.type("channel", "In person")
        keys.press("Ctrl+Enter")

    banner = next(b for b in desk.frame.page("case").stack.currentWidget().banners.banners() if "told" in b.sentence)
    with keys.dialog(tell):
        banner.buttons[0].setFocus()
        keys.press("Space")
    told = now(desk, file).meetings[-1].changes[-1]
    assert (told.told_on, told.told_how) == (desk.app.today, "In person")
    assert not [
        i for i in due_items(desk.app) if i.rule_id == "meeting.change_told" and i.witness_id == file.witness.id
    ]


def test_two_complainants_of_one_case_are_kept_apart_and_their_plans_stay_their_own(desk: Desk, tmp_path: Path) -> None:
    desk.open(empty_copy(tmp_path / "office"))
    keys = desk.keys
    case = a_case(desk.app)
    first = via_isva_only(desk.app, case.witnesses[0])
    second = via_isva_only(desk.app, another_complainant(desk.app, case, "Nia Penhallow"))
    for file, start, end in ((first, "10:00", "11:00"), (second, "11:30", "12:30")):
        desk.see(file.case.id, file.witness.id, "meeting")
        keys.type("channel", "Through her ISVA")
        keys.press("Ctrl+S")
        keys.type("planned_on", "2 Dec 2026")
        keys.type("planned_start", start)
        keys.type("planned_end", end)
        keys.type("place", f"Room {file.witness.label}")
        keys.press("Ctrl+S")
    view = desk.frame.page("case").stack.currentWidget()
    apart = [b for b in view.banners.banners() if b.sentence.startswith("Keep apart")]
    assert len(apart) == 1, "half an hour lies between them"
    shown = " ".join(b.accessibleName() for b in view.banners.banners())
    assert "Tremorrow" not in shown
    assert now(desk, second).meetings[0].meeting.state is MeetingState.PLANNED, "warned, not stopped"
    keys.type("planned_start", "14:00")
    keys.type("planned_end", "15:00")
    assert not [b for b in view.banners.banners() if b.sentence.startswith("Keep apart")]
    assert [m.meeting.place for m in now(desk, second).meetings] == ["Room W2"]


def test_words_typed_into_a_dialog_survive_the_idle_lock(desk: Desk, tmp_path: Path) -> None:
    app = practice_copy(tmp_path / "office")
    path = app.vault.path
    desk.open(app)
    keys = desk.keys
    file = next(
        w for c in read_cases(app) for w in c.witnesses
        if w.meetings and w.meetings[-1].meeting.state is MeetingState.HELD
    )  # fmt: skip
    desk.see(file.case.id, file.witness.id, "meeting")

    def type_and_be_called_away() -> None:
        keys.type("new_evidence_words", "He rang her on Sunday.")
        desk.window.lock(ask=False)

    with keys.dialog(type_and_be_called_away):
        keys.into("note_taker")
        keys.press("F9")
    assert desk.frame.is_locked()

    desk.open(open_office(path, LOGIN, PASSPHRASE, fixed_clock()))
    desk.see(file.case.id, file.witness.id, "meeting")
    assert now(desk, file).meetings[-1].meeting.new_evidence_words == "", "what was not saved is not taken for saved"
    read: list[str] = []

    def take_it_up_again() -> None:
        dialog = keys.top
        assert isinstance(dialog, FormDialog)
        (offered,) = dialog.banners.banners()
        offered.buttons[0].setFocus()
        keys.press("Space")
        read.append(keys.into("new_evidence_words").toPlainText())
        keys.press("Ctrl+Enter")

    with keys.dialog(take_it_up_again):
        keys.into("note_taker")
        keys.press("F9")
    assert read == ["He rang her on Sunday."]
    assert now(desk, file).meetings[-1].meeting.new_evidence_words == "He rang her on Sunday."

    def look() -> None:
        dialog = keys.top
        assert isinstance(dialog, FormDialog)
        assert dialog.banners.banners() == [], "once saved, nothing is offered"
        keys.press("Esc")

    with keys.dialog(look):
        keys.into("note_taker")
        keys.press("F9")
