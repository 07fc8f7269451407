"""A file of one witness with a record of every kind that papers print from."""

from __future__ import annotations

import datetime as dt

from tests import builders
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import ResponseKind
from victimplanner.domain.meeting_record import Addendum
from victimplanner.domain.section_28 import CourtDate

ROAD_PARTS = ("links", "link_changes", "hearing_moves", "recording_events", "link_people")
AROUND_PARTS = ("considerations", "opt_outs", "intermediaries", "proceedings_changes")


def a_full_file() -> WitnessFile:
    """Every record a paper prints from, so that each field can be filled in turn."""
    addendum = Addendum(
        case_id=builders.CASE_ID,
        meeting_id=builders.MEETING_ID,
        number=1,
        text="MG6C item number added.",
        added_at=dt.datetime(2026, 12, 23, 9, 10, tzinfo=dt.UTC),
        added_by="R. Calloway",
    )
    meeting = builders.a_meeting_file(
        meeting=builders.a_meeting(
            new_evidence_volunteered=True,
            new_evidence_words="Something new.",
            new_evidence_told="DC Thornbury",
            interpreter="Polish",
            intermediary="None needed",
        ),
        changes=(
            builders.a_meeting_change(happened_on=dt.date(2026, 12, 19), reason="The room was taken.", to_tell=True),
        ),
        paragraphs=(builders.a_paragraph(1, "A first paragraph.", dt.time(14, 3)),),
        addenda=(addendum,),
        topics=(
            builders.a_topic_note("opening.purpose", False, reason="Late start.", note="Said at the end."),
            builders.a_topic_note("court", True, note="Drew the room."),
            builders.a_topic_note("roles", False, reason="No time.", note="Next time."),
        ),
        views=(builders.a_view(builders.MeasureId.SCREEN, builders.ViewKind.ONLY_IF, "Perhaps.", condition="needed"),),
    )
    application = builders.a_whole_application(
        served_on=dt.date(2027, 1, 20),
        late_reason="Instructions came late.",
        response=ResponseKind.OBJECTS,
        opt_out_information="None.",
    )
    child = builders.a_child_witness_file()
    dates = (
        builders.an_ordered_date(CourtDate.EXCLUSION, dt.date(2027, 5, 14)),
        builders.an_ordered_date(CourtDate.EXCLUSION, dt.date(2027, 5, 21), reason="Leave.", sequence=2),
    )
    return builders.a_decided_witness_file(
        meetings=(meeting,),
        applications=(application,),
        ordered_dates=dates,
        **{name: getattr(child, name) for name in (*ROAD_PARTS, *AROUND_PARTS, "orders", "hearings", "places")},
    )
