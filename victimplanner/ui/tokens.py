"""The colours of the three themes, as data; nothing else in the program names a colour.

Each status pair, and text on each surface, keeps the contrast of WCAG 2.2 AA (4.5 for text, 3 for shapes and borders);
tests/ui/test_theme.py counts every pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ThemeName(StrEnum):
    """What a person may choose in Settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Status:
    """One status pair: `ink` writes the word and draws shape and border, on `tint`."""

    ink: str
    tint: str


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as #RRGGBB."""

    name: ThemeName
    bg: str
    panel: str
    sunk: str
    text: str
    text_secondary: str
    line: str
    border: str
    accent: str
    accent_hover: str
    on_accent: str
    hover: str
    selected: str
    focus: str
    rail: str
    rail_text: str
    rail_current: str
    rail_mark: str
    rail_edge: str
    rail_line: str
    overdue: Status
    today: Status
    info: Status
    ok: Status
    refused: Status
    grey: Status
    unknown: Status
    draft: Status

    def status(self, kind: str) -> Status:
        """The pair of a status kind. Raises KeyError for a word that is no kind."""
        if kind not in STATUS_KINDS:
            raise KeyError(kind)
        pair: Status = getattr(self, kind)
        return pair


STATUS_KINDS: Final = ("overdue", "today", "info", "ok", "refused", "grey", "unknown", "draft")

LIGHT: Final = Tokens(
    name=ThemeName.LIGHT,
    bg="#F2F4F6",
    panel="#FFFFFF",
    sunk="#E9EDF1",
    text="#16202A",
    text_secondary="#44515E",
    line="#CBD3DB",
    border="#6F7C89",
    accent="#155A80",
    accent_hover="#0F4766",
    on_accent="#FFFFFF",
    hover="#EEF3F7",
    selected="#DCEAF4",
    focus="#0B63CE",
    rail="#22313E",
    rail_text="#DCE5EC",
    rail_current="#34495A",
    rail_mark="#7CC0EA",
    rail_edge="#34495A",
    rail_line="#22313E",
    overdue=Status("#9B1C1C", "#FBE8E8"),
    today=Status("#754600", "#FFF0CF"),
    info=Status("#1B4F7A", "#E4EFF8"),
    ok=Status("#17593A", "#E2F2E8"),
    refused=Status("#7A1F5C", "#F8E6F1"),
    grey=Status("#4A5560", "#E9EDF1"),
    unknown=Status("#44515E", "#FFFFFF"),
    draft=Status("#4A3C8C", "#ECE9F8"),
)

DARK: Final = Tokens(
    name=ThemeName.DARK,
    bg="#171C21",
    panel="#1F262D",
    sunk="#2A333C",
    text="#EEF2F5",
    text_secondary="#B6C1CB",
    line="#3E4954",
    border="#8795A3",
    accent="#7CC0EA",
    accent_hover="#A3D5F3",
    on_accent="#0C161D",
    hover="#27313A",
    selected="#243D4F",
    focus="#FFD84D",
    rail="#10151A",
    rail_text="#C9D4DD",
    rail_current="#243D4F",
    rail_mark="#7CC0EA",
    rail_edge="#243D4F",
    rail_line="#3E4954",
    overdue=Status("#FFB0A8", "#4A1F1F"),
    today=Status("#FFD48A", "#463310"),
    info=Status("#A9D3F5", "#1D3A52"),
    ok=Status("#9FE0BA", "#1B3F2D"),
    refused=Status("#F3B3DA", "#47203A"),
    grey=Status("#C2CCD5", "#303A43"),
    unknown=Status("#C2CCD5", "#1F262D"),
    draft=Status("#CFC5FF", "#352D5C"),
)

CONTRAST: Final = Tokens(
    name=ThemeName.CONTRAST,
    bg="#000000",
    panel="#000000",
    sunk="#000000",
    text="#FFFFFF",
    text_secondary="#FFFFFF",
    line="#FFFFFF",
    border="#FFFFFF",
    accent="#4CC2FF",
    accent_hover="#8AD8FF",
    on_accent="#000000",
    hover="#1A1A1A",
    selected="#003A5C",
    focus="#FFFF00",
    rail="#000000",
    rail_text="#FFFFFF",
    rail_current="#000000",
    rail_mark="#4CC2FF",
    rail_edge="#FFFFFF",
    rail_line="#FFFFFF",
    overdue=Status("#FFA39A", "#000000"),
    today=Status("#FFD84D", "#000000"),
    info=Status("#A9D3F5", "#000000"),
    ok=Status("#8CF0B0", "#000000"),
    refused=Status("#FFA6DD", "#000000"),
    grey=Status("#FFFFFF", "#000000"),
    unknown=Status("#FFFFFF", "#000000"),
    draft=Status("#D6CEFF", "#000000"),
)

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}
