"""Columns that look like the right one and are not move no figure, and a second import changes nothing."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from csmdesk.cli.self_test import differences
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


@pytest.mark.parametrize(
    ("name", "right", "misleading"),
    [
        ("工单.csv", "应解决时间", "响应截止时间"),
        ("合同.csv", "签署日期", "预计签署日期"),
        ("活动.csv", "参会人数", "邀请参会人数"),
    ],
)
def test_a_column_that_says_something_else_stays_unread_when_the_right_one_is_missing(
    tmp_path: Path, name: str, right: str, misleading: str
) -> None:
    tables = {
        "客户.csv": "客户编号,客户名称\nK1,远山茶业\n",
        "工单.csv": "工单编号,客户编号,创建时间,应解决时间\nG1,K1,2024-05-01 09:00,2024-05-02 09:00\n",
        "合同.csv": (
            "合同编号,客户编号,开始日期,到期日期,合同金额,签署日期\n"
            "H1,K1,2024-01-01,2024-12-31,100,2023-12-01\n"
        ),
        "活动.csv": "活动编号,活动类型,主题,活动日期,参会人数\nA1,线下沙龙,第一期,2024-05-01,20\n",
    }
    tables[name] = tables[name].replace(right, misleading)
    for file, text in tables.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    fields = {
        c.header: c.field for sheet in plan(tmp_path).sheets if sheet.file == name for c in sheet.columns
    }
    assert misleading in fields
    assert fields[misleading] is None
