"""What happened in a case and starts or ends a duty: bail, attendance, outcome, sentence, statement, complaint.

Charges, pleas, hearings, directions and meetings have records of their own; everything else stands here, once.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record


class EventKind(StrEnum):
    """Kinds of event. The values are stored and stand in rule files: never rename one."""

    REPORTED = "reported"
    MG2_ASKED = "mg2_asked"
    MG2_RECEIVED = "mg2_received"
    POLICE_STEP = "police_step"
    NOT_INVESTIGATED = "not_investigated"
    NOT_CHARGED = "not_charged"
    CHARGE_ALTERED = "charge_altered"
    REVIEW_ASKED = "review_asked"
    STATEMENT_TAKEN = "statement_taken"
    VPS_OFFERED = "vps_offered"
    VPS_TAKEN = "vps_taken"
    VPS_SENT = "vps_sent"
    CONSULTED = "consulted"
    BAIL_RESULT = "bail_result"
    REQUIRED_TO_ATTEND = "required_to_attend"
    SUPPORT_WITHDRAWN = "support_withdrawn"
    RETRACTED = "retracted"
    SUPPORT_RETURNED = "support_returned"
    OUTCOME = "outcome"
    SENTENCE = "sentence"
    APPEAL = "appeal"
    EXPENSES_CLAIMED = "expenses_claimed"
    PROPERTY_RELEASED = "property_released"
    COMPLAINT = "complaint"


EVENT_WORDS = {
    EventKind.REPORTED: "Crime reported",
    EventKind.MG2_ASKED: "MG2 asked for",
    EventKind.MG2_RECEIVED: "MG2 received",
    EventKind.POLICE_STEP: "Arrest, interview, release, police bail or its conditions",
    EventKind.NOT_INVESTIGATED: "Decision not to investigate",
    EventKind.NOT_CHARGED: "Decision not to charge",
    EventKind.CHARGE_ALTERED: "Charge substantially altered",
    EventKind.REVIEW_ASKED: "Review asked for (VRR)",
    EventKind.STATEMENT_TAKEN: "Witness statement taken",
    EventKind.VPS_OFFERED: "Victim Personal Statement offered",
    EventKind.VPS_TAKEN: "Victim Personal Statement taken or updated",
    EventKind.VPS_SENT: "Victim Personal Statement sent to the court",
    EventKind.CONSULTED: "Witness consulted",
    EventKind.BAIL_RESULT: "Bail hearing, bail conditions or warrant",
    EventKind.REQUIRED_TO_ATTEND: "Witness required to attend",
    EventKind.SUPPORT_WITHDRAWN: "Witness no longer supports the prosecution",
    EventKind.RETRACTED: "Witness says that the allegation is not true",
    EventKind.SUPPORT_RETURNED: "Witness supports the prosecution again",
    EventKind.OUTCOME: "Outcome of the case",
    EventKind.SENTENCE: "Sentence",
    EventKind.APPEAL: "Appeal lodged, listed or decided",
    EventKind.EXPENSES_CLAIMED: "Expenses claimed, form complete",
    EventKind.PROPERTY_RELEASED: "Property no longer needed",
    EventKind.COMPLAINT: "Complaint received",
}

WHEN_WORDS = {
    EventKind.OUTCOME: "Day of the outcome",
    EventKind.SENTENCE: "Day of sentence",
    EventKind.BAIL_RESULT: "Day of the hearing or change",
}
"""What the first day of an event is called where "Happened on" would be vague."""

RECEIVED_KINDS = frozenset(
    {
        EventKind.BAIL_RESULT,
        EventKind.REQUIRED_TO_ATTEND,
        EventKind.OUTCOME,
        EventKind.SENTENCE,
        EventKind.APPEAL,
        EventKind.EXPENSES_CLAIMED,
        EventKind.COMPLAINT,
    }
)
"""Kinds whose clock runs from receipt of the information, not from the event."""

HER_OWN_KINDS = frozenset(
    {
        EventKind.REPORTED,
        EventKind.MG2_ASKED,
        EventKind.MG2_RECEIVED,
        EventKind.REVIEW_ASKED,
        EventKind.STATEMENT_TAKEN,
        EventKind.VPS_OFFERED,
        EventKind.VPS_TAKEN,
        EventKind.VPS_SENT,
        EventKind.CONSULTED,
        EventKind.REQUIRED_TO_ATTEND,
        EventKind.SUPPORT_WITHDRAWN,
        EventKind.RETRACTED,
        EventKind.SUPPORT_RETURNED,
        EventKind.EXPENSES_CLAIMED,
        EventKind.PROPERTY_RELEASED,
        EventKind.COMPLAINT,
    }
)
"""Kinds that concern one witness; the others concern the case and every witness in it."""

LEAST_CUSTODY_MONTHS = 12


class CaseEvent(Record):
    """One event. Never changed: what was wrong is withdrawn with its reason, and entered again.

    `happened_on` and `received_on` are local days; `received_on` is when this office or the Witness Care Unit heard
    of it. `witness_id` None: it concerns every witness of the case. No account of the offence stands here.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str | None = Field(default=None, foreign_key="witness.id", index=True)
    defendant_id: str | None = Field(default=None, foreign_key="defendant.id")
    charge_id: str | None = Field(default=None, foreign_key="charge.id")
    kind: EventKind
    happened_on: dt.date | None = None
    received_on: dt.date | None = None
    detail: str = ""
    custody_months: int | None = None  # of a sentence; None: not custody, or not recorded
    is_specified_offence: bool = False  # of a sentence: a violent or sexual offence that the contact scheme names
    entered_by: str = ""
    entered_on: dt.date | None = None
    withdrawn_on: dt.date | None = None
    withdrawn_by: str = ""
    withdrawn_reason: str = ""
    first_id: str | None = None  # the first of the withdrawn entries that this one puts right
    sequence: int = 1  # order of entry in the case

    @property
    def duty_about(self) -> str:
        """What the duties that it starts are about: the same for an entry and for what puts it right."""
        return self.first_id or self.id

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None
