"""What the sections of the settings ask for: changes one after the other, reading beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.ui.tasks import Job, Problem, Tasks

T = TypeVar("T")

Say = Callable[[str], None]
"""Takes a sentence for the user."""


class SettingsWork(QObject):
    """``settled`` follows every change, also one that changed nothing; ``said`` is a sentence for the user.

    Whoever asks is the ``owner``: what comes for one that is gone by then is dropped.
    """

    settled = Signal()
    said = Signal(str, bool)

    def __init__(self, tasks: Tasks, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.language: Language = language

    def change(
        self,
        owner: QObject,
        change: Callable[[], Changes],
        refuse: Say,
        done: Callable[[], None] | None = None,
    ) -> None:
        """Change the book; ``refuse`` gets the sentence when what was typed cannot be taken."""

        def work(_: Job) -> Changes:
            return change()

        def arrived(_: Changes) -> None:
            if done is not None:
                done()
            self.settled.emit()

        self._tasks.command(owner, work, arrived, failed=self._refusal(refuse))

    def read(
        self,
        owner: QObject,
        read: Callable[[], T],
        done: Callable[[T], None],
        *,
        slot: str,
        refuse: Say | None = None,
    ) -> Job:
        """Read in the background; a newer question of the same owner and slot replaces this one."""
        failed = None if refuse is None else self._refusal(refuse)
        return self._tasks.query(owner, lambda _: read(), done, slot=slot, failed=failed)

    def keep(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        name: str,
        refuse: Say | None = None,
    ) -> None:
        """Work on keys or backups; the status line shows ``name`` while it runs.

        A refusal is said by ``refuse``, or else by the window.
        """
        failed = None if refuse is None else self._refusal(refuse)
        self._tasks.query(owner, lambda _: work(), done, name=name, failed=failed)

    def _refusal(self, refuse: Say) -> Callable[[Problem], None]:
        def failed(problem: Problem) -> None:
            refuse(problem.text.to(self.language))

        return failed
