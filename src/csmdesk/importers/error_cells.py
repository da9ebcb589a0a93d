"""Which cells of binary workbooks and of OpenDocument hold an error instead of a value.

The usual reader gives them as empty, and what is lost has to be told. Runs in the reading child process.
"""

from __future__ import annotations

import re
import struct
import xml.parsers.expat
import zipfile
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from csmdesk.importers.archives import DAMAGED, binary_records, cell_name, parts_of_book

Found = dict[str, list[str]]
"""Sheet → its cells with errors, as A1."""

_KINDS = rb"[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]"
_VALUE = re.compile(rb"\x05\x02\x08\x00(..)(..).." + _KINDS + rb"\x01", re.DOTALL)
_RESULT = re.compile(rb"\x06\x00..(..)(..)..\x02." + _KINDS + rb"...\xff\xff", re.DOTALL)
"""A record of an error, and of a formula whose result is one: row and column are its first two numbers."""


def of_records(stream: bytes, sheets: Sequence[tuple[str, int]]) -> Found:
    """The cells with errors in a workbook's records; ``sheets`` are names and where their records begin."""
    ordered = sorted(sheets, key=lambda sheet: sheet[1])
    starts = [start for _, start in ordered]
    found: Found = {}
    for pattern in (_VALUE, _RESULT):
        for record in pattern.finditer(stream):
            place = bisect_right(starts, record.start()) - 1
            if place >= 0:
                row, column = (struct.unpack("<H", record[part])[0] for part in (1, 2))
                found.setdefault(ordered[place][0], []).append(cell_name(column + 1, row + 1))
    return found


_SHEET, _ROW, _ERROR, _FORMULA_ERROR = 156, 0, 3, 11
"""Records of an xlsb: a sheet's name, the row that cells follow, an error, a formula whose result is one."""


def of_archive(path: Path, form: str) -> Found:
    """The cells with errors in an xlsb or ods; none where it is damaged, as its reader will say."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_binary(archive) if form == "xlsb" else _of_opendocument(archive.read("content.xml"))
    except (*DAMAGED, KeyError):
        return {}


def _of_binary(archive: zipfile.ZipFile) -> Found:
    found: Found = {}
    book, parts = archive.read("xl/workbook.bin"), parts_of_book(archive, _RELATIONS)
    stored = {name.lower(): name for name in archive.namelist()}
    for kind, at, length in binary_records(book):
        if kind != _SHEET:
            continue
        relation, rest = _wide(book[at + 8 : at + length])
        part = stored.get(parts.get(relation, ""))
        if part is not None and (cells := _errors_of(archive.read(part))):
            found[_wide(rest)[0]] = cells
    return found


_RELATIONS = "xl/_rels/workbook.bin.rels"


def _wide(data: bytes) -> tuple[str, bytes]:
    """The text at the beginning, and what follows it."""
    end = 4 + 2 * int.from_bytes(data[:4], "little")
    return data[4:end].decode("utf-16-le", "replace"), data[end:]


def _errors_of(sheet: bytes) -> list[str]:
    cells, row = [], 0
    for kind, at, length in binary_records(sheet):
        if kind == _ROW and length >= 4:
            row = int.from_bytes(sheet[at : at + 4], "little")
        elif kind in {_ERROR, _FORMULA_ERROR} and length >= 9:
            cells.append(cell_name(int.from_bytes(sheet[at : at + 4], "little") + 1, row + 1))
    return cells


_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"


def _of_opendocument(content: bytes) -> Found:
    if b'value-type="error"' not in content:
        return {}
    sheets = _Cells()
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = sheets.start
    try:
        parser.Parse(content, True)
    except xml.parsers.expat.ExpatError:
        # The reader that reads the cells says what is wrong with it.
        return {}
    return sheets.found


class _Cells:
    def __init__(self) -> None:
        self.found: Found = {}
        self._name = ""
        self._row = self._column = 0
        self._rows = 0

    def start(self, name: str, said: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._name, self._row, self._rows = said.get(f"{_TABLE}name", ""), 0, 0
        elif name == f"{_TABLE}table-row":
            self._row += self._rows
            self._rows, self._column = _times(said.get(f"{_TABLE}number-rows-repeated")), 0
        elif name in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            if said.get(_TYPE) == "error":
                self.found.setdefault(self._name, []).append(cell_name(self._column + 1, self._row + 1))
            self._column += _times(said.get(f"{_TABLE}number-columns-repeated"))


def _times(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1
