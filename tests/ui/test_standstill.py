"""Classes of Qt that another thread makes wait for a turn of the window's event loop."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from csmdesk.ui.standstill import Standstill
from csmdesk.ui.tasks import Tasks

PLAIN = "class Plain:\n    pass\n"
QT = "from PySide6.QtCore import QObject\nclass Made(QObject):\n    pass\n"


@pytest.fixture
def standstill(qtbot: QtBot) -> Iterator[Standstill]:
    made = Standstill()
    made.begin()
    yield made
    made.end()


def thread(work: Callable[[], object]) -> threading.Thread:
    made = threading.Thread(target=work)
    made.start()
    return made


def run(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "made_here"}
    exec(source, names)
    return names


def test_a_class_of_qt_waits_for_the_event_loop(standstill: Standstill, qtbot: QtBot) -> None:
    found: list[type] = []
    worker = thread(lambda: found.append(run(QT)["Made"]))
    worker.join(0.05)
    assert not found
    qtbot.waitUntil(lambda: bool(found))
    worker.join()
    assert issubclass(found[0], QObject)


def test_the_window_stands_still_until_the_class_is_there(standstill: Standstill, qtbot: QtBot) -> None:
    order: list[str] = []
    made: list[type] = []
    begun = threading.Event()

    def body() -> None:
        class Slow(QObject):
            begun.set()
            threading.Event().wait(0.05)
            order.append("made")

        made.append(Slow)

    worker = thread(body)
    while not begun.is_set():
        QCoreApplication.processEvents()
    order.append("window")
    worker.join()
    assert order == ["made", "window"]
    assert made


def test_other_classes_do_not_wait(standstill: Standstill) -> None:
    found: list[type] = []
    thread(lambda: found.append(run(PLAIN)["Plain"])).join()
    assert found[0].__name__ == "Plain"


def test_the_windows_own_classes_do_not_wait(standstill: Standstill) -> None:
    assert issubclass(run(QT)["Made"], QObject)


def test_a_class_within_a_class_takes_the_same_turn(standstill: Standstill, qtbot: QtBot) -> None:
    found: list[Any] = []
    source = QT + "class Outer(QObject):\n    class Inner(QObject):\n        pass\n"
    worker = thread(lambda: found.append(run(source)["Outer"]))
    qtbot.waitUntil(lambda: bool(found))
    worker.join()
    assert issubclass(found[0].Inner, QObject)


def test_two_threads_take_turns(standstill: Standstill, qtbot: QtBot) -> None:
    found: list[type] = []
    workers = [thread(lambda: found.extend([run(QT)["Made"] for _ in range(20)])) for _ in range(2)]
    qtbot.waitUntil(lambda: len(found) == 40, timeout=20_000)
    for worker in workers:
        worker.join()
    assert len(set(found)) == 40


def test_a_class_that_fails_lets_the_window_go_on(standstill: Standstill, qtbot: QtBot) -> None:
    problems: list[Exception] = []

    def work() -> None:
        try:
            run("from PySide6.QtCore import QObject\nclass Bad(QObject):\n    raise ValueError\n")
        except ValueError as error:
            problems.append(error)

    worker = thread(work)
    qtbot.waitUntil(lambda: bool(problems))
    worker.join()


def test_nobody_waits_for_a_window_that_waits_itself(standstill: Standstill) -> None:
    found: list[type] = []
    worker = thread(lambda: found.append(run(QT)["Made"]))
    with standstill.idle():
        worker.join()
    assert found


def test_a_window_that_waits_for_the_module_is_not_waited_for(
    standstill: Standstill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_beside.py").write_text("import threading\nbegun.set()\n" + QT, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    begun = threading.Event()
    monkeypatch.setattr("builtins.begun", begun, raising=False)
    worker = thread(lambda: importlib.import_module("made_beside"))
    begun.wait()
    module = importlib.import_module("made_beside")
    worker.join()
    monkeypatch.delitem(sys.modules, "made_beside")
    assert issubclass(module.Made, QObject)


def test_work_that_makes_classes_ends_when_the_window_closes(qtbot: QtBot) -> None:
    found: list[type] = []
    tasks = Tasks()
    tasks.query(QObject(), lambda _: found.append(run(QT)["Made"]))
    tasks.close()
    tasks.deleteLater()
    assert len(found) <= 1
    assert issubclass(run(QT)["Made"], QObject)
