"""The guide opens beside the work and follows no link to elsewhere."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from victimplanner.ui.screens.guide.view import GuideView
from victimplanner.ui.screens.guide.view_model import GuideViewModel


def test_the_guide_shows_the_words_that_ship_with_the_program(qtbot: QtBot) -> None:
    view = GuideView()
    qtbot.addWidget(view)
    assert "Why this date?" in view.text.toPlainText()
    assert "Shift+F1" in GuideViewModel().state


def test_the_guide_opens_no_connection(qtbot: QtBot) -> None:
    view = GuideView()
    qtbot.addWidget(view)
    assert not view.text.openLinks()
    assert not view.text.openExternalLinks()
