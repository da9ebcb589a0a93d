"""What is typed into the settings, read exactly and refused with a sentence; and how the book keeps it."""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text

Value = int | Fraction | str
"""What a setting may hold, but for ``cadence_days``, which is set segment by segment."""

PLACES = 6
"""So many decimals may be typed, in percent or otherwise."""


def kept(value: Value) -> str:
    """``value`` as the book keeps it: JSON, decimals exact."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else decimal(Fraction(value))


def decimal(value: Fraction) -> str:
    """A number in plain decimals, without zeros at the end."""
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"


def number(
    typed: str, name: Text, low: Fraction | int, high: Fraction | int, unit: Text, *, whole: bool
) -> Fraction:
    """The number that was typed, with or without its unit, in full or half width.

    Raises UserError when it is none, has more than ``PLACES`` decimals or lies outside ``low``–``high``.
    """
    word = unicodedata.normalize("NFKC", typed).strip()
    for suffix in unit:
        word = word.removesuffix(suffix).rstrip() if suffix else word
    word = word.replace(",", "")
    said = {
        "name": name,
        "typed": typed.strip(),
        "low": decimal(Fraction(low)),
        "high": decimal(Fraction(high)),
        # A word stands between the number and 之间 without a blank, a sign or nothing with one.
        "gap": "" if unit.zh.isalpha() else " ",
        "unit": Text(*(f"{'' if each == '%' else ' '}{each}" if each else "" for each in unit)),
    }
    if not word:
        raise UserError(_NOTHING.format(**said))
    if not _NUMBER.fullmatch(word):
        raise UserError(_NO_NUMBER.format(**said))
    value = Fraction(word)
    if whole and value.denominator != 1:
        raise UserError(_NOT_WHOLE.format(**said))
    if len(word.partition(".")[2]) > PLACES:
        raise UserError(_TOO_FINE.format(**said, places=PLACES))
    if not low <= value <= high:
        raise UserError(_OUTSIDE.format(**said))
    return value


_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_NOTHING = Text("“{name}”不能空着，请填 {low}–{high}{unit}。", "“{name}” is empty: enter {low}–{high}{unit}.")
_NO_NUMBER = Text(
    "“{typed}”不是数字，“{name}”请填 {low}–{high}{unit}。",
    "“{typed}” is not a number: “{name}” takes {low}–{high}{unit}.",
)
_NOT_WHOLE = Text(
    "“{name}”要填整数，{low}–{high}{unit}。", "“{name}” takes a whole number, {low}–{high}{unit}."
)
_TOO_FINE = Text(
    "“{name}”最多 {places} 位小数，现在是 {typed}。", "“{name}” takes at most {places} decimals, not {typed}."
)
_OUTSIDE = Text(
    "“{name}”要在 {low}–{high}{unit}{gap}之间，现在是 {typed}。",
    "“{name}” must be {low}–{high}{unit}, not {typed}.",
)


def currency(typed: str) -> str:
    """A currency's code of three letters, in capitals; raises UserError for anything else."""
    code = unicodedata.normalize("NFKC", typed).strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise UserError(
            Text(
                "币种“{typed}”要写成三个字母的代码，如 CNY、USD。",
                "Currency “{typed}”: write its code of three letters, as CNY or USD.",
            ).format(typed=typed.strip())
        )
    return code
