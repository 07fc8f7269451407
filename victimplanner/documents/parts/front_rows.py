"""The rows of the front sheet: key dates, measures, next actions, people and papers, each on one line if it can."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.documents.blocks import NOT_RECORDED, NOTHING
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.parts.link_setup import has_timetable
from victimplanner.documents.parts.measure_matrix import is_not_open, signs, stories
from victimplanner.documents.parts.meeting_talk import statute
from victimplanner.documents.parts.one_page import Shortener
from victimplanner.documents.parts.section_28_dates import court_date_rows
from victimplanner.documents.prose import Notes
from victimplanner.documents.text import HARD_SPACE, Marked, day, unbroken
from victimplanner.domain.case import HEARING_WORDS, Hearing, HearingState, PleaKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import clock_time, day_and_date_no_year
from victimplanner.domain.issued import PAPER_WORDS, PaperKind
from victimplanner.domain.meeting import MEETING_KIND_WORDS, MEETING_STATE_WORDS, Meeting, MeetingState
from victimplanner.domain.people import CaseRole
from victimplanner.domain.preparation import court_dates

_OPEN_MEETINGS = (MeetingState.OFFERED, MeetingState.ACCEPTED, MeetingState.PLANNED)
_HELD = (MeetingState.HELD, MeetingState.SIGNED)
_PLEAS = {PleaKind.NOT_GUILTY: "Not guilty plea", PleaKind.GUILTY: "Guilty plea"}
_NAME_FITS = 40


@dataclass(frozen=True)
class Row:
    """One row. `is_first_to_go`: it is left out before others where the page has no room."""

    cells: tuple[str, ...]
    is_first_to_go: bool = False


def date_rows(file: WitnessFile, facts: PaperFacts, today: dt.date) -> list[Row]:
    """Return event, date and state of what was and will be, in order of days; what has no day comes last."""
    found = [*_pleas(file), *_meetings(file), *_limit(file, facts, today), *_hearings(file), *_court_dates(file)]
    return [row for _, row in sorted(found, key=lambda item: item[0] or dt.date.max)]


Dated = tuple[dt.date | None, Row]


def _row(on: dt.date | None, event: str, state: str, *, is_done: bool, no_day: str = NOT_RECORDED) -> Dated:
    return on, Row((event, day(on) if on else no_day, state), is_done)


def _pleas(file: WitnessFile) -> list[Dated]:
    found = []
    for defendant in file.defendants:
        plea = file.plea_of(defendant)
        whose = f", {defendant.label}" if len(file.defendants) > 1 else ""
        if plea is None:
            found.append(_row(None, f"Plea{whose}", "○ Not entered", is_done=False, no_day=NOTHING))
        else:
            found.append(_row(plea.entered_on, f"{_PLEAS[plea.plea]}{whose}", "● Done", is_done=True))
    return found


def _meetings(file: WitnessFile) -> list[Dated]:
    found = []
    for meeting in (one.meeting for one in file.meetings):
        words = MEETING_KIND_WORDS[meeting.kind]
        sign = "●" if meeting.state in _HELD else "○"
        state = "Held" if meeting.state in _HELD else MEETING_STATE_WORDS[meeting.state]
        is_done = meeting.state not in _OPEN_MEETINGS
        event = f"{words[0].upper()}{words[1:]}"
        found.append(_row(_day_of(meeting), event, f"{sign} {state}", is_done=is_done))
    return found


def _day_of(meeting: Meeting) -> dt.date | None:
    return meeting.held_on or meeting.planned_on or meeting.answered_on or meeting.offered_on


def _limit(file: WitnessFile, facts: PaperFacts, today: dt.date) -> list[Dated]:
    """Return the last day for the application, the earliest of several accused, against what was served."""
    if not facts.limits:
        return []
    working = facts.limits[0]
    served = min((a.served_on for a in file.applications if a.served_on), default=None)
    if working.due is None:
        return [_row(None, "Application, last day", f"▲ Missing: {working.missing}", is_done=False, no_day=NOTHING)]
    state: str = "○ Open"
    if served is not None:
        state = f"● Served {unbroken(day_and_date_no_year(served))}"
        if served > working.due:
            state = Marked(f"◊ <b>Served {unbroken(day_and_date_no_year(served))}, late</b>")
    elif today > working.due:
        state = Marked("▲ <b>Not served</b>")
    return [_row(working.due, "Application, last day", state, is_done=served is not None)]


def _hearings(file: WitnessFile) -> list[Dated]:
    own = {line.hearing.id for line in court_dates(file) if line.hearing} if has_timetable(file) else set()
    return [_hearing(hearing) for hearing in file.hearings if hearing.id not in own]


def _hearing(hearing: Hearing) -> Dated:
    is_done = hearing.state is not HearingState.LISTED
    words = {HearingState.HELD: "● Held", HearingState.VACATED: "○ Vacated"}
    on, row = _row(
        hearing.listed_on, HEARING_WORDS[hearing.kind], words.get(hearing.state, "○ Listed"), is_done=is_done
    )
    if on is None or hearing.starts is None:
        return on, row
    event, when, state = row.cells
    return on, Row((event, f"{when},{HARD_SPACE}{clock_time(hearing.starts)}", state), is_done)


def _court_dates(file: WitnessFile) -> list[Dated]:
    """Return the five dates that the court sets on the way to a recording; those not needed are left out."""
    if not has_timetable(file):
        return []
    rows = zip(court_dates(file), court_date_rows(file, Notes()), strict=True)
    return [
        (line.on, Row((event, when, state), state.startswith("●")))
        for line, (_, event, when, _, state) in rows
        if line.state != "not_needed"
    ]


def measure_rows(file: WitnessFile, facts: PaperFacts) -> list[Row]:
    """Return each measure with wanted, applied, directed and used."""
    return [
        Row((f"{story.name}, {statute(story.measure.measure.section)}", *signs(story)), is_not_open(story))
        for story in stories(file, facts)
    ]


def action_rows(file: WitnessFile) -> list[Row]:
    """Return what, who and by when of everything not done, the next first."""
    undone = [action for action in file.actions if action.done_on is None]
    undone.sort(key=lambda action: (action.due_on or dt.date.max, action.text))
    return [Row((action.text, action.owner, day(action.due_on) if action.due_on else NOTHING)) for action in undone]


def people_rows(file: WitnessFile, shortener: Shortener) -> list[tuple[str, str]]:
    """Return who works on the case, who stands beside the witness, and which papers were made."""

    def name_of(role: CaseRole, with_organisation: bool = False) -> str:
        person = file.person(role)
        if person is None:
            return "–"
        name = shortener.short(person.name, _NAME_FITS)
        organisation = shortener.short(person.organisation, _NAME_FITS) if with_organisation else ""
        return f"{name}, {organisation}" if organisation else name

    office = (CaseRole.PROSECUTOR, CaseRole.VICTIM_LIAISON_OFFICER, CaseRole.WITNESS_CARE_OFFICER)
    interpreter = name_of(CaseRole.INTERPRETER)
    if interpreter == "–":
        need = file.witness.interpreter_need
        interpreter = f"interpreter needed: {shortener.short(need, _NAME_FITS)}" if need else "no interpreter"
    beside = (name_of(CaseRole.ISVA, with_organisation=True), name_of(CaseRole.OFFICER_IN_CASE), interpreter)
    return [
        ("Prosecutor; liaison; witness care", "; ".join(name_of(role) for role in office)),
        ("Adviser; officer; interpreter", "; ".join(beside)),
        ("Papers behind this sheet", _papers(file)),
    ]


def _papers(file: WitnessFile) -> str:
    """Return the newest version of each paper that was issued and not recalled."""
    newest: dict[PaperKind, int] = {}
    for entry in file.issued:
        if not entry.is_recalled and entry.kind is not PaperKind.FRONT_SHEET:
            newest[entry.kind] = max(newest.get(entry.kind, 0), entry.document_version)
    named = [f"{PAPER_WORDS[kind]}{HARD_SPACE}v{newest[kind]}" for kind in PaperKind if kind in newest]
    return "; ".join(named) or "None issued yet"
