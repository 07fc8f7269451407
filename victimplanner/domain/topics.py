"""What a meeting covers and what it must not: the template of the program and what an office changed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record


class TopicGroup(StrEnum):
    OPENING = "opening"  # said at the start
    TOPIC = "topic"  # may be talked about
    NOT_ALLOWED = "not_allowed"  # must not be talked about


TOPIC_GROUP_WORDS = {
    TopicGroup.OPENING: "Said at the start",
    TopicGroup.TOPIC: "Can be talked about",
    TopicGroup.NOT_ALLOWED: "Must not be talked about",
}


@dataclass(frozen=True)
class Topic:
    """A line of the template: what, in which group, and why. `is_in_use` False: kept for records that have it."""

    id: str
    title: str
    group: TopicGroup
    why: str = ""
    is_in_use: bool = True
    is_changed: bool = False  # by this office


class TopicLine(Record):
    """A line of the template as this office words it: a changed one of the program's, or one of its own."""

    topic_id: str = Field(unique=True)
    title: str
    group: TopicGroup
    why: str = ""
    is_in_use: bool = True
    position: int = 0  # order among the office's own lines, after the program's
    changed_on: dt.date | None = None
    changed_by: str = ""


def with_changes(topics: Sequence[Topic], lines: Iterable[TopicLine]) -> tuple[Topic, ...]:
    """Return the template with an office's changes: changed lines in their place, its own ones after them."""
    changed = {line.topic_id: line for line in lines}
    result = [_of_line(changed.pop(topic.id)) if topic.id in changed else topic for topic in topics]
    own = sorted(changed.values(), key=lambda line: (line.position, line.title.casefold()))
    return (*result, *(_of_line(line) for line in own))


def _of_line(line: TopicLine) -> Topic:
    return Topic(line.topic_id, line.title, line.group, line.why, line.is_in_use, is_changed=True)
