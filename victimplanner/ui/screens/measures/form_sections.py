"""A long form in sections: each a card with its fields, out of sight while none of them is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.widgets import Card, FieldGrid, label

_COLUMNS = 4
_HALF = 2


@dataclass(frozen=True)
class FormSection:
    """A title and the fields under it, by name. `icon` sets a section apart that is not like the others."""

    title: str
    names: Sequence[str]
    note: str = ""
    icon: str = ""
    text: str = ""


class FormSections(QWidget):
    """Lays fields out in cards; `follow` says which are asked for now."""

    def __init__(self, fields: Mapping[str, Any], sections: Sequence[FormSection], spans: Mapping[str, int]) -> None:
        """`spans` says how many of four columns a field takes; two by default."""
        super().__init__()
        self._fields = fields
        self._cards: list[tuple[Card, Sequence[str]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.CARD_GAP)
        for section in sections:
            card = Card(section.title, note=section.note, icon=section.icon, object_name="formSection")
            if section.text:
                card.body.addWidget(label(section.text, "small", wrap=True))
            grid = FieldGrid(_COLUMNS, narrowest=112)
            for name in section.names:
                grid.add(fields[name], spans.get(name, _HALF))
            card.body.addWidget(grid)
            column.addWidget(card)
            self._cards.append((card, section.names))

    def follow(self, shown: Collection[str]) -> None:
        """Show these fields only; a section goes when none of its fields is left."""
        for card, names in self._cards:
            for name in names:
                self._fields[name].setVisible(name in shown)
            card.setVisible(any(name in shown for name in names))

    def titles(self) -> list[str]:
        """Name the sections that are shown, in their order."""
        return [card.accessibleName() for card, _ in self._cards if not card.isHidden()]
