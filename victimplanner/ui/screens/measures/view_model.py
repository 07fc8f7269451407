"""One witness's special measures: read, put into words, and changed through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from victimplanner.domain.access import check_access
from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.deadlines import DueItem, DueState, Working, standing_words
from victimplanner.domain.errors import NotAllowed, PlannerError, Problem, RuleBroken
from victimplanner.domain.measures import (
    PROCEEDINGS_CHANGE_WORDS,
    SOUGHT,
    Application,
    Direction,
    IntermediaryWork,
    MeasureId,
    ProceedingsChange,
)
from victimplanner.domain.opt_out import OptOut
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.turning_18 import ages, at_eighteen, eighteenth_birthday
from victimplanner.domain.witness import Adjustment, Gate, GateCode, GateHolds
from victimplanner.services import applications, cases, directions, measures, primary_rule, proceedings
from victimplanner.services.changed import Changed
from victimplanner.services.review import review_answers
from victimplanner.services.worklist import due_of_case
from victimplanner.ui.formats import day_month_year, full_day, short_day
from victimplanner.ui.screens.measures.cells import labelled_directions, line_of
from victimplanner.ui.screens.measures.state import GroundLine, GroundPill, LimitLine, MeasuresPage
from victimplanner.ui.session import Session

_SOON = 5  # business days from which the deadline is shown as pressing
_OFFICE_KINDS = frozenset({"Office", "ClosedDay"})
_AGE_GROUNDS = frozenset({GateCode.S16_CHILD, GateCode.S22_QUALIFYING})


class MeasuresViewModel(QObject):
    """Holds the matrix of one witness. Each change gives back what is to be put right; nothing means done."""

    state_changed = Signal()
    saved = Signal(str)
    """Words to read out and to show in the status bar."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._app = session.app
        self._case_id = self._witness_id = ""
        self.state = MeasuresPage()
        session.changed.connect(self._on_changed)

    def show_witness(self, case_id: str, witness_id: str) -> None:
        self._case_id, self._witness_id = case_id, witness_id
        self.refresh()

    def refresh(self) -> None:
        """Read everything again. On a failure what was shown stays, with the reason."""
        if not self._case_id:
            return
        try:
            case = cases.read_case(self._app, self._case_id)
            file = case.witness(self._witness_id)
            self.state = self._page(case, file)
        except PlannerError as problem:
            self.state = replace(self.state, error=str(problem))
        self.state_changed.emit()

    def attention(self) -> int:
        """How many measures wait for something: a telling, or the reason of a difference."""
        return sum(line.attention for line in self.state.lines)

    # ------------------------------------------------------------ changes

    def record_gate(self, code: GateCode, holds: GateHolds, evidence: str, by: str, on: dt.date | None) -> Problems:
        file = self._file()
        gate = Gate(
            case_id=file.case.id,
            witness_id=file.witness.id,
            code=code,
            holds=holds,
            evidence=evidence.strip(),
            considered_by=by.strip(),
            considered_on=on or self._session.today,
        )
        if on is not None and on > self._session.today:
            return (Problem("considered_on", "That day lies in the future. Enter the day on which it was considered."),)
        return self._try(lambda: cases.record_gate(self._app, gate), "Ground recorded")

    def tell(self, told: Sequence[Direction], on: dt.date | None, by: str, how: str) -> Problems:
        """Record that she was told of these directions."""
        if on is None:
            return (Problem("told_on", "Enter the day on which the witness was told."),)
        if not told:
            return (Problem("", "Tick at least one decision she was told of."),)
        return self._try(lambda: directions.tell_directions(self._app, told, on, by, how), "Telling recorded")

    def save_application(self, application: Application) -> Problems:
        file = self._file()
        return self._try(lambda: applications.save_application(self._app, file, application), "Application saved")

    def note_adjustment(self, adjustment: Adjustment) -> Problems:
        if not adjustment.text.strip():
            return (Problem("text", "Say what is to be arranged."),)
        return self._try(lambda: cases.note_adjustment(self._app, adjustment), "Adjustment saved")

    def record_opt_out(self, opt_out: OptOut) -> Problems:
        file = self._file()
        return self._try(lambda: primary_rule.record_opt_out(self._app, file, opt_out), "Opt-out recorded")

    def save_intermediary(self, work: IntermediaryWork, new: Person | None) -> Problems:
        """Save the intermediary's dates; `new` is somebody to be added to the case first."""
        case_id, witness_id = self._case_id, self._witness_id

        def change() -> None:
            if new is not None:
                cases.name_person(self._app, case_id, CaseRole.INTERMEDIARY, new, witness_id)
            primary_rule.save_intermediary(self._app, work)

        return self._try(change, "Intermediary saved")

    def record_proceedings_change(self, change: ProceedingsChange) -> Problems:
        return self._try(lambda: proceedings.record_proceedings_change(self._app, change), "Change recorded")

    def linked_witnesses(self) -> list[WitnessFile]:
        """The witnesses of linked cases in this office file who may be the same person: views can come from them."""
        found = []
        for urn in self._file().case.linked_urns:
            try:
                found += cases.find_case_by_urn(self._app, urn).witnesses
            except PlannerError:
                continue  # a linked case that is not in this office file has nothing to carry over
        return found

    def carry_views_over(self, source: WitnessFile) -> Problems:
        file = self._file()
        return self._try(lambda: proceedings.carry_views_over(self._app, source, file), "Views carried over")

    def is_late(self, application: Application) -> bool:
        """Whether the application as it stands is served after the earliest limit."""
        limit = self.first_limit()
        return bool(limit and limit.due and application.served_on and application.served_on > limit.due)

    def first_limit(self) -> Working | None:
        return self.state.limits[0].working if self.state.limits else None

    def measures_in(self, application: Application) -> list[str]:
        """Name the measures that an application asks for, those in the alternative marked."""
        found = []
        for facts in self.state.facts:
            decision = facts.decision
            if decision is None or decision.decision not in SOUGHT:
                continue
            if decision.application_id == application.id:
                title = facts.availability.measure.title
                found.append(f"{title} (in the alternative)" if decision.in_the_alternative else title)
        return found

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
        self.saved.emit(done)
        return ()

    # ------------------------------------------------------------ reading

    def _on_changed(self, changed: Changed) -> None:
        if changed.action.startswith("draft."):
            return
        if not changed.case_ids or self._case_id in changed.case_ids or changed.kinds & _OFFICE_KINDS:
            self.refresh()

    def _page(self, case: CaseFile, file: WitnessFile) -> MeasuresPage:
        app, today = self._app, self._session.today
        items = [item for item in due_of_case(app, case) if item.witness_id in (None, file.witness.id)]
        limits = app.application_limits(file)
        facts = measures.facts_of(app, file)
        late = _late_to_tell(items)
        grounds = self._grounds(file)
        now = [d for f in facts for _label, d in labelled_directions(file, f.id)]
        untold = tuple(dict.fromkeys(d.id for d in now if d.told_on is None))
        return MeasuresPage(
            file=file,
            today=self._session.today,
            label=file.witness.label,
            grounds=tuple(
                _ground_pill(line)
                for line in sorted(grounds, key=lambda line: not line.holds_today)
                if line.holds_today or line.considered
            )
            or (GroundPill("unknown", "No ground recorded", "Ask the prosecutor which ground applies."),),
            grounds_note=_grounds_note(grounds, today),
            ground_lines=grounds,
            limit_title=f"Application deadline, {limits[0].rule.citation}" if limits else "Application deadline",
            limits=self._limits(file, limits),
            no_limit="" if limits else _no_limit(file),
            responses=self._responses(file),
            lines=tuple(line_of(f, file, limits[0] if limits else None, late, today) for f in facts),
            facts=facts,
            workings={i: item.working for item in items if item.working for i in item.subject_ids},
            untold=tuple(next(d for d in now if d.id == i) for i in untold),
            adjustments=file.adjustments,
            turns_18_on=_turns_18_on(file, today),
            at_eighteen=at_eighteen(file, app.rules.measures, app.rules.at_18) if file.is_child_on(today) else (),
            ages=ages(file, today),
            answers=review_answers(app, file),
            proceedings_changed=_proceedings_words(file),
            interpreter=file.witness.interpreter_need,
            other_ground_than_age=bool(file.gates_held_on(today) - _AGE_GROUNDS),
            has_views=bool(file.views),
            may_decide=self._may("measure.decide"),
            may_record=self._may("measure.view"),
        )

    def _grounds(self, file: WitnessFile) -> tuple[GroundLine, ...]:
        held = file.gates_held_on(self._session.today)
        considered = file.gates_as_considered()
        return tuple(
            GroundLine(rule, code in held, considered.get(code)) for code, rule in self._app.rules.gates.items()
        )

    def _limits(self, file: WitnessFile, limits: Sequence[Working]) -> tuple[LimitLine, ...]:
        grouped: dict[tuple[dt.date | None, str], list[Working]] = {}
        for working in limits:
            grouped.setdefault((working.due, working.missing), []).append(working)
        several = len(file.defendants) > 1
        return tuple(
            LimitLine(
                ", ".join(w.start.about for w in group) if several else "",
                full_day(group[0].due) if group[0].due else "Not known",
                self._limit_pill(file, group[0]),
                group[0],
            )
            for group in grouped.values()
        )

    def _responses(self, file: WitnessFile) -> tuple[LimitLine, ...]:
        """When other parties are still to answer an application; those answered or decided are left out."""
        return tuple(
            LimitLine("Response due", full_day(working.due), self._days_pill(working, working.due), working)
            for working in applications.response_workings(self._app, file)
            if working.start.finished_on is None and working.due is not None
        )

    def _limit_pill(self, file: WitnessFile, working: Working) -> tuple[str, str]:
        finished, due, today = working.start.finished_on, working.due, self._session.today
        if finished is not None:
            served = any(application.served_on for application in file.applications)
            if not served:
                return "ok", f"Directed {_short(finished, today)}"
            late = due is not None and finished > due
            return (
                ("today", f"Served late {_short(finished, today)}")
                if late
                else ("ok", f"Served {_short(finished, today)}")
            )
        if due is None:
            return "unknown", "Cannot be worked out"
        return self._days_pill(working, due)

    def _days_pill(self, working: Working, due: dt.date) -> tuple[str, str]:
        today = self._session.today
        if due == today:
            return "today", "Due today"
        calendar, unit = self._app.calendar, working.rule.unit
        words = standing_words(calendar, today, due, unit)
        if due < today:
            return "overdue", words
        return ("today" if calendar.days_between(today, due, unit) <= _SOON else "info"), words

    def _may(self, action: str) -> bool:
        try:
            check_access(self._app.user.role, action)
        except NotAllowed:
            return False
        return True


Problems = Sequence[Problem]


def _late_to_tell(items: Iterable[DueItem]) -> frozenset[str]:
    return frozenset(
        subject
        for item in items
        if item.rule_id == "decision.told" and item.state is DueState.OVERDUE
        for subject in item.subject_ids
    )


def _ground_pill(line: GroundLine) -> GroundPill:
    rule, gate = line.rule, line.considered
    title = rule.title[:1].lower() + rule.title[1:]
    detail = f"{rule.test} {gate.evidence if gate else ''}".strip()
    if line.holds_today:
        return GroundPill("ok", f"{rule.section} {title}", detail)
    assert gate is not None
    if gate.holds is GateHolds.DECLINED:
        return GroundPill("refused", f"{rule.section} declined by the witness", detail)
    if gate.holds is GateHolds.NOT_RELIED_ON:
        return GroundPill("grey", f"{rule.section} not relied on", detail)
    return GroundPill("grey", f"{rule.section} considered: does not hold", detail)


def _grounds_note(lines: Sequence[GroundLine], today: dt.date) -> str:
    """The last ground considered, with its evidence; or that nobody asked about section 16."""
    considered = [line for line in lines if line.considered is not None]
    s16 = [line for line in considered if line.rule.code is GateCode.S16_INCAP]
    last = s16 or sorted(considered, key=lambda line: line.considered.considered_on if line.considered else dt.date.min)
    if not s16 and not any(line.rule.code is GateCode.S16_CHILD and line.holds_today for line in lines):
        return "Section 16 (disorder, impairment, disability) is not considered yet. Ask the prosecutor."
    if not last or last[-1].considered is None:
        return ""
    gate = last[-1].considered
    return f"{last[-1].rule.section} checked {_short(gate.considered_on, today)}. {gate.evidence}"


def _no_limit(file: WitnessFile) -> str:
    if any(file.plea_of(defendant) for defendant in file.defendants):
        return "No application is due: nobody has pleaded not guilty."
    return "Enter the plea to work out the date."


def _turns_18_on(file: WitnessFile, today: dt.date) -> dt.date | None:
    born = file.witness.date_of_birth
    if born is None or not file.is_child_on(today):
        return None
    return eighteenth_birthday(born)


def _proceedings_words(file: WitnessFile) -> str:
    """Name the last change of the proceedings, "" without one."""
    last = max(file.proceedings_changes, key=lambda change: change.happened_on, default=None)
    if last is None:
        return ""
    note = f" {last.note}" if last.note else ""
    return f"{PROCEEDINGS_CHANGE_WORDS[last.kind]}, {full_day(last.happened_on)}.{note}"


def _short(day: dt.date, today: dt.date) -> str:
    return short_day(day) if day.year == today.year else day_month_year(day)


def measure_named(text: str) -> MeasureId | None:
    """Return the measure with this id, None for any other text."""
    return next((measure for measure in MeasureId if measure.value == text), None)
