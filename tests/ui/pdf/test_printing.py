"""Papers to a printer: true size, pure black, page range, a job for each copy, and what is left of a stopped one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication

from tests.ui.pdf.papers import SQUARE, paper
from victimplanner.domain.errors import Cancelled
from victimplanner.ui.asking import PrintChoice
from victimplanner.ui.dialogs import QtDialogs
from victimplanner.ui.pdf import PdfPages, page_text
from victimplanner.ui.pdf.printing import JOB_NAME, print_copies

A4_HEIGHT = 842


class Jobs:
    """A printer that puts each job in a file of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printers: list[QPrinter] = []

    def open(self) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / f"job{len(self.printers) + 1}.pdf"))
        printer.setResolution(300)
        self.printers.append(printer)
        return printer

    def choice(self, copies: int, first: int, last: int | None) -> PrintChoice:
        return PrintChoice(copies, first, last, self.open)

    def pages(self, job: int) -> PdfPages:
        return PdfPages((self.folder / f"job{job}.pdf").read_bytes())


@pytest.fixture
def jobs(tmp_path: Path, qapp: QApplication) -> Jobs:
    return Jobs(tmp_path)


def said(_done: int, _total: int, _words: str) -> None:
    """Nobody watches."""


def test_each_copy_is_a_job_and_the_queue_says_nothing_of_it(jobs: Jobs) -> None:
    assert print_copies((paper(2), paper(3)), jobs.choice(2, 1, 3), said) == 2
    assert [jobs.pages(job).count for job in (1, 2)] == [2, 3]
    assert {printer.docName() for printer in jobs.printers} == {JOB_NAME}


def test_a_page_comes_out_at_its_true_size_on_a4(jobs: Jobs) -> None:
    print_copies((paper(1),), jobs.choice(1, 1, 1), said)
    printed = jobs.pages(1)
    assert printed.sizes == ((595.0, 842.0),)
    picture = printed.picture(0, 4)
    left, bottom, side = SQUARE
    top = A4_HEIGHT - bottom - side
    black, white = QColor("#000000"), QColor("#ffffff")
    for inside, outside in (
        ((left + 1, top + 1), (left - 1, top - 1)),
        ((left + side - 1, top + side - 1), (left + side + 1, top + side + 1)),
    ):
        assert picture.pixelColor(inside[0] * 4, inside[1] * 4) == black
        assert picture.pixelColor(outside[0] * 4, outside[1] * 4) == white


def test_the_ink_of_our_papers_comes_out_as_pure_black(jobs: Jobs) -> None:
    before = PdfPages(paper(1)).picture(0, 1)
    place = (SQUARE[0] + 20, A4_HEIGHT - SQUARE[1] - 20)
    assert before.pixelColor(*place).name() == "#111111"
    print_copies((paper(1),), jobs.choice(1, 1, 1), said)
    assert jobs.pages(1).picture(0, 1).pixelColor(*place).name() == "#000000"


def test_only_the_pages_chosen_are_printed(jobs: Jobs) -> None:
    told: list[tuple[int, int]] = []
    print_copies((paper(5),), jobs.choice(1, 2, 3), lambda done, total, _words: told.append((done, total)))
    assert jobs.pages(1).count == 2
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_stop_in_the_middle_of_a_copy_counts_only_the_copies_before_it(jobs: Jobs) -> None:
    def stop(done: int, _total: int, _words: str) -> None:
        if done == 4:
            raise Cancelled("Stopped.")

    assert print_copies((paper(3), paper(3), paper(3)), jobs.choice(3, 1, 3), stop) == 1
    assert jobs.pages(1).count == 3
    assert len(jobs.printers) == 2, "the third copy was not begun"
    assert jobs.pages(2).count < 3


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_begin_prints_nothing(tmp_path: Path, qapp: QApplication) -> None:
    jobs = Jobs(tmp_path / "taken away")
    assert print_copies((paper(1),), jobs.choice(1, 1, 1), said) == 0


def test_the_words_are_pictures_on_paper(jobs: Jobs) -> None:
    """What is drawn is what was looked at: no other program lays the words out again."""
    print_copies((paper(1),), jobs.choice(1, 1, 1), said)
    assert page_text((jobs.folder / "job1.pdf").read_bytes()).strip() == ""


def test_the_dialog_of_the_system_says_how_many_copies_and_which_pages(qapp: QApplication) -> None:
    seen: list[tuple[str, int, int, bool]] = []

    def answer(dialog: QPrintDialog) -> None:
        may_write_files = dialog.testOption(QPrintDialog.PrintDialogOption.PrintToFile)
        seen.append((dialog.windowTitle(), dialog.minPage(), dialog.maxPage(), may_write_files))
        printer = dialog.printer()
        printer.setCopyCount(3)
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 4)
        dialog.done(QPrintDialog.DialogCode.Accepted)

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        answer(dialog)

    QTimer.singleShot(100, meet)
    choice = QtDialogs().choose_printer(5, 1)
    assert seen == [("Print", 1, 5, False)]
    assert choice is not None
    assert (choice.copies, choice.first, choice.last) == (3, 2, 4)
    printer = choice.open_printer()
    assert printer.copyCount() == 1, "each copy is a job of its own"
    assert printer.printRange() == QPrinter.PrintRange.AllPages


def test_no_printer_chosen_is_no_choice(qapp: QApplication) -> None:
    QTimer.singleShot(100, lambda: QApplication.activeModalWidget().reject())  # type: ignore[attr-defined]
    assert QtDialogs().choose_printer(5, 1) is None


def test_all_pages_is_a_choice_that_knows_no_last_page(qapp: QApplication) -> None:
    QTimer.singleShot(100, lambda: QApplication.activeModalWidget().accept())  # type: ignore[attr-defined]
    choice = QtDialogs().choose_printer(0, 1)
    assert choice is not None
    assert (choice.copies, choice.first, choice.last) == (1, 1, None)


def test_copies_on_paper_count_though_the_next_one_fails(tmp_path: Path, qapp: QApplication) -> None:
    class Failing(Jobs):
        """A printer that is taken away after the first job."""

        def open(self) -> QPrinter:
            if self.printers:
                raise OSError("taken away")
            return super().open()

    jobs = Failing(tmp_path)
    assert print_copies((paper(2), paper(2)), jobs.choice(2, 1, None), said) == 1
    with pytest.raises(OSError, match="taken away"):
        print_copies((paper(1),), jobs.choice(1, 1, None), said)
