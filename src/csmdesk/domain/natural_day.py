"""Days as people say them, in Chinese and English: 昨天, 上周三, 3天前, 6月20日, last Wednesday, Jun 20.

A day of the week or a day without its year is the latest one not after today (with ``ahead``, the next one
not before it). Weeks begin on Monday: 上周三 is the Wednesday of last week, while "last Wednesday" is the
latest Wednesday before today. What is no day that exists is no day: None, never a guess.
"""

from __future__ import annotations

import re
from datetime import date

from csmdesk.domain.dates import day_of
from csmdesk.domain.day_forms import FORMS, Form, When

GAPS = " \u3000\u00a0\t\r\n,，、;；:：。·"
"""What may stand between a day and the words beside it."""

_GAP = re.compile(rf"[{GAPS}]+")
_TIME = re.compile(
    r"(?:\s*(?:一早|早上|上午|中午|下午|傍晚|晚上|夜里)|\s+(?:morning|afternoon|evening|night)\b)?"
    r"(?:\s*\d{1,2}点(?:半|钟|\d{1,2}分?)?|[\st]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?![\d:]))?"
)
"""A time of day after a day: it is read over."""

_CONTINUES = re.compile(r"\s*(?:的|后|起|止|至|内|之|以|~|—|–|到(?!访|场|店|现场|客户)|前(?!往|去|台))")
"""What makes a day a part of a longer phrase: 周三前, 昨天的, 6月20日起."""

_AGREED = re.compile(
    r"(?:(?<![续签履])约|[定等]|约了|约好|定在|定了|改到|推到|等到|截至|[到至在]|by|until|till|before|due|for|from|since)$"
)
"""What makes the day after it one that was spoken of: 约在 周三, due Friday."""

_COUNTED = "个家人万亿千百元块年月日号天周次名位台套份点分时小折倍%‰-/."
"""What makes figures a number of something: 6-20人."""


def natural_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The day that all of ``text`` says, seen from ``today``; None when it says none.

    A time of day after it (昨天下午, 2024/6/20 9:30) is read over. ``ahead`` looks forward where ``text``
    leaves it open: for a deadline, 周三 is the next Wednesday.
    """
    plain = _plain(text).strip(GAPS)
    when = When(today, ahead)
    for form in FORMS:
        found = form.pattern.match(plain)
        if found is not None and _end(plain, found) == len(plain):
            day = _read(form, found, when)
            if day is not None:
                return day
    return None


def leading_day(text: str, today: date) -> tuple[date | None, str]:
    """The day that ``text`` begins with, and the rest; (None, text) when it begins with none.

    昨天拜访 is a day and 拜访; 昨天的会议, 周三前交付 and 3/4 的账号 only speak of one and stay whole.
    """
    plain = _plain(text)
    start = len(plain) - len(plain.lstrip(GAPS))
    when = When(today, ahead=False)
    best: tuple[int, date] | None = None
    for form in FORMS:
        found = form.pattern.match(plain, start)
        if found is None:
            continue
        end = _end(plain, found)
        if (best is not None and end <= best[0]) or not _stands_alone(plain[start:end], plain[end:], form):
            continue
        day = _read(form, found, when)
        if day is not None:
            best = (end, day)
    return (None, text) if best is None else (best[1], text[best[0] :].lstrip(GAPS))


def trailing_day(text: str, today: date) -> tuple[date | None, str]:
    """The day that ``text`` ends with, after a gap, and what stands before it; (None, text) without one.

    约在 周三 and "due Friday" only speak of a day and stay whole.
    """
    for gap in _GAP.finditer(text):
        day = natural_day(text[gap.end() :], today)
        if day is not None:
            before = text[: gap.start()].rstrip(GAPS)
            return (None, text) if _AGREED.search(_plain(before)) else (day, before)
    return None, text


def _plain(text: str) -> str:
    """``text`` in half-width lower case, character for character, so that places in both are the same."""
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    point = ord(character)
    if 0xFF01 <= point <= 0xFF5E:
        character = chr(point - 0xFEE0)
    elif character in "\u3000\u00a0":
        character = " "
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _end(plain: str, found: re.Match[str]) -> int:
    end = found.start() + len(found[0].rstrip())
    time = _TIME.match(plain, end)
    return end if time is None else time.end()


def _stands_alone(said: str, rest: str, form: Form) -> bool:
    """Whether what follows leaves ``said`` a day of its own."""
    if not rest or (form.loose and rest[0] not in GAPS):
        return not rest
    if _CONTINUES.match(rest):
        return False
    if said[-1].isascii() and rest[0].isascii() and rest[0].isalnum():
        return False
    return not (said[-1].isdigit() and rest[0] in _COUNTED)


def _read(form: Form, found: re.Match[str], when: When) -> date | None:
    try:
        day = form.read(tuple(part or "" for part in found.groups()), when)
    except (OverflowError, ValueError):
        return None
    # A slip of the keyboard (9999天前) is no day either.
    return None if day is None else day_of(day.year, day.month, day.day)
