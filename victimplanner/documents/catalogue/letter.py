"""The letter that offers a meeting: a choice, in plain and kind words. It may lie on a table where others see it.

Never in it: the offence, the accused's name, the name of the unit, a statute. Its reference stands in the head, not
around the text. The file's copy is the same letter with the result of the checks on a sheet of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportlab.platypus import Flowable, PageBreak

from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import TEXT, WITNESS_LOOK, Look
from victimplanner.documents.parts.letter_body import body
from victimplanner.documents.parts.letter_checks import check_sheet, letter_problems, offer_problems
from victimplanner.documents.parts.letter_head import head
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import MeetingState


def _sized(style: Any, size: float, leading: float, **more: Any) -> Any:
    return style.clone("letter", fontSize=size, leading=leading, bulletFontSize=size, textColor=TEXT, **more)


def _look(size: float, leading: float, slip_size: float, head_size: float) -> Look:
    """Return the styles of a letter whose text has `size` points; `slip_size` that of the reply slip, `head_size` that of sender
    and date, which have no room for more.
    """
    look = WITNESS_LOOK
    return replace(
        look,
        body=_sized(look.body, size, leading, spaceAfter=leading * 0.55),
        label=_sized(look.label, head_size, head_size * 1.4),
        table=_sized(look.table, slip_size, slip_size * 1.4),
        title=_sized(look.title, size * 4 / 3, leading * 21 / 17, spaceBefore=2, spaceAfter=leading * 0.35),
        heading=_sized(look.heading, size * 13 / 12, leading * 18 / 17, spaceBefore=leading * 0.5, spaceAfter=2),
        bullet=_sized(look.bullet, size, leading, spaceAfter=leading * 0.22, leftIndent=size * 1.4),
    )


_LOOK, _LARGE_LOOK = _look(12, 17, 10.8, 10.8), _look(18, 25, 18, 13)


def build(file: WitnessFile, meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the letter from records already cut for her, with her name and address put back."""
    assert meeting is not None  # `make_paper` has seen to it
    look = _LARGE_LOOK if issue.variant is Variant.LARGE_PRINT else _LOOK
    made = head(file, issue.today, look) + body(file, meeting.meeting, paper_facts, issue.today, look)
    if issue.variant is Variant.FILE:
        made += [PageBreak(), *check_sheet(file, meeting, issue.today)]
    return made


DOCUMENT = DocumentSpec(
    kind=PaperKind.LETTER,
    title="Letter offering a meeting",
    variants=(Variant.WITNESS, Variant.LARGE_PRINT, Variant.FILE),
    needs_meeting=True,
    build=build,
    problems=letter_problems,
    meeting_problems=offer_problems,
    is_for_witness=True,
    meeting_states=frozenset({MeetingState.OFFERED, MeetingState.PLANNED}),
    is_letter=True,
    needs_second_check=True,
)
