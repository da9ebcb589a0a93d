"""An account as words and marks, ready to be shown beside the list: what ``Accounts.detail`` gives.

The words are in the user's language already, rounded and with their units; the window only lays them out. A
``key`` is what a figure's evidence is asked by; ``id`` is the row's own in the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from csmdesk.domain.health import BANDS, Bands

Mark = Literal["", "red", "yellow", "green", "unscored", "renewed", "lost"]


class StripFigure(NamedTuple):
    """One of the key figures under a head; ``key`` opens its evidence, '' opens nothing."""

    key: str
    label: str
    value: str
    note: str
    mark: Mark = ""
    late: bool = False


class RiskLine(NamedTuple):
    """Something at the account that calls for action: a mark and a sentence."""

    mark: Mark
    words: str


class DimensionLine(NamedTuple):
    """A dimension of the health score: ``share`` is the score as 0–1, None when it does not count.

    ``weight`` is what counts: rescaled when another dimension is missing. ``note`` says why one is missing;
    ``tick`` is where red ends, as 0–1.
    """

    key: str
    name: str
    weight: str
    score: str
    share: float | None
    low: bool
    note: str = ""
    tick: float = 0.6


class CurvePoint(NamedTuple):
    """The health score on a day: 0–100, None while the account was unscored.

    ``label`` is the month, '' between months; ``words`` are day, score and band.
    """

    day: date
    label: str
    value: float | None
    words: str
    override: bool = False


class OverrideLine(NamedTuple):
    """A score typed by hand: how it is said, and whether it is in force on the as-of day."""

    id: int
    score: str
    words: str
    in_force: bool


class ContractLine(NamedTuple):
    """A contract by its decision date; ``open`` while it is in force or its renewal is still open.

    ``amount`` is that of the whole term, ``notice`` what is agreed of an automatic renewal, ``links`` what it
    renews, ``received`` the receipts; ``share`` is received / amount (None: no receipt is known).
    """

    key: str
    code: str
    term: str
    decision: str
    annual: str
    mark: Mark
    state: str
    open: bool
    id: int = 0
    days: str = ""
    late: bool = False
    amount: str = ""
    notice: str = ""
    links: str = ""
    received: str = ""
    share: float | None = None


class UsageLine(NamedTuple):
    """A module's use on the last day with data: ``share`` is active / provisioned (None: not known)."""

    key: str
    module: str
    share: float | None
    depth: str
    counts: str


class TrendLine(NamedTuple):
    """A module over the months: as ``UsageLine``, with its depth (0–1, None: no data) month by month.

    ``note`` says what is unusual: not used, not licensed, an older day than the others'.
    """

    key: str
    module: str
    share: float | None
    depth: str
    counts: str
    trend: tuple[float | None, ...]
    words: str
    note: str = ""


@dataclass(frozen=True)
class UsePage:
    """Usage: the metrics of the period, and each module over the months named in ``months``."""

    figures: tuple[StripFigure, ...] = ()
    months: str = ""
    lines: tuple[TrendLine, ...] = ()


class TicketLine(NamedTuple):
    """A support case: what it is in ``facts`` and ``days``, and how it stands as mark and ``state``."""

    id: int
    key: str
    code: str
    title: str
    facts: str
    days: str
    mark: Mark
    state: str
    open: bool


@dataclass(frozen=True)
class TicketPage:
    """Tickets: those that wait first, then the newest."""

    figures: tuple[StripFigure, ...] = ()
    lines: tuple[TicketLine, ...] = ()


class ContactLine(NamedTuple):
    """A person: executives first, those who left last; ``cake`` when the next birthday is near."""

    id: int
    name: str
    title: str
    executive: bool
    phone: str
    email: str
    birthday: str
    cake: bool
    left: str
    touched: str


class TouchLine(NamedTuple):
    """A touch; ``day`` is ISO, ``short`` as lists write it."""

    id: int
    day: str
    short: str
    channel: str
    contact: str
    contact_id: int | None
    minutes: int | None
    note: str


@dataclass(frozen=True)
class TouchPage:
    """Touches, the newest first; ``counts`` are the period's by channel, ``note`` names period and number."""

    lines: tuple[TouchLine, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


class TimelineItem(NamedTuple):
    """Something that happened; ``icon`` is the name of an icon, ``mark`` a shape in its place.

    ``main`` is what the short timeline of the overview shows. ``id`` is the row of the book (0: none of its
    own) that ``kind`` lies in.
    """

    day: str
    icon: str
    words: str
    kind: str = ""
    month: str = ""
    mark: Mark = ""
    main: bool = False
    id: int = 0


@dataclass(frozen=True)
class AccountDetail:
    """One account as of ``closing``. Notes are the grey words at the right of a section's head.

    ``values`` are the fields as they are stored, for editing, ``kept`` the columns of imported files that the
    book has no field for; ``kinds`` names the timeline's kinds in the
    order in which they are offered; ``counts`` are the numbers beside the tabs, by tab.
    """

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
    closing: date = date.min
    cadence_days: int = 0
    last_touch: date | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[tuple[str, str], ...] = ()
    risks: tuple[RiskLine, ...] = ()
    overrides: tuple[OverrideLine, ...] = ()
    use: UsePage = field(default_factory=UsePage)
    tickets: TicketPage = field(default_factory=TicketPage)
    contacts: tuple[ContactLine, ...] = ()
    touches: TouchPage = field(default_factory=TouchPage)
    kinds: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    bands: Bands = BANDS
