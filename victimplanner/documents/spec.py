"""What a document is: its kind, for whom it can be cut, and how it is built from records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from reportlab.platypus import Flowable

from victimplanner.documents.facts import PaperFacts
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PaperKind, Variant


@dataclass(frozen=True)
class IssueInfo:
    """One copy: which version and variant, for whom, made when and by whom.

    `generated_at` is an aware moment, printed in London time. `today` is the day the paper speaks of as now.
    """

    document_version: int
    copy_number: int
    copies: int
    recipient: str
    variant: Variant
    generated_at: dt.datetime
    generated_by: str
    is_draft: bool
    rule_editions: str
    today: dt.date


class GivenBy(StrEnum):
    """How a paper reaches the witness, checked against how she may be reached."""

    HAND = "hand"
    POST = "post"
    EMAIL = "email"
    READ_ALOUD = "read_aloud"


Build = Callable[[WitnessFile, MeetingFile | None, IssueInfo, PaperFacts], list[Flowable]]


def _no_problems(_file: WitnessFile, _given: GivenBy, _today: dt.date) -> list[Problem]:
    return []


def _no_variant_problems(_file: WitnessFile, _variant: Variant) -> list[Problem]:
    return []


@dataclass(frozen=True)
class DocumentSpec:
    """A document of the catalogue. `problems` lists why it may not be issued now (empty: it may).

    `build` gets records from which everything that the variant leaves out has been removed already. `name_instead`
    stands wherever somebody wrote her name, on every copy; empty: her name goes only where the variant says so.
    `variant_problems` lists why one variant has nothing to say.
    """

    kind: PaperKind
    title: str
    variants: tuple[Variant, ...]
    needs_meeting: bool
    build: Build
    problems: Callable[[WitnessFile, GivenBy, dt.date], list[Problem]] = _no_problems
    is_for_witness: bool = False
    name_instead: str = ""
    variant_problems: Callable[[WitnessFile, Variant], list[Problem]] = _no_variant_problems
