"""The head of a case: back, URN, which witness, the deadline, her name, export; and the tabs under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.formats import counted
from victimplanner.ui.screens.case.state import CasePageState
from victimplanner.ui.widgets import ChoiceBox, FlowRow, IconButton, SecondaryButton, StatusPill, label


class CaseHeader(QWidget):
    """Two lines that wrap when the text is large: what case this is, and what can be done from anywhere in it."""

    witness_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("caseHeader")
        self.setAccessibleName("Case")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = IconButton("chevron-left", "Back to the cases", framed=False, object_name="back")
        self.urn = label("", "title")
        self.urn.setObjectName("urn")
        self.title = label("", "secondary")
        self.witness = ChoiceBox("Witness", object_name="witness")
        self.witness.activated.connect(lambda _: self.witness_chosen.emit(self.witness.value()))
        self.pill = StatusPill("info", "")
        self.pill.setObjectName("deadline")
        self.reveal = SecondaryButton("Reveal name", icon="eye", key="Ctrl+R", object_name="revealName")
        self.export = SecondaryButton("Export PDF…", icon="document", key="Ctrl+E", object_name="export")
        left = FlowRow(self.back, self.urn, self.title, self.witness, self.pill, gap=10)
        right = FlowRow(self.reveal, self.export, right=True, gap=10)
        for side, policy in ((left, QSizePolicy.Policy.Expanding), (right, QSizePolicy.Policy.Preferred)):
            wrapping = QSizePolicy(policy, QSizePolicy.Policy.Minimum)
            wrapping.setHeightForWidth(True)
            side.setSizePolicy(wrapping)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 14, 4)
        row.setSpacing(theme.SPACE_3)
        row.addWidget(left, 1)
        row.addWidget(right)

    def show_state(self, state: CasePageState) -> None:
        """Write everything from the state."""
        self.urn.setText(state.urn)
        self.title.setText(state.title)
        self.witness.set_choices(state.witnesses)
        self.witness.set_value(state.witness.witness.id if state.witness else None)
        self.witness.setEnabled(len(state.witnesses) > 1)
        self.pill.setVisible(state.pill is not None)
        if state.pill is not None:
            self.pill.set_pill(state.pill.kind, state.pill.word)
        shown = bool(state.shown_name)
        self.reveal.set_words("Hide name" if shown else "Reveal name")
        self.reveal.set_icon_name("eye-off" if shown else "eye")
        for button in (self.reveal, self.export):
            button.setEnabled(state.witness is not None)


class CaseTabs(QWidget):
    """The tabs, each with the number of things that need attention in it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = QTabBar()
        self.bar.setObjectName("caseTabs")
        self.bar.setAccessibleName("Parts of the case")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(True)
        self.keys: list[str] = []
        self._titles: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 6, 0)
        column.addWidget(self.bar)
        self.bar.currentChanged.connect(lambda index: self.chosen.emit(self.keys[index]) if index >= 0 else None)

    def add(self, key: str, title: str) -> None:
        self.keys.append(key)
        self._titles[key] = title
        index = self.bar.addTab(title)
        self.bar.setTabButton(index, QTabBar.ButtonPosition.RightSide, _Badge())
        self.set_attention(key, 0)

    def current(self) -> str:
        return self.keys[self.bar.currentIndex()] if self.keys else ""

    def show_tab(self, key: str) -> None:
        """Mark a tab as the current one, silently."""
        blocked = self.bar.blockSignals(True)
        self.bar.setCurrentIndex(self.keys.index(key))
        self.bar.blockSignals(blocked)

    def set_attention(self, key: str, number: int) -> None:
        """Show how many things need attention in a tab; none shows no badge."""
        index = self.keys.index(key)
        badge = self.bar.tabButton(index, QTabBar.ButtonPosition.RightSide)
        assert isinstance(badge, _Badge)
        changed = badge.set_number(number)
        words = self._titles[key]
        if number:
            words += f", {counted(number, 'needs', 'need')} attention"
        self.bar.setAccessibleTabName(index, words)
        if changed:  # the bar asks the badge for its size only when a tab's text changes
            self.bar.setTabText(index, "")
            self.bar.setTabText(index, self._titles[key])


class _Badge(QWidget):
    """A small number in a frame. Nothing when it is nought."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.signals().changed.connect(self._fit)

    def set_number(self, number: int) -> bool:
        if number == self.number and self.width() == self.sizeHint().width():
            return False
        self.number = number
        self._fit()
        return True

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        if not self.number:
            return QSize(0, 0)
        metrics = QFontMetricsF(theme.font("small_strong"))
        return QSize(round(metrics.horizontalAdvance(str(self.number))) + theme.px(10), round(metrics.height()) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.number:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("today"), 1))
        painter.setBrush(theme.colour("today.tint"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.setFont(theme.font("small_strong"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.end()
