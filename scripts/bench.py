"""How long the program takes, as ratios within one run: figures of one machine say little about another.

The measure is reading the practice office once (every record of forty cases, assembled). Everything else is so many
times that. A figure that grows from one run to the next on the same machine is worth a look.
"""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.offices import practice_office
from victimplanner.domain.issued import PaperKind
from victimplanner.services.cases import read_case, read_cases
from victimplanner.services.engagements import engagements_on
from victimplanner.services.free_time import Wanted, free_slots
from victimplanner.services.papers import PaperRequest, issue_problems, paper_choices, preview_paper
from victimplanner.services.review import review_answers
from victimplanner.services.schedule import Scope, entries_between
from victimplanner.services.worklist import due_items

_ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of some rounds, after one that warms up."""
    work()
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print one line for each measured thing."""
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


if __name__ == "__main__":
    main()
