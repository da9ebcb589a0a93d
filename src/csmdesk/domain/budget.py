"""Money planned for a year: lines of quantity × unit price, to the fen, by month, quarter and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple


class BudgetRow(NamedTuple):
    """Money of one month: ``month`` is YYYY-MM; ``spent_fen`` None where nothing is known yet."""

    month: str
    planned_fen: int
    spent_fen: int | None


class BudgetSum(NamedTuple):
    """What some rows come to, in fen."""

    planned_fen: int = 0
    spent_fen: int = 0

    def plus(self, row: BudgetRow) -> BudgetSum:
        """With one row more."""
        return BudgetSum(self.planned_fen + row.planned_fen, self.spent_fen + (row.spent_fen or 0))


def line_fen(quantity: Fraction, unit_fen: int) -> int:
    """Quantity × unit price in whole fen, half up: rounded once, so that sums are exact."""
    value = quantity * unit_fen
    whole = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return -whole if value < 0 else whole


def sums(rows: Iterable[BudgetRow], months: Mapping[str, str]) -> dict[str, BudgetSum]:
    """By the names that ``months`` gives to months (their own, their quarters'); under '' the whole."""
    found: dict[str, BudgetSum] = defaultdict(BudgetSum)
    for row in rows:
        found[""] = found[""].plus(row)
        if row.month in months:
            found[months[row.month]] = found[months[row.month]].plus(row)
    return dict(found)
