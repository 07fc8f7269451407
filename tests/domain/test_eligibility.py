"""Which measures are open to whom: the whole matrix, cell by cell."""

from __future__ import annotations

import pytest

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
    ],
)
def test_the_matrix(gates: tuple[GateCode, ...], facts: dict[str, object], row: str) -> None:
    given = "".join(next(k for k, v in _LETTERS.items() if v is answer(m, *gates, **facts).answer) for m in ORDER)
    assert given == row


@pytest.mark.parametrize("measure", list(MeasureId))
@pytest.mark.parametrize("gates", [(), (G.S17_4_SEX,), (G.S17_FEAR,), (G.S22_QUALIFYING,)])
def test_every_no_says_why_and_by_which_section(measure: MeasureId, gates: tuple[GateCode, ...]) -> None:
    given = answer(measure, *gates)
    assert given.brief
    assert len(given.because) > 20
    assert "s" in given.source
    assert given.is_open is (given.answer is not A.NO)


def test_an_intermediary_opens_with_a_section_16_ground_beside_section_17() -> None:
    assert answer(M.INTERMEDIARY, G.S17_4_SEX).answer is A.NO
    assert answer(M.INTERMEDIARY, G.S17_4_SEX, G.S16_INCAP).answer is A.AVAILABLE


def test_what_is_unsettled_is_marked_as_not_verified() -> None:
    fear = answer(M.PRE_RECORDED_CROSS_EXAMINATION, G.S17_FEAR)
    assert fear.answer is A.NO
    assert fear.confidence == "GK-U"
    assert "override" in fear.because
