"""Buttons that draw themselves: icon, words, the key that does the same, and a focus ring that moves nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from victimplanner.ui import icons, theme

_NARROWEST_LINK = 120  # of one that wraps


class Button(QPushButton):
    """A push button. `kind` is secondary, primary, danger or quiet; `key` is the badge shown in it.

    With `shortcut=True` the key also works; leave it False where a menu action already has the key.
    """

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        key: str = "",
        kind: str = "secondary",
        small: bool = False,
        shortcut: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._key = key
        self._kind = kind
        self._small = small
        if object_name:
            self.setObjectName(object_name)
        self.setAccessibleName(plain_words(text))
        if key:
            self.setAccessibleDescription(f"Key: {key}")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if shortcut and key:
            QShortcut(QKeySequence(key), self, self.click)
        theme.signals().changed.connect(self._on_theme_changed)

    def set_words(self, text: str) -> None:
        """Change the words and the accessible name together."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(plain_words(text))
            self.updateGeometry()

    def set_icon_name(self, name: str) -> None:
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.update()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    # --- size ----------------------------------------------------------------------------------------------------

    def _font(self) -> QFont:
        strong = self._kind == "primary"
        if self._small:
            return theme.font("small_strong" if strong else "small")
        return theme.font("strong" if strong else "body")

    def _parts_width(self, *, narrow: bool = False) -> float:
        width = QFontMetricsF(self._font()).horizontalAdvance(plain_words(self.text()))
        if self._icon_name:
            width += theme.px(icons.SIZE - 1) + (theme.px(7) if self.text() else 0)
        if self._key and not narrow:
            width += theme.px(7) + self._badge_width()
        return width

    def _badge_width(self) -> float:
        return QFontMetricsF(theme.font("small")).horizontalAdvance(self._key) + theme.px(10)

    def sizeHint(self) -> QSize:
        side = theme.px(9 if self._small else 12)
        if not self.text():
            side = theme.px(7)
        least = theme.px(theme.CONTROL_HEIGHT_SMALL if self._small else theme.CONTROL_HEIGHT)
        height = max(least, round(QFontMetricsF(self._font()).height()) + theme.px(8))
        return QSize(round(self._parts_width() + 2 * side) + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Narrower than the hint by the badge, which is dropped first; words never are."""
        hint = self.sizeHint()
        spare = round(self._badge_width() + theme.px(7)) if self._key else 0
        return QSize(hint.width() - spare, hint.height())

    # --- drawing -------------------------------------------------------------------------------------------------

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Fill, border and ink."""
        over = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            return theme.colour("sunk"), theme.colour("line"), theme.colour("text_secondary")
        if self.isCheckable() and self.isChecked():
            return theme.colour("accent"), theme.colour("accent"), theme.colour("on_accent")
        if self._kind == "primary":
            fill = theme.colour("accent_hover" if over or self.isDown() else "accent")
            return fill, fill, theme.colour("on_accent")
        fill = theme.colour("selected" if self.isDown() else "hover" if over else "panel")
        if self._kind == "danger":
            return fill, theme.colour("overdue"), theme.colour("overdue")
        if self._kind == "quiet" and not over and not self.isDown():
            clear = QColor(Qt.GlobalColor.transparent)
            return clear, clear, theme.colour("text")
        return fill, theme.colour("border"), theme.colour("text")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, border, ink = self._colours()
        box = QRectF(self.rect())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(fill if self._kind != "primary" else theme.colour("panel"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS + 1, theme.RADIUS + 1)
            if fill.alpha() and self._is_filled():  # a gap keeps the ring apart from the fill
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("panel"))
                painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), theme.RADIUS, theme.RADIUS)
                painter.setBrush(fill)
                painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), theme.RADIUS - 1, theme.RADIUS - 1)
        else:
            painter.setPen(QPen(border, 1))
            painter.setBrush(fill)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        self._paint_parts(painter, box, ink, fill)

    def _is_filled(self) -> bool:
        return self._kind == "primary" or (self.isCheckable() and self.isChecked())

    def _paint_parts(self, painter: QPainter, box: QRectF, ink: QColor, fill: QColor) -> None:
        narrow = self.width() < self.sizeHint().width() - 2
        left = box.left() + max(0.0, (box.width() - self._parts_width(narrow=narrow)) / 2)
        middle = box.center().y()
        if self._icon_name:
            side = theme.px(icons.SIZE - 1)
            icons.paint(painter, QRectF(left, middle - side / 2, side, side), self._icon_name, ink, fill)
            left += side + theme.px(7)
        font = self._font()
        painter.setFont(font)
        painter.setPen(ink)
        width = QFontMetricsF(font).horizontalAdvance(plain_words(self.text()))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRectF(left, box.top(), width + 4, box.height()), flags, self.text())
        if self._key and not narrow:
            self._paint_badge(painter, left + width + theme.px(7), middle, ink)

    def _paint_badge(self, painter: QPainter, left: float, middle: float, ink: QColor) -> None:
        font = theme.font("small_strong" if self._is_filled() else "small")
        height = min(QFontMetricsF(font).height() + 2, self.height() - theme.px(8))
        badge = QRectF(
            round(left) + 0.5, round(middle - height / 2) + 0.5, round(self._badge_width()) - 1, round(height)
        )
        edge = ink if self._is_filled() else theme.colour("line")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(badge, 2, 2)
        painter.setFont(font)
        painter.setPen(ink if self._kind != "secondary" or self._is_filled() else theme.colour("text_secondary"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._key)


class PrimaryButton(Button):
    """The one filled button of a view."""

    def __init__(self, text: str, **options: Any) -> None:
        super().__init__(text, kind="primary", **options)


class SecondaryButton(Button):
    """Every other button."""

    def __init__(self, text: str, **options: Any) -> None:
        super().__init__(text, kind=options.pop("kind", "secondary"), **options)


class IconButton(Button):
    """An icon alone: `words` is its tooltip and accessible name."""

    def __init__(self, icon: str, words: str, *, framed: bool = True, key: str = "", **options: Any) -> None:
        super().__init__("", icon=icon, kind="secondary" if framed else "quiet", **options)
        self.set_tip(words, key)

    def set_tip(self, words: str, key: str = "") -> None:
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({key})" if key else words)


class LinkButton(QPushButton):
    """Words that act, drawn as a link. Reached by Tab like any button; Enter and Space press it.

    `wrap` lets a whole sentence go on to the next line where the room ends.
    """

    def __init__(
        self,
        text: str,
        *,
        small: bool = False,
        wrap: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role = "small" if small else "body"
        self._wrap = wrap
        if object_name:
            self.setObjectName(object_name)
        self.setAccessibleName(plain_words(text))
        size = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(size, size)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        theme.signals().changed.connect(self.updateGeometry)

    def set_words(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(plain_words(text))
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        if not self._wrap or width >= self.sizeHint().width():
            return self.sizeHint().height()
        metrics = QFontMetricsF(theme.font(self._role))
        room = QRectF(0, 0, max(1, width - 7), 100_000)
        lines = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), plain_words(self.text()))
        return max(theme.SMALLEST_TARGET, round(lines.height()) + 4)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(self._role))
        height = max(theme.SMALLEST_TARGET, round(metrics.height()) + 4)
        return QSize(round(metrics.horizontalAdvance(plain_words(self.text()))) + 7, height)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(_NARROWEST_LINK)), hint.height()) if self._wrap else hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(self._role)
        font.setUnderline(True)
        painter.setFont(font)
        token = "text_secondary" if not self.isEnabled() else "accent_hover" if self.underMouse() else "accent"
        painter.setPen(theme.colour(token))
        lines = Qt.TextFlag.TextWordWrap if self._wrap else Qt.TextFlag.TextSingleLine
        flags = Qt.AlignmentFlag.AlignVCenter | lines | Qt.TextFlag.TextHideMnemonic
        painter.drawText(QRectF(self.rect()).adjusted(3, 0, 0, 0), flags, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)


def plain_words(text: str) -> str:
    """Words without the mark of the access key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
