"""Work beside the window: reading, writing and loading libraries without holding up the event loop.

``Tasks.query`` runs a function that reads, ``Tasks.command`` one that changes the book. Both call it with a
``Job`` in a thread of a pool and deliver the result, or the problem, in the GUI thread:

    tasks.query(self, lambda job: services.accounts.detail(book, account_id), self._show, slot="detail")

- A new job of the same owner and ``slot`` replaces the one before, whose result is dropped.
- Results for an owner that has been deleted are dropped.
- Commands run one after the other. A ``Changes`` that a command returns is announced by ``changed``.
- A problem goes to the job's own ``failed``, else to the one signal ``Tasks.failed``.
- ``Job.progress`` may be called from the work as often as it likes; ``Job.check`` raises ``Cancelled``.

The signals belong to ``Tasks``, which lives as long as the window; a job never owns a signal.

While there is a ``Tasks``, Python's garbage collector runs in the GUI thread only, on a timer. Left alone it
runs in whichever thread allocates, and a widget that it finds in a ring of references is then destroyed in a
thread of the pool, which ends the process. Classes of Qt, too, are made in other threads only while the GUI
thread stands still (``standstill``).
"""

from __future__ import annotations

import gc
import importlib
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text

if TYPE_CHECKING:
    from csmdesk.ui.standstill import Standstill

T = TypeVar("T")

_log = logging.getLogger(__name__)

_PROGRESS_EVERY = 0.05  # seconds

_MOMENT = 0.03
"""Seconds between two libraries, in which the window does what has come meanwhile."""
_PATIENCE = 2.0
"""Seconds for which a library waits at most for the jobs under way."""

_COLLECT_EVERY = 5_000  # milliseconds
_COLLECT_FROM = 2_000
"""New objects from which it is worth while to look for rings among them."""
_COLLECT_ALL = 60
"""Every so many times, the old objects are looked through as well."""
_MANY = 50_000
"""When a job has made so many objects, they are data without rings: the collector leaves them alone."""
_BUG = Text(
    "程序出错，操作没有完成，客户书未受影响。详情在日志里。",
    "Something went wrong in csmdesk; nothing was done. The log has the details.",
)


class Cancelled(Exception):
    """The user, or a newer job in the same slot, stopped this one."""


class Problem:
    """What went wrong: a sentence for the user, and whether it is a bug of ours."""

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.bug = not isinstance(error, UserError)
        self.text = error.text if isinstance(error, UserError) else _BUG


class Job:
    """One piece of work under way; its public methods may be called from any thread."""

    def __init__(self, tasks: Tasks, owner: QObject, name: str, slot: str) -> None:
        self.name = name
        self.slot = slot
        self.done = 0
        self.total = 0
        self._tasks = tasks
        self._stop = threading.Event()
        self._last = 0.0
        # What may hold widgets is let go in the GUI thread only (``_release``), where widgets may die.
        self._owner: QObject | None = owner
        self._owner_id = id(owner)
        self._work: Callable[[Job], Any] | None = None
        self._then: Callable[[Any], None] | None = None
        self._failed: Callable[[Problem], None] | None = None
        self._result: Any = None
        self._problem: Problem | None = None

    @property
    def cancelled(self) -> bool:
        """True once somebody asked it to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; its result will not be delivered."""
        self._stop.set()

    def check(self) -> None:
        """Raise Cancelled when the work should stop."""
        if self._stop.is_set():
            raise Cancelled

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is; raises Cancelled when it should stop."""
        self.check()
        now = time.monotonic()
        if now - self._last >= _PROGRESS_EVERY or done >= total:
            self._last = now
            self.done, self.total = done, total
            self._tasks.progressed.emit()

    def _run(self) -> None:
        try:
            self.check()
            assert self._work is not None
            self._result = self._work(self)
        except Cancelled:
            self.cancel()
        except BaseException as error:  # noqa: BLE001 - the one place where every error of the work arrives
            self._problem = Problem(error)
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        self._tasks.arrived.emit(self)

    def _release(self) -> None:
        self._owner = self._work = self._then = self._failed = self._result = self._problem = None


class Tasks(QObject):
    """Runs jobs and brings their results to the GUI thread. Make it there; ``close`` it before the book."""

    arrived = Signal(object)
    progressed = Signal()
    failed = Signal(object)  # Problem
    changed = Signal(object)  # Changes
    running_changed = Signal()

    _open = 0
    _standstill: Standstill | None = None
    """One for all: classes are made for the whole process."""

    def __init__(self, parent: QObject | None = None, *, held: bool = False) -> None:
        """``held`` work waits for ``release``, which the window calls after its first paint."""
        super().__init__(parent)
        self._held: list[tuple[QThreadPool, Job]] | None = [] if held else None
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(3)
        self._writer = QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._jobs: list[Job] = []
        self._slots: dict[tuple[int, str], Job] = {}
        self._closed = False
        self._loader: threading.Thread | None = None
        self._ending = threading.Event()
        self._collected = 0
        self._collector = QTimer(self)
        self._collector.setInterval(_COLLECT_EVERY)
        self._collector.timeout.connect(self._collect)
        self._collector.start()
        Tasks._open += 1
        gc.disable()
        self.arrived.connect(self._deliver)
        if not held:
            self._make_classes()

    @staticmethod
    def _make_classes() -> None:
        # Nothing runs in another thread before this, and the first paint needs no thread.
        from csmdesk.ui.qt_classes import make_classes
        from csmdesk.ui.standstill import Standstill

        make_classes()
        if Tasks._standstill is None:
            Tasks._standstill = Standstill()
            Tasks._standstill.begin()

    # --- starting -------------------------------------------------------------------------------------------

    def query(
        self,
        owner: QObject,
        work: Callable[[Job], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[Problem], None] | None = None,
        slot: str = "",
        name: str = "",
    ) -> Job:
        """Read in the background. ``name`` is shown in the status line while it runs; '' shows nothing."""
        return self._start(self._readers, owner, work, done, failed, slot, name)

    def command(
        self,
        owner: QObject,
        work: Callable[[Job], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[Problem], None] | None = None,
        slot: str = "",
        name: str = "",
    ) -> Job:
        """Change the book in the background, after all commands before it."""
        return self._start(self._writer, owner, work, done, failed, slot, name)

    def _start(
        self,
        pool: QThreadPool,
        owner: QObject,
        work: Callable[[Job], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Problem], None] | None,
        slot: str,
        name: str,
    ) -> Job:
        job = Job(self, owner, name, slot)
        if self._closed:
            job.cancel()
            return job
        if slot:
            before = self._slots.get((id(owner), slot))
            if before is not None:
                before.cancel()
            self._slots[id(owner), slot] = job
        job._work, job._then, job._failed = work, cast("Callable[[Any], None] | None", done), failed
        self._jobs.append(job)
        if self._held is None:
            pool.start(job._run)
        else:
            self._held.append((pool, job))
        if name:
            self.running_changed.emit()
        return job

    def release(self) -> None:
        """Start what has been held back, and hold nothing back from now on."""
        self._make_classes()
        held, self._held = self._held, None
        for pool, job in held or ():
            pool.start(job._run)

    # --- arriving -------------------------------------------------------------------------------------------

    def _deliver(self, job: Job) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        if job.slot and self._slots.get((job._owner_id, job.slot)) is job:
            del self._slots[job._owner_id, job.slot]
        owner, then, failed, result, problem = job._owner, job._then, job._failed, job._result, job._problem
        job._release()
        if job.name:
            self.running_changed.emit()
        # A change that has been made is announced even when nobody waits for the result any more.
        if isinstance(result, Changes) and not result.empty:
            self.changed.emit(result)
        if problem is not None and problem.bug:
            _log.error("background work failed", exc_info=problem.error)
        if job.cancelled or owner is None or not isValid(owner):
            return
        if problem is None:
            if then is not None:
                then(result)
        elif failed is not None:
            failed(problem)
        else:
            self.failed.emit(problem)

    # --- state ----------------------------------------------------------------------------------------------

    @property
    def running(self) -> list[Job]:
        """The named jobs under way, oldest first."""
        return [job for job in self._jobs if job.name and not job.cancelled]

    @property
    def busy(self) -> bool:
        """True while any job has not been delivered."""
        return bool(self._jobs)

    def close(self) -> None:
        """Stop taking work, ask what runs to stop and wait for it; results that come now are dropped."""
        if self._closed:
            return
        self._closed = True
        self._ending.set()
        self._collector.stop()
        self._held = []
        for job in self._jobs:
            job.cancel()
        with Tasks._standstill.idle() if Tasks._standstill is not None else nullcontext():
            self._readers.waitForDone()
            self._writer.waitForDone()
            if self._loader is not None:
                self._loader.join()
                self._loader = None
        for job in self._jobs:
            job._release()
        self._jobs.clear()
        self._slots.clear()
        Tasks._open -= 1
        if not Tasks._open:
            gc.enable()
            if Tasks._standstill is not None:
                Tasks._standstill.end()
                Tasks._standstill = None

    def _collect(self) -> None:
        if self._jobs:
            # What a job is making would be looked through as well, in the window's thread.
            return
        self._collected += 1
        if self._collected % _COLLECT_ALL == 0:
            gc.collect()
        elif gc.get_count()[0] > _COLLECT_FROM:
            gc.collect(1)

    # --- libraries ------------------------------------------------------------------------------------------

    def preload(self, modules: Iterable[str]) -> None:
        """Import heavy libraries in a thread, after the first paint, so that their first use does not wait.

        The first comes at once, the others one by one whenever no job is under way: what is being read for
        the window goes before them. What has been loaded stays: the collector need never look at it again.
        """
        names = tuple(modules)
        if self._closed or self._loader is not None:
            return
        self._loader = threading.Thread(target=self._load, args=(names,), name="preload", daemon=True)
        self._loader.start()

    @property
    def loading(self) -> bool:
        """True while the libraries are being loaded."""
        return self._loader is not None and self._loader.is_alive()

    def _load(self, names: tuple[str, ...]) -> None:
        for place, name in enumerate(names):
            if place and name not in sys.modules:
                self._wait_for_quiet()
            if self._closed:
                return
            try:
                importlib.import_module(name)
            except ImportError as error:
                _log.warning("cannot load %s: %s", name, error)
        gc.freeze()

    def _wait_for_quiet(self) -> None:
        """Return when no job is under way, or when that has taken too long, or at the end."""
        limit = time.monotonic() + _PATIENCE
        while not self._ending.wait(_MOMENT) and self._jobs and time.monotonic() < limit:
            pass
