"""What stands under the matrix: other adjustments and, beside them while it is closed, what a reviewer asks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.screens.measures.review_card import ReviewCard
from victimplanner.ui.screens.measures.state import MeasuresPage
from victimplanner.ui.screens.measures.summary_cards import AdjustmentsRow

_STACK_BELOW = 860


class MeasuresFoot(QWidget):
    """One line as long as the questions are closed and there is room; the questions get a line of their own else."""

    def __init__(self) -> None:
        super().__init__()
        self.adjustments = AdjustmentsRow()
        self.review = ReviewCard()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.adjustments, 0, 0, 1, 2)
        self._grid.addWidget(self.review, 1, 0, 1, 2)
        self._beside = False
        self.review.opened.connect(self._arrange)

    def show_page(self, page: MeasuresPage) -> None:
        """Write the adjustments and the answers of the page."""
        self.adjustments.show_page(page)
        self.review.show_page(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = not self.review.is_open() and self.width() >= theme.px(_STACK_BELOW)
        if beside == self._beside:
            return
        self._beside = beside
        for card in (self.adjustments, self.review):
            self._grid.removeWidget(card)
        self._grid.addWidget(self.adjustments, 0, 0, 1, 1 if beside else 2)
        if beside:
            self._grid.addWidget(self.review, 0, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self._grid.addWidget(self.review, 1, 0, 1, 2)
