"""The reasons, measure by measure: her own words, why we applied, what the court said. Text of any length."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import paragraph, paragraphs
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts.measure_matrix import MeasureStory
from victimplanner.documents.parts.meeting_talk import statute
from victimplanner.documents.prose import Marks, quotation
from victimplanner.documents.removals import Days
from victimplanner.documents.text import Marked, join
from victimplanner.documents.together import Together
from victimplanner.documents.variants import FOR_OUTSIDE
from victimplanner.documents.withheld import REMOVED_FOR_PARTY, REMOVED_SUPPORTER
from victimplanner.domain.issued import Variant
from victimplanner.domain.measures import (
    DIRECTION_BASIS_WORDS,
    DIRECTION_WORDS,
    IN_FORCE,
    DecisionKind,
    Direction,
    DirectionKind,
    MeasureId,
    UseKind,
    screen_words,
)

_BODY = FILE_LOOK.body
_WHY = {
    DecisionKind.APPLY: "Why we applied.",
    DecisionKind.NOT_SOUGHT: "Why it is not sought.",
    DecisionKind.WITHDRAWN: "Why it was withdrawn.",
    DecisionKind.APPLY_TO_VARY: "Why we applied to vary it.",
    DecisionKind.APPLY_TO_DISCHARGE: "Why we applied to discharge it.",
}
_CHANGED = (DirectionKind.VARIED, DirectionKind.DISCHARGED)
_NEEDS_REASONS = (DirectionKind.REFUSED, DirectionKind.GRANTED_IN_PART)


def reasons(stories: Sequence[MeasureStory], variant: Variant, marks: Marks, days: Days) -> list[Flowable]:
    """Return a numbered part for each measure that was decided on."""
    if not stories:
        return [paragraph("No measure has been decided on yet.", _BODY)]
    made: list[Flowable] = []
    for number, story in enumerate(stories, start=1):
        head = paragraph(f"4.{number} {story.name} ({statute(story.measure.measure.section)})", FILE_LOOK.small_heading)
        told = _told(story, variant, marks, days)
        made += [Together([head, told[0]]), *told[1:]] if told else [head]
    made += _withheld(stories, variant, days)
    return made


def _told(story: MeasureStory, variant: Variant, marks: Marks, days: Days) -> list[Flowable]:
    made = _her_view(story, variant, days)
    decision = story.decision
    if decision is not None:
        made += paragraphs(marks.or_missing(decision.reason), _BODY, _WHY[decision.decision])
        screened = screen_words(decision.screen_from)
        if screened:
            made += paragraphs(f"{screened.capitalize()}.", _BODY, "Screen sought.")
        if decision.in_the_alternative:
            made.append(paragraph("Sought in the alternative.", _BODY))
        if decision.override_reason and variant is Variant.FILE:
            made += paragraphs(decision.override_reason, _BODY, "Why it is sought although the rules say otherwise.")
    application = story.application
    if story.id is MeasureId.LIVE_LINK and application is not None and story.is_sought:
        made += _link(application.companion, application.companion_view, application.place_proposed, variant)
    for label, direction in story.earlier:
        made += _direction("What the court said before", label, direction, variant, marks, days)
    for label, direction in story.directions:
        made += _direction("What the court said", label, direction, variant, marks, days)
    return made + _on_the_day(story, marks)


def _her_view(story: MeasureStory, variant: Variant, days: Days) -> list[Flowable]:
    """Return her words, and the words after "only if"; the defence's copy says only that they were removed."""
    view = story.view
    if view is None or not (view.own_words or view.condition):
        return []
    if variant is Variant.DISCLOSURE:
        return [paragraph(REMOVED_FOR_PARTY, _BODY)]
    made: list[Flowable] = []
    carried = f", carried over from {view.carried_from}" if view.carried_from else ""
    if view.own_words:
        made += quotation(view.own_words, f"The witness’s own words, {days.short(view.given_on)}{carried}")
    if view.condition:
        made += paragraphs(view.condition, _BODY, "Only if")
    screened = screen_words(view.screen_from)
    return made + (paragraphs(f"{screened.capitalize()}.", _BODY, "Screen wanted.") if screened else [])


def _direction(
    lead: str, label: str, direction: Direction, variant: Variant, marks: Marks, days: Days
) -> list[Flowable]:
    """Return one direction: what, when, how it came about, its particulars, and what had changed before it."""
    about = f" ({label})" if label else ""
    basis = DIRECTION_BASIS_WORDS[direction.basis] if direction.basis else ""
    words = [f"{DIRECTION_WORDS[direction.direction]}, {days.short(direction.decided_on)}", basis]
    said = f"{', '.join(part[:1].lower() + part[1:] if n else part for n, part in enumerate(words) if part)}. "
    reasons_given: str = direction.reasons
    if not reasons_given and direction.direction in _NEEDS_REASONS:
        reasons_given = marks.not_recorded()
    whole = said + reasons_given if not isinstance(reasons_given, Marked) else join(said, reasons_given)
    made = paragraphs(whole, _BODY, f"{lead}{about}.")
    if direction.direction in _CHANGED:
        made += paragraphs(marks.or_missing(direction.material_change), _BODY, f"What had changed{about}.")
    elif direction.material_change:
        made += paragraphs(direction.material_change, _BODY, f"What had changed{about}.")
    if direction.particulars:
        made += paragraphs(direction.particulars, _BODY, f"In particular{about}.")
    screened = screen_words(direction.screen_from)
    if screened:
        made += paragraphs(f"{screened.capitalize()}.", _BODY, f"Screen{about}.")
    if direction.companion:
        companion = REMOVED_SUPPORTER if variant is Variant.DISCLOSURE else direction.companion
        made += paragraphs(companion, _BODY, f"Companion directed{about}.")
    if direction.place:
        made += paragraphs(direction.place, _BODY, f"Place directed{about}.")
    return made


def _on_the_day(story: MeasureStory, marks: Marks) -> list[Flowable]:
    """Return why the use differed; evidence another way than by a link directed needs permission (s.24(2)-(3))."""
    use = story.use
    if use is None:
        return []
    made = paragraphs(use.reason, _BODY, "On the day.") if use.reason else []
    needs = story.id is MeasureId.LIVE_LINK and use.use is UseKind.GIVEN_ANOTHER_WAY
    needs = needs and any(direction.direction in IN_FORCE for _, direction in story.directions)
    if use.permission or needs:
        made += paragraphs(marks.or_missing(use.permission), _BODY, "Permission to give evidence another way.")
    return made


def _link(companion: str, companion_view: str, place: str, variant: Variant) -> list[Flowable]:
    made: list[Flowable] = []
    if companion:
        companion = REMOVED_SUPPORTER if variant is Variant.DISCLOSURE and " " in companion.strip() else companion
        made += paragraphs(companion, _BODY, "Companion.")
    if companion_view:
        made += paragraphs(companion_view, _BODY, "The witness’s view on the companion.")
    if place:
        made += paragraphs(place, _BODY, "Place proposed.")
    return made


def _withheld(stories: Sequence[MeasureStory], variant: Variant, days: Days) -> list[Flowable]:
    """Return the part that r.18.12 keeps from another party, or that something was withheld."""
    applications = {s.application.id: s.application for s in stories if s.application is not None}
    made: list[Flowable] = []
    for application in applications.values():
        if application.eligibility_explained or application.court_only:
            served = f"served {days.short(application.served_on)}" if application.served_on else "not served yet"
            made.append(paragraph(f"The application {served}", FILE_LOOK.small_heading))
        if application.eligibility_explained:
            made += paragraphs(application.eligibility_explained, _BODY, "Eligibility, as put to the court.")
        if application.court_only:
            text = REMOVED_FOR_PARTY if variant in FOR_OUTSIDE else application.court_only
            made += paragraphs(text, _BODY, "For the court only (CrimPR 18.12).")
            if application.court_only_reason and variant not in FOR_OUTSIDE:
                made += paragraphs(application.court_only_reason, _BODY, "Why it is for the court only.")
    return made
