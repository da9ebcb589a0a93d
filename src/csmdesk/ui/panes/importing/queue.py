"""What is asked of the import desk: one thing after the other, beside the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from csmdesk.ui.tasks import Job, Problem, Tasks


class Ask(NamedTuple):
    """One thing to do: ``work`` beside the window, ``done`` with its result in the window's thread.

    ``name`` is seen in the status line. A ``key`` that begins with ``=`` is of something that is looked at:
    a later one replaces one that has not begun.
    """

    work: Callable[[Job], Any]
    done: Callable[[Any], None]
    name: str
    key: str


class DeskQueue(QObject):
    """Runs what is asked for in the order in which it was asked.

    The desk takes one step at a time anyway; two of them in two threads could change places. ``stopped(key)``
    comes when the user stopped one, ``failed(key)`` when one could not be done, after the window has been
    told.
    """

    busy_changed = Signal()
    progressed = Signal()
    stopped = Signal(str)
    failed = Signal(str)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._waiting: deque[Ask] = deque()
        self._now: Ask | None = None
        self.job: Job | None = None
        # After the tasks themselves: what a job gave has been delivered by then.
        tasks.arrived.connect(self._arrived)
        tasks.progressed.connect(self._progressed)

    @property
    def key(self) -> str:
        """What is under way; '' for nothing."""
        return "" if self._now is None else self._now.key

    @property
    def name(self) -> str:
        """What is under way, in words."""
        return "" if self._now is None else self._now.name

    @property
    def busy(self) -> bool:
        """True while anything is under way or waits."""
        return self._now is not None or bool(self._waiting)

    def ask(
        self, work: Callable[[Job], Any], done: Callable[[Any], None], *, key: str, name: str = ""
    ) -> None:
        """Do ``work`` when everything before it has been done."""
        for held in tuple(self._waiting):
            if held.key == key and key.startswith("="):
                self._waiting.remove(held)
        self._waiting.append(Ask(work, done, name, key))
        if self._now is None:
            self._next()

    def stop(self) -> None:
        """Stop what is under way and forget what waits."""
        self._waiting.clear()
        if self.job is not None:
            self.job.cancel()

    def _next(self) -> None:
        if self._waiting:
            ask = self._now = self._waiting.popleft()
            self.job = self._tasks.query(self, ask.work, ask.done, failed=self._refuse, name=ask.name)
        self.busy_changed.emit()

    def _refuse(self, problem: Problem) -> None:
        # What was to come after it was meant for what did not come about.
        self._waiting.clear()
        self._tasks.failed.emit(problem)
        if self._now is not None:
            self.failed.emit(self._now.key)

    def _arrived(self, job: Job) -> None:
        if job is not self.job or self._now is None:
            return
        key = self._now.key
        self._now = self.job = None
        if job.cancelled:
            self._waiting.clear()
            self.stopped.emit(key)
        self._next()

    def _progressed(self) -> None:
        if self.job is not None:
            self.progressed.emit()
