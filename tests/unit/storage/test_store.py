"""The one writer: all or nothing, what it reports, and what undo and redo are called."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy
from sqlalchemy import exc, insert, select, update

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import driver
from csmdesk.storage.book import Book
from csmdesk.storage.schema import customers
from tests.unit.storage.making import digest_of, fill, operate, rows_of, value_of, write


def add(code: str, connection: sqlalchemy.Connection) -> int:
    made = connection.execute(insert(customers.accounts).values(code=code, name=code))
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def test_an_operation_returns_its_value_and_the_rows_it_changed(book: Book) -> None:
    outcome = book.store.run(Op.EDIT_ACCOUNT, lambda c: add("K1", c))
    assert outcome.changes == Changes({"accounts": frozenset({outcome.value})})
    assert outcome.operation_id == value_of(book, "SELECT max(id) FROM operations")
    assert book.store.undo_label == Op.EDIT_ACCOUNT.text
    assert book.store.redo_label is None


def test_a_label_of_its_own_names_the_operation(book: Book) -> None:
    label = Text("加客户“甲”", "Add account “甲”")
    book.store.run(Op.EDIT_ACCOUNT, lambda c: add("K1", c), label)
    assert book.store.undo_label == label
    assert book.store.history()[0].label == label
    book.store.undo()
    labels = [book.store.undo_label, book.store.redo_label]
    assert labels == [None, label]


def test_a_failed_operation_leaves_the_book_as_it_was(book: Book) -> None:
    fill(book)
    before, history = digest_of(book), book.store.history()

    def half(connection: sqlalchemy.Connection) -> None:
        add("K9", connection)
        connection.execute(sqlalchemy.text("CREATE TABLE left_behind (id INTEGER PRIMARY KEY)"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        book.store.run(Op.IMPORT, half)
    with pytest.raises(exc.IntegrityError):
        book.store.run(Op.IMPORT, lambda c: [add(code, c) for code in ("K8", "K0")])
    assert digest_of(book) == before
    assert book.store.history() == history
    assert rows_of(book, "SELECT name FROM sqlite_schema WHERE name = 'left_behind'") == []
    book.store.run(Op.EDIT_ACCOUNT, lambda c: add("K9", c))


def test_a_broken_reference_is_refused(book: Book) -> None:
    with pytest.raises(driver.IntegrityError):
        write(book, "INSERT INTO touches (account_id, day, channel) VALUES (99, '2024-01-01', '电话')")
    assert book.store.history() == []


def test_an_operation_that_changes_nothing_leaves_no_entry(book: Book) -> None:
    fill(book)
    history, redo = book.store.history(), book.store.undo()
    assert redo is not None
    for outcome in (
        write(book, "SELECT 1"),
        write(book, "UPDATE accounts SET name = name"),
        write(book, "DELETE FROM accounts WHERE code = 'nobody'"),
        book.store.run(Op.EDIT_ACCOUNT, lambda c: c.execute(select(customers.accounts)).all()),
    ):
        assert outcome.operation_id is None
        assert outcome.changes.empty
    assert [h.id for h in book.store.history()] == [h.id for h in history]
    # Nothing happened, so what was undone can still be redone.
    assert book.store.redo() is not None


def test_a_new_operation_ends_the_way_forward(book: Book) -> None:
    fill(book)
    write(book, "UPDATE accounts SET name = '甲'")
    book.store.undo()
    write(book, "UPDATE accounts SET name = '乙'")
    assert book.store.redo_label is None
    assert book.store.redo() is None
    assert [h.state for h in book.store.history()] == ["done", "lost", "done"]
    book.store.undo()
    assert value_of(book, "SELECT name FROM accounts LIMIT 1") == "客户0"


def test_nothing_to_undo_is_no_error(book: Book) -> None:
    assert book.store.undo() is None
    assert book.store.redo() is None
    assert book.store.undo_label is None


def test_undo_reports_the_rows_as_the_operation_did(book: Book) -> None:
    fill(book)
    done = write(book, "UPDATE accounts SET name = '甲' WHERE code = 'K1'").changes
    assert book.store.undo() == done
    assert book.store.redo() == done


def test_undo_and_redo_work_after_a_restart(book: Book) -> None:
    empty = digest_of(book)
    fill(book)
    filled = digest_of(book)
    book.close()
    with Book.open(book.folder) as again:
        assert again.store.undo_label == Op.IMPORT.text
        again.store.undo()
        assert digest_of(again) == empty
    with Book.open(book.folder) as again:
        assert again.store.redo_label == Op.IMPORT.text
        again.store.redo()
        assert digest_of(again) == filled


def test_a_write_within_a_write_is_refused(book: Book) -> None:
    with pytest.raises(RuntimeError, match="within"):
        operate(book, lambda _: write(book, "SELECT 1"))
    with pytest.raises(RuntimeError, match="within"):
        operate(book, lambda _: book.store.undo())
    fill(book)


def test_an_operation_cannot_commit_by_itself(book: Book) -> None:
    def commit(connection: sqlalchemy.Connection) -> None:
        add("K1", connection)
        connection.commit()
        add("K2", connection)

    with pytest.raises(exc.InvalidRequestError):
        book.store.run(Op.EDIT_ACCOUNT, commit)


def test_threads_write_one_after_the_other(book: Book) -> None:
    fill(book, accounts=1)

    def work(name: str) -> None:
        for n in range(10):
            book.store.run(Op.EDIT_ACCOUNT, lambda c, n=n: add(f"{name}{n}", c))  # type: ignore[misc]

    threads = [threading.Thread(target=work, args=(name,)) for name in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert value_of(book, "SELECT count(*) FROM accounts") == 41
    assert len(book.store.history(1_000)) == 41
    while book.store.undo():
        pass
    assert value_of(book, "SELECT count(*) FROM accounts") == 0


@pytest.mark.parametrize("statement", ["DROP TRIGGER temp.journal_accounts_update", "DROP TABLE snoozes"])
def test_a_lost_trigger_stops_writing(book: Book, statement: str) -> None:
    fill(book)
    book.store.outside_journal(lambda c: c.execute(statement))
    before = digest_of(book)
    with pytest.raises(RuntimeError, match="triggers"):
        write(book, "UPDATE accounts SET name = '甲'")
    assert digest_of(book) == before


def test_the_windows_state_is_kept_without_an_entry(book: Book) -> None:
    before = digest_of(book)
    book.store.remember("columns", "[1]")
    book.store.remember("columns", "[2]")
    assert rows_of(book, "SELECT key, value FROM window_state") == [("columns", "[2]")]
    assert book.store.history() == []
    assert digest_of(book) == before


def test_core_statements_of_sqlalchemy_are_journalled(book: Book) -> None:
    book.store.run(Op.EDIT_ACCOUNT, lambda c: [add(f"K{n}", c) for n in range(3)])
    before = digest_of(book)
    outcome = book.store.run(
        Op.EDIT_ACCOUNT, lambda c: c.execute(update(customers.accounts).values(city="上海")).rowcount
    )
    assert outcome.value == 3
    assert len(outcome.changes.ids["accounts"]) == 3
    book.store.undo()
    assert digest_of(book) == before


def test_a_full_disk_is_the_users_problem(book: Book) -> None:
    fill(book)
    before = digest_of(book)
    pages = operate(book, lambda c: c.execute("PRAGMA page_count").fetchone()[0]).value
    book.store.outside_journal(lambda c: c.execute(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(UserError, match="full"):
        write(book, ("UPDATE accounts SET note = ?", ["长" * 200_000]))
    assert digest_of(book) == before
    book.store.outside_journal(lambda c: c.execute("PRAGMA max_page_count = 100000"))
    write(book, ("UPDATE accounts SET note = ?", ["长" * 200_000]))
