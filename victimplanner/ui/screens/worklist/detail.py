"""The item of the worklist in full, beside the list where the window is wide."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimplanner.domain.dates import day_and_date
from victimplanner.domain.urn import display_urn
from victimplanner.ui import theme
from victimplanner.ui.duty_words import result_pill
from victimplanner.ui.screens.worklist.state import Detail
from victimplanner.ui.widgets import (
    Card,
    FlowRow,
    ScrollPage,
    SecondaryButton,
    StatusPill,
    clear_layout,
    rule,
)
from victimplanner.ui.widgets import label as make_label

_WIDTH = 400


class ItemDetail(Card):
    """What to do, how its date came about, how she may be reached, and the way on."""

    open_asked = Signal()
    done_asked = Signal()
    why_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Nothing chosen")
        self.setObjectName("itemDetail")
        self._fit()
        theme.signals().changed.connect(self._fit)
        self._page = ScrollPage(margin=0, gap=theme.SPACE_2)
        self.body.addWidget(self._page)
        self._shown: Detail | None = None

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(_WIDTH))

    def show_detail(self, detail: Detail | None) -> None:
        """Show one item, or nothing."""
        if detail == self._shown:
            return
        self._shown = detail
        clear_layout(self._page.body)
        self.set_title(detail.item.title if detail else "Nothing chosen")
        if detail is None:
            return
        item = detail.item
        add = self._page.body.addWidget
        pill = result_pill(item)
        where = " · ".join(filter(None, (display_urn(item.urn), item.witness_label, item.case_title)))
        add(FlowRow(StatusPill(pill.kind, item.standing or pill.word), make_label(where, "strong"), gap=theme.SPACE_2))
        add(make_label(item.why, wrap=True))
        add(rule())
        for name, text in detail.steps:
            add(make_label(name, "small"))
            add(make_label(text, wrap=True))
        add(rule())
        add(make_label("Before any contact", "small"))
        add(make_label(detail.contact, "strong", wrap=True))
        add(make_label(f"Owner: {item.owner_name or 'nobody named'}", "small", wrap=True))
        if item.snoozed_until is not None:
            off = f"Put off until {day_and_date(item.snoozed_until)}: {item.snooze_reason}"
            add(make_label(off, "small", wrap=True))
        done = SecondaryButton("Mark as done…", key="Ctrl+D", object_name="detailDone")
        done.clicked.connect(self.done_asked)
        go_on = SecondaryButton("Open", key="Enter", object_name="detailOpen")
        go_on.clicked.connect(self.open_asked)
        buttons: list[QWidget] = [done, go_on]
        if item.working is not None:
            why = SecondaryButton("Why this date?", key="Shift+F1", object_name="detailWhy")
            why.clicked.connect(self.why_asked)
            buttons.append(why)
        add(FlowRow(*buttons))
        self._page.body.addStretch(1)
