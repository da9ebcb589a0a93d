"""Work beside the window: results, errors, order, replacing, and the end."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.ui.tasks import Job, Problem, Tasks


def wait(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: not tasks.busy, timeout=5000)


def refuse(_: Job) -> None:
    raise UserError(Text("没有这本书。", "No such book."))


def test_a_result_arrives_in_the_window_thread(qtbot: QtBot, tasks: Tasks) -> None:
    owner, found = QObject(), []
    tasks.query(
        owner,
        lambda _: threading.get_ident(),
        lambda worker: found.append((worker, QThread.currentThread() is tasks.thread())),
    )
    wait(qtbot, tasks)
    assert len(found) == 1
    worker, in_window = found[0]
    assert worker != threading.get_ident()
    assert in_window


def test_a_users_problem_goes_to_the_one_place(qtbot: QtBot, tasks: Tasks) -> None:
    owner, seen = QObject(), list[Problem]()
    tasks.failed.connect(seen.append)
    tasks.query(owner, refuse)
    wait(qtbot, tasks)
    assert [(p.text.zh, p.bug) for p in seen] == [("没有这本书。", False)]


def test_a_job_may_take_its_own_problem(qtbot: QtBot, tasks: Tasks) -> None:
    owner, common, own = QObject(), list[Problem](), list[Problem]()
    tasks.failed.connect(common.append)
    tasks.query(owner, refuse, failed=own.append)
    wait(qtbot, tasks)
    assert len(own) == 1
    assert not common


def test_a_bug_is_logged_and_told_without_its_details(
    qtbot: QtBot, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    owner, seen = QObject(), list[Problem]()
    tasks.failed.connect(seen.append)
    with caplog.at_level(logging.ERROR):
        tasks.query(owner, lambda _: dict[str, int]()["岚图家居"])
        wait(qtbot, tasks)
    assert seen[0].bug
    assert "岚图家居" not in seen[0].text.zh
    assert caplog.records


def test_a_newer_job_of_a_slot_replaces_the_one_before(qtbot: QtBot, tasks: Tasks) -> None:
    owner, found, gate = QObject(), list[int](), threading.Event()

    def slow(_: Job) -> int:
        gate.wait(5)
        return 1

    first = tasks.query(owner, slow, found.append, slot="detail")
    tasks.query(owner, lambda _: 2, found.append, slot="detail")
    gate.set()
    wait(qtbot, tasks)
    assert first.cancelled
    assert found == [2]


def test_commands_run_one_after_the_other(qtbot: QtBot, tasks: Tasks) -> None:
    owner, order = QObject(), list[int]()
    running = threading.Lock()

    def work(number: int) -> Callable[[Job], None]:
        def write(_: Job) -> None:
            assert running.acquire(blocking=False)
            order.append(number)
            running.release()

        return write

    for number in range(20):
        tasks.command(owner, work(number))
    wait(qtbot, tasks)
    assert order == list(range(20))


def test_changes_are_announced_even_when_nobody_waits(qtbot: QtBot, tasks: Tasks) -> None:
    changes = Changes({"accounts": frozenset({1})})
    started, gate = threading.Event(), threading.Event()

    def write(_: Job) -> Changes:
        started.set()
        gate.wait(5)
        return changes

    with qtbot.waitSignal(tasks.changed) as told:
        job = tasks.command(QObject(), write)
        started.wait(5)
        job.cancel()
        gate.set()
    assert told.args == [changes]


def test_no_change_is_not_announced(qtbot: QtBot, tasks: Tasks) -> None:
    with qtbot.assertNotEmitted(tasks.changed):
        tasks.command(QObject(), lambda _: Changes())
        wait(qtbot, tasks)


def test_a_result_for_a_deleted_owner_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    owner, found, gate = QObject(), list[object](), threading.Event()
    tasks.query(owner, lambda _: gate.wait(5), found.append)
    shiboken6.delete(owner)
    gate.set()
    wait(qtbot, tasks)
    assert not found


def test_progress_and_stop(qtbot: QtBot, tasks: Tasks) -> None:
    owner, found, started = QObject(), list[object](), threading.Event()

    def work(job: Job) -> int:
        done = 0
        while True:
            job.progress(done % 10, 10)
            started.set()
            done += 1

    job = tasks.query(owner, work, found.append, name="导入")
    started.wait(5)
    assert [j.name for j in tasks.running] == ["导入"]
    assert job.total == 10
    with qtbot.waitSignal(tasks.running_changed):
        job.cancel()
    wait(qtbot, tasks)
    assert not found
    assert not tasks.running


def test_held_work_waits_for_its_release(qtbot: QtBot) -> None:
    tasks = Tasks(held=True)
    owner, found = QObject(), list[int]()
    tasks.query(owner, lambda _: 1, found.append)
    qtbot.wait(30)
    assert not found
    tasks.release()
    wait(qtbot, tasks)
    assert found == [1]
    tasks.close()


def test_closing_waits_and_drops(qtbot: QtBot) -> None:
    tasks = Tasks()
    owner, found = QObject(), list[object]()
    started, ended = threading.Event(), threading.Event()

    def work(job: Job) -> None:
        started.set()
        while not job.cancelled:
            pass
        ended.set()

    tasks.query(owner, work, found.append)
    started.wait(5)
    tasks.close()
    assert ended.is_set()
    assert tasks.query(owner, lambda _: 1, found.append).cancelled
    qtbot.wait(10)
    assert not found


def test_the_collector_runs_in_the_window_thread_only(qtbot: QtBot) -> None:
    assert gc.isenabled()
    tasks = Tasks()
    assert not gc.isenabled()
    dying: list[int] = []

    class Ring(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.ring = self

        def __del__(self) -> None:
            dying.append(threading.get_ident())

    Ring()
    more: list[list[int]] = []
    tasks.query(QObject(), lambda _: more.extend([[] for _ in range(30_000)]))
    wait(qtbot, tasks)
    assert not dying
    tasks._collect()
    assert dying == [threading.get_ident()]
    tasks.close()
    tasks.close()
    assert gc.isenabled()


def test_libraries_load_beside_the_window(
    qtbot: QtBot, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    tasks.preload(["csmdesk.ui.tasks", "no_such_library_at_all"])
    qtbot.waitUntil(lambda: not tasks.loading)
    gc.unfreeze()
    assert "no_such_library_at_all" in caplog.text


def test_libraries_after_the_first_wait_for_the_jobs_under_way(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csmdesk.ui.tasks._PATIENCE", 60.0)
    names = ["first_library", "second_library", "third_library"]
    loaded: list[str] = []
    monkeypatch.setattr("csmdesk.ui.tasks.importlib.import_module", loaded.append)
    ended = threading.Event()
    tasks.query(QObject(), lambda _: ended.wait(30))
    tasks.preload(names)
    qtbot.waitUntil(lambda: bool(loaded))
    assert loaded == names[:1]
    ended.set()
    qtbot.waitUntil(lambda: not tasks.loading)
    gc.unfreeze()
    assert loaded == names
