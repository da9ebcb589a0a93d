"""Periods: spans of days, both ends included."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text

_NAME = re.compile(r"^(\d{4})(?:H([12])|Q([1-4])|-(\d{2}))?$")


class Period(NamedTuple):
    """A half year, quarter, month or year: ``start`` and ``end`` are both inside it."""

    name: str
    start: date
    end: date

    @property
    def opening(self) -> date:
        """The day before the period starts."""
        return self.start - timedelta(days=1)

    def holds(self, day: date | None) -> bool:
        """True when ``day`` is known and inside the period."""
        return day is not None and self.start <= day <= self.end

    @property
    def months(self) -> int:
        """Number of calendar months in the period."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def shifted(self, count: int) -> Period:
        """The period ``count`` periods later (earlier when negative), of the same length."""
        first = month_start(self.start, count * self.months)
        last = month_end(month_start(first, self.months - 1))
        return Period(_shifted_name(self.name, count), first, last)

    @property
    def next(self) -> Period:
        """The period that follows this one, of the same length."""
        return self.shifted(1)

    @property
    def year_before(self) -> Period:
        """The same span a year before."""
        return self.shifted(-12 // self.months) if 12 % self.months == 0 else self.shifted(-1)

    @property
    def title(self) -> Text:
        """The period's name as people say it."""
        found = _NAME.match(self.name)
        if not found:
            return Text(self.name, self.name)
        year, half, quarter, month = found.groups()
        if half:
            return Text(f"{year} 年{'上' if half == '1' else '下'}半年", f"{year} H{half}")
        if quarter:
            return Text(f"{year} 年第{'一二三四'[int(quarter) - 1]}季度", f"{year} Q{quarter}")
        if month:
            return Text(f"{year} 年 {int(month)} 月", f"{calendar.month_name[int(month)]} {year}")
        return Text(f"{year} 年", year)

    def month_list(self) -> list[Period]:
        """The calendar months of the period, in order."""
        return [month_of(month_start(self.start, n)) for n in range(self.months)]


def month_start(day: date, months: int = 0) -> date:
    """The first day of the month ``months`` after the month of ``day``."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_of(day: date) -> Period:
    """The calendar month of ``day`` as a period."""
    return Period(f"{day:%Y-%m}", day.replace(day=1), month_end(day))


def parse_period(name: str, fiscal_start: int = 1) -> Period:
    """The period called ``2024``, ``2024H1``, ``2024Q3`` or ``2024-05``.

    ``fiscal_start`` is the fiscal year's first month (1–12): halves, quarters and years count from it;
    a month is a calendar month. Raises UserError for any other name.
    """
    found = _NAME.match(name.strip().upper())
    if not found or not 1000 <= int(found[1]) <= 9000:
        raise UserError(
            Text(
                f"不认识期间“{name}”：请写作 2024H1、2024Q3、2024-05 或 2024。",
                f"Unknown period “{name}”: write it as 2024H1, 2024Q3, 2024-05 or 2024.",
            )
        )
    year, half, quarter, month = found.groups()
    first = date(int(year), fiscal_start, 1)
    if month:
        if not 1 <= int(month) <= 12:
            raise UserError(Text(f"没有第 {month} 月：{name}。", f"There is no month {month}: {name}."))
        return month_of(date(int(year), int(month), 1))
    if half:
        first, length = month_start(first, 6 * (int(half) - 1)), 6
    elif quarter:
        first, length = month_start(first, 3 * (int(quarter) - 1)), 3
    else:
        length = 12
    return Period(found[0], first, month_end(month_start(first, length - 1)))


def _shifted_name(name: str, count: int) -> str:
    """The name of the period ``count`` after the one called ``name``."""
    found = _NAME.match(name)
    if not found:
        return name
    year, half, quarter, month = found.groups()
    for part, each, form in ((half, 2, "{}H{}"), (quarter, 4, "{}Q{}"), (month, 12, "{}-{:02d}")):
        if part:
            index = int(year) * each + int(part) - 1 + count
            return form.format(index // each, index % each + 1)
    return str(int(year) + count)


def today() -> date:
    """The day on the user's own clock."""
    return datetime.now().astimezone().date()


def quarter_of(day: date, fiscal_start: int = 1) -> Period:
    """The quarter of the fiscal year that holds ``day``."""
    quarter = (day.month - fiscal_start) % 12 // 3 + 1
    return parse_period(f"{fiscal_year(day, fiscal_start)}Q{quarter}", fiscal_start)


def half_year_of(day: date, fiscal_start: int = 1) -> Period:
    """The half of the fiscal year that holds ``day``."""
    half = (day.month - fiscal_start) % 12 // 6 + 1
    return parse_period(f"{fiscal_year(day, fiscal_start)}H{half}", fiscal_start)


def fiscal_year(day: date, fiscal_start: int = 1) -> int:
    """The fiscal year of ``day``, which is called by the year that it begins in."""
    return day.year if day.month >= fiscal_start else day.year - 1
