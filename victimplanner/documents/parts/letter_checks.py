"""What stands against sending a letter, each as a sentence that says what to do; and the sheet of checks for the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import grid, note, section
from victimplanner.documents.parts.letter_body import phone_to_call
from victimplanner.documents.parts.letter_facts import first_line_name, is_barred, is_unfilled, named_writer
from victimplanner.documents.parts.letter_head import WINDOW_LINES, lines_in_window, readable_logo
from victimplanner.documents.text import Marked, bold, date, join
from victimplanner.documents.together import of_the_day
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.contact import Permission
from victimplanner.domain.dates import clock_time, local
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PaperKind, check_value
from victimplanner.domain.meeting import Meeting, MeetingMode

_NOT_ISSUED = "The letter was not issued."
_LEFT_OUT_LINE_BY_LINE = ("office",)  # an office may be named for its cases: the letter goes without that line


def letter_problems(file: WitnessFile, _today: dt.date) -> list[Problem]:
    """List what is wrong with whom the letter is for and from, whatever it offers. Empty: nothing."""
    return [*_addressee_problems(file), *_sender_problems(file), *_typed_problems(_typed_of_case(file))]


def offer_problems(_file: WitnessFile, meeting: MeetingFile, today: dt.date) -> list[Problem]:
    """List what is missing of the meeting that the letter offers. Empty: nothing."""
    planned = meeting.meeting
    problems = []
    if planned.planned_on is not None:
        if planned.planned_on < today:
            message = f"The meeting is planned for a day that is past. {_NOT_ISSUED} Plan another day first."
            problems.append(Problem("planned_on", message))
        if planned.planned_start is None:
            message = f"The meeting has a day and no time. {_NOT_ISSUED} Enter when it begins."
            problems.append(Problem("planned_start", message))
        if planned.mode is MeetingMode.IN_PERSON and not planned.place.strip():
            message = f"The meeting has a day and no place. {_NOT_ISSUED} Enter where it is to be."
            problems.append(Problem("place", message))
    return [*problems, *_typed_problems(_typed_of_meeting(planned))]


def _addressee_problems(file: WitnessFile) -> Iterator[Problem]:
    if not file.witness.name.strip():
        yield Problem("name", f"Her name is not recorded. {_NOT_ISSUED} Enter it first.")
    name, is_hers = first_line_name(file)
    if name and not is_hers:
        yield Problem(
            "name",
            f"The name at the head of her safe address is not the name in her record. {_NOT_ISSUED} "
            "Find out which is right and make them the same.",
        )
    number = lines_in_window(file)
    if number > WINDOW_LINES:
        yield Problem(
            "address",
            f"Her name and address take {number} lines and the window of the envelope shows {WINDOW_LINES}. "
            f"{_NOT_ISSUED} Put the address into fewer or shorter lines.",
        )


def _sender_problems(file: WitnessFile) -> Iterator[Problem]:
    if named_writer(file) is None:
        yield Problem(
            "people",
            f"Nobody is named who writes to her. {_NOT_ISSUED} "
            "Enter the Victim Liaison Officer or the Witness Care Officer of the case.",
        )
    if not phone_to_call(file):
        yield Problem(
            "phone",
            f"There is no number on which she can answer. {_NOT_ISSUED} Enter the telephone number of whoever writes "
            "to her, or of the office.",
        )
    if file.office.logo and readable_logo(file.office) is None:
        yield Problem(
            "logo",
            f"The office’s logo cannot be read and is left out. {_NOT_ISSUED} "
            "Put in another picture, or take it out of the office details.",
        )


Typed = tuple[str, str, str]  # the field, what it is in words, the text


def _typed_of_case(file: WitnessFile) -> Iterator[Typed]:
    yield "name", "Her name", f"{file.witness.name} {file.witness.preferred_name}"
    yield "address", "Her address", file.safe_contact.address if file.safe_contact else ""
    office = file.office
    yield "office", "What the office details say", "\n".join((office.name, office.address, office.phone, office.hours))
    named = named_writer(file)
    if named is not None:
        yield "people", "What is entered of whoever writes to her", f"{named[1].name} {named[1].phone}"


def _typed_of_meeting(meeting: Meeting) -> Iterator[Typed]:
    if meeting.mode is MeetingMode.IN_PERSON:
        yield "place", "The place of the meeting", meeting.place
        yield "entrance", "The way in", meeting.entrance
        yield "met_by", "Who meets her", meeting.met_by


def _typed_problems(typed: Iterator[Typed]) -> Iterator[Problem]:
    for field, what, text in typed:
        if is_unfilled(text):
            yield Problem(field, f"{what} still holds a placeholder, such as “TBC” or “[…]”. {_NOT_ISSUED} Fill it in.")
        elif field not in _LEFT_OUT_LINE_BY_LINE and is_barred(text):
            yield Problem(
                field, f"{what} holds a word that others must not read in a letter. {_NOT_ISSUED} Word it plainly."
            )


# ---------------------------------------------------------------- the sheet for the file


def check_sheet(file: WitnessFile, meeting: MeetingFile, today: dt.date) -> list[Flowable]:
    """Return the result of the checks, for the file copy. It is of the day and no part of the letter."""
    against = [*letter_problems(file, today), *offer_problems(file, meeting, today)]
    rows = [
        ("Name: the same in her record and at the head of her address", _result(against, "name")),
        ("Address: fits the window of the envelope", _result(against, "address")),
        ("Letters: allowed by her safe contact", _letters(file)),
        ("Safe contact: confirmed", _confirmed(file, today)),
        ("Who writes, and a number to answer by", _result(against, "people", "phone")),
        ("The meeting: day, time and place", _result(against, "planned_on", "planned_start", "place")),
        ("No placeholder and no word that others must not read", _words(against)),
        ("Read by a second person", _second_look(file, meeting)),
    ]
    table = grid(("Check", "Result"), rows, (230, 249), is_first_bold=True)
    above = note("For the file. Not part of the letter and never sent with it.")
    made = section("Checks of this letter", above, table)
    return [of_the_day(flowable) for flowable in made]


def _result(against: list[Problem], *fields: str) -> str:
    found = [problem.message for problem in against if problem.field in fields]
    return join(bold("▲ To put right. "), " ".join(found)) if found else "● Done"


def _words(against: list[Problem]) -> str:
    found = [p.message for p in against if "placeholder" in p.message or "others must not read" in p.message]
    return join(bold("▲ To put right. "), " ".join(found)) if found else "● None found"


def _letters(file: WitnessFile) -> str:
    contact = file.safe_contact
    answer = contact.letters if contact is not None else Permission.UNKNOWN
    words = {Permission.YES: "● Yes", Permission.NO: Marked("▲ <b>No</b>"), Permission.UNKNOWN: "▲ Not known"}
    return words[answer]


def _confirmed(file: WitnessFile, today: dt.date) -> str:
    contact = file.safe_contact
    limit = contact.confirm_again_by(file.office.contact_confirm_days) if contact is not None else None
    if contact is None or contact.confirmed_on is None or limit is None:
        return Marked("▲ <b>Never</b>")
    by = f" by {contact.confirmed_by}" if contact.confirmed_by else ""
    said = f"{date(contact.confirmed_on)}{by}"
    if contact.doubted_on is not None:
        return join(bold("▲ In doubt. "), f"Last on {said}.")
    return f"● On {said}" if today <= limit else join(bold("▲ Too long ago. "), f"On {said}.")


def _second_look(file: WitnessFile, meeting: MeetingFile) -> str:
    """Return the newest look at this letter, with the value by which paper and text can be matched."""
    own = [c for c in file.paper_checks if c.kind is PaperKind.LETTER and c.meeting_id == meeting.meeting.id]
    if not own:
        return Marked("○ <b>Not yet</b>")
    newest = max(own, key=lambda check: check.checked_at)
    at = local(newest.checked_at)
    moment = f"{date(at.date())} at {clock_time(at.time())}"
    return f"● By {newest.checked_by}, {moment}. Check value of the text: {check_value(newest.content_sha256)}"
