"""SQL for escalations: a customer's incidents with their account and ticket.

Moments are text with their zone, to the minute (2024-06-28T09:30+08:00): the day in front is that of the
user's own clock when it was written.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from csmdesk.storage.driver import Connection


class EscalationRow(NamedTuple):
    """One escalation as it is kept; ``ticket`` and ``ticket_title`` are '' where it has none."""

    id: int
    account_id: int
    account: str
    war_room_id: int | None
    ticket_id: int | None
    ticket: str
    ticket_title: str
    level: int
    title: str
    owner: str
    opened_at: datetime
    raised_at: datetime | None
    confirmed_at: datetime | None
    workaround_at: datetime | None
    workaround: str
    repaired_at: datetime | None
    repair: str
    reviewed_at: datetime | None
    review: str


class TicketRow(NamedTuple):
    """A ticket that waits, to be chosen."""

    id: int
    code: str
    title: str


_ESCALATIONS = (
    "SELECT e.id, e.account_id, a.name, e.war_room_id, e.ticket_id, coalesce(t.code, ''), "
    "coalesce(t.title, ''), e.level, e.title, e.owner, e.opened_at, e.raised_at, e.confirmed_at, "
    "e.workaround_at, e.workaround, e.repaired_at, e.repair, e.reviewed_at, e.review "
    "FROM escalations e JOIN accounts a ON a.id = e.account_id LEFT JOIN tickets t ON t.id = e.ticket_id "
)


def escalation_row(connection: Connection, escalation_id: int) -> EscalationRow | None:
    """One escalation; None when it is gone."""
    row = connection.execute(f"{_ESCALATIONS}WHERE e.id = ?", (escalation_id,)).fetchone()
    return None if row is None else _row(row)


def escalation_rows(connection: Connection, account_id: int | None) -> list[EscalationRow]:
    """The escalations of an account, or (None) those of all accounts that are not archived."""
    which, values = ("a.archived = 0", ()) if account_id is None else ("a.id = ?", (account_id,))
    return [_row(row) for row in connection.execute(f"{_ESCALATIONS}WHERE {which} ORDER BY e.id", values)]


def open_ids(connection: Connection) -> set[int]:
    """The escalations that are not reviewed yet."""
    rows = connection.execute("SELECT id FROM escalations WHERE reviewed_at IS NULL").fetchall()
    return {key for (key,) in rows}


def open_tickets(connection: Connection, account_id: int) -> list[TicketRow]:
    """The tickets of an account that are not resolved, the newest first."""
    rows = connection.execute(
        "SELECT id, code, title FROM tickets WHERE account_id = ? AND resolved_at IS NULL "
        "ORDER BY opened_at DESC, id DESC",
        (account_id,),
    ).fetchall()
    return [TicketRow(row[0], row[1] or "", row[2]) for row in rows]


def owner_of(connection: Connection, table: str, row_id: int) -> int | None:
    """The account of a ticket or a war room; None when it is gone."""
    row = connection.execute(f"SELECT account_id FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return None if row is None else int(row[0])


def written(moment: datetime) -> str:
    """A moment as the book keeps it."""
    return moment.isoformat(timespec="minutes")


def _row(row: tuple[Any, ...]) -> EscalationRow:
    values = list(row)
    for place in _MOMENTS:
        if values[place] is not None:
            values[place] = datetime.fromisoformat(values[place]).astimezone()
    return EscalationRow._make(values)


_MOMENTS = tuple(place for place, name in enumerate(EscalationRow._fields) if name.endswith("_at"))
