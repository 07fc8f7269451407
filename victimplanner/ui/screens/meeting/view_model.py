"""The Meetings tab without widgets: everything a person can do with a meeting, on top of its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from victimplanner.domain.contact import Channel
from victimplanner.domain.errors import Problem
from victimplanner.domain.meeting import DisclosureReview, Meeting, MeetingKind, MeetingState
from victimplanner.services import meeting_records
from victimplanner.services import meetings as meeting_services
from victimplanner.services.contact import Override
from victimplanner.services.diary import ForWitness, write_diary_file
from victimplanner.services.meeting_checks import free_times
from victimplanner.ui.attempt import Problems
from victimplanner.ui.screens.meeting import messages
from victimplanner.ui.screens.meeting.form_model import MeetingFormModel
from victimplanner.ui.screens.meeting.state import FOLLOW_UP


class MeetingViewModel(MeetingFormModel):
    """One witness's meetings. Every method is one intention; `state` is replaced and `state_changed` tells."""

    # ------------------------------------------------------------ the offer

    def offer(
        self,
        offered_on: dt.date | None,
        channel: Channel,
        offered_by: str,
        kind: MeetingKind,
        override: Override | None = None,
    ) -> Problems:
        if offered_on is None:
            return (Problem("offered_on", "Enter the day on which the meeting was offered."),)
        made: list[Meeting] = []
        problems = self.attempt(
            lambda: made.append(
                meeting_services.offer_meeting(
                    self.app,
                    self.witness_id,
                    offered_on=offered_on,
                    channel=channel,
                    offered_by=offered_by,
                    kind=kind,
                    override=override,
                )
            )
        )
        if problems is None:
            self.meeting_id = made[0].id
            self.after_save("Offer saved")
        else:
            self.renew()  # what belongs to no field is said in a banner
        return problems or ()

    def offer_again(
        self, offered_on: dt.date | None, channel: Channel, offered_by: str, override: Override | None = None
    ) -> Problems:
        if offered_on is None:
            return (Problem("offered_on", "Enter the day on which the meeting was offered."),)
        return self.change(
            lambda meeting: meeting_services.offer_again(
                self.app, meeting, offered_on=offered_on, channel=channel, offered_by=offered_by, override=override
            ),
            "Offer saved",
        )

    def answer(
        self, answer: MeetingState, answered_on: dt.date | None, reason: str, ask_again_on: dt.date | None
    ) -> Problems:
        if answered_on is None:
            return (Problem("answered_on", "Enter the day of the answer, or the day you gave up waiting."),)
        return self.change(
            lambda meeting: meeting_services.answer_offer(
                self.app,
                meeting,
                answer=answer,
                answered_on=answered_on,
                reason=reason,
                ask_again_on=ask_again_on,
            ),
            "Answer saved",
        )

    # ------------------------------------------------------------ the plan

    def free_times(self) -> list[Meeting]:
        """The next times at which nothing clashes, as the meeting moved to them."""
        state = self.state
        if state.record is None or state.file is None:
            return []
        return free_times(self.app, state.file, state.record.meeting, state.record.attendances)

    def move_to(self, moved: Meeting) -> None:
        """Put a time found into the form; it is saved with the plan."""
        if self.state.record is None:
            return
        times = {name: getattr(moved, name) for name in ("planned_on", "planned_start", "planned_end")}
        meeting = self.state.record.meeting.model_copy(update=times)
        self.renew(revision=self.state.revision + 1)
        self.edit(replace(self.state.record, meeting=meeting))

    def take_off(self, attendance_id: str) -> None:
        """Take a person off the list of who will be there."""
        if self.state.record is None:
            return
        kept = tuple(a for a in self.state.record.attendances if a.id != attendance_id)
        self.edit(replace(self.state.record, attendances=kept))

    def tell_change(self, told_on: dt.date | None, channel: Channel, override: Override | None = None) -> Problems:
        if told_on is None:
            return (Problem("told_on", "Enter the day on which the witness was told."),)
        return self.change(
            lambda meeting: meeting_services.tell_change(self.app, meeting, told_on, channel, override=override),
            "Recorded",
        )

    def lapse(self, reason: str) -> Problems:
        return self.change(lambda meeting: meeting_services.lapse_offer(self.app, meeting, reason), "Offer lapsed")

    def review_disclosure(self, review: DisclosureReview, on: dt.date | None, by: str, note: str) -> Problems:
        if on is None:
            return (Problem("disclosure_reviewed_on", "Enter the day on which it was reviewed, or asked for."),)
        return self.change(
            lambda meeting: meeting_records.review_disclosure(self.app, meeting, review, on, by, note), "Recorded"
        )

    def cancel(self, reason: str) -> Problems:
        return self.change(lambda meeting: meeting_services.cancel_meeting(self.app, meeting, reason), "Cancelled")

    def did_not_attend(self, reason: str) -> Problems:
        return self.change(lambda meeting: meeting_services.did_not_attend(self.app, meeting, reason), "Recorded")

    def write_diary(self, target: Path, for_witness: ForWitness | None = None) -> bool:
        """Write the diary file of the saved plan, for one's own calendar or for the witness."""
        meeting = self.stored()
        problems = self.attempt(lambda: write_diary_file(self.app, meeting, target, for_witness))
        if problems:
            self.trouble = messages.failed(" ".join(problem.message for problem in problems))
        elif problems is None:
            self.saved.emit("Calendar file written")
        self.renew()
        return problems is None

    # ------------------------------------------------------------ the record, after the meeting

    def sign(self, signers: Sequence[str], how: str) -> Problems:
        problems = self.change(lambda meeting: meeting_records.sign_record(self.app, meeting, signers, how), "Signed")
        if not problems and self.stored().is_locked:
            self.choose_pane(FOLLOW_UP)  # the plan for the witness and the listing come straight after
        return problems

    def add_addition(self, text: str) -> Problems:
        return self.change(lambda meeting: meeting_records.add_addendum(self.app, meeting, text), "Addition saved")

    def list_on_mg6c(self, item: str, listed_on: dt.date | None) -> Problems:
        if listed_on is None:
            return (Problem("mg6c_listed_on", "Enter the day on which it was listed."),)
        return self.change(lambda meeting: meeting_records.list_on_mg6c(self.app, meeting, item, listed_on), "Recorded")

    def finish_action(self, action_id: str) -> None:
        """Mark an action as done today."""
        if self.attempt(lambda: meeting_services.finish_action(self.app, action_id)) is None:
            self.after_save("Marked as done")
        else:
            self.renew()
