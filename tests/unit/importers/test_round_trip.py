"""Any table of ours, written to a file in any form and imported again, gives the same book.

The files are those that the program itself writes; only their encoding and delimiter are changed here.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from csmdesk.domain.changes import Op
from csmdesk.domain.text import Language, Text
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.own_tables import NO_TABLE, QUERIES, OwnTable, fields_of, own_tables
from csmdesk.paths import resource
from csmdesk.reports.table_file import Sheet, write_sheets, write_table
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into, planned, rows_of
from tests.unit.importers.own_rows import AWKWARD, books

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
UNPROVEN = frozenset({"gb18030", "utf-16-le", "utf-16-be"})
FORMS = ("xlsx", "tsv", *ENCODINGS)


def tables(book: Book, language: Language = "zh") -> list[OwnTable]:
    """Every table of the book as the program writes it out."""
    with book.reading() as connection:
        return own_tables(connection, language)


def content(made: Sequence[OwnTable]) -> dict[str, list[str]]:
    """What stands in the tables, in no order: numbers by their value."""
    return {
        each.kind: sorted(
            repr([Decimal(c) if isinstance(c, int) else c for c in map(_plain, row)]) for row in each.rows
        )
        for each in made
    }


def _plain(cell: Any) -> Any:
    return Decimal(cell).normalize() + 0 if isinstance(cell, Decimal | int) else cell


def written(made: Sequence[OwnTable], folder: Path, form: str) -> Path:
    """The tables as files: a workbook, or texts in an encoding, or with tabs."""
    folder.mkdir(parents=True)
    if form == "xlsx":
        write_sheets(folder / "all.xlsx", [Sheet(each.title, each.heads, each.rows) for each in made])
        return folder
    for each in made:
        path = folder / f"{each.title}.csv"
        write_table(path, each.title, each.heads, each.rows)
        text = path.read_bytes().decode("utf-8-sig")
        if form == "tsv":
            out = io.StringIO(newline="")
            csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(
                csv.reader(io.StringIO(text, newline=""))
            )
            path.unlink()
            path.with_suffix(".tsv").write_bytes(out.getvalue().encode("utf-8-sig"))
        else:
            path.write_bytes(text.encode(form))
    return folder


def check_comes_back(made: Sequence[OwnTable], home: Path, form: str) -> None:
    """The tables make a book, its own files make it again, and change nothing where it lies already."""
    with Book.create(home / "one").book as first, Book.create(home / "two").book as second:
        # In some encodings random letters prove nothing: then it is said, as somebody has to.
        said = [f"{each.title}={form}" for each in made] if form in UNPROVEN else []
        import_into(first, written(made, home / "in", form), encoding=said)
        assert content(tables(first)) == content(made)
        folder = written(tables(first), home / "out", form)
        import_into(second, folder, encoding=said)
        assert content(tables(second)) == content(made)
        check_nothing_to_write(first, folder, encoding=said)


def check_nothing_to_write(book: Book, folder: Path, **options: Any) -> None:
    """Importing the files of the book itself changes nothing but what is remembered of their headers."""
    before = content(tables(book))
    again = import_into(book, folder, **options)
    assert {name: c for name, c in again.counts.items() if c.new or c.changed} == {}
    assert content(tables(book)) == before


def test_modules_come_back_in_the_order_in_which_they_were_listed(tmp_path: Path) -> None:
    file = tmp_path / "客户.csv"
    file.write_text(
        "客户编号,客户名称,可用模块\nKH1,云岫,库存、报表\nKH2,恒沐,报表、库存\n", encoding="utf-8"
    )
    with Book.create(tmp_path / "book").book as book:
        import_into(book, file)
        (accounts,) = (each for each in tables(book) if each.kind == "accounts")
    assert [row[accounts.heads.index("可用模块")] for row in accounts.rows] == ["库存、报表", "报表、库存"]


def test_our_own_files_hold_every_field_of_every_kind() -> None:
    assert {*QUERIES, *NO_TABLE} == set(KINDS)
    with tempfile.TemporaryDirectory() as home, Book.create(Path(home) / "book").book as book:
        for kind in QUERIES:
            with book.reading() as connection:
                found = connection.execute(QUERIES[kind]).description
            assert {column[0] for column in found or ()} == set(fields_of(kind)), kind


def test_every_column_of_the_tables_is_in_our_own_files() -> None:
    """A column that is added to a table has to come into its files, or to be listed here as left out."""
    kept = {
        "accounts": {"pinyin", "initials"},
        "contacts": {"pinyin", "initials"},
        "health_dimensions": {"source", "numbers"},
        "targets": {"position", "profile"},
        "handover_items": {"position"},
        "tasks": {"position"},
    }
    table_of = {"health": "health_scores", "dimensions": "health_dimensions"}
    own = {"id", "row_key", "batch_id"}
    with tempfile.TemporaryDirectory() as home, Book.create(Path(home) / "book").book as book:
        for kind in QUERIES:
            table = table_of.get(kind, kind)
            columns = {row[1] for row in rows_of(book, f"PRAGMA table_info({table})")} - own
            said = {
                name.removesuffix("_id").removesuffix("_fen").removesuffix("_milli").removesuffix("_minutes")
                for name in columns - kept.get(table, set())
            }
            renamed = {"annual": "arr", "war_room": "room_day"}
            if kind == "targets":
                renamed["scope"] = "segment"
            missing = {renamed.get(name, name) for name in said} - set(fields_of(kind))
            assert missing == set(), (kind, missing)


@pytest.mark.parametrize("form", FORMS)
def test_the_sample_book_comes_back_from_its_own_files(tmp_path: Path, form: str) -> None:
    with Book.create(tmp_path / "one").book as first:
        import_into(first, resource("demo/2024H1"))
        made = tables(first)
        folder = written(made, tmp_path / "out", form)
        check_nothing_to_write(first, folder)
        with Book.create(tmp_path / "two").book as second:
            import_into(second, folder)
            assert content(tables(second)) == content(made)
            assert not import_into(second, folder).changed


def test_the_sample_book_comes_back_in_english(tmp_path: Path) -> None:
    with Book.create(tmp_path / "one").book as first, Book.create(tmp_path / "two").book as second:
        import_into(first, resource("demo/2024H1"))
        folder = written(tables(first, "en"), tmp_path / "out", "xlsx")
        import_into(second, folder)
        assert content(tables(second)) == content(tables(first))


FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
"""No time is spent on a smaller example: each takes a second."""

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


@settings(suppress_health_check=SLOW, deadline=None, max_examples=4, phases=FOUND)
@given(books(), st.sampled_from(FORMS))
def test_any_book_comes_back_from_any_form(made: list[OwnTable], form: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        check_comes_back(made, Path(home), form)


@pytest.mark.long
@settings(suppress_health_check=SLOW, deadline=None, max_examples=400, phases=FOUND)
@given(books(5), st.sampled_from(FORMS))
def test_any_of_many_books_comes_back_from_any_form(made: list[OwnTable], form: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        check_comes_back(made, Path(home), form)


def test_traditional_characters_come_back_from_big5(tmp_path: Path) -> None:
    names = ("雲岫茶飲股份有限公司", "恆沐醫藥", "嵐圖家居")
    heads = ("客戶編號", "客戶名稱", "行業", "備註")
    rows = [(f"KH{n}", name, "零售業", f"每季度回訪，負責人：王經理 {n}") for n, name in enumerate(names)]
    folder = written([OwnTable("accounts", "客戶", heads, list(rows))], tmp_path / "in", "big5")
    with Book.create(tmp_path / "book").book as book:
        import_into(book, folder)
        assert rows_of(book, "SELECT code, name, industry, note FROM accounts ORDER BY code") == rows


@pytest.mark.parametrize("form", ["xlsx", "utf-8-sig"])
def test_what_begins_with_apostrophes_and_signs_comes_back(tmp_path: Path, form: str) -> None:
    """Text files guard what looks like a formula by an apostrophe; one that was there already stays."""
    quote = "'"
    texts = [quote * count + sign + rest for count in range(4) for sign in "=+-@" for rest in ("1", "A1+B1")]
    rows = [(f"KH{n:03d}", f"客户{n}", text) for n, text in enumerate(texts)]
    made = [OwnTable("accounts", "客户", ("客户编号", "客户名称", "备注"), list(rows))]
    folder = written(made, tmp_path / "in", form)
    with Book.create(tmp_path / "book").book as book:
        import_into(book, folder)
        assert rows_of(book, "SELECT code, name, note FROM accounts ORDER BY code") == rows


TYPED = """
INSERT INTO touches (account_id, day, channel, note) VALUES (1, '2024-06-16', '拜访', '聊续约'),
    (1, '2024-06-16', '拜访', '聊续约'), (1, '2024-06-17', '电话', '');
INSERT INTO surveys (account_id, day, kind, score) VALUES (1, '2024-06-16', 'NPS', 9);
INSERT INTO own_time (day, category, minutes, from_place) VALUES ('2024-06-16', 'travel', 90, '杭州');
INSERT INTO workshops (contract_id, day, measures) VALUES (1, '2024-03-01', 3);
INSERT INTO war_rooms (account_id, opened_day, goal, closed_day)
    VALUES (1, '2024-01-02', '回到 60 分', '2024-02-02'), (1, '2024-05-02', '回到 70 分', NULL);
INSERT INTO tasks (war_room_id, title, owner) VALUES
    ((SELECT min(id) FROM war_rooms), '优化', '李工'), ((SELECT max(id) FROM war_rooms), '优化', '李工');
INSERT INTO plan_items (year, kind, day, title) VALUES (2024, 'qbr', '2024-07-01', '回顾');
INSERT INTO budget_lines (year, month, name) VALUES (2024, '2024-07', '差旅'), (2024, '2024-07', '差旅');
"""
"""Rows as they are typed in the window: without numbers and without keys."""


def typed_book(folder: Path) -> Book:
    """The sample's accounts, with rows that somebody typed."""
    book = Book.create(folder).book
    import_into(book, resource("demo/2024H1"))
    for table in ("tasks", "war_rooms", "touches", "surveys", "own_time", "workshops"):
        book.store.run(Op.EDIT_LOG, _runs(f"DELETE FROM {table}"), Text("清空", "Empty"))
    book.store.run(Op.EDIT_LOG, _runs(*TYPED.strip().split(";\n")), Text("手工", "By hand"))
    return book


def _runs(*statements: str) -> Any:
    def run(connection: Any) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement.strip().rstrip(";"))

    return run


def test_rows_typed_by_hand_are_found_again(tmp_path: Path) -> None:
    with typed_book(tmp_path / "one") as book, Book.create(tmp_path / "two").book as other:
        folder = written(tables(book), tmp_path / "out", "utf-8")
        check_nothing_to_write(book, folder)
        import_into(other, folder)
        assert content(tables(other)) == content(tables(book))
        assert len(rows_of(other, "SELECT id FROM touches")) == 3
        assert len(rows_of(other, "SELECT id FROM war_rooms")) == 2


def test_a_row_typed_by_hand_that_was_changed_in_the_file_is_changed(tmp_path: Path) -> None:
    with typed_book(tmp_path / "one") as book:
        folder = written(tables(book), tmp_path / "out", "utf-8")
        path = folder / "作战任务.csv"
        text = path.read_text(encoding="utf-8").replace("李工", "王工", 1)
        path.write_text(text, encoding="utf-8")
        applied = import_into(book, folder)
        assert {name: (c.new, c.changed) for name, c in applied.counts.items() if c.new or c.changed} == {
            "tasks": (0, 1)
        }
        assert sorted(rows_of(book, "SELECT owner FROM tasks")) == [("李工",), ("王工",)]


def test_a_row_whose_key_another_row_has_is_written_without_one(tmp_path: Path) -> None:
    """A touch that was imported and then edited keeps its key; the file's row, as it was, is a new touch."""
    sheet = "客户编号,日期,渠道,说明\nKH1001,2024-06-16,拜访,一\n"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "触达.csv").write_text(sheet, encoding="utf-8")
    with Book.create(tmp_path / "book").book as book:
        import_into(book, resource("demo/2024H1"))
        import_into(book, folder)
        book.store.run(
            Op.EDIT_LOG, _runs("UPDATE touches SET note = '二' WHERE note = '一'"), Text("改", "Edit")
        )
        both = sheet + "KH1001,2024-06-16,拜访,二\n"
        (folder / "触达.csv").write_text(both, encoding="utf-8")
        applied = import_into(book, folder)
        assert (applied.counts["touches"].new, applied.counts["touches"].changed) == (1, 0)
        notes = rows_of(book, "SELECT note FROM touches WHERE note IN ('一', '二') ORDER BY note")
        assert notes == [("一",), ("二",)]
        assert not import_into(book, folder).changed


def test_the_program_writes_what_no_text_field_loses(tmp_path: Path) -> None:
    rows = [(f"KH{n:03d}", text.strip(), text.strip()) for n, text in enumerate(AWKWARD)]
    made = [OwnTable("accounts", "客户", ("客户编号", "客户名称", "备注"), list(rows))]
    for form in FORMS:
        with Book.create(tmp_path / form).book as book:
            import_into(book, written(made, tmp_path / f"in {form}", form))
            assert rows_of(book, "SELECT code, name, note FROM accounts ORDER BY code") == rows, form


@pytest.mark.parametrize("form", ["xlsx", "utf-8"])
def test_columns_of_the_user_s_own_come_back(tmp_path: Path, form: str) -> None:
    rows = [("KH1", "云岫", "'=1", "狮子"), ("KH2", "恒沐", None, "-"), ("KH3", "岚图", None, None)]
    heads = ("客户编号", "客户名称", "吉祥物", "星座")
    folder = written([OwnTable("accounts", "客户", heads, list(rows))], tmp_path / "in", form)
    held = "SELECT table_name, code, name, value FROM custom_values WHERE value <> '' ORDER BY code, name"
    with Book.create(tmp_path / "one").book as first, Book.create(tmp_path / "two").book as second:
        import_into(first, folder, map=["客户:吉祥物=custom:", "客户:星座=custom:"])
        made = tables(first)
        assert made[0].heads[-2:] == ("自定义：吉祥物", "自定义：星座")
        out = written(made, tmp_path / "out", form)
        import_into(second, out)
        assert rows_of(second, held) == rows_of(first, held)
        assert len(rows_of(first, held)) == 3
        check_nothing_to_write(first, out)


def test_a_kind_of_table_is_recognised_without_the_name_of_its_file(tmp_path: Path) -> None:
    with Book.create(tmp_path / "one").book as book:
        import_into(book, resource("demo/2024H1"))
        made = tables(book)
        folder = tmp_path / "out"
        folder.mkdir()
        for at, each in enumerate(made):
            write_table(folder / f"{at}.csv", "x", each.heads, each.rows)
        kinds = {sheet.file: sheet.kind for sheet in planned(folder).sheets}
        assert kinds == {f"{at}.csv": each.kind for at, each in enumerate(made)}
