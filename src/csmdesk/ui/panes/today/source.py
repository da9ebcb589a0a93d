"""What the pane Today works with: a service is made when it is first asked for, which loads libraries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from csmdesk.services.account_edits import AccountEdits
    from csmdesk.services.contract_calendar import CalendarData
    from csmdesk.services.todos import Todos


@dataclass(frozen=True)
class TodaySource:
    """``todos`` and ``edits`` may be asked from any thread, ``contracts`` and ``has_accounts`` read the book.

    ``has_accounts`` says whether there is anything to work with yet. ``opens`` are the kinds of objects that
    another pane shows.
    """

    todos: Callable[[], Todos]
    edits: Callable[[], AccountEdits]
    contracts: Callable[[str, date | None], CalendarData]
    has_accounts: Callable[[], bool]
    opens: frozenset[str]
    read_only: Callable[[], Text | None]


@dataclass(frozen=True)
class TodayTools:
    """What every part of the pane works with."""

    theme: Theme
    tasks: Tasks
    source: TodaySource
    language: Language

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; '' when everything can."""
        why = self.source.read_only()
        return "" if why is None else why.to(self.language)

    def change(
        self,
        owner: QObject,
        change: Callable[[], Changes],
        done: Callable[[Changes], None],
        failed: Callable[[Problem], None],
    ) -> None:
        """Change the book beside the window; ``done`` gets what changed."""
        self.tasks.command(owner, lambda _: change(), done, failed=failed)
