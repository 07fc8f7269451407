"""How long the program takes, as ratios within one run: figures of one machine say little about another.

The measure is reading the practice office once (every record of forty cases, assembled). Everything else is so many
times that. A figure that grows from one run to the next on the same machine is worth a look.

The worklist of 100,000 cases is measured by a bare read of as many lines as a page shows: `--many` adds that part,
which writes an office file of some hundred megabytes first. `papers` measures papers instead: see `bench_papers`.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import bench_papers
import sqlalchemy as sa

from tests.offices import practice_office
from victimplanner.domain.case import Case
from victimplanner.domain.due_lines import DueQuery, Grouping
from victimplanner.domain.issued import PaperKind
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.context import App
from victimplanner.services.counting import refresh, to_count
from victimplanner.services.engagements import engagements_on
from victimplanner.services.free_time import Wanted, free_slots
from victimplanner.services.papers import PaperRequest, issue_problems, paper_choices, preview_paper
from victimplanner.services.review import review_answers
from victimplanner.services.schedule import Scope, entries_between
from victimplanner.services.worklist import Whose, count_of, due_items, read_groups, whose_query
from victimplanner.storage.due_lines import DUE_LINE, DUE_MARK
from victimplanner.storage.tables import TABLES

_ROUNDS = 5
_MANY = 100_000
_OWNERS = 400
_PAGE = 50  # lines of each state, as on the screen


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of some rounds, after one that warms up."""
    work()
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def write_many_cases(app: App) -> int:
    """Write the lines of 100,000 invented cases beside the practice office’s own; return how many lines there are."""
    refresh(app)
    case_table = TABLES[Case].__table__
    with app.read() as uow:
        cases = [dict(row._mapping) for row in uow.rows(sa.select(case_table))]
        lines = [dict(row._mapping) for row in uow.rows(sa.select(DUE_LINE))]
    own = {case["id"]: [line for line in lines if line["case_id"] == case["id"]] for case in cases}
    written = len(lines)
    with app.vault.engine.begin() as connection:
        for first in range(0, _MANY, 5000):
            new_cases, new_lines, marks = [], [], []
            for number in range(first, first + 5000):
                like, case_id = cases[number % len(cases)], f"{number:032x}"
                urn = f"{10 + number // 100_000}AB{number % 100_000:05d}26"
                new_cases.append(like | {"id": case_id, "urn": urn})
                marks.append({"case_id": case_id, "stale_on": app.today + dt.timedelta(days=1 + number % 300)})
                for place, line in enumerate(own[like["id"]]):
                    later = dt.timedelta(days=number % 60)
                    changed = {"key": f"{line['rule_id']}/{case_id}/{place}", "case_id": case_id, "urn": urn}
                    changed |= {"owner_name": f"Owner {number * 7 % _OWNERS}"}
                    changed |= {"due": line["due"] + later if line["due"] else None}
                    new_lines.append(line | changed)
            for table, rows in ((case_table, new_cases), (DUE_LINE, new_lines), (DUE_MARK, marks)):
                connection.execute(sa.insert(table), rows)
            written += len(new_lines)
    return written


def bench_many(folder: Path) -> None:
    """Print how long the first page of 100,000 cases takes, by a bare read of 300 lines in the same run."""
    app = practice_office(folder)
    number = write_many_cases(app)
    bare = sa.select(DUE_LINE).where(DUE_LINE.c.due >= app.today).order_by(DUE_LINE.c.due).limit(300)

    def read_bare() -> object:
        with app.read() as uow:
            return uow.rows(bare)

    base = seconds(read_bare)
    mine, unit = (whose_query(app, whose, DueQuery()) for whose in (Whose.MINE, Whose.UNIT))
    print(f"\n{_MANY} cases, {number} lines")
    print(f"{'a bare read of 300 lines':<44} 1.00   ({base * 1000:.0f} ms here)")
    for words, work in (
        ("the first page, mine", lambda: read_groups(app, mine, Grouping.WHEN, _PAGE)),
        ("the counts of mine", lambda: count_of(app, Whose.MINE, DueQuery())),
        ("the first page of the unit", lambda: read_groups(app, unit, Grouping.WHEN, _PAGE)),
        ("which cases are to be counted", lambda: to_count(app)),
        ("the counts of the unit, beside the page", lambda: count_of(app, Whose.UNIT, DueQuery())),
    ):
        print(f"{words:<44} {seconds(work) / base:.2f}")
    app.close()


def main() -> None:
    """Print one line for each measured thing."""
    if sys.argv[1:] == ["papers"]:
        bench_papers.main()
        return
    with tempfile.TemporaryDirectory() as folder:
        app = practice_office(Path(folder))
        cases = read_cases(app, include_closed=True)
        whole = max(cases, key=lambda case: len(case.witnesses[0].ordered_dates) + len(case.witnesses[0].directions))
        file = whole.witnesses[0]
        later = app.today + dt.timedelta(days=42)
        base = seconds(lambda: read_cases(app, include_closed=True))
        print(f"{'reading forty cases':<44} 1.00   ({base * 1000:.0f} ms here)")
        for words, work in (
            ("reading one case", lambda: read_case(app, whole.case.id)),
            ("the worklist of all open cases", lambda: due_items(app)),
            ("a reviewer's questions of one witness", lambda: review_answers(app, file)),
            ("what is booked on one day", lambda: engagements_on(app, app.today)),
            ("six weeks of the calendar", lambda: entries_between(app, app.today, later, Scope.ALL)),
            ("the next free time of an hour", lambda: next(free_slots(app, Wanted(app.today, 60)))),
        ):
            print(f"{words:<44} {seconds(work) / base:.2f}")
        for choice in paper_choices():
            request = PaperRequest(choice.kind, choice.variants[0], purpose="Bench")
            if choice.kind is PaperKind.MEETING_RECORD or not issue_problems(app, file, request):
                took = seconds(lambda request=request: preview_paper(app, file, request))  # type: ignore[misc]
                print(f"{'paper: ' + choice.title:<44} {took / base:.2f}")
        app.close()
    if "--many" in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            bench_many(Path(folder))


if __name__ == "__main__":
    main()
