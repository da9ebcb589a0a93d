"""Many new rows are one line of the journal, which is worth as much as an image of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csmdesk.domain.changes import Op
from csmdesk.storage import erasure, journal, made_rows
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.driver import Connection, IntegrityError, Row
from tests.unit.storage.making import digest_of, operate, rows_of, value_of, write

MANY = made_rows.LEAST + 5
NAMES = ("code", "name", "note")
LOG = "SELECT id, operation_id, table_name, row_id, before, after FROM change_log ORDER BY id"


def rows(count: int = MANY) -> list[tuple[Any, ...]]:
    return [(f"K{n:05d}", f"客户“{n}”\n\\", "备" * (n % 3)) for n in range(count)]


def insert(book: Book, data: Sequence[tuple[Any, ...]], names: Sequence[str] = NAMES) -> None:
    operate(book, lambda connection: made_rows.insert(connection, "accounts", names, data), Op.IMPORT)


def insert_watched(book: Book, data: Sequence[tuple[Any, ...]]) -> None:
    def put(connection: Connection) -> None:
        connection.executemany("INSERT INTO accounts (code, name, note) VALUES (?, ?, ?)", data)

    operate(book, put, Op.IMPORT)


@pytest.fixture
def other_book(plain_original: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(Path(shutil.copytree(plain_original, tmp_path / "另一本"))) as opened:
        yield opened


def lines(book: Book) -> list[Row]:
    return rows_of(book, LOG)


def test_they_are_one_line_and_count_as_what_they_are(book: Book) -> None:
    write(book, "INSERT INTO accounts (code, name) VALUES ('A', 'a')")
    insert(book, rows())
    made = lines(book)[1:]
    assert [(line[2], line[3]) for line in made] == [(journal.MADE, 2)]
    assert rows_of(book, "SELECT min(id), max(id), count(*) FROM accounts WHERE id > 1") == [
        (2, MANY + 1, MANY)
    ]
    assert [entry.rows for entry in book.store.history()] == [MANY, 1]
    assert check(book) == []


def test_who_asks_is_told_the_rows(book: Book) -> None:
    outcome = operate(book, lambda c: made_rows.insert(c, "accounts", NAMES, rows()), Op.IMPORT)
    assert outcome.changes.ids == {"accounts": frozenset(range(1, MANY + 1))}


def test_few_rows_keep_their_images(book: Book) -> None:
    insert(book, rows(made_rows.LEAST - 1))
    assert {line[2] for line in lines(book)} == {"accounts"}


def test_the_lines_written_out_are_those_that_the_triggers_write(book: Book, other_book: Book) -> None:
    for each, put in ((book, insert), (other_book, insert_watched)):
        write(each, "INSERT INTO accounts (code, name) VALUES ('A', 'a')")
        put(each, rows())
        write(each, "UPDATE accounts SET note = '手改' WHERE id < 5", "DELETE FROM accounts WHERE id = 9")
        each.store.undo()
        each.store.undo()
    assert lines(book) == lines(other_book)
    assert digest_of(book) == digest_of(other_book)


def test_what_the_operation_itself_went_on_to_do_is_in_the_lines(book: Book, other_book: Book) -> None:
    more = [
        "UPDATE accounts SET note = 'erst' WHERE id BETWEEN 3 AND 6",
        "UPDATE accounts SET note = 'dann' WHERE id = 4",
        "DELETE FROM accounts WHERE id IN (4, 8)",
        "INSERT INTO contacts (code, account_id, name) VALUES ('L', 2, '王')",
    ]

    def run(connection: Connection, put: Any) -> None:
        put(connection)
        for sql in more:
            connection.execute(sql)

    def many(connection: Connection) -> None:
        connection.executemany("INSERT INTO accounts (code, name, note) VALUES (?, ?, ?)", rows())

    operate(book, lambda c: run(c, lambda c: made_rows.insert(c, "accounts", NAMES, rows())))
    operate(other_book, lambda c: run(c, many))
    last = digest_of(book)
    for each in (book, other_book):
        each.store.undo()
        assert value_of(each, "SELECT count(*) FROM accounts") == 0
    assert lines(book)[: MANY + 3] == lines(other_book)[: MANY + 3]
    assert [line[2:] for line in lines(book)] == [line[2:] for line in lines(other_book)]
    book.store.redo()
    assert digest_of(book) == last


def test_undo_and_redo_and_undo_again(book: Book) -> None:
    empty = digest_of(book)
    insert(book, rows())
    full = digest_of(book)
    write(book, "UPDATE accounts SET name = name || '!' WHERE id % 2 = 0")
    changed = digest_of(book)
    for _ in range(2):
        assert book.store.undo() is not None
        assert digest_of(book) == full
        assert book.store.undo() is not None
        assert digest_of(book) == empty
        assert book.store.redo() is not None
        assert digest_of(book) == full
        assert book.store.redo() is not None
        assert digest_of(book) == changed


def test_ids_that_were_given_may_come_in_any_order(book: Book) -> None:
    given = [(*row, MANY - n) for n, row in enumerate(rows())]
    insert(book, given, (*NAMES, "id"))
    assert [line[2] for line in lines(book)] == [journal.MADE]
    assert value_of(book, "SELECT id FROM accounts WHERE code = 'K00000'") == MANY
    book.store.undo()
    assert value_of(book, "SELECT count(*) FROM accounts") == 0


def test_ids_with_a_gap_keep_their_images(book: Book) -> None:
    given = [(*row, n + 1 + (n > 7)) for n, row in enumerate(rows())]
    insert(book, given, (*NAMES, "id"))
    assert {line[2] for line in lines(book)} == {"accounts"}
    assert len(lines(book)) == MANY


def test_where_the_numbers_run_out_they_keep_their_images(book: Book) -> None:
    write(book, f"INSERT INTO accounts (id, code, name) VALUES ({2**63 - 10}, 'A', 'a')")
    insert(book, rows())
    assert len([line for line in lines(book) if line[2] == "accounts"]) == MANY + 1
    full = digest_of(book)
    book.store.undo()
    assert value_of(book, "SELECT count(*) FROM accounts") == 1
    book.store.redo()
    assert digest_of(book) == full


def test_rows_that_refer_to_each_other_come_and_go_together(book: Book) -> None:
    names = ("period", "metric", "name", "value", "parent_id")
    data = [("2024", "nrr", f"第{n}", "1", n // 2 or None) for n in range(1, MANY + 1)]
    operate(book, lambda c: made_rows.insert(c, "targets", names, data))
    full = digest_of(book)
    book.store.undo()
    assert value_of(book, "SELECT count(*) FROM targets") == 0
    book.store.redo()
    assert digest_of(book) == full
    assert check(book) == []


def test_a_refused_row_leaves_nothing_and_the_journal_goes_on(book: Book) -> None:
    before = digest_of(book)
    with pytest.raises(IntegrityError):
        insert(book, [*rows(), ("K00003", "zweimal", "")])
    assert digest_of(book) == before
    assert lines(book) == []
    write(book, "INSERT INTO accounts (code, name) VALUES ('A', 'a')")
    assert [line[2] for line in lines(book)] == ["accounts"]


def test_rows_after_them_in_the_same_operation_are_journalled(book: Book) -> None:
    def run(connection: Connection) -> None:
        made_rows.insert(connection, "accounts", NAMES, rows())
        connection.execute("INSERT INTO accounts (code, name) VALUES ('Z', 'z')")

    operate(book, run)
    assert [line[2] for line in lines(book)] == [journal.MADE, "accounts"]
    book.store.undo()
    assert value_of(book, "SELECT count(*) FROM accounts") == 0


def test_new_accounts_disturb_usage_on_its_way_in(book: Book) -> None:
    operate(book, lambda c: c.execute("INSERT INTO usage_pending (batch_id) VALUES (7)"))
    insert(book, rows())
    assert value_of(book, "SELECT disturbed FROM usage_pending") == 1


def test_a_line_that_names_no_table_is_found(book: Book) -> None:
    insert(book, rows())
    book.store.outside_journal(lambda c: c.execute('UPDATE change_log SET after = \'{"table": "x"}\''))
    assert any("变更日志" in each.zh for each in check(book))


def test_who_is_erased_takes_no_numbers_of_rows_along(book: Book) -> None:
    phone = str(1_000_000 + MANY)
    write(
        book,
        "INSERT INTO accounts (id, code, name) VALUES (1000000, 'A', 'a')",
        ("INSERT INTO contacts (code, account_id, name, phone) VALUES ('L', 1000000, '王小明', ?)", [phone]),
    )
    insert(book, rows())
    who = erasure.person(book.store._connection, 1)
    assert who is not None
    book.store.without_way_back(Op.ERASE_PERSON, lambda c: erasure.erase(c, who, date(2024, 6, 30)))
    assert check(book) == []
    assert lines(book)[-1][5] == f'{{"table": "accounts", "last": {phone}}}'
