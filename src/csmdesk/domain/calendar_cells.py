"""Contracts laid out by month, in the risk matrix, and by priority: arrangement, no figures of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple, Protocol, TypeVar

from csmdesk.domain.health import Band
from csmdesk.domain.text import Text

Outcome = Literal["open", "renewed", "lost"]
Grade = Literal["red", "amber", "green"]
By = Literal["decision", "month"]


class Placed(Protocol):
    """What a contract needs to have to be placed; ``annual`` None: its currency has no rate."""

    @property
    def id(self) -> int: ...
    @property
    def end(self) -> date: ...
    @property
    def days(self) -> int: ...
    @property
    def decision(self) -> date: ...
    @property
    def monthly(self) -> bool: ...
    @property
    def annual(self) -> Fraction | None: ...
    @property
    def band(self) -> Band: ...
    @property
    def outcome(self) -> Outcome: ...


C = TypeVar("C", bound=Placed)

_OUTCOMES = {"open": 0, "renewed": 1, "lost": 2}
_BANDS = {Band.RED: 0, Band.YELLOW: 1, Band.GREEN: 2, Band.UNSCORED: 3}


class MonthCell(NamedTuple):
    """The contracts that end in one month: open ones first, red ones first; value in units of currency."""

    year: int
    month: int
    ids: tuple[int, ...]
    value: Fraction
    open: int
    renewed: int
    lost: int

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.ids)


def months(contracts: Iterable[C], year: int) -> tuple[MonthCell, ...]:
    """The twelve months of ``year``, by the day on which contracts end."""
    found: list[list[C]] = [[] for _ in range(12)]
    for contract in contracts:
        if contract.end.year == year:
            found[contract.end.month - 1].append(contract)
    return tuple(_month(year, number, rows) for number, rows in enumerate(found, start=1))


def _month(year: int, month: int, rows: list[C]) -> MonthCell:
    rows.sort(key=_marks_order)
    outcomes = [row.outcome for row in rows]
    return MonthCell(
        year,
        month,
        tuple(row.id for row in rows),
        _value(rows),
        outcomes.count("open"),
        outcomes.count("renewed"),
        outcomes.count("lost"),
    )


def _marks_order(contract: Placed) -> tuple[int, int, date, int]:
    return _OUTCOMES[contract.outcome], _BANDS[contract.band], contract.decision, contract.id


# --- the risk matrix ----------------------------------------------------------------------------------------

ROWS = (Band.RED, Band.YELLOW, Band.GREEN, Band.UNSCORED)
_SPANS = (0, 31, 91, 181)
"""The first day ahead of each column by decision: today, 31, 91, 181; before them what has passed."""

COLUMNS: tuple[Text, ...] = (
    Text("已过", "past"),
    Text("≤ 30 天", "≤ 30 days"),
    Text("31–90", "31–90"),
    Text("91–180", "91–180"),
    Text("> 180 天", "> 180 days"),
)

GRADE_RULE = Text(
    "红：红色客户决策日已过或在 90 天内，黄色和未评客户已过或在 30 天内。"
    "黄：红色客户 90 天以外，黄色和未评客户 31–180 天，绿色客户已过或在 30 天内。"
    "绿：其余。按月看时，以当月最早的决策日为准。",
    "Red: red accounts decided within 90 days or overdue, yellow and unscored ones within 30 or overdue. "
    "Yellow: red ones later than that, yellow and unscored ones in 31–180 days, green ones within 30 or "
    "overdue. Green: the rest. By month, the earliest decision in it counts.",
)


class MatrixCell(NamedTuple):
    """The contracts of one band and one span: open ones by priority, those done, and how grave that is.

    Values are in units of currency; what is done is renewed or lost.
    """

    ids: tuple[int, ...]
    done: tuple[int, ...]
    value: Fraction
    done_value: Fraction
    grade: Grade

    @property
    def size(self) -> int:
        """How many there are, open and done."""
        return len(self.ids) + len(self.done)


class Matrix(NamedTuple):
    """Cells by row (red, yellow, green, unscored) and column; open monthly contracts stand apart."""

    columns: tuple[Text, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    monthly: tuple[int, ...]

    @property
    def open(self) -> int:
        """The open contracts in all cells."""
        return sum(len(cell.ids) for row in self.cells for cell in row)

    @property
    def size(self) -> int:
        """The contracts in all cells, open and done."""
        return sum(cell.size for row in self.cells for cell in row)

    @property
    def value(self) -> Fraction:
        """The value of the open ones."""
        return sum((cell.value for row in self.cells for cell in row), Fraction(0))


def matrix(contracts: Iterable[C], by: By, closing: date) -> Matrix:
    """Contracts by health band and by time to decision from ``closing``, or by the month in which they end.

    Whoever asks gives the contracts of one year, where columns are months.
    """
    width = len(COLUMNS) if by == "decision" else 12
    held: list[list[list[C]]] = [[[] for _ in range(width)] for _ in ROWS]
    monthly = []
    for contract in contracts:
        if contract.monthly and contract.outcome == "open":
            monthly.append(contract.id)
            continue
        column = span_of(contract.days) if by == "decision" else contract.end.month - 1
        held[_BANDS[contract.band]][column].append(contract)
    cells = tuple(
        tuple(
            _cell(rows, ROWS[row], _nearness(by, column, rows, closing)) for column, rows in enumerate(line)
        )
        for row, line in enumerate(held)
    )
    heads = COLUMNS if by == "decision" else tuple(Text(f"{n} 月", _MONTHS[n - 1]) for n in range(1, 13))
    return Matrix(heads, cells, tuple(monthly))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def span_of(days: int) -> int:
    """The column of a decision in ``days`` days: 0 past, 1 up to 30, 2 up to 90, 3 up to 180, 4 later."""
    return sum(days >= first for first in _SPANS)


def _nearness(by: By, column: int, rows: Sequence[Placed], closing: date) -> int:
    """The span that a column stands for; a month counts by the nearest decision in it."""
    if by == "decision":
        return column
    nearest = min((row.decision for row in rows if row.outcome == "open"), default=None)
    return len(_SPANS) if nearest is None else span_of((nearest - closing).days)


def grade(band: Band, span: int) -> Grade:
    """How grave a band is in a span: ``GRADE_RULE`` in words."""
    if band is Band.RED:
        return "red" if span <= 2 else "amber"
    if band is Band.GREEN:
        return "amber" if span <= 1 else "green"
    return "red" if span <= 1 else "amber" if span <= 3 else "green"


def _cell(rows: Sequence[C], band: Band, span: int) -> MatrixCell:
    waiting = priority(row for row in rows if row.outcome == "open")
    done = priority(row for row in rows if row.outcome != "open")
    return MatrixCell(
        tuple(row.id for row in waiting),
        tuple(row.id for row in done),
        _value(waiting),
        _value(done),
        grade(band, span),
    )


def _value(rows: Iterable[Placed]) -> Fraction:
    # Whole numbers of one denominator are added up first: adding fractions one by one takes far longer.
    sums: dict[int, int] = defaultdict(int)
    for row in rows:
        annual = row.annual
        if annual is not None:
            sums[annual.denominator] += annual.numerator
    return sum((Fraction(whole, parts) for parts, whole in sums.items()), Fraction(0))


def priority(contracts: Iterable[C]) -> list[C]:
    """By value at risk, the largest first; of equal value the one whose decision date is nearer.

    A monthly contract's date is no factor (domain.md, section 4, priority).
    """
    rows = list(contracts)
    parts = lcm(*{row.annual.denominator for row in rows if row.annual is not None})

    def key(row: Placed) -> tuple[int, date, int]:
        # Whole numbers in the same proportions: exact, and quicker to compare than fractions.
        value = row.annual
        whole = 0 if value is None else value.numerator * (parts // value.denominator)
        return -whole, date.max if row.monthly else row.decision, row.id

    return sorted(rows, key=key)
