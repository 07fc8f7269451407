"""What a witness prefers: how, when and how often she hears from the office, by whom and in what form."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Field

from victimplanner.domain.contact import Channel
from victimplanner.domain.dates import WEEKDAYS, clock_time
from victimplanner.domain.record import Record


class Frequency(StrEnum):
    """How often she wants to hear from the office."""

    NOT_ASKED = "not_asked"
    EVERY_STEP = "every_step"
    KEY_EVENTS = "key_events"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ONLY_IF_NEEDED = "only_if_needed"


FREQUENCY_WORDS = {
    Frequency.NOT_ASKED: "Not asked",
    Frequency.EVERY_STEP: "At every step",
    Frequency.KEY_EVENTS: "Decisions and court dates only",
    Frequency.WEEKLY: "Every week",
    Frequency.MONTHLY: "Every month",
    Frequency.ONLY_IF_NEEDED: "Only when she must be told",
}


class GenderWish(StrEnum):
    """Whom she would rather have: as interpreter, or among the staff she meets."""

    NOT_ASKED = "not_asked"
    WOMAN = "woman"
    MAN = "man"
    NO_PREFERENCE = "no_preference"


GENDER_WISH_WORDS = {
    GenderWish.NOT_ASKED: "Not asked",
    GenderWish.WOMAN: "A woman",
    GenderWish.MAN: "A man",
    GenderWish.NO_PREFERENCE: "No preference",
}


class Format(StrEnum):
    """The form in which she wants what is written."""

    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    AUDIO = "audio"
    BRAILLE = "braille"
    SIGN_LANGUAGE = "sign_language"
    TRANSLATION = "translation"


FORMAT_WORDS = {
    Format.LARGE_PRINT: "Large print",
    Format.EASY_READ: "Easy read",
    Format.AUDIO: "Audio",
    Format.BRAILLE: "Braille",
    Format.SIGN_LANGUAGE: "British Sign Language",
    Format.TRANSLATION: "Translation",
}


class ContactPreference(Record):
    """What she said on how she wants to hear from the office. A later entry supersedes; earlier ones stay.

    Days of the week count from Monday, 0; none: any day. Times are local (Europe/London).
    """

    case_id: str = Field(foreign_key="case.id", index=True)
    witness_id: str = Field(foreign_key="witness.id", index=True)
    method: Channel | None = None
    week_days: tuple[int, ...] = ()
    earliest: dt.time | None = None
    latest: dt.time | None = None
    frequency: Frequency = Frequency.NOT_ASKED
    dialect: str = ""
    interpreter_gender: GenderWish = GenderWish.NOT_ASKED
    staff_gender: GenderWish = GenderWish.NOT_ASKED
    formats: tuple[Format, ...] = ()
    is_welsh_wanted: bool = False
    note: str = ""
    noted_on: dt.date
    noted_by: str = ""
    sequence: int = 1

    def why_not(self, day: dt.date, start: dt.time | None, end: dt.time | None) -> str:
        """Say in which way a time lies outside what she prefers; empty: it does not."""
        if self.week_days and day.weekday() not in self.week_days:
            names = [WEEKDAYS[number] for number in sorted(self.week_days)]
            return f"She prefers {_or(names)}."
        if self.earliest and start and start < self.earliest:
            return f"She prefers not before {clock_time(self.earliest)}."
        if self.latest and end and end > self.latest:
            return f"She prefers to be done by {clock_time(self.latest)}."
        return ""


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
