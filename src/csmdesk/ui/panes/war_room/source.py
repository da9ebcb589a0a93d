"""What the war room works with: the services of one book, theme, tasks and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from csmdesk.domain.period import today
from csmdesk.services.escalations import Escalations
from csmdesk.services.kept_state import KeptState
from csmdesk.services.standups import Standups
from csmdesk.services.war_board import WarBoard
from csmdesk.services.war_rooms import WarRooms
from csmdesk.ui.panes.part_tools import PartTools


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
class WarTools(PartTools[WarSource]):
    """What every part of the war room works with."""
