"""What the tests of the services share: looking at the sample book, and at what an operation did to it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

import pytest

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.paths import resource
from csmdesk.storage.book import Book
from csmdesk.storage.digest import tables
from tests.unit.storage.making import digest_of, rows_of

FILES = resource("demo/2024H1")
TODAY = date(2024, 6, 28)

Dump = dict[str, dict[int, tuple[Any, ...]]]
BIG = frozenset({"usage", "usage_days"})
"""Tables that Changes names as a whole; only few operations touch them."""


def dump(book: Book, only: Collection[str] = ()) -> Dump:
    """All rows of the book by table and id, without the big tables; of ``only`` some tables where said."""
    with book.reading() as connection:
        return {
            table: {row[0]: row for row in connection.execute(f'SELECT * FROM "{table}"').fetchall()}
            for table in only or tables(connection)
            if table not in BIG
        }


def big(book: Book) -> dict[str, set[tuple[Any, ...]]]:
    """All rows of the big tables."""
    with book.reading() as connection:
        return {table: set(connection.execute(f'SELECT * FROM "{table}"').fetchall()) for table in BIG}


def differing(before: Dump, after: Dump) -> dict[str, frozenset[int]]:
    """The rows that are not the same in both, by table."""
    return {
        table: frozenset(key for key in old.keys() | rows.keys() if old.get(key) != rows.get(key))
        for table, rows in after.items()
        if (old := before[table]) != rows
    }


def row(book: Book, table: str, key: int) -> dict[str, Any]:
    """One row by column."""
    with book.reading() as connection:
        cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (key,))
        names = [column[0] for column in cursor.description or ()]
        return dict(zip(names, cursor.fetchone(), strict=True))


def ids_of(book: Book, table: str) -> list[int]:
    """The ids of a table, in order."""
    return [key for (key,) in rows_of(book, f'SELECT id FROM "{table}" ORDER BY id')]


def only(changes: Changes, table: str) -> int:
    """The id of the one row of ``table`` that changed."""
    (key,) = changes.ids[table]
    return key


def refused(change: Callable[[], Any]) -> UserError:
    """The error by which a change is refused."""
    with pytest.raises(UserError) as told:
        change()
    assert told.value.text.zh
    assert told.value.text.en
    return told.value


@contextlib.contextmanager
def expect_exact_undo(book: Book) -> Iterator[None]:
    """Whatever is done within: its undo gives back the book as it was, its redo what it had become."""
    history = len(book.store.history())
    before = digest_of(book)
    yield
    after = digest_of(book)
    done = len(book.store.history()) - history
    assert (after != before) == bool(done)
    for _ in range(done):
        assert book.store.undo() is not None
    assert digest_of(book) == before
    for _ in range(done):
        assert book.store.redo() is not None
    assert digest_of(book) == after
