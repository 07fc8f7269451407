"""Everything that somebody who leaves had goes to somebody else."""

from __future__ import annotations

from victimplanner.domain.due_lines import DueQuery, Grouping
from victimplanner.domain.people import Person
from victimplanner.services.context import App
from victimplanner.services.counting import refresh
from victimplanner.services.duty_planning import assign_all
from victimplanner.services.people import remove_person
from victimplanner.services.worklist import read_groups

_ALL = 1_000_000  # lines of one person


def hand_over_leaver(app: App, leaver: Person, to: Person, reason: str) -> int:
    """Give everything that somebody had to somebody else: parts in cases, meetings and arrangements, then each open item.

    The leaver is taken out of the directory; records that are settled keep the name. Returns how many items were left
    under the leaver’s own name and handed over one by one. Raises: as `remove_person`.
    """
    remove_person(app, leaver, reason, instead=to)
    refresh(app)
    left = [
        item
        for put_off in (False, True)
        for group in read_groups(app, DueQuery(owners=frozenset({leaver.name}), put_off=put_off), Grouping.CASE, _ALL)
        for item in group.items
    ]
    if left:
        assign_all(app, left, to.name, reason)
    return len(left)
