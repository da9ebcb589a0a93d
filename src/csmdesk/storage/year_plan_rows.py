"""SQL for the plan of a year: its items, its budget and what segments are planned with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from csmdesk.storage.driver import Connection


class ItemRow(NamedTuple):
    """An item; the fields are those of the table. ``own``: a new drawing keeps it as it is."""

    id: int
    year: int
    slot: str | None
    kind: str
    account_id: int | None
    contract_id: int | None
    title: str
    day: date
    last_day: date | None
    since: date | None
    minutes: int
    cost_fen: int
    spent_fen: int | None
    currency: str
    note: str
    own: bool
    done_day: date | None
    dropped: bool


class BudgetLineRow(NamedTuple):
    """A line of the budget that somebody typed."""

    id: int
    year: int
    month: str
    name: str
    kind: str
    quantity: Fraction
    unit_fen: int
    spent_fen: int | None
    currency: str
    note: str


class SegmentRow(NamedTuple):
    """What is planned with the accounts of a segment; None where the book says nothing."""

    qbrs: int | None
    trainings: int | None
    renewal_start_days: int | None


class Upcoming(NamedTuple):
    """An item that is to be done in the days to come."""

    id: int
    day: date
    kind: str
    account_id: int | None
    contract_id: int | None
    title: str


_ITEM = ", ".join(ItemRow._fields)
_LINE = ", ".join(BudgetLineRow._fields)


def items(connection: Connection, year: int) -> list[ItemRow]:
    """The items of a fiscal year, dropped ones too, by their days."""
    rows = connection.execute(f"SELECT {_ITEM} FROM plan_items WHERE year = ? ORDER BY day, id", (year,))
    return [_item(row) for row in rows]


def items_of(connection: Connection, ids: Iterable[int]) -> list[ItemRow]:
    """Some items; those that are gone are left out."""
    rows = connection.execute(
        f"SELECT {_ITEM} FROM plan_items WHERE id IN (SELECT value FROM json_each(?)) ORDER BY day, id",
        (json.dumps(sorted(ids)),),
    )
    return [_item(row) for row in rows]


def _item(row: Sequence[Any]) -> ItemRow:
    made = ItemRow(*row)
    return made._replace(
        day=date.fromisoformat(row[7]),
        last_day=_day(row[8]),
        since=_day(row[9]),
        own=bool(made.own),
        done_day=_day(row[16]),
        dropped=bool(made.dropped),
    )


def upcoming(connection: Connection, first: date, last: date) -> tuple[Upcoming, ...]:
    """What is planned for the days ``first``–``last`` and is neither done by hand nor dropped."""
    rows = connection.execute(
        "SELECT id, day, kind, account_id, contract_id, title FROM plan_items "
        "WHERE day BETWEEN ? AND ? AND done_day IS NULL AND dropped = 0 ORDER BY day, id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(Upcoming(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows)


def lines(connection: Connection, year: int) -> list[BudgetLineRow]:
    """The typed lines of a fiscal year's budget, by month."""
    rows = connection.execute(f"SELECT {_LINE} FROM budget_lines WHERE year = ? ORDER BY month, id", (year,))
    return [BudgetLineRow(*row)._replace(quantity=Fraction(row[5])) for row in rows]


def limit_fen(connection: Connection, year: int) -> int | None:
    """The most that may be spent in a fiscal year; None where nobody said."""
    row = connection.execute("SELECT limit_fen FROM plan_years WHERE year = ?", (year,)).fetchone()
    return None if row is None else row[0]


def segments(connection: Connection) -> dict[str, SegmentRow]:
    """By segment what the book says about planning it."""
    rows = connection.execute("SELECT name, qbrs, trainings, renewal_start_days FROM segments")
    return {row[0]: SegmentRow(*row[1:]) for row in rows}


# --- writing, within an operation ---------------------------------------------------------------------------


def insert(connection: Connection, table: str, values: Mapping[str, Any]) -> int:
    """Add a row to ``plan_items`` or ``budget_lines``; its id."""
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    made = connection.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})", [_kept(value) for value in values.values()]
    )
    assert made.lastrowid is not None
    return made.lastrowid


def update(connection: Connection, table: str, key: int, values: Mapping[str, Any]) -> None:
    """Change a row where it differs."""
    sets = ", ".join(f"{name} = ?" for name in values)
    old, new = ", ".join(values), ", ".join("?" * len(values))
    kept = [_kept(value) for value in values.values()]
    connection.execute(
        f"UPDATE {table} SET {sets} WHERE id = ? AND ({old}) IS NOT ({new})", [*kept, key, *kept]
    )


def delete(connection: Connection, table: str, ids: Iterable[int]) -> None:
    """Take rows out."""
    connection.execute(
        f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)
    )


def set_limit(connection: Connection, year: int, fen: int | None, currency: str) -> None:
    """Say the most that may be spent in a year; None takes it out."""
    if fen is None:
        connection.execute("DELETE FROM plan_years WHERE year = ?", (year,))
        return
    connection.execute(
        "INSERT INTO plan_years (year, limit_fen, currency) VALUES (?, ?, ?) "
        "ON CONFLICT (year) DO UPDATE SET limit_fen = excluded.limit_fen, currency = excluded.currency "
        "WHERE (limit_fen, currency) IS NOT (excluded.limit_fen, excluded.currency)",
        (year, fen, currency),
    )


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _day(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(text)
