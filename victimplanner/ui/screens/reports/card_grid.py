"""Cards beside each other, as many as have room, those of one row equally high."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from victimplanner.ui import theme


class CardGrid(QWidget):
    """Cards in reading order in `columns` columns, in half as many and then in one where a card would be too narrow."""

    def __init__(self, columns: int, *, narrowest: int, parent: QWidget | None = None) -> None:
        """`narrowest` is the least width of a card in pixels at 100 % text."""
        super().__init__(parent)
        self._columns = columns
        self._narrowest = narrowest
        self._cards: tuple[QWidget, ...] = ()
        self._shown = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.CARD_GAP)
        theme.signals().changed.connect(self._arrange)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards; one that is no longer among them goes."""
        if tuple(cards) == self._cards:
            return
        for card in self._cards:
            self._grid.removeWidget(card)
            if card not in cards:
                card.hide()
                card.deleteLater()
        self._cards = tuple(cards)
        self._shown = 0
        self._arrange()

    def columns_shown(self) -> int:
        return self._shown

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(max((card.minimumSizeHint().width() for card in self._cards), default=0), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        gap = theme.CARD_GAP
        columns = self._columns
        while columns > 1 and (self.width() + gap) // columns - gap < theme.px(self._narrowest):
            columns = (columns + 1) // 2
        if columns == self._shown:
            return
        self._shown = columns
        for card in self._cards:
            self._grid.removeWidget(card)
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for number in range(self._columns):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
