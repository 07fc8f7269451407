"""Paragraphs that know what they are: their words are marked for people who hear the paper instead of seeing it."""

from __future__ import annotations

import re
from typing import Any
from weakref import WeakKeyDictionary
from xml.sax.saxutils import unescape

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.platypus import Paragraph
from reportlab.platypus.paragraph import cleanBlockQuotedText

from victimplanner.documents.fonts import BOLD
from victimplanner.documents.structure import Element
from victimplanner.documents.text import HARD_SPACE

_PIECES: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # by style: a piece of text in it, to be copied
_MARKS = re.compile(r"(<b>|</b>|<br/>)")
_OUR_MARKS = re.compile(r"[^<]*(?:(?:<b>|</b>|<br/>)[^<]*)*")
_HAIR = 1e-8  # points
_SHARE_AT_LEFT = {TA_LEFT: 0.0, TA_CENTER: 0.5, TA_RIGHT: 1.0}


class PaperParagraph(Paragraph):  # type: ignore[misc]  # the layout library has no types
    """A paragraph and its element. Parts on several pages share it.

    A `label` hangs at the left of the first line, as of a list or a numbered note; it belongs to `label_element`, or to
    the paragraph itself. A paragraph without an element is not read out, nor is one drawn again: a header row overleaf.
    """

    element: Element | None
    label = ""
    label_element: Element | None = None
    _was_drawn = False
    _broken_for: float | None = None  # the width for which its lines were found

    def __init__(self, text: str | None, style: Any, *args: Any, **more: Any) -> None:
        """Set marked text, or the pieces of one taken apart before (`text` None)."""
        if text and _OUR_MARKS.fullmatch(text):  # the library's reader is for every mark there is, and slow
            piece = _PIECES.get(style)
            if piece is None:
                super().__init__("x", style)
                piece = _PIECES[style] = self.frags[0]
            more["frags"] = _taken_apart(cleanBlockQuotedText(text), piece)
            text = None
        super().__init__(text, style, *args, **more)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Find the lines once for each width: tables and blocks kept together ask again and again."""
        if width != self._broken_for or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self._broken_for = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[PaperParagraph] = super().split(width, height)
        for part in parts:
            part.element = self.element
        if len(parts) > 1 or (parts and parts[0] is not self):
            parts[0].label, parts[0].label_element = self.label, self.label_element
        return parts

    def draw(self) -> None:
        if self._was_drawn or self.element is None:
            with self.canv.decoration():
                self._draw_words()
            return
        self._was_drawn = True
        if self.label:
            with self.canv.words_of(self.label_element or self.element):
                self._draw_label()
        with self.canv.words_of(self.element):
            self._draw_words()

    def _draw_label(self) -> None:
        style = self.style
        self.canv.setFillColor(style.bulletColor)
        self.canv.setFont(style.bulletFontName, style.bulletFontSize)
        self.canv.drawString(style.bulletIndent, self.height - style.fontSize, self.label)

    def _draw_words(self) -> None:
        """Draw the lines. The library's own way is for all that a line may hold; ours hold two typefaces in one size."""
        style, found = self.style, self.blPara
        text = self.canv.beginText(style.leftIndent, self.height - style.fontSize)
        text.setFillColor(style.textColor)
        share = _SHARE_AT_LEFT[style.alignment]  # of the room that a line leaves
        is_plain = found.kind == 0  # all of it in one typeface
        text.setFont(found.fontName if is_plain else style.fontName, style.fontSize, style.leading)
        begins = style.firstLineIndent
        for line in found.lines:
            room, parts = line if is_plain else (line.extraSpace, line.words)
            tight = _narrowed(room, parts if is_plain else [part.text for part in parts], is_plain) if room < 0 else 0
            moved = begins + (0 if tight else room * share)
            if tight:
                text.setWordSpace(tight)
            if moved:
                text.setXPos(moved)
            if is_plain:
                text._textOut(" ".join(parts), 1)
            else:
                for part in parts:
                    if part.fontName != text._fontname:
                        text.setFont(part.fontName, style.fontSize, style.leading)
                    text._textOut(part.text, part is parts[-1])
            if tight:
                text.setWordSpace(0)
            if moved:
                text.setXPos(-moved)
            begins = 0
        self.canv.drawText(text)


def _narrowed(room: float, parts: list[str], are_words: bool) -> float:
    """Return by how much each space of a line is narrower that is a little longer than its room (points, below 0)."""
    spaces = sum(part.count(" ") + part.count(HARD_SPACE) for part in parts) + (len(parts) - 1 if are_words else 0)
    return room / spaces if room < -_HAIR and spaces else 0.0


def _taken_apart(text: str, piece: Any) -> list[Any]:
    """Return the pieces of a text with our own marks: bold, and the end of a line."""
    found, is_bold = [], False
    for part in _MARKS.split(text):
        if part in ("<b>", "</b>"):
            is_bold = part == "<b>"
        elif part == "<br/>":
            found.append(piece.clone(text="", lineBreak=True))
        elif part:
            words = unescape(part)
            found.append(piece.clone(text=words, fontName=BOLD, bold=1) if is_bold else piece.clone(text=words))
    return found or [piece.clone(text="")]


def labelled(made: PaperParagraph, label: str, element: Element | None = None) -> PaperParagraph:
    """Hang a label at the left of a paragraph; return the paragraph."""
    made.label, made.label_element = label, element
    return made
