"""Everything that a finished file holds, laid open, so that a test can say what is nowhere in it."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium

from victimplanner.documents.render import Rendered


def plain_letters(text: str) -> str:
    """Letters and digits alone: no accents, capitals, spaces, hyphens or soft hyphens."""
    apart = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return re.sub(r"[\W_]", "", "".join(c for c in apart if not unicodedata.combining(c))).casefold()


def everything_in(paper: Rendered) -> str:
    """The words of the pages, and every string, name and stream of the file in plain letters, outlines and XMP too."""
    with pdfium.PdfDocument(paper.pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    with pikepdf.open(io.BytesIO(paper.pdf)) as opened:
        inside = [text for item in opened.objects for text in _texts(item)]
        inside += [text for _, value in opened.docinfo.items() for text in _texts(value)]
        inside += opened.attachments.keys()
    return plain_letters("\n".join([*pages, *inside, paper.pdf.decode("latin-1")]))


def _texts(item: object) -> Iterator[str]:
    if isinstance(item, pikepdf.Stream):
        data = item.read_bytes()
        yield data.decode("utf-8", "replace")
        yield data.decode("utf-16-be", "replace")
        yield from _texts(item.stream_dict)
    elif isinstance(item, pikepdf.Dictionary):
        for key, value in item.items():
            yield key
            yield from _texts(value) if not getattr(value, "is_indirect", False) else ()
    elif isinstance(item, pikepdf.Array):
        for value in item:
            yield from _texts(value) if not getattr(value, "is_indirect", False) else ()
    elif isinstance(item, (pikepdf.String, pikepdf.Name)):
        yield str(item)
