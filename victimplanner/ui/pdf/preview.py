"""A paper in view: its pages, a bar to turn, size and search them. In memory, never a temporary file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.pdf.area import FIT_PAGE, FIT_WIDTH, ZOOMS, PageArea
from victimplanner.ui.pdf.finder import FindBar, Finder
from victimplanner.ui.pdf.pages import PdfPages
from victimplanner.ui.widgets import ChoiceBox, FlowRow, IconButton, announce, label
from victimplanner.ui.widgets.after_events import after_events
from victimplanner.ui.widgets.line import Line

_FULL_SIZE = 100
_TYPING_MS = 150


class PagePreview(QWidget):
    """The pages of a paper with what one needs to read them. Keys: see the tips of the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: PdfPages | None = None
        self._page_told: tuple[object, int] | None = None
        self.area = PageArea()
        self.finder = Finder(self)
        self._build()
        self._connect()
        self.show_pdf(b"", "")

    def _build(self) -> None:
        self.previous = IconButton("chevron-left", "Previous page", key="Page up", object_name="previousPage")
        self.next = IconButton("chevron-right", "Next page", key="Page down", object_name="nextPage")
        self.page_box = Line()
        self.page_box.setObjectName("pageNumber")
        self.page_box.setAccessibleName("Page number")
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.where = label("")
        self.fit = ChoiceBox("Size of the page", object_name="fit")
        self.smaller = IconButton("minus", "Smaller", key="-", object_name="zoomOut")
        self.larger = IconButton("plus", "Larger", key="+", object_name="zoomIn")
        self.search = IconButton("search", "Find in this paper", key="Ctrl+F", object_name="openFind")
        self.bar = FlowRow(self.previous, self.page_box, self.where, self.next, self.fit, self.smaller, self.larger,
                           self.search)  # fmt: skip
        self.find_bar = FindBar()
        self.find_bar.hide()
        self.words = label("", "secondary", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 9, 12, 12)
        for widget, stretch in ((self.bar, 0), (self.find_bar, 0), (self.words, 1), (self.area, 1)):
            box.addWidget(widget, stretch)
        self._fit_box()
        theme.signals().changed.connect(self._fit_box)

    def _fit_box(self) -> None:
        self.page_box.setFixedWidth(round(theme.metrics().horizontalAdvance("0000")) + theme.px(20))

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        self.page_box.editingFinished.connect(self._go_to_typed)
        self.fit.activated.connect(lambda _: self.area.set_size(self.fit.value()))
        self.smaller.clicked.connect(lambda: self.area.zoom(-1))
        self.larger.clicked.connect(lambda: self.area.zoom(1))
        self.area.page_changed.connect(lambda _: self._show_page())
        self.area.zoom_changed.connect(self._show_size)
        self.search.clicked.connect(self.open_search)
        self.find_bar.left.connect(self.close_search)
        self.find_bar.previous.clicked.connect(lambda: self.finder.step(-1))
        self.find_bar.next.clicked.connect(lambda: self.finder.step(1))
        self.find_bar.box.returnPressed.connect(self._find_now_or_next)
        self._typing = after_events(self, self._find)
        self._typing.setInterval(_TYPING_MS)
        self.find_bar.box.textChanged.connect(lambda _: self._typing.start())
        self.finder.changed.connect(self._show_found)

    def add_keys(self, window: QWidget) -> None:
        """Let the keys of searching work in the whole window."""
        for keys, act in (
            ("Ctrl+F", self.open_search),
            ("F3", lambda: self.finder.step(1)),
            ("Shift+F3", lambda: self.finder.step(-1)),
        ):
            QShortcut(QKeySequence(keys), window, act)

    def stops(self) -> list[QWidget]:
        """The controls in the order in which Tab reaches them."""
        bar = (self.previous, self.page_box, self.next, self.fit, self.smaller, self.larger, self.search)
        found = self.find_bar
        return [*bar, found.box, found.previous, found.next, found.close_it, self.area]

    # ------------------------------------------------------------ the paper

    def show_pdf(self, pdf: bytes, words: str) -> None:
        """Show a paper, staying on the same page if it has one, or words in its place."""
        self.close_pdf()
        if pdf:
            self._pages = PdfPages(pdf)
        self.words.setText(words)
        self.words.setVisible(not pdf)
        self.area.setVisible(bool(pdf))
        self.area.show_pages(self._pages)
        self._show_page()
        self._show_size()
        if self.find_bar.box.text():
            self._find()

    def close_pdf(self) -> None:
        """Let go of the paper."""
        self.finder.start(None, "", 0)
        pages, self._pages = self._pages, None
        self.area.show_pages(None)
        if pages is not None:
            pages.close()

    @property
    def page_count(self) -> int:
        return self._pages.count if self._pages is not None else 0

    @property
    def page_number(self) -> int:
        """The page in view, from 1; 0 when there is none."""
        return self.area.page + 1 if self.page_count else 0

    def turn(self, step: int) -> None:
        """Go to the next or the previous page."""
        self.area.go_to(self.area.page + step)

    def _go_to_typed(self) -> None:
        typed = self.page_box.text().strip()
        if typed.isdecimal() and int(typed) != self.page_number:
            self.area.go_to(int(typed) - 1)
        self._show_page()

    # ------------------------------------------------------------ showing

    def _show_page(self) -> None:
        number, count = self.area.page, self.page_count
        self.page_box.setEnabled(count > 0)
        self.page_box.setText(str(number + 1) if count else "")
        self.page_box.setValidator(QIntValidator(1, max(1, count), self.page_box))
        self.where.setText(f"of {count}" if count else "No page")
        self.previous.setEnabled(count > 0 and number > 0)
        self.next.setEnabled(number + 1 < count)
        for widget in (self.fit, self.smaller, self.larger, self.search):
            widget.setEnabled(count > 0)
        told = (self._pages, number)
        if told == self._page_told:
            return
        self._page_told = told
        self.area.setAccessibleDescription(self._pages.words(number) if self._pages is not None and count else "")
        if count and self.isVisible():
            announce(self, f"Page {number + 1} of {count}")

    def _show_size(self) -> None:
        size = self.area.size_chosen
        steps = sorted({_FULL_SIZE, 50, 75, 150, 200, 300, 400} | ({size} if isinstance(size, int) else set()))
        self.fit.set_choices([(FIT_PAGE, "Fit page"), (FIT_WIDTH, "Fit width"), *((z, f"{z} %") for z in steps)])
        self.fit.set_value(size)
        self.smaller.setEnabled(self.page_count > 0 and self.area.percent > ZOOMS[0])
        self.larger.setEnabled(self.page_count > 0 and self.area.percent < ZOOMS[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunk"))

    # ------------------------------------------------------------ searching

    def open_search(self) -> None:
        """Show the search with the cursor in it."""
        if not self.page_count:
            return
        self.find_bar.show()
        self.find_bar.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_bar.box.selectAll()

    def close_search(self) -> None:
        """Hide the search and its marks; the page keeps its place and takes the keyboard."""
        self._typing.stop()
        self.find_bar.box.clear()
        self._typing.stop()
        self._find()
        self.find_bar.hide()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self) -> None:
        self._typing.stop()
        self.finder.start(self._pages, self.find_bar.box.text(), self.area.page)

    def _find_now_or_next(self) -> None:
        """Enter: what was typed last is looked for; once it is found, Enter goes on to the next place."""
        if self._typing.isActive():
            self._find()
        else:
            self.finder.step(1)

    def _show_found(self) -> None:
        if self.finder.is_done:
            self.area.mark(self.finder.hits, self.finder.hit)
        self.find_bar.show_found(self.finder)
