"""Changing what she wants: a new entry, the earlier one stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from victimplanner.domain.contact import CHANNEL_WORDS
from victimplanner.domain.contact_preferences import FORMAT_WORDS, FREQUENCY_WORDS, GENDER_WISH_WORDS, ContactPreference
from victimplanner.domain.errors import Problem
from victimplanner.ui.formats import DAYS
from victimplanner.ui.screens.contact.forms import ContactForms, fill, typed
from victimplanner.ui.screens.contact.ticks import TicksField
from victimplanner.ui.screens.contact.words import NO_ACCOUNT, NOT_ASKED
from victimplanner.ui.widgets import CheckField, ChoiceField, DateField, LineField, TextField, TimeField
from victimplanner.ui.widgets.form_dialog import FormDialog


class WishesDialog(ContactForms):
    """The form of a witness's wishes on contact."""

    def wishes(self) -> FormDialog | None:
        """Ask what she wants now; language and pronouns stand with the witness."""
        file = self._page.file
        if file is None:
            return None
        today = self._session.today
        ids: dict[str, Any] = {"case_id": file.case.id, "witness_id": file.witness.id}
        old = file.contact_preference or ContactPreference(**ids, noted_on=today)
        methods = [(None, NOT_ASKED), *CHANNEL_WORDS.items()]
        genders = list(GENDER_WISH_WORDS.items())
        fields: dict[str, Any] = {
            "method": ChoiceField("&How she wants to be reached", methods, name="method"),
            "frequency": ChoiceField("How &often", list(FREQUENCY_WORDS.items()), name="frequency"),
            "week_days": TicksField(
                "On which days", [(number, DAYS[number]) for number in range(7)], name="week_days", columns=4,
                narrowest=104, hint="None ticked: any day.",
            ),
            "earliest": TimeField("&Not before", name="earliest"),
            "latest": TimeField("&Done by", name="latest"),
            "language": LineField("&Language", name="language"),
            "dialect": LineField("D&ialect", name="dialect"),
            "interpreter_gender": ChoiceField("Inter&preter", genders, name="interpreter_gender"),
            "staff_gender": ChoiceField("&Staff she meets", genders, name="staff_gender"),
            "formats": TicksField("What is written, as", list(FORMAT_WORDS.items()), name="formats", narrowest=150),
            "pronouns": LineField("P&ronouns", name="pronouns"),
            "is_welsh_wanted": CheckField("&Welsh wanted, spoken and written", name="is_welsh_wanted"),
            "note": TextField("Anythin&g else", lines=2, name="note", hint=NO_ACCOUNT),
            "noted_on": DateField("Noted on", self._today, name="noted_on"),
            "noted_by": LineField("Noted by", name="noted_by"),
        }  # fmt: skip
        fill(fields, old)
        fill(fields, file.witness)
        fields["noted_on"].set_value(today)
        fields["noted_by"].set_value(self._user)

        def save() -> Sequence[Problem]:
            noted_on = fields["noted_on"].value()
            if noted_on is None:
                return (Problem("noted_on", "Enter the day on which she said it."),)
            wishes = ContactPreference(**ids, **typed(fields, old))
            return self._view_model.save_wishes(wishes, file.witness.model_copy(update=typed(fields, file.witness)))

        wide = ("week_days", "formats", "note")
        return self._open(
            "What she wants", "Record wishes", fields, save,
            intro="As she said it. Earlier entries stay and no longer count. Her safe contact comes before her wishes.",
            spans={name: 2 if name in wide else 1 for name in fields}, width=620,
        )  # fmt: skip

    def earlier_wishes(self) -> None:
        """Show what she wanted before, the newest first."""
        self._session.dialogs.show_text("What she wanted before", self._page.earlier_wishes)
