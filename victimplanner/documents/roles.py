"""Who is named in the records of one witness, with what they are for the case: for copies that show roles, not names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum

from victimplanner.documents.cutting import NO_NAMES, Removal, folded
from victimplanner.documents.removals import Removed, removed_words
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


def _typed_names(holder: WitnessFile | MeetingFile) -> Iterator[str]:
    for record in _records(holder):
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


# ---------------------------------------------------------------- a copy that names nobody

_KINDS = {"isva": Removed.SUPPORTER, "supporter": Removed.SUPPORTER}
_LITTLE_KNOWN = ("other", "judge")  # of these the first word may be no name at all: only the last stands alone


def stand_ins(file: WitnessFile, meeting: MeetingFile | None) -> list[Removal]:
    """Return what stands for each name in a copy that names nobody: "Person A", "D1", "CPS officer 2".

    Somebody written in two ways ("R. Calloway", "Rhiannon Calloway") has one stand-in; several people of the same role
    are numbered. The longest names come first.
    """
    words = removed_words()["roles"]
    witness = file.witness
    own = [Removal(name, words["witness"], Removed.HER_NAME, "all") for name in (witness.name, witness.preferred_name)]
    own += [Removal(accused.name, accused.label, Removed.ACCUSED, "all") for accused in file.defendants]
    taken = {removal.value.casefold() for removal in own}
    people: list[tuple[str, list[str]]] = []  # role, and the spellings of one person
    for name, role in _named(file, meeting):
        if name.casefold() in taken:
            continue
        same = next((names for _, names in people if any(_is_same(name, other) for other in names)), None)
        if same is None:
            people.append((role, [name]))
        elif name not in same:
            same.append(name)
    found = own + [
        Removal(
            name, _numbered(people, at), _KINDS.get(role, Removed.STAFF), "last" if role in _LITTLE_KNOWN else "all"
        )
        for at, (role, names) in enumerate(people)
        for name in names
    ]
    return sorted((removal for removal in found if removal.value.strip()), key=lambda removal: -len(removal.value))


def _numbered(people: list[tuple[str, list[str]]], at: int) -> str:
    words = removed_words()["roles"]
    own = words[people[at][0]]
    alike = [number for number, (role, _) in enumerate(people) if words[role] == own]
    return f"{own} {alike.index(at) + 1}" if len(alike) > 1 else str(own)


def _named(file: WitnessFile, meeting: MeetingFile | None) -> Iterator[tuple[str, str]]:
    """Yield each name with a key of the roles, those whose role is recorded first."""
    for case_role, person in file.people:
        yield person.name.strip(), case_role.value
    for one in (*([meeting] if meeting else []), *file.meetings):
        for attendance in one.attendances:
            yield attendance.name.strip(), "isva" if attendance.is_supporter else _role_in(attendance.role)
    beside = {id_ for link in file.links for id_ in (link.companion_id, link.supporter_id)}
    beside |= {supporter.person_id for supporter in file.supporters}
    for person in file.link_people:
        yield person.name.strip(), "supporter" if person.id in beside else "other"
    for accused in file.defendants:
        if _is_a_name(accused.representative):
            yield accused.representative.partition(",")[0].strip(), "counsel"
    holders: list[WitnessFile | MeetingFile] = [file, *([meeting] if meeting else [])]
    for holder in holders:
        for value in _typed_names(holder):
            if _is_a_name(value) and _name_words(value):
                yield value, _role_in(value.partition("(")[2])
    for record in _records(file):
        judge = getattr(record, "judge", "")
        if judge:
            yield judge.strip(), "judge"


def _role_in(words: str) -> str:
    """Return the key of the role that somebody typed in words."""
    for role, found in removed_words()["role_words"].items():
        if any(word in words.casefold() for word in found):
            return str(role)
    return "other"


def _is_same(name: str, other: str) -> bool:
    """Whether two spellings may be of one person: the same surname, and first names that do not speak against it."""
    one, two = (_name_words(value) for value in (name, other))
    if not one or not two or one[-1] != two[-1]:
        return False
    return len(one) == 1 or len(two) == 1 or one[0].startswith(two[0]) or two[0].startswith(one[0])


def _name_words(name: str) -> list[str]:
    """Return the words of a name without rank and number: "DC 4471 Thornbury" is "thornbury"."""
    words = folded(name).partition("(")[0].replace(".", " ").casefold().split()
    return [word for word in words if word not in NO_NAMES and not word.isdigit()]
