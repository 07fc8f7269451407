"""What an application, notice or application to vary still needs: the parts of CrimPR 2025 rr.18.9, 18.10 and 18.11."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.case import CourtKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.measures import (
    SOUGHT,
    Application,
    DecisionKind,
    MeasureDecision,
    MeasureId,
    Route,
    ViewKind,
    latest,
)
from victimplanner.domain.opt_out import opt_outs_now


@dataclass(frozen=True)
class Need:
    """One part that the rule asks for: the letter or rule, what it is, whether it is there."""

    rule: str
    words: str
    is_there: bool


def decisions_in(file: WitnessFile, application: Application | None) -> tuple[MeasureDecision, ...]:
    """Return the decisions that stand in `application`, one for each measure; for None those that hold now.

    In a draft only what holds now counts. What was served stays as it was served, whatever was decided later.
    """
    if application is not None and application.served_on is not None:
        served = [d for d in file.decisions if d.application_id == application.id and d.decision in SOUGHT]
        return tuple(decision for m in MeasureId if (decision := latest(served, m)) is not None)
    now = [decision for m in MeasureId if (decision := latest(file.decisions, m)) and decision.decision in SOUGHT]
    return tuple(d for d in now if application is None or d.application_id == application.id)


def application_needs(file: WitnessFile, application: Application | None, today: dt.date) -> tuple[Need, ...]:
    """List every part that the route asks for, and whether each is there."""
    if application is not None and application.is_to_vary:
        return _to_vary(file, application)
    if application is not None and application.route is Route.R18_9_NOTICE:
        return _notice(file, application)
    return _application(file, application, today)


def _application(file: WitnessFile, application: Application | None, today: dt.date) -> tuple[Need, ...]:
    decided = decisions_in(file, application)
    sought = {d.measure for d in decided}
    a = application
    needs = [
        Need("(a)", "Eligibility", bool(a and a.eligibility_explained.strip())),
        Need("(b)", "Why each measure would help", bool(decided) and all(d.reason.strip() for d in decided)),
        Need("(c)", "Why these would maximise quality", bool(a and a.why_maximise.strip())),
        Need("(d)(i)", "Her view on eligibility", bool(a and a.view_on_eligibility.strip())),
        Need("(d)(ii)", "Her view on improvement", bool(a and a.view_on_improvement.strip())),
        Need("(d)(iii)", "Her view on each measure", bool(sought) and all(_was_asked(file, m) for m in sought)),
    ]
    if _departs_from_primary_rule(file, decided, today):
        needs.append(Need("(e)", "Why she does not want the primary rule", bool(a and a.opt_out_information.strip())))
    if MeasureId.LIVE_LINK in sought:
        needs += [
            Need("(f)", "Companion named", bool(a and a.companion.strip())),
            Need("(f)", "Why that companion", bool(a and a.companion_reason.strip())),
            Need("(f)", "Her view of the companion", bool(a and a.companion_view.strip())),
        ]
    if MeasureId.ABE_VIDEO in sought:
        there = bool(file.witness.abe_recorded_on and file.witness.abe_minutes)
        needs += [
            Need("(g)", "Recording: date and length", there),
            Need("(g)", "Recording: all, or which part", bool(a and a.video_part.strip())),
        ]
        if _may_request_video(file, today):
            needs.append(Need("s.22A", "The request that it be admitted", file.witness.video_requested))
    if MeasureId.INTERMEDIARY in sought:
        served = any(w.report_served_on for w in file.intermediaries)
        needs.append(Need("(h)", "Intermediary’s report", served))
    needs.append(Need("(i)", "Is a hearing wanted?", bool(a and a.hearing_wanted is not None)))
    if a is not None and a.hearing_wanted:
        needs.append(Need("(i)", "Why a hearing", bool(a.hearing_reason.strip())))
    if a is not None and a.court_only.strip():
        needs.append(Need("r.18.12", "Why it is for the court only", bool(a.court_only_reason.strip())))
    return tuple(needs)


def _notice(file: WitnessFile, application: Application) -> tuple[Need, ...]:
    decided = decisions_in(file, application)
    sought = {d.measure for d in decided}
    needs = [
        Need("r.18.9", "Eligibility", bool(application.eligibility_explained.strip())),
        Need("r.18.9", "No other party opposes", application.unopposed is True),
        Need("r.18.9", "Measures likely to maximise quality", bool(application.why_maximise.strip())),
        Need("r.18.9", "Her own views", bool(sought) and all(_was_asked(file, m) for m in sought)),
    ]
    if MeasureId.ABE_VIDEO in sought:
        needs.append(Need("r.18.9", "Recording served", application.recording_served_on is not None))
    return tuple(needs)


def _to_vary(file: WitnessFile, application: Application) -> tuple[Need, ...]:
    decided = decisions_in(file, application)
    return (
        Need("r.18.11", "What has changed since the direction", bool(application.material_change.strip())),
        Need("r.18.11", "When that became known", application.aware_on is not None),
        Need("r.18.11", "Why it should be changed", bool(decided) and all(d.reason.strip() for d in decided)),
        Need("r.18.11", "Her view now", bool(decided) and all(_asked_since(file, d) for d in decided)),
        Need("r.18.11", "Is a hearing wanted?", application.hearing_wanted is not None),
    )


def _was_asked(file: WitnessFile, measure: MeasureId) -> bool:
    view = latest(file.views, measure)
    return view is not None and view.view is not ViewKind.NOT_ASKED


def _asked_since(file: WitnessFile, decision: MeasureDecision) -> bool:
    """Whether she gave a view after the direction that is to be changed."""
    directed = max((d.decided_on for d in file.directions if d.measure is decision.measure), default=dt.date.min)
    return any(v.given_on >= directed for v in file.views if v.measure is decision.measure)


def _departs_from_primary_rule(file: WitnessFile, decided: tuple[MeasureDecision, ...], today: dt.date) -> bool:
    if not (file.is_child_on(today) or file.is_qualifying_on(today)):
        return False
    rule = (MeasureId.ABE_VIDEO, MeasureId.LIVE_LINK) if file.is_child_on(today) else (MeasureId.ABE_VIDEO,)
    against = [latest(file.views, m) for m in rule]
    unwanted = any(view is not None and view.view is ViewKind.DOES_NOT_WANT for view in against)
    return unwanted or bool(opt_outs_now(file.opt_outs)) or any(d.decision is DecisionKind.NOT_SOUGHT for d in decided)


def _may_request_video(file: WitnessFile, today: dt.date) -> bool:
    return file.case.court_kind is CourtKind.CROWN and file.is_sexual_complainant and not file.is_child_on(today)
