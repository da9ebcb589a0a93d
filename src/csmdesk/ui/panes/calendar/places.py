"""What the list of the calendar shows: a month, a half, a day, a cell of the matrix, or years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Kind = Literal["month", "half", "day", "cell", "monthly", "year", "years", "all"]

_NUMBERS: dict[Kind, int] = {
    "month": 2,
    "half": 2,
    "day": 1,
    "cell": 2,
    "monthly": 0,
    "year": 1,
    "years": 1,
    "all": 0,
}
"""How many numbers tell one place from another of its kind."""


@dataclass(frozen=True)
class Place:
    """A place in the calendar.

    ``numbers`` are year and month, year and half, a day's ordinal, row and column of the risk matrix, a year,
    the first of two years; nothing for the monthly contracts and for all of them.
    """

    kind: Kind
    numbers: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The place as text, for the window's memory."""
        return " ".join([self.kind, *map(str, self.numbers)])

    @property
    def day(self) -> date:
        """The day, of a place that is one."""
        return date.fromordinal(self.numbers[0])


def month_place(year: int, month: int) -> Place:
    """A month of contracts' ends."""
    return Place("month", (year, month))


def day_place(day: date) -> Place:
    """A day on which contracts end or are decided."""
    return Place("day", (day.toordinal(),))


def place_of(text: str) -> Place | None:
    """The place that ``text`` was made from; None for anything else."""
    kind, *rest = text.split(" ") if text else [""]
    for known in get_args(Kind):
        if kind == known and len(rest) == _NUMBERS[known] and all(part.isdecimal() for part in rest):
            numbers = tuple(map(int, rest))
            return Place(known, numbers) if _exists(known, numbers) else None
    return None


def _exists(kind: Kind, numbers: tuple[int, ...]) -> bool:
    if kind == "day":
        return 1 <= numbers[0] <= date.max.toordinal()
    if kind in {"month", "half"}:
        return 1 <= numbers[0] < date.max.year and 1 <= numbers[1] <= (12 if kind == "month" else 2)
    return kind not in {"year", "years"} or 1 <= numbers[0] < date.max.year


def shifted_month(year: int, month: int, step: int) -> tuple[int, int]:
    """The month ``step`` months later."""
    number = year * 12 + month - 1 + step
    return number // 12, number % 12 + 1
