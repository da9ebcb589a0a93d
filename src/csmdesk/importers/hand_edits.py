"""What was changed by hand since the last import, from the journal, and who wins where a file differs.

A cell counts as changed by hand when the last operation that changed it was no import. Where the file still
says what the last import wrote, it says nothing new and the hand's value stays. Where it says something else,
both have changed: then somebody has to decide.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from csmdesk.storage import journal

Winner = Literal["book", "file"]
Read = Callable[[str], list[tuple[Any, ...]]]
Cell = tuple[str, int, str]
"""Table, row's id, column."""

_MADE_WHOLE = ""
"""In place of a row's image: it was made with very many others, as a whole."""

MADE_BY_HAND = object()
"""What a cell was at the last import, where no import ever wrote it."""


@dataclass(frozen=True)
class Decisions:
    """Who wins where both changed: for a cell, else its row, else its column, else all; None: not said."""

    all: Winner | None = None
    columns: Mapping[tuple[str, str], Winner] = field(default_factory=dict)
    rows: Mapping[tuple[str, int], Winner] = field(default_factory=dict)
    cells: Mapping[Cell, Winner] = field(default_factory=dict)

    def winner(self, table: str, row: int, column: str) -> Winner | None:
        """Who wins in one cell."""
        return (
            self.cells.get((table, row, column))
            or self.rows.get((table, row))
            or self.columns.get((table, column))
            or self.all
        )


@dataclass(frozen=True)
class Conflict:
    """One cell that was changed by hand and that the file would change: values as the book keeps them.

    ``base`` is what the last import wrote (MADE_BY_HAND where none did). ``stale``: the file says what it
    said then, or what was refused before. ``winner`` None: somebody has to decide.
    """

    table: str
    row: int
    column: str
    base: Any
    book: Any
    file: Any
    stale: bool
    winner: Winner | None


def settle(
    read: Read,
    table: str,
    columns: tuple[str, ...],
    changed: Iterable[tuple[int, tuple[Any, ...], tuple[Any, ...]]],
    decisions: Decisions,
) -> list[Conflict]:
    """The conflicts in rows that would change, each (id, what stands in the book, what the file says)."""
    differing = {
        row: {c: (a, b) for c, a, b in zip(columns, before, after, strict=True) if a != b}
        for row, before, after in changed
    }
    if not differing:
        return []
    bases = edited(read, table, differing)
    if not bases:
        return []
    refused = {
        (row, column): json.loads(value)
        for row, column, value in read(
            f"SELECT row, column_name, value FROM refused_values WHERE table_name = '{table}'"
        )
    }
    found = []
    for (row, column), base in bases.items():
        if column not in differing[row]:
            continue
        book, file = differing[row][column]
        stale = base == file or ((row, column) in refused and refused[row, column] == file)
        winner = decisions.winner(table, row, column) or ("book" if stale else None)
        found.append(Conflict(table, row, column, base, book, file, stale, winner))
    return found


def edited(read: Read, table: str, rows: Mapping[int, Any]) -> dict[tuple[int, str], Any]:
    """The cells of ``rows`` that were last changed by hand → what they were at the last import."""
    lines = read(
        "SELECT c.id, c.row_id, 0, c.before, c.after, o.id FROM operations o "
        "JOIN change_log c ON c.operation_id = o.id "
        f"WHERE o.op <> 'import' AND o.state IN ('done', 'kept') AND c.table_name = '{table}'"
    )
    lines = [line for line in lines if line[1] in rows]
    if not lines:
        return {}
    first = min(line[5] for line in lines)
    lines += [
        line
        for line in read(
            "SELECT c.id, c.row_id, 1, c.before, c.after, o.id FROM operations o "
            "JOIN change_log c ON c.operation_id = o.id WHERE o.op = 'import' "
            f"AND o.state IN ('done', 'kept') AND o.id > {first:d} AND c.table_name = '{table}'"
        )
        if line[1] in rows
    ]
    made = _made_by_imports(read, table, first, {line[1] for line in lines})
    found: dict[int, dict[str, Any]] = {}
    for _, row, by_import, before, after, _ in sorted(lines + made):
        if after == _MADE_WHOLE:
            # The number may have been another row's before.
            found.pop(row, None)
            continue
        if after is None:
            continue
        cells = found.setdefault(row, {})
        old, new = (None if before is None else json.loads(before)), json.loads(after)
        for column, value in new.items():
            if old is not None and old.get(column) == value:
                continue
            if by_import:
                cells.pop(column, None)
            elif old is not None:
                cells.setdefault(column, old.get(column))
            elif value not in (None, ""):
                # Filled in by hand with the row itself; what was left empty then may be filled by a file.
                cells.setdefault(column, MADE_BY_HAND)
    return {(row, column): base for row, cells in found.items() for column, base in cells.items()}


def _made_by_imports(
    read: Read, table: str, first: int, rows: Iterable[int]
) -> list[tuple[int, int, int, None, str, int]]:
    """Lines for those of ``rows`` that imports after operation ``first`` made with very many others."""
    spans = read(
        "SELECT c.id, c.row_id, c.after ->> 'last', o.id FROM operations o "
        "JOIN change_log c ON c.operation_id = o.id WHERE o.op = 'import' "
        f"AND o.state IN ('done', 'kept') AND o.id > {first:d} AND c.table_name = '{journal.MADE}' "
        f"AND c.after ->> 'table' = '{table}'"
    )
    return [
        (line, row, 1, None, _MADE_WHOLE, operation)
        for line, start, end, operation in spans
        for row in rows
        if start <= row <= end
    ]
