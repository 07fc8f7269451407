"""What was said at a meeting, for the meeting record: statements, topics, views, questions, narrative, concerns."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from victimplanner.documents.blocks import NOTHING, facts, grid, note, paragraph
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.left_out import REMOVED_OPINION
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.prose import Marks, Notes, narrative, question_and_answer, quotation
from victimplanner.documents.removals import Days
from victimplanner.documents.text import Marked, join, lines, quoted, sentence
from victimplanner.documents.together import Together
from victimplanner.domain.case_file import MeetingFile
from victimplanner.domain.dates import clock_time, plural
from victimplanner.domain.eligibility import Answer, Availability
from victimplanner.domain.measures import MeasureView, ViewKind
from victimplanner.domain.meeting_record import TopicNote, record_lines
from victimplanner.domain.topics import TopicGroup

VIEW_SIGNS = {
    ViewKind.WANTS: Marked("● <b>Yes</b>"),
    ViewKind.DOES_NOT_WANT: Marked("○ <b>No</b>"),
    ViewKind.UNDECIDED: Marked("◊ <b>Undecided</b>"),
    ViewKind.ONLY_IF: Marked("◊ <b>Only if</b>"),
    ViewKind.NOT_ASKED: Marked("– Not asked"),
}


def statute(section: str) -> str:
    """Return "s.27", or "ss.29, 30" where one entry covers several sections."""
    return f"ss.{section}" if "," in section or "-" in section else f"s.{section}"


def said_at_the_start(meeting: MeetingFile, facts_of_rules: PaperFacts, marks: Marks, notes: Notes) -> list[Flowable]:
    """Return each opening statement with whether it was said and when; one not said, with the reason."""
    rows = []
    for title, entry in _entries(meeting, facts_of_rules, TopicGroup.OPENING):
        said: str = marks.not_recorded() if entry is None or entry.covered is None else Marked("● Yes")
        reason = ""
        if entry is not None and entry.covered is False:
            said = Marked("▲ <b>Not said</b>")
            reason = f"Reason: {entry.reason}" if entry.reason else join("Reason: ", marks.not_recorded())
        extra = [notes.short(part, _short_name(title)) for part in (reason, entry.note if entry else "") if part]
        rows.append((lines(notes.short(title, "Statement"), *extra), said, _at(entry)))
    return [grid(("Statement", "Said", "Time"), rows, (345, 67, 67)), *notes.take()] if rows else []


def topics(meeting: MeetingFile, facts_of_rules: PaperFacts, marks: Marks, notes: Notes) -> list[Flowable]:
    """Return each topic: covered or not, and the reason or note."""
    rows = []
    for title, entry in _entries(meeting, facts_of_rules, TopicGroup.TOPIC):
        covered: str
        if entry is None or entry.covered is None:
            covered, reason = marks.not_recorded(), ""
        elif entry.covered:
            covered, reason = Marked("● Yes"), entry.note
        else:
            covered = Marked("○ Not covered")
            reason = entry.reason or marks.not_recorded()
            if entry.note:
                reason = join(sentence(reason) if not isinstance(reason, Marked) else reason, " ", entry.note)
        rows.append(
            (notes.short(title, "Topic"), covered, _at(entry), notes.short(reason, _short_name(title)) or NOTHING)
        )
    if not rows:
        return []
    heads = ("Topic", "Covered", "Time", "Reason not covered, or note")
    return [grid(heads, rows, (196, 84, 44, 155)), *notes.take()]


def _entries(meeting: MeetingFile, facts_of_rules: PaperFacts, group: TopicGroup) -> list[tuple[str, TopicNote | None]]:
    lines = record_lines(facts_of_rules.topics, meeting.topics, is_locked=meeting.meeting.is_locked)
    return [(line.title, line.note) for line in lines if line.group is group]


def _short_name(title: str) -> str:
    """The line of the template as the name of a note below the table."""
    return title if len(title) <= 80 else f"{title[:77].rstrip()}…"


def _at(entry: TopicNote | None) -> str:
    return clock_time(entry.at) if entry is not None and entry.at else NOTHING


def views(meeting: MeetingFile, facts_of_rules: PaperFacts, notes: Notes, days: Days) -> list[Flowable]:
    """Return every view given at this meeting, and every measure that is not open, with the reason."""
    given_on = sorted({view.given_on for view in meeting.views})
    rows = []
    for measure in facts_of_rules.measures:
        own = sorted((v for v in meeting.views if v.measure is measure.measure.id), key=lambda v: v.sequence)
        name = f"{measure.measure.paper_title} ({statute(measure.measure.section)})"
        if own:
            rows += [_view_row(name, view, notes, days if len(given_on) > 1 else None) for view in own]
        else:
            rows.append(_no_view_row(name, measure))
    if not rows:
        return []
    given = f" All were given {days.said_on(given_on[0])}." if len(given_on) == 1 else ""
    above = f"Views are dated and never overwritten. Words in quotation marks are the witness’s own.{given}"
    heads = ("Measure", "Wants it", "In the witness’s own words", "What we explained")
    return [note(above), grid(heads, rows, (105, 67, 163, 144), is_first_bold=True), *notes.take()]


def _view_row(name: str, view: MeasureView, notes: Notes, days: Days | None) -> tuple[str, str, str, str]:
    wants: str = VIEW_SIGNS[view.view]
    if view.condition:
        wants = lines(wants, notes.short(view.condition, f"{name}, only if", 120))
    if days is not None:
        wants = lines(wants, days.short(view.given_on))
    words = notes.short(quoted(view.own_words), f"{name}, own words") if view.own_words else NOTHING
    return name, wants, words, notes.short(view.information_given, f"{name}, what we explained") or NOTHING


def _no_view_row(name: str, measure: Availability) -> tuple[str, str, str, str]:
    if measure.answer is Answer.NO:
        return name, Marked("– Not open"), NOTHING, sentence(measure.brief)
    return name, Marked("– Not asked"), NOTHING, NOTHING


def questions(meeting: MeetingFile, marks: Marks) -> list[Flowable]:
    """Return each question with its answer and who gave it."""
    if not meeting.questions:
        return [paragraph("No questions are recorded.", FILE_LOOK.body)]
    made: list[Flowable] = []
    for question in sorted(meeting.questions, key=lambda q: q.number):
        by = f"{question.answered_by}: " if question.answered_by else ""
        answer: str = by + question.answer if question.answer.strip() else join(by, marks.not_recorded())
        made.append(question_and_answer(question.text, answer))
    return made


def narrative_note(meeting: MeetingFile) -> list[Flowable]:
    """Return the numbered paragraphs in full, and a last line by which a reader knows that none is missing."""
    ordered = sorted(meeting.paragraphs, key=lambda p: p.number)
    if not ordered:
        return []
    made: list[Flowable] = [
        note("Each paragraph has its own number and the time noted at the meeting. Nothing is shortened.")
    ]
    for entry in ordered:
        made += narrative(f"N{entry.number}", clock_time(entry.at) if entry.at else "", entry.text)
    words = sum(len(entry.text.split()) for entry in ordered)
    end = f"End of narrative: {plural(len(ordered), 'paragraph')}, {words:,} {'word' if words == 1 else 'words'}."
    return [*made[:-1], Together([made[-1], note(end)])]


def concerns(meeting: MeetingFile, marks: Marks, notes: Notes) -> list[Flowable]:
    """Return facts reported and, apart from them, opinions labelled as such; then any new evidence, verbatim."""
    rows: list[tuple[str, str]] = []
    for number, concern in enumerate(meeting.concerns, start=1):
        n = f" {number}" if len(meeting.concerns) > 1 else ""
        if concern.fact:
            rows.append((f"Fact{n} reported by witness", concern.fact))
            rows.append((f"Fact{n} checked by", marks.or_missing(concern.checked_by)))
        if concern.opinion:
            opinion = f"{concern.opinion_by or 'Not named'}: {sentence(concern.opinion)} Opinion, not evidence."
            rows.append((f"Officer’s opinion{n}", REMOVED_OPINION if concern.opinion == REMOVED_OPINION else opinion))
    if not meeting.concerns:
        rows.append(("Concerns", "None recorded"))
    held = meeting.meeting
    verbatim: list[Flowable] = []
    if held.new_evidence_volunteered is None:
        rows.append(("New evidence volunteered", marks.not_recorded()))
    elif held.new_evidence_volunteered is False:
        asked = f" Asked and noted at {clock_time(held.new_evidence_at)}." if held.new_evidence_at else ""
        rows.append(("New evidence volunteered", f"None.{asked}"))
    else:
        at = f" at {clock_time(held.new_evidence_at)}" if held.new_evidence_at else ""
        stopped = f" Stopped{at}." if held.new_evidence_stopped or at else ""
        rows.append(("New evidence volunteered", f"Yes, in the words below.{stopped}"))
        rows.append(("Officer told", marks.or_missing(held.new_evidence_told)))
        rows.append(
            ("Statement", "The officer was asked for one." if held.new_evidence_statement else "Not asked for yet.")
        )
        if held.new_evidence_words:
            verbatim = quotation(held.new_evidence_words, "New evidence, the witness’s own words as noted")
        else:
            verbatim = [paragraph(join("Verbatim words: ", marks.not_recorded()), FILE_LOOK.body)]
    table = facts([(label, notes.short(value, label, 400)) for label, value in rows])
    return [table, *notes.take(), *([Spacer(1, 6), *verbatim] if verbatim else [])]
