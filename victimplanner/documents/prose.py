"""Running text: narrative, questions and answers, quotations, bullets, and the notes that take over long cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.blocks import NOT_RECORDED, paragraph, paragraphs
from victimplanner.documents.fonts import BOLD
from victimplanner.documents.look import FILE_LOOK, TEXT, Look
from victimplanner.documents.paragraph import PaperParagraph, labelled
from victimplanner.documents.structure import Element
from victimplanner.documents.text import HARD_SPACE, Marked, safe, without_markup
from victimplanner.documents.together import Together

CELL_LIMIT = 240  # characters; longer text is set below its table, where it can flow over pages
_A_LINE_BREAK_WEIGHS = 40
_A_SHORT_QUOTATION = 500  # characters that stay on one page with whose words they are


class Marks:
    """Counts the facts that should be there and are not, for the summary box."""

    def __init__(self) -> None:
        self.count = 0

    def not_recorded(self) -> Marked:
        self.count += 1
        return NOT_RECORDED

    def or_missing(self, text: str) -> str:
        """Return `text`, or the mark for a fact that must be recorded."""
        return text if text.strip() else self.not_recorded()


class Notes:
    """Takes long text out of table cells: the cell says "See note 2 below", the note follows the table in full."""

    def __init__(self, look: Look = FILE_LOOK) -> None:
        self._look = look
        self._number = 0
        self._waiting: list[tuple[int, str, str]] = []

    def short(self, text: str, about: str, limit: int = CELL_LIMIT) -> str:
        """Return `text` if it fits a cell, otherwise where to find it. `about` heads the note."""
        plain = without_markup(text)
        if len(plain) + _A_LINE_BREAK_WEIGHS * plain.count("\n") <= limit:
            return text
        self._number += 1
        self._waiting.append((self._number, about, text))
        return f"See note {self._number} below."

    def take(self) -> list[Flowable]:
        """Return the notes that wait, for the place under the table. They wait no more."""
        waiting, self._waiting = self._waiting, []
        made: list[Flowable] = [Spacer(1, 5)] if waiting else []
        for number, about, text in waiting:
            made += paragraphs(text, self._look.body, f"Note {number}. {without_markup(about)}.")
        return made


def narrative(number: str, at: str, text: str, look: Look = FILE_LOOK) -> list[Flowable]:
    """Return one numbered paragraph; number and time hang in the left margin."""
    parts = [part for part in text.splitlines() if part.strip()] or [""]
    label = number + (f"{HARD_SPACE}{HARD_SPACE}{at}" if at else "")
    first = labelled(paragraph(parts[0], _with_bold_label(look.narrative)), label)
    return [first, *(paragraph(part, look.narrative) for part in parts[1:])]


def _with_bold_label(style: Any) -> Any:
    return style.clone("labelled", bulletFontName=BOLD, bulletFontSize=8.5)


def question_and_answer(question: str, answer: str, look: Look = FILE_LOOK) -> Flowable:
    """Return a question with its answer, kept together as far as a page can hold them."""
    made = _hanging("Q.", question, look) + _hanging("A.", answer, look)
    return Together([*made, Spacer(1, 5)])


def _hanging(label: str, text: str, look: Look) -> list[Flowable]:
    parts = [text] if isinstance(text, Marked) else [part for part in text.splitlines() if part.strip()] or ["–"]
    first = labelled(paragraph(parts[0], look.answer), label)
    return [first, *(paragraph(part, look.answer) for part in parts[1:])]


class _Barred(PaperParagraph):
    """A paragraph with a bar at its left, which goes on when the paragraph breaks over pages."""

    def draw(self) -> None:
        with self.canv.decoration():
            self.canv.saveState()
            self.canv.setStrokeColor(TEXT)
            self.canv.setLineWidth(2)
            self.canv.line(1.5, -1, 1.5, self.height - 1)
            self.canv.restoreState()
        super().draw()


def quotation(words: str, source: str, look: Look = FILE_LOOK) -> list[Flowable]:
    """Return verbatim words with a bar at the left, and under them whose they are and of which day."""
    style = look.quotation
    parts = [part for part in words.strip().splitlines() if part.strip()]
    texts = [safe(part) for part in parts]
    if texts:
        texts[0] = Marked(f"“{texts[0]}")
        texts[-1] = Marked(f"{texts[-1]}”")
    said = Element("BlockQuote")
    small = style.clone("source", fontSize=look.label.fontSize, leading=look.label.leading + 2)
    small = small.clone("source", textColor=look.label.textColor, spaceAfter=5)
    made: list[Flowable] = [_barred(text, style, said) for text in texts]
    made.append(_barred(safe(source), small, said))
    return [Together(made)] if len(words) <= _A_SHORT_QUOTATION else made


def _barred(words: Marked, style: Any, said: Element) -> _Barred:
    made = _Barred(words, style)
    made.element = Element("P", said)
    return made


def bullets(items: Sequence[str], look: Look = FILE_LOOK) -> list[Flowable]:
    listed = Element("L", numbering="Disc")
    return [_item(listed, "•", item, look.bullet) for item in items]


def _item(listed: Element, label: str, words: str, style: Any) -> PaperParagraph:
    item = Element("LI", listed)
    return labelled(paragraph(words, style, Element("LBody", item)), label, Element("Lbl", item))


def numbered(items: Sequence[str], look: Look = FILE_LOOK) -> list[Flowable]:
    """Return a list numbered from 1; an item may have more than one paragraph."""
    made: list[Flowable] = []
    listed = Element("L", numbering="Decimal")
    style = look.bullet.clone("numbered", leftIndent=20)
    for number, item in enumerate(items, start=1):
        parts = [item] if isinstance(item, Marked) else [part for part in item.splitlines() if part.strip()] or [""]
        first = _item(listed, f"{number}.", parts[0], style)
        made += [first, *(paragraph(part, style, first.element) for part in parts[1:])]
    return made
