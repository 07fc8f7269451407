"""Which measures are open to whom: the whole matrix, cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.rulebook import RULES
from victimplanner.domain.case import CourtKind
from victimplanner.domain.eligibility import Answer, Availability, EligibilityFacts, availability
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.witness import GateCode

G, M, A = GateCode, MeasureId, Answer
ORDER = (
    M.SCREEN,
    M.LIVE_LINK,
    M.PRIVATE,
    M.NO_WIGS_GOWNS,
    M.ABE_VIDEO,
    M.PRE_RECORDED_CROSS_EXAMINATION,
    M.INTERMEDIARY,
    M.COMMUNICATION_AIDS,
)
_LETTERS = {"n": A.NO, "a": A.AVAILABLE, "p": A.PRESUMED, "c": A.CONDITIONAL}


def answer(measure: MeasureId, *gates: GateCode, **facts: object) -> Availability:
    values = {
        "gates": frozenset(gates),
        "is_complainant": True,
        "court": CourtKind.CROWN,
        "is_sexual_offence": True,
        "interview_recorded": True,
        "video_requested": False,
    }
    return availability(RULES.measures[measure], EligibilityFacts(**(values | facts)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gates", "facts", "row"),
    # screen, link, private, wigs, video, s.28, intermediary, aids
    [
        ((), {}, "nnnnnnnn"),
        ((G.S17_4_SEX,), {}, "aaaaaann"),
        ((G.S17_4_SEX,), {"video_requested": True}, "aaaapann"),
        ((G.S17_4_SEX,), {"interview_recorded": False}, "aaaaannn"),
        ((G.S17_4_SEX,), {"court": CourtKind.MAGISTRATES, "video_requested": True}, "aaaaannn"),
        ((G.S17_4_SEX,), {"court": CourtKind.YOUTH}, "aaaaannn"),
        ((G.S17_4_SEX,), {"court": CourtKind.UNKNOWN}, "aaaaacnn"),
        ((G.S16_CHILD, G.S17_4_SEX), {}, "apaapaaa"),
        ((G.S16_CHILD,), {"is_sexual_offence": False, "is_complainant": False}, "apcapaaa"),
        ((G.S16_CHILD,), {"court": CourtKind.YOUTH}, "apaapnaa"),
        ((G.S16_INCAP,), {"is_sexual_offence": False, "is_complainant": False}, "aacaaaaa"),
        ((G.S16_INCAP, G.S17_4_SEX), {"video_requested": True}, "aaaapaaa"),
        ((G.S16_INCAP,), {"is_complainant": False, "video_requested": True}, "aaaaaaaa"),
        ((G.S17_FEAR,), {"is_complainant": False, "is_sexual_offence": False}, "aacaannn"),
        ((G.S17_FEAR,), {"video_requested": True}, "aaaapnnn"),
        ((G.S17_5_WEAPON,), {"is_complainant": False, "is_sexual_offence": False}, "aacaannn"),
        ((G.S17_4_DA,), {"is_sexual_offence": False}, "aaaaannn"),
        ((G.S17_4_MSA,), {"is_sexual_offence": False}, "aaaaaann"),
        ((G.S22_QUALIFYING,), {}, "nnnnpnnn"),
        ((G.S22_QUALIFYING, G.S17_4_SEX), {}, "aaaapann"),
        # each gate alone, no sexual offence, not the complainant: domain matrix 1.2 as it stands
        ((G.S16_INCAP, G.S17_FEAR), {"is_sexual_offence": False, "is_complainant": False}, "aacaaaaa"),
        ((G.S16_CHILD, G.S16_INCAP), {"is_sexual_offence": False, "is_complainant": False}, "apcapaaa"),
        ((G.S17_FEAR, G.S17_5_WEAPON), {"is_sexual_offence": False, "is_complainant": False}, "aacaannn"),
        # section 22A: on request, sexual offence, complainant, Crown Court; each of them is needed
        ((G.S16_INCAP,), {"video_requested": True}, "aaaapaaa"),
        ((G.S16_INCAP,), {"video_requested": True, "court": CourtKind.MAGISTRATES}, "aaaaanaa"),
        ((G.S16_INCAP,), {"video_requested": True, "is_sexual_offence": False}, "aacaaaaa"),
        ((G.S17_4_DA,), {"video_requested": True, "is_sexual_offence": False}, "aaaaannn"),
        # a sexual-offence complainant who declined section 17(4): what her other gates give, no more
        ((G.S17_FEAR,), {"court": CourtKind.UNKNOWN}, "aaaaannn"),
        ((G.S17_FEAR, G.S16_INCAP), {"video_requested": True}, "aaaapaaa"),
        # domestic abuse opens section 28 only beside another ground
        ((G.S17_4_DA, G.S17_4_SEX), {}, "aaaaaann"),
        ((G.S17_4_DA, G.S16_INCAP), {"is_sexual_offence": False}, "aaaaaaaa"),
        # section 28 follows the court and the interview, whatever the ground
        ((G.S16_CHILD,), {"interview_recorded": False}, "apaapnaa"),
        ((G.S17_4_SEX,), {"court": CourtKind.UNKNOWN, "interview_recorded": False}, "aaaaannn"),
        ((G.S22_QUALIFYING,), {"court": CourtKind.YOUTH}, "nnnnpnnn"),
    ],
)
def test_the_matrix(gates: tuple[GateCode, ...], facts: dict[str, object], row: str) -> None:
    letters = {kind: letter for letter, kind in _LETTERS.items()}
    assert "".join(letters[answer(m, *gates, **facts).answer] for m in ORDER) == row


@pytest.mark.parametrize("measure", list(MeasureId))
@pytest.mark.parametrize("gates", [(), (G.S17_4_SEX,), (G.S17_FEAR,), (G.S22_QUALIFYING,)])
def test_every_no_says_why_and_by_which_section(measure: MeasureId, gates: tuple[GateCode, ...]) -> None:
    found = answer(measure, *gates)
    assert found.brief
    assert found.because.endswith(".")
    assert "s." in found.source or "ss." in found.source or "SI 2022/992" in found.source
    assert found.is_open is (found.answer is not A.NO)


@pytest.mark.parametrize(
    ("measure", "gates", "facts", "brief"),
    [
        (
            M.PRE_RECORDED_CROSS_EXAMINATION,
            (G.S17_FEAR,),
            {"court": CourtKind.UNKNOWN},
            "Not commenced for this ground",
        ),
        (M.PRE_RECORDED_CROSS_EXAMINATION, (G.S17_4_SEX,), {"court": CourtKind.UNKNOWN}, "Depends on the court"),
        (M.PRE_RECORDED_CROSS_EXAMINATION, (G.S17_4_SEX,), {"court": CourtKind.YOUTH}, "Crown Court only"),
        (
            M.PRE_RECORDED_CROSS_EXAMINATION,
            (G.S17_4_SEX,),
            {"interview_recorded": False, "court": CourtKind.UNKNOWN},
            "Needs s.27: no interview video",
        ),
        (M.ABE_VIDEO, (G.S17_4_SEX,), {"court": CourtKind.UNKNOWN}, "Depends on the court, s.22A"),
        (M.ABE_VIDEO, (G.S17_4_SEX,), {"court": CourtKind.MAGISTRATES}, "Court decides, s.19"),
        (M.ABE_VIDEO, (G.S17_4_SEX,), {}, "Presumed on request, s.22A"),
        (M.ABE_VIDEO, (G.S16_CHILD,), {}, "Primary rule, s.21(3)(a)"),
        (M.LIVE_LINK, (G.S16_CHILD,), {}, "Primary rule, s.21(3)(b)"),
        (M.SCREEN, (G.S16_CHILD,), {}, "Fall-back, s.21(4A)"),
        (M.LIVE_LINK, (G.S22_QUALIFYING,), {}, "Needs a s.16 or s.17 ground"),
        (M.PRIVATE, (G.S17_FEAR,), {"is_sexual_offence": False}, "On a condition, s.25(4)"),
        (M.INTERMEDIARY, (), {}, "Needs a s.16 ground"),
    ],
)
def test_the_reason_given_is_the_one_that_decides(
    measure: MeasureId, gates: tuple[GateCode, ...], facts: dict[str, object], brief: str
) -> None:
    assert answer(measure, *gates, **facts).brief == brief


def test_a_court_not_recorded_is_never_taken_for_one_in_which_section_22a_does_not_apply() -> None:
    unknown = answer(M.ABE_VIDEO, G.S17_4_SEX, court=CourtKind.UNKNOWN)
    assert "does not apply" not in unknown.because
    assert unknown.because.endswith("Enter the court.")


@given(
    gates=st.sets(st.sampled_from(GateCode)),
    one_more=st.sampled_from(GateCode),
    measure=st.sampled_from(MeasureId),
    court=st.sampled_from(CourtKind),
    complainant=st.booleans(),
    sexual=st.booleans(),
    recorded=st.booleans(),
    requested=st.booleans(),
)
def test_a_further_ground_never_closes_a_measure(
    gates: set[GateCode],
    one_more: GateCode,
    measure: MeasureId,
    court: CourtKind,
    complainant: bool,
    sexual: bool,
    recorded: bool,
    requested: bool,
) -> None:
    facts = {
        "court": court,
        "is_complainant": complainant,
        "is_sexual_offence": sexual,
        "interview_recorded": recorded,
        "video_requested": requested,
    }
    opens = [A.NO, A.CONDITIONAL, A.AVAILABLE, A.PRESUMED]
    before = answer(measure, *gates, **facts).answer
    after = answer(measure, *gates, one_more, **facts).answer
    assert opens.index(after) >= opens.index(before)


@given(measure=st.sampled_from(MeasureId), gates=st.sets(st.sampled_from(GateCode)), court=st.sampled_from(CourtKind))
def test_every_combination_of_grounds_has_an_answer_with_its_source(
    measure: MeasureId, gates: set[GateCode], court: CourtKind
) -> None:
    given_ = answer(measure, *gates, court=court)
    assert given_.source.startswith(("YJCEA 1999 s", "SI 2022/992"))
    assert given_.confidence in ("V", "GK-U")
    if not gates:
        assert given_.answer is A.NO


def test_an_intermediary_opens_with_a_section_16_ground_beside_section_17() -> None:
    assert answer(M.INTERMEDIARY, G.S17_4_SEX).answer is A.NO
    assert answer(M.INTERMEDIARY, G.S17_4_SEX, G.S16_INCAP).answer is A.AVAILABLE


def test_what_is_unsettled_is_marked_as_not_verified() -> None:
    fear = answer(M.PRE_RECORDED_CROSS_EXAMINATION, G.S17_FEAR)
    assert fear.answer is A.NO
    assert fear.confidence == "GK-U"
    assert "override" in fear.because
