"""A length of time as people type it: 30分钟, 1.5小时, 1h30, 90 min, 半小时, 2天."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_NUMBER = r"(\d+(?:\.\d+)?|半|一|两)"
_DAYS = re.compile(rf"{_NUMBER}个?\s*(?:工作日|天|d|days?)")
_HOURS = re.compile(rf"{_NUMBER}个?(半)?\s*(?:小时|钟头|hours?|hrs?|h)")
_MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:分钟|分|m|min|mins|minutes?|')")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_REST = re.compile(r"(\d{1,2})\s*(?:分钟|分|m|min)?")
_WORDS = {"半": Fraction(1, 2), "一": Fraction(1), "两": Fraction(2)}

MINUTES_PER_HOUR = 60


def read_minutes(typed: str, day_hours: int = 8) -> Fraction | None:
    """The minutes that ``typed`` says with its unit; None for words that say none, a bare number too.

    A day is a working day of ``day_hours``.
    """
    word = unicodedata.normalize("NFKC", typed).strip().casefold()
    clock = _CLOCK.fullmatch(word)
    if clock is not None:
        return Fraction(int(clock[1]) * MINUTES_PER_HOUR + int(clock[2]))
    days = _DAYS.fullmatch(word)
    if days is not None:
        return _number(days[1]) * day_hours * MINUTES_PER_HOUR
    found = _HOURS.match(word)
    if found is None:
        minutes = _MINUTES.fullmatch(word)
        return None if minutes is None else Fraction(minutes[1])
    hours = _number(found[1]) + (Fraction(1, 2) if found[2] else 0)
    rest = word[found.end() :].strip()
    if not rest:
        return hours * MINUTES_PER_HOUR
    more = _REST.fullmatch(rest)
    return None if more is None else hours * MINUTES_PER_HOUR + int(more[1])


def _number(word: str) -> Fraction:
    return _WORDS.get(word) or Fraction(word)
