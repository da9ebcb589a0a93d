"""What the calendar pane works with: a service is made when it is first asked for, which loads libraries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csmdesk.domain.text import Text

if TYPE_CHECKING:
    from csmdesk.reports.subscribed_calendar import SubscribedCalendar
    from csmdesk.services.contract_calendar import CalendarData
    from csmdesk.ui.panes.calendar.source import TrackSource

SOON = 30
"""Days ahead in which a decision counts as due: the first column of the risk matrix, and what has passed."""


@dataclass(frozen=True)
class CalendarSource:
    """The services of one book, each made once.

    ``track`` has what the right side needs, and with it calendar and renewals; ask for it beside the window,
    as making it loads what counts. ``account_of`` is the account of a contract, if there is one. ``kept`` and
    ``keep`` remember in the book how it was left, ``read_only`` says why nothing can be changed.
    """

    track: Callable[[], TrackSource]
    subscribed: Callable[[], SubscribedCalendar]
    account_of: Callable[[int], int | None]
    kept: Callable[[], str]
    keep: Callable[[str], None]
    read_only: Callable[[], Text | None]


def due(data: CalendarData) -> int:
    """The open contracts whose decision has passed or is at most ``SOON`` days ahead, monthly ones apart."""
    return sum(row.outcome == "open" and not row.monthly and row.days <= SOON for row in data.rows)
