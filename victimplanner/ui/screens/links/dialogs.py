"""The dialogs of the Live link tab: booking, telling, somebody who is not on the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.links import BOOKING_STEPS, BOOKING_WORDS, BookingState
from victimplanner.domain.people import Person
from victimplanner.ui.screens.links.state import LinksPage
from victimplanner.ui.screens.links.view_model import LinksViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import ChoiceField, DateField, LineField, TextField
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_ENDS = (BookingState.CANCELLED, BookingState.REFUSED)


class LinksDialogs:
    """Opens the dialogs of one tab. Each saves through the view-model and closes when nothing is wrong."""

    def __init__(self, session: Session, view_model: LinksViewModel, parent: QWidget) -> None:
        self._session = session
        self._view_model = view_model
        self._parent = parent

    @property
    def _page(self) -> LinksPage:
        return self._view_model.state

    def book(self, wanted: BookingState | None = None) -> FormDialog | None:
        """Record where the booking stands; only the steps that are possible are offered."""
        link = self._page.link
        if link is None or self._page.is_new:
            return None
        possible = [state for state in BookingState if state in BOOKING_STEPS[link.booking]]
        booking = ChoiceField("&Booking", [(s, BOOKING_WORDS[s]) for s in possible], name="booking")
        booking.set_value(wanted if wanted in possible else possible[0])
        on = DateField("&On", self._today, name="booking_changed_on")
        on.set_value(self._session.today)
        reference = LineField("Re&ference", name="booking_reference")
        reference.set_value(link.booking_reference)
        reason = TextField("&Why it was cancelled or refused", lines=2, name="reason")

        def follow() -> None:
            reason.setVisible(booking.value() in _ENDS)

        booking.changed.connect(follow)
        dialog = self._open(
            "Booking", "Record booking",
            {"booking": booking, "booking_changed_on": on, "booking_reference": reference, "reason": reason},
            lambda: self._view_model.book(booking.value(), on.value(), reference.value(), reason.value()),
            intro=f"Now: {BOOKING_WORDS[link.booking].lower()}. A booking stands apart from the court’s direction.",
            spans={"booking_changed_on": 1, "booking_reference": 1},
        )  # fmt: skip
        follow()
        return dialog

    def tell(self) -> FormDialog | None:
        """Record that she was told of the arrangement as it stands."""
        page = self._page
        if page.link is None or page.is_new:
            return None
        on = DateField("Told &on", self._today, name="told_on")
        on.set_value(self._session.today)
        by = LineField("Told &by", name="told_by")
        by.set_value(self._session.app.user.display_name)
        how = LineField("&How", name="told_how", placeholder="By telephone, through the ISVA")
        since = [
            change.what
            for change in page.changes
            if page.link.told_on is None or change.changed_on >= page.link.told_on
        ]
        changed = f" Changed since: {'; '.join(since)}." if page.link.to_tell and since else ""
        return self._open(
            "Witness told of the arrangements", "Record told", {"told_on": on, "told_by": by, "told_how": how},
            lambda: self._view_model.tell(on.value(), by.value(), how.value()),
            intro=f"Safe contact: {page.safe_contact}{changed}", spans={"told_on": 1, "told_by": 1},
        )  # fmt: skip

    def person(self) -> FormDialog | None:
        """Add somebody who will be there and has no part in the case yet."""
        name = LineField("&Name", name="name")
        organisation = LineField("&Organisation", name="organisation")
        phone = LineField("Tele&phone", name="phone")

        def save() -> Sequence[Problem]:
            person = Person(
                name=name.value().strip(), organisation=organisation.value().strip(), phone=phone.value().strip()
            )
            return self._view_model.name_person(person)

        return self._open(
            "Somebody else", "Add person", {"name": name, "organisation": organisation, "phone": phone}, save,
            intro="Never the witness or the accused. Choose the person in the list afterwards.",
        )  # fmt: skip

    def _today(self) -> dt.date:
        return self._session.today

    def _open(
        self, title: str, verb: str, fields: dict[str, Any], save: Callable[[], Sequence[Problem]], **options: Any
    ) -> FormDialog:
        return open_form(self._session.dialogs, self._parent, title, verb, fields, save, **options)
