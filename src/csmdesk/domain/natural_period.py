"""Periods as people say them, in Chinese and English: 2024 上半年, 三季度, 5月, 去年, Q3 2024, last month."""

from __future__ import annotations

import re
from datetime import date

from csmdesk.domain.errors import UserError
from csmdesk.domain.period import Period, fiscal_year, month_of, month_start, parse_period

_NUMBERS = {"上": "1", "下": "2", "一": "1", "二": "2", "三": "3", "四": "4"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YEAR = r"(?:(?P<year>(?:\d\d)?\d\d)\s*年?[\s\-–/.·]*)?"
_YEAR_AFTER = r"(?:[\s,]+(?P<after>\d{4}))?"
_FORMS = (
    re.compile(rf"{_YEAR}(?P<half>[上下])半年(?:度)?"),
    re.compile(rf"{_YEAR}h(?P<half>[12]){_YEAR_AFTER}"),
    re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度?"),
    re.compile(rf"{_YEAR}q(?P<quarter>[1-4]){_YEAR_AFTER}"),
    re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})\s*月(?:份)?"),
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})"),
    re.compile(rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?{_YEAR_AFTER}"),
    re.compile(r"(?P<year>\d{4})\s*年?(?:全年|年度)?"),
)
_AROUND_TODAY = {
    "今年": ("year", 0),
    "本年": ("year", 0),
    "去年": ("year", -1),
    "前年": ("year", -2),
    "明年": ("year", 1),
    "本季度": ("quarter", 0),
    "上季度": ("quarter", -1),
    "下季度": ("quarter", 1),
    "本月": ("month", 0),
    "这个月": ("month", 0),
    "上月": ("month", -1),
    "上个月": ("month", -1),
    "下月": ("month", 1),
    "下个月": ("month", 1),
    "this year": ("year", 0),
    "last year": ("year", -1),
    "next year": ("year", 1),
    "this quarter": ("quarter", 0),
    "last quarter": ("quarter", -1),
    "this month": ("month", 0),
    "last month": ("month", -1),
}


def natural_period(
    text: str, today: date, fiscal_start: int = 1, *, near: date | None = None
) -> Period | None:
    """The period that all of ``text`` says, seen from ``today``; None when it says none.

    Halves, quarters and years are those of the fiscal year that begins in the month ``fiscal_start``. One
    without its year (5月, Q3) is that of the year of ``near``, by default of today.
    """
    plain = " ".join(text.casefold().split())
    around = _AROUND_TODAY.get(plain)
    if around is not None:
        return _around(*around, today, fiscal_start)
    for form in _FORMS:
        found = form.fullmatch(plain)
        if found is not None:
            return _named(found.groupdict(), near or today, fiscal_start)
    return None


def _named(parts: dict[str, str | None], near: date, fiscal_start: int) -> Period | None:
    month = parts.get("month")
    if parts.get("name"):
        month = str(_MONTHS.index(str(parts["name"])) + 1)
    year_of_near = near.year if month else fiscal_year(near, fiscal_start)
    year = parts.get("year") or parts.get("after") or str(year_of_near)
    if len(year) == 2:
        year = f"20{year}"
    name = year
    if half := parts.get("half"):
        name = f"{year}H{_NUMBERS.get(half, half)}"
    elif quarter := parts.get("quarter"):
        name = f"{year}Q{_NUMBERS.get(quarter, quarter)}"
    elif month:
        name = f"{year}-{int(month):02d}"
    try:
        return parse_period(name, fiscal_start)
    except UserError:
        return None


def _around(unit: str, count: int, today: date, fiscal_start: int) -> Period:
    if unit == "month":
        return month_of(month_start(today, count))
    year = fiscal_year(today, fiscal_start)
    if unit == "year":
        return parse_period(str(year + count), fiscal_start)
    quarter = (today.month - fiscal_start) % 12 // 3 + 1
    return parse_period(f"{year}Q{quarter}", fiscal_start).shifted(count)
