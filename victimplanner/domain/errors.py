"""Expected failures, in words a tired officer can use.

Everything here may be shown to a person as it stands. Anything else that is raised is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `field` is the name of the field it concerns, or "" for the whole form."""

    field: str
    message: str


class PlannerError(Exception):
    """An expected failure. Its text says what happened, what was kept and what to do next."""


class RuleBroken(PlannerError):
    """A use case cannot go on; `problems` lists everything to put right, at least one."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))


class NotAllowed(PlannerError):
    """The user's role may not do this."""


class NotFound(PlannerError):
    """The record asked for is not in this office file."""


class Conflict(PlannerError):
    """Someone else saved this record first. Nothing was overwritten.

    `kind` and `record_id` name the record; `theirs` is the stored version, as the record itself.
    """

    def __init__(self, message: str, kind: str, record_id: str, theirs: object | None = None) -> None:
        self.kind = kind
        self.record_id = record_id
        self.theirs = theirs
        super().__init__(message)


class Cancelled(PlannerError):
    """The person stopped a long task. Nothing half-done remains."""


class StorageProblem(PlannerError):
    """The office file or a folder cannot be used. `kind` is a short stable word for tests and the interface."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class RuleFileProblem(PlannerError):
    """A rule file is wrong. The text names file, entry and key."""

    def __init__(self, file: str, entry: str, key: str, message: str) -> None:
        self.file = file
        self.entry = entry
        self.key = key
        self.message = message
        super().__init__(f"{file}, entry {entry}, key {key}: {message}")
