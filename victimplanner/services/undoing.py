"""Taking back at once what was just done from the worklist."""

from __future__ import annotations

from victimplanner.domain.case import Action
from victimplanner.domain.due import ACTION
from victimplanner.domain.due_item import DueItem
from victimplanner.domain.errors import NotFound
from victimplanner.services.context import App
from victimplanner.services.duties import find_item, take_off

_AT_ONCE = "Undone at once: entered by mistake."


def can_undo(app: App, item: DueItem) -> bool:
    """Whether what was entered about an item can be taken back here: an agreed action, or an entry in the ledger.

    A telling that has a record of its own is taken back where that stands; the item may be there no longer.
    """
    if item.rule_id == ACTION:
        return True
    try:
        return find_item(app, item.case_id, item.key).entered.told is not None
    except NotFound:
        return False


def undo_told(app: App, item: DueItem) -> None:
    """Take back that an item was done; in the ledger both entries stay to be read.

    Raises: Conflict when it was changed meanwhile; RuleBroken when it was taken off already.
    """
    if item.rule_id == ACTION:
        with app.change("action.done") as uow:
            uow.save(uow.get(Action, item.subject_ids[0]).model_copy(update={"done_on": None}))
        return
    told = find_item(app, item.case_id, item.key).entered.told
    if told is not None:
        take_off(app, told, _AT_ONCE)
