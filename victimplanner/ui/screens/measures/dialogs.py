"""The small dialogs of the Special measures tab: telling, application, grounds, other adjustments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.contact import CONTACT_ROUTE_WORDS, ContactRoute
from victimplanner.domain.errors import Problem
from victimplanner.domain.measures import DIRECTION_WORDS
from victimplanner.domain.people import CASE_ROLE_WORDS
from victimplanner.domain.witness import Adjustment, AdjustmentState, GateCode
from victimplanner.services.topic_template import topic_template
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.measures.application_dialog import open_application
from victimplanner.ui.screens.measures.grounds_dialog import open_grounds
from victimplanner.ui.screens.measures.state import NO_ACCOUNT, MeasuresPage
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

ADJUSTMENT_WORDS = {
    AdjustmentState.ASKED_FOR: "asked for",
    AdjustmentState.ARRANGED: "arranged",
    AdjustmentState.REFUSED: "refused",
}
_OTHER = ""


class MeasuresDialogs:
    """Opens the dialogs of one tab. Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: MeasuresViewModel, parent: QWidget) -> None:
        self._session = session
        self._view_model = view_model
        self._parent = parent

    @property
    def _page(self) -> MeasuresPage:
        return self._view_model.state

    # ------------------------------------------------------------ telling

    def told(self, subject_id: str = "") -> FormDialog | None:
        """Record that she was told. All decisions not told yet are ticked, or those decided with `subject_id`."""
        page = self._page
        if page.file is None or not page.untold:
            return None
        directions = list(page.untold)
        titles = {facts.id: facts.availability.measure.title for facts in page.facts}
        named = next((d for d in directions if d.id == subject_id), None)
        ticks = {
            f"told_{direction.id}": CheckField(
                f"{titles[direction.measure]}: {DIRECTION_WORDS[direction.direction].lower()}, "
                f"{full_day(direction.decided_on)}",
                name=f"told_{direction.id}",
                checked=named is None or direction.decided_on == named.decided_on,
            )
            for direction in directions
        }
        on = DateField("Told &on", self._today, name="told_on")
        on.set_value(self._session.today)
        by = LineField("Told &by", name="told_by")
        by.set_value(self._session.app.user.display_name)
        how = LineField("&How", name="told_how", placeholder="By telephone, through the ISVA")
        contact = page.file.safe_contact
        route = contact.route if contact else ContactRoute.UNKNOWN
        warning = f"Safe contact: {CONTACT_ROUTE_WORDS[route]}."
        if contact is None or contact.confirmed_on is None:
            warning += " Never confirmed: confirm it before any contact."

        def save() -> Sequence[Problem]:
            chosen = [d for d in directions if ticks[f"told_{d.id}"].value()]
            return self._view_model.tell(chosen, on.value(), by.value(), how.value())

        return self._open(
            "Told witness", "Record told", {**ticks, "told_on": on, "told_by": by, "told_how": how}, save,
            intro=f"Tell her what the court decided and explain the arrangements (CrimPR 2025 r.18.5). {warning}",
            spans={"told_on": 1, "told_by": 1},
        )  # fmt: skip

    def application(self, at: str = "") -> FormDialog | None:
        """Open the application, at a field."""
        return open_application(self._session, self._view_model, self._parent, at=at)

    def grounds(self, code: GateCode | None = None) -> FormDialog | None:
        """Review the grounds."""
        return open_grounds(self._session, self._view_model, self._parent, code)

    # ------------------------------------------------------------ other adjustments

    def adjustment(self, old: Adjustment | None = None) -> FormDialog | None:
        """Add an adjustment that is not a special measure, or change its state."""
        page = self._page
        if page.file is None:
            return None
        known = {a.text.casefold(): a for a in page.adjustments}
        titles = list(dict.fromkeys([*(a.text for a in page.adjustments), *topic_template().adjustments]))
        what = ChoiceField("&What", [*((t, t) for t in titles), (_OTHER, "Something else…")], name="what")
        text = LineField("&Describe it", name="text", hint=NO_ACCOUNT)
        state = ChoiceField(
            "&State", [(s, words.capitalize()) for s, words in ADJUSTMENT_WORDS.items()], name="adjustment_state"
        )
        first = next((t for t in titles if t.casefold() not in known), _OTHER)
        what.set_value(old.text if old else first)

        def fill() -> None:
            text.setVisible(what.value() == _OTHER)
            now = known.get(str(what.value()).casefold())
            state.set_value(now.state if now else AdjustmentState.ASKED_FOR)

        def save() -> Sequence[Problem]:
            words = (what.value() or text.value()).strip()
            now = known.get(words.casefold())
            assert page.file is not None
            update = {"state": state.value(), "noted_on": self._session.today}
            if now is not None:
                return self._view_model.note_adjustment(now.model_copy(update=update))
            ids = {"case_id": page.file.case.id, "witness_id": page.file.witness.id}
            return self._view_model.note_adjustment(Adjustment(**ids, text=words, **update))

        what.changed.connect(fill)
        fill()
        return self._open(
            "Other adjustment", "Save adjustment", {"what": what, "text": text, "adjustment_state": state}, save,
            intro="Not special measures: they need no direction under the 1999 Act.",
        )  # fmt: skip

    # ------------------------------------------------------------ opening

    def _today(self) -> Any:
        return self._session.today

    def _open(
        self,
        title: str,
        verb: str,
        fields: dict[str, Any],
        save: Callable[[], Sequence[Problem]],
        **options: Any,
    ) -> FormDialog:
        return open_form(self._session.dialogs, self._parent, title, verb, fields, save, **options)


def people_choices(page: MeasuresPage, user: str, *more: str) -> list[tuple[str, str]]:
    """List who may have taken a view: the people of the case with their parts, the user, and whoever is named."""
    found: dict[str, str] = {"": "Not recorded"}
    if page.file is not None:
        for role, person in page.file.people:
            found.setdefault(person.name, f"{person.name} ({CASE_ROLE_WORDS[role].split(' (')[0]})")
    for name in (user, *more):
        if name:
            found.setdefault(name, name)
    return list(found.items())
