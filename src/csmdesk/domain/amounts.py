"""Amounts and numbers as somebody types them: 24.7万, ¥247,000.50, 1.2亿, 247k."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Text

MOST_FEN = 10**15
"""No amount is larger (in fen): what is has a digit too many."""

_SCALES = {
    "": 1,
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "k": 10**3,
    "w": 10**4,
    "m": 10**6,
    "b": 10**9,
}
_TYPED = re.compile(
    r"(?:[¥$€£]|rmb|cny|usd|eur)?\s*(?P<sign>[+-]?)\s*(?:[¥$€£])?"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<part>\d*))?\s*"
    r"(?P<scale>百万|千万|千|万|亿|[kwmb])?\s*(?:元|圆|块|yuan|rmb|cny|usd|eur)?"
)
_MINUS = str.maketrans("−–", "--")


def read_number(field: str, typed: str) -> Fraction:
    """The number in ``typed``, exact: full width, separators of thousands, 万 and 亿, k and m are understood.

    Raises FieldError for ``field`` where there is none.
    """
    word = unicodedata.normalize("NFKC", typed).translate(_MINUS).strip().casefold()
    if not word:
        raise FieldError(field, EMPTY)
    found = _TYPED.fullmatch(word)
    if found is None or not (found["whole"] or found["part"]):
        raise FieldError(field, NO_NUMBER.format(typed=typed.strip()))
    value = Fraction(f"{(found['whole'] or '0').replace(',', '')}.{found['part'] or '0'}")
    value *= _SCALES[found["scale"] or ""]
    return -value if found["sign"] == "-" else value


def read_fen(field: str, typed: str) -> int:
    """The amount in ``typed`` in fen; raises FieldError for no number, a part of a fen, or far too much."""
    fen = read_number(field, typed) * 100
    if fen.denominator != 1:
        raise FieldError(field, PART_OF_A_FEN.format(typed=typed.strip()))
    if abs(fen) > MOST_FEN:
        raise FieldError(field, TOO_MUCH.format(typed=typed.strip()))
    return int(fen)


def typed_fen(fen: int) -> str:
    """An amount as it stands in a field to be changed: 247000 or 247000.50."""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole}.{rest:02d}" if rest else f"{sign}{whole}"


EMPTY = Text("请填写。", "Fill this in.")
NO_NUMBER = Text(
    "“{typed}”不是数字，可写作 24.7万 或 247,000。", "“{typed}” is no number: write 247,000 or 247k."
)
PART_OF_A_FEN = Text("“{typed}”精确到分即可。", "“{typed}” has a part of a cent.")
TOO_MUCH = Text("“{typed}”太大了，请核对。", "“{typed}” is too much: check it.")
