"""Which contracts pass filter and chips: a byte a contract for each choice; a key asks none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from csmdesk.ui.models.row_search import RowSearch
from csmdesk.ui.panes.calendar.rows import CHIPS, CalendarRow

_ORDER: Literal["little"] = "little"

_Mask = int
"""The bytes of all contracts as one number: thousands of them are joined and counted in one step."""


class Narrowing(NamedTuple):
    """What contracts are narrowed to: values by chip (any of them), and words that all have to be found."""

    chosen: Mapping[str, frozenset[str]]
    terms: tuple[str, ...]

    def without(self, chip: str) -> Narrowing:
        """The same without what one chip asks for."""
        return self._replace(chosen={key: values for key, values in self.chosen.items() if key != chip})


class RowFilter:
    """Finds rows by ``Narrowing``. Make it in any thread, ask it in one."""

    def __init__(self, rows: Sequence[CalendarRow]) -> None:
        self._size = len(rows)
        self._places = {row.id: place for place, row in enumerate(rows)}
        self._search = RowSearch.of(rows)
        self._all: _Mask = int.from_bytes(b"\1" * self._size, _ORDER)
        self._masks = {chip: _masks(rows, place) for place, chip in enumerate(CHIPS)}

    def replace(self, changed: Iterable[CalendarRow]) -> None:
        """Put other rows in the place of those with the same ids and the same words to be found by."""
        for row in changed:
            bit = 1 << 8 * self._places[row.id]
            for chip, values in zip(CHIPS, row.facets, strict=True):
                masks = self._masks[chip]
                for value in {*masks, *values}:
                    held = masks.get(value, 0)
                    masks[value] = held | bit if value in values else held & ~bit

    def mask(self, narrowing: Narrowing) -> bytes:
        """For each row, in the order in which they were given, a one if it passes, else a zero."""
        return self._mask(narrowing).to_bytes(self._size, _ORDER)

    def counts(self, chip: str, narrowing: Narrowing) -> dict[str, int]:
        """How many rows each value of a chip would leave, whatever is chosen of it now."""
        others = self._mask(narrowing.without(chip))
        counted = {value: (mask & others).bit_count() for value, mask in self._masks[chip].items()}
        return {value: count for value, count in counted.items() if count}

    def _mask(self, narrowing: Narrowing) -> _Mask:
        found = self._all
        for chip, values in narrowing.chosen.items():
            either = 0
            for value in values:
                either |= self._masks[chip].get(value, 0)
            found &= either
        if narrowing.terms:
            found &= int.from_bytes(self._search.find(narrowing.terms).mask(self._size), _ORDER)
        return found


def _masks(rows: Sequence[CalendarRow], place: int) -> dict[str, _Mask]:
    """By value of a chip which rows have it."""
    found: dict[str, bytearray] = {}
    for number, row in enumerate(rows):
        for value in row.facets[place]:
            if value not in found:
                found[value] = bytearray(len(rows))
            found[value][number] = 1
    return {value: int.from_bytes(mask, _ORDER) for value, mask in found.items()}
