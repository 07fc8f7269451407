"""Fields and parts of the records that a variant leaves out whole, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from victimplanner.documents.removals import REMOVED, Removed
from victimplanner.documents.withheld import REMOVED_CASE, REMOVED_FOR_PARTY, REMOVED_PLACE
from victimplanner.domain.issued import Variant
from victimplanner.domain.witness import GateCode

REMOVED_ADJUSTMENTS = f"{REMOVED}adjustments]"
REMOVED_HEALTH = f"{REMOVED}health]"
REMOVED_SUPPORT = f"{REMOVED}support detail]"
REMOVED_OPINION = f"{REMOVED}opinion]"


@dataclass(frozen=True)
class LeftOut:
    """What stands in a field instead, and what it counts as; None: no paper prints the field, so nothing is counted.

    `holds` says whether the rule is for this record.
    """

    kind: Removed | None = None
    instead: str = ""
    holds: Callable[[Any], bool] = lambda _record: True


# By the place of a record ("meeting.views": views given at the meeting) or its class, and the field.
Rules = Mapping[tuple[str, str], LeftOut]

_ARRIVAL: Rules = {
    ("Meeting", name): LeftOut() for name in ("entrance", "travel", "childcare", "met_by", "offer_method")
}
_ON_NO_SUCH_COPY: Rules = {
    ("Witness", "preferred_name"): LeftOut(),
    ("MeasureView", "taken_by"): LeftOut(),
    ("MeasureView", "how"): LeftOut(),
    ("MeasureDecision", "decided_by"): LeftOut(),
}
_OPINIONS: Rules = {
    ("Concern", "opinion"): LeftOut(Removed.OPINION, REMOVED_OPINION),
    ("Concern", "opinion_by"): LeftOut(),
}
_DISCLOSURE: Rules = {
    **_ARRIVAL,
    **_ON_NO_SUCH_COPY,
    **_OPINIONS,
    ("Meeting", "place"): LeftOut(Removed.PLACE, REMOVED_PLACE),
    ("Meeting", "access_needs"): LeftOut(Removed.HEALTH),
    ("Meeting", "intermediary"): LeftOut(Removed.HEALTH, REMOVED_ADJUSTMENTS),
    ("Meeting", "next_contact"): LeftOut(Removed.NEXT_CONTACT),
    ("Meeting", "disclosure_note"): LeftOut(),
    ("views", "own_words"): LeftOut(Removed.OWN_WORDS, REMOVED_FOR_PARTY),
    ("views", "condition"): LeftOut(Removed.OWN_WORDS, REMOVED_FOR_PARTY),
    ("Direction", "place"): LeftOut(Removed.PLACE),
    ("Application", "place_proposed"): LeftOut(Removed.PLACE),
    ("MeasureDecision", "override_reason"): LeftOut(Removed.REASONING),
}
_ANONYMISED: Rules = {
    **_ARRIVAL,
    **_ON_NO_SUCH_COPY,
    **_OPINIONS,
    **{("Office", name): LeftOut() for name in ("name", "area", "phone", "address", "handling_line", "hours")},
    **{("Person", name): LeftOut() for name in ("name", "organisation", "phone", "hours", "email", "removed_reason")},
    ("Case", "urn"): LeftOut(Removed.CASE, REMOVED_CASE),
    ("Case", "court_name"): LeftOut(Removed.CASE, REMOVED_CASE),
    ("Case", "court_case_no"): LeftOut(Removed.CASE, REMOVED_CASE),
    ("Case", "unit"): LeftOut(),
    ("Case", "notes"): LeftOut(),
    ("Witness", "reference"): LeftOut(Removed.CASE, "Person A"),
    ("Witness", "access_needs"): LeftOut(Removed.HEALTH),
    ("Witness", "interpreter_need"): LeftOut(Removed.SUPPORT),
    ("Defendant", "name"): LeftOut(),
    ("Defendant", "representative"): LeftOut(),
    ("Meeting", "place"): LeftOut(Removed.PLACE, REMOVED_PLACE),
    ("Meeting", "offered_by"): LeftOut(),
    ("Meeting", "answer_reason"): LeftOut(),
    ("Meeting", "access_needs"): LeftOut(Removed.HEALTH),
    ("Meeting", "interpreter"): LeftOut(Removed.SUPPORT),
    ("Meeting", "intermediary"): LeftOut(Removed.HEALTH),
    ("Meeting", "court_visit"): LeftOut(Removed.SUPPORT, REMOVED_SUPPORT),
    ("Meeting", "mg6c_item"): LeftOut(Removed.CASE),
    ("Meeting", "disclosure_note"): LeftOut(),
    ("Meeting", "disclosure_reviewed_by"): LeftOut(),
    ("Attendance", "organisation"): LeftOut(Removed.ORGANISATION),
    ("Attendance", "signed_how"): LeftOut(),
    ("Gate", "evidence"): LeftOut(Removed.HEALTH, REMOVED_HEALTH, lambda gate: gate.code is GateCode.S16_INCAP),
    ("Direction", "place"): LeftOut(Removed.PLACE),
    ("Direction", "told_how"): LeftOut(),
    ("Direction", "told_by"): LeftOut(),
    ("Application", "place_proposed"): LeftOut(Removed.PLACE),
    ("Application", "served_to"): LeftOut(),
    ("MeasureDecision", "override_reason"): LeftOut(Removed.REASONING),
}


def fields_left_out(variant: Variant) -> Rules:
    """Return the fields that a variant leaves out whole."""
    return {Variant.DISCLOSURE: _DISCLOSURE, Variant.ANONYMISED: _ANONYMISED}.get(variant, {})


def parts_left_out(variant: Variant) -> Mapping[str, Removed | None]:
    """Return the parts of the records that a variant leaves out whole, with what their records count as; None: not counted."""
    if variant is Variant.DISCLOSURE:
        return {"adjustments": Removed.HEALTH, "meeting.actions": Removed.ACTIONS}
    if variant is Variant.ANONYMISED:
        return {
            "adjustments": Removed.HEALTH,
            "meeting.addenda": None,
            "intermediaries": Removed.HEALTH,
            "opt_outs": Removed.HEALTH,
        }
    return {}
