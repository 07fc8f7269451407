"""Beside the form: the five steps, who sees whom, and what has changed."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.formats import full_day, short_day
from victimplanner.ui.screens.links.state import LinksPage
from victimplanner.ui.widgets import Card, Column, RecordTable, StatusPill, clear_layout, label, rule


class SidePane(QWidget):
    """Steps, who sees whom, changes. Nothing is edited here."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.CARD_GAP)
        self.steps_card = Card("Steps", object_name="linkSteps")
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(theme.SPACE_3)
        self._steps.setColumnStretch(1, 1)
        self.steps_card.body.addLayout(self._steps)
        self.sight_card = Card("Who sees whom", flush=True, object_name="sightCard")
        self.explained = StatusPill("unknown", "Not explained")
        self.sight_card.add_right(self.explained)
        self.sight = RecordTable(
            [
                Column("Person", lambda r: r.person, stretch=3, bold=True),
                Column("Sees her?", lambda r: r.sees_her, stretch=3),
                Column("Seen by her?", lambda r: r.seen_by_her, stretch=3),
            ],
            "Who sees whom", ring="row", object_name="sight",
        )  # fmt: skip
        self.sight.show_whole()
        self.sight_card.body.addWidget(self.sight)
        self.changes_card = Card("Changes", object_name="linkChanges")
        self.changes = label("", "small", wrap=True)
        self.changes_card.body.addWidget(self.changes)
        for card in (self.steps_card, self.sight_card, self.changes_card):
            column.addWidget(card)
        column.addStretch(1)

    def show_page(self, page: LinksPage) -> None:
        """Write everything from the page."""
        clear_layout(self._steps)
        for number, step in enumerate(page.steps):
            words = QWidget()
            lines = QVBoxLayout(words)
            lines.setContentsMargins(0, 2, 0, 4)
            lines.setSpacing(0)
            lines.addWidget(label(step.title, "strong", wrap=True))
            lines.addWidget(label(step.detail, "small", wrap=True))
            words.setAccessibleName(f"{step.title}: {step.word}. {step.detail}")
            if number:
                self._steps.addWidget(rule(), number * 2 - 1, 0, 1, 2)
            self._steps.addWidget(StatusPill(step.kind, step.word), number * 2, 0)
            self._steps.addWidget(words, number * 2, 1)
        done = sum(step.is_done for step in page.steps)
        self.steps_card.set_note(f"{done} of {len(page.steps)} done")
        self.sight.set_rows(page.sight)
        explained = page.link.explained_on if page.link else None
        if explained:
            self.explained.set_pill("ok", f"Explained {short_day(explained)}")
        else:
            self.explained.set_pill("unknown", "Not explained")
        lines_of = [
            f"{full_day(change.changed_on)}, {change.changed_by}: {change.what}"
            + (f" ({change.reason})" if change.reason else "")
            for change in page.changes
        ]
        self.changes.setText("\n".join(lines_of))
        self.changes_card.setVisible(bool(lines_of))
