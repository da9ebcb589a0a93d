"""A check that finds many problems costs by the rows and the different values, not by their square."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from csmdesk.importers.desk import ImportDesk
from csmdesk.importers.desk_parts import Checked
from csmdesk.importers.typed import Typed
from csmdesk.storage.book import Book
from tests.unit.importers.making import base, import_into, write


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book with the base's accounts and contracts."""
    with Book.create(tmp_path / "book").book as made:
        import_into(made, base(tmp_path / "in"))
        yield made


def contracts(count: int) -> str:
    """Contracts that name nothing that they renew."""
    rows = "".join(f"HT{n:05},KH1,2024-01-01,2024-12-31,100\n" for n in range(count))
    return f"合同编号,客户编号,开始日期,到期日期,合同金额(元)\n{rows}"


def checked(book: Book, folder: Path, name: str, text: str) -> Checked:
    desk = ImportDesk(book)
    desk.read([write(folder, {name: text}) / name])
    return desk.check()


def test_a_column_that_is_not_there_is_not_asked_for_by_every_row(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    column = Typed.column

    def counted(self: Typed, name: str, default: Any = None) -> list[Any]:
        asked.append(name)
        return column(self, name, default)

    monkeypatch.setattr(Typed, "column", counted)
    counts = []
    for rows in (10, 200):
        asked.clear()
        found = checked(book, tmp_path / str(rows), "合同.csv", contracts(rows))
        assert (found.rows, found.problems) == (rows, ())
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_may_be_meant_is_looked_for_once_a_value(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rapidfuzz import process

    looked: list[str] = []
    extract = process.extract

    def counted(value: str, among: list[str], **how: Any) -> Any:
        looked.append(value)
        return extract(value, among, **how)

    monkeypatch.setattr(process, "extract", counted)
    rows = "".join(f"R{n},HT{31 if n % 2 else 12},2024-02-01,100\n" for n in range(50))
    found = checked(book, tmp_path / "r", "回款.csv", f"回款编号,合同编号,回款日期,回款金额\n{rows}")
    told = [problem for problem in found.problems if "take" in problem.fixes]
    assert len(told) == 50
    assert {problem.value for problem in told} == {"HT31", "HT12"}
    assert sorted(looked.count(value) for value in ("HT31", "HT12")) == [1, 1]
    assert {problem.why.zh for problem in told} == {"没有“HT31”这份合同", "没有“HT12”这份合同"}
