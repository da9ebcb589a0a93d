"""Workbooks: read in a child process, their cells as plain text; hostile and broken ones are refused."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from csmdesk.importers import archives, workbook
from csmdesk.importers.problems import Unreadable
from tests.unit.importers.making import errors, planned, table


def save(path: Path, *sheets: tuple[str, Sequence[Sequence[Any]]], mac: bool = False) -> Path:
    """A workbook of those sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if mac:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def refused(path: Path) -> str:
    """Why the workbook is refused, in Chinese."""
    with pytest.raises(Unreadable) as problem:
        workbook.read(path)
    return problem.value.why.zh


def rewrite(path: Path, part: str, change: Any) -> Path:
    """The archive with one part's bytes changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    path.write_bytes(out.getvalue())
    return path


def test_cells_are_plain_text(tmp_path: Path) -> None:
    row = [
        "00123", 7.0, 4.8, 0.1 + 0.2, 120000, True, date(2024, 2, 25),
        datetime(2024, 2, 25, 9, 30), time(9, 30),  # noqa: DTZ001 (a workbook knows no zones)
        timedelta(hours=28, minutes=30), None, "NA", 1e15,
    ]  # fmt: skip
    path = save(tmp_path / "a.xlsx", ("表", [["x"] * len(row), row]), ("空", []))
    book = workbook.read(path)
    assert book.form == "xlsx"
    assert [sheet.name for sheet in book.sheets] == ["表", "空"]
    cells = [column[1] for column in book.sheets[0].grid.columns]
    assert cells == [
        "00123", "7", "4.8", "0.3", "120000", "TRUE", "2024-02-25", "2024-02-25 09:30:00", "09:30:00",
        "28:30:00", "", "NA", "1e+15",
    ]  # fmt: skip
    assert book.sheets[1].grid.count == 0


def test_many_rows_come_back_whole(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["编号", "数"], *([f"K{i}", i] for i in range(5_000))]
    grid = workbook.read(save(tmp_path / "a.xlsx", ("表", rows))).sheets[0].grid
    assert grid.count == 5_001
    assert grid.columns[0][-1] == "K4999"
    assert grid.columns[1][1:4] == ["0", "1", "2"]


def test_dates_of_the_1904_calendar_and_serial_days(tmp_path: Path) -> None:
    accounts: list[list[Any]] = [
        ["客户编号", "客户名称", "交接日期"],
        ["KH1", "甲", date(2024, 2, 25)],
        ["KH2", "乙", 43885],
    ]
    folder = tmp_path / "in"
    folder.mkdir()
    save(folder / "客户.xlsx", ("客户", accounts), mac=True)
    assert [row["handover_day"] for row in table(planned(folder), "accounts")] == ["2024-02-25", "2024-02-25"]


def test_sheets_that_start_lower_keep_their_row_numbers(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    rows = [[], [], [None, "客户编号", "客户名称", "交接日期"], [None, "KH1", "甲", "2024-02-30"]]
    save(folder / "客户.xlsx", ("客户", rows))
    assert errors(folder) == ["客户.xlsx（客户） 第 4 行“交接日期”列：“2024-02-30”这一天不存在。"]


def test_hidden_sheets_lists_and_instructions_are_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = save(
        folder / "客户.xlsx",
        ("客户", [["客户编号", "客户名称"], ["KH1", "甲"]]),
        ("填写说明", [["请从第二行起填写"], ["不要改表头"]]),
        ("下拉", [["编码", "值"], ["1", "2"]]),
        ("Sheet4", []),
    )
    made = openpyxl.load_workbook(path)
    made["下拉"].sheet_state = "hidden"
    made.save(path)
    listed = [(each.sheet, each.why.zh) for each in planned(folder).not_read]
    assert listed == [("填写说明", "不是表格"), ("下拉", "工作表是隐藏的"), ("Sheet4", "工作表是空的")]


def test_formula_errors_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = save(folder / "客户.xlsx", ("客户", [["客户编号", "客户名称", "行业"], ["KH1", "甲", "#N/A"]]))
    assert [p.text.zh for p in planned(folder).warnings] == [
        "客户.xlsx（客户）：单元格 C2 是公式错误，按空白读取。"
    ]
    assert path.exists()


def test_the_type_is_found_from_the_bytes_and_not_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    save(folder / "客户.xlsx", ("客户", [["客户编号", "客户名称"], ["KH1", "甲"]])).rename(
        folder / "客户.csv"
    )
    (folder / "合同.xls").write_text(
        "合同编号\t客户编号\t开始日期\t到期日期\t金额\nHT1\tKH1\t2024-01-01\t2024-12-31\t12万\n",
        encoding="utf-8",
    )
    made = planned(folder)
    assert [(sheet.file, sheet.form, sheet.kind) for sheet in made.sheets] == [
        ("合同.xls", "csv", "contracts"), ("客户.csv", "xlsx", "accounts"),
    ]  # fmt: skip


def test_a_password_protected_workbook_is_refused(tmp_path: Path) -> None:
    import msoffcrypto

    plain = save(tmp_path / "plain.xlsx", ("表", [["a"], [1]]))
    with plain.open("rb") as file, (tmp_path / "locked.xlsx").open("wb") as out:
        msoffcrypto.OfficeFile(file).encrypt("secret", out)
    assert "密码" in refused(tmp_path / "locked.xlsx")


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("表", [["a"], [1]]))
    path.write_bytes(path.read_bytes()[:-200])
    assert "不完整" in refused(path)


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("表", [[f"客户{i}"] for i in range(500)]))
    data = bytearray(path.read_bytes())
    start = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[start : start + 40] = bytes(40)
    path.write_bytes(data)
    assert refused(path)


def test_an_absurd_range_is_refused(tmp_path: Path) -> None:
    claimed = save(tmp_path / "a.xlsx", ("表", [["a", "b"], [1, 2]]))
    rewrite(
        claimed, "xl/worksheets/sheet1.xml", lambda data: data.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    )
    assert "XFD1048576" in refused(claimed)
    # The same without saying so: two cells in the corners.
    far = save(tmp_path / "b.xlsx", ("表", [["a", "b"], [1, 2]]))

    def move(data: bytes) -> bytes:
        return (
            data.replace(b'ref="A1:B2"', b"")
            .replace(b'<row r="2">', b'<row r="1048576">')
            .replace(b'r="B2"', b'r="XFD1048576"')
        )

    rewrite(far, "xl/worksheets/sheet1.xml", move)
    assert "XFD1048576" in refused(far)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("表", [["a"], [1]]))
    rewrite(path, "xl/worksheets/sheet1.xml", lambda data: data + b" " * (archives.BOMB_FROM + 1))
    assert "解压" in refused(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ("表", [["a"], [1]]))
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    rewrite(path, "xl/worksheets/sheet1.xml", lambda data: entity + data)
    assert "实体" in refused(path)


def test_a_child_that_dies_or_hangs_takes_only_itself_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path / "a.xlsx", ("表", [["a"], [1]]))

    def child(code: str) -> None:
        monkeypatch.setattr(workbook, "child_command", lambda _: [sys.executable, "-I", "-c", code])

    child('import os; print(\'{"form": "xlsx", "broken": []}\', flush=True); os.abort()')
    assert "中途退出" in refused(path)
    monkeypatch.setattr(workbook, "_SECONDS", 1)
    child("while True: pass")
    assert "用时过长" in refused(path)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_the_childs_memory_is_limited(tmp_path: Path) -> None:
    # One long text in many cells is small in the file and large in memory.
    text, count = "客" * 30_000, 40_000
    path = save(tmp_path / "a.xlsx", ("表", [["a"], [text]]))

    def many(data: bytes) -> bytes:
        cell = b'<c r="A%d" t="s"><v>1</v></c>'
        rows = b"".join(b'<row r="%d">' % i + cell % i + b"</row>" for i in range(1, count))
        start, end = data.index(b"<sheetData>"), data.index(b"</sheetData>")
        return data[:start] + b"<sheetData>" + rows + data[end:]

    rewrite(path, "xl/worksheets/sheet1.xml", many)
    rewrite(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b'ref="A1:A2"', b'ref="A1:A40000"'))
    assert refused(path) in {
        workbook.REFUSALS["died"].zh,
        workbook.REFUSALS["large"].zh,
        workbook.REFUSALS["truncated"].zh,
    }


def test_a_packaged_program_is_its_own_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert workbook.child_command(tmp_path) == [sys.executable, workbook.CHILD_OPTION, str(tmp_path)]
