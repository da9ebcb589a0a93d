"""Old workbooks, byte by byte: what no library of today writes, and old systems still do."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

Cell = str | float


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of a workbook's stream."""
    return struct.pack("<HH", kind, len(data)) + data


def stream(
    rows: Sequence[Sequence[Cell]],
    *,
    code_page: int | None = 936,
    encoding: str = "gb18030",
    name: str = "客户",
    date1904: bool = False,
    days: frozenset[tuple[int, int]] = frozenset(),
) -> bytes:
    """A workbook of 1995 with one sheet; ``days`` are cells (row, column) with a date's format."""
    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode(encoding)
                sheet += record(0x204, struct.pack("<HHHH", r, c, 0, len(text)) + text)
            else:
                sheet += record(0x203, struct.pack("<HHHd", r, c, int((r, c) in days), cell))
    sheet += record(0x0A)
    head = record(0x809, struct.pack("<HHHH", 0x500, 0x5, 0, 0))
    if code_page is not None:
        head += record(0x42, struct.pack("<H", code_page))
    if date1904:
        head += record(0x22, struct.pack("<H", 1))
    for form in (0, 14):
        head += record(0xE0, struct.pack("<8H", 0, form, 0, 0, 0, 0, 0, 0))
    title = name.encode(encoding)
    begins = len(head) + 4 + 7 + len(title) + 4
    return head + record(0x85, struct.pack("<IHB", begins, 0, len(title)) + title) + record(0x0A) + sheet


def bare_stream(rows: Sequence[Sequence[Cell]], encoding: str = "gb18030") -> bytes:
    """What web systems send as .xls: records of one sheet, without container, code page or formats."""
    data = struct.pack("<6H", 0x809, 0x8, 0x0, 0x10, 0x0, 0x0)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode(encoding)
                data += record(0x204, struct.pack("<HHHH", r, c, 0, len(text)) + text)
            else:
                data += record(0x203, struct.pack("<HHHd", r, c, 0, cell))
    return data + record(0x0A)


def container(data: bytes, name: str = "Book") -> bytes:
    """``data`` as the one stream of an OLE file."""
    whole = data + b"\0" * (max(4096, -(-len(data) // 512) * 512) - len(data))
    count = len(whole) // 512
    sectors = 1
    while count + 1 + sectors > sectors * 128:
        sectors += 1
    fat = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, *([0xFFFFFFFD] * sectors)]
    fat += [0xFFFFFFFF] * (sectors * 128 - len(fat))

    def entry(called: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = f"{called}\0".encode("utf-16-le") if called else b""
        rest = struct.pack(
            "<HBBIII16sIQQIQ", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, b"", 0, 0, 0, start, size
        )
        return text.ljust(64, b"\0") + rest

    listing = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 0, len(whole))
    listing += entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
    head += b"\0" * 6 + struct.pack("<9I", 0, sectors, count, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *(count + 1 + i for i in range(sectors)), *([0xFFFFFFFF] * (109 - sectors)))
    return head + whole + listing + struct.pack(f"<{len(fat)}I", *fat)


def binary_workbook(rows: Sequence[Sequence[Cell]], name: str = "客户") -> bytes:
    """The rows as .xlsb, with one sheet; ``#N/A`` is that error, ``=1/0`` a formula whose result is one."""

    def part(kind: int, data: bytes = b"") -> bytes:
        head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        length, size = b"", len(data)
        while True:
            length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
            size >>= 7
            if not size:
                return head + length + data

    def text(words: str) -> bytes:
        wide = words.encode("utf-16-le")
        return struct.pack("<I", len(wide) // 2) + wide

    width = max(len(row) for row in rows)
    sheet = part(129) + part(148, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1)) + part(145)
    for r, row in enumerate(rows):
        sheet += part(0, struct.pack("<IIHHBI", r, 0, 300, 0, 0, 0))
        for c, cell in enumerate(row):
            place = struct.pack("<II", c, 0)
            if cell == "#N/A":
                sheet += part(3, place + b"\x2a")
            elif cell == "=1/0":
                sheet += part(11, place + b"\x07" + b"\0" * 200)
            elif isinstance(cell, str):
                sheet += part(6, place + text(cell))
            else:
                sheet += part(5, place + struct.pack("<d", cell))
    sheet += part(146) + part(130)
    bundle = struct.pack("<II", 0, 1) + text("rId1") + text(name)
    book = part(131) + part(143) + part(156, bundle) + part(144) + part(132)
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/worksheet" '
            'Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return out.getvalue()
