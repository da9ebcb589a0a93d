"""Contracts that end in a month, with their sums.

What is counted lies side by side as plain numbers: going through thousands of rows, which lie anywhere in
memory, takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TypeVar

from csmdesk.ui.panes.calendar.rows import BANDS, FORECASTS, OUTCOMES, CalendarRow

T = TypeVar("T")

_SPARSE = 4
"""Where no more than one row of so many passes, these few are picked."""

_BANDS = {band: place for place, band in enumerate(BANDS)}
_HOPES = range(len(FORECASTS))
_FLAGS = [bytes(number == hope for number in range(256)) for hope in _HOPES]
"""For each category what makes its numbers ones and all others zeros."""


class Counted:
    """Contracts that can be counted by what became of them."""

    def count(self, state: int) -> int:
        """How many of them ended so (a place in ``OUTCOMES``)."""
        raise NotImplementedError

    @property
    def open(self) -> int:
        """How many are still open."""
        return self.count(0)

    @property
    def renewed(self) -> int:
        """How many have been renewed."""
        return self.count(1)

    @property
    def lost(self) -> int:
        """How many have been lost."""
        return self.count(2)


class Batch(Counted):
    """Contracts side by side; those of a month with the open ones first, of each outcome the red ones.

    ``ranks`` has of each what became of it and its band in one number, ``hopes`` its forecast as in
    ``CalendarRow``, ``amounts`` its units, ``unknown`` a one where they are not known.
    """

    __slots__ = ("amounts", "hopes", "ranks", "rows", "size", "tally", "units", "unknown")

    def __init__(
        self,
        rows: Sequence[CalendarRow],
        ranks: bytes,
        hopes: bytes,
        amounts: Sequence[int],
        unknown: bytes,
    ) -> None:
        self.rows = rows
        self.ranks = ranks
        self.hopes = hopes
        self.amounts = amounts
        self.unknown = unknown
        self.size = len(rows)
        """How many contracts there are."""
        self.units = sum(amounts)
        """What they come to a year."""
        counts = [ranks.count(rank) for rank in range(len(OUTCOMES) * len(BANDS))]
        starts = range(0, len(counts), len(BANDS))
        self.tally = tuple(tuple(counts[start : start + len(BANDS)]) for start in starts)
        """How many there are by what became of them (``OUTCOMES``) and by band (``BANDS``)."""

    @classmethod
    def of(cls, rows: Sequence[CalendarRow]) -> Batch:
        """These rows."""
        return cls(
            rows,
            bytes(row.state * len(BANDS) + _BANDS[row.source.band] for row in rows),
            bytes(row.forecast for row in rows),
            [row.units for row in rows],
            bytes(row.annual is None for row in rows),
        )

    def count(self, state: int) -> int:
        return sum(self.tally[state])

    def narrowed(self, mask: bytes) -> Batch:
        """Those that ``mask`` has a one for."""
        count = mask.count(1)
        if count == self.size:
            return self
        if not count:
            return NOTHING
        places = list(compress(range(self.size), mask)) if count * _SPARSE < self.size else None

        def some(column: Sequence[T]) -> Iterable[T]:
            # A few are picked sooner than all are passed over.
            return compress(column, mask) if places is None else map(column.__getitem__, places)

        ranks, hopes, unknown = (bytes(some(each)) for each in (self.ranks, self.hopes, self.unknown))
        return Batch(list(some(self.rows)), ranks, hopes, list(some(self.amounts)), unknown)


NOTHING = Batch.of(())


class Batches(Counted):
    """Several batches as one; their rows are put together only for who asks for them."""

    def __init__(self, parts: Iterable[Batch]) -> None:
        self._parts = list(parts)
        self.size = sum(part.size for part in self._parts)
        """How many contracts there are."""
        self.units = sum(part.units for part in self._parts)
        """What they come to a year."""

    @property
    def rows(self) -> Sequence[CalendarRow]:
        """All of them."""
        if len(self._parts) == 1:
            return self._parts[0].rows
        return [row for part in self._parts for row in part.rows]

    def count(self, state: int) -> int:
        return sum(part.count(state) for part in self._parts)

    @property
    def hoped(self) -> list[int]:
        """What the open ones come to by forecast (``FORECASTS``)."""
        return [
            sum(sum(compress(part.amounts, part.hopes.translate(flags))) for part in self._parts)
            for flags in _FLAGS
        ]

    @property
    def unknown(self) -> int:
        """How many there are whose amount is not known."""
        return sum(part.unknown.count(1) for part in self._parts)
