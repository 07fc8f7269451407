"""The rule book: rule files, read as plain dicts, checked and turned into typed rules.

A mistake in a file names file, entry and key; nothing is guessed and no rule is left out silently.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from victimplanner.domain.case import CourtKind
from victimplanner.domain.dates import plain_date
from victimplanner.domain.deadlines import DeadlineRule
from victimplanner.domain.eligibility import CONDITIONS, Answer, AnswerRule, GateRule, MeasureRule
from victimplanner.domain.errors import NotFound, RuleFileProblem
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.people import CaseRole
from victimplanner.domain.preparation import FOLLOWS, OUTSIDE_WORDS, WHEN, Section28Rules, StepRule
from victimplanner.domain.rule_entries import choice_of, entries_of, flag_of, known_only, text_of, texts_of
from victimplanner.domain.turning_18 import AtEighteen, AtEighteenRule
from victimplanner.domain.witness import GateCode

DEADLINE_FILES = ("criminal_procedure.toml", "victims_code.toml", "unit_limits.toml")
MEASURES_FILE = "measures.toml"
SECTION_28_FILE = "section_28.toml"
CONFIDENCES = ("V", "V-old", "GK-U")
UNITS = ("business days", "working days", "days")
OUTSIDE_OWNERS = {**OUTSIDE_WORDS, "cps": "CPS"}
OWNERS = (*CaseRole, *OUTSIDE_OWNERS)
PLACES = ("", "overview", "meeting", "measures", "section_28", "links", "contact", "duties")
_COUNT_KEYS = frozenset({"standard", "enhanced"} | {kind.value for kind in CourtKind})


@dataclass(frozen=True)
class RuleBook:
    """Every rule the program knows, with the words that name the editions and a hash of the files."""

    measures: Mapping[MeasureId, MeasureRule]
    gates: Mapping[GateCode, GateRule]
    at_18: Mapping[AtEighteen, AtEighteenRule]
    section_28: Section28Rules
    deadlines: tuple[DeadlineRule, ...]
    editions: tuple[str, ...]
    fingerprint: str  # first 12 hexadecimal letters of the SHA-256 of the files

    def deadline(self, rule_id: str, on: dt.date) -> DeadlineRule:
        """Return the edition of a rule in force on `on`, the day of the event.

        Raises: NotFound when the id is unknown or no edition held was in force on that day.
        """
        editions = [rule for rule in self.deadlines if rule.id == rule_id]
        if not editions:
            raise NotFound(f"There is no rule “{rule_id}”. See the list of rules for the ids in use.")
        in_force = [rule for rule in editions if rule.in_force <= on]
        if not in_force:
            first = min(rule.in_force for rule in editions)
            raise NotFound(
                f"No edition of rule “{rule_id}” that this program holds was in force on {plain_date(on)}; "
                f"the earliest begins on {plain_date(first)}. Go by the rule of that day."
            )
        return max(in_force, key=lambda rule: rule.in_force)

    def rule_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rule.id for rule in self.deadlines))


def read_rule_book(files: Mapping[str, Mapping[str, Any]], starts: frozenset[str], fingerprint: str) -> RuleBook:
    """Check the dicts of all rule files and return the book. `starts` holds the names of known triggers.

    A file beyond the known ones holds time limits too: a new edition of the Code is one more file, whose entries begin
    later.

    Raises: RuleFileProblem for the first mistake found, naming file, entry and key.
    """
    for name in (MEASURES_FILE, SECTION_28_FILE, *DEADLINE_FILES):
        if name not in files:
            raise RuleFileProblem(name, "file", "name", "the rule file is missing. Install the program again.")
    known_only(files[MEASURES_FILE], MEASURES_FILE, "file", _FILE_KEYS | {"gate", "measure", "arrangements", "at_18"})
    measures, gates = _read_measures(files[MEASURES_FILE])
    at_18 = _read_at_18(files[MEASURES_FILE])
    section_28 = _read_section_28(files[SECTION_28_FILE])
    deadlines: list[DeadlineRule] = []
    editions = [text_of(files[MEASURES_FILE], MEASURES_FILE, "file", "edition")]
    further = sorted(name for name in files if name not in (MEASURES_FILE, SECTION_28_FILE, *DEADLINE_FILES))
    for name in (*DEADLINE_FILES, *further):
        known_only(files[name], name, "file", _FILE_KEYS | {"deadline", "rights"})
        edition = text_of(files[name], name, "file", "edition")
        titles = _rights(files[name], name)
        editions.append(edition)
        for entry in entries_of(files[name], name, "deadline"):
            deadlines.append(read_deadline(name, entry, edition, starts, titles))
    seen: set[tuple[str, dt.date]] = set()
    for rule in deadlines:
        if (rule.id, rule.in_force) in seen:
            raise RuleFileProblem("rules", rule.id, "in_force", "two entries have the same id and day in force.")
        seen.add((rule.id, rule.in_force))
    return RuleBook(measures, gates, at_18, section_28, tuple(deadlines), tuple(editions), fingerprint)


_FILE_KEYS = frozenset({"edition", "checked_on"})
_DEADLINE_KEYS = frozenset(DeadlineRule.__dataclass_fields__) - {"edition", "right_title", "right_short"}


class RightTitle(NamedTuple):
    """What a right is called in one edition, and in a word or two for a plot."""

    title: str
    short: str


def _rights(data: Mapping[str, Any], file: str) -> Mapping[str, RightTitle]:
    """Return the titles of the rights of this edition by number; none for a file that is no Code.

    In the file each number has its title, or a list of title and short title.
    """
    rights = data.get("rights", {})
    found: dict[str, RightTitle] = {}
    for number, value in rights.items() if isinstance(rights, Mapping) else [("", None)]:
        titles = [value, value] if isinstance(value, str) else value
        if not isinstance(titles, list) or len(titles) != 2 or not all(isinstance(t, str) and t for t in titles):
            raise RuleFileProblem(file, "rights", "rights", "must give each number of a right its title.")
        found[number] = RightTitle(*titles)
    return found


def read_deadline(
    file: str, entry: Mapping[str, Any], edition: str, starts: frozenset[str], titles: Mapping[str, RightTitle]
) -> DeadlineRule:
    """Check one entry of a rule file and return its rule; `titles` are those of the rights of its edition.

    Raises: RuleFileProblem naming file, entry and key.
    """
    name = str(entry.get("id", "without id"))
    known_only(entry, file, name, _DEADLINE_KEYS)
    in_force = entry.get("in_force")
    if not isinstance(in_force, dt.date) or isinstance(in_force, dt.datetime):
        raise RuleFileProblem(file, name, "in_force", "must be a day, written 2025-10-06.")
    start = text_of(entry, file, name, "starts", "")
    if start and start not in starts:
        raise RuleFileProblem(file, name, "starts", f"“{start}” is not a known trigger.")
    is_default = flag_of(entry, file, name, "is_default", default=False)
    has_limit = flag_of(entry, file, name, "has_limit", default=True)
    if not has_limit and "count" in entry:
        raise RuleFileProblem(file, name, "count", "must not stand where there is no limit (has_limit = false).")
    right = text_of(entry, file, name, "right", "")
    if right[:1].isdigit() and right.partition(".")[0] not in titles:
        raise RuleFileProblem(file, name, "right", f"“{right}” has no title among the rights of this edition.")
    called = titles.get(right.partition(".")[0], RightTitle("", ""))
    act_at = text_of(entry, file, name, "act_at", "")
    if act_at not in PLACES:
        raise RuleFileProblem(file, name, "act_at", f"“{act_at}” is not one of {', '.join(PLACES[1:])}.")
    words = text_of(entry, file, name, "words")
    try:
        words.format(count="", court="")
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        raise RuleFileProblem(file, name, "words", "may hold {count} and {court} only.") from None
    return DeadlineRule(
        id=text_of(entry, file, name, "id"),
        in_force=in_force,
        title=text_of(entry, file, name, "title"),
        citation=text_of(entry, file, name, "citation"),
        words=words,
        unit=choice_of(entry, file, name, "unit", UNITS),
        count=_count(entry, file, name) if has_limit else {},
        owner=choice_of(entry, file, name, "owner", OWNERS),
        source=text_of(entry, file, name, "source"),
        confidence=choice_of(entry, file, name, "confidence", CONFIDENCES),
        edition=edition,
        clock=choice_of(entry, file, name, "clock", ("event", "received"), "event"),
        starts=start,
        act_at=act_at,
        is_default=is_default,
        note=text_of(entry, file, name, "note", ""),
        brief=text_of(entry, file, name, "brief", ""),
        right=right,
        right_title=called.title,
        right_short=called.short,
        short=text_of(entry, file, name, "short", ""),
        waits_for=text_of(entry, file, name, "waits_for", ""),
        has_limit=has_limit,
        may_extend=flag_of(entry, file, name, "may_extend", default=is_default),
        is_told=flag_of(entry, file, name, "is_told", default=True),
    )


def _count(entry: Mapping[str, Any], file: str, name: str) -> Mapping[str, int]:
    value = entry.get("count")
    counts: Mapping[str, Any] = value if isinstance(value, dict) else {"all": value}
    for key, number in counts.items():
        if key != "all" and key not in _COUNT_KEYS:
            raise RuleFileProblem(file, name, "count", f"“{key}” is neither a court nor a level of rights.")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= 400:
            raise RuleFileProblem(file, name, "count", "must be a whole number of days from 0 to 400.")
    if not counts:
        raise RuleFileProblem(file, name, "count", "is empty.")
    return counts


_MEASURE_KEYS = frozenset({"id", "title", "paper_title", "section", "explain", "answer"})
_ANSWER_KEYS = frozenset({"value", "when", "brief", "because", "source", "confidence"})
_GATE_KEYS = frozenset({"id", "title", "section", "test", "source", "confidence"})


def _read_measures(
    data: Mapping[str, Any],
) -> tuple[Mapping[MeasureId, MeasureRule], Mapping[GateCode, GateRule]]:
    file = MEASURES_FILE
    gates: dict[GateCode, GateRule] = {}
    for entry in entries_of(data, file, "gate"):
        name = str(entry.get("id", "without id"))
        known_only(entry, file, name, _GATE_KEYS)
        code = GateCode(choice_of(entry, file, name, "id", tuple(GateCode)))
        if code in gates:
            raise RuleFileProblem(file, name, "id", "stands twice.")
        gates[code] = GateRule(
            code=code,
            title=text_of(entry, file, name, "title"),
            section=text_of(entry, file, name, "section"),
            test=text_of(entry, file, name, "test"),
            source=text_of(entry, file, name, "source"),
            confidence=choice_of(entry, file, name, "confidence", CONFIDENCES),
        )
    not_arranged = _read_arrangements(data, file)
    measures: dict[MeasureId, MeasureRule] = {}
    for entry in entries_of(data, file, "measure"):
        name = str(entry.get("id", "without id"))
        known_only(entry, file, name, _MEASURE_KEYS)
        measure = MeasureId(choice_of(entry, file, name, "id", tuple(MeasureId)))
        if measure in measures:
            raise RuleFileProblem(file, name, "id", "stands twice.")
        answers = tuple(_read_answer(file, name, answer) for answer in entries_of(entry, file, "answer", name))
        if answers[-1].when:
            raise RuleFileProblem(file, name, "answer", "the last answer must hold without conditions (when = []).")
        if not all(answer.when for answer in answers[:-1]):
            raise RuleFileProblem(file, name, "answer", "only the last answer may hold without conditions (when = []).")
        measures[measure] = MeasureRule(
            id=measure,
            title=text_of(entry, file, name, "title"),
            paper_title=text_of(entry, file, name, "paper_title"),
            section=text_of(entry, file, name, "section"),
            explain=texts_of(entry, file, name, "explain"),
            answers=answers,
            not_arranged=not_arranged,
        )
    for wanted, found, kind in ((GateCode, gates, "gate"), (MeasureId, measures, "measure")):
        missing = [item.value for item in wanted if item not in found]
        if missing:
            raise RuleFileProblem(file, missing[0], "id", f"the {kind} is missing.")
    return measures, gates


def _read_answer(file: str, name: str, entry: Mapping[str, Any]) -> AnswerRule:
    known_only(entry, file, name, _ANSWER_KEYS)
    if "when" not in entry:  # left out, it would hold for everybody
        raise RuleFileProblem(file, name, "when", "is missing. Write when = [] for the answer that always holds.")
    when = texts_of(entry, file, name, "when")
    for condition in when:
        if condition not in CONDITIONS:
            raise RuleFileProblem(file, name, "when", f"“{condition}” is not a known condition.")
    return AnswerRule(
        value=Answer(choice_of(entry, file, name, "value", tuple(Answer))),
        when=when,
        brief=text_of(entry, file, name, "brief"),
        because=text_of(entry, file, name, "because"),
        source=text_of(entry, file, name, "source"),
        confidence=choice_of(entry, file, name, "confidence", CONFIDENCES),
    )


def _read_arrangements(data: Mapping[str, Any], file: str) -> AnswerRule:
    name = "arrangements"
    entry = data.get(name)
    if not isinstance(entry, Mapping):
        raise RuleFileProblem(file, name, name, f"there is no entry [{name}].")
    rule = _read_answer(file, name, {**entry, "when": []})
    try:
        rule.because.format(why="")
    except (KeyError, IndexError, ValueError, AttributeError):
        raise RuleFileProblem(file, name, "because", "may hold {why} only.") from None
    return rule


_AT_18_KEYS = frozenset({"id", "because", "source", "confidence"})


def _read_at_18(data: Mapping[str, Any]) -> Mapping[AtEighteen, AtEighteenRule]:
    file = MEASURES_FILE
    rules: dict[AtEighteen, AtEighteenRule] = {}
    for entry in entries_of(data, file, "at_18"):
        name = str(entry.get("id", "without id"))
        known_only(entry, file, name, _AT_18_KEYS)
        outcome = AtEighteen(choice_of(entry, file, name, "id", tuple(AtEighteen)))
        rules[outcome] = AtEighteenRule(
            outcome,
            text_of(entry, file, name, "because"),
            text_of(entry, file, name, "source"),
            choice_of(entry, file, name, "confidence", CONFIDENCES),
        )
    missing = [outcome.value for outcome in AtEighteen if outcome not in rules]
    if missing:
        raise RuleFileProblem(file, missing[0], "id", "the at_18 entry is missing.")
    return rules


_STEP_KEYS = frozenset(StepRule.__dataclass_fields__)


def _read_section_28(data: Mapping[str, Any]) -> Section28Rules:
    file = SECTION_28_FILE
    known_only(data, file, "file", _FILE_KEYS | {"step", "warn_days", "source", "confidence"})
    days = data.get("warn_days")
    if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= 400:
        raise RuleFileProblem(file, "file", "warn_days", "must be a whole number of days from 0 to 400.")
    steps: dict[str, StepRule] = {}
    for entry in entries_of(data, file, "step"):
        name = str(entry.get("id", "without id"))
        known_only(entry, file, name, _STEP_KEYS)
        if name in steps:
            raise RuleFileProblem(file, name, "id", "stands twice.")
        steps[name] = StepRule(
            id=text_of(entry, file, name, "id"),
            title=text_of(entry, file, name, "title"),
            missing=text_of(entry, file, name, "missing"),
            owner=choice_of(entry, file, name, "owner", (*CaseRole, *OUTSIDE_WORDS)),
            holds_up=text_of(entry, file, name, "holds_up"),
            before=choice_of(entry, file, name, "before", ("ground_rules", "recording")),
            when=choice_of(entry, file, name, "when", ("", *WHEN), "") if entry.get("when") else "",
            follows=choice_of(entry, file, name, "follows", ("", *FOLLOWS), "") if entry.get("follows") else "",
            source=text_of(entry, file, name, "source"),
            confidence=choice_of(entry, file, name, "confidence", CONFIDENCES),
        )
    return Section28Rules(
        tuple(steps.values()),
        days,
        text_of(data, file, "file", "source"),
        choice_of(data, file, "file", "confidence", CONFIDENCES),
        text_of(data, file, "file", "edition"),
    )
