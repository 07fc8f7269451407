"""Taking back at once what was just done from the worklist."""

from __future__ import annotations

from victimplanner.domain.case import Action
from victimplanner.domain.due import ACTION
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.errors import NotFound
from victimplanner.services.context import App
from victimplanner.services.duties import find_item, take_off

_AT_ONCE = "Undone at once: entered by mistake."


def as_recorded(app: App, item: DueItem) -> DueItem | None:
    """Return an item as it stands right after it was done, to be taken back by `undo_told`; None where it cannot be.

    A telling that has a record of its own is taken back where that stands; the item may be there no longer.
    """
    if item.rule_id == ACTION:
        return item
    try:
        now = find_item(app, item.case_id, item.key)
    except NotFound:
        return None
    return now if now.entered.told is not None else None


def undo_told(app: App, done: DueItem) -> None:
    """Take back that an item was done, as `as_recorded` gave it; in the ledger both entries stay to be read.

    What somebody else recorded since is left alone. Raises: Conflict when it was changed meanwhile; RuleBroken when it
    was taken off already.
    """
    if done.rule_id == ACTION:
        with app.change("action.done") as uow:
            uow.save(uow.get(Action, done.subject_ids[0]).model_copy(update={"done_on": None}))
        return
    if done.entered.told is not None:
        take_off(app, done.entered.told, _AT_ONCE)
