"""What a variant leaves out, taken out of the records before anything is set on a page. Never covered, never hidden.

Structure (a whole column, a section) is left out by the document itself; here go values, wherever somebody wrote them,
and whole fields. Everything taken out is counted by the step that takes it out.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from enum import Enum
from typing import TypeVar

from victimplanner.documents.cutting import NO_NAMES, Cutter, Removal, without_days, without_traces
from victimplanner.documents.left_out import fields_left_out, parts_left_out
from victimplanner.documents.removals import REMOVED, Removed, Tally, removed_words
from victimplanner.documents.roles import names_and_roles, stand_ins
from victimplanner.documents.text import plain
from victimplanner.documents.withheld import (
    REMOVED_CONTACT,
    beside_her,
    case_itself,
    her_names,
    her_surname,
    link_details,
    not_for_the_kitchen_table,
    places,
    safe_contact,
    supporters,
    withheld_from_defence,
    withheld_from_party,
)
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.issued import Variant
from victimplanner.domain.links import Room, Site
from victimplanner.domain.people import Person
from victimplanner.domain.record import Record

FOR_HER = frozenset({Variant.WITNESS, Variant.LARGE_PRINT, Variant.EASY_READ})
"""Copies for the witness herself."""
FOR_OUTSIDE = frozenset({Variant.DISCLOSURE, Variant.ANONYMISED})
"""Copies of which a reader is told what they leave out, and how often."""
NOT_A_COMPLAINANT = "[the witness]"
_REMOVED_REFERENCE = f"{REMOVED}reference]"

# A prosecutor or a street may share a name with the witness: in these, only a whole name is taken out.
_NAMES_OF_PEOPLE = frozenset(
    (
        "name", "owner", "taken_by", "told_by", "decided_by", "offered_by", "note_taker", "judge",
        "answered_by", "added_by", "opinion_by", "considered_by", "checked_by", "representative",
        "confirmed_by", "site_contact", "contact_name", "explained_by", "changed_by", "noted_by", "chased_by",
        "made_by", "disclosure_reviewed_by",
    )
)  # fmt: skip
_ALSO_A_NAME = frozenset({"new_evidence_told"})  # free words, of which a copy that names nobody keeps the role
_NO_PERSON = (Room, Site)
# What no variant changes: whose file it is, what the law looks at, and the register. A copy that names nobody changes
# these too.
_LEFT_AS_THEY_ARE = frozenset({"office", "pleas", "charges", "issued"})
_ALWAYS_KEPT = _LEFT_AS_THEY_ARE | {"case", "defendants", "witness"}

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclasses.dataclass(frozen=True)
class Cut:
    """The records of one witness as a variant may show them, and how often what was taken out."""

    file: WitnessFile
    meeting: MeetingFile | None
    removed: Tally = dataclasses.field(default_factory=Counter)


def cut_for(
    file: WitnessFile,
    meeting: MeetingFile | None,
    variant: Variant,
    name_instead: str = "",
    *,
    is_letter: bool = False,
    prints: frozenset[str] = frozenset(),
) -> Cut:
    """Return the records of one witness without the values that no copy, or not this variant, may show.

    `name_instead` is what a paper without her name on any copy puts in its place, in brackets. A letter is cut as for
    her on every copy; her name stays with the witness and her address with the safe contact, and nowhere else.
    `prints` names the parts of the records that the paper reads, empty: all. A copy for outside is made from these
    alone, so that what is counted is what would have stood on it.
    """
    if is_letter:
        cut = cut_for(file, meeting, Variant.WITNESS)
        return dataclasses.replace(cut, file=_addressed(cut.file, file))
    removed: Tally = Counter()
    work = _Work(file, meeting, variant, name_instead, removed)
    if variant in FOR_OUTSIDE:
        file = _narrowed(file, prints, variant, removed)
    cut_file = work.file(file)
    return Cut(cut_file, None if meeting is None else work.meeting(meeting), removed)


def says_too_much(words: str, file: WitnessFile, variant: Variant) -> bool:
    """Say whether words for the foot of every page hold her name, or the case on a copy that names none."""
    removed: Tally = Counter()
    withheld = her_names(file) + (case_itself(file) if variant is Variant.ANONYMISED else [])
    Cutter(withheld, removed).cut(words, with_parts=False)
    return bool(removed)


def _addressed(cut_file: WitnessFile, file: WitnessFile) -> WitnessFile:
    """Return records cut for her with what the window of an envelope shows put back where it is kept."""
    names = {"name": file.witness.name, "preferred_name": file.witness.preferred_name}
    witness = cut_file.witness.model_copy(update=names)
    contact = cut_file.safe_contact
    if contact is not None and file.safe_contact is not None:
        contact = contact.model_copy(update={"address": file.safe_contact.address})
    return dataclasses.replace(cut_file, witness=witness, safe_contact=contact)


def _removals(file: WitnessFile, meeting: MeetingFile | None, variant: Variant) -> list[Removal]:
    found = safe_contact(file) + link_details(file)
    if variant is Variant.DISCLOSURE:
        found += withheld_from_defence(file, meeting) + withheld_from_party(file)
    elif variant in FOR_HER:
        found += not_for_the_kitchen_table(file)
    elif variant is Variant.SERVED:
        found += withheld_from_party(file)
    elif variant is Variant.INSPECTION:
        found += [Removal(name, words, Removed.STAFF, "last") for name, words in names_and_roles(file)]
    elif variant is Variant.ANONYMISED:
        beside = [removal for removal in supporters(file, meeting) if removal.kind is Removed.ORGANISATION]
        found += withheld_from_party(file) + places(file, meeting)
        found += stand_ins(file, meeting) + _supporters_in_words(file) + beside + case_itself(file)
    return found


def _supporters_in_words(file: WitnessFile) -> list[Removal]:
    """Return companions that an application or a direction names in words, as what they are for a copy of roles."""
    words = removed_words()["roles"]["supporter"]
    named = (*(a.companion for a in file.applications), *(d.companion for d in file.directions))
    return [Removal(value, words, Removed.SUPPORTER) for value in named if len(value.split()) > 1]


def _narrowed(file: WitnessFile, prints: frozenset[str], variant: Variant, removed: Tally) -> WitnessFile:
    """Return a file without the parts that the paper does not print, and without those that the variant leaves out."""
    empty: dict[str, object] = {}
    for item in dataclasses.fields(file):
        value = getattr(file, item.name)
        if prints and item.name not in prints and item.name not in _ALWAYS_KEPT:
            empty[item.name] = () if isinstance(value, tuple) else None
        elif (kind := parts_left_out(variant).get(item.name)) and value:
            removed[kind] += len(value)
            empty[item.name] = ()
    return dataclasses.replace(file, **empty)  # type: ignore[arg-type]


class _Work:
    """Cuts the records of one witness for one variant, each by its place among them."""

    def __init__(
        self, file: WitnessFile, meeting: MeetingFile | None, variant: Variant, name_instead: str, removed: Tally
    ) -> None:
        removals = _removals(file, meeting, variant)
        if name_instead and variant is not Variant.ANONYMISED:
            removals += her_names(file, name_instead if file.witness.is_complainant else NOT_A_COMPLAINANT)
        self._removed = removed
        self._variant = variant
        self._is_nameless = variant is Variant.ANONYMISED
        self._cutter = Cutter(removals, removed)
        self._surname = Cutter(her_surname(file) if name_instead else [], removed)
        self._beside_her = beside_her(file)
        self._left_out = fields_left_out(variant)
        self._roles = [*dict.fromkeys(removed_words()["roles"].values()), *(d.label for d in file.defendants)]

    def file(self, file: WitnessFile) -> WitnessFile:
        changed: dict[str, object] = {}
        for item in dataclasses.fields(file):
            value = getattr(file, item.name)
            if value is None or (item.name in _LEFT_AS_THEY_ARE and not self._is_nameless):
                continue
            if item.name == "meetings":
                changed[item.name] = tuple(self.meeting(one) for one in value)
            elif item.name == "people":
                changed[item.name] = tuple((role, self._person(person)) for role, person in value)
            elif item.name == "link_people":
                changed[item.name] = tuple(self._person(person) for person in value)
            elif item.name == "places":
                changed[item.name] = tuple(
                    (self._record(room, item.name), self._record(site, item.name)) for room, site in value
                )
            elif isinstance(value, Record):
                changed[item.name] = self._record(value, item.name)
            else:
                changed[item.name] = tuple(self._record(record, item.name) for record in value)
        return dataclasses.replace(file, **changed)  # type: ignore[arg-type]

    def meeting(self, meeting: MeetingFile) -> MeetingFile:
        changed: dict[str, object] = {}
        for item in dataclasses.fields(meeting):
            value = getattr(meeting, item.name)
            place = f"meeting.{item.name}"
            if (kind := parts_left_out(self._variant).get(place)) and value:
                self._removed[kind] += len(value)
                changed[item.name] = ()
            elif isinstance(value, Record):
                changed[item.name] = self._record(value, place)
            else:
                changed[item.name] = tuple(self._record(record, place) for record in value)
        return dataclasses.replace(meeting, **changed)  # type: ignore[arg-type]

    def _person(self, person: Person) -> Person:
        cut = self._record(person, "people")
        if person.id not in self._beside_her:
            return cut
        return cut.model_copy(update={"name": self._surname.cut(cut.name, with_parts=True)})

    def _record(self, record: AnyRecord, place: str) -> AnyRecord:
        """Return the record with the values taken out: whole values everywhere, parts in what is no person's name."""
        changed: dict[str, object] = {}
        for name in type(record).model_fields:
            value = getattr(record, name)
            if not isinstance(value, str) or isinstance(value, Enum) or name == "id" or name.endswith("_id"):
                continue
            rule = self._left_out.get((place, name)) or self._left_out.get((type(record).__name__, name))
            is_name = name in _NAMES_OF_PEOPLE or (isinstance(record, _NO_PERSON) and name == "address")
            is_person = (is_name or name in _ALSO_A_NAME) and not isinstance(record, _NO_PERSON)
            if name == "link_details":
                new = ""  # opens the link: on no paper at all
            elif rule is not None and rule.holds(record):
                new = rule.instead if value.strip() else ""
                if value.strip() and rule.kind is not None:
                    self._removed[rule.kind] += 1
            else:
                # Days first: somebody may be called May.
                said = without_days(plain(value), self._removed) if self._is_nameless and not is_person else value
                # One word alone in the place of a name is as likely hers: who answered may be "Siân".
                is_one_word = self._variant in FOR_OUTSIDE and len(value.split()) == 1
                new = self._cutter.cut(said, with_parts=self._is_nameless or not is_name or is_one_word)
                if self._is_nameless:
                    new = self._role_only(new) if is_person else self._without_traces(new)
            if new != value:
                changed[name] = new
        return record.model_copy(update=changed) if changed else record

    def _without_traces(self, text: str) -> str:
        return without_traces(text, self._removed, _REMOVED_REFERENCE, REMOVED_CONTACT)

    def _role_only(self, name: str) -> str:
        """Return a name as a role and nothing else: what somebody typed beside it may say who it is."""
        found = [words for words in sorted(self._roles, key=len, reverse=True) if words in name]
        if found:
            numbered = name[name.index(found[0]) :]
            digit = numbered.removeprefix(found[0]).split(",")[0].strip()
            return f"{found[0]} {digit}" if digit.isdigit() and len(digit) < 3 else found[0]
        words = [word.strip("(),.:;").casefold() for word in name.split()]
        if not words or all(word in NO_NAMES for word in words):
            return name
        self._removed[Removed.STAFF] += 1
        return str(removed_words()["roles"]["other"])
