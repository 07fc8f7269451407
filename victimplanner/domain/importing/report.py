"""The result of an import as plain data for JSON: counts, rows and reasons, nobody's name."""

from __future__ import annotations

from typing import Any

from victimplanner.domain.importing.facts import ImportIssue, ImportRow
from victimplanner.domain.importing.plan import ImportPlan
from victimplanner.domain.urn import display_urn


def plan_data(plan: ImportPlan) -> dict[str, Any]:
    """Return the plan as dicts, lists and texts only. Cells are referred to by row and column, never repeated."""
    return {
        "counts": {outcome.value: number for outcome, number in plan.counts.items()},
        "cases": [
            {
                "urn": display_urn(case.urn),
                "rows": list(case.rows),
                "defendants": len(case.defendants),
                "complainants": len(case.complainants),
                "messages": [_issue(issue) for issue in case.issues],
            }
            for case in plan.cases
        ],
        "rows": [_row(row) for row in plan.rows],
        "columns": [
            {"column": column.key, "field": column.field, "how": column.how.value} for column in plan.mapping.columns
        ],
        "notes": list(plan.notes),
    }


def _row(row: ImportRow) -> dict[str, Any]:
    return {
        "row": row.number,
        "urn": display_urn(row.urn),
        "outcome": row.outcome.value,
        "reason": row.reason,
        "messages": [_issue(issue) for issue in row.issues],
    }


def _issue(issue: ImportIssue) -> dict[str, str]:
    return {"field": issue.field, "level": issue.level.value, "message": issue.message}
