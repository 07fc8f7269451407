"""Papers to a printer: each page at its true size, drawn as finely as the printer prints.

Runs beside the window, on the work thread; whoever watches may stop it between two pages.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from victimplanner.domain.errors import Cancelled
from victimplanner.ui.asking import PrintChoice
from victimplanner.ui.pdf.pages import POINTS_PER_INCH, PdfPages

log = logging.getLogger(__name__)

Report = Callable[[int, int, str], None]
"""Told how many pages of all are drawn, and words; raises Cancelled when the person asked to stop."""

JOB_NAME = "VictimPlanner"  # stands in the queue of a printer that others see: never what the paper is
FINEST_DPI = 600  # finer than the eye sees on paper, and as much as a page can weigh
COARSEST_DPI = 300
_BAND = 1024  # rows of dots drawn at once: a whole page would take a hundred megabytes
_INK = 0x11  # the darkest grey of our papers, which a printer would make of dots instead of pure black
_BLACKER = bytes(max(0, round((level - _INK) * 255 / (255 - _INK))) for level in range(256))


def print_copies(copies: Sequence[bytes], choice: PrintChoice, report: Report) -> int:
    """Print each copy as a job of its own; return how many were printed in full.

    A job that is stopped or that the printer refuses is thrown away where the system can do that. Where it cannot, the
    pages drawn so far come out; no half copy is counted.
    """
    for number, pdf in enumerate(copies):

        def tell(page: int, pages: int, number: int = number) -> None:
            report(number * pages + page, len(copies) * pages, f"Printing copy {number + 1} of {len(copies)}")

        try:
            is_printed = _print_one(pdf, choice, tell)
        except Exception as problem:
            if number == 0:
                raise
            log.warning("Printing failed: %s", type(problem).__name__)  # the copies before are on paper: they count
            is_printed = False
        if not is_printed:
            return number
    return len(copies)


def _print_one(pdf: bytes, choice: PrintChoice, tell: Callable[[int, int], None]) -> bool:
    pages = PdfPages(pdf)
    printer = choice.open_printer()
    printer.setDocName(JOB_NAME)
    painter = QPainter()
    try:
        wanted = range(choice.first - 1, min(choice.last or pages.count, pages.count))
        for drawn, number in enumerate(wanted):
            tell(drawn, len(wanted))
            _set_paper(printer, pages.sizes[number])
            if not (painter.begin(printer) if drawn == 0 else printer.newPage()):
                printer.abort()
                return False
            _draw(painter, printer, pages, number)
        tell(len(wanted), len(wanted))
        return bool(painter.isActive() and painter.end())
    except Cancelled:
        printer.abort()
        return False
    finally:
        if painter.isActive():
            painter.end()
        pages.close()


def _set_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    """The sheet has the size of the page and nothing is scaled, whatever was chosen in the dialog."""
    width, height = size
    paper = QPageSize(QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, way, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def _draw(painter: QPainter, printer: QPrinter, pages: PdfPages, number: int) -> None:
    """Draw a page in bands from the upper left of the sheet."""
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    dots = max(COARSEST_DPI, min(FINEST_DPI, printer.resolution()))
    scale = dots / POINTS_PER_INCH
    width, height = (round(side * scale) for side in pages.sizes[number])
    stretch = printer.resolution() / dots
    for top in range(0, height, _BAND):
        part = QRect(0, top, width, min(_BAND, height - top))
        image = _black(pages.picture(number, scale, part))
        place = QRectF(QPointF(0, top * stretch), QSizeF(image.size()) * stretch)
        painter.drawImage(place, image)


def _black(image: QImage) -> QImage:
    """The same picture with our darkest ink as pure black and white as white."""
    content = bytes(image.constBits()).translate(_BLACKER)
    return QImage(content, image.width(), image.height(), image.bytesPerLine(), image.format()).copy()
