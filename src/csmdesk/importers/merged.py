"""Cells merged downwards: what one of them says holds for each of its rows.

Only texts and days are carried down. A number in a merged cell is mostly one amount for all of its rows, and
would count several times. Runs in the reading child process.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from csmdesk.importers.behind_cells import Range

_NUMBER = re.compile(r"[-+(¥￥$€]*\d[\d.,\s]*[%元万亿)]*")


class Carried:
    """Rows with what stands in merged cells carried down; ``count`` says into how many cells."""

    def __init__(self, rows: Iterable[list[Any]], ranges: Sequence[Range], first: int = 0) -> None:
        """``rows`` begin with the first row of the sheet, and with its column ``first``."""
        self.count = 0
        self._rows = rows
        self._begin: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, right) in ranges:
            # Wider ones are titles and notes.
            if bottom > top and left == right >= first:
                self._begin.setdefault(top, []).append((left - first, bottom))

    def __iter__(self) -> Iterator[list[Any]]:
        if not self._begin:
            yield from self._rows
            return
        held: dict[int, tuple[Any, int]] = {}
        for place, row in enumerate(self._rows):
            for column, (value, bottom) in list(held.items()):
                if place > bottom:
                    del held[column]
                elif column < len(row) and row[column] in {"", None}:
                    row[column] = value
                    self.count += 1
            for column, bottom in self._begin.get(place, ()):
                if column < len(row) and is_carried(row[column]):
                    held[column] = row[column], bottom
            yield row


def is_carried(value: Any) -> bool:
    """Whether the content of a merged cell holds for each of its rows: a text or a day, and no number."""
    if isinstance(value, str):
        return bool(value.strip()) and _NUMBER.fullmatch(value.strip()) is None
    return isinstance(value, datetime.date)
