"""A contract's length, annual value and decision date."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from fractions import Fraction

DEFAULT_NOTICE_DAYS = 30

_ONE_DAY = timedelta(days=1)


def whole_months(start: date, end: date) -> int | None:
    """Months of the term ``[start, end]`` (both days included), or None when it is no whole number.

    The term is whole months when the day after the end has the start's day of the month; a start on
    the 29th–31st falls to a shorter month's last day (domain.md, section 1, annual value).
    """
    after = end + _ONE_DAY
    months = (after.year - start.year) * 12 + after.month - start.month
    if months < 1:
        return None
    if after.day == start.day:
        return months
    # Asked for once per contract of the book, and only here the calendar's answer takes long.
    short = after.day < start.day and after.day == calendar.monthrange(after.year, after.month)[1]
    return months if short else None


def annual_value(amount_fen: int, start: date, end: date) -> Fraction:
    """The annual value in fen: amount × 12 / months for whole months, else amount × 365 / days."""
    return Fraction(*annual_ratio(amount_fen, start, end))


def annual_ratio(amount_fen: int, start: date, end: date) -> tuple[int, int]:
    """The same as a numerator and a denominator, not reduced."""
    months = whole_months(start, end)
    if months == 12:
        return amount_fen, 1
    if months is not None:
        return amount_fen * 12, months
    return amount_fen * 365, (end - start).days + 1


def decision_day(end: date, auto_renewal: bool, notice_days: int | None) -> date:
    """The day that counts: the end, or for auto-renewal the end less the notice (30 days by default)."""
    if not auto_renewal:
        return end
    return end - timedelta(days=DEFAULT_NOTICE_DAYS if notice_days is None else notice_days)
