"""What a copy for a reader outside leaves out: what, how often, and why, or on what ground and by whose approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import grid, note, paragraph
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.prose import Marks, Notes
from victimplanner.documents.removals import Removed, anonymised_rows, disclosure_rows
from victimplanner.documents.text import date, join
from victimplanner.domain.meeting import DisclosureReview, Meeting

_NOTHING_BENEATH = (
    "The words were taken out before this document was made. Nothing lies underneath: there are no black boxes, hidden "
    "text, attachments, comments or earlier versions in this file. A person reads this copy before it is released."
)
_DECIDED = frozenset({DisclosureReview.DISCLOSE, DisclosureReview.PART_SENSITIVE})


def names_nobody(removed: Mapping[Removed, int], parts: Sequence[str]) -> list[Flowable]:
    """Return the table of a copy that names nobody; `parts` are the sections that it leaves out whole."""
    rows = anonymised_rows(removed)
    if parts:
        rows[-1] = (f"{rows[-1][0]}: {', '.join(parts)}", *rows[-1][1:])
    table = grid(("Removed", "Times", "Why"), rows, (176, 67, 236), is_first_bold=True)
    return [table, paragraph(_NOTHING_BENEATH, FILE_LOOK.body)]


def for_the_defence(
    removed: Mapping[Removed, int], meeting: Meeting | None, marks: Marks, notes: Notes
) -> list[Flowable]:
    """Return the list of the defence's copy: each removal with its ground and the lawyer who approved it.

    The lawyer is who reviewed the record of the meeting for disclosure; without a review there is no approval yet. A
    paper about no meeting is signed by the prosecutor as a whole.
    """
    text = "Removed from this copy before it was set, not covered. Sensitive items go on the sensitive schedule."
    rows = disclosure_rows(removed)
    if not rows:
        return [note(text), paragraph("Nothing was removed.", FILE_LOOK.body)]
    if meeting is None:
        return [note(text), grid(("Left out", "Times", "Ground"), rows, (190, 46, 243), is_dense=True)]
    approved = _approved(meeting, marks, notes)
    heads = ("Left out", "Times", "Ground", "Approved by (lawyer)")
    signed = [(*row, approved) for row in rows]
    return [note(text), grid(heads, signed, (150, 36, 190, 103), is_dense=True), *notes.take()]


def _approved(meeting: Meeting, marks: Marks, notes: Notes) -> str:
    by = meeting.disclosure_reviewed_by.strip()
    if not by or meeting.disclosure_review not in _DECIDED:
        return marks.not_recorded()
    on = f", {date(meeting.disclosure_reviewed_on)}" if meeting.disclosure_reviewed_on else ""
    return join(notes.short(by, "Approved by", 80), on)
