"""How a value is written for people: the one place where anything is rounded.

Values come in exact (``Fraction``); rounding is half up, away from zero. Chinese money is in 万 and 亿,
English money in K, M and B. Figures join their unit without a space (1,746万, 94.8%), minus is U+2212,
a missing value is an em dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.health import BANDS, Bands
from csmdesk.domain.text import Language, Text
from csmdesk.metrics.figure import Attainment, Figure, Part, Unit

MISSING = "—"
MINUS = "−"

Number = Fraction | int

_MOST_PLACES = 4
_PLACES = {Unit.MONEY: 2, Unit.RATIO: 1, Unit.COUNT: 1, Unit.POINTS: 1, Unit.DAYS: 2}
_PLACES_OF = {
    "nps": 0,
    "nps_executive": 0,
    "nps_all_answers": 0,
    "collection_days": 1,
}
"""Most decimals of a figure's value where its unit's do not fit: NPS is told in whole points."""

_MONEY_SUMS = frozenset({"nrr", "grr", "renewal_value_rate", "acv", "arr_per_csm", "upsell_margin"})
_MONEY_BELOW = frozenset({"nrr", "grr", "renewal_value_rate", "upsell_margin"})
"""Figures whose numerator, and of these whose denominator too, is money."""

_COUNTERS = {
    "referral_leads": Text("条", ""),
    "executive_reach": Text("人次", ""),
    "sharing_sessions": Text("场", ""),
    "health_red": Text("家", ""),
    "early_collection": Text("份", ""),
    "non_renewal_reasons": Text("份", ""),
    "activity_counts": Text("次", ""),
}
"""The measure word of a count in Chinese."""

PART_UNITS = {
    **dict.fromkeys(("share_of_renewal_receipts", "growth", "of_node_target"), Unit.RATIO),
    **dict.fromkeys(
        ("opening", "expansion", "contraction", "churn", "closing", "amount", "expected_arr", "net"),
        Unit.MONEY,
    ),
    **dict.fromkeys(("due_next_period_amount", "financing_saved", "discount", "pending_amount"), Unit.MONEY),
}
"""The unit of a part that is not a plain count."""

_OWN_UNIT = frozenset({"opening", "year_before", "team"})
"""Parts in the figure's own unit (unless it is a ratio, whose opening is money)."""


class Scale(NamedTuple):
    """A display unit of money: amounts from ``least`` on are divided by ``size``."""

    least: int
    size: int
    name: str


_SCALES: dict[Language, tuple[Scale, ...]] = {
    "zh": (Scale(10**8, 10**8, "亿"), Scale(10**4, 10**4, "万")),
    "en": (Scale(10**9, 10**9, "B"), Scale(10**6, 10**6, "M"), Scale(10**4, 10**3, "K")),
}


def half_up(value: Number, places: int) -> Fraction:
    """``value`` rounded to ``places`` decimals, halves away from zero."""
    exact, scale = Fraction(value), 10**places
    # In whole numbers: lists write thousands of amounts, and sums of fractions take three times as long.
    whole = (2 * abs(exact.numerator) * scale + exact.denominator) // (2 * exact.denominator)
    return Fraction(whole if exact.numerator >= 0 else -whole, scale)


def decimals(value: Number, places: int, *, fixed: bool = False, signed: bool = False) -> str:
    """``value`` rounded to at most ``places`` decimals (exactly so many when ``fixed``), in threes."""
    shown = half_up(value, places)
    digits = f"{abs(shown.numerator * 10**places // shown.denominator):0{places + 1}d}"
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
    if not fixed:
        rest = rest.rstrip("0")
    text = f"{int(whole):,}" + (f".{rest}" if rest else "")
    if shown < 0:
        return MINUS + text
    return f"+{text}" if signed and shown > 0 else text


def _faithful(value: Number, places: int, bounds: Sequence[Number]) -> int:
    """The fewest decimals from ``places`` on with which ``value`` stays on its side of each bound."""
    for more in range(places, _MOST_PLACES + 1):
        shown = half_up(value, more)
        if all((shown >= b) == (value >= b) and (shown <= b) == (value <= b) for b in bounds):
            return more
    return _MOST_PLACES


def count(value: Number, *, places: int = 2, signed: bool = False, against: Sequence[Number] = ()) -> str:
    """A number of things; decimals only where it has them (a node target of 14.4)."""
    return decimals(value, _faithful(value, places, against), signed=signed)


def percent(
    value: Number,
    *,
    places: int = 1,
    fixed: bool = False,
    signed: bool = False,
    against: Sequence[Number] = (),
) -> str:
    """A ratio as per cent, without trailing zeros unless ``fixed``.

    ``against`` are ratios (a target, 1) on whose side the rounded value has to stay.
    """
    hundred = [Fraction(b) * 100 for b in against]
    shown = Fraction(value) * 100
    return decimals(shown, _faithful(shown, places, hundred), fixed=fixed, signed=signed) + "%"


def share(value: Number) -> str:
    """Attainment of a target: whole per cent, never rounded up to 100 % when it is missed."""
    return percent(value, places=0, against=(1,))


def growth(value: Number) -> str:
    """A change against another time: signed whole per cent, with a decimal where it would show as none."""
    return percent(
        value, places=0 if not value or abs(Fraction(value)) >= Fraction(1, 100) else 1, signed=True
    )


def percentage_points(value: Number, language: Language) -> str:
    """A difference of two ratios."""
    return decimals(Fraction(value) * 100, 1) + (" 个百分点" if language == "zh" else " percentage points")


def points(value: Number, *, places: int = 1, signed: bool = False, against: Sequence[Number] = ()) -> str:
    """A score; ``against`` are bounds (60, 80, a target) on whose side the rounded value has to stay."""
    return decimals(value, _faithful(value, places, against), signed=signed)


def health(value: Number | None, bands: Bands = BANDS) -> str:
    """A health score with one decimal; more where one would put it into another band."""
    return MISSING if value is None else decimals(value, _faithful(value, 1, bands), fixed=True)


def days(value: Number, language: Language, *, places: int = 2) -> str:
    """A number of days."""
    text = decimals(value, places)
    return f"{text} 天" if language == "zh" else f"{text} {'day' if text == '1' else 'days'}"


def money(
    value: Number,
    language: Language,
    currency: str = "CNY",
    *,
    places: int | None = None,
    fixed: bool = False,
    signed: bool = False,
    against: Sequence[Number] = (),
) -> str:
    """An amount in the currency's unit (yuan), written with the display unit that fits its size.

    At most one decimal from 100 units of display on, two below. Chinese yuan carry no currency name, as
    a Chinese report says once that it is in yuan; every other combination names the currency.
    """
    size = abs(Fraction(value))
    scale = next((s for s in _SCALES[language] if size >= s.least), None)
    name = "" if language == "zh" and currency == "CNY" else currency
    if scale is None:
        text = decimals(value, 2, signed=signed)
        if name:
            return f"{name} {text}"
        return f"{text} 元"
    shown = Fraction(value) / scale.size
    most = places if places is not None else (2 if size < 100 * scale.size or scale.size == 10**8 else 1)
    if language == "en" and places is None:
        most = 2 if scale.name != "K" else 1
    most = _faithful(shown, most, [Fraction(b) / scale.size for b in against])
    text = decimals(shown, most, fixed=fixed, signed=signed) + scale.name
    return f"{name} {text}" if name else text


def money_cell(value: Number | None, language: Language) -> str:
    """An amount in a table's cell, whose head or note names the currency: 万 (K) with one decimal."""
    if value is None:
        return MISSING
    if language == "zh":
        if value and abs(Fraction(value)) < 500:
            return decimals(Fraction(value) / 10**4, 4) + "万"
        return decimals(Fraction(value) / 10**4, 1, fixed=True) + "万"
    return decimals(Fraction(value) / 1000, 1, fixed=True) + "K"


def full_money(fen: int, currency: str = "CNY") -> str:
    """An exact amount in fen with its currency, for evidence rows: 17,460,000.00 CNY."""
    return f"{decimals(Fraction(fen, 100), 2, fixed=True)} {currency}"


def value(
    amount: Number | None,
    unit: Unit,
    language: Language,
    *,
    key: str = "",
    currency: str = "CNY",
    against: Sequence[Number] = (),
) -> str:
    """An amount in ``unit`` as a report says it; ``key`` is the metric whose value it is."""
    if amount is None:
        return MISSING
    places = _PLACES_OF.get(key, _PLACES[unit])
    if unit is Unit.MONEY:
        return money(amount, language, currency, against=against)
    if unit is Unit.RATIO:
        return percent(amount, places=places, against=against)
    if unit is Unit.POINTS:
        return points(amount, places=places, against=against)
    if unit is Unit.DAYS:
        return days(amount, language, places=places)
    return count(amount, places=places, against=against)


def figure_value(figure: Figure, language: Language, currency: str = "CNY", *, measured: bool = False) -> str:
    """A figure's value; on the right side of its targets. ``measured`` adds the measure word to a count."""
    against = [t.node for t in figure.targets]
    unit = figure.definition.unit
    text = value(figure.value, unit, language, key=figure.key, currency=currency, against=against)
    if measured and figure.value is not None and unit is Unit.COUNT and language == "zh":
        return f"{text} {measure(figure.key, language)}".rstrip()
    return text


def measure(key: str, language: Language) -> str:
    """The measure word of a count (条, 家, 份); empty in English and where none is usual."""
    word = _COUNTERS.get(key)
    return word.to(language) if word else ""


def target_value(figure: Figure, amount: Fraction, language: Language, currency: str = "CNY") -> str:
    """A target of a figure, in the figure's unit; NPS and health in full where they have decimals."""
    unit = figure.definition.unit
    if unit is Unit.MONEY:
        return money(amount, language, currency)
    if unit is Unit.RATIO:
        return percent(amount, places=2)
    if unit is Unit.DAYS:
        return days(amount, language)
    return count(amount)


def attainment(target: Attainment) -> str:
    """Value over node as whole per cent."""
    return MISSING if target.share is None else share(target.share)


def counts_money(figure: Figure) -> bool:
    """True when the figure's numerator is money."""
    return figure.definition.unit is Unit.MONEY or figure.key in _MONEY_SUMS


def below_is_money(figure: Figure) -> bool:
    """True when the figure's denominator is money."""
    return figure.key in _MONEY_BELOW


def sums(figure: Figure, language: Language, currency: str = "CNY") -> tuple[str, str]:
    """The numerator and the denominator of a figure, each in its own unit."""

    def one(amount: Fraction | None, is_money: bool) -> str:
        if amount is None:
            return MISSING
        return money(amount, language, currency) if is_money else count(amount)

    return one(figure.numerator, counts_money(figure)), one(figure.denominator, below_is_money(figure))


def part(figure: Figure, name: str, language: Language, currency: str = "CNY") -> str:
    """A part of a figure by name: a number in its unit, or a word as it stands."""
    held: Part = figure.parts.get(name)
    if held is None:
        return MISSING
    if isinstance(held, str):
        return held
    if not isinstance(held, Fraction | int):
        return MISSING
    if name == "growth":
        return growth(held)
    if name == "share_of_renewal_receipts":
        return percent(held, places=0)
    return value(held, part_unit(figure, name), language, currency=currency)


def part_unit(figure: Figure, name: str) -> Unit:
    """What a part of a figure is counted in."""
    if name in _OWN_UNIT and figure.definition.unit is not Unit.RATIO:
        return figure.definition.unit
    return PART_UNITS.get(name, Unit.COUNT)


# days --------------------------------------------------------------------------------------------------

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(when: date | None) -> str:
    """A day in full, as evidence shows it."""
    return MISSING if when is None else when.isoformat()


def month(when: date, language: Language, *, year: bool = False) -> str:
    """A month: 3 月 or 2024 年 3 月; Mar or Mar 2024."""
    if language == "zh":
        return f"{when.year} 年 {when.month} 月" if year else f"{when.month} 月"
    return f"{_MONTHS[when.month - 1]} {when.year}" if year else _MONTHS[when.month - 1]


def day_words(when: date, language: Language, *, year: bool = False) -> str:
    """A day in a sentence: 5 月 31 日; 31 May."""
    if language == "zh":
        return (f"{when.year} 年 " if year else "") + f"{when.month} 月 {when.day} 日"
    return f"{when.day} {_MONTHS[when.month - 1]}" + (f" {when.year}" if year else "")
