"""The office whose file this is, and the days it closes besides bank holidays."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field

from victimplanner.domain.record import Record


class Office(Record):
    """Office details and unit limits. Limits that the law leaves open are defaults a manager may change."""

    name: str
    area: str = ""
    phone: str = ""
    address: str = ""  # lines, as they stand at the head of a letter
    handling_line: str = ""  # what the office adds beside the marking of its papers, as "Do not leave on a desk"
    logo: bytes = Field(default=b"", repr=False, schema_extra={"json_schema_extra": {"secret": True}})  # PNG, or none
    hours: str = "Monday to Friday, 9am to 5pm"
    is_practice: bool = False  # invented cases only; every page and print says PRACTICE
    marks_witness_papers: bool = True  # whether papers for the witness carry the handling marking
    contact_confirm_days: int = 30  # calendar days after which safe contact is confirmed again
    rule_counts: dict[str, int] = Field(default_factory=dict)  # rule id -> count that a manager set
    limit_history: dict[str, tuple[tuple[dt.date, int | None], ...]] = Field(default_factory=dict)
    # rule id -> since which day which count held (None: the default); empty: the present one always did
    aims: dict[str, int] = Field(default_factory=dict)  # report figure -> percentage that the unit aims at
    without_arrangements: dict[str, str] = Field(default_factory=dict)  # measure id -> why it is not to be had here

    def limit_on(self, rule_id: str, day: dt.date) -> int | None:
        """Return the number of days that the office had set for a rule on `day`, None where the default counted.

        What was done on a day is judged by the number of that day: a later change does not turn late into in time.
        """
        history = self.limit_history.get(rule_id)
        if not history:
            return self.rule_counts.get(rule_id)
        held = [number for since, number in history if since <= day]
        return held[-1] if held else None


class ClosedDay(Record):
    """A day on which this office does not work. It moves Code duties (working days), never the court's limits."""

    on: dt.date
    reason: str = ""
