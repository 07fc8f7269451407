"""The filters of the worklist that a user keeps: under a name, in an order, for themselves alone."""

from __future__ import annotations

from collections.abc import Mapping

from victimplanner.domain.errors import NotFound, Problem, RuleBroken
from victimplanner.domain.worklists import SavedFilter
from victimplanner.services.context import App

_MOST = 9  # each has a key


def saved_filters(app: App) -> list[SavedFilter]:
    """Return the user's own filters in their order."""
    with app.read() as uow:
        found = uow.find(SavedFilter, login=app.user.login)
    return sorted(found, key=lambda one: (one.position, one.name))


def save_filter(app: App, name: str, choices: Mapping[str, str]) -> SavedFilter:
    """Keep choices under a name; those kept under it before give way.

    Raises: RuleBroken without a name, or when there are as many as there are keys.
    """
    kept = saved_filters(app)
    same = next((one for one in kept if one.name.casefold() == name.strip().casefold()), None)
    _check_name(name)
    if same is None and len(kept) >= _MOST:
        raise RuleBroken(Problem("name", f"{_MOST} filters are kept already, one for each key. Delete one first."))
    with app.change("filter.keep") as uow:
        if same is not None:
            return uow.save(same.model_copy(update={"choices": dict(choices)}))
        position = max((one.position for one in kept), default=0) + 1
        return uow.add(SavedFilter(login=app.user.login, name=name.strip(), choices=dict(choices), position=position))


def rename_filter(app: App, kept: SavedFilter, name: str) -> SavedFilter:
    """Give a filter another name. Raises: RuleBroken without one, or for one that is taken; Conflict."""
    _check_name(name)
    others = [one for one in saved_filters(app) if one.id != kept.id]
    if any(one.name.casefold() == name.strip().casefold() for one in others):
        raise RuleBroken(Problem("name", "Another filter has this name. Choose a different one."))
    with app.change("filter.keep") as uow:
        return uow.save(kept.model_copy(update={"name": name.strip()}))


def delete_filter(app: App, kept: SavedFilter) -> None:
    """Keep a filter no longer. Raises: NotFound when it is somebody else's; Conflict."""
    if kept.login != app.user.login:
        raise NotFound("This filter is not among yours. Nothing was changed.")
    with app.change("filter.keep") as uow:
        uow.delete(kept)


def _check_name(name: str) -> None:
    if not name.strip():
        raise RuleBroken(Problem("name", "Enter a name for the filter, such as “Overdue, my cases”."))
