"""The text of the letter, part by part: a choice offered in plain and kind words. What cannot be said is left out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.blocks import PLAIN_FONT, paragraph
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import MEASURE, TEXT, Look
from victimplanner.documents.parts.letter_facts import (
    Adviser,
    adviser,
    answer_by,
    length_words,
    letter_day,
    letter_time,
    letter_words,
    may_stand,
    not_guilty_on,
    send_by,
    writer,
)
from victimplanner.documents.prose import bullets
from victimplanner.documents.text import Marked, bold, join, safe, unbroken
from victimplanner.documents.together import Together, row_table
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.meeting import Meeting, MeetingMode
from victimplanner.domain.people import CaseRole

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BOX_SIGN = "□"
_DOTS = "." * 44


@dataclass(frozen=True)
class _Letter:
    """Everything that the parts are made from."""

    file: WitnessFile
    meeting: Meeting
    facts: PaperFacts
    today: dt.date
    words: dict[str, Any]
    look: Look


def body(file: WitnessFile, meeting: Meeting, facts: PaperFacts, today: dt.date, look: Look) -> list[Flowable]:
    """Return the letter from the salutation to the reply slip."""
    letter = _Letter(file, meeting, facts, today, letter_words(), look)
    words = letter.words
    made: list[Flowable] = [
        paragraph(_said(words["dear"], name=file.witness.preferred_name.strip() or file.witness.name), look.body),
        paragraph(words["subject"][meeting.kind.value], look.title),
        paragraph(_opening(letter), look.body),
        paragraph(_said(words["opening"]["offer"]), look.body),
    ]
    purpose = words["purpose"]
    points = bullets(purpose["points"], look)
    made += [Together([paragraph(purpose["head"], look.heading), points[0]]), *points[1:]]
    made += _part(look, words["limits"]["head"], _said(words["limits"]["text"]))
    made += _part(look, words["company"]["head"], _company(letter))
    made += _part(look, words["when"]["head"], _when(letter))
    made += _part(look, words["answer"]["head"], _answer(letter))
    made += _part(look, words["support"]["head"], _support(letter))
    made.append(paragraph(_spaced(words["rights"]["formats"], words["rights"]["complain"]), look.body))
    return [*made, _signature(letter), Spacer(1, look.body.leading), _slip(letter)]


def _said(text: str, **gaps: str) -> Marked:
    """Return words of the resource file with **bold** as markup and the gaps filled with made-safe values."""
    marked = _BOLD.sub(r"<b>\1</b>", safe(text))
    return Marked(marked.format(**{name: safe(value) for name, value in gaps.items()}))


def _spaced(*parts: str) -> Marked:
    """Return sentences one after another, empty ones left out."""
    return Marked(" ".join(safe(part) for part in parts if part))


def _part(look: Look, head: str, text: Marked) -> list[Flowable]:
    return [Together([paragraph(head, look.heading), paragraph(text, look.body)])]


def _opening(letter: _Letter) -> Marked:
    said = letter.words["opening"]
    who = writer(letter.file)
    own = said["contact"] if who is not None and who[0] is CaseRole.VICTIM_LIAISON_OFFICER else ""
    day = not_guilty_on(letter.file)
    if day is None:
        return _spaced(own, said["about"], said["sorry"])
    news = said["said_not_guilty" if len(letter.file.defendants) == 1 else "one_said_not_guilty"]
    return _spaced(own, _said(news, day=unbroken(letter_day(day, letter.today))), said["trial"], said["sorry_news"])


def _company(letter: _Letter) -> Marked:
    said = letter.words["company"]
    return _spaced(said["with_adviser" if adviser(letter.file) else "without_adviser"], said["text"])


def _when(letter: _Letter) -> Marked:
    said, meeting = letter.words["when"], letter.meeting
    parts: list[str] = [_suggested(letter)]
    if meeting.planned_on is None:
        parts.append(said["other_ways"]["open"])
    else:
        if length := length_words(meeting):
            parts.append(_said(said["lasts"], length=length))
        parts += _arrival(letter)
        parts.append(said["other_ways"][meeting.mode.value])
    due = send_by(letter.file, meeting, letter.facts, letter.today)
    if due is not None:
        parts.append(_said(said["deadline"], day=unbroken(letter_day(due, letter.today))))
    return _spaced(*parts)


def _suggested(letter: _Letter) -> str:
    said, meeting = letter.words["when"], letter.meeting
    if meeting.planned_on is None:
        return str(said["choose"])
    place = may_stand(meeting.place) if meeting.mode is MeetingMode.IN_PERSON else ""
    is_open = meeting.mode is MeetingMode.IN_PERSON and not place
    where = _said(said["where"]["in_person_open" if is_open else meeting.mode.value], place=place)
    day = unbroken(letter_day(meeting.planned_on, letter.today))
    if meeting.planned_start is None:
        return _said(said["suggest_day"], day=day, where=where)
    return _said(said["suggest"], day=day, time=letter_time(meeting.planned_start), where=where)


def _arrival(letter: _Letter) -> list[Marked]:
    """Return when to come and by which door, and who meets her: what was agreed so that she meets nobody else."""
    said, meeting = letter.words["when"], letter.meeting
    if meeting.mode is not MeetingMode.IN_PERSON:
        return []
    entrance, met_by = may_stand(meeting.entrance).rstrip("."), may_stand(meeting.met_by).rstrip(".")
    return [
        *([_said(said["arrive"], time=letter_time(meeting.arrives))] if meeting.arrives else []),
        *([_said(said["entrance"], entrance=entrance)] if entrance else []),
        *([_said(said["met_by"], name=met_by)] if met_by else []),
    ]


def phone_to_call(file: WitnessFile) -> str:
    """Return the number to answer by: of whoever writes, else of the office; "" where none may stand in a letter."""
    who = writer(file)
    return (may_stand(who[1].phone) if who else "") or may_stand(file.office.phone)


def _answer(letter: _Letter) -> Marked:
    said, file = letter.words["answer"], letter.file
    phone, beside = phone_to_call(file), adviser(file)
    day = answer_by(letter.meeting, letter.facts, letter.today)
    by = _said(said["by"], day=unbroken(letter_day(day, letter.today))) if day else ""
    return _spaced(
        _said(said["call"], phone=unbroken(phone)) if phone else "",
        said["adviser"] if beside else "",
        said["slip"] if file.office.address.strip() else "",
        _said(said["no_reply_adviser" if beside else "no_reply"], by=by),
        said["no_visit"],
    )


def _support(letter: _Letter) -> Marked:
    said = letter.words["support"]
    return _spaced(
        _who_supports(adviser(letter.file), said),
        said["counselling"],
        said["anonymity"] if letter.file.is_sexual_complainant else "",
        said["danger"],
    )


def _who_supports(beside: Adviser | None, said: dict[str, str]) -> Marked:
    if beside is None:
        return _said(said["open"])
    if not beside.organisation:
        return _said(said["adviser"])
    phone = unbroken(beside.phone)
    return _said(said["named" if phone else "named_no_phone"], organisation=beside.organisation, phone=phone)


def _signature(letter: _Letter) -> Flowable:
    look, words = letter.look, letter.words
    who = writer(letter.file)
    made: list[Flowable] = [paragraph(words["goodbye"], look.body), Spacer(1, look.body.leading * 1.6)]
    if who is not None:
        tight = look.body.clone("tight", spaceAfter=0)
        made += [paragraph(bold(who[1].name), tight), paragraph(words["role"][who[0].value], look.body)]
    return Together(made)


def _slip(letter: _Letter) -> Flowable:
    """Return the slip to cut out: the reference only, so that it says nothing to who finds it."""
    look, said, meeting = letter.look, letter.words["slip"], letter.meeting
    day = unbroken(letter_day(meeting.planned_on, letter.today)) if meeting.planned_on else ""
    answers: list[str] = []
    if day and meeting.planned_start:
        answers.append(_said(said["yes_at"], day=day, time=letter_time(meeting.planned_start)))
    elif day:
        answers.append(_said(said["yes_on"], day=day))
    answers.append(_to_fill(said["another"] if day else said["yes"]))
    answers += [_to_fill(said["later"]), said["no"], _to_fill(said["help"])]
    line = look.table.clone("answer", leading=look.table.leading * 1.25, leftIndent=17)
    cell: list[Flowable] = [
        paragraph(said["head"], look.heading.clone("slip", spaceBefore=0)),
        paragraph(_said(said["reference"], reference=letter.file.witness.reference), look.table),
        Spacer(1, look.table.leading * 0.4),
        *(paragraph(join(f"{_BOX_SIGN} ", answer), line.clone("answer", firstLineIndent=-17)) for answer in answers),
    ]
    style = [
        PLAIN_FONT,
        ("BOX", (0, 0), (-1, -1), 1, TEXT, None, (4, 3)),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
    ]
    return row_table([[cell]], header_rows=0, colWidths=[MEASURE], style=style)


def _to_fill(text: str) -> str:
    return f"{text} {_DOTS}"
