"""What a unit aims at in a report, in per cent. An aim is the unit's own; no rule of law sets one."""

from __future__ import annotations

from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.office import Office
from victimplanner.services.assembling import read_office
from victimplanner.services.context import App


def set_aim(app: App, figure: str, share: int | None) -> Office:
    """Set what the unit aims at for a figure, in whole per cent, or take the aim off again (None).

    Raises: NotAllowed unless a manager asks; RuleBroken for a share that is not from 1 to 100.
    """
    if share is not None and not 1 <= share <= 100:
        raise RuleBroken(Problem("share", "Enter a whole number from 1 to 100. Nothing was changed."))
    with app.change("office.amend") as uow:
        office = read_office(uow)
        aims = {key: value for key, value in office.aims.items() if key != figure}
        if share is not None:
            aims[figure] = share
        return uow.save(office.model_copy(update={"aims": aims}))
