"""Facts of one row held against each other and against today. Nothing is changed here, only said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from victimplanner.domain.case import CourtKind, PleaKind
from victimplanner.domain.case_file import age_on
from victimplanner.domain.contact import ContactRoute
from victimplanner.domain.dates import plain_date
from victimplanner.domain.importing.facts import Answer, ImportIssue, ImportRow, Level
from victimplanner.domain.importing.knowledge import ImportKnowledge, plain

_OLDEST_AGE = 110
_YEARS_AHEAD = 5
_YEARS_BACK = 10
_EVENTS = ("charged_on", "plea_on", "ptph_on", "trial_on")
_ORDER = (
    ("charged_on", "plea_on"),
    ("charged_on", "ptph_on"),
    ("charged_on", "trial_on"),
    ("plea_on", "trial_on"),
    ("ptph_on", "trial_on"),
)
_PAST_EVENTS = ("charged_on", "plea_on")


def cross_check(row: ImportRow, knowledge: ImportKnowledge, today: dt.date) -> tuple[ImportIssue, ...]:
    """Return what does not fit together in a row, in the order of its columns."""
    found = (*_age(row, today), *_order(row, knowledge, today), *_plea(row), *_court(row), *_contact(row))
    return tuple(ImportIssue(name, Level.WARNING, f"{knowledge.label(name)}: {message}") for name, message in found)


def _age(row: ImportRow, today: dt.date) -> Iterator[tuple[str, str]]:
    age = age_on(row.date_of_birth, today)
    if row.date_of_birth is None or age is None:
        yield (
            "date_of_birth",
            "Not known, so it cannot be worked out whether she or he counts as a child.",
        )
    elif row.date_of_birth > today:
        yield "date_of_birth", f"{plain_date(row.date_of_birth)} is still to come. Check it."
    elif row.charged_on and row.date_of_birth > row.charged_on:
        yield "date_of_birth", f"{plain_date(row.date_of_birth)} is after the charge. Check it."
    elif age > _OLDEST_AGE:
        yield "date_of_birth", f"This gives an age of {age}. Check the year."
    elif age < 18:
        yield (
            "date_of_birth",
            f"Under 18 today ({age}): the meeting offer for adults does not apply;"
            " a child witness is eligible for special measures by age.",
        )


def _order(row: ImportRow, knowledge: ImportKnowledge, today: dt.date) -> Iterator[tuple[str, str]]:
    dates: dict[str, dt.date] = {name: day for name in _EVENTS if (day := getattr(row, name)) is not None}
    for earlier, later in _ORDER:
        if earlier in dates and later in dates and dates[later] < dates[earlier]:
            yield (
                later,
                f"{plain_date(dates[later])} is before {_lower(knowledge.label(earlier))}"
                f" ({plain_date(dates[earlier])}). Both were kept; check them.",
            )
    for name, day in dates.items():
        if name in _PAST_EVENTS and day > today:
            yield name, f"{plain_date(day)} is still to come. It was kept; check it."
        elif day.year > today.year + _YEARS_AHEAD:
            yield name, f"{plain_date(day)} is more than {_YEARS_AHEAD} years away. It was kept; check the year."
        elif day.year < today.year - _YEARS_BACK:
            yield name, f"{plain_date(day)} is more than {_YEARS_BACK} years ago. It was kept; check the year."


def _plea(row: ImportRow) -> Iterator[tuple[str, str]]:
    if row.plea == PleaKind.NOT_GUILTY and row.plea_on is None:
        yield (
            "plea_on",
            "A not guilty plea without a date: the application date for special measures cannot be worked out.",
        )
    if row.plea == PleaKind.GUILTY:
        yield "plea", "A guilty plea: no trial meeting may be needed. Check what is still to come for the case."
        if row.plea_on is None:
            yield "plea_on", "A guilty plea without a date; add it when it is known."
    if row.plea is None and row.plea_on is not None:
        yield "plea", f"There is a plea date ({plain_date(row.plea_on)}) but no plea. No plea was recorded."
    if len(row.defendants) > 1 and row.plea is not None:
        yield (
            "plea",
            f"One plea stands for {len(row.defendants)} defendants; it was taken for each. Check them one by one.",
        )
    if len(row.defendants) > 1 and row.remand != "unknown":
        yield (
            "remand",
            f"One word stands for {len(row.defendants)} defendants; it was taken for each. Check them one by one.",
        )


def _court(row: ImportRow) -> Iterator[tuple[str, str]]:
    if row.court_kind == CourtKind.MAGISTRATES and row.ptph_on:
        yield (
            "court",
            "The court is a magistrates' court, but a plea and trial preparation hearing is held in the Crown Court."
            " Time limits depend on the court; check where the case is now.",
        )
    if row.s28 == Answer.NO and "s28" in plain(row.special_measures).replace("section ", "s"):
        yield "s28", "The answer is no, but the special measures name section 28. Check which is right."


def _contact(row: ImportRow) -> Iterator[tuple[str, str]]:
    if row.contact.route == ContactRoute.VIA_ISVA and not row.isva:
        yield "safe_contact", "Contact only through an ISVA, but no ISVA is named. Find out who before any contact."


def _lower(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]
