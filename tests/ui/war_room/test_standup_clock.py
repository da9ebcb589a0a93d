"""The stand-up's clock: minutes left, amber and red, the quiet sign at the end, sleep and other days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csmdesk.domain.clock import Reading, StandupClock
from csmdesk.ui.panes.war_room.standup_clock import ClockBar, clock_words
from csmdesk.ui.theme import Theme
from tests.ui.war_room.side_window import TestClock


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    # Without a layout, which would give the window a least size: the tests' screen warns of that.
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(window: QWidget, theme: Theme, clock: TestClock) -> ClockBar:
    made = ClockBar(theme, clock, window)
    made.resize(240, 40)
    made.set_clock(StandupClock(15))
    window.show()
    return made


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (900, "15:00"),
        (899.4, "15:00"),
        (899, "14:59"),
        (61, "1:01"),
        (0, "0:00"),
        (-1, "−0:01"),
        (-75, "−1:15"),
    ],
)
def test_what_is_left_is_told_in_minutes_and_seconds(seconds: float, words: str) -> None:
    assert clock_words(seconds) == words


def test_the_button_starts_and_stops(bar: ClockBar, clock: TestClock) -> None:
    assert (bar.button.text(), bar.again.isVisible()) == ("开始", False)
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    clock.pass_(62)
    bar.tick()
    assert (bar.face.words, bar.button.text(), bar.running) == ("13:58", "停", True)
    assert bar.face.accessibleName() == "站会还剩 13:58"
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    clock.pass_(600)
    bar.tick()
    assert (bar.face.words, bar.button.text(), bar.taken) == ("13:58", "继续", 62)


def test_it_turns_amber_in_the_last_two_minutes_and_red_after_them(bar: ClockBar, clock: TestClock) -> None:
    bar.toggle()
    roles = []
    for seconds in (779, 1, 119, 1, 30):
        clock.pass_(seconds)
        bar.tick()
        roles.append((bar.face.words, bar.face.role))
    assert roles == [
        ("2:01", "t1"),
        ("2:00", "ambert"),
        ("0:01", "ambert"),
        ("0:00", "redt"),
        ("−0:30", "redt"),
    ]
    assert bar.face.accessibleName() == "站会已超时 0:30"


def test_the_end_is_told_once_with_a_pulse_and_nothing_else(
    bar: ClockBar, clock: TestClock, qtbot: QtBot
) -> None:
    rung: list[bool] = []
    bar.ended.connect(lambda: rung.append(True))
    bar.toggle()
    clock.pass_(901)
    with qtbot.waitSignal(bar.ended, timeout=5_000):
        pass  # its own timer looks at the clock
    assert bar.face.pulsing
    clock.pass_(60)
    bar.tick()
    assert rung == [True]
    qtbot.waitUntil(lambda: not bar.face.pulsing, timeout=5_000)
    assert bar.running, "who talks on is not cut off"


def test_sleep_counts_and_a_changed_system_clock_does_not(bar: ClockBar, clock: TestClock) -> None:
    bar.toggle()
    clock.pass_(300)  # no tick comes while the machine sleeps
    wall, steady, boot = clock.reading
    clock.reading = Reading(wall - timedelta(days=400), steady + 60, boot)
    bar.tick()
    assert bar.face.words == "9:00"


def test_a_kept_clock_goes_on_and_one_that_ran_out_meanwhile_rings_no_more(
    bar: ClockBar, clock: TestClock
) -> None:
    rung: list[bool] = []
    bar.ended.connect(lambda: rung.append(True))
    bar.toggle()
    clock.pass_(60)
    text = bar.kept()
    clock.pass_(60)
    bar.set_clock(StandupClock.from_json(text, 15))
    assert (bar.face.words, bar.running) == ("13:00", True)
    clock.pass_(3600)
    bar.set_clock(StandupClock.from_json(text, 15))
    bar.tick()
    assert bar.face.role == "redt"
    assert rung == []


def test_it_can_be_started_over(bar: ClockBar, clock: TestClock) -> None:
    bar.toggle()
    clock.pass_(500)
    bar.tick()
    QTest.mouseClick(bar.again, Qt.MouseButton.LeftButton)
    assert (bar.face.words, bar.running) == ("15:00", True)
    bar.toggle()
    bar.reset()
    assert (bar.button.text(), bar.again.isVisible(), bar.taken) == ("开始", False, None)
