"""The rows of the account list: a name at once, its figures when they have been counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF

from csmdesk.services.accounts import AccountName, Lines

if TYPE_CHECKING:
    from csmdesk.services.figures import AccountLine

(
    NAME,
    CODE,
    SEGMENT,
    STAGE,
    OWNER,
    INDUSTRY,
    CITY,
    ANNUAL,
    HEALTH,
    COVERAGE,
    TREND,
    DECISION,
    DAYS,
    TOUCH,
    CADENCE,
    CONTRACTS,
    DEPTH,
) = range(17)
"""The places of the columns in the model; nine of them are shown only when the user chooses them."""

UNSET = "(unset)"
"""The value of a chip for rows that have none."""

CHIPS = ("segment", "health", "decision", "touch", "owner", "stage", "archived")
"""What a list can be narrowed by, in the order of ``AccountRow.facets``."""

DECISION_STEPS = ((30, "d30"), (90, "d90"), (180, "d180"))
TOUCH_STEPS = ((14, "14"), (30, "30"), (60, "60"), (90, "90"))
"""Days to the decision at most, days without a touch at least, and the chip's values for them."""


class Written(NamedTuple):
    """A cell: its text, the width of the text, and the role of its colour."""

    text: str
    width: int
    role: str


class Shown(NamedTuple):
    """A row's figures by column, as they are drawn; made when the row is first painted."""

    figures: dict[int, Written]
    mark: str
    spark: list[QLineF]
    spark_end: QPointF | None


class AccountRow:
    """An account in the list; ``line`` is None until its figures are known.

    The attributes that columns sort by are plain numbers, None where nothing is known: fractions compare a
    hundred times slower, and an order needs no more than a float can tell.
    """

    __slots__ = (
        "_search",
        "annual",
        "contracts",
        "coverage",
        "decision",
        "depth",
        "facets",
        "health",
        "line",
        "place",
        "shown",
        "source",
        "texts",
        "touch",
        "trend",
        "units",
    )

    def __init__(self, source: AccountName, place: int) -> None:
        self.source = source
        self.place = place
        """Its place by name."""
        self.line: AccountLine | None = None
        self.shown: Shown | None = None
        self.texts: dict[int, str] | None = None
        """The figures by column as text, once they have been written."""
        self._search: str | None = None
        self.facets: tuple[frozenset[str], ...] = ()
        """What the chips ask for, in the order of ``CHIPS``; empty until the figures are known."""
        self.annual: float | None = None
        self.health: float | None = None
        self.trend: float | None = None
        self.decision: int | None = None
        self.touch: int | None = None
        self.coverage: float | None = None
        self.contracts: int | None = None
        self.depth: float | None = None
        self.units = 0
        """Its annual value in the units of ``Lines.units``."""

    @property
    def id(self) -> int:
        """The account's key."""
        return self.source.id

    @property
    def name(self) -> str:
        """The account's name."""
        return self.source.name

    @property
    def segment(self) -> str:
        """The account's segment: the stated one, else the one that its revenue makes it."""
        return self.source.segment or (self.line.segment if self.line is not None else "")

    def same(self, other: AccountRow) -> bool:
        """True when both are the same account with the same words to search in."""
        return self is other or (self.source.id == other.source.id and self.search == other.search)

    @property
    def search(self) -> str:
        """What a filter looks into."""
        if self._search is None:
            name = self.source
            pinyin = name.pinyin.replace(" ", "")
            self._search = f"{name.name}\n{pinyin}\n{name.initials}\n{name.code}".casefold()
        return self._search

    def renamed(self, source: AccountName, line: AccountLine | None, closing: date) -> AccountRow:
        """The same row with other words, and with ``line`` for the figures that it has."""
        made = AccountRow(source, self.place)
        if self.line is not None:
            made.take_line(line or self.line, self.units, closing)
        return made

    def take_line(self, line: AccountLine, units: int, closing: date) -> None:
        """Take the figures, and make everything ready for use: order, chips and what a filter looks into."""
        self.line = line
        self.units = units
        self.annual = float(line.arr_fen)
        self.health = None if line.health is None else float(line.health)
        points = line.health_points
        self.trend = float(points[-1][1] - points[0][1]) if len(points) > 1 else None
        self.decision = line.decision_day.toordinal() if line.decision_day else None
        self.touch = -line.last_touch.toordinal() if line.last_touch else None
        self.coverage = float(line.coverage)
        self.contracts = line.contracts
        self.depth = None if line.depth is None else float(line.depth)
        self.facets = _facets(self, line, closing.toordinal())
        assert self.search is not None


class Before(NamedTuple):
    """Rows that were made before, and the figures that they were made of."""

    rows: Sequence[AccountRow]
    lines: Lines | None


def account_rows(
    names: Iterable[AccountName], lines: Lines | None = None, before: Before | None = None
) -> list[AccountRow]:
    """A row for each account, in the order of the names; with figures everything is made ready for use.

    A row of ``before`` is taken as it is where nothing of its account has changed.
    """
    if lines is None:
        return [AccountRow(name, place) for place, name in enumerate(names)]
    known: dict[int, AccountRow] = {}
    old = before.lines if before is not None else None
    if before is not None and old is not None and old.closing == lines.closing:
        known = {row.id: row for row in before.rows}
    rows = []
    for place, name in enumerate(names):
        line, units = lines.by_id.get(name.id), lines.units.get(name.id, 0)
        row = known.get(name.id)
        if row is None or row.line is not line or (row.place, row.units, row.source) != (place, units, name):
            row = AccountRow(name, place)
            if line is not None:
                row.take_line(line, units, lines.closing)
        rows.append(row)
    return rows


# --- what the chips ask for ---------------------------------------------------------------------------------

_known: dict[tuple[str, ...], frozenset[str]] = {}
"""The sets are few: every row shares them."""


def _set(*values: str) -> frozenset[str]:
    found = _known.get(values)
    if found is None:
        found = _known[values] = frozenset(values)
    return found


def _facets(row: AccountRow, line: AccountLine, closing: int) -> tuple[frozenset[str], ...]:
    name = row.source
    return (
        _set(row.segment or UNSET),
        _set(line.band.value),
        _set(_decision_value(None if row.decision is None else row.decision - closing)),
        _touch_values(None if row.touch is None else closing + row.touch, late=line.cadence_broken),
        _set(name.owner or UNSET),
        _set(name.stage or UNSET),
        _set("with", "only") if name.archived else _set("with"),
    )


def _decision_value(left: int | None) -> str:
    """The chip's value for a decision that is ``left`` days ahead."""
    if left is None:
        return "none"
    if left < 0:
        return "past"
    return next((value for most, value in DECISION_STEPS if left <= most), "later")


def _touch_values(gone: int | None, *, late: bool) -> frozenset[str]:
    """The chip's values for a touch ``gone`` days ago (None: never, which is longer than any time)."""
    values = [value for least, value in TOUCH_STEPS if gone is None or gone >= least]
    if late:
        values.append("late")
    if gone is None:
        values.append("never")
    return _set(*values)
