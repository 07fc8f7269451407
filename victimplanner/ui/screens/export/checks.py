"""What was looked at in the finished pages before they leave."""

from __future__ import annotations

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.services import papers
from victimplanner.services.papers import PaperRequest, names_in
from victimplanner.ui.formats import counted
from victimplanner.ui.pdf import page_text

Check = tuple[str, str]
"""A kind of pill and its words."""


def checks_of(case: CaseFile, file: WitnessFile, request: PaperRequest, rendered: papers.Rendered) -> tuple[Check, ...]:
    """Look through the finished pages for names that should not be there and for what could not be printed."""
    own, other = names_in(case, file.witness.id, page_text(rendered.pdf))
    checks = [
        ("overdue", "The name of another witness stands in the text") if other else ("ok", "No other witness is named"),
        _own_name(own, request),
        ("ok", "Nothing in the file’s name or properties"),
    ]
    if rendered.missing_characters:
        number = len(rendered.missing_characters)
        checks.append(("today", f"{counted(number, 'character')} shown by number, as the font lacks them"))
    meeting = next((m for m in file.meetings if m.meeting.id == request.meeting_id), None)
    if request.kind is PaperKind.MEETING_RECORD and meeting is not None and not meeting.meeting.is_locked:
        checks.append(("draft", "Draft: the record is not signed"))
    return tuple(checks)


def _own_name(found: bool, request: PaperRequest) -> Check:
    """A letter and the file copy carry her name on purpose; any other copy should not."""
    if not found:
        return ("ok", "No name of the witness")
    if request.kind is PaperKind.LETTER:
        return ("info", "Carries the witness’s name, as a letter does")
    if request.variant is Variant.FILE:
        return ("info", "Carries the witness’s name, as a file copy does")
    return ("today", "The witness’s name stands in the text")
