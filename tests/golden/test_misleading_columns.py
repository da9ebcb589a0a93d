"""Columns that look like the right one and are not move no figure, and a second import changes nothing."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from csmdesk.cli.demo import differences
from csmdesk.importers.apply import apply
from csmdesk.importers.known import known
from csmdesk.importers.options import Options
from csmdesk.importers.plan import plan
from csmdesk.importers.read import read
from csmdesk.services.figures import figures
from csmdesk.storage.book import Book

Rows = list[list[str]]
Spoil = Callable[[Rows], Rows]


def _added(header: str, cell: Callable[[int], str], at: int | None = None) -> Spoil:
    """Put a column at a place (at the end by default)."""

    def spoil(rows: Rows) -> Rows:
        made = []
        for number, row in enumerate(rows):
            place = len(row) if at is None else at
            made.append([*row[:place], cell(number) if number else header, *row[place:]])
        return made

    return spoil


def _renamed(old: str, new: str) -> Spoil:
    return lambda rows: [[new if name == old else name for name in rows[0]], *rows[1:]]


def _amount(number: int) -> str:
    return f"{1000 + number}.00"


def _day(number: int) -> str:
    return f"2024-0{1 + number % 6}-15"


SPOILED: dict[str, list[Spoil]] = {
    "合同.csv": [
        _renamed("合同编号", "合约号"),
        _renamed("合同金额(元)", "含税金额"),
        _added("成本金额", _amount, 2),
        _added("合同余额", _amount),
        _added("合同金额(不含税)", _amount, 1),
        _added("最后修改时间", _day),
    ],
    "商机.csv": [_added("预计成交日期", _day, 1), _added("预计金额", _amount, 1)],
    "工单.csv": [_added("响应截止时间", lambda n: f"{_day(n)} 10:00", 2), _added("附件数", str)],
    "功能使用.csv": [
        _renamed("统计日期", "dt"),
        _renamed("开通账号数", "License数"),
        _added("更新时间", lambda _: "2024-07-01"),
    ],
    "问卷.csv": [_renamed("评分", "NPS分")],
}


def _spoiled(golden: Path, folder: Path) -> Path:
    """The sample book's files with further and renamed columns."""
    shutil.copytree(golden, folder)
    for name, steps in SPOILED.items():
        file = folder / name
        sheet = read([(name, file)], Options()).sheets[0]
        rows: Rows = [list(sheet.headers), *(list(row) for row in zip(*sheet.columns, strict=True))]
        for step in steps:
            rows = step(rows)
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        file.write_text(out.getvalue(), encoding="utf-8", newline="")
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book.create(tmp_path / "book").book


def test_misleading_columns_change_no_figure(golden_folder: Path, tmp_path: Path, book: Book) -> None:
    folder = _spoiled(golden_folder, tmp_path / "in")
    expected = json.loads((golden_folder / "expected.json").read_text(encoding="utf-8"))["figures"]
    with book:
        assert apply(book, plan(folder)).changed
        assert differences(figures(book, "2024H1"), expected) == []
        with book.reading() as connection:
            held = known(connection)
        assert not apply(book, plan(folder, Options(), held)).changed
