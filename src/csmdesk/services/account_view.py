"""An account as words and marks, ready to be shown beside the list: what ``Accounts.detail`` gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Mark = Literal["", "red", "yellow", "green", "unscored", "renewed", "lost"]


class StripFigure(NamedTuple):
    """One of the key figures under the name; ``key`` opens its evidence."""

    key: str
    label: str
    value: str
    note: str
    mark: Mark = ""
    late: bool = False


class DimensionLine(NamedTuple):
    """A dimension of the health score: ``share`` is the score as 0–1, None when it was never scored."""

    key: str
    name: str
    weight: str
    score: str
    share: float | None
    low: bool


class CurvePoint(NamedTuple):
    """The health score on a day of scoring; the label is the month, '' between months."""

    label: str
    value: float


class ContractLine(NamedTuple):
    """A contract by its decision date; ``open`` while it is in force or its renewal is still open."""

    key: str
    code: str
    term: str
    decision: str
    annual: str
    mark: Mark
    state: str
    open: bool


class UsageLine(NamedTuple):
    """A module's use on the last day with data: ``share`` is active / provisioned (None: not known)."""

    key: str
    module: str
    share: float | None
    depth: str
    counts: str


class TimelineItem(NamedTuple):
    """Something that happened; ``icon`` is the name of an icon."""

    day: str
    icon: str
    words: str


@dataclass(frozen=True)
class AccountDetail:
    """One account as of a day. Notes are the grey words at the right of a section's head."""

    id: int
    name: str
    code: str
    facts: str
    mark: Mark
    figures: tuple[StripFigure, ...]
    dimensions: tuple[DimensionLine, ...]
    health_note: str
    curve: tuple[CurvePoint, ...]
    contracts: tuple[ContractLine, ...]
    usage: tuple[UsageLine, ...]
    usage_note: str
    timeline: tuple[TimelineItem, ...]
