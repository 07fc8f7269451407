"""The witness: who she is to the case, and her gates to special measures. How she is reached: see `contact`."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Collection
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.record import Record

_REFERENCE_LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"  # no I, O, Q, U: read aloud and by hand without doubt
_REFERENCE_DIGITS = "23456789"


def new_witness_reference(taken: Collection[str]) -> str:
    """Return a random paper reference such as "W-K7" that is not among `taken`.

    Never a sequence: "W2" would tell a reader that there is a W1. Longer once a URN has used up the short ones.
    """
    length = 1
    while True:
        for _ in range(200):
            letters = "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(length))
            reference = f"W-{letters}{secrets.choice(_REFERENCE_DIGITS)}"
            if reference not in taken:
                return reference
        length += 1


class Witness(Record):
    """A witness of one case; a complainant is a witness who is also a victim.

    `number` gives the label W1, W2 for the screen; `reference` (W-K7) is for every paper.
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    number: int
    reference: str
    name: str = Field(schema_extra={"json_schema_extra": {"secret": True}})
    preferred_name: str = Field(default="", schema_extra={"json_schema_extra": {"secret": True}})
    pronouns: str = "she/her"
    date_of_birth: dt.date | None = None
    believed_under_18: bool = False  # "reason to believe under 18", YJCEA s.33(5)-(6)
    is_complainant: bool = True
    language: str = "English"
    interpreter_need: str = ""  # language, dialect, gender; empty: not needed or not asked
    access_needs: str = ""
    abe_recorded_on: dt.date | None = None
    abe_minutes: int | None = None
    video_requested: bool = False  # the s.22A request that the recording be admitted

    @property
    def label(self) -> str:
        return f"W{self.number}"

    @property
    def masked(self) -> str:
        """What a screen shows in place of the name: "W1 · W-K7"."""
        return f"{self.label} · {self.reference}"

    def without_name(self, text: str) -> str:
        """Return words that somebody typed with her label in place of her name, for lists that are open to the room.

        A first name or surname is found as written and in capitals; a word of everyday English is left ("mark").
        """
        for name in (self.name, self.preferred_name):
            for words in (name.strip(), *(part for part in name.split() if len(part) > 2)):
                if words:
                    found = rf"(?<!\w)(?:{re.escape(words)}|{re.escape(words.upper())})(?!\w)"
                    text = re.sub(found, self.label, text)
        return text


class GateCode(StrEnum):
    """The gates of YJCEA ss.16, 17 and 22. A witness may hold several at once."""

    S16_CHILD = "S16_CHILD"
    S16_INCAP = "S16_INCAP"
    S17_FEAR = "S17_FEAR"
    S17_4_SEX = "S17_4_SEX"
    S17_4_MSA = "S17_4_MSA"
    S17_4_DA = "S17_4_DA"
    S17_5_WEAPON = "S17_5_WEAPON"
    S22_QUALIFYING = "S22_QUALIFYING"


class GateHolds(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_RELIED_ON = "not_relied_on"
    DECLINED = "declined"  # the witness told the court that she does not wish to be eligible this way


GATE_HOLDS_WORDS = {
    GateHolds.YES: "Yes",
    GateHolds.NO: "No",
    GateHolds.NOT_RELIED_ON: "Not relied on",
    GateHolds.DECLINED: "Declined by the witness",
}


class Gate(Record):
    """One gate as considered: whether it holds, on what evidence, by whom and when. Later entries supersede."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    code: GateCode
    holds: GateHolds
    evidence: str = ""
    considered_by: str = ""
    considered_on: dt.date
    sequence: int = 1


class AdjustmentState(StrEnum):
    ASKED_FOR = "asked_for"
    ARRANGED = "arranged"
    REFUSED = "refused"


class Adjustment(Record):
    """Something that is not a special measure: entrance, breaks, meeting the advocate (list in resources)."""

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    text: str
    state: AdjustmentState = AdjustmentState.ASKED_FOR
    noted_on: dt.date
