"""What a workbook is, and whether it is safe to open: looked at in its bytes before any reader sees it.

Runs in the reading child process, whose start is waited for: it imports little.
"""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from csmdesk.importers.behind_cells import BehindCells, Range, column_number

MAX_FILE = 512 << 20
"""The largest file that is opened, in bytes."""
MAX_UNPACKED = 1 << 30
"""The largest total size of a workbook's parts, unpacked."""
MAX_PARTS = 5_000
BOMB_RATIO, BOMB_FROM = 250, 16 << 20
"""A part that unpacks to more than this many times its packed size is a bomb, from this size on."""
MAX_CELLS = 12_000_000
"""The largest area from A1 to the last cell: the reader needs memory for all of it, empty or not."""
SPARSE_CELLS, SPARSE_RATIO = 1_000_000, 40
"""From this area on, at least one cell in so many has to be there."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"

DAMAGED = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What reading an archive raises that is cut off, locked or no archive."""

_CHUNK = 1 << 18
"""Bytes that are unpacked at once: so few that they are still near when they are looked at."""
_FILLED = re.compile(
    rb'r="(?<=[ \n\t]r=")([A-Z]{1,4})([0-9]{1,9})"(?:[^<>]{0,250}(?<!/)>(?!</)|(?=[^<>]{251}))'
)
"""A cell that holds something: the reader keeps no room for those that only have a look.

It begins with fixed letters, which are searched for fastest. A longer tag counts, whatever is in it: to look
for its end from each of many would take for ever."""
_DIMENSION = re.compile(
    rb'<(?:\w+:)?dimension[^<>]*\bref="\$?([A-Z]{1,4})\$?(\d{1,9})(?::\$?([A-Z]{1,4})\$?(\d{1,9}))?"'
)
_BROKEN = re.compile(rb'<(?:\w+:)?c(?=[^<>]*\bt="e")[^<>]*\br="([A-Z]{1,4}[0-9]{1,9})"')
_UNCOUNTED = re.compile(
    rb'<(?:\w+:)?c(?![^<>]*\bt="str")[^<>]*\br="([A-Z]{1,4}[0-9]{1,9})"[^<>]*>'
    rb"<(?:\w+:)?f(?:/>|[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>(0?)</(?:\w+:)?v>)?</(?:\w+:)?c>"
)
"""A formula whose result the file does not hold, or a nought that some programs write in its place."""
_COUNTS_LATER = re.compile(rb"""\bfullCalcOnLoad\s*=\s*["'](?:1|true)["']""")
"""What those programs write as well: whoever opens the workbook has to count first."""
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true)["']""")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
"""The name of a part of an xlsx that is a sheet."""


class Refused(Exception):
    """The file is not opened; ``code`` is one of the codes that ``workbook`` has a sentence for."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Looked:
    """What a workbook's bytes told: cells counted, the calendar of its dates, by sheet the cells with errors
    and those with formulas that were never counted."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.cells = 0
        self.date1904 = False
        self.broken: dict[str, list[str]] = {}
        self.uncounted: dict[str, list[str]] = {}
        self.noughts: dict[str, list[str]] = {}
        """Formulas whose result is said to be nought."""
        self.merged: dict[str, list[Range]] = {}
        """By sheet the cells that are merged downwards, where that was asked."""
        self.counts_later = False
        """Whether formulas are to be counted by whoever opens the workbook."""


def form_of(path: Path) -> str:
    """What the bytes are: xlsx, xlsb, ods, xls, encrypted, html, xml, mht, ole, zip or other.

    Raises Refused for a damaged archive.
    """
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(OLE):
        return _form_of_ole(path)
    if len(head) >= 4 and head[0] == 9 and head[1] in {0, 2, 4, 8} and head[3] == 0 and 4 <= head[2] <= 16:
        # An old workbook's records without a container.
        return "xls"
    if not head.startswith((ZIP, EMPTY_ZIP)):
        return _form_of_text(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.bin" in names:
                return "xlsb"
            if any(name.lower().startswith("xl/workbook") for name in names):
                return "xlsx"
            if "mimetype" in names and not names.isdisjoint({"content.xml", "encrypted-package"}):
                if b"spreadsheet" not in archive.read("mimetype")[:200]:
                    return "zip"
                return "ods" if "content.xml" in names else "encrypted"
            return "zip"
    except DAMAGED as error:
        raise Refused("truncated", str(error)) from None


def _form_of_text(path: Path) -> str:
    """html or xml (a workbook in the XML of 2003) where the beginning says so, else other."""
    with path.open("rb") as file:
        start = file.read(4096).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"mime-version:"):
        return "mht"
    if not start.startswith(b"<"):
        return "other"
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "xml"
    page = start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<body"))
    return "html" if page or b"<table" in start or b"<html" in start else "other"


def _form_of_ole(path: Path) -> str:
    # The directory of an OLE file lists its streams by name, in UTF-16.
    data = path.read_bytes()[: 64 << 20]
    for name, form in (("EncryptedPackage", "encrypted"), ("Workbook", "xls"), ("Book", "xls")):
        if name.encode("utf-16-le") in data:
            return form
    return "ole"


def look(path: Path, form: str, *, merged: bool = False) -> Looked:
    """Check sizes, packing ratios, entities and cell ranges; raises Refused.

    With ``merged`` it finds as well which cells of an xlsx are merged, and raises Odd where it is not sure
    that the reader would find the same.
    """
    looked = Looked(form)
    if path.stat().st_size > MAX_FILE:
        raise Refused("large")
    if form in {"xls", "html", "xml"}:
        return looked
    try:
        with zipfile.ZipFile(path) as archive:
            check_parts(archive)
            names = names_of_parts(archive) if form == "xlsx" else {}
            for part in archive.infolist():
                if form == "xlsx" and SHEET_PART.search(part.filename):
                    behind = BehindCells() if merged else None
                    _look_at_sheet(archive, part, names.get(part.filename.lower(), ""), looked, behind)
                elif form == "xlsb" and part.filename.lower() == "xl/workbook.bin":
                    _look_at_binary_book(archive.read(part), looked)
                elif part.filename.lower().endswith((".xml", ".rels")) and part.file_size < 4 << 20:
                    _look_at_part(archive.read(part), part.filename, looked)
    except DAMAGED as error:
        if isinstance(error, RuntimeError) and "encrypted" in str(error):
            raise Refused("encrypted") from None
        raise Refused("truncated", str(error)) from None
    if looked.counts_later:
        for name, cells in looked.noughts.items():
            looked.uncounted.setdefault(name, []).extend(cells)
    return looked


def check_parts(archive: zipfile.ZipFile) -> None:
    """Raise Refused for more, or larger, parts than any workbook has, by what the archive says of them."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused("bomb")
    for part in parts:
        if part.file_size > BOMB_FROM and part.file_size > BOMB_RATIO * max(1, part.compress_size):
            raise Refused("bomb")


def _look_at_part(data: bytes, name: str, looked: Looked) -> None:
    if _ENTITIES.search(data):
        raise Refused("entities")
    if name.lower() == "xl/workbook.xml" and _1904.search(data):
        looked.date1904 = True
    if name.lower() == "xl/workbook.xml" and _COUNTS_LATER.search(data):
        looked.counts_later = True


def _look_at_binary_book(data: bytes, looked: Looked) -> None:
    """The calendar that an xlsb says: its records before the list of sheets."""
    for kind, at, length in binary_records(data[:65_536]):
        if kind == _BOOK_PROPERTIES and length:
            looked.date1904 = bool(data[at] & 1)
            return


def binary_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The whole records of a part of an xlsb: the kind of each, where its content begins, how long it is."""
    at, end = 0, len(data)
    while at + 2 <= end:
        kind, at = data[at], at + 1
        if kind & 0x80:
            kind, at = kind & 0x7F | data[at] << 7, at + 1
        length = shift = 0
        while at < end:
            byte, at = data[at], at + 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + length > end:
            return
        yield kind, at, length
        at += length


_BOOK_PROPERTIES = 153


def names_of_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part (in lower case) → the name of the sheet that it is."""
    try:
        book = archive.read("xl/workbook.xml")
        targets = parts_of_book(archive, "xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    return {
        targets.get(_said(tag, b"id"), ""): html.unescape(_said(tag, b"name")) for tag in _SHEET.findall(book)
    }


def parts_of_book(archive: zipfile.ZipFile, relations: str) -> dict[str, str]:
    """The id of each relation → its part, in lower case. Raises KeyError where there are none."""
    return {
        _said(tag, b"Id"): "xl/" + _said(tag, b"Target").removeprefix("/").removeprefix("xl/").lower()
        for tag in _RELATION.findall(archive.read(relations))
    }


def _said(tag: bytes, name: bytes) -> str:
    """An attribute of a tag, '' where it has none."""
    found = re.search(rb"""[\s:]%s\s*=\s*(["'])(.*?)\1""" % name, tag, re.DOTALL)
    return found[2].decode("utf-8", "replace") if found else ""


def _look_at_sheet(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, looked: Looked, behind: BehindCells | None
) -> None:
    seen = _Seen()
    tail = b""
    with archive.open(part) as file:
        first = True
        while chunk := file.read(_CHUNK):
            text = tail + chunk
            if first:
                first = False
                if _ENTITIES.search(text[:4096]):
                    raise Refused("entities")
                if found := _DIMENSION.search(text[:65536]):
                    corner = found[3] or found[1], found[4] or found[2]
                    _check_area(column_number(corner[0]), int(corner[1]), None)
            # What a chunk cuts in two is looked at again with the next one.
            cut = _whole(text)
            text, tail = text[:cut], text[cut:]
            seen.take(text)
            if behind is not None:
                behind.take(text)
    seen.take(tail)
    if behind is not None:
        behind.take(tail)
        looked.merged[name] = behind.end()
    _check_area(seen.right, seen.bottom, seen.cells)
    looked.cells += seen.right * seen.bottom
    if seen.broken:
        looked.broken[name] = seen.broken
    if seen.uncounted:
        looked.uncounted[name] = seen.uncounted
    if seen.noughts:
        looked.noughts[name] = seen.noughts


class _Seen:
    """What a sheet's text showed so far."""

    def __init__(self) -> None:
        self.right = self.bottom = self.cells = 0
        self.broken: list[str] = []
        self.uncounted: list[str] = []
        self.noughts: list[str] = []

    def take(self, text: bytes) -> None:
        """Look at a piece that begins and ends between cells."""
        if references := _FILLED.findall(text):
            self.cells += len(references)
            columns, rows = map(set, zip(*references, strict=True))
            self.right = max(self.right, *map(column_number, columns))
            self.bottom = max(self.bottom, *map(int, rows))
        if _has(text, b't="e"'):
            self.broken += [found.decode() for found in _BROKEN.findall(text)]
        if _has(text, b"<f") or _has(text, b":f"):
            for cell, nought in _UNCOUNTED.findall(text):
                (self.noughts if nought else self.uncounted).append(cell.decode())


def _whole(text: bytes) -> int:
    """Up to where the text is of whole cells, or of whole tags where the last cell is long past."""
    far = max(0, len(text) - _LONG_CELL)
    cell = max(text.rfind(cell, far) for cell in _CELLS)
    begin = text.rfind(b"<", far, cell + 1) if cell >= 0 else -1
    if begin < 0:
        begin = text.rfind(b"<", far)
    return begin if begin > 0 else len(text)


def _has(text: bytes, part: bytes) -> bool:
    # From the end: it takes half as long.
    return text.rfind(part) >= 0


_LONG_CELL = 1 << 16
_CELLS = tuple(before + b"c" + space for before in (b"<", b":") for space in (b" ", b"\n", b"\r", b"\t"))


def _check_area(right: int, bottom: int, cells: int | None) -> None:
    area = right * bottom
    if right > 16_384 or bottom > 1_048_576 or area > MAX_CELLS:
        raise Refused("area", f"{_letters(right)}{bottom}")
    if cells is not None and area > SPARSE_CELLS and area > SPARSE_RATIO * cells:
        raise Refused("area", f"{_letters(right)}{bottom}")


def cell_name(column: int, row: int) -> str:
    """A1 for column 1 and row 1."""
    return f"{_letters(column)}{row}"


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
