"""SQL for the log: records of any of its tables, and the names that they are written with."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from csmdesk.storage.driver import Connection

Record = dict[str, Any]
"""A row by column, with its ``id``."""


def state(connection: Connection) -> tuple[int, ...]:
    """Tells the state of the book that the connection reads from every other one that it had."""
    row = connection.execute(
        "SELECT coalesce(max(id), 0), coalesce(sum(state = 'undone'), 0) FROM operations"
    ).fetchone()
    return (row[0], row[1])


def account_names(connection: Connection) -> list[tuple[Any, ...]]:
    """Id, code, name, pinyin, initials and whether archived, of every account."""
    return connection.execute(
        "SELECT id, code, name, pinyin, initials, archived FROM accounts ORDER BY id"
    ).fetchall()


def contact_names(connection: Connection) -> list[tuple[Any, ...]]:
    """Id, account, code, name, title, whether executive and the day of leaving, of every contact."""
    return connection.execute(
        "SELECT id, account_id, code, name, title, executive, left_day FROM contacts ORDER BY id"
    ).fetchall()


def coded(connection: Connection, table: str) -> list[tuple[int, str, int]]:
    """Id, code and account of every row, the newest first."""
    return connection.execute(f"SELECT id, code, account_id FROM {table} ORDER BY id DESC").fetchall()


def usual_currency(connection: Connection) -> str:
    """Yuan, or the currency of most contracts of a book that has none in yuan."""
    row = connection.execute(
        "SELECT currency FROM contracts GROUP BY currency "
        "ORDER BY currency <> 'CNY', count(*) DESC, currency LIMIT 1"
    ).fetchone()
    return row[0] if row else "CNY"


def records(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    where: str = "1",
    parameters: Sequence[Any] = (),
    order: str = "id DESC",
) -> list[Record]:
    """The rows of ``table`` that ``where`` (SQL over its columns) chooses."""
    names = ("id", *columns)
    listed = ", ".join(f'"{name}"' for name in names)
    rows = connection.execute(f"SELECT {listed} FROM {table} WHERE {where} ORDER BY {order}", parameters)
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def records_of(
    connection: Connection, table: str, columns: Sequence[str], ids: Collection[int]
) -> dict[int, Record]:
    """The rows with these ids that are in the book."""
    found = records(
        connection, table, columns, "id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return {record["id"]: record for record in found}


def used(connection: Connection, table: str, column: str, most: int = 200) -> list[str]:
    """The words in a column, the most used first."""
    rows = connection.execute(
        f'SELECT "{column}" FROM {table} WHERE "{column}" IS NOT NULL AND "{column}" <> \'\' '
        "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
        (most,),
    ).fetchall()
    return [str(word) for (word,) in rows]


_RECENT = 2000


def recently_used(connection: Connection, table: str, column: str) -> list[str]:
    """The words in a column of the latest rows, the most used first: enough to know words by while typing."""
    latest = f'(SELECT "{column}" FROM {table} ORDER BY id DESC LIMIT {_RECENT})'
    return used(connection, latest, column)


def total(connection: Connection, table: str) -> int:
    """The number of rows."""
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def next_code(connection: Connection, table: str, prefix: str) -> str:
    """The number of a row that was written down here: XS-007 after XS-006.

    Never one that continues the numbers of the system which other rows come from: its next row would have the
    same, and an import would take the two for one.
    """
    head = f"{prefix}-"
    rows = connection.execute(
        f"SELECT substr(code, ?) FROM {table} WHERE substr(code, 1, ?) = ?",
        (len(head) + 1, len(head), head),
    ).fetchall()
    taken = {rest for (rest,) in rows}
    number = max((int(rest) for rest in taken if rest.isdecimal()), default=0) + 1
    return f"{head}{number:03d}"
