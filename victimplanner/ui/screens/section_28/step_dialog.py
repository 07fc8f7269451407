"""One step to finish before the recording: who owes it, where it stands, the days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from victimplanner.domain.errors import Problem
from victimplanner.domain.section_28 import STEP_STATE_WORDS, PreparationStep, StepState
from victimplanner.ui.screens.section_28.forms import NO_ACCOUNT, Section28Forms
from victimplanner.ui.screens.section_28.state import THIRD_PARTY, StepLine
from victimplanner.ui.widgets import ChoiceField, DateField, LineField, LinkButton, TextField
from victimplanner.ui.widgets.form_dialog import FormDialog


class StepDialog(Section28Forms):
    """Opens a step."""

    def step(self, line: StepLine, go: Callable[[str, str], object] | None = None) -> FormDialog | None:
        """Open a step: who owes it, where it stands, the day ordered or agreed.

        One that follows from a fact is never ticked here: `go` (tab, part) leads to where the fact is entered.
        """
        if self._page.file is None:
            return None
        fields = self._fields_of(line)
        record = line.line.record
        if record is not None:
            for name, field in fields.items():
                field.set_value(getattr(record, name))
        if record is None or line.place is not None:
            fields["state"].set_value(line.line.state)
        self._tie(fields)
        link = self._link(line)
        dialog = self._open(
            line.line.rule.title, "Save step", fields, lambda: self._save(line, fields), intro=line.detail,
            spans=dict.fromkeys(("state", "owner", "due_on", "done_on"), 1), above=[link] if link else [],
        )  # fmt: skip
        if link is not None and line.place is not None:
            tab, part, _ = line.place

            def leave() -> None:
                dialog.reject()
                if not dialog.isVisible() and go is not None:
                    go(tab, part)

            link.clicked.connect(leave)
        return dialog

    def _fields_of(self, line: StepLine) -> dict[str, Any]:
        follows = line.place is not None
        states = [
            (state, words) for state, words in STEP_STATE_WORDS.items() if not (follows and state is StepState.DONE)
        ]
        fields: dict[str, Any] = {
            "state": ChoiceField("&State", states, name="state"),
            "owner": LineField("&Who owes it", name="owner", placeholder=line.line.owner),
            "due_on": DateField("&Ordered or agreed for", self._today, name="due_on"),
        }
        if not follows:
            fields["done_on"] = DateField("&Done on", self._today, name="done_on")
        if line.id == THIRD_PARTY:
            fields["notice_on"] = DateField(
                "&Notice given to the third party on", self._today, name="notice_on", note="r.17.5"
            )
        fields["note"] = TextField("What holds it &up, or why it is not needed", lines=2, name="note", hint=NO_ACCOUNT)
        return fields

    def _tie(self, fields: dict[str, Any]) -> None:
        """Let the state and the day on which it was done say the same, and show what follows from a notice."""
        state = fields["state"]
        done: Any = fields.get("done_on")
        notice: Any = fields.get("notice_on")

        def on_state() -> None:
            if state.value() is not StepState.DONE:
                done.set_value(None)
            elif done.value() is None:
                done.set_value(self._session.today)

        def on_done() -> None:
            if done.value() is not None:
                state.set_value(StepState.DONE)

        def on_notice() -> None:
            notice.set_hint(self._view_model.third_party_words(notice.value()))

        if done is not None:
            state.changed.connect(on_state)
            done.changed.connect(on_done)
        if notice is not None:
            notice.changed.connect(on_notice)
            on_notice()

    def _link(self, line: StepLine) -> LinkButton | None:
        if line.place is None:
            return None
        return LinkButton(f"Record it under {line.place[2]}", object_name="stepPlace")

    def _save(self, line: StepLine, fields: dict[str, Any]) -> Sequence[Problem]:
        file = self._page.file
        assert file is not None
        values: dict[str, Any] = {name: field.value() for name, field in fields.items()}
        values["owner"], values["note"] = values["owner"].strip(), values["note"].strip()
        return self._view_model.save_step(
            PreparationStep(
                case_id=file.case.id,
                witness_id=file.witness.id,
                step=line.id,
                changed_on=self._session.today,
                **values,
            )
        )
