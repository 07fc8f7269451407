"""The checklist before the first hearing: what is there, what is missing and who owes it.

Items are data (`resources/readiness.toml`); the facts they follow from are here, by name. What follows from facts is
never ticked by hand; it may only be marked as not needed, with why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from victimplanner.domain.case import Hearing, HearingState
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.errors import RuleFileProblem
from victimplanner.domain.people import CASE_ROLE_WORDS, CaseRole
from victimplanner.domain.readiness import ReadinessMark, ReadinessTick
from victimplanner.domain.readiness_facts import NEEDED, SHOWS, first_hearing
from victimplanner.domain.rule_entries import choice_of, entries_of, known_only, text_of
from victimplanner.domain.rules import CONFIDENCES, OUTSIDE_OWNERS, OWNERS, PLACES

CASE, WITNESS = "case", "witness"


@dataclass(frozen=True)
class ReadinessItem:
    """One item as its file describes it. Without `shows` it is ticked by hand; `missing` is a clause."""

    id: str
    title: str
    missing: str
    per: str  # "case" or "witness"
    owner: str  # a role of the case, or "police", "court", "cps"
    act_at: str
    source: str
    confidence: str
    shows: str = ""
    when: str = ""


class Readiness(StrEnum):
    """Where a line stands."""

    DONE = "done"
    MISSING = "missing"
    TO_DO = "to_do"  # ticked by hand, and not ticked yet
    NOT_NEEDED = "not_needed"


READINESS_WORDS = {
    Readiness.DONE: "Done",
    Readiness.MISSING: "Missing",
    Readiness.TO_DO: "To do",
    Readiness.NOT_NEEDED: "Not needed",
}
OPEN_READINESS = (Readiness.MISSING, Readiness.TO_DO)


@dataclass(frozen=True)
class ReadinessLine:
    """One line of the list: `words` say which fact shows it, which is missing, or why it is not needed.

    `key` names it in ticks: the item, and the witness where there is one line for each. `is_fact`: no tick sets it.
    """

    key: str
    item: ReadinessItem
    state: Readiness
    words: str
    on: dt.date | None
    owner: str
    witness_id: str = ""
    witness_label: str = ""
    tick: ReadinessTick | None = None

    @property
    def id(self) -> str:
        return self.key

    @property
    def is_fact(self) -> bool:
        return bool(self.item.shows)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_READINESS


@dataclass(frozen=True)
class FirstHearing:
    """The readiness of one case. `days_left` are calendar days, negative once it is over; None while no day is listed."""

    case: CaseFile
    hearing: Hearing | None
    days_left: int | None
    lines: tuple[ReadinessLine, ...]

    @property
    def id(self) -> str:
        return self.case.case.id

    @property
    def open_lines(self) -> tuple[ReadinessLine, ...]:
        return tuple(line for line in self.lines if line.is_open)


# ---------------------------------------------------------------- the list


def first_hearing_of(case: CaseFile, items: tuple[ReadinessItem, ...], today: dt.date) -> FirstHearing:
    """Return what is ready and what is missing before the first hearing, the lines in the order of the file."""
    hearing = first_hearing(case)
    listed = hearing.listed_on if hearing else None
    ticks = {tick.item_id: tick for tick in sorted(case.ticks, key=lambda t: t.sequence)}
    lines = []
    for item in items:
        files: tuple[WitnessFile | None, ...] = (None,) if item.per == CASE else case.witnesses
        lines += [_line(case, file, item, ticks, today) for file in files]
    return FirstHearing(case, hearing, (listed - today).days if listed else None, tuple(lines))


def is_to_come(case: CaseFile, today: dt.date) -> bool:
    """Say whether the first hearing is still to come: listed for today or later, or no day yet and nobody has pleaded."""
    hearing = first_hearing(case)
    if hearing is not None and hearing.listed_on is not None:
        return hearing.state is HearingState.LISTED and hearing.listed_on >= today
    listed = [
        h for file in case.witnesses for h in file.hearings if h.listed_on and h.state is not HearingState.VACATED
    ]
    return not listed and not any(file.pleas for file in case.witnesses)


def _line(
    case: CaseFile,
    file: WitnessFile | None,
    item: ReadinessItem,
    ticks: Mapping[str, ReadinessTick],
    today: dt.date,
) -> ReadinessLine:
    key = f"{item.id}/{file.witness.id}" if file else item.id
    tick = ticks.get(key)
    state, words, on = _standing(case, file, item, tick, today)
    masked = file.witness.without_name(words) if file else words
    return ReadinessLine(
        key=key,
        item=item,
        state=state,
        words=f"{masked[:1].upper()}{masked[1:]}",
        on=on,
        owner=_owner(case, file, item),
        witness_id=file.witness.id if file else "",
        witness_label=file.witness.masked if file else "",
        tick=tick,
    )


def _standing(
    case: CaseFile, file: WitnessFile | None, item: ReadinessItem, tick: ReadinessTick | None, today: dt.date
) -> tuple[Readiness, str, dt.date | None]:
    mark = tick.mark if tick else ReadinessMark.OPEN
    is_there, words, on = SHOWS[item.shows](case, file) if item.shows else (False, "", None)
    if is_there:
        return Readiness.DONE, words, on
    if item.when and (why := NEEDED[item.when](case, file, today)):
        return Readiness.NOT_NEEDED, why, None
    if tick is not None and mark is ReadinessMark.NOT_NEEDED:
        return Readiness.NOT_NEEDED, f"{tick.note.rstrip('.')} ({tick.by})", tick.on
    if item.shows:
        return Readiness.MISSING, words, None
    if tick is not None and mark is ReadinessMark.DONE:
        note = f": {tick.note.rstrip('.')}" if tick.note.strip() else ""
        return Readiness.DONE, f"ticked by {tick.by}{note}", tick.on
    return Readiness.TO_DO, f"{item.missing}: ticked by hand once it is done", None


def _owner(case: CaseFile, file: WitnessFile | None, item: ReadinessItem) -> str:
    if item.owner in OUTSIDE_OWNERS:
        return OUTSIDE_OWNERS[item.owner]
    role = CaseRole(item.owner)
    files = (file,) if file else case.witnesses
    person = next((p for f in files if (p := f.person(role)) is not None), None)
    return f"{person.name}, {CASE_ROLE_WORDS[role]}" if person else f"{CASE_ROLE_WORDS[role]}, not named"


# ---------------------------------------------------------------- the file

_FILE_KEYS = frozenset({"edition", "checked_on", "source", "item"})


def read_readiness(data: Mapping[str, Any], file: str) -> tuple[ReadinessItem, ...]:
    """Check the checklist and return its items in order. Raises: RuleFileProblem naming file, entry and key."""
    known_only(data, file, "file", _FILE_KEYS)
    items: dict[str, ReadinessItem] = {}
    for entry in entries_of(data, file, "item"):
        name = str(entry.get("id", "without id"))
        known_only(entry, file, name, frozenset(ReadinessItem.__dataclass_fields__))
        if name in items:
            raise RuleFileProblem(file, name, "id", "stands twice.")
        items[name] = ReadinessItem(
            id=text_of(entry, file, name, "id"),
            title=text_of(entry, file, name, "title"),
            missing=text_of(entry, file, name, "missing"),
            per=choice_of(entry, file, name, "per", (CASE, WITNESS)),
            owner=choice_of(entry, file, name, "owner", OWNERS),
            act_at=choice_of(entry, file, name, "act_at", PLACES),
            source=text_of(entry, file, name, "source"),
            confidence=choice_of(entry, file, name, "confidence", CONFIDENCES),
            shows=choice_of(entry, file, name, "shows", tuple(SHOWS)) if "shows" in entry else "",
            when=choice_of(entry, file, name, "when", tuple(NEEDED)) if "when" in entry else "",
        )
    return tuple(items.values())
