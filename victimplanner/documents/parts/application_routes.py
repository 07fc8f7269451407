"""Which parts an application has by the way it goes to the court: r.18.10, notice (r.18.9), or to vary (r.18.11)."""

from __future__ import annotations

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import numbered_title, paragraph, paragraphs
from victimplanner.documents.parts.application_parts import (
    BODY,
    SMALL,
    Part,
    Schedule,
    application_parts,
    companion,
    eligibility,
    has_link_parts,
    hearing,
    reasons,
    sought_words,
    view_of_each,
)
from victimplanner.documents.text import Marked, date, day
from victimplanner.documents.together import Together
from victimplanner.domain.deadlines import span_words
from victimplanner.domain.measures import (
    CHANGES,
    DIRECTION_WORDS,
    DecisionKind,
    MeasureDecision,
    MeasureId,
    Route,
    directions_now,
)


def parts(schedule: Schedule) -> list[Part]:
    """Return every part with its heading, in the order of the rule under which the application is made."""
    if schedule.application.is_to_vary:
        return _to_vary(schedule)
    if schedule.application.route is Route.R18_9_NOTICE:
        return [*_notice(schedule), *_extension(schedule)]
    return [*application_parts(schedule), *_extension(schedule)]


# ---------------------------------------------------------------- r.18.9


def _notice(s: Schedule) -> list[Part]:
    a = s.application
    unopposed = "No other party opposes a direction." if a.unopposed else ""
    if a.unopposed is False:
        unopposed = Marked("▲ <b>Another party opposes: a direction needs an application under r.18.10.</b>")
    made: list[Part] = [
        (f"How {s.she} is eligible for assistance", eligibility(s)),
        ("No other party opposes", s.text(unopposed)),
        (
            "Measures likely to maximise the quality of evidence",
            [*reasons(s), *s.text(a.why_maximise, "Together.")],
        ),
        (f"Views of {s.she}", view_of_each(s)),
    ]
    if has_link_parts(s):
        made.append(("Live link: who is to accompany", companion(s)))
    if s.seeks(MeasureId.ABE_VIDEO):
        on = f"Served {day(a.recording_served_on)}." if a.recording_served_on else ""
        made.append(("Video recorded evidence", s.text(on)))
    return _numbered(made)


def _numbered(made: list[Part]) -> list[Part]:
    return [(numbered_title(number, words), content) for number, (words, content) in enumerate(made, start=1)]


# ---------------------------------------------------------------- r.18.11


def _to_vary(s: Schedule) -> list[Part]:
    a = s.application
    known = f"Known {day(a.aware_on)}." if a.aware_on else ""
    if a.aware_on and a.served_on:
        gap = span_words(s.facts.calendar, a.aware_on, a.served_on, "business days")
        known += f" Served {day(a.served_on)}: {gap}." if a.served_on > a.aware_on else " Served on that day."
    made: list[Part] = [
        ("What has changed since the direction", s.text(a.material_change)),
        ("When that became known", s.text(known)),
        ("What is asked, and why the direction should be changed", _changes(s)),
        (f"Views of {s.she} now", view_of_each(s)),
    ]
    if has_link_parts(s):
        made.append(("Live link: who is to accompany", companion(s)))
    return _numbered([*made, ("Hearing", hearing(s))])


def _changes(s: Schedule) -> list[Flowable]:
    made: list[Flowable] = []
    asked = {DecisionKind.APPLY_TO_VARY: "To vary", DecisionKind.APPLY_TO_DISCHARGE: "To discharge"}
    for decision in s.sought:
        words = asked.get(decision.decision, "To direct")
        made.append(Together([paragraph(f"{words}: {sought_words(s, decision)}", SMALL), *_now(s, decision)]))
        made += s.text(decision.reason, "Why.")
    return made or s.none_sought()


def _now(s: Schedule, decision: MeasureDecision) -> list[Flowable]:
    """Return the direction as it stands, for each accused where it differs."""
    labels = {defendant.id: defendant.label for defendant in s.file.defendants}
    now = directions_now(s.file.directions, decision.measure, labels)
    said = [
        f"{DIRECTION_WORDS[d.direction]} {date(d.decided_on)}{f' ({labels[who]})' if who in labels else ''}"
        for who, d in now.items()
    ]
    if said:
        return paragraphs(f"{'; '.join(said)}.", BODY, "Direction now.")
    return s.text("", "Direction now.") if decision.decision in CHANGES else []


# ---------------------------------------------------------------- r.18.6


def _extension(s: Schedule) -> list[Part]:
    """Return the extension that goes with an application made late; nothing for one in time."""
    a, calendar = s.application, s.facts.calendar
    limit = next((working for working in s.facts.limits if working.due is not None), None)
    due = limit.due if limit else None
    reached = a.served_on or s.issue.today
    is_late = due is not None and reached > due
    if not is_late and not a.late_reason.strip():
        return []
    made: list[Flowable] = []
    if limit is not None and due is not None and is_late:
        late = span_words(calendar, due, reached, limit.rule.unit)
        served = f"Served {day(a.served_on)}, {late} late." if a.served_on else f"Not served yet, {late} late."
        line = paragraph(f"Last day {day(due)} ({limit.rule.citation}). {served}", BODY)
        line.is_of_the_day = a.served_on is None
        made.append(line)
    made.append(paragraph("An extension of the time limit is asked for.", BODY))
    made += s.text(a.late_reason, "Why the application is late.")
    return [("Extension of time (r.18.6)", made)]
