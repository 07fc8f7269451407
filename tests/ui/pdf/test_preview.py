"""A paper in view: pages, sizes, search, what a screen reader hears, and how much is drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.pdf.papers import paper
from victimplanner.ui import theme
from victimplanner.ui.pdf import PagePreview
from victimplanner.ui.pdf.area import FIT_PAGE, FIT_WIDTH
from victimplanner.ui.pdf.pages import PdfPages

BUNDLE = 200


@pytest.fixture
def preview(qtbot: QtBot) -> PagePreview:
    view = PagePreview()
    qtbot.addWidget(view)
    view.resize(480, 700)
    view.add_keys(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def look_for(qtbot: QtBot, preview: PagePreview, words: str) -> None:
    preview.find_bar.box.clear()
    qtbot.keyClicks(preview.find_bar.box, words)
    qtbot.keyClick(preview.find_bar.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: preview.finder.is_done and not preview._typing.isActive())


def test_every_page_of_a_long_bundle_is_reached_by_keys_and_by_number(qtbot: QtBot, preview: PagePreview) -> None:
    preview.show_pdf(paper(BUNDLE), "")
    preview.area.setFocus()
    qtbot.keyClick(preview.area, Qt.Key.Key_PageDown)
    assert preview.page_number == 2
    qtbot.keyClick(preview.area, Qt.Key.Key_End)
    assert preview.page_number == BUNDLE
    assert not preview.next.isEnabled()
    assert preview.area.accessibleDescription().startswith(f"Page {BUNDLE} of {BUNDLE}")
    qtbot.keyClick(preview.area, Qt.Key.Key_PageUp)
    assert preview.page_box.text() == str(BUNDLE - 1)
    qtbot.keyClick(preview.area, Qt.Key.Key_Home)
    assert preview.page_number == 1
    assert not preview.previous.isEnabled()
    preview.page_box.setFocus()
    preview.page_box.selectAll()
    qtbot.keyClicks(preview.page_box, "117")
    qtbot.keyClick(preview.page_box, Qt.Key.Key_Return)
    assert preview.page_number == 117


def test_only_what_is_in_view_is_drawn(preview: PagePreview, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    picture = PdfPages.picture

    def counting(pages: PdfPages, number: int, *rest: object) -> object:
        drawn.append(number)
        return picture(pages, number, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(PdfPages, "picture", counting)
    preview.show_pdf(paper(BUNDLE), "")
    preview.grab()
    preview.area.go_to(99)
    preview.grab()
    assert set(drawn) <= {0, 1, 98, 99, 100}
    drawn.clear()
    preview.area.set_size(400)
    preview.grab()
    assert len(drawn) <= 6, "a large page is drawn in squares, and only those that are seen"


def test_the_page_is_fitted_and_zoomed_between_its_limits(qtbot: QtBot, preview: PagePreview) -> None:
    preview.resize(700, 560)
    preview.show_pdf(paper(3), "")
    area = preview.area
    whole = area.percent
    area.set_size(FIT_WIDTH)
    assert area.percent > whole
    assert area.horizontalScrollBar().maximum() == 0
    area.setFocus()
    before = area.percent
    qtbot.keyClick(area, Qt.Key.Key_Plus)
    assert area.percent > before
    for _ in range(20):
        qtbot.keyClick(area, Qt.Key.Key_Plus)
    assert (area.percent, preview.fit.currentText()) == (400, "400 %")
    assert not preview.larger.isEnabled()
    for _ in range(20):
        qtbot.keyClick(area, Qt.Key.Key_Minus)
    assert area.percent == 50
    assert not preview.smaller.isEnabled()
    area.set_size(FIT_PAGE)
    assert area.percent == whole


def test_control_and_the_wheel_zoom_about_the_place_under_the_pointer(preview: PagePreview) -> None:
    preview.show_pdf(paper(3), "")
    area = preview.area
    area.set_size(100)
    area.go_to(1)
    at = QPointF(200, 300)
    page, place = area._place_at(at)
    wheel = QWheelEvent(
        at, area.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(area.viewport(), wheel)
    assert area.percent == 110
    now_page, now_place = area._place_at(at)
    assert now_page == page
    assert (now_place - place).manhattanLength() < 3


def test_words_are_found_whatever_their_case_spaces_and_hyphens(qtbot: QtBot, preview: PagePreview) -> None:
    preview.show_pdf(paper(4, "On 9\u00a0Dec 2026 in Room\u00a02: a re\u2010trial of the link"), "")
    qtbot.keyClick(preview, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is preview.find_bar.box
    for words in ("9 dec 2026", "room 2", "RE-TRIAL"):
        look_for(qtbot, preview, words)
        assert preview.find_bar.count.text() == "1 of 4", words
    look_for(qtbot, preview, "corridor")
    assert preview.find_bar.count.text() == "Not found"
    assert not preview.find_bar.next.isEnabled()


def test_from_hit_to_hit_with_keys_round_and_back(qtbot: QtBot, preview: PagePreview) -> None:
    preview.show_pdf(paper(12), "")
    preview.area.go_to(2)
    preview.open_search()
    look_for(qtbot, preview, "live link")
    assert preview.find_bar.count.text() == "3 of 12", "it begins at the page in view"
    qtbot.keyClick(preview, Qt.Key.Key_F3)
    assert (preview.find_bar.count.text(), preview.page_number) == ("4 of 12", 4)
    qtbot.keyClick(preview, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert (preview.find_bar.count.text(), preview.page_number) == ("3 of 12", 3)
    for _ in range(3):
        qtbot.keyClick(preview, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert (preview.find_bar.count.text(), preview.page_number) == ("12 of 12", 12)
    assert preview.find_bar.box.accessibleDescription() == "12 of 12"


def test_a_hit_is_marked_where_its_words_stand(qtbot: QtBot, preview: PagePreview) -> None:
    preview.show_pdf(paper(1), "")
    preview.open_search()
    look_for(qtbot, preview, "witness")
    (hit,) = preview.finder.hits
    (box,) = hit.boxes
    assert 72 < box.left() < box.right() < 200
    assert 90 < box.top() < box.bottom() < 110, "the line stands 740 points above the foot of an A4 page"
    page = preview.area._page_box(0)
    middle = page.topLeft() + box.center() * preview.area.scale
    picture = preview.area.viewport().grab().toImage()
    marked = picture.pixelColor(round(middle.x() * picture.devicePixelRatio()), round(middle.y()))
    assert marked != theme.colour("sunk")
    assert marked.name() != "#ffffff"


def test_leaving_the_search_takes_its_marks_away(qtbot: QtBot, preview: PagePreview) -> None:
    preview.show_pdf(paper(2), "")
    preview.open_search()
    look_for(qtbot, preview, "witness")
    qtbot.keyClick(preview.find_bar.box, Qt.Key.Key_Escape)
    assert preview.find_bar.box.text() == ""
    qtbot.keyClick(preview.find_bar.box, Qt.Key.Key_Escape)
    assert not preview.find_bar.isVisible()
    assert preview.finder.hits == []
    assert QApplication.focusWidget() is preview.area


def test_another_paper_stays_at_the_page_and_is_searched_anew(qtbot: QtBot, preview: PagePreview) -> None:
    preview.show_pdf(paper(5), "")
    preview.area.go_to(2)
    preview.open_search()
    look_for(qtbot, preview, "live link")
    preview.show_pdf(paper(4, "No such words, but a live link"), "")
    qtbot.waitUntil(lambda: preview.finder.is_done)
    assert preview.page_number == 3
    assert preview.find_bar.count.text() == "3 of 4"
    preview.show_pdf(b"", "There is no such meeting yet.")
    assert preview.where.text() == "No page"
    assert preview.words.text() == "There is no such meeting yet."
    assert not preview.search.isEnabled()


def test_a_page_is_as_crisp_as_the_screen(preview: PagePreview, monkeypatch: pytest.MonkeyPatch) -> None:
    preview.show_pdf(paper(1), "")
    monkeypatch.setattr(preview.area, "devicePixelRatioF", lambda: 2.0)
    preview.area.set_size(100)
    preview.area.viewport().grab()
    (image, *_rest) = [image for key, image in preview.area._tiles.items() if key[1] == preview.area.scale * 2]
    assert image.devicePixelRatio() == 2.0
