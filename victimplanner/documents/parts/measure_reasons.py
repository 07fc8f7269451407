"""The reasons, measure by measure: her own words, why we applied, what the court said. Text of any length."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import paragraph, paragraphs
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts.measure_matrix import MeasureStory
from victimplanner.documents.parts.meeting_talk import statute
from victimplanner.documents.prose import Marks, quotation
from victimplanner.documents.text import date, join
from victimplanner.documents.together import Together
from victimplanner.documents.variants import REMOVED_FOR_PARTY
from victimplanner.domain.issued import Variant
from victimplanner.domain.measures import DIRECTION_WORDS, DecisionKind, DirectionKind, MeasureId

_WHY = {
    DecisionKind.APPLY: "Why we applied.",
    DecisionKind.NOT_SOUGHT: "Why it is not sought.",
    DecisionKind.WITHDRAWN: "Why it was withdrawn.",
}


def reasons(stories: Sequence[MeasureStory], variant: Variant, marks: Marks) -> list[Flowable]:
    """Return a numbered part for each measure that was decided on."""
    if not stories:
        return [paragraph("No measure has been decided on yet.", FILE_LOOK.body)]
    made: list[Flowable] = []
    for number, story in enumerate(stories, start=1):
        head = paragraph(f"4.{number} {story.name} ({statute(story.measure.measure.section)})", FILE_LOOK.small_heading)
        told = _told(story, variant, marks)
        made += [Together([head, told[0]]), *told[1:]] if told else [head]
    made += _withheld(stories, variant)
    return made


def _told(story: MeasureStory, variant: Variant, marks: Marks) -> list[Flowable]:
    body = FILE_LOOK.body
    made: list[Flowable] = []
    if story.view and story.view.own_words:
        if variant is Variant.DISCLOSURE:
            made.append(paragraph(REMOVED_FOR_PARTY, body))
        else:
            made += quotation(story.view.own_words, f"The witness’s own words, {date(story.view.given_on)}")
    decision = story.decision
    if decision is not None:
        made += paragraphs(marks.or_missing(decision.reason), body, _WHY[decision.decision])
        if decision.in_the_alternative:
            made.append(paragraph("Sought in the alternative.", body))
        if decision.override_reason and variant is Variant.FILE:
            made += paragraphs(decision.override_reason, body, "Why it is sought although the rules say otherwise.")
    application = story.application
    if story.id is MeasureId.LIVE_LINK and application is not None and story.is_sought:
        made += _link(application.companion, application.companion_view, application.place_proposed, variant)
    for label, direction in story.directions:
        lead = f"What the court said{f' ({label})' if label else ''}."
        words = f"{DIRECTION_WORDS[direction.direction]}, {date(direction.decided_on)}. "
        needs_reason = direction.direction in (DirectionKind.REFUSED, DirectionKind.GRANTED_IN_PART)
        if direction.reasons:
            made += paragraphs(words + direction.reasons, body, lead)
        else:
            made += paragraphs(join(words, marks.not_recorded() if needs_reason else ""), body, lead)
    if story.use is not None and story.use.reason:
        made += paragraphs(story.use.reason, body, "On the day.")
    return made


def _link(companion: str, companion_view: str, place: str, variant: Variant) -> list[Flowable]:
    made: list[Flowable] = []
    if companion:
        made += paragraphs(companion, FILE_LOOK.body, "Companion.")
    if companion_view:
        made += paragraphs(companion_view, FILE_LOOK.body, "The witness’s view on the companion.")
    if place and variant is not Variant.DISCLOSURE:
        made += paragraphs(place, FILE_LOOK.body, "Place proposed.")
    return made


def _withheld(stories: Sequence[MeasureStory], variant: Variant) -> list[Flowable]:
    """Return the part that r.18.12 keeps from another party, or that something was withheld."""
    applications = {s.application.id: s.application for s in stories if s.application is not None}
    made: list[Flowable] = []
    for application in applications.values():
        if application.eligibility_explained:
            made += paragraphs(application.eligibility_explained, FILE_LOOK.body, "Eligibility, as put to the court.")
        if application.court_only:
            text = REMOVED_FOR_PARTY if variant is Variant.DISCLOSURE else application.court_only
            made += paragraphs(text, FILE_LOOK.body, "For the court only (CrimPR 18.12).")
    return made
