"""Reports of the practice office, each figure counted a second time from the rows of its export; what is counted again."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest

from victimplanner.domain.plots import Funnel, Histogram, LineByMonth
from victimplanner.domain.reports.choosing import ReportFilter, usual_filter
from victimplanner.domain.reports.figures import Figure, Report
from victimplanner.domain.reports.report_rows import ReportRows
from victimplanner.domain.reports.rows import RowKind
from victimplanner.services.context import App
from victimplanner.services.reports import make_report, report_rows, rows_as_sheet

Line = dict[str, Any]
WAS_DUE = ("Met", "Met late", "Good reason", "Not met", "Overdue")
MONTHS = ("May 2026", "Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026", "Nov 2026")


@pytest.fixture(scope="module")
def chosen(practice: App) -> ReportFilter:
    return usual_filter(practice.today)


@pytest.fixture(scope="module")
def rows(practice: App) -> ReportRows:
    return report_rows(practice)


@pytest.fixture(scope="module")
def report(practice: App, rows: ReportRows, chosen: ReportFilter) -> Report:
    return make_report(practice, rows, chosen)


class Export:
    """The exported lists as plain rows: column title -> cell, those of the period alone."""

    def __init__(self, app: App, rows: ReportRows, first: dt.date, last: dt.date) -> None:
        self.sheets = {kind: rows_as_sheet(app, kind, rows.of_kind(kind)) for kind in RowKind}
        self.first, self.last = first, last

    def all_of(self, kind: RowKind) -> list[Line]:
        sheet = self.sheets[kind]
        titles = [column.title for column in sheet.columns]
        return [dict(zip(titles, row, strict=True)) for row in sheet.rows]

    def of(self, kind: RowKind) -> list[Line]:
        return [line for line in self.all_of(kind) if self.first <= line["Counted on"] <= self.last]

    def duties(self) -> list[Line]:
        """What this office owes by the Code and by policy."""
        return [d for d in self.of(RowKind.DUTY) if d["Ours"] == "Yes" and d["Right"] != "Criminal Procedure Rules"]


@pytest.fixture(scope="module")
def export(practice: App, rows: ReportRows) -> Export:
    return Export(practice, rows, dt.date(2026, 5, 1), dt.date(2026, 11, 30))


def numbers(figure: Figure) -> dict[str, tuple[int, ...]]:
    return {line.label: tuple(part.number for part in line.parts) for line in figure.lines}


def by_result(lines: Iterable[Line], key: Callable[[Line], str]) -> dict[str, tuple[int, ...]]:
    """Count results by a key; what had nothing due and nothing unknown is left out."""
    counts: dict[str, Counter[str]] = {}
    for line in lines:
        counts.setdefault(key(line), Counter())[line["Result"]] += 1
    return {
        name: tuple(count[result] for result in WAS_DUE)
        for name, count in counts.items()
        if any(count[result] for result in (*WAS_DUE, "Not known"))
    }


def month(line: Line) -> str:
    return f"{line['Counted on']:%b %Y}"


# ------------------------------------------------------------ every figure a second time


def test_the_usual_period_is_six_whole_months_and_this_one(chosen: ReportFilter) -> None:
    assert (chosen.first, chosen.last) == (dt.date(2026, 5, 1), dt.date(2026, 11, 30))
    assert chosen.period_words() == "May to November 2026"


def test_there_is_something_of_every_kind_to_count(export: Export) -> None:
    assert [kind for kind in RowKind if not export.of(kind)] == []


@pytest.mark.parametrize(("figure", "column"), [("by_duty", "Duty"), ("by_right", "Right"), ("by_unit", "Unit")])
def test_duties_by_duty_right_and_unit_are_what_the_export_counts(
    report: Report, export: Export, figure: str, column: str
) -> None:
    found = numbers(getattr(report, figure))
    if column == "Right":
        found = {label.partition(":")[0]: parts for label, parts in found.items()}
    assert found == by_result(export.duties(), lambda line: line[column])


def test_duties_by_month_are_what_the_export_counts(report: Report, export: Export) -> None:
    expected = dict.fromkeys(MONTHS, (0, 0, 0, 0, 0)) | by_result(export.duties(), month)
    assert numbers(report.by_month) == expected


def test_what_others_owe_is_counted_apart(report: Report, export: Export) -> None:
    others = [line for line in export.of(RowKind.DUTY) if line["Ours"] == "No"]
    assert numbers(report.others) == by_result(others, lambda d: f"{d['Duty']} ({d['Owed by']})")
    assert {line["Owed by"] for line in others} == {"Police", "Court", "Defence"}


def test_the_share_is_met_of_all_that_was_due_and_a_good_reason_is_not_met(report: Report, export: Export) -> None:
    due = [line for line in export.duties() if line["Result"] in WAS_DUE]
    met = [line for line in due if line["Result"] == "Met"]
    assert any(line["Result"] == "Good reason" for line in due)
    *_, total = report.by_duty.table()
    assert total[:2] == ("All", len(due))
    assert total[report.by_duty.header.index("In time")] == pytest.approx(len(met) / len(due))
    assert report.by_duty.detail == f"{len(met)} of {len(due)}"
    assert report.key_numbers[2].words == report.by_duty.words == f"{round(100 * len(met) / len(due))}%"


def test_results_follow_from_the_days_alone(practice: App, export: Export) -> None:
    for line in export.all_of(RowKind.DUTY):
        due, told, result = line["Due"], line["Told or done"], line["Result"]
        if result in ("Met", "Met late"):
            assert (told <= due) is (result == "Met"), line
        if result == "Overdue":
            assert told is None
            assert due < practice.today, line
        if result == "Not yet due":
            assert told is None
            assert due >= practice.today, line
        if due is None:
            assert result in ("Not known", "No limit", "Not counted"), line


def test_days_late_are_counted_in_working_days_from_the_last_day(practice: App, export: Export) -> None:
    late = [line for line in export.all_of(RowKind.DUTY) if line["Result"] == "Met late"]
    assert late
    for line in late:
        days = working_days(practice, line["Due"], line["Told or done"])
        assert line["Days late"] == max(1, days), line


def working_days(app: App, start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to `end`, by the calendar on the wall."""
    days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(1 for day in days if day.weekday() < 5 and day not in app.calendar.holidays.names)


def test_median_and_worst_days_late_are_those_of_the_export(report: Report, export: Export) -> None:
    late = [line for line in export.duties() if line["Result"] == "Met late"]
    for line in report.by_duty.lines:
        days = [d["Days late"] for d in late if d["Duty"] == line.label]
        _, median, worst = line.more
        assert median.partition(" ")[0] == (f"{statistics.median(days):g}" if days else "–"), line
        assert worst.partition(" ")[0] == (str(max(days)) if days else "–"), line
    buckets = Counter(
        "1 day"
        if n == 1
        else "2 days"
        if n == 2
        else "3–5 days"
        if n <= 5
        else "6–10 days"
        if n <= 10
        else "Over 10 days"
        for n in (d["Days late"] for d in late)
    )
    assert {label: n for label, (n,) in numbers(report.how_late).items() if n} == dict(buckets)


def test_applications_by_month_of_plea_are_what_the_export_counts(report: Report, export: Export) -> None:
    expected = {name: [0, 0, 0, 0] for name in MONTHS}
    for line in export.of(RowKind.APPLICATION):
        if line["Result"] not in WAS_DUE:
            continue
        has_reason = line["Reason recorded"] == "Yes"
        place = 0 if line["Result"] == "Met" else 3 if line["Served"] is None else 1 if has_reason else 2
        expected[month(line)][place] += 1
    assert numbers(report.applications) == {name: tuple(parts) for name, parts in expected.items()}
    in_time, all_ = sum(p[0] for p in expected.values()), sum(sum(p) for p in expected.values())
    assert report.applications.detail.startswith(f"{in_time} of {all_};")
    assert report.panel[-1].words == f"{in_time} of {all_}"
    assert isinstance(report.applications.plot, LineByMonth)
    assert [tuple(count) for count in report.applications.plot.series[0].counts] == [
        (parts[0], sum(parts)) for parts in expected.values()
    ]


def test_applications_in_time_were_served_by_their_last_day(export: Export) -> None:
    served = [line for line in export.all_of(RowKind.APPLICATION) if line["Served"] and line["Last day"]]
    assert served
    for line in served:
        assert (line["Served"] <= line["Last day"]) is (line["Result"] == "Met"), line


def test_the_gap_from_decision_to_telling_is_what_the_export_counts(
    practice: App, report: Report, export: Export
) -> None:
    columns: Counter[str] = Counter()
    for line in export.of(RowKind.DECISION):
        if line["Told"] is None:
            columns["Not told"] += line["Still to be told"] == "Yes"
            continue
        gap = working_days(practice, line["Received"], line["Told"])
        columns["Same day" if gap == 0 else "1 day" if gap == 1 else f"{gap} days" if gap < 4 else "4 days +"] += 1
    assert {label: n for label, (n,) in numbers(report.decisions).items() if n} == dict(columns)
    assert isinstance(report.decisions.plot, Histogram)
    assert [c.number for c in report.decisions.plot.columns] == [n for (n,) in numbers(report.decisions).values()]
    assert report.key_numbers[1].words == str(columns["Not told"])


def test_letters_on_time_are_letters_about_stopped_charges(report: Report, export: Export) -> None:
    due = [d for d in export.of(RowKind.DUTY) if d["Duty"].endswith("R6d") and d["Result"] in WAS_DUE]
    assert due
    by_letter = [d for d in due if d["By letter"] == "Yes" and d["Told or done"]]
    (line,) = report.letters.lines
    assert tuple(part.number for part in line.parts) == (
        sum(1 for d in by_letter if d["Result"] == "Met"),
        sum(1 for d in by_letter if d["Result"] != "Met"),
        sum(1 for d in due if d["By letter"] == "No" and d["Told or done"]),
        sum(1 for d in due if not d["Told or done"]),
    )


def test_the_meetings_funnel_is_what_the_export_counts(report: Report, export: Export) -> None:
    to_offer = [m for m in export.of(RowKind.MEETING) if m["To be offered"] == "Yes"]
    offered = [m for m in to_offer if m["Answer"] != "Not offered"]
    accepted = [m for m in offered if m["Answer"] == "Accepted"]

    def in_time(m: Line) -> bool:
        before = m["Before recording"] if m["Before recording"] != "Not known" else m["Before trial"]
        return m["First held"] is not None and before != "No"

    held = [m for m in accepted if in_time(m)]
    early = [m for m in held if m["Before application due"] == "Yes"]
    steps = [len(to_offer), len(offered), len(accepted), len(held), len(early)]
    assert [line.total for line in report.meetings.lines] == steps
    assert isinstance(report.meetings.plot, Funnel)
    assert [step.number for step in report.meetings.plot.steps] == steps
    gone = [sum(part.number for part in line.aside) for line in report.meetings.lines]
    assert gone[1:4] == [a - b for a, b in pairwise(steps)][:3]
    assert sum(part.number for part in report.meetings.outside) == len(to_offer)
    assert all(m["Adult or child"] == "Adult" for m in to_offer)


def test_measures_and_their_differences_are_what_the_export_counts(report: Report, export: Export) -> None:
    facts = ("Wanted", "Applied for", "Directed", "Used")
    lines = export.of(RowKind.MEASURE)
    expected = {
        title: tuple(sum(1 for m in lines if m["Measure"] == title and m[fact]) for fact in facts)
        for title in {m["Measure"] for m in lines if any(m[fact] for fact in facts)}
    }
    assert numbers(report.measures) == expected
    differences = Counter(word for m in lines for word in m["Differences"].split("; ") if word)
    assert {label: n for label, (n,) in numbers(report.measure_gaps).items()} == dict(differences)
    assert report.measure_gaps.words == str(sum(1 for m in lines if m["Differences"]))


def test_a_difference_is_seen_in_the_four_days_themselves(export: Export) -> None:
    for m in export.all_of(RowKind.MEASURE):
        if "Wanted, not" in m["Differences"]:
            assert m["Wanted"], m
            assert not m["Directed"], m
        if "refused" in m["Differences"]:
            assert not m["Directed"], m
        if "Used, not directed" in m["Differences"]:
            assert m["Used"], m
            assert not m["Directed"], m


def test_section_28_and_links_are_what_the_export_counts(report: Report, export: Export) -> None:
    outcomes = Counter(line["Outcome"] for line in export.of(RowKind.SECTION_28))
    assert {label: n for label, (n,) in numbers(report.section_28).items()} == dict(outcomes)
    planned = [line for line in export.of(RowKind.LINK) if line["Use"] != "Cancelled or refused"]
    assert [line.total for line in report.links.lines] == [
        len(planned),
        sum(1 for line in planned if line["Confirmed"] == "Yes"),
        sum(1 for line in planned if line["Use"] == "Used"),
    ]


def test_the_six_questions_are_what_the_export_counts(report: Report, export: Export) -> None:
    missed = [result for result in WAS_DUE if result != "Met"]
    views = [w for w in export.of(RowKind.WITNESS) if w["Any measure open to her"] == "Yes"]
    section = [s for s in export.of(RowKind.SECTION_28) if s["Outcome"] != "Not open to her"]
    considered = [s for s in section if s["Outcome"] not in ("Not considered", "Not yet due")]
    offers = [m for m in export.of(RowKind.MEETING) if m["To be offered"] == "Yes"]
    not_offered = [m for m in offers if m["Answer"] == "Not offered"]
    held = [m for m in export.of(RowKind.MEETING) if m["Held"]]

    def results(kind: RowKind) -> tuple[int, int]:
        count = Counter(line["Result"] for line in export.of(kind))
        return count["Met"], sum(count[result] for result in missed)

    assert list(numbers(report.questions).values()) == [
        tuple(sum(1 for w in views if w["All views recorded"] == answer) for answer in ("Yes", "No")),
        (
            sum(1 for s in considered if s["Explained to her"]),
            sum(1 for s in considered if not s["Explained to her"])
            + sum(1 for s in section if s["Outcome"] == "Not considered"),
        ),
        results(RowKind.APPLICATION),
        results(RowKind.DECISION),
        (len(offers) - len(not_offered), sum(1 for m in not_offered if m["Offer"] in missed)),
        (
            sum(1 for m in held if m["Signed and on MG6C"] == m["Held"]),
            sum(1 for m in held if m["Signed and on MG6C"] < m["Held"]),
        ),
    ]


def test_the_eight_figures_are_what_the_export_counts(report: Report, export: Export) -> None:
    due = [line for line in export.duties() if line["Result"] in WAS_DUE]
    missed = [line for line in due if line["Result"] in ("Not met", "Overdue")]
    open_ = [w for w in export.all_of(RowKind.WITNESS) if w["Case open"] == "Yes"]
    words = {item.label: item.words for item in report.panel}
    assert len(words) == 8
    assert words["Cases open on 25 Nov 2026"] == str(len({w["URN"] for w in open_}))
    assert words["Complainants"] == str(sum(1 for w in open_ if w["Complainant"] == "Yes"))
    assert words["Duties due in period"] == str(len(due))
    assert words["Not met or overdue"].startswith(f"{len(missed)} (")
    yes, no = numbers(report.questions)["Pre-trial meeting offered"]
    assert words["Meetings offered"] == f"{yes} of {yes + no}"


def test_what_cannot_be_worked_out_is_what_the_export_shows_as_not_known(report: Report, export: Export) -> None:
    unknown = [d for d in export.of(RowKind.DUTY) if d["Ours"] == "Yes" and d["Result"] == "Not known"]
    assert report.key_numbers[3].words == str(len(unknown))
    assert unknown
    assert all(d["Due"] is None for d in unknown)


def test_what_is_open_and_overdue_is_listed_whatever_the_period(
    practice: App, rows: ReportRows, report: Report, export: Export
) -> None:
    overdue = [
        line for line in export.all_of(RowKind.DUTY)
        if line["Result"] == "Overdue" and line["Ours"] == "Yes" and line["Right"] != "Criminal Procedure Rules"
    ]  # fmt: skip
    assert len(report.overdue) == len(overdue) > 0
    long_ago = make_report(practice, rows, ReportFilter(dt.date(2020, 1, 1), dt.date(2020, 1, 31)))
    assert long_ago.overdue == report.overdue
    due = {row.id: row.due for row in rows.duties}
    days = [due[row_id] for row_id in report.overdue]
    assert days == sorted(days)


def test_the_lowest_duty_is_named_first_with_its_share(report: Report, export: Export) -> None:
    counts = by_result(export.duties(), lambda line: line["Duty"])
    often = {name: parts for name, parts in counts.items() if sum(parts) >= 5}
    share = min(parts[0] / sum(parts) for parts in often.values())
    named = {name for name, parts in often.items() if parts[0] / sum(parts) == share}
    name, _, rest = report.look_first.partition(": met in time ")
    assert name in named
    assert rest.startswith(f"{often[name][0]} of {sum(often[name])} times")


# ------------------------------------------------------------ parts and wholes


def test_every_number_opens_a_list_of_as_many_rows_of_the_period(
    report: Report, rows: ReportRows, chosen: ReportFilter
) -> None:
    for figure in (*report.figures(), *report.key_numbers, *report.front):
        for line in figure.lines:
            known = {row.id for row in rows.of_kind(line.kind or figure.kind) if chosen.takes(row)}
            for part in (*line.parts, *line.aside):
                assert len(set(part.rows)) == part.number, figure.id
                assert set(part.rows) <= known, figure.id


@pytest.mark.parametrize("column", ["Unit", "Month"])
def test_months_and_units_add_up_to_the_period(
    practice: App, rows: ReportRows, report: Report, chosen: ReportFilter, column: str
) -> None:
    if column == "Month":
        parts = [ReportFilter(month, last_day(month)) for month in chosen.months]
    else:
        units = {row.unit for row in rows.witnesses}
        parts = [ReportFilter(chosen.first, chosen.last, unit) for unit in units]
    totals = Counter()
    for part in parts:
        for line in make_report(practice, rows, part).by_duty.lines:
            totals.update({(line.label, p.name): p.number for p in line.parts})
    whole = {(line.label, p.name): p.number for line in report.by_duty.lines for p in line.parts}
    assert +totals == +Counter(whole)


def last_day(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def test_a_period_without_anything_says_so_and_shows_no_nought(practice: App, rows: ReportRows) -> None:
    empty = make_report(practice, rows, ReportFilter(dt.date(2020, 1, 1), dt.date(2020, 3, 31)))
    for figure in (*empty.figures(), *empty.key_numbers):
        assert figure.is_empty, figure.id
        assert figure.empty.endswith("in this period."), figure.empty
        assert (figure.plot, figure.table(), figure.words) == (None, (), "–"), figure.id
    assert empty.applications.empty == "No pleas in this period."
    assert empty.look_first == "No duties were due in this period."
    assert [item.words for item in empty.panel[2:]] == ["None", *["None due"] * 5]


def test_who_told_her_stands_as_a_role(export: Export) -> None:
    roles = {line["By"] for line in export.all_of(RowKind.DUTY)}
    assert roles <= {"", "Somebody else", "Prosecutor", "VLO (CPS)", "WCO", "Paralegal officer", "Officer in case"}
    assert "WCO" in roles
