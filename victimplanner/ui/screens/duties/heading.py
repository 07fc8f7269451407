"""The heading of the Code duties tab: her level of rights and why, and which duties are shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from victimplanner.domain.rights import RIGHTS_WORDS, RightsLevel
from victimplanner.services.ledger import Part
from victimplanner.ui import theme
from victimplanner.ui.screens.duties.state import DutiesPage
from victimplanner.ui.widgets import ChoiceBox, FlowRow, SecondaryButton, SegmentedChoice, StatusPill, label

_PART_WORDS = {Part.ALL: "All", Part.OPEN: "Open", Part.OURS: "Ours"}


class DutiesHeading(QWidget):
    """One line where there is room, else the choices below the title."""

    part_chosen = Signal(object)  # Part
    edition_chosen = Signal(str)
    add_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("Victims’ Code duties", "title")
        self.pill = StatusPill("grey", RIGHTS_WORDS[RightsLevel.STANDARD])
        self.rights = label("", "small")
        self.edition = ChoiceBox("Edition of the Code", object_name="edition")
        self.parts = SegmentedChoice(_PART_WORDS.items(), "Which duties", object_name="parts")
        self.add = SecondaryButton("&Add event…", icon="plus", object_name="addEvent")
        self._words = FlowRow(self.title, self.pill, self.rights, gap=10)
        self._choices = FlowRow(self.edition, self.parts, self.add, right=True)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.SPACE_2)
        self._box.addWidget(self._words, 1)
        self._box.addWidget(self._choices, 1)
        self.parts.changed.connect(self.part_chosen)
        self.edition.activated.connect(lambda _: self.edition_chosen.emit(self.edition.value() or ""))
        self.add.clicked.connect(self.add_asked)

    def show_page(self, page: DutiesPage) -> None:
        """Write the title, her rights, and how many duties each choice shows."""
        self.title.setText(f"Victims’ Code duties to {page.label}")
        if page.rights is not None:
            is_enhanced = page.rights.level is RightsLevel.ENHANCED
            self.pill.set_pill("ok" if is_enhanced else "grey", RIGHTS_WORDS[page.rights.level])
        self.rights.setText(page.rights_words)
        for part, words in _PART_WORDS.items():
            self.parts.set_words(part, f"{words}  {page.counts.get(part, 0)}")
        self.parts.set_value(page.part)
        self.edition.setVisible(len(page.editions) > 1)
        self.edition.set_choices([("", "All editions"), *((edition, edition) for edition in page.editions)])
        self.edition.set_value(page.edition)
        self.add.setEnabled(page.may_add and page.file is not None)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = self._words.sizeHint().width() + self._choices.sizeHint().width() + self._box.spacing()
        way = QBoxLayout.Direction.TopToBottom if needed > self.width() else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
