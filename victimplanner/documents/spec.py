"""What a document is: its kind, for whom it can be cut, and how it is built from records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reportlab.platypus import Flowable

from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.removals import Removed
from victimplanner.domain.case_file import MeetingFile, WitnessFile
from victimplanner.domain.errors import Problem
from victimplanner.domain.issued import PaperKind, Variant
from victimplanner.domain.meeting import MeetingState


@dataclass(frozen=True)
class IssueInfo:
    """One copy: which version and variant, for whom, made when and by whom.

    `generated_at` is an aware moment, printed in London time. `today` is the day the paper speaks of as now.
    `content_sha256` is the hash of what the paper says, as `content_sha256()` gives it, for the name of a copy that
    names no case. `removed` is what was taken out of the records for this copy, and how often; it is set on building.
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
    content_sha256: str = ""
    removed: Mapping[Removed, int] = field(default_factory=dict)


Build = Callable[[WitnessFile, MeetingFile | None, IssueInfo, PaperFacts], list[Flowable]]


def _no_problems(_file: WitnessFile, _today: dt.date) -> list[Problem]:
    return []


def _no_meeting_problems(_file: WitnessFile, _meeting: MeetingFile, _today: dt.date) -> list[Problem]:
    return []


def _no_variant_problems(_file: WitnessFile, _variant: Variant) -> list[Problem]:
    return []


@dataclass(frozen=True)
class DocumentSpec:
    """A document of the catalogue. `problems` lists why it may not be issued now (empty: it may).
    Whether it may reach the witness in a certain way is asked of the contact gate, not here.

    `build` gets records from which everything that the variant leaves out has been removed already. `name_instead`
    stands wherever somebody wrote her name, on every copy; empty: her name goes only where the variant says so.
    `variant_problems` lists why one variant has nothing to say, `meeting_problems` what is wrong with the meeting that it
    is about. `meeting_states`: the meetings that a paper about one
    meeting can be made of; one that can be made of a signed record is a draft until it is signed.
    `is_letter`: it bears her name and address in the window of the envelope, all its copies say the same, and nothing
    around its text says which case it is. `needs_second_check`: somebody else reads it before it goes.
    `prints_for_outside`: the parts of the records that a copy for the defence or for training is made from; empty: all.
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
    prints_for_outside: frozenset[str] = frozenset()
    meeting_problems: Callable[[WitnessFile, MeetingFile, dt.date], list[Problem]] = _no_meeting_problems
    is_letter: bool = False
    needs_second_check: bool = False
