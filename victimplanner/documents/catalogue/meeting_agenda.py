"""The agenda of a meeting: what to say first, what to cover and what not, with room to write. For who holds it.

It carries no name of the witness and nothing of how she is reached; the note is made in the record.
"""

from __future__ import annotations

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOTHING, box, grid, numbered_title, panel, section, title
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.parts.meeting_people import is_her, role_words, span
from victimplanner.documents.parts.meeting_talk import VIEW_SIGNS, statute
from victimplanner.documents.prose import Notes, bullets
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import Marked, bold, date, day, join, lines
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import clock_time
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.measures import ViewKind, latest
from victimplanner.domain.meeting import MEETING_KIND_WORDS, MEETING_MODE_WORDS, MeetingState
from victimplanner.domain.meeting_record import AttendanceState
from victimplanner.domain.topics import TopicGroup
from victimplanner.domain.urn import display_urn

_TICK = Marked("○")
_PANEL_WIDTHS = (120, 120, 129.6, 109.4)
_EXPECTED = {
    AttendanceState.ASKED: "Asked",
    AttendanceState.CONFIRMED: "Confirmed",
    AttendanceState.CAME: "Confirmed",
    AttendanceState.DID_NOT_COME: "Confirmed",
}
_NEW_EVIDENCE = (
    "Stop this subject at once. Ask nothing about it.",
    "Note the words as they were said, and the time.",
    "Tell the officer in the case, who takes a statement. Say so to the witness.",
    "Ask for disclosure to be reviewed. In the program: New evidence raised.",
)
_BEFORE_CLOSING = (
    "How and when the witness will hear of decisions; the next contact.",
    "Who does what by when: say the actions aloud.",
    "Times: started, ended, who joined or left.",
)


def build(file: WitnessFile, meeting: MeetingFile | None, _issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the agenda of one planned meeting."""
    assert meeting is not None  # `make_paper` has seen to it
    notes = Notes()
    sections: list[tuple[str, list[Flowable]]] = [
        ("Who will be there", _people(file, meeting, notes)),
        ("Say at the start", _to_say(paper_facts, notes)),
        ("Cover, or note why not", _to_cover(paper_facts, notes)),
        ("Views, measure by measure", _views(file, paper_facts, notes)),
        ("Must not be talked about", _not_allowed(paper_facts, notes)),
        ("If new evidence is volunteered", [*bullets(_NEW_EVIDENCE)]),
        ("Before closing", [*bullets(_BEFORE_CLOSING)]),
    ]
    flowables = title("Meeting agenda", f"{MEETING_KIND_WORDS[meeting.meeting.kind].capitalize()} · for who holds it")
    flowables += [_panel(file, meeting, notes), *notes.take()]
    if paper_facts.standing_warning:
        first, _, rest = paper_facts.standing_warning.partition(". ")
        flowables.append(box(join(bold(f"{first}. "), rest)))
    for number, (name, content) in enumerate(((n, c) for n, c in sections if c), start=1):
        flowables += section(numbered_title(number, name), *content)
    return flowables


def _panel(file: WitnessFile, meeting: MeetingFile, notes: Notes) -> Flowable:
    planned = meeting.meeting
    place = ", ".join(part for part in (planned.place, MEETING_MODE_WORDS[planned.mode].lower()) if part)
    cells = (
        ("URN", display_urn(file.case.urn)),
        ("Witness reference", file.witness.reference),
        ("Meeting", f"No. {planned.number} · {MEETING_KIND_WORDS[planned.kind]}"),
        ("Note-taker", planned.note_taker),
        ("Date", day(planned.planned_on) if planned.planned_on else ""),
        ("Time", span(planned.planned_start, planned.planned_end, " to ")),
        ("Place and mode", place),
        (
            "Arrival, met by",
            ", ".join(filter(None, (clock_time(planned.arrives) if planned.arrives else "", planned.met_by))),
        ),
        ("Interpreter", planned.interpreter),
        ("Intermediary", planned.intermediary),
        ("Access needs", planned.access_needs),
        ("Entrance", planned.entrance),
    )
    return panel([(label, notes.short(value, label) or NOTHING) for label, value in cells], _PANEL_WIDTHS)


def _people(file: WitnessFile, meeting: MeetingFile, notes: Notes) -> list[Flowable]:
    expected = [a for a in meeting.attendances if a.state in _EXPECTED and not is_her(file, a)]
    if not expected:
        return []
    rows = [
        (notes.short(a.name, "Name"), notes.short(role_words(a), "Role"), _EXPECTED[a.state], "○ Came")
        for a in expected
    ]
    return [grid(("Name", "Role", "State", "On the day"), rows, (150, 190, 70, 69), is_first_bold=True), *notes.take()]


def _to_say(paper_facts: PaperFacts, notes: Notes) -> list[Flowable]:
    rows = [
        (_TICK, notes.short(topic.title, "Statement"), "", "")
        for topic in paper_facts.topics
        if topic.group is TopicGroup.OPENING and topic.is_in_use
    ]
    return [grid(("Said", "Statement", "Time", "Note"), rows, (34, 265, 50, 130)), *notes.take()] if rows else []


def _to_cover(paper_facts: PaperFacts, notes: Notes) -> list[Flowable]:
    rows = [
        (_TICK, lines(bold(notes.short(topic.title, "Topic")), notes.short(topic.why, "Why")), "")
        for topic in paper_facts.topics
        if topic.group is TopicGroup.TOPIC and topic.is_in_use
    ]
    return (
        [grid(("Covered", "Topic, and why", "Note, or why not"), rows, (48, 281, 150)), *notes.take()] if rows else []
    )


def _views(file: WitnessFile, paper_facts: PaperFacts, notes: Notes) -> list[Flowable]:
    """What was said before stands beside each measure, so that it is asked anew and not read out as settled."""
    rows: list[tuple[str, str, str]] = []
    for answer in paper_facts.measures:
        name = f"{answer.measure.paper_title} ({statute(answer.measure.section)})"
        if not answer.is_open:
            rows.append((name, Marked("– Not open"), notes.short(answer.brief, name)))
            continue
        view = latest(file.views, answer.measure.id)
        before: str = Marked("Not asked yet")
        if view is not None and view.view is not ViewKind.NOT_ASKED:
            before = lines(VIEW_SIGNS[view.view], date(view.given_on))
        rows.append((name, before, ""))
    heads = ("Measure", "Said before", "Now, in the witness’s own words; what was explained")
    return [grid(heads, rows, (150, 90, 239), is_first_bold=True), *notes.take()] if rows else []


def _not_allowed(paper_facts: PaperFacts, notes: Notes) -> list[Flowable]:
    rows = [
        (notes.short(topic.title, "Not to be talked about"), notes.short(topic.why, "Why not"))
        for topic in paper_facts.topics
        if topic.group is TopicGroup.NOT_ALLOWED and topic.is_in_use
    ]
    return [grid(("Not this", "Why"), rows, (220, 259), is_first_bold=True), *notes.take()] if rows else []


DOCUMENT = DocumentSpec(
    kind=PaperKind.AGENDA,
    title="Meeting agenda",
    variants=(Variant.FILE,),
    needs_meeting=True,
    build=build,
    meeting_states=frozenset({MeetingState.PLANNED}),
    name_instead="the witness",
)
