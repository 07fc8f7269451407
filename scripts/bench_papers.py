"""How fast papers are made, as ratios within one run: `scripts/bench papers`.

The floor is the same words at the same places, drawn one string a line on a bare canvas with the same fonts: what no
layout can go below. Each document is of an invented case of its own. Every round makes each document in every way in
turn, so that a busy moment of the machine falls on all alike; a median of rounds stands for each way. Single documents
are measured in processor time, batches by the clock on the wall: those are for a machine that does nothing else.

Beside ours stands what somebody might pick instead, each where it is there and skipped with a line where not:
LibreOffice (`soffice`), and fpdf2 and WeasyPrint in the Python that VICTIMPLANNER_BENCH_PYTHON names, or in this one.
They get the same words as headings, paragraphs and tables and lay them out in their own way. The project needs none.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pypdfium2 as pdfium
from bench_rivals import Rival, find_rivals
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepTogether, Table

from tests import builders
from tests.documents.making import an_issue, facts_for
from victimplanner.documents import page
from victimplanner.documents.blocks import Heading
from victimplanner.documents.canvas import PaperCanvas
from victimplanner.documents.finish import protect
from victimplanner.documents.fonts import BOLD, REGULAR, register_fonts
from victimplanner.documents.look import PAGE_HEIGHT, PAGE_WIDTH
from victimplanner.documents.paragraph import PaperParagraph
from victimplanner.documents.render import make_paper
from victimplanner.domain.issued import Output, PaperKind
from victimplanner.services.paper_making import PaperOrder, make_copies

_ROUNDS = 7
_DOCUMENTS = 12  # of each kind in a round
_BATCH = 1000
_PASSPHRASE = "seven grey stones in a row"
_TALK = (
    "she said that the screen would help her to speak and asked who could see her from the gallery whether a break may "
    "be taken how long the questions last what happens if the link fails before noon which door is used on that day "
    "we explained in plain words what the judge decides and noted her answer then went on to the next matter calmly"
)

Line = tuple[str, float, float, float, str]
"""Font, size, left, baseline (points) and the words."""


# ---------------------------------------------------------------- what is made


def an_order(kind: PaperKind, number: int) -> PaperOrder:
    """Return what it takes to make a paper whose case has an URN, a reference and words of its own."""
    chance = random.Random(number)
    words = partial(_sentences, chance)
    base = builders.a_decided_witness_file()
    meeting = replace(
        base.meetings[0],
        paragraphs=tuple(builders.a_paragraph(n, words(45)) for n in range(1, 7)),
        questions=tuple(builders.a_question(n, words(9), words(14)) for n in range(1, 5)),
        views=tuple(v.model_copy(update={"own_words": words(12)}) for v in base.views),
    )
    file = replace(
        base,
        case=base.case.model_copy(update={"urn": f"99VP{number:05d}26"}),
        witness=base.witness.model_copy(update={"reference": f"W-{chance.choice('ABCDEFHK')}{number % 10}"}),
        views=meeting.views,
        meetings=(meeting,),
        decisions=tuple(d.model_copy(update={"reason": words(16)}) for d in base.decisions),
    )
    return PaperOrder(kind, Output.SCREEN, file, meeting, facts_for(file), an_issue(), ())


def _sentences(chance: random.Random, length: int) -> str:
    words = _TALK.split()
    start = chance.randrange(len(words))
    picked = [words[(start + at * chance.choice((1, 1, 1, 2))) % len(words)] for at in range(length)]
    return " ".join(picked).capitalize() + "."


def tagged(order: PaperOrder, *, is_archive: bool = False) -> bytes:
    made = make_paper(order.spec, order.file, order.meeting, order.issue, order.facts, is_archive=is_archive)
    return made.pdf


def plain(order: PaperOrder) -> bytes:
    """Lay a paper out without marks and without what is done to a finished file."""
    with patch.multiple(page, PaperCanvas=_Unmarked, finish=bytes):
        return tagged(order)


class _Unmarked(PaperCanvas):
    """A canvas that draws and marks nothing."""

    def words_of(self, _element: object) -> Any:
        return nullcontext()

    def decoration(self, _kind: str = "") -> Any:
        return nullcontext()


# ---------------------------------------------------------------- the floor


def lines_of(pdf: bytes) -> list[list[Line]]:
    """Return every line of text of a paper, page by page, where it stands."""
    pages = []
    with pdfium.PdfDocument(pdf) as opened:
        for one in opened:
            found = one.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=one.get_textpage())
            pages.append([_line(part) for part in found])
    return pages


def _line(part: Any) -> Line:
    place = part.get_matrix()
    font = BOLD if "Bold" in part.get_font().get_base_name() else REGULAR
    return font, round(part.get_font_size(), 2), place.e, place.f, part.extract()


def _to_compare(pages: Sequence[Sequence[Line]]) -> list[Any]:
    """Return words and places without the hundredths of points and the spaces at line ends that a reader makes up."""
    return [[(f, size, round(x, 1), round(y, 1), words.strip()) for f, size, x, y, words in on] for on in pages]


def draw_floor(pages: Sequence[Sequence[Line]]) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, (PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1, initialFontName=REGULAR)
    for lines in pages:
        for font, size, left, baseline, words in lines:
            canvas.setFont(font, size)
            canvas.drawString(left, baseline, words)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


# ---------------------------------------------------------------- the same words for others


def blocks_of(order: PaperOrder) -> list[Any]:
    """Return a paper as ["h1"|"h2"|"h3"|"p", words] and ["table", head rows, rows of cells], in reading order."""
    return list(_blocks(order.spec.build(order.file, order.meeting, order.issue, order.facts)))


def _blocks(flowables: Sequence[Any]) -> Iterator[Any]:
    for flowable in flowables:
        if isinstance(flowable, Heading):
            yield ["h2", flowable.words]
        elif isinstance(flowable, PaperParagraph):
            kind = flowable.element.kind.lower()
            yield [kind if kind in ("h1", "h3") else "p", _words(flowable)]
        elif isinstance(flowable, Table):
            rows = [["\n".join(map(_words, _cells(cell))) for cell in row] for row in flowable._cellvalues]
            yield ["table", int(flowable.repeatRows), rows]
        elif isinstance(flowable, KeepTogether):
            yield from _blocks(flowable._content)


def _cells(cell: Any) -> Sequence[Any]:
    return [part for part in (cell if isinstance(cell, (list, tuple)) else [cell]) if isinstance(part, PaperParagraph)]


def _words(paragraph: PaperParagraph) -> str:
    return f"{paragraph.label} {paragraph.getPlainText()}".strip()


# ---------------------------------------------------------------- measuring


def _took(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    gc.collect()  # nobody pays for what another left behind
    start = clock()
    work()
    return clock() - start


def bench_kind(kind: PaperKind, rivals: Sequence[Rival]) -> None:
    """Print what one document of a kind takes in every way, and how many times the floor that is."""
    made = [an_order(kind, number) for number in range(1, _DOCUMENTS + 1)]
    lines = [lines_of(tagged(order)) for order in made]
    for own in lines:
        assert _to_compare(lines_of(draw_floor(own))) == _to_compare(own), "the floor has the same words and places"
    ways: dict[str, Callable[[int], bytes]] = {
        "the floor: bare canvas, same strings": lambda at: draw_floor(lines[at]),
        "plain: ReportLab, no tags": lambda at: plain(made[at]),
        "tagged: PDF/UA-1, as papers are": lambda at: tagged(made[at]),
        "tagged and protected: AES-256": lambda at: protect(tagged(made[at]), _PASSPHRASE),
        "archive: PDF/A-2a and PDF/UA-1": lambda at: tagged(made[at], is_archive=True),
    }
    times: dict[str, list[float]] = {way: [] for way in (*ways, *(rival.name for rival in rivals))}
    pages = {way: sum(_pages_of(make(at)) for at in range(_DOCUMENTS)) for way, make in ways.items()}  # warms up, too
    with tempfile.TemporaryDirectory() as folder:
        for number, rival in enumerate(rivals):
            rival.take([blocks_of(order) for order in made], Path(folder) / str(number))
        for _ in range(_ROUNDS):
            spent = dict.fromkeys(ways, 0.0)
            for at in range(_DOCUMENTS):
                for way, make in ways.items():
                    spent[way] += _took(lambda: make(at))  # noqa: B023  # called at once
            for way, seconds in spent.items():
                times[way].append(seconds / _DOCUMENTS)
            for rival in rivals:
                times[rival.name].append(rival.seconds_each())
        for rival in rivals:
            pages[rival.name] = sum(_pages_of(path.read_bytes()) for path in rival.made())
    floor = statistics.median(times[next(iter(ways))])
    print(f"\n{made[0].spec.title}: {pages[next(iter(ways))] / _DOCUMENTS:.1f} pages")
    print(f"{'':<40}{'ms each':>9}{'x floor':>9}{'pages/s':>9}")
    for way, rounds in times.items():
        each = statistics.median(rounds)
        print(f"{way:<40}{each * 1000:>9.1f}{each / floor:>9.2f}{pages[way] / _DOCUMENTS / each:>9.0f}")


def _pages_of(pdf: bytes) -> int:
    try:
        with pdfium.PdfDocument(pdf) as opened:
            return len(opened)
    except pdfium.PdfiumError:
        with pdfium.PdfDocument(pdf, password=_PASSPHRASE) as opened:
            return len(opened)


def bench_batch() -> None:
    """Print what a batch takes with one and with two processes; starting them counts."""
    kinds = (PaperKind.MEETING_RECORD, PaperKind.SPECIAL_MEASURES)
    batch = [an_order(kinds[number % 2], number) for number in range(1, _BATCH + 1)]
    print(f"\nA batch of {_BATCH} documents, half of each kind, tagged")
    one, two = (_took(lambda: _make_batch(batch, processes), time.perf_counter) for processes in (1, 2))  # noqa: B023
    print(f"{'one process':<40}{one:>8.1f} s{_BATCH / one:>9.1f} documents/s")
    print(f"{'two processes':<40}{two:>8.1f} s{_BATCH / two:>9.1f} documents/s   {one / two:.2f} x one")


def _make_batch(batch: Sequence[PaperOrder], processes: int) -> None:
    if processes == 1:
        assert all(map(_made, batch))
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        assert all(pool.map(_made, batch))


def _made(order: PaperOrder) -> bytes:
    """Make a copy as a batch of the program does, and hand it back."""
    return make_copies(order)[0].rendered.pdf


def main() -> None:
    """Print everything: some five minutes, ten with all rivals."""
    register_fonts()
    print(f"Python {sys.version.split()[0]}; medians of {_ROUNDS} rounds of {_DOCUMENTS} documents, each another case")
    rivals, absent = find_rivals()
    for sentence in absent:
        print(sentence)
    for kind in (PaperKind.MEETING_RECORD, PaperKind.SPECIAL_MEASURES):
        bench_kind(kind, rivals)
    for rival in rivals:
        rival.close()
    bench_batch()
