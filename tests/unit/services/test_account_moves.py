"""Merging and handing over: nothing is lost, figures add up, imports find the account, undo is exact."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from csmdesk.domain.company import company_key
from csmdesk.domain.errors import UserError
from csmdesk.importers.apply import apply
from csmdesk.importers.known import known
from csmdesk.importers.plan import plan
from csmdesk.paths import resource
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.account_moves import _TABLE_NAMES, AccountMoves
from csmdesk.services.figures import figures
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.schema import metadata
from tests.unit.importers.making import digest_of, import_into

SAMPLE = resource("demo/2024H1")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "book"
    with Book.create(folder).book as book:
        import_into(book, SAMPLE)
    return folder


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Iterator[Book]:
    shutil.copytree(original, tmp_path / "book")
    with Book.open(tmp_path / "book") as opened:
        yield opened


def rows(book: Book, sql: str, *values: Any) -> list[Any]:
    with book.reading() as connection:
        return connection.execute(sql, values).fetchall()


def ids_of(book: Book, *codes: str) -> list[int]:
    return [rows(book, "SELECT id FROM accounts WHERE code = ?", code)[0][0] for code in codes]


def arr(book: Book, account: int) -> Fraction:
    basis = figures(book, "2024H1", keys=["acv"]).basis
    return basis.arr(basis.closing).get(account, Fraction(0))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("岚图家居有限公司", "岚图 家居", True),
        ("ＬＡＮＴＵ Co., Ltd.", "lantu", True),
        ("（中国）岚图家居股份有限公司", "岚图家居", True),
        ("岚图家居", "岚图家具", False),
        ("Incorp", "Orp", False),
        ("有限公司", "集团", False),
        ("…", "。", False),
    ],
)
def test_names_of_one_company(one: str, other: str, same: bool) -> None:
    assert (company_key(one) == company_key(other)) is same


def test_duplicates_are_found_by_name(book: Book) -> None:
    moves = AccountMoves(book)
    assert moves.duplicates() == []
    first, second = ids_of(book, "KH1021", "KH1001")
    name = rows(book, "SELECT name FROM accounts WHERE id = ?", first)[0][0]
    _rename(book, second, f"{name} 股份有限公司")
    assert moves.duplicates() == [tuple(sorted((first, second)))]


def _rename(book: Book, account: int, name: str) -> None:
    from csmdesk.domain.changes import Op

    book.store.run(
        Op.EDIT_ACCOUNT,
        lambda c: c.exec_driver_sql("UPDATE accounts SET name = ? WHERE id = ?", (name, account)),
    )


def test_every_table_with_rows_of_an_account_is_known() -> None:
    tables = {t.name for t in metadata.sorted_tables if "account_id" in t.columns}
    # The roll-up of usage follows usage by itself; rows on the shelf or on their way in are not the book's.
    assert tables - {"usage_days", "usage_shelf"} == set(_TABLE_NAMES)


def test_the_plan_says_what_merging_does(book: Book) -> None:
    keep, other = ids_of(book, "KH1021", "KH1001")
    made = AccountMoves(book).plan_merge(keep, [other])
    before = {table: _count(book, table, keep, other) for table in _TABLE_NAMES}
    AccountMoves(book).merge(keep, [other])
    for table in _TABLE_NAMES:
        moved = next((r for r in made.rows if r.table == table), None)
        own, theirs = before[table]
        if moved is None:
            assert theirs == 0
        else:
            assert moved.moved + moved.left_out == theirs
        if table != "account_aliases":
            assert _count(book, table, keep, other) == (own + (moved.moved if moved else 0), 0)
    assert {r.table for r in made.rows if r.left_out} >= {"usage", "health_scores", "account_modules"}


def _count(book: Book, table: str, *accounts: int) -> tuple[int, ...]:
    return tuple(
        rows(book, f"SELECT count(*) FROM {table} WHERE account_id = ?", account)[0][0]
        for account in accounts
    )


def test_a_merged_account_has_the_revenue_of_both_and_the_book_is_sound(book: Book) -> None:
    keep, other, third = ids_of(book, "KH1021", "KH1001", "KH1002")
    whole = sum(arr(book, each) for each in (keep, other, third))
    first = digest_of(book)
    AccountMoves(book).merge(keep, [other, third])
    assert arr(book, keep) == whole
    assert check(book) == []
    merged = digest_of(book)
    book.store.undo()
    assert digest_of(book) == first
    book.store.redo()
    assert digest_of(book) == merged
    assert check(book) == []


def test_fields_fill_gaps_and_can_be_said(book: Book) -> None:
    keep, other = ids_of(book, "KH1021", "KH1001")
    days = rows(book, "SELECT min(handover_day) FROM accounts WHERE id IN (?, ?)", keep, other)[0][0]
    city = rows(book, "SELECT city FROM accounts WHERE id = ?", keep)[0][0]
    AccountMoves(book).merge(keep, [other], {"segment": "潜力"})
    assert rows(book, "SELECT segment, handover_day, city FROM accounts WHERE id = ?", keep) == [
        ("潜力", days, city)
    ]


def test_importing_the_same_files_after_a_merge_changes_nothing(book: Book) -> None:
    keep, other = ids_of(book, "KH1021", "KH1001")
    AccountMoves(book).merge(keep, [other])
    merged = digest_of(book)
    with book.reading() as connection:
        held = known(connection)
    planned = plan(SAMPLE, known=held)
    told = [p.text.zh for s in planned.sheets for p in s.problems if "KH1001" in p.text.zh]
    assert len(told) == 1
    assert "“KH1001”已并入另一个客户，这一行不读" in told[0]
    apply(book, planned)
    assert digest_of(book) == merged


def test_new_rows_of_a_merged_account_go_to_the_one_that_it_is_now(book: Book, tmp_path: Path) -> None:
    keep, other = ids_of(book, "KH1021", "KH1001")
    AccountMoves(book).merge(keep, [other])
    (tmp_path / "in").mkdir()
    (tmp_path / "in/健康度.csv").write_text(
        "客户编号,评分日期,维度,得分\nKH1001,2024-07-31,活跃度,10\nKH1021,2024-07-31,活跃度,90\n"
        "KH1001,2024-08-31,活跃度,20\n",
        encoding="utf-8",
    )
    (tmp_path / "in/功能使用.csv").write_text(
        "客户编号,功能模块,核心功能,统计日期,开通账号数,30天活跃账号数\n"
        "KH1021,BI报表,否,2024-07-31,9,8\nKH1001,BI报表,否,2024-07-31,7,6\nKH1001,BI报表,否,2024-08-31,5,4\n",
        encoding="utf-8",
    )
    import_into(book, tmp_path / "in")
    assert rows(
        book,
        "SELECT day, score_milli FROM health_scores WHERE account_id = ? AND day > '2024-07' ORDER BY 1",
        keep,
    ) == [("2024-07-31", 90_000), ("2024-08-31", 20_000)]
    after = date(2024, 7, 1).toordinal()
    assert rows(
        book,
        "SELECT provisioned, active FROM usage WHERE account_id = ? AND day > ? ORDER BY day",
        keep,
        after,
    ) == [(9, 8), (5, 4)]
    assert check(book) == []


def test_what_imports_keep_beside_an_account_goes_to_the_one_that_it_is_now(
    book: Book, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "客户.csv"
    file.write_text(
        "客户编号,客户名称,星座,吉祥物\nKH1001,甲,狮子,\nKH1002,乙,双鱼,猫\nKH1003,丙,天秤,狗\n",
        encoding="utf-8",
    )
    said = {"map": ["客户:星座=custom:", "客户:吉祥物=custom:"]}
    import_into(book, tmp_path / "in", **said)
    kept = "SELECT code, name, value FROM custom_values ORDER BY code, name"
    before, was = rows(book, kept), digest_of(book)
    assert len(before) == 5
    keep, *others = ids_of(book, "KH1001", "KH1002", "KH1003")
    AccountMoves(book).merge(keep, others)
    merged = digest_of(book)
    after = [("KH1001", "吉祥物", "猫"), ("KH1001", "星座", "狮子")]
    assert rows(book, kept) == after
    # The rows of those that are gone bring nothing back.
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    import_into(book, tmp_path / "in")
    assert rows(book, kept) == after
    assert digest_of(book) == merged
    book.store.undo()
    assert rows(book, kept) == before
    assert digest_of(book) == was


def test_what_imports_keep_beside_an_account_follows_its_number(book: Book, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "客户.csv").write_text("客户编号,客户名称,星座\nKH1001,甲,狮子\n", encoding="utf-8")
    import_into(book, tmp_path / "in", map=["客户:星座=custom:"])
    AccountEdits(book).edit(ids_of(book, "KH1001"), "code", "KH9001")
    assert rows(book, "SELECT code, value FROM custom_values") == [("KH9001", "狮子")]
    book.store.undo()
    assert rows(book, "SELECT code, value FROM custom_values") == [("KH1001", "狮子")]


def test_an_account_that_is_gone_cannot_be_merged(book: Book) -> None:
    (keep,) = ids_of(book, "KH1021")
    before = digest_of(book)
    with pytest.raises(UserError):
        AccountMoves(book).merge(keep, [99_999])
    assert AccountMoves(book).merge(keep, [keep]).empty
    assert digest_of(book) == before


def test_an_account_handed_over_counts_no_more_from_that_day(book: Book) -> None:
    (account,) = ids_of(book, "KH1021")
    first = digest_of(book)
    value = arr(book, account)
    assert value > 0
    moves = AccountMoves(book)
    moves.hand_over([account], " 王 敏 ", date(2024, 6, 15))
    assert rows(book, "SELECT handaway_to, handaway_day FROM accounts WHERE id = ?", account) == [
        ("王 敏", "2024-06-15")
    ]
    assert arr(book, account) == 0
    label = book.store.undo_label
    assert label is not None
    assert label.zh == "移交：岚图家居 → 王 敏"
    moves.take_back([account])
    assert arr(book, account) == value
    assert digest_of(book) == first


@pytest.mark.parametrize(("to", "day"), [("  ", date(2024, 6, 15)), ("王敏", date(2001, 1, 1))])
def test_a_bad_handover_is_refused(book: Book, to: str, day: date) -> None:
    (account,) = ids_of(book, "KH1021")
    before = digest_of(book)
    with pytest.raises(UserError):
        AccountMoves(book).hand_over([account], to, day)
    assert digest_of(book) == before
