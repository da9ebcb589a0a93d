"""Cells to values: exact money and numbers, words of a list, lists in a cell. No float anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from csmdesk.domain.text import Text
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.units import WEAK_YUAN, Unit, scale_power, time_unit
from csmdesk.importers.words import INVISIBLE, blanks, plain, value_key, vocabulary

NO_UNIT = Unit()


class Number(NamedTuple):
    """A number as a cell writes it: its own scale and percent applied, and its currency and unit.

    ``scaled``: the cell says its scale, if only by 元, and no header's applies.
    """

    value: Decimal
    scaled: bool
    percent: bool
    currency: str
    unit: str


class Money(NamedTuple):
    """An amount in fen and its currency, '' where the cell names none."""

    fen: int
    currency: str


_SIGNS = r"¥|￥|\$|€|£"
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[+-]?)(?P<before>cny|rmb|usd|eur|hkd|us\$|hk\$|人民币|美元|港币|欧元|{_SIGNS})?(?P<sign2>-?)"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?: \d{3})+|\d*)"
    r"(?:\.(?P<part>\d*))?(?P<power>e[+-]?\d{1,3})?"
    r"(?P<scale>[十百千]?[万亿]|千|万亿|k|w|m)?(?P<percent>%|％)?"
    r"(?P<after>人民币元?|美元|港币|港元|欧元|元人民币|元整|圆整|元|圆|块|cny|rmb|usd|eur|hkd|€|£|\$|¥|￥)?"
    r"(?P<unit>[a-z一-鿿]{1,4})?(?P<close>\))?"
)
_YUAN = ("元", "圆", "块", "元整", "圆整")
_EUROPEAN = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+),(\d{1,2})")
_MOST_FEN = 10**17
"""The largest amount, in fen: what a book's 64-bit column holds with room for sums."""

_LARGEST = 14
"""Power of ten of the largest number of ours: more is another kind of cell, and too wide for the book."""


def is_blank(text: str, *lists: str) -> bool:
    """True when the cell is empty or says so (-, 无, N/A …); ``lists`` are further lists of such words."""
    word = value_key(text)
    return not word or word in blanks("any") or any(word in blanks(name) for name in lists)


def number(text: str) -> Number:
    """The number in ``text``; raises Unreadable.

    Reads full-width digits, separators of thousands (of India's too: 1,20,000), 万 and 亿, %, signs of
    currencies before and 元 after, brackets as minus, and a counting word after it (40人). "12万3" is no
    number.
    """
    word = plain(text).replace("−", "-").replace("–", "-").replace("‑", "-").replace("\u00a0", " ")
    word = re.sub(r"(?<=\D) +| +(?=\D)", "", word.replace("'", ""))
    if european := _EUROPEAN.fullmatch(word):
        word = f"{european[1]}{european[2].replace('.', '')}.{european[3]}"
    found = _NUMBER.fullmatch(word)
    if not found or not (found["whole"] or found["part"]) or bool(found["open"]) != bool(found["close"]):
        raise Unreadable(NOT_A_NUMBER.format(value=text))
    minus = [found["sign"] == "-", found["sign2"] == "-", bool(found["open"])]
    if sum(minus) > 1 or (found["percent"] and found["scale"]):
        raise Unreadable(NOT_A_NUMBER.format(value=text))
    digits = re.sub(r"[, ]", "", found["whole"])
    value = Decimal(f"{digits or '0'}.{found['part'] or '0'}{found['power'] or ''}")
    if found["scale"]:
        power = scale_power(found["scale"])
        assert power is not None
        value = value.scaleb(power)
    if found["percent"]:
        value = value.scaleb(-2)
    if value and value.adjusted() > _LARGEST:
        raise Unreadable(NOT_A_NUMBER.format(value=text))
    # 100元 under 万元 is a hundred: the cell says its own unit.
    own = bool(found["scale"]) or (found["after"] or "").endswith(_YUAN)
    currency = ""
    for sign in (found["before"], found["after"]):
        if sign and sign not in WEAK_YUAN:
            currency = vocabulary("currency").meaning(sign) or ""
    return Number(
        -value if any(minus) else value,
        own,
        bool(found["percent"]),
        currency,
        found["unit"] or "",
    )


def decimal_text(value: Decimal) -> str:
    """The shortest plain writing of ``value``: 0.48, 34000000, never 3.4E+7."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def money(text: str, unit: Unit = NO_UNIT) -> Money:
    """An amount in fen, exactly; raises Unreadable when it has a part of a fen or names something else.

    A cell's own 万 or 亿 wins over the header's.
    """
    read = number(text)
    if read.percent or read.unit:
        raise Unreadable(NOT_AN_AMOUNT.format(value=text))
    fen = (read.value if read.scaled else read.value * unit.scale).scaleb(2)
    if abs(fen) > _MOST_FEN:
        raise Unreadable(NOT_AN_AMOUNT.format(value=text))
    if fen != fen.to_integral_value():
        raise Unreadable(PART_OF_A_FEN.format(value=text))
    return Money(int(fen), read.currency)


def count(text: str, unit: Unit = NO_UNIT) -> int:
    """A whole number; raises Unreadable."""
    read = number(text)
    value = read.value if read.scaled else read.value * unit.scale
    if read.percent or read.currency or value != value.to_integral_value():
        raise Unreadable(NOT_A_COUNT.format(value=text))
    return int(value)


def decimal(text: str, unit: Unit = NO_UNIT) -> str:
    """A number as decimal text; raises Unreadable."""
    read = number(text)
    return decimal_text(read.value if read.scaled else read.value * unit.scale)


def ratio(text: str, unit: Unit = NO_UNIT) -> str:
    """A share as a fraction in decimal text: 63%, 0.63, or 63 under a header that says %."""
    read = number(text)
    if read.currency or read.scaled:
        raise Unreadable(NOT_A_SHARE.format(value=text))
    return decimal_text(read.value.scaleb(-2) if unit.percent and not read.percent else read.value)


def score(text: str) -> int:
    """A health score in thousandths; raises Unreadable for more than three decimals."""
    read = number(text)
    milli = (read.value.scaleb(2) if read.percent else read.value).scaleb(3)
    if read.currency or read.scaled or milli != milli.to_integral_value():
        raise Unreadable(NOT_A_SCORE.format(value=text))
    return int(milli)


_CLOCK = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?")
_PARTS = re.compile(
    r"(?:(?P<days>\d+(?:\.\d+)?)\s*(?:天|日|d|days?))?\s*(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:个?小时|时|h|hrs?|hours?))?\s*"
    r"(?:(?P<minutes>\d+(?:\.\d+)?)\s*(?:分钟?|m|mins?|minutes?))?"
)


def minutes(text: str, unit: Unit = NO_UNIT, *, default: str = "hours", day_hours: int = 8) -> Decimal:
    """A length of time in minutes, exactly: 4.5, 4:30, 4小时30分, 270分钟, 1天; raises Unreadable.

    A plain number is in the header's unit, else in ``default``; a day has ``day_hours`` hours.
    """
    per = {"days": Decimal(60 * day_hours), "hours": Decimal(60), "minutes": Decimal(1)}
    word = plain(text)
    if clock := _CLOCK.fullmatch(word):
        return Decimal(clock[1]) * 60 + Decimal(clock[2]) + Decimal(clock[3] or 0) / 60
    if (parts := _PARTS.fullmatch(word)) and any(parts.groups()):
        return sum((Decimal(parts[name]) * each for name, each in per.items() if parts[name]), Decimal(0))
    read = number(text)
    if read.percent or read.currency or (read.unit and time_unit(read.unit) is None):
        raise Unreadable(NOT_A_TIME.format(value=text))
    return read.value * per[time_unit(read.unit) or unit.time or default]


def whole_minutes(text: str, unit: Unit = NO_UNIT, *, default: str = "hours") -> int:
    """A working time in minutes, to the nearest one; a day has 8 hours."""
    return int(minutes(text, unit, default=default).quantize(Decimal(1), ROUND_HALF_UP))


def hours(text: str, unit: Unit = NO_UNIT) -> str:
    """Elapsed hours as decimal text; a day has 24 hours."""
    value = minutes(text, unit, day_hours=24) / 60
    return decimal_text(value if value == round(value, 6) else round(value, 6))


_LEVELS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_LEVEL = re.compile(r"(?:l|level|lv|p|t|第)?\s*(\d|[一二三四五六七八九])\s*(?:级|层|线|层级)?(?:支持)?")


def level(text: str) -> int:
    """An escalation level: 2, L2, 二级, 二线; raises Unreadable."""
    found = _LEVEL.fullmatch(plain(text).removesuffix(".0"))
    if not found:
        raise Unreadable(NOT_A_LEVEL.format(value=text))
    return _LEVELS[found[1]] if found[1] in _LEVELS else int(found[1])


_FLAG_WORDS = {"yes": 1, "no": 0}


def flag(text: str, name: str) -> int:
    """0 or 1 by the list called ``name``; raises Unreadable."""
    meaning = vocabulary(name).meaning(text) if name else None
    if meaning not in _FLAG_WORDS:
        raise Unreadable(NOT_YES_OR_NO.format(value=text))
    return _FLAG_WORDS[meaning]


_SEPARATORS = r"、,;/|\n\r\t+" + "\uff0c\uff1b"
"""What stands between the names of a list: the full-width comma and semicolon too."""
_LIST = re.compile(rf"[{_SEPARATORS}]+")
_QUOTE = '"'
_LISTED = re.compile(rf'"((?:[^"]|"")*)"(?=[{_SEPARATORS}\s]|$)|([^{_SEPARATORS}]+)')
_NEEDS_QUOTES = re.compile(rf'[{_SEPARATORS}"\s]')
_CHINESE = re.compile(r"[一-鿿]")
_CODE_LIST = re.compile("[、,;/|\uff0c\uff1b\\s]+")


def names(text: str) -> tuple[str, ...]:
    """The names listed in one cell, each once, in order.

    A name in quotes may hold what else stands between two names; ``listed`` writes it so.
    """
    if _QUOTE in text:
        found = [a.replace(_QUOTE * 2, _QUOTE) if a else b for a, b in _LISTED.findall(text)]
        return tuple(dict.fromkeys(part.strip() for part in found if part.strip()))
    parts = [part.strip() for part in _LIST.split(text) if part.strip()]
    if len(parts) == 1 and all(_CHINESE.search(word) for word in parts[0].split()):
        # 订单中心 数据仓库: Chinese names hold no blanks, while Data Warehouse and BI 报表 do.
        parts = parts[0].split()
    return tuple(dict.fromkeys(parts))


def listed(names: Iterable[str]) -> str:
    """Names in one cell, as ``names`` reads them."""
    return "、".join(
        f"{_QUOTE}{name.replace(_QUOTE, _QUOTE * 2)}{_QUOTE}"
        if _NEEDS_QUOTES.search(name) or is_blank(name)
        else name
        for name in names
    )


def codes(text: str) -> tuple[str, ...]:
    """The codes listed in one cell, each once, in order."""
    return tuple(dict.fromkeys(code for part in _CODE_LIST.split(text) if (code := code_of(part))))


def code_of(text: str) -> str:
    """An object's number: half-width, without spaces at the ends and marks that nobody sees, otherwise as it
    stands (00123 stays 00123)."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).strip()


def codes_of(texts: Iterable[str]) -> set[str]:
    """``code_of`` each of many texts that are not blank."""
    bare = list(map(str.strip, texts))
    other = {text for text in bare if not text.isascii()}
    return set(bare) - other - {""} | set(map(code_of, other))


_YEAR = r"(?:fy)?\s*(\d{4})\s*(?:年度?|财年|fy)?\s*"
_PERIODS = [
    (re.compile(rf"{_YEAR}(?:全年|-?\s*年度)?"), ""),
    (re.compile(rf"{_YEAR}[-/]?\s*(?:h\s*([12])|([上下])半年)"), "H"),
    (re.compile(rf"{_YEAR}[-/]?\s*(?:q\s*([1-4])|第?([一二三四1-4])季度?)"), "Q"),
    (re.compile(rf"{_YEAR}[-/.]?\s*(?:(\d{{1,2}})月?(?:份)?)()"), "-"),
]
_BEFORE = re.compile(r"([hq]\s*[1-4])\s*[-/]?\s*(\d{4})")


def period(text: str) -> str:
    """A period's name as the domain writes it: 2024, 2024H1, 2024Q3, 2024-05; raises Unreadable."""
    word = plain(text).removesuffix(".0")
    if turned := _BEFORE.fullmatch(word):
        word = turned[2] + turned[1]
    for pattern, sign in _PERIODS:
        found = pattern.fullmatch(word)
        if not found:
            continue
        if not sign:
            return found[1]
        part = found[2] or found[3]
        part = {"上": "1", "下": "2", "一": "1", "二": "2", "三": "3", "四": "4"}.get(part, part)
        if sign == "-" and not 1 <= int(part) <= 12:
            break
        return f"{found[1]}-{int(part):02d}" if sign == "-" else f"{found[1]}{sign}{part}"
    raise Unreadable(NOT_A_PERIOD.format(value=text))


NOT_A_NUMBER = Text("“{value}”不是数字", "“{value}” is not a number")
NOT_AN_AMOUNT = Text("“{value}”不是金额", "“{value}” is not an amount")
PART_OF_A_FEN = Text("“{value}”不到一分钱的零头无法记账", "“{value}” is no whole number of fen")
NOT_A_COUNT = Text("“{value}”不是整数", "“{value}” is not a whole number")
NOT_A_SHARE = Text("“{value}”不是比例", "“{value}” is not a share")
NOT_A_SCORE = Text(
    "“{value}”不是得分（0–100，最多三位小数）", "“{value}” is not a score (0–100, three decimals at most)"
)
NOT_A_TIME = Text("“{value}”不是时长", "“{value}” is not a length of time")
NOT_A_LEVEL = Text("“{value}”不是层级", "“{value}” is not a level")
NOT_YES_OR_NO = Text("“{value}”看不出是“是”还是“否”", "“{value}” is neither yes nor no")
NOT_A_PERIOD = Text(
    "“{value}”不是期间（如 2024、2024H1、2024Q3、2024-05）",
    "“{value}” is not a period (2024, 2024H1, 2024Q3, 2024-05)",
)
