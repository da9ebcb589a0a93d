"""The only writer of a book: each change is one journalled operation, one transaction; with undo and redo."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.text import Text
from csmdesk.storage import driver, journal, usage
from csmdesk.storage.driver import Connection

if TYPE_CHECKING:
    import sqlalchemy

T = TypeVar("T")


class Outcome(NamedTuple, Generic[T]):
    """What an operation returned, which rows it changed, and its number (None: it changed nothing)."""

    value: T
    changes: Changes
    operation_id: int | None


class Store:
    """Writes of one book, one at a time, from any thread.

    SQLAlchemy is imported by the first ``run``; undo and redo do without. A failed operation leaves the book
    as it was and raises what ``fn`` raised, or UserError when the disk or the file is to blame.
    """

    def __init__(
        self,
        connection: Connection,
        folder: Path,
        readers: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        """Take over ``connection``, a keyed one for writing on a migrated book."""
        self._readers = readers
        self._connection = connection
        self._folder = folder
        self._lock = threading.Lock()
        self._door = threading.Lock()
        self._owner: int | None = None
        self._engine: sqlalchemy.Engine | None = None
        self._triggers: int | None = None
        self._seen = -1
        usage.sweep(connection)
        self._labels: tuple[Text | None, Text | None] = (None, None)
        self._read_labels()

    @property
    def undo_label(self) -> Text | None:
        """The name of the operation that ``undo`` would take back; never waits for a write."""
        return self._labels[0]

    @property
    def redo_label(self) -> Text | None:
        """The name of the operation that ``redo`` would put back; never waits for a write."""
        return self._labels[1]

    def run(self, op: Op, fn: Callable[[sqlalchemy.Connection], T], label: Text | None = None) -> Outcome[T]:
        """Do ``fn`` as one operation, all of it or nothing; it must not commit or keep the connection."""
        with self._writing() as raw:
            engine = self._engine or self._make_engine()
            name = label or op.text
            with engine.connect() as connection, connection.begin() as transaction:
                operation_id = journal.begin(raw, op.value, name)
                opened = raw.total_changes
                value = fn(connection)
                found = journal.changes(raw, operation_id)
                usage.disturb(raw, operation_id)
                if raw.total_changes == opened:
                    transaction.rollback()
                    return Outcome(value, found, None)
                if _may_touch_usage(found):
                    usage.settle(raw, operation_id)
                    found = replace(found, usage_days=usage.rolled_days(raw))
                journal.end(raw, operation_id, changed=not found.empty)
            if found.empty:
                return Outcome(value, found, None)
            self._labels = (name, None)
            return Outcome(value, found, operation_id)

    def outside_journal(
        self, fn: Callable[[Connection], T], *, durable: bool = True, references: bool = True
    ) -> T:
        """Do ``fn`` on the driver's connection in a short transaction of its own, without journal.

        Only for tables that are not the book's content: rows on their way in, the window's state. What is not
        ``durable`` may be gone after a power cut, and then all that was so written since the last operation.
        Without ``references`` rows may name others that are not there yet.
        """
        with self._writing() as raw, _unchecked(raw, references):
            if durable:
                with _transaction(raw):
                    return fn(raw)
            raw.execute("PRAGMA synchronous = NORMAL")
            try:
                with _transaction(raw):
                    return fn(raw)
            finally:
                raw.execute("PRAGMA synchronous = FULL")

    def run_for_good(self, op: Op, fn: Callable[[Connection], Iterable[int]], label: Text) -> Changes:
        """Do ``fn`` on the driver's connection as one operation that undo passes over.

        ``fn`` returns the earlier operations that from now on stay as well.
        """
        with self._writing() as raw:
            with _transaction(raw):
                operation_id = journal.begin(raw, op.value, label)
                staying = [operation_id, *fn(raw)]
                changes = journal.changes(raw, operation_id)
                journal.end(raw, operation_id, changed=not changes.empty)
                for each in staying:
                    raw.execute(
                        "UPDATE operations SET state = 'kept' WHERE id = ? AND state = 'done'", (each,)
                    )
            self._read_labels()
            return changes

    def without_way_back(self, op: Op, fn: Callable[[Connection], T]) -> T:
        """Do ``fn`` on the driver's connection in one transaction that can never be undone, then compact.

        The journal gets the operation's name and nothing of what it changed; ``fn`` may change the journal's
        own lines. Nothing of what was overwritten is left in the file when this returns.
        """
        with self._writing() as raw:
            with _transaction(raw):
                value = fn(raw)
                operation_id = journal.begin(raw, op.value, op.text)
                raw.execute("DELETE FROM journal_now")
                raw.execute("UPDATE operations SET state = 'kept' WHERE id = ?", (operation_id,))
            # Before that, pages that are free and the -wal still hold what was there.
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._read_labels()
            return value

    def remember(self, key: str, value: str) -> None:
        """Keep one piece of the window's state."""
        self.outside_journal(
            lambda raw: raw.execute(
                "INSERT INTO window_state (key, value) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )
        )

    def undo(self) -> Changes | None:
        """Take back the last operation; None when there is none."""
        return self._replay("undo", _LAST_DONE, "undone")

    def redo(self) -> Changes | None:
        """Put back the operation undone last; None when there is none."""
        return self._replay("redo", _FIRST_UNDONE, "done")

    def history(self, limit: int = 100) -> list[journal.Entry]:
        """The latest operations, newest first; never waits for a write."""
        with self._readers() as reader:
            rows = reader.execute(
                "SELECT id, at, op, label, state, "
                "(SELECT coalesce(sum(iif(table_name = ?, after ->> 'last' - row_id + 1, 1)), 0) "
                "FROM change_log WHERE operation_id = o.id) "
                "FROM operations o ORDER BY id DESC LIMIT ?",
                (journal.MADE, limit),
            ).fetchall()
        return [journal.Entry(row[0], row[1], row[2], _text(row[3]), row[4], row[5]) for row in rows]

    @property
    def journalling(self) -> bool:
        """False when a journal trigger is missing; then nothing can be written."""
        with self._alone() as raw:
            return self._has_triggers(raw)

    def checkpoint(self) -> None:
        """Put what is in the -wal into the database, as far as readers allow."""
        with self._alone() as raw:
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Close the connection once a running write has ended."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._connection.close()

    def _replay(self, direction: journal.Direction, which: str, state: str) -> Changes | None:
        from csmdesk.storage import made_rows

        with self._writing() as raw:
            with _transaction(raw):
                found = raw.execute(which).fetchone()
                if found is None:
                    return None
                operation_id = int(found[0])
                raw.execute("PRAGMA defer_foreign_keys = ON")
                journal.replay(
                    raw, operation_id, direction,
                    on_batch=lambda batch, way: usage.swap(raw, batch, way),
                    on_made=lambda line: made_rows.take_out(raw, line),
                )  # fmt: skip
                changes = journal.changes(raw, operation_id)
                usage.disturb(raw, operation_id)
                if _may_touch_usage(changes):
                    usage.settle(raw, operation_id)
                    changes = replace(changes, usage_days=usage.rolled_days(raw))
                raw.execute("UPDATE operations SET state = ? WHERE id = ?", (state, operation_id))
            self._read_labels()
            return changes

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._alone() as raw:
            if not self._has_triggers(raw):
                raise RuntimeError("the journal's triggers are not all there")
            yield raw

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        if self._owner == threading.get_ident():
            raise RuntimeError("a write within a write: use the connection at hand")
        # Who comes waits at the door or behind it: one who writes piece after piece finds it taken and lets
        # the other go first.
        with self._door:
            self._lock.acquire()
        try:
            self._owner = threading.get_ident()
            try:
                yield self._connection
            except Exception as error:
                told = driver.told(error, self._folder, writing=True)
                if told is None:
                    raise
                raise told from error
            finally:
                self._owner = None
        finally:
            self._lock.release()

    def _has_triggers(self, raw: Connection) -> bool:
        if self._triggers is None:
            # With the first write and not at opening: a window paints its first rows some 10 ms earlier.
            usage.prepare(raw)
            self._triggers = journal.install(raw)
        # DROP TABLE takes triggers along without a word. Counting costs, asking whether to count does not.
        mark = journal.mark(raw)
        if mark != self._seen:
            if journal.count(raw) != self._triggers:
                return False
            self._seen = mark
        return True

    def _read_labels(self) -> None:
        labels = []
        for which in (_LAST_DONE, _FIRST_UNDONE):
            found = self._connection.execute(which).fetchone()
            labels.append(None if found is None else _text(found[1]))
        self._labels = (labels[0], labels[1])

    def _make_engine(self) -> sqlalchemy.Engine:
        from csmdesk.storage.engine import engine_over

        self._engine = engine_over(self._connection)
        return self._engine


_LAST_DONE = "SELECT id, label FROM operations WHERE state = 'done' ORDER BY id DESC LIMIT 1"
_FIRST_UNDONE = (
    "SELECT id, label FROM operations WHERE state = 'undone' "
    "AND id > coalesce((SELECT max(id) FROM operations WHERE state = 'done'), 0) ORDER BY id LIMIT 1"
)


def _may_touch_usage(changes: Changes) -> bool:
    return bool(changes.whole) or "modules" in changes.ids


@contextmanager
def _unchecked(connection: Connection, references: bool) -> Iterator[None]:
    if references:
        yield
        return
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may already have rolled it back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _text(label: str) -> Text:
    words = json.loads(label)
    return Text(words["zh"], words["en"])
