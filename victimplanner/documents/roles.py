"""Who is named in the records of one witness, with what they are for the case: for copies that show roles, not names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum

from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.links import Room, Site
from victimplanner.domain.office import Office
from victimplanner.domain.people import CASE_ROLE_WORDS
from victimplanner.domain.record import Record

SOMEBODY = "[member of staff]"
_PLAIN_NAMES = ("name", "owner", "judge", "note_taker", "with_whom", "new_evidence_told")
_NO_PERSON = (Office, Room, Site)
_LEAST_LETTERS = 3


def names_and_roles(file: WitnessFile) -> list[tuple[str, str]]:
    """Return every name of somebody on the case or in the records, with the words of the role that stand for it.

    The witness and the accused are left to the callers. The longest names come first, so that "P. Nandakumar (witness
    care)" goes before "P. Nandakumar".
    """
    known = {person.name: CASE_ROLE_WORDS[role] for role, person in file.people}
    surnames = {name.split()[-1].casefold(): words for name, words in known.items() if name.split()}
    apart = {file.witness.name, file.witness.preferred_name, *(d.name for d in file.defendants)}
    for value in _typed_names(file):
        if value not in known and value not in apart and _is_a_name(value):
            parts = [part.strip("(),.").casefold() for part in value.split()]
            known[value] = next((surnames[part] for part in parts if part in surnames), SOMEBODY)
    return sorted(known.items(), key=lambda item: -len(item[0]))


def _is_a_name(value: str) -> bool:
    """Whether words look like somebody's name: two or more, all beginning with a capital before any bracket."""
    words = value.partition("(")[0].split()
    return len(words) > 1 and all(word[:1].isupper() for word in words) and len(words[-1]) >= _LEAST_LETTERS


def _typed_names(file: WitnessFile) -> Iterator[str]:
    for record in _records(file):
        if isinstance(record, _NO_PERSON):
            continue
        for field in type(record).model_fields:
            if field in _PLAIN_NAMES or field == "by" or field.endswith("_by"):
                value = getattr(record, field)
                if isinstance(value, str) and not isinstance(value, Enum) and value.strip():
                    yield value.strip()


def _records(holder: WitnessFile | MeetingFile) -> Iterator[Record]:
    for item in dataclasses.fields(holder):
        value = getattr(holder, item.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                yield one
            elif isinstance(one, MeetingFile):
                yield from _records(one)
