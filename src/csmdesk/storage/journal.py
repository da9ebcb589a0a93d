"""The journal: before and after images of every changed row, written by TEMP triggers as it changes.

The triggers are made anew for each opening, before its first write, from what the tables then look like.
They write only while an operation is named in ``journal_now``; undo and redo replay the images with no
operation named, so that nothing is written twice.

Usage has its own way (see ``usage``): a batch leaves one line in the log, and its rows go to the shelf. Only
usage rows changed otherwise (by hand, or deleted with their account) are journalled one by one. Very many new
rows of another table leave one line as well (see ``made_rows``).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Literal, NamedTuple

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Text
from csmdesk.storage.driver import Connection
from csmdesk.storage.layout import PENDING, UNJOURNALLED

BATCH = "usage_batch"
"""The name under which a usage batch stands in the log; ``row_id`` is the batch."""

MADE = "rows_made"
"""The name under which many new rows of one table stand in the log; ``row_id`` is the first of them, and
``after`` says which table's they are and which is the last."""

USAGE_KEY = ("account_id", "module_id", "day")
_MANY = 20_000
"""A table with more changed rows than this is named as a whole in Changes."""

Direction = Literal["undo", "redo"]
Image = dict[str, Any]


class Entry(NamedTuple):
    """One operation of the journal; ``at`` is a UTC moment, ``rows`` counts its lines in the log."""

    id: int
    at: str
    op: str
    label: Text
    state: str
    rows: int


def install(connection: Connection) -> int:
    """Make the triggers on every table; returns how many there are now."""
    parts = ["BEGIN", "CREATE TEMP TABLE journal_now (operation_id INTEGER NOT NULL)"]
    for table in _tables(connection):
        parts += _triggers(connection, table)
    # As a script, which leaves the driver's cache of statements to those that come again.
    connection.executescript(";\n".join([*parts, "COMMIT;"]))
    return count(connection)


def count(connection: Connection) -> int:
    """How many journal triggers there are: DROP TABLE takes a table's away without a word."""
    found = connection.execute("SELECT count(*) FROM temp.sqlite_schema WHERE type = 'trigger'")
    return int(found.fetchone()[0])


def mark(connection: Connection) -> int:
    """A number that changes whenever a trigger is made or goes."""
    return int(connection.execute("PRAGMA temp.schema_version").fetchone()[0])


@contextmanager
def unwatched(connection: Connection, table: str) -> Iterator[None]:
    """Within a transaction: ``table`` is not journalled for a while (a rollback ends that as well)."""
    for event in _EVENTS:
        connection.execute(f'DROP TRIGGER temp."journal_{table}_{event}"')
    try:
        yield
    finally:
        # An error may already have rolled the transaction back, and the triggers with it.
        if connection.in_transaction:
            for sql in _triggers(connection, table):
                connection.execute(sql)


def usage_unwatched(connection: Connection) -> AbstractContextManager[None]:
    """Within a transaction: usage is not journalled row by row for a while."""
    return unwatched(connection, "usage")


def begin(connection: Connection, op: str, label: Text) -> int:
    """Within a transaction: open an operation; its id."""
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
    words = json.dumps({"zh": label.zh, "en": label.en}, ensure_ascii=False)
    made = connection.execute("INSERT INTO operations (at, op, label) VALUES (?, ?, ?)", (now, op, words))
    assert made.lastrowid is not None
    connection.execute("INSERT INTO journal_now VALUES (?)", (made.lastrowid,))
    return made.lastrowid


def end(connection: Connection, operation_id: int, *, changed: bool) -> None:
    """Close the operation; nothing is left of one that changed nothing.

    Operations undone before can no longer be redone: they become lost.
    """
    connection.execute("DELETE FROM journal_now")
    if changed:
        # The undone ones stand right before this one: no need to look at all that was ever done.
        connection.execute(
            "UPDATE operations SET state = 'lost' WHERE state = 'undone' AND id > coalesce((SELECT id FROM "
            "operations WHERE state = 'done' AND id < ? ORDER BY id DESC LIMIT 1), 0)",
            (operation_id,),
        )
    else:
        connection.execute("DELETE FROM operations WHERE id = ?", (operation_id,))


def changes(connection: Connection, operation_id: int) -> Changes:
    """Which rows the operation changed, from its lines in the log."""
    ids: dict[str, set[int]] = {}
    whole: set[str] = set()
    for table, row_id, after in connection.execute(
        "SELECT DISTINCT table_name, row_id, CASE table_name WHEN ? THEN after END FROM change_log "
        "WHERE operation_id = ?",
        (MADE, operation_id),
    ):
        if table in (BATCH, "usage"):
            whole |= {"usage", "usage_days"}
        elif table == MADE:
            made = json.loads(after)
            ids.setdefault(made["table"], set()).update(range(row_id, made["last"] + 1))
        else:
            ids.setdefault(table, set()).add(row_id)
    whole |= {table for table, rows in ids.items() if len(rows) > _MANY}
    return Changes({t: frozenset(rows) for t, rows in ids.items() if t not in whole}, frozenset(whole))


def replay(
    connection: Connection,
    operation_id: int,
    direction: Direction,
    *,
    on_batch: Callable[[int, Direction], None],
    on_made: Callable[[int], None],
) -> None:
    """Put back the before images in reverse order (undo), or the after images in order (redo).

    Within a transaction with foreign keys deferred. At their places in the order, ``on_batch`` is called for
    each usage batch, and ``on_made`` for each line of many new rows: only undo meets these, as it leaves the
    rows' own lines in their place.
    """
    undo = direction == "undo"
    lines = connection.execute(
        "SELECT id, table_name, row_id, before, after FROM change_log WHERE operation_id = ? "
        f"ORDER BY id {'DESC' if undo else 'ASC'}",
        (operation_id,),
    ).fetchall()
    for line, table, row_id, before, after in lines:
        if table == BATCH:
            on_batch(row_id, direction)
            continue
        if table == MADE:
            on_made(line)
            continue
        old, new = (after, before) if undo else (before, after)
        _replace(connection, table, _row(old), _row(new))


def _replace(connection: Connection, table: str, old: Image | None, new: Image | None) -> None:
    key = USAGE_KEY if table == "usage" else ("id",)
    where = " AND ".join(f'"{part}" = ?' for part in key)
    if new is None:
        assert old is not None
        connection.execute(f'DELETE FROM "{table}" WHERE {where}', [old[part] for part in key])
        return
    if old is None:
        names = ", ".join(f'"{name}"' for name in new)
        marks = ", ".join("?" * len(new))
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in new)
        connection.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks}) '
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sets}",
            list(new.values()),
        )
        return
    # Never delete and insert: a delete would take the row's children along.
    sets = ", ".join(f'"{name}" = ?' for name in new)
    found = connection.execute(
        f'UPDATE "{table}" SET {sets} WHERE {where}', [*new.values(), *(old[part] for part in key)]
    )
    if found.rowcount != 1:
        raise RuntimeError(f"the journal names a row of {table} that is not there")


def _row(image: str | None) -> Image | None:
    if image is None:
        return None
    values: Image = json.loads(image)
    return {n: bytes.fromhex(v["hex"]) if isinstance(v, dict) else v for n, v in values.items()}


_EVENTS = ("insert", "update", "delete")


def _tables(connection: Connection) -> Iterable[str]:
    names = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return [name for (name,) in names if name not in UNJOURNALLED or name == "usage"]


def _triggers(connection: Connection, table: str) -> list[str]:
    columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()]
    key = USAGE_KEY[0] if table == "usage" else "id"
    if key not in columns:
        raise ValueError(f"table {table} has no column {key}: its changes cannot be journalled")
    old, new = image("OLD", columns), image("NEW", columns)
    # COLLATE BINARY: a column's own collation must not hide a change.
    differs = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}" COLLATE BINARY' for c in columns)
    # A batch on its way in is none of the operations that come in between.
    made, gone = (
        f"WHEN {row}.batch_id IS NOT ({PENDING})" if table == "usage" else "" for row in ("NEW", "OLD")
    )
    if gone:
        differs = f"({differs}) AND {gone.removeprefix('WHEN ')}"

    def trigger(event: str, when: str, row_id: str, before: str, after: str) -> str:
        return (
            f'CREATE TEMP TRIGGER journal_{table}_{event} AFTER {event.upper()} ON main."{table}" {when} '
            "BEGIN INSERT INTO change_log (operation_id, table_name, row_id, before, after) "
            f"SELECT operation_id, '{table}', {row_id}, {before}, {after} FROM journal_now; END"
        )

    return [
        trigger("insert", made, f'NEW."{key}"', "NULL", new),
        trigger("update", f"WHEN {differs}", f'OLD."{key}"', old, new),
        trigger("delete", gone, f'OLD."{key}"', old, "NULL"),
    ]


def image(row: str, columns: Iterable[str]) -> str:
    """SQL for the image of ``row``, the name of a row (OLD, NEW, a table) with these columns."""
    # JSON has no BLOB: it stands as {"hex": …}, which no other value can be.
    parts = (
        f"'{c}', CASE typeof({row}.\"{c}\") WHEN 'blob' THEN json_object('hex', hex({row}.\"{c}\")) "
        f'ELSE {row}."{c}" END'
        for c in columns
    )
    return f"json_object({', '.join(parts)})"
