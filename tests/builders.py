"""Invented records with sensible defaults. Every person, place and number here is made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from victimplanner.domain.case import (
    Action,
    Case,
    Charge,
    CourtKind,
    Defendant,
    Hearing,
    HearingKind,
    HearingMove,
    HearingState,
    Plea,
    PleaKind,
)
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.contact import ContactRoute, Permission, SafeContact
from victimplanner.domain.links import BookingState, CompanionView, LinkArrangement, LinkChange, Room, Site
from victimplanner.domain.measures import (
    Application,
    DecisionKind,
    Direction,
    DirectionKind,
    IntermediaryWork,
    MeasureDecision,
    MeasureId,
    MeasureUse,
    MeasureView,
    ProceedingsChange,
    ProceedingsChangeKind,
    UseKind,
    ViewKind,
)
from victimplanner.domain.meeting import Meeting, MeetingChange, MeetingState, MeetingStep
from victimplanner.domain.meeting_record import Attendance, AttendanceState, Concern, NoteParagraph, Question, TopicNote
from victimplanner.domain.office import Office
from victimplanner.domain.opt_out import OptOut, OptOutFrom
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.section_28 import (
    Chase,
    CourtDate,
    OrderedDate,
    RecordingEvent,
    RecordingEventKind,
    Section28Consideration,
    Section28Order,
    Section28Outcome,
)
from victimplanner.domain.witness import Adjustment, AdjustmentState, Gate, GateCode, GateHolds, Witness

CASE_ID, WITNESS_ID, MEETING_ID, APPLICATION_ID = ("c" * 32, "a" * 32, "b" * 32, "d" * 32)
ACCUSED_ID = "e" * 32
MEETING_DAY = dt.date(2026, 12, 22)

VIEWS = (
    (MeasureId.ABE_VIDEO, ViewKind.WANTS, "I don’t want to start from nothing again in front of everyone."),
    (
        MeasureId.PRE_RECORDED_CROSS_EXAMINATION,
        ViewKind.WANTS,
        "If it is done once and then it’s over, that is the thing that would let me sleep.",
    ),
    (MeasureId.PRIVATE, ViewKind.WANTS, "His family came last time. Not them."),
    (MeasureId.LIVE_LINK, ViewKind.WANTS, "From the suite, not from the court building."),
    (MeasureId.SCREEN, ViewKind.UNDECIDED, "Only if the link breaks. I would rather not see him at all."),
    (MeasureId.NO_WIGS_GOWNS, ViewKind.DOES_NOT_WANT, "It makes no difference to me."),
)
EXPLAINED = {
    MeasureId.ABE_VIDEO: "Parts may be left out. Seen by the jury.",
    MeasureId.PRE_RECORDED_CROSS_EXAMINATION: "Questions asked earlier; the date is set by the judge.",
    MeasureId.PRIVATE: "One reporter may stay. D1 and lawyers stay.",
    MeasureId.LIVE_LINK: "D1 can normally see the witness on screen.",
    MeasureId.SCREEN: "A screen stops the witness seeing D1. It does not promise the reverse.",
    MeasureId.NO_WIGS_GOWNS: "Can be asked for later.",
}


def an_office(**more: Any) -> Office:
    return Office(**{"name": "Northmoor CPS", "phone": "01632 960100"} | more)


def a_case(**more: Any) -> Case:
    values: dict[str, Any] = {
        "id": CASE_ID,
        "urn": "99VP4017226",
        "unit": "RASSO North",
        "court_kind": CourtKind.CROWN,
        "court_name": "Northmoor Crown Court",
        "court_case_no": "T20269907",
        "lead_offence": "Rape",
    }
    return Case(**values | more)


def a_witness(**more: Any) -> Witness:
    values: dict[str, Any] = {
        "id": WITNESS_ID,
        "case_id": CASE_ID,
        "number": 1,
        "reference": "W-K7",
        "name": "Siân Gwenllian Llŵyd-Prŷs",
        "preferred_name": "Siân",
        "date_of_birth": dt.date(1998, 4, 2),
        "abe_recorded_on": dt.date(2026, 8, 3),
        "abe_minutes": 48,
        "video_requested": True,
    }
    return Witness(**values | more)


def a_defendant(number: int = 1, name: str = "T. Harcastle", **more: Any) -> Defendant:
    return Defendant(
        **{"id": f"{number:x}" + ACCUSED_ID[1:], "case_id": CASE_ID, "number": number, "name": name} | more
    )


def a_plea(defendant: Defendant, on: dt.date | None = dt.date(2026, 12, 16), **more: Any) -> Plea:
    values = {"case_id": CASE_ID, "defendant_id": defendant.id, "plea": PleaKind.NOT_GUILTY, "entered_on": on}
    return Plea(**values | more)


def a_safe_contact(**more: Any) -> SafeContact:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "route": ContactRoute.DIRECT,
        "phone": "07700 900417",
        "calls": Permission.YES,
        "letters": Permission.YES,
        "address": "4 Quarry Steps, Northmoor",
        "email_allowed": Permission.YES,
        "email": "s.prys@example.invalid",
        "code_word": "heronfield",
        "confirmed_on": dt.date(2026, 12, 21),
        "confirmed_by": "P. Nandakumar (witness care)",
    }
    return SafeContact(**values | more)


def a_gate(code: GateCode, holds: GateHolds, evidence: str, **more: Any) -> Gate:
    values = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "code": code,
        "holds": holds,
        "evidence": evidence,
        "considered_by": "R. Calloway",
        "considered_on": MEETING_DAY,
    }
    return Gate(**values | more)


def a_view(measure: MeasureId, view: ViewKind, own_words: str = "", **more: Any) -> MeasureView:
    values = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "meeting_id": MEETING_ID,
        "measure": measure,
        "view": view,
        "own_words": own_words,
        "information_given": EXPLAINED.get(measure, ""),
        "given_on": MEETING_DAY,
        "taken_by": "R. Calloway",
    }
    return MeasureView(**values | more)


def some_views() -> tuple[MeasureView, ...]:
    return tuple(a_view(measure, view, words) for measure, view, words in VIEWS)


def an_application(**more: Any) -> Application:
    values: dict[str, Any] = {
        "id": APPLICATION_ID,
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "served_on": dt.date(2026, 12, 30),
        "served_to": "Court officer and D1, by the digital case system",
        "companion": "ISVA",
        "response_received_on": dt.date(2027, 1, 12),
    }
    return Application(**values | more)


def a_decision(measure: MeasureId, decision: DecisionKind = DecisionKind.APPLY, **more: Any) -> MeasureDecision:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "measure": measure,
        "decision": decision,
        "reason": "Sought because delay to trial is likely to reduce recall and add distress.",
        "application_id": APPLICATION_ID,
        "decided_on": dt.date(2026, 12, 30),
        "decided_by": "R. Calloway",
    }
    return MeasureDecision(**values | more)


def a_direction(measure: MeasureId, direction: DirectionKind = DirectionKind.GRANTED, **more: Any) -> Direction:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "measure": measure,
        "direction": direction,
        "decided_on": dt.date(2027, 1, 18),
        "reasons": "Directed for the whole of the witness’s evidence.",
        "received_on": dt.date(2027, 1, 18),
        "told_on": dt.date(2027, 1, 19),
        "told_by": "T. Wiśniewski",
        "told_how": "by telephone",
    }
    return Direction(**values | more)


def a_use(measure: MeasureId, use: UseKind = UseKind.USED, **more: Any) -> MeasureUse:
    values = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "measure": measure,
        "use": use,
        "used_on": dt.date(2027, 4, 15),
    }
    return MeasureUse(**values | more)


def an_action(text: str, owner: str = "", due_on: dt.date | None = None, **more: Any) -> Action:
    values = {"case_id": CASE_ID, "witness_id": WITNESS_ID, "meeting_id": MEETING_ID}
    return Action(**values | {"text": text, "owner": owner, "due_on": due_on} | more)


def some_people() -> tuple[tuple[CaseRole, Person], ...]:
    return (
        (CaseRole.PROSECUTOR, Person(name="Rhiannon Calloway", organisation="CPS")),
        (
            CaseRole.VICTIM_LIAISON_OFFICER,
            Person(name="Tomasz Wiśniewski", phone="01632 960114", hours="Mon to Fri, 9am to 5pm"),
        ),
        (
            CaseRole.ISVA,
            Person(name="Małgorzata Żółkiewska", organisation="Harbour Light Support", phone="01632 960178"),
        ),
        (CaseRole.WITNESS_CARE_OFFICER, Person(name="Priya Nandakumar", phone="01632 960131")),
        (CaseRole.OFFICER_IN_CASE, Person(name="Ellis Thornbury", phone="01632 960190")),
    )


def an_attendance(name: str, role: str, **more: Any) -> Attendance:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "meeting_id": MEETING_ID,
        "name": name,
        "role": role,
        "state": AttendanceState.CAME,
        "joined": dt.time(14, 0),
        "left": dt.time(15, 10),
    }
    return Attendance(**values | more)


def a_topic_note(topic_id: str, covered: bool | None = True, **more: Any) -> TopicNote:
    values = {"case_id": CASE_ID, "meeting_id": MEETING_ID, "topic_id": topic_id, "covered": covered}
    return TopicNote(**values | more)


def a_question(number: int, text: str, answer: str, answered_by: str = "Prosecutor") -> Question:
    return Question(
        case_id=CASE_ID, meeting_id=MEETING_ID, number=number, text=text, answer=answer, answered_by=answered_by
    )


def a_paragraph(number: int, text: str, at: dt.time | None = None) -> NoteParagraph:
    return NoteParagraph(case_id=CASE_ID, meeting_id=MEETING_ID, number=number, text=text, at=at)


def a_concern(**more: Any) -> Concern:
    values = {
        "case_id": CASE_ID,
        "meeting_id": MEETING_ID,
        "fact": "On 9 Dec 2026 the accused’s brother stood outside her workplace for about ten minutes.",
        "checked_by": "DC Thornbury, 22 Dec 2026: logged, reference NM-88213.",
        "opinion": "fear is likely to affect the quality of evidence if the family sits in the gallery.",
        "opinion_by": "R. Calloway",
    }
    return Concern(**values | more)


def a_meeting(**more: Any) -> Meeting:
    values: dict[str, Any] = {
        "id": MEETING_ID,
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "number": 1,
        "state": MeetingState.SIGNED,
        "offered_on": dt.date(2026, 12, 17),
        "offer_method": "by telephone and letter",
        "offered_by": "T. Wiśniewski (Victim Liaison Officer)",
        "answered_on": dt.date(2026, 12, 18),
        "answer_reason": "through the ISVA",
        "place": "Northmoor CPS, Room 2",
        "held_on": MEETING_DAY,
        "started": dt.time(14, 0),
        "ended": dt.time(15, 10),
        "note_taker": "J. Okoro-Finch",
        "new_evidence_volunteered": False,
        "new_evidence_at": dt.time(14, 55),
        "vps": "Offered 22 Dec 2026. Will decide by 31 Jan 2027.",
        "therapy_explained": True,
        "court_visit": "Offered, accepted. To be arranged.",
        "next_contact": "Mon 4 Jan 2027, telephone, by the Victim Liaison Officer",
        "compensation_mentioned": True,
        "signed_on": MEETING_DAY,
        "mg6c_item": "41",
        "mg6c_listed_on": dt.date(2026, 12, 23),
    }
    return Meeting(**values | more)


def a_meeting_change(**more: Any) -> MeetingChange:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "meeting_id": MEETING_ID,
        "step": MeetingStep.MOVED,
        "state_before": MeetingState.PLANNED,
        "state_after": MeetingState.PLANNED,
        "happened_on": dt.date(2026, 12, 19),
        "made_by": "T. Wiśniewski",
    }
    return MeetingChange(**values | more)


def a_meeting_file(**more: Any) -> MeetingFile:
    signed = dt.datetime(2026, 12, 22, 16, 31, tzinfo=dt.UTC)
    yes = {"signed_at": signed, "signed_how": "Confirmed in the program, own login"}
    values: dict[str, Any] = {
        "meeting": a_meeting(),
        "attendances": (
            an_attendance("Siân Gwenllian Llŵyd-Prŷs", "Complainant"),
            an_attendance("Rhiannon Calloway", "Prosecutor, led the meeting", **yes),
            an_attendance("Tomasz Wiśniewski", "CPS Victim Liaison Officer", **yes),
            an_attendance("Małgorzata Żółkiewska", "ISVA", organisation="Harbour Light Support", is_supporter=True),
            an_attendance("J. Okoro-Finch", "Paralegal officer", is_note_taker=True, **yes),
        ),
        "topics": (
            *(
                a_topic_note(f"opening.{n}", at=dt.time(14, 2))
                for n in ("purpose", "evidence", "note", "break", "supporter")
            ),
            *(a_topic_note(n) for n in ("roles", "court", "measures", "section_28", "arrangements", "vps")),
            *(a_topic_note(n) for n in ("anonymity", "therapy", "timetable")),
            a_topic_note("decisions", False, reason="No time. Action 4."),
        ),
        "questions": (
            a_question(1, "Will I meet him in the corridor?", "separate entrance and waiting room will be requested."),
            a_question(2, "How long will the questions last?", "the judge sets limits. I cannot promise a length."),
            a_question(3, "Can I read my statement first?", "yes. You can watch your interview before the recording."),
        ),
        "concerns": (a_concern(),),
        "actions": some_actions(),
        "views": some_views(),
    }
    return MeetingFile(**values | more)


def some_actions() -> tuple[Action, ...]:
    return (
        an_action(
            "Serve application, ss.23, 24, 25, 27, 28, with witness’s views", "R. Calloway", dt.date(2026, 12, 30)
        ),
        an_action("We book the video link room for you", "P. Nandakumar", dt.date(2027, 1, 15)),
        an_action("Review bail conditions", "DC Thornbury", dt.date(2026, 12, 24)),
        an_action("Tell witness the court’s decision", "T. Wiśniewski", dt.date(2027, 1, 19)),
    )


SOUGHT = (
    MeasureId.ABE_VIDEO,
    MeasureId.PRE_RECORDED_CROSS_EXAMINATION,
    MeasureId.PRIVATE,
    MeasureId.LIVE_LINK,
    MeasureId.SCREEN,
)


def a_witness_file(**more: Any) -> WitnessFile:
    """The file of one adult complainant the day after the meeting: views taken, nothing applied for yet."""
    accused = a_defendant()
    values: dict[str, Any] = {
        "office": an_office(),
        "case": a_case(),
        "defendants": (accused,),
        "pleas": (a_plea(accused),),
        "witness": a_witness(),
        "charges": (Charge(case_id=CASE_ID, witness_id=WITNESS_ID, offence="Rape", is_sexual_offence=True),),
        "hearings": (Hearing(case_id=CASE_ID, kind=HearingKind.PTPH, listed_on=dt.date(2026, 12, 16)),),
        "people": some_people(),
        "gates": (
            a_gate(GateCode.S17_4_SEX, GateHolds.YES, "Counts 1 and 2. The witness has not declined."),
            a_gate(GateCode.S16_INCAP, GateHolds.NO, "Asked. No disorder or impairment reported."),
            a_gate(GateCode.S17_FEAR, GateHolds.NOT_RELIED_ON, "Available in support: conduct of D1’s family."),
        ),
        "safe_contact": a_safe_contact(),
        "adjustments": tuple(
            Adjustment(
                case_id=CASE_ID, witness_id=WITNESS_ID, text=text, state=AdjustmentState.ARRANGED, noted_on=MEETING_DAY
            )
            for text in ("Break every 25 minutes", "Step-free room", "Separate exit")
        ),
        "meetings": (a_meeting_file(),),
        "views": some_views(),
        "actions": some_actions(),
    }
    return WitnessFile(**values | more)


def a_decided_witness_file(**more: Any) -> WitnessFile:
    """The same witness after the application, the court's decision and the recording."""
    part = "Minutes 00:00 to 03:40 are introductions and are left out by agreement (s.27(2))."
    refusal = "A second suite is on hold; a screen adds nothing unless both fail."
    directions = {m: a_direction(m) for m in SOUGHT}
    directions[MeasureId.ABE_VIDEO] = a_direction(MeasureId.ABE_VIDEO, DirectionKind.GRANTED_IN_PART, reasons=part)
    directions[MeasureId.SCREEN] = a_direction(MeasureId.SCREEN, DirectionKind.REFUSED, reasons=refusal)
    not_sought = a_decision(MeasureId.NO_WIGS_GOWNS, DecisionKind.NOT_SOUGHT, reason="Witness’s choice.")
    values: dict[str, Any] = {
        "applications": (an_application(),),
        "decisions": (*(a_decision(m) for m in SOUGHT), not_sought),
        "directions": tuple(directions.values()),
        "uses": (
            *(a_use(m) for m in SOUGHT[:2]),
            a_use(MeasureId.PRIVATE, UseKind.USED_IN_PART, reason="Two visitors stayed 6 minutes. Reported."),
            a_use(MeasureId.LIVE_LINK),
        ),
    }
    return a_witness_file(**values | more)


# ---------------------------------------------------------------- the road to the recording, and the link

RECORDING_ID, GROUND_RULES_ID, ORDER_ID, LINK_ID = ("1" * 32, "2" * 32, "3" * 32, "4" * 32)
SITE_ID, ROOM_ID, COMPANION_ID = ("5" * 32, "6" * 32, "7" * 32)
RECORDING_DAY = dt.date(2027, 4, 15)
LINK_SECRET = "https://link.example.invalid/j/930417"


def a_recording_hearing(**more: Any) -> Hearing:
    values: dict[str, Any] = {
        "id": RECORDING_ID,
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "kind": HearingKind.SECTION_28_RECORDING,
        "listed_on": RECORDING_DAY,
        "starts": dt.time(10, 0),
        "place": "Court 3",
        "judge": "HHJ Ferreira-Lunt",
    }
    return Hearing(**values | more)


def a_ground_rules_hearing(**more: Any) -> Hearing:
    values: dict[str, Any] = {
        "id": GROUND_RULES_ID,
        "kind": HearingKind.GROUND_RULES,
        "listed_on": dt.date(2027, 4, 8),
        "starts": dt.time(9, 45),
        "judge": "",
        "state": HearingState.HELD,
    }
    return a_recording_hearing(**values | more)


def an_order(**more: Any) -> Section28Order:
    values: dict[str, Any] = {
        "id": ORDER_ID,
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "ordered_on": dt.date(2027, 1, 18),
        "judge": "HHJ Ferreira-Lunt",
        "received_on": dt.date(2027, 1, 19),
    }
    return Section28Order(**values | more)


def an_ordered_date(which: CourtDate, on: dt.date, **more: Any) -> OrderedDate:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "order_id": ORDER_ID,
        "which": which,
        "on": on,
    }
    return OrderedDate(**values | more)


def a_chase(**more: Any) -> Chase:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "about": "r.18.8(2)(e)",
        "chased_on": dt.date(2027, 1, 25),
        "chased_by": "J. Okoro-Finch",
        "how": "E-mail to the list officer",
    }
    return Chase(**values | more)


def a_recording_event(kind: RecordingEventKind, **more: Any) -> RecordingEvent:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "hearing_id": RECORDING_ID,
        "kind": kind,
        "happened_on": dt.date(2027, 4, 9),
    }
    return RecordingEvent(**values | more)


def a_hearing_move(**more: Any) -> HearingMove:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "hearing_id": RECORDING_ID,
        "was_on": dt.date(2027, 4, 13),
        "was_starts": dt.time(10, 0),
        "was_place": "Court 3",
        "now_on": RECORDING_DAY,
        "reason": "The judge was not available.",
        "heard_on": dt.date(2027, 2, 2),
    }
    return HearingMove(**values | more)


def a_site(**more: Any) -> Site:
    values: dict[str, Any] = {
        "id": SITE_ID,
        "name": "Larkfield Link Suite",
        "address": "2 Mill Lane, Wexmouth",
        "contact_name": "G. Prendergast",
        "phone": "01632 960162",
        "access": "Step-free route; hearing loop",
        "entrances": "Front for visitors; rear for witnesses",
    }
    return Site(**values | more)


def a_room(**more: Any) -> Room:
    values: dict[str, Any] = {"id": ROOM_ID, "site_id": SITE_ID, "name": "Room 1", "equipment": "Document camera"}
    return Room(**values | more)


def a_link(**more: Any) -> LinkArrangement:
    values: dict[str, Any] = {
        "id": LINK_ID,
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "hearing_id": RECORDING_ID,
        "on": RECORDING_DAY,
        "before_start": dt.time(9, 30),
        "before_end": dt.time(10, 0),
        "main_start": dt.time(10, 0),
        "main_end": dt.time(12, 30),
        "after_start": dt.time(12, 30),
        "after_end": dt.time(13, 0),
        "room_id": ROOM_ID,
        "court_room": "Court 3",
        "companion_id": COMPANION_ID,
        "companion_view": CompanionView.WANTS,
        "companion_notified_on": dt.date(2027, 4, 9),
        "test_on": dt.date(2027, 4, 14),
        "test_at": dt.time(9, 15),
        "test_note": "Both cameras.",
        "link_details": f"Join: {LINK_SECRET}\nPasscode: heron93",
        "link_details_on": dt.date(2027, 4, 6),
        "arrives": dt.time(9, 0),
        "entrance": "Rear entrance, Mill Lane",
        "leaving": "Taxi at the rear entrance, ten minutes after the court has risen.",
        "keep_apart": "The accused attends at the Crown Court only.",
        "breaks": "Every 25 minutes, 10 minutes.",
        "refreshments": "Water; a quiet room next door.",
        "equipment": "Chair with arms.",
        "fallback": "Larkfield, Room 2, is held for the same day.",
        "explained_on": dt.date(2027, 3, 1),
        "explained_by": "T. Wiśniewski",
        "booking": BookingState.CONFIRMED,
        "booking_reference": "LK-2207",
        "booking_changed_on": dt.date(2027, 1, 18),
        "told_on": dt.date(2027, 3, 2),
        "told_by": "T. Wiśniewski",
        "told_how": "by telephone",
    }
    return LinkArrangement(**values | more)


def a_link_change(**more: Any) -> LinkChange:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "arrangement_id": LINK_ID,
        "what": "Arrival: 09:00, was 09:30",
        "reason": "The host asked for it.",
        "changed_on": dt.date(2027, 2, 8),
        "changed_by": "P. Nandakumar",
    }
    return LinkChange(**values | more)


def a_companion(**more: Any) -> Person:
    values: dict[str, Any] = {
        "id": COMPANION_ID,
        "name": "Małgorzata Żółkiewska",
        "organisation": "Harbour Light Support",
        "phone": "01632 960178",
    }
    return Person(**values | more)


def a_prepared_witness_file(**more: Any) -> WitnessFile:
    """The decided witness on the way to her recording: dates ordered, one missing, a suite booked, a day moved."""
    order = an_order()
    advocate = (CaseRole.COUNSEL, Person(name="K. Asante-Boyd", phone="01632 960120"))
    values: dict[str, Any] = {
        "defendants": (a_defendant(representative="L. Hartwell-Osei, 01632 960147"),),
        "hearings": (
            Hearing(case_id=CASE_ID, kind=HearingKind.PTPH, listed_on=dt.date(2026, 12, 16)),
            a_ground_rules_hearing(),
            a_recording_hearing(),
        ),
        "people": (
            advocate,
            *((r, a_companion() if r is CaseRole.ISVA else p) for r, p in some_people()),
        ),
        "orders": (order,),
        "ordered_dates": (
            an_ordered_date(CourtDate.FURTHER_QUESTIONS, dt.date(2027, 5, 7)),
            an_ordered_date(CourtDate.EXCLUSION, dt.date(2027, 5, 14)),
        ),
        "chases": (a_chase(),),
        "recording_events": (
            a_recording_event(RecordingEventKind.EDITING_DONE, edit_version="2", minutes=44, noted_by="R. Calloway"),
        ),
        "hearing_moves": (a_hearing_move(),),
        "links": (a_link(),),
        "link_changes": (a_link_change(),),
        "places": ((a_room(), a_site()),),
        "link_people": (a_companion(),),
        "uses": (),
    }
    return a_decided_witness_file(**values | more)


def a_whole_application(**more: Any) -> Application:
    """An application with every part that the rule asks for, and something withheld from a party."""
    values: dict[str, Any] = {
        "eligibility_explained": "The charge is rape. She has not told the court that she does not wish to be eligible.",
        "why_maximise": "Together they let her give her evidence once, early, and from a place where he cannot come.",
        "view_on_eligibility": "She agrees that she is eligible.",
        "view_on_improvement": "She says that she would be able to speak; in the courtroom she would not.",
        "companion": "Her ISVA",
        "companion_reason": "Trained not to speak about the evidence; has been with her since August.",
        "companion_view": "“I want her next to me.”",
        "place_proposed": "Quay Suite, Eastholme",
        "video_part": "All but minutes 00:00 to 03:40.",
        "attachments": "Transcript of the recorded interview\nLetter of the support service",
        "hearing_wanted": True,
        "hearing_reason": "The place of the link is not agreed.",
        "court_only": "Her sister works in the court office at Quarry Steps.",
        "court_only_reason": "The accused’s family would learn where she can be found.",
    }
    return an_application(**values | more)


def a_file_with_an_application(application: Application | None = None, **more: Any) -> WitnessFile:
    """The decided witness before the court decided: five measures sought in one application."""
    values: dict[str, Any] = {
        "applications": (a_whole_application() if application is None else application,),
        "directions": (),
        "uses": (),
    }
    return a_decided_witness_file(**values | more)


# ---------------------------------------------------------------- the whole chain of one child

INTERMEDIARY_ID = "0" * 32


def a_consideration(**more: Any) -> Section28Consideration:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "outcome": Section28Outcome.SOUGHT,
        "reason": "She wants to give evidence once and early.",
        "explained_on": dt.date(2026, 12, 22),
        "considered_by": "R. Calloway",
        "considered_on": dt.date(2026, 12, 18),
    }
    return Section28Consideration(**values | more)


def an_opt_out(**more: Any) -> OptOut:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "from_what": OptOutFrom.LIVE_LINK,
        "own_words": "I want to say it to the judge’s face.",
        "informed_on": dt.date(2026, 12, 22),
        "age_and_maturity": "Sixteen and steady.",
        "understanding": "She described what follows in her own words.",
        "relationship": "A former neighbour.",
        "background": "Nothing that bears on it.",
        "offence": "A single occasion.",
        "satisfied": True,
        "decided_on": dt.date(2027, 1, 18),
        "said_on": dt.date(2026, 12, 22),
    }
    return OptOut(**values | more)


def an_intermediary_work(**more: Any) -> IntermediaryWork:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "witness_id": WITNESS_ID,
        "person_id": INTERMEDIARY_ID,
        "asked_on": dt.date(2026, 9, 1),
        "was_at_interview": True,
        "report_due_on": dt.date(2026, 12, 11),
        "report_received_on": dt.date(2026, 12, 10),
        "report_served_on": dt.date(2026, 12, 14),
        "declared_on": dt.date(2027, 4, 15),
        "note": "Short questions, one idea each.",
    }
    return IntermediaryWork(**values | more)


def a_proceedings_change(**more: Any) -> ProceedingsChange:
    values: dict[str, Any] = {
        "case_id": CASE_ID,
        "kind": ProceedingsChangeKind.TRANSFER,
        "happened_on": dt.date(2027, 1, 4),
        "note": "Listing asked for it.",
    }
    return ProceedingsChange(**values | more)


def a_child_witness_file(**more: Any) -> WitnessFile:
    """The decided witness as a child of 16 at the decision, with everything that only a child's file holds."""
    values: dict[str, Any] = {
        "witness": a_witness(date_of_birth=dt.date(2010, 5, 20)),
        "considerations": (a_consideration(),),
        "opt_outs": (an_opt_out(),),
        "intermediaries": (an_intermediary_work(),),
        "proceedings_changes": (a_proceedings_change(),),
        "link_people": (a_companion(), Person(id=INTERMEDIARY_ID, name="Delphine Okwuosa", phone="01632 960171")),
    }
    return a_prepared_witness_file(**values | more)
