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

from victimplanner.documents.roles import names_and_roles
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.issued import Variant
from victimplanner.domain.links import SiteKind
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.record import Record
from victimplanner.domain.urn import display_urn

REMOVED = "[removed: "
REMOVED_NAME = f"{REMOVED}name of complainant]"
REMOVED_SUPPORTER = f"{REMOVED}name of supporter]"
REMOVED_ORGANISATION = f"{REMOVED}organisation]"
REMOVED_PLACE = f"{REMOVED}place]"
REMOVED_CONTACT = f"{REMOVED}safe contact]"
REMOVED_ACCUSED = f"{REMOVED}name of accused]"
REMOVED_OFFENCE = f"{REMOVED}offence]"
REMOVED_FOR_PARTY = f"{REMOVED}information withheld from a party]"
REMOVED_LINK = f"{REMOVED}link details]"
REMOVED_CASE = f"{REMOVED}which case]"
REMOVED_SURNAME = f"{REMOVED}surname]"

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
        "site_contact",
        "contact_name",
        "explained_by",
        "changed_by",
        "noted_by",
        "chased_by",
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


def cut_for(
    file: WitnessFile, meeting: MeetingFile | None, variant: Variant, name_instead: str = ""
) -> tuple[WitnessFile, MeetingFile | None]:
    """Return the records of one witness without the values that no copy, or not this variant, may show.

    `name_instead` is what a paper without her name on any copy puts in its place, in brackets.
    """
    removals = _safe_contact(file) + _link_details(file)
    if variant is Variant.DISCLOSURE:
        removals += _withheld_from_defence(file, meeting) + _withheld_from_party(file)
    elif variant is Variant.WITNESS:
        removals += _not_for_the_kitchen_table(file)
    elif variant is Variant.SERVED:
        removals += _withheld_from_party(file)
    elif variant is Variant.INSPECTION:
        removals += _roles_for_names(file)
    elif variant is Variant.ANONYMISED:
        removals += _withheld_from_defence(file, meeting) + _withheld_from_party(file) + _roles_for_names(file)
        removals += _case_itself(file)
    if name_instead:
        instead = name_instead if file.witness.is_complainant else NOT_A_COMPLAINANT
        removals += [dataclasses.replace(name, instead=instead) for name in _witness_names(file)]
    whole = _substitute([(pattern, r.instead) for r in removals for pattern in _whole(r.value)])
    parts = _substitute(
        [(_part(part), r.instead) for r in removals if r.has_parts for part in _parts(r.value)]
        if variant is not Variant.FILE or name_instead
        else []
    )
    surname = _substitute(_surname(file) if name_instead else [])
    cut_file = _cut_dataclass(file, whole, parts, surname)
    if meeting is None:
        return cut_file, None
    return cut_file, _cut_meeting(meeting, whole, parts)


NOT_A_COMPLAINANT = "[the witness]"


def _safe_contact(file: WitnessFile) -> list[_Removal]:
    contact = file.safe_contact
    if contact is None:
        return []
    values = (contact.phone, contact.address, contact.email, contact.code_word, *contact.address.splitlines())
    return [_Removal(value, REMOVED_CONTACT) for value in values]


_OPENS_A_LINK = re.compile(r"://|@|\d{4}|\d{3}[ -]\d{3}|pin|pass|code|\bid\b|secret", re.IGNORECASE)


def _link_details(file: WitnessFile) -> list[_Removal]:
    """Return what opens a link, wherever it was pasted: each such line, each address, each value after a colon."""
    values: list[str] = []
    for text in (link.link_details for link in file.links):
        for line in filter(_OPENS_A_LINK.search, text.splitlines()):
            values += (line, line.partition(": ")[2], *(word for word in line.split() if "://" in word or "@" in word))
    return [_Removal(value.strip(), REMOVED_LINK) for value in values]


def _withheld_from_party(file: WitnessFile) -> list[_Removal]:
    """Return what a party is not to learn (CrimPR 2025 r.18.12), and why not, wherever it was written again."""
    texts = [text for a in file.applications for text in (a.court_only, a.court_only_reason)]
    return [_Removal(value, REMOVED_FOR_PARTY) for text in texts for value in (text, *text.splitlines())]


def _surname(file: WitnessFile) -> list[tuple[re.Pattern[str], str]]:
    """Match her surname in the name of somebody of her family."""
    words = _parts(file.witness.name)
    return [(_part(words[-1]), REMOVED_SURNAME)] if len(words) > 1 else []


def _beside_her(file: WitnessFile) -> frozenset[str]:
    """Return the ids of those who come with her and may be of her family."""
    ids = {person_id for link in file.links for person_id in (link.companion_id, link.supporter_id) if person_id}
    return frozenset(ids | {person.id for role, person in file.people if role is CaseRole.SUPPORTER})


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
    return removals + _companions(file) + _places(file)


def _companions(file: WitnessFile) -> list[_Removal]:
    beside_her = _beside_her(file)
    removals = []
    for person in file.link_people:
        if person.id in beside_her:
            removals.append(_Removal(person.name, REMOVED_SUPPORTER, has_parts=True))
            removals.append(_Removal(person.organisation, REMOVED_ORGANISATION))
    named = (*(a.companion for a in file.applications), *(d.companion for d in file.directions))
    return removals + [_Removal(words, REMOVED_SUPPORTER) for words in named if len(_words(words)) > 1]


def _places(file: WitnessFile) -> list[_Removal]:
    """Return where she gives evidence from and by which door. The court of trial is no secret."""
    removals = [_Removal(d.place, REMOVED_PLACE) for d in file.directions]
    removals += [_Removal(a.place_proposed, REMOVED_PLACE) for a in file.applications]
    for room, site in file.places:
        if site.kind is not SiteKind.COURT:
            values = (f"{site.name}, {room.name}", site.name, site.address, *site.address.splitlines(), site.entrances)
            removals += [_Removal(value, REMOVED_PLACE) for value in values]
    for link in file.links:
        removals += [_Removal(value, REMOVED_PLACE) for value in (link.entrance, link.keep_apart, link.leaving)]
    court = _words(file.case.court_name.casefold())
    return [r for r in removals if len(_words(r.value)) > 1 and _words(r.value.casefold()) != court]


def _not_for_the_kitchen_table(file: WitnessFile) -> list[_Removal]:
    removals = _witness_names(file)
    removals += [_Removal(d.name, REMOVED_ACCUSED, has_parts=True) for d in file.defendants]
    offences = {file.case.lead_offence, *(charge.offence for charge in file.charges)}
    return removals + [_Removal(offence, REMOVED_OFFENCE) for offence in sorted(offences)]


def _roles_for_names(file: WitnessFile) -> list[_Removal]:
    return [_Removal(name, words) for name, words in names_and_roles(file)]


def _case_itself(file: WitnessFile) -> list[_Removal]:
    """Return what says which case it is: numbers, court and accused."""
    case = file.case
    values = (display_urn(case.urn), case.urn, *case.linked_urns, case.court_case_no, case.court_name)
    removals = [_Removal(value, REMOVED_CASE) for value in (*values, file.witness.reference)]
    return removals + [_Removal(d.name, REMOVED_ACCUSED, has_parts=True) for d in file.defendants]


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


def _cut_record(record: AnyRecord, whole: Change, parts: Change, names: Change | None = None) -> AnyRecord:
    """Return the record with the values taken out: `whole` everywhere, `parts` in what is not a person's name."""
    changed = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if not isinstance(value, str) or isinstance(value, Enum) or name == "id" or name.endswith("_id"):
            continue
        new = whole(value)
        if name == "link_details":
            new = ""  # opens the link: on no paper at all
        elif name not in _NAMES_OF_PEOPLE:
            new = parts(new)
        elif names is not None:
            new = names(new)
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


def _cut_dataclass(file: WitnessFile, whole: Change, parts: Change, surname: Change) -> WitnessFile:
    changed: dict[str, object] = {}
    beside_her = _beside_her(file)

    def cut_person(person: Person) -> Person:
        return _cut_record(person, whole, _same, surname if person.id in beside_her else _same)

    for item in dataclasses.fields(file):
        value = getattr(file, item.name)
        if item.name in _LEFT_AS_THEY_ARE or value is None:
            continue
        if item.name == "meetings":
            changed[item.name] = tuple(_cut_meeting(one, whole, parts) for one in value)
        elif item.name == "people":
            changed[item.name] = tuple((role, cut_person(person)) for role, person in value)
        elif item.name == "link_people":
            changed[item.name] = tuple(cut_person(person) for person in value)
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
