"""The structure of a paper for people who hear it: elements in reading order, tied to the marked words on the pages.

An element is made with the words it stands for and joins the structure when the first of them is drawn, so that the
order of reading is the order of the page. Words that go on overleaf stay one element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference

Box = tuple[float, float, float, float]


class Element:
    """One part of the structure. `kind` is a standard type of PDF 1.7: "H1", "P", "Table", "TD".

    `scope` is that of a header cell, `columns` how many columns a cell spans, `numbering` that of a list, `alt` the
    words that stand for a figure, `box` where the figure stands on its page (points).
    """

    __slots__ = ("_is_attached", "alt", "box", "columns", "content", "kind", "numbering", "parent", "scope")

    def __init__(
        self,
        kind: str,
        parent: Element | None = None,
        *,
        scope: str = "",
        columns: int = 1,
        numbering: str = "",
        alt: str = "",
    ) -> None:
        self.kind = kind
        self.parent = parent
        self.scope = scope
        self.columns = columns
        self.numbering = numbering
        self.alt = alt
        self.box: Box | None = None
        self.content: list[Element | tuple[int, int]] = []  # elements, or (page from 0, number of the marked words)
        self._is_attached = False

    def attach(self, root: Element) -> None:
        """Join the structure behind what was drawn before."""
        if self._is_attached or self is root:
            return
        self._is_attached = True
        holder = self.parent or root
        holder.attach(root)
        holder.content.append(self)


class Structure:
    """The elements of one file as they are drawn, page by page."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._marked: list[list[Element]] = [[]]  # by page: the element of each run of marked words

    @property
    def page(self) -> int:
        """The page being drawn, from 0."""
        return len(self._marked) - 1

    def next_page(self) -> None:
        self._marked.append([])

    def mark(self, element: Element) -> int:
        """Return the number of the next run of marked words on this page, which belongs to `element`."""
        element.attach(self.root)
        own = self._marked[-1]
        element.content.append((self.page, len(own)))
        own.append(element)
        return len(own) - 1

    def write(self, document: Any, page_names: list[str]) -> PDFObject:
        """Add the structure to a file of the layout library; return what its catalogue refers to."""
        elements = list(_walk(self.root))
        written = {id(element): _Written() for element in elements}
        refs = {id(element): _number(document, written[id(element)]) for element in elements}
        pages = [b"%d 0 R" % document.idToObjectNumberAndVersion[name][0] for name in page_names]
        tree = _Written()
        tree_ref = _number(document, tree)
        for element in elements:
            parent = tree_ref if element is self.root else refs[id(element.parent or self.root)]
            written[id(element)].words = _element(element, parent, refs, pages)
        lists = (
            b"%d [%s]" % (at, b" ".join(refs[id(element)] for element in marked))
            for at, marked in enumerate(self._marked[: len(pages)])
        )
        tree.words = b"<< /Type /StructTreeRoot /K %s /ParentTreeNextKey %d /ParentTree << /Nums [%s] >> >>" % (
            refs[id(self.root)],
            len(pages),
            b"\n".join(lists),
        )
        return document.Reference(tree)


class _Written(PDFObject):  # type: ignore[misc]  # the layout library has no types
    """An object whose words are known only when all have their numbers."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.words = b""

    def format(self, _document: Any) -> bytes:
        return self.words


def _number(document: Any, written: _Written) -> bytes:
    reference: PDFObjectReference = document.Reference(written)
    return b"%d 0 R" % document.idToObjectNumberAndVersion[reference.name][0]


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for part in element.content:
        if isinstance(part, Element):
            yield from _walk(part)


def _element(element: Element, parent: bytes, refs: dict[int, bytes], pages: list[bytes]) -> bytes:
    home = next((part[0] for part in element.content if not isinstance(part, Element)), None)
    kids = b" ".join(
        refs[id(part)]
        if isinstance(part, Element)
        else b"%d" % part[1]
        if part[0] == home
        else b"<< /Type /MCR /Pg %s /MCID %d >>" % (pages[part[0]], part[1])
        for part in element.content
    )
    words = [b"<< /S /%s /P %s /K [%s]" % (element.kind.encode("ascii"), parent, kids)]
    if home is not None:
        words.append(b"/Pg %s" % pages[home])
    if element.scope:
        words.append(b"/A << /O /Table /Scope /%s%s >>" % (element.scope.encode("ascii"), _span(element)))
    elif element.columns > 1:
        words.append(b"/A << /O /Table%s >>" % _span(element))
    elif element.numbering:
        words.append(b"/A << /O /List /ListNumbering /%s >>" % element.numbering.encode("ascii"))
    elif element.box is not None:
        words.append(b"/A << /O /Layout /BBox [%.2f %.2f %.2f %.2f] >>" % element.box)
    if element.alt:
        words.append(b"/Alt <FEFF%s>" % element.alt.encode("utf-16-be").hex().upper().encode("ascii"))
    words.append(b">>")
    return b" ".join(words)


def _span(element: Element) -> bytes:
    return b" /ColSpan %d" % element.columns if element.columns > 1 else b""
