"""What every part of a pane works with: look, work beside the window, the pane's services, language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme

S = TypeVar("S")


@dataclass(frozen=True)
class PartTools(Generic[S]):
    """``source`` are the services that the pane reads and changes the book with."""

    theme: Theme
    tasks: Tasks
    source: S
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
