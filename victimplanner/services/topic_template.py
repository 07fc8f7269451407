"""The topics template as the program ships it: what a meeting covers, what to see to before, the standing warning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from victimplanner.domain.errors import RuleFileProblem
from victimplanner.domain.topics import Topic, TopicGroup
from victimplanner.storage.resource_files import read_toml


@dataclass(frozen=True)
class PlanCheck:
    """Something to see to before a meeting; `when` "interpreter": only where one is needed."""

    id: str
    title: str
    when: str = ""


@dataclass(frozen=True)
class TopicTemplate:
    """What a meeting covers and what it must not, what to see to before it, and the standing warning."""

    topics: tuple[Topic, ...]
    checks: tuple[PlanCheck, ...]
    adjustments: tuple[str, ...]
    standing_warning: str
    source: str
    confidence: str


@cache
def topic_template() -> TopicTemplate:
    """Read the topics template. Raises: RuleFileProblem naming entry and key."""
    file = "topics.toml"
    data = read_toml("text", file)
    try:
        return TopicTemplate(
            topics=tuple(Topic(t["id"], t["title"], TopicGroup(t["group"]), t.get("why", "")) for t in data["topic"]),
            checks=tuple(PlanCheck(c["id"], c["title"], c.get("when", "")) for c in data["check"]),
            adjustments=tuple(a["title"] for a in data["adjustment"]),
            standing_warning=data["standing_warning"],
            source=data["source"],
            confidence=data["confidence"],
        )
    except KeyError as problem:
        raise RuleFileProblem(file, "an entry", str(problem.args[0]), "is missing.") from None
    except ValueError as problem:
        raise RuleFileProblem(file, "an entry", "group", str(problem)) from None
