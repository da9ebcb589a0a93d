"""``check`` finds what is wrong, and nothing where nothing is."""

from __future__ import annotations

import json

import pytest

from csmdesk.storage import keys
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.storage.making import DAY, fill, import_usage, write


@pytest.fixture
def filled(book: Book) -> Book:
    fill(book)
    import_usage(book, [("K0", "看板", DAY, 10, 5), ("K0", "报表", DAY, None, 5)])
    write(book, "DELETE FROM accounts WHERE code = 'K2'")
    return book


def spoiled(book: Book, *statements: str) -> list[str]:
    assert book.store.journalling
    for statement in ("PRAGMA foreign_keys = OFF", *statements, "PRAGMA foreign_keys = ON"):
        # Outside a transaction, as the first and the last need.
        book.store._connection.execute(statement)
    return [text.en for text in check(book)]


def test_a_good_book_has_no_findings_for_writer_and_reader(filled: Book) -> None:
    assert check(filled) == []
    with Book.open(filled.folder, write=False) as reader:
        assert check(reader) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE usage_days SET active = active + 1", "roll-up"),
        ("DELETE FROM usage_days", "roll-up"),
        ("INSERT INTO usage_days VALUES (1, 1, 0, 0, 0, 0, 0, NULL)", "roll-up"),
        ("INSERT INTO touches (account_id, day, channel) VALUES (99, '2024-01-01', 'x')", "touches"),
        ("UPDATE change_log SET before = '{' WHERE before IS NOT NULL", "journal"),
        ("UPDATE change_log SET table_name = 'nowhere'", "journal"),
        ("UPDATE operations SET label = 'x'", "journal"),
        ("UPDATE operations SET state = 'x'", "journal"),
        ("DROP TRIGGER temp.journal_accounts_insert", "triggers"),
    ],
)
def test_what_is_wrong_is_said(filled: Book, statement: str, words: str) -> None:
    assert any(words in finding for finding in spoiled(filled, statement))


def test_keys_that_belong_to_another_book_are_found(filled: Book) -> None:
    document, _ = keys.wrap(keys.new_key(), None)
    keys.save(filled.folder, document)
    assert ["keys.json" in finding.en for finding in check(filled)] == [True]
    (filled.folder / keys.NAME).write_text(json.dumps({"format": 1}), encoding="utf-8")
    assert len(check(filled)) == 1
