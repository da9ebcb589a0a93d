"""The journal: every value and every row comes back exactly, cascades included."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csmdesk.domain.changes import Op
from csmdesk.storage import layout, schema
from csmdesk.storage.book import Book
from csmdesk.storage.driver import Connection
from tests.unit.storage.making import digest_of, fill, operate, rows_of, value_of, write

NAUGHTY = [
    "",
    "NULL",
    "null",
    "'; DROP TABLE accounts; --",
    '{"hex": "00"}',
    "[1]",
    "\0",
    "a\0b",
    "\\u0000",
    '"\\\n\r\t\x1b\x7f',
    "\u2028\u2029\ufeff",
    "𠮷野家 👨‍👩‍👧 e\u0301",
    "\U0010ffff",
    "00123",
    "1e5",
    "客户" * 5_000,
]
NUMBERS = [0, -1, 2**53, 2**53 + 1, 2**63 - 1, -(2**63), None, 0.1 + 0.2, 1e308, 5e-324, float("inf"), -0.0]


@pytest.mark.parametrize("words", NAUGHTY)
def test_naughty_text_comes_back(book: Book, words: str) -> None:
    write(book, ("INSERT INTO accounts (code, name, note) VALUES (?, ?, ?)", ["K", words, words]))
    before = digest_of(book)
    write(book, "UPDATE accounts SET name = 'x', note = 'x'")
    write(book, "DELETE FROM accounts")
    book.store.undo()
    book.store.undo()
    assert digest_of(book) == before
    assert rows_of(book, "SELECT name, note FROM accounts") == [(words, words)]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_come_back_with_their_type(book: Book, number: float | None) -> None:
    write(book, "INSERT INTO accounts (code, name) VALUES ('K', 'n')")
    write(book, ("INSERT INTO segments (name, cadence_days) VALUES ('A', ?)", [number]))
    stored = rows_of(book, "SELECT cadence_days, typeof(cadence_days) FROM segments")
    write(book, "UPDATE segments SET cadence_days = 7")
    write(book, "DELETE FROM segments")
    book.store.undo()
    book.store.undo()
    again = rows_of(book, "SELECT cadence_days, typeof(cadence_days) FROM segments")
    assert repr(again) == repr(stored)


@given(blob=st.binary(max_size=100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_come_back_as_bytes(book: Book, blob: bytes) -> None:
    write(book, ("INSERT INTO settings (key, value) VALUES ('k', ?)", [blob]))
    before = digest_of(book)
    write(book, ("UPDATE settings SET value = ?", [blob.hex()]))
    book.store.undo()
    assert digest_of(book) == before
    assert rows_of(book, "SELECT value FROM settings") == [(blob,)]
    book.store.undo()


def test_every_table_of_the_content_has_its_triggers(book: Book) -> None:
    found = operate(
        book, lambda c: c.execute("SELECT tbl_name FROM temp.sqlite_schema WHERE type = 'trigger'").fetchall()
    ).value
    journalled = {name for name in schema.metadata.tables if name not in layout.UNJOURNALLED} | {"usage"}
    assert sorted(name for (name,) in found) == sorted([*journalled] * 3)


def test_deleting_an_account_takes_its_rows_and_undo_brings_them_back(book: Book) -> None:
    fill(book)
    before = digest_of(book)
    changed = write(book, "DELETE FROM accounts WHERE code = 'K1'").changes
    assert set(changed.ids) == {
        "accounts",
        "contacts",
        "contracts",
        "surveys",
        "tasks",
        "touches",
        "war_rooms",
    }
    after = digest_of(book)
    book.store.undo()
    assert digest_of(book) == before
    book.store.redo()
    assert digest_of(book) == after


def test_a_reference_set_to_null_by_a_deletion_comes_back(book: Book) -> None:
    fill(book)
    before = digest_of(book)
    changed = write(book, "DELETE FROM contacts WHERE code = 'L1'").changes
    assert set(changed.ids) == {"contacts", "surveys", "touches"}
    assert value_of(book, "SELECT count(*) FROM surveys WHERE contact_id IS NULL") == 1
    book.store.undo()
    assert digest_of(book) == before


def test_several_changes_of_one_row_in_one_operation_are_taken_back_in_order(book: Book) -> None:
    fill(book)
    before = digest_of(book)
    write(
        book,
        "UPDATE accounts SET name = '甲' WHERE code = 'K1'",
        "DELETE FROM accounts WHERE code = 'K1'",
        "INSERT INTO accounts (id, code, name) VALUES (2, 'K1', '又来')",
        "UPDATE accounts SET id = 77, name = '换号' WHERE code = 'K1'",
        "INSERT INTO touches (account_id, day, channel) VALUES (77, '2024-01-01', '电话')",
        "UPDATE accounts SET code = 'x' || code",
    )
    after = digest_of(book)
    book.store.undo()
    assert digest_of(book) == before
    book.store.redo()
    assert digest_of(book) == after


def test_changing_the_key_of_a_row_with_children_comes_back(book: Book) -> None:
    fill(book)
    before = digest_of(book)

    def renumber(connection: Connection) -> None:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("UPDATE accounts SET id = 500 WHERE code = 'K1'")
        for table in ("contacts", "contracts", "surveys", "touches", "war_rooms"):
            connection.execute(f"UPDATE {table} SET account_id = 500 WHERE account_id = 2")

    operate(book, renumber)
    book.store.undo()
    assert digest_of(book) == before


def test_upserts_are_journalled_as_what_they_did(book: Book) -> None:
    fill(book)
    before = digest_of(book)
    upsert = (
        "INSERT INTO accounts (code, name) VALUES ('K1', '新名'), ('K9', '新客户') "
        "ON CONFLICT (code) DO UPDATE SET name = excluded.name"
    )
    assert len(write(book, upsert).changes.ids["accounts"]) == 2
    book.store.undo()
    assert digest_of(book) == before


def test_even_a_replace_is_journalled_with_what_it_deleted(book: Book) -> None:
    # Nobody should use it; if somebody does, recursive triggers show its deletions.
    fill(book)
    before = digest_of(book)
    write(book, "INSERT OR REPLACE INTO accounts (id, code, name) VALUES (2, 'K1', '顶替')")
    assert value_of(book, "SELECT count(*) FROM touches") == 2
    book.store.undo()
    assert digest_of(book) == before


def test_a_large_import_stays_one_operation(book: Book) -> None:
    def load(connection: Connection) -> None:
        connection.executemany(
            "INSERT INTO accounts (code, name) VALUES (?, ?)", ((f"K{n}", f"客户{n}") for n in range(7_000))
        )

    before = digest_of(book)
    assert len(operate(book, load, Op.IMPORT).changes.ids["accounts"]) == 7_000
    assert value_of(book, "SELECT count(*) FROM change_log") == 7_000
    book.store.undo()
    assert digest_of(book) == before


def test_a_table_with_very_many_changed_rows_is_named_as_a_whole(book: Book) -> None:
    def load(connection: Connection) -> None:
        rows: Any = ((f"K{n}", "名") for n in range(20_001))
        connection.executemany("INSERT INTO accounts (code, name) VALUES (?, ?)", rows)

    changes = operate(book, load, Op.IMPORT).changes
    assert changes.whole == {"accounts"}
    assert not changes.ids
