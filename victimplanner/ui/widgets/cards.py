"""Cards, rows of facts, empty states and page headings."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.ui import icons, theme
from victimplanner.ui.widgets.buttons import IconButton
from victimplanner.ui.widgets.edge import EDGE, paint_edge
from victimplanner.ui.widgets.layout import FlowRow, clear_layout, label


class IconLabel(QLabel):
    """An icon that follows the theme. It carries no words and is skipped by screen readers."""

    def __init__(self, name: str, token: str = "text", size: int = icons.SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._size = name, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw()
        theme.signals().changed.connect(self._draw)

    def set_icon(self, name: str, token: str = "text") -> None:
        self._name, self._token = name, token
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._name, theme.px(self._size), self._token))


class Card(QFrame):
    """A flat panel with a header line. Fill `card.body`; put widgets at the right of the header with `add_right`.

    `tone` is "" for a plain card, or "ok" / "overdue" for one with a coloured edge. `flush` drops the padding, for a
    table that fills the card; `collapsible` puts a chevron before the title.
    """

    def __init__(
        self,
        title: str = "",
        *,
        note: str = "",
        icon: str = "",
        number: int | None = None,
        tone: str = "",
        flush: bool = False,
        collapsible: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        if not tone:
            self.setProperty("card", True)
        if object_name:
            self.setObjectName(object_name)
        if title:
            self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*((EDGE, 1, 1, 1) if tone else (0, 0, 0, 0)))
        outer.setSpacing(0)
        self.header = QWidget(self)
        self.header.setObjectName("cardHeader")
        self.header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._header_row = QHBoxLayout(self.header)
        side = 9 if tone else theme.CARD_PADDING
        self._header_row.setContentsMargins(side, 4, side, 4)
        if tone:  # a card with a meaning reads as one piece, without a line under its title
            theme.set_property(self.header, "closed", True)
        self._header_row.setSpacing(theme.SPACE_2)
        self.opener: IconButton | None = None
        if collapsible:
            self.opener = IconButton("chevron-down", f"Close {title}", framed=False, small=True)
            self.opener.clicked.connect(lambda: self.set_open(not self.is_open()))
            self._header_row.addWidget(self.opener)
        if number is not None:
            badge = label(str(number), "avatar")
            badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
            badge.setMinimumSize(theme.px(20), theme.px(20))
            badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._header_row.addWidget(badge)
        if icon:
            self._header_row.addWidget(IconLabel(icon, tone or "text"))
        self.title_label = label(title, "card_title" if not tone else "ok" if tone == "ok" else "overdue")
        self._header_row.addWidget(self.title_label)
        self.note_label = label(note, "small", wrap=True, parent=self.header)
        self.note_label.setVisible(bool(note))
        self._header_row.addWidget(self.note_label, 1)
        self._spring = self._header_row.count()
        self._header_row.addStretch(0 if note else 1)
        self.header.setMinimumHeight(theme.px(34))
        self.header.setVisible(bool(title))
        outer.addWidget(self.header)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        padding = 0 if flush else side
        self.body.setContentsMargins(padding, 0 if flush or tone else 10, padding, padding)
        self.body.setSpacing(theme.SPACE_2)
        outer.addWidget(self.content, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tone:
            paint_edge(self, self._tone, "panel")
        else:
            super().paintEvent(event)

    def is_open(self) -> bool:
        return not self.content.isHidden()

    def set_open(self, opened: bool) -> None:
        """Show or hide the body under the header."""
        self.content.setVisible(opened)
        theme.set_property(self.header, "closed", bool(self._tone) or not opened)
        if self.opener is not None:
            self.opener.set_icon_name("chevron-down" if opened else "chevron-right")
            self.opener.set_tip(f"{'Close' if opened else 'Open'} {self.title_label.text()}")

    def set_title(self, title: str) -> None:
        self.title_label.setText(title)
        self.setAccessibleName(title)
        self.header.setVisible(bool(title))

    def set_note(self, note: str) -> None:
        """The quiet words beside the title, for instance "6 of 8 done"."""
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))
        self._header_row.setStretch(self._spring, 0 if note else 1)

    def add_right(self, *widgets: QWidget) -> None:
        """Put widgets at the right end of the header."""
        self.header.show()
        for widget in widgets:
            self._header_row.addWidget(widget)


class KeyValueRows(QWidget):
    """Facts in two columns: what, and what it is. A value may be words or a widget."""

    def __init__(self, *, key_width: int = 64, small: bool = True, gap: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = "small" if small else "secondary"
        self._key_width = key_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_2)
        self._grid.setVerticalSpacing(gap)
        self._grid.setColumnStretch(1, 1)

    def clear(self) -> None:
        clear_layout(self._grid)

    def set_rows(self, rows: Iterable[tuple[str, str | QWidget]]) -> None:
        """Replace all rows."""
        self.clear()
        for key, value in rows:
            self.add_row(key, value)

    def add_row(self, key: str, value: str | QWidget, *, role: str = "body", wrap: bool = True) -> QWidget:
        """Add one row; gives back the widget of the value."""
        row = self._grid.rowCount()
        what = label(key, self._role)
        what.setMinimumWidth(theme.px(self._key_width))
        what.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        shown = value if isinstance(value, QWidget) else label(value, role, wrap=wrap)
        if isinstance(shown, QLabel):
            shown.setAccessibleName(f"{key}: {shown.text()}")
        inline = isinstance(shown, QLabel)
        self._grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignTop if inline else Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(shown, row, 1)
        return shown


class EmptyState(Card):
    """What to show where there is nothing yet: a sentence, why, and one way on."""

    def __init__(
        self,
        sentence: str,
        text: str = "",
        *,
        icon: str = "",
        action: QWidget | None = None,
        object_name: str = "emptyState",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name=object_name, parent=parent)
        self.setAccessibleName(sentence)
        self.body.setContentsMargins(16, 16, 16, 14)
        if icon:
            self.body.addWidget(IconLabel(icon, "accent", 24))
        self.sentence_label = label(sentence, "section", wrap=True)
        self.text_label = label(text, "secondary", wrap=True, parent=self)
        self.text_label.setVisible(bool(text))
        self.body.addWidget(self.sentence_label)
        self.body.addWidget(self.text_label)
        self.body.addStretch(1)
        if action is not None:
            self.body.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)

    def set_words(self, sentence: str, text: str = "") -> None:
        self.sentence_label.setText(sentence)
        self.setAccessibleName(sentence)
        self.text_label.setText(text)
        self.text_label.setVisible(bool(text))


class PageHeading(QWidget):
    """The title of a page, one quiet line under it, and its buttons at the right; buttons wrap when text is large."""

    def __init__(self, title: str, note: str = "", *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_3)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title_label = label(title, "title", wrap=True)
        self.note_label = label(note, "small", wrap=True, parent=self)
        self.note_label.setVisible(bool(note))
        words.addWidget(self.title_label)
        words.addWidget(self.note_label)
        row.addLayout(words, 1)
        self.buttons = FlowRow(*buttons, right=True)
        row.addWidget(self.buttons, 1)

    def set_words(self, title: str, note: str = "") -> None:
        self.title_label.setText(title)
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))


class TwoPanes(QWidget):
    """Two panes side by side that stack under a width (1000 px at 100 % text), as large text needs."""

    def __init__(
        self, first: QWidget, second: QWidget, *, stretch: tuple[int, int] = (2, 1), stack_below: int = 1000
    ) -> None:
        super().__init__()
        self._stack_below = stack_below
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.CARD_GAP)
        self._box.addWidget(first, stretch[0])
        self._box.addWidget(second, stretch[1])

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        narrow = self.width() < theme.px(self._stack_below)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
