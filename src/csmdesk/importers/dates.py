"""Dates as files write them: many forms, one column one order, and nothing guessed.

A date whose day and month could be swapped is read in the order that the whole column shows; where the column
leaves it open, that is said instead of guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from csmdesk.domain.dates import (
    COMPACT,
    DAY_MONTH_YEAR,
    MONTH_DAY_YEAR,
    MONTHS,
    WEEKDAY_NOTE,
    YEAR_FIRST,
    day_of,
    full_year,
)
from csmdesk.domain.text import Text
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.words import plain


class Order(StrEnum):
    """The order of year, month and day in a date written with digits only."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


class Stamp(NamedTuple):
    """A day and, where the cell says it, the minute of the day (0–1439)."""

    day: date
    minute: int | None


_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_TIME = (
    r"(?:[\sT,]*(?P<half1>上午|下午|晚上|凌晨|中午|am|pm)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})"
    r"\s*(?:[:分]\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*分?\s*(?P<half2>am|pm)?"
    r"\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(rf"{YEAR_FIRST}{WEEKDAY_NOTE}{_TIME}", re.IGNORECASE)
_COMPACT = re.compile(rf"{COMPACT}(?:t?(\d{{2}})(\d{{2}})(?:\d{{2}})?)?")
_DIGITS = re.compile(
    rf"(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{1,2}}){WEEKDAY_NOTE}{_TIME}", re.IGNORECASE
)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_DAY_MONTH = re.compile(rf"{DAY_MONTH_YEAR}{_TIME}", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"{MONTH_DAY_YEAR}{_TIME}", re.IGNORECASE)
_OF_REPUBLIC = re.compile(
    r"(?:中[华華])?民[国國]\s*(\d{1,3}|元)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?"
)
_REPUBLIC = 1911
_IN_CHARACTERS = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月"
    r"([一二三四五六七八九十廿卅]{1,3})[日号號]?"
)
_WEEKDAY_BEFORE = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+"
    r"|(?:星期|周|礼拜)[一二三四五六日天][,，]?\s*)(?=.*\d)"
)
_OF_JAVA = re.compile(r"([a-z]{3} \d{1,2}) (\d{2}:\d{2}:\d{2}) [a-z]{3,4} (\d{4})")


class Open(Unreadable):
    """Day and month of the date could be swapped, and no order was given."""


def read(text: str, order: Order | None = None, *, date1904: bool = False) -> Stamp:
    """The date in ``text``. Raises Unreadable, or Open when ``order`` is needed and None.

    Understands year-first dates with -, /, . or 年月日, digits run together, day and month first (by
    ``order``; a two-digit year is 20xx), English month names, Excel's serial days, each with a time of day or
    without; years of the Republic (民国113年), and days in characters (二〇二四年三月五日).
    A time zone is dropped: the day stays as written, but for midnight in Beijing, which web pages write as
    16:00 UTC of the day before.
    """
    word = _word(text)
    if found := _YEAR_FIRST.fullmatch(word):
        day = _date(text, found[1], found[2], found[3])
        if found["zone"] == "z" and (found["hour"], int(found["minute"]), int(found["second"] or 0)) == (
            "16",
            0,
            0,
        ):
            return Stamp(day + timedelta(days=1), 0)
        return Stamp(day, _minute(text, found))
    if found := _COMPACT.fullmatch(word):
        minute = None if found[4] is None else _clock(text, int(found[4]), int(found[5]))
        return Stamp(_date(text, found[1], found[2], found[3]), minute)
    if found := _DIGITS.fullmatch(word):
        return Stamp(_ordered(text, found, order), _minute(text, found))
    if found := _SERIAL.fullmatch(word):
        return _serial(found, date1904)
    if (found := _DAY_MONTH.fullmatch(word)) and found[2] in MONTHS:
        return Stamp(_date(text, full_year(found[3]), str(MONTHS[found[2]]), found[1]), _minute(text, found))
    if (found := _MONTH_DAY.fullmatch(word)) and found[1] in MONTHS:
        return Stamp(_date(text, found[3], str(MONTHS[found[1]]), found[2]), _minute(text, found))
    if found := _OF_REPUBLIC.fullmatch(word):
        year = _REPUBLIC + (1 if found[1] == "元" else int(found[1]))
        return Stamp(_date(text, str(year), found[2], found[3]), None)
    if found := _IN_CHARACTERS.fullmatch(word):
        year_digits = "".join(str(_DIGIT[char]) for char in found[1])
        return Stamp(_date(text, year_digits, str(_counted(found[2])), str(_counted(found[3]))), None)
    raise Unreadable(NOT_A_DATE.format(value=text))


def _word(text: str) -> str:
    """``text`` in the form that is compared: without a day of the week before it, an apostrophe, a stop."""
    word = plain(text).strip("'‘’ .。")
    word = _WEEKDAY_BEFORE.sub("", word, count=1) if not word[:1].isdigit() else word
    if found := _OF_JAVA.fullmatch(word):
        return f"{found[1]} {found[3]} {found[2]}"
    return word


_DIGIT = {char: number for number, chars in enumerate(("〇○零", *"一二三四五六七八九")) for char in chars}


def _counted(word: str) -> int:
    """A number below 40 in characters: 十一, 二十, 廿五; 0 where it is none."""
    for written, plain_form in (("廿", "二十"), ("卅", "三十")):
        word = word.replace(written, plain_form)
    tens, sign, ones = word.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (10 * _DIGIT.get(tens, 1) if sign else 0) + _DIGIT.get(ones, 0)


def possible_orders(text: str) -> frozenset[Order] | None:
    """The orders in which ``text`` is a date; None when its form leaves no choice, or is no date's."""
    found = _DIGITS.fullmatch(_word(text))
    if not found:
        return None
    return frozenset(order for order in _orders_of(found) if _in_order(found, order) is not None)


class Decision(NamedTuple):
    """A column's order: None where no cell needs one; ``open`` where the cells leave it open."""

    order: Order | None
    open: bool = False


def decide(texts: Iterable[str], fallback: Order | None = None) -> Decision:
    """The order that a whole column shows.

    ``fallback`` is the order of the sheet's other dates; it settles what the column leaves open. Where no one
    order reads every cell, the order that reads most is taken, and the other cells are the problem.
    """
    votes: dict[Order, int] = {}
    needy: list[tuple[str, frozenset[Order]]] = []
    for text in texts:
        orders = possible_orders(text)
        if orders is not None:
            needy.append((text, orders))
            for order in orders:
                votes[order] = votes.get(order, 0) + 1
    if not votes:
        return Decision(None)
    most = max(votes.values())
    best = [order for order in Order if votes.get(order) == most]
    if len(best) == 1:
        return Decision(best[0])
    if fallback in best:
        return Decision(fallback)
    same = all(len({_in_order(_found(text), order) for order in best}) == 1 for text, _ in needy)
    return Decision(best[0]) if same else Decision(None, open=True)


def _found(text: str) -> re.Match[str]:
    found = _DIGITS.fullmatch(_word(text))
    assert found is not None
    return found


def _orders_of(found: re.Match[str]) -> tuple[Order, ...]:
    # 25/2/24 may also start with the year; with four digits at the end it cannot.
    return (Order.DMY, Order.MDY) if len(found[4]) == 4 else (Order.YMD, Order.DMY, Order.MDY)


def _in_order(found: re.Match[str], order: Order) -> date | None:
    first, second, last = found[1], found[3], found[4]
    year, month, day = {
        Order.YMD: (full_year(first), second, last),
        Order.DMY: (full_year(last), second, first),
        Order.MDY: (full_year(last), first, second),
    }[order]
    if len(year) < 4:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _ordered(text: str, found: re.Match[str], order: Order | None) -> date:
    if order is None:
        days = {day for each in _orders_of(found) if (day := _in_order(found, each)) is not None}
        if len(days) > 1:
            raise Open(OPEN_ORDER.format(value=text))
        if not days:
            raise Unreadable(NO_SUCH_DAY.format(value=text))
        return days.pop()
    if order not in _orders_of(found):
        raise Unreadable(NOT_A_DATE.format(value=text))
    day = _in_order(found, order)
    if day is None:
        raise Unreadable(NO_SUCH_DAY.format(value=text))
    return day


def _date(text: str, year: str, month: str, day: str) -> date:
    read_day = day_of(year, month, day)
    if read_day is None:
        raise Unreadable(NO_SUCH_DAY.format(value=text))
    return read_day


def _serial(found: re.Match[str], date1904: bool) -> Stamp:
    day = (_EPOCH_1904 if date1904 else _EPOCH_1900) + timedelta(days=int(found[1]))
    if found[2] is None:
        return Stamp(day, None)
    # Excel's fractions of a day are not exact. But the last second of a day is how systems write its end, and
    # no part of the next one: only what is short of it by less than a millisecond is.
    seconds = Decimal(found[2]) * 86_400
    if seconds >= Decimal("86399.9995"):
        return Stamp(day + timedelta(days=1), 0)
    return Stamp(day, int(min(seconds + Decimal("0.5"), Decimal(86_399))) // 60)


def _minute(text: str, found: re.Match[str]) -> int | None:
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), found["half1"] or found["half2"] or ""
    if half in {"下午", "晚上", "pm"} and hour < 12:
        hour += 12
    elif half in {"凌晨", "上午", "am"} and hour == 12:
        hour = 0
    return _clock(text, hour, int(found["minute"]))


def _clock(text: str, hour: int, minute: int) -> int:
    if hour > 23 or minute > 59:
        raise Unreadable(NOT_A_DATE.format(value=text))
    return hour * 60 + minute


NOT_A_DATE = Text("“{value}”不是日期", "“{value}” is not a date")
NO_SUCH_DAY = Text("“{value}”这一天不存在", "“{value}” is a day that does not exist")
OPEN_ORDER = Text(
    "“{value}”是先日后月还是先月后日，整列都看不出；请用 --dates 表名=dmy 或 mdy 指明",
    "“{value}” could be day-month or month-day, and the whole column leaves it open: "
    "say --dates NAME=dmy or mdy",
)
