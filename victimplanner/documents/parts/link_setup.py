"""The set-up of a remote room: where, when, with what, who sees whom, whom to ring, what is booked. Never why.

Nothing here speaks of the witness but by "the witness": no view, no health, no way to reach her.
"""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOT_RECORDED, facts, grid, note, paragraph
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import SHEET_LOOK
from victimplanner.documents.prose import Notes
from victimplanner.documents.text import Marked, bold, date, day, join, sentence, unbroken, unbroken_numbers
from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import clock_time, plural
from victimplanner.domain.issued import Variant
from victimplanner.domain.link_steps import occasion_of, occasion_words, who_sees_whom
from victimplanner.domain.links import LinkArrangement, Room, Site
from victimplanner.domain.measures import DirectionKind, MeasureId, directions_now
from victimplanner.domain.preparation import hearing_for, is_directed
from victimplanner.domain.section_28 import RecordingEventKind
from victimplanner.domain.witness import AdjustmentState

WITH_TRANSPORT = frozenset({Variant.FILE, Variant.WITNESS_CARE})
NOT_PLANNED = Marked("▲ <b>Not planned</b>")
NAME_FITS = 80  # characters of a name or a place in a cell
_TO_TICK = ("Picture", "Sound both ways", "Document camera", "Playback", "Recording starts and saves")


def link_that_counts(file: WitnessFile, today: dt.date) -> LinkArrangement | None:
    """Return the arrangement next in time; without one to come the one without a day, then the last.

    Those cancelled or refused hold no room and are left out.
    """
    live = [link for link in file.links if link.is_live]
    coming = [link for link in live if link.on is not None and link.on >= today]
    if coming:
        return min(coming, key=lambda link: (link.on or dt.date.max, link.main_start or dt.time.max))
    without_day = [link for link in live if link.on is None]
    past = max(live, key=lambda link: (link.on or dt.date.min, link.main_start or dt.time.min), default=None)
    return without_day[0] if without_day else past


def has_timetable(file: WitnessFile) -> bool:
    """Say whether there is a section 28 recording to prepare: directed, ordered or listed."""
    return (
        file.latest_order is not None
        or hearing_for(file, HearingKind.SECTION_28_RECORDING) is not None
        or is_directed(file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION)
    )


def place_words(file: WitnessFile, link: LinkArrangement | None) -> str:
    """Return "Larkfield Link Suite, Room 1", "" while no room is chosen."""
    place = file.place_of(link.room_id) if link else None
    return f"{place[1].name}, {place[0].name}" if place else ""


# ---------------------------------------------------------------- set-up


def set_up(file: WitnessFile, link: LinkArrangement, variant: Variant, notes: Notes) -> list[Flowable]:
    """Return how the room is set, line by line. What is not recorded and has to be is marked."""
    place = file.place_of(link.room_id)
    occasion = occasion_of(file, link)
    rows: list[tuple[str, str]] = []
    if occasion is None or occasion.kind is not HearingKind.SECTION_28_RECORDING:
        rows.append(("Occasion", occasion_words(occasion)))
    rows += [
        ("Place of witness", _place(link, place)),
        ("Day and times", _times(file, link)),
        ("Arrive / ready", _arrival(link)),
        ("Spare, if the link fails", sentence(link.fallback) or NOT_RECORDED),
        ("Interview playback", _playback(file)),
        ("Equipment tested", _equipment(link, place)),
        ("Breaks", sentence(link.breaks) or NOT_RECORDED),
        ("Access", _access(file, link, place)),
        ("Keeping people apart", sentence(link.keep_apart) or NOT_RECORDED),
    ]
    if variant in WITH_TRANSPORT:
        rows.append(("Leaving and transport", sentence(link.leaving) or NOT_RECORDED))
    return [facts([(label, _whole(notes.short(value, label, 400))) for label, value in rows]), *notes.take()]


def _whole(text: str) -> str:
    """Keep "Room 1" on one line."""
    return text if isinstance(text, Marked) else unbroken_numbers(text)


def _joined(*parts: str) -> str:
    """Put sentences one after the other, empty ones left out."""
    return " ".join(sentence(part) for part in parts if part.strip())


def _place(link: LinkArrangement, place: tuple[Room, Site] | None) -> str:
    if place is None:
        return NOT_RECORDED
    room, site = place
    where = ", ".join(part for part in (site.name, room.name, ", ".join(site.address.splitlines())) if part)
    return _joined(where, "" if link.entrance else site.entrances)


def _times(file: WitnessFile, link: LinkArrangement) -> str:
    court = join("Court at the other end: ", link.court_room or NOT_RECORDED, ".")
    if link.on is None:
        return join(NOT_RECORDED, ". ", court)
    slots = (
        ("before", link.before_start, link.before_end),
        ("evidence", link.main_start, link.main_end),
        ("after", link.after_start, link.after_end),
    )
    spans = [f"{what} {clock_time(start)} to {clock_time(end)}" for what, start, end in slots if start and end]
    words = join(day(link.on), f": {', '.join(spans)}. " if spans else ". ", court)
    listed = _listed_for(file, link)
    if listed is not None and listed != link.on and not _is_later_day_of_trial(file, link, listed):
        return join(words, " ", bold(f"▲ The hearing is listed for {day(listed)}: not the same day."))
    return words


def _listed_for(file: WitnessFile, link: LinkArrangement) -> dt.date | None:
    occasion = occasion_of(file, link)
    return None if occasion is None or occasion.state is HearingState.VACATED else occasion.listed_on


def _is_later_day_of_trial(file: WitnessFile, link: LinkArrangement, listed: dt.date) -> bool:
    """A trial goes on for days: evidence on a later one is as it should be."""
    occasion = occasion_of(file, link)
    return occasion is not None and occasion.kind is HearingKind.TRIAL and link.on is not None and link.on > listed


def _arrival(link: LinkArrangement) -> str:
    arrives = f"Witness {clock_time(link.arrives)}" if link.arrives else join("Witness: ", NOT_RECORDED)
    by = f", by: {sentence(link.entrance)} " if link.entrance else ". "
    if link.test_passed_on:
        test = f"Link test passed {date(link.test_passed_on)}."
    elif link.test_on:
        at = f", {clock_time(link.test_at)}" if link.test_at else ""
        test = f"Link test {day(link.test_on)}{at}, without the witness."
    else:
        test = join("Link test: ", NOT_PLANNED, ".")
    return join(arrives, by, test, f" {sentence(link.test_note)}" if link.test_note else "")


def _playback(file: WitnessFile) -> str:
    """Say which version of the recording is played and how long it is."""
    edited = [e for e in file.recording_events if e.kind is RecordingEventKind.EDITING_DONE]
    if edited:
        last = max(edited, key=lambda event: event.sequence)
        version = f" {last.edit_version}" if last.edit_version else ""
        length = f", {plural(last.minutes, 'minute')}" if last.minutes else ""
        return f"Edited version{version} of {date(last.happened_on)}{length}."
    recorded, minutes = file.witness.abe_recorded_on, file.witness.abe_minutes
    if recorded is None or not is_directed(file, MeasureId.ABE_VIDEO):
        return Marked("– None directed")
    length = f", {plural(minutes, 'minute')}" if minutes else ""
    return f"s.27 recording of {date(recorded)}{length}. No edited version recorded."


def _equipment(link: LinkArrangement, place: tuple[Room, Site] | None) -> str:
    ticks = "  ".join(unbroken(f"○ {item}") for item in _TO_TICK)
    more = _joined(place[0].equipment if place else "", link.equipment)
    return f"{ticks}\n{more}" if more else ticks


def _access(file: WitnessFile, link: LinkArrangement, place: tuple[Room, Site] | None) -> str:
    arranged = "; ".join(a.text for a in file.adjustments if a.state is AdjustmentState.ARRANGED)
    helpers = (("Interpreter", link.interpreter_id), ("Intermediary", link.intermediary_id))
    booked = "; ".join(
        f"{what}: {'booked' if file.person_named(person_id) else 'none booked'}" for what, person_id in helpers
    )
    return _joined(place[1].access if place else "", arranged, link.refreshments, booked)


# ---------------------------------------------------------------- who sees whom


def sight(file: WitnessFile, link: LinkArrangement, paper_facts: PaperFacts) -> list[Flowable]:
    """Return who sees and hears whom on this occasion, the gallery as far as evidence in private is directed."""
    labels = ", ".join(defendant.label for defendant in file.defendants)
    rows = []
    for row in who_sees_whom(paper_facts.sight, file, link):
        sees, hears, where = row.sees_her, row.hears_her, row.where
        if row.person == "Public gallery" and _is_private(file):
            sees, hears, where = "No", "No", "Cleared, s.25"
        name = f"Accused {labels}" if row.person == "Accused" and labels else row.person
        if row.where == "Courtroom" and link.court_room and len(link.court_room) <= NAME_FITS:
            where = link.court_room if where == "Courtroom" else where
        rows.append((name, _signed(sees), _signed(hears), _signed(row.seen_by_her), _whole(where)))
    heads = ("Person", "Sees witness", "Hears witness", "Witness sees", "Where")
    return [
        note("As courts usually set it up. Check it with the court before the day."),
        grid(heads, rows, (102, 106, 76, 86, 109), SHEET_LOOK, is_first_bold=True, is_dense=True),
    ]


def _is_private(file: WitnessFile) -> bool:
    now = directions_now(file.directions, MeasureId.PRIVATE, [d.id for d in file.defendants]).values()
    return bool(now) and all(direction.direction is DirectionKind.GRANTED for direction in now)


def _signed(words: str) -> str:
    if words.startswith("Yes") or words == "In the room":
        return f"● {words}"
    if words.startswith("No"):
        return f"○ {words}"
    return f"▲ {words}" if words.startswith("Ask") else f"◊ {words}"


def nothing_arranged() -> Flowable:
    return paragraph(bold("▲ No link arrangement is recorded."), SHEET_LOOK.body)
