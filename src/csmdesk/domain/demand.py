"""What is asked for: suggestions by score, consultants without clashes (domain.md, section 4, demand)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.facts import Request
from csmdesk.domain.fields import word_key

LOW, HIGH = 1, 5
"""Value and urgency are given from 1 to 5."""

DECLINED = "不采纳"

SETTLED = frozenset({"shipped", DECLINED})
"""What became of a suggestion that nobody has to work on any more."""


def score(reach: int | None, value: int | None, urgency: int | None, effort: int | None) -> Fraction | None:
    """Reach × value × urgency ÷ effort; None where one of them is not known or the effort is none."""
    if reach is None or value is None or urgency is None or not effort:
        return None
    return Fraction(reach * value * urgency, effort)


class Weighed(NamedTuple):
    """A suggestion as it takes its place among others; ``score`` None: not scored yet."""

    id: int
    nature: str
    score: Fraction | None
    day: date


def ranks(open_ones: Iterable[Weighed]) -> dict[int, int]:
    """The places of suggestions, from 1: generic before custom, then by score, then the older one first.

    What is not scored has no place.
    """
    scored = [each for each in open_ones if each.score is not None]
    scored.sort(key=lambda each: (each.nature != "generic", -(each.score or 0), each.day, each.id))
    return {each.id: place for place, each in enumerate(scored, start=1)}


# --- consultants ------------------------------------------------------------------------------------------


class Clash(NamedTuple):
    """Two requests that need the same at the same time, and the first day on which they do.

    ``consultant`` is who is promised to both; '' where the same industry and product is asked for twice.
    """

    first: Request
    second: Request
    day: date
    consultant: str


def span(request: Request) -> tuple[date, date] | None:
    """The first and the last day for which a consultant is needed; None without a first day."""
    start = request.needed_day
    if start is None:
        return None
    return start, max(start, request.until_day or start)


def clashes(requests: Sequence[Request], on: date | None = None) -> list[Clash]:
    """The pairs that clash, by the day on which they do; without those closed by ``on`` (None: ever).

    Two requests clash that overlap by a day at least and have the same consultant, or ask for the same
    industry and product, unless two different consultants are named: then both are served.
    """
    rows = [
        (found[0], found[1], request)
        for request in requests
        if (found := span(request)) is not None and not _closed(request, on)
    ]
    rows.sort(key=lambda row: (row[0], row[2].id))
    pairs: list[Clash] = []
    for at, (_, end, one) in enumerate(rows):
        for start, _, other in rows[at + 1 :]:
            if start > end:
                break
            who = shared(one, other)
            if who is not None:
                first, second = sorted((one, other), key=lambda r: r.id)
                pairs.append(Clash(first, second, start, who))
    return sorted(pairs, key=lambda pair: (pair.day, pair.first.id, pair.second.id))


def shared(one: Request, other: Request) -> str | None:
    """What two requests compete for: a consultant by name, '' for the same skills; None for nothing."""
    first, second = word_key(one.consultant), word_key(other.consultant)
    if first and second:
        return one.consultant if first == second else None
    skills = [(word_key(each.industry), word_key(each.product)) for each in (one, other)]
    return "" if skills[0] == skills[1] and all(skills[0]) else None


def clashing(pairs: Iterable[Clash]) -> Mapping[int, list[Request]]:
    """By request: those that it clashes with."""
    found: dict[int, list[Request]] = {}
    for pair in pairs:
        found.setdefault(pair.first.id, []).append(pair.second)
        found.setdefault(pair.second.id, []).append(pair.first)
    return found


class Trouble(NamedTuple):
    """What went wrong with consultants in a span of days: the clashes, and the requests that were late."""

    clashes: tuple[Clash, ...]
    late: tuple[Request, ...]


def trouble(requests: Sequence[Request], start: date, closing: date) -> Trouble:
    """Clashes by their first day and late requests by the needed day, from ``start`` to ``closing``."""
    return Trouble(
        tuple(pair for pair in clashes(requests, closing) if start <= pair.day <= closing),
        tuple(
            request
            for request in requests
            if request.needed_day is not None
            and start <= request.needed_day <= closing
            and delayed_days(request, closing) > 0
        ),
    )


def delayed_days(request: Request, on: date) -> int:
    """How many days late the consultant was confirmed, or by ``on`` still is not; 0: in time so far."""
    needed = request.needed_day
    if needed is None:
        return 0
    confirmed = request.confirmed_day
    if confirmed is not None and confirmed <= on:
        return max(0, (confirmed - needed).days)
    end = on if request.closed_day is None else min(on, request.closed_day)
    return max(0, (end - needed).days)


def _closed(request: Request, on: date | None) -> bool:
    """Whether a request was taken back before it was needed: what is over was there all the same."""
    closed = request.closed_day
    if closed is None or (on is not None and closed > on):
        return False
    return request.needed_day is None or closed < request.needed_day
