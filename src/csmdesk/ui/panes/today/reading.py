"""What the pane shows and how it stays true: read beside the window after every change of the book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.services.today_view import TodayData, Todo, TodoKey
    from csmdesk.ui.panes.today.source import TodayTools

_NOT_SHOWN = frozenset(
    {
        *("review_texts", "review_versions", "review_figures", "mappings", "import_batches"),
        *("quotes", "task_items", "task_comments", "suggestions", "requests", "peer_figures"),
    }
)
"""Tables whose changes leave Today as it is."""


class Reading(QObject):
    """``counted``: there is newer data. What is being done is left out until the book says so itself."""

    counted = Signal()

    def __init__(self, tools: TodayTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._going: frozenset[TodoKey] = frozenset()
        self.period = ""
        self.as_of: date | None = None
        self.data: TodayData | None = None
        self.new_book = False
        """True while the book has no accounts."""

    def set_period(self, period: str, as_of: date | None) -> None:
        """Show another day."""
        self.period, self.as_of = period, as_of
        self.read()

    def refresh(self, changes: Changes) -> None:
        """Read again when something has changed that is shown."""
        if not set(changes.ids) | changes.whole <= _NOT_SHOWN:
            self.read()

    def read(self) -> None:
        """Read everything; what is shown stays until then."""
        if not self.period:
            return
        tools, period, as_of = self._tools, self.period, self.as_of

        def work(job: Job) -> tuple[TodayData, bool]:
            import csmdesk.ui.panes.today.side  # noqa: F401 - loaded here, not in the window's thread

            todos = tools.source.todos()
            job.check()
            return todos.data(period, as_of, tools.language), not tools.source.has_accounts()

        tools.tasks.query(self, work, self._take, slot="today")

    def _take(self, found: tuple[TodayData, bool]) -> None:
        self.data, self.new_book = found
        self._going = frozenset()
        self.counted.emit()

    # --- what is about to go --------------------------------------------------------------------------------

    def hide(self, keys: Iterable[TodoKey]) -> None:
        """Leave to-dos out at once: they are being ticked off or put off."""
        self._going |= frozenset(keys)
        self.counted.emit()

    def show_again(self) -> None:
        """Show what was left out: it could not be done."""
        self._going = frozenset()
        self.counted.emit()

    @property
    def todos(self) -> tuple[Todo, ...]:
        """The to-dos that are shown."""
        held = () if self.data is None else self.data.todos
        return tuple(todo for todo in held if todo.key not in self._going)

    @property
    def done(self) -> tuple[Todo, ...]:
        """Those that were ticked off by hand today."""
        held = () if self.data is None else self.data.done
        return tuple(todo for todo in held if todo.key not in self._going)
