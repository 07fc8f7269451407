"""The topics template in its three groups, and how a manager changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.topics import TOPIC_GROUP_WORDS, Topic, TopicGroup
from victimplanner.services import topics
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.session import Session

_CONFIDENCE_WORDS = {
    "V": "Verified in the source named here.",
    "V-old": "Verified in guidance that has been superseded: to be confirmed by a prosecutor.",
    "GK-U": "Unverified: to be confirmed by a prosecutor.",
}


@dataclass(frozen=True)
class TopicLineState:
    """One line. `shipped` is the line as the program has it, None for one of the office's own."""

    topic: Topic
    shipped: Topic | None

    @property
    def id(self) -> str:
        return self.topic.id

    @property
    def pill(self) -> tuple[str, str] | None:
        """What is said of the line, None where it is as the program has it."""
        if not self.topic.is_in_use:
            return "grey", "Not in use"
        return ("info", self.changed_words) if self.topic.is_changed else None

    @property
    def changed_words(self) -> str:
        """Who the words are from where they are not the program's."""
        if not self.topic.is_changed:
            return ""
        return "Changed by this office" if self.shipped else "Added by this office"

    @property
    def can_be_put_back(self) -> bool:
        return self.topic.is_changed and self.shipped is not None


@dataclass(frozen=True)
class TopicsState:
    """What the dialog shows: groups as (title, note, lines), where the lines come from and how sure that is."""

    groups: tuple[tuple[str, str, tuple[TopicLineState, ...]], ...] = ()
    source: str = ""
    confidence: str = ""


class TopicsViewModel(QObject):
    """Reads the template with the office's changes; changes go through the services."""

    state_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = TopicsState()
        self.read()

    @property
    def may_change(self) -> bool:
        return self._session.app.may("topics.amend")

    def read(self) -> None:
        """Read everything again."""
        app = self._session.app
        shipped = {topic.id: topic for topic in app.template.topics}
        lines = [TopicLineState(topic, shipped.get(topic.id)) for topic in app.topics]
        self.state = TopicsState(
            groups=tuple(
                (words, _NOTES[group], tuple(line for line in lines if line.topic.group is group))
                for group, words in TOPIC_GROUP_WORDS.items()
            ),
            source=app.template.source,
            confidence=_CONFIDENCE_WORDS[app.template.confidence],
        )
        self.state_changed.emit()

    def save(self, topic: Topic) -> tuple[Problems, str]:
        """Save a line; return problems, or the line's id. What did not change is not saved."""
        if topic.id and replace(topic, is_changed=False) in self._as_they_stand():
            return (), topic.id
        saved = ""

        def change() -> None:
            nonlocal saved
            saved = topics.save_topic(self._session.app, topic).id

        return self._try(change), saved

    def put_back(self, line: TopicLineState) -> Problems:
        """Give a line of the program its own words again."""
        return self._try(lambda: topics.reset_topic(self._session.app, line.id))

    def _as_they_stand(self) -> set[Topic]:
        return {replace(line.topic, is_changed=False) for _, _, lines in self.state.groups for line in lines}

    def _try(self, change: Callable[[], object]) -> Problems:
        problems = attempt(change)
        if not problems:
            self.read()
        return problems


_NOTES = {
    TopicGroup.OPENING: "ticked in every record, or a reason given",
    TopicGroup.TOPIC: "ticked in every record, or a reason given",
    TopicGroup.NOT_ALLOWED: "shown at every meeting, never ticked",
}
