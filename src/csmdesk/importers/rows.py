"""Rows of text to columns, and the header among them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from csmdesk.importers import words
from csmdesk.importers.kinds import KINDS

_PIECE = 4096
_LOOK = 12
"""Rows from the top among which the header is looked for: titles and notes may stand above it."""


@dataclass
class Grid:
    """Columns of text: ``columns[c][r]`` is the cell of row ``r`` (from 0), '' where it is missing."""

    columns: list[list[str]]
    count: int = 0


def gather(rows: Iterable[Sequence[str]]) -> Grid:
    """Turn rows into columns; equal cells share one string, so a million rows stay small."""
    grid = Grid([])
    source: Iterator[Sequence[str]] = iter(rows)
    shared: dict[str, str] = {}
    share = shared.setdefault
    while piece := list(itertools.islice(source, _PIECE)):
        columns = list(itertools.zip_longest(*piece, fillvalue=""))
        for _ in range(len(columns) - len(grid.columns)):
            grid.columns.append([""] * grid.count)
        for column, cells in zip(grid.columns, columns, strict=False):
            column.extend(map(share, cells, cells))
        grid.count += len(piece)
        for column in grid.columns[len(columns) :]:
            column.extend([""] * len(piece))
    return grid


@dataclass(frozen=True)
class Headed:
    """A grid cut at its header: ``row`` is the header's number from 1."""

    headers: tuple[str, ...]
    columns: tuple[list[str], ...]
    row: int
    above: tuple[str, ...]


def cut(grid: Grid) -> Headed | None:
    """Find the header and cut it off; None when every cell is empty.

    The header is the first row that is not blank, unless one of the next rows holds more words that headers
    are made of: then what stands above is a title or a note. Columns without any text are left out.
    """
    top = [[column[r].strip() for column in grid.columns] for r in range(min(grid.count, _LOOK))]
    filled = [r for r, row in enumerate(top) if any(row)]
    if not filled:
        first = next(
            (r for r in range(grid.count) if any(column[r].strip() for column in grid.columns)), None
        )
        if first is None:
            return None
        filled, best = [first], first
        header = [column[first].strip() for column in grid.columns]
    else:
        best = _header_row(top, filled)
        header = top[best]
    above = tuple(" ".join(cell for cell in top[r] if cell) for r in filled if r < best)
    kept = [
        c
        for c, column in enumerate(grid.columns)
        if header[c] or any(cell.strip() for cell in column[best + 1 :])
    ]
    columns = tuple(grid.columns[c][best + 1 :] for c in kept)
    last = max((_last_filled(column) for column in columns), default=-1)
    return Headed(
        tuple(header[c] for c in kept), tuple(column[: last + 1] for column in columns), best + 1, above
    )


def _header_row(top: list[list[str]], filled: list[int]) -> int:
    """Which of the first rows is the header: the first, unless a wider one knows more words."""
    first = filled[0]
    known = {r: known_words(top[r]) for r in filled}
    widths = {r: sum(map(bool, top[r])) for r in filled}
    # A row of data may hold header words by chance, so a later row has to be wider and to know two more.
    later = [r for r in filled if widths[r] > widths[first] and known[r] >= known[first] + 2]
    return max(later, key=lambda r: (known[r], -r), default=first)


def known_words(row: Sequence[str]) -> int:
    """How many fields of one kind the row's cells name, of the kind that knows most of them."""
    keys = {words.header_key(words.split_brackets(words.without_marks(cell))[0]) for cell in row if cell}
    return max(
        len({words.headers(kind)[key][0] for key in keys if key in words.headers(kind)}) for kind in KINDS
    )


def _last_filled(column: list[str]) -> int:
    return next((r for r in range(len(column) - 1, -1, -1) if column[r].strip()), -1)
