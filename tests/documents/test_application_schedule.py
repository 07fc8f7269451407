"""The application in two files: every part under its letter, and nothing withheld in what a party is served."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Any

import pytest

from tests import builders
from tests.builders import MeasureId
from tests.documents.making import made, pages_of, text_of
from victimplanner.documents.catalogue import documents
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.measures import (
    Application,
    ApplicationPurpose,
    DecisionKind,
    DirectionKind,
    Route,
    ScreenFrom,
    ViewKind,
)

DAY = dt.date(2027, 1, 11)
SPEC = documents()[PaperKind.APPLICATION]


def schedule(file: WitnessFile, variant: Variant = Variant.SERVED, today: dt.date = DAY) -> str:
    return text_of(made(PaperKind.APPLICATION, file, variant=variant, today=today))


def of(**application: Any) -> str:
    return schedule(builders.a_file_with_an_application(builders.a_whole_application(**application)))


# ---------------------------------------------------------------- r.18.10

LETTERS = [
    "(a) How the complainant is eligible for assistance Grounds: s.17(4) Complainant, sexual offence The charge is rape.",
    "(b) Why each measure would be likely to improve the quality of evidence Recorded interview as evidence (s.27) Sought",
    "Live link (s.24) Sought because delay to trial is likely to reduce recall and add distress.",
    "(c) Measures proposed, to maximise that quality so far as practicable",
    "Screen (s.23) Together they let her give her evidence once",
    "(d) Views of the complainant (i) On eligibility. She agrees that she is eligible.",
    "(ii) On whether the measures would improve the quality of evidence. She says that she would be able to speak",
    "(iii) On each measure. Recorded interview as evidence (s.27) ● Wants it, 22 Dec 2026.",
    "“From the suite, not from the court building.” Own words of the complainant, 22 Dec 2026",
    "Screen (s.23) ◊ Undecided, 22 Dec 2026.",
    "(e) Where the primary rule is not wanted Not applicable",
    "(f) Live link: who is to accompany Companion. Her ISVA Why that person is appropriate. Trained",
    "View of the complainant on the companion. “I want her next to me.” Place proposed. Quay Suite, Eastholme",
    "(g) Video recorded evidence Date. Mon 3 Aug 2026. Duration. 48 minutes. All, or which part. All but minutes",
    "It is requested that the recording be admitted as evidence in chief (s.22A).",
    "(h) Material attached • Transcript of the recorded interview • Letter of the support service",
    "(i) Hearing A hearing is asked for. Why. The place of the link is not agreed.",
    "Signed for the prosecution",
    "Rhiannon Calloway, prosecutor",
    "Accused D1 T. Harcastle",
    "Complainant · adult",
    "Wed 30 Dec 2026",
]


@pytest.mark.parametrize("words", LETTERS, ids=[words[:12] for words in LETTERS])
def test_each_part_stands_under_its_letter(words: str) -> None:
    assert words in of()


def test_a_whole_application_has_two_to_four_pages_and_marks_nothing() -> None:
    paper = made(PaperKind.APPLICATION, builders.a_file_with_an_application(), variant=Variant.SERVED, today=DAY)
    assert 2 <= paper.pages <= 4
    assert "▲" not in text_of(paper)


FIELDS = [
    "eligibility_explained",
    "why_maximise",
    "view_on_eligibility",
    "view_on_improvement",
    "companion",
    "companion_reason",
    "companion_view",
    "video_part",
    "attachments",
    "hearing_reason",
    "opt_out_information",
    "place_proposed",
]


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_printed_once_in_the_served_part_and_not_in_the_other(field: str) -> None:
    file = builders.a_file_with_an_application(builders.a_whole_application(**{field: "§MARK§"}))
    assert schedule(file).count("§MARK§") == 1
    assert "§MARK§" not in schedule(file, Variant.COURT_ONLY)


MISSING: list[tuple[dict[str, Any], str]] = [
    ({"eligibility_explained": ""}, "sexual offence ▲ Not recorded"),
    ({"why_maximise": " "}, "Screen (s.23) ▲ Not recorded"),
    ({"view_on_eligibility": ""}, "(i) On eligibility. ▲ Not recorded"),
    ({"view_on_improvement": ""}, "the quality of evidence. ▲ Not recorded"),
    ({"companion": ""}, "Companion. ▲ Not recorded"),
    ({"companion_reason": ""}, "is appropriate. ▲ Not recorded"),
    ({"companion_view": ""}, "on the companion. ▲ Not recorded"),
    ({"video_part": ""}, "which part. ▲ Not recorded"),
    ({"hearing_wanted": None}, "(i) Hearing ▲ Not recorded"),
    ({"hearing_reason": ""}, "Why. ▲ Not recorded"),
]


@pytest.mark.parametrize(("changed", "words"), MISSING, ids=[next(iter(c)) for c, _ in MISSING])
def test_a_missing_part_is_marked_in_its_place_and_counted_at_the_top(changed: dict[str, Any], words: str) -> None:
    text = of(**changed)
    assert words in text
    assert "▲ 1 part is not recorded." in text
    assert "Complete before service." not in text
    assert "Complete before service." in of(**changed, served_on=None)


def test_parts_that_do_not_apply_say_why() -> None:
    file = builders.a_file_with_an_application(decisions=(builders.a_decision(MeasureId.SCREEN),))
    text = schedule(file)
    assert "Not applicable: no live link is sought." in text
    assert "Not applicable: no recording is to be admitted." in text
    assert "No hearing is asked for." in of(hearing_wanted=False)
    assert "None listed." in of(attachments="")


def test_a_measure_in_the_alternative_and_a_screen_say_so() -> None:
    screen = builders.a_decision(
        MeasureId.SCREEN, in_the_alternative=True, screen_from=(ScreenFrom.ACCUSED, ScreenFrom.GALLERY)
    )
    text = schedule(builders.a_file_with_an_application(decisions=(screen,)))
    assert text.count("Screen (s.23), from the accused and the public gallery, in the alternative") == 2  # (b) and (c)


def test_a_view_carries_its_condition_its_day_and_where_it_came_from() -> None:
    view = builders.a_view(
        MeasureId.SCREEN, ViewKind.ONLY_IF, "Then yes.", condition="the link fails", carried_from="the first trial"
    )
    file = builders.a_file_with_an_application(views=(view,), decisions=(builders.a_decision(MeasureId.SCREEN),))
    assert "◊ Only if the link fails, 22 Dec 2026, carried over from the first trial. “Then yes.”" in schedule(file)
    nobody_asked = builders.a_file_with_an_application(views=())
    assert "Screen (s.23) ▲ Not recorded" in schedule(nobody_asked)
    assert "▲ 5 parts are not recorded." in schedule(nobody_asked)


def test_a_child_who_departs_from_the_primary_rule_has_part_e() -> None:
    child = builders.a_child_witness_file(
        applications=(builders.a_whole_application(opt_out_information="She was asked alone."),), directions=()
    )
    text = schedule(child)
    for words in (
        "(e) Where the primary rule is not wanted She was asked alone. The live link, s.21(3)(b)",
        "“I want to say it to the judge’s face.”",
        "What follows from it was explained: 22 Dec 2026.",
        "Age and maturity. Sixteen and steady.",
        "Nature and circumstances of the offence. A single occasion.",
        "Complainant · under 18",
    ):
        assert words in text, words


def test_an_intermediary_who_is_sought_needs_a_report() -> None:
    sought = {"decisions": (builders.a_decision(MeasureId.INTERMEDIARY),)}
    assert "Intermediary’s report: ▲ Not recorded" in schedule(builders.a_file_with_an_application(**sought))
    served = builders.a_file_with_an_application(**sought, intermediaries=(builders.an_intermediary_work(),))
    assert "Intermediary’s report, served 14 Dec 2026." in schedule(served)


# ---------------------------------------------------------------- late

LATE: list[tuple[dict[str, Any], dt.date, str]] = [
    (
        {"served_on": dt.date(2027, 1, 6), "late_reason": "Instructions came late."},
        DAY,
        "Last day Mon 4 Jan 2027 (CrimPR 2025 r.18.4). Served Wed 6 Jan 2027, 2 business days late. An extension of the"
        " time limit is asked for. Why the application is late. Instructions came late.",
    ),
    ({"served_on": dt.date(2027, 1, 6)}, DAY, "Why the application is late. ▲ Not recorded"),
    ({"served_on": None}, dt.date(2027, 1, 5), "Not served yet, 1 business day late."),
]


@pytest.mark.parametrize(("changed", "today", "words"), LATE, ids=["explained", "not explained", "not served"])
def test_a_late_application_asks_for_an_extension_with_its_reason(
    changed: dict[str, Any], today: dt.date, words: str
) -> None:
    file = builders.a_file_with_an_application(builders.a_whole_application(**changed))
    assert words in schedule(file, today=today)


@pytest.mark.parametrize("served", [dt.date(2027, 1, 4), dt.date(2026, 12, 20)])
def test_one_in_time_asks_for_none(served: dt.date) -> None:
    assert "Extension of time" not in of(served_on=served)


# ---------------------------------------------------------------- other routes


def test_a_notice_has_the_contents_of_its_own_rule() -> None:
    text = of(route=Route.R18_9_NOTICE, unopposed=True, recording_served_on=dt.date(2026, 12, 14))
    for words in (
        "Special measures notice Information for a direction without an application, CrimPR 2025 r.18.9",
        "1 How the complainant is eligible",
        "2 No other party opposes No other party opposes a direction.",
        "3 Measures likely to maximise the quality of evidence Recorded interview as evidence (s.27) Sought",
        "Together. Together they let her",
        "4 Views of the complainant Recorded interview as evidence (s.27) ● Wants it",
        "6 Video recorded evidence Served Mon 14 Dec 2026.",
    ):
        assert words in text, words
    assert "(d) Views" not in text
    assert "2 No other party opposes ▲ Not recorded" in of(route=Route.R18_9_NOTICE)
    assert "▲ Another party opposes" in of(route=Route.R18_9_NOTICE, unopposed=False)


def to_vary(**more: Any) -> Application:
    values: dict[str, Any] = {
        "id": "9" * 32,
        "purpose": ApplicationPurpose.VARY_OR_DISCHARGE,
        "served_on": dt.date(2027, 2, 9),
        "aware_on": dt.date(2027, 2, 5),
        "material_change": "The suite has closed.",
    }
    return builders.a_whole_application(**values | more)


def varied_file(application: Application | None = None, **more: Any) -> WitnessFile:
    values: dict[str, Any] = {
        "applications": (builders.an_application(), to_vary() if application is None else application),
        "decisions": (
            builders.a_decision(
                MeasureId.LIVE_LINK,
                DecisionKind.APPLY_TO_VARY,
                application_id="9" * 32,
                reason="A nearer suite is needed.",
                sequence=2,
            ),
        ),
    }
    return builders.a_decided_witness_file(**values | more)


def test_an_application_to_vary_says_what_changed_when_it_was_known_and_how_soon_it_was_served() -> None:
    text = schedule(varied_file(), today=dt.date(2027, 2, 10))
    for words in (
        "Application to vary or discharge Schedule to an application under CrimPR 2025 r.18.11",
        "1 What has changed since the direction The suite has closed.",
        "2 When that became known Known Fri 5 Feb 2027. Served Tue 9 Feb 2027: 2 business days.",
        "To vary: Live link (s.24) Direction now. Granted 18 Jan 2027. Why. A nearer suite is needed.",
        "22 Dec 2026. ▲ Not asked again since the direction of 18 Jan 2027.",
    ):
        assert words in text, words
    assert "Extension of time" not in text  # r.18.11 has no day limit
    bare = varied_file(to_vary(material_change="", aware_on=None))
    assert "1 What has changed since the direction ▲ Not recorded 2 When that became known ▲ Not recorded" in schedule(
        bare
    )


def test_a_direction_that_differs_by_accused_is_told_for_each() -> None:
    first, second = builders.a_defendant(1), builders.a_defendant(2, "L. Rowe")
    directions = (
        builders.a_direction(MeasureId.LIVE_LINK, defendant_id=first.id),
        builders.a_direction(MeasureId.LIVE_LINK, DirectionKind.REFUSED, defendant_id=second.id, sequence=2),
    )
    text = schedule(varied_file(defendants=(first, second), directions=directions))
    assert "Direction now. Granted 18 Jan 2027 (D1); Refused 18 Jan 2027 (D2)." in text


def test_the_open_application_comes_before_the_served_and_of_those_the_last_one() -> None:
    early = builders.a_whole_application(id="1a" * 16, served_on=dt.date(2026, 12, 18), why_maximise="The early one.")
    late = builders.a_whole_application(id="2b" * 16, served_on=dt.date(2027, 1, 4), why_maximise="The late one.")
    draft = builders.a_whole_application(id="3c" * 16, served_on=None, why_maximise="The open one.")
    for order in ((early, late), (late, early)):
        text = schedule(builders.a_file_with_an_application(applications=order))
        assert "The late one." in text
        assert "The early one." not in text
    text = schedule(builders.a_file_with_an_application(applications=(draft, late, early)), today=dt.date(2026, 12, 28))
    assert "The open one." in text
    assert "– Not served yet" in text
    assert "The late one." not in text


# ---------------------------------------------------------------- what is withheld

WITHHELD = "The link comes from the house in Tannery Row."
WHY = "The accused’s cousin lives in the next street."


def withholding(**more: Any) -> WitnessFile:
    return builders.a_file_with_an_application(
        builders.a_whole_application(court_only=f"{WITHHELD}\nSecond line of it.", court_only_reason=WHY, **more)
    )


def test_the_served_part_says_only_that_something_was_withheld() -> None:
    text = schedule(withholding())
    assert "Information has been withheld under r.18.12." in text
    for secret in ("Tannery", "Second line", "cousin", "next street", "For the court only"):
        assert secret not in text, secret
    assert "withheld" not in of(court_only="", court_only_reason="")


def test_withheld_words_written_again_elsewhere_are_cut_from_the_served_part() -> None:
    text = schedule(
        withholding(place_proposed=WITHHELD, hearing_reason=f"Because: {WHY}", attachments="Second line of it.")
    )
    assert "Tannery" not in text
    assert "cousin" not in text
    assert text.count("[removed: information withheld from a party]") == 3


def test_the_other_file_holds_the_withheld_part_its_reason_and_its_marking_and_nothing_else() -> None:
    paper = made(PaperKind.APPLICATION, withholding(), variant=Variant.COURT_ONLY, today=DAY)
    text = text_of(paper)
    assert text.startswith("For the court only: not to be served on any other party")
    assert paper.pages == 1
    for words in (WITHHELD, "Second line of it.", WHY, "Signed for the prosecution"):
        assert text.count(words) == 1, words
    for other in ("Quay Suite", "Together they let her", "own words", "Why each measure", "Her ISVA", "let me sleep"):
        assert other not in text, other
    assert "Why it is withheld ▲ Not recorded" in schedule(
        builders.a_file_with_an_application(builders.a_whole_application(court_only_reason="")), Variant.COURT_ONLY
    )


def test_with_nothing_withheld_the_file_for_the_court_only_is_refused() -> None:
    empty = builders.a_file_with_an_application(builders.a_whole_application(court_only=" ", court_only_reason=""))
    [problem] = SPEC.variant_problems(empty, Variant.COURT_ONLY)
    assert "Nothing is withheld" in problem.message
    assert SPEC.variant_problems(empty, Variant.SERVED) == []
    assert SPEC.variant_problems(withholding(), Variant.COURT_ONLY) == []


def test_without_an_application_there_is_no_schedule() -> None:
    [problem] = SPEC.problems(builders.a_witness_file(), DAY)
    assert "no application for this witness yet" in problem.message
    assert SPEC.problems(withholding(), DAY) == []


# ---------------------------------------------------------------- names and ways to reach her


@pytest.mark.parametrize("variant", [Variant.SERVED, Variant.COURT_ONLY])
def test_she_is_named_by_reference_and_never_reached_through_it(variant: Variant) -> None:
    words = "Siân fears him. Ring 07700 900417 or write to 4 Quarry Steps, Northmoor; SIÂN LLŴYD-PRŶS is afraid."
    file = builders.a_file_with_an_application(
        builders.a_whole_application(why_maximise=words, court_only=words, court_only_reason=words)
    )
    text = " ".join(" ".join(pages_of(made(PaperKind.APPLICATION, file, variant=variant, today=DAY))).split())
    for secret in ("Siân", "SIÂN", "Llŵyd", "LLŴYD", "900417", "Quarry Steps", "heronfield", "s.prys@"):
        assert secret not in text, secret
    assert "Witness W-K7" in text
    assert "T. Harcastle" in text
    if variant is Variant.COURT_ONLY:
        assert "[the complainant] fears him. Ring [removed: safe contact]" in text


def test_a_witness_who_is_no_complainant_is_called_a_witness() -> None:
    file = builders.a_file_with_an_application(builders.a_whole_application(why_maximise="Siân is afraid."))
    text = schedule(dataclasses.replace(file, witness=file.witness.model_copy(update={"is_complainant": False})))
    assert "[the witness] is afraid." in text
    assert "Views of the witness" in text
    assert "complainant is" not in text


# ---------------------------------------------------------------- breaks


@pytest.mark.parametrize("number", range(1, 60, 6))
def test_no_heading_stands_last_on_a_page_and_the_signature_stays_whole(number: int) -> None:
    text = "It is said for her that this would let her speak, and why. " * number
    pages = pages_of(
        made(
            PaperKind.APPLICATION,
            builders.a_file_with_an_application(builders.a_whole_application(why_maximise=text)),
            variant=Variant.SERVED,
            today=DAY,
        )
    )
    for page in pages:
        last = [line.strip() for line in page.splitlines() if line.strip()][-1]
        assert not re.match(r"\([a-i]\)\s\s|Signed for", last), f"a heading at the foot: {last}"
    assert sum("Signed for the prosecution" in page and "Rhiannon Calloway" in page for page in pages) == 1
