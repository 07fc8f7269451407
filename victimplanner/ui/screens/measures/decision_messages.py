"""What the decision dialog says in banners and beside the parts, in words."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.case_file import WitnessFile
from victimplanner.services.measures import MeasureFacts
from victimplanner.ui.formats import counted, day_month_year, full_day
from victimplanner.ui.screens.measures.cells import occasion_of
from victimplanner.ui.screens.measures.decision_state import DecisionState, Message
from victimplanner.ui.screens.measures.state import MeasuresPage


def messages_of(state: DecisionState, first: tuple[Message, ...]) -> tuple[Message, ...]:
    """Everything to say about a decision, the most pressing first; `first` stands above all."""
    found = list(first)
    wrong = [(part, problem) for part, problems in state.problems.items() for problem in problems]
    if wrong:
        links = tuple(
            (f"{n}. {problem.message.split('. ')[0].rstrip('.')}", part, problem.field)
            for n, (part, problem) in enumerate(wrong, 1)
        )
        sentence = f"{counted(len(wrong), 'thing')} to put right before you can save."
        found.append(Message("warning", sentence, links=links))
    if state.shares_reason:
        found.append(
            Message(
                "warning",
                "The same reason stands for another witness of this case.",
                "Say why this measure would improve this witness’s evidence.",
            )
        )
    difference = state.page.facts_about(state.measure).unexplained_difference
    if difference and not state.unsaved:
        found.append(Message("warning", difference, "The record shows a difference without its reason."))
    return tuple(found)


def conflict(by: str, at: str) -> Message:
    return Message(
        "error",
        f"Not saved: {by} changed this decision{at}.",
        "Your text is kept below. Compare the two versions and choose.",
        (("Compare versions…", "compare"), ("Keep editing", "keep_editing")),
        first_filled=True,
    )


def copy_found(when: str) -> Message:
    return Message(
        "info",
        f"A recovery copy from {when} is here.",
        "It was typed and not saved.",
        (("Use it", "use_copy"), ("Leave it out", "leave_copy")),
    )


def copy_not_kept(why: str) -> Message:
    return Message("error", "No recovery copy could be kept.", f"{why} Your text is still here: save it now.")


def failed(why: str) -> Message:
    first, _, rest = why.partition(". ")
    return Message("error", first.rstrip(".") + ".", rest)


def use_shut(facts: MeasureFacts, file: WitnessFile, today: dt.date) -> str:
    """Say why the part about use is shut: no direction yet, or no evidence given yet. "" when it is open."""
    if facts.use is not None:
        return ""
    if not facts.is_directed:
        return "Opens once the court has directed the measure"
    day = occasion_of(file)
    if day is None:
        return "Opens after evidence is given; no recording or trial is recorded"
    if day > today:
        return f"Opens after evidence is given; first occasion {day_month_year(day)}"
    return ""


def limit_words(page: MeasuresPage) -> tuple[str, str]:
    """The deadline of the application and what may still be done, for the side pane."""
    if not page.limits:
        return "", page.no_limit
    due = page.limits[0].working.due
    if due is None:
        return "", f"Cannot be worked out: {page.limits[0].working.missing}."
    return full_day(due), "Late service stays possible with reasons (r.18.6)."
