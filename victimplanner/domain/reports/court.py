"""Figures about applications and what the court decided: served in time, told, letters, links used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from victimplanner.domain.dates import plural
from victimplanner.domain.plot_parts import Pattern, month_words, percent
from victimplanner.domain.plots import (
    Aim,
    Bar,
    BarEnd,
    Column,
    Funnel,
    Histogram,
    Limit,
    LineByMonth,
    MonthCount,
    MonthSeries,
    Series,
    StackedBars,
    Step,
)
from victimplanner.domain.reports.choosing import ReportFilter
from victimplanner.domain.reports.figures import Figure, Line, Part
from victimplanner.domain.reports.rows import DUE, ApplicationRow, DecisionRow, DutyRow, Row, RowKind, Standing
from victimplanner.domain.reports.witness_rows import LINK_USE_WORDS, LinkRow, LinkUse

LETTER_RULE = "R6d"
IN_TIME, LATE_WITH, LATE_WITHOUT = "In time", "Late, with a reason", "Late, no reason"
NOT_SERVED = "Not served, limit passed"


def ids_of(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def applications(rows: Sequence[ApplicationRow], chosen: ReportFilter, aims: Mapping[str, int]) -> Figure:
    """Return how many applications were served in time, by month of the plea."""
    lines = [_served(month_words(month), [row for row in rows if row.month == month]) for month in chosen.months]
    total = sum(line.total for line in lines)
    in_time = sum(line.parts[0].number for line in lines)
    late = [row for row in rows if row.standing in DUE and row.standing is not Standing.MET]
    with_reason = sum(1 for row in late if row.has_reason)
    title = "Applications served in time"
    plot = None
    if total:
        counts = tuple(MonthCount(line.parts[0].number, line.total) for line in lines)
        share = aims.get("applications")
        aim = Aim(share, f"unit aim {share}%") if share is not None else None
        plot = LineByMonth(title, chosen.months, (MonthSeries("Served in time", counts),), aim)
    return Figure(
        id="applications",
        title=title,
        subtitle="CrimPR 2025 r.18.4, by month of plea (number)",
        definition="Applications for special measures served by the last day that the not guilty plea gives; late ones "
        "are lawful with a reason (r.18.6) and are counted as late.",
        denominator="Witnesses whose limit has passed or whose application is served; those for whom nothing was to be "
        "served, and pleas whose day is not known, are left out.",
        kind=RowKind.APPLICATION,
        lines=tuple(lines) if total else (),
        plot=plot,
        words=f"{percent(in_time, total)}%" if total else "–",
        detail=f"{in_time} of {total}; {len(late)} late, {with_reason} with reasons" if total else "",
        empty="" if total else _no_applications(rows),
        category="Month of plea",
        of="Due",
        share="Served in time",
        has_total=True,
    )


def _no_applications(rows: Sequence[ApplicationRow]) -> str:
    return "No application was due in this period." if rows else "No pleas in this period."


def _served(label: str, rows: Sequence[ApplicationRow]) -> Line:
    late = [row for row in rows if row.standing in DUE and row.standing is not Standing.MET]
    served = [row for row in late if row.served_on is not None]
    parts = (
        Part(IN_TIME, ids_of(row for row in rows if row.standing is Standing.MET)),
        Part(LATE_WITH, ids_of(row for row in served if row.has_reason)),
        Part(LATE_WITHOUT, ids_of(row for row in served if not row.has_reason)),
        Part(NOT_SERVED, ids_of(row for row in late if row.served_on is None)),
    )
    aside = (
        Part("Not yet due", ids_of(row for row in rows if row.standing is Standing.NOT_YET)),
        Part("Not known", ids_of(row for row in rows if row.standing is Standing.NOT_KNOWN)),
    )
    return Line(label, parts, aside)


_GAPS = ((0, "Same day"), (1, "1 day"), (2, "2 days"), (3, "3 days"))
NOT_TOLD = "Not told"
_LONG, _UNKNOWN = "4 days +", "Not known"


def decisions(rows: Sequence[DecisionRow]) -> Figure:
    """Return how long it took from the decision reaching the office until she was told."""
    told = [row for row in rows if row.gap is not None]
    open_ = [row for row in rows if row.is_not_told]
    unknown = [row for row in rows if row.told_on is not None and row.gap is None]
    groups = [(words, [row for row in told if row.gap == days]) for days, words in _GAPS]
    groups += [(_LONG, [row for row in told if row.gap is not None and row.gap > 3]), (NOT_TOLD, open_)]
    if unknown:
        groups.append((_UNKNOWN, unknown))
    total = sum(len(own) for _, own in groups)
    columns = tuple(Column(words, len(own), words in (NOT_TOLD, _UNKNOWN)) for words, own in groups)
    title = "From decision received to witness told"
    waiting = [row.waiting for row in open_ if row.waiting is not None]
    oldest = f"oldest {plural(max(waiting), 'working day')}" if waiting else ""
    return Figure(
        id="decisions",
        title=title,
        subtitle=f"working days, {plural(total, 'decision')}",
        definition="Working days from the day on which this office received the court’s decision on special measures to "
        "the day on which the witness was told.",
        denominator="Decisions received in the period, each witness by herself; those she has not been told of stand apart.",
        kind=RowKind.DECISION,
        lines=tuple(Line(words, (Part("Decisions", ids_of(own)),)) for words, own in groups) if total else (),
        plot=Histogram(title, columns, _limit(rows), counted="Decisions") if total else None,
        words=str(len(open_)) if total else "–",
        detail=oldest if open_ else "all told" if total else "",
        empty="" if total else "No decision of the court was received in this period.",
        category="Working days",
        has_total=True,
    )


def _limit(rows: Iterable[DecisionRow]) -> Limit | None:
    """Return the line behind the last column within the limit, where one limit holds for all."""
    limits = {row.limit_days for row in rows if row.limit_days is not None}
    if len(limits) != 1 or not limits <= {0, 1, 2, 3}:
        return None
    days = limits.pop()
    return Limit(days + 1, f"unit limit: {plural(days, 'working day')}")


def letters(rows: Iterable[DutyRow]) -> Figure:
    """Return how many letters about stopped or altered charges went out in time."""
    due = [row for row in rows if row.rule_id == LETTER_RULE and row.standing in DUE]
    by_letter = [row for row in due if row.told_on is not None and row.is_by_letter]
    groups = (
        ("In time", [row for row in by_letter if row.standing is Standing.MET], Pattern.SOLID),
        ("Late", [row for row in by_letter if row.standing is not Standing.MET], Pattern.LINES),
        ("Told another way", [row for row in due if row.told_on is not None and not row.is_by_letter], Pattern.DOTS),
        ("Not told", [row for row in due if row.told_on is None], Pattern.WHITE),
    )
    title = "Letters on time"
    line = Line("Stopped or altered charges", tuple(Part(words, ids_of(own)) for words, own, _ in groups))
    series = tuple(Series(words, pattern) for words, _, pattern in groups)
    bar = Bar(line.label, tuple(part.number for part in line.parts))
    in_time = line.parts[0].number
    return Figure(
        id="letters",
        title=title,
        subtitle="charge stopped or altered",
        definition="Letters with reasons, about a charge stopped or substantially altered, sent by the last day of the "
        "Victims’ Code (Right 6); told in another way, even in time, is no letter.",
        denominator="Decisions to stop or alter a charge, each witness by herself, whose last day has passed or that she "
        "was told of.",
        kind=RowKind.DUTY,
        lines=(line,) if due else (),
        plot=StackedBars(title, series, (bar,), BarEnd.COUNT, "Letters", share="Share in time") if due else None,
        words=f"{percent(in_time, len(due))}%" if due else "–",
        detail=f"{in_time} of {len(due)}" if due else "",
        empty="" if due else "No letter about a stopped or altered charge was due in this period.",
        category="Letters",
        of="Due",
        share="Share in time",
    )


def links(rows: Sequence[LinkRow]) -> Figure:
    """Return how many places for remote evidence were planned, confirmed and used."""
    planned = [row for row in rows if row.use is not LinkUse.CANCELLED]
    confirmed = [row for row in planned if row.is_confirmed]
    used = [row for row in planned if row.use is LinkUse.USED]
    not_used = {use: [row for row in planned if row.use is use] for use in LinkUse if use is not LinkUse.USED}
    shown = [(LINK_USE_WORDS[use], own) for use, own in not_used.items() if own]
    lines: tuple[Line, ...] = (
        Line("Planned", (Part("Links", ids_of(planned)),)),
        Line("Confirmed by the site", (Part("Links", ids_of(confirmed)),)),
        Line(
            "Used",
            (Part("Links", ids_of(used)),),
            tuple(Part(words, ids_of(own)) for words, own in shown),
            ("; ".join(f"{len(own)} {words.lower()}" for words, own in shown) or "–",),
        ),
    )
    title = "Links used"
    steps = tuple(Step(line.label, line.total, line.more[0].replace("–", "") if line.more else "") for line in lines)
    lines = tuple(line if line.more else Line(line.label, line.parts, (), ("–",)) for line in lines)
    return Figure(
        id="links",
        title=title,
        subtitle="evidence given from another place",
        definition="Arrangements for a witness to give evidence over a link: planned, confirmed by the site, used on their "
        "day.",
        denominator="Arrangements with a day in the period, and on the day of counting those that have none yet; cancelled "
        "and refused ones left out.",
        kind=RowKind.LINK,
        lines=lines if planned else (),
        plot=Funnel(title, steps) if planned else None,
        words=str(len(used)) if planned else "–",
        detail=f"of {plural(len(planned), 'link')} planned" if planned else "",
        empty="" if planned else "No link was planned in this period.",
        category="Step",
        more=("Not used",),
        outside=tuple(Part(words, ids_of(own)) for words, own in (("Used", used), *shown)) if planned else (),
    )
