"""Everything that an import writes, checked and ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from csmdesk.importers.drafts import Rows
from csmdesk.importers.pieces import distinct

UsageRow = tuple[str, str, int, int | None, int]
"""Account code, module name, day (``date.toordinal``), provisioned (None: not known), active."""


TARGET_KEY = "period || char(31) || metric || char(31) || name"
"""SQL for what a target is named by, as ``target_key`` writes it."""


def target_key(period: str, metric: str, name: str) -> str:
    """What a target is named by where another stands under it."""
    return "\x1f".join((period, metric, name))


@dataclass(frozen=True)
class Link:
    """Contract ``new`` continues ``old``."""

    old: str
    new: str
    inferred: bool


@dataclass(frozen=True)
class Asked:
    """A name that the files call an account by and no account has; ``code`` is the one of like name, ''
    where there is none; ``rows`` counts the rows that name it, ``new`` says that it becomes an account."""

    name: str
    code: str
    like: str
    rows: int
    settled: bool = False
    new: bool = False


@dataclass
class Content:
    """Rows by table in the order in which they are written, and what goes beside them."""

    rows: list[Rows] = field(default_factory=list)
    modules: dict[str, int | None] = field(default_factory=dict)
    """Module → core (1, 0), None where no file says."""
    licensed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Account code → all of its licensed modules."""
    dimensions: dict[str, str | None] = field(default_factory=dict)
    """Health dimension → weight (decimal text), None where no file says."""
    segments: dict[str, None] = field(default_factory=dict)
    erased: dict[str, int] = field(default_factory=dict)
    """Number of a contact who was taken out of the book → the contact without a name that is left."""
    links: list[Link] = field(default_factory=list)
    linked: frozenset[str] = frozenset()
    """Contracts whose predecessors the files name: what was inferred for them no longer counts."""
    usage: Sequence[UsageRow] = ()
    asked: tuple[Asked, ...] = ()
    """Names of accounts that are no account's name, each with the account that it may be."""
    custom: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Columns kept beside what the book knows: table, the object's number, the column's name, the value."""


def iso(days: Sequence[date | None]) -> list[str | None]:
    """Days as the book keeps them."""
    written = {day: None if day is None else day.isoformat() for day in distinct(days)}
    return [written[day] for day in days]
