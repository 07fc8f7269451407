"""What a variant leaves out, taken out of the records before anything is set on a page. Never covered, never hidden.

Structure (a whole column, a section) is left out by the document itself; here go values, wherever somebody wrote them.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.issued import Variant
from victimplanner.domain.people import CaseRole
from victimplanner.domain.record import Record

REMOVED = "[removed: "
REMOVED_NAME = f"{REMOVED}name of complainant]"
REMOVED_SUPPORTER = f"{REMOVED}name of supporter]"
REMOVED_ORGANISATION = f"{REMOVED}organisation]"
REMOVED_PLACE = f"{REMOVED}place]"
REMOVED_CONTACT = f"{REMOVED}safe contact]"
REMOVED_ACCUSED = f"{REMOVED}name of accused]"
REMOVED_OFFENCE = f"{REMOVED}offence]"
REMOVED_FOR_PARTY = f"{REMOVED}information withheld from a party]"

# A prosecutor may share a first name with the witness: in these, only a whole name is taken out.
_NAMES_OF_PEOPLE = frozenset(
    (
        "name",
        "owner",
        "taken_by",
        "told_by",
        "decided_by",
        "offered_by",
        "note_taker",
        "judge",
        "answered_by",
        "added_by",
        "opinion_by",
        "considered_by",
        "checked_by",
        "representative",
        "confirmed_by",
    )
)
_LEAST_LETTERS_OF_A_PART = 3
_LEAST_CHARACTERS_OF_A_VALUE = 4
_SUPPORT = (CaseRole.ISVA, CaseRole.SUPPORTER)

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclasses.dataclass(frozen=True)
class _Removal:
    """A value to take out, what stands in its place, and whether a part of it (a surname) is taken out too."""

    value: str
    instead: str
    has_parts: bool = False


def cut_for(file: WitnessFile, meeting: MeetingFile | None, variant: Variant) -> tuple[WitnessFile, MeetingFile | None]:
    """Return the records of one witness without the values that no copy, or not this variant, may show."""
    removals = _safe_contact(file)
    if variant is Variant.DISCLOSURE:
        removals += _withheld_from_defence(file, meeting)
    elif variant is Variant.WITNESS:
        removals += _not_for_the_kitchen_table(file)
    whole = _substitute([(pattern, r.instead) for r in removals for pattern in _whole(r.value)])
    parts = _substitute(
        [(_part(part), r.instead) for r in removals if r.has_parts for part in _parts(r.value)]
        if variant is not Variant.FILE
        else []
    )
    cut_file = _cut_dataclass(file, whole, parts)
    if meeting is None:
        return cut_file, None
    return cut_file, _cut_meeting(meeting, whole, parts)


def _safe_contact(file: WitnessFile) -> list[_Removal]:
    contact = file.safe_contact
    if contact is None:
        return []
    values = (contact.phone, contact.address, contact.email, contact.code_word, *contact.address.splitlines())
    return [_Removal(value, REMOVED_CONTACT) for value in values]


def _witness_names(file: WitnessFile) -> list[_Removal]:
    names = (file.witness.name, file.witness.preferred_name)
    return [_Removal(name, REMOVED_NAME, has_parts=True) for name in names]


def _withheld_from_defence(file: WitnessFile, meeting: MeetingFile | None) -> list[_Removal]:
    removals = _witness_names(file)
    for role, person in file.people:
        if role in _SUPPORT:
            removals.append(_Removal(person.name, REMOVED_SUPPORTER, has_parts=True))
            removals.append(_Removal(person.organisation, REMOVED_ORGANISATION))
    meetings = (*file.meetings, *((meeting,) if meeting else ()))
    for one in meetings:
        removals.append(_Removal(one.meeting.place, REMOVED_PLACE))
        for attendance in one.attendances:
            if attendance.is_supporter:
                removals.append(_Removal(attendance.name, REMOVED_SUPPORTER, has_parts=True))
                removals.append(_Removal(attendance.organisation, REMOVED_ORGANISATION))
    return removals


def _not_for_the_kitchen_table(file: WitnessFile) -> list[_Removal]:
    removals = _witness_names(file)
    removals += [_Removal(d.name, REMOVED_ACCUSED, has_parts=True) for d in file.defendants]
    offences = {file.case.lead_offence, *(charge.offence for charge in file.charges)}
    return removals + [_Removal(offence, REMOVED_OFFENCE) for offence in sorted(offences)]


def _words(value: str) -> list[str]:
    return unicodedata.normalize("NFC", value).split()


def _whole(value: str) -> list[re.Pattern[str]]:
    """Match the value in any case and spacing; a telephone number with any spaces between its digits."""
    words = _words(value)
    if len("".join(words)) < _LEAST_CHARACTERS_OF_A_VALUE and len(words) < 2:
        return []
    joined = "".join(words)
    if joined.lstrip("+").isdigit():
        body = r"[\s-]*".join(re.escape(character) for character in joined)
    else:
        body = r"\s+".join(re.escape(word) for word in words)
    return [re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)]


def _parts(value: str) -> list[str]:
    words = _words(value)
    return [word.strip(",.") for word in words if len(word.strip(",.")) >= _LEAST_LETTERS_OF_A_PART]


def _part(word: str) -> re.Pattern[str]:
    """Match a first name or surname as written or in capitals: "Mark", "MARK", never the verb "mark"."""
    return re.compile(rf"(?<!\w)(?:{re.escape(word)}|{re.escape(word.upper())})(?!\w)")


Change = Callable[[str], str]


def _substitute(patterns: list[tuple[re.Pattern[str], str]]) -> Change:
    def change(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        for pattern, instead in patterns:
            text = pattern.sub(lambda _match, instead=instead: instead, text)  # type: ignore[misc]
        return text

    return change


def _cut_record(record: AnyRecord, whole: Change, parts: Change) -> AnyRecord:
    changed = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if not isinstance(value, str) or isinstance(value, Enum) or name == "id" or name.endswith("_id"):
            continue
        new = whole(value)
        if name not in _NAMES_OF_PEOPLE:
            new = parts(new)
        if new != value:
            changed[name] = new
    return record.model_copy(update=changed) if changed else record


def _cut_meeting(meeting: MeetingFile, whole: Change, parts: Change) -> MeetingFile:
    changed: dict[str, object] = {}
    for item in dataclasses.fields(meeting):
        value = getattr(meeting, item.name)
        if isinstance(value, Record):
            changed[item.name] = _cut_record(value, whole, parts)
        else:
            changed[item.name] = tuple(_cut_record(record, whole, parts) for record in value)
    return dataclasses.replace(meeting, **changed)  # type: ignore[arg-type]


_LEFT_AS_THEY_ARE = frozenset({"office", "case", "defendants", "pleas", "charges", "issued"})


def _cut_dataclass(file: WitnessFile, whole: Change, parts: Change) -> WitnessFile:
    changed: dict[str, object] = {}
    for item in dataclasses.fields(file):
        value = getattr(file, item.name)
        if item.name in _LEFT_AS_THEY_ARE or value is None:
            continue
        if item.name == "meetings":
            changed[item.name] = tuple(_cut_meeting(one, whole, parts) for one in value)
        elif item.name == "people":
            changed[item.name] = tuple((role, _cut_record(person, whole, _same)) for role, person in value)
        elif item.name == "places":
            changed[item.name] = tuple(
                (_cut_record(room, whole, _same), _cut_record(site, whole, _same)) for room, site in value
            )
        elif isinstance(value, Record):
            changed[item.name] = _cut_record(value, whole, parts)
        else:
            changed[item.name] = tuple(_cut_record(record, whole, parts) for record in value)
    return dataclasses.replace(file, **changed)  # type: ignore[arg-type]


def _same(text: str) -> str:
    return text
