"""The special measures record: four facts, their reasons, the count of days, and three copies."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from tests import builders
from tests.builders import MeasureId
from tests.documents.making import calendar, facts_for, made, text_of
from victimplanner.documents.day_strip import DAYS_IN_A_STRIP, day_strip, strip_legend
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.measures import (
    ApplicationPurpose,
    DecisionKind,
    DirectionBasis,
    DirectionKind,
    Route,
    ScreenFrom,
    UseKind,
    ViewKind,
)

LATER = dt.date(2027, 4, 16)


def record(file: WitnessFile, variant: Variant = Variant.FILE, today: dt.date = LATER) -> str:
    return text_of(made(PaperKind.SPECIAL_MEASURES, file, variant=variant, today=today))


def test_the_four_facts_of_each_measure_stand_side_by_side() -> None:
    text = record(builders.a_decided_witness_file())
    for words in (
        "1 Recorded interview as evidence s.27; s.22A request ● Yes 22 Dec 2026 ● Yes 30 Dec 2026 ◊ In part 18 Jan 2027"
        " ● Yes 15 Apr 2027",
        "3 Evidence in private s.25 ● Yes 22 Dec 2026 ● Yes 30 Dec 2026 ● Yes 18 Jan 2027 ◊ In part 15 Apr 2027",
        "5 Screen s.23 ◊ Unsure 22 Dec 2026 ● Yes 30 Dec 2026 ○ Refused 18 Jan 2027 –",
        "6 No wigs or gowns s.26 ○ No 22 Dec 2026 ○ Not sought 30 Dec 2026",
        "7 Intermediary s.29 – Not open – Not open – Not open – Not open Needs a s.16 ground.",
        "A word always follows the sign.",
    ):
        assert words in text, words


def test_the_position_box_counts_what_was_decided() -> None:
    text = record(builders.a_decided_witness_file())
    assert (
        "Position on 16 Apr 2027. Applied in time, with 2 business days left. Five measures applied for: three directed,"
        " one directed in part, one refused. The witness was told on the next working day." in text
    )


def test_the_answer_and_the_working_agree_with_the_count() -> None:
    text = record(builders.a_decided_witness_file())
    for words in (
        "Yes. Served Wed 30 Dec 2026; last day Mon 4 Jan 2027.",
        "Count Plea 1 2 – – 3 4 5 6 – – – – 7 8 9 – – – 10",
        "Not more than 10 business days after the trigger",
        "Count starts Thu 17 Dec 2026",
        "6 weekend days and 3 weekday holidays left out",
        "Wed 30 Dec 2026 = day 8",
        "Thu 14 Jan 2027. Received 12 Jan 2027",
        "Not needed",
    ):
        assert words in text, words


LIMITS = [
    (None, dt.date(2026, 12, 23), "Not served yet. Last day Mon 4 Jan 2027."),
    (None, dt.date(2027, 1, 6), "Not served yet. The last day was Mon 4 Jan 2027: 2 business days late."),
    (dt.date(2027, 1, 4), LATER, "Yes. Served Mon 4 Jan 2027; last day Mon 4 Jan 2027."),
    (dt.date(2027, 1, 5), LATER, "No. Served Tue 5 Jan 2027, 1 business day late; last day Mon 4 Jan 2027."),
]


@pytest.mark.parametrize(("served", "today", "answer"), LIMITS)
def test_the_first_sentence_says_whether_it_was_in_time(served: dt.date | None, today: dt.date, answer: str) -> None:
    file = builders.a_witness_file(applications=(builders.an_application(served_on=served, response_received_on=None),))
    assert answer in record(file, today=today)


def test_late_service_without_a_reason_is_marked_and_with_one_is_printed() -> None:
    late = dt.date(2027, 1, 8)
    considered = (builders.a_consideration(),)
    bare = builders.a_witness_file(applications=(builders.an_application(served_on=late),), considerations=considered)
    assert "CrimPR 18.6: why it is late ▲ Not recorded" in record(bare)
    assert "▲ 1 fact is not recorded." in record(bare)
    told = builders.an_application(served_on=late, late_reason="Counsel’s advice came on 7 January.")
    assert "why it is late Counsel’s advice came on 7 January." in record(builders.a_witness_file(applications=(told,)))


def test_without_a_plea_there_is_no_date_and_it_says_why() -> None:
    text = record(builders.a_witness_file(pleas=()))
    assert "No date: the clock starts with a not guilty plea." in text


def test_a_plea_without_a_day_says_what_is_missing() -> None:
    accused = builders.a_defendant()
    text = record(builders.a_witness_file(pleas=(builders.a_plea(accused, None),)))
    assert "Cannot be worked out: the date of the not guilty plea of D1 is missing." in text


def test_each_accused_has_a_count_of_their_own_the_earliest_first() -> None:
    first, second = builders.a_defendant(1), builders.a_defendant(2, "L. Rowe")
    pleas = (builders.a_plea(first, dt.date(2027, 1, 11)), builders.a_plea(second, dt.date(2026, 12, 16)))
    text = record(builders.a_witness_file(defendants=(first, second), pleas=pleas), today=dt.date(2026, 12, 23))
    assert text.index("D2: Not served yet. Last day Mon 4 Jan 2027.") < text.index(
        "D1: Not served yet. Last day Mon 25"
    )
    assert text.count("Count Plea 1") == 2


def test_service_before_a_later_plea_is_in_time_for_that_accused_too() -> None:
    first, second = builders.a_defendant(1), builders.a_defendant(2, "L. Rowe")
    pleas = (builders.a_plea(first), builders.a_plea(second, dt.date(2027, 1, 11)))
    text = record(builders.a_decided_witness_file(defendants=(first, second), pleas=pleas))
    assert "D2: Yes. Served Wed 30 Dec 2026; last day Mon 25 Jan 2027." in text
    assert "Wed 30 Dec 2026, before the plea of D2" in text


def test_a_direction_that_differs_has_a_row_for_each_accused() -> None:
    first, second = builders.a_defendant(1), builders.a_defendant(2, "L. Rowe")
    directions = (
        builders.a_direction(MeasureId.SCREEN, defendant_id=first.id),
        builders.a_direction(MeasureId.SCREEN, DirectionKind.REFUSED, defendant_id=second.id, reasons="Not needed."),
    )
    file = builders.a_decided_witness_file(defendants=(first, second), directions=directions)
    text = record(file)
    assert "5 Screen · D1 s.23" in text
    assert "5 Screen · D2 s.23" in text
    assert "What the court said (D2). Refused, 18 Jan 2027. Not needed." in text


DIFFERENCES = [
    ({"reasons": ""}, {}, "a refusal without reasons"),
    ({}, {"use": UseKind.NOT_USED, "reason": ""}, "a direction not used, without a reason"),
]


@pytest.mark.parametrize(("direction", "use", "why"), DIFFERENCES, ids=[d[2] for d in DIFFERENCES])
def test_a_difference_without_a_reason_is_marked(direction: dict[str, str], use: dict[str, str], why: str) -> None:
    kind = DirectionKind.REFUSED if direction else DirectionKind.GRANTED
    file = builders.a_decided_witness_file(
        directions=(builders.a_direction(MeasureId.SCREEN, kind, **direction),),
        uses=(builders.a_use(MeasureId.SCREEN, **use),) if use else (),
    )
    assert "▲ Not recorded" in record(file)


def test_wanted_but_not_sought_gives_the_reason() -> None:
    reason = "The link makes a screen needless."
    file = builders.a_witness_file(
        views=(builders.a_view(MeasureId.SCREEN, ViewKind.WANTS),),
        decisions=(builders.a_decision(MeasureId.SCREEN, DecisionKind.NOT_SOUGHT, reason=reason),),
    )
    assert f"○ Not sought 30 Dec 2026 – – {reason}" in record(file)


def test_an_application_not_yet_served_is_not_called_applied() -> None:
    file = builders.a_witness_file(
        decisions=(builders.a_decision(MeasureId.SCREEN),), applications=(builders.an_application(served_on=None),)
    )
    assert "◊ Not served" in record(file, today=dt.date(2026, 12, 23))


def test_a_later_view_or_decision_takes_the_place_of_the_earlier_by_sequence() -> None:
    views = (
        builders.a_view(MeasureId.SCREEN, ViewKind.WANTS, "Yes please."),
        builders.a_view(MeasureId.SCREEN, ViewKind.DOES_NOT_WANT, "", sequence=2, given_on=dt.date(2027, 4, 8)),
    )
    text = record(builders.a_decided_witness_file(views=views))
    assert "5 Screen s.23 ○ No 8 Apr 2027" in text
    assert "Witness asked again Thu 8 Apr 2027" in text


def test_telling_the_witness_is_measured_in_working_days() -> None:
    text = record(builders.a_decided_witness_file())
    assert "Tue 19 Jan 2027, by telephone, by T. Wiśniewski" in text
    assert "1 working day. Local standard: 1 working day from receipt. Met." in text
    untold = tuple(builders.a_direction(m, told_on=None) for m in builders.SOUGHT)
    text = record(builders.a_decided_witness_file(directions=untold))
    assert "The witness has not been told of the decision yet." in text
    assert "Witness told (CrimPR 18.5) ▲ Not recorded" in text


def test_every_gate_is_accounted_for() -> None:
    text = record(builders.a_witness_file())
    for words in ("● Yes Counts 1 and 2.", "○ Not relied on", "○ No Adult on the date", "– Not considered", "s.17(5)"):
        assert words in text, words


def test_the_court_copy_has_no_internal_reasoning() -> None:
    application = builders.an_application(court_only="The address must not be named.", route=Route.R18_10_APPLICATION)
    file = builders.a_decided_witness_file(applications=(application,))
    override = builders.a_decision(MeasureId.SCREEN, override_reason="The law is unsettled.")
    file = dataclasses.replace(file, decisions=(*file.decisions[:4], override, file.decisions[5]))
    full, court = record(file), record(file, Variant.COURT)
    for internal in ("Position on", "Second check", "The law is unsettled.", "Witness’s choice."):
        assert internal in full, internal
        assert internal not in court, internal
    assert "The address must not be named." in court
    assert "“Only if the link breaks." in court


def test_the_defence_copy_has_no_own_words_and_nothing_withheld() -> None:
    application = builders.an_application(court_only="The address must not be named.", place_proposed="Quay Suite")
    text = record(builders.a_decided_witness_file(applications=(application,)), Variant.DISCLOSURE)
    for removed in (
        "Only if the link",
        "let me sleep",
        "The address must not",
        "Quay Suite",
        "Step-free",
        "Position on",
    ):
        assert removed not in text, removed
    assert "[removed: information withheld from a party]" in text


STRIPS = [(10, 1), (20, 1), (30, 2), (60, 3)]


@pytest.mark.parametrize(("number", "strips"), STRIPS)
def test_a_strip_longer_than_31_days_goes_on_in_another(number: int, strips: int) -> None:
    count = calendar().business_days_after(dt.date(2027, 2, 1), number)
    made_strips = day_strip(count)
    assert len(made_strips) == -(-(len(count.days) + 1) // DAYS_IN_A_STRIP) == strips


def test_the_legend_names_each_holiday_and_its_day() -> None:
    legend = strip_legend(calendar().business_days_after(dt.date(2026, 12, 16), 10)).replace("\u00a0", " ")
    assert "weekends" in legend
    for day in ("(25 Dec)", "(26 Dec, a Saturday)", "(28 Dec)", "(1 Jan)"):
        assert day in legend
    plain = strip_legend(calendar().business_days_after(dt.date(2027, 2, 1), 3))
    assert plain.startswith("Every day counts")


# ---------------------------------------------------------------- changed directions, several accused


def test_a_varied_direction_tells_what_changed_how_it_came_about_and_what_stood_before() -> None:
    first = builders.a_direction(MeasureId.LIVE_LINK, basis=DirectionBasis.ON_NOTICE, particulars="From Larkfield.")
    later = builders.a_direction(
        MeasureId.LIVE_LINK,
        DirectionKind.VARIED,
        sequence=2,
        decided_on=dt.date(2027, 2, 15),
        told_on=dt.date(2027, 2, 16),
        basis=DirectionBasis.ON_APPLICATION,
        material_change="She moved three hours away.",
        reasons="A nearer place.",
        particulars="From Eastholme.",
        place="Quay Suite",
        companion="Her ISVA",
    )
    text = record(builders.a_decided_witness_file(directions=(first, later)))
    for words in (
        "◊ Varied 15 Feb 2027",
        "What the court said before. Granted, 18 Jan 2027, on notice, r.18.9. Directed for the whole",
        "In particular. From Larkfield.",
        "What the court said. Varied, 15 Feb 2027, on application. A nearer place. What had changed. She moved three",
        "In particular. From Eastholme. Companion directed. Her ISVA Place directed. Quay Suite",
        "Change of direction Varied on 15 Feb 2027",
    ):
        assert words in text, words
    bare = builders.a_decided_witness_file(
        directions=(builders.a_direction(MeasureId.SCREEN, DirectionKind.DISCHARGED),)
    )
    assert "What had changed. ▲ Not recorded" in record(bare)
    assert "one discharged, four not yet decided" in record(bare)


def test_a_measure_to_be_changed_shows_both_applications() -> None:
    to_vary = builders.an_application(
        id="9" * 32,
        purpose=ApplicationPurpose.VARY_OR_DISCHARGE,
        served_on=dt.date(2027, 2, 9),
        aware_on=dt.date(2027, 2, 5),
        material_change="The suite has closed.",
    )
    change = builders.a_decision(
        MeasureId.LIVE_LINK, DecisionKind.APPLY_TO_VARY, application_id="9" * 32, sequence=2, reason="A nearer suite."
    )
    file = builders.a_decided_witness_file(applications=(builders.an_application(), to_vary))
    file = dataclasses.replace(file, decisions=(*file.decisions, change))
    text = record(file)
    for words in (
        "4 Live link s.24 ● Yes 22 Dec 2026 ● Yes 30 Dec 2026 ◊ To vary 9 Feb 2027 ● Yes 18 Jan 2027",
        "Why we applied to vary it. A nearer suite.",
        "Application to vary, r.18.11 Known 5 Feb 2027, served 9 Feb 2027: 2 business days.",
        "What had changed The suite has closed.",
        "Yes. Served Wed 30 Dec 2026; last day Mon 4 Jan 2027.",  # the limit is that of the first application
    ):
        assert words in text, words


ACCUSED = (builders.a_defendant(1), builders.a_defendant(2, "L. Rowe"), builders.a_defendant(3, "M. Pell"))


def test_a_later_direction_for_one_accused_leaves_the_others_as_they_were() -> None:
    directions = (
        builders.a_direction(MeasureId.SCREEN),
        builders.a_direction(MeasureId.SCREEN, DirectionKind.REFUSED, defendant_id=ACCUSED[1].id, sequence=2),
    )
    text = record(builders.a_decided_witness_file(defendants=ACCUSED, directions=directions))
    assert "5 Screen · D1 s.23 ◊ Unsure 22 Dec 2026 ● Yes 30 Dec 2026 ● Yes" in text
    assert "5 Screen · D2 s.23 ◊ Unsure 22 Dec 2026 ● Yes 30 Dec 2026 ○ Refused" in text
    assert "5 Screen · D3 s.23 ◊ Unsure 22 Dec 2026 ● Yes 30 Dec 2026 ● Yes" in text


def test_accused_with_the_same_direction_share_a_row_and_one_without_has_his_own() -> None:
    same = tuple(
        builders.a_direction(MeasureId.SCREEN, defendant_id=accused.id, sequence=n, told_on=dt.date(2027, 1, 18 + n))
        for n, accused in enumerate(ACCUSED, start=1)
    )
    together = record(builders.a_decided_witness_file(defendants=ACCUSED, directions=same))
    assert "5 Screen s.23" in together
    assert "5 Screen · D1" not in together
    apart = record(builders.a_decided_witness_file(defendants=ACCUSED, directions=same[:2]))
    assert "5 Screen · D3 s.23 ◊ Unsure 22 Dec 2026 ● Yes 30 Dec 2026 – None" in apart


def test_accused_whose_count_is_the_same_share_one_working() -> None:
    pleas = tuple(builders.a_plea(accused) for accused in ACCUSED)
    text = record(builders.a_decided_witness_file(defendants=ACCUSED, pleas=pleas))
    assert "D1, D2 and D3: Yes. Served Wed 30 Dec 2026" in text
    assert text.count("Count Plea 1") == 1


def test_screens_say_from_whom_they_are_wanted_sought_and_directed() -> None:
    both = (ScreenFrom.ACCUSED, ScreenFrom.GALLERY)
    file = builders.a_decided_witness_file(
        views=(builders.a_view(MeasureId.SCREEN, ViewKind.ONLY_IF, "Yes.", condition="it is whole", screen_from=both),),
        decisions=(builders.a_decision(MeasureId.SCREEN, screen_from=both),),
        directions=(builders.a_direction(MeasureId.SCREEN, screen_from=(ScreenFrom.ACCUSED,)),),
    )
    text = record(file)
    assert "Only if it is whole Screen wanted. From the accused and the public gallery." in text
    assert "Screen sought. From the accused and the public gallery." in text
    assert "Screen. From the accused." in text


def test_evidence_given_another_way_than_by_the_link_directed_needs_permission() -> None:
    another = {"use": UseKind.GIVEN_ANOTHER_WAY, "reason": "The link failed."}
    asked = builders.a_decided_witness_file(
        uses=(builders.a_use(MeasureId.LIVE_LINK, **another, permission="HHJ Verrall, 15 Apr 2027"),)
    )
    assert "On the day. The link failed. Permission to give evidence another way. HHJ Verrall, 15 Apr 2027" in record(
        asked
    )
    bare = builders.a_decided_witness_file(uses=(builders.a_use(MeasureId.LIVE_LINK, **another),))
    assert "Permission to give evidence another way. ▲ Not recorded" in record(bare)


EXTENSIONS = [(True, "● Granted, 8 Jan 2027"), (False, "○ Refused, 8 Jan 2027"), (None, "– Extension not decided")]


@pytest.mark.parametrize(("granted", "words"), EXTENSIONS)
def test_the_extension_is_told_with_the_courts_answer(granted: bool | None, words: str) -> None:
    late = builders.an_application(
        served_on=dt.date(2027, 1, 6),
        late_reason="Instructions came late.",
        extension_granted=granted,
        extension_decided_on=dt.date(2027, 1, 8) if granted is not None else None,
    )
    text = record(builders.a_witness_file(applications=(late,)))
    assert f"why it is late Instructions came late. {words}" in text


# ---------------------------------------------------------------- what not every witness has

IN_COPIES = [
    ("Section 28: considered and explained", {Variant.FILE}),
    ("She wants to give evidence once and early.", {Variant.FILE}),
    ("What a reviewer asks", {Variant.FILE}),
    ("Delphine Okwuosa", {Variant.FILE}),
    ("Short questions, one idea each.", {Variant.FILE}),
    ("Listing asked for it.", {Variant.FILE}),
    ("Age, and the primary rule", {Variant.FILE, Variant.COURT}),
    ("I want to say it to the judge’s face.", {Variant.FILE, Variant.COURT}),
    ("Sixteen and steady.", {Variant.FILE, Variant.COURT}),
    ("Transfer to another court", {Variant.FILE, Variant.COURT, Variant.DISCLOSURE}),
]


@pytest.mark.parametrize("variant", [Variant.FILE, Variant.COURT, Variant.DISCLOSURE])
@pytest.mark.parametrize(("words", "copies"), IN_COPIES, ids=[c[0][:20] for c in IN_COPIES])
def test_each_copy_has_its_own_parts(words: str, copies: set[Variant], variant: Variant) -> None:
    assert (words in record(builders.a_child_witness_file(), variant)) is (variant in copies)


def test_the_file_of_a_child_tells_the_whole_chain() -> None:
    text = record(builders.a_child_witness_file())
    for words in (
        "Considered Fri 18 Dec 2026, by R. Calloway: To be sought.",
        "Explained to the witness Tue 22 Dec 2026",
        "Court’s decision Mon 18 Jan 2027 16, under 18",
        "Section 28 recording Thu 15 Apr 2027 16, under 18",
        "She turns 18 on Sat 20 May 2028.",
        "Recorded interview as evidence ● Goes on",
        "Does not want: The live link, s.21(3)(b) “I want to say it to the judge’s face.”",
        "Told what follows from it Tue 22 Dec 2026",
        "The court ● Satisfied that quality would not be diminished, 18 Jan 2027.",
        "Asked for Tue 1 Sep 2026; at the recorded interview",
        "Report Due 11 Dec 2026, received 10 Dec 2026, served 14 Dec 2026",
        "Declaration, s.29(5) Thu 15 Apr 2027",
        "Transfer to another court Mon 4 Jan 2027 ● 5 directions made since",
    ):
        assert words in text, words
    assert "20 May 2010" not in text  # her age is told, not her day of birth


def test_what_ends_at_18_is_marked() -> None:
    file = builders.a_child_witness_file(charges=(), gates=(), opt_outs=())
    assert "▲ Ends" in record(file)


def test_the_age_of_an_adult_is_no_part_of_the_record() -> None:
    assert "Age, and the primary rule" not in record(builders.a_decided_witness_file())


def test_section_28_that_nobody_considered_is_marked_where_it_is_open() -> None:
    assert "Considered ▲ Not recorded" in record(builders.a_witness_file())
    gateless = builders.a_witness_file(gates=(), charges=())
    assert "– Not open on the facts recorded; not considered." in record(gateless)
    decided = record(builders.a_decided_witness_file())
    assert "Considered With the decision of 30 Dec 2026; no entry of its own." in decided


def test_a_change_of_the_proceedings_without_new_directions_is_marked() -> None:
    change = builders.a_proceedings_change(happened_on=dt.date(2027, 3, 1))
    text = record(builders.a_decided_witness_file(proceedings_changes=(change,)))
    assert "Transfer to another court Mon 1 Mar 2027 ▲ None made since" in text


def test_the_reviewers_questions_are_answered_with_number_sign_and_word() -> None:
    text = record(builders.a_decided_witness_file())
    answers = facts_for(builders.a_decided_witness_file(), LATER).answers
    assert len(answers) == 8
    for answer in answers:
        assert f"{answer.question.number} {answer.question.text.split()[0]}" in text
    for words in ("● Yes In time: served 30 Dec 2026.", "◊ In part", "– Not reached No change of circumstances"):
        assert words in text, words


PAGES = [
    (builders.a_decided_witness_file, Variant.FILE, 5),
    (builders.a_decided_witness_file, Variant.COURT, 4),
    (builders.a_decided_witness_file, Variant.DISCLOSURE, 4),
    (builders.a_child_witness_file, Variant.FILE, 6),  # with opt-out, intermediary and transfer
    (builders.a_child_witness_file, Variant.COURT, 5),
]


@pytest.mark.parametrize(("file", "variant", "most"), PAGES)
def test_the_record_is_as_long_as_a_reviewer_expects(
    file: Callable[[], WitnessFile], variant: Variant, most: int
) -> None:
    assert 2 <= made(PaperKind.SPECIAL_MEASURES, file(), variant=variant, today=LATER).pages <= most
