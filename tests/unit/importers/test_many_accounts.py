"""Accounts by the thousand: written another way than a few are, with the same to show for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.spelling import spelt
from csmdesk.importers.apply import apply
from csmdesk.importers.effect import Looking
from csmdesk.importers.hand_edits import Conflict, Decisions
from csmdesk.importers.known import known
from csmdesk.storage import made_rows
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.importers.making import digest_of, import_into, planned, rows_of, write

MANY = made_rows.LEAST + 200
LAST = f"KH{MANY - 1:05d}"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty book."""
    with Book.create(tmp_path / "book").book as made:
        yield made


def table(folder: Path, first: int = 0, count: int = MANY, renamed: Mapping[str, str] | None = None) -> Path:
    """A file of accounts ``first`` and following; ``renamed`` are names by number."""
    lines = ["客户编号,客户名称,行业,交接日期"]
    for n in range(first, first + count):
        code = f"KH{n:05d}"
        name = (renamed or {}).get(code, f"云岫茶饮{n}")
        lines.append(f"{code},{name},{('零售', '医药')[n % 2]},2022-09-{n % 28 + 1:02d}")
    return write(folder, {"客户.csv": "\n".join(lines) + "\n"})


def edit(book: Book, sql: str) -> None:
    """A change by hand."""
    book.store.run(Op.EDIT_ACCOUNT, lambda connection: connection.exec_driver_sql(sql))


def conflicts(book: Book, folder: Path) -> list[Conflict]:
    """What the file and changes by hand disagree about."""
    with book.reading() as connection:
        made = planned(folder, known(connection))
        looking = Looking(connection, made.content, Decisions())
        for rows in made.content.rows:
            looking.rows(rows)
    return looking.conflicts


def test_they_are_all_there_and_undo_takes_all_away(book: Book, tmp_path: Path) -> None:
    empty = digest_of(book)
    applied = import_into(book, table(tmp_path / "a"))
    assert (applied.counts["accounts"].new, len(applied.changes.ids["accounts"])) == (MANY, MANY)
    assert book.store.history()[0].rows >= MANY
    found = rows_of(
        book, "SELECT code, name, industry, handover_day, pinyin, initials FROM accounts ORDER BY id"
    )
    assert found == [
        (
            f"KH{n:05d}",
            f"云岫茶饮{n}",
            ("零售", "医药")[n % 2],
            f"2022-09-{n % 28 + 1:02d}",
            *spelt(f"云岫茶饮{n}"),
        )
        for n in range(MANY)
    ]
    assert check(book) == []
    full = digest_of(book)
    book.store.undo()
    assert digest_of(book) == empty
    book.store.redo()
    assert digest_of(book) == full
    assert import_into(book, table(tmp_path / "a")).operation_id is None


def test_a_change_by_hand_is_told_from_what_the_import_wrote(book: Book, tmp_path: Path) -> None:
    import_into(book, table(tmp_path / "a"))
    edit(book, "UPDATE accounts SET name = '手改' WHERE code = 'KH00007'")
    same = conflicts(book, table(tmp_path / "b"))
    assert [(c.base, c.book, c.file, c.winner) for c in same] == [("云岫茶饮7", "手改", "云岫茶饮7", "book")]
    both = conflicts(book, table(tmp_path / "c", renamed={"KH00007": "云岫茶业", "KH00008": "新名"}))
    assert [(c.base, c.book, c.file, c.winner) for c in both] == [("云岫茶饮7", "手改", "云岫茶业", None)]


def test_a_number_that_was_another_row_before_was_not_changed_by_hand(book: Book, tmp_path: Path) -> None:
    import_into(book, table(tmp_path / "a"))
    edit(book, f"UPDATE accounts SET name = '手改' WHERE code = '{LAST}'")
    edit(book, f"DELETE FROM accounts WHERE code = '{LAST}'")
    import_into(book, table(tmp_path / "b", first=MANY))
    assert rows_of(book, f"SELECT code FROM accounts WHERE id = {MANY}") == [(f"KH{MANY:05d}",)]
    assert conflicts(book, table(tmp_path / "c", first=MANY, renamed={f"KH{MANY:05d}": "新名"})) == []


def test_with_their_usage_they_get_the_numbers_that_usage_waits_for(book: Book, tmp_path: Path) -> None:
    folder = table(tmp_path / "a")
    write(
        folder,
        {"功能使用.csv": f"客户编号,功能模块,统计日期,开通数,活跃数\n{LAST},看板,2024-06-28,9,3\n"},
    )
    import_into(book, folder)
    assert rows_of(book, "SELECT a.code, u.active FROM usage u JOIN accounts a ON a.id = u.account_id") == [
        (LAST, 3)
    ]
    assert rows_of(book, "SELECT count(*) FROM change_log WHERE table_name = 'accounts'") == [(0,)]
    assert check(book) == []


def test_a_failure_leaves_the_book_as_it_was(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest_of(book)
    made = planned(table(tmp_path / "a"))

    def fail(*_: object) -> None:
        raise RuntimeError("the last step")

    monkeypatch.setattr("csmdesk.importers.apply._log_batch", fail)
    with pytest.raises(RuntimeError, match="the last step"):
        apply(book, made)
    assert digest_of(book) == before
    assert book.store.history() == []
    assert book.store.journalling
