"""One witness's special measures: read, put into words, and changed through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject

from victimplanner.domain.case_file import CaseFile, WitnessFile
from victimplanner.domain.deadlines import Working
from victimplanner.domain.errors import PlannerError, Problem, RuleBroken
from victimplanner.domain.measures import (
    SOUGHT,
    Application,
    Direction,
    IntermediaryWork,
    MeasureId,
    ProceedingsChange,
)
from victimplanner.domain.moved_dates import MovedDate
from victimplanner.domain.opt_out import OptOut
from victimplanner.domain.people import CaseRole, Person
from victimplanner.domain.witness import Adjustment, Gate, GateCode, GateHolds
from victimplanner.services import applications, cases, directions, primary_rule, proceedings
from victimplanner.services.moved_dates import with_proceedings_change, would_move
from victimplanner.ui.attempt import Problems
from victimplanner.ui.screens.measures.reading import read_page
from victimplanner.ui.screens.measures.state import MeasuresPage
from victimplanner.ui.session import Session
from victimplanner.ui.witness_tab import WitnessTabModel


class MeasuresViewModel(WitnessTabModel):
    """The Special measures tab. Each change gives back what is to be put right; nothing means done."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, MeasuresPage(), parent)

    def _page(self, case: CaseFile, file: WitnessFile) -> MeasuresPage:
        return read_page(self._app, case, file)

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

    def foresee_proceedings_change(self, change: ProceedingsChange) -> tuple[MovedDate, ...]:
        """Say what a change of the proceedings would start, move and stop. Nothing is written."""
        case = cases.read_case(self._app, self._case_id)
        return would_move(self._app, case, with_proceedings_change(case, change))

    def carry_views_over(self, urn: str) -> Problems:
        """Carry her views over from the case with this URN, and note that the two cases are linked."""
        file = self._file()
        if not urn.strip():
            return (Problem("urn", "Enter the URN of the linked case."),)
        try:
            source_case = cases.find_case_by_urn(self._app, urn)
        except RuleBroken as problem:
            return tuple(Problem("urn", each.message) for each in problem.problems)
        except PlannerError as problem:
            return (Problem("urn", str(problem)),)
        if source_case.case.id == file.case.id:
            return (Problem("urn", "That is this case. Enter the URN of the linked case."),)
        same = [w for w in source_case.witnesses if proceedings.is_same_person(w.witness, file.witness)]
        if len(same) != 1:
            words = "No witness of that case seems" if not same else "More than one witness of that case seems"
            return (Problem("urn", f"{words} to be this person. Nothing was carried over. Check both cases."),)
        source = same[0]

        def change() -> None:
            proceedings.carry_views_over(self._app, source, file)
            linked = file.case.linked_urns
            if source.case.urn not in linked:
                cases.amend_case(self._app, file.case.model_copy(update={"linked_urns": (*linked, source.case.urn)}))

        problems = self._try(change, "Views carried over")
        return tuple(Problem("urn", p.message) if p.field == "source" else p for p in problems)

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


def measure_named(text: str) -> MeasureId | None:
    """Return the measure with this id, None for any other text."""
    return next((measure for measure in MeasureId if measure.value == text), None)
