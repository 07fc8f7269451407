"""Layouts and pages: wrapping rows, scrolling pages, thin rules."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from victimplanner.ui import theme


class HeightForWidthLayout(QLayout):
    """Holds items whose arrangement, and so its height, follows from the width; `_arrange` says how.

    With `move` False it only measures.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        raise NotImplementedError

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> Any:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> Any:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)


class FlowLayout(HeightForWidthLayout):
    """Items in reading order, going on to the next line where the room ends, as pills do at 200 % text."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int = 6, right: bool = False) -> None:
        super().__init__(parent)
        self._gap, self._line_gap, self._right = gap, line_gap, right

    def clear(self) -> None:
        """Remove and delete every widget."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        height = max((size.height() for size in shown), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            room = max(inner.width(), item.minimumSize().width())
            if size.width() > room:
                size.setWidth(room)
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(room))
            if lines[-1] and left + size.width() > inner.width():
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += size.width() + self._gap
        heights = [max((size.height() for _, size in line), default=0) for line in lines]
        whole = sum(heights) + self._line_gap * (len(lines) - 1)
        top = inner.top() + (max(0, (inner.height() - whole) // 2) if move else 0)
        for line in lines:
            height = max((size.height() for _, size in line), default=0)
            width = sum(size.width() for _, size in line) + self._gap * max(0, len(line) - 1)
            x = inner.left() + (max(0, inner.width() - width) if self._right else 0)
            for item, size in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            top += height + self._line_gap
        return top - self._line_gap - rect.top() + margins.bottom()


class FlowRow(QWidget):
    """A widget with a FlowLayout, for use inside other layouts."""

    def __init__(self, *widgets: QWidget, gap: int = 8, right: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, gap=gap, right=right)
        for widget in widgets:
            self.flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        self.flow.addWidget(widget)
        widget.show()

    def set_widgets(self, *widgets: QWidget) -> None:
        """Replace everything in the row."""
        self.flow.clear()
        for widget in widgets:
            self.add(widget)
        self.updateGeometry()


class WordScrollArea(QScrollArea):
    """Scrolls when its content is higher than there is room, by as much as its words need at this width.

    Qt by itself lets content with wrapping words shrink to what one line each would need before it scrolls.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._settled = QTimer(self)  # the layouts inside answer rightly only when all of them have had their turn
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._give_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_height()
        self._settled.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._give_height()
            self._settled.start()
        return super().eventFilter(watched, event)

    def _give_height(self) -> None:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.viewport().width())
            if needed != content.minimumHeight():
                content.setMinimumHeight(needed)


class ScrollPage(WordScrollArea):
    """A page that scrolls when its content is higher than the window. Fill `page.body` (a vertical layout)."""

    def __init__(self, *, margin: int = theme.PAGE_MARGIN, gap: int = theme.CARD_GAP, parent: QWidget | None = None):
        super().__init__(parent)
        self.content = QWidget()
        self.content.setProperty("page", True)
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(margin, margin - 4, margin, margin)
        self.body.setSpacing(gap)
        self.setWidget(self.content)

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        focused = self.content.focusWidget()
        if moved and focused is not None and self.content.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 20, 30)
        return moved


def label(text: str = "", role: str = "body", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A label in a text role: body, strong, secondary, small, small_strong, section, title, number, overdue, ok."""
    result = QLabel(text, parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("role", role)
    if wrap:
        result.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        result.setSizePolicy(policy)
    return result


def rule(*, vertical: bool = False) -> QFrame:
    """A thin line between parts of a card."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setFrameShape(QFrame.Shape.NoFrame)
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def clear_layout(layout: QLayout) -> None:
    """Remove and delete everything in a layout, before it is filled anew."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
