"""The gallery has every widget, and its pages are what they say: themes, languages, states, whole pixels."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from csmdesk.app import gallery
from csmdesk.domain.text import Text
from csmdesk.ui import widgets
from csmdesk.ui.gallery.cells import NAMES, Cell, Look, State
from csmdesk.ui.gallery.families import families
from csmdesk.ui.gallery.page import WIDTH
from csmdesk.ui.gallery.stage import Stage
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)


def exported() -> dict[str, type[QWidget]]:
    """The widgets that ``ui/widgets`` offers, by name."""
    found = {}
    for module in pkgutil.iter_modules(widgets.__path__):
        loaded = importlib.import_module(f"{widgets.__name__}.{module.name}")
        for name, kind in vars(loaded).items():
            own = isinstance(kind, type) and kind.__module__ == loaded.__name__
            if own and issubclass(kind, QWidget) and not name.startswith("_"):
                found[name] = kind
    return found


@pytest.fixture
def look(theme: Theme) -> Iterator[Look]:
    """The light theme in Chinese."""
    yield Look(theme, "zh")
    QApplication.processEvents()


def test_every_widget_is_in_the_gallery(look: Look) -> None:
    shown: set[type] = set()
    for family in families():
        for row in family.rows:
            for cell in row.cells:
                with Stage(cell, look) as stage:
                    shown |= stage.widgets()
    wanted = exported()
    assert len(wanted) > 25
    assert not sorted(name for name, kind in wanted.items() if kind not in shown)


def test_families_have_names_of_their_own_and_captions_in_both_languages() -> None:
    pages = families()
    keys = [family.key for family in pages]
    assert len(set(keys)) == len(keys)
    texts = [cell.caption for family in pages for row in family.rows for cell in row.cells]
    texts += [row.name for family in pages for row in family.rows] + [family.name for family in pages]
    assert all(text.zh and text.en for text in texts)


def test_states_are_brought_about_by_real_events(look: Look) -> None:
    seen: dict[State, tuple[bool, bool, bool, bool]] = {}
    pictures = set()
    for state, name in NAMES.items():
        cell = Cell(lambda look: Button(look.theme, "新建"), name, state)
        with Stage(cell, look) as stage:
            button = stage.widget
            assert isinstance(button, Button)
            seen[state] = (button.underMouse(), button.isDown(), button.ring, button.isEnabled())
            pictures.add(bytes(stage.picture().toImage().constBits()))
    assert seen == {
        "normal": (False, False, False, True),
        "hover": (True, False, False, True),
        "pressed": (True, True, False, True),
        "focus": (False, False, True, True),
        "disabled": (False, False, False, False),
    }
    assert len(pictures) == 5


def test_pressing_for_the_picture_clicks_nothing(look: Look) -> None:
    clicked: list[bool] = []

    def make(look: Look) -> QWidget:
        button = QPushButton("删除")
        button.clicked.connect(clicked.append)
        return button

    with Stage(Cell(make, Text("按下", "pressed"), "pressed"), look) as stage:
        assert isinstance(stage.widget, QPushButton)
        assert stage.widget.isDown()
    assert clicked == []


def test_pages_are_saved_for_each_theme_and_language(tmp_path: Path) -> None:
    files = list(gallery.pages(tmp_path, 100, only=("buttons", "marks")))
    assert {file.name for file in files} == {
        f"{family}-{mode}-{language}-100.png"
        for family in ("buttons", "marks")
        for mode in ("light", "dark")
        for language in ("zh", "en")
    }
    contents = {file.read_bytes() for file in files}
    assert len(contents) == len(files)
    for file in files:
        image = QImage(str(file))
        assert image.width() == WIDTH
        corner = image.pixelColor(2, 2)
        assert (corner.lightness() < 80) == ("dark" in file.name)


def test_the_command_draws_at_150_per_cent_and_says_how_many(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("QT_SCALE")}
    command = [sys.executable, "-m", "csmdesk", "self-test", "--gallery", str(tmp_path), "--scale", "150"]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    files = sorted(tmp_path.glob("*.png"))
    assert len(files) == 4 * len(families())
    assert f" {len(files)} " in done.stdout
    assert all(file.stem.endswith("-150") for file in files)
    assert {QImage(str(file)).width() for file in files} == {WIDTH * 3 // 2}


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_lines_fall_on_whole_pixels(theme: Theme, scale: float) -> None:
    image = QImage(round(60 * scale), round(60 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    ground, ink = QColor(theme.colour("surface")), QColor(theme.colour("control"))
    for offset in range(4):
        image.fill(ground)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A child at an odd place is painted with its offset in the transform.
        painter.translate(offset, offset)
        draw_rule(painter, theme, "control", 3, 7, 40)
        draw_rule(painter, theme, "control", 3, 9, 30, upright=True)
        painter.end()
        middle = round((20 + offset) * scale)
        colours = {image.pixelColor(middle, y).name() for y in range(image.height())}
        assert colours == {ground.name(), ink.name()}
        across = {image.pixelColor(x, round((25 + offset) * scale)).name() for x in range(image.width())}
        assert across == {ground.name(), ink.name()}


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_borders_and_icons_fall_on_whole_pixels(theme: Theme, scale: float) -> None:
    image = QImage(round(60 * scale), round(60 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    draw_box(painter, theme, QRectF(3, 5, 40, 31), 5, ground="surface", border="control")
    painter.end()
    middle = round(20 * scale)
    pixels = [image.pixelColor(x, middle) for x in range(image.width())]
    inks = [theme.colour("surface"), theme.colour("control")]
    # A part of a thousandth of a pixel, which no eye sees, is what is left of a third of a length.
    blurred = [p.name() for p in pixels if min(abs(p.red() - ink.red()) for ink in inks) > 2]
    assert not blurred

    wanted = theme.pixmap("plus", "t1", 16, scale).toImage()
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    draw_icon(painter, theme, "plus", "t1", 7, 9)
    painter.end()
    # The upright of the plus is as dark as in the icon itself: nothing has been sampled between pixels.
    dark = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    drawn = {wanted.pixelColor(x, y).alpha() for x in range(wanted.width()) for y in range(wanted.height())}
    assert 255 in drawn
    assert theme.name("t1") in dark
    assert len(dark) <= len(drawn)
