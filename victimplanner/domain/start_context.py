"""What the triggers of rules may look at in one witness's file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from victimplanner.domain.calendar import Calendar
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.eligibility import Availability
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.preparation import PreparationLine


@dataclass(frozen=True)
class StartContext:
    """What a trigger may look at.

    `limits` are the application limits already worked out for this witness, `open_measures` what is open to her,
    `steps` her preparation for a section 28 recording.
    """

    file: WitnessFile
    today: dt.date
    calendar: Calendar
    limits: tuple[Working, ...] = ()
    titles: Mapping[MeasureId, str] = field(default_factory=dict)
    open_measures: tuple[Availability, ...] = ()
    steps: tuple[PreparationLine, ...] = ()

    def is_open(self, measure: MeasureId) -> bool:
        return any(answer.is_open for answer in self.open_measures if answer.measure.id is measure)
