"""Every record that an office file holds, in an order in which each follows what it refers to."""

from __future__ import annotations

from victimplanner.domain.case import Action, Case, Charge, Defendant, Hearing, HearingMove, Plea
from victimplanner.domain.case_events import CaseEvent
from victimplanner.domain.contact import ContactOverride, SafeContact
from victimplanner.domain.contact_log import ContactEntry
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.duty_entries import DutyEntry
from victimplanner.domain.imported import ImportedRow
from victimplanner.domain.issued import IssuedDocument, KeptCopy, PaperCheck
from victimplanner.domain.links import LinkArrangement, LinkChange, Room, Site
from victimplanner.domain.measures import (
    Application,
    Direction,
    IntermediaryWork,
    MeasureDecision,
    MeasureUse,
    MeasureView,
    ProceedingsChange,
)
from victimplanner.domain.meeting import Meeting, MeetingChange
from victimplanner.domain.meeting_record import Addendum, Attendance, Concern, Draft, NoteParagraph, Question, TopicNote
from victimplanner.domain.office import ClosedDay, Office
from victimplanner.domain.opt_out import OptOut
from victimplanner.domain.people import Absence, CasePerson, Person, PersonDetails, User
from victimplanner.domain.readiness import ReadinessTick
from victimplanner.domain.record import Record
from victimplanner.domain.rights import RightsOverride
from victimplanner.domain.rule_editions import AnnouncedHoliday, RuleEdition
from victimplanner.domain.section_28 import (
    Chase,
    OrderedDate,
    PreparationStep,
    RecordingEvent,
    Section28Consideration,
    Section28Order,
)
from victimplanner.domain.support import Referral, Supporter, SupportQuery
from victimplanner.domain.topics import TopicLine
from victimplanner.domain.witness import Adjustment, Gate, Witness
from victimplanner.domain.worklists import SavedFilter, StandIn

RECORDS: tuple[type[Record], ...] = (
    Office,
    ClosedDay,
    AnnouncedHoliday,
    RuleEdition,
    User,
    SavedFilter,
    TopicLine,
    Person,
    PersonDetails,
    Absence,
    StandIn,
    Case,
    Defendant,
    Plea,
    Witness,
    Charge,
    Hearing,
    HearingMove,
    ProceedingsChange,
    CaseEvent,
    DutyEntry,
    RightsOverride,
    ReadinessTick,
    CasePerson,
    Gate,
    SafeContact,
    ContactOverride,
    ContactEntry,
    ContactPreference,
    Supporter,
    Referral,
    SupportQuery,
    Adjustment,
    Meeting,
    MeetingChange,
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
    OptOut,
    IntermediaryWork,
    Section28Consideration,
    Section28Order,
    OrderedDate,
    PreparationStep,
    RecordingEvent,
    Chase,
    Site,
    Room,
    LinkArrangement,
    LinkChange,
    Action,
    ImportedRow,
    IssuedDocument,
    KeptCopy,
    PaperCheck,
)
