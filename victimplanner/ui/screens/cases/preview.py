"""A case at a glance, beside the list, without names of witnesses."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimplanner.domain.dates import day_and_date_no_year
from victimplanner.domain.due_item import DueState
from victimplanner.ui import theme
from victimplanner.ui.contact_words import contact_words
from victimplanner.ui.screens.cases.view_model import CaseRow
from victimplanner.ui.widgets import Card, FlowRow, PrimaryButton, ScrollPage, StatusPill, clear_layout, label, rule

_MOST_ITEMS = 5
_WIDTH = 300
_KINDS = {DueState.OVERDUE: "overdue", DueState.TODAY: "today", DueState.NOT_KNOWN: "unknown"}


class CasePreview(Card):
    """The preview pane."""

    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Preview")
        self.setObjectName("casePreview")
        self._fit()
        theme.signals().changed.connect(self._fit)
        self.open_button = PrimaryButton("&Open", key="Enter", small=True, object_name="previewOpen")
        self.open_button.clicked.connect(self.open_asked)
        self.add_right(self.open_button)
        self._page = ScrollPage(margin=0, gap=theme.SPACE_2)
        self.body.addWidget(self._page)
        self._shown: CaseRow | None = None

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(_WIDTH))

    def show_row(self, row: CaseRow | None) -> None:
        """Show one case, or nothing."""
        if row is self._shown:
            return
        self._shown = row
        clear_layout(self._page.body)
        self.open_button.setEnabled(row is not None)
        self.set_title(row.urn if row else "No case chosen")
        if row is None:
            return
        add = self._page.body.addWidget
        case = row.file.case
        add(label(row.title, "strong", wrap=True))
        remand = ", ".join(d.remand.value for d in row.file.defendants if d.remand.value != "unknown")
        add(label(" · ".join(filter(None, (case.court_name or "Court not recorded", remand))), "small", wrap=True))
        add(label("Witnesses (names hidden)", "small"))
        for file in row.file.witnesses:
            role = "complainant" if file.witness.is_complainant else "witness"
            add(FlowRow(label(file.witness.masked, "strong"), label(role), gap=6))
        add(rule())
        add(label("Due", "small"))
        for item in row.due[:_MOST_ITEMS]:
            words = day_and_date_no_year(item.due) if item.due else "Not known"
            pill = StatusPill(_KINDS.get(item.state, "info"), words)
            add(FlowRow(pill, label(f"{item.witness_label.split(' ')[0]}: {item.title}", "small", wrap=True), gap=6))
        if len(row.due) > _MOST_ITEMS:
            add(label(f"and {len(row.due) - _MOST_ITEMS} more", "small"))
        if not row.due:
            add(label("Nothing", "small"))
        add(rule())
        for file in row.file.witnesses:
            add(label(f"Before any contact with {file.witness.label}", "small"))
            add(label(contact_words(file.safe_contact), "strong", wrap=True))
        self._page.body.addStretch(1)
