"""What the pane 计划与指标 works with, made once a book."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.storage.book import Book
from csmdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from csmdesk.services.accounts import Accounts
    from csmdesk.services.goals import Goals
    from csmdesk.services.health_model import HealthModels
    from csmdesk.services.measures import Measures
    from csmdesk.services.year_plan import YearPlan
    from csmdesk.ui.panes.plan.source import PlanSource


class PlanServices(QObject):
    """The services of one book; each is made when it is first asked for, which loads what counts.

    It hears of every change before the window does, so that what is counted then is of the book as it is. It
    goes with the panes that hold it.
    """

    def __init__(self, book: Book, tasks: Tasks) -> None:
        super().__init__()
        self._book = book
        self._lock = threading.Lock()
        self._measures: Measures | None = None
        self._accounts: Accounts | None = None
        self._goals: Goals | None = None
        self._year: YearPlan | None = None
        self._health: HealthModels | None = None
        tasks.changed.connect(self._forget)

    def _forget(self, changes: Changes) -> None:
        if self._accounts is not None:
            self._accounts.forget(changes)
        if self._measures is not None:
            self._measures.forget(changes)
        if self._health is not None:
            self._health.forget()
        if self._year is not None:
            self._year.forget(changes)

    def measures(self) -> Measures:
        """Every metric of the registry; may be asked from any thread."""
        with self._lock:
            if self._measures is None:
                from csmdesk.services.measures import Measures

                self._measures = Measures(self._book)
            return self._measures

    def goals(self) -> Goals:
        """The targets; may be asked from any thread."""
        with self._lock:
            if self._goals is None:
                from csmdesk.services.accounts import Accounts
                from csmdesk.services.goals import Goals

                self._accounts = Accounts(self._book)
                self._goals = Goals(self._book, self._accounts)
            return self._goals

    def year(self) -> YearPlan:
        """The plan of a year; may be asked from any thread."""
        with self._lock:
            if self._year is None:
                from csmdesk.services.year_plan import YearPlan

                self._year = YearPlan(self._book)
            return self._year

    def health(self) -> HealthModels:
        """The health model; may be asked from any thread."""
        with self._lock:
            if self._health is None:
                from csmdesk.services.health_model import HealthModels

                self._health = HealthModels(self._book)
            return self._health

    def source(self) -> PlanSource:
        """What the pane works with."""
        from csmdesk.ui.panes.plan.source import PlanSource

        return PlanSource(
            measures=self.measures,
            goals=self.goals,
            year=self.year,
            health=self.health,
            read_only=self._read_only,
        )

    def _read_only(self) -> Text | None:
        return self._book.read_only
