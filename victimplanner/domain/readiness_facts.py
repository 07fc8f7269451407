"""The facts that make a case ready for its first hearing, by name: the verbs of `resources/readiness.toml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from victimplanner.domain.case import CourtKind, Hearing, HearingKind, HearingState
from victimplanner.domain.case_events import EventKind
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.measures import ViewKind
from victimplanner.domain.people import CaseRole

Shown = tuple[bool, str, dt.date | None]
"""Whether it is there, in what words (of what is there, or what is wrong with it), and since when."""


def first_hearing(case: CaseFile) -> Hearing | None:
    """Return the first hearing of the case, the last listed of that kind; vacated ones left out."""
    found = {h.id: h for file in case.witnesses for h in file.hearings if h.kind is HearingKind.FIRST_HEARING}
    live = [hearing for hearing in found.values() if hearing.state is not HearingState.VACATED]
    return max(live, key=lambda hearing: hearing.listed_on or dt.date.min, default=None)


# ---------------------------------------------------------------- facts of the case


def _charges_entered(case: CaseFile, _file: WitnessFile | None) -> Shown:
    charges = {charge.id: charge for file in case.witnesses for charge in file.charges}
    undated = [charge for charge in charges.values() if charge.charged_on is None]
    if not charges:
        return False, "no charge is entered", None
    if undated:
        return False, f"the day of {len(undated)} of {len(charges)} charges is missing", None
    last = max(charge.charged_on for charge in charges.values() if charge.charged_on)
    return True, f"{plural(len(charges), 'charge')} entered", last


def _court_known(case: CaseFile, _file: WitnessFile | None) -> Shown:
    if case.case.court_kind is CourtKind.UNKNOWN:
        return False, "the kind of court is not known", None
    if not case.case.court_name.strip():
        return False, "the name of the court is missing", None
    return True, case.case.court_name, None


def _liaison_named(case: CaseFile, _file: WitnessFile | None) -> Shown:
    for file in case.witnesses:
        if (person := file.person(CaseRole.VICTIM_LIAISON_OFFICER)) is not None:
            return True, person.name, None
    return False, "nobody is named", None


# ---------------------------------------------------------------- facts of one witness


def _told_of_first_hearing(case: CaseFile, file: WitnessFile | None) -> Shown:
    hearing = first_hearing(case)
    if file is None or hearing is None:
        return False, "no first hearing is listed", None
    told = file.told_of_hearing(hearing)
    return told is not None, "told" if told else "not recorded that she was told", told


def _mg2_there(_case: CaseFile, file: WitnessFile | None) -> Shown:
    return _first_event(
        file, (EventKind.MG2_RECEIVED, "received"), (EventKind.MG2_ASKED, "asked for, not received yet")
    )


def _first_event(file: WitnessFile | None, *kinds: tuple[EventKind, str]) -> Shown:
    for kind, words in kinds:
        for event in file.events_of(kind) if file else ():
            return True, words, event.happened_on or event.received_on
    return False, "nothing is recorded", None


def _interview_noted(_case: CaseFile, file: WitnessFile | None) -> Shown:
    day = file.witness.abe_recorded_on if file else None
    return day is not None, "recorded" if day else "its day is missing", day


def _grounds_considered(_case: CaseFile, file: WitnessFile | None) -> Shown:
    gates = tuple(file.gates_as_considered().values()) if file else ()
    if not gates:
        return False, "no ground was considered", None
    bare = [gate for gate in gates if not gate.evidence.strip()]
    if bare:
        return False, f"the evidence for {len(bare)} of {len(gates)} is missing", None
    return True, f"{len(gates)} considered", max(gate.considered_on for gate in gates)


def _first_views(_case: CaseFile, file: WitnessFile | None) -> Shown:
    asked = [view for view in (file.views if file else ()) if view.view is not ViewKind.NOT_ASKED]
    return bool(asked), "asked" if asked else "not asked", min((view.given_on for view in asked), default=None)


def _safe_contact_confirmed(_case: CaseFile, file: WitnessFile | None) -> Shown:
    contact = file.safe_contact if file else None
    if contact is None or contact.confirmed_on is None:
        return False, "never confirmed", None
    if contact.doubted_on is not None:
        return False, f"in doubt since {plain_date(contact.doubted_on)}", None
    return True, "confirmed", contact.confirmed_on


def _support_offered(_case: CaseFile, file: WitnessFile | None) -> Shown:
    if file is None:
        return False, "no offer is recorded", None
    days = [referral.offered_on for referral in file.referrals]
    told = file.duty_facts("R4a", next((e.duty_about for e in file.events_of(EventKind.REPORTED)), "")).told
    days += [told.on] if told and told.on else []
    if days:
        return True, "offered", min(days)
    return bool(file.supporters), "supported already" if file.supporters else "no offer is recorded", None


def _language_asked(_case: CaseFile, file: WitnessFile | None) -> Shown:
    preference = file.contact_preference if file else None
    if file is not None and file.witness.interpreter_need.strip():
        return True, f"interpreter: {file.witness.interpreter_need.strip().rstrip('.')}", None
    return preference is not None, "asked" if preference else "not asked", preference.noted_on if preference else None


def _needs_asked(_case: CaseFile, file: WitnessFile | None) -> Shown:
    if file is None:
        return False, "not asked", None
    days = [adjustment.noted_on for adjustment in file.adjustments]
    is_there = bool(days) or bool(file.witness.access_needs.strip())
    return is_there, "recorded" if is_there else "nothing is recorded", min(days, default=None)


def _statement_offered(_case: CaseFile, file: WitnessFile | None) -> Shown:
    for meeting in file.meetings if file else ():
        if meeting.meeting.vps.strip():
            return True, "spoken about at a meeting", meeting.meeting.held_on
    return _first_event(file, (EventKind.VPS_OFFERED, "offered"), (EventKind.VPS_TAKEN, "taken"))


SHOWS: Mapping[str, Callable[[CaseFile, WitnessFile | None], Shown]] = {
    function.__name__.lstrip("_"): function
    for function in (
        _charges_entered,
        _court_known,
        _liaison_named,
        _told_of_first_hearing,
        _mg2_there,
        _interview_noted,
        _grounds_considered,
        _first_views,
        _safe_contact_confirmed,
        _support_offered,
        _language_asked,
        _needs_asked,
        _statement_offered,
    )
}
"""Facts from which an item is seen to be done."""


def _sexual_case(case: CaseFile, _file: WitnessFile | None, _today: dt.date) -> str:
    return "" if any(file.is_sexual_case for file in case.witnesses) else "no sexual offence is charged"


def _ground_holds(_case: CaseFile, file: WitnessFile | None, today: dt.date) -> str:
    return "" if file and file.gates_held_on(today) else "no ground of eligibility holds on the facts recorded"


def _is_victim(_case: CaseFile, file: WitnessFile | None, _today: dt.date) -> str:
    return "" if file and file.witness.is_complainant else "a witness, not a victim in this case"


NEEDED: Mapping[str, Callable[[CaseFile, WitnessFile | None, dt.date], str]] = {
    "sexual_case": _sexual_case,
    "ground_holds": _ground_holds,
    "is_victim": _is_victim,
}
"""Why an item is not needed, "" where it is."""
