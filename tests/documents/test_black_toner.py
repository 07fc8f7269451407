"""What the office printer makes of a page: grey or black alone, every word, sign and line stays readable."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest

from tests.documents.test_accessible import every_copy, paper
from victimplanner.documents.look import SECONDARY
from victimplanner.domain.issued import PaperKind, Variant

WHITE = (1.0, 1.0, 1.0)


class Drawn(NamedTuple):
    what: str  # "text", "outline" (letters without a filling), "fill" or "line"
    colour: tuple[float, ...]


def drawn(pdf: bytes) -> Iterator[Drawn]:
    """Everything that is drawn, with its colour."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for sheet in opened.pages:
            fill, line, mode = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 0
            kept: list[Any] = []
            for operands, operator in pikepdf.parse_content_stream(sheet):
                match str(operator):
                    case "q":
                        kept.append((fill, line))
                    case "Q":
                        fill, line = kept.pop()
                    case "rg":
                        fill = tuple(float(value) for value in operands)  # type: ignore[assignment]
                    case "RG":
                        line = tuple(float(value) for value in operands)  # type: ignore[assignment]
                    case "Tr":
                        mode = int(operands[0])
                    case "Tj":
                        yield Drawn("outline", line) if mode == 1 else Drawn("text", fill)
                    case "f" | "f*" | "B" | "b":
                        yield Drawn("fill", fill)
                    case "S" | "s":
                        yield Drawn("line", line)


def light(colour: tuple[float, ...]) -> float:
    """Relative luminance as WCAG 2.2 defines it, which is also what a grey conversion keeps."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def is_black_as_one_bit(colour: tuple[float, ...]) -> bool:
    return sum(part * share for part, share in zip(colour, (0.299, 0.587, 0.114), strict=True)) < 0.5


@every_copy
def test_text_stands_out_from_every_ground_it_may_stand_on(kind: PaperKind, variant: Variant) -> None:
    parts = list(drawn(paper(kind, variant, "decided").pdf))
    grounds = {WHITE, *(part.colour for part in parts if part.what == "fill")}
    secondary = tuple(round(value, 3) for value in SECONDARY.rgb())
    for colour in {part.colour for part in parts if part.what == "text"}:
        least = 4.5 if tuple(round(value, 3) for value in colour) == secondary else 7
        assert min(contrast(colour, ground) for ground in grounds) >= least, colour


@every_copy
def test_at_one_bit_for_each_dot_words_are_black_and_grounds_white(kind: PaperKind, variant: Variant) -> None:
    parts = list(drawn(paper(kind, variant, "decided").pdf))
    assert all(is_black_as_one_bit(part.colour) for part in parts if part.what == "text")
    assert not any(is_black_as_one_bit(part.colour) for part in parts if part.what == "fill")


@pytest.mark.parametrize("dots", [200, 300])
def test_a_page_in_black_alone_still_has_ink_where_its_words_are(dots: int) -> None:
    document = pypdfium2.PdfDocument(paper(PaperKind.SPECIAL_MEASURES, Variant.FILE, "decided").pdf)
    grey = document[0].render(scale=dots / 72, grayscale=True).to_pil()
    black = grey.point(lambda value: 0 if value < 128 else 255)
    words = document[0].get_textpage()
    missing = []
    for at in range(words.count_chars()):
        if not words.get_text_range(at, 1).strip():
            continue
        left, bottom, right, top = words.get_charbox(at, loose=True)
        box = [int(value * dots / 72) for value in (left, 842 - top, right + 1, 842 - bottom + 1)]
        if black.crop(tuple(box)).getextrema()[0] == 255:
            missing.append(words.get_text_range(at, 1))
    assert not missing


def test_the_word_draft_is_an_outline_that_covers_no_text() -> None:
    parts = list(drawn(paper(PaperKind.MEETING_RECORD, Variant.FILE, "bare", is_draft=True).pdf))
    outlines = {part.colour for part in parts if part.what == "outline"}
    assert len(outlines) == 1
    assert contrast(outlines.pop(), WHITE) < 2, "lighter than anything that must be read"
