"""Which rows under a header hold data: not blank ones, sums, the header again, notes under the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from csmdesk.importers import words
from csmdesk.importers.coded import Coded, places_where
from csmdesk.importers.sheet import Sheet

_FIRST_COLUMNS = 4
_SHORT = 20
"""Letters of a word for sums, with spaces and punctuation."""
_FIRST = itemgetter(slice(1))
_FOOT = 12
"""Rows from the end among which notes are looked for."""
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|提示|制表|填表|审核|复核|打印|导出|数据来源|来源|统计口径|口径|截至|截止|以上"
    r"|第\s*\d+\s*页|共\s*\d+"
    r"|note|notes|source|generated|exported|printed|page|as of|confidential|copyright|total rows)"
    r"[\s:：.*)）\d]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Kept:
    """Places of rows: ``rows`` hold data; ``all`` says that every row does."""

    rows: Sequence[int]
    sums: list[int]
    repeats: list[int]
    notes: list[int]
    hints: list[int]
    """Rows under the header that explain how to fill in the table, or show an example."""
    all: bool


def kept_rows(sheet: Sheet) -> Kept:
    """The rows that hold data, and those that hold something else."""
    count = sheet.count
    filled = _filled(sheet)
    sums = [i for i in _sum_rows(sheet) if filled[i]]
    repeats = _repeated_headers(sheet)
    notes = [i for i in _notes(sheet, filled) if i not in set(sums)]
    hints = _hints(sheet)
    left = {*sums, *repeats, *notes, *hints}
    if not left and all(filled):
        return Kept(range(count), sums, repeats, notes, hints, True)
    rows = [i for i in range(count) if filled[i] and i not in left]
    return Kept(rows, sums, repeats, notes, hints, False)


def _filled(sheet: Sheet) -> bytearray:
    """By row, whether any of its cells holds something."""
    if any(all(map(str.strip, sheet.distinct(index))) for index in range(len(sheet.columns))):
        return bytearray(b"\1") * sheet.count
    filled = bytearray(sheet.count)
    for column in sheet.columns:
        if isinstance(column, Coded):
            for place in column.places_where(str.strip):
                filled[place] = True
        else:
            for i, cell in enumerate(column):
                if cell and not filled[i] and cell.strip():
                    filled[i] = True
    return filled


def _sum_rows(sheet: Sheet) -> list[int]:
    """Rows that start with 合计 or Total, wherever they stand."""
    names = words.vocabulary("sum").words
    begins = {" ", "\u3000"}
    for name in names:
        # In capitals, and in full width.
        begins |= {
            name[0],
            name[0].upper(),
            *(chr(ord(c) + 0xFEE0) for c in (name[0], name[0].upper()) if c.isascii()),
        }
    found: set[int] = set()
    for index in range(min(_FIRST_COLUMNS, len(sheet.columns))):
        if begins.isdisjoint(map(_FIRST, sheet.distinct(index))):
            continue
        said = {
            cell
            for cell in sheet.distinct(index)
            if cell and len(cell) <= _SHORT and cell[0] in begins and words.value_key(cell) in names
        }
        if said:
            found |= set(places_where(sheet.columns[index], said.__contains__))
    # Further to the right only at the foot, where a table's own sums stand.
    found |= set(range(max(0, sheet.count - _FOOT), sheet.count))
    return sorted(i for i in found if words.value_key(_first(sheet, i)) in names)


_EXAMPLE = re.compile(
    r"(?:填写)?(?:示例|样例|范例|例如|例)\s*[:：]|(?:e\.\s?g\.|example|sample)\s*[:：]", re.IGNORECASE
)
_HINT = re.compile(
    r"[(（【\[]?(?:必填|选填|必须|可选|非必填|required|optional)(?:项)?[)）】\]]?", re.IGNORECASE
)
_TOP = 3
"""Rows under the header among which hints and examples are looked for."""


def _hints(sheet: Sheet) -> list[int]:
    found = []
    for place in range(min(_TOP, sheet.count)):
        cells = [column[place].strip() for column in sheet.columns if column[place].strip()]
        hint = 2 * sum(_HINT.fullmatch(cell) is not None for cell in cells) > len(cells)
        if cells and (hint or _EXAMPLE.match(cells[0])):
            found.append(place)
    return found


def _first(sheet: Sheet, place: int) -> str:
    return next((column[place] for column in sheet.columns if column[place].strip()), "")


def _repeated_headers(sheet: Sheet) -> list[int]:
    """Rows that hold the header's own words again, as on each page of a print."""
    named = [(index, header) for index, header in enumerate(sheet.headers) if header]
    if len(named) < 2:
        return []
    index, header = named[0]
    if header not in sheet.distinct(index):
        return []
    return [
        place
        for place in places_where(sheet.columns[index], header.__eq__)
        if all(sheet.columns[i][place].strip() == head for i, head in named)
    ]


def _notes(sheet: Sheet, filled: Sequence[int]) -> list[int]:
    """Single cells at the foot of a table of three columns or more: after a blank row, or worded as notes."""
    if len(sheet.columns) < 3:
        return []
    found: list[int] = []
    for place in range(sheet.count - 1, max(0, sheet.count - _FOOT) - 1, -1):
        if not filled[place]:
            continue
        cells = [column[place].strip() for column in sheet.columns if column[place].strip()]
        apart = place > 0 and (not filled[place - 1] or place + 1 in found)
        few = len(cells) <= 3 and len(sheet.columns) > 2 * len(cells) and all(map(_NOTE.match, cells))
        alone = len(cells) == 1 and (_NOTE.match(cells[0]) or (apart and not cells[0].isascii()))
        if not (few or alone):
            break
        found.append(place)
    return sorted(found)
