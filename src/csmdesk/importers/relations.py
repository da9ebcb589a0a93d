"""What two columns of a sheet say about each other: ends come after starts, active are of provisioned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from csmdesk.importers import dates, values
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.sheet import Sheet

_ROWS = 400
"""Rows that are looked at."""
_SHORTEST = timedelta(days=20)
"""A contract's term is at least about this long: its other dates lie nearer to its start, or before."""


def _at_least(here: str, there: str) -> bool:
    return values.count(here) >= values.count(there)


def _much_later(here: str, there: str) -> bool:
    order = dates.decide([here, there]).order or dates.Order.DMY
    return dates.read(here, order).day - dates.read(there, order).day >= _SHORTEST


RELATED: Mapping[str, tuple[str, str, Callable[[str, str], bool]]] = {
    "usage": ("provisioned", "active", _at_least),
    "contracts": ("end_day", "start_day", _much_later),
}
"""Kind → a field, one that it relates to, and what has to hold between their cells."""


def holds(sheet: Sheet, index: int, other: int, related: Callable[[str, str], bool]) -> bool:
    """Whether the relation holds in every row that has both cells; looks at 400 rows."""
    seen = 0
    pairs = zip(sheet.columns[index][:_ROWS], sheet.columns[other][:_ROWS], strict=True)
    for here, there in pairs:
        if values.is_blank(here, "day", "end") or values.is_blank(there):
            continue
        try:
            if not related(here, there):
                return False
        except Unreadable:
            return False
        seen += 1
    return seen > 0
