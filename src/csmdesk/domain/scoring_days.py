"""On which days computed health dimensions are scored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from csmdesk.domain.health import Rhythm

_DAY = timedelta(days=1)
_SUNDAY = 7


def is_scoring_day(day: date, rhythm: Rhythm) -> bool:
    """True for each day; for Sundays and the last days of months; or for the latter only."""
    if rhythm is Rhythm.DAILY or (day + _DAY).day == 1:
        return True
    return rhythm is Rhythm.WEEKLY and day.isoweekday() == _SUNDAY


def scoring_days(first: date, last: date, rhythm: Rhythm) -> Iterator[date]:
    """The scoring days from ``first`` to ``last``, in order."""
    day = first
    while day <= last:
        step = 1
        if is_scoring_day(day, rhythm):
            yield day
        elif rhythm is Rhythm.MONTHLY:
            # The month's last day is never nearer than this.
            step = max(1, 27 - day.day)
        day += step * _DAY


def last_scoring_day(by: date, rhythm: Rhythm) -> date:
    """The newest scoring day by ``by``."""
    day = by
    while not is_scoring_day(day, rhythm):
        day -= _DAY
    return day
