"""What a safe-contact cell says, as hints.

Decisions:
- The cell's own words are always kept, whole. Hints can only make contact narrower; a plain "letters ok" is the
  one exception, and loses against any "no letters".
- A list is not a confirmation: whoever contacts her confirms first.
- Where words such as "not" stand in a part that was not understood, no telephone number is offered from the cell:
  it might be the one not to use.
- Words that were not understood are named in a warning, because a restriction might be among them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from victimplanner.domain.contact import ContactRoute, Permission
from victimplanner.domain.dates import clock_time, plural
from victimplanner.domain.importing.facts import ContactHints, Level
from victimplanner.domain.importing.knowledge import ImportKnowledge
from victimplanner.domain.importing.names import Message, tidy, tidy_lines

_PHONE = re.compile(r"(?<![0-9])(?:\+44\s?(?:\(0\))?|\+[0-9]{1,3}|0)(?:[\s\-]?[0-9]){8,11}(?![0-9])", re.ASCII)
_CLOCK = r"(?P<{0}hour>[01]?[0-9]|2[0-3])(?:[:.](?P<{0}minute>[0-5][0-9]))?\s*(?P<{0}half>am|pm|a\.m\.|p\.m\.|noon)?"
_ONE_TIME = re.compile(
    r"\b(?P<never>not |never )?(?P<when>after|from|before|until|till|by) " + _CLOCK.format("") + r"(?![0-9])"
)
_SPAN = re.compile(
    r"\b(?:between )?" + _CLOCK.format("first_") + r"\s*(?:-|to|and|until)\s*" + _CLOCK.format("last_") + r"(?![0-9])"
)
_REASON = re.compile(r"\s+-\s+|\s*\(|:\s+|\b(?:because|since|as)\b")
_STRICT = {Permission.YES: 0, Permission.UNKNOWN: 1, Permission.NO: 2}
_ROUTE_WORDS = {
    ContactRoute.DIRECT: "directly",
    ContactRoute.VIA_ISVA: "through ISVA only",
    ContactRoute.VIA_POLICE: "through police only",
    ContactRoute.NO_CONTACT: "no contact",
}
_STRICT_ROUTES = (
    ContactRoute.NO_CONTACT,
    ContactRoute.VIA_POLICE,
    ContactRoute.VIA_ISVA,
    ContactRoute.DIRECT,
    ContactRoute.UNKNOWN,
)


@dataclass
class _Cell:
    """The cell while it is read: what has been understood is blanked out in `left`, place by place."""

    text: str
    left: str = field(init=False)

    def __post_init__(self) -> None:
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        self.left = low.translate(str.maketrans("\u2019\u2018\u2013\u2014\u2011", "''---"))

    def take(self, start: int, end: int) -> None:
        self.left = self.left[:start] + "\x1f" * (end - start) + self.left[end:]

    def take_words(self, words: Iterable[str]) -> int:
        """Take every place where one of the phrases stands; return where the last ended, 0 for none."""
        last = 0
        for phrase in sorted(words, key=len, reverse=True):
            pattern = r"(?<![\w'])(?<!not )(?<!longer )" + re.escape(phrase).replace(r"\ ", r"\s+") + r"(?![\w'])"
            for found in re.finditer(pattern, self.left):
                self.take(*found.span())
                last = max(last, found.end())
        return last


def read_contact(text: str, knowledge: ImportKnowledge) -> tuple[ContactHints, tuple[Message, ...]]:
    """Return the hints of one safe-contact cell and what to say about it. Names and numbers are in no message."""
    raw = tidy_lines(text)
    if not raw:
        return ContactHints(), ((Level.WARNING, "No safe contact is given. Ask before any call, letter or e-mail."),)
    words = knowledge.words["contact"]
    cell = _Cell(tidy(text))
    phones = _phones(cell)
    times, earliest, latest = _times(cell)
    no_contact = cell.take_words(words["no_contact"]) > 0
    police = cell.take_words(words["via_police"]) > 0
    isva = cell.take_words(words["via_isva"]) > 0
    only = {kind: cell.take_words(words[kind]) > 0 for kind in ("mobile_only", "text_only", "email_only")}
    voicemail, _ = _permission(cell, words["no_voicemail"], words["voicemail_ok"])
    letters, restricted_at = _permission(cell, words["no_letters"], words["letters_ok"])
    no_email = cell.take_words(words["no_email"]) > 0
    keep_from = _reason(cell, restricted_at) if restricted_at else ""
    cell.take_words(words["filler"])
    unread = " ".join(re.sub(r"[\x1f,;:()/.\-]+", " ", cell.left).split())
    messages: list[Message] = []
    if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", unread) for word in words["negations"]):
        # "not the landline": which number it is about is not understood, so none is offered
        phones = ()
        voicemail, letters = _not_yes(voicemail), _not_yes(letters)
    route = ContactRoute.DIRECT if phones or any(only.values()) else ContactRoute.UNKNOWN
    for stricter, applies in (
        (ContactRoute.VIA_ISVA, isva),
        (ContactRoute.VIA_POLICE, police),
        (ContactRoute.NO_CONTACT, no_contact),
    ):
        route = stricter if applies else route
    if no_contact + police + isva > 1:
        messages.append((Level.WARNING, "More than one way of contact is named; the strictest was taken. Ask which."))
    if any(only.values()):
        letters = Permission.NO
    hints = ContactHints(
        raw=raw,
        route=route,
        phones=phones,
        times=times,
        earliest=earliest,
        latest=latest,
        voicemail=Permission.NO if only["text_only"] or only["email_only"] else voicemail,
        letters=letters,
        email_allowed=Permission.NO if no_email or only["mobile_only"] or only["text_only"] else Permission.UNKNOWN,
        mobile_only=only["mobile_only"],
        keep_from=keep_from,
        unread=unread,
    )
    if summary := _summary(hints):
        messages.append((Level.NOTE, f"Read as: {summary}. The cell's own words are kept beside it."))
    if only["mobile_only"] and not phones:
        messages.append((Level.WARNING, "Only a telephone may be used, but no number is given."))
    if unread:
        messages.append(
            (
                Level.WARNING,
                "Part of the instruction was not understood; read the cell's own words before any contact.",
            )
        )
    return hints, tuple(messages)


def _not_yes(permission: Permission) -> Permission:
    return Permission.UNKNOWN if permission == Permission.YES else permission


def _summary(hints: ContactHints) -> str:
    """Return the hints in words for the preview, without numbers or names."""
    parts = [_ROUTE_WORDS[hints.route]] if hints.route in _ROUTE_WORDS else []
    parts += [plural(len(hints.phones), "telephone number")] if hints.phones else []
    parts += ["telephone only"] if hints.mobile_only else []
    parts += [f"from {clock_time(hints.earliest)}"] if hints.earliest else []
    parts += [f"until {clock_time(hints.latest)}"] if hints.latest else []
    for channel, permission in (
        ("voicemail", hints.voicemail),
        ("letters", hints.letters),
        ("e-mail", hints.email_allowed),
    ):
        if permission != Permission.UNKNOWN:
            parts.append(f"{'no ' if permission == Permission.NO else ''}{channel}")
    parts += ["a reason or person to keep it from is given"] if hints.keep_from else []
    return ", ".join(parts)


def join_contacts(first: ContactHints, second: ContactHints) -> ContactHints:
    """Return the hints of two cells about one person: every word kept, the stricter of each pair."""
    if first.raw == second.raw or not second.raw:
        return first
    if not first.raw:
        return second
    return ContactHints(
        raw=f"{first.raw}\n{second.raw}",
        route=min(first.route, second.route, key=_STRICT_ROUTES.index),
        phones=tuple(dict.fromkeys((*first.phones, *second.phones))),
        times=_join(first.times, second.times),
        earliest=max((t for t in (first.earliest, second.earliest) if t), default=None),
        latest=min((t for t in (first.latest, second.latest) if t), default=None),
        voicemail=max(first.voicemail, second.voicemail, key=_STRICT.__getitem__),
        letters=max(first.letters, second.letters, key=_STRICT.__getitem__),
        email_allowed=max(first.email_allowed, second.email_allowed, key=_STRICT.__getitem__),
        mobile_only=first.mobile_only or second.mobile_only,
        keep_from=_join(first.keep_from, second.keep_from),
        unread=_join(first.unread, second.unread),
    )


def _join(first: str, second: str) -> str:
    return "; ".join(dict.fromkeys(text for text in (first, second) if text))


def _phones(cell: _Cell) -> tuple[str, ...]:
    found = []
    for match in _PHONE.finditer(cell.left):
        found.append(cell.text[match.start() : match.end()].strip())
        cell.take(*match.span())
    return tuple(dict.fromkeys(found))


def _permission(cell: _Cell, no: Iterable[str], yes: Iterable[str]) -> tuple[Permission, int]:
    """Return the answer, and where the words of a refusal ended (0: there was none)."""
    refused_at = cell.take_words(no)
    allowed = cell.take_words(yes) > 0
    if refused_at:
        return Permission.NO, refused_at
    return (Permission.YES if allowed else Permission.UNKNOWN), 0


def _reason(cell: _Cell, restricted_at: int) -> str:
    """Return what follows "no letters - ", up to the next thing that was understood."""
    opener = _REASON.match(cell.left, restricted_at) or re.compile(r"\s+(?:because|since|as)\b").match(
        cell.left, restricted_at
    )
    if not opener:
        return ""
    end = cell.left.find("\x1f", opener.end())
    end = len(cell.left) if end < 0 else end
    reason = cell.text[opener.end() : end].strip(" ,;.()-")
    cell.take(opener.start(), end)
    return reason


def _times(cell: _Cell) -> tuple[str, dt.time | None, dt.time | None]:
    span = next((m for m in _SPAN.finditer(cell.left) if m["first_half"] or m["last_half"] or m["first_minute"]), None)
    if span:
        earliest, latest = _clock(span, "first_"), _clock(span, "last_")
        if earliest and latest and earliest < latest:
            words = cell.text[span.start() : span.end()].strip()
            cell.take(*span.span())
            return words, earliest, latest
    first = last = None
    words_found = []
    for found in _ONE_TIME.finditer(cell.left):
        time = _clock(found, "")
        if time is None:
            continue  # "after 5" may be morning or evening: stays among the words not understood
        if (found["when"] in ("after", "from")) != bool(found["never"]):
            first = time
        else:
            last = time
        words_found.append(cell.text[found.start() : found.end()].strip())
        cell.take(*found.span())
    return "; ".join(words_found), first, last


def _clock(found: re.Match[str], part: str) -> dt.time | None:
    hour, minute, half = int(found[part + "hour"]), int(found[part + "minute"] or 0), found[part + "half"]
    if half is None:
        sure = hour > 12 or found[part + "minute"] is not None
        return dt.time(hour, minute) if sure else None
    if hour > 12:
        return None
    if half == "noon":
        return dt.time(12)
    return dt.time(hour % 12 + (12 if half.startswith("p") else 0), minute)
