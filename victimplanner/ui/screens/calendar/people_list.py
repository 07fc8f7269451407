"""A list of people with ticks: a click or Space ticks, and the current one has the focus ring."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from victimplanner.ui import icons, theme
from victimplanner.ui.screens.calendar.painting import paint_ring, paint_words

Index = QModelIndex | QPersistentModelIndex


class PeopleList(QListView):
    """Shows a model with check states."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("freeTimePeople")
        self.setAccessibleName("Who must be free")
        self.setProperty("framed", True)
        self.setMinimumHeight(theme.px(150))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_PersonDelegate(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._turn(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # it would close the dialog in the middle of ticking
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._turn(self.indexAt(event.position().toPoint()))

    def _turn(self, index: QModelIndex) -> None:
        if index.isValid():
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            now = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            self.model().setData(index, now, Qt.ItemDataRole.CheckStateRole)


class _PersonDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, view = QRectF(option.rect), option.widget
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        is_current = isinstance(view, QListView) and view.currentIndex() == index and view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(15)
        square = QRectF(box.left() + theme.px(8), round(box.center().y() - side / 2), side, side)
        painter.setPen(QPen(theme.colour("accent" if ticked else "border"), 1))
        painter.setBrush(theme.colour("accent" if ticked else "panel"))
        painter.drawRoundedRect(square, 2, 2)
        if ticked:
            icons.paint(painter, square.adjusted(1, 1, -1, -1), "check", theme.colour("on_accent"))
        words = box.adjusted(theme.px(8) + side + theme.px(7), 0, -theme.px(6), 0)
        paint_words(painter, words, str(index.data()), "body")
        painter.restore()
        if is_current:
            paint_ring(painter, box.adjusted(2, 2, -2, -2), focus=True, token="border")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(100), max(theme.px(26), round(theme.metrics().height()) + 6))

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        return False  # the list ticks, wherever in a row it is clicked
