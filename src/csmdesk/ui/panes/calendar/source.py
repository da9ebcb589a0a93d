"""What the right side of the calendar works with: the services of one book, theme, tasks and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from csmdesk.domain.changes import Changes
from csmdesk.domain.period import today
from csmdesk.domain.text import Language
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.path_to_target import Paths
from csmdesk.services.quotes import Quotes
from csmdesk.services.renewal_links import RenewalLinks
from csmdesk.services.renewal_money import RenewalMoney
from csmdesk.services.renewals import Renewals
from csmdesk.services.workshops import Workshops
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme


@dataclass(frozen=True)
class TrackSource:
    """The services that a contract's track reads and changes the book with; ``today`` is the user's day."""

    calendar: ContractCalendar
    renewals: Renewals
    workshops: Workshops
    money: RenewalMoney
    links: RenewalLinks
    quotes: Quotes
    paths: Paths
    today: Callable[[], date] = today


@dataclass(frozen=True)
class TrackTools:
    """What every part of the track works with."""

    theme: Theme
    tasks: Tasks
    source: TrackSource
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
