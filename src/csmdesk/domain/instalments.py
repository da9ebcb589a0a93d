"""An amount in equal parts, one every so many months."""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

from csmdesk.domain.period import month_start


class Instalment(NamedTuple):
    """One part: in fen, and when it is due."""

    amount_fen: int
    due_day: date


def instalments(amount_fen: int, count: int, first: date, months: int) -> list[Instalment]:
    """``amount_fen`` in ``count`` parts; fen that cannot be shared are in the first ones.

    A part falls on the day of the month of ``first``, or on the last day of a shorter month.
    """
    each, more = divmod(amount_fen, count)
    return [Instalment(each + (n < more), months_after(first, n * months)) for n in range(count)]


def months_after(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or the last day of a shorter month."""
    start = month_start(day, months)
    return start.replace(day=min(day.day, calendar.monthrange(start.year, start.month)[1]))
