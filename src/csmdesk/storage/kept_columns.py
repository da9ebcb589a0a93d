"""Columns of imported files that the book has no field for, kept by the number of their row."""

from __future__ import annotations

import json
from collections.abc import Collection

from csmdesk.storage.driver import Connection

Kept = tuple[tuple[str, str], ...]
"""Names and values, as they came."""

TABLES = frozenset(
    {
        *("accounts", "contracts", "receipts", "invoices", "tickets", "events", "opportunities"),
        *("suggestions", "requests", "cases", "handovers"),
    }
)
"""Tables whose rows have numbers and are no people: an erased person must leave nothing behind."""


def kept_columns(connection: Connection, table: str, row_id: int) -> Kept:
    """What imports kept of a row beside its fields; nothing for a row without a number."""
    if table not in TABLES:
        return ()
    rows = connection.execute(
        f'SELECT k.name, k.value FROM "{table}" a JOIN custom_values k '
        "ON k.table_name = ? AND k.code = a.code WHERE a.id = ? AND k.value <> '' ORDER BY k.id",
        (table, row_id),
    ).fetchall()
    return tuple((name, value) for name, value in rows)


def kept_of_payments(connection: Connection, contract_id: int) -> Kept:
    """What imports kept of a contract's receipts and invoices; their numbers stand behind the names."""
    rows = connection.execute(
        "SELECT k.name, k.code, k.value FROM ("
        "SELECT 'receipts' t, code FROM receipts WHERE contract_id = ?1 "
        "UNION ALL SELECT 'invoices', code FROM invoices WHERE contract_id = ?1) a "
        "JOIN custom_values k ON k.table_name = a.t AND k.code = a.code WHERE k.value <> '' "
        "ORDER BY a.t DESC, k.id",
        (contract_id,),
    ).fetchall()
    return tuple((f"{name} {code}", value) for name, code, value in rows)


def move(connection: Connection, table: str, before: str, code: str) -> None:
    """Within an operation: put what is kept of a row under another number of it.

    What is there already stays, and the other value goes.
    """
    key = (table, before)
    connection.execute(
        "UPDATE OR IGNORE custom_values SET code = ? WHERE table_name = ? AND code = ?", (code, *key)
    )
    connection.execute("DELETE FROM custom_values WHERE table_name = ? AND code = ?", key)


def drop(connection: Connection, table: str, ids: Collection[int]) -> None:
    """Within an operation, before rows are deleted: delete what is kept of them."""
    if table in TABLES:
        connection.execute(
            f'DELETE FROM custom_values WHERE table_name = ? AND code IN (SELECT code FROM "{table}" '
            "WHERE id IN (SELECT value FROM json_each(?)))",
            (table, json.dumps(list(ids))),
        )
