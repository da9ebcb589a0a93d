"""Long workbooks are looked at while they are read: they come to the same, and are refused for the same."""

from __future__ import annotations

import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from csmdesk.importers import archives, workbook
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.workbook_child import AGAIN, CAREFULLY, LONG
from tests.unit.importers.test_workbooks import refused, rewrite, save

SHEET = "xl/worksheets/sheet1.xml"
ROWS: list[list[Any]] = [
    ["客户编号", "开始", "金额"],
    *([f"KH{n}", f"2024-01-{n % 28 + 1:02d}", n / 4] for n in range(3_000)),
]


def long(path: Path, change: Callable[[bytes], bytes] = bytes, *, mac: bool = False) -> Path:
    """A workbook with its first sheet's XML changed, made long by a part that no reader asks for."""
    save(path, ("客户", ROWS), ("空", []), ("更多", [["a"], ["甲"]]), mac=mac)
    rewrite(path, SHEET, change)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.bin", random.Random(1).randbytes(LONG))
    assert path.stat().st_size >= LONG
    return path


@pytest.fixture(params=["at once", "carefully"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "carefully":
        monkeypatch.setenv(CAREFULLY, "1")
    return str(request.param)


@pytest.mark.parametrize("mac", [False, True])
def test_they_come_back_whole(tmp_path: Path, both_ways: str, mac: bool) -> None:
    read = workbook.read(long(tmp_path / "a.xlsx", mac=mac))
    assert (read.form, read.date1904) == ("xlsx", mac), both_ways
    assert [(sheet.name, sheet.grid.count) for sheet in read.sheets] == [
        ("客户", 3_001),
        ("空", 0),
        ("更多", 2),
    ]
    shown = [[str(cell).removesuffix(".0") for cell in row] for row in ROWS]
    assert [list(row) for row in zip(*read.sheets[0].grid.columns, strict=True)] == shown


def test_what_is_wrong_with_them_is_said_as_of_short_ones(tmp_path: Path, both_ways: str) -> None:
    far = long(tmp_path / "a.xlsx", lambda data: data.replace(b'r="C3001"', b'r="XFD1048576"'))
    assert "XFD1048576" in refused(far), both_ways
    rewrite(far, SHEET, lambda data: data.replace(b"<dimension", b"<nothing"))
    assert "XFD1048576" in refused(far), both_ways
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert "实体" in refused(long(tmp_path / "b.xlsx", lambda data: entity + data)), both_ways
    bomb = long(tmp_path / "c.xlsx", lambda data: data + b" " * 4 * archives.BOMB_FROM)
    assert "解压" in refused(bomb), both_ways
    broken = long(tmp_path / "d.xlsx", lambda data: data[: len(data) // 2])
    assert refused(broken) == workbook.REFUSALS["truncated"].zh, both_ways


@pytest.mark.parametrize("end", ["os.abort()", f"os._exit({AGAIN})"])
def test_one_that_had_too_little_room_is_read_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    code = (
        f"import json, os\nif {CAREFULLY!r} not in os.environ: {end}\n"
        "sheet = {'sheet': 'a', 'hidden': False}, [['1', '2']]\n"
        "for each in ({'form': 'xlsx', 'broken': []}, *sheet, {'end': True}): print(json.dumps(each))"
    )
    monkeypatch.setattr(workbook, "child_command", lambda _: [sys.executable, "-I", "-c", code])
    assert workbook.read(long(tmp_path / "a.xlsx")).sheets[0].grid.count == 2
    short = save(tmp_path / "b.xlsx", ("表", [["a"]]))
    with pytest.raises(Unreadable, match="broke off"):
        workbook.read(short)
