"""The ways to say a day, one function each: what ``natural_day`` looks for.

Patterns are over half-width lower-case text. A function gets what the pattern's groups hold ('' where a group
holds nothing) and may raise ValueError or OverflowError for what is no day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from csmdesk.domain import dates
from csmdesk.domain.dates import MONTHS, day_of
from csmdesk.domain.period import month_end, month_start

Groups = tuple[str, ...]


class When(NamedTuple):
    """The day it is, and which way a day without its year or week is looked for."""

    today: date
    ahead: bool


Reader = Callable[[Groups, When], date | None]


class Form(NamedTuple):
    """One way to say a day. A ``loose`` one (20号, 6.20) is a day only where it stands by itself."""

    pattern: re.Pattern[str]
    read: Reader
    loose: bool


FORMS: list[Form] = []
"""All of them; the first that reads a text as a day wins."""


def _form(pattern: str, *, loose: bool = False) -> Callable[[Reader], Reader]:
    def keep(read: Reader) -> Reader:
        FORMS.append(Form(re.compile(pattern), read, loose))
        return read

    return keep


# --- numbers and distances --------------------------------------------------------------------------------

_COUNT = r"(\d{1,4}|[一二两三四五六七八九十]{1,3})"
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_ENGLISH_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ["mon monday", "tue tues tuesday", "wed wednesday", "thu thur thurs thursday", "fri friday",
         "sat saturday", "sun sunday"]
    )
    for name in names.split()
}  # fmt: skip


def _any_of(words: dict[str, int]) -> str:
    return f"({'|'.join(sorted(words, key=len, reverse=True))})"


_WEEKDAY, _MONTH, _ENGLISH_COUNT = map(_any_of, (_WEEKDAYS, MONTHS, _ENGLISH_NUMBERS))


def _number(word: str) -> int:
    """3, 三, 十二, 二十一, three; ValueError for anything else."""
    if word in _ENGLISH_NUMBERS:
        return _ENGLISH_NUMBERS[word]
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _digit(word)
    return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)


def _digit(word: str) -> int:
    if word not in _DIGITS:
        raise ValueError(word)
    return _DIGITS[word]


def _months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    start = month_start(day, months)
    return start.replace(day=min(day.day, month_end(start).day))


def _later(day: date, count: int, unit: str) -> date:
    if unit in {"day", "天", "日"}:
        return day + timedelta(days=count)
    if unit in {"week", "周", "星期", "礼拜"}:
        return day + timedelta(weeks=count)
    return _months_later(day, count * (12 if unit in {"year", "年"} else 1))


def _of_week(today: date, weeks: int, weekday: int) -> date:
    """``weekday`` (Monday is 0) of the week ``weeks`` after this one."""
    return today + timedelta(days=weekday - today.weekday(), weeks=weeks)


def _nearest(weekday: int, when: When) -> date:
    """The latest such day not after today, or the next one not before it."""
    if when.ahead:
        return when.today + timedelta(days=(weekday - when.today.weekday()) % 7)
    return when.today - timedelta(days=(when.today.weekday() - weekday) % 7)


def _fits(day: date | None, when: When) -> bool:
    return day is not None and (day >= when.today if when.ahead else day <= when.today)


def _in_some_year(month: int, day: int, when: When) -> date | None:
    """The latest such day not after today, or the next one; 29 February may be eight years away."""
    years = (when.today.year + (step if when.ahead else -step) for step in range(9))
    return next((found for year in years if _fits(found := day_of(year, month, day), when)), None)


# --- Chinese ----------------------------------------------------------------------------------------------

_WORDS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_YEAR_WORDS = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2}


@_form(r"(大前|前|昨|今|明|后|大后)[天日]|(昨|今|明)(?:晚上|早上|晚|早|晨|夜)")
def _near(said: Groups, when: When) -> date:
    return when.today + timedelta(days=_WORDS[said[0] or said[1]])


@_form(r"(?:(上+|下+)个?|(本|这)个?)?(?:周|星期|礼拜)([一二三四五六日天])")
def _chinese_weekday(said: Groups, when: When) -> date:
    steps, this, name = said
    weekday = "一二三四五六日".index("日" if name == "天" else name)
    if steps or this:
        return _of_week(when.today, -len(steps) if steps.startswith("上") else len(steps), weekday)
    return _nearest(weekday, when)


@_form(rf"{_COUNT}\s*(?:(天|日|周|年)|个?(星期|礼拜)|个(月))\s*[以之]?(前|后)")
def _counted(said: Groups, when: When) -> date:
    count = _number(said[0])
    return _later(when.today, count if said[4] == "后" else -count, said[1] or said[2] or said[3])


@_form(r"半(个月|年)[以之]?(前|后)")
def _half(said: Groups, when: When) -> date:
    sign = 1 if said[1] == "后" else -1
    return _months_later(when.today, 6 * sign) if said[0] == "年" else when.today + timedelta(days=15 * sign)


@_form(rf"(?:(前|去|今|明|后)年\s*)?{_COUNT}\s*月\s*{_COUNT}\s*[日号]?(?!\d)")
def _month_and_day(said: Groups, when: When) -> date | None:
    month, day = _number(said[1]), _number(said[2])
    if said[0]:
        return day_of(when.today.year + _YEAR_WORDS[said[0]], month, day)
    return _in_some_year(month, day, when)


@_form(r"(\d{2})年\s*(\d{1,2})月\s*(\d{1,2})[日号]?(?!\d)")
def _short_year(said: Groups, when: When) -> date | None:
    del when
    return day_of(dates.full_year(said[0]), said[1], said[2])


@_form(rf"(?:(上上|上|下)个?月|(?:本|这个?)月)\s*{_COUNT}\s*[日号]")
def _of_month(said: Groups, when: When) -> date | None:
    start = month_start(when.today, {"上上": -2, "上": -1, "": 0, "下": 1}[said[0]])
    return day_of(start.year, start.month, _number(said[1]))


@_form(rf"{_COUNT}\s*[日号]", loose=True)
def _of_some_month(said: Groups, when: When) -> date | None:
    number = _number(said[0])
    months = (month_start(when.today, step if when.ahead else -step) for step in range(12))
    return next(
        (found for start in months if _fits(found := day_of(start.year, start.month, number), when)), None
    )


# --- figures ----------------------------------------------------------------------------------------------


@_form(rf"{dates.YEAR_FIRST}{dates.WEEKDAY_NOTE}(?!\d)")
def _full(said: Groups, when: When) -> date | None:
    del when
    return day_of(*said)


@_form(rf"{dates.COMPACT}(?!\d)")
def _compact(said: Groups, when: When) -> date | None:
    return _full(said, when)


@_form(r"(\d{1,2})[-/](\d{1,2})(?![\d/-])")
def _figures(said: Groups, when: When) -> date | None:
    return _in_some_year(int(said[0]), int(said[1]), when)


@_form(r"(\d{1,2})\.(\d{2})(?![\d.])", loose=True)
def _figures_with_point(said: Groups, when: When) -> date | None:
    return _figures(said, when)


@_form(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
def _year_last(said: Groups, when: When) -> date | None:
    del when
    first, _, second, year = said
    # 5/6/2024 could be May or June: only what can be read in one way is a day.
    days = {day_of(year, first, second), day_of(year, second, first)} - {None}
    return days.pop() if len(days) == 1 else None


# --- English ----------------------------------------------------------------------------------------------

_ENGLISH_WORDS = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "tomorrow": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
}


@_form(_any_of(_ENGLISH_WORDS).replace(" ", r"\s+"))
def _english_near(said: Groups, when: When) -> date:
    return when.today + timedelta(days=_ENGLISH_WORDS[" ".join(said[0].split())])


@_form(rf"(?:on\s+)?(?:(last|this|next)\s+)?{_WEEKDAY}\b\.?(?!\s+(?:last|of|next|this)\b)")
def _english_weekday(said: Groups, when: When) -> date:
    which, weekday = said[0], _WEEKDAYS[said[1]]
    if which == "last":
        return _nearest(weekday, When(when.today - timedelta(days=1), ahead=False))
    if which:
        return _of_week(when.today, 1 if which == "next" else 0, weekday)
    return _nearest(weekday, when)


@_form(
    rf"(?:on\s+)?(?:{_WEEKDAY}\s+(?:of\s+)?(last|this|next)\s+week|(last|this|next)\s+week(?:'s)?\s+{_WEEKDAY})"
)
def _english_weekday_of_week(said: Groups, when: When) -> date:
    weeks = {"last": -1, "this": 0, "next": 1}[said[1] or said[2]]
    return _of_week(when.today, weeks, _WEEKDAYS[said[0] or said[3]])


@_form(rf"(?:(\d{{1,4}})|{_ENGLISH_COUNT})\s*(day|week|month|year)s?\s+(ago|from\s+now|later)")
def _english_counted(said: Groups, when: When) -> date:
    count = _number(said[0] or said[1])
    return _later(when.today, -count if said[3] == "ago" else count, said[2])


@_form(rf"in\s+(?:(\d{{1,4}})|{_ENGLISH_COUNT})\s*(day|week|month|year)s?")
def _english_ahead(said: Groups, when: When) -> date:
    return _later(when.today, _number(said[0] or said[1]), said[2])


_NUMBER_OF_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:[\s,]+(\d{4}))?(?![\d:])"


@_form(rf"(?:on\s+)?{_MONTH}\.?[\s-]*{_NUMBER_OF_DAY}(?!\d){_YEAR}")
def _month_then_day(said: Groups, when: When) -> date | None:
    return _named(said[0], said[1], said[2], when)


@_form(rf"(?:on\s+)?(?:the\s+)?{_NUMBER_OF_DAY}(?:\s+of)?[\s-]*{_MONTH}\b\.?{_YEAR}")
def _day_then_month(said: Groups, when: When) -> date | None:
    return _named(said[1], said[0], said[2], when)


@_form(dates.DAY_MONTH_YEAR + r"(?!\d)")
def _day_month_year(said: Groups, when: When) -> date | None:
    # 20-Jun-24, as Excel writes it.
    return _named(said[1], said[0], dates.full_year(said[2]), when)


@_form(dates.MONTH_DAY_YEAR + r"(?!\d)")
def _month_day_year(said: Groups, when: When) -> date | None:
    return _named(said[0], said[1], said[2], when)


def _named(month: str, day: str, year: str, when: When) -> date | None:
    if month not in MONTHS:
        return None
    if year:
        return day_of(year, MONTHS[month], day)
    return _in_some_year(MONTHS[month], int(day), when)
