"""Reaching a witness safely: the gate before every use of a channel, the log, and what she prefers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.access import check_access
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.chain import following
from victimplanner.domain.contact import (
    CHANNEL_WORDS,
    Channel,
    ContactBarred,
    ContactOverride,
    ContactRoute,
    SafeContact,
    gate_problems,
    opened_by,
)
from victimplanner.domain.contact_log import (
    CONTACT_OUTCOME_WORDS,
    TROUBLE,
    ContactDirection,
    ContactEntry,
    ContactOutcome,
)
from victimplanner.domain.contact_preferences import ContactPreference
from victimplanner.domain.dates import day_and_date, local
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.support import Share, Supporter, consent_problem
from victimplanner.domain.witness import Witness
from victimplanner.services.context import App
from victimplanner.storage.unit_of_work import UnitOfWork

SECRET_FIELDS = ("phone", "other_phone", "code_word", "address", "email")
NOTHING_DONE = "Nothing was done."
MEETING_SHARES = frozenset({Share.MEETINGS})
"""What an offer, a changed meeting or a diary file is about."""


@dataclass(frozen=True)
class Override:
    """Why a barred channel is used all the same, and who decided it.

    `against` are the fields of the problems that were seen then: it holds against no other. None: against any.
    """

    reason: str
    decided_by: str
    against: frozenset[str] | None = None


def barred(
    app: App,
    file: WitnessFile,
    channel: Channel,
    nothing_done: str = NOTHING_DONE,
    shares: frozenset[Share] = frozenset(),
) -> list[Problem]:
    """List why a channel may not be used for this witness today. Empty: it may.

    `shares` is what it is about, which matters where it goes through a supporter.
    """
    return gate_problems(
        file.safe_contact,
        channel,
        today=app.today,
        office_days=file.office.contact_confirm_days,
        nothing_done=nothing_done,
        consent_problem=consent_problem(file.supporters, file.safe_contact, app.today, shares),
    )


def pass_gate(
    app: App,
    uow: UnitOfWork,
    witness_id: str,
    channel: Channel,
    used_for: str,
    override: Override | None = None,
    nothing_done: str = NOTHING_DONE,
    shares: frozenset[Share] = frozenset(),
) -> ContactOverride | None:
    """Let a channel be used within the open piece of work, from what is stored now.

    Returns the override that was kept, None when none was needed. Raises: ContactBarred without one or where
    something stands against it that was not seen, RuleBroken for one without a name or reason, NotAllowed when the
    role may not give it.
    """
    witness = app.witness(uow, witness_id)
    contact = next(iter(uow.find(SafeContact, witness_id=witness_id)), None)
    supporters = uow.find(Supporter, witness_id=witness_id)
    problems = gate_problems(
        contact,
        channel,
        today=app.today,
        office_days=app.office.contact_confirm_days,
        nothing_done=nothing_done,
        consent_problem=consent_problem(supporters, contact, app.today, shares),
    )
    if not problems:
        return None
    if override is None or (override.against is not None and not {p.field for p in problems} <= override.against):
        raise ContactBarred(*problems)
    check_override(app, contact, override)
    return uow.add(
        ContactOverride(
            case_id=witness.case_id,
            witness_id=witness_id,
            channel=channel,
            used_for=used_for,
            against=tuple(problem.message for problem in problems),
            reason=override.reason.strip(),
            decided_by=override.decided_by.strip(),
            used_at=app.now,
            used_by=app.user.display_name,
        )
    )


def check_override(app: App, contact: SafeContact | None, override: Override) -> None:
    """Let an override be given, or raise.

    Raises: RuleBroken without a name or a reason, NotAllowed when the role may not give it against this bar.
    """
    missing = []
    if not override.reason.strip():
        missing.append(Problem("override_reason", "Say why it is done all the same. It is kept in the trail."))
    if not override.decided_by.strip():
        missing.append(Problem("override_by", "Name who decided it. It is kept in the trail."))
    if missing:
        raise RuleBroken(*missing)
    is_bar = contact is not None and contact.route is ContactRoute.NO_CONTACT
    check_access(app.user.role, "contact.override")
    if is_bar:
        check_access(app.user.role, "contact.override_bar")


def save_safe_contact(app: App, contact: SafeContact, *, confirmed: bool = False) -> SafeContact:
    """Save how the witness may be reached; `confirmed` also notes that it was confirmed today.

    Raises: RuleBroken where contact is barred or only through the police and nobody is named who decided it, or for
    an interval that is no number of days.
    """
    problems = []
    if contact.route in (ContactRoute.NO_CONTACT, ContactRoute.VIA_POLICE) and not contact.decided_by.strip():
        problems.append(Problem("decided_by", "Say who decided this. It stands in the record."))
    if contact.confirm_every_days is not None and not 1 <= contact.confirm_every_days <= 366:
        problems.append(Problem("confirm_every_days", "Enter a number of days from 1 to 366, or leave it empty."))
    if problems:
        raise RuleBroken(*problems)
    if confirmed:
        contact = contact.model_copy(
            update={
                "confirmed_on": app.today,
                "confirmed_by": app.user.display_name,
                "doubted_on": None,
                "doubt": "",
            }
        )
    with app.change("contact.amend") as uow:
        before = next(iter(uow.find(SafeContact, id=contact.id)), None)
        if before is not None:
            opened = "" if confirmed or before.confirmed_on is None else opened_by(before, contact)
            if opened:
                doubt = f"{opened} was changed on {day_and_date(app.today)} and not confirmed with her."
                contact = contact.model_copy(update={"doubted_on": app.today, "doubt": doubt})
            return uow.save(contact)
        uow.add(contact)
        return contact


def reveal_contact(app: App, contact: SafeContact, name: str) -> str:
    """Return one secret value of safe contact ("phone", "code_word" …), recording that it was shown."""
    if name not in SECRET_FIELDS:
        raise ValueError(f"{name} is not a field that is revealed")
    app.look("contact.reveal", SafeContact.__name__, contact.id, contact.case_id, reason=name)
    return str(getattr(contact, name))


def record_contact(app: App, entry: ContactEntry, override: Override | None = None) -> ContactEntry:
    """Add a line to the contact log; for what the office did, the channel must be open or overridden.

    After an outcome that puts the safe contact in doubt it must be confirmed before anything else is done.

    Raises: ContactBarred when the channel may not be used, RuleBroken listing everything to put right.
    """
    problems = []
    if entry.happened_on > app.today:
        problems.append(Problem("happened_on", "That day lies in the future. Enter the day of the contact."))
    elif entry.happened_on == app.today and entry.happened_time and entry.happened_time > local(app.now).time():
        problems.append(Problem("happened_time", "That time lies in the future. Enter when the contact was made."))
    if entry.next_on is not None and not entry.next_step.strip():
        problems.append(Problem("next_step", "Say what is to be done that day."))
    if entry.next_step.strip() and entry.next_on is None:
        problems.append(Problem("next_on", "Enter the day by which it is to be done."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("contact.record") as uow:
        return log_contact(app, uow, entry, override)


def log_contact(
    app: App,
    uow: UnitOfWork,
    entry: ContactEntry,
    override: Override | None = None,
    used_for: str = "",
    shares: frozenset[Share] = frozenset(),
) -> ContactEntry:
    """Add a line to the log within an open piece of work, after the gate. Raises: as `record_contact`."""
    kept = None
    if entry.direction is ContactDirection.OUT and entry.corrects_id is None:
        what = used_for or CHANNEL_WORDS[entry.channel].lower()
        channel = Channel.VOICEMAIL if _left_on_voicemail(entry) else entry.channel
        kept = pass_gate(app, uow, entry.witness_id, channel, what, override, "The contact was not recorded.", shares)
    earlier = uow.find(ContactEntry, witness_id=entry.witness_id)
    saved = uow.add(
        entry.model_copy(
            update={
                "made_by": entry.made_by.strip() or app.user.display_name,
                "override_id": kept.id if kept else None,
                "sequence": following(earlier),
            }
        )
    )
    if entry.outcome in TROUBLE:
        _doubt(app, uow, entry)
    return saved


def _left_on_voicemail(entry: ContactEntry) -> bool:
    """Whether a call ended in a message that nobody took: it lies where others may hear it."""
    is_message = entry.channel is Channel.CALL and entry.outcome is ContactOutcome.MESSAGE_LEFT
    return is_message and not entry.with_whom.strip()


def _doubt(app: App, uow: UnitOfWork, entry: ContactEntry) -> None:
    contact = next(iter(uow.find(SafeContact, witness_id=entry.witness_id)), None)
    if contact is None:
        return
    words = CONTACT_OUTCOME_WORDS[entry.outcome].lower()
    doubt = f"{CHANNEL_WORDS[entry.channel]} on {day_and_date(entry.happened_on)}, {words}."
    uow.save(contact.model_copy(update={"doubted_on": entry.happened_on, "doubt": doubt}))


def finish_next_step(app: App, entry: ContactEntry, done_on: dt.date | None = None) -> ContactEntry:
    """Note that what was to follow a contact was done. Raises: RuleBroken for a day in the future."""
    day = done_on or app.today
    if day > app.today:
        raise RuleBroken(Problem("done_on", "That day lies in the future. Enter the day on which it was done."))
    with app.change("contact.record") as uow:
        return uow.save(entry.model_copy(update={"done_on": day}))


def save_preference(app: App, preference: ContactPreference, witness: Witness) -> ContactPreference:
    """Record what she prefers, with the language and the pronouns that stand with the witness; earlier entries stay.

    Raises: RuleBroken for times that do not follow each other, Conflict when the witness was changed meanwhile.
    """
    if preference.earliest and preference.latest and preference.latest <= preference.earliest:
        raise RuleBroken(Problem("latest", "The latest time lies before the earliest. Check the two times."))
    with app.change("contact.prefer") as uow:
        uow.save(witness)
        earlier = uow.find(ContactPreference, witness_id=preference.witness_id)
        return uow.add(preference.model_copy(update={"sequence": following(earlier)}))


def entry_of(
    witness: Witness, channel: Channel, happened_on: dt.date, about: str, outcome: ContactOutcome
) -> ContactEntry:
    """Return the log line for something done anyway: an offer, a change that was told."""
    return ContactEntry(
        case_id=witness.case_id,
        witness_id=witness.id,
        happened_on=happened_on,
        channel=channel,
        outcome=outcome,
        about=about,
    )
