"""The first page of the report: key numbers, eight figures, what to look at first, and the whole of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from victimplanner.domain.dates import plain_date, plural
from victimplanner.domain.plot_parts import month_words, percent
from victimplanner.domain.reports import casework, compliance, court
from victimplanner.domain.reports.choosing import ReportFilter, duties_by_rule, month_after
from victimplanner.domain.reports.compliance import FEWEST_COMPARED, counted, due, grouped, ids, met
from victimplanner.domain.reports.figures import Figure, Line, PanelItem, Part, Report
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import DutyRow, RowKind, Standing
from victimplanner.domain.reports.witness_rows import WitnessRow
from victimplanner.domain.sheets import suppressed

_FEWEST_MONTHS = 3  # a direction that two months give is no direction


def report_of(
    rows: ReportRows,
    chosen: ReportFilter,
    today: dt.date,
    aims: Mapping[str, int] | None = None,
    rules: Sequence[str] = (),
) -> Report:
    """Count everything that screen and paper show, for one choice of rows.

    `aims` are the unit’s own, in per cent, by id of a figure; `rules` are sentences that name the editions counted by.
    """
    own = chosen.chosen(rows)
    duties = counted(own.duties, chosen)
    before = due(counted(chosen.before().chosen(rows).duties, chosen))
    open_now = [row for row in rows.witnesses if chosen.takes_person(row) and _was_open(row, min(chosen.last, today))]
    overdue_now = [row for row in counted(rows.duties, chosen) if chosen.takes_whenever(row)]
    applications = court.applications(own.applications, chosen, aims or {})
    decisions = court.decisions(own.decisions)
    meetings = casework.meetings(own.meetings)
    by_duty, by_right = compliance.by_duty(duties), compliance.by_right(duties)
    questions = casework.questions(own)
    scope = _scope(own)
    trend = compliance.trend(duties, chosen, aims or {})
    return Report(
        period=chosen.period_words(),
        filters=chosen.as_pairs(duties_by_rule(rows.duties)),
        scope=_scope_words(*scope),
        scope_outside=_scope_words(*(suppressed(number) for number in scope)),
        key_numbers=(_key(applications), _not_told(decisions), _met_key(by_duty), _unknown(own.duties)),
        front=(applications, decisions, by_right, meetings),
        panel=_panel(open_now, duties, before, applications, questions, min(chosen.last, today)),
        look_first=look_first(duties, chosen),
        by_duty=by_duty,
        by_right=by_right,
        by_unit=compliance.by_unit(duties),
        by_month=compliance.by_month(duties, chosen),
        trend=trend,
        how_late=compliance.how_late(duties),
        others=compliance.others(own.duties),
        meetings=meetings,
        measures=casework.measures(own.measures),
        measure_gaps=casework.measure_gaps(own.measures),
        section_28=casework.section_28(own.section_28),
        decisions=decisions,
        letters=court.letters(own.duties),
        links=court.links(own.links),
        applications=applications,
        questions=questions,
        overdue=ids(compliance.overdue(overdue_now)),
        notes=(*rules, *_NOTES),
    )


def _was_open(row: WitnessRow, day: dt.date) -> bool:
    has_begun = row.charged_on is None or row.charged_on <= day
    return has_begun and (row.is_open or (row.closed_on is not None and row.closed_on > day))


def _scope(rows: ReportRows) -> tuple[int, int]:
    """Return how many witnesses, in how many cases, anything was counted of."""
    own = (*rows.duties, *rows.measures, *rows.meetings, *rows.applications, *rows.decisions, *rows.links)
    return len({row.witness_id for row in own}), len({row.case_id for row in own})


def _scope_words(number: int | str, of_cases: int | str) -> str:
    """Return "112 witnesses in 96 cases", "under 5 witnesses in under 5 cases"."""
    return f"{number} {'witness' if number == 1 else 'witnesses'} in {of_cases} {'case' if of_cases == 1 else 'cases'}"


_NOTES = (
    "“Good reason” counts only when a reason is written and a manager has accepted it; it is not met.",
    "A duty with no day to count from is shown as not known, never as met.",
    "Counts are of duties to witnesses, not of cases. One witness can have several.",
    "What ended before it was due, and what is not this office’s duty, is left out.",
)


# ---------------------------------------------------------------- key numbers


def _key(figure: Figure) -> Figure:
    """Return a figure of the first page as a key number: the same rows, no plot."""
    return Figure(
        id=f"key.{figure.id}",
        title="Applications on time",
        subtitle="",
        definition=figure.definition,
        denominator=figure.denominator,
        kind=figure.kind,
        lines=_whole(figure),
        words=figure.words,
        detail=figure.detail,
        empty=figure.empty,
        category=figure.category,
        of=figure.of,
        share=figure.share,
    )


def _whole(figure: Figure) -> tuple[Line, ...]:
    """Return one line for all lines of a figure."""
    if not figure.lines:
        return ()
    parts = tuple(
        Part(name, tuple(row for line in figure.lines for row in line.parts[at].rows))
        for at, name in enumerate(figure.part_names)
    )
    return (Line("All", parts),)


def _met_key(by_duty: Figure) -> Figure:
    first = by_duty.lines[0].parts[0].name if by_duty.lines else ""
    lines = _whole(by_duty)
    return Figure(
        id="key.duties",
        title="Duties met in time",
        subtitle="",
        definition=by_duty.definition,
        denominator=by_duty.denominator,
        kind=by_duty.kind,
        lines=lines,
        words=by_duty.words,
        detail=f"{lines[0].part(first).number} of {lines[0].total} with a clock" if lines else "",
        empty=by_duty.empty,
        category=by_duty.category,
        of=by_duty.of,
        share=by_duty.share,
    )


def _not_told(decisions: Figure) -> Figure:
    lines = tuple(line for line in decisions.lines if line.label == court.NOT_TOLD)
    return Figure(
        id="key.not_told",
        title="Decisions not told",
        subtitle="",
        definition="Decisions of the court on special measures of which the witness has not been told.",
        denominator=decisions.denominator,
        kind=decisions.kind,
        lines=lines,
        words=decisions.words,
        detail=decisions.detail,
        empty=decisions.empty,
        category=decisions.category,
    )


def _unknown(duties: Sequence[DutyRow]) -> Figure:
    own = [row for row in duties if row.is_ours]
    unknown = ids(own, Standing.NOT_KNOWN)
    return Figure(
        id="key.not_known",
        title="Cannot be worked out",
        subtitle="",
        definition="Duties and limits of this office whose clock runs but whose day cannot be counted; never taken as met.",
        denominator="Every duty of the period; one with no day at all counts on the day of counting.",
        kind=RowKind.DUTY,
        lines=(Line("All", (Part("Not known", unknown),)),) if own else (),
        words=str(len(unknown)) if own else "–",
        detail="a date is missing" if unknown else "every date is known" if own else "",
        empty="" if own else compliance.NOTHING_DUE,
        category="Duties",
    )


# ---------------------------------------------------------------- eight figures


def _panel(
    open_now: Sequence[WitnessRow],
    duties: Sequence[DutyRow],
    before: Sequence[DutyRow],
    applications: Figure,
    questions: Figure,
    day: dt.date,
) -> tuple[PanelItem, ...]:
    is_due = due(duties)
    missed = ids(is_due, Standing.NOT_MET, Standing.OVERDUE)
    victims = [row for row in open_now if row.is_complainant]
    cases = {row.case_id: row.id for row in open_now}
    return (
        PanelItem(f"Cases open on {plain_date(day)}", str(len(cases)), tuple(cases.values()), RowKind.WITNESS),
        PanelItem("Complainants", str(len(victims)), tuple(row.id for row in victims), RowKind.WITNESS),
        PanelItem("Duties due in period", str(len(is_due)) if is_due else "None", ids(is_due), RowKind.DUTY),
        PanelItem("Met in time", _of_all(len(met(is_due)), len(is_due)), ids(met(is_due)), RowKind.DUTY),
        PanelItem("Same, period before", _share(len(met(before)), len(before)), ids(before), RowKind.DUTY),
        PanelItem("Not met or overdue", _of_all(len(missed), len(is_due)), missed, RowKind.DUTY),
        _offered(questions),
        PanelItem(
            "Applications in time",
            applications.detail.partition(";")[0] if not applications.is_empty else "None due",
            applications.rows,
            applications.kind,
        ),
    )


def _offered(questions: Figure) -> PanelItem:
    line = next((line for line in questions.lines if line.label == casework.OFFERED and line.total), None)
    if line is None:
        return PanelItem("Meetings offered", "None due", (), RowKind.MEETING)
    return PanelItem("Meetings offered", f"{line.parts[0].number} of {line.total}", line.rows, line.kind)


def _share(part: int, whole: int) -> str:
    return f"{percent(part, whole)}%" if whole else "None due"


def _of_all(part: int, whole: int) -> str:
    return f"{part} ({percent(part, whole)}%)" if whole else "None due"


# ---------------------------------------------------------------- what to look at first


def look_first(duties: Sequence[DutyRow], chosen: ReportFilter) -> str:
    """Return two sentences: the duty met in time least often, and a direction or what is overdue. Nobody is blamed."""
    is_due = due(duties)
    if not is_due:
        return compliance.NOTHING_DUE
    return f"{_lowest(is_due)} {_direction(is_due, chosen) or _overdue(is_due)}"


def _lowest(is_due: Sequence[DutyRow]) -> str:
    groups = grouped(is_due, lambda row: row.rule_id)
    key = compliance.lowest(groups)
    missed = len(is_due) - len(met(is_due))
    if key is None:
        if not missed:
            return "Every duty that was due in this period was met in time."
        words = plural(missed, "duty was", "duties were")
        return f"{words} not met in time, too few of each kind to compare."
    own = groups[key]
    in_time, of = len(met(own)), len(own)
    here = of - in_time
    share = f"{own[0].label}: met in time {in_time} of {plural(of, 'time')} ({percent(in_time, of)}%)"
    lowest = f", the lowest of the duties due {FEWEST_COMPARED} times or more" if len(groups) > 1 else ""
    return f"{share}{lowest}; {here} of the {missed} not met in time {'is' if here == 1 else 'are'} here."


def _direction(is_due: Sequence[DutyRow], chosen: ReportFilter) -> str:
    """Return a sentence about the duty due most often whose share rose or fell month by month to the last; or ""."""
    groups = grouped(is_due, lambda row: row.rule_id)
    for key in sorted(groups, key=lambda k: (-len(groups[k]), str(k))):
        months = [(month, compliance.month_count(groups[key], month)) for month in chosen.months]
        plotted = [(month, count.share) for month, count in months if count.share is not None]
        for is_better, words in ((True, "more"), (False, "less")):
            since = _since(plotted, is_better)
            if since is not None:
                return f"{groups[key][0].label}: met in time {words} often each month since {month_words(since)}."
    return ""


def _since(plotted: Sequence[tuple[dt.date, int]], is_better: bool) -> dt.date | None:
    """Return the month from which each share is above (or below) the one before, to the last; None for too few.

    A month without a share is in no such row: of it nobody can say “each month”.
    """
    place = len(plotted) - 1
    while (
        place > 0
        and plotted[place][0] == month_after(plotted[place - 1][0])
        and plotted[place][1] != plotted[place - 1][1]
        and ((plotted[place][1] > plotted[place - 1][1]) is is_better)
    ):
        place -= 1
    return plotted[place][0] if len(plotted) - place >= _FEWEST_MONTHS else None


def _overdue(is_due: Sequence[DutyRow]) -> str:
    late = [row for row in is_due if row.standing is Standing.OVERDUE and row.days_late is not None]
    if not late:
        return "Nothing that was due in this period is overdue now."
    longest = max(late, key=lambda row: row.days_late or 0)
    days = plural(longest.days_late or 0, longest.count_unit.removesuffix("s"))
    return f"{plural(len(late), 'duty is', 'duties are')} overdue now, the longest by {days}."
