"""Rows of text to columns, and the header among them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from csmdesk.domain.guarded_text import unguarded
from csmdesk.importers import words
from csmdesk.importers.kinds import KINDS

_PIECE = 1024
"""Rows that are turned at once: so few that their cells are still near when they are turned."""
_SOME = 256
_LOOK = 20
"""Rows from the top among which the header is looked for: titles and notes may stand above it."""


class Table(Protocol):
    """Columns of text of equal length, however they are kept."""

    @property
    def columns(self) -> Sequence[Sequence[str]]: ...
    @property
    def count(self) -> int: ...


@dataclass(frozen=True)
class Cells:
    """A table that is whole: ``count`` rows."""

    columns: Sequence[Sequence[str]]
    count: int


@dataclass
class Grid:
    """Columns of text: ``columns[c][r]`` is the cell of row ``r`` (from 0), '' where it is missing."""

    columns: list[list[str]]
    count: int = 0


class Gathering:
    """A grid that grows by pieces of columns; equal cells share one string, so a million rows stay small."""

    def __init__(self) -> None:
        """Begin without rows."""
        self.grid = Grid([])
        self._shared: dict[str, str] = {}

    def add(self, columns: Sequence[Sequence[str]], count: int) -> None:
        """Add ``count`` rows as columns of that length; where there are more or fewer than before, cells are
        ''."""
        grid, share = self.grid, self._shared.setdefault
        for _ in range(len(columns) - len(grid.columns)):
            grid.columns.append([""] * grid.count)
        for column, cells in zip(grid.columns, columns, strict=False):
            # What hardly ever comes again, as numbers of objects, has nothing to share and is only looked up.
            some = cells[:_SOME]
            column.extend(cells if len(set(some)) == len(some) else map(share, cells, cells))
        for column in grid.columns[len(columns) :]:
            column.extend([""] * count)
        grid.count += count


def gather(rows: Iterable[Sequence[str]]) -> Grid:
    """Turn rows into columns."""
    gathering = Gathering()
    source: Iterator[Sequence[str]] = iter(rows)
    guarded: set[int] = set()
    while piece := list(itertools.islice(source, _PIECE)):
        columns = list(itertools.zip_longest(*piece, fillvalue=""))
        guarded.update(place for place, cells in enumerate(columns) if "'" in "".join(cells))
        gathering.add(columns, len(piece))
    grid = gathering.grid
    for place in guarded:
        grid.columns[place] = _unguarded(grid.columns[place])
    return grid


def _unguarded(column: list[str]) -> list[str]:
    plain = guarded(set(column))
    return [plain.get(cell, cell) for cell in column] if plain else column


def guarded(cells: Iterable[str]) -> dict[str, str]:
    """Those of ``cells`` before which an export put an apostrophe, as a workbook would take them for a
    formula, and what they are without it."""
    return {cell: unguarded(cell) for cell in cells if cell[:1] == "'" and unguarded(cell) != cell}


def ends_early(grid: Table) -> bool:
    """Whether the last row has fewer cells than every row before it: a file that breaks off."""
    if grid.count < 4 or len(grid.columns) < 3 or not grid.columns[0][-1].strip():
        return False
    tail = grid.columns[-1]
    return not tail[-1].strip() and all(cell.strip() for cell in tail[:-1])


@dataclass(frozen=True)
class Headed:
    """A grid cut at its header: ``first`` and ``row`` are the header's first and last row, from 1."""

    headers: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    row: int
    above: tuple[str, ...]
    first: int


def cut(grid: Table, said: tuple[int, int] | None = None) -> Headed | None:
    """Find the header and cut it off; None when every cell is empty.

    The header is the first row that is not blank, unless what stands there is a title: one cell over a wider
    table, or a row less wide than a later one that holds more words which headers are made of. A header of
    two rows (groups over columns) becomes one. Columns without any text are left out. ``said`` are the first
    and the last row of the header, from 1, where somebody said so.
    """
    top = [[column[r].strip() for column in grid.columns] for r in range(min(grid.count, _LOOK))]
    filled = [r for r, row in enumerate(top) if any(row)]
    if said is not None and 1 <= said[0] <= said[1] <= grid.count:
        first, best = said[0] - 1, said[1] - 1
    elif filled:
        first = best = _header_row(top, filled)
        if _is_split(top, best):
            best += 1
        elif _is_over(top, best):
            first -= 1
    else:
        blank = next(
            (r for r in range(grid.count) if any(column[r].strip() for column in grid.columns)), None
        )
        if blank is None:
            return None
        first = best = blank
    header = joined([[column[r].strip() for column in grid.columns] for r in range(first, best + 1)])
    above = tuple(" ".join(cell for cell in top[r] if cell) for r in filled if r < first)
    kept = [
        c
        for c, column in enumerate(grid.columns)
        if header[c] or any(cell.strip() for cell in column[best + 1 :])
    ]
    columns = tuple(grid.columns[c][best + 1 :] for c in kept)
    last = max((_last_filled(column) for column in columns), default=-1)
    return Headed(
        tuple(header[c] for c in kept),
        tuple(column[: last + 1] for column in columns),
        best + 1,
        above,
        first + 1,
    )


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """One header of one or more rows: the lowest word, with its group's before it where alone it says too
    little (it is there twice) or nothing."""
    lowest = list(rows[-1])
    for upper in reversed(rows[:-1]):
        groups: list[str] = []
        for cell in upper:
            groups.append(cell or (groups[-1] if groups else ""))
        twice = {cell for cell in lowest if cell and lowest.count(cell) > 1}
        for c, cell in enumerate(lowest):
            if not cell:
                lowest[c] = upper[c]
            elif (cell in twice or _says_little(cell)) and groups[c] and groups[c] != cell:
                lowest[c] = f"{groups[c]} {cell}"
    return lowest


_LITTLE = frozenset(
    {"编号", "名称", "金额", "日期", "类型", "状态", "电话", "数量", "number", "name", "amount", "date"}
)


def _says_little(cell: str) -> bool:
    """Whether a heading says what it is of only with its group: 金额 under 合同."""
    return words.header_key(words.split_brackets(cell)[0]) in _LITTLE


def _header_row(top: list[list[str]], filled: list[int]) -> int:
    """Which of the first rows is the header: the first that is no title, unless a wider one knows more."""
    widths = {r: sum(map(bool, top[r])) for r in filled}
    first = _after_titles(top, filled, widths)
    known = {r: known_words(top[r]) for r in filled}
    # A row of data may hold header words by chance, so a later row has to be wider and to know two more.
    later = [r for r in filled if r > first and widths[r] > widths[first] and known[r] >= known[first] + 2]
    return max(later, key=lambda r: (known[r], -r), default=first)


def _after_titles(top: list[list[str]], filled: list[int], widths: dict[int, int]) -> int:
    """The first row that is not one cell over a table: a title, a note, a comment, a number of a page."""
    wide = [r for r in filled if widths[r] > 1]
    if widths[filled[0]] > 1 or not wide:
        return filled[0]
    after = [r for r in filled if r > wide[0]]
    # One word over a table of mostly single cells is the header of a list with remarks.
    if after and sum(widths[r] > 1 for r in after) * 2 < len(after):
        return filled[0]
    if not after and known_words(top[filled[0]]):
        return filled[0]
    return wide[0]


_VALUE = re.compile(r"[-+(¥$€]*[\d.,%:/年月日\s-]*\d[\d.,%:/年月日\s)-]*(?:元|万|%)?")


def _is_split(top: list[list[str]], at: int) -> bool:
    """Whether the row below carries on the header: it fills gaps of it, and is no row of data.

    Groups over columns leave gaps beside each group; a heading that is merged downwards leaves gaps below.
    """
    if at + 2 >= len(top):
        return False
    upper, lower, data = top[at], top[at + 1], top[at + 2]
    width = max((c for c, cell in enumerate(data) if cell), default=-1) + 1
    gaps = [c for c in range(width) if not upper[c]]
    filled = [c for c in range(len(lower)) if lower[c]]
    if not gaps or not filled or not all(lower[c] for c in gaps):
        return False
    if any(_VALUE.fullmatch(lower[c]) and not _is_period(lower[c]) for c in filled):
        return False
    # Below a heading of one row stand data, never nothing; and a group has at least one column named.
    return all(upper[c] or lower[c] for c in range(width)) and len(set(filled) - set(gaps)) >= (
        0 if any(not lower[c] for c in range(width)) else 1
    )


def _is_over(top: list[list[str]], at: int) -> bool:
    """Whether the row above the header holds groups that its repeated words need."""
    if at == 0:
        return False
    words_ = [cell for cell in top[at] if cell]
    upper = [cell for cell in top[at - 1] if cell]
    return len(set(words_)) < len(words_) and 2 <= len(upper) < len(words_) and len(set(upper)) == len(upper)


_PERIOD = re.compile(r"(?:19|20)\d\d(?:[-/.年]?(?:\d{1,2}月?|[hq][1-4]|[上下]半年))?年?", re.IGNORECASE)


def _is_period(cell: str) -> bool:
    return _PERIOD.fullmatch(cell) is not None


def known_words(row: Sequence[str]) -> int:
    """How many fields of one kind the row's cells name, of the kind that knows most of them."""
    keys = {words.header_key(words.split_brackets(words.without_marks(cell))[0]) for cell in row if cell}
    return max(
        len({words.headers(kind)[key][0] for key in keys if key in words.headers(kind)}) for kind in KINDS
    )


def _last_filled(column: Sequence[str]) -> int:
    if not any(column):
        return -1
    return next((r for r in range(len(column) - 1, -1, -1) if column[r].strip()), -1)
