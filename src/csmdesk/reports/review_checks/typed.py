"""Numbers that were typed into a text: what they come to, how exactly they were written, in which unit.

Understood are 万 and 亿, %, per cent and percentage points, separators of thousands, K, M and B, full-width
digits, and the measure words of counts. Days of a calendar, years, ranges (7–8), numbers of headings and
lists, thresholds (at least 5) and names with digits in them (HK00066, Q3) are no numbers of this kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from csmdesk.metrics.figure import Unit

Written = Literal["percent", "points", "money", "days", "count", "score", "bare"]
"""How a number was written: ``points`` are percentage points, ``score`` is a number of points (分)."""

_UNITS_OF: dict[Written, frozenset[Unit]] = {
    "percent": frozenset({Unit.RATIO}),
    "points": frozenset({Unit.RATIO}),
    "money": frozenset({Unit.MONEY}),
    "days": frozenset({Unit.DAYS, Unit.COUNT}),
    "count": frozenset({Unit.COUNT}),
    "score": frozenset({Unit.POINTS}),
    "bare": frozenset({Unit.COUNT, Unit.POINTS, Unit.DAYS}),
}
_YUAN_FROM = 1000
"""A number without a unit from here on may be an amount in yuan."""


class Typed(NamedTuple):
    """A number from ``start`` to ``end``: ``value`` as written, ``half`` the half of its last place."""

    start: int
    end: int
    words: str
    value: Fraction
    half: Fraction
    written: Written
    signed: bool = False
    part_of: str = ""
    """``above`` and ``below`` in 21/22, else ''."""
    measure: str = ""
    """The measure word of a count or score at its end (家, 条, 分), with the gap before it."""
    rough: bool = False
    """True for about 1,750万, which may be 1,746万."""

    def says(self, amount: Fraction, unit: Unit) -> bool:
        """True when the number is ``amount``, rounded as it was written."""
        return self.may_be(unit) and self.low <= abs(amount) <= self.high and self._same_side(amount)

    def may_be(self, unit: Unit) -> bool:
        """True when a figure in ``unit`` can be written like this."""
        if unit in _UNITS_OF[self.written]:
            return True
        return unit is Unit.MONEY and self.written == "bare" and abs(self.value) >= _YUAN_FROM

    @property
    def low(self) -> Fraction:
        """The least that is rounded to it, without its sign."""
        return abs(self.value) - self.half

    @property
    def high(self) -> Fraction:
        """The most that is rounded to it, without its sign."""
        return abs(self.value) + self.half

    def _same_side(self, amount: Fraction) -> bool:
        # Without a sign the words around say the direction: 下降 12%.
        return not self.signed or amount == 0 or (amount > 0) == (self.value > 0)


_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B), 0xFF05, 0xFF0B)}
_WIDE |= {0xFF0D: ord("-"), 0xFF0E: ord("."), ord("−"): ord("-"), ord("﹣"): ord("-")}

_SCALES = {
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
}
_NUMBER = re.compile(
    r"(?P<sign>[+-])?(?P<money>(?:[¥￥$€£]|\b(?:CNY|RMB|USD|EUR))\s?)?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.(?P<part>\d+))?"
    r"(?:\s?(?P<scale>亿|千万|百万|万|千|(?:[KMBk]|bn|mn|thousand|million|billion)(?![A-Za-z])))?"
    r"(?:\s?(?P<unit>%|个百分点|百分点|percentage points?|points?|pp\b|per ?cent(?!age)|元|天|days?\b"
    r"|分(?!钟|之|子|母|层|别|享)|家|户|条|人次|场|份|次|笔|个(?!月)|件|项|名|人))?",
    re.IGNORECASE,
)
_WRITTEN: dict[str, Written] = {
    "%": "percent",
    "percent": "percent",
    "per cent": "percent",
    "个百分点": "points",
    "百分点": "points",
    "percentage point": "points",
    "percentage points": "points",
    "pp": "points",
    "point": "score",
    "points": "score",
    "分": "score",
    "元": "money",
    "天": "days",
    "day": "days",
    "days": "days",
}
_BEFORE_NONE = re.compile(
    r"(?:[A-Za-z0-9_#.]$|(?:第|[≥≤<>＞＜～~]|至少|最少|最多|不少于|不多于|不超过|不低于|不高于|大于|小于|低于|高于|超过|"
    r"不足|不到|满分|提前|at least|at most|no more than|no less than|fewer than|more than|less than|within|"
    r"up to|below|above|over|under|out of|\bof(?= 5\b)|minus)\s?$)",
    re.IGNORECASE,
)
_ROUGH_BEFORE = re.compile(
    r"(?:大?约|将?近|接近|差不多|about|around|roughly|nearly|almost|some|[~～≈])\s?$", re.IGNORECASE
)
_ROUGH_AFTER = re.compile(r"\s?(?:左右|上下|or so)", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"\s*[、.．)）](?!\d)")
_AFTER_NONE = re.compile(
    r"\s?(?:年|月|日|号|点|时|小时|分钟|周|季度|个月|个半月|H[12]|Q[1-4]|hours?\b|minutes?\b|weeks?\b|months?\b|years?\b"
    r"|(?:st|nd|rd|th)\b|分制|倍|[-–—~～至]\s?\d|[/:：]\d{2}\b(?=[:：])|以上|以下|以内|以外|及以上"
    r"|(?:置信)?区间|interval|confidence"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? $"
)
_RANGE_BEFORE = re.compile(r"\d\s?%?\s?[-–—~～至]\s?$")
_DAY = re.compile(
    r"\d{2,4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}[-/月]\s?\d{1,2}日|\b\d{1,2}:\d{2}\b|\b\d{2}-\d{2}\b"
)
_RATIO = re.compile(r"(?<![\d./])(\d+)\s?/\s?(\d+)(?![\d/.])")


def half_width(text: str) -> str:
    """The text with digits and signs of half width; every character stays in its place."""
    return text.translate(_WIDE)


def typed_numbers(line: str) -> list[Typed]:
    """The numbers in a line, in order."""
    text = half_width(line)
    days = [found.span() for found in _DAY.finditer(text)]
    ratios = {found.span(1): "above" for found in _RATIO.finditer(text)}
    ratios |= {found.span(2): "below" for found in _RATIO.finditer(text)}
    return [
        typed
        for found in _NUMBER.finditer(text)
        if not any(low <= found.start("whole") < high for low, high in days)
        for typed in _read(line, text, found, ratios)
    ]


def _read(line: str, text: str, found: re.Match[str], ratios: dict[tuple[int, int], str]) -> Iterator[Typed]:
    part_of = ratios.get(found.span("whole"), "")
    if not part_of and not _counts(text, found):
        return
    places = len(found["part"] or "")
    value = Fraction(f"{found['whole'].replace(',', '')}.{found['part'] or '0'}")
    scale = _SCALES.get((found["scale"] or "").casefold(), 1)
    written = _WRITTEN.get((found["unit"] or "").casefold(), "count" if found["unit"] else "bare")
    if found["money"] or (found["scale"] and written in {"bare", "money"}):
        written = "money"
    if written in {"percent", "points"}:
        value /= 100
        places += 2
    sign, start = _sign(text, found)
    half = Fraction(scale, 2 * 10**places)
    rough = bool(_ROUGH_BEFORE.search(text[: found.start()]) or _ROUGH_AFTER.match(text[found.end() :]))
    if rough:
        half = _rough(value * scale, half)
    yield Typed(
        start,
        found.end(),
        line[start : found.end()],
        sign * value * scale,
        half,
        written,
        start == found.start("sign"),
        part_of,
        line[found.end("part" if found["part"] else "whole") : found.end()]
        if written in {"count", "score"}
        else "",
        rough,
    )


def _rough(value: Fraction, half: Fraction) -> Fraction:
    """The half of the last place that is not 0: about 1,750万 may be 1,746万."""
    step = half * 2
    while value and (value / step) % 10 == 0:
        step *= 10
    return step / 2


def _sign(text: str, found: re.Match[str]) -> tuple[int, int]:
    """The sign as a factor, and where the number begins; a dash behind a word is no sign."""
    if not found["sign"]:
        return 1, found.start()
    before = text[: found.start()]
    if before and (before[-1].isalnum() and before[-1].isascii()):
        return 1, found.start() + 1
    return (-1 if found["sign"] == "-" else 1), found.start()


def _counts(text: str, found: re.Match[str]) -> bool:
    """False for what is a day, a year, a range, a threshold, a place in a list or part of a name."""
    before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() :]
    at_start = not text[: found.start()].strip()
    if at_start and not found["unit"] and not found["scale"] and _LIST_NUMBER.match(after):
        return False
    if not at_start and _BEFORE_NONE.search(before):
        return False
    if _RANGE_BEFORE.search(before) or _MONTH_BEFORE.search(before):
        return False
    if (not found["unit"] or found["unit"] in {"%", "分"}) and _AFTER_NONE.match(after):
        return False
    if after[:1].isascii() and after[:1].isalpha() and not found["unit"]:
        return False
    year = not (found["unit"] or found["scale"] or found["part"] or found["money"] or "," in found["whole"])
    return not (year and len(found["whole"]) == 4 and 1900 <= int(found["whole"]) < 2100)
