"""One witness's link arrangements: read, put into words, and changed through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from victimplanner.domain.case import HearingKind, HearingState
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.errors import Problem
from victimplanner.domain.link_steps import link_steps, occasion_of, occasion_words, who_sees_whom
from victimplanner.domain.links import BOOKING_WORDS, BookingState, LinkArrangement
from victimplanner.domain.people import CASE_ROLE_WORDS, Person
from victimplanner.services import links, sites
from victimplanner.services.links import LinkWarning, link_warnings, sight_rows
from victimplanner.ui.attempt import Problems, attempt
from victimplanner.ui.contact_words import contact_words
from victimplanner.ui.screens.links.state import LinksPage
from victimplanner.ui.session import Session
from victimplanner.ui.witness_tab import WitnessTabModel

_OCCASIONS = (HearingKind.SECTION_28_RECORDING, HearingKind.TRIAL, HearingKind.OTHER)
_BOOKING_PILLS: Mapping[BookingState, tuple[str, ...]] = {
    BookingState.PLANNED: ("unknown", "To do"),
    BookingState.ASKED: ("info", "Asked", "send"),
    BookingState.PROVISIONAL: ("today", "Provisional", "half"),
    BookingState.CONFIRMED: ("ok", "Confirmed"),
    BookingState.REFUSED: ("refused", "Refused"),
    BookingState.CANCELLED: ("grey", "Cancelled"),
}


class LinksViewModel(WitnessTabModel):
    """The Live link tab, and which arrangement is in view."""

    ALSO_ABOUT = frozenset({"Site", "Room"})

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, LinksPage(), parent)
        self._link_id = ""
        self._new: LinkArrangement | None = None
        self._added: list[Person] = []  # named here and not chosen yet

    def show_witness(self, case_id: str, witness_id: str, link_id: str = "") -> None:
        if (case_id, witness_id) != (self._case_id, self._witness_id):
            self._link_id, self._new = "", None
            self._added.clear()
        if link_id:
            self._link_id, self._new = link_id, None
        super().show_witness(case_id, witness_id)

    def choose(self, link_id: str) -> None:
        """Look at another arrangement."""
        self._link_id, self._new = link_id, None
        self.refresh()

    def begin(self) -> None:
        """Begin an arrangement for the next hearing that has none; nothing is stored until it is saved."""
        file = self._file()
        taken = {link.hearing_id for link in file.links if link.is_live}
        open_ones = [
            h for h in file.hearings
            if h.kind in _OCCASIONS and h.state is HearingState.LISTED and h.id not in taken
        ]  # fmt: skip
        recordings = [h for h in open_ones if h.kind is HearingKind.SECTION_28_RECORDING]
        occasion = next(iter(recordings or open_ones), None)
        self._new = LinkArrangement(
            case_id=file.case.id,
            witness_id=file.witness.id,
            hearing_id=occasion.id if occasion else None,
            on=occasion.listed_on if occasion else None,
            main_start=occasion.starts if occasion else None,
        )
        self.refresh()

    def forget_new(self) -> None:
        """Give up an arrangement that was begun and not saved."""
        self._new = None
        self.refresh()

    # ------------------------------------------------------------ changes

    def typed(self, values: Mapping[str, object]) -> LinkArrangement:
        """Return the arrangement as it is typed."""
        assert self.state.link is not None
        return self.state.link.model_copy(update=dict(values))

    def warnings_for(self, values: Mapping[str, object]) -> tuple[LinkWarning, ...]:
        """What to look at in the arrangement as it is typed."""
        return tuple(link_warnings(self._app, self._file(), self.typed(values)))

    def save(self, values: Mapping[str, object], reason: str) -> Problems:
        link = self.typed(values)

        def change() -> None:
            saved = links.plan_link(self._app, self._file(), link, reason)
            self._link_id, self._new = saved.id, None

        return self._try(change, "Arrangement saved")

    def book(self, booking: BookingState, on: dt.date | None, reference: str, reason: str) -> Problems:
        if on is None:
            return (Problem("booking_changed_on", "Enter the day on which it happened."),)
        link = self._stored()
        return self._try(lambda: links.book_link(self._app, link, booking, on, reference, reason), "Booking recorded")

    def tell(self, on: dt.date | None, by: str, how: str) -> Problems:
        if on is None:
            return (Problem("told_on", "Enter the day on which she was told."),)
        link = self._stored()
        return self._try(lambda: links.tell_link(self._app, link, on, by, how), "Telling recorded")

    def name_person(self, person: Person) -> Problems:
        """Add somebody to choose from; what is typed in the form stays as it is."""
        problems = attempt(lambda: self._added.append(links.name_person_for_link(self._app, person)))
        if not problems:
            self.refresh()
        return problems

    def _stored(self) -> LinkArrangement:
        return next(link for link in self._file().links if link.id == self._link_id)

    # ------------------------------------------------------------ reading

    def _page(self, _case: CaseFile, file: WitnessFile) -> LinksPage:
        app = self._app
        known = {link.id: link for link in file.links}
        if self._new is None and self._link_id not in known:
            coming = [link for link in file.links if link.is_live] or list(file.links)
            self._link_id = coming[0].id if coming else ""
        link = self._new or known.get(self._link_id)
        return LinksPage(
            file=file,
            today=self._session.today,
            label=file.witness.label,
            arrangements=tuple((one.id, _arrangement_words(file, one)) for one in file.links),
            occasions=_occasions(file),
            rooms=self._rooms(link),
            people=_people(file, self._added),
            link=link,
            is_new=self._new is not None,
            booking=_BOOKING_PILLS[link.booking] if link else ("unknown", "To do"),
            steps=link_steps(file, link) if link else (),
            sight=who_sees_whom(sight_rows(), file, link) if link else (),
            warnings=tuple(link_warnings(app, file, link)) if link else (),
            changes=tuple(c for c in reversed(file.link_changes) if link and c.arrangement_id == link.id),
            safe_contact=contact_words(file.safe_contact),
            needs_reason=link is not None and self._new is None and _is_known_to_others(link),
            waiting=sum(one.to_tell or bool(self._pressing(file, one)) for one in file.links),
            may_record=self._app.may("link.plan"),
        )  # fmt: skip

    def _pressing(self, file: WitnessFile, link: LinkArrangement) -> list[LinkWarning]:
        return [w for w in link_warnings(self._app, file, link) if w.kind in ("clash", "apart", "timing")]

    def _rooms(self, link: LinkArrangement | None) -> tuple[tuple[str | None, str], ...]:
        found: list[tuple[str | None, str]] = [(None, "Not chosen")]
        for entry in sites.read_directory(self._app, include_unused=True):
            for room in entry.rooms:
                in_use = entry.site.is_in_use and room.is_in_use
                if in_use or (link is not None and link.room_id == room.id):
                    found.append((room.id, f"{entry.site.name}, {room.name}{'' if in_use else ' (no longer in use)'}"))
        return tuple(found)


def _is_known_to_others(link: LinkArrangement) -> bool:
    """Whether she or the site knows the arrangement, so that a change needs its reason."""
    return link.told_on is not None or link.to_tell or link.booking is BookingState.CONFIRMED


def _arrangement_words(file: WitnessFile, link: LinkArrangement) -> str:
    state = "" if link.is_live else f" ({BOOKING_WORDS[link.booking].lower()})"
    return occasion_words(occasion_of(file, link)) + state


def _occasions(file: WitnessFile) -> tuple[tuple[str | None, str], ...]:
    hearings = [h for h in file.hearings if h.kind in _OCCASIONS]
    words = [(h.id, occasion_words(h) + (" (vacated)" if h.state is HearingState.VACATED else "")) for h in hearings]
    return ((None, "Not chosen"), *words)


def _people(file: WitnessFile, added: Sequence[Person]) -> tuple[tuple[str | None, str], ...]:
    found: dict[str, str] = {}
    for role, person in file.people:
        found.setdefault(person.id, f"{person.name} ({CASE_ROLE_WORDS[role].split(' (')[0]})")
    for person in (*file.link_people, *added):
        found.setdefault(person.id, person.name)
    return ((None, "Nobody"), *found.items())
