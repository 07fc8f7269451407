"""Status pills: a shape and a word, in the pair of a status. One function paints them everywhere."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from victimplanner.ui import icons, theme


class Pill(NamedTuple):
    """What a pill shows. `shape` replaces the shape of the kind; a flat pill has neither border nor tint."""

    kind: str
    word: str
    shape: str = ""
    flat: bool = False

    @property
    def icon(self) -> str:
        return f"status-{self.shape or self.kind}"


PillWords = tuple[str, str] | tuple[str, str, str]


def as_pill(value: Pill | PillWords) -> Pill:
    """Accept ("ok", "Granted") or ("info", "Wants", "speech") for a Pill."""
    return value if isinstance(value, Pill) else Pill(*value)


_ROLE = "small_strong"


def pill_size(pill: Pill) -> QSizeF:
    """The room a pill needs, at the text size in use."""
    metrics = theme.metrics(_ROLE)
    side = 0 if pill.flat else theme.px(6) + theme.px(8)
    width = side + theme.px(13) + theme.px(5) + metrics.horizontalAdvance(pill.word)
    return QSizeF(width + 1, max(theme.px(theme.PILL_HEIGHT), metrics.height() + 4))


def paint_pill(painter: QPainter, rect: QRectF, pill: Pill, backdrop: str = "panel") -> None:
    """Draw a pill at the top left of `rect`, cut short with dots if it is wider."""
    size = pill_size(pill)
    box = QRectF(rect.topLeft(), QSizeF(min(size.width(), rect.width()), size.height()))
    ink, tint = theme.colour(pill.kind), theme.colour(f"{pill.kind}.tint")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = box.left()
    if not pill.flat:
        pen = QPen(ink, 1)
        if pill.kind == "unknown":
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(tint)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        left += theme.px(6)
    side = theme.px(13)
    shape = QRectF(QPointF(left, box.center().y() - side / 2), QSizeF(side, side))
    cut = theme.colour(backdrop) if pill.flat else tint
    icons.paint(painter, shape, pill.icon, ink, cut)
    painter.setFont(theme.font(_ROLE))
    painter.setPen(ink)
    words = QRectF(shape.right() + theme.px(5), box.top(), box.right() - shape.right() - theme.px(5), box.height())
    if not pill.flat:
        words.setRight(box.right() - theme.px(4))
    text = theme.metrics(_ROLE).elidedText(pill.word, Qt.TextElideMode.ElideRight, words.width() + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
    painter.restore()


class StatusPill(QLabel):
    """A pill in a form or a card. It reads as its word."""

    def __init__(self, kind: str, word: str, shape: str = "", *, flat: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._pill = Pill(kind, word, shape, flat)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_pill(kind, word, shape, flat=flat)
        theme.signals().changed.connect(self._on_theme_changed)

    def pill(self) -> Pill:
        return self._pill

    def set_pill(self, kind: str, word: str, shape: str = "", *, flat: bool = False) -> None:
        """Show another status."""
        self._pill = Pill(kind, word, shape, flat)
        self.setText(word)
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._pill).toSize() + QSize(1, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(60)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        box.translate(0, max(0.0, (box.height() - pill_size(self._pill).height()) / 2))
        paint_pill(painter, box, self._pill)
