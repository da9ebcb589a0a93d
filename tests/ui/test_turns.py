"""Long work in several turns of the event loop."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from csmdesk.ui.turns import next_turn


def test_what_was_posted_before_comes_first(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[str] = []
    next_turn(owner, partial(done.append, "next turn"))
    for number in range(3):
        QTimer.singleShot(0, owner, partial(done.append, f"posted {number}"))
    qtbot.waitUntil(lambda: len(done) == 4)
    assert done[-1] == "next turn"


def test_one_turn_after_the_other(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[int] = []

    def first() -> None:
        done.append(1)
        next_turn(owner, partial(done.append, 2))

    next_turn(owner, first)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == [1, 2]
    qtbot.waitUntil(lambda: not owner.findChildren(QTimer))
    assert not owner.children()


def test_nothing_is_done_for_one_that_has_gone(qtbot: QtBot) -> None:
    owner, other = QObject(), QObject()
    done: list[str] = []
    next_turn(owner, partial(done.append, "gone"))
    next_turn(other, partial(done.append, "there"))
    delete(owner)
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["there"]
