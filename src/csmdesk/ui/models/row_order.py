"""Orders of rows as lists of places: a stable sort by several columns, and what of it passes a filter."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, islice
from operator import itemgetter
from typing import Any, Generic, overload

from csmdesk.ui.models.columns import Column, R

SortKeys = tuple[tuple[int, bool], ...]
"""Columns and whether downwards, the most important one first."""

_KEPT = 24
"""So many orders are kept; each is a list of numbers as long as the rows."""

_PAGE = 256
"""So many are looked for at a time; more than any screen shows."""

_FAR = 8
"""Who asks for what is so many pages away gets all of them."""

SPARSE = 32
"""Where no more than one row of so many passes, those few are sorted instead of looked for in the order."""


class Order:
    """The places of all rows in one order."""

    __slots__ = ("_rank", "places")

    def __init__(self, places: Sequence[int]) -> None:
        # New numbers, which lie in memory one after the other: a filter goes through them at each keystroke.
        self.places = array("L", places).tolist()
        self._rank: list[int] | None = None

    @property
    def rank(self) -> list[int]:
        """For each place where its row stands in the order; made when first asked for."""
        if self._rank is None:
            self._rank = [0] * len(self.places)
            # A loop that runs in C: this is done after each sort, while somebody is typing.
            deque(map(self._rank.__setitem__, self.places, range(len(self.places))), maxlen=0)
        return self._rank


class RowOrders(Generic[R]):
    """The orders of some rows, by the columns they are sorted by; made when first asked for, then kept."""

    def __init__(self, rows: Sequence[R], columns: Sequence[Column[R]]) -> None:
        self._rows = rows
        self._columns = columns
        self._values: dict[int, list[Any]] = {}
        self._orders: dict[SortKeys, Order] = {}

    def by(self, keys: SortKeys) -> Order:
        """The order of the rows; equal rows stay as they were given, blanks come last."""
        found = self._orders.get(keys)
        if found is None:
            (column, descending), rest = keys[0], keys[1:]
            # What is equal in the first column stays in the order of the others, which is there already or
            # will be wanted again: a second key is mostly added to a first one that stays.
            before = self.by(rest).places if rest else range(len(self._rows))
            found = Order(sorted_places(before, self._of(column), descending))
            while len(self._orders) >= _KEPT:
                del self._orders[next(iter(self._orders))]
            self._orders[keys] = found
        return found

    def _of(self, column: int) -> list[Any]:
        values = self._values.get(column)
        if values is None:
            values = self._values[column] = list(map(self._columns[column].order, self._rows))
        return values


def sorted_places(places: Sequence[int], values: Sequence[Any], descending: bool) -> list[int]:
    """``places`` by their values, stable in both directions, those without a value last."""
    known = [place for place in places if values[place] is not None]
    known.sort(key=values.__getitem__, reverse=descending)
    if len(known) < len(places):
        known += [place for place in places if values[place] is None]
    return known


def ordering(orders: Sequence[tuple[Callable[[R], Any], bool]]) -> Callable[[Sequence[R]], list[R]]:
    """What puts rows into the order of these keys, the most important one first; in any thread."""

    def order(rows: Sequence[R]) -> list[R]:
        places: Sequence[int] = range(len(rows))
        for key, descending in reversed(orders):
            places = sorted_places(places, list(map(key, rows)), descending)
        return [rows[place] for place in places]

    return order


class Passing(Sequence[int]):
    """The places of the rows that pass, in order.

    How many there are is known from the start; which one stands where is found when somebody asks. To go
    through the order of a hundred thousand rows takes longer than a keystroke may, and a page is all that is
    seen.
    """

    __slots__ = ("_count", "_found", "_mask", "_order", "_rest")

    def __init__(self, order: Order, mask: Sequence[int], count: int) -> None:
        """``mask`` tells for each place whether its row passes; ``count`` rows do."""
        self._count = count
        self._mask = mask
        self._order = order
        self._found: list[int] = []
        self._rest: Iterator[int] = compress(order.places, map(mask.__getitem__, order.places))

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, position: int) -> int: ...
    @overload
    def __getitem__(self, position: slice) -> list[int]: ...
    def __getitem__(self, position: int | slice) -> int | list[int]:
        if isinstance(position, slice):
            return self.whole()[position]
        if position >= len(self._found):
            self._find(position)
        return self._found[position]

    def __iter__(self) -> Iterator[int]:
        return iter(self.whole())

    def __contains__(self, place: object) -> bool:
        return isinstance(place, int) and 0 <= place < len(self._mask) and bool(self._mask[place])

    def index(self, place: int, start: int = 0, stop: int | None = None) -> int:
        """Where a row stands; ValueError when it does not pass."""
        if place not in self:
            raise ValueError(place)
        looked = start
        while True:
            try:
                return self._found.index(place, looked)
            except ValueError:
                # It passes, so it is further on.
                looked = len(self._found)
                self._find(looked)

    def whole(self) -> list[int]:
        """All of them."""
        if len(self._found) < self._count:
            # To gather all flags at once takes half the time that going on through the order would.
            places = self._order.places
            self._found = list(compress(places, itemgetter(*places)(self._mask)))
            self._rest = iter(())
        return self._found

    def _find(self, position: int) -> None:
        if position >= _FAR * _PAGE:
            self.whole()
        else:
            self._found.extend(islice(self._rest, position + _PAGE - len(self._found)))


def passing(order: Order, mask: Sequence[int], count: int, places: Sequence[int] | None) -> Sequence[int]:
    """The rows that pass, in order; ``places`` are theirs in any order, where somebody has them already."""
    if count * SPARSE > len(order.places) > 1:
        return Passing(order, mask, count)
    if places is None:
        places = list(compress(range(len(mask)), mask))
    return sorted(places, key=order.rank.__getitem__)
