"""One witness's road to a section 28 recording: read, put into words, and changed through the services."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import QObject

from victimplanner.domain.case import Hearing
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.clocks import workings_of
from victimplanner.domain.deadlines import Working
from victimplanner.domain.errors import Problem
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.moves import moved_hearings
from victimplanner.domain.preparation import blockers, court_dates, is_directed, missing_dates, preparation
from victimplanner.domain.section_28 import PreparationStep, RecordingEvent, Section28Consideration, StepState
from victimplanner.services import hearings, section_28
from victimplanner.services.section_28 import CourtOrder
from victimplanner.ui.attempt import Problems
from victimplanner.ui.formats import full_day
from victimplanner.ui.screens.section_28 import words
from victimplanner.ui.screens.section_28.state import THIRD_PARTY, Section28Page, StepLine
from victimplanner.ui.session import Session
from victimplanner.ui.witness_tab import WitnessTabModel


class Section28ViewModel(WitnessTabModel):
    """The Section 28 tab: considered, the dates of an order, steps, and what happened."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, Section28Page(), parent)

    # ------------------------------------------------------------ changes

    def consider(self, entry: Section28Consideration) -> Problems:
        return self._try(lambda: section_28.consider(self._app, entry), "Consideration recorded")

    def record_order(self, order: CourtOrder) -> Problems:
        return self._try(lambda: section_28.record_order(self._app, self._file(), order), "Court dates recorded")

    def needs_reason(self, order: CourtOrder) -> bool:
        """Whether an order changes a date that is held."""
        return bool(section_28.moved_by(self._file(), order))

    def save_step(self, step: PreparationStep) -> Problems:
        return self._try(lambda: section_28.save_step(self._app, step), "Step saved")

    def finish_step(self, line: StepLine) -> Problems:
        """Mark a step as done today. One that follows from a fact is done where the fact is entered."""
        if line.line.rule.follows:
            return (
                Problem("", f"{line.line.rule.title}: this follows from what is recorded elsewhere. Enter opens it."),
            )
        return self._try(
            lambda: section_28.finish_step(self._app, self._file(), line.id, line.line.owner), "Step marked as done"
        )

    def record_chases(self, about: tuple[str, ...], on: dt.date | None, how: str) -> Problems:
        if on is None:
            return (Problem("chased_on", "Enter the day on which you asked."),)
        return self._try(lambda: section_28.record_chases(self._app, self._file(), about, on, how), "Chase recorded")

    def record_event(self, event: RecordingEvent) -> Problems:
        return self._try(lambda: section_28.record_event(self._app, self._file(), event), "Recorded")

    def save_hearing(self, hearing: Hearing, reason: str) -> Problems:
        return self._try(lambda: hearings.save_hearing(self._app, hearing, reason), "Hearing saved")

    def letter_to_court(self) -> str:
        """The words of a neutral message to the court: URN and paper reference, no name, no offence."""
        return words.letter_to_court(self._file(), self.state.missing, self._app.user.display_name)

    def third_party_words(self, notice_on: dt.date | None) -> str:
        """Say when the ten business days of r.17.5 end for a notice given on a day, and whether that is too late."""
        file = self._file()
        if notice_on is None:
            return "It has at least ten business days from the notice."
        sequence = max((step.sequence for step in file.steps), default=0) + 1
        step = PreparationStep(
            case_id=file.case.id, witness_id=file.witness.id, step=THIRD_PARTY, state=StepState.IN_PROGRESS,
            notice_on=notice_on, changed_on=self._session.today, sequence=sequence,
        )  # fmt: skip
        supposed = replace(file, steps=(*file.steps, step))
        working = next(iter(self._workings("third_party.notice", supposed)), None)
        if working is None or working.due is None:
            return "The end of its ten business days cannot be worked out."
        warning = words.third_party_warning(supposed, working)
        return f"Its ten business days end on {full_day(working.due)}. {warning}".strip()

    # ------------------------------------------------------------ reading

    def _page(self, _case: CaseFile, file: WitnessFile) -> Section28Page:
        app, today = self._app, self._session.today
        rules = app.rules.section_28
        lines = preparation(file, rules)
        missing = missing_dates(file)
        directed = is_directed(file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION)
        is_awaited = directed or file.latest_order is not None
        availability = next(
            a for a in app.availabilities(file) if a.measure.id is MeasureId.PRE_RECORDED_CROSS_EXAMINATION
        )
        chase = next(iter(self._workings("section_28.dates", file)), None)
        third = next(iter(self._workings("third_party.notice", file)), None)
        consider = next(iter(self._workings("section_28.consider", file)), None)
        return Section28Page(
            file=file,
            today=today,
            label=file.witness.label,
            availability=availability,
            is_directed=directed,
            has_section_27=is_directed(file, MeasureId.ABE_VIDEO),
            cards=tuple(words.card_of(line, is_awaited=is_awaited) for line in court_dates(file)),
            missing=missing,
            order_words=words.order_words(file, missing),
            source_words=words.source_words(file),
            orders_history=words.orders_history(file),
            chase_words=words.chase_words(file, missing, chase),
            chase_working=chase,
            steps=tuple(words.step_line(file, line, today, third) for line in lines),
            steps_note=words.steps_note(lines),
            blockers=blockers(file, rules, today),
            moved=moved_hearings(file, rules),
            consideration=file.consideration,
            considered_words=words.considered_words(file.consideration),
            considered_history=words.considered_history(file),
            to_consider=consider is not None and consider.start.finished_on is None,
            events=file.recording_events,
            third_party=third,
            third_party_warning=words.third_party_warning(file, third),
            may_record=self._app.may("section28.step"),
        )

    def _workings(self, rule_id: str, file: WitnessFile) -> tuple[Working, ...]:
        return workings_of(rule_id, file, self._app.rules, self._app.calendar, self._session.today)
