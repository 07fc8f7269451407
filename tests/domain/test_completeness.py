"""What an application, a notice or an application to vary still needs: each part of rr.18.9, 18.10 and 18.11."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import builders
from victimplanner.domain.case import CourtKind
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.completeness import application_needs, decisions_in
from victimplanner.domain.measures import (
    Application,
    ApplicationPurpose,
    DecisionKind,
    IntermediaryWork,
    MeasureId,
    Route,
    ViewKind,
)

TODAY = dt.date(2026, 12, 23)
FILLED: dict[str, Any] = {
    "eligibility_explained": "Complainant of a sexual offence.", "why_maximise": "Together they let her speak.",
    "view_on_eligibility": "She agrees.", "view_on_improvement": "She thinks so.", "companion_reason": "She trusts her.",
    "companion_view": "Wants her", "video_part": "All of it", "hearing_wanted": False,
}  # fmt: skip


def needs(application: Application | None, **more: Any) -> dict[str, bool]:
    file = a_file(application, **more)
    return {f"{need.rule} {need.words}": need.is_there for need in application_needs(file, application, TODAY)}


def a_file(application: Application | None, **more: Any) -> WitnessFile:
    sought = (MeasureId.ABE_VIDEO, MeasureId.LIVE_LINK)
    values: dict[str, Any] = {
        "applications": (application,) if application else (),
        "decisions": tuple(builders.a_decision(m) for m in sought),
        "views": tuple(builders.a_view(m, ViewKind.WANTS, "Yes.") for m in sought),
    }
    return builders.a_witness_file(**values | more)


def draft(**more: Any) -> Application:
    return builders.an_application(served_on=None, response_received_on=None, **more)


def test_a_full_application_needs_nothing_more() -> None:
    assert all(needs(draft(**FILLED)).values())


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("eligibility_explained", "(a) Eligibility"),
        ("why_maximise", "(c) Why these would maximise quality"),
        ("view_on_eligibility", "(d)(i) Her view on eligibility"),
        ("view_on_improvement", "(d)(ii) Her view on improvement"),
        ("companion", "(f) Companion named"),
        ("companion_reason", "(f) Why that companion"),
        ("companion_view", "(f) Her view of the companion"),
        ("video_part", "(g) Recording: all, or which part"),
    ],
)
def test_each_field_is_one_part_of_the_rule(field: str, part: str) -> None:
    found = needs(draft(**FILLED | {field: "  "}))
    assert [name for name, there in found.items() if not there] == [part]


def test_her_view_is_needed_on_every_measure_that_is_sought() -> None:
    missing = needs(draft(**FILLED), views=(builders.a_view(MeasureId.ABE_VIDEO, ViewKind.WANTS, "Yes."),))
    assert not missing["(d)(iii) Her view on each measure"]
    not_asked = (*a_file(None).views, builders.a_view(MeasureId.LIVE_LINK, ViewKind.NOT_ASKED, sequence=2))
    assert not needs(draft(**FILLED), views=not_asked)["(d)(iii) Her view on each measure"]


def test_the_request_under_section_22a_is_not_forgotten_for_an_adult_in_the_crown_court() -> None:
    asked = builders.a_witness(video_requested=False)
    assert needs(draft(**FILLED), witness=asked)["s.22A The request that it be admitted"] is False
    youth = builders.a_case(court_kind=CourtKind.YOUTH)
    assert "s.22A The request that it be admitted" not in needs(draft(**FILLED), witness=asked, case=youth)
    child = builders.a_witness(video_requested=False, date_of_birth=dt.date(2010, 1, 1))
    assert "s.22A The request that it be admitted" not in needs(draft(**FILLED), witness=child)


def test_a_child_who_does_not_want_the_primary_rule_needs_the_information_of_e() -> None:
    child = builders.a_witness(date_of_birth=dt.date(2010, 1, 1))
    against = (
        builders.a_view(MeasureId.ABE_VIDEO, ViewKind.WANTS, "Yes."),
        builders.a_view(MeasureId.LIVE_LINK, ViewKind.DOES_NOT_WANT, "No."),
    )
    part = "(e) Why she does not want the primary rule"
    assert needs(draft(**FILLED), witness=child, views=against)[part] is False
    assert part not in needs(draft(**FILLED), views=against), "an adult has no primary rule"


def test_a_hearing_that_is_wanted_needs_its_reason_and_what_is_withheld_its_own() -> None:
    found = needs(draft(**FILLED | {"hearing_wanted": True, "court_only": "Where she lives now."}))
    assert [name for name, there in found.items() if not there] == [
        "(i) Why a hearing",
        "r.18.12 Why it is for the court only",
    ]


def test_an_intermediary_needs_the_report() -> None:
    decided = (builders.a_decision(MeasureId.INTERMEDIARY),)
    work = IntermediaryWork(case_id=builders.CASE_ID, witness_id=builders.WITNESS_ID, report_served_on=TODAY)
    assert needs(draft(**FILLED), decisions=decided)["(h) Intermediary’s report"] is False
    assert needs(draft(**FILLED), decisions=decided, intermediaries=(work,))["(h) Intermediary’s report"] is True


def test_a_notice_under_r_18_9_asks_for_less_and_for_nobody_opposing() -> None:
    notice = draft(**FILLED, route=Route.R18_9_NOTICE)
    assert [name for name, there in needs(notice).items() if not there] == [
        "r.18.9 No other party opposes", "r.18.9 Recording served",
    ]  # fmt: skip
    assert all(needs(notice.model_copy(update={"unopposed": True, "recording_served_on": TODAY})).values())


def test_an_application_to_vary_asks_what_has_changed_and_her_view_since() -> None:
    vary = draft(purpose=ApplicationPurpose.VARY_OR_DISCHARGE)
    decided = (builders.a_decision(MeasureId.LIVE_LINK, DecisionKind.APPLY_TO_VARY),)
    directed = (builders.a_direction(MeasureId.LIVE_LINK),)
    found = needs(vary, decisions=decided, directions=directed)
    assert found == {
        "r.18.11 What has changed since the direction": False,
        "r.18.11 When that became known": False,
        "r.18.11 Why it should be changed": True,
        "r.18.11 Her view now": False,
        "r.18.11 Is a hearing wanted?": False,
    }
    later = builders.a_view(MeasureId.LIVE_LINK, ViewKind.WANTS, "From Suite 2.", given_on=dt.date(2027, 1, 20))
    assert needs(vary, decisions=decided, directions=directed, views=(later,))["r.18.11 Her view now"]


def test_what_was_served_stays_in_it_whatever_was_decided_later() -> None:
    served = builders.an_application()
    withdrawn = builders.a_decision(MeasureId.LIVE_LINK, DecisionKind.WITHDRAWN, sequence=2, application_id=None)
    file = a_file(served, decisions=(builders.a_decision(MeasureId.LIVE_LINK), withdrawn))
    assert [d.measure for d in decisions_in(file, served)] == [MeasureId.LIVE_LINK]
    not_served = draft()
    assert decisions_in(a_file(not_served, decisions=file.decisions), not_served) == ()
