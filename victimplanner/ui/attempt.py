"""One way from a button to a service: what is refused comes back as sentences beside the fields."""

from __future__ import annotations

from collections.abc import Callable

from victimplanner.domain.errors import PlannerError, Problem, RuleBroken

Problems = tuple[Problem, ...]
"""What is to be put right; none means that it was done."""


def attempt(change: Callable[[], object]) -> Problems:
    """Do `change` and return what it was refused for; a refusal that belongs to no field names none."""
    try:
        change()
    except RuleBroken as refused:
        return refused.problems
    except PlannerError as refused:
        return (Problem("", str(refused)),)
    return ()
