"""Recording that she was told, or that what was due was done: one way for every kind of telling, by the gate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from victimplanner.domain.contact import CHANNEL_WORDS, Channel
from victimplanner.domain.contact_log import ContactOutcome
from victimplanner.domain.due import ACTION
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.duty_entries import EntryKind
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.links import LinkArrangement
from victimplanner.domain.measures import Direction
from victimplanner.domain.meeting import Meeting
from victimplanner.domain.support import Share
from victimplanner.services.contact import Override, entry_of, log_contact
from victimplanner.services.context import App
from victimplanner.services.directions import tell_directions
from victimplanner.services.duties import add_entry, as_it_stands, is_ours
from victimplanner.services.links import tell_link
from victimplanner.services.meetings import finish_action, tell_change
from victimplanner.storage.unit_of_work import UnitOfWork

_FUTURE = "That day lies in the future. Enter the day on which it was done."


_OUTCOMES = {
    Channel.VOICEMAIL: ContactOutcome.MESSAGE_LEFT,
    Channel.TEXT: ContactOutcome.SENT,
    Channel.LETTER: ContactOutcome.SENT,
    Channel.EMAIL: ContactOutcome.SENT,
}


def can_be_told(item: DueItem) -> bool:
    """Whether an item is finished by saying that it was done, who did it and how; the others are finished in place."""
    if item.rule_id in _OWN_TELLINGS:
        return True
    return item.rule is not None and (item.right[:1].isdigit() or item.rule_id in _FINISHED_BY_ENTRY)


def record_told(
    app: App,
    item: DueItem,
    told_on: dt.date,
    told_by: str,
    how: Channel | None,
    *,
    told_at: dt.time | None = None,
    override: Override | None = None,
) -> None:
    """Record that she was told, or that what was due was done: one way for every kind of telling.

    What this office tells her passes the contact gate and stands in the contact log; what the police or the court did
    does neither. `how` is needed where she is told. Days are local.

    Raises: ContactBarred when the channel may not be used; RuleBroken listing what is missing or impossible,
    or that the duty was recorded or ended meanwhile; NotFound when it is there no longer; NotAllowed; Conflict.
    """
    problems = []
    item = as_it_stands(app, item)
    since = item.received_on or item.event_on
    if told_on > app.today:
        problems.append(Problem("told_on", _FUTURE))
    elif since is not None and told_on < since and is_telling(item):
        problems.append(Problem("told_on", "That is before the information came. Check the two days."))
    if not told_by.strip():
        problems.append(Problem("told_by", "Say who did it."))
    if is_telling(item) and how is None:
        problems.append(Problem("how", "Say how she was told."))
    if problems:
        raise RuleBroken(*problems)
    telling = Telling(item, told_on, told_by.strip(), how if is_telling(item) else None, told_at, override)
    own = _OWN_TELLINGS.get(item.rule_id)
    if own is not None:
        own(app, telling)
        return
    with app.change("duty.told") as uow:
        values = {"on": told_on, "at": told_at, "by": telling.by, "how": telling.how}
        add_entry(app, uow, item, EntryKind.TOLD, **values)
        telling.pass_gate(app, uow)


def is_telling(item: DueItem) -> bool:
    """Whether what is due is that she is told, so that a channel and its gate matter."""
    return item.rule is not None and item.rule.is_told


def shares_of(item: DueItem) -> frozenset[Share]:
    """What a telling is about: whoever carries it for her must be allowed to know that much."""
    return frozenset({_SHARES.get(item.rule_id, Share.DATES)})


_SHARES = {
    "decision.told": Share.MEASURES,
    "meeting.change_told": Share.MEETINGS,
    **dict.fromkeys(("R6a", "R6b", "R6c", "R6d", "R8b", "R9a", "R9b", "R9c"), Share.DECISIONS),
}


@dataclass(frozen=True)
class Telling:
    """That she was told, or that something was done: when, by whom, how, and what it was about."""

    item: DueItem
    on: dt.date
    by: str
    how: Channel | None
    at: dt.time | None = None
    override: Override | None = None

    @property
    def how_words(self) -> str:
        return CHANNEL_WORDS[self.how] if self.how else ""

    def pass_gate(self, app: App, uow: UnitOfWork) -> None:
        """Let what this office tells her pass the contact gate, and log it, within the open change."""
        if self.how is None or not is_ours(self.item) or self.item.witness_id is None:
            return
        witness = app.witness(uow, self.item.witness_id)
        outcome = _OUTCOMES.get(self.how, ContactOutcome.REACHED)
        line = entry_of(witness, self.how, self.on, self.item.title, outcome)
        line = line.model_copy(update={"made_by": self.by, "happened_time": self.at})
        used_for = CHANNEL_WORDS[self.how].lower()
        log_contact(app, uow, line, self.override, used_for=used_for, shares=shares_of(self.item))


def _tell_directions(app: App, told: Telling) -> None:
    with app.read() as uow:
        directions = [uow.get(Direction, subject) for subject in told.item.subject_ids]
    tell_directions(app, directions, told.on, told.by, told.how_words, lambda uow: told.pass_gate(app, uow))


def _tell_meeting(app: App, told: Telling) -> None:
    with app.read() as uow:
        meeting = uow.get(Meeting, told.item.subject_ids[0])
    assert told.how is not None
    tell_change(app, meeting, told.on, told.how, told.by, told.override)


def _tell_link(app: App, told: Telling) -> None:
    with app.read() as uow:
        link = uow.get(LinkArrangement, told.item.subject_ids[0])
    tell_link(app, link, told.on, told.by, told.how_words, lambda uow: told.pass_gate(app, uow))


def _finish_action(app: App, told: Telling) -> None:
    finish_action(app, told.item.subject_ids[0], told.on)


_FINISHED_BY_ENTRY = frozenset({"support.withdrawn", "meeting.keep", "proceedings.told"})
"""Tasks of the unit that leave no other fact behind than that they were done."""


_OWN_TELLINGS: Mapping[str, Callable[[App, Telling], None]] = {
    "decision.told": _tell_directions,
    "meeting.change_told": _tell_meeting,
    "link.change_told": _tell_link,
    ACTION: _finish_action,
}
