"""What a reader who cannot see a paper gets of it, taken from the file itself."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import page
import pikepdf


def failures(pdf: bytes, profile: str) -> Counter[tuple[str, str]]:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return Counter((failure.rule_id, failure.message) for failure in report.failures)


class Heard(NamedTuple):
    """An element of the structure with what is told of it, and the elements in it."""

    kind: str
    scope: str
    columns: int
    alt: str
    kids: tuple[Heard, ...]


def structure(pdf: bytes) -> Heard:
    """The structure of a file, from its one root."""

    def read(element: Any) -> Heard:
        told = element.get("/A", {})
        kids = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        return Heard(
            str(element.S)[1:],
            str(told.get("/Scope", ""))[1:],
            int(told.get("/ColSpan", 1)),
            str(element.get("/Alt", "")),
            tuple(read(kid) for kid in kids),
        )

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return read(opened.Root.StructTreeRoot.K)


def elements(pdf: bytes) -> list[Heard]:
    """Every element of a file in reading order."""

    def walk(element: Heard) -> Iterator[Heard]:
        yield element
        for kid in element.kids:
            yield from walk(kid)

    return list(walk(structure(pdf)))


class Words(NamedTuple):
    """Words of one mark: which part of the paper they belong to, on which page, and how high they stand (points)."""

    part: int
    page: int
    mark: int
    height: float
    text: str


def words_in_order(pdf: bytes) -> list[Words]:
    """What somebody hears, in the order of the structure. Fails where marked words belong to nothing."""
    opened = pikepdf.open(io.BytesIO(pdf))
    marked = {
        (at, mark): (height, text) for at, sheet in enumerate(opened.pages) for mark, height, text in _marked(sheet)
    }
    numbers = {sheet.obj.objgen: at for at, sheet in enumerate(opened.pages)}
    heard: list[Words] = []

    def walk(element: Any, part: int) -> None:
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid, part)
                continue
            own = element if isinstance(kid, int) else kid
            at, mark = numbers[own.Pg.objgen], int(kid if isinstance(kid, int) else kid.MCID)
            heard.append(Words(part, at, mark, *marked.pop((at, mark))))

    for part, kid in enumerate(opened.Root.StructTreeRoot.K.K):
        walk(kid, part)
    assert not marked, "words that nobody hears"
    return heard


def _marked(sheet: Any) -> Iterator[tuple[int, float, str]]:
    fonts = {str(name): _letters(font) for name, font in sheet.Resources.Font.items()}
    letters: dict[int, str] = {}
    number, said, height = -1, [""], 0.0
    origin, kept = 0.0, []
    for operands, operator in pikepdf.parse_content_stream(sheet):
        match str(operator):
            case "q":
                kept.append(origin)
            case "Q":
                origin = kept.pop()
            case "cm":
                origin += float(operands[5])
            case "BDC":
                number = int(operands[1].MCID) if operands[0] != "/Artifact" else -1
                said, height = [], 0.0
            case "BMC":
                number = -1
            case "Tm":
                height = height or origin + float(operands[5])
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                said.append("".join(letters.get(code, "") for code in bytes(operands[0])))
            case "T*" | "Td":
                said.append(" ")
            case "EMC" if number >= 0:
                yield number, height or origin, "".join(said)


def _letters(font: Any) -> dict[int, str]:
    """What each code of a font means, from the table that readers use."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    return {int(code, 16): chr(int(letter, 16)) for code, letter in re.findall(r"<(\w\w)> <(\w{4})>", table)}
