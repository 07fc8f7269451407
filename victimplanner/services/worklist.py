"""What is due across the office, for the screen, for `due` and for reminders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.due import due_for_case, due_for_witness, in_order
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.urn import display_urn
from victimplanner.services.cases import read_cases
from victimplanner.services.context import App


def due_items(app: App) -> list[DueItem]:
    """List every open item of every open case, the most pressing first."""
    files = read_cases(app)
    return in_order(item for file in files for item in due_of_case(app, file))


def due_of_case(app: App, file: CaseFile) -> list[DueItem]:
    """List the open items of one case."""
    return due_for_case(file, app.rules, app.calendar, app.today)


def duties_of_witness(app: App, case_file: CaseFile, file: WitnessFile) -> list[DueItem]:
    """List all items of one witness, finished ones too."""
    return due_for_witness(case_file, file, app.rules, app.calendar, app.today)


def is_mine(app: App, item: DueItem) -> bool:
    """Say whether an item's owner is the user, by the name that stands on the case."""
    return bool(item.owner_name) and item.owner_name.casefold() == app.user.display_name.casefold()


def due_as_data(items: Sequence[DueItem]) -> list[dict[str, Any]]:
    """Return items ready for JSON: ISO dates, the same words as on screen, no names of witnesses."""
    return [
        {
            "urn": display_urn(item.urn),
            "witness": item.witness_label,
            "title": item.title,
            "why": item.why,
            "rule": item.rule_id,
            "citation": item.citation,
            "edition": item.working.rule.edition if item.working else "",
            "source": item.working.rule.source if item.working else "",
            "confidence": item.working.rule.confidence if item.working else "",
            "trigger": item.working.start.words if item.working else item.why,
            "trigger_date": _iso(item.working.start.on if item.working else None),
            "due": _iso(item.due),
            "state": item.state.value,
            "standing": item.standing,
            "missing": item.missing,
            "provisional": item.is_provisional,
            "owner": item.owner_name,
            "steps": [{"step": step.label, "text": step.text} for step in item.working.steps] if item.working else [],
        }
        for item in items
    ]


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
