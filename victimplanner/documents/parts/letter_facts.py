"""What a letter says of this witness: who writes to whom, when it would be, how to answer. Only what may stand in it.

The words are in `resources/text/papers/letter.toml`. What somebody typed and may not stand is left out here and told
as a problem before issue (see `letter_checks`).
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.removals import REMOVED
from victimplanner.domain.case import PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import MONTHS, WEEKDAYS
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.people import CaseRole, Person
from victimplanner.paths import resource

_WRITERS = (CaseRole.VICTIM_LIAISON_OFFICER, CaseRole.WITNESS_CARE_OFFICER)
_STATUTE = re.compile(r"\b(?:ss?\.\s*\d|section\s+\d|r\.\s*\d|rule\s+\d|Act\s+\d{4})", re.IGNORECASE)
_UNFILLED = re.compile(
    r"\[[^\]]*\]|\{[^}]*\}|<[^>]*>|_{3,}|\.{4,}|\?{2,}|\bx{3,}\b|\btb[ca]\b|\bto be (?:confirmed|arranged|added)\b",
    re.IGNORECASE,
)
_LONGEST = 120  # characters of one typed text in a letter
_JUST_A_NUMBER = re.compile(r"\d+[A-Za-z]?")


@cache
def letter_words() -> dict[str, Any]:
    """Return the words of the letter as they stand in the resource file."""
    return tomllib.loads(resource("text", "papers", "letter.toml").read_text("utf-8"))


def is_unfilled(text: str) -> bool:
    """Say whether a typed text still holds a placeholder: "[place]", "TBC", "____"."""
    return _UNFILLED.search(text.replace(REMOVED, "")) is not None


def is_barred(text: str) -> bool:
    """Say whether a typed text holds a word, a statute or a value that others must not read in a letter."""
    if REMOVED in text or _STATUTE.search(text):
        return True
    words = letter_words()["barred"]
    return any(re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text, re.IGNORECASE) for word in words)


def may_stand(text: str) -> str:
    """Return a typed text on one line if it may stand in a letter, else ""."""
    line = " ".join(text.split())
    return "" if is_unfilled(line) or is_barred(line) or len(line) > _LONGEST else line


def named_writer(file: WitnessFile) -> tuple[CaseRole, Person] | None:
    """Return who is to write to her: the Victim Liaison Officer of the case, else the Witness Care Officer."""
    found = ((role, file.person(role)) for role in _WRITERS)
    return next(((role, person) for role, person in found if person is not None and person.name.strip()), None)


def writer(file: WitnessFile) -> tuple[CaseRole, Person] | None:
    """Return who writes to her, None where the name may not stand in a letter."""
    named = named_writer(file)
    return named if named is not None and may_stand(named[1].name) else None


def address_lines(address: str) -> list[str]:
    """Return an address as it stands under each other. One line with commas is taken apart, house numbers stay."""
    lines = [" ".join(line.split()).rstrip(",") for line in address.splitlines() if line.strip(" ,")]
    if len(lines) != 1:
        return lines
    parts = [part.strip() for part in lines[0].split(",") if part.strip()]
    made: list[str] = []
    for part in parts:
        if made and _JUST_A_NUMBER.fullmatch(made[-1]):
            made[-1] = f"{made[-1]} {part}"
        else:
            made.append(part)
    return made


def first_line_name(file: WitnessFile) -> tuple[str, bool]:
    """Return the first line of her address if it is a name, and whether it is hers as recorded.

    It is taken for a name when it shares a word with hers or begins with a title, and has no digit.
    """
    lines = address_lines(file.safe_contact.address) if file.safe_contact else []
    first = lines[0] if lines else ""
    words, own = _name_words(first), _name_words(f"{file.witness.name} {file.witness.preferred_name}")
    is_name = bool(words & own) or bool(words & _TITLES)
    if not is_name or any(character.isdigit() for character in first):
        return "", False
    return first, " ".join(first.split()).casefold() == " ".join(file.witness.name.split()).casefold()


def _name_words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})


def letter_day(on: dt.date, today: dt.date) -> str:
    """Return "Tuesday 22 December", with the year where it is another one."""
    year = f" {on.year}" if on.year != today.year else ""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}{year}"


def letter_time(time: dt.time) -> str:
    """Return "2pm", "2.30pm"."""
    minutes = f".{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


def length_words(meeting: Meeting) -> str:
    """Return "about an hour", "about 90 minutes"; "" where no end is planned."""
    if meeting.planned_start is None or meeting.planned_end is None:
        return ""
    start, end = (time.hour * 60 + time.minute for time in (meeting.planned_start, meeting.planned_end))
    if end <= start:
        return ""
    return "about an hour" if 50 <= end - start <= 70 else f"about {end - start} minutes"


@dataclass(frozen=True)
class Adviser:
    """Who supports her: the organisation and its number, each "" where none may stand in a letter."""

    organisation: str
    phone: str


def adviser(file: WitnessFile) -> Adviser | None:
    person = file.person(CaseRole.ISVA)
    return None if person is None else Adviser(may_stand(person.organisation), may_stand(person.phone))


def not_guilty_on(file: WitnessFile) -> dt.date | None:
    """Return when an accused last said not guilty, None where nobody did or the day is not recorded."""
    pleas = [file.plea_of(defendant) for defendant in file.defendants]
    days = [p.entered_on for p in pleas if p is not None and p.plea is PleaKind.NOT_GUILTY and p.entered_on]
    return max(days, default=None)


def send_by(file: WitnessFile, meeting: Meeting, facts: PaperFacts, today: dt.date) -> dt.date | None:
    """Return the last day for the requests to the judge, where a meeting before it still helps."""
    due = next((working.due for working in facts.limits if working.due is not None), None)
    is_late = due is None or due < today or (meeting.planned_on is not None and meeting.planned_on > due)
    return None if is_late or any(a.served_on for a in file.applications) else due


def answer_by(meeting: Meeting, facts: PaperFacts, today: dt.date) -> dt.date | None:
    """Return the last working day before the meeting, where there is one to come."""
    if meeting.planned_on is None:
        return None
    day = meeting.planned_on - dt.timedelta(days=1)
    while day > today and facts.calendar.why_not_working_day(day):
        day -= dt.timedelta(days=1)
    return day if day > today else None
