"""Tab through a part of the window in the order of reading, and out of it to what stands beside it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.widgets.focus import step_focus

_PLACES = {
    "head": (0, 0, 300, 30),
    "left": (0, 40, 100, 200),
    "foot": (0, 260, 300, 30),
}


@pytest.fixture
def window(qtbot: QtBot) -> dict[str, Any]:
    """A head, a list at the left, a part with two fields at the right, a foot; made in another order."""
    root = QWidget()
    qtbot.addWidget(root)
    root.resize(300, 300)
    found: dict[str, Any] = {}
    part = QWidget(root)
    part.setGeometry(110, 40, 190, 200)
    for name, top in (("second", 100), ("first", 10)):
        found[name] = QLineEdit(part)
        found[name].setGeometry(5, top, 100, 30)
    for name, place in reversed(_PLACES.items()):
        found[name] = QLineEdit(root)
        found[name].setGeometry(QRect(*place))
    root.show()
    with qtbot.waitActive(root):
        root.activateWindow()
    return found | {"part": part, "root": root}


def steps(window: dict[str, Any], begin: str, *, forward: bool) -> list[str]:
    """Where Tab leads from a field of the part, until it has left the part."""
    names = {widget: name for name, widget in window.items()}
    window[begin].setFocus()
    found = []
    while window["part"].isAncestorOf(QApplication.focusWidget()):
        assert step_focus(window["part"], forward=forward)
        found.append(names[QApplication.focusWidget()])
    return found


def test_tab_goes_down_the_part_and_on_to_what_is_below_it(window: dict[str, Any]) -> None:
    assert steps(window, "first", forward=True) == ["second", "foot"]


def test_shift_tab_goes_back_to_what_stands_at_its_left(window: dict[str, Any]) -> None:
    assert steps(window, "second", forward=False) == ["first", "left"]
    window["left"].setEnabled(False)
    assert steps(window, "first", forward=False) == ["head"]


def test_at_the_end_of_the_window_it_is_left_to_qt(window: dict[str, Any]) -> None:
    window["foot"].hide()
    window["second"].setFocus()
    assert not step_focus(window["part"], forward=True)
    assert window["second"].hasFocus()
