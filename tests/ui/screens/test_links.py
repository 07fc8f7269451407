"""The Live link tab: an arrangement apart from the direction, clashes at once, told again after every change."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.links import BookingState, LinkArrangement
from victimplanner.domain.people import UserRole
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.sites import read_directory
from victimplanner.ui.navigation import Destination
from victimplanner.ui.screens.links.view import LinksView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog

Wanted = Callable[[WitnessFile], bool]


def planned(file: WitnessFile) -> bool:
    return bool(file.links) and not file.recording_events and not file.hearing_moves


def moved(file: WitnessFile) -> bool:
    return bool(file.hearing_moves)


def without(file: WitnessFile) -> bool:
    return not file.links and file.is_going_to_trial


def open_view(
    qtbot: QtBot, session: Session, wanted: Wanted, subject_id: str = "", part: str = ""
) -> tuple[LinksView, WitnessFile]:
    file = next(f for c in read_cases(session.app) for f in c.witnesses if wanted(f))
    view = LinksView(session)
    qtbot.addWidget(view)
    view.resize(1040, 700)
    with qtbot.waitActive(view):
        view.show()
    view.show_witness(file.case.id, file.witness.id, subject_id, part)
    return view, file


def again(session: Session, file: WitnessFile) -> WitnessFile:
    return read_case(session.app, file.case.id).witness(file.witness.id)


def link_of(session: Session, file: WitnessFile) -> LinkArrangement:
    return again(session, file).links[0]


def type_in(view: LinksView, **values: object) -> None:
    for name, value in values.items():
        view.form.fields[name].set_value(value)
        view.form.fields[name].changed.emit()


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)
        form._fields[name].changed.emit()


def form_of(view: LinksView) -> FormDialog:
    return next(d for d in view.findChildren(FormDialog) if d.isVisible())


def words_of(view: LinksView) -> str:
    return " ".join(banner.accessibleName() for banner in view.banners.banners())


def test_an_arrangement_shows_its_steps_each_a_fact_of_its_own(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, planned)
    words = {step.id: step.word for step in view.view_model.state.steps}
    assert words == {
        "direction": "Granted", "booking": "Confirmed", "details": "Missing", "test": "Planned", "told": "Done",
    }  # fmt: skip
    assert view.pill.text() == "Confirmed"
    assert view.attention() == 0


def test_who_sees_whom_says_that_the_accused_sees_her(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, planned)
    rows = {row.person: row for row in view.side.sight.records.rows()}
    assert rows["Accused"].sees_her == "Yes, on a screen"
    assert rows["Jury"].sees_her == "Later, on the recording"
    assert rows["Companion beside her"].sees_her == "In the room"
    type_in(view, is_screened=True, explained_on=session.today)
    view.reason.set_value("The court directed it")
    assert view.save()
    rows = {row.person: row for row in view.side.sight.records.rows()}
    assert rows["Accused"].sees_her == "No, shielded"
    assert view.side.explained.text() == "Explained 25 Nov"


def test_a_changed_slot_asks_for_its_reason_and_must_be_told_until_somebody_says_so(
    qtbot: QtBot, session: Session
) -> None:
    view, file = open_view(qtbot, session, planned)
    assert not view.reason.isVisible()
    type_in(view, main_start=dt.time(11, 0))
    assert view.has_unsaved()
    assert view.reason.isVisible()
    assert not view.save()
    assert "say why it changed" in view.reason.error_text()
    view.reason.set_value("The court begins later")
    assert view.save()
    assert link_of(session, file).to_tell
    assert "W1 must be told." in words_of(view)
    assert "Main slot, start: 11:00, was 10:30" in view.side.changes.text()
    assert view.attention() == 1
    view.told_button.click()
    form = form_of(view)
    assert "Through ISVA" in form.findChild(type(view.title)).text() or "Safe contact" in _words(form)
    form.try_save()
    assert "Say how she was told" in form._fields["told_how"].error_text()
    fill(form, told_how="By telephone, through the ISVA")
    form.try_save()
    assert not link_of(session, file).to_tell
    assert "must be told" not in words_of(view)


def _words(form: FormDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in form.findChildren(QLabel))


def test_what_she_need_not_be_told_marks_nothing(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, planned)
    type_in(view, refreshments="Juice")
    assert view.save()
    assert link_of(session, file).refreshments == "Juice"
    assert not link_of(session, file).to_tell


def test_a_clash_of_room_and_people_is_seen_while_typing_and_never_stops_a_save(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, planned)
    other = next(
        link for c in read_cases(session.app) for f in c.witnesses for link in f.links
        if link.case_id != file.case.id and link.is_live and link.on and link.on > session.today
    )  # fmt: skip
    type_in(view, on=other.on)
    assert "Clash: Eastholme remote suite, Suite 1 is taken." in words_of(view)
    assert re.search(r"Clash: [^.]*(C\. Penhale)? (has|have) a link arrangement", words_of(view))
    view.reason.set_value("The court moved it")
    assert view.save()
    type_in(view, before_start=other.after_end, before_end=dt.time(14), main_start=dt.time(14), main_end=dt.time(15))
    type_in(view, after_start=None, after_end=None)
    assert "Clash" not in words_of(view), "times that touch do not clash"


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"main_end": dt.time(10, 0)}, "main_end", "ends before it starts"),
        ({"after_start": dt.time(12, 0)}, "after_start", "starts before the main slot ends"),
        ({"after_end": None}, "after_end", "Enter both times"),
        ({"on": None}, "on", "Enter the day"),
        ({"test_on": dt.date(2027, 1, 4)}, "test_on", "after the day itself"),
        ({"test_passed_on": dt.date(2027, 1, 4)}, "test_passed_on", "lies in the future"),
        ({"link_details": "room 4471"}, "link_details_on", "Enter the day"),
        ({"arrives": dt.time(11, 0)}, "arrives", "arrive after the main slot"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_written(
    qtbot: QtBot, session: Session, values: dict[str, object], field: str, words: str
) -> None:
    view, file = open_view(qtbot, session, planned)
    before = link_of(session, file)
    type_in(view, **values)
    assert not view.save()
    assert words in view.form.fields[field].error_text()
    assert link_of(session, file) == before
    assert view.has_unsaved(), "what was typed is still there"


def test_a_booking_goes_only_where_it_can_and_a_cancelled_one_takes_no_room(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, file = open_view(qtbot, session, planned)
    view.cancel_button.click()
    form = form_of(view)
    assert form._fields["booking"].value() is BookingState.CANCELLED
    form.try_save()
    assert "Say why" in form._fields["reason"].error_text()
    fill(form, reason="The trial was brought forward")
    form.try_save()
    assert link_of(session, file).booking is BookingState.CANCELLED
    assert link_of(session, file).to_tell, "she knew of it"
    assert not view.cancel_button.isVisible()
    assert "clash" not in words_of(view).casefold()
    view.book_button.click()
    offered = [form_of(view)._fields["booking"].editor.itemText(n) for n in range(2)]
    assert offered == ["Planned, not asked", "Asked"]


def test_a_moved_hearing_says_that_the_site_is_booked_for_the_old_day(qtbot: QtBot, session: Session) -> None:
    view, _ = open_view(qtbot, session, moved)
    assert "The hearing is listed for" in words_of(view)
    assert "rebook it, and tell her" in words_of(view)
    assert view.attention() == 1


def test_where_nothing_is_planned_one_is_begun_for_the_next_hearing(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, without)
    assert view.stack.currentWidget() is view.empty
    view.first_button.click()
    assert not again(session, file).links, "nothing is stored until it is saved"
    assert view.form.fields["on"].value() is not None
    assert not view.told_button.isEnabled()
    room = read_directory(session.app)[0].rooms[0]
    type_in(view, room_id=room.id, main_end=dt.time(12))
    assert view.save()
    made = link_of(session, file)
    assert (made.room_id, made.booking, made.to_tell) == (room.id, BookingState.PLANNED, False)


def test_somebody_who_is_not_on_the_case_can_sit_with_her(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, planned)
    type_in(view, refreshments="Juice")
    form = view.dialogs.person()
    assert form is not None
    form.try_save()
    assert form._fields["name"].error_text() == "Enter the name."
    fill(form, name="Mara Quill")
    form.try_save()
    people = dict(view.view_model.state.people)
    assert "Mara Quill" in people.values(), "to be chosen at once"
    assert view.form.fields["refreshments"].value() == "Juice", "what was typed stays"
    chosen = next(person_id for person_id, words in people.items() if words == "Mara Quill")
    type_in(view, supporter_id=chosen)
    assert view.save()
    assert link_of(session, file).supporter_id == chosen


def test_unsaved_work_is_asked_about_before_a_dialog_opens(
    qtbot: QtBot, session: Session, dialogs: RecorderDialogs
) -> None:
    view, _ = open_view(qtbot, session, planned)
    type_in(view, entrance="Side gate")
    dialogs.discard = "keep"
    view.book_button.click()
    assert not [d for d in view.findChildren(FormDialog) if d.isVisible()]
    assert view.form.fields["entrance"].value() == "Side gate"
    view.discard()
    assert not view.has_unsaved()
    assert view.form.fields["entrance"].value() == "Rear door, Mill Lane"


def test_the_sheet_is_asked_for_where_papers_are_made(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, planned)
    with qtbot.waitSignal(view.asked) as asked:
        view.sheet_button.click()
    assert asked.args == [Destination("export", file.case.id, file.witness.id, part="s28-sheet")]


def test_control_s_saves_and_the_keys_are_named(qtbot: QtBot, session: Session) -> None:
    view, file = open_view(qtbot, session, planned)
    type_in(view, breaks="Every 20 minutes")
    qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert link_of(session, file).breaks == "Every 20 minutes"
    assert ("Ctrl+S", "Save") in view.KEY_HINTS


def test_who_may_only_read_sees_everything_and_changes_nothing(qtbot: QtBot, session: Session) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view, _ = open_view(qtbot, session, planned)
    assert view.form.fields["entrance"].value() == "Rear door, Mill Lane"
    assert not view.form.fields["entrance"].editor.isEnabled()
    for button in (view.save_button, view.book_button, view.told_button, view.new_button, view.cancel_button):
        assert not button.isEnabled()
