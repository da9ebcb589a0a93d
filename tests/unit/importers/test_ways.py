"""Unit, currency and end day that were said for a sheet: they hold, are remembered and go with a profile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.importers.desk import ImportDesk
from csmdesk.importers.desk_parts import SourceSheet
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into, rows_of, write

ACCOUNTS = "客户编号,客户名称\nKH1,云岫茶饮\n"
HEAD = "合同编号,客户编号,开始日期,到期日期,合同金额\n"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book with one account."""
    with Book.create(tmp_path / "book").book as made:
        import_into(made, write(tmp_path / "in", {"客户.csv": ACCOUNTS}))
        yield made


def contracts(folder: Path, number: int) -> Path:
    """A file with one contract that names neither unit nor currency, and ends a day late."""
    return write(folder, {"合同.csv": f"{HEAD}HT{number},KH1,2024-01-01,2025-01-01,12\n"}) / "合同.csv"


def read(desk: ImportDesk, path: Path) -> SourceSheet:
    (sheet,) = desk.read([path])
    return sheet


def written(book: Book) -> list[tuple[object, ...]]:
    return rows_of(book, "SELECT code, end_day, amount_fen, currency FROM contracts ORDER BY code")


def test_what_was_said_of_units_holds_for_the_next_file(book: Book, tmp_path: Path) -> None:
    desk = ImportDesk(book)
    sheet = read(desk, contracts(tmp_path / "a", 1))
    assert (sheet.money_power, sheet.currency, sheet.end_exclusive) == (0, "CNY", False)
    assert (sheet.has_money, sheet.has_end) == (True, True)
    said = desk.reread(sheet, money_unit="万元", currency="USD", end_exclusive=True)
    assert (said.money_power, said.currency, said.end_exclusive) == (4, "USD", True)
    desk.apply(desk.check())
    again = ImportDesk(book)
    sheet = read(again, contracts(tmp_path / "b", 2))
    assert (sheet.money_power, sheet.currency, sheet.end_exclusive) == (4, "USD", True)
    again.apply(again.check())
    # The command line reads by what is remembered as well.
    import_into(book, contracts(tmp_path / "c", 3))
    assert written(book) == [(f"HT{n}", "2024-12-31", 12_000_000, "USD") for n in (1, 2, 3)]


def test_what_was_remembered_can_be_said_otherwise(book: Book, tmp_path: Path) -> None:
    desk = ImportDesk(book)
    sheet = read(desk, contracts(tmp_path / "a", 1))
    desk.reread(sheet, money_unit=4, currency="USD", end_exclusive=True)
    desk.apply(desk.check())
    again = ImportDesk(book)
    sheet = read(again, contracts(tmp_path / "b", 2))
    said = again.reread(sheet, money_unit=0, currency="CNY", end_exclusive=False)
    assert (said.money_power, said.currency, said.end_exclusive) == (0, "CNY", False)
    again.apply(again.check())
    assert written(book)[1] == ("HT2", "2025-01-01", 1_200, "CNY")


def test_a_profile_carries_them(book: Book, tmp_path: Path) -> None:
    desk = ImportDesk(book)
    sheet = read(desk, contracts(tmp_path / "a", 1))
    desk.reread(sheet, money_unit="万元", currency="USD", end_exclusive=True)
    desk.save_profile("财务导出", [sheet])
    path = desk.share_profile("财务导出", tmp_path / "财务导出.json")
    with Book.create(tmp_path / "another").book as other:
        import_into(other, write(tmp_path / "more", {"客户.csv": ACCOUNTS}))
        theirs = ImportDesk(other)
        theirs.load_profile(path)
        sheet = read(theirs, contracts(tmp_path / "b", 2))
        assert (sheet.money_power, sheet.currency, sheet.end_exclusive) == (4, "USD", True)
        theirs.apply(theirs.check())
        assert written(other) == [("HT2", "2024-12-31", 12_000_000, "USD")]


@pytest.mark.parametrize(
    ("key", "value"), [("power", "4"), ("power", True), ("power", 99), ("currency", "¥")]
)
def test_a_profile_with_a_strange_unit_is_refused(
    book: Book, tmp_path: Path, key: str, value: object
) -> None:
    desk = ImportDesk(book)
    sheet = read(desk, contracts(tmp_path / "a", 1))
    desk.save_profile("财务导出", [sheet])
    path = desk.share_profile("财务导出", tmp_path / "财务导出.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    document["tables"][0][key] = value
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(UserError):
        desk.load_profile(path)
