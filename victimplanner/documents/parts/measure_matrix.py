"""Wanted, applied for, directed, used: four facts of each measure side by side, never one for another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from victimplanner.documents.blocks import NOT_RECORDED
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.parts.meeting_talk import statute
from victimplanner.documents.prose import Marks
from victimplanner.documents.removals import Days
from victimplanner.documents.text import Marked, bold, join, lines, sentence, without_markup
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.eligibility import Answer, Availability
from victimplanner.domain.measures import (
    CHANGES,
    IN_FORCE,
    SOUGHT,
    Application,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureDecision,
    MeasureId,
    MeasureUse,
    MeasureView,
    UseKind,
    ViewKind,
    directions_now,
    latest,
)

_DAYS = Days()
NOT_OPEN = Marked("– Not open")
_A_NAME_ON_ONE_LINE = 24  # characters
_A_REASON_FITS = 110  # characters; longer reasons stand in full under Reasons
_VIEWS = {
    ViewKind.WANTS: Marked("● <b>Yes</b>"),
    ViewKind.DOES_NOT_WANT: Marked("○ No"),
    ViewKind.UNDECIDED: Marked("◊ <b>Unsure</b>"),
    ViewKind.ONLY_IF: Marked("◊ <b>Only if</b>"),
    ViewKind.NOT_ASKED: Marked("– Not asked"),
}
_DIRECTIONS = {
    DirectionKind.GRANTED: Marked("● <b>Yes</b>"),
    DirectionKind.GRANTED_IN_PART: Marked("◊ <b>In part</b>"),
    DirectionKind.REFUSED: Marked("○ Refused"),
    DirectionKind.VARIED: Marked("◊ <b>Varied</b>"),
    DirectionKind.DISCHARGED: Marked("○ Discharged"),
}
_USES = {
    UseKind.USED: Marked("● <b>Yes</b>"),
    UseKind.USED_IN_PART: Marked("◊ <b>In part</b>"),
    UseKind.NOT_USED: Marked("○ Not used"),
    UseKind.GIVEN_ANOTHER_WAY: Marked("◊ <b>Another way</b>"),
}


@dataclass(frozen=True)
class MeasureStory:
    """What is recorded about one measure. `directions` hold one entry, or one for each accused where they differ.

    `earlier` are the directions that a later one varied, discharged or replaced. `undirected` are the accused for
    whom nothing is directed while something is for another. `first_served_on` is when the measure was applied for
    before anybody applied to change the direction.
    """

    measure: Availability
    view: MeasureView | None
    decision: MeasureDecision | None
    application: Application | None
    directions: tuple[tuple[str, Direction], ...]  # the accused ("D1", "" for all) and the direction that holds
    use: MeasureUse | None
    earlier: tuple[tuple[str, Direction], ...] = ()
    undirected: tuple[str, ...] = ()
    first_served_on: dt.date | None = None

    @property
    def id(self) -> MeasureId:
        return self.measure.measure.id

    @property
    def name(self) -> str:
        return self.measure.measure.paper_title

    @property
    def is_sought(self) -> bool:
        return self.decision is not None and self.decision.decision in SOUGHT

    @property
    def is_change(self) -> bool:
        return self.decision is not None and self.decision.decision in CHANGES

    @property
    def is_applied_for(self) -> bool:
        return self.is_sought and self.application is not None and self.application.served_on is not None

    @property
    def has_reasons(self) -> bool:
        """Whether there is anything to say under Reasons."""
        return bool(
            (self.view and self.view.own_words and self.decision)
            or (self.decision and (self.decision.reason or self.decision.override_reason))
            or self.directions
            or (self.use and (self.use.reason or self.use.permission))
        )


def stories(file: WitnessFile, facts: PaperFacts) -> list[MeasureStory]:
    """Gather the entries that hold now for every measure, in the order of the rules."""
    return [_story(file, measure) for measure in facts.measures]


def _story(file: WitnessFile, measure: Availability) -> MeasureStory:
    own = measure.measure.id
    decision = latest(file.decisions, own)
    application = next((a for a in file.applications if decision and a.id == decision.application_id), None)
    directions, undirected = _directions(file, own)
    held = {direction.id for _, direction in directions}
    labels = {defendant.id: defendant.label for defendant in file.defendants}
    past = sorted((d for d in file.directions if d.measure is own and d.id not in held), key=lambda d: d.sequence)
    return MeasureStory(
        measure=measure,
        view=latest(file.views, own),
        decision=decision,
        application=application,
        directions=directions,
        use=latest(file.uses, own),
        earlier=tuple((labels.get(d.defendant_id or "", ""), d) for d in past),
        undirected=undirected,
        first_served_on=_first_served(file, own),
    )


def _first_served(file: WitnessFile, measure: MeasureId) -> dt.date | None:
    """Return when the direction itself was applied for, whatever was decided or asked since."""
    applied = {d.application_id for d in file.decisions if d.measure is measure and d.decision is DecisionKind.APPLY}
    return min((a.served_on for a in file.applications if a.id in applied and a.served_on), default=None)


def _directions(file: WitnessFile, measure: MeasureId) -> tuple[tuple[tuple[str, Direction], ...], tuple[str, ...]]:
    """Return the directions that hold, one for each accused where they differ (s.33(4)), and who has none."""
    now = directions_now(file.directions, measure, [defendant.id for defendant in file.defendants])
    if None in now:
        return (("", now[None]),), ()
    own = tuple((d.label, now[d.id]) for d in file.defendants if d.id in now)
    without = tuple(d.label for d in file.defendants if d.id not in now) if own else ()
    if own and not without and len({_said(direction) for _, direction in own}) == 1:
        return (("", own[0][1]),), ()
    return own or tuple(("", direction) for direction in now.values()), without


_NOT_SAID = {"id", "version", "defendant_id", "sequence", "received_on", "told_on", "told_by", "told_how"}


def _said(direction: Direction) -> str:
    """Return all that a direction says, to see whether two are the same but for the accused."""
    return direction.model_dump_json(exclude=_NOT_SAID)


def matrix_rows(
    all_stories: Sequence[MeasureStory],
    file: WitnessFile,
    marks: Marks,
    references: dict[MeasureId, str],
    *,
    with_internal_reasons: bool,
    days: Days = _DAYS,
) -> list[tuple[str, ...]]:
    """Return a row for each measure, one for each accused where the direction differs.

    `references` says under which number the reasons of a measure stand in full ("4.2").
    """
    rows: list[tuple[str, ...]] = []
    for number, story in enumerate(all_stories, start=1):
        section = statute(story.measure.measure.section)
        if story.id is MeasureId.ABE_VIDEO and file.witness.video_requested:
            section += "; s.22A request"
        of_accused: list[tuple[str, Direction | None]] = [*story.directions, *((d, None) for d in story.undirected)]
        for label, direction in of_accused or [("", None)]:
            name = f"{number} {story.name}" + (f" · {label}" if label else "")
            reason = _difference(story, direction, marks, references, with_internal_reasons)
            cells = (
                _wanted(story, days),
                _applied(story, days),
                _directed(story, direction, days),
                _used(story, direction, days),
            )
            has_days = story.view is not None or story.decision is not None
            put = lines if has_days and len(name) <= _A_NAME_ON_ONE_LINE else _beside
            rows.append((put(bold(name), section), *cells, reason))
    return rows


def _beside(name: str, section: str) -> Marked:
    """Put the section after a name that takes two lines already, or beside cells of one line."""
    return join(name, " ", section)


def _is_closed(story: MeasureStory) -> bool:
    return story.measure.answer is Answer.NO


def _with_day(words: str, on: dt.date | None, days: Days) -> Marked:
    return lines(words, days.short(on) if on else "")


def _wanted(story: MeasureStory, days: Days = _DAYS) -> str:
    if story.view is None:
        return NOT_OPEN if _is_closed(story) else Marked("– Not asked")
    return _with_day(_VIEWS[story.view.view], story.view.given_on, days)


def _applied(story: MeasureStory, days: Days = _DAYS) -> str:
    decision = story.decision
    if decision is None:
        return NOT_OPEN if _is_closed(story) else Marked("–")
    if decision.decision is DecisionKind.NOT_SOUGHT:
        return _with_day(Marked("○ Not sought"), decision.decided_on, days)
    if decision.decision is DecisionKind.WITHDRAWN:
        return _with_day(Marked("○ Withdrawn"), decision.decided_on, days)
    served = story.application.served_on if story.application is not None else None
    if not story.is_change:
        not_served = _with_day(Marked("◊ <b>Not served</b>"), decision.decided_on, days)
        return _with_day(Marked("● <b>Yes</b>"), served, days) if served else not_served
    first = _with_day(Marked("● <b>Yes</b>"), story.first_served_on, days) if story.first_served_on else ""
    change = "To vary" if decision.decision is DecisionKind.APPLY_TO_VARY else "To discharge"
    asked = Marked(f"◊ <b>{change}</b>")
    return lines(first, _with_day(asked, served, days) if served else lines(asked, "not served"))


def _directed(story: MeasureStory, direction: Direction | None, days: Days = _DAYS) -> str:
    if direction is not None:
        return _with_day(_DIRECTIONS[direction.direction], direction.decided_on, days)
    if story.is_sought:
        return Marked("– Not yet due") if not story.undirected else Marked("– None")
    return NOT_OPEN if story.decision is None and _is_closed(story) else Marked("–")


def _used(story: MeasureStory, direction: Direction | None, days: Days = _DAYS) -> str:
    if story.use is not None:
        return _with_day(_USES[story.use.use], story.use.used_on, days)
    if direction is not None and direction.direction in IN_FORCE:
        return Marked("– Not yet due")
    return NOT_OPEN if story.decision is None and _is_closed(story) else Marked("–")


def _difference(
    story: MeasureStory,
    direction: Direction | None,
    marks: Marks,
    references: dict[MeasureId, str],
    with_internal_reasons: bool,
) -> str:
    """Return why the four differ. A difference without a reason is marked: it is what an inspector asks first."""
    reasons: list[str] = []
    view, decision, use = story.view, story.decision, story.use
    wanted = view is not None and view.view is ViewKind.WANTS
    refused_by_her = view is not None and view.view is ViewKind.DOES_NOT_WANT
    if decision is not None and ((wanted and not story.is_sought) or (refused_by_her and story.is_sought)):
        reasons.append(decision.reason if with_internal_reasons else "")
    elif decision is not None and with_internal_reasons and not story.is_sought and decision.reason:
        reasons.append(decision.reason)
    elif view is not None and story.is_sought and view.view in (ViewKind.UNDECIDED, ViewKind.ONLY_IF):
        reasons.append(decision.reason if decision else "")
    if direction is not None and direction.direction is not DirectionKind.GRANTED:
        because = direction.reasons or direction.material_change
        reasons.append(f"Court: {because}" if because else "")
    if use is not None and use.use is not UseKind.USED:
        reasons.append(use.reason)
    if not reasons:
        if _is_closed(story) and decision is None:
            return sentence(story.measure.brief)
        return "No difference." if decision is not None else Marked("–")
    shown = []
    for reason in reasons:
        if not reason and not with_internal_reasons:
            continue
        shown.append(sentence(reason) if reason else marks.not_recorded())
    text = Marked(join(*(part for reason in shown for part in (reason, " "))).strip())
    if len(without_markup(text)) <= _A_REASON_FITS:
        return text
    is_missing = any(isinstance(reason, Marked) for reason in shown)
    return join(_see(story, references), " ", NOT_RECORDED) if is_missing else _see(story, references)


def _see(story: MeasureStory, references: dict[MeasureId, str]) -> str:
    return f"See {references[story.id]}." if story.id in references else Marked("–")


def signs(story: MeasureStory) -> tuple[Marked, ...]:
    """Return wanted, applied, directed and used as sign and word without days, for a row of one line."""
    direction = story.directions[0][1] if story.directions else None
    directed = _directed(story, direction)
    if story.undirected:
        directed = join("◊ ", bold(f"{', '.join(label for label, _ in story.directions)} only"))
    elif len({d.direction for _, d in story.directions}) > 1:
        directed = Marked("◊ <b>Differs</b>")
    cells = (_wanted(story), _applied(story), directed, _used(story, direction))
    return tuple(Marked(cell.partition("<br/>")[0]) for cell in cells)


def is_not_open(story: MeasureStory) -> bool:
    """Say whether a measure is closed to the witness and nothing was recorded about it."""
    return _is_closed(story) and not (story.view or story.decision or story.directions or story.use)
