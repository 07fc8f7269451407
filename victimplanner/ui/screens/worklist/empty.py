"""The worklist of an office file without cases: three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets import Card, FlowRow, PrimaryButton, ScrollPage, SecondaryButton, label


class EmptyOffice(QWidget):
    """Add a case, bring in a list, or fill the file with the invented practice office."""

    new_case_asked = Signal()
    import_asked = Signal()
    practice_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage(margin=0, gap=theme.SPACE_4)
        outer.addWidget(page)
        page.body.addSpacing(theme.SPACE_4)
        page.body.addWidget(label("This office file has no cases yet", "section"))
        page.body.addWidget(label("Start with one of these. Nothing leaves this computer.", "secondary", wrap=True))
        self.new = PrimaryButton("New &case", key="Ctrl+N", object_name="firstCase")
        take_in = SecondaryButton("&Import…", key="Ctrl+I", object_name="firstImport")
        practice = SecondaryButton("Fill with &practice cases", object_name="fillPractice")
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
        cards.addStretch(0)
        page.body.addLayout(cards)
        page.body.addStretch(1)

    def focus_first(self) -> None:
        self.new.setFocus()
