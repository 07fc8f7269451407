"""The fields before every contact: by which channel, and, where that is barred, who decided to use it and why.

What stands against a channel is said as soon as it is chosen; the same gate is asked again when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import CHANNEL_WORDS, Channel, ContactBarred
from victimplanner.domain.errors import PlannerError, Problem, RuleBroken
from victimplanner.domain.support import Share
from victimplanner.services.contact import Override, barred
from victimplanner.services.context import App
from victimplanner.ui.attempt import Problems
from victimplanner.ui.widgets import ChoiceField, LineField

CONTACT_CHANNELS = tuple(Channel)


class GateFields(QObject):
    """Channel, and the two fields of an override, which show only where one is needed.

    `shares` is what it is about: whoever carries it for her may know that much.
    """

    changed = Signal()
    """What stands against the channel changed: a dialog may fit itself anew."""

    def __init__(
        self,
        app: App,
        words: str = "&How",
        channels: Iterable[Channel] = CONTACT_CHANNELS,
        shares: frozenset[Share] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._file: WitnessFile | None = None
        self._is_needed = True
        self._shares = shares
        self._stopped: tuple[Channel | None, Problems] = (None, ())  # what the gate itself said last
        self.channel = ChoiceField(words, [(c, CHANNEL_WORDS[c]) for c in channels], name="channel")
        self.by = LineField("Who decided to do it all the same", name="override_by")
        self.reason = LineField("Wh&y", name="override_reason", hint="Kept in the audit trail, with your name.")
        self.channel.changed.connect(self.show_what_stands_against)

    @property
    def fields(self) -> dict[str, Any]:
        return {"channel": self.channel, "override_by": self.by, "override_reason": self.reason}

    def show_file(self, file: WitnessFile | None, channel: Channel | None = None) -> None:
        """Begin with a witness; `channel` is chosen, else the first that may be used today."""
        self._file = file
        self._stopped = (None, ())
        for field in (self.by, self.reason):
            field.set_value("")
        self.channel.set_value(channel or self._first_open())
        self.show_what_stands_against()

    def set_needed(self, is_needed: bool) -> None:
        """Whether the office uses the channel: what came from her passes no gate."""
        self._is_needed = is_needed
        self.show_what_stands_against()

    def show_what_stands_against(self) -> None:
        problems = self._problems()
        self.channel.set_error(" ".join(dict.fromkeys(_short(p.message) for p in problems)))
        for field in (self.by, self.reason):
            field.setVisible(bool(problems))
        self.changed.emit()

    def value(self) -> Channel:
        return Channel(self.channel.value())

    def override(self) -> Override | None:
        """What was given to use a barred channel; None where nothing stands against it or nothing was given."""
        problems = self._problems()
        if not problems or not (self.by.value().strip() or self.reason.value().strip()):
            return None
        return Override(self.reason.value(), self.by.value(), frozenset(problem.field for problem in problems))

    def run(self, change: Callable[[Channel, Override | None], object]) -> Problems:
        """Do `change` with what is in the fields; what stands against the channel is said beside it."""
        try:
            change(self.value(), self.override())
        except ContactBarred as stopped:
            self._stopped = (self.value(), stopped.problems)
            self.show_what_stands_against()
            return barred_problems(stopped)
        except RuleBroken as refused:
            return refused.problems
        except PlannerError as refused:
            return (Problem("", str(refused)),)
        return ()

    def _problems(self) -> list[Problem]:
        if self._file is None or not self._is_needed:
            return []
        problems = barred(self._app, self._file, self.value(), "", self._shares)
        channel, stopped = self._stopped  # the file may have been read before something changed
        seen = {problem.field for problem in problems}
        return [*problems, *(p for p in stopped if channel is self.value() and p.field not in seen)]

    def _first_open(self) -> Channel:
        choices = [self.channel.box.itemText(row) for row in range(self.channel.box.count())]
        channels = [channel for channel in CONTACT_CHANNELS if CHANNEL_WORDS[channel] in choices]
        if self._file is not None:
            for channel in channels:
                if not barred(self._app, self._file, channel, "", self._shares):
                    return channel
        return channels[0]


def barred_problems(stopped: ContactBarred) -> Problems:
    """Return what stands against a channel as problems of the channel's own field."""
    words = " ".join(dict.fromkeys(problem.message for problem in stopped.problems))
    return (Problem("channel", words),)


def _short(message: str) -> str:
    return " ".join(message.split())
