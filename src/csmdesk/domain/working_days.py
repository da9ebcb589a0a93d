"""Which days are worked: Monday to Friday, without public holidays, with the weekends swapped for them.

The days are those of the package ``holidays``, which is loaded when the first day is asked for (0.2
seconds). China announces the holidays of a year and the weekends worked for them in the autumn before: a year
whose announcement the package does not have is an estimate, holidays by the law and the lunar calendar, and
no weekend is worked in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from csmdesk.domain.text import Text


class _Year(NamedTuple):
    """One year: days off by name, weekend days that are worked, and whether that is a guess.

    ``weekend`` are the days of the week that are off, Monday 0.
    """

    off: Mapping[date, Text]
    worked: frozenset[date]
    weekend: frozenset[int]
    estimated: bool


def is_working_day(day: date) -> bool:
    """True on a day that offices work."""
    year = _year(day.year)
    return day in year.worked if day.weekday() in year.weekend else day not in year.off


def working_days(start: date, end: date) -> list[date]:
    """The working days from ``start`` to ``end``, both included; none when ``end`` is earlier."""
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return [day for day in days if is_working_day(day)]


def estimated(year: int) -> bool:
    """True when the holidays of ``year`` are not officially known."""
    return _year(year).estimated


def holiday_name(day: date) -> Text | None:
    """The public holiday of ``day``; None where there is none, as on a weekend within a long holiday."""
    return _year(day.year).off.get(day)


def swap_name(day: date) -> Text | None:
    """What to call a weekend day that is worked for a day off elsewhere; None on any other day."""
    return WORKED if day in _year(day.year).worked else None


@lru_cache(maxsize=64)
def _year(year: int) -> _Year:
    from holidays import country_holidays

    # The last weekend of a year may be worked for a day off in January: that is said with the next year.
    years = (year, year + 1)
    zh = country_holidays("CN", years=years, language="zh_CN")
    en = country_holidays("CN", years=years, language="en_US")
    off = {day: _named(zh[day], en[day]) for day in zh if day.year == year}
    worked = frozenset(day for day in zh.weekend_workdays if day.year == year)
    guessed = any("estimated" in name.en for name in off.values())
    # Weekends are swapped in every year: one without a swap was not announced yet.
    return _Year(off, worked, frozenset(zh.weekend), guessed or not worked)


def _named(zh: str, en: str) -> Text:
    """A holiday's name; several on one day are joined."""
    if en.startswith("Day off (substituted"):
        return OFF
    return Text("、".join(zh.split("; ")), ", ".join(en.split("; ")))


WORKED = Text("调休上班", "Weekend worked for a day off")
OFF = Text("调休", "Day off for a worked weekend")
