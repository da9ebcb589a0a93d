"""Amounts in a text, and the band that stands for each: 1,746万 is 1,000万–3,000万.

The bands go up by threes and tens (1万, 3万, 10万, …), so that a band says the size and not the amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from csmdesk.domain.text import Language, Text

MINUS = "−"


class Amount(NamedTuple):
    """An amount at ``start`` … ``end`` of a text, in yuan (or the units of its currency)."""

    start: int
    end: int
    value: Fraction


_SIZES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "k": 10**3,
    "w": 10**4,
    "m": 10**6,
    "b": 10**9,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_CODES = "CNY|RMB|USD|EUR|GBP|HKD|JPY"
_CURRENCY = rf"{_CODES}|人民币|美元|欧元|港币|[¥￥$€£]"
_MONEY = rf"元|圆|块钱|人民币|美元|欧元|港元|港币|(?:{_CODES}|yuan|dollars?|euros?)\b"
_YUAN = ("元", "圆", "块钱")
_COUNTED = (
    "行|次|条|人|家|户|份|个|件|台|套|位|名|天|日|小时|字|张|笔|点|例|项|用户|账号|订单|数据|记录|调用|步|公里|"
    "吨|平|倍|像素"
)
_NUMBER = re.compile(
    rf"(?P<before>(?:{_CURRENCY})\s?)?(?:(?<![A-Za-z0-9０-９_.,])(?P<sign>[−－-])(?=[0-9０-９])|(?<![A-Za-z0-9０-９_.,−－-]))"
    r"(?P<digits>[0-9０-９]+(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+)"
    r"(?:[.．](?P<part>[0-9０-９]+))?"
    r"\s?(?:(?P<zh>十万|百万|千万|[百千万亿])(?P<yi>亿)?|(?P<en>[KMB](?![A-Za-z0-9])|[kw](?![A-Za-z0-9])"
    r"|(?:thousand|million|billion)\b))?"
    rf"(?:余|多)?\s?(?P<after>(?:{_MONEY})(?!\s?[0-9０-９]))?",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"(?P<digits>[零〇一二两三四五六七八九十百千]+)(?P<scale>万|亿)?(?:余|多)?\s?(?:{_MONEY})|"
    rf"(?P<large>[零〇一二两三四五六七八九十百千]{{1,8}})(?P<size>万|亿)(?:余|多)?(?!{_COUNTED}|[一二三四五六七八九十百千])"
    r"(?=的?(?:合同|回款|到账|续费|增购|年费|年化|预算|大单|单子|订单金额|[，。；、,.;）)]|$))"
)
_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NOT_MONEY = re.compile(rf"\s?(?:{_COUNTED})")
_UNITS: dict[Language, tuple[tuple[int, str], ...]] = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**9, "B"), (10**6, "M"), (10**3, "K")),
}
_FIRST, _LAST = 10**4, 3 * 10**12
_UNDER: Text = Text("{edge}以下", "under {edge}")
_DASH = "–"


def _edges() -> tuple[int, ...]:
    found = [_FIRST]
    while found[-1] < _LAST:
        found.append(found[-1] * 3 if str(found[-1])[0] == "1" else found[-1] // 3 * 10)
    return tuple(found)


EDGES = _edges()
"""Where a band begins and the one before it ends, in yuan."""


def find(text: str, known: frozenset[int] = frozenset()) -> Iterator[Amount]:
    """The amounts in ``text`` that are not nought, from left to right.

    A number is one by its unit (1,746万, 12 元, CNY 3.4M, 三百万元); a bare one when it has five digits or
    more and is among the ``known`` amounts, which are in fen.
    """
    found = [*_digits(text, known), *_words(text)]
    end = 0
    for amount in sorted(found):
        if amount.start >= end:
            yield amount
            end = amount.end


def _digits(text: str, known: frozenset[int]) -> Iterator[Amount]:
    for match in _NUMBER.finditer(text):
        number = f"{match['digits']}.{match['part'] or '0'}".replace(",", "").replace("，", "")
        value = Fraction(number)
        size = (match["zh"] or match["en"] or "").lower()
        value *= _SIZES.get(size, 1) * (10**8 if match["yi"] else 1)
        money = bool(match["before"] or match["after"])
        if not money and size:
            money = size not in {"百", "千"} and not _NOT_MONEY.match(text, match.end())
        if not money and not size and value >= _FIRST:
            money = int(value * 100) in known and not text.startswith(("%", "‰"), match.end())
        if money and value:
            start = match.start("before") if match["before"] else match.start("digits")
            if match["before"]:
                start = match.end("before")
            start = match.start("sign") if match["sign"] else start
            yield Amount(start, _end(match), -value if match["sign"] else value)


def _end(match: re.Match[str]) -> int:
    """Where an amount ends: what names another currency than yuan, and white space, stay after it."""
    kept = match["after"] if match["after"] and match["after"] not in _YUAN else ""
    return match.start() + len(match[0].removesuffix(kept).rstrip())


def _words(text: str) -> Iterator[Amount]:
    for match in _WRITTEN.finditer(text):
        value = _read(match["digits"] or match["large"])
        value *= _SIZES.get(match["scale"] or match["size"] or "", 1)
        if value:
            yield Amount(match.start(), match.end(), Fraction(value))


def _read(words: str) -> int:
    """A number in Chinese characters below ten thousand: 三百二十."""
    whole = digit = 0
    for letter in words:
        if letter in _TENS:
            whole += (digit or 1) * _TENS[letter]
            digit = 0
        else:
            digit = _DIGITS[letter]
    return whole + digit


def band(value: Fraction, language: Language) -> str:
    """The band of an amount: 100万–300万, CNY-less 1M–3M; a negative one in brackets after its sign."""
    size = abs(value)
    if size < EDGES[0]:
        words = _UNDER.format(edge=_edge(EDGES[0], language)).to(language)
    else:
        low, high = next((pair for pair in pairwise(EDGES) if size < pair[1]), EDGES[-2:])
        words = f"{_edge(low, language)}{_DASH}{_edge(high, language)}"
    return f"{MINUS}({words})" if value < 0 else words


def middle(value: Fraction) -> Fraction:
    """The middle of an amount's band, which a chart draws in its place."""
    size = abs(value)
    if not size:
        return size
    low, high = next((pair for pair in pairwise((0, *EDGES)) if size < pair[1]), EDGES[-2:])
    return Fraction(low + high, 2) * (-1 if value < 0 else 1)


def _edge(value: int, language: Language) -> str:
    for size, name in _UNITS[language]:
        if value >= size:
            return f"{value // size:,}{name}"
    return f"{value:,}"


def _every_band(language: Language) -> Iterator[str]:
    yield band(Fraction(1), language)
    for edge in EDGES[:-1]:
        yield band(Fraction(edge), language)


BANDS: tuple[str, ...] = tuple(
    sorted((words for language in ("zh", "en") for words in _every_band(language)), key=len, reverse=True)
)
"""Every band in both languages, the longest first."""

_BANDS = re.compile("|".join(map(re.escape, BANDS)))


def without_bands(text: str, put: str = "§") -> str:
    """The text with each band blotted out, so that what is left can be searched for amounts."""
    return _BANDS.sub(put, text)


_HEAD_UNIT = re.compile(
    r"[（(:：/]\s*(?:单位[:：]\s*)?(?:CNY|RMB|USD|EUR)?\s*(?P<size>[亿万千百]|[KMB]\b)?\s*(?P<yuan>元|人民币)?\s*[)）]?\s*$"
)
_HEAD_MONEY = re.compile(
    "金额|年化|到账|回款|合同额|收入|预算|报价|amount|annual value|revenue|receipts|arr", re.IGNORECASE
)
_LEAST_BARE = 1000


def scale_of_head(head: str) -> int:
    """What bare numbers under a table's head count: 10,000 for 金额（万元）, 1 for 金额, 0 for no money."""
    unit = _HEAD_UNIT.search(head)
    if unit is not None and (unit["size"] or unit["yuan"]):
        return _SIZES.get((unit["size"] or "").lower(), 1)
    return 1 if _HEAD_MONEY.search(head) else 0


_CHART_UNIT = re.compile(rf"(?P<size>[亿万千百])?\s*(?:元|{_CODES})|(?:{_CODES})\s*(?P<en>[KMB]\b)?")


def scale_of_unit(unit: str) -> int:
    """What a chart's numbers count by its unit: 10,000 for 单位：万元, 1,000 for CNY K, 0 for no money."""
    found = _CHART_UNIT.search(unit)
    if found is None:
        return 0
    english = re.search(rf"(?:{_CODES})\s*([KMB])\b", unit)
    return _SIZES.get((english[1] if english else found["size"] or "").lower(), 1)


_BARE = re.compile(r"\s*([−-]?)\s*([\d,，]+(?:\.\d+)?)\s*")


def bare(text: str, scale: int) -> Fraction | None:
    """The amount of a cell that is nothing but a number; None for anything else, and for small counts."""
    found = _BARE.fullmatch(text)
    if not scale or found is None or not found[2].strip(",，"):
        return None
    value = Fraction(found[2].replace(",", "").replace("，", "")) * scale
    if not value or (scale == 1 and value < _LEAST_BARE):
        return None
    return -value if found[1] else value


def banded(
    text: str,
    language: Language,
    known: frozenset[int] = frozenset(),
    met: Callable[[str, str], None] | None = None,
) -> str:
    """The text with each amount as its band; ``met`` is told each amount and its band."""
    out, end = [], 0
    for amount in find(text, known):
        words = band(amount.value, language)
        if met is not None:
            met(text[amount.start : amount.end], words)
        out += [text[end : amount.start], words]
        end = amount.end
    return "".join([*out, text[end:]])
