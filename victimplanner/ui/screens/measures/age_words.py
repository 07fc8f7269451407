"""How old she is on the days that matter, and what becomes of each measure when she turns 18, in words."""

from __future__ import annotations

import datetime as dt

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.turning_18 import AT_EIGHTEEN_WORDS, eighteenth_birthday
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.measures.state import MeasuresPage

_SOON = 366  # days from which the birthday is a warning even when no trial is listed
_BY_AGE_ALONE = (
    "A direction that rests on age alone ends that day (s.21(8)), unless her evidence has begun. "
    "See whether another ground holds."
)
_OTHER_GROUND = "Another ground holds as well; measures given for age alone end that day (s.21(8))."


def turns_18_on(file: WitnessFile, today: dt.date) -> dt.date | None:
    """Return her eighteenth birthday while she is a child with a date of birth."""
    born = file.witness.date_of_birth
    return eighteenth_birthday(born) if born is not None and file.is_child_on(today) else None


def age_words(page: MeasuresPage) -> str:
    """Say how old she is at the decision, at the recording and at the trial; "" without a date of birth."""
    known = [
        f"{then.occasion}: {then.age} on {full_day(then.on)}" for then in page.ages if then.age is not None and then.on
    ]
    return f"Age. {'; '.join(known)}." if known else ""


def short_age_words(page: MeasuresPage) -> str:
    """The same in a line, where she is or was under 18 on one of the days: "17 at the court’s decision, 18 at the trial"."""
    known = [then for then in page.ages if then.age is not None]
    if not any(then.is_under_18 for then in known):
        return ""
    words = []
    for then in known:
        occasion = then.occasion[:1].lower() + then.occasion[1:]
        words.append(f"{then.age} {occasion if occasion.startswith('if ') else f'at the {occasion}'}")
    return f"Age {', '.join(words)}."


def is_pressing(page: MeasuresPage) -> bool:
    """Whether she turns 18 before her recording or the trial, or within a year while none is listed."""
    birthday = page.turns_18_on
    if birthday is None:
        return False
    coming = [then.on for then in page.ages if then.on is not None and then.on >= page.today]
    last = max((day for day in coming if day > page.today), default=page.today + dt.timedelta(days=_SOON))
    return birthday <= last


def at_eighteen_words(page: MeasuresPage) -> str:
    """What ends on her birthday and what goes on, measure by measure, or by the rule while nothing is directed."""
    if page.at_eighteen:
        outcomes: dict[str, list[str]] = {}
        for line in page.at_eighteen:
            outcomes.setdefault(AT_EIGHTEEN_WORDS[line.outcome], []).append(page.title_of(line.measure))
        return " ".join(f"{outcome}: {', '.join(names)}." for outcome, names in outcomes.items())
    return _OTHER_GROUND if page.other_ground_than_age else _BY_AGE_ALONE


def at_eighteen_text(page: MeasuresPage) -> str:
    """Each measure with what becomes of it and why, for the dialog behind the banner."""
    if not page.at_eighteen:
        return f"No measure is directed yet. {_OTHER_GROUND if page.other_ground_than_age else _BY_AGE_ALONE}"
    parts = [
        f"{page.title_of(line.measure)}: {AT_EIGHTEEN_WORDS[line.outcome].lower()}.\n{line.because} {line.source}."
        for line in page.at_eighteen
    ]
    return "\n\n".join(filter(None, [*parts, age_words(page)]))
