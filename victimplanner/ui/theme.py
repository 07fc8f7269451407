"""Colours, type and sizes of every screen. Widgets never name a colour; they ask for a token.

The three themes (Light, Dark, High contrast) are data in `tokens`; `apply()` turns one into palette and style sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from victimplanner.paths import resource
from victimplanner.ui.tokens import LIGHT, STATUS_KINDS, THEMES, Status, ThemeName, Tokens

# Pixels at 100 % text.
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6 = 4, 8, 12, 16, 24
PAGE_MARGIN: Final = 16
CARD_PADDING: Final = 12
CARD_GAP: Final = 10
CONTROL_HEIGHT: Final = 30
CONTROL_HEIGHT_SMALL: Final = 26
ROW_HEIGHT: Final = 30
ROW_HEIGHT_TWO_LINES: Final = 46
TAB_HEIGHT: Final = 34
RAIL_WIDTH: Final = 76
PILL_HEIGHT: Final = 21
RADIUS: Final = 3
SMALLEST_TARGET: Final = 24

TEXT_SCALES: Final = (100, 110, 125, 150, 175, 200)

# Role of a piece of text: points at 100 %, and whether it is semibold.
_TYPE: Final = {
    "body": (10.0, False),
    "strong": (10.0, True),
    "secondary": (10.0, False),
    "small": (9.0, False),
    "small_strong": (9.0, True),
    "section": (11.5, True),
    "card_title": (10.5, True),
    "title": (15.0, True),
    "number": (16.5, True),
    "deadline": (12.5, True),
}
# Families a desktop sets on purpose; anything else (a generic "Sans Serif") gives way to the font we ship.
_DESKTOP_FONTS: Final = (
    "Segoe UI", "Segoe UI Variable", ".AppleSystemUIFont", "Noto Sans", "Open Sans", "Cantarell", "Adwaita Sans",
    "Ubuntu", "Ubuntu Sans", "Inter", "Roboto", "Source Sans 3", "Liberation Sans",
)  # fmt: skip


class _ThemeSignals(QObject):
    changed = Signal()


@dataclass
class _State:
    tokens: Tokens = LIGHT
    chosen: ThemeName = ThemeName.SYSTEM
    scale: int = 100
    family: str = ""
    following: bool = False


_state = _State()


@cache
def signals() -> _ThemeSignals:
    """`signals().changed` tells custom-painted widgets and icons that colours or text size are new."""
    return _ThemeSignals()


def current() -> Tokens:
    """The theme in use."""
    return _state.tokens


def chosen() -> ThemeName:
    """What the person chose, which may be "follow system"."""
    return _state.chosen


def text_scale() -> int:
    """The text size in per cent, 100 to 200."""
    return _state.scale


def hex_colour(token: str) -> str:
    """The #RRGGBB of a token. `overdue`, `ok`... give the ink of the status, `overdue.tint` its tint."""
    kind, _, part = token.partition(".")
    value = getattr(_state.tokens, kind)
    if isinstance(value, Status):
        return value.tint if part == "tint" else value.ink
    return str(value)


def colour(token: str) -> QColor:
    """The colour of a token in the theme in use; see `hex_colour`."""
    return QColor(hex_colour(token))


def px(pixels: float) -> int:
    """Pixels given for 100 % text, grown with the text."""
    return round(pixels * _state.scale / 100)


@cache
def metrics(role: str = "body") -> QFontMetricsF:
    """The measures of a text role at the text size in use; lists ask thousands of times."""
    return QFontMetricsF(font(role))


def font(role: str = "body") -> QFont:
    """The font of a text role: body, strong, small, small_strong, section, title, number, deadline."""
    points, strong = _TYPE[role]
    result = QFont(_state.family or QApplication.font().family())
    result.setPointSizeF(points * _state.scale / 100)
    result.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return result


def larger_scale(scale: int) -> int:
    """The next larger text size, for Ctrl+plus."""
    return next((step for step in TEXT_SCALES if step > scale), TEXT_SCALES[-1])


def smaller_scale(scale: int) -> int:
    """The next smaller text size, for Ctrl+minus."""
    return next((step for step in reversed(TEXT_SCALES) if step < scale), TEXT_SCALES[0])


def set_text_scale(app: QApplication, scale: int) -> None:
    """Set the text size in per cent (held between 100 and 200) and redraw everything."""
    apply(app, _state.chosen, scale)


def apply(app: QApplication, theme: ThemeName | str = ThemeName.SYSTEM, text_scale: int | None = None) -> None:
    """Give the whole program a theme and a text size; the text size stays as it is when left out."""
    _state.chosen = ThemeName(theme)
    if text_scale is not None:
        _state.scale = max(100, min(200, text_scale))
    _follow_system(app)
    _state.tokens = THEMES[_resolve(app, _state.chosen)]
    if app.style().objectName().lower() != "fusion" and not app.styleSheet():
        app.setStyle(QStyleFactory.create("Fusion"))
    if not _state.family:
        _state.family = _choose_family()
    QDir.setSearchPaths("theme", [str(resource("icons", _state.tokens.name.value))])
    app.setPalette(_palette(_state.tokens))
    metrics.cache_clear()
    app.setFont(font("body"))
    app.setStyleSheet(_style_sheet(_state.tokens))
    signals().changed.emit()


def set_role(widget: QWidget, role: str) -> None:
    """Give a label (or another widget) a text role named in the style sheet: title, section, small, secondary..."""
    set_property(widget, "role", role)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and restyle the widget if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _follow_system(app: QApplication) -> None:
    if _state.following:
        return
    _state.following = True
    hints = app.styleHints()

    def on_change() -> None:
        if _state.chosen is ThemeName.SYSTEM and _resolve(app, _state.chosen) is not _state.tokens.name:
            apply(app, ThemeName.SYSTEM)

    hints.colorSchemeChanged.connect(on_change)
    accessibility = hints.accessibility()
    accessibility.contrastPreferenceChanged.connect(on_change)


def _resolve(app: QApplication, name: ThemeName) -> ThemeName:
    if name is not ThemeName.SYSTEM:
        return name
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return ThemeName.CONTRAST
    return ThemeName.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else ThemeName.LIGHT


def _choose_family() -> str:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    for family in _DESKTOP_FONTS:
        if system.casefold() == family.casefold():
            return system
    return our_family()


@cache
def our_family() -> str:
    """The family of the font we ship, ready for use whatever the font of the desktop is."""
    for name in ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    return "Liberation Sans"


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.sunk,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text_secondary,
        role.Button: tokens.panel,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.panel,
        role.Accent: tokens.accent,
        role.Light: tokens.panel,
        role.Midlight: tokens.sunk,
        role.Mid: tokens.line,
        role.Dark: tokens.border,
        role.Shadow: tokens.border,
    }
    for colour_role, value in colours.items():
        palette.setColor(colour_role, QColor(value))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(tokens.text_secondary))
    return palette


def _style_sheet(tokens: Tokens) -> str:
    """Fill theme.qss: `$token` is a colour, `@12px` grows with the text, `@body` is a font size."""
    values = {field.name: hex_colour(field.name) for field in fields(tokens)}
    values |= {f"{kind}_tint": tokens.status(kind).tint for kind in STATUS_KINDS}
    sheet = resource("theme.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"@([\d.]+)px", lambda match: f"{px(float(match[1]))}px", sheet)
    sheet = re.sub(r"@([a-z_]+)", lambda match: f"{_TYPE[match[1]][0] * _state.scale / 100:g}pt", sheet)
    return re.sub(r"\$([a-z_]+)", lambda match: values[match[1]], sheet)
