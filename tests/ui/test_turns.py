"""Long work in several turns of the event loop."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from csmdesk.ui.turns import in_turns, next_turn


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


def test_long_work_lets_others_in_and_ends_in_order(qtbot: QtBot) -> None:
    owner = QObject()
    done: list[str] = []

    def steps() -> Iterator[int]:
        for number in range(4):
            begun = perf_counter()
            while perf_counter() < begun + 0.005:
                pass
            done.append(f"step {number}")
            yield number

    in_turns(owner, steps(), partial(done.append, "end"))
    next_turn(owner, partial(done.append, "other"))
    qtbot.waitUntil(lambda: "end" in done)
    assert [words for words in done if words != "other"] == [*(f"step {n}" for n in range(4)), "end"]
    assert done.index("other") < done.index("step 3")
