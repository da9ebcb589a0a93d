"""Parts side by side share the width by a rule until the user moves the line between them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.split import Split


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(2_100, 400)
    made.show()
    return made


def in_two(host: QWidget) -> Split:
    made = Split(Theme("light"), host)
    for _ in range(2):
        made.addWidget(QWidget())
    made.resize(700, 300)
    made.show()
    return made


@pytest.fixture
def split(host: QWidget) -> Split:
    made = in_two(host)
    made.share(1, 0.4, 200, 350)
    return made


def side(split: Split) -> int:
    return split.sizes()[1]


def move(split: Split, by: int) -> None:
    handle = split.handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(0, 10))
    QTest.mouseMove(handle, QPoint(by, 10))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(by, 10))


def test_a_side_gets_its_share_within_bounds(split: Split) -> None:
    assert abs(side(split) - 280) <= 1
    split.resize(2_000, 300)
    assert abs(side(split) - 350) <= 1
    split.resize(420, 300)
    assert abs(side(split) - 200) <= 1


def test_the_left_side_can_have_the_share(host: QWidget) -> None:
    split = in_two(host)
    split.share(0, 0.5, 100)
    split.resize(1_000, 300)
    assert abs(split.sizes()[0] - 500) <= 1


def test_what_the_user_moved_stays_and_is_remembered(split: Split) -> None:
    assert split.sizes_text == ""
    move(split, -60)
    moved = side(split)
    assert moved > 300
    split.resize(900, 300)
    assert side(split) == moved
    kept = split.sizes_text
    assert kept == f"{split.sizes()[0]},{moved}"


def test_remembered_sizes_are_taken_up(split: Split) -> None:
    assert split.set_sizes_text("300,399")
    assert split.sizes()[0] in range(299, 302)
    assert split.sizes_text


@pytest.mark.parametrize("text", ["", "300", "300,x", "1,2,3", "-4,5"])
def test_other_texts_leave_the_rule_in_force(split: Split, text: str) -> None:
    assert not split.set_sizes_text(text)
    assert abs(side(split) - 280) <= 1
    assert split.sizes_text == ""
