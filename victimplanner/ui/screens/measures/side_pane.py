"""The pane beside a decision: is the measure open, what to explain, what the application needs, the deadline."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.completeness import application_needs
from victimplanner.ui.screens.measures.decision_messages import limit_words
from victimplanner.ui.screens.measures.decision_model import DecisionViewModel
from victimplanner.ui.screens.measures.state import VIEW
from victimplanner.ui.widgets import CheckField, FlowRow, LinkButton, StatusPill, clear_layout, label, rule


class SidePane(QWidget):
    """Is it open and why; what to explain; what the application needs; the deadline."""

    explained = Signal(tuple)
    why_asked = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("sidePane")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(6)
        self.title = label("", "strong", wrap=True)
        self.pill = StatusPill("ok", "")
        self.because = label("", "small", wrap=True)
        self._ticks: dict[str, CheckField] = {}
        self._explain = QVBoxLayout()
        self._explain.setSpacing(4)
        self._needs = FlowRow(gap=6)
        self.limit = label("", "strong", wrap=True)
        self.limit_words = label("", "small", wrap=True)
        self.why = LinkButton("Why?", object_name="whyDeadline")
        self.why.setAccessibleName("Why this deadline?")
        for widget in (self.title, FlowRow(self.pill), self.because, rule(), label("Explain to the witness", "strong")):
            column.addWidget(widget)
        column.addLayout(self._explain)
        for widget in (
            rule(), label("The application needs (r.18.10)", "strong", wrap=True), self._needs, rule(),
            label("Deadline", "strong"), FlowRow(self.limit, self.why), self.limit_words,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)

    def show_model(self, model: DecisionViewModel, *, anew: bool) -> None:
        state = model.state
        availability = model.facts.availability
        measure = availability.measure
        self.title.setText(f"{measure.title}, {measure.statute}")
        pill = state.cells["open"].pill
        assert pill is not None
        self.pill.set_pill(pill[0], pill[1], pill[2])
        self.because.setText(availability.because)
        if anew:
            self._fill_ticks(measure.explain)
        ticked = state.forms[VIEW].explained
        for line, tick in self._ticks.items():
            tick.set_value(line in ticked)
            tick.setEnabled(state.page.may_record)
        assert state.page.file is not None
        application = model.facts.application or next(
            (a for a in state.page.file.applications if a.served_on is None), None
        )
        needs = application_needs(state.page.file, application, state.page.today)
        pills = (StatusPill("ok" if need.is_there else "unknown", need.words) for need in needs)
        self._needs.set_widgets(*pills)
        day, words = limit_words(state.page)
        self.limit.setText(day or "–")
        self.limit_words.setText(words)
        self.why.setVisible(bool(state.page.limits))

    def _fill_ticks(self, lines: Iterable[str]) -> None:
        wanted = tuple(lines)
        if tuple(self._ticks) == wanted:
            return
        clear_layout(self._explain)
        self._ticks = {}
        for line in wanted:
            tick = CheckField(line.rstrip("."), name="explained")
            tick.changed.connect(self._tell)
            self._ticks[line] = tick
            self._explain.addWidget(tick)

    def _tell(self) -> None:
        self.explained.emit(tuple(line for line, tick in self._ticks.items() if tick.value()))
