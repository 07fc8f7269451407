"""The head of a case: back, URN, which witness, the deadline, her name, export; and the tabs under it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from victimplanner.ui import theme
from victimplanner.ui.formats import counted
from victimplanner.ui.screens.case.state import CasePageState
from victimplanner.ui.widgets import ChoiceBox, FlowRow, IconButton, SecondaryButton, StatusPill, label

_STACK_BELOW = 900  # pixels at 100 % text


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
        self.witness.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
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
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(10, 8, 14, 4)
        self._row.setSpacing(theme.SPACE_2)
        self._row.addWidget(left, 1)
        self._row.addWidget(right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_STACK_BELOW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)

    def show_state(self, state: CasePageState) -> None:
        """Write everything from the state."""
        self.urn.setText(state.urn)
        self.title.setText(state.title)
        self.witness.set_choices(state.witnesses)
        self.witness.set_value(state.witness.witness.id if state.witness else None)
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
        self.bar = _Bar()
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
        self.bar.addTab(title)
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
        words = self._titles[key]
        if number:
            words += f", {counted(number, 'needs', 'need')} attention"
        self.bar.setAccessibleTabName(index, words)
        self.bar.set_number(index, number)


class _Bar(QTabBar):
    """Tabs that draw themselves: words, a line under the current one, a ring round it where the keyboard is."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[int, int] = {}
        theme.signals().changed.connect(self._measure)

    def set_number(self, index: int, number: int) -> None:
        """Show how many things need attention in a tab."""
        if self._numbers.get(index, 0) != number:
            self._numbers[index] = number
            self._measure()

    def _measure(self) -> None:
        for index in range(self.count()):  # a bar asks for sizes only when a text changes
            text = self.tabText(index)
            self.setTabText(index, "")
            self.setTabText(index, text)
        self.update()

    def _badge(self, index: int) -> QSize:
        number = self._numbers.get(index, 0)
        if not number:
            return QSize(0, 0)
        metrics = theme.metrics("small_strong")
        return QSize(round(metrics.horizontalAdvance(str(number))) + theme.px(10), round(metrics.height()) + 2)

    def _paint_badge(self, painter: QPainter, box: QRectF, index: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("today"), 1))
        painter.setBrush(theme.colour("today.tint"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.setFont(theme.font("small_strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._numbers[index]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        for index in range(self.count()):
            box = QRectF(self.tabRect(index))
            current = index == self.currentIndex()
            if current:
                painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 3), theme.colour("accent"))
            badge = self._badge(index)
            room = badge.width() + theme.px(6) if badge.width() else 0
            painter.setFont(theme.font("strong" if current else "body"))
            painter.setPen(theme.colour("text" if current else "text_secondary"))
            words = box.adjusted(0, 0, -room, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if room:
                side = (box.width() - theme.metrics("strong").horizontalAdvance(self.tabText(index)) - room) / 2
                left = box.right() - side - badge.width()
                self._paint_badge(painter, QRectF(left, box.center().y() - badge.height() / 2, *badge.toTuple()), index)
            if current and self.hasFocus():
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -3))
        painter.end()

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the words in bold, so that nothing moves when a tab becomes the current one."""
        badge = self._badge(index)
        room = badge.width() + theme.px(6) if badge.width() else 0
        words = theme.metrics("strong").horizontalAdvance(self.tabText(index))
        return QSize(round(words) + theme.px(26) + room, theme.px(theme.TAB_HEIGHT))
