"""The four parts of a decision as they are typed, and what the dialog shows. No widgets, no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pydantic import TypeAdapter, ValidationError

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Problem
from victimplanner.domain.measures import (
    DECISION_WORDS,
    DIRECTION_BASIS_WORDS,
    DIRECTION_WORDS,
    USE_WORDS,
    VIEW_WORDS,
    DecisionKind,
    Direction,
    DirectionBasis,
    DirectionKind,
    MeasureDecision,
    MeasureId,
    MeasureUse,
    MeasureView,
    ScreenFrom,
    UseKind,
    ViewKind,
)
from victimplanner.domain.witness import Witness
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.measures.state import DECISION, DIRECTION, USE, VIEW, CellWords, MeasuresPage

DECISION_CHOICES = {**DECISION_WORDS, DecisionKind.APPLY: "Apply for it"}
PART_TITLES = {VIEW: "Witness’s view", DECISION: "Applied for", DIRECTION: "Court directed", USE: "Actually used"}


@dataclass(frozen=True)
class ViewForm:
    """Part 1. `explained` are the lines of the explain list that were ticked."""

    view: ViewKind = ViewKind.NOT_ASKED
    given_on: dt.date | None = None
    taken_by: str = ""
    how: str = ""
    condition: str = ""
    own_words: str = ""
    from_accused: bool = False
    from_gallery: bool = False
    explained: tuple[str, ...] = ()


@dataclass(frozen=True)
class DecisionForm:
    """Part 2. `video_requested` is the s.22A request, which stands with the witness."""

    decision: DecisionKind | None = None
    in_the_alternative: bool = False
    reason: str = ""
    override_reason: str = ""
    from_accused: bool = False
    from_gallery: bool = False
    video_requested: bool = False


@dataclass(frozen=True)
class DirectionForm:
    """Part 3. `defendant_id` "" concerns all accused."""

    direction: DirectionKind | None = None
    defendant_id: str = ""
    decided_on: dt.date | None = None
    received_on: dt.date | None = None
    told_on: dt.date | None = None
    told_by: str = ""
    told_how: str = ""
    basis: DirectionBasis | None = None
    judge: str = ""
    particulars: str = ""
    from_accused: bool = False
    from_gallery: bool = False
    companion: str = ""
    place: str = ""
    reasons: str = ""
    material_change: str = ""


@dataclass(frozen=True)
class UseForm:
    """Part 4."""

    use: UseKind | None = None
    used_on: dt.date | None = None
    reason: str = ""
    permission: str = ""


PartForm = ViewForm | DecisionForm | DirectionForm | UseForm
FORMS: Mapping[str, type[Any]] = {VIEW: ViewForm, DECISION: DecisionForm, DIRECTION: DirectionForm, USE: UseForm}


@dataclass(frozen=True)
class Message:
    """A banner. `acts` are (words, what the dialog is asked to do), `links` (words, part, field)."""

    kind: str
    sentence: str
    text: str = ""
    acts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    first_filled: bool = False


@dataclass(frozen=True)
class DecisionState:
    """Everything the dialog shows of one measure. `revision` rises when the forms are filled anew, not by typing."""

    page: MeasuresPage = field(default_factory=MeasuresPage)
    measure: MeasureId = MeasureId.ABE_VIDEO
    forms: Mapping[str, Any] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    cells: Mapping[str, CellWords] = field(default_factory=dict)
    earlier: Mapping[str, int] = field(default_factory=dict)
    use_shut: str = ""  # why part 4 is shut; "" when it is open
    shares_reason: bool = False
    revision: int = 0
    foot: str = ""

    @property
    def unsaved(self) -> tuple[str, ...]:
        return tuple(part for part in self.forms if self.forms[part] != self.base[part])

    @property
    def needs_override(self) -> bool:
        """Whether the measure is asked for although it is not open."""
        form: DecisionForm = self.forms[DECISION]
        return form.decision is DecisionKind.APPLY and not self.page.facts_about(self.measure).availability.is_open


# ---------------------------------------------------------------- from records to forms


def view_form(view: MeasureView | None, explain: tuple[str, ...]) -> ViewForm:
    if view is None:
        return ViewForm()
    ticked = tuple(line for line in explain if line in view.information_given)
    return ViewForm(
        view.view, view.given_on, view.taken_by, view.how, view.condition, view.own_words,
        *_ticks(view.screen_from), ticked,
    )  # fmt: skip


def _ticks(screen_from: tuple[ScreenFrom, ...]) -> tuple[bool, bool]:
    return ScreenFrom.ACCUSED in screen_from, ScreenFrom.GALLERY in screen_from


def screen_from(form: ViewForm | DecisionForm | DirectionForm) -> tuple[ScreenFrom, ...]:
    """From whom a screen is to hide, as ticked."""
    ticked = ((ScreenFrom.ACCUSED, form.from_accused), (ScreenFrom.GALLERY, form.from_gallery))
    return tuple(whom for whom, is_ticked in ticked if is_ticked)


def decision_form(decision: MeasureDecision | None, witness: Witness) -> DecisionForm:
    if decision is None:
        return DecisionForm(video_requested=witness.video_requested)
    return DecisionForm(
        decision.decision,
        decision.in_the_alternative,
        decision.reason,
        decision.override_reason,
        *_ticks(decision.screen_from),
        witness.video_requested,
    )


def direction_form(direction: Direction | None, defendant_id: str = "") -> DirectionForm:
    if direction is None:
        return DirectionForm(defendant_id=defendant_id)
    return DirectionForm(
        direction.direction,
        direction.defendant_id or "",
        direction.decided_on,
        direction.received_on,
        direction.told_on,
        direction.told_by,
        direction.told_how,
        direction.basis,
        direction.judge,
        direction.particulars,
        *_ticks(direction.screen_from),
        direction.companion,
        direction.place,
        direction.reasons,
        direction.material_change,
    )


def use_form(use: MeasureUse | None) -> UseForm:
    return UseForm() if use is None else UseForm(use.use, use.used_on, use.reason, use.permission)


# ---------------------------------------------------------------- recovery copies


def to_values(state: DecisionState) -> dict[str, str]:
    """Turn what is unsaved into the text values of a recovery copy."""
    return {part: TypeAdapter(FORMS[part]).dump_json(state.forms[part]).decode() for part in state.unsaved}


def from_values(values: Mapping[str, str]) -> dict[str, Any]:
    """Read a recovery copy back: the parts it holds. Parts of an older form that cannot be read are left out."""
    found: dict[str, Any] = {}
    for part, text in values.items():
        if part in FORMS:
            try:
                found[part] = TypeAdapter(FORMS[part]).validate_json(text)
            except ValidationError:
                continue
    return found


# ---------------------------------------------------------------- in words

_FIELD_WORDS = {
    "view": "View", "given_on": "Said on", "taken_by": "Taken by", "how": "How", "condition": "On what condition",
    "own_words": "In her own words", "explained": "Explained", "decision": "Decision",
    "in_the_alternative": "In the alternative", "reason": "Reason", "override_reason": "Reason for the override",
    "video_requested": "s.22A request", "direction": "Decision", "defendant_id": "Accused", "decided_on": "Decided on",
    "received_on": "Result received", "told_on": "Told on", "told_by": "Told by", "told_how": "How she was told",
    "judge": "Judge", "reasons": "Court’s reasons", "use": "Use", "used_on": "Evidence given on",
    "from_accused": "Screen from the accused", "from_gallery": "Screen from the gallery", "basis": "How it came about",
    "particulars": "Particulars", "companion": "Companion", "place": "Place", "material_change": "What had changed",
    "permission": "Permission",
}  # fmt: skip
_KINDS: Mapping[Any, str] = {
    **VIEW_WORDS, **DECISION_CHOICES, **DIRECTION_WORDS, **DIRECTION_BASIS_WORDS, **USE_WORDS,
}  # fmt: skip


def differences(mine: PartForm, theirs: PartForm) -> list[str]:
    """List the fields that differ between two versions of one part, in words."""
    found = []
    for entry in fields(mine):
        own, other = getattr(mine, entry.name), getattr(theirs, entry.name)
        if own != other:
            found.append(f"{_FIELD_WORDS[entry.name]}: yours {_shown(own)}; stored {_shown(other)}.")
    return found


def _shown(value: Any) -> str:
    if isinstance(value, dt.date):
        return full_day(value)
    if isinstance(value, bool):
        return "ticked" if value else "not ticked"
    if isinstance(value, tuple):
        return f"{len(value)} ticked"
    if value in _KINDS:
        return f"“{_KINDS[value]}”"
    return f"“{value}”" if value else "empty"


def earlier_entries(file: WitnessFile, measure: MeasureId, part: str) -> list[Any]:
    """All entries of a part but the one that holds now, the oldest first."""
    chains: Mapping[str, Any] = {
        VIEW: file.views, DECISION: file.decisions, DIRECTION: file.directions, USE: file.uses,
    }  # fmt: skip
    own = sorted((entry for entry in chains[part] if entry.measure is measure), key=lambda entry: entry.sequence)
    return own[:-1]


def earlier_words(file: WitnessFile, measure: MeasureId, part: str) -> str:
    """Put the earlier entries of a part in lines, the newest first."""
    lines = [_entry_words(entry) for entry in reversed(earlier_entries(file, measure, part))]
    return "\n\n".join(f"{full_day(day)}\n{words}" for day, words in lines)


def _entry_words(entry: Any) -> tuple[dt.date, str]:
    if isinstance(entry, MeasureView):
        said = f" “{entry.own_words}”" if entry.own_words else ""
        condition = f" {entry.condition}" if entry.condition else ""
        return entry.given_on, f"{VIEW_WORDS[entry.view].rstrip('…')}{condition}.{said}"
    if isinstance(entry, MeasureDecision):
        return entry.decided_on, f"{DECISION_CHOICES[entry.decision]}, by {entry.decided_by}. {entry.reason}".strip()
    if isinstance(entry, Direction):
        return entry.decided_on, f"{DIRECTION_WORDS[entry.direction]}. {entry.reasons}".strip()
    return entry.used_on, f"{USE_WORDS[entry.use]}. {entry.reason}".strip()
