"""The design's tokens: readable in both themes, used by role, and nowhere else."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from csmdesk.ui import theme as tokens
from csmdesk.ui.theme import Mode, Theme

REPOSITORY = Path(__file__).parents[2]
SOURCES = sorted((REPOSITORY / "src/csmdesk/ui").rglob("*.py"))
ICONS = sorted(file.stem for file in (REPOSITORY / "resources/icons").glob("*.svg"))

TEXTS = ("t1", "t2", "t3", "accent", "redt", "ambert", "greent")
GROUNDS = ("window", "surface", "inset", "hover", "sel")
SHAPES = ("red", "amber", "green", "control", "accent", "ink")


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_is_readable_on_every_ground(qapp: QApplication, mode: Mode) -> None:
    look = Theme(mode)
    poor = {
        (text, ground): contrast(look.colour(text), look.colour(ground))
        for text, ground in product(TEXTS, GROUNDS)
        if contrast(look.colour(text), look.colour(ground)) < 4.45
    }
    assert not poor
    assert contrast(look.colour("onacc"), look.colour("accfill")) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_shapes_and_controls_stand_out(qapp: QApplication, mode: Mode) -> None:
    look = Theme(mode)
    assert all(contrast(look.colour(shape), look.colour("surface")) >= 3 for shape in SHAPES)


def test_every_colour_is_in_one_file() -> None:
    literal = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|rgba?\(|Qt\.GlobalColor\.(?!transparent)")
    found = [
        f"{file.name}: {match.group()}"
        for file in SOURCES
        if file.name != "theme.py"
        for match in literal.finditer(file.read_text(encoding="utf-8"))
    ]
    assert not found


def test_every_role_that_is_asked_for_exists() -> None:
    asked = re.compile(r"\.(?:colour|pen)\(\"([a-z0-9]+)\"")
    roles = {m for file in SOURCES for m in asked.findall(file.read_text(encoding="utf-8"))}
    assert len(roles) > 10
    assert roles <= set(tokens._ROLES)


@pytest.mark.parametrize("name", ICONS)
def test_icons_are_drawn_in_the_colour_of_their_role(qapp: QApplication, name: str) -> None:
    look = Theme("light")
    image = look.pixmap(name, "accent", 32).toImage()
    drawn = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert drawn == {look.name("accent")}


def test_digits_are_of_one_width(qapp: QApplication) -> None:
    look = Theme("light")
    for bold in (False, True):
        widths = {look.metrics(bold=bold).horizontalAdvance(str(digit) * 4) for digit in range(10)}
        assert len(widths) == 1
    assert look.font("title").weight() == QFont.Weight.Bold
    assert look.font().pixelSize() == 13


def test_the_desktops_theme_is_followed_until_the_user_chooses(qapp: QApplication) -> None:
    look = Theme("system")
    look.apply()
    told = qapp.styleHints().colorSchemeChanged
    seen = [look.dark]
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        told.emit(scheme)
        seen.append(look.dark)
        assert qapp.palette().base().color() == look.colour("surface")
    look.set_mode("light")
    told.emit(Qt.ColorScheme.Dark)
    assert [*seen, look.dark] == [False, True, False, False]
    look.apply()


def test_a_switch_changes_the_palette_and_is_told_once(qapp: QApplication) -> None:
    look = Theme("light")
    look.apply()
    told: list[bool] = []
    look.changed.connect(lambda: told.append(look.dark))
    look.set_mode("light")
    look.set_mode("dark")
    assert told == [True]
    assert qapp.palette().window().color() == look.colour("window")
    look.set_mode("light")
    assert qapp.palette().window().color() == QColor(tokens._ROLES["window"][0])
