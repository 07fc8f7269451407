"""Which level of rights a witness has under the Victims' Code, why, and since when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plain_date
from victimplanner.domain.rights import RightsLevel, RightsOverride
from victimplanner.domain.witness import GateCode

_VULNERABLE = frozenset({GateCode.S16_CHILD, GateCode.S16_INCAP})
_INTIMIDATED = frozenset({GateCode.S17_FEAR, GateCode.S17_4_MSA, GateCode.S17_4_DA, GateCode.S17_5_WEAPON})


@dataclass(frozen=True)
class Rights:
    """The level that counts, in words why, since when (None: not recorded), and what the facts alone would give."""

    level: RightsLevel
    because: str
    since: dt.date | None
    derived: RightsLevel
    override: RightsOverride | None = None


def rights_of(file: WitnessFile, today: dt.date) -> Rights:
    """Derive the level of rights on a day from offence, age and grounds; a reasoned override made by then comes first.

    Victims' Code 2020, enhanced rights: victims of the most serious crime (sexual offences among them), vulnerable or
    intimidated victims, those persistently targeted. A stopped charge takes nothing away. That somebody was
    persistently targeted cannot be derived: it is an override with its reason.
    """
    derived, because, since = _derived(file, today)
    made = [entry for entry in file.rights_overrides if entry.decided_on <= today]
    override = max(made, key=lambda entry: entry.sequence, default=None)
    if override is None or override.level is None:
        return Rights(derived, because, since, derived)
    reason = file.witness.without_name(override.reason).rstrip(".")
    words = f"set by {override.decided_by} on {plain_date(override.decided_on)}: {reason}"
    return Rights(override.level, words, override.decided_on, derived, override)


def _derived(file: WitnessFile, today: dt.date) -> tuple[RightsLevel, str, dt.date | None]:
    if not file.witness.is_complainant:
        return RightsLevel.STANDARD, "a witness, not a victim in this case", None
    sexual = [charge for charge in file.charges if charge.is_sexual_offence]
    if sexual:
        days = [charge.charged_on for charge in sexual if charge.charged_on]
        return RightsLevel.ENHANCED, "sexual offence", min(days, default=None)
    held = file.gates_held_on(today)
    considered = file.gates_as_considered()
    for gates, words in ((_VULNERABLE, "vulnerable"), (_INTIMIDATED, "intimidated")):
        if own := held & gates:
            since = [considered[code].considered_on for code in own if code in considered]
            return RightsLevel.ENHANCED, words, min(since, default=None)
    return RightsLevel.STANDARD, "no fact recorded gives enhanced rights", None
