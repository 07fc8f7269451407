"""Reading one page of the worklist for what was chosen, on whichever thread."""

from __future__ import annotations

from dataclasses import dataclass

from victimplanner.domain.due_item import DueState
from victimplanner.domain.due_lines import DueCounts, Grouping
from victimplanner.domain.urn import display_urn
from victimplanner.services.context import App
from victimplanner.services.worklist import DueGroup, Overview, Whose, count_of, read_groups, read_overview, whose_query
from victimplanner.ui.screens.worklist.state import GROUP_WORDS, ORDER, Choices, ShownGroup, group_note, rule_title

_BY_NAME = 4  # so many times as many where the groups are cases, owners or rules: the number is of all groups together


@dataclass(frozen=True)
class PageRead:
    """The groups of a page, and the counts around it as far as they are known."""

    groups: tuple[ShownGroup, ...]
    has_more: bool
    counts: DueCounts | None = None


def read_page(app: App, choices: Choices, limit: int, overview: Overview | None = None) -> PageRead:
    """Read the first lines: at most `limit` of each state. One’s own are few, so that they are counted at once."""
    query = choices.query(app.rules)
    counts = overview.counts if overview is not None else None
    if counts is None and choices.whose is Whose.MINE:
        counts = count_of(app, choices.whose, query)
    by_name = choices.by is not Grouping.WHEN
    limit *= _BY_NAME if by_name else 1
    known = overview.matching if overview is not None else counts if choices.is_plain else None
    groups = read_groups(app, whose_query(app, choices.whose, query), choices.by, limit, known)
    if not by_name:
        groups = tuple(sorted(groups, key=lambda group: ORDER.index(DueState(group.key))))
    read = [len(group.items) for group in groups]
    has_more = sum(read) >= limit if by_name else any(number >= limit for number in read)
    return PageRead(tuple(_shown(app, group, choices.by) for group in groups), has_more, counts)


def look_around(app: App, choices: Choices) -> Overview:
    """Count everything around a page."""
    return read_overview(app, choices.whose, choices.query(app.rules))


def is_slow(choices: Choices) -> bool:
    """Whether a page of many lines takes longer than a moment: it is looked for among all, or sorted first."""
    if choices.whose is Whose.MINE:
        return False
    narrowed = choices.text.strip() or choices.kind or choices.put_off
    return bool(narrowed) or choices.by is not Grouping.WHEN


def _shown(app: App, group: DueGroup, by: Grouping) -> ShownGroup:
    first = group.items[0]
    if by is Grouping.WHEN:
        state = DueState(group.key)
        return ShownGroup(GROUP_WORDS[state], group_note(state, app.today), group.items, group.number)
    title, note = {
        Grouping.CASE: (display_urn(first.urn), first.case_title),
        Grouping.OWNER: (first.owner_name or "Nobody named", ""),
    }.get(by, (rule_title(group.key, app.rules), first.citation))
    return ShownGroup(title, note, group.items, group.number)
