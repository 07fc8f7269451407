"""Several papers of one witness in one file: a page of contents, then each paper as it is, with its own page numbers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from reportlab.platypus import Flowable

from victimplanner.documents.blocks import grid, note, section, title
from victimplanner.documents.finish import saved
from victimplanner.documents.page import PageInfo, lay_out
from victimplanner.documents.text import Marked
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import clock_time, local, plain_date, plural
from victimplanner.domain.urn import display_urn

TITLE = "Bundle of papers"


@dataclass(frozen=True)
class BundlePart:
    """A finished paper of a bundle. `about` says which copy it is ("Version 2, copy 1"); `pdf` has no passphrase."""

    title: str
    variant: str
    about: str
    pdf: bytes
    pages: int


def make_bundle(
    parts: Sequence[BundlePart], file: WitnessFile, recipient: str, made_at: dt.datetime, made_by: str, is_archive: bool
) -> tuple[bytes, int]:
    """Return one tagged file of all parts behind a page of contents, and how many pages it has.

    The pages of each part stay as they are; its structure and bookmarks come along. `made_at` is an aware moment. For
    an archive every part must be an archive copy too. The same arguments give the same bytes.
    """
    info = _page_info(file, recipient, made_at, made_by, is_archive)
    subtitle = f"{plural(len(parts), 'paper')} about witness {file.witness.reference}"
    before = 1
    contents, pages = lay_out(_contents(parts, subtitle, before), info)
    while pages > before:  # a very long list: the papers begin later than it says
        before = pages
        contents, pages = lay_out(_contents(parts, subtitle, before), info)
    total = pages + sum(part.pages for part in parts)
    return _joined(contents, parts), total


def _page_info(file: WitnessFile, recipient: str, made_at: dt.datetime, made_by: str, is_archive: bool) -> PageInfo:
    made = local(made_at)
    return PageInfo(
        header_left=TITLE,
        header_right=f"URN {display_urn(file.case.urn)}  ·  Witness {file.witness.reference}",
        footer_left=recipient,
        footer_second=f"Generated {plain_date(made.date())} at {clock_time(made.time())} by {made_by}",
        footer_right="",
        title=f"{TITLE} – {file.case.urn} – {file.witness.reference}",
        subject=TITLE,
        generated_at=made_at,
        is_marked=True,
        is_practice=file.office.is_practice,
        is_draft=False,
        handling_line=file.office.handling_line,
        is_archive=is_archive,
    )


def _contents(parts: Sequence[BundlePart], subtitle: str, before: int) -> list[Flowable]:
    rows, first = [], before + 1
    for part in parts:
        rows.append((part.title, part.variant, part.about, str(part.pages), str(first)))
        first += part.pages
    heads = ("Paper", "For whom it is cut", "Version", "Pages", "Begins on page")
    listed = grid(heads, rows, (64, 38, 34, 14, 19), is_first_bold=True, numbers_from=3)
    words = "Pages are counted through the whole file here. Each paper keeps its own page numbers."
    return [*title(TITLE, subtitle), *section("What is inside", note(Marked(words)), listed)]


def _joined(contents: bytes, parts: Sequence[BundlePart]) -> bytes:
    with pikepdf.open(io.BytesIO(contents)) as bundle:
        structure = _Structure(bundle)
        bookmarks = [_Bookmark(TITLE, 0)]
        for part in parts:
            with pikepdf.open(io.BytesIO(part.pdf)) as paper:
                first = len(bundle.pages)
                bookmarks += _bookmarks(paper, part.title, first)
                bundle.pages.extend(paper.pages)
                structure.take_in(paper, first)
        structure.finish()
        _set_bookmarks(bundle, bookmarks)
        return saved(bundle)


class _Structure:
    """The structure of a bundle: one document, a part of it for the contents and for each paper."""

    def __init__(self, bundle: Pdf) -> None:
        self._bundle = bundle
        self._root = bundle.Root.StructTreeRoot
        self._by_page: list[Any] = list(_lists_by_page(self._root))
        self._document = bundle.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root))
        self._parts: list[Any] = []
        self._add(self._root.K)

    def take_in(self, paper: Pdf, first: int) -> None:
        """Take over the structure of a paper whose pages stand in the bundle from page `first` (from 0) on."""
        # Its pages were copied before: what refers to them refers to the copies.
        root = self._bundle.copy_foreign(paper.Root.StructTreeRoot)
        for number, page in enumerate(list(self._bundle.pages)[first:], start=first):
            page.obj.StructParents = number
        self._by_page += _lists_by_page(root)
        self._add(root.K)

    def finish(self) -> None:
        self._document.K = Array(self._parts)
        self._root.K = self._document
        numbers: list[Any] = []
        for number, elements in enumerate(self._by_page):
            numbers += [number, elements]
        self._root.ParentTree = Dictionary(Nums=Array(numbers))
        self._root.ParentTreeNextKey = len(self._by_page)

    def _add(self, document: Any) -> None:
        document.S = Name.Part
        document.P = self._document
        self._parts.append(document)


def _lists_by_page(root: Any) -> list[Any]:
    """Return for each page, in order, the elements of its runs of marked words."""
    return list(root.ParentTree.Nums)[1::2]


@dataclass(frozen=True)
class _Bookmark:
    words: str
    page: int  # of the bundle, from 0
    top: float | None = None  # points; None: the top of the page
    level: int = 0


def _bookmarks(paper: Pdf, name: str, first: int) -> list[_Bookmark]:
    """Return the bookmark of a paper and, below it, those of its sections where it has any."""
    found = [_Bookmark(name, first)]
    places = {page.obj.objgen: number for number, page in enumerate(paper.pages)}
    with paper.open_outline() as outline:
        sections = [child for heading in outline.root for child in heading.children]
    for bookmark in sections:
        place = bookmark.destination
        assert isinstance(place, Array), "papers of our own say the place of a bookmark in full"
        page, top = place[0], place[3]
        found.append(_Bookmark(bookmark.title, first + places[page.objgen], float(top), level=1))
    return found


def _set_bookmarks(bundle: Pdf, bookmarks: Sequence[_Bookmark]) -> None:
    with bundle.open_outline() as outline:
        outline.root.clear()
        for mark in bookmarks:
            page = bundle.pages[mark.page].obj
            top = mark.top if mark.top is not None else float(page.MediaBox[3])
            item = pikepdf.OutlineItem(mark.words, Array([page, Name.XYZ, None, top, None]))
            (outline.root[-1].children if mark.level else outline.root).append(item)
    bundle.Root.PageMode = Name.UseOutlines
