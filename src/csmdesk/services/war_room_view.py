"""War rooms as words and marks, ready to be shown: what ``WarRooms`` gives and takes.

The words are in the user's language already, rounded and with their units; the window only lays them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from csmdesk.domain.health import BANDS, Bands
from csmdesk.domain.war_room import Standing
from csmdesk.services.account_view import CurvePoint, Mark

if TYPE_CHECKING:
    from csmdesk.services.task_drafts import CardDraft

EventKind = Literal["ticket", "contact", "touch", "room"]
EvidenceKind = Literal["dimension", "ticket", "contact", "touch", "usage"]


class MemberDraft(NamedTuple):
    """One of a squad as it is typed; ``role`` is a key of ``ROLES`` or other words, ``id`` None is new."""

    role: str
    name: str = ""
    contact: str = ""
    goal: str = ""
    deadline: date | None = None
    id: int | None = None


class RoomDraft(NamedTuple):
    """A war room as it is typed; ``cause`` is a key of ``CAUSES`` or ''.

    ``opened_day`` None: today for a new one, not known for one that came with imported tasks. ``fell_day`` is
    the fall that a new one is opened for. Without a ``deadline`` the tasks or the usual days say it.
    """

    goal: str
    deadline: date | None
    cause: str
    squad: tuple[MemberDraft, ...]
    tasks: tuple[CardDraft, ...] = ()
    opened_day: date | None = None
    fell_day: date | None = None


class ClosingDraft(NamedTuple):
    """A closing review; ``reason`` says why a room is closed before 60 was held, '' where it was held."""

    day: date
    cause: str
    worked: str
    changes: str
    reason: str = ""


class DayBlock(NamedTuple):
    """A day of a war room: over or not, the tasks due on it, whether a stand-up was logged."""

    day: date
    gone: bool
    today: bool
    titles: tuple[str, ...]
    standup: bool
    working: bool


class EventMark(NamedTuple):
    """Something that happened while the score took its course."""

    day: date
    kind: EventKind
    words: str


class Member(NamedTuple):
    """One of a squad with what waits for him; ``cards`` are counts by status.

    ``id`` None: nobody was named, the role or the owner of a card stands for the member.
    """

    id: int | None
    role: str
    role_words: str
    name: str
    contact: str
    goal: str
    deadline: date | None
    cards: Mapping[str, int]
    next_deadline: date | None


class EvidenceLine(NamedTuple):
    """What changed before a fall: ``table`` and ``id`` are the row that says so."""

    kind: EvidenceKind
    day: date | None
    words: str
    table: str
    id: int


class Proposal(NamedTuple):
    """A fall below 60 that has no war room; ``before_words`` is the score before it, '' where there was none.

    ``source`` says how the score came about: imported, computed from dimensions, typed.
    """

    account_id: int
    account: str
    code: str
    mark: Mark
    fell_day: date
    score_words: str
    before_words: str
    source: str
    headline: str
    lines: tuple[EvidenceLine, ...]
    cause: str


@dataclass(frozen=True)
class Room:
    """A war room as of the closing day.

    ``score`` is exact; ``days_red`` the days of the newest stretch below 60. ``day`` of ``days`` is where the
    countdown stands, 0 or less before its start; ``days_left`` is negative past the deadline. ``cards`` are
    counts by status, ``late_cards`` the open ones past their deadline. ``missed`` are working days without a
    stand-up, none where nobody said when the room was opened.
    """

    id: int
    account_id: int
    account: str
    code: str
    mark: Mark
    segment: str
    annual: str
    score: Fraction | None
    score_words: str
    since: str
    stake: str
    days_red: int
    start: date
    deadline: date
    closed_day: date | None
    goal: str
    cause: str
    day: int
    days: int
    days_left: int
    left_words: str
    day_words: str
    blocks: tuple[DayBlock, ...]
    curve: tuple[CurvePoint, ...]
    marks: tuple[EventMark, ...]
    standing: Standing
    standing_words: str
    cards: Mapping[str, int]
    late_cards: int
    squad: tuple[Member, ...]
    missed: tuple[date, ...]
    closing: ClosingDraft | None
    bands: Bands = BANDS


class WarData(NamedTuple):
    """The war rooms as of ``closing``: open ones, proposals, closed ones (the last first).

    ``red`` is the number of red accounts, as the metric ``health_red`` counts them.
    """

    closing: date
    rooms: tuple[Room, ...]
    proposals: tuple[Proposal, ...]
    closed: tuple[Room, ...]
    red: int
    bands: Bands = BANDS
