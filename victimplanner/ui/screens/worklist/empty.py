"""The worklist of an office file without cases: three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets import Card, FlowRow, PrimaryButton, ScrollPage, SecondaryButton, label

_FILL = "Fill with the &practice office"


class EmptyOffice(QWidget):
    """Add a case, bring in a list, or fill the file with the invented practice office."""

    new_case_asked = Signal()
    import_asked = Signal()
    practice_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage(margin=0)
        outer.addWidget(page)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(1000))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, theme.SPACE_4, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(label("This office file has no cases yet", "section"))
        column.addWidget(label("Start with one of these. Nothing leaves this computer.", "secondary", wrap=True))
        self.new = PrimaryButton("New &case", key="Ctrl+N", object_name="firstCase")
        take_in = self.take_in = SecondaryButton("&Import…", key="Ctrl+I", object_name="firstImport")
        practice = self.practice = SecondaryButton(_FILL, object_name="fillPractice")
        self.new.clicked.connect(self.new_case_asked)
        take_in.clicked.connect(self.import_asked)
        practice.clicked.connect(self.practice_asked)
        cards = QHBoxLayout()
        cards.setSpacing(theme.SPACE_3)
        for icon, title, text, button in (
            (
                "plus",
                "Add your first case",
                "A URN, a defendant, the offence and one complainant are enough. Measures and dates follow.",
                self.new,
            ),
            (
                "import",
                "Bring in a list",
                "A CSV file of cases. You see every row and every problem first; nothing is added until you agree.",
                take_in,
            ),
            (
                "book",
                "Learn with the practice office",
                "Forty invented cases in every stage. PRACTICE then stands on every page and print. Use a file of its "
                "own for this, not the one for real cases.",
                practice,
            ),
        ):
            card = Card(title, icon=icon)
            card.setMaximumWidth(theme.px(340))
            card.body.addWidget(label(text, wrap=True))
            card.body.addStretch(1)
            card.body.addWidget(FlowRow(button))
            cards.addWidget(card, 1)
        column.addSpacing(theme.SPACE_3)
        column.addLayout(cards)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 8)
        row.addStretch(1)
        page.body.addLayout(row)
        page.body.addStretch(1)

    def show_filling(self, filling: bool) -> None:
        """Say that the practice cases are being written."""
        self.practice.set_words("Writing the practice cases" if filling else _FILL)
        for button in (self.practice, self.new, self.take_in):
            button.setEnabled(not filling)

    def focus_first(self) -> None:
        self.new.setFocus()
