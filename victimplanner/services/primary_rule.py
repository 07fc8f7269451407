"""A child's wish to opt out of the primary rule (YJCEA s.21), and the intermediary who helps a witness (s.29)."""

from __future__ import annotations

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.chain import following
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.measures import IntermediaryWork
from victimplanner.domain.opt_out import OptOut, OptOutFrom, opt_outs_now
from victimplanner.services.context import App


def record_opt_out(app: App, file: WitnessFile, opt_out: OptOut) -> OptOut:
    """Record that a child (or a s.22 witness) does not want a part of the primary rule, or what the court made of it.

    Raises: RuleBroken: she is neither, nothing was said in her own words, or the court's day is missing.
    """
    problems = []
    is_recording = opt_out.from_what is OptOutFrom.RECORDING
    if not (file.is_child_on(opt_out.said_on) or (is_recording and file.is_qualifying_on(opt_out.said_on))):
        problems.append(
            Problem("from_what", "The primary rule is for a witness under 18: this does not apply to her (s.21(1)).")
        )
    for name, day in (
        ("said_on", opt_out.said_on),
        ("informed_on", opt_out.informed_on),
        ("decided_on", opt_out.decided_on),
    ):
        if day is not None and day > app.today:
            problems.append(Problem(name, "That day lies in the future. Enter it once it has happened."))
    if not opt_out.own_words.strip():
        problems.append(Problem("own_words", "Write what she said, in her own words."))
    if opt_out.satisfied is not None and opt_out.decided_on is None:
        problems.append(Problem("decided_on", "Enter the day on which the court decided."))
    if opt_out.satisfied is None and opt_out.decided_on is not None:
        problems.append(Problem("satisfied", "Say whether the court was satisfied, or take the day out."))
    link = opt_outs_now(file.opt_outs).get(OptOutFrom.LIVE_LINK)
    if opt_out.from_what is OptOutFrom.SCREEN and link is None:
        problems.append(
            Problem("from_what", "The screen takes the place of the live link: record that opt-out first (s.21(4A)).")
        )
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.opt_out") as uow:
        chain = uow.find(OptOut, witness_id=opt_out.witness_id, from_what=opt_out.from_what)
        return uow.add(opt_out.model_copy(update={"sequence": following(chain)}))


def save_intermediary(app: App, work: IntermediaryWork) -> IntermediaryWork:
    """Record the intermediary of a witness: person, report, declaration. Raises: RuleBroken; Conflict."""
    problems = []
    for name in ("asked_on", "report_received_on", "report_served_on", "declared_on"):
        day = getattr(work, name)
        if day is not None and day > app.today:
            problems.append(Problem(name, "That day lies in the future. Enter it once it has happened."))
    if work.report_received_on and work.asked_on and work.report_received_on < work.asked_on:
        problems.append(Problem("report_received_on", "The report came before it was asked for. Check the two days."))
    if work.report_served_on and not work.report_received_on:
        problems.append(Problem("report_received_on", "The report was served: enter the day on which it was received."))
    elif work.report_served_on and work.report_received_on and work.report_served_on < work.report_received_on:
        problems.append(Problem("report_served_on", "It was served before it was received. Check the two days."))
    if work.person_id is None and any((work.report_received_on, work.report_served_on, work.declared_on)):
        problems.append(Problem("person_id", "Name the intermediary."))
    if problems:
        raise RuleBroken(*problems)
    with app.change("measure.intermediary") as uow:
        return uow.save(work) if uow.find(IntermediaryWork, id=work.id) else uow.add(work)
