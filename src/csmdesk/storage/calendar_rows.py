"""SQL for the contract calendar: what the metrics do not read of contracts, as plain rows."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from csmdesk.storage.driver import Connection


class ContractExtra(NamedTuple):
    """What a contract has beside its facts; ``forecast`` '' where nobody said."""

    product: str
    forecast: str
    note: str


class TrackRow(NamedTuple):
    """What was done for a renewal."""

    talks_day: date | None
    talks_note: str
    quote_day: date | None
    quote_note: str
    forecast_reason: str
    note: str


class CalendarRows(NamedTuple):
    """By contract id, except ``spelling`` (account id → pinyin, initials) and ``start_days`` (segment).

    ``planned`` is the day planned for the workshop, and deadline and owner of its tracking ticket.
    """

    extras: dict[int, ContractExtra]
    tracks: dict[int, TrackRow]
    begun: frozenset[int]
    planned: dict[int, tuple[date | None, date | None, str]]
    quoted: dict[int, date]
    spelling: dict[int, tuple[str, str]]
    start_days: dict[str, int]


def calendar_rows(connection: Connection, by: date) -> CalendarRows:
    """All of it; quotes made by ``by`` (those of a contract count for it alone)."""
    return CalendarRows(
        {
            row[0]: ContractExtra(*row[1:])
            for row in connection.execute("SELECT id, product, forecast, note FROM contracts")
        },
        {
            row[0]: TrackRow(_day(row[1]), row[2], _day(row[3]), *row[4:])
            for row in connection.execute(
                "SELECT contract_id, talks_day, talks_note, quote_day, quote_note, forecast_reason, note "
                "FROM renewal_tracks"
            )
        },
        frozenset(
            row[0]
            for row in connection.execute("SELECT contract_id FROM workshop_sheets WHERE workshop_id IS NULL")
        ),
        {
            row[0]: (_day(row[1]), _day(row[2]), row[3])
            for row in connection.execute(
                "SELECT contract_id, day, ticket_deadline, ticket_owner FROM workshop_sheets "
                "WHERE day IS NOT NULL OR ticket_deadline IS NOT NULL"
            )
        },
        {
            row[0]: date.fromisoformat(row[1])
            for row in connection.execute(
                "SELECT contract_id, max(day) FROM quotes WHERE contract_id IS NOT NULL AND day <= ? "
                "GROUP BY contract_id",
                (by.isoformat(),),
            )
        },
        {row[0]: (row[1], row[2]) for row in connection.execute("SELECT id, pinyin, initials FROM accounts")},
        dict(
            connection.execute(
                "SELECT name, renewal_start_days FROM segments WHERE renewal_start_days IS NOT NULL"
            ).fetchall()
        ),
    )


def _day(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(text)
