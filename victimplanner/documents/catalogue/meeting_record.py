"""The meeting record: a contemporaneous, disclosable note of what both sides said.

Three copies: for the file, in full but for safe contact data; for the defence, what may be disclosed, with a list of
what was taken out; one that names nobody, for training and review. The witness is never given this note: the plan is
hers.
"""

from __future__ import annotations

from collections import Counter

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import (
    NOTHING,
    box,
    facts,
    grid,
    numbered_title,
    panel,
    paragraph,
    section,
    title,
)
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.left_out import REMOVED_ADJUSTMENTS
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts import left_out_table as left_out
from victimplanner.documents.parts import meeting_people as people
from victimplanner.documents.parts import meeting_talk as talk
from victimplanner.documents.prose import Marks, Notes
from victimplanner.documents.removals import Days, Removed, months_only
from victimplanner.documents.spec import DocumentSpec, IssueInfo
from victimplanner.documents.text import Marked, bold, date, day, join, sentence, unbroken_numbers
from victimplanner.documents.withheld import REMOVED_NAME
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.dates import clock_time, local, plain_date, plural
from victimplanner.domain.issued import VARIANT_WORDS, PaperKind, Variant
from victimplanner.domain.meeting import (
    DISCLOSURE_REVIEW_WORDS,
    MEETING_KIND_WORDS,
    MEETING_MODE_WORDS,
    MEETING_STATE_WORDS,
    MEETING_STEP_WORDS,
    Meeting,
    MeetingChange,
    MeetingMode,
    MeetingState,
)
from victimplanner.domain.urn import display_urn
from victimplanner.domain.witness import AdjustmentState

_PANEL_WIDTHS = (120, 120, 129.6, 109.4)


def build(file: WitnessFile, meeting: MeetingFile | None, issue: IssueInfo, paper_facts: PaperFacts) -> list[Flowable]:
    """Build the record of one meeting from records already cut for the variant."""
    assert meeting is not None  # `make_paper` has seen to it
    variant, removed = issue.variant, Counter(issue.removed)
    is_file_copy, is_nameless = variant is Variant.FILE, variant is Variant.ANONYMISED
    days = months_only(removed) if is_nameless else Days()
    marks, notes = Marks(), Notes()
    sections: list[tuple[str, list[Flowable]]] = [
        ("Offer and preparation", [] if is_nameless else _offer(file, meeting, is_file_copy, marks, notes)),
        ("Who was there", people.who_was_there(file, meeting, variant, notes)),
        ("Said at the start", talk.said_at_the_start(meeting, paper_facts, marks, notes)),
        ("Topics", talk.topics(meeting, paper_facts, marks, notes)),
        ("The witness’s views, measure by measure", talk.views(meeting, paper_facts, notes, days)),
        ("Questions and answers", talk.questions(meeting, marks)),
        ("Narrative note", talk.narrative_note(meeting)),
        ("Concerns, facts and opinions", talk.concerns(meeting, marks, notes)),
        ("Support and next steps", _support(meeting, variant, notes)),
        ("Actions", [] if variant is Variant.DISCLOSURE else _actions(meeting, notes, days)),
    ]
    missing: list[Flowable] = []
    if is_nameless:
        removed[Removed.BLOCK] += len(_NOT_IN_A_NAMELESS_COPY)
    else:
        sections += [
            ("Signatures", people.confirmations(file, meeting, is_file_copy)),
            ("Version history", _history(meeting, notes)),
        ]
    made = title("Meeting record", _subtitle(file, meeting, variant))
    made += [_panel(file, meeting, variant, days, notes), *notes.take()]
    if is_nameless:
        made += section("What was removed from this copy", *left_out.names_nobody(removed, _NOT_IN_A_NAMELESS_COPY))
    elif variant is Variant.DISCLOSURE:
        missing = section(
            "What this copy leaves out", *left_out.for_the_defence(removed, meeting.meeting, marks, notes)
        )
    if not is_nameless:
        made += [_box(meeting, marks, notes), *notes.take(), *missing]
    numbered = [(name, content) for name, content in sections if content]
    for number, (name, content) in enumerate(numbered, start=1):
        made += section(numbered_title(number, name), *content)
    return made


_NOT_IN_A_NAMELESS_COPY = ("offer and preparation", "signatures", "version history")


def _subtitle(file: WitnessFile, meeting: MeetingFile, variant: Variant) -> str:
    kind = MEETING_KIND_WORDS[meeting.meeting.kind].capitalize()
    who = "the complainant" if file.witness.is_complainant else "the witness"
    return f"{kind} with {who} · {VARIANT_WORDS[variant].lower()}"


def _panel(file: WitnessFile, meeting: MeetingFile, variant: Variant, days: Days, notes: Notes) -> Flowable:
    held, is_nameless = meeting.meeting, variant is Variant.ANONYMISED
    who = "Complainant" if file.witness.is_complainant else "Witness"
    accused = ", ".join(d.label if is_nameless else f"{d.label} {d.name}" for d in file.defendants)
    place = unbroken_numbers(held.place)
    if not place or held.mode is not MeetingMode.IN_PERSON:
        place = ", ".join(part for part in (place, MEETING_MODE_WORDS[held.mode].lower()) if part)
    cells = [
        ("URN", display_urn(file.case.urn)),
        ("Witness reference", file.witness.reference),
        ("Meeting", f"No. {held.number} · {MEETING_KIND_WORDS[held.kind]}"),
        ("Record status", _status(file, meeting)),
        (f"{who} (file copy only)", file.witness.name if variant is Variant.FILE else REMOVED_NAME),
        ("Accused", accused),
        ("Court", file.case.court_name),
        ("Case number", file.case.court_case_no),
        ("Date", days.full(held.held_on) if held.held_on else ""),
        ("Time", people.span(held.started, held.ended, " to ")),
        ("Place and mode", place),
        ("Note-taker", held.note_taker),
    ]
    if is_nameless:  # her reference has become "Person A"
        cells.pop(4)
    return panel([(label, notes.short(value, label) or NOTHING) for label, value in cells], _PANEL_WIDTHS)


def _status(file: WitnessFile, meeting: MeetingFile) -> str:
    state = meeting.meeting.state
    if state is MeetingState.SIGNED:
        awaited = sum(1 for a in people.to_sign(file, meeting) if a.signed_at is None)
        return f"Final · {plural(awaited, 'signature')} awaited" if awaited else "Final · signed"
    if state is MeetingState.HELD:
        return "Draft · unsigned"
    return f"{MEETING_STATE_WORDS[state]} · not held"


def _box(meeting: MeetingFile, marks: Marks, notes: Notes) -> Flowable:
    held = meeting.meeting
    listed = ""
    if held.mg6c_item or held.mg6c_listed_on:
        number = notes.short(held.mg6c_item, "Item number on MG6C", 40)
        item = f" as item {number.rstrip('.')}" if number else ""
        listed = f"Listed on MG6C{item}" + (f" on {date(held.mg6c_listed_on)}" if held.mg6c_listed_on else "") + ". "
    if held.is_locked:
        first = join(bold("This record may be disclosed. "), listed or Marked("▲ <b>Not yet listed on MG6C.</b> "))
    elif listed:
        first = join(bold("This draft is not signed. "), listed, "Keep it: it is part of the record. ")
    else:
        first = join(
            bold("This draft is not signed and not yet listed on MG6C."), " Keep it: it is part of the record. "
        )
    evidence = ""
    if held.new_evidence_volunteered is False:
        evidence = "The evidence was not discussed. "
    elif held.new_evidence_volunteered:
        evidence = "New evidence was volunteered: see Concerns, facts and opinions. "
    rest = "This is not a witness statement. Safe contact details are held in the program and are never printed here."
    missing = f" ▲ {plural(marks.count, 'fact is', 'facts are')} not recorded." if marks.count else ""
    return box(join(first, evidence, rest, bold(missing)))


def _offer(file: WitnessFile, meeting: MeetingFile, is_file_copy: bool, marks: Marks, notes: Notes) -> list[Flowable]:
    held = meeting.meeting
    rows = [
        ("Meeting offered", _offered(meeting, marks)),
        ("Answer", _answer(meeting)),
        ("Adjustments agreed", _adjustments(file, meeting) if is_file_copy else REMOVED_ADJUSTMENTS),
    ]
    if is_file_copy:
        contact = file.safe_contact
        if contact is None or contact.confirmed_on is None:
            confirmed: str = marks.not_recorded()
        else:
            by = f", by {contact.confirmed_by}" if contact.confirmed_by else ""
            confirmed = f"Yes, {day(contact.confirmed_on)}{by}. Confirm again before every contact."
        rows.append(("Safe contact confirmed", confirmed))
    rows.append(
        ("Interpreter", _declared(held.interpreter or file.witness.interpreter_need, held.interpreter_declared))
    )
    rows.append(("Intermediary", _declared(held.intermediary, held.intermediary_declared)))
    if is_file_copy:
        rows += [("Plan changed", _changed(change)) for change in meeting.changes if change.to_tell]
    return [facts([(label, notes.short(value, label, 400)) for label, value in rows]), *notes.take()]


def _declared(who: str, is_declared: bool) -> str:
    """An interpreter or intermediary with whether they said at the start that they are bound."""
    return join(sentence(who), " Declared at the start.") if who and is_declared else who


def _changed(change: MeetingChange) -> str:
    was = f" It was planned for {day(change.was_on)}." if change.was_on else ""
    told = f" The witness was told on {day(change.told_on)}." if change.told_on else " The witness is to be told."
    on = f" {day(change.happened_on)}" if change.happened_on else ""
    return f"{MEETING_STEP_WORDS[change.step]}{on}. {sentence(change.reason)}{was}{told}"


def _offered(meeting: MeetingFile, marks: Marks) -> str:
    held = meeting.meeting
    if held.offered_on is None:
        return marks.not_recorded()
    by = f"by {held.offered_by}" if held.offered_by else ""
    return sentence(", ".join(part for part in (day(held.offered_on), held.offer_method, by) if part))


def _answer(meeting: MeetingFile) -> str:
    held = meeting.meeting
    if held.answered_on is None and held.state is MeetingState.OFFERED:
        return "No answer yet"
    words = MEETING_STATE_WORDS[held.state]
    if held.state in (MeetingState.PLANNED, MeetingState.HELD, MeetingState.SIGNED, MeetingState.DID_NOT_ATTEND):
        words = "Accepted"
    on = day(held.answered_on) if held.answered_on else "day not recorded"
    again = f"Ask again on {day(held.ask_again_on)}" if held.ask_again_on else ""
    return ". ".join(part for part in (", ".join(p for p in (words, on, held.answer_reason) if p), again) if part)


def _adjustments(file: WitnessFile, meeting: MeetingFile) -> str:
    words = {AdjustmentState.ASKED_FOR: " (asked for)", AdjustmentState.REFUSED: " (refused)"}
    parts = [sentence(f"{a.text.rstrip('.')}{words.get(a.state, '')}") for a in file.adjustments]
    parts += [sentence(needs) for needs in (meeting.meeting.access_needs,) if needs]
    return " ".join(parts)


def _support(meeting: MeetingFile, variant: Variant, notes: Notes) -> list[Flowable]:
    held = meeting.meeting
    rows = [
        ("Victim Personal Statement", held.vps),
        ("Pre-trial therapy", "Explained. The program holds no therapy content." if held.therapy_explained else ""),
        ("Court visit", held.court_visit),
        ("Section 28 explained", {True: "Yes", False: "No", None: ""}[held.section_28_explained]),
    ]
    if held.information_given:
        rows.append(("Information given", held.information_given))
    if held.sound_recording_reason:
        rows.append(("Sound or video", f"Recorded. {held.sound_recording_reason}"))
    if variant is not Variant.DISCLOSURE:
        rows.append(("Next contact", held.next_contact))
    if variant is Variant.FILE:
        rows.append(("Disclosure review", _disclosure(held)))
    rows.append(("Compensation", "Told only that the scheme exists." if held.compensation_mentioned else ""))
    return [facts([(label, notes.short(value, label, 400)) for label, value in rows]), *notes.take()]


def _actions(meeting: MeetingFile, notes: Notes, days: Days) -> list[Flowable]:
    if not meeting.actions:
        return [paragraph("No actions are recorded.", FILE_LOOK.body)]
    rows = []
    for number, action in enumerate(meeting.actions, start=1):
        done = join("● Done", f" {days.short(action.done_on)}") if action.done_on else "○ Open"
        rows.append(
            (
                str(number),
                notes.short(action.text, f"Action {number}"),
                notes.short(action.owner, f"Owner of action {number}", 120) or NOTHING,
                days.full(action.due_on) if action.due_on else NOTHING,
                done,
            )
        )
    return [grid(("No.", "Action", "Owner", "Due", "Done"), rows, (34, 214, 82, 86, 63)), *notes.take()]


def _disclosure(held: Meeting) -> str:
    """How this record stands with disclosure: relevant unused material unless reviewed otherwise."""
    on = f", {day(held.disclosure_reviewed_on)}" if held.disclosure_reviewed_on else ""
    by = f", by {held.disclosure_reviewed_by}" if held.disclosure_reviewed_by else ""
    return sentence(f"{DISCLOSURE_REVIEW_WORDS[held.disclosure_review]}{on}{by}") + (
        f" {held.disclosure_note}" if held.disclosure_note else ""
    )


def _history(meeting: MeetingFile, notes: Notes) -> list[Flowable]:
    held = meeting.meeting
    if not held.is_locked and not meeting.addenda:
        return [paragraph("Draft: not signed yet. After signing there are only dated additions.", FILE_LOOK.body)]
    rows: list[tuple[str, str, str, str]] = []
    if held.signed_on:
        rows.append(("Record", date(held.signed_on), NOTHING, "Signed and locked"))
    for addition in sorted(meeting.addenda, key=lambda a: a.number):
        moment = local(addition.added_at)
        at = f"{plain_date(moment.date())}, {clock_time(moment.time())}"
        what = join(notes.short(addition.text, f"Addition {addition.number}"), " No words of the record altered.")
        rows.append((f"Addition {addition.number}", at, notes.short(addition.added_by, "Added by", 120), what))
    table = grid(("Entry", "Date and time", "By", "What was added"), rows, (70, 100, 96, 213), is_first_bold=True)
    return [table, *notes.take()]


DOCUMENT = DocumentSpec(
    kind=PaperKind.MEETING_RECORD,
    title="Meeting record",
    variants=(Variant.FILE, Variant.DISCLOSURE, Variant.ANONYMISED),
    needs_meeting=True,
    build=build,
    prints_for_outside=frozenset({"adjustments"}),
)
