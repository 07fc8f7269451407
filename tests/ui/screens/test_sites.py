"""The directory of sites and rooms: looked at, changed, imported, never overwritten by a list."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.links import SiteKind
from victimplanner.domain.people import UserRole
from victimplanner.services.sites import read_directory
from victimplanner.ui.screens.sites.view import SitesView
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog

LIST = Path(__file__).parents[2] / "data" / "sites.csv"


def view_of(session: Session, qtbot: QtBot) -> SitesView:
    view = SitesView(session)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    return view


def form_of(view: SitesView) -> FormDialog:
    return next(d for d in view.findChildren(FormDialog) if d.isVisible())


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)


def test_a_line_for_each_room_with_whom_to_ring_and_which_door(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    first = view.view_model.state[0]
    assert (first.site.name, first.room and first.room.name) == ("Eastholme remote suite", "Suite 1")
    assert first.site.phone == "01632 960201"


def test_an_empty_directory_says_what_to_do(empty_session: Session, qtbot: QtBot) -> None:
    view = view_of(empty_session, qtbot)
    assert view.empty.isVisible()
    assert not view.change.isEnabled()
    view.add_site.click()
    form = form_of(view)
    form.try_save()
    assert form._fields["name"].error_text() == "Enter the name of the site."
    fill(form, name="Quay House", kind=SiteKind.SUPPORT_PREMISES)
    form.try_save()
    assert [entry.site.name for entry in read_directory(empty_session.app)] == ["Quay House"]
    view.table.select_row(0)
    view._change_current()
    fill(form_of(view), name="Quiet room")
    form_of(view).try_save()
    assert [room.name for room in read_directory(empty_session.app)[0].rooms] == ["Quiet room"]


def test_the_same_name_twice_is_refused(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    view.add_site.click()
    form = form_of(view)
    fill(form, name="eastholme  REMOTE suite")
    form.try_save()
    assert "already in the directory" in form._fields["name"].error_text()


def test_a_room_taken_out_of_use_stays_in_the_list_and_is_no_longer_offered(session: Session, qtbot: QtBot) -> None:
    view = view_of(session, qtbot)
    view._change_current()
    form = form_of(view)
    assert "still hold it" in form._fields["is_in_use"].hint.text()
    fill(form, is_in_use=False)
    form.try_save()
    assert not view.view_model.state[0].is_in_use
    assert "Suite 1" not in [room.name for room in read_directory(session.app)[0].rooms]


def test_a_list_is_imported_and_every_row_is_accounted_for(
    empty_session: Session, qtbot: QtBot, dialogs: RecorderDialogs
) -> None:
    view = view_of(empty_session, qtbot)
    dialogs.opens = LIST
    view.take_in.click()
    words = str(dialogs.last())
    assert "3 sites and 4 rooms added" in words
    assert "Row 6: no site is named" in words
    assert len(view.view_model.state) == 4


def test_what_is_no_list_is_said_and_nothing_is_added(
    empty_session: Session, qtbot: QtBot, dialogs: RecorderDialogs, tmp_path: Path
) -> None:
    view = view_of(empty_session, qtbot)
    dialogs.opens = tmp_path / "sites.csv"
    dialogs.opens.write_text("Place,Colour\nHere,red\n", encoding="utf-8")
    view.take_in.click()
    assert "no column headed “Site”" in view.banners.banners()[0].accessibleName()
    assert view.view_model.state == ()


def test_who_may_only_read_changes_nothing(session: Session, qtbot: QtBot) -> None:
    session.app.user = session.app.user.model_copy(update={"role": UserRole.READ_ONLY})
    view = view_of(session, qtbot)
    assert not any(b.isEnabled() for b in (view.add_site, view.add_room, view.take_in, view.change, view.change_site))
