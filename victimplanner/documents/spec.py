"""What a document is: its kind, for whom it can be cut, and how it is built from records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from reportlab.platypus import Flowable

from victimplanner.documents.facts import PaperFacts
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import MeetingState


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


Build = Callable[[WitnessFile, MeetingFile | None, IssueInfo, PaperFacts], list[Flowable]]


def _no_problems(_file: WitnessFile, _today: dt.date) -> list[Problem]:
    return []


def _no_variant_problems(_file: WitnessFile, _variant: Variant) -> list[Problem]:
    return []


@dataclass(frozen=True)
class DocumentSpec:
    """A document of the catalogue. `problems` lists why it may not be issued now (empty: it may).
    Whether it may reach the witness in a certain way is asked of the contact gate, not here.

    `build` gets records from which everything that the variant leaves out has been removed already. `name_instead`
    stands wherever somebody wrote her name, on every copy; empty: her name goes only where the variant says so.
    `variant_problems` lists why one variant has nothing to say. `meeting_states`: the meetings that a paper about one
    meeting can be made of; one that can be made of a signed record is a draft until it is signed.
    """

    kind: PaperKind
    title: str
    variants: tuple[Variant, ...]
    needs_meeting: bool
    build: Build
    problems: Callable[[WitnessFile, dt.date], list[Problem]] = _no_problems
    is_for_witness: bool = False
    name_instead: str = ""
    meeting_states: frozenset[MeetingState] = frozenset({MeetingState.HELD, MeetingState.SIGNED})
    variant_problems: Callable[[WitnessFile, Variant], list[Problem]] = _no_variant_problems
