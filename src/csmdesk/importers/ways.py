"""How a sheet's days and amounts are read where its cells leave it open: as is said now, as was remembered
for the same headers, as its profile says."""

from __future__ import annotations

from typing import NamedTuple

from csmdesk.importers.dates import Order
from csmdesk.importers.known import Remembered
from csmdesk.importers.options import Options
from csmdesk.importers.profiles import Match
from csmdesk.importers.sheet import Sheet


class Ways(NamedTuple):
    """``order`` of dates, None: as the cells tell; ``power`` of ten of amounts without a unit, None: as the
    sheet tells; ``currency`` of amounts without one, '': the usual one. With ``end_exclusive`` end dates are
    the first day after the term."""

    order: Order | None = None
    end_exclusive: bool = False
    power: int | None = None
    currency: str = ""


AS_IT_TELLS = Ways()
"""A sheet of which nothing was said."""


def ways_of(sheet: Sheet, options: Options, remembered: Remembered | None, profile: Match | None) -> Ways:
    """The ways of one sheet; ``profile`` is the one by which its columns were mapped."""
    order = options.order(sheet.file, sheet.name)
    exclusive = options.exclusive_end(sheet.file, sheet.name)
    power = options.power_of(sheet.file, sheet.name)
    currency = options.own_currency(sheet.file, sheet.name)
    if remembered is not None:
        order = order or (Order(remembered.order) if remembered.order else None)
        exclusive = remembered.end_exclusive if exclusive is None else exclusive
        power = remembered.power if power is None else power
        currency = currency or remembered.currency
    elif profile is not None:
        table = profile.table
        order = order or (Order(table.order) if table.order else None)
        exclusive = table.end_exclusive if exclusive is None else exclusive
        power = table.power if power is None else power
        currency = currency or table.currency
    return Ways(order, bool(exclusive), power, currency)


def kept_ways(ways: Ways) -> dict[str, object]:
    """What is remembered of the ways, beside the columns."""
    kept: dict[str, object] = {"dates": str(ways.order or ""), "end_exclusive": ways.end_exclusive}
    if ways.power is not None:
        kept["power"] = ways.power
    if ways.currency:
        kept["currency"] = ways.currency
    return kept
