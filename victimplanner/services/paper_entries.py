"""Entries of the register: one for each copy that leaves, with its pages kept beside it."""

from __future__ import annotations

import hashlib

from victimplanner.domain.errors import Conflict
from victimplanner.domain.issued import IssuedDocument, KeptCopy
from victimplanner.services.context import App
from victimplanner.services.paper_making import MadePaper, PaperOrder
from victimplanner.storage.unit_of_work import UnitOfWork


def register_entry(app: App, order: PaperOrder, purpose: str, made: MadePaper, sha256: str) -> IssuedDocument:
    """Return the line of the register for a copy. `sha256` is the hash of the bytes that leave the program."""
    return IssuedDocument(
        case_id=order.file.case.id,
        witness_id=order.file.witness.id,
        meeting_id=order.meeting_id,
        kind=order.kind,
        variant=made.issue.variant,
        document_version=made.issue.document_version,
        copy_number=made.issue.copy_number,
        recipient=made.issue.recipient,
        purpose=purpose.strip(),
        file_name=made.file_name,
        sha256=sha256,
        content_sha256=made.rendered.content_sha256,
        pages=made.rendered.pages,
        is_draft=made.issue.is_draft,
        issued_at=app.now,
        issued_by=app.user.display_name,
        output=order.output,
    )


def enter_copy(uow: UnitOfWork, entry: IssuedDocument, pdf: bytes) -> None:
    """Enter a copy in the register and keep its pages, without any passphrase, in the same piece of work."""
    uow.add(entry)
    uow.add(kept_copy(entry, pdf))


def check_number(uow: UnitOfWork, entry: IssuedDocument) -> None:
    """Raise Conflict when a copy of that number was entered since this one was made."""
    there = uow.find(
        IssuedDocument,
        witness_id=entry.witness_id,
        meeting_id=entry.meeting_id,
        kind=entry.kind,
        variant=entry.variant,
        document_version=entry.document_version,
        copy_number=entry.copy_number,
    )
    if there:
        raise Conflict(
            "Not issued: a colleague issued this copy at the same moment. Theirs stands in the register, nothing of "
            "yours was kept. Issue it again: it gets the next number.",
            IssuedDocument.__name__,
            there[0].id,
        )


def kept_copy(entry: IssuedDocument, pdf: bytes) -> KeptCopy:
    """Return the pages of a copy as they are kept. The id is made of their hash, so that a change of them shows."""
    digest = hashlib.sha256(entry.id.encode("ascii") + pdf).hexdigest()
    return KeptCopy(id=digest[:32], case_id=entry.case_id, issued_id=entry.id, pdf=pdf)
