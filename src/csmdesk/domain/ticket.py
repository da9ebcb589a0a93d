"""What became of a ticket by a day."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csmdesk.domain.facts import Ticket


def end_of(day: date) -> datetime:
    """The last moment of ``day``."""
    return datetime.combine(day, time.max)


def ticket_outcome(t: Ticket, as_of: date) -> bool | None:
    """True: resolved by its due time; False: a miss; None: does not count (not due yet, or no due time)."""
    if t.due_at is None:
        return None
    now = end_of(as_of)
    if t.resolved_at is not None and t.resolved_at <= now:
        return t.resolved_at <= t.due_at
    return False if t.due_at <= now else None
