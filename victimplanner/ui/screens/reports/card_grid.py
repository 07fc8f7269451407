"""Cards beside each other, as many as have room, those of one row equally high.

Not a QGridLayout: it tries cards out at many widths, and every width costs a drawing of each plot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets.layout import HeightForWidthLayout


@runtime_checkable
class Wide(Protocol):
    """A card that may need a row for itself."""

    def wants_row(self) -> bool: ...


class CardGrid(QWidget):
    """Cards in reading order in `columns` columns, in half as many and then in one where a card would be too narrow."""

    def __init__(self, columns: int, *, narrowest: int, parent: QWidget | None = None) -> None:
        """`narrowest` is the least width of a card in pixels at 100 % text."""
        super().__init__(parent)
        self._cards: tuple[QWidget, ...] = ()
        self._rows = _EqualRows(self, columns, narrowest)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.signals().changed.connect(self._rows.invalidate)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards; one that is no longer among them goes."""
        if tuple(cards) == self._cards:
            return
        for card in self._cards:
            self._rows.removeWidget(card)
            if card not in cards:
                card.hide()
                card.deleteLater()
        self._cards = tuple(cards)
        for card in cards:
            self._rows.addWidget(card)
        self._rows.activate()  # so that a card has its width before its plot is drawn
        self.updateGeometry()

    def columns_shown(self) -> int:
        """Return how many columns there is room for now."""
        return self._rows.columns_in(self.width())


class _EqualRows(HeightForWidthLayout):
    """Columns of one width; a row is as high as its highest card."""

    def __init__(self, parent: QWidget, columns: int, narrowest: int) -> None:
        super().__init__(parent)
        self._columns, self._narrowest = columns, narrowest

    def columns_in(self, width: int) -> int:
        columns = self._columns
        while columns > 1 and self._card_width(width, columns) < theme.px(self._narrowest):
            columns = (columns + 1) // 2
        return columns

    def sizeHint(self) -> QSize:
        """As wide as it is: Qt asks for the height at this width, and that one has been worked out."""
        return QSize(max(self.geometry().width(), self.minimumSize().width()), 0)

    def minimumSize(self) -> QSize:
        """One card wide; the height follows from the width."""
        cards = (item.widget() for item in self._items)
        return QSize(max((card.minimumSizeHint().width() for card in cards if card is not None), default=0), 0)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        columns = self.columns_in(rect.width())
        one = self._card_width(rect.width(), columns)
        top = rect.top()
        for row in self._rows_of(columns):
            width = rect.width() if _wants_row(row[0]) else one
            height = max(_height(item, width) for item in row)
            if move:
                for place, item in enumerate(row):
                    item.setGeometry(QRect(rect.left() + place * (width + theme.CARD_GAP), top, width, height))
            top += height + theme.CARD_GAP
        return max(0, top - theme.CARD_GAP - rect.top())

    def _rows_of(self, columns: int) -> list[list[QLayoutItem]]:
        """Part the cards into rows; one that wants a row has it for itself."""
        rows: list[list[QLayoutItem]] = []
        for item in self._items:
            alone = _wants_row(item) or not rows or _wants_row(rows[-1][0])
            if alone or len(rows[-1]) == columns:
                rows.append([])
            rows[-1].append(item)
        return rows

    @staticmethod
    def _card_width(width: int, columns: int) -> int:
        return (width + theme.CARD_GAP) // columns - theme.CARD_GAP


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _wants_row(item: QLayoutItem) -> bool:
    card = item.widget()
    return isinstance(card, Wide) and card.wants_row()
