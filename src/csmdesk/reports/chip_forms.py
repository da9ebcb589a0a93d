"""How a figure in the text may be written: units and decimals by choice, rounded once, half up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Unit

_SIZES: Mapping[str, tuple[int, Text]] = {
    "yuan": (1, Text(" 元", "")),
    "wan": (10**4, Text("万", "0K")),
    "yi": (10**8, Text("亿", "00M")),
    "thousand": (10**3, Text("千", "K")),
    "million": (10**6, Text("百万", "M")),
}
"""The units of money: how many yuan each is, and its name."""

_MONEY: Mapping[Language, tuple[str, ...]] = {
    "zh": ("wan:0", "wan:1", "wan:2", "yi:2", "yuan:0", "yuan:2"),
    "en": ("thousand:0", "thousand:1", "million:1", "million:2", "yuan:0", "yuan:2"),
}
_OTHERS: Mapping[Unit, tuple[str, ...]] = {
    Unit.RATIO: ("percent:0", "percent:1", "percent:2", "ratio:3"),
    Unit.COUNT: ("count:0", "count:1", "count:2"),
    Unit.POINTS: ("count:0", "count:1", "count:2"),
    Unit.DAYS: ("days:0", "days:1", "days:2"),
}


class Form(NamedTuple):
    """A way to write a figure: what it is called in a chip (``wan:0``), and the words that it gives."""

    key: str
    words: str


def forms(amount: Fraction, unit: Unit, language: Language, currency: str) -> tuple[Form, ...]:
    """The ways to write ``amount`` beside the automatic one, each once."""
    keys = _MONEY[language] if unit is Unit.MONEY else _OTHERS[unit]
    found = {written(amount, key, language, currency): key for key in reversed(keys)}
    return tuple(Form(key, words) for words, key in reversed(found.items()))


def written(amount: Fraction, form: str, language: Language, currency: str) -> str:
    """``amount`` in one form; raises ValueError for one that there is not."""
    unit, _, digits = form.partition(":")
    if not digits.isdecimal():
        raise ValueError(f"no form of a figure: {form}")
    places = int(digits)
    if unit == "percent":
        return display.decimals(amount * 100, places, fixed=True) + "%"
    if unit in {"count", "ratio"}:
        return display.decimals(amount, places, fixed=True)
    if unit == "days":
        return display.days(amount, language, places=places)
    if unit not in _SIZES:
        raise ValueError(f"no form of a figure: {form}")
    size, name = _SIZES[unit]
    text = display.decimals(amount / size, places, fixed=True) + name.to(language)
    return text if language == "zh" and currency == "CNY" else f"{currency} {text}"
