"""The pages of a paper, drawn in memory: never a temporary file."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets import ChoiceBox, IconButton, announce, label

FIT_PAGE, FIT_WIDTH, ACTUAL = "page", "width", "actual"
_POINTS_PER_INCH = 72
_SCREEN_DPI = 96
_MARGIN = 14


class PagePreview(QWidget):
    """One page at a time, with previous and next, fitted to the page or the width."""

    def __init__(self) -> None:
        super().__init__()
        self._document: pypdfium2.PdfDocument | None = None
        self._count = 0
        self._number = 0
        self.previous = IconButton("chevron-left", "Previous page (Page up)", object_name="previousPage")
        self.next = IconButton("chevron-right", "Next page (Page down)", object_name="nextPage")
        self.where = label("")
        self.fit = ChoiceBox("Size of the page", object_name="fit")
        self.fit.set_choices([(FIT_PAGE, "Fit page"), (FIT_WIDTH, "Fit width"), (ACTUAL, "Full size")])
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        self.fit.currentIndexChanged.connect(lambda _: self._draw())
        self.sheet = Sheet()
        self.area = QScrollArea()
        self.area.setObjectName("pageArea")
        self.area.setAccessibleName("Page preview")
        self.area.setWidget(self.sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.installEventFilter(self)
        self.words = label("", "secondary", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QHBoxLayout()
        bar.setSpacing(theme.SPACE_3)
        bar.addStretch(1)
        for widget in (self.previous, self.where, self.next, self.fit):
            bar.addWidget(widget)
        bar.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 9, 12, 12)
        box.addLayout(bar)
        box.addWidget(self.words, 1)
        box.addWidget(self.area, 1)
        self._timer = QTimer(self, singleShot=True, interval=60, timeout=self._draw)
        self.show_pdf(b"", "")

    def show_pdf(self, pdf: bytes, words: str) -> None:
        """Show a paper, staying on the same page if it has one, or words in its place."""
        self.close_pdf()
        if pdf:
            self._document = pypdfium2.PdfDocument(pdf)
            self._count = len(self._document)
        self._number = min(self._number, max(0, self._count - 1))
        self.words.setText(words)
        self.words.setVisible(not pdf)
        self.area.setVisible(bool(pdf))
        self._draw()

    def close_pdf(self) -> None:
        """Let go of the paper."""
        if self._document is not None:
            self._document.close()
        self._document, self._count = None, 0

    def turn(self, step: int) -> None:
        """Go to the next or the previous page."""
        number = max(0, min(self._count - 1, self._number + step))
        if number != self._number and self._count:
            self._number = number
            self._draw()
            announce(self, self.where.text())

    @property
    def page_number(self) -> int:
        """The page in view, from 1; 0 when there is none."""
        return self._number + 1 if self._count else 0

    def _draw(self) -> None:
        self.where.setText(f"Page {self._number + 1} of {self._count}" if self._count else "No page")
        self.previous.setEnabled(self._count > 0 and self._number > 0)
        self.next.setEnabled(self._number + 1 < self._count)
        if self._document is None:
            self.sheet.show_image(QImage())
            return
        page = self._document[self._number]
        width, height = page.get_size()
        ratio = self.devicePixelRatioF()
        image = _image(page, self._zoom(width, height) * ratio)
        image.setDevicePixelRatio(ratio)
        text = page.get_textpage()
        self.area.setAccessibleDescription(text.get_text_bounded())
        text.close()
        page.close()
        self.sheet.show_image(image)

    def _zoom(self, width: float, height: float) -> float:
        """Pixels per point for the way of fitting chosen."""
        room = self.area.size() - QSize(2 * _MARGIN, 2 * _MARGIN)
        if self.fit.value() == ACTUAL:
            return _SCREEN_DPI / _POINTS_PER_INCH
        if self.fit.value() == FIT_WIDTH:
            return max(0.2, (room.width() - 8) / width)
        return max(0.2, min(room.width() / width, room.height() / height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunk"))

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.turn(step)
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]


class Sheet(QWidget):
    """The picture of one page with a thin border."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.resize((image.deviceIndependentSize().toSize() if not image.isNull() else QSize(10, 10)) + QSize(2, 2))
        self.update()

    def image(self) -> QImage:
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.drawImage(1, 1, self._image)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _image(page: pypdfium2.PdfPage, scale: float) -> QImage:
    """A page as a picture of its own memory."""
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
    bitmap.close()
    return image
