"""The inspection sheet: seventeen questions about one witness's file, each with its answer and the entries behind it.

A case with several witnesses has a sheet for each: no paper about one holds anything of another. Where the case was
drawn in a sample, the front says how, so that anybody can draw it again. The inspection copy shows staff as roles.
"""

from __future__ import annotations

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import (
    NOTHING,
    box,
    facts,
    grid,
    note,
    numbered_title,
    panel,
    paragraph,
    section,
    title,
)
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts.answers import answer_mark
from victimplanner.documents.prose import Notes, bullets
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import Marked, bold, date, day, join
from victimplanner.documents.together import Together, of_the_day
from victimplanner.documents.withheld import REMOVED_NAME
from victimplanner.domain.case_file import CaseFile, MeetingFile, WitnessFile
from victimplanner.domain.due import due_for_witness
from victimplanner.domain.entitlement import rights_of
from victimplanner.domain.inspection.answering import answer_questions, gate_names
from victimplanner.domain.inspection.form import (
    ANSWER_STATE_WORDS,
    TOPICS,
    Evidence,
    ReviewAnswer,
    ReviewContext,
    count_answers,
)
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.rights import RIGHTS_WORDS
from victimplanner.domain.urn import display_urn

_PANEL_WIDTHS = (108, 113, 127, 131)
_MOST_FACTS = 12  # behind one answer; the screen has all of them
_PLACE_WORDS = {
    "overview": "Overview",
    "measures": "Special measures",
    "meeting": "Meetings",
    "contact": "Contact",
    "section_28": "Section 28",
    "links": "Live link",
    "duties": "Code duties",
}


def build(file: WitnessFile, _meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the sheet from records already cut for the variant: the answers are worked out from them anew."""
    answers = _answers(file, issue, paper_facts)
    notes = Notes()
    made = title("Inspection sheet", "Seventeen questions about one witness, answered from the records")
    made.append(_panel(file, issue))
    if paper_facts.sample:
        made += section("How this case was drawn", facts(paper_facts.sample, 142))
    made.append(of_the_day(_position(answers, issue)))
    rows = [
        (
            str(answer.question.number),
            answer.question.text,
            answer_mark(answer.state),
            notes.short(answer.words, f"Answer {answer.question.number}"),
        )
        for answer in answers
    ]
    summary = of_the_day(
        grid(("No.", "Question", "Answer", "What the records show"), rows, (26, 190, 76, 187), is_dense=True)
    )
    explained = (
        "Answers are worked out from the records and never typed. What this office does itself and did not record counts as "
        "not done; what others do and is not recorded is not known."
    )
    made += section(numbered_title(1, "The questions"), note(explained))
    made += [summary, *notes.take()]
    number = 1
    for topic, words in TOPICS.items():
        own = [answer for answer in answers if answer.question.about == topic and answer.facts]
        if own:
            number += 1
            made += section(numbered_title(number, f"Evidence: {words}"), *(_evidence(answer) for answer in own))
    return made


def _answers(file: WitnessFile, issue: IssueInfo, paper_facts: PaperFacts) -> tuple[ReviewAnswer, ...]:
    assert paper_facts.rules is not None
    case = CaseFile(file.office, file.case, file.defendants, (file,))
    context = ReviewContext(
        file=file,
        today=issue.today,
        calendar=paper_facts.calendar,
        availabilities=paper_facts.measures,
        limits=paper_facts.limits,
        shares_reasons=paper_facts.shares_reasons,
        gate_names=gate_names(paper_facts.gates),
        items=tuple(due_for_witness(case, file, paper_facts.rules, paper_facts.calendar, issue.today)),
    )
    return answer_questions(paper_facts.questions, context)


def _panel(file: WitnessFile, issue: IssueInfo) -> Flowable:
    rights = rights_of(file, issue.today)
    cells = (
        ("URN", display_urn(file.case.urn)),
        ("Witness reference", file.witness.reference),
        ("Court", file.case.court_name),
        ("Case number", file.case.court_case_no),
        ("Unit", file.case.unit or file.office.name),
        ("Rights level", RIGHTS_WORDS[rights.level]),
        ("Accused", ", ".join(defendant.label for defendant in file.defendants)),
        ("Position at", day(issue.today)),
    )
    made = panel([(label, value or NOTHING) for label, value in cells], _PANEL_WIDTHS)
    made.is_of_the_day = True
    return made


def _position(answers: tuple[ReviewAnswer, ...], issue: IssueInfo) -> Flowable:
    counts = ", ".join(
        f"{number} {ANSWER_STATE_WORDS[state].lower()}" for state, number in count_answers(answers).items()
    )
    return box(join(bold(f"Position on {date(issue.today)}. "), f"Of {len(answers)} questions: {counts}."))


def _evidence(answer: ReviewAnswer) -> Flowable:
    question = answer.question
    places = {_PLACE_WORDS[fact.tab] for fact in answer.facts if fact.tab in _PLACE_WORDS}
    shown = [f"{fact.words}{_at(fact) if len(places) > 1 else ''}" for fact in answer.facts[:_MOST_FACTS]]
    more = len(answer.facts) - len(shown)
    if more > 0:
        shown.append(f"And {more} more in the file.")
    head = paragraph(
        join(f"{question.number}  {question.text} ", Marked(answer_mark(answer.state))), FILE_LOOK.small_heading
    )
    where = [note(f"Entries under {next(iter(places))}.")] if len(places) == 1 else []
    return Together([head, *where, *bullets(shown)])


def _at(fact: Evidence) -> str:
    return f" ({_PLACE_WORDS[fact.tab]})" if fact.tab in _PLACE_WORDS else ""


DOCUMENT = DocumentSpec(
    kind=PaperKind.INSPECTION_SHEET,
    title="Inspection sheet",
    variants=(Variant.FILE, Variant.INSPECTION),
    needs_meeting=False,
    build=build,
    name_instead=REMOVED_NAME,
)
