"""Recording an order of the court with its dates, and that the court was asked for those it left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from victimplanner.domain.errors import Problem
from victimplanner.domain.section_28 import COURT_DATE_WORDS, CourtDate, rule_of
from victimplanner.services.section_28 import LATER_DATES, CourtOrder
from victimplanner.ui.screens.section_28.forms import Section28Forms
from victimplanner.ui.widgets import CheckField, DateField, LineField, TextField, TimeField
from victimplanner.ui.widgets.form_dialog import FormDialog


class OrderDialogs(Section28Forms):
    """The order and the chase."""

    def order(self, which: CourtDate | None = None) -> FormDialog | None:
        """Record the dates of an order; what stands is filled in. `which` is the date to begin at."""
        page = self._page
        if page.file is None:
            return None
        held = {card.which: card.line for card in page.cards}
        grh, recording = held[CourtDate.GROUND_RULES], held[CourtDate.RECORDING]
        now = page.file.latest_order
        fields: dict[str, Any] = {
            "ordered_on": DateField("Order &made on", self._today, name="ordered_on"),
            "judge": LineField("&Judge", name="judge"),
            "received_on": DateField("&Received here on", self._today, name="received_on"),
            "ground_rules_needed": CheckField(
                "A &ground rules hearing is ordered",
                name="ground_rules_needed",
                hint="If none is ordered, vacate a listed one with Moved or vacated." if grh.state == "set" else "",
            ),
            "ground_rules_on": DateField("(a) Ground rules &hearing", self._today, name="ground_rules_on"),
            "ground_rules_at": TimeField("Time", name="ground_rules_at"),
            "ground_rules_place": LineField("Place", name="ground_rules_place"),
            "recording_on": DateField("(b) Re&cording", self._today, name="recording_on"),
            "recording_at": TimeField("Time", name="recording_at"),
            "recording_place": LineField("Place", name="recording_place"),
        }
        for later in LATER_DATES:
            fields[f"date_{later.value}"] = DateField(
                f"({later.value}) {COURT_DATE_WORDS[later]}", self._today, name=f"date_{later.value}"
            )
        fields["reason"] = TextField(
            "&Why a date has changed", lines=2, name="reason", hint="The old date is kept with the reason."
        )
        values: dict[str, Any] = {
            "judge": now.judge if now else "",
            "ground_rules_needed": now.ground_rules_hearing_needed if now else True,
            "ground_rules_on": grh.on,
            "ground_rules_at": grh.starts,
            "ground_rules_place": grh.hearing.place if grh.hearing and grh.on else "",
            "recording_on": recording.on,
            "recording_at": recording.starts,
            "recording_place": recording.hearing.place if recording.hearing and recording.on else "",
            **{f"date_{later.value}": held[later].on for later in LATER_DATES},
        }
        for name, value in values.items():
            fields[name].set_value(value)

        def entered() -> CourtOrder:
            got = {name: field.value() for name, field in fields.items()}
            dates = {later: got.pop(f"date_{later.value}") for later in LATER_DATES}
            return CourtOrder(**got, dates={later: on for later, on in dates.items() if on is not None})

        if not self._view_model.needs_reason(entered()):
            fields["reason"].hide()

        def follow() -> None:
            needed = self._view_model.needs_reason(entered())
            if needed != fields["reason"].isVisibleTo(dialog):
                fields["reason"].setVisible(needed)
                dialog.fit()

        for field in fields.values():
            field.changed.connect(follow)
        dialog = self._open(
            "Record court dates", "Record court dates", fields, lambda: self._view_model.record_order(entered()),
            intro="Enter what the order says and leave the rest empty. No date is calculated (CrimPR 2025 r.18.8(2)).",
            columns=3,
            spans={
                "ordered_on": 1, "judge": 1, "received_on": 1, "ground_rules_needed": 3, "ground_rules_on": 1,
                "ground_rules_at": 1, "ground_rules_place": 1, "recording_on": 1, "recording_at": 1,
                "recording_place": 1, "date_c": 1, "date_d": 1, "date_e": 1,
            },
        )  # fmt: skip
        begin = {None: "ordered_on", CourtDate.GROUND_RULES: "ground_rules_on", CourtDate.RECORDING: "recording_on"}
        fields[begin.get(which, f"date_{which.value if which else ''}")].setFocus()
        return dialog

    def chase(self) -> FormDialog | None:
        """Record that the court was asked for the dates that are missing."""
        page = self._page
        if not page.missing:
            return None
        ticks = {
            f"chase_{which.value}": CheckField(
                f"{rule_of(which)} {COURT_DATE_WORDS[which]}", name=f"chase_{which.value}", checked=True
            )
            for which in page.missing
        }
        on = DateField("Asked &on", self._today, name="chased_on")
        on.set_value(self._session.today)
        how = LineField("&How", name="how", placeholder="E-mail to the list officer")

        def save() -> Sequence[Problem]:
            about = tuple(rule_of(which) for which in page.missing if ticks[f"chase_{which.value}"].value())
            if not about:
                return (Problem("", "Tick at least one date that you asked for."),)
            return self._view_model.record_chases(about, on.value(), how.value())

        return self._open(
            "Court asked for dates", "Record chase", {**ticks, "chased_on": on, "how": how}, save,
            intro="The time to ask again runs from this day.", spans={"chased_on": 1, "how": 1},
        )  # fmt: skip
