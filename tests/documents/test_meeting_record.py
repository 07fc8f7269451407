"""The meeting record: what it says, what it says of what is missing, and what the defence's copy leaves out."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import builders
from tests.documents.making import made, pages_of, text_of
from victimplanner.domain.case_file import MeetingFile
from victimplanner.domain.contact import ContactRoute
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import MeetingMode, MeetingState
from victimplanner.domain.meeting_record import Addendum, AttendanceState

RECORD = PaperKind.MEETING_RECORD


def record(meeting: MeetingFile | None = None, variant: Variant = Variant.FILE) -> str:
    return text_of(made(RECORD, None, meeting, variant=variant))


def test_a_signed_record_says_what_happened_in_the_order_of_the_form() -> None:
    text = record()
    for words in (
        "Pre-trial meeting with the complainant · file copy",
        "No. 1 · pre-trial meeting",
        "Final · 1 signature awaited",
        "Siân Gwenllian Llŵyd-Prŷs",
        "D1 T. Harcastle",
        "Tue 22 Dec 2026",
        "14:00 to 15:10",
        "Listed on MG6C as item 41 on 23 Dec 2026. The evidence was not discussed. This is not a witness statement.",
        "Safe contact details are held in the program and are never printed here.",
        "Thu 17 Dec 2026, by telephone and letter, by T. Wiśniewski (Victim Liaison Officer).",
        "Accepted, Fri 18 Dec 2026, through the ISVA",
        "Yes, Mon 21 Dec 2026, by P. Nandakumar (witness care). Confirm again before every contact.",
        "Not asked to sign",
        "ISVA, Harbour Light Support",
        "Paralegal officer, note-taker",
        "● Yes",
        "○ Not covered",
        "No time. Action 4.",
        "“It makes no difference to me.”",
        "All were given on 22 Dec 2026.",
        "– Not open",
        "Needs a s.16 ground.",
        "Will I meet him in the corridor?",
        "Opinion, not evidence.",
        "None. Asked and noted at 14:55.",
        "Told only that the scheme exists.",
        "Wed 30 Dec 2026",
        "Confirmed in the program, own login",
        "22 Dec 2026, 16:31",
        "Signed and locked",
    ):
        assert words in text, words
    heads = ("1 Offer", "2 Who was", "3 Said at", "4 Topics", "5 The witness’s views", "6 Questions", "7 Concerns")
    places = [text.index(head) for head in (*heads, "8 Support", "9 Actions", "10 Signatures", "11 Version")]
    assert places == sorted(places)


def test_a_complete_record_has_nothing_not_recorded() -> None:
    text = record()
    assert "▲" not in text


def test_what_must_be_filled_and_is_not_is_marked_and_counted() -> None:
    meeting = builders.a_meeting_file(
        meeting=builders.a_meeting(offered_on=None, new_evidence_volunteered=None),
        concerns=(builders.a_concern(checked_by=""),),
    )
    text = record(meeting)
    assert text.count("▲ Not recorded") == 3
    assert "▲ 3 facts are not recorded." in text
    assert "The evidence was not discussed" not in text


def test_an_unsigned_record_says_so() -> None:
    unsigned = builders.a_meeting(state=MeetingState.HELD, signed_on=None, mg6c_item="", mg6c_listed_on=None)
    text = record(builders.a_meeting_file(meeting=unsigned))
    assert "This draft is not signed and not yet listed on MG6C. Keep it: it is part of the record." in text
    assert "Draft · unsigned" in text
    assert "Draft: not signed yet." in text


def test_a_signed_record_that_is_not_listed_says_so() -> None:
    meeting = builders.a_meeting_file(meeting=builders.a_meeting(mg6c_item="", mg6c_listed_on=None))
    assert "▲ Not yet listed on MG6C." in record(meeting)


def test_new_evidence_is_printed_word_for_word_with_who_was_told() -> None:
    told = builders.a_meeting(
        new_evidence_volunteered=True, new_evidence_words="He had a grey van.", new_evidence_told="DC 4471 Thornbury"
    )
    text = record(builders.a_meeting_file(meeting=told))
    assert "“He had a grey van.”" in text
    assert "DC 4471 Thornbury" in text
    assert "New evidence was volunteered" in text
    assert "The evidence was not discussed" not in text


def test_a_statement_not_said_gives_the_reason() -> None:
    topics = (builders.a_topic_note("opening.break", False, reason="She asked to begin at once"),)
    text = record(builders.a_meeting_file(topics=topics))
    assert "▲ Not said" in text
    assert "Reason: She asked to begin at once" in text


def test_a_topic_of_an_earlier_template_stays_in_the_record() -> None:
    topics = (builders.a_topic_note("older_topic", note="Said as well"),)
    text = record(builders.a_meeting_file(topics=topics))
    assert "Older topic" in text
    assert "Said as well" in text


def test_people_who_did_not_come_are_named_and_not_asked_to_sign() -> None:
    attendances = (
        builders.an_attendance("Rhiannon Calloway", "Prosecutor"),
        builders.an_attendance("Owen Tregarth", "Counsel", state=AttendanceState.DID_NOT_COME),
    )
    text = record(builders.a_meeting_file(attendances=attendances))
    assert "Owen Tregarth Counsel Did not come –" in text
    assert "Owen Tregarth, Counsel" not in text


def test_a_meeting_by_video_says_so_beside_the_place() -> None:
    assert "Northmoor CPS, Room 2, by video" in record(
        builders.a_meeting_file(meeting=builders.a_meeting(mode=MeetingMode.VIDEO))
    )


@pytest.mark.parametrize("variant", [Variant.FILE, Variant.DISCLOSURE])
def test_safe_contact_values_are_never_printed_wherever_they_were_typed(variant: Variant) -> None:
    secret = builders.a_safe_contact(route=ContactRoute.VIA_ISVA)
    words = (
        f"Ring {secret.phone} or 07700900417, code HERONFIELD, write to 4 quarry steps,  Northmoor or {secret.email}."
    )
    meeting = builders.a_meeting_file(
        meeting=builders.a_meeting(next_contact=words, vps=words),
        paragraphs=(builders.a_paragraph(1, words),),
        questions=(builders.a_question(1, words, words),),
    )
    paper = made(RECORD, None, meeting, variant=variant)
    text = text_of(paper)
    assert "[removed: safe contact]" in text
    for value in ("900417", "900 417", "eronfield", "ERONFIELD", "Quarry", "quarry", "s.prys"):
        assert value not in text
        assert value not in " ".join(pages_of(paper))


def test_the_defence_copy_leaves_out_what_the_law_does_not_disclose_and_lists_it() -> None:
    words = "Siân told SIÂN’S adviser Małgorzata Żółkiewska of Harbour Light Support in Northmoor CPS, Room 2; Ms Llŵyd-Prŷs."
    meeting = builders.a_meeting_file(paragraphs=(builders.a_paragraph(1, words, dt.time(14, 3)),))
    paper = made(RECORD, None, meeting, variant=Variant.DISCLOSURE)
    text = text_of(paper)
    everything = " ".join(pages_of(paper))
    for removed in (
        *("Siân", "SIÂN", "Gwenllian", "Llŵyd", "Małgorzata", "Żółkiewska", "Harbour Light", "Room 2"),
        *("Step-free", "P. Nandakumar (witness", "fear is likely", "Review bail", "Mon 4 Jan 2027, telephone"),
    ):
        assert removed not in everything, removed
    for shown in (
        "[removed: name of complainant]",
        "[removed: name of supporter]",
        "[removed: place]",
        "[removed: opinion]",
        "What this copy leaves out",
        "Approved by (lawyer)",
        "Rhiannon Calloway",
        "“It makes no difference to me.”",
        "defence disclosure copy",
    ):
        assert shown in text, shown


def test_additions_after_signing_stand_in_the_history_and_alter_nothing() -> None:
    addition = Addendum(
        case_id=builders.CASE_ID,
        meeting_id=builders.MEETING_ID,
        number=1,
        text="MG6C item number added.",
        added_at=dt.datetime(2026, 12, 23, 9, 10, tzinfo=dt.UTC),
        added_by="R. Calloway",
    )
    text = record(builders.a_meeting_file(addenda=(addition,)))
    assert "Addition 1 23 Dec 2026, 09:10 R. Calloway MG6C item number added. No words of the record altered." in text
