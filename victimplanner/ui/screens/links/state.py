"""What the Live link tab shows, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.link_steps import LinkStep, SightRow
from victimplanner.domain.links import LinkArrangement, LinkChange
from victimplanner.services.links import LinkWarning

TOLD = "told"


@dataclass(frozen=True)
class LinksPage:
    """Everything the tab shows of one witness. `link` is the arrangement in view, None while there is none.

    `arrangements` and `occasions` are (id, words); `form` holds what is typed, by field of the arrangement.
    """

    file: WitnessFile | None = None
    today: dt.date = dt.date.min
    label: str = ""
    arrangements: tuple[tuple[str, str], ...] = ()
    occasions: tuple[tuple[str | None, str], ...] = ()
    rooms: tuple[tuple[str | None, str], ...] = ()
    people: tuple[tuple[str | None, str], ...] = ()
    link: LinkArrangement | None = None
    is_new: bool = False
    booking: tuple[str, ...] = ("unknown", "Planned")
    steps: tuple[LinkStep, ...] = ()
    sight: tuple[SightRow, ...] = ()
    warnings: tuple[LinkWarning, ...] = ()
    changes: tuple[LinkChange, ...] = ()
    safe_contact: str = ""
    needs_reason: bool = False
    waiting: int = 0
    may_record: bool = True
    error: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
