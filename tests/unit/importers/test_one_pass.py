"""A long workbook as its reader goes through each sheet once: the same cells, and what is merged is found."""

from __future__ import annotations

import base64
import io
import random
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from csmdesk.importers import archives, behind_cells, one_pass, workbook, workbook_child
from csmdesk.importers.behind_cells import BehindCells, Odd
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.workbook_child import CAREFULLY, LONG
from tests.unit.importers.test_workbooks import rewrite

SHEET = "xl/worksheets/sheet1.xml"


MERGED = b'<mergeCells count="2"><mergeCell ref="B3:B5"/><mergeCell ref="A7:C8"/></mergeCells>'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook of a long sheet with merged cells, its texts within it, and a short one with others."""
    path = tmp_path_factory.mktemp("made") / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    long, short = book.add_worksheet("长"), book.add_worksheet("短 & 小")
    chance = random.Random(3)
    for n in range(1_000):
        long.write_row(n, 0, [f"KH{n}", "" if n in {3, 4} else f"客户<{n}>", n / 4])
        long.write_string(n, 3, base64.b64encode(chance.randbytes(1_200)).decode())
    short.write_row(0, 0, ["甲"])
    short.write_row(1, 0, [None, "乙"])
    book.close()
    rewrite(path, SHEET, lambda data: data.replace(b"</sheetData>", b"</sheetData>" + MERGED))
    more = b'<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    rewrite(path, SHEET.replace("1", "2"), lambda data: data.replace(b"</sheetData>", b"</sheetData>" + more))
    assert path.stat().st_size >= LONG
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, made: bytes) -> Path:
    """A file of it."""
    (tmp_path / "a.xlsx").write_bytes(made)
    return tmp_path / "a.xlsx"


def cells(source: Any) -> list[list[list[Any]]]:
    """What the reader reads of each sheet."""
    read = python_calamine.CalamineWorkbook.from_object(source)
    return [read.get_sheet_by_name(name).to_python() for name in read.sheet_names]


def copied(path: Path) -> one_pass.Copy:
    copy = one_pass.of(path)
    assert copy is not None
    return copy


def packed(path: Path, way: int, change: Callable[[bytes], bytes] = bytes) -> Path:
    """Pack the workbook in another way, with its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", way) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == SHEET else old.read(name))
    path.write_bytes(out.getvalue())
    return path


def read_both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> workbook.Workbook | str:
    """What comes of it at once, which has to be what comes of it carefully."""
    found: list[workbook.Workbook | str] = []
    for carefully in (False, True):
        with monkeypatch.context() as patch:
            if carefully:
                patch.setenv(CAREFULLY, "1")
            try:
                found.append(workbook.read(path))
            except Unreadable as refused:
                found.append(refused.why.zh)
    assert found[0] == found[1]
    return found[0]


def test_what_is_put_before_a_sheet_leaves_its_checksum() -> None:
    assert zlib.crc32(one_pass.FIRST) == 0


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf", b"\n "])
def test_the_reader_reads_the_same_and_comes_upon_no_merged_cells(path: Path, way: int, head: bytes) -> None:
    packed(path, way, lambda sheet: head + sheet.partition(b"?>")[2].lstrip())
    copy = copied(path)
    with zipfile.ZipFile(copy.file) as archive:
        assert archive.testzip() is None
        assert archive.read(SHEET).startswith(one_pass.FIRST)
    copy.file.seek(0)
    assert cells(copy.file) == cells(path)
    copy.file.seek(0)
    read = python_calamine.CalamineWorkbook.from_filelike(copy.file)
    assert read.get_sheet_by_index(0).merged_cell_ranges == []
    assert read.get_sheet_by_index(1).merged_cell_ranges == [((0, 0), (1, 0))]


def test_long_workbooks_are_read_from_the_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ways = []
    opened = workbook_child._opened

    def spy(path: Path, form: str, copy: one_pass.Copy | None) -> Any:
        found = opened(path, form, copy)
        ways.append(found[1])
        return found

    monkeypatch.setattr(workbook_child, "_opened", spy)
    monkeypatch.setattr(workbook_child, "limit_resources", lambda *_, **__: None)
    workbook_child.read(path, io.StringIO())
    monkeypatch.setenv(CAREFULLY, "1")
    workbook_child.read(path, io.StringIO())
    assert ways == [True, False]


def test_parts_whose_sizes_stand_behind_them_are_taken_as_well(path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(Unseekable(out), "w", zipfile.ZIP_DEFLATED) as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    before = cells(path)
    path.write_bytes(b"something before the archive" + out.getvalue())
    assert cells(copied(path).file) == before


class Unseekable(io.RawIOBase):
    """A stream that is only written to."""

    def __init__(self, inner: io.BytesIO) -> None:
        super().__init__()
        self._inner = inner

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._inner.write(data)


def test_cells_are_carried_down_as_in_one_that_is_read_carefully(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = read_both_ways(path, monkeypatch)
    assert isinstance(read, workbook.Workbook)
    assert [sheet.carried for sheet in read.sheets] == [2, 1]
    assert read.sheets[0].grid.columns[1][1:6] == ["客户<1>", "客户<2>", "客户<2>", "客户<2>", "客户<5>"]


ODD: dict[str, tuple[bytes, bytes]] = {
    "small letters": (b'ref="B3:B5"', b'ref="b3:b5"'),
    "a range of one cell": (b'ref="B3:B5"', b'ref="B3"'),
    "an unknown way to say a range": (b'ref="B3:B5"', b'ref="$B$3:$B$5"'),
    "row nought": (b'ref="B3:B5"', b'ref="B0:B5"'),
    "no range": (b'ref="B3:B5"', b'nothing="B3:B5"'),
    "another attribute": (b'ref="B3:B5"', b'xref="B3:B5" ref="A20:A22"'),
    "a sign in an attribute": (b'ref="B3:B5"', b'a="&gt;>" ref="B3:B5"'),
    "a comment": (b"<mergeCells", b'<!-- <mergeCell ref="B20:B25"/> --><mergeCells'),
    "a second list": (b"</mergeCells>", b'</mergeCells><mergeCells><mergeCell ref="B20:B25"/></mergeCells>'),
    "a list before the cells": (
        b"<sheetData>",
        b'<mergeCells><mergeCell ref="B9:B12"/></mergeCells><sheetData>',
    ),
    "what ends too early": (b"</mergeCells>", b"</mergeCells></worksheet>"),
    "what never ends": (b"</worksheet>", b""),
    "more behind the end": (b"</worksheet>", b"</worksheet><more/>"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_read_as_carefully_as_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before, after = ODD[name]
    changed = []

    def change(data: bytes) -> bytes:
        changed.append(data.replace(before, after, 1) != data)
        return data.replace(before, after, 1)

    rewrite(path, SHEET, change)
    assert changed == [True]
    read_both_ways(path, monkeypatch)


def test_names_spaced_by_a_prefix_are_understood(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

    def prefix(data: bytes) -> bytes:
        data = data.replace(b"</", b"\0").replace(b"<", b"<x-1:").replace(b"\0", b"</x-1:")
        return data.replace(main, main.replace(b"xmlns=", b"xmlns:x-1="))

    rewrite(path, SHEET, lambda data: prefix(data[data.index(b"<worksheet") :]))
    read = read_both_ways(path, monkeypatch)
    assert isinstance(read, workbook.Workbook)
    assert read.sheets[0].carried == 2


def test_two_parts_or_sheets_of_one_name_are_read_as_carefully_as_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = b'<sheet name="x" sheetId="9" r:id="rId2"/></sheets>'
    rewrite(path, "xl/workbook.xml", lambda book: book.replace(b"</sheets>", more))
    read_both_ways(path, monkeypatch)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(
            SHEET, sheet.replace(b"<mergeCells", b"<others").replace(b"</mergeCells", b"</others")
        )
    assert one_pass.of(path) is None
    read_both_ways(path, monkeypatch)


def test_sheets_are_known_by_names_of_their_own(path: Path) -> None:
    copy = copied(path)
    assert copy.knows(["短 & 小", "长"])
    assert not copy.knows(["长"])
    assert not copy._replace(sheets=("长", "长")).knows(["长", "长"])


def test_files_that_it_cannot_be_done_to_are_left_alone(path: Path) -> None:
    kept = path.read_bytes()

    def after(data: bytes) -> one_pass.Copy | None:
        path.write_bytes(data)
        return one_pass.of(path)

    assert after(b"PK\x03\x04 and nothing more") is None
    assert after(b"") is None
    assert after(kept) is not None
    assert one_pass.of(packed(path, zipfile.ZIP_DEFLATED, lambda _: b"<worksheet/>")) is None
    path.write_bytes(kept)
    assert (
        one_pass.of(packed(path, zipfile.ZIP_DEFLATED, lambda data: data.decode().encode("utf-16"))) is None
    )
    for way in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        path.write_bytes(kept)
        assert one_pass.of(packed(path, way)) is None
    path.write_bytes(kept)
    renamed = rewrite(
        path, "xl/_rels/workbook.xml.rels", lambda rels: rels.replace(b"sheet1.xml", b"sheet9.xml")
    )
    assert one_pass.of(renamed) is None
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        at = kept.index(b"PK\x01\x02", archive.start_dir)
        while kept[at + 46 :][: len(SHEET)] != SHEET.encode():
            at = kept.index(b"PK\x01\x02", at + 4)
    locked = bytearray(kept)
    locked[at + 8] |= 1
    assert after(bytes(locked)) is None
    path.write_bytes(kept)
    bomb = packed(path, zipfile.ZIP_DEFLATED, lambda _: b" " * 2 * archives.BOMB_FROM)
    with pytest.raises(archives.Refused):
        one_pass.of(bomb)


def test_much_beside_the_sheets_is_not_taken_into_memory(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.bin", random.Random(1).randbytes(2 * path.stat().st_size))
    assert one_pass.of(path) is None


def test_whatever_is_wrong_with_a_file_is_left_to_its_reader(path: Path) -> None:
    data, chance, done = path.read_bytes(), random.Random(7), 0
    with zipfile.ZipFile(path) as archive:
        directory = archive.start_dir
    for _ in range(200):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(directory, len(broken))] = chance.randrange(256)
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        path.write_bytes(broken)
        try:
            copy = one_pass.of(path)
        except archives.Refused:
            continue
        if copy is not None:
            done += 1
            # Its list of parts is written anew, and may be read where the file's own is not.
            assert outcome(path) in (None, outcome(copy.file))
    assert 0 < done < 200


def outcome(source: Any) -> object:
    try:
        return cells(source)
    except python_calamine.CalamineError:
        return None


ONE = b'<mergeCell ref="B3:B5"/>'
PLAIN = b"<worksheet><sheetData><row r='1'/></sheetData><mergeCells>" + ONE + b"</mergeCells>"


def test_merged_cells_are_found_wherever_a_piece_of_the_text_ends() -> None:
    text = PLAIN + b"<more><mergeCell ref='A1:A9'/></more></worksheet>"
    for cut in (at for at in range(1, len(text)) if text[at : at + 1] == b"<"):
        behind = BehindCells()
        behind.take(text[:cut])
        behind.take(text[cut:])
        assert behind.end() == [((2, 1), (4, 1))]


def test_a_word_that_looks_like_the_list_is_left_to_the_reader() -> None:
    with pytest.raises(Odd):
        BehindCells().take(b"<worksheet><sheetData><row><c><is><t>mergeCells</t></is></c></row></sheetData>")


@pytest.mark.parametrize("empty", [b"<sheetData/>", b"<sheetData />", b"<sheetData></sheetData>"])
def test_a_sheet_without_cells_is_nothing_odd(empty: bytes) -> None:
    behind = BehindCells()
    behind.take(b"<worksheet>" + empty + b"<mergeCells>" + ONE + b"</mergeCells></worksheet>")
    assert behind.end() == [((2, 1), (4, 1))]
    nothing = BehindCells()
    nothing.take(b"<worksheet></worksheet>")
    with pytest.raises(Odd):
        nothing.end()


def test_a_text_that_never_ends_is_left_to_the_reader() -> None:
    behind = BehindCells()
    behind.take(PLAIN + b"<!--")
    for _ in range(31):
        behind.take(b" " * (1 << 18))
    with pytest.raises(Odd):
        behind.take(b" " * (1 << 18))


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behind_cells, "MOST", 3)
    for count in (3, 4):
        behind = BehindCells()
        text = PLAIN.replace(ONE, ONE * count) + b"</worksheet>"
        if count == 3:
            behind.take(text)
            assert len(behind.end()) == 3
        else:
            with pytest.raises(Odd):
                behind.take(text)


@pytest.mark.parametrize(
    "text", [b' r="A1"' * 60_000, b"<c " * 60_000 + b' t="e"'], ids=["attributes", "cells"]
)
def test_tags_without_an_end_are_looked_at_only_once(tmp_path: Path, text: bytes) -> None:
    # Every one of them was looked through up to the end of the text, which took many times as long as a
    # hostile file may take.
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(SHEET, b"<worksheet>" + text)
    begun = time.process_time()
    archives.look(tmp_path / "a.xlsx", "xlsx")
    assert time.process_time() - begun < 5


def test_a_cell_far_away_counts_however_long_its_tag_is(tmp_path: Path) -> None:
    for more in (10, 300, 3_000):
        cell = b'<c r="XFD1048576" a="' + b"x" * more + b'"><v>1</v></c>'
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr(SHEET, b"<worksheet><sheetData>" + cell + b"</sheetData></worksheet>")
        with pytest.raises(archives.Refused, match="XFD1048576"):
            archives.look(tmp_path / "a.xlsx", "xlsx")
