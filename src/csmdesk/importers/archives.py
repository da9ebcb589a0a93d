"""What a workbook is, and whether it is safe to open: looked at in its bytes before any reader sees it.

Runs in the reading child process and imports nothing of ours.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

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

_CHUNK = 1 << 20
_REFERENCE = re.compile(rb'[ \n\t]r="([A-Z]{1,4})([0-9]{1,9})"')
_DIMENSION = re.compile(
    rb'<(?:\w+:)?dimension[^>]*\bref="\$?([A-Z]{1,4})\$?(\d{1,9})(?::\$?([A-Z]{1,4})\$?(\d{1,9}))?"'
)
_BROKEN = re.compile(rb'<(?:\w+:)?c(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,4}[0-9]{1,9})"')
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


class Refused(Exception):
    """The file is not opened; ``code`` is one of the codes that ``workbook`` has a sentence for."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


@dataclass
class Looked:
    """What a workbook's bytes told: cells counted, the calendar of its dates, cells with errors."""

    form: str
    cells: int = 0
    date1904: bool = False
    broken_cells: list[str] = field(default_factory=list)


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
            if "content.xml" in names and "mimetype" in names:
                return "ods" if b"spreadsheet" in archive.read("mimetype")[:200] else "zip"
            return "zip"
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
    ) as error:
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


def look(path: Path, form: str) -> Looked:
    """Check sizes, packing ratios, entities and cell ranges; raises Refused."""
    looked = Looked(form)
    if path.stat().st_size > MAX_FILE:
        raise Refused("large")
    if form in {"xls", "html", "xml"}:
        return looked
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(archive)
            for part in archive.infolist():
                if form == "xlsx" and _SHEET_PART.search(part.filename):
                    _look_at_sheet(archive, part, looked)
                elif part.filename.lower().endswith((".xml", ".rels")) and part.file_size < 4 << 20:
                    _look_at_part(archive.read(part), part.filename, looked)
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
    ) as error:
        if isinstance(error, RuntimeError) and "encrypted" in str(error):
            raise Refused("encrypted") from None
        raise Refused("truncated", str(error)) from None
    return looked


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused("bomb")
    for part in parts:
        if part.file_size > BOMB_FROM and part.file_size > BOMB_RATIO * max(1, part.compress_size):
            raise Refused("bomb")


def _look_at_part(data: bytes, name: str, looked: Looked) -> None:
    if _ENTITIES.search(data):
        raise Refused("entities")
    if name.lower() == "xl/workbook.xml" and re.search(rb'\bdate1904="(?:1|true)"', data):
        looked.date1904 = True


def _look_at_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo, looked: Looked) -> None:
    right, bottom, cells, tail = 0, 0, 0, b""
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
                    _check_area(_column(corner[0]), int(corner[1]), None)
            # What a chunk cuts in two is looked at again with the next one.
            cut = text.rfind(b"<")
            text, tail = (text[:cut], text[cut:]) if cut > 0 and len(text) - cut < 65536 else (text, b"")
            references = _REFERENCE.findall(text)
            if references:
                cells += len(references)
                right = max(right, *map(_column, {column for column, _ in references}))
                bottom = max(bottom, *{int(row) for _, row in references})
            if len(looked.broken_cells) < 20:
                looked.broken_cells += [found.decode() for found in _BROKEN.findall(text)]
    for column, row in _REFERENCE.findall(tail):
        right, bottom, cells = max(right, _column(column)), max(bottom, int(row)), cells + 1
    _check_area(right, bottom, cells)
    looked.cells += right * bottom


def _check_area(right: int, bottom: int, cells: int | None) -> None:
    area = right * bottom
    if right > 16_384 or bottom > 1_048_576 or area > MAX_CELLS:
        raise Refused("area", f"{_letters(right)}{bottom}")
    if cells is not None and area > SPARSE_CELLS and area > SPARSE_RATIO * cells:
        raise Refused("area", f"{_letters(right)}{bottom}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
