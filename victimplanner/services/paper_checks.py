"""The second look: a colleague reads a paper for the witness before it goes, and says so in the record."""

from __future__ import annotations

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.issued import PAPER_WORDS, PaperCheck
from victimplanner.services.context import App
from victimplanner.services.letters import content_of, second_look_at
from victimplanner.services.paper_making import PaperOrder
from victimplanner.services.papers import PaperRequest, paper_order


def check_paper(app: App, file: WitnessFile, request: PaperRequest) -> PaperCheck:
    """Record that the present user read this paper as it stands now. Who issues it must be somebody else.

    Raises: RuleBroken where there is nothing to check, NotAllowed for a role that may not.
    """
    order = paper_order(app, file, request)
    problem = _nothing_to_check(order)
    if problem is not None:
        raise RuleBroken(problem)
    check = PaperCheck(
        case_id=file.case.id,
        witness_id=file.witness.id,
        meeting_id=order.meeting_id,
        kind=request.kind,
        variant=request.variant,
        content_sha256=content_of(order),
        checked_by=app.user.display_name,
        checked_at=app.now,
    )
    with app.change("paper.check") as uow:
        return uow.add(check)


def second_look(app: App, file: WitnessFile, request: PaperRequest) -> PaperCheck | None:
    """Return the look by somebody else than the present user that fits the paper as it stands now; None without one."""
    order = paper_order(app, file, request)
    return second_look_at(app, order) if _nothing_to_check(order) is None else None


def _nothing_to_check(order: PaperOrder) -> Problem | None:
    words = PAPER_WORDS[order.kind].lower()
    if not order.spec.needs_second_check:
        message = f"The {words} needs no second check. Nothing was recorded. Issue it as it is."
        return Problem("second_check", message)
    if order.issue.variant not in order.spec.variants:
        return Problem("variant", f"The {words} has no such copy. Nothing was recorded. Choose another copy.")
    if order.meeting is None:
        message = (
            f"There is nothing to check: the {words} is about an offered or planned meeting, and there is none. "
            "Nothing was recorded. Offer or plan one first."
        )
        return Problem("meeting_id", message)
    return None
