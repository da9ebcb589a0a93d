"""What the right side of the calendar works with: the services of one book, theme, tasks and language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from csmdesk.domain.period import today
from csmdesk.services.contract_calendar import ContractCalendar
from csmdesk.services.path_to_target import Paths
from csmdesk.services.quotes import Quotes
from csmdesk.services.renewal_links import RenewalLinks
from csmdesk.services.renewal_money import RenewalMoney
from csmdesk.services.renewals import Renewals
from csmdesk.services.workshops import Workshops
from csmdesk.ui.panes.part_tools import PartTools


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
class TrackTools(PartTools[TrackSource]):
    """What every part of the track works with."""
