"""The section 28 timetable and remote-link sheet: from it alone the court and the suite can set the room.

It never holds her name, where she lives, how she is reached, her views and reasons, her health or any question.
"""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import (
    NOTHING,
    box,
    grid,
    note,
    numbered_title,
    panel,
    paragraph,
    section,
    signatures,
    title,
)
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import SHEET_LOOK
from victimplanner.documents.parts import link_people, link_setup
from victimplanner.documents.parts.meeting_talk import statute
from victimplanner.documents.parts.section_28_dates import court_date_rows, date_history, hearing_rows
from victimplanner.documents.prose import Notes, numbered
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import Marked, bold, date, day, join, sentence, unbroken
from victimplanner.documents.together import Together
from victimplanner.domain.case import Hearing, HearingKind
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import clock_time
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.link_steps import occasion_of
from victimplanner.domain.links import LinkArrangement
from victimplanner.domain.measures import (
    DIRECTION_WORDS,
    IN_FORCE,
    Direction,
    DirectionKind,
    MeasureId,
    directions_now,
    screen_words,
)
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.preparation import hearing_for
from victimplanner.domain.urn import display_urn

_PANEL_WIDTHS = (115, 114, 134, 116)
_AFFECT_THE_ROOM = (MeasureId.PRIVATE, MeasureId.LIVE_LINK, MeasureId.SCREEN, MeasureId.NO_WIGS_GOWNS)
_ABOUT_QUESTIONS = (MeasureId.PRE_RECORDED_CROSS_EXAMINATION,)  # the judge's limits are not for the suite


def build(file: WitnessFile, _meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the sheet from records already cut for the variant."""
    notes = Notes()
    link = link_setup.link_that_counts(file, issue.today)
    with_dates = link_setup.has_timetable(file)
    occasion = occasion_of(file, link) if link else None
    occasion = occasion or hearing_for(file, HearingKind.SECTION_28_RECORDING if with_dates else HearingKind.TRIAL)
    sections: list[tuple[str, list[Flowable]]] = []
    if with_dates:
        sections.append(("Dates directed under CrimPR 18.8(2)", _dates(file, notes)))
    if occasion is not None and (not with_dates or occasion.kind is not HearingKind.SECTION_28_RECORDING):
        sections.append(("Hearing", _hearing(occasion, notes)))
    sections.append(("Set-up", _set_up(file, link, issue.variant, notes)))
    shown = link or _as_listed(file, occasion)
    sections += [
        ("Who sees whom", link_setup.sight(file, shown, paper_facts)),
        ("People", link_people.people(file, link, issue.variant, notes)),
        ("Ground rules and directions that affect the room", _rules(file, issue.variant, paper_facts)),
    ]
    if link is not None:
        sections.append(("Booking record", link_people.bookings(file, link, issue.variant, notes)))
    if issue.variant is Variant.FILE:
        sections.append(("Moved dates and changes", _history(file, link, occasion, notes)))
    made = title("Section 28 timetable and remote-link sheet" if with_dates else "Remote-link sheet", _SUBTITLE)
    made += [_panel(file, link, occasion, notes), *notes.take(), _box(file, link)]
    for number, (name, content) in enumerate(sections, start=1):
        made += section(numbered_title(number, name), *content, look=SHEET_LOOK)
    before = "recording" if with_dates else "hearing"
    ask = paragraph(f"Please sign and return, or reply by secure email, before the {before}.", SHEET_LOOK.body)
    table = signatures([("For the court", "", ""), ("For the link suite", "", "")], is_low=True)
    return made + section(numbered_title(len(sections) + 1, "Set-up agreed"), Together([ask, table]), look=SHEET_LOOK)


_DIRECTED = {kind: "Directed" if kind is DirectionKind.GRANTED else DIRECTION_WORDS[kind] for kind in IN_FORCE}
_SUBTITLE = "For the court, the link suite and witness care: what to set up, when, for whom"


def _as_listed(file: WitnessFile, occasion: Hearing | None) -> LinkArrangement:
    """Return an arrangement with nothing in it but the occasion, to say who sees whom before one is made."""
    return LinkArrangement(
        case_id=file.case.id, witness_id=file.witness.id, hearing_id=occasion.id if occasion else None
    )


def _panel(file: WitnessFile, link: LinkArrangement | None, occasion: Hearing | None, notes: Notes) -> Flowable:
    order, when = file.latest_order, ""
    is_recording = occasion is not None and occasion.kind is HearingKind.SECTION_28_RECORDING
    label = "Recording" if is_recording or (occasion is None and link_setup.has_timetable(file)) else "Hearing"
    if occasion is not None:
        time = f", {clock_time(occasion.starts)}" if occasion.starts else ""
        when = unbroken(f"{day(occasion.listed_on)}{time}") if occasion.listed_on else ""
    directed = [order.ordered_on] if order else [d.decided_on for d in _in_force(file)]
    judge = (occasion.judge if occasion else "") or (order.judge if order else "")
    cells = (
        ("URN", display_urn(file.case.urn)),
        ("Witness reference", file.witness.reference),
        ("Court", file.case.court_name),
        ("Case number", file.case.court_case_no),
        ("Judge", judge),
        ("Directed", day(max(directed)) if directed else Marked("▲ Not recorded")),
        (label, when or Marked("▲ Not set by court")),
        ("Link suite", link_setup.place_words(file, link)),
    )
    return panel(
        [(name, notes.short(value, name, link_setup.NAME_FITS) or NOTHING) for name, value in cells], _PANEL_WIDTHS
    )


def _in_force(file: WitnessFile) -> list[Direction]:
    measures = (*_AFFECT_THE_ROOM, *_ABOUT_QUESTIONS)
    return [d for measure in measures for d in _now(file, measure).values() if d.direction in IN_FORCE]


def _now(file: WitnessFile, measure: MeasureId) -> dict[str | None, Direction]:
    return directions_now(file.directions, measure, [d.id for d in file.defendants])


def _box(file: WitnessFile, link: LinkArrangement | None) -> Flowable:
    """Return whom to call: our own short words and numbers, no text of any length."""
    care = file.person(CaseRole.WITNESS_CARE_OFFICER) or file.person(CaseRole.VICTIM_LIAISON_OFFICER)
    place = file.place_of(link.room_id) if link else None
    site = place[1] if place else None
    suite = Person(
        name=(link.site_contact if link else "") or (site.contact_name if site else "") or "desk",
        phone=site.phone if site else "",
    )
    return box(
        join(
            bold("On the day call: "),
            "witness care, ",
            _caller(care),
            " ",
            bold("Link fails: "),
            "the suite, ",
            _caller(suite if site else None),
            " Then do as the set-up says. Use the witness reference only. Do not say the witness’s name on the link test.",
        )
    )


def _caller(person: Person | None) -> str:
    if person is None or not person.phone.strip():
        return Marked("▲ <b>telephone not recorded</b>.")
    return f"{person.name[: link_setup.NAME_FITS]}, {unbroken(person.phone[: link_setup.NAME_FITS])}."


def _dates(file: WitnessFile, notes: Notes) -> list[Flowable]:
    heads = ("", "What", "Date", "Where or who", "State")
    return [
        note("All five dates are set by the judge. The program records them and never calculates them."),
        grid(heads, court_date_rows(file, notes), (32, 142, 134, 104, 67), SHEET_LOOK),
        *notes.take(),
    ]


def _hearing(occasion: Hearing, notes: Notes) -> list[Flowable]:
    rows = [
        (what, when, notes.short(where, "Where", link_setup.NAME_FITS), state)
        for what, when, where, state in hearing_rows(occasion)
    ]
    return [grid(("What", "Date", "Where or who", "State"), rows, (150, 134, 118, 77), SHEET_LOOK), *notes.take()]


def _set_up(file: WitnessFile, link: LinkArrangement | None, variant: Variant, notes: Notes) -> list[Flowable]:
    return link_setup.set_up(file, link, variant, notes) if link else [link_setup.nothing_arranged()]


def _rules(file: WitnessFile, variant: Variant, paper_facts: PaperFacts) -> list[Flowable]:
    """Return what the court directed for the room; what it said on the questions only where that may be read."""
    names = {m.measure.id: f"{m.measure.paper_title} ({statute(m.measure.section)})" for m in paper_facts.measures}
    labels = {defendant.id: defendant.label for defendant in file.defendants}
    items = []
    wanted = _AFFECT_THE_ROOM if variant is Variant.SUITE else (*_ABOUT_QUESTIONS, *_AFFECT_THE_ROOM)
    for measure in wanted:
        for defendant_id, direction in _now(file, measure).items():
            if direction.direction not in IN_FORCE or (measure in _ABOUT_QUESTIONS and not direction.particulars):
                continue
            who = f", {labels[defendant_id]}" if defendant_id in labels else ""
            screened = screen_words(direction.screen_from)
            what = f"{names.get(measure, measure.value)}{who}{f', {screened}' if screened else ''}"
            said = sentence(direction.particulars) or (
                f"{_DIRECTED[direction.direction]}, {date(direction.decided_on)}."
            )
            items.append(f"{what}: {said}")
    return numbered(items) if items else [paragraph("– None recorded.", SHEET_LOOK.body)]


def _history(file: WitnessFile, link: LinkArrangement | None, occasion: Hearing | None, notes: Notes) -> list[Flowable]:
    rows = date_history(file, occasion) + (link_people.link_history(file, link) if link else [])
    if not rows:
        return [paragraph("No date was moved and nothing was changed.", SHEET_LOOK.body)]
    short = [
        (what, notes.short(was, what), notes.short(why, f"{what}, why") or NOTHING, notes.short(on, what))
        for what, was, why, on in rows
    ]
    return [
        grid(("What", "Change", "Reason", "Recorded"), short, (110, 165, 130, 74), SHEET_LOOK, is_dense=True),
        *notes.take(),
    ]


def problems(file: WitnessFile, today: dt.date) -> list[Problem]:
    """Say what is missing for there to be anything to set up."""
    if link_setup.has_timetable(file) or link_setup.link_that_counts(file, today) is not None:
        return []
    return [
        Problem(
            "link",
            "There is neither a section 28 timetable nor a link arrangement for this witness. Nothing was made. "
            "Record the court’s dates or plan the link first.",
        )
    ]


DOCUMENT = DocumentSpec(
    kind=PaperKind.SECTION_28_SHEET,
    title="Section 28 timetable and link sheet",
    variants=(Variant.COURT, Variant.SUITE, Variant.WITNESS_CARE, Variant.FILE),
    needs_meeting=False,
    build=build,
    problems=problems,
    name_instead="[the witness]",
)
