"""Every pair of colours people must read or see keeps the contrast of WCAG 2.2 AA."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from victimplanner.paths import resource
from victimplanner.ui import icons, theme
from victimplanner.ui.tokens import STATUS_KINDS, THEMES, ThemeName, Tokens


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda tokens: tokens.name.value)
def test_text_can_be_read_on_every_surface_it_stands_on(tokens: Tokens) -> None:
    pairs = [
        (ink, surface)
        for ink in (tokens.text, tokens.text_secondary)
        for surface in (tokens.panel, tokens.bg, tokens.sunk, tokens.selected, tokens.hover)
    ]
    pairs += [
        (tokens.accent, tokens.panel),
        (tokens.accent, tokens.bg),
        (tokens.accent, tokens.selected),
        (tokens.on_accent, tokens.accent),
        (tokens.on_accent, tokens.accent_hover),
        (tokens.rail_text, tokens.rail),
        (tokens.rail_text, tokens.rail_current),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda tokens: tokens.name.value)
@pytest.mark.parametrize("kind", STATUS_KINDS)
def test_a_status_word_can_be_read_on_its_tint_and_bare(tokens: Tokens, kind: str) -> None:
    status = tokens.status(kind)
    assert contrast(status.ink, status.tint) >= 4.5
    assert contrast(status.ink, tokens.panel) >= 4.5
    assert contrast(status.ink, tokens.selected) >= 4.5
    if tokens.name is ThemeName.CONTRAST:
        assert contrast(status.ink, "#000000") >= 10
        assert contrast(status.ink, tokens.selected) >= 5.9


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda tokens: tokens.name.value)
def test_the_focus_ring_and_borders_of_controls_stand_out(tokens: Tokens) -> None:
    surfaces = (tokens.panel, tokens.bg, tokens.selected, tokens.sunk)
    assert all(contrast(tokens.focus, surface) >= 3 for surface in surfaces)
    assert all(contrast(tokens.border, surface) >= 3 for surface in (tokens.panel, tokens.bg))
    assert contrast(tokens.rail_mark, tokens.rail) >= 3
    assert contrast(tokens.rail_mark, tokens.rail_current) >= 3


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda tokens: tokens.name.value)
def test_the_pictures_of_the_style_sheet_use_the_colours_of_their_theme(tokens: Tokens) -> None:
    known = {tokens.text, tokens.on_accent, tokens.accent}
    folder = resource("icons", tokens.name.value)
    files = sorted(folder.glob("*.svg"))
    assert {"chevron-down", "tick", "dot", "half-tick", "sort-up"} <= {file.stem for file in files}
    for file in files:
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", file.read_text())) <= known, file.name


@pytest.mark.parametrize("name", [*ThemeName])
@pytest.mark.parametrize("scale", [100, 200])
def test_every_theme_applies_at_every_text_size(qapp: QApplication, name: ThemeName, scale: int) -> None:
    try:
        theme.apply(qapp, name, scale)
        assert theme.chosen() is name
        assert "$" not in qapp.styleSheet()
        assert "@" not in qapp.styleSheet()
        assert qapp.font().pointSizeF() == pytest.approx(10 * scale / 100)
        assert theme.px(16) == 16 * scale // 100
    finally:
        theme.apply(qapp, ThemeName.LIGHT, 100)


def test_text_size_is_held_between_100_and_200_and_steps_both_ways(qapp: QApplication) -> None:
    try:
        theme.set_text_scale(qapp, 500)
        assert theme.text_scale() == 200
        theme.set_text_scale(qapp, 10)
        assert theme.text_scale() == 100
    finally:
        theme.apply(qapp, ThemeName.LIGHT, 100)
    assert [theme.larger_scale(100), theme.larger_scale(200), theme.smaller_scale(125)] == [110, 200, 110]
    assert theme.smaller_scale(100) == 100


def _inks(image: QImage) -> set[str]:
    """Colours of the solid pixels."""
    every = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(*place).name() for place in every if image.pixelColor(*place).alpha() == 255}


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_something(qapp: QApplication, path: object) -> None:
    name = getattr(path, "stem")  # noqa: B009
    assert _inks(icons.pixmap(name, 64, ratio=1.0).toImage())


def test_an_icon_takes_its_colours_from_the_theme_in_use(qapp: QApplication) -> None:
    try:
        theme.apply(qapp, ThemeName.CONTRAST)
        inks = _inks(icons.pixmap("status-ok", 64, "ok", "ok.tint", ratio=1.0).toImage())
        assert {theme.hex_colour("ok").lower(), "#000000"} <= inks
    finally:
        theme.apply(qapp, ThemeName.LIGHT, 100)


def test_no_widget_names_a_colour() -> None:
    package = resource().parent / "victimplanner" / "ui"
    named = [
        file.name
        for file in package.rglob("*.py")
        if file.name != "tokens.py" and re.search(r"[\"']#[0-9A-Fa-f]{3,8}[\"']", file.read_text(encoding="utf-8"))
    ]
    assert named == []
