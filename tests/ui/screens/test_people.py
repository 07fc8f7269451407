"""The directory of people on screen: found, changed, taken out after seeing where they are named, away and busy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.people import Absence, AbsenceKind, Person, UserRole
from victimplanner.services import people
from victimplanner.ui.screens.people.absences import AbsencesView
from victimplanner.ui.screens.people.view import PeopleView
from victimplanner.ui.screens.people.words import absence_words, time_away
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import GroupedList
from victimplanner.ui.widgets.form_dialog import FormDialog

TODAY, TOMORROW = dt.date(2026, 11, 25), dt.date(2026, 11, 26)
DIARY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Invented//Diary//EN
BEGIN:VEVENT
UID:one
SUMMARY:Dentist
DTSTART:20261202T100000Z
DTEND:20261202T113000Z
END:VEVENT
END:VCALENDAR
"""


def view_of(session: Session, qtbot: QtBot) -> PeopleView:
    view = PeopleView(session)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    return view


def form_of(view: QDialog) -> FormDialog:
    return next(d for d in view.findChildren(FormDialog) if d.isVisible())


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)


def choose(view: PeopleView, name: str) -> Person:
    """Make the line of a person current."""
    line = next(line for line in view.view_model.state.lines if line.person.name == name)
    view.table.select_record(line)
    return line.person


def cells(view: PeopleView, name: str) -> list[str]:
    """What the row of a person says, column by column."""
    model = view.table.records
    row = [line.person.name for line in model.rows()].index(name)
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(row, column), role)) for column in range(model.columnCount())]


def words_in(widget: QDialog) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def names(view: PeopleView) -> list[str]:
    return [line.person.name for line in view.view_model.state.lines]


# ------------------------------------------------------------ looking


def test_a_line_for_each_person_says_where_they_are_reached_and_named_and_when_they_are_away(
    session: Session, qtbot: QtBot
) -> None:
    person = next(p for p in people.directory(session.app) if p.name == "H. Croft")
    people.save_absence(session.app, Absence(person_id=person.id, first_day=TODAY, last_day=dt.date(2026, 11, 27)))
    busy = Absence(person_id=person.id, kind=AbsenceKind.BUSY, first_day=TOMORROW, last_day=TOMORROW, source_id="x")
    people.save_absence(session.app, busy)
    places = people.where_named(session.app, person.id)
    still_open = sum(not place.is_settled for place in places)
    assert cells(view_of(session, qtbot), "H. Croft") == [
        "Name: H. Croft, Eastholme Chambers",
        "Telephone: 01632 960155",
        "Hours: Mon to Fri, 9am to 5pm",
        f"Named in: {len(places)} places, {still_open} still open",
        "Away: Away now, to Fri 27 Nov, 1 busy time",
    ]


def test_every_word_of_a_search_must_stand_somewhere_and_the_count_says_of_how_many(
    session: Session, qtbot: QtBot
) -> None:
    view = view_of(session, qtbot)
    everybody = len(names(view))
    qtbot.keyClicks(view.search, "northmere garside")
    assert names(view) == ["T. Garside"]
    assert view.count.text() == f"1 of {everybody} people"
    qtbot.keyClicks(view.search, " nobody")
    assert view.empty.isVisible()
    assert not view.change.isEnabled()
    qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert len(names(view)) == everybody
    assert view.isVisible(), "Esc cleared the search, no more"


def test_the_directory_works_without_a_mouse(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    assert view.table.hasFocus()
    QTest.keySequence(view, "Ctrl+F")
    assert view.search.hasFocus()
    qtbot.keyClick(view.search, Qt.Key.Key_Down)
    assert view.table.hasFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_F2)
    assert form_of(view)._fields["name"].value() == names(view)[0]


def test_an_empty_directory_says_what_to_do(empty_session: Session, qtbot: QtBot) -> None:
    view = view_of(empty_session, qtbot)
    assert view.empty.isVisible()
    view.add.click()
    form = form_of(view)
    assert "since" not in form._fields, "of a new entry there is nothing earlier"
    form.try_save()
    assert form._fields["name"].error_text() == "Enter the name."
    fill(form, name="P. Nandakumar", phone="01632 960150")
    form.try_save()
    assert cells(view, "P. Nandakumar")[3] == "Named in: –"
    assert view.table.isVisible()


# ------------------------------------------------------------ details


def test_changed_details_hold_since_a_day_and_the_earlier_ones_are_listed_below(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    person = choose(view, "H. Croft")
    view.change.click()
    form = form_of(view)
    assert "have not been changed" in words_in(form)
    fill(form, phone="01632 960156", since=dt.date(2026, 11, 2))
    form.try_save()
    view.edit(next(p for p in people.directory(session.app) if p.id == person.id))
    words = words_in(form_of(view))
    assert "To Sun 1 Nov 2026" in words
    assert "Telephone: 01632 960155. Changed by R. Okafor." in words
    assert "Hours:" not in words, "only what was different"


def test_a_day_that_cannot_be_is_said_at_the_day(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    view.change.click()
    form = form_of(view)
    fill(form, phone="01632 960156", since=TOMORROW)
    form.try_save()
    assert "lies in the future" in form._fields["since"].error_text()
    assert form.isVisible()


# ------------------------------------------------------------ taking out


def test_before_somebody_is_taken_out_it_is_shown_where_they_are_named_and_nothing_has_happened_yet(
    session: Session, qtbot: QtBot
) -> None:
    view = view_of(session, qtbot)
    person = choose(view, "M. Strand")
    lines = session.app.vault.verify().count
    view.remove.click()
    form = form_of(view)
    shown = form.findChild(GroupedList, "places")
    places = people.where_named(session.app, person.id)
    groups = {group.title: (group.note, list(group.records)) for group in shown.groups.groups()}
    assert groups["Settled"] == ("they stay as they are", [p for p in places if p.is_settled])
    assert list(groups) == ["Still open", "Settled"]
    assert [place.is_settled for place in groups["Still open"][1]] == [False] * len(groups["Still open"][1])
    assert person.id not in dict(view.view_model.successors(person))
    form.reject()
    assert session.app.vault.verify().count == lines


def test_cancel_is_the_default_and_no_key_alone_takes_somebody_out(
    session: Session, qtbot: QtBot, dialogs: RecorderDialogs
) -> None:
    view = view_of(session, qtbot)
    person = choose(view, "M. Strand")
    form = view.ask_remove(person)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert form._fields["instead"].box.hasFocus()
    qtbot.keyClicks(form._fields["reason"].text_edit, "Left")
    QTest.keySequence(form, "Ctrl+Return")
    assert form.isVisible()
    qtbot.keyClick(form._fields["instead"].box, Qt.Key.Key_Return)
    assert not form.isVisible(), "Enter is Cancel"
    assert dialogs.asked == [], "nobody is asked to save a removal"
    assert not next(p for p in people.directory(session.app) if p.id == person.id).is_removed


def test_who_takes_over_and_why_are_asked_and_the_person_is_listed_no_more(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    person, other = choose(view, "S. Whitmore"), choose(view, "R. Okafor")
    form = view.ask_remove(person)
    form.verb.click()
    assert "Say why" in form._fields["reason"].error_text()
    assert "S. Whitmore" in names(view)
    fill(form, instead=other.id, reason="Moved to another area")
    form.verb.click()
    assert "S. Whitmore" not in names(view)
    assert all(place.is_settled for place in people.where_named(session.app, person.id))
    view.removed.box.click()
    assert cells(view, "S. Whitmore")[4] == "Away: Removed, 25 Nov 2026: Moved to another area"


def test_who_is_named_nowhere_needs_only_a_reason(empty_session: Session, qtbot: QtBot) -> None:
    person = people.save_person(empty_session.app, Person(name="J. Ashdown"))
    view = view_of(empty_session, qtbot)
    form = view.ask_remove(person)
    assert "named nowhere" in words_in(form)
    assert list(form._fields) == ["reason"]
    fill(form, reason="Wrong entry")
    form.verb.click()
    assert people.directory(empty_session.app) == []


def test_who_was_taken_out_is_shown_on_request_and_can_only_be_put_back(empty_session: Session, qtbot: QtBot) -> None:
    app = empty_session.app
    people.remove_person(app, people.save_person(app, Person(name="J. Ashdown")), "Wrong entry")
    view = view_of(empty_session, qtbot)
    assert not view.put_back.isVisible()
    view.removed.box.click()
    choose(view, "J. Ashdown")
    others = (view.change, view.remove, view.away, view.busy)
    assert (view.put_back.isEnabled(), [b.isEnabled() for b in others]) == (True, [False] * 4)
    view.put_back.click()
    assert [p.name for p in people.directory(app)] == ["J. Ashdown"]
    assert "does not come back" in view.banners.banners()[0].accessibleName()


# ------------------------------------------------------------ away and busy


def absences_of(view: PeopleView, qtbot: QtBot, person: Person) -> AbsencesView:
    opened = view.show_absences(person)
    with qtbot.waitActive(opened):
        opened.show()
    return opened


def test_an_absence_is_added_changed_and_taken_out(session: Session, qtbot: QtBot, dialogs: RecorderDialogs) -> None:
    view = view_of(session, qtbot)
    person = choose(view, "H. Croft")
    away = absences_of(view, qtbot, person)
    assert away.empty.isVisible()
    away.add.click()
    form = form_of(away)
    fill(form, first_day=None, last_day=None)
    form.try_save()
    assert form._fields["first_day"].error_text() == "Enter the first day away."
    fill(form, first_day=TOMORROW, first_time=dt.time(14), last_time=dt.time(9))
    form.try_save()
    assert "ends before it starts" in form._fields["last_time"].error_text()
    fill(form, last_time=dt.time(16), note=" Course ")
    form.try_save()
    (kept,) = people.absences(session.app, person.id)
    assert (kept.first_day, kept.last_day, kept.note) == (TOMORROW, TOMORROW, "Course")
    assert cells(view, "H. Croft")[4] == "Away: Away Thu 26 Nov, 14:00–16:00"
    qtbot.keyClick(away.table, Qt.Key.Key_Return)
    fill(form_of(away), last_day=dt.date(2026, 11, 30))
    form_of(away).try_save()
    assert people.absences(session.app, person.id)[0].last_day == dt.date(2026, 11, 30)
    dialogs.confirms = False
    away.remove.click()
    assert len(people.absences(session.app, person.id)) == 1
    dialogs.confirms = True
    away.remove.click()
    assert dialogs.last()[2] == "Remove absence"
    assert people.absences(session.app, person.id) == []


def test_a_time_from_a_diary_is_not_changed_by_hand(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    person = choose(view, "H. Croft")
    busy = Absence(person_id=person.id, kind=AbsenceKind.BUSY, first_day=TODAY, last_day=TODAY, source_id="x")
    people.save_absence(session.app, busy)
    away = absences_of(view, qtbot, person)
    assert not away.change.isEnabled()
    qtbot.keyClick(away.table, Qt.Key.Key_Return)
    assert not [d for d in away.findChildren(FormDialog) if d.isVisible()]
    assert "changed in the diary" in words_in(away)


def take_in(view: PeopleView, qtbot: QtBot) -> str:
    """Take in the file that the dialogs will choose; return what the banner says then."""
    view.busy.click()
    qtbot.waitUntil(lambda: not view.view_model.state.is_reading)
    return view.banners.banners()[0].accessibleName()


def test_busy_times_are_taken_in_and_it_is_said_how_many(
    session: Session, qtbot: QtBot, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    view = view_of(session, qtbot)
    choose(view, "H. Croft")
    dialogs.opens = tmp_path / "diary.ics"
    dialogs.opens.write_text(DIARY, encoding="utf-8")
    said = take_in(view, qtbot)
    assert "1 time added, 0 taken out, 0 known already." in said
    assert "Only the times are kept" in said
    assert cells(view, "H. Croft")[4] == "Away: –, 1 busy time"
    assert "0 times added, 0 taken out, 1 known already." in take_in(view, qtbot)
    view.banners.banners()[0].closed.emit()
    assert view.banners.banners() == []


@pytest.mark.parametrize(("content", "words"), [(b"%PDF-1.7", "not a diary file"), (None, "not there")])
def test_what_is_no_diary_is_said_and_changes_nothing(
    session: Session, qtbot: QtBot, dialogs: RecorderDialogs, tmp_path: Path, content: bytes | None, words: str
) -> None:
    view = view_of(session, qtbot)
    person = choose(view, "H. Croft")
    dialogs.opens = tmp_path / "diary.ics"
    if content is not None:
        dialogs.opens.write_bytes(content)
    said = take_in(view, qtbot)
    assert said.startswith("Error: The diary file was not taken in.")
    assert words in said
    assert people.absences(session.app, person.id) == []


def test_choosing_no_file_reads_nothing(session: Session, qtbot: QtBot, dialogs: RecorderDialogs) -> None:
    view = view_of(session, qtbot)
    view.busy.click()
    assert dialogs.last()[0] == "open_file"
    assert (view.view_model.state.is_reading, view.banners.banners()) == (False, [])


@pytest.mark.parametrize(
    ("more", "in_full", "in_table"),
    [
        ({}, "Thu 26 Nov 2026", "Away Thu 26 Nov"),
        ({"first_time": dt.time(14)}, "Thu 26 Nov 2026, from 14:00", "Away Thu 26 Nov, from 14:00"),
        ({"last_time": dt.time(9, 30)}, "Thu 26 Nov 2026, to 09:30", "Away Thu 26 Nov, to 09:30"),
        ({"first_day": TODAY, "last_day": TODAY}, "Wed 25 Nov 2026", "Away today"),
        ({"first_day": TODAY}, "Wed 25 Nov 2026 to Thu 26 Nov 2026", "Away now, to Thu 26 Nov"),
        (
            {"last_day": dt.date(2027, 1, 4), "first_time": dt.time(12), "last_time": dt.time(9)},
            "Thu 26 Nov 2026, 12:00 to Mon 4 Jan 2027, 09:00",
            "Away Thu 26 Nov to 4 Jan 2027",
        ),
    ],
)
def test_an_absence_in_words(more: dict[str, Any], in_full: str, in_table: str) -> None:
    absence = Absence(**{"person_id": "p", "first_day": TOMORROW, "last_day": TOMORROW} | more)
    assert (time_away(absence), absence_words(absence, TODAY)) == (in_full, in_table)


# ------------------------------------------------------------ who may


def test_who_may_only_read_looks_and_changes_nothing(session: Session, qtbot: QtBot) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view = view_of(session, qtbot)
    assert not any(b.isEnabled() for b in (view.add, view.change, view.remove, view.busy))
    away = absences_of(view, qtbot, choose(view, "H. Croft"))
    assert not any(b.isEnabled() for b in (away.add, away.change, away.remove))


def test_every_control_has_a_name_for_who_does_not_see_it(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    controls = [view.add, view.change, view.away, view.busy, view.remove, view.put_back, view.search, view.table]
    assert all(control.accessibleName() for control in (*controls, view.removed.box))
