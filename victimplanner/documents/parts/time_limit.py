"""Was the application in time: the answer first, then every day and step by which it was worked out."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from victimplanner.documents.blocks import NOTHING, grid, note, paragraph
from victimplanner.documents.day_strip import day_strip, strip_legend
from victimplanner.documents.facts import PaperFacts
from victimplanner.documents.look import FILE_LOOK
from victimplanner.documents.prose import Marks, Notes
from victimplanner.documents.spec import IssueInfo
from victimplanner.documents.text import Marked, bold, date, day, join, lines, sentence, unbroken, unbroken_numbers
from victimplanner.documents.together import Together
from victimplanner.domain.calendar import Count
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.deadlines import Working, span_words
from victimplanner.domain.measures import RESPONSE_WORDS, Application

NO_DATE = "No date: the clock starts with a not guilty plea."


def is_late(working: Working) -> bool:
    """Say whether the application was served after its last day."""
    served = working.start.finished_on
    return served is not None and working.due is not None and served > working.due


def answer_words(working: Working, facts: PaperFacts, issue: IssueInfo) -> str:
    """Return the answer in one sentence: served when, last day when, in time or late by how much."""
    served, due = working.start.finished_on, working.due
    calendar, unit = facts.calendar, working.rule.unit
    if due is None:
        return f"Cannot be worked out: {working.missing}." + (f" Served {day(served)}." if served else "")
    if served is None:
        if issue.today > due:
            late = span_words(calendar, due, issue.today, unit)
            return f"Not served yet. The last day was {day(due)}: {late} late."
        return f"Not served yet. Last day {day(due)}."
    if served > due:
        late = span_words(calendar, due, served, unit)
        return f"No. Served {day(served)}, {late} late; last day {day(due)}."
    return f"Yes. Served {day(served)}; last day {day(due)}."


def in_time(file: WitnessFile, facts: PaperFacts, issue: IssueInfo, marks: Marks, notes: Notes) -> list[Flowable]:
    """Return the working for each accused, the earliest last day first."""
    if not facts.limits:
        return [paragraph(bold(NO_DATE), FILE_LOOK.value)]
    first = [a for a in file.applications if not a.is_to_vary]
    application = min((a for a in first if a.served_on), key=lambda a: (a.served_on, a.id), default=None)
    application = application or next(iter(first), None)
    made: list[Flowable] = []
    for same in _alike(facts.limits):
        who = _named([working.start.about for working in same]) if len(facts.limits) > 1 else ""
        made += _one(same[0], application, facts, issue, marks, notes, who)
    return made


def _alike(limits: Sequence[Working]) -> list[list[Working]]:
    """Put accused together whose count is day for day the same."""
    groups: list[list[Working]] = []
    for working in limits:
        same = next((g for g in groups if working.due and _count_of(g[0]) == _count_of(working)), None)
        if same is None:
            groups.append([working])
        else:
            same.append(working)
    return groups


def _count_of(working: Working) -> tuple[object, ...]:
    return working.start.on, working.due, working.start.finished_on


def _named(labels: list[str]) -> str:
    """Return "D1", or "D1, D2 and D3"."""
    return f"{', '.join(labels[:-1])} and {labels[-1]}" if len(labels) > 1 else labels[0]


def _one(
    working: Working,
    application: Application | None,
    facts: PaperFacts,
    issue: IssueInfo,
    marks: Marks,
    notes: Notes,
    who: str,
) -> list[Flowable]:
    answer = paragraph(f"{f'{who}: ' if who else ''}{answer_words(working, facts, issue)}", _ANSWER)
    answer.is_of_the_day = working.start.finished_on is None
    made: list[Flowable] = [answer]
    if working.count is not None and working.count.number:
        strip = day_strip(working.count)
        made = [Together([answer, paragraph("How the date was worked out", _SMALL), *strip])]
        made.append(note(strip_legend(working.count)))
    heads = ("Step", "Rule", "Value")
    table = grid(heads, _steps(working, application, facts, marks, notes, who), (81, 225, 173), is_first_bold=True)
    return [*made, table, *notes.take()]


_ANSWER = FILE_LOOK.value.clone("answer", fontSize=11.5, leading=16, spaceBefore=8, spaceAfter=4)
_SMALL = FILE_LOOK.small_heading


def _steps(
    working: Working,
    application: Application | None,
    facts: PaperFacts,
    marks: Marks,
    notes: Notes,
    who: str,
) -> list[tuple[str, str, str]]:
    rule, start, count = working.rule, working.start, working.count
    on = f", {day(start.on)}" if start.on else ""
    rows = [
        ("Trigger", f"{_cited(rule.citation)}: the defendant pleads not guilty", f"{who or start.about}{on}"),
    ]
    if count is None:
        rows.append(("Last day", "Cannot be worked out", sentence(working.missing.capitalize())))
    else:
        first = next((d.on for d in count.days if d.number == 1), None)
        unit = plural(count.number, rule.unit.removesuffix("s"))
        rows += [
            ("Time allowed", f"Not more than {unit} after the trigger", str(count.number)),
            ("Trigger day", "Not counted (“after”)", f"Count starts {day(first)}" if first else NOTHING),
            ("Calendar", f"{_cited('CrimPR 2.2')}; {facts.calendar.holidays.edition}", _left_out(count)),
            ("Last day", f"Day {count.number} of the count", bold(day(count.due))),
        ]
        if working.is_provisional:
            known = date(facts.calendar.holidays.published_to)
            rows.append(("Provisional", f"Bank holidays are published to {known} only", "Worked out again then"))
    rows.append(_served_row(working, application, facts, notes))
    rows.append(_response_row(application, facts, notes))
    rows.append(_extension_row(working, application, marks, notes))
    return rows


def _cited(citation: str) -> str:
    return unbroken(citation)


def _left_out(count: Count) -> str:
    weekend = sum(1 for d in count.left_out if d.on.weekday() >= 5)
    on_weekdays = len(count.left_out) - weekend
    parts = [plural(weekend, "weekend day")] if weekend else []
    parts += [plural(on_weekdays, "weekday holiday")] if on_weekdays else []
    return f"{' and '.join(parts)} left out" if parts else "No day left out"


def _served_row(
    working: Working, application: Application | None, facts: PaperFacts, notes: Notes
) -> tuple[str, str, str]:
    if application is None or application.served_on is None:
        return "Served", NOTHING, "– Not served yet"
    served = application.served_on
    number = ""
    if working.start.on and served < working.start.on:
        number = f", before the plea of {working.start.about}"  # may take a second line
    elif working.start.on and working.due and served <= working.due:
        days = facts.calendar.days_between(working.start.on, served, working.rule.unit)
        number = f" = day {days}" if facts.calendar.is_business_day(served) else f", after day {days}"
    return (
        "Served",
        notes.short(application.served_to, "Served on") or NOTHING,
        f"{day(served)}{unbroken(number) if number.startswith(' =') else number}",
    )


def _response_row(application: Application | None, facts: PaperFacts, notes: Notes) -> tuple[str, str, str]:
    response = next((w for w in facts.responses if application and w.start.about == application.id), None)
    if response is None or response.due is None or application is None:
        return "Response due", _cited("CrimPR 18.13"), "– Not yet due"
    received = application.response_received_on
    value = day(response.due) + (f". Received {date(received)}" if received else "")
    if application.response:
        value += f". {RESPONSE_WORDS[application.response]}"
    if application.response_words:
        value = f"{value}: {application.response_words}"
    value = notes.short(value, "Response of another party")
    number = response.count.number if response.count else ""
    return "Response due", f"{_cited(response.rule.citation)}: {number} {response.rule.unit} after service", value


def _extension_row(
    working: Working, application: Application | None, marks: Marks, notes: Notes
) -> tuple[str, str, str]:
    rule = _cited("CrimPR 18.6")
    if not is_late(working):
        served = working.start.finished_on is not None
        return "Extension", rule, "Not needed" if served and working.due else "– Not yet due"
    reason = application.late_reason if application else ""
    decided = _extension_decided(application)
    shown = marks.not_recorded() if not reason else notes.short(unbroken_numbers(reason), "Why it is late")
    return "Extension", f"{rule}: why it is late", lines(shown, decided)


def _extension_decided(application: Application | None) -> Marked:
    """Return whether the court extended the time, and when; late service stays possible while it has not decided."""
    granted = application.extension_granted if application else None
    if application is None or granted is None:
        return Marked("– Extension not decided")
    on = f", {date(application.extension_decided_on)}" if application.extension_decided_on else ""
    return join("● " if granted else "○ ", bold("Granted" if granted else "Refused"), on)


def limit_sentence(facts: PaperFacts, issue: IssueInfo, *, with_day: bool = True) -> str:
    """Return the state of the earliest limit: in time or late, and by how many days; the last day if it may be said."""
    if not facts.limits:
        return "No application limit runs yet: there is no not guilty plea."
    working = facts.limits[0]
    served, due, unit = working.start.finished_on, working.due, working.rule.unit
    if due is None:
        return f"The application limit cannot be worked out: {working.missing}."
    if served is None:
        if issue.today > due:
            late = span_words(facts.calendar, due, issue.today, unit)
            return f"Not applied for yet: {late} late."
        left = span_words(facts.calendar, issue.today, due, unit) if due > issue.today else "no day"
        return f"Not applied for yet, with {left} left{f' (last day {date(due)})' if with_day else ''}."
    if served > due:
        return f"Applied late, by {span_words(facts.calendar, due, served, unit)}."
    left = span_words(facts.calendar, served, due, unit)
    return "Applied in time, " + (f"with {left} left." if served < due else "on the last day.")
