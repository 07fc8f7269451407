"""How duties were met: by duty, right, unit and month, how late, what others owe, what is open and overdue.

What counts: duties that this office or witness care owes under the Code and CPS policy. The limit to apply for measures
is the prosecutor’s and the court’s: it has figures of its own, and is counted here only where it is asked for.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

from victimplanner.domain.dates import plural
from victimplanner.domain.ledger import COURT_RULES, right_order
from victimplanner.domain.plot_parts import Pattern, month_words, percent
from victimplanner.domain.plots import (
    MOST_LINES,
    Aim,
    Bar,
    BarEnd,
    Column,
    Histogram,
    LineByMonth,
    MonthCount,
    MonthSeries,
    Series,
    StackedBars,
)
from victimplanner.domain.reports.choosing import ReportFilter, right_words, unit_words
from victimplanner.domain.reports.figures import Figure, Line, Part
from victimplanner.domain.reports.rows import DUE, STANDING_WORDS, DutyRow, RowKind, Standing

NOTHING_DUE = "No duties were due in this period."
SHARE_COUNTS = (
    "The share is what was met in time, of all that was due; a good reason that a manager accepted is not met, and "
    "what is not known is shown apart."
)
_DUE_DENOMINATOR = (
    "Duties whose last day has passed or that are done: met, met late, good reason, not met and overdue together."
)
_SERIES = (
    Series("Met", Pattern.SOLID),
    Series("Late", Pattern.LINES),
    Series("Good reason", Pattern.DOTS),
    Series("Not met or overdue", Pattern.WHITE),
)
FEWEST_COMPARED = 5  # a duty that was due less often is not called the lowest


def counted(rows: Iterable[DutyRow], chosen: ReportFilter) -> tuple[DutyRow, ...]:
    """Return the duties that compliance is about."""
    with_court = chosen.right == COURT_RULES or chosen.rule_id is not None
    return tuple(row for row in rows if row.is_ours and (with_court or row.right != COURT_RULES))


def due(rows: Iterable[DutyRow]) -> tuple[DutyRow, ...]:
    return tuple(row for row in rows if row.standing in DUE)


def met(rows: Iterable[DutyRow]) -> tuple[DutyRow, ...]:
    return tuple(row for row in rows if row.standing is Standing.MET)


def ids(rows: Iterable[DutyRow], *standings: Standing) -> tuple[str, ...]:
    """Return the ids of the rows, of those that stand so where standings are given."""
    return tuple(row.id for row in rows if not standings or row.standing in standings)


def grouped(rows: Iterable[DutyRow], key: Callable[[DutyRow], object]) -> dict[object, list[DutyRow]]:
    groups: dict[object, list[DutyRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def line_of(label: str, rows: Sequence[DutyRow]) -> Line:
    """Return what was met, late, excused, not met and overdue, with days late and what is not known beside it."""
    by_standing = grouped(rows, lambda row: row.standing)

    def part(standing: Standing) -> Part:
        return Part(STANDING_WORDS[standing], ids(by_standing.get(standing, ())))

    unknown = part(Standing.NOT_KNOWN)
    more = (str(unknown.number), *_late_words(by_standing.get(Standing.LATE, ())))
    return Line(label, tuple(map(part, DUE)), (unknown, part(Standing.NOT_YET)), more)


def _late_words(late: Sequence[DutyRow]) -> tuple[str, str]:
    """Return the median and the worst days late of what was done late, in the rules’ own days."""
    days = [row.days_late for row in late if row.days_late is not None]
    if not days:
        return "–", "–"
    units = {row.count_unit for row in late}
    unit = units.pop() if len(units) == 1 else "days"
    median = statistics.median(days)
    words = plural(int(median), unit.removesuffix("s")) if median == int(median) else f"{median:.1f} {unit}"
    return words, plural(max(days), unit.removesuffix("s"))


def _table(
    identity: str,
    title: str,
    subtitle: str,
    definition: str,
    category: str,
    lines: Sequence[Line],
    empty: str = NOTHING_DUE,
    shortened: Mapping[str, str] | None = None,
) -> Figure:
    """Return bars and a table of lines as `line_of` gives them. A line without anything due has no bar.

    `shortened` are labels for the bars where those of the table are long.
    """
    short = shortened or {}
    total = sum(line.total for line in lines)
    seen = [line for line in lines if line.total]
    first = sum(line.parts[0].number for line in lines)
    bars = tuple(Bar(short.get(line.label, line.label), _four(line)) for line in seen)
    return Figure(
        id=identity,
        title=title,
        subtitle=subtitle,
        definition=definition,
        denominator=_DUE_DENOMINATOR,
        kind=RowKind.DUTY,
        lines=tuple(lines) if total else (),
        plot=StackedBars(title, _SERIES, bars, BarEnd.COUNT, category) if total else None,
        words=f"{percent(first, total)}%" if total else "–",
        detail=f"{first} of {total}" if total else "",
        empty="" if total else empty,
        category=category,
        of="Due",
        share="In time",
        more=("Not known", "Median late", "Worst late"),
        has_total=True,
    )


def _four(line: Line) -> tuple[int, ...]:
    numbers = [part.number for part in line.parts]
    return (*numbers[:3], sum(numbers[3:]))


def by_duty(rows: Sequence[DutyRow]) -> Figure:
    groups = grouped(sorted(rows, key=lambda r: (*right_order(r.right), r.rule_id)), lambda row: row.rule_id)
    lines = _not_idle(line_of(own[0].label, own) for own in groups.values())
    definition = f"Each duty to each witness counts once, in the month of its last day. {SHARE_COUNTS}"
    return _table("by_duty", "Duties met, by duty", "number and share in time", definition, "Duty", lines)


def by_right(rows: Sequence[DutyRow]) -> Figure:
    groups = grouped(sorted(rows, key=lambda r: right_order(r.right)), lambda row: row.right)
    lines = _not_idle(line_of(_right_label(own), own) for own in groups.values())
    definition = (
        f"Duties under each right of the Victims’ Code, as its edition numbers it, and CPS policy. {SHARE_COUNTS}"
    )
    title = "Victims’ Code duties, by right"
    short = {_right_label(own): f"{own[-1].right} {own[-1].right_short}".strip() for own in groups.values()}
    shortened = {label: words for label, words in short.items() if label.startswith("Right ")}
    return _table("by_right", title, "number and share met in time", definition, "Right", lines, shortened=shortened)


def _not_idle(lines: Iterable[Line]) -> list[Line]:
    """Leave out what was neither due nor unknown: it has no limit, or its day is to come."""
    return [line for line in lines if line.total or line.aside[0].number]


def _right_label(rows: Sequence[DutyRow]) -> str:
    title = rows[-1].right_title
    words = right_words(rows[-1].right)
    return f"{words}: {title}" if title and words.startswith("Right ") else words


def by_unit(rows: Sequence[DutyRow]) -> Figure:
    groups = grouped(sorted(rows, key=lambda r: r.unit), lambda row: row.unit)
    lines = [line_of(unit_words(own[0].unit), own) for own in groups.values()]
    definition = f"Duties in the cases of each unit. {SHARE_COUNTS}"
    return _table("by_unit", "Duties met, by unit", "number and share in time", definition, "Unit", lines)


def by_month(rows: Sequence[DutyRow], chosen: ReportFilter) -> Figure:
    groups = grouped(rows, lambda row: row.month)
    lines = [line_of(month_words(month), groups.get(month, ())) for month in chosen.months]
    definition = f"Duties by the month of their last day. {SHARE_COUNTS}"
    return _table("by_month", "Duties met, by month", "number and share in time", definition, "Month", lines)


def trend(rows: Sequence[DutyRow], chosen: ReportFilter, aims: Mapping[str, int]) -> Figure:
    """Return shares month by month: of the duty due most often and of the lowest one, or of the one that is chosen."""
    groups = grouped(due(rows), lambda row: row.rule_id)
    series = [groups[key] for key in _followed(groups)]
    by_month_of = [grouped(own, lambda row: row.month) for own in series]
    lines = [
        Line(
            f"{month_words(month)}: {own[0].label}" if len(series) > 1 else month_words(month),
            _two(months.get(month, [])),
        )
        for own, months in zip(series, by_month_of, strict=True)
        for month in chosen.months
    ]
    plot = None
    if series:
        shown = tuple(
            MonthSeries(own[0].label, tuple(month_count(months.get(month, ()), month) for month in chosen.months))
            for own, months in zip(series, by_month_of, strict=True)
        )
        share = aims.get("trend")
        aim = Aim(share, f"unit aim {share}%") if share is not None else None
        plot = LineByMonth("Met in time, month by month", chosen.months, shown, aim)
    return Figure(
        id="trend",
        title="Met in time, month by month",
        subtitle="share of duties due in the month",
        definition="The share met in time of the duty that was due most often, and of the one met in time least often. "
        "A month with fewer than 5 is not plotted, so that no one can be picked out.",
        denominator="Duties of this kind that were due in the month.",
        kind=RowKind.DUTY,
        lines=tuple(lines),
        plot=plot,
        empty="" if series else NOTHING_DUE,
        words="–" if not series else "",
        category="Month",
        of="Due",
        share="In time",
    )


def month_count(rows: Iterable[DutyRow], month: dt.date) -> MonthCount:
    own = [row for row in due(rows) if row.month == month]
    return MonthCount(len(met(own)), len(own))


def _two(rows: Sequence[DutyRow]) -> tuple[Part, Part]:
    others = tuple(standing for standing in DUE if standing is not Standing.MET)
    return Part("Met", ids(rows, Standing.MET)), Part("Not in time", ids(rows, *others))


def _followed(groups: Mapping[object, Sequence[DutyRow]]) -> list[object]:
    """Return the duty due most often, then the lowest of those due often enough."""
    most = max(groups, key=lambda key: (len(groups[key]), str(key)), default=None)
    found = [key for key in (most, lowest(groups)) if key is not None]
    return list(dict.fromkeys(found))[:MOST_LINES]


def lowest(groups: Mapping[object, Sequence[DutyRow]]) -> object:
    """Return the duty met in time least often of those due five times or more; None when all were met or too few."""
    often = {key: len(met(own)) / len(own) for key, own in groups.items() if len(own) >= FEWEST_COMPARED}
    below = {key: share for key, share in often.items() if share < 1}
    return min(below, key=lambda key: (below[key], str(key)), default=None)


_BUCKETS = ((1, 1, "1 day"), (2, 2, "2 days"), (3, 5, "3–5 days"), (6, 10, "6–10 days"), (11, None, "Over 10 days"))


def how_late(rows: Sequence[DutyRow]) -> Figure:
    late = [row for row in rows if row.standing is Standing.LATE and row.days_late is not None]
    lines = tuple(
        Line(
            words,
            (
                Part(
                    "Late",
                    ids(
                        r for r in late if r.days_late and r.days_late >= low and (high is None or r.days_late <= high)
                    ),
                ),
            ),
        )
        for low, high, words in _BUCKETS
    )
    columns = tuple(Column(line.label, line.total) for line in lines)
    title = "How late were the late duties?"
    return Figure(
        id="how_late",
        title=title,
        subtitle="days after the last day",
        definition="Duties done after their last day, by days late in the rule’s own days; done on a day off just after "
        "counts as 1 day.",
        denominator="Duties done late in the period.",
        kind=RowKind.DUTY,
        lines=lines if late else (),
        plot=Histogram(title, columns, category="Days late", counted="Duties") if late else None,
        words=_late_words(late)[0] if late else "–",
        detail=f"median of {plural(len(late), 'duty', 'duties')} done late" if late else "",
        empty="" if late else "No duty was done late in this period.",
        category="Days late",
        has_total=True,
    )


def others(rows: Iterable[DutyRow]) -> Figure:
    """Return what the police, the court and the defence owe: shown apart, in no share of this office."""
    own = sorted((row for row in rows if not row.is_ours), key=lambda r: (*right_order(r.right), r.rule_id))
    groups = grouped(own, lambda row: row.rule_id).values()
    lines = _not_idle(line_of(f"{group[0].label} ({group[0].owner_role})", group) for group in groups)
    definition = (
        f"Duties that the police, the court or the defence owe her, as far as they are recorded here. {SHARE_COUNTS}"
    )
    empty = "Nothing that others owe was due in this period."
    return _table("others", "What others owe", "police, court and defence", definition, "Duty", lines, empty)


def overdue(rows: Iterable[DutyRow]) -> tuple[DutyRow, ...]:
    """Return what is open and overdue, the longest first."""
    late = [row for row in rows if row.standing is Standing.OVERDUE]
    return tuple(sorted(late, key=lambda r: (r.due or dt.date.max, r.urn, r.reference, r.rule_id)))
