"""All dialogs of the Section 28 tab, and the one on considering section 28."""

from __future__ import annotations

from collections.abc import Sequence

from victimplanner.domain.errors import Problem
from victimplanner.domain.section_28 import SECTION_28_OUTCOME_WORDS, Section28Consideration, Section28Outcome
from victimplanner.ui.screens.section_28.forms import NO_ACCOUNT
from victimplanner.ui.screens.section_28.hearing_dialogs import HearingDialogs
from victimplanner.ui.screens.section_28.order_dialogs import OrderDialogs
from victimplanner.ui.screens.section_28.step_dialog import StepDialog
from victimplanner.ui.widgets import ChoiceField, DateField, LineField, TextField
from victimplanner.ui.widgets.form_dialog import FormDialog


class Section28Dialogs(OrderDialogs, StepDialog, HearingDialogs):
    """Everything that is recorded on the tab."""

    def consider(self) -> FormDialog | None:
        """Record that section 28 was considered, with the reason and whether it was explained to her."""
        page = self._page
        if page.file is None or page.availability is None:
            return None
        ids = {"case_id": page.file.case.id, "witness_id": page.file.witness.id}
        now = page.consideration
        outcome = ChoiceField("&Outcome", list(SECTION_28_OUTCOME_WORDS.items()), name="outcome")
        is_open = page.availability.is_open
        outcome.set_value(now.outcome if now else Section28Outcome.SOUGHT if is_open else Section28Outcome.NOT_OPEN)
        reason = TextField("&Reason", lines=3, name="reason", hint=NO_ACCOUNT)
        reason.set_value(now.reason if now else "" if is_open else page.availability.because)
        on = DateField("&Considered on", self._today, name="considered_on")
        on.set_value(self._session.today)
        by = LineField("Considered &by", name="considered_by")
        by.set_value(self._session.app.user.display_name)
        explained = DateField(
            "E&xplained to the witness on", self._today, name="explained_on",
            hint="Questions asked earlier and recorded; the accused sees and hears; the judge sets the day.",
        )  # fmt: skip
        explained.set_value(now.explained_on if now else None)

        def save() -> Sequence[Problem]:
            if on.value() is None:
                return (Problem("considered_on", "Enter the day on which it was considered."),)
            return self._view_model.consider(
                Section28Consideration(
                    case_id=ids["case_id"],
                    witness_id=ids["witness_id"],
                    outcome=outcome.value(),
                    reason=reason.value().strip(),
                    explained_on=explained.value(),
                    considered_by=by.value().strip(),
                    considered_on=on.value(),
                )
            )

        return self._open(
            "Section 28 considered", "Record consideration",
            {
                "outcome": outcome, "reason": reason, "considered_on": on, "considered_by": by,
                "explained_on": explained,
            },
            save, intro="Earlier entries stay and no longer count.", spans={"considered_on": 1, "considered_by": 1},
        )  # fmt: skip

    def earlier_considerations(self) -> None:
        """Show every entry, the newest first."""
        self._session.dialogs.show_text("Section 28: every consideration", self._page.considered_history)
