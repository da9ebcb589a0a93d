"""One hash of all that a user put into a book, to tell two states apart or find them equal."""

from __future__ import annotations

import hashlib
from typing import Any

from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.layout import COLUMNS_NOT_IN_DIGEST, NOT_IN_DIGEST

_PIECE = 2_000


def digest(connection: Any) -> str:
    """SHA-256 (hex) over every row of every table of the book's content, in key order.

    The schema's version, the tables' and the columns' names go in, and each value with its type, so that 1,
    1.0, '1' and NULL differ. ``connection`` is a reading one, or SQLAlchemy's within an operation.
    """
    reader = raw(connection)
    hashed = hashlib.sha256()
    hashed.update(f"version {reader.execute('PRAGMA user_version').fetchone()[0]}\n".encode())
    for table in tables(reader):
        columns = reader.execute(f'PRAGMA main.table_info("{table}")').fetchall()
        names = [column[1] for column in columns if (table, column[1]) not in COLUMNS_NOT_IN_DIGEST]
        hashed.update(ascii(("table", table, names)).encode() + b"\n")
        key = [column[1] for column in sorted(columns, key=lambda c: int(c[5])) if column[5]] or ["rowid"]
        order, listed = (", ".join(f'"{name}"' for name in part) for part in (key, names))
        rows = reader.execute(f'SELECT {listed} FROM "{table}" ORDER BY {order}')
        while piece := rows.fetchmany(_PIECE):
            # ascii() of a tuple says each value's type and escapes newlines; unlike repr(), it does not
            # depend on the Unicode tables of the Python at hand.
            hashed.update("\n".join(map(ascii, piece)).encode() + b"\n")
    return hashed.hexdigest()


def tables(connection: Connection) -> list[str]:
    """The tables that hold the book's content, by name."""
    names = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "ORDER BY name"
    ).fetchall()
    return [name for (name,) in names if name not in NOT_IN_DIGEST]
