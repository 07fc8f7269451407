"""The rail of main pages at the left edge."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from victimplanner.ui import icons, theme


class Rail(QFrame):
    """Icons with words under them. One Tab stop: Up and Down move, Enter or Space opens. Foot items act once."""

    chosen = Signal(str)
    """The key of the page (or foot action) the person chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Main pages")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _RailButton] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 6, 0, 6)
        self._box.setSpacing(0)
        self._pages = QVBoxLayout()
        self._foot = QVBoxLayout()
        for part in (self._pages, self._foot):
            part.setSpacing(0)
        self._box.addLayout(self._pages)
        self._box.addStretch(1)
        self._box.addLayout(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.signals().changed.connect(self._fit)
        self._fit()

    def add_page(self, key: str, icon: str, title: str, *, foot: bool = False, tip: str = "") -> QToolButton:
        """Add a page; it stays marked while it is shown."""
        button = self._add(key, icon, title, foot, tip)
        button.setCheckable(True)
        self._group.addButton(button)
        return button

    def add_action(self, key: str, icon: str, title: str, *, tip: str = "") -> QToolButton:
        """Add an action to the foot, for instance Lock."""
        return self._add(key, icon, title, True, tip)

    def set_current(self, key: str) -> None:
        """Mark a page without opening it."""
        button = self._buttons.get(key)
        if button is not None and button.isCheckable():
            button.setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)
        self._keep_one_tab_stop()

    def button(self, key: str) -> QToolButton:
        return self._buttons[key]

    def set_page_visible(self, key: str, visible: bool) -> None:
        """Hide a page the role may not see."""
        self._buttons[key].setVisible(visible)

    def _add(self, key: str, icon: str, title: str, foot: bool, tip: str) -> _RailButton:
        button = _RailButton(title, self)
        button.setObjectName(f"rail_{key}")
        button.setToolTip(tip or title)
        button.icon_name = icon
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._buttons[key] = button
        (self._foot if foot else self._pages).addWidget(button)
        self._fit()
        self._keep_one_tab_stop()
        return button

    def _fit(self) -> None:
        metrics = QFontMetricsF(theme.font("small_strong"))
        widest = max((metrics.horizontalAdvance(button.text()) for button in self._buttons.values()), default=0)
        self.setFixedWidth(max(theme.RAIL_WIDTH, round(widest) + 14))
        for button in self._buttons.values():
            button.draw_icon()

    def _keep_one_tab_stop(self) -> None:
        current = self._group.checkedButton() or next(iter(self._buttons.values()), None)
        for button in self._buttons.values():
            strong = button is current
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)
        if current is not None:
            self.setFocusProxy(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = [button for button in self._buttons.values() if button.isVisibleTo(self) and button.isEnabled()]
        here = next((place for place, button in enumerate(shown) if button.hasFocus()), 0)
        places = {
            Qt.Key.Key_Up: here - 1,
            Qt.Key.Key_Down: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(shown) - 1,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or not shown:
            super().keyPressEvent(event)
            return
        shown[place % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)


def _icon_side() -> int:
    """Icons grow less than the words, so that nine items fit a low screen at 200 % text."""
    return round(icons.RAIL_SIZE * min(theme.text_scale(), 125) / 100)


class _RailButton(QToolButton):
    icon_name = ""

    def draw_icon(self) -> None:
        side = _icon_side()
        self.setIcon(QIcon(icons.pixmap(self.icon_name, side, "rail_text", "rail")))
        self.setIconSize(QSize(side, side))
        self.updateGeometry()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(theme.font("small_strong")).height()
        return QSize(theme.RAIL_WIDTH, round(words) + _icon_side() + (23 if theme.text_scale() < 150 else 15))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the rail moves
        else:
            super().keyPressEvent(event)
