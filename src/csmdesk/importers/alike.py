"""Rows without a number, found again in the book by what stands in them.

What somebody typed has no number and no key. When such rows go out to a file and come back, they are the
same rows: first those of the very same content, then by the key that an import gave them, then by what of a
row does not change when it is worked on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from csmdesk.importers.drafts import IDENTITY, Rows

Read = Callable[[str], list[tuple[Any, ...]]]
Found = tuple[int, tuple[Any, ...]]
"""A row of the book: its id, and what stands in the columns of the file."""

_OF_ROOM = "war_room_id"
"""Which war room a task is in tells tasks apart, though only new ones are put there."""


class Alike:
    """Finds the rows of a file in a book; each row of the book is found once."""

    def __init__(self, read: Read) -> None:
        """Look into the book through ``read``; rows written meanwhile are not looked at."""
        self._read = read
        self._last: dict[str, int] = {}
        self._taken: dict[str, set[int]] = defaultdict(set)

    def start(self, table: str) -> None:
        """From here on new rows of ``table`` may be written."""
        if table not in self._last:
            self._last[table] = self._read(f'SELECT coalesce(max(id), 0) FROM "{table}"')[0][0]

    def take(self, table: str, row: int) -> None:
        """Say that a row of the book was found by its number."""
        self._taken[table].add(row)

    def find(
        self, rows: Rows, data: Sequence[tuple[Any, ...]]
    ) -> tuple[list[Found | None], list[tuple[Any, ...]]]:
        """The row of the book that each row of ``data`` is (None: a new one), and the rows with their keys.

        A row keeps the key that it has in the book; a new one whose key another row has goes without.
        """
        names = (*rows.columns, *rows.fresh)
        compared = [at for at, name in enumerate(names) if _is_compared(rows, at, name)]
        same = [at for at in range(len(rows.columns)) if names[at] == _KEY]
        identity = [names.index(name) for name in IDENTITY.get(rows.table, ()) if name in names]
        if rows.table == "tasks":
            identity = [names.index(name) for name in (_OF_ROOM, "title")]
        stored = self._stored(rows.table, names)
        found: list[Found | None] = [None] * len(data)
        width = len(rows.columns)
        for places, whose in ((compared, _every), (same, _every), (identity, _unkeyed)):
            self._pass(rows.table, places, data, [row for row in stored if whose(row, names)], found, width)
        return found, self._keyed(rows.table, same[0], data, found) if same else list(data)

    def _keyed(
        self, table: str, at: int, data: Sequence[tuple[Any, ...]], found: Sequence[Found | None]
    ) -> list[tuple[Any, ...]]:
        taken = {key for (key,) in self._read(f'SELECT {_KEY} FROM "{table}" WHERE {_KEY} IS NOT NULL')}
        return [
            (*row[:at], there[1][at] if there else None if row[at] in taken else row[at], *row[at + 1 :])
            for row, there in zip(data, found, strict=True)
        ]

    def _stored(self, table: str, names: Sequence[str]) -> list[tuple[Any, ...]]:
        """The rows that may be found: id, then the columns; none that has a number."""
        listed = ", ".join(f'"{name}"' for name in names)
        known = {row[1] for row in self._read(f'PRAGMA table_info("{table}")')}
        unnumbered = " AND code IS NULL" if "code" in known else ""
        return self._read(
            f'SELECT id, {listed} FROM "{table}" WHERE id <= {self._last[table]:d}{unnumbered} ORDER BY id'
        )

    def _pass(
        self,
        table: str,
        places: Sequence[int],
        data: Sequence[tuple[Any, ...]],
        stored: Sequence[tuple[Any, ...]],
        found: list[Found | None],
        width: int,
    ) -> None:
        if not places or None not in found:
            return
        taken = self._taken[table]
        waiting: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for row in reversed(stored):
            if row[0] not in taken:
                waiting[tuple(row[at + 1] for at in places)].append(row)
        for at, row in enumerate(data):
            if found[at] is None and (same := waiting.get(tuple(row[place] for place in places))):
                there = same.pop()
                taken.add(there[0])
                found[at] = there[0], there[1 : width + 1]


_KEY = "row_key"


def _is_compared(rows: Rows, at: int, name: str) -> bool:
    return name == _OF_ROOM or (at < len(rows.columns) and name != _KEY)


def _every(row: tuple[Any, ...], names: Sequence[str]) -> bool:
    del row, names
    return True


def _unkeyed(row: tuple[Any, ...], names: Sequence[str]) -> bool:
    """What has a key is found by that alone."""
    return _KEY not in names or row[names.index(_KEY) + 1] is None
