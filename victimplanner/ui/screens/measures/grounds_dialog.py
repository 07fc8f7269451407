"""Grounds of eligibility in a dialog: all as they stand, and one of them to be considered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from victimplanner.domain.errors import Problem
from victimplanner.domain.witness import GATE_HOLDS_WORDS, GateCode, GateHolds
from victimplanner.ui import theme
from victimplanner.ui.formats import recent_day
from victimplanner.ui.screens.measures.age_words import age_words
from victimplanner.ui.screens.measures.ground_words import DECLINABLE, ground_hint, is_settled_by_dates, state_words
from victimplanner.ui.screens.measures.state import NO_ACCOUNT, GroundLine, MeasuresPage
from victimplanner.ui.screens.measures.view_model import MeasuresViewModel
from victimplanner.ui.session import Session
from victimplanner.ui.widgets import ChoiceField, Column, DateField, LineField, RecordTable, TextField, label
from victimplanner.ui.widgets.form_dialog import FormDialog, open_form

_EVIDENCE = "On what &evidence, or what was asked"
_NOTICE = "Her &notice to the court, as she gave it"
_NOTICE_HINT = (
    "It is for her to tell the court, not for the prosecutor to choose. She may still be eligible on another ground, "
    "and declining a measure is another matter."
)
_ROWS = 8


def open_grounds(
    session: Session, view_model: MeasuresViewModel, parent: QWidget, code: GateCode | None = None
) -> FormDialog | None:
    """Review the grounds: each with whether it holds, on what evidence, by whom and when."""
    page = view_model.state
    return None if page.file is None else _GroundsForm(session, view_model, page).open(parent, code)


class _GroundsForm:
    """The table of all grounds, and the fields of the one chosen."""

    def __init__(self, session: Session, view_model: MeasuresViewModel, page: MeasuresPage) -> None:
        self._session = session
        self._view_model = view_model
        self._page = page
        self._lines = {line.rule.code: line for line in page.ground_lines}
        choices = [(line.rule.code, _ground_words(line)) for line in page.ground_lines]
        self._ground = ChoiceField("&Ground", choices, name="ground")
        self._holds = ChoiceField("Does it &hold?", list(GATE_HOLDS_WORDS.items()), name="holds")
        self._evidence = TextField(_EVIDENCE, lines=2, name="evidence", hint=NO_ACCOUNT)
        self._by = LineField("Considered &by", name="considered_by")
        self._on = DateField("Considered &on", lambda: session.today, name="considered_on")
        self._table = self._made_table()

    def open(self, parent: QWidget, code: GateCode | None) -> FormDialog:
        file = self._page.file
        assert file is not None
        open_ones = [
            line for line in self._page.ground_lines
            if line.considered is None and not line.holds_today and not is_settled_by_dates(line, file)
        ]  # fmt: skip
        self._ground.set_value(code or (open_ones[0].rule.code if open_ones else GateCode.S16_INCAP))
        self._ground.changed.connect(self._fill)
        self._holds.changed.connect(self._follow)
        self._table.current_record_changed.connect(self._choose)
        self._fill()
        fields: dict[str, Any] = {
            "ground": self._ground, "holds": self._holds, "evidence": self._evidence,
            "considered_by": self._by, "considered_on": self._on,
        }  # fmt: skip
        ages = age_words(self._page)
        return open_form(
            self._session.dialogs, parent, "Grounds of eligibility", "Record ground", fields, self._save,
            intro="A witness may be eligible on several grounds. Earlier entries stay and no longer count.",
            spans={"considered_by": 1, "considered_on": 1},
            above=(*([label(ages, "small", wrap=True)] if ages else ()), self._table),
            width=760,
        )  # fmt: skip

    def _made_table(self) -> RecordTable:
        today, file = self._page.today, self._page.file
        assert file is not None

        def evidence(line: GroundLine) -> str:
            follows = line.holds_today or is_settled_by_dates(line, file)
            entered = line.considered.evidence if line.considered else ""
            return entered or ("Follows from what is recorded" if follows else "–")

        table = RecordTable(
            [
                Column("Ground", lambda line: f"{line.rule.section} {line.rule.title}", stretch=4, bold=True),
                Column("Holds?", lambda line: state_words(line, file)[1], pill=lambda line: state_words(line, file), width=158),
                Column("Evidence", evidence, stretch=4, tooltip=evidence),
                Column("By, when", lambda line: _who_when(line, today), width=126),
            ],
            "Grounds as they stand", ring="row", framed=True, object_name="groundTable",
        )  # fmt: skip
        table.set_rows(self._page.ground_lines)
        table.setFixedHeight(min(table.content_height(), theme.px(_ROWS * 34)))
        return table

    def _choose(self, line: GroundLine | None) -> None:
        """Take the row chosen in the table into the form."""
        if line is not None and line.rule.code is not self._ground.value():
            self._ground.set_value(line.rule.code)
            self._fill()

    def _fill(self) -> None:
        line = self._lines[self._ground.value()]
        gate, file = line.considered, self._page.file
        assert file is not None
        choices = [(h, words) for h, words in GATE_HOLDS_WORDS.items() if _may_be(h, line)]
        self._holds.set_choices(choices)
        self._ground.set_hint(ground_hint(line, file))
        self._holds.set_value(gate.holds if gate else GateHolds.YES if line.holds_today else GateHolds.NO)
        self._evidence.set_value(gate.evidence if gate else "")
        self._by.set_value(self._session.app.user.display_name)
        self._on.set_value(self._session.today)
        if self._table.current_record() != line:
            self._table.select_record(line)
        self._follow()

    def _follow(self) -> None:
        declined = self._holds.value() is GateHolds.DECLINED
        self._evidence.set_label(_NOTICE if declined else _EVIDENCE)
        self._evidence.set_hint(f"{_NOTICE_HINT} {NO_ACCOUNT}" if declined else NO_ACCOUNT)
        self._on.set_label("Told the court &on" if declined else "Considered &on")

    def _save(self) -> Sequence[Problem]:
        return self._view_model.record_gate(
            self._ground.value(), self._holds.value(), self._evidence.value(), self._by.value(), self._on.value()
        )


def _may_be(holds: GateHolds, line: GroundLine) -> bool:
    """Whether a ground can have this answer: only some can be declined, or are declined already."""
    if holds is not GateHolds.DECLINED or line.rule.code in DECLINABLE:
        return True
    return line.considered is not None and line.considered.holds is GateHolds.DECLINED


def _ground_words(line: GroundLine) -> str:
    state = "holds" if line.holds_today else "considered" if line.considered else "not considered"
    return f"{line.rule.section} {line.rule.title} · {state}"


def _who_when(line: GroundLine, today: Any) -> str:
    gate = line.considered
    if gate is None:
        return "–"
    return ", ".join(filter(None, [gate.considered_by, recent_day(gate.considered_on, today)]))
