"""The four parts of a decision as cards of fields, and the pane beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.measures import (
    CHANGES,
    DIRECTION_BASIS_WORDS,
    DIRECTION_WORDS,
    IN_FORCE,
    SOUGHT,
    USE_WORDS,
    VIEW_WORDS,
    DecisionKind,
    DirectionKind,
    MeasureId,
    UseKind,
    ViewKind,
)
from victimplanner.ui import theme
from victimplanner.ui.formats import counted
from victimplanner.ui.screens.measures.cells import occasion_of
from victimplanner.ui.screens.measures.decision_state import DECISION_CHOICES, PART_TITLES, DecisionState
from victimplanner.ui.screens.measures.dialogs import people_choices
from victimplanner.ui.screens.measures.state import DECISION, DIRECTION, NO_ACCOUNT, PARTS, USE, VIEW
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import (
    Card,
    CheckField,
    ChoiceField,
    DateField,
    FieldGrid,
    FlowRow,
    LineField,
    LinkButton,
    StatusPill,
    TextField,
    label,
    show_problems,
)


class Part(Card):
    """One of the four facts. `edited` carries the part and its form as it is now."""

    edited = Signal(str, object)
    earlier_asked = Signal(str)

    def __init__(self, part: str, columns: int = 4) -> None:
        super().__init__(PART_TITLES[part], number=PARTS.index(part) + 1, object_name=f"part_{part}")
        self.part = part
        self._form: Any = None
        self.fields: dict[str, Any] = {}
        self.grid = FieldGrid(columns)
        self.form = QWidget()  # several grids, where some fields show only at times
        self.grids = QVBoxLayout(self.form)
        self.grids.setContentsMargins(0, 0, 0, 0)
        self.grids.setSpacing(9)
        self.grids.addWidget(self.grid)
        self.body.addWidget(self.form)
        self.earlier = LinkButton("", object_name=f"earlier_{part}")
        self.earlier.clicked.connect(lambda: self.earlier_asked.emit(part))
        self.pill = StatusPill("grey", "")
        self.add_right(self.pill, self.earlier)

    def add(self, name: str, field: Any, span: int = 1, grid: FieldGrid | None = None) -> Any:
        self.fields[name] = field
        (grid or self.grid).add(field, span)
        field.changed.connect(self._take)
        return field

    def _take(self) -> None:
        if self._form is not None:
            self._form = replace(self._form, **{name: field.value() for name, field in self.fields.items()})
            self.edited.emit(self.part, self._form)

    def show_state(self, state: DecisionState, *, anew: bool) -> None:
        """Write the part; values only when they are filled anew, so that typing is never disturbed."""
        self._form = state.forms[self.part]
        if anew:
            self._before_fill(state)
            for name, field in self.fields.items():
                field.set_value(getattr(self._form, name))
        number = state.earlier[self.part]
        self.earlier.set_words(counted(number, "earlier entry", "earlier entries"))
        self.earlier.setVisible(number > 0)
        pill = state.cells[self.part].pill
        self.pill.setVisible(pill is not None)
        if pill is not None:
            self.pill.set_pill(pill[0], pill[1], pill[2])
        problems = state.problems.get(self.part, ())
        if problems or any(field.error_text() for field in self.fields.values()):
            unread = {name: field.problem() for name, field in self.fields.items() if field.problem()}
            show_problems(self.fields, [*problems, *(Problem(n, w) for n, w in unread.items())])
        self._after(state)

    def unreadable(self) -> list[Problem]:
        """What was typed and cannot be read as a day."""
        return [Problem(name, field.problem()) for name, field in self.fields.items() if field.problem()]

    def set_editable(self, editable: bool) -> None:
        self.form.setEnabled(editable)

    def focus_first(self) -> None:
        first = next((field for field in self.fields.values() if field.isVisibleTo(self)), None)
        if first is not None and self.form.isEnabled():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _before_fill(self, state: DecisionState) -> None:
        """Set the choices that depend on the witness."""

    def _after(self, state: DecisionState) -> None:
        """Show only what applies now."""


class ScreenTicks:
    """From whom a screen hides: two ticks in a part, for the measure of screens only."""

    def __init__(self, part: Part, grid: FieldGrid | None = None) -> None:
        self.ticks = [
            part.add(name, CheckField(words, name=f"{part.part}_{name}"), 2, grid)
            for name, words in (
                ("from_accused", "Screen from the accused"),
                ("from_gallery", "From the public gallery too"),
            )
        ]

    def show_for(self, state: DecisionState, *, asked: bool) -> None:
        for tick in self.ticks:
            tick.setVisible(asked and state.measure is MeasureId.SCREEN)


class ViewPart(Part):
    def __init__(self, session: Session) -> None:
        super().__init__(VIEW)
        self._user = session.app.user.display_name
        self.add("view", ChoiceField("&View", list(VIEW_WORDS.items()), name="view"))
        self.add("given_on", DateField("Said &on", lambda: session.today, name="given_on"))
        self.taken_by = self.add("taken_by", ChoiceField("Taken b&y", name="taken_by"))
        self.add("how", LineField("&How", name="how", placeholder="By video, with ISVA"))
        self.condition = self.add("condition", LineField("Only &if", name="condition", placeholder="the link fails"), 4)
        self.screens = ScreenTicks(self)
        self.carried = label("", "small", wrap=True)
        self.body.addWidget(self.carried)
        self.own_words = self.add(
            "own_words",
            TextField("In her own &words", lines=1, most_lines=6, name="own_words",
                      hint="Do not record her account of the offence here."),
            4,
        )  # fmt: skip

    def _before_fill(self, state: DecisionState) -> None:
        self.taken_by.set_choices(people_choices(state.page, self._user, self._form.taken_by))
        file = state.page.file
        whose = _whose(file.witness.pronouns if file else "")
        self.own_words.set_label(f"In {whose} own &words")

    def _after(self, state: DecisionState) -> None:
        self.condition.setVisible(self._form.view is ViewKind.ONLY_IF)
        self.screens.show_for(state, asked=self._form.view in (ViewKind.WANTS, ViewKind.ONLY_IF))
        view = state.page.facts_about(state.measure).view
        carried = (
            f"Carried over from {view.carried_from} with its own day. Ask her again."
            if view and view.carried_from
            else ""
        )
        self.carried.setText(carried)
        self.carried.setVisible(bool(carried))


class DecisionPart(Part):
    application_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(DECISION)
        self.decision = self.add("decision", ChoiceField("&Our decision", [(None, "Not decided")], name="decision"))
        self.alternative = CheckField("In the &alternative, if another measure is refused", name="in_the_alternative")
        self.request = CheckField(
            "&Request that the interview video be played", name="video_requested", hint="Section 22A."
        )
        ticks = QWidget()
        column = QVBoxLayout(ticks)
        column.setContentsMargins(0, theme.px(17), 0, 0)  # beside the field, not its label
        column.setSpacing(2)
        for name, tick in (("in_the_alternative", self.alternative), ("video_requested", self.request)):
            column.addWidget(tick)
            self.fields[name] = tick
            tick.changed.connect(self._take)
        self.grid.add(ticks, 3)
        self.screens = ScreenTicks(self)
        self.reason = self.add(
            "reason", TextField("Why this measure would improve this witness’s evidence", lines=1, most_lines=8,
                                name="reason"), 4,
        )  # fmt: skip
        self.override = self.add(
            "override_reason",
            TextField("Why it is sought although it is not open", lines=1, most_lines=6, name="override_reason"),
            4,
        )
        self.application_words = label("", "small")
        self.application = LinkButton("Application…", object_name="openApplication")
        self.application.clicked.connect(self.application_asked)
        self.application_row = FlowRow(self.application_words, self.application)
        self.body.addWidget(self.application_row)

    def _before_fill(self, state: DecisionState) -> None:
        directed = bool(state.page.facts_about(state.measure).directions)
        offered = [kind for kind in DECISION_CHOICES if kind not in CHANGES or directed or kind is self._form.decision]
        self.decision.set_choices([(None, "Not decided"), *((kind, DECISION_CHOICES[kind]) for kind in offered)])

    def _after(self, state: DecisionState) -> None:
        form = self._form
        apply = form.decision in SOUGHT
        self.alternative.setVisible(form.decision is DecisionKind.APPLY)
        self.screens.show_for(state, asked=apply)
        self.request.setVisible(state.measure is MeasureId.ABE_VIDEO)
        self.override.setVisible(state.needs_override or bool(form.override_reason))
        self.override.set_hint(state.page.facts_about(state.measure).availability.because)
        words = {
            DecisionKind.NOT_SOUGHT: "Why it is not sought",
            DecisionKind.WITHDRAWN: "Why it is withdrawn",
            DecisionKind.APPLY_TO_VARY: "Why the direction should be varied, for this witness",
            DecisionKind.APPLY_TO_DISCHARGE: "Why the direction should be discharged, for this witness",
        }.get(form.decision, "Why this measure would improve this witness’s evidence")
        self.reason.set_label(words)
        self.reason.set_hint(f"Written for this witness; template text alone will be flagged. {NO_ACCOUNT}")
        facts = state.page.facts_about(state.measure)
        application = facts.application
        self.application_row.setVisible(apply)
        served = application is not None and application.served_on is not None
        changes = "What has changed since the direction, and when that became known (r.18.11):"
        self.application_words.setText(
            changes
            if form.decision in CHANGES
            else "Route, service, companion, place and hearing:"
            if not served
            else "In the application that was served:"
        )


class DirectionPart(Part):
    def __init__(self, session: Session) -> None:
        super().__init__(DIRECTION)
        choices = [(None, "Not yet decided"), *DIRECTION_WORDS.items()]
        today = lambda: session.today  # noqa: E731
        more = FieldGrid(4)
        self.whom = FieldGrid(4)
        self.accused = self.add("defendant_id", ChoiceField("For which a&ccused", name="defendant_id"), 2, self.whom)
        self.grids.insertWidget(0, self.whom)
        self.add("direction", ChoiceField("D&ecision", choices, name="direction"))
        self.add("decided_on", DateField("&Decided on", today, name="decided_on"))
        self.add("received_on", DateField("Result recei&ved", today, name="received_on"))
        self.add("told_on", DateField("Witness &told on", today, name="told_on"))
        bases = [(None, "Not recorded"), *DIRECTION_BASIS_WORDS.items()]
        self.basis = self.add("basis", ChoiceField("How it came a&bout", bases, name="basis"), 2, more)
        self.judge = self.add("judge", LineField("&Judge", name="judge"), 2, more)
        self.told_by = self.add("told_by", LineField("Told &by", name="told_by"), 1, more)
        self.told_how = self.add(
            "told_how", LineField("Told ho&w", name="told_how", placeholder="By telephone"), 1, more
        )
        self.reasons = self.add(
            "reasons", TextField("The court’s &reasons", lines=1, most_lines=8, name="reasons", note="s.20(5)"), 4, more
        )
        self.particulars = self.add(
            "particulars",
            TextField("Particulars: what exactly was directed", lines=1, most_lines=6, name="particulars", note="s.19(4)"),
            4, more,
        )  # fmt: skip
        self.companion = self.add(
            "companion", LineField("Companion the court named", name="companion", note="s.24(1A)"), 2, more
        )
        self.place = self.add("place", LineField("Place the court named", name="place"), 2, more)
        self.change = self.add(
            "material_change",
            TextField("What had changed since the direction", lines=1, most_lines=6, name="material_change",
                      note="s.20(2), r.18.11"),
            4, more,
        )  # fmt: skip
        self.screens = ScreenTicks(self, more)
        self.more = more
        self.grids.addWidget(more)

    def _before_fill(self, state: DecisionState) -> None:
        file = state.page.file
        defendants = file.defendants if file else ()
        choices = [("", "All accused"), *((d.id, f"{d.label} only, s.33(4)") for d in defendants)]
        self.accused.set_choices(choices)

    def _after(self, state: DecisionState) -> None:
        form = self._form
        several = len(state.page.file.defendants) > 1 if state.page.file else False
        decided = form.direction is not None
        self.whom.setVisible(several)
        self.more.setVisible(decided)
        for field in (self.told_by, self.told_how):
            field.setVisible(form.told_on is not None)
        for field in (self.companion, self.place):
            field.setVisible(state.measure is MeasureId.LIVE_LINK)
        self.change.setVisible(form.direction in (DirectionKind.VARIED, DirectionKind.DISCHARGED))
        self.screens.show_for(state, asked=form.direction in IN_FORCE)
        hints = {
            DirectionKind.REFUSED: "A refusal needs the court’s reasons.",
            DirectionKind.GRANTED_IN_PART: "Say which part was refused, and why.",
        }
        self.reasons.set_hint(hints.get(form.direction, ""))


class UsePart(Part):
    def __init__(self, session: Session) -> None:
        super().__init__(USE, columns=4)
        choices = [(None, "Not recorded"), *USE_WORDS.items()]
        self.add("use", ChoiceField("What &happened", choices, name="use"))
        self.on = self.add("used_on", DateField("Evidence given &on", lambda: session.today, name="used_on"))
        self.why = self.add(
            "reason", TextField("What happened, and why it differs", lines=1, most_lines=6, name="use_reason",
                                hint=NO_ACCOUNT), 4,
        )  # fmt: skip

        self.permission = self.add(
            "permission",
            LineField("Who gave permission to give evidence another way", name="permission", note="s.24(2)"), 4,
        )  # fmt: skip

    def _take(self) -> None:
        if self._form is not None and self.fields["use"].value() is not None and not self.on.text():
            self.on.set_value(self._occasion)
        super()._take()

    def _after(self, state: DecisionState) -> None:
        self._occasion = occasion_of(state.page.file) if state.page.file else None
        shut = state.use_shut
        self.content.setVisible(not shut)
        self.set_note(shut)
        if shut:
            self.pill.set_pill("grey", "Not yet")
            self.pill.show()
        self.why.setVisible(self._form.use not in (None, UseKind.USED) or bool(self._form.reason))
        other_way = self._form.use is UseKind.GIVEN_ANOTHER_WAY and state.measure is MeasureId.LIVE_LINK
        self.permission.setVisible(other_way or bool(self._form.permission))


def _whose(pronouns: str) -> str:
    return {"sh": "her", "he": "his"}.get(pronouns.casefold()[:2], "their")


PartMaker = Callable[[Session], Part]
MAKERS: Mapping[str, PartMaker] = {VIEW: ViewPart, DECISION: DecisionPart, DIRECTION: DirectionPart, USE: UsePart}
