"""What is asked about a meeting on its way, each question in one function."""

from __future__ import annotations

from victimplanner.domain.contact import Channel, ContactBarred
from victimplanner.services.contact import MEETING_SHARES, Override, barred
from victimplanner.services.diary import ForWitness
from victimplanner.ui.screens.meeting.asking import Asking
from victimplanner.ui.widgets import DateField, LineField, TextField


class Questions(Asking):
    """Offering again, telling, cancelling, lapsing, not attending, and a calendar file for her."""

    def offer_again(self) -> None:
        """Offer the meeting anew."""
        on = DateField("Offered on", self._session.app.clock.today, name="offered_on")
        on.set_value(self._session.today)
        gate = self._gate("How")
        by = LineField("By whom", name="offered_by")
        by.set_value(self._session.app.user.display_name)
        self._ask(
            "Offer the meeting again",
            "Save offer",
            {"offered_on": on, "offered_by": by, **gate.fields},
            lambda: self._vm.offer_again(on.value(), gate.value(), by.value(), gate.override()),
            spans={"offered_on": 1, "offered_by": 1, "override_by": 1, "override_reason": 1},
            intro="The earlier offer and its answer stay in the history.",
        )

    def told(self, who: str) -> None:
        """Record that the witness was told of a change."""
        on = DateField("Told on", self._session.app.clock.today, name="told_on")
        on.set_value(self._session.today)
        gate = self._gate("How")
        self._ask(
            "Record told",
            "Record told",
            {"told_on": on, **gate.fields},
            lambda: self._vm.tell_change(on.value(), gate.value(), gate.override()),
            spans={"told_on": 1, "channel": 1, "override_by": 1, "override_reason": 1},
            intro=f"Record when and how {who} was told of the change. {self._safe_words()}",
        )

    def diary_for_witness(self) -> ForWitness | None:
        """Ask how a diary file reaches the witness; None when it is not to be written."""
        gate = self._gate("How it reaches her")
        found: list[ForWitness] = []

        def check(channel: Channel, override: Override | None) -> None:
            found.append(ForWitness(channel, override))
            file = self._vm.state.file
            if (
                override is None
                and file is not None
                and (problems := barred(self._vm.app, file, channel, shares=MEETING_SHARES))
            ):
                raise ContactBarred(*problems)

        done = self._ask(
            "Calendar file for the witness",
            "Choose where to write it",
            gate.fields,
            lambda: gate.run(check),
            spans={"override_by": 1, "override_reason": 1},
            intro=self._safe_words(),
        )
        return found[-1] if done else None

    def lapse(self, who: str) -> None:
        """Let the offer lapse, with a reason."""
        reason = TextField("Why does it lapse?", lines=2, name="reason", hint="Nothing about the offence.")
        intro = f"Nothing more is asked of {who} about this meeting. The offer can be made again at any time."
        self._ask(
            "Let the offer lapse",
            "Let it lapse",
            {"reason": reason},
            lambda: self._vm.lapse(reason.value()),
            intro=intro,
        )

    def cancel(self, who: str) -> None:
        """Cancel the meeting, with a reason."""
        reason = TextField("Why is it cancelled?", lines=2, name="change_reason")
        intro = f"The meeting stays in the history and can be planned again. If it was planned, {who} must be told."
        self._ask(
            "Cancel meeting",
            "Cancel meeting",
            {"change_reason": reason},
            lambda: self._vm.cancel(reason.value()),
            intro=intro,
        )

    def did_not_attend(self) -> None:
        """Record that the witness did not come."""
        reason = TextField("What is known", lines=2, name="answer_reason", hint="For instance: rang at 10:15, unwell.")
        intro = "The meeting can be planned again at once. Not coming is no refusal."
        self._ask(
            "Did not attend",
            "Record it",
            {"answer_reason": reason},
            lambda: self._vm.did_not_attend(reason.value()),
            intro=intro,
        )
