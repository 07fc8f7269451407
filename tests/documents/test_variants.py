"""What a variant removes is nowhere in the file: not in words, streams, names, metadata, outlines or attachments."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest

from tests.documents.making import made
from tests.documents.planting import SECRETS, a_planted_file
from tests.documents.searching import everything_in, plain_letters
from victimplanner.documents.catalogue import documents
from victimplanner.documents.render import Rendered
from victimplanner.domain.issued import PaperKind, Variant

COPIES = [(spec.kind, v) for spec in documents().values() for v in spec.variants if v is not Variant.FILE]
FOR_HER = {Variant.WITNESS, Variant.LARGE_PRINT, Variant.EASY_READ}
_ALWAYS = {"safe contact", "what opens a link"}
_REMOVED = {
    Variant.DISCLOSURE: {"her name", "supporter", "place", "withheld from a party"},
    Variant.SERVED: {"withheld from a party"},
    Variant.INSPECTION: {"staff"},
    Variant.ANONYMISED: {*SECRETS} - {"offence"},
    **{variant: {"her name", "accused", "offence"} for variant in FOR_HER},
}


def removed_from(kind: PaperKind, variant: Variant) -> set[str]:
    """Which secrets a copy must not hold. A letter bears her name and address in the window of its envelope."""
    found = _ALWAYS | _REMOVED.get(variant, set())
    if documents()[kind].name_instead:
        found = found | {"her name"}
    return found - {"her name", "safe contact"} if documents()[kind].is_letter else found


@cache
def planted(kind: PaperKind, variant: Variant) -> Rendered:
    return made(kind, a_planted_file(), variant=variant)


@cache
def opened(kind: PaperKind, variant: Variant) -> str:
    return everything_in(planted(kind, variant))


@pytest.mark.parametrize(("kind", "variant"), COPIES)
def test_nothing_that_a_variant_removes_is_anywhere_in_the_file(kind: PaperKind, variant: Variant) -> None:
    inside = opened(kind, variant)
    found = [
        (secret, value)
        for secret in sorted(removed_from(kind, variant))
        for value in SECRETS[secret]
        if plain_letters(value) in inside
    ]
    assert found == []


@pytest.mark.parametrize(("kind", "variant"), COPIES)
def test_a_copy_has_no_earlier_version_attachment_script_form_or_hidden_part(kind: PaperKind, variant: Variant) -> None:
    pdf = planted(kind, variant).pdf
    assert pdf.count(b"%%EOF") == 1
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert not file.attachments
        for key in ("/AcroForm", "/OpenAction", "/AA", "/OCProperties", "/PieceInfo", "/Collection"):
            assert key not in file.Root
        assert all("/Annots" not in page.obj and "/PieceInfo" not in page.obj for page in file.pages)


SHOWN = [
    (PaperKind.MEETING_RECORD, Variant.FILE, "her name"),
    (PaperKind.MEETING_RECORD, Variant.DISCLOSURE, "accused"),
    (PaperKind.MEETING_RECORD, Variant.DISCLOSURE, "staff"),
    (PaperKind.MEETING_RECORD, Variant.DISCLOSURE, "case"),
    (PaperKind.SPECIAL_MEASURES, Variant.COURT, "place"),
    (PaperKind.SPECIAL_MEASURES, Variant.COURT, "withheld from a party"),
    (PaperKind.SECTION_28_SHEET, Variant.COURT, "supporter"),
]


@pytest.mark.parametrize(("kind", "variant", "secret"), SHOWN)
def test_the_search_finds_what_a_copy_does_show(kind: PaperKind, variant: Variant, secret: str) -> None:
    assert all(plain_letters(value) in opened(kind, variant) for value in SECRETS[secret])
