"""What meetings cover, on screen: three groups, changed by a manager alone, with what it leaves as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.fakes import RecorderDialogs
from victimplanner.domain.people import UserRole
from victimplanner.domain.topics import Topic, TopicGroup
from victimplanner.services.topics import save_topic
from victimplanner.ui.screens.topics.view import TopicsView
from victimplanner.ui.screens.topics.view_model import TopicLineState
from victimplanner.ui.session import Session
from victimplanner.ui.widgets.form_dialog import FormDialog


@pytest.fixture
def manager(empty_session: Session) -> Session:
    """An office file in the hands of a manager."""
    empty_session.app.user = empty_session.app.user.model_copy(update={"role": UserRole.MANAGER})
    return empty_session


def view_of(session: Session, qtbot: QtBot) -> TopicsView:
    view = TopicsView(session)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    return view


def form_of(view: TopicsView) -> FormDialog:
    return next(d for d in view.findChildren(FormDialog) if d.isVisible())


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form._fields[name].set_value(value)


def line(view: TopicsView, topic_id: str) -> TopicLineState:
    return next(found for _, _, lines in view.view_model.state.groups for found in lines if found.id == topic_id)


def choose(view: TopicsView, topic_id: str) -> None:
    view.list.select_record(topic_id)


def test_the_lines_stand_in_three_groups_each_with_why(empty_session: Session, qtbot: QtBot) -> None:
    view = view_of(empty_session, qtbot)
    groups = {group.title: [record.topic for record in group.records] for group in view.list.groups.groups()}
    assert list(groups) == ["Said at the start", "Can be talked about", "Must not be talked about"]
    assert [topic for lines in groups.values() for topic in lines] == list(empty_session.app.topics)
    index = view.list.groups.index(0, 0, view.list.groups.index(0, 0))
    assert "Coming is her choice" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_it_is_said_where_the_lines_come_from_and_that_they_are_not_verified(
    empty_session: Session, qtbot: QtBot
) -> None:
    said = view_of(empty_session, qtbot).source.accessibleName()
    assert "Unverified: to be confirmed by a prosecutor." in said
    assert empty_session.app.template.source in said


def test_a_manager_changes_a_line_and_is_told_that_signed_records_keep_theirs(manager: Session, qtbot: QtBot) -> None:
    view = view_of(manager, qtbot)
    choose(view, "anonymity")
    qtbot.keyClick(view.list, Qt.Key.Key_F2)
    form = form_of(view)
    assert "Records signed before keep the words" in " ".join(found.text() for found in form.findChildren(QLabel))
    fill(form, title="Anonymity for life,\nand what the papers may print")
    form.try_save()
    changed = line(view, "anonymity")
    assert changed.topic.title == "Anonymity for life, and what the papers may print", "a line is one line"
    assert changed.pill == ("info", "Changed by this office")
    assert view.list.current_record() == changed
    assert manager.app.topics != manager.app.template.topics


def test_saving_a_line_as_it_stands_does_not_make_it_the_offices(manager: Session, qtbot: QtBot) -> None:
    view = view_of(manager, qtbot)
    choose(view, "anonymity")
    view.change.click()
    form_of(view).try_save()
    assert line(view, "anonymity").pill is None
    assert manager.app.topics == manager.app.template.topics


def test_a_line_without_words_or_why_is_said_where_it_is_missing(manager: Session, qtbot: QtBot) -> None:
    view = view_of(manager, qtbot)
    view.add.click()
    form = form_of(view)
    form.try_save()
    assert form._fields["title"].error_text().startswith("Write the line.")
    fill(form, title="Parking")
    form.try_save()
    assert form._fields["why"].error_text().startswith("Say why.")
    assert manager.app.topics == manager.app.template.topics


def test_a_line_of_the_offices_own_is_added_to_the_group_in_view(manager: Session, qtbot: QtBot) -> None:
    view = view_of(manager, qtbot)
    choose(view, "not.outcome")
    view.add.click()
    form = form_of(view)
    assert form._fields["group"].value() is TopicGroup.NOT_ALLOWED
    fill(form, title="How other cases ended", why="It would be taken as a promise.")
    form.try_save()
    added = view.list.current_record()
    assert (added.topic.title, added.topic.group) == ("How other cases ended", TopicGroup.NOT_ALLOWED)
    assert added.pill == ("info", "Added by this office")
    assert not view.put_back.isEnabled(), "there is nothing that it was before"


def test_a_line_out_of_use_says_so_and_the_last_of_its_group_stays(manager: Session, qtbot: QtBot) -> None:
    view = view_of(manager, qtbot)
    *others, last = [topic.id for topic in manager.app.topics if topic.group is TopicGroup.OPENING]
    for topic_id in others:
        choose(view, topic_id)
        view.change.click()
        fill(form_of(view), is_in_use=False)
        form_of(view).try_save()
        assert line(view, topic_id).pill == ("grey", "Not in use")
    choose(view, last)
    view.change.click()
    form = form_of(view)
    fill(form, is_in_use=False)
    form.try_save()
    assert "last line of its group" in form._fields["is_in_use"].error_text()
    assert line(view, last).topic.is_in_use


def test_a_line_is_put_back_as_it_was_after_both_were_shown(
    manager: Session, qtbot: QtBot, dialogs: RecorderDialogs
) -> None:
    before = next(topic for topic in manager.app.topics if topic.id == "anonymity")
    save_topic(manager.app, replace(before, title="Anonymity for life"))
    view = view_of(manager, qtbot)
    assert not view.put_back.isEnabled()
    choose(view, "anonymity")
    dialogs.confirms = False
    view.put_back.click()
    assert line(view, "anonymity").topic.title == "Anonymity for life"
    dialogs.confirms = True
    view.put_back.click()
    _kind, text, verb = dialogs.last()
    assert "now: Anonymity for life" in text
    assert f"was: {before.title}" in text
    assert verb == "Put back as it was"
    assert line(view, "anonymity").topic == before
    assert not view.put_back.isEnabled()


def test_what_cannot_be_put_back_is_said(manager: Session, qtbot: QtBot) -> None:
    app = manager.app
    save_topic(app, replace(next(t for t in app.topics if t.id == "support"), group=TopicGroup.OPENING))
    for topic in app.topics:
        if topic.group is TopicGroup.OPENING and topic.id != "support":
            save_topic(app, replace(topic, is_in_use=False))
    view = view_of(manager, qtbot)
    choose(view, "support")
    view.put_back.click()
    assert "Nothing was changed" in view.banners.banners()[0].accessibleName()
    assert line(view, "support").topic.group is TopicGroup.OPENING


def test_everybody_but_a_manager_only_looks(empty_session: Session, qtbot: QtBot) -> None:
    view = view_of(empty_session, qtbot)
    assert [b.isEnabled() for b in (view.add, view.change, view.put_back)] == [False] * 3
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert not view.findChildren(FormDialog)
    assert "Only a manager" in " ".join(found.text() for found in view.findChildren(QLabel))
    assert view.list.current_record().topic == empty_session.app.topics[0]


def test_a_line_of_a_template_that_is_gone_is_the_offices_own(manager: Session, qtbot: QtBot) -> None:
    own = save_topic(manager.app, Topic("earlier.line", "Of an earlier program", TopicGroup.TOPIC, "It was there."))
    found = line(view_of(manager, qtbot), own.id)
    assert (found.shipped, found.can_be_put_back) == (None, False)
