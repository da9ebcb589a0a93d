"""Birthdays: kept as days, where the year may be unknown."""

from __future__ import annotations

from datetime import date

from csmdesk.domain.dates import day_of
from csmdesk.domain.natural_day import natural_day

UNKNOWN_YEAR = 4
"""The year of a birthday of which only month and day are known: a leap year, so that 29 February is one."""


_SEEN_FROM = (date(2000, 12, 31), date(2096, 11, 15))


def read_birthday(typed: str, today: date) -> date | None:
    """The birthday that ``typed`` says, with its year or without (06-20, 6月20日); None when it says none."""
    # What is a day from wherever it is seen has its year; what keeps month and day is without one; 昨天 and
    # 20号 change with the day on which they are said, and are nobody's birthday.
    first, second = (natural_day(typed, seen) for seen in _SEEN_FROM)
    if first is None or second is None or (first.month, first.day) != (second.month, second.day):
        return None
    if first != second:
        return first.replace(year=UNKNOWN_YEAR)
    return first if first <= today else None


def birthday_text(day: date | None) -> str:
    """As a form shows it: 1978-02-23, or 02-23 without a year; '' for none."""
    if day is None:
        return ""
    return f"{day:%m-%d}" if day.year == UNKNOWN_YEAR else day.isoformat()


def next_birthday(birthday: date, today: date) -> date:
    """The next one, today included; 29 February is kept on the 28th in other years."""
    for year in (today.year, today.year + 1):
        day = day_of(year, birthday.month, birthday.day) or date(year, 2, 28)
        if day >= today:
            return day
    raise AssertionError("a birthday comes every year")
