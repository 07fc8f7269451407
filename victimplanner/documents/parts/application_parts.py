"""The parts of an application, each under the letter of the rule that asks for it (CrimPR 2025 rr.18.9 to 18.11).

Nothing is put into her mouth: her views stand in her own words with their day. A part that is missing is marked.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import paragraph, paragraphs
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.parts.meeting_talk import statute
from victimplanner.documents.prose import Marks, bullets, quotation
from victimplanner.documents.spec import IssueInfo
from victimplanner.documents.text import HARD_SPACE, Marked, bold, date, day, join
from victimplanner.documents.together import Together
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.completeness import application_needs, decisions_in
from victimplanner.domain.dates import plural
from victimplanner.domain.measures import (
    Application,
    MeasureDecision,
    MeasureId,
    MeasureView,
    ViewKind,
    latest,
    screen_words,
)
from victimplanner.domain.opt_out import OPT_OUT_FACTORS, OPT_OUT_WORDS, opt_outs_now

Part = tuple[str, list[Flowable]]
BODY = FILE_LOOK.body
SMALL = FILE_LOOK.small_heading


def lettered(letter: str, words: str) -> str:
    """Return "(a)  Eligibility" as a heading bears it."""
    return f"({letter}){HARD_SPACE}{HARD_SPACE}{words}"


@dataclass(frozen=True)
class Schedule:
    """What the parts are written from. `marks` counts what is missing."""

    file: WitnessFile
    application: Application
    facts: PaperFacts
    issue: IssueInfo
    marks: Marks

    @property
    def sought(self) -> tuple[MeasureDecision, ...]:
        """The decisions that stand in this application, in the order of the rules."""
        order = [available.measure.id for available in self.facts.measures]
        return tuple(sorted(decisions_in(self.file, self.application), key=lambda d: order.index(d.measure)))

    @property
    def she(self) -> str:
        return "the complainant" if self.file.witness.is_complainant else "the witness"

    def seeks(self, measure: MeasureId) -> bool:
        return any(decision.measure is measure for decision in self.sought)

    def name(self, measure: MeasureId) -> str:
        rule = next(available.measure for available in self.facts.measures if available.measure.id is measure)
        return f"{rule.paper_title} ({statute(rule.section)})"

    def text(self, words: str, lead: str = "") -> list[Flowable]:
        """Return somebody's words of any length, or the mark for a part that is missing."""
        return paragraphs(self.marks.or_missing(words), BODY, lead)

    def none_sought(self) -> list[Flowable]:
        return [paragraph(join("Measures sought: ", self.marks.not_recorded()), BODY)]


def application_parts(s: Schedule) -> list[Part]:
    a = s.application
    return [
        (lettered("a", f"How {s.she} is eligible for assistance"), eligibility(s)),
        (lettered("b", "Why each measure would be likely to improve the quality of evidence"), reasons(s)),
        (
            lettered("c", "Measures proposed, to maximise that quality so far as practicable"),
            [*_measures_list(s), *s.text(a.why_maximise)],
        ),
        (lettered("d", f"Views of {s.she}"), _views(s)),
        (lettered("e", "Where the primary rule is not wanted"), _primary_rule(s)),
        (lettered("f", "Live link: who is to accompany"), companion(s)),
        (lettered("g", "Video recorded evidence"), _recording(s)),
        (lettered("h", "Material attached"), _attached(s)),
        (lettered("i", "Hearing"), hearing(s)),
    ]


def eligibility(s: Schedule) -> list[Flowable]:
    held = [f"{gate.section} {gate.title}" for gate in s.facts.gates if gate.code in s.facts.gates_held]
    relied = paragraphs("; ".join(held), BODY, "Grounds:") if held else []
    return [*relied, *s.text(s.application.eligibility_explained)]


def reasons(s: Schedule) -> list[Flowable]:
    made: list[Flowable] = []
    for decision in s.sought:
        told = s.text(decision.reason)
        made += [Together([paragraph(sought_words(s, decision), SMALL), told[0]]), *told[1:]]
    return made or s.none_sought()


def sought_words(s: Schedule, decision: MeasureDecision) -> str:
    alternative = "in the alternative" if decision.in_the_alternative else ""
    words = (s.name(decision.measure), screen_words(decision.screen_from), alternative)
    return ", ".join(part for part in words if part)


def _measures_list(s: Schedule) -> list[Flowable]:
    return bullets([sought_words(s, decision) for decision in s.sought]) or s.none_sought()


def _views(s: Schedule) -> list[Flowable]:
    a = s.application
    made = s.text(a.view_on_eligibility, "(i) On eligibility.")
    made += s.text(a.view_on_improvement, "(ii) On whether the measures would improve the quality of evidence.")
    return [*made, paragraph(bold("(iii) On each measure."), BODY), *view_of_each(s)]


def view_of_each(s: Schedule) -> list[Flowable]:
    made: list[Flowable] = []
    for decision in s.sought:
        view = latest(s.file.views, decision.measure)
        head = paragraph(s.name(decision.measure), SMALL)
        if view is None:
            made.append(Together([head, paragraph(s.marks.not_recorded(), BODY)]))
            continue
        made.append(Together([head, paragraph(_view_words(s, view), BODY)]))
        if view.own_words.strip():
            made += quotation(view.own_words, f"Own words of {s.she}, {date(view.given_on)}")
    return made or s.none_sought()


_VIEWS = {
    ViewKind.WANTS: Marked("● <b>Wants it</b>"),
    ViewKind.DOES_NOT_WANT: Marked("○ <b>Does not want it</b>"),
    ViewKind.UNDECIDED: Marked("◊ <b>Undecided</b>"),
    ViewKind.ONLY_IF: Marked("◊ <b>Only if</b>"),
    ViewKind.NOT_ASKED: Marked("▲ <b>Not asked</b>"),
}


def _view_words(s: Schedule, view: MeasureView) -> Marked:
    """Return how she stands to a measure, since when, and whether she was asked again since the direction."""
    condition = f" {view.condition}" if view.condition else ""
    screened = screen_words(view.screen_from)
    carried = f", carried over from {view.carried_from}" if view.carried_from else ""
    said = join(_VIEWS[view.view], condition, f", {screened}" if screened else "", f", {date(view.given_on)}{carried}.")
    directed = [d.decided_on for d in s.file.directions if d.measure is view.measure]
    if s.application.is_to_vary and directed and view.given_on < max(directed):
        s.marks.count += 1
        return join(said, bold(f" ▲ Not asked again since the direction of {date(max(directed))}."))
    if view.view is ViewKind.NOT_ASKED:
        s.marks.count += 1
    return said


def _primary_rule(s: Schedule) -> list[Flowable]:
    is_needed = any(need.rule == "(e)" for need in application_needs(s.file, s.application, s.issue.today))
    entries = opt_outs_now(s.file.opt_outs)
    if not is_needed and not entries and not s.application.opt_out_information.strip():
        return [paragraph("Not applicable: no departure from the primary rule is asked for.", BODY)]
    made = s.text(s.application.opt_out_information)
    for entry in entries.values():
        made.append(paragraph(OPT_OUT_WORDS[entry.from_what], SMALL))
        if entry.own_words.strip():
            made += quotation(entry.own_words, f"Own words of {s.she}, {date(entry.said_on)}")
        informed = f"{date(entry.informed_on)}." if entry.informed_on else join(s.marks.not_recorded(), ".")
        made += paragraphs(join(informed), BODY, "What follows from it was explained:")
        for field, words in OPT_OUT_FACTORS.items():
            made += s.text(getattr(entry, field), f"{words}.")
    return made


def companion(s: Schedule) -> list[Flowable]:
    a = s.application
    if not s.seeks(MeasureId.LIVE_LINK):
        return [paragraph("Not applicable: no live link is sought.", BODY)]
    made = s.text(a.companion, "Companion.")
    made += s.text(a.companion_reason, "Why that person is appropriate.")
    made += s.text(a.companion_view, f"View of {s.she} on the companion.")
    return made + (paragraphs(a.place_proposed, BODY, "Place proposed.") if a.place_proposed.strip() else [])


def has_link_parts(s: Schedule) -> bool:
    a = s.application
    said = (a.companion, a.companion_reason, a.companion_view, a.place_proposed)
    return s.seeks(MeasureId.LIVE_LINK) and any(text.strip() for text in said)


def _recording(s: Schedule) -> list[Flowable]:
    witness = s.file.witness
    if not s.seeks(MeasureId.ABE_VIDEO):
        return [paragraph("Not applicable: no recording is to be admitted.", BODY)]
    on = day(witness.abe_recorded_on) if witness.abe_recorded_on else s.marks.not_recorded()
    length = plural(witness.abe_minutes, "minute") if witness.abe_minutes else s.marks.not_recorded()
    made = paragraphs(join(on, ". ", bold("Duration. "), length, "."), BODY, "Date.")
    made += s.text(s.application.video_part, "All, or which part.")
    if witness.video_requested:
        made.append(paragraph("It is requested that the recording be admitted as evidence in chief (s.22A).", BODY))
    return made


def _attached(s: Schedule) -> list[Flowable]:
    items = [line.strip() for line in s.application.attachments.splitlines() if line.strip()]
    served = [work.report_served_on for work in s.file.intermediaries if work.report_served_on]
    made: list[Flowable] = bullets(items)
    if s.seeks(MeasureId.INTERMEDIARY):
        words = f"Intermediary’s report, served {date(max(served))}." if served else ""
        made += [paragraph(words or join("Intermediary’s report: ", s.marks.not_recorded()), BODY)]
    return made or [paragraph("None listed.", BODY)]


def hearing(s: Schedule) -> list[Flowable]:
    wanted = s.application.hearing_wanted
    if wanted is None:
        return s.text("")
    if not wanted:
        return [paragraph("No hearing is asked for.", BODY)]
    return [paragraph("A hearing is asked for.", BODY), *s.text(s.application.hearing_reason, "Why.")]
