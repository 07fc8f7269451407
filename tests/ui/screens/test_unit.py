"""Office details, limits, days and rules in use: everybody may look, a manager changes, and sees every date that moves before."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from tests.office_copies import practice_copy
from victimplanner.domain.editions import Content
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.people import UserRole
from victimplanner.services.context import App
from victimplanner.services.editions import pending
from victimplanner.services.office_days import announced_holidays, close_office_on, closed_days
from victimplanner.ui.screens.unit.moves_dialog import MovesDialog
from victimplanner.ui.screens.unit.state import UnitLine
from victimplanner.ui.screens.unit.view import DAYS, LIMITS, OFFICE, RULES, UnitView
from victimplanner.ui.session import Session
from victimplanner.ui.tasks import TaskRunner
from victimplanner.ui.widgets.form_dialog import FormDialog

FRIDAY = dt.date(2026, 11, 27)


@pytest.fixture
def managers(tmp_path: Path, qapp: QApplication, dialogs: RecorderDialogs) -> Iterator[Session]:
    """The practice office in the hands of a manager."""
    app = practice_copy(tmp_path)
    app.user = app.user.model_copy(update={"role": UserRole.MANAGER})
    opened = Session(app, dialogs, TaskRunner())
    yield opened
    opened.close()


def view_of(session: Session, qtbot: QtBot, section: str = LIMITS) -> UnitView:
    view = UnitView(session, None, section)
    qtbot.addWidget(view)
    view.show()
    return view


def line_of(view: UnitView, rule_id: str) -> UnitLine:
    return next(line for line in view.view_model.state.limits if line.rule_id == rule_id)


def moves_of(view: UnitView, qtbot: QtBot) -> MovesDialog:
    """The list of what moves, once it is worked out."""
    qtbot.waitUntil(lambda: bool(view.findChildren(MovesDialog)), timeout=5000)
    dialog = view.findChildren(MovesDialog)[-1]
    qtbot.waitUntil(lambda: dialog.view_model.state.moved is not None, timeout=20000)
    return dialog


def rows_of(dialog: MovesDialog) -> list[list[str]]:
    model = dialog.table.model()
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


def fill(form: FormDialog | None, **values: object) -> FormDialog:
    assert form is not None
    for name, value in values.items():
        form._fields[name].set_value(value)
    form.try_save()
    return form


def bring_other_rules(app: App) -> None:
    """Go on as a newer program would, in which a meeting record is signed within three working days."""
    rules = [replace(r, count={"all": 3}) if r.id == "meeting.sign" else r for r in app.shipped.deadlines]
    app.shipped = Content(tuple(rules), app.shipped.holidays)
    for name in ("in_use", "rules", "calendar"):
        app.__dict__.pop(name, None)


# ------------------------------------------------------------ office details


def facts_of(view: UnitView) -> dict[str, str]:
    """What the page of the office says, as a screen reader gets it."""
    names = [words.accessibleName() for words in view.office.facts.findChildren(QLabel)]
    return dict(name.split(": ", 1) for name in names if ": " in name)


def a_logo(folder: Path, width: int = 120, height: int = 40) -> Path:
    path = folder / "logo.png"
    picture = QImage(width, height, QImage.Format.Format_ARGB32)
    picture.fill(0xFF12355B)
    assert picture.save(str(path), "PNG")
    return path


def test_the_office_says_what_its_papers_print_and_names_what_is_missing(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot, OFFICE)
    facts = facts_of(view)
    assert (facts["Name"], facts["Telephone"]) == ("Northmere RASSO", "01632 960100")
    assert facts["Address"].startswith("– Letters have no address")
    assert view.office.no_logo.isVisible()
    assert not view.office.picture.isVisible()


def test_whoever_is_no_manager_reads_the_office_and_changes_nothing(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot, OFFICE)
    page = view.office
    assert not any(button.isEnabled() for button in (page.change, page.choose_logo, page.remove_logo))
    assert view.change_current() is None


def test_a_manager_changes_the_details_and_what_has_no_room_is_said_at_its_field(
    managers: Session, qtbot: QtBot
) -> None:
    view = view_of(managers, qtbot, OFFICE)
    form = fill(view.change_current(), name="", handling_line="x" * 61)
    assert form._fields["name"].error_text() == "Enter the name of the office."
    assert "there is room for 60" in form._fields["handling_line"].error_text()
    assert form.isVisible()
    fill(form, name="Northmere RASSO", address="1 Mill Lane\nWexmouth", handling_line="Do not leave on a desk")
    assert not form.isVisible()
    facts = facts_of(view)
    assert (facts["Address"], facts["Beside the marking"]) == ("1 Mill Lane\nWexmouth", "Do not leave on a desk")
    fill(view.change_current(), marks_witness_papers=False)
    assert facts_of(view)["The marking"] == "Papers for the witness carry no marking; all others do"
    assert not managers.app.office.marks_witness_papers


def test_a_logo_is_chosen_shown_small_and_removed_once_that_is_confirmed(
    managers: Session, qtbot: QtBot, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    view = view_of(managers, qtbot, OFFICE)
    page = view.office
    dialogs.opens = a_logo(tmp_path, 1200, 400)
    page.choose_logo.click()
    assert dialogs.last() == ("open_file", "Logo of the office", "PNG pictures (*.png)")
    assert page.picture.isVisible()
    assert (page.picture.pixmap().width(), page.picture.pixmap().height()) == (220, 73)
    assert page.picture.accessibleName() == "The logo, 1200 by 400 pixels"
    assert not page.no_logo.isVisible()
    dialogs.confirms = False
    page.remove_logo.click()
    assert managers.app.office.logo
    dialogs.confirms = True
    page.remove_logo.click()
    assert not managers.app.office.logo
    assert not page.picture.isVisible()
    assert not page.remove_logo.isEnabled()


def test_a_file_that_is_no_logo_gets_a_sentence_which_goes_with_the_next_that_is(
    managers: Session, qtbot: QtBot, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    view = view_of(managers, qtbot, OFFICE)
    page = view.office
    dialogs.opens = tmp_path / "notes.png"
    dialogs.opens.write_text("no picture", "utf-8")
    page.choose_logo.click()
    (banner,) = page.banners.banners()
    assert banner.sentence == "That file is no PNG picture. Save the logo as PNG. The logo stays as it was."
    dialogs.opens = None
    page.choose_logo.click()
    assert page.banners.banners() == [banner], "nothing chosen, nothing changed"
    dialogs.opens = a_logo(tmp_path)
    page.choose_logo.click()
    assert page.banners.banners() == []


# ------------------------------------------------------------ limits


def test_what_is_law_is_not_listed_and_every_measure_is(session: Session, qtbot: QtBot) -> None:
    lines = view_of(session, qtbot).view_model.state.limits
    assert "application" not in {line.rule_id for line in lines}
    assert "meeting.sign" in {line.rule_id for line in lines}
    assert {line.measure for line in lines if line.measure} == set(MeasureId)


def test_every_default_has_its_source_and_what_is_not_verified_says_so_in_words(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    for row, line in enumerate(view.view_model.state.limits):
        assert line.source
        shown = view.limits.table.model().index(row, 3).data()
        if line.rule_id:
            assert shown == ("Confirmed" if line.confidence == "V" else "Not confirmed")
    assert line_of(view, "R6d").doubt == "From an older edition: confirm it, or set your own number"


def test_whoever_is_no_manager_looks_and_changes_nothing(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    buttons = (view.limits.change, view.days.announce, view.days.take_in, view.days.close_day, view.days.take_back)
    assert not any(button.isEnabled() for button in buttons)
    assert view.change_current() is None


def test_a_limit_shows_what_moves_and_only_then_is_changed(managers: Session, qtbot: QtBot) -> None:
    view = view_of(managers, qtbot)
    view.limits.table.select_record(line_of(view, "meeting.sign"))
    form = fill(view.change_current(), number="nine")
    assert "whole number" in form._fields["number"].error_text()
    fill(form, number="3")
    dialog = moves_of(view, qtbot)
    assert dialog.counts.text() == "3 dates move, in 3 cases."
    assert {tuple(row[1:]) for row in rows_of(dialog)} == {("Sign the meeting record", "Moves", "Fri 27 Nov 2026")}
    assert not line_of(view, "meeting.sign").is_own, "nothing is changed before it is confirmed"
    dialog.confirm.click()
    line = line_of(view, "meeting.sign")
    assert (line.value, line.default, line.is_own) == ("3 working days", "Default: 1 working day", True)


def test_left_as_it_is_nothing_is_changed(managers: Session, qtbot: QtBot) -> None:
    view = view_of(managers, qtbot)
    view.limits.table.select_record(line_of(view, "meeting.sign"))
    before = managers.app.vault.path.read_bytes()
    fill(view.change_current(), number="3")
    moves_of(view, qtbot).leave.click()
    assert managers.app.vault.path.read_bytes() == before
    assert not line_of(view, "meeting.sign").is_own


def test_where_nothing_moves_that_is_said_and_can_be_confirmed(managers: Session, qtbot: QtBot) -> None:
    view = view_of(managers, qtbot)
    view.limits.table.select_record(line_of(view, "R12a"))
    fill(view.change_current(), number="4")
    dialog = moves_of(view, qtbot)
    assert dialog.empty.isVisible()
    assert dialog.empty.sentence_label.text() == "Nothing moves."
    dialog.confirm.click()
    assert line_of(view, "R12a").number == 4


def test_a_number_goes_back_to_the_default(managers: Session, qtbot: QtBot) -> None:
    view = view_of(managers, qtbot)
    for values in ({"number": "4"}, {"default": True}):
        view.limits.table.select_record(line_of(view, "R12a"))
        fill(view.change_current(), **values)
        moves_of(view, qtbot).confirm.click()
        qtbot.waitUntil(lambda: not view.findChildren(MovesDialog), timeout=5000)
    assert not line_of(view, "R12a").is_own


def test_a_measure_that_is_not_arranged_in_the_area_is_closed_with_that_reason(managers: Session, qtbot: QtBot) -> None:
    view = view_of(managers, qtbot)
    lines = view.view_model.state.limits
    view.limits.table.select_record(next(line for line in lines if line.measure is MeasureId.INTERMEDIARY))
    fill(view.change_current(), why_not="no intermediary is registered for this circuit")
    assert managers.app.office.without_arrangements == {
        "intermediary": "no intermediary is registered for this circuit"
    }


# ------------------------------------------------------------ days


def test_the_days_say_what_they_cover_and_where_each_comes_from(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot, DAYS)
    assert "Covers 2000 to 2045; published to 31 Dec 2028, later dates are provisional." in view.days.covers.text()
    days = view.view_model.state.days
    assert (days[0].on, days[-1].on) == (dt.date(2026, 1, 1), dt.date(2028, 12, 26))
    current = view.days.current()
    assert current is not None
    assert current.on == dt.date(2026, 12, 25), "the first day that is still to come"


def test_an_announced_holiday_is_entered_after_a_look_and_taken_back_after_another(
    managers: Session, qtbot: QtBot
) -> None:
    view = view_of(managers, qtbot, DAYS)
    form = fill(view.ask_holiday(), on=FRIDAY, name="A made-up holiday")
    assert "where it was announced" in form._fields["source"].error_text()
    fill(form, source="A made-up proclamation")
    dialog = moves_of(view, qtbot)
    assert rows_of(dialog)
    assert announced_holidays(managers.app) == []
    dialog.confirm.click()
    line = next(line for line in view.view_model.state.days if line.on == FRIDAY)
    assert line.kind == "Announced since"
    assert line.source == "A made-up proclamation. Entered by R. Okafor on 25 Nov 2026"
    qtbot.waitUntil(lambda: not view.findChildren(MovesDialog), timeout=5000)
    view.days.table.select_record(line)
    view.days.take_back.click()
    moves_of(view, qtbot).confirm.click()
    assert announced_holidays(managers.app) == []


def test_only_what_was_entered_here_can_be_taken_back(managers: Session, qtbot: QtBot) -> None:
    close_office_on(managers.app, FRIDAY, "Training")
    view = view_of(managers, qtbot, DAYS)
    lines = view.view_model.state.days
    view.days.table.select_record(next(line for line in lines if line.kind == "Bank holiday"))
    assert not view.days.take_back.isEnabled()
    assert view.take_back() is None
    view.days.table.select_record(next(line for line in lines if line.kind == "Office closed"))
    view.days.take_back.click()
    moves_of(view, qtbot).confirm.click()
    assert closed_days(managers.app) == []


def test_a_closed_day_is_noted_after_a_look(managers: Session, qtbot: QtBot) -> None:
    view = view_of(managers, qtbot, DAYS)
    fill(view.ask_closed_day(), on=FRIDAY, reason="Training")
    moves_of(view, qtbot).confirm.click()
    assert [day.on for day in closed_days(managers.app)] == [FRIDAY]


def test_a_list_of_gov_uk_shows_what_it_adds_or_says_that_all_is_known(
    managers: Session, qtbot: QtBot, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    names = {day: name for day, name in managers.app.shipped.holidays.names.items() if day.year == 2026}
    dialogs.opens = tmp_path / "bank-holidays.json"

    def save() -> None:
        events = [{"title": name, "date": day.isoformat(), "notes": ""} for day, name in names.items()]
        assert dialogs.opens is not None
        dialogs.opens.write_text(json.dumps({"division": "england-and-wales", "events": events}), "utf-8")

    view = view_of(managers, qtbot, DAYS)
    save()
    view.days.take_in.click()
    assert "Every day is known here" in view.banners.banners()[0].sentence
    names[FRIDAY] = "A made-up holiday"
    save()
    view.days.take_in.click()
    assert view.banners.banners() == []
    moves_of(view, qtbot).confirm.click()
    assert [(h.on, h.name) for h in announced_holidays(managers.app)] == [(FRIDAY, "A made-up holiday")]


# ------------------------------------------------------------ rules


def test_the_edition_in_use_stands_with_its_fingerprint(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot, RULES)
    assert len(view.view_model.state.edition.fingerprint) == 12
    assert view.rules.note.text() == "No other rules wait: this version brings the same."
    assert not view.rules.waiting.isVisible()
    assert view.banners.banners() == []


def test_new_rules_wait_say_how_they_differ_and_come_into_use_after_a_look(managers: Session, qtbot: QtBot) -> None:
    bring_other_rules(managers.app)
    view = view_of(managers, qtbot)
    (banner,) = view.banners.banners()
    assert banner.sentence == "New rules came with this version."
    banner.buttons[0].click()
    assert view.banners.banners() == []
    assert view.rules.waiting.isVisible()
    model = view.rules.table.model()
    assert [model.index(0, c).data() for c in range(4)] == [
        "Sign the meeting record", "1 working day", "3 working days", "5 Dec 2024",
    ]  # fmt: skip
    view.rules.see.click()
    dialog = moves_of(view, qtbot)
    assert dialog.counts.text() == "3 dates move, in 3 cases."
    dialog.confirm.click()
    assert pending(managers.app) is None
    assert not view.rules.waiting.isVisible()
    assert view.view_model.state.edition.applied_by == "R. Okafor"


def test_whoever_is_no_manager_sees_what_waits_and_reads_who_has_to_confirm(session: Session, qtbot: QtBot) -> None:
    bring_other_rules(session.app)
    view = view_of(session, qtbot)
    assert "A manager has to confirm." in view.banners.banners()[0].accessibleName()
    view.show_section(RULES)
    assert view.rules.note.text().endswith("A manager has to confirm.")
    view.rules.see.click()
    dialog = moves_of(view, qtbot)
    assert rows_of(dialog)
    assert not dialog.confirm.isEnabled()
    assert dialog.foot_words.text() == "A manager has to confirm."
    dialog._confirm()
    assert pending(session.app) is not None


def test_rules_that_were_confirmed_meanwhile_are_refused_in_the_dialog(managers: Session, qtbot: QtBot) -> None:
    bring_other_rules(managers.app)
    view = view_of(managers, qtbot, RULES)
    dialog = view.see_pending()
    assert dialog is not None
    moves_of(view, qtbot)
    dialog.view_model.proposal.apply()
    dialog.confirm.click()
    assert "Look again" in dialog.banners.banners()[0].sentence
    assert dialog.isVisible()


def test_esc_while_counting_stops_it_and_changes_nothing(managers: Session, qtbot: QtBot) -> None:
    bring_other_rules(managers.app)
    view = view_of(managers, qtbot, RULES)
    dialog = view.see_pending()
    assert dialog is not None
    assert not dialog.confirm.isEnabled()
    dialog.reject()
    qtbot.waitUntil(lambda: not managers.tasks.is_busy, timeout=20000)
    assert pending(managers.app) is not None
