"""What the cells of a column say about the field it can be."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from csmdesk.importers import dates, values, words
from csmdesk.importers.fields import REFERENCES, Field, Type
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.sheet import Sheet

_Spelling = Callable[[Iterable[str]], Collection[str]]
_SAMPLE = 150
"""Different cells of a column that are looked at."""


class Names:
    """Codes or names from several places, brought to one spelling when first somebody looks for one.

    Most sheets refer to nothing, and a list of accounts has a hundred thousand of them.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._sources: dict[Hashable, tuple[Collection[str], _Spelling, dict[Any, Any]]] = {}

    def add(self, key: Hashable, texts: Collection[str], spelling: _Spelling, memory: dict[Any, Any]) -> None:
        """Add ``texts``, which are those called ``key``; ``memory`` keeps what was made of them."""
        self._sources[key] = (texts, spelling, memory)

    @property
    def sources(self) -> frozenset[Hashable]:
        """The keys of all that was added."""
        return frozenset(self._sources)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return any(any(map(str.strip, texts)) for texts, _, _ in self._sources.values())

    def __contains__(self, spelt: object) -> bool:
        """Whether one is spelt so."""
        for key, (texts, spelling, memory) in self._sources.items():
            if (key, spelling) not in memory:
                memory[key, spelling] = spelling(texts)
            if spelt in memory[key, spelling]:
                return True
        return False


@dataclass
class Codes:
    """Codes and names of objects, of the book and of the sheets recognised so far, by type of reference."""

    codes: dict[Type, Names] = field(default_factory=lambda: {each: Names() for each in REFERENCES})
    names: dict[Type, Names] = field(default_factory=lambda: {each: Names() for each in REFERENCES})

    def knows(self, type_: Type, text: str) -> bool:
        """Whether ``text`` is a code or a name of that type."""
        return values.code_of(text) in self.codes[type_] or words.value_key(text) in self.names[type_]


def sample(sheet: Sheet, index: int) -> list[str]:
    """Up to 150 different cells of a column that are not empty, in order."""
    found: list[str] | None = sheet.memory.get(("sample", index))
    if found is None:
        filled = (cell for cell in sheet.distinct(index) if not values.is_blank(cell))
        found = sheet.memory["sample", index] = list(itertools.islice(filled, _SAMPLE))
    return found


def fits(sheet: Sheet, index: int, one: Field, codes: Codes) -> bool | None:
    """True when the cells speak for the field, None when against it, False when they say nothing."""
    cells = sample(sheet, index)
    if not cells:
        return False
    if one.type in REFERENCES:
        if not codes.codes[one.type]:
            return None if one.type is not Type.ACCOUNT else False
        count = sum(codes.knows(one.type, cell) for cell in cells)
        return True if count * 10 >= len(cells) * 8 else None
    if one.type is Type.CODES:
        contracts = codes.codes[Type.CONTRACT]
        listed = [code for cell in cells for code in values.codes(cell)]
        return (
            True if contracts and sum(code in contracts for code in listed) * 10 >= len(listed) * 8 else None
        )
    key = ("fits", index, one.type, one.vocabulary, one.free, one.low, one.high)
    if key not in sheet.memory:
        sheet.memory[key] = _fits(sheet, index, one, cells)
    found: bool | None = sheet.memory[key]
    return found


def _fits(sheet: Sheet, index: int, one: Field, cells: list[str]) -> bool | None:
    if one.type in {Type.TEXT, Type.WORD, Type.NAMES}:
        # Words can be anything but a column of dates or numbers.
        return None if _all(cells, _is_number) or _all(cells, _is_date) else False
    if one.type is Type.CODE:
        each_once = _filled_once(sheet, index) == _rows(sheet)
        return True if each_once and not _all(cells, _is_date) else None
    if one.type is Type.CHOICE:
        return _speaks(cells, one)
    return True if _all(cells, lambda cell: _reads(cell, one)) else None


_NUMBERED = re.compile(r"[A-Za-z]{1,8}[-_ ]?\d[\w-]*|[A-Z]-[0-9a-f]{4,}")


def numbers_rows(sheet: Sheet, index: int, codes: Codes) -> bool:
    """Whether the cells look like the rows' own numbers: letters and digits, each once, no other object's."""
    cells = sample(sheet, index)
    return (
        len(cells) > 1
        and len(sheet.distinct(index)) == _rows(sheet)
        and _all(cells, lambda cell: _NUMBERED.fullmatch(cell.strip()) is not None)
        and not any(cell.strip() in known for cell in cells[:20] for known in codes.codes.values())
    )


def _speaks(cells: list[str], one: Field) -> bool | None:
    """Words of the field's list speak for it; a few others, or any where the list is open, say nothing."""
    known = sum(words.vocabulary(one.vocabulary).meaning(cell) is not None for cell in cells)
    if known * 100 >= len(cells) * 97:
        return True
    if one.free:
        return None if len(cells) > 40 or _all(cells, _is_number) or _all(cells, _is_date) else False
    return False if known * 2 >= len(cells) else None


def _rows(sheet: Sheet) -> int:
    """Rows that hold anything."""
    if "rows" not in sheet.memory:
        # Where one column is full, every row is.
        full = any("" not in sheet.distinct(index) for index in range(len(sheet.columns)))
        every = sheet.count if full else sum(any(cells) for cells in zip(*sheet.columns, strict=True))
        sheet.memory["rows"] = every
    count: int = sheet.memory["rows"]
    return count


def _filled_once(sheet: Sheet, index: int) -> int:
    """How many cells of a column hold something, when no two hold the same; else -1."""
    cells = sheet.distinct(index)
    different = sum(map(bool, map(str.strip, cells)))
    if different == len(cells) == len(sheet.columns[index]):
        return different
    return different if different == sum(map(bool, map(str.strip, sheet.columns[index]))) else -1


def _all(cells: list[str], test: Callable[[str], bool]) -> bool:
    good = sum(test(cell) for cell in cells)
    return good * 100 >= len(cells) * 97


def _reads(cell: str, one: Field) -> bool:
    try:
        value = _parsed(cell, one)
    except Unreadable:
        return False
    if isinstance(value, int) and one.low is not None and one.high is not None:
        return one.low <= value <= one.high
    return value is not None


def _parsed(cell: str, one: Field) -> object:
    match one.type:
        case Type.DAY | Type.MOMENT:
            # Five digits alone may be anything; a date has to look like one.
            return cell if _is_date(cell) else None
        case Type.MONEY | Type.VALUE:
            return values.money(cell)
        case Type.COUNT | Type.MONTHS | Type.POINTS:
            return values.count(cell)
        case Type.LEVEL:
            return values.level(cell)
        case Type.MINUTES | Type.HOURS:
            return values.hours(cell)
        case Type.DECIMAL:
            return values.decimal(cell)
        case Type.RATIO:
            return values.ratio(cell)
        case Type.SCORE:
            return values.score(cell)
        case Type.FLAG:
            return values.flag(cell, one.vocabulary)
        case Type.METRIC:
            return words.vocabulary("metric").meaning(cell)
        case Type.PERIOD:
            return values.period(cell)
        case Type.SPAN:
            return cell if len(dates_in(cell)) == 2 else None
        case _:
            return None


def dates_in(text: str) -> list[str]:
    """The dates that a cell like 2023-02-26至2024-02-25 holds."""
    parts = re.split(r"\s*(?:至|到|~|〜|—+|–|\bto\b|--|-(?=\s)|(?<=\s)-)\s*", text.strip())
    if len(parts) == 1:
        # 2023.02.26-2024.02.25: a hyphen between two dates that are not written with hyphens.
        parts = re.split(r"(?<=\d|日)-(?=\d{4}[./年])", text.strip())
    return [part for part in parts if part and _is_date(part)]


def _is_date(cell: str) -> bool:
    digits = cell.strip()
    if digits.isdigit() and len(digits) == _SERIAL_DIGITS:
        return _SERIALS[0] <= int(digits) <= _SERIALS[1]
    if digits.isdigit() and len(digits) not in _STAMP_DIGITS:
        return False
    try:
        dates.read(cell, dates.Order.DMY)
    except Unreadable:
        try:
            dates.read(cell, dates.Order.MDY)
        except Unreadable:
            return False
    return True


_SERIAL_DIGITS = 5
_SERIALS = (36_526, 54_788)
"""Excel's serial numbers of the years 2000 to 2049: what else such numbers are, the header has to say."""

_STAMP_DIGITS = frozenset({8, 12, 14})
"""20240225, with minutes, with seconds."""


def _is_number(cell: str) -> bool:
    try:
        values.number(cell)
    except Unreadable:
        return False
    return True
