"""A long workbook as its reader goes through each sheet once: the same cells, and what is merged is found."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from csmdesk.importers import archives, one_pass, workbook
from csmdesk.importers.workbook_child import CAREFULLY, LONG
from tests.unit.importers.test_workbooks import rewrite

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook of a long sheet with merged cells, and a short one with others."""
    book = openpyxl.Workbook()
    long, short = book.worksheets[0], book.create_sheet("短 & 小")
    long.title = "长"
    for n in range(2_000):
        long.append([f"KH{n}", f"客户<{n}>", n / 4])
    long.merge_cells("B3:B5")
    long.merge_cells("A7:C8")
    short.append(["甲"])
    short.merge_cells("A1:A2")
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def cells(source: Any) -> list[list[list[Any]]]:
    """What the reader reads of each sheet."""
    read = python_calamine.CalamineWorkbook.from_object(source)
    return [read.get_sheet_by_name(name).to_python() for name in read.sheet_names]


def packed(path: Path, way: int, change: Any = bytes) -> bytes:
    """The workbook, packed in another way, with its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", way) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == SHEET else old.read(name))
    return out.getvalue()


def test_what_is_put_before_a_sheet_leaves_its_checksum() -> None:
    assert zlib.crc32(one_pass.FIRST) == 0


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf", b"\n "])
def test_the_reader_reads_the_same_and_comes_upon_no_merged_cells(path: Path, way: int, head: bytes) -> None:
    data = packed(path, way, lambda sheet: head + sheet.removeprefix(b"<?xml version='1.0'?>"))
    copy = one_pass.of(data)
    assert copy is not None
    source = copy.file
    with zipfile.ZipFile(source) as archive:
        assert archive.testzip() is None
        assert archive.read(SHEET).startswith(one_pass.FIRST)
    source.seek(0)
    assert cells(source) == cells(io.BytesIO(data)) == cells(path)
    source.seek(0)
    read = python_calamine.CalamineWorkbook.from_filelike(source)
    assert read.get_sheet_by_index(0).merged_cell_ranges == []
    assert read.get_sheet_by_index(1).merged_cell_ranges == [((0, 0), (1, 0))]


def test_parts_whose_sizes_stand_behind_them_are_taken_as_well(path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(Unseekable(out), "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    copy = one_pass.of(out.getvalue())
    assert copy is not None
    assert cells(copy.file) == cells(path)


class Unseekable(io.RawIOBase):
    """A stream that is only written to."""

    def __init__(self, inner: io.BytesIO) -> None:
        super().__init__()
        self._inner = inner

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._inner.write(data)


def test_merged_cells_are_found_where_the_workbook_is_looked_at(path: Path) -> None:
    read = python_calamine.CalamineWorkbook.from_path(str(path))
    found = archives.look(path, "xlsx").merged
    assert {name: sorted(ranges) for name, ranges in found.items()} == {
        name: sorted(read.get_sheet_by_name(name).merged_cell_ranges or ()) for name in read.sheet_names
    }


def test_many_merged_cells_are_found_wherever_a_piece_of_the_text_ends(path: Path) -> None:
    tags = "".join(f'<mergeCell ref="B{n}:B{n + 1}"/>' for n in range(1, 40_000, 2)).encode()
    rewrite(path, SHEET, lambda data: data.replace(b'<mergeCell ref="B3:B5"/>', tags))
    found = archives.look(path, "xlsx").merged["长"]
    assert sorted(found) == sorted([*(((n - 1, 1), (n, 1)) for n in range(1, 40_000, 2)), ((6, 0), (7, 2))])


def test_a_long_workbook_is_carried_down_as_one_that_is_read_carefully(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.bin", random.Random(1).randbytes(LONG))
    at_once = workbook.read(path).sheets
    assert at_once[0].carried == 2
    assert at_once[0].grid.columns[1][1:6] == ["客户<1>", "客户<2>", "客户<2>", "客户<2>", "客户<5>"]
    monkeypatch.setenv(CAREFULLY, "1")
    assert at_once == workbook.read(path).sheets


def test_sheets_whose_names_are_understood_otherwise_are_read_without_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = one_pass.of(path.read_bytes())
    assert copy is not None
    assert copy.knows(["短 & 小", "长"])
    assert not copy.knows(["长"])
    assert not copy._replace(sheets=("长", "长")).knows(["长", "长"])
    # Two sheets that are one part have one name where the file is looked at.
    rewrite(
        path,
        "xl/workbook.xml",
        lambda book: book.replace(b"</sheets>", b'<sheet name="x" r:id="rId2"/></sheets>'),
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.bin", random.Random(1).randbytes(LONG))
    at_once = workbook.read(path)
    assert at_once.sheets[0].carried == 2
    monkeypatch.setenv(CAREFULLY, "1")
    assert at_once == workbook.read(path)


def test_files_that_it_cannot_be_done_to_are_left_alone(path: Path) -> None:
    data = path.read_bytes()
    assert one_pass.of(b"PK\x03\x04 and nothing more") is None
    assert one_pass.of(b"") is None
    short = packed(path, zipfile.ZIP_DEFLATED, lambda _: b"<worksheet/>")
    assert one_pass.of(short) is None
    wide = packed(path, zipfile.ZIP_DEFLATED, lambda sheet: sheet.decode().encode("utf-16"))
    assert one_pass.of(wide) is None
    renamed = rewrite(
        path, "xl/_rels/workbook.xml.rels", lambda rels: rels.replace(b"sheet1.xml", b"sheet9.xml")
    )
    assert one_pass.of(renamed.read_bytes()) is None
    bomb = packed(path, zipfile.ZIP_DEFLATED, lambda sheet: sheet + b" " * 2 * archives.BOMB_FROM)
    with pytest.raises(archives.Refused):
        one_pass.of(bomb)
    assert one_pass.of(data) is not None


def test_whatever_is_wrong_with_a_file_is_left_to_its_reader(path: Path) -> None:
    data, chance, done = path.read_bytes(), random.Random(7), 0
    with zipfile.ZipFile(path) as archive:
        directory = archive.start_dir
    for _ in range(400):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(directory, len(broken))] = chance.randrange(256)
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        try:
            done += one_pass.of(bytes(broken)) is not None
        except archives.Refused:
            continue
    assert 0 < done < 400
