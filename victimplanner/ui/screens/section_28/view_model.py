"""One witness's road to a section 28 recording: read, put into words, and changed through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.access import check_access
from victimplanner.domain.case import Hearing
from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.dates import plural
from victimplanner.domain.deadlines import Working
from victimplanner.domain.due import workings_of
from victimplanner.domain.errors import NotAllowed, PlannerError, Problem, RuleBroken
from victimplanner.domain.measures import MeasureId
from victimplanner.domain.moves import moved_hearings
from victimplanner.domain.preparation import (
    CourtDateLine,
    PreparationLine,
    blockers,
    court_dates,
    is_directed,
    missing_dates,
    preparation,
)
from victimplanner.domain.section_28 import (
    COURT_DATE_WORDS,
    SECTION_28_OUTCOME_WORDS,
    CourtDate,
    PreparationStep,
    RecordingEvent,
    Section28Consideration,
    StepState,
    rule_of,
)
from victimplanner.domain.urn import display_urn
from victimplanner.services import hearings, section_28
from victimplanner.services.cases import read_case
from victimplanner.services.changed import Changed
from victimplanner.services.section_28 import CourtOrder
from victimplanner.ui.formats import clock_time, day_month_year, full_day, joined, short_day
from victimplanner.ui.screens.section_28.state import DateCard, Section28Page, StepLine
from victimplanner.ui.session import Session

Problems = Sequence[Problem]
_DATE_PILLS: dict[str, tuple[str, ...]] = {
    "set": ("info", "Set"),
    "held": ("ok", "Held"),
    "missing": ("unknown", "Missing"),
    "vacated": ("grey", "Vacated"),
    "not_needed": ("grey", "Not needed"),
}
_DATE_SHORT = {
    CourtDate.GROUND_RULES: "Ground rules hearing",
    CourtDate.RECORDING: "Recording",
    CourtDate.FURTHER_QUESTIONS: "Last date: s.28(5) leave",
    CourtDate.EXCLUSION: "Last date: exclude part",
    CourtDate.EDITING: "Editing finished",
}


class Section28ViewModel(QObject):
    """Holds the page of one witness; every change goes through the services."""

    state_changed = Signal()
    saved = Signal(str)
    """What was done, in words for the status bar."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._app = session.app
        self._case_id = self._witness_id = ""
        self.state = Section28Page()
        session.changed.connect(self._on_changed)

    def show_witness(self, case_id: str, witness_id: str) -> None:
        self._case_id, self._witness_id = case_id, witness_id
        self.refresh()

    def refresh(self) -> None:
        """Read everything again."""
        if not self._case_id:
            return
        try:
            file = read_case(self._app, self._case_id).witness(self._witness_id)
            self.state = self._page(file)
        except PlannerError as problem:
            self.state = replace(self.state, error=str(problem))
        self.state_changed.emit()

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
        file, page = self._file(), self.state
        wanted = joined([f"{rule_of(which)} {COURT_DATE_WORDS[which].lower()}" for which in page.missing])
        number = f", court number {file.case.court_case_no}" if file.case.court_case_no else ""
        order = f"The order of {day_month_year(file.latest_order.ordered_on)}" if file.latest_order else "The direction"
        return (
            f"URN {display_urn(file.case.urn)}{number}, witness {file.witness.reference}\n\n"
            f"{order} does not give every date that CrimPR 2025 r.18.8(2) asks for. Not set so far: {wanted}.\n\n"
            "Please let us have these dates, so that the witness can be told and the recording prepared.\n\n"
            f"{self._app.user.display_name}, {file.office.name}"
        )

    def _file(self) -> WitnessFile:
        assert self.state.file is not None
        return self.state.file

    def _try(self, change: Callable[[], object], done: str) -> Problems:
        try:
            change()
        except RuleBroken as problem:
            return problem.problems
        except PlannerError as problem:
            return (Problem("", str(problem)),)
        self.refresh()
        self.saved.emit(done)
        return ()

    # ------------------------------------------------------------ reading

    def _on_changed(self, changed: Changed) -> None:
        if not changed.action.startswith("draft.") and (not changed.case_ids or self._case_id in changed.case_ids):
            self.refresh()

    def _page(self, file: WitnessFile) -> Section28Page:
        app, today = self._app, self._session.today
        rules = app.rules.section_28
        lines = preparation(file, rules)
        missing = missing_dates(file)
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
            is_directed=is_directed(file, MeasureId.PRE_RECORDED_CROSS_EXAMINATION),
            has_section_27=is_directed(file, MeasureId.ABE_VIDEO),
            cards=tuple(_card(line) for line in court_dates(file)),
            missing=missing,
            order_words=_order_words(file, missing),
            chase_by=full_day(chase.due) if chase and chase.due else "",
            chase_working=chase,
            steps=tuple(_step_line(line, today) for line in lines),
            steps_note=_steps_note(lines),
            blockers=blockers(file, rules, today),
            moved=moved_hearings(file, rules),
            consideration=file.consideration,
            considered_words=_considered_words(file.consideration),
            to_consider=consider is not None and consider.start.finished_on is None,
            events=file.recording_events,
            third_party=third,
            third_party_warning=_third_party_warning(file, third),
            may_record=self._may("section28.step"),
        )

    def _workings(self, rule_id: str, file: WitnessFile) -> tuple[Working, ...]:
        return workings_of(rule_id, file, self._app.rules, self._app.calendar, self._session.today)

    def _may(self, action: str) -> bool:
        try:
            check_access(self._app.user.role, action)
        except NotAllowed:
            return False
        return True


def _card(line: CourtDateLine) -> DateCard:
    day = full_day(line.on) if line.on else "None ordered" if line.state == "not_needed" else "Not recorded"
    where = ", ".join(part for part in (clock_time(line.starts) if line.starts else "", line.where) if part)
    if line.state in ("missing", "vacated"):
        where = "Court must set this"
    earlier = "; ".join(
        f"was {full_day(before.on) if before.on else 'not set'}" + (f": {before.reason}" if before.reason else "")
        for before in reversed(line.earlier)
    )
    return DateCard(
        line.which, rule_of(line.which), _DATE_SHORT[line.which], _DATE_PILLS[line.state], day, where, earlier, line
    )


def _order_words(file: WitnessFile, missing: Sequence[CourtDate]) -> str:
    letters = joined([f"({which.value})" for which in missing])
    if file.latest_order is None:
        return f"No order with dates is recorded; {letters} are open."
    return f"Order of {short_day(file.latest_order.ordered_on)} is silent on {letters}."


def _step_line(line: PreparationLine, today: dt.date) -> StepLine:
    parts = [line.rule.title, f"usually {line.owner}"]
    if line.rule.follows:
        parts.append("follows from what is recorded, nobody ticks it")
    if line.note:
        parts.append(line.note)
    detail = ". ".join(part[:1].upper() + part[1:].rstrip(".") for part in parts) + f". {line.rule.source}."
    return StepLine(line.rule.id, line, line.is_late_on(today), detail)


def _steps_note(lines: Sequence[PreparationLine]) -> str:
    wanted = [line for line in lines if line.state is not StepState.NOT_NEEDED]
    done = sum(line.state is StepState.DONE for line in wanted)
    blocked = sum(line.state is StepState.BLOCKED for line in wanted)
    words = f"{done} of {len(wanted)} done" + (f", {blocked} blocked" if blocked else "")
    return f"{words}. After recording, further questions need leave (s.28(5)–(6))."


def _considered_words(entry: Section28Consideration | None) -> str:
    if entry is None:
        return "Nobody has recorded that section 28 was considered for her."
    by = f" by {entry.considered_by}" if entry.considered_by else ""
    explained = f"explained to her {full_day(entry.explained_on)}" if entry.explained_on else "not yet explained to her"
    reason = f" {entry.reason}" if entry.reason else ""
    return f"{SECTION_28_OUTCOME_WORDS[entry.outcome]}, considered {full_day(entry.considered_on)}{by}; {explained}.{reason}"


def _third_party_warning(file: WitnessFile, working: Working | None) -> str:
    """Say that the third party's ten business days end too late."""
    if working is None or working.due is None or working.start.finished_on is not None:
        return ""
    for line in court_dates(file)[:2]:
        if line.on is not None and working.due > line.on:
            name = COURT_DATE_WORDS[line.which].lower()
            left = plural((working.due - line.on).days, "day")
            return f"The third party’s time ends {left} after the {name}: ask the court to shorten it or move the day."
    return ""
