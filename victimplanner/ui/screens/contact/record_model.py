"""A contact about to be recorded: what is read before it, and the one way into the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.contact import Channel, ContactRoute
from victimplanner.domain.contact_log import TROUBLE, ContactDirection, ContactEntry, ContactOutcome
from victimplanner.domain.errors import Problem, RuleBroken
from victimplanner.domain.support import go_betweens
from victimplanner.services.cases import read_case
from victimplanner.services.contact import Override, barred, record_contact
from victimplanner.services.context import App

_BY_ROUTE = {ContactRoute.VIA_ISVA: Channel.THROUGH_SUPPORTER, ContactRoute.VIA_POLICE: Channel.THROUGH_POLICE}
_WRITTEN = frozenset({Channel.LETTER, Channel.EMAIL, Channel.TEXT})


class RecordModel:
    """One contact with one witness. With `corrects` it is a later entry that puts an earlier one right."""

    def __init__(self, app: App, case_id: str, witness_id: str, corrects: ContactEntry | None = None) -> None:
        """Raises: NotFound, StorageProblem when the case cannot be read."""
        self._app = app
        self.corrects = corrects
        self.file: WitnessFile = read_case(app, case_id).witness(witness_id)

    def first(self) -> ContactEntry:
        """Return the entry as the form begins: today and now, or as the entry that is put right."""
        if self.corrects is not None:
            return self.corrects
        return ContactEntry(
            case_id=self.file.case.id,
            witness_id=self.file.witness.id,
            happened_on=self._app.today,
            channel=Channel.CALL,
            outcome=ContactOutcome.REACHED,
            made_by=self._app.user.display_name,
        )

    def first_channel(self) -> Channel | None:
        """Return the way to begin with: as recorded, by her route, else as she prefers; None: any that is open."""
        if self.corrects is not None:
            return self.corrects.channel
        safe, wish = self.file.safe_contact, self.file.contact_preference
        if safe is not None and safe.route in _BY_ROUTE:
            return _BY_ROUTE[safe.route]
        method = wish.method if wish else None
        return method if method is not None and not barred(self._app, self.file, method) else None

    def go_between(self, channel: Channel) -> str:
        """Return the supporter who carries it, where there is only one with whom she agreed to share."""
        if channel is not Channel.THROUGH_SUPPORTER:
            return ""
        ready = go_betweens(self.file.supporters, self.file.safe_contact, self._app.today)
        person = self.file.person_named(ready[0].person_id) if len(ready) == 1 else None
        return person.name if person else ""

    def usual_outcome(self, channel: Channel, direction: ContactDirection) -> ContactOutcome:
        """Return what mostly comes of a channel, as a first suggestion."""
        if direction is ContactDirection.IN:
            return ContactOutcome.REACHED
        if channel in _WRITTEN:
            return ContactOutcome.SENT
        return ContactOutcome.MESSAGE_LEFT if channel is Channel.VOICEMAIL else ContactOutcome.REACHED

    def puts_in_doubt(self, outcome: ContactOutcome) -> bool:
        """Whether her safe contact must be confirmed again after this outcome."""
        return outcome in TROUBLE

    def record(self, values: Mapping[str, Any], channel: Channel, override: Override | None) -> ContactEntry:
        """Add the entry to the log. Raises: ContactBarred, RuleBroken, NotAllowed, Conflict."""
        if values["happened_on"] is None:
            raise RuleBroken(Problem("happened_on", "Enter the day of the contact."))
        fresh = ContactEntry(
            case_id=self.file.case.id,
            witness_id=self.file.witness.id,
            channel=channel,
            corrects_id=self.corrects.id if self.corrects else None,
            done_on=self.corrects.done_on if self.corrects and self.corrects.next_on == values["next_on"] else None,
            **values,
        )
        return record_contact(self._app, fresh, override)
