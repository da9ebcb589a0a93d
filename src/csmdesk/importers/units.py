"""Units that headers and cells carry: scales of numbers, lengths of time, currencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from csmdesk.importers.words import header_key, plain, vocabulary

_SCALES = {
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_LATIN_SCALES = {"k": 3, "w": 4, "m": 6, "mn": 6, "million": 6, "thousand": 3, "bn": 9}
_TIMES = {
    "hours": ("小时", "时", "h", "hr", "hrs", "hour", "hours", "钟头", "工时"),
    "minutes": ("分钟", "分", "min", "mins", "minute", "minutes"),
    "days": ("天", "日", "d", "day", "days", "人天", "工作日"),
}
_TIME_WORDS = {word: unit for unit, words in _TIMES.items() for word in words}
_PERCENT = frozenset({"%", "％", "百分比", "百分数", "percent", "pct", "百分之"})
_COUNTED = frozenset(
    [
        "个",
        "人",
        "次",
        "户",
        "家",
        "条",
        "项",
        "场",
        "位",
        "台",
        "份",
        "分",
        "月",
        "年",
        "个月",
        "人次",
        "期",
        "只",
        "套",
        "级",
        "名",
        "积分",
        "point",
        "points",
        "seats",
        "users",
        "months",
        "count",
        "nos",
        "pcs",
    ]
)
WEAK_YUAN = frozenset({"元", "圆", "块", "元整", "圆整"})
"""Words that say "whole units" rather than "renminbi": a table of dollars has them in its headers too."""

_MONEY = re.compile(
    r"(?P<scale>(?:[十百千]?万|[十百千]?亿|千|百万|k|w|m|mn|bn)?)(?P<currency>.*)", re.IGNORECASE
)


@dataclass(frozen=True)
class Unit:
    """What a header says of its column's numbers: a power of ten, percent, a length of time, a currency."""

    power: int = 0
    percent: bool = False
    time: str = ""
    currency: str = ""

    @property
    def scale(self) -> Decimal:
        """What a plain number of the column is multiplied by."""
        return Decimal(1).scaleb(self.power)


def scale_power(word: str) -> int | None:
    """The power of ten that 千, 万, 亿, k … stand for; None when it is none of them."""
    return _SCALES.get(word, _LATIN_SCALES.get(word))


def time_unit(word: str) -> str | None:
    """``hours``, ``minutes`` or ``days``; None when the word is no length of time."""
    return _TIME_WORDS.get(plain(word))


def unit_of(text: str) -> Unit | None:
    """The unit that ``text`` (what stands in a header's brackets) names; None when it names none."""
    word = re.sub(r"^(?:单位|计量单位|unit)\s*[::]?\s*", "", plain(text)).replace(" ", "")
    if not word:
        return None
    if word in _PERCENT:
        return Unit(percent=True)
    if word in _TIME_WORDS and word not in {"分", "时", "日"}:
        return Unit(time=_TIME_WORDS[word])
    if word in _COUNTED:
        return Unit()
    found = _MONEY.fullmatch(word)
    if found is None:
        # A unit is one line.
        return None
    power = scale_power(found["scale"]) if found["scale"] else 0
    if found["currency"] in WEAK_YUAN:
        return None if power is None else Unit(power=power)
    currency = vocabulary("currency").meaning(found["currency"]) if found["currency"] else ""
    if power is None or currency is None or not (power or currency):
        return None
    return Unit(power=power, currency=currency)


_SUFFIX = re.compile(
    r"(?P<word>.+?)(?P<unit>[十百千]?[万亿]?(?:人民币|美)?元|[百千]?万|千|人民币|rmb|cny|usd|小时数?|分钟数?|天数?"
    r"|hours|hrs|minutes|mins|days|pct|percent|百分比)"
)


def split_suffix(key: str) -> tuple[str, Unit] | None:
    """A normalised header that ends in a unit, as (the rest of it, the unit); None when it does not."""
    found = _SUFFIX.fullmatch(key)
    if not found:
        return None
    word = found["unit"]
    unit = unit_of(word.removesuffix("数") if word[0] in "小分天" else word)
    return None if unit is None else (header_key(found["word"]), unit)
