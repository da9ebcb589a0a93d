"""Several tables one under another in one sheet, taken apart: each is a table of its own."""

from __future__ import annotations

from collections.abc import Sequence

from csmdesk.importers import rows
from csmdesk.importers.rows import Grid, Table

_MOST = 20_000
"""Rows of the largest sheet that is looked at: nobody writes a second table under more."""
_LEAST = 2
"""Words of headers of one kind that a second header has at least."""


def parted(grid: Table) -> list[tuple[int, Table]]:
    """The tables in ``grid``, each with the row (from 1) from which on it lies there; mostly one.

    A second table begins after a blank row (its title may stand between) with a row of headers other than the
    first ones. The rows of each keep their places.
    """
    if not 4 <= grid.count <= _MOST:
        return [(1, grid)]
    filled = [any(cell.strip() for cell in row) for row in zip(*grid.columns, strict=True)]
    if all(filled):
        return [(1, grid)]
    starts = [place for place in range(1, grid.count - 1) if filled[place] and not filled[place - 1]]
    first: list[str] | None = None
    cuts: list[int] = []
    for start in (next((at for at, held in enumerate(filled) if held), 0), *starts):
        head = _header_at(grid, start, filled)
        if head is None:
            continue
        if first is None:
            first = head
        elif head != first and start not in cuts:
            cuts.append(start)
            first = head
    if not cuts:
        return [(1, grid)]
    return [
        (start + 1, _part(grid, start, end))
        for start, end in zip((0, *cuts), (*cuts, grid.count), strict=True)
    ]


def _header_at(grid: Table, start: int, filled: Sequence[bool]) -> list[str] | None:
    """The header of a table that begins at ``start``, under a title or not; None where there is none."""
    for place in (start, start + 1):
        if place + 1 >= grid.count or not filled[place] or not filled[place + 1]:
            return None
        cells = [column[place].strip() for column in grid.columns]
        held = [cell for cell in cells if cell]
        if len(held) > 1:
            plain = not any(cell[:1].isdigit() for cell in held)
            return cells if plain and rows.known_words(held) >= min(len(held), _LEAST) else None
    return None


def _part(grid: Table, start: int, end: int) -> Grid:
    return Grid([[""] * start + list(column[start:end]) for column in grid.columns], end)
