"""Facts of the real rule files for invented witnesses, and the text of finished papers."""

from __future__ import annotations

import datetime as dt
import io
import re
import tomllib
from functools import cache
from typing import Any

import holidays
import pypdfium2 as pdfium
from pypdf import PdfReader

from tests import builders
from victimplanner.documents.catalogue import documents
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.render import Rendered, make_paper
from victimplanner.documents.spec import IssueInfo
from victimplanner.domain.calendar import Calendar, HolidayList
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.clocks import application_limits, workings_of
from victimplanner.domain.eligibility import availability, eligibility_facts
from victimplanner.domain.inspection.answering import answer_questions
from victimplanner.domain.inspection.form import ReviewContext
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.rules import DEADLINE_FILES, MEASURES_FILE, SECTION_28_FILE, RuleBook, read_rule_book
from victimplanner.domain.starts import STARTS
from victimplanner.domain.topics import Topic, TopicGroup
from victimplanner.domain.turning_18 import at_eighteen
from victimplanner.paths import resource
from victimplanner.services.links import sight_rows
from victimplanner.services.review import measures_questions, review_questions

TODAY = dt.date(2026, 12, 23)
GENERATED = dt.datetime(2026, 12, 23, 9, 14, tzinfo=dt.UTC)


@cache
def _toml(*parts: str) -> dict[str, Any]:
    return tomllib.loads(resource(*parts).read_text("utf-8"))


@cache
def rule_book() -> RuleBook:
    files = {name: _toml("rules", name) for name in (MEASURES_FILE, SECTION_28_FILE, *DEADLINE_FILES)}
    return read_rule_book(files, frozenset(STARTS), "0" * 12)


@cache
def calendar() -> Calendar:
    years = range(2024, 2029)
    every = holidays.country_holidays("GB", subdiv="ENG", years=years)
    listed = {day: name for day, name in every.items() if day.weekday() < 5}
    return Calendar(
        HolidayList(listed, dt.date(2024, 1, 1), dt.date(2028, 12, 31), dt.date(2028, 12, 31), "list of Aug 2026")
    )


def facts_for(file: WitnessFile, today: dt.date = TODAY) -> PaperFacts:
    rules, counting = rule_book(), calendar()
    answered = eligibility_facts(file, today)
    topics = _toml("text", "topics.toml")["topic"]
    return PaperFacts(
        measures=tuple(availability(rule, answered) for rule in rules.measures.values()),
        gates=tuple(rules.gates.values()),
        calendar=counting,
        limits=application_limits(file, rules, counting, today),
        responses=workings_of("application.response", file, rules, counting, today),
        topics=tuple(Topic(t["id"], t["title"], TopicGroup(t["group"]), t.get("why", "")) for t in topics),
        standing_warning=_toml("text", "topics.toml")["standing_warning"],
        told_limit_days=1,
        gates_held=file.gates_held_on(today),
        section_28=rules.section_28,
        sight=sight_rows(),
        at_18=at_eighteen(file, rules.measures, rules.at_18),
        questions=review_questions(),
        rules=rules,
        answers=answer_questions(
            measures_questions(),
            ReviewContext(
                file=file,
                today=today,
                calendar=counting,
                availabilities=tuple(availability(rule, answered) for rule in rules.measures.values()),
                limits=application_limits(file, rules, counting, today),
            ),
        ),
    )


def an_issue(variant: Variant = Variant.FILE, **more: Any) -> IssueInfo:
    values: dict[str, Any] = {
        "document_version": 2,
        "copy_number": 1,
        "copies": 2,
        "recipient": "case file",
        "variant": variant,
        "generated_at": GENERATED,
        "generated_by": "R. Calloway, prosecutor",
        "is_draft": False,
        "rule_editions": "CrimPR 2025 (SI 2025/909) · YJCEA 1999 as at 25 Mar 2026",
        "today": TODAY,
    }
    return IssueInfo(**values | more)


def made(
    kind: PaperKind,
    file: WitnessFile | None = None,
    meeting: MeetingFile | None = None,
    variant: Variant = Variant.FILE,
    **issue: Any,
) -> Rendered:
    """Make a real paper with the facts of the real rules."""
    file = builders.a_witness_file() if file is None else file
    if meeting is None and file.meetings:
        meeting = file.meetings[0]
    info = an_issue(variant, **issue)
    return make_paper(documents()[kind], file, meeting, info, facts_for(file, info.today))


def pages_of(paper: Rendered) -> list[str]:
    """The text of each page, with hard spaces made plain."""
    reader = PdfReader(io.BytesIO(paper.pdf))
    return [page.extract_text().replace("\u00a0", " ") for page in reader.pages]


def text_of(paper: Rendered) -> str:
    """The running text without headers and footers, on one line."""
    return _running_text(pages_of(paper))


def text_read_quickly(paper: Rendered) -> str:
    """The same by another reader, ten times as fast on long papers."""
    with pdfium.PdfDocument(paper.pdf) as document:
        pages = [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in document]
    return _running_text(pages)


def _running_text(pages: list[str]) -> str:
    kept = []
    for page in pages:
        lines = [line for line in page.splitlines() if not AROUND.match(line.strip())]
        kept += lines
    return re.sub(r"\s+", " ", " ".join(kept))


AROUND = re.compile(
    r"(OFFICIAL-SENSITIVE.*|PRACTICE|.*URN \S+\s+·\s+Witness.*|Case and witness not named|Page \d+ of \d+|Version \d+.*"
    r"|Generated .*|Made on .*|Rules: .*|DRAFT"
    r"|(Meeting record|Meeting agenda|Case front sheet|Letter( offering a meeting)?"
    r"|Special measures (decision record|application schedule)"
    r"|Your plan|Section 28 timetable and link sheet|Victims’ Code compliance sheet|Inspection sheet)"
    r"( · [a-z ,]+)?(\s+·\s+DRAFT, do not serve)?)$"
)
