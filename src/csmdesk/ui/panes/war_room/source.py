"""What the war room works with: the services of one book, theme, tasks and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from csmdesk.domain.changes import Changes
from csmdesk.domain.period import today
from csmdesk.domain.text import Language
from csmdesk.services.escalations import Escalations
from csmdesk.services.kept_state import KeptState
from csmdesk.services.standups import Standups
from csmdesk.services.war_board import WarBoard
from csmdesk.services.war_rooms import WarRooms
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme


@dataclass(frozen=True)
class WarSource:
    """The services that the war room reads and changes the book with; ``today`` is the user's day.

    ``clock`` keeps the stand-up's clock over restarts.
    """

    rooms: WarRooms
    board: WarBoard
    standups: Standups
    escalations: Escalations
    clock: KeptState
    today: Callable[[], date] = today


@dataclass(frozen=True)
class WarTools:
    """What every part of the war room works with."""

    theme: Theme
    tasks: Tasks
    source: WarSource
    language: Language

    def change(
        self,
        owner: QObject,
        change: Callable[[], Changes],
        done: str,
        say: Callable[[str, bool], None],
        *,
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Change the book beside the window; ``say`` gets ``done`` with the offer to undo when it has."""

        def finish(changes: Changes) -> None:
            if not changes.empty:
                say(done, True)

        self.tasks.command(owner, lambda _: change(), finish, failed=failed)
