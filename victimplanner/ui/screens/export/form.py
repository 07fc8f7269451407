"""What is asked before a paper leaves: which, for whom, why, in what form; what was checked; what left before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.domain.dates import local
from victimplanner.domain.issued import GIVEN_WORDS, OUTPUT_WORDS, PAPER_WORDS, VARIANT_WORDS, IssuedDocument, Output
from victimplanner.services.papers import PaperChoice
from victimplanner.ui import theme
from victimplanner.ui.formats import clock_time, table_day
from victimplanner.ui.paper_words import OUTPUT_CHOICES, OUTPUT_NOTES, VARIANT_NOTES, reader_of
from victimplanner.ui.screens.export.state import ExportPage
from victimplanner.ui.widgets import (
    BannerStack,
    Card,
    ChoiceField,
    Column,
    FieldGrid,
    FlowRow,
    LineField,
    RecordTable,
    ScrollPage,
    SecondaryButton,
    StatusPill,
    label,
    show_problems,
)
from victimplanner.ui.widgets.radio_field import RadioField


class ExportForm(ScrollPage):
    """The right side of the export dialog."""

    copies_written = Signal(int)

    def __init__(self, choices: tuple[PaperChoice, ...], today: dt.date) -> None:
        super().__init__()
        self._today = today
        self.banners = BannerStack()
        self.kind = ChoiceField("&What", [(c.kind, PAPER_WORDS[c.kind]) for c in choices], name="kind")
        self.variant = ChoiceField("Which copy", name="variant")
        self.meeting = ChoiceField("Which meeting", name="meeting_id")
        self.recipient = LineField("Who is it for", name="recipient")
        self.way = ChoiceField("How it is given", list(GIVEN_WORDS.items()), name="given_by")
        self.purpose = LineField("Wh&y", name="purpose", note="kept in the disclosure log")
        self.fields: dict[str, Any] = {"recipient": self.recipient, "purpose": self.purpose}
        grid = FieldGrid(2, narrowest=190)
        for field in (self.kind, self.variant, self.recipient, _one_of(self.meeting, self.way)):
            grid.add(field)
        grid.add(self.purpose, 2)
        for widget in (self.banners, grid, self._make_handling(), self._make_checks(), self._make_register()):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _make_handling(self) -> Card:
        card = Card("Handling", note="OFFICIAL-SENSITIVE, top and bottom of each page", object_name="handlingCard")
        self.output = RadioField("Output", list(OUTPUT_CHOICES.items()), name="output")
        self.output_note = label("", "small", wrap=True)
        self.passphrase = LineField("Pa&ssphrase", name="passphrase", password=True)
        self.copies = LineField("&Copies", name="copies", longest=2)
        self.copies.line.textEdited.connect(self._tell_copies)
        self.name = LineField("File name", name="file_name", hint="Never holds a name")
        self.name.set_read_only(True)
        self.fields |= {"passphrase": self.passphrase, "copies": self.copies}
        grid = FieldGrid(2, narrowest=190)
        grid.add(self.name)
        grid.add(_one_of(self.passphrase, self.copies))
        for widget in (self.output, self.output_note, grid):
            card.body.addWidget(widget)
        return card

    def _tell_copies(self, text: str) -> None:
        if text.strip().isdecimal():
            self.copies_written.emit(int(text))

    def _make_checks(self) -> Card:
        card = Card("Checked before export", object_name="checksCard")
        self.pills = FlowRow()
        self.variant_note = label("", "secondary", wrap=True)
        self.second_look = SecondaryButton("Record second &look…", icon="eye", object_name="secondLook")
        self.all_papers = SecondaryButton("Export se&veral papers…", icon="book", object_name="exportAll")
        for widget in (self.pills, self.variant_note, FlowRow(self.second_look, self.all_papers)):
            card.body.addWidget(widget)
        return card

    def _make_register(self) -> Card:
        card = Card("Issued for this witness", note="All acts stand under Exports of the case", flush=True,
                    object_name="registerCard")  # fmt: skip
        self.table = RecordTable(
            (
                Column("Paper", _paper, reader_of, width=150, stretch=2),
                Column("Copy", _copy, lambda e: OUTPUT_WORDS[e.output], width=84),
                Column("When", self._when, lambda e: e.issued_by, width=130),
                Column("Why", lambda e: e.purpose, width=110, stretch=2),
            ),
            "Issued for this witness",
            ring="row",
            object_name="issuedTable",
        )
        self.table.setMinimumHeight(theme.px(96))
        self.nothing = label("Nothing was issued yet.", "secondary", wrap=True)
        self.nothing.setContentsMargins(12, 8, 12, 8)
        card.body.addWidget(self.nothing)
        card.body.addWidget(self.table)
        return card

    def _when(self, entry: IssuedDocument) -> str:
        return f"{table_day(local(entry.issued_at).date(), self._today)} {clock_time(entry.issued_at)}"

    def stops(self) -> list[QWidget]:
        """The controls in the order in which Tab reaches them."""
        fields = (self.kind, self.variant, self.recipient, self.meeting, self.way, self.purpose)
        handled = (self.name, self.passphrase, self.copies)
        outputs = [self.output.button(value) for value in OUTPUT_CHOICES]
        return [
            *(field.editor for field in fields),
            *outputs,
            *(field.editor for field in handled),
            self.second_look,
            self.all_papers,
            self.table,
        ]

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), super().minimumSizeHint().height())

    # ------------------------------------------------------------ showing

    def show_state(self, state: ExportPage) -> None:
        """Write everything from the state but the banners."""
        request = state.request
        self.kind.set_value(request.kind)
        self.variant.set_choices([(v, VARIANT_WORDS[v]) for v in state.choice.variants])
        self.variant.set_value(request.variant)
        self.meeting.setVisible(bool(state.meetings) and state.choice.needs_meeting)
        self.meeting.set_choices(state.meetings)
        self.meeting.set_value(request.meeting_id)
        self.way.setVisible(state.choice.is_for_witness)
        self.way.set_value(request.channel)
        self.recipient.set_value(request.recipient)
        self.purpose.set_value(request.purpose)
        self.name.set_value(state.file_name or "–")
        self.variant_note.setText(VARIANT_NOTES[request.variant])
        self._show_handling(state)
        self._show_checks(state)
        self.table.set_rows(state.register)
        self.table.setVisible(bool(state.register))
        self.nothing.setVisible(not state.register)
        show_problems(self.fields, [p for p in state.problems if p.field in self.fields])
        self.content.setEnabled(not state.is_busy)

    def _show_handling(self, state: ExportPage) -> None:
        output = state.request.output
        self.output.set_value(output)
        self.output_note.setText(OUTPUT_NOTES[output])
        self.passphrase.setVisible(output is Output.PROTECTED)
        if not state.has_passphrase:
            self.passphrase.set_value("")
        self.passphrase.set_hint(state.passphrase_words or "12 characters or more; four words.")
        self.copies.setVisible(output is Output.PRINTED)
        if self.copies.value().strip() != str(state.copies) and not self.copies.line.hasFocus():
            self.copies.set_value(str(state.copies))

    def _show_checks(self, state: ExportPage) -> None:
        self.second_look.setVisible(state.needs_second_look)
        if self.pills.property("shown") == state.checks:
            return
        self.pills.setProperty("shown", state.checks)
        self.pills.set_widgets(*(StatusPill(kind, words) for kind, words in state.checks))
        self.pills.setVisible(bool(state.checks))


def _one_of(*fields: QWidget) -> QWidget:
    """A place in a grid for fields of which one is shown at a time."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    for field in fields:
        column.addWidget(field)
    return place


def _paper(entry: IssuedDocument) -> str:
    return PAPER_WORDS[entry.kind] + (", draft" if entry.is_draft else "")


def _copy(entry: IssuedDocument) -> str:
    return f"v{entry.document_version}, c{entry.copy_number}"
