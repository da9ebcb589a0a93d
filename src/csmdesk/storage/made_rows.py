"""Very many new rows of one table: one line of the journal for all of them, in place of an image of each.

Images cost twice as much as the rows themselves. A new row's image is the row, for as long as nothing changes
it, and what changes it keeps the image from before. So the line only says which rows were made; when the
operation is taken back, the rows are again as they were made, and their images are written then.

The line's number leaves room for those of its rows, so that they come to stand where they would have stood.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from csmdesk.storage import journal
from csmdesk.storage.driver import Connection

LEAST = 1_000
"""So many rows at least: a few are worth their images, which say at once what was imported."""

_LARGEST = 2**63 - 1


def insert(connection: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Within an operation: put new rows into ``table``; rows without an ``id`` get those after its last.

    Raises the driver's IntegrityError when the table refuses one of them.
    """
    listed = ", ".join(f'"{name}"' for name in names)
    sql = f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))})'
    span = _span(connection, table, names, rows)
    if span is None:
        connection.executemany(sql, rows)
        return
    with journal.unwatched(connection, table):
        connection.executemany(sql, rows)
    connection.execute(
        "INSERT INTO change_log (id, operation_id, table_name, row_id, after) "
        "SELECT (SELECT coalesce(max(id), 0) FROM change_log) + ?, operation_id, ?, ?, ? FROM journal_now",
        (len(rows), journal.MADE, span[0], json.dumps({"table": table, "last": span[1]})),
    )


def _span(
    connection: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> tuple[int, int] | None:
    """The first and the last id of the rows, where they are many and will follow each other without a gap."""
    if len(rows) < LEAST:
        return None
    if "id" in names:
        ids = set(map(itemgetter(names.index("id")), rows))
        if None in ids or len(ids) < len(rows):
            return None
        first, last = min(ids), max(ids)
        return (first, last) if last - first < len(rows) else None
    # A table gives each new row the number after its last one, as long as there is one.
    last = int(connection.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()[0])
    return (last + 1, last + len(rows)) if 0 <= last <= _LARGEST - len(rows) else None


def take_out(connection: Connection, line: int) -> None:
    """Within the undoing of an operation: delete the rows of a line, and put their own lines in its place.

    To be called when all that came after it has been taken back, so that the rows are as they were made.
    """
    operation_id, first, said = connection.execute(
        "SELECT operation_id, row_id, after FROM change_log WHERE id = ?", (line,)
    ).fetchone()
    table, last = itemgetter("table", "last")(json.loads(said))
    columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()]
    connection.execute("DELETE FROM change_log WHERE id = ?", (line,))
    found = connection.execute(
        "INSERT INTO change_log (id, operation_id, table_name, row_id, after) "
        f'SELECT id + ?, ?, ?, id, {journal.image("t", columns)} FROM "{table}" t WHERE id BETWEEN ? AND ?',
        (line - last, operation_id, table, first, last),
    )
    if found.rowcount != last - first + 1:
        raise RuntimeError(f"the journal names rows of {table} that are not there")
    connection.execute(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last))
