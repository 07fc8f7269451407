"""Line icons and status shapes, recoloured from the theme in use.

The files in resources/icons are drawn in black; white in them is the cut-out and takes the colour underneath.
`set_icon` keeps a button or action in the colours of the theme when it changes.
"""

from __future__ import annotations

import re
import weakref
from functools import cache, lru_cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from victimplanner.paths import resource
from victimplanner.ui import theme

SIZE = 16  # pixels at 100 % text
RAIL_SIZE = 20


class TakesIcon(Protocol):
    """A button, an action, a line edit action: anything with `setIcon`."""

    def setIcon(self, icon: QIcon) -> None: ...


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _renderer(name: str, ink: str, cut: str) -> QSvgRenderer:
    svg = re.sub("#(fff|000)", lambda found: cut if found[1] == "fff" else ink, _source(name))
    return QSvgRenderer(QByteArray(svg.encode()))


def paint(painter: QPainter, rect: QRectF, name: str, ink: QColor, cut: QColor | None = None) -> None:
    """Draw an icon into `rect`, in `ink`; `cut` is the colour of its cut-outs (what lies underneath)."""
    _renderer(name, ink.name(), (cut or theme.colour("panel")).name()).render(painter, rect)


def pixmap(name: str, size: int = SIZE, token: str = "text", cut: str = "panel", ratio: float | None = None) -> QPixmap:
    """An icon as a picture of `size` pixels, in the colours of two theme tokens."""
    if ratio is None:
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRectF(0, 0, picture.width(), picture.height()), name, theme.colour(token), theme.colour(cut))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, token: str = "text", size: int = SIZE) -> QIcon:
    """An icon in today's colours; for one that follows the theme use `set_icon`."""
    result = QIcon()
    scaled = theme.px(size)
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, scaled, token, ratio=ratio), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, scaled, "text_secondary", ratio=ratio), QIcon.Mode.Disabled)
    return result


_followers: weakref.WeakKeyDictionary[object, tuple[str, str, int]] = weakref.WeakKeyDictionary()


def set_icon(target: TakesIcon, name: str, token: str = "text", size: int = SIZE) -> None:
    """Give `target` an icon and redraw it whenever the theme or text size changes."""
    _listen()
    _followers[target] = (name, token, size)
    _draw(target, name, token, size)


@cache
def _listen() -> None:
    theme.signals().changed.connect(_redraw)


def _draw(target: TakesIcon, name: str, token: str, size: int) -> None:
    target.setIcon(icon(name, token, size))
    resize = getattr(target, "setIconSize", None)
    if resize is not None:
        resize(QSize(theme.px(size), theme.px(size)))


def _redraw() -> None:
    for target, (name, token, size) in list(_followers.items()):
        if isValid(target):  # a Python wrapper may outlive its C++ widget
            _draw(target, name, token, size)  # type: ignore[arg-type]
