"""One measure of one witness while it is edited: four parts, each saved for itself; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from victimplanner.domain.case_file import WitnessFile
from victimplanner.domain.errors import Conflict, PlannerError, Problem, RuleBroken
from victimplanner.domain.measures import Direction, DirectionBasis, MeasureId, Route, latest
from victimplanner.services import measures
from victimplanner.services.drafts import discard_draft, draft_of, keep_draft
from victimplanner.services.measures import MeasureFacts
from victimplanner.ui.formats import clock_time, counted, day_and_time
from victimplanner.ui.screens.measures.decision_messages import (
    conflict,
    copy_found,
    copy_not_kept,
    failed,
    messages_of,
    use_shut,
)
from victimplanner.ui.screens.measures.decision_saving import save_part
from victimplanner.ui.screens.measures.decision_state import (
    DecisionState,
    DirectionForm,
    Message,
    ViewForm,
    decision_form,
    differences,
    direction_form,
    earlier_entries,
    earlier_words,
    from_values,
    to_values,
    use_form,
    view_form,
)
from victimplanner.ui.screens.measures.state import DECISION, DIRECTION, PARTS, USE, VIEW
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel
from victimplanner.ui.session import Session

KEEP_AFTER_MS = 5000  # a recovery copy is kept this long after something was typed


class DecisionViewModel(QObject):
    """Edits one measure. `page_model` reads the witness's file; changes of others arrive through it."""

    state_changed = Signal()
    saved = Signal(str)

    def __init__(self, session: Session, page_model: MeasuresViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._app = session.app
        self._pages = page_model
        self.state = DecisionState()
        self._stored: dict[str, Any] = {}  # the record each part started from
        self._conflict: str = ""  # the part that somebody else changed
        self._conflict_record = ""
        self._trouble: tuple[Message, ...] = ()
        self._copy: Message | None = None
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS, timeout=self.keep_copy)
        page_model.state_changed.connect(self._on_page)

    # ------------------------------------------------------------ what is in view

    @property
    def facts(self) -> MeasureFacts:
        return self.state.page.facts_about(self.state.measure)

    @property
    def file(self) -> WitnessFile:
        assert self.state.page.file is not None
        return self.state.page.file

    @property
    def has_unsaved(self) -> bool:
        return bool(self.state.unsaved)

    def show(self, measure: MeasureId) -> None:
        """Show a measure as it is stored; a recovery copy of it is offered."""
        self._timer.stop()
        self._conflict = ""
        self._trouble = ()
        self.state = DecisionState(page=self._pages.state, measure=measure, revision=self.state.revision + 1)
        self._fill(PARTS)
        self._copy = self._find_copy()
        self._update()

    def neighbour(self, step: int) -> MeasureId | None:
        """The measure before or after in the matrix."""
        order = [facts.id for facts in self.state.page.facts]
        place = order.index(self.state.measure) + step
        return order[place] if 0 <= place < len(order) else None

    def _fill(self, parts: tuple[str, ...] | list[str]) -> None:
        facts, file = self.facts, self.file
        direction = self._direction_for(self.state.forms.get(DIRECTION))
        stored = {VIEW: facts.view, DECISION: facts.decision, DIRECTION: direction, USE: facts.use}
        defendant = getattr(self.state.forms.get(DIRECTION), "defendant_id", "")
        forms = {
            VIEW: view_form(facts.view, facts.availability.measure.explain),
            DECISION: decision_form(facts.decision, file.witness),
            DIRECTION: direction_form(direction, defendant),
            USE: use_form(facts.use),
        }
        kept = {part: forms[part] for part in parts}
        self._stored.update({part: stored[part] for part in parts})
        self.state = replace(
            self.state,
            forms={part: kept.get(part, self.state.forms.get(part)) for part in PARTS},
            base={part: kept.get(part, self.state.base.get(part)) for part in PARTS},
        )

    def _direction_for(self, form: DirectionForm | None) -> Direction | None:
        """The direction that the form is about: of the accused chosen, else the latest."""
        if form is None:
            return self.facts.direction
        own = [d for d in self.file.directions if d.defendant_id == (form.defendant_id or None)]
        return latest(own, self.state.measure)

    # ------------------------------------------------------------ typing

    def edit(self, part: str, form: Any) -> None:
        """Take what a part holds now."""
        before = self.state.forms[part]
        if isinstance(form, ViewForm):
            form = self._new_view(before, form)
        if isinstance(form, DirectionForm) and form.defendant_id != before.defendant_id:
            form = self._other_accused(before, form)
        if isinstance(form, DirectionForm):
            form = self._new_direction(before, form)
        if isinstance(form, DirectionForm) and before.direction is None and form.direction and form.basis is None:
            form = replace(form, basis=self._usual_basis())
            self._anew()
        if isinstance(form, DirectionForm) and form.told_on and not form.told_by and not before.told_on:
            form = replace(form, told_by=self._app.user.display_name)
            self._anew()
        self.state = replace(
            self.state,
            forms={**self.state.forms, part: form},
            problems={**self.state.problems, part: ()},
        )
        self._update()
        if self.has_unsaved and not self._timer.isActive():
            self._timer.start()

    def _usual_basis(self) -> DirectionBasis | None:
        """How a direction comes about by the route of the application that was served, None where none was."""
        application = self.facts.application
        if application is None or application.served_on is None:
            return None
        return {
            Route.R18_9_NOTICE: DirectionBasis.ON_NOTICE,
            Route.COURT_OWN_MOTION: DirectionBasis.OWN_MOTION,
        }.get(application.route, DirectionBasis.ON_APPLICATION)

    def _anew(self) -> None:
        self.state = replace(self.state, revision=self.state.revision + 1)

    def _new_view(self, before: ViewForm, form: ViewForm) -> ViewForm:
        """Another view is a new entry: its day is today and the words of the earlier one are not its own."""
        base: ViewForm = self.state.base[VIEW]
        if form.view is before.view:
            return form
        self._anew()
        if form.given_on in (None, base.given_on):
            form = replace(form, given_on=self._session.today)
        if not form.taken_by:
            form = replace(form, taken_by=self._app.user.display_name)
        if base.own_words and form.own_words == base.own_words:
            form = replace(form, own_words="")
        return form

    def _new_direction(self, before: DirectionForm, form: DirectionForm) -> DirectionForm:
        """Another outcome is a new entry: the days and reasons of the earlier one are not its own."""
        base: DirectionForm = self.state.base[DIRECTION]
        if form.direction is before.direction or base.direction is None or form.decided_on != base.decided_on:
            return form
        self._anew()
        if form.direction is base.direction:
            return base
        return DirectionForm(
            direction=form.direction, defendant_id=form.defendant_id, judge=form.judge, basis=form.basis,
            from_accused=form.from_accused, from_gallery=form.from_gallery, companion=form.companion, place=form.place,
        )  # fmt: skip

    def _other_accused(self, before: DirectionForm, form: DirectionForm) -> DirectionForm:
        """Turn to the direction on another accused; what was typed stays."""
        typed = before != self.state.base[DIRECTION]
        record = self._direction_for(form)
        stored = direction_form(record, form.defendant_id)
        self._stored[DIRECTION] = record
        self.state = replace(self.state, base={**self.state.base, DIRECTION: stored})
        self._anew()
        return form if typed else stored

    # ------------------------------------------------------------ saving

    def save(self) -> bool:
        """Save every part that was changed; one that cannot be saved says why and stays as typed."""
        problems: dict[str, tuple[Problem, ...]] = {}
        self._trouble = ()
        self._conflict = ""
        done = 0
        for part in self.state.unsaved:
            found = self._save_part(part)
            if found is None:
                done += 1
                self._fill([part])
            elif found:
                problems[part] = found
        self.state = replace(self.state, problems=problems)
        if not self.has_unsaved:
            self._forget_copy()
            self._say(f"Saved {clock_time(self._app.now)}")
            return True
        self._update()
        if done:
            self._say(f"{counted(done, 'part')} saved; the rest is not")
        return False

    def refuse(self, problems: Mapping[str, tuple[Problem, ...]]) -> None:
        """Say what was typed and cannot be read; nothing is saved."""
        self.state = replace(self.state, problems=problems)
        self._update()

    def _say(self, words: str) -> None:
        self._update()
        self.saved.emit(words)

    def _save_part(self, part: str) -> tuple[Problem, ...] | None:
        """Save one part. None: done; else what is to be put right (nothing, when a banner says it)."""
        self._busy = True
        try:
            self._pages.refresh()
            self.state = replace(self.state, page=self._pages.state)
            if self._moved_on(part):
                raise _moved(part)
            base, stored = self.state.base[part], self._stored.get(part)
            save_part(self._app, self.file, self.state.measure, self.state.forms[part], base, stored)
        except RuleBroken as broken:
            return broken.problems
        except Conflict as met:
            self._meet_conflict(part, met.record_id)
            return ()
        except PlannerError as error:
            self._trouble = (failed(str(error)),)
            return ()
        finally:
            self._busy = False
            self.state = replace(self.state, page=self._pages.state)
        return None

    def _moved_on(self, part: str) -> bool:
        """Whether somebody entered a later record of this fact meanwhile."""
        if part == DIRECTION:
            now: Any = self._direction_for(self.state.forms[DIRECTION])
        else:
            now = {VIEW: self.facts.view, DECISION: self.facts.decision, USE: self.facts.use}[part]
        before = self._stored.get(part)
        return bool((now.id if now else "") != (before.id if before else ""))

    # ------------------------------------------------------------ somebody else saved first

    def _meet_conflict(self, part: str, record_id: str) -> None:
        self._conflict = part
        entry = measures.last_saved(self._app, self.file.case.id, record_id or self._newest_id(part))
        by, at = (entry.actor, f" at {clock_time(entry.at)}") if entry else ("Somebody", "")
        self._trouble = (conflict(by, at),)

    def _newest_id(self, part: str) -> str:
        now = self._theirs_record(part)
        return now.id if now else ""

    def _theirs_record(self, part: str) -> Any:
        if part == DIRECTION:
            return self._direction_for(self.state.forms[DIRECTION])
        return {VIEW: self.facts.view, DECISION: self.facts.decision, USE: self.facts.use}[part]

    def _theirs(self, part: str) -> Any:
        record = self._theirs_record(part)
        return {
            VIEW: lambda: view_form(record, self.facts.availability.measure.explain),
            DECISION: lambda: decision_form(record, self.file.witness),
            DIRECTION: lambda: direction_form(record, self.state.forms[DIRECTION].defendant_id),
            USE: lambda: use_form(record),
        }[part]()

    def compare(self) -> list[str]:
        """While a conflict stands: where the stored version and what was typed differ."""
        return differences(self.state.forms[self._conflict], self._theirs(self._conflict)) if self._conflict else []

    def settle(self, *, keep_mine: bool) -> bool:
        """End a conflict: save what was typed on top of the stored version, or take the stored one."""
        part, mine = self._conflict, self.state.forms[self._conflict]
        self._conflict = ""
        self._trouble = ()
        self._fill([part])
        self._anew()
        if keep_mine:
            self.state = replace(self.state, forms={**self.state.forms, part: mine})
            return self.save()
        self._update()
        return not self.has_unsaved

    def keep_editing(self) -> None:
        self._trouble = ()
        self._update()

    # ------------------------------------------------------------ recovery copies

    @property
    def _subject(self) -> str:
        return f"{self.file.witness.id}/{self.state.measure.value}"

    def keep_copy(self) -> None:
        """Keep what is typed now, so that a crash or a lock loses nothing."""
        self._timer.stop()
        if not self.has_unsaved:
            return
        try:
            draft = keep_draft(self._app, self.file.case.id, self._subject, to_values(self.state))
        except PlannerError as error:
            self._trouble = (copy_not_kept(str(error)),)
            self._update()
            return
        self._update(f"Recovery copy {clock_time(draft.kept_at)}")

    def _find_copy(self) -> Message | None:
        draft = draft_of(self._app, self._subject)
        copy = from_values(draft.values) if draft else {}
        if draft is None or all(self.state.base[part] == form for part, form in copy.items()):
            return None
        return copy_found(day_and_time(draft.kept_at))

    def use_copy(self) -> None:
        """Fill the parts that the recovery copy holds."""
        draft = draft_of(self._app, self._subject)
        self._copy = None
        if draft is not None:
            self.state = replace(self.state, forms={**self.state.forms, **from_values(draft.values)})
            self._anew()
        self._update()

    def leave_copy(self) -> None:
        self._forget_copy()
        self._copy = None
        self._update()

    def discard(self) -> None:
        """Throw away what is typed, and its recovery copy."""
        self._forget_copy()
        self.show(self.state.measure)

    def _forget_copy(self) -> None:
        self._timer.stop()
        self._busy = True
        try:
            discard_draft(self._app, self._subject)
        except PlannerError as error:
            self._trouble = (Message("error", "The recovery copy could not be dropped.", str(error)),)
        finally:
            self._busy = False

    # ------------------------------------------------------------ the state

    def earlier(self, part: str) -> str:
        """All earlier entries of a part in words, the newest first."""
        return earlier_words(self.file, self.state.measure, part)

    def _on_page(self) -> None:
        """Somebody changed the file: parts nobody types in follow, the others keep what is typed."""
        if self._busy or self._pages.state.file is None or not self.state.forms:
            return
        if self.state.page.file is None or self._pages.state.file.witness.id != self.file.witness.id:
            return
        self.state = replace(self.state, page=self._pages.state)
        untouched = [part for part in PARTS if part not in self.state.unsaved]
        self._fill(untouched)
        self._anew()
        self._update()

    def _update(self, foot: str = "") -> None:
        file, measure = self.file, self.state.measure
        reason = self.state.forms[DECISION].reason
        unsaved = [str(PARTS.index(part) + 1) for part in self.state.unsaved]
        words = f"Unsaved changes in part {' and '.join(unsaved)}" if unsaved else ""
        line = next(line for line in self.state.page.lines if line.id is measure)
        self.state = replace(
            self.state,
            cells=line.cells,
            earlier={part: len(earlier_entries(file, measure, part)) for part in PARTS},
            use_shut=use_shut(self.facts, file, self._session.today),
            shares_reason=measures.shared_reasons(self._app, file, reason),
            foot=" · ".join(filter(None, [words, foot])),
        )
        self.state = replace(
            self.state, messages=messages_of(self.state, tuple(filter(None, (*self._trouble, self._copy))))
        )
        self.state_changed.emit()


def _moved(part: str) -> Conflict:
    return Conflict("Not saved: somebody entered a later record meanwhile.", part, "")
