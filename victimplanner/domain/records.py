"""Every record that an office file holds, in an order in which each follows what it refers to."""

from __future__ import annotations

from victimplanner.domain.case import Action, Case, Charge, Defendant, Hearing, Plea
from victimplanner.domain.imported import ImportedRow
from victimplanner.domain.issued import IssuedDocument
from victimplanner.domain.measures import Application, Direction, MeasureDecision, MeasureUse, MeasureView
from victimplanner.domain.meeting import (
    Addendum,
    Attendance,
    Concern,
    Draft,
    Meeting,
    NoteParagraph,
    Question,
    TopicNote,
)
from victimplanner.domain.office import ClosedDay, Office
from victimplanner.domain.people import CasePerson, Person, User
from victimplanner.domain.record import Record
from victimplanner.domain.witness import Adjustment, Gate, SafeContact, Witness

RECORDS: tuple[type[Record], ...] = (
    Office,
    ClosedDay,
    User,
    Person,
    Case,
    Defendant,
    Plea,
    Witness,
    Charge,
    Hearing,
    CasePerson,
    Gate,
    SafeContact,
    Adjustment,
    Meeting,
    Attendance,
    TopicNote,
    Question,
    NoteParagraph,
    Concern,
    Addendum,
    Draft,
    MeasureView,
    Application,
    MeasureDecision,
    Direction,
    MeasureUse,
    Action,
    ImportedRow,
    IssuedDocument,
)
