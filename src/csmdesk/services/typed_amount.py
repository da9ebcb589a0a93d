"""A value as people type it, in the unit of a metric: 92%, 1,746万, 1.2亿, 350K, 72 天."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.metrics.figure import Unit

_SCALES = {"": 1, "千": 10**3, "万": 10**4, "亿": 10**8, "k": 10**3, "w": 10**4, "m": 10**6, "b": 10**9}
_TYPED = re.compile(
    r"(?P<sign>[-+]?)(?:cny|rmb|¥)?\s*(?P<number>\d+\.?\d*|\.\d+)\s*(?P<scale>千|万|亿|k|w|m|b)?\s*(?P<tail>.*)",
    re.IGNORECASE | re.ASCII,
)
_TAILS = {
    Unit.MONEY: {"", "元", "cny", "rmb", "人民币"},
    Unit.RATIO: {"", "%"},
    Unit.COUNT: {"", "家", "条", "人次", "场", "份", "次", "个"},
    Unit.POINTS: {"", "分", "points", "pts"},
    Unit.DAYS: {"", "天", "d", "day", "days"},
}
_EXAMPLES = {
    Unit.MONEY: Text("1,746万", "17.46M"),
    Unit.RATIO: Text("92%", "92%"),
    Unit.COUNT: Text("12", "12"),
    Unit.POINTS: Text("55", "55"),
    Unit.DAYS: Text("36.5", "36.5"),
}
_WHOLE_PERCENT = 3
"""A ratio without a per cent sign that is larger than this was meant in per cent."""

_REFUSED = Text(
    "“{typed}”不是“{name}”的数值，请写作 {example}。",
    "“{typed}” is no value of “{name}”: write it as {example}.",
)
_MOST = 10**15


def amount(typed: str, unit: Unit, name: Text) -> Fraction:
    """The value that was typed, exact and in the metric's unit (yuan, fraction, number, points, days).

    92 and 92% are the same ratio, 0.92 too. Raises UserError for what is no value of such a metric; ``name``
    is what it is called.
    """
    word = unicodedata.normalize("NFKC", typed).replace(",", "").replace("\u2212", "-").strip()
    found = _TYPED.fullmatch(word)
    tail = found["tail"].strip().casefold() if found else ""
    if found is None or tail not in _TAILS[unit] or (found["scale"] and unit is Unit.RATIO):
        raise UserError(_REFUSED.format(typed=typed.strip(), name=name, example=_EXAMPLES[unit]))
    value = Fraction(found["number"]) * _SCALES[(found["scale"] or "").casefold()]
    if unit is Unit.RATIO and (tail == "%" or value > _WHOLE_PERCENT):
        value /= 100
    if value > _MOST:
        raise UserError(_REFUSED.format(typed=typed.strip(), name=name, example=_EXAMPLES[unit]))
    return -value if found["sign"] == "-" else value


def typed(value: Fraction, unit: Unit) -> str:
    """The value as it would be typed, exact where it ends."""
    if unit is Unit.RATIO:
        return f"{_plain(value * 100)}%"
    return _plain(value)


def _plain(value: Fraction) -> str:
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"
