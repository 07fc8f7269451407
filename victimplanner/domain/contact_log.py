"""The log of contacts with a witness, and with others for her: who was reached, how, and what is to follow."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.contact import Channel
from victimplanner.domain.record import Record


class ContactDirection(StrEnum):
    OUT = "out"
    IN = "in"


CONTACT_DIRECTION_WORDS = {
    ContactDirection.OUT: "We contacted her",
    ContactDirection.IN: "She, or somebody for her, contacted us",
}


class ContactOutcome(StrEnum):
    """What came of a contact."""

    REACHED = "reached"
    MESSAGE_LEFT = "message_left"
    NO_ANSWER = "no_answer"
    SENT = "sent"
    SOMEBODY_ELSE = "somebody_else"
    CAME_BACK = "came_back"
    NOT_SAFE = "not_safe"


CONTACT_OUTCOME_WORDS = {
    ContactOutcome.REACHED: "Spoke with her, or through the agreed person",
    ContactOutcome.MESSAGE_LEFT: "Left the agreed message",
    ContactOutcome.NO_ANSWER: "No answer, nothing left",
    ContactOutcome.SENT: "Sent",
    ContactOutcome.SOMEBODY_ELSE: "Somebody else answered; nothing said",
    ContactOutcome.CAME_BACK: "Came back or could not be delivered",
    ContactOutcome.NOT_SAFE: "Broken off: not safe to speak",
}
TROUBLE = frozenset({ContactOutcome.SOMEBODY_ELSE, ContactOutcome.CAME_BACK, ContactOutcome.NOT_SAFE})
"""Outcomes after which the safe contact itself is in doubt and is to be confirmed again."""


class ContactEntry(Record):
    """One line of the contact log: when, how, by whom, with what outcome. Never changed; a later line may correct it.

    Day and time are local (Europe/London). No account of the offence and no therapy content stands here.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    happened_on: dt.date
    happened_time: dt.time | None = None
    direction: ContactDirection = ContactDirection.OUT
    channel: Channel
    outcome: ContactOutcome
    with_whom: str = ""  # the supporter or officer who carried it; empty: herself
    about: str = ""
    made_by: str = ""
    next_step: str = ""
    next_on: dt.date | None = None
    done_on: dt.date | None = None  # when the next step was done
    override_id: str | None = Field(default=None, foreign_key="contact_override.id")
    corrects_id: str | None = None  # the entry that this one puts right
    sequence: int = 1  # order of entry for this witness
