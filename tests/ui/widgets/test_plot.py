"""A plot on the screen: drawn by the real drawing, read out in words, opened by keyboard, never cut off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.plots import bars, ordinary_plots
from tests.ui.test_theme import contrast
from victimplanner.domain.plot_parts import Pattern, PlotColours
from victimplanner.domain.plots import Plot
from victimplanner.services.plots import plot_height, plot_svg
from victimplanner.ui import theme
from victimplanner.ui.tokens import ThemeName
from victimplanner.ui.widgets import ScrollPage
from victimplanner.ui.widgets.plot import PlotView, plot_colours

PLOTS = ordinary_plots()


@pytest.fixture(autouse=True)
def _light_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, ThemeName.LIGHT, 100)


def shown(qtbot: QtBot, plot: Plot, width: int = 600, height: int = 260) -> PlotView:
    view = PlotView("Duties kept")
    qtbot.addWidget(view)
    view.show_plot(plot.alt_text(), partial(plot_svg, plot), partial(plot_height, plot))
    view.resize(width, height)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def colours_in(picture: QImage) -> set[str]:
    return {QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("kind", PLOTS)
def test_a_reader_hears_the_name_and_every_number(qtbot: QtBot, kind: str) -> None:
    view = shown(qtbot, PLOTS[kind])
    assert view.accessibleName() == "Duties kept"
    assert view.accessibleDescription() == PLOTS[kind].alt_text()


@pytest.mark.parametrize("name", [ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST])
def test_it_is_drawn_in_the_colours_of_the_theme_and_anew_when_they_change(
    qtbot: QtBot, qapp: QApplication, name: ThemeName
) -> None:
    theme.apply(qapp, ThemeName.LIGHT if name is ThemeName.DARK else ThemeName.DARK)
    view = shown(qtbot, bars(("Hearing date told", 9, 3, 3, 3)))
    view.grab()
    theme.apply(qapp, name)
    seen = colours_in(view.grab().toImage())
    now = theme.current()
    assert {now.accent, now.refused.ink, now.today.ink, now.unknown.ink} <= {colour.upper() for colour in seen}


@pytest.mark.parametrize("name", [ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST])
def test_every_number_and_mark_can_be_told_from_what_it_stands_on(qapp: QApplication, name: ThemeName) -> None:
    theme.apply(qapp, name)
    colours = plot_colours(12)
    for pattern in Pattern:
        fill = colours.fill(pattern)
        assert contrast(fill.ink, fill.tint) >= 4.5
        assert contrast(fill.ink, colours.ground) >= 3
    assert contrast(colours.text, colours.ground) >= 7
    assert contrast(colours.secondary, colours.ground) >= 4.5


def test_the_screen_draws_the_patterns(qtbot: QtBot) -> None:
    """QtSvg knows no patterns; ours are strokes and spots, so that a hatched part is of two colours throughout."""
    view = shown(qtbot, bars(("Hearing date told", 0, 10, 0, 0)))
    picture = view.grab().toImage()
    ink, tint = theme.colour("refused").name(), theme.colour("refused.tint").name()
    rows = [[QColor(picture.pixel(x, y)).name() for x in range(picture.width())] for y in range(picture.height())]
    hatched = [row for row in rows if row.count(tint) > 100]
    assert len(hatched) >= 10
    changes = [sum(a != b for a, b in pairwise(row)) for row in hatched]
    assert max(changes) > 50
    assert any(ink in row for row in hatched)


def test_the_font_we_ship_is_there_whatever_the_desktop_has(qtbot: QtBot) -> None:
    shown(qtbot, PLOTS["bars"])
    assert theme.our_family().encode() in shown(qtbot, PLOTS["bars"]).svg()


def test_no_number_is_cut_off_at_200_per_cent(qtbot: QtBot, qapp: QApplication) -> None:
    page = ScrollPage()
    qtbot.addWidget(page)
    view = PlotView("Duties kept")
    view.show_plot("", partial(plot_svg, PLOTS["bars"]), partial(plot_height, PLOTS["bars"]))
    page.body.addWidget(view)
    page.resize(600, 100)
    page.show()
    small = view.height()
    theme.set_text_scale(qapp, 200)
    qtbot.waitUntil(lambda: view.height() > 1.4 * small)
    needed = QSvgRenderer(QByteArray(view.svg())).viewBoxF()
    assert needed.height() <= view.height()
    assert needed.width() <= view.width()


def test_the_height_follows_the_text_size_and_the_plot(qtbot: QtBot, qapp: QApplication) -> None:
    view = shown(qtbot, PLOTS["funnel"])
    low = view.heightForWidth(600)
    many = bars(*((f"Duty {number}", 1, 2, 3, 4) for number in range(12)))
    view.show_plot(many.alt_text(), partial(plot_svg, many), partial(plot_height, many))
    high = view.heightForWidth(600)
    assert high > low
    theme.set_text_scale(qapp, 200)
    assert view.heightForWidth(600) > 1.8 * high


def test_it_asks_for_the_size_it_has_and_for_the_text_size_in_use(qtbot: QtBot) -> None:
    asked: list[tuple[float, float, PlotColours]] = []

    def make(width: float, height: float, colours: PlotColours) -> bytes:
        asked.append((width, height, colours))
        return plot_svg(PLOTS["columns"], width, height, colours)

    view = shown(qtbot, PLOTS["columns"])
    view.show_plot("", make, partial(plot_height, PLOTS["columns"]))
    view.resize(640, 300)
    view.grab()
    width, height, colours = asked[-1]
    assert 640 - 12 <= width <= 640
    assert 300 - 12 <= height <= 300
    assert colours.text_size == pytest.approx(12, abs=0.5)  # 9 points
    drawn = len(asked)
    view.grab()
    assert len(asked) == drawn  # the same picture is not drawn twice


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_asks_for_the_list_behind_the_numbers(qtbot: QtBot, key: Qt.Key) -> None:
    view = shown(qtbot, PLOTS["funnel"])
    with qtbot.waitSignal(view.activated):
        qtbot.keyClick(view, key)


def test_a_double_click_asks_for_the_list_and_another_key_does_not(qtbot: QtBot) -> None:
    view = shown(qtbot, PLOTS["funnel"])
    with qtbot.waitSignal(view.activated):
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(view.activated):
        qtbot.keyClick(view, Qt.Key.Key_A)


def test_focus_is_seen_as_a_ring_of_two_pixels(qtbot: QtBot) -> None:
    view = shown(qtbot, PLOTS["funnel"])
    ring = theme.colour("focus").name()
    view.clearFocus()
    assert ring not in colours_in(view.grab().toImage())
    view.setFocus(Qt.FocusReason.TabFocusReason)
    picture = view.grab().toImage()
    middle = picture.height() // 2
    assert [QColor(picture.pixel(x, middle)).name() == ring for x in range(3)] == [True, True, False]


def test_a_view_without_a_plot_is_empty(qtbot: QtBot) -> None:
    view = PlotView("Duties kept")
    qtbot.addWidget(view)
    view.resize(300, 200)
    assert view.svg() == b""
    assert len(colours_in(view.grab().toImage())) == 1


def test_no_drawing_is_made_to_find_out_how_high_it_would_be(qtbot: QtBot) -> None:
    made: list[float] = []

    def make(width: float, height: float, colours: PlotColours) -> bytes:
        made.append(width)
        return plot_svg(PLOTS["bars"], width, height, colours)

    view = PlotView("Duties kept")
    qtbot.addWidget(view)
    view.show_plot("", make, partial(plot_height, PLOTS["bars"]))
    heights = {view.heightForWidth(width) for width in range(300, 900, 20)}
    assert len(heights) > 1
    assert made == []


@pytest.mark.parametrize("name", list(PLOTS))
def test_the_height_found_is_that_of_the_drawing(qapp: QApplication, name: str) -> None:
    for width in (220, 400, 800):
        found = plot_height(PLOTS[name], width, plot_colours(12))
        drawn = QSvgRenderer(QByteArray(plot_svg(PLOTS[name], width, 0, plot_colours(12)))).viewBoxF().height()
        assert found == pytest.approx(drawn)
