"""Workbooks of before 1997 (BIFF 2 to 7): cells in the code page of the machine that wrote them.

The usual reader takes double-byte code pages (936 of a Chinese Windows) for single bytes and loses every
character; and web systems write such streams without the container that it asks for. Runs in the reading
child process.
"""

from __future__ import annotations

import datetime
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from csmdesk.importers import archives, encodings

_WIDE_PAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 1361: "johab"}
_PAGES = {367: "ascii", 1200: "utf-16-le", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252"}
_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE

_BOF = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass
class Old:
    """One old workbook: its stream of records and what the records say of all cells."""

    stream: bytes
    version: int = 8
    code_page: int | None = None
    date1904: bool = False
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)
    """Name, hidden, where its records begin."""
    dates: frozenset[int] = frozenset()
    """Numbers of the cell formats that are dates."""

    @property
    def ours(self) -> bool:
        """Whether the usual reader would lose something of it."""
        return self.version < 5 or (self.version < 8 and self.code_page in {None, *_WIDE_PAGES})


def stream_of(data: bytes) -> bytes | None:
    """The stream of records in ``data``: of a container, or bare; None when there is none.

    Raises Refused for a container that is damaged.
    """
    if not data.startswith(archives.OLE):
        return data
    try:
        return _of_container(data)
    except (struct.error, IndexError):
        raise archives.Refused("truncated") from None


def _of_container(data: bytes) -> bytes | None:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    directory, cutoff, small_fat_at = struct.unpack_from("<I4xII", data, 48)
    if shift not in {9, 12} or small_shift != 6:
        raise archives.Refused("truncated")
    size = 1 << shift
    most = len(data) // size + 1
    table: list[int] = list(struct.unpack_from("<109I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    seen = 0
    while more < _END and seen < most:
        part = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        table += part[:-1]
        more, seen = part[-1], seen + 1
    fat: list[int] = []
    for sector in table:
        if sector < _END and len(fat) <= most + size:
            fat += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)

    def chain(start: int, links: list[int]) -> Iterator[int]:
        steps = 0
        while start < _END and steps <= len(links):
            yield start
            start, steps = links[start], steps + 1

    def whole(start: int) -> bytes:
        return b"".join(data[(s + 1) * size : (s + 2) * size] for s in chain(start, fat))

    listing = whole(directory)
    root_start = 0
    for at in range(0, len(listing) - 127, 128):
        length, kind = struct.unpack_from("<HB", listing, at + 64)
        start, bytes_ = struct.unpack_from("<II", listing, at + 116)
        if kind == 5:
            root_start = start
        name = listing[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if kind != 2 or name.casefold() not in {"book", "workbook"}:
            continue
        if bytes_ >= cutoff:
            return whole(start)[:bytes_]
        small = [
            link
            for sector in chain(small_fat_at, fat)
            for link in struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
        ]
        inside = whole(root_start)
        return b"".join(inside[s << 6 : (s + 1) << 6] for s in chain(start, small))[:bytes_]
    return None


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Each record from ``at`` on, as (where it begins, what it is, its bytes); ends where they break off."""
    end = len(stream)
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > end:
            raise archives.Refused("truncated")
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def look(data: bytes) -> Old:
    """What the records before the first sheet say; raises Refused for one with a password or cut short."""
    stream = stream_of(data)
    if stream is None or len(stream) < 8:
        raise archives.Refused("truncated")
    old = Old(stream)
    formats: dict[int, str] = {}
    cell_formats: list[int] = []
    names: list[tuple[bytes, bool, int]] = []
    try:
        for at, kind, body in records(stream):
            if at == 0:
                if kind not in _BOF:
                    raise archives.Refused("truncated")
                old.version = _version(kind, body)
                if old.version >= 8:
                    return _of_today(old)
            elif kind == 0x0A:
                break
            elif kind == 0x42:
                old.code_page = struct.unpack_from("<H", body)[0]
            elif kind == 0x22:
                old.date1904 = struct.unpack_from("<H", body)[0] == 1
            elif kind == 0x2F:
                raise archives.Refused("encrypted")
            elif kind == 0x85:
                where, flags, length = struct.unpack_from("<IHB", body)
                names.append((body[7 : 7 + length], flags & 3 != 0, where))
            elif kind == 0x41E:
                number, length = struct.unpack_from("<HB", body)
                formats[number] = body[3 : 3 + length].decode("latin-1")
            elif kind == 0xE0:
                cell_formats.append(struct.unpack_from("<H", body, 2)[0])
    except struct.error:
        raise archives.Refused("truncated") from None
    codec = codec_of(old)
    old.sheets = [(name.decode(codec, "replace"), hidden, where) for name, hidden, where in names]
    if not old.sheets:
        old.sheets = [("Sheet1", False, 0)]
    old.dates = frozenset(
        place
        for place, number in enumerate(cell_formats)
        if number in _DATE_FORMATS or _is_date_format(formats.get(number, ""))
    )
    return old


def _of_today(old: Old) -> Old:
    """Of a workbook that the usual reader reads, its calendar is of interest, and where its sheets begin."""
    for _, kind, body in records(old.stream):
        if kind == 0x22 and len(body) >= 2:
            old.date1904 = struct.unpack_from("<H", body)[0] == 1
        elif kind == 0x85 and len(body) >= 8:
            where, flags, length, wide = struct.unpack_from("<IHBB", body)
            text, codec = (
                (body[8 : 8 + 2 * length], "utf-16-le") if wide & 1 else (body[8 : 8 + length], "latin-1")
            )
            name = text.decode(codec, "replace")
            old.sheets.append((name, flags & 3 != 0, where))
        elif kind == 0x2F:
            raise archives.Refused("encrypted")
        elif kind == 0x0A:
            break
    return old


def _version(kind: int, body: bytes) -> int:
    if kind != 0x0809:
        return {0x0009: 2, 0x0209: 3, 0x0409: 4}[kind]
    return 8 if struct.unpack_from("<H", body)[0] >= 0x0600 else 5


def _is_date_format(text: str) -> bool:
    return re.search("[ymdhs年月日]", _NOT_DATE.sub("", text), re.IGNORECASE) is not None


def codec_of(old: Old) -> str:
    """The codec of the cells: by the code page, else by the bytes of the cells themselves."""
    page = old.code_page
    if page in _WIDE_PAGES:
        return _WIDE_PAGES[page]
    if page in _PAGES:
        return _PAGES[page]
    if page is not None and (437 <= page <= 1258):
        return f"cp{page}"
    found = b"\n".join(text for _, _, text in _labels(old.stream))
    try:
        found.decode("utf-8")
    except UnicodeDecodeError:
        guess = encodings.guess(found)
        return "cp1252" if guess is None else encodings.python_codec(guess.encoding)
    return "utf-8"


def _labels(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    for _, kind, body in records(stream):
        if kind in {0x204, 0xD6} and len(body) >= 8:
            row, column, _, length = struct.unpack_from("<HHHH", body)
            yield row, column, body[8 : 8 + length]
        elif kind == 0x04 and len(body) >= 8:
            row, column, length = struct.unpack_from("<HH3xB", body)
            yield row, column, body[8 : 8 + length]


Cell = str | float | bool | datetime.datetime | None


def rows_of(old: Old, start: int) -> list[list[Cell]]:
    """The cells of the sheet whose records begin at ``start``, from A1 on.

    Raises Refused when records break off, or a few cells claim an absurd range.
    """
    codec = codec_of(old)
    cells: dict[tuple[int, int], Cell] = {}
    asked: tuple[int, int] | None = None
    first = True
    try:
        for _, kind, body in records(old.stream, start):
            if kind in _BOF and not first:
                break
            first = False
            if kind == 0x0A:
                break
            if kind in {0x207, 0x07} and asked is not None:
                length = struct.unpack_from("<H" if kind == 0x207 else "<B", body)[0]
                at = 2 if kind == 0x207 else 1
                cells[asked] = body[at : at + length].decode(codec, "replace")
                asked = None
                continue
            for row, column, value in _cells_of(old, kind, body, codec):
                cells[row, column] = value
                asked = (row, column) if value is None else None
    except struct.error:
        raise archives.Refused("truncated") from None
    if not cells:
        return []
    height, width = max(r for r, _ in cells) + 1, max(c for _, c in cells) + 1
    area = height * width
    if area > archives.MAX_CELLS or (
        area > archives.SPARSE_CELLS and area > archives.SPARSE_RATIO * len(cells)
    ):
        raise archives.Refused("area", f"R{height}C{width}")
    found: list[list[Cell]] = [[None] * width for _ in range(height)]
    for (row, column), value in cells.items():
        found[row][column] = value
    return found


def _cells_of(old: Old, kind: int, body: bytes, codec: str) -> Iterator[tuple[int, int, Cell]]:
    if kind in {0x204, 0xD6}:
        row, column, _, length = struct.unpack_from("<HHHH", body)
        yield row, column, body[8 : 8 + length].decode(codec, "replace")
    elif kind == 0x04:
        row, column, length = struct.unpack_from("<HH3xB", body)
        yield row, column, body[8 : 8 + length].decode(codec, "replace")
    elif kind == 0x203:
        row, column, form, value = struct.unpack_from("<HHHd", body)
        yield row, column, _number(old, value, form)
    elif kind == 0x03:
        row, column, value = struct.unpack_from("<HH3xd", body)
        yield row, column, value
    elif kind == 0x02:
        row, column, whole = struct.unpack_from("<HH3xH", body)
        yield row, column, float(whole)
    elif kind == 0x27E:
        row, column, form, packed = struct.unpack_from("<HHHI", body)
        yield row, column, _number(old, _unpacked(packed), form)
    elif kind == 0xBD:
        row, column = struct.unpack_from("<HH", body)
        for place in range((len(body) - 6) // 6):
            form, packed = struct.unpack_from("<HI", body, 4 + 6 * place)
            yield row, column + place, _number(old, _unpacked(packed), form)
    elif kind in {0x06, 0x206, 0x406} and old.version >= 5:
        row, column, form, result = struct.unpack_from("<HHH8s", body)
        yield row, column, _result(old, result, form)
    elif kind == 0x205:
        row, column, _, flag, error = struct.unpack_from("<HHHBB", body)
        yield row, column, "" if error else bool(flag)


def _result(old: Old, result: bytes, form: int) -> Cell:
    """A formula's value: a number, or what stands in the two last bytes instead; None: a text follows."""
    if result[6:] != b"\xff\xff":
        return _number(old, struct.unpack("<d", result)[0], form)
    return {0: None, 1: bool(result[2])}.get(result[0], "")


def _unpacked(packed: int) -> float:
    whole = packed & 0xFFFFFFFC
    value: float
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", whole))[0] >> 2)
    else:
        value = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", whole))[0]
    return value / 100 if packed & 1 else value


def _number(old: Old, value: float, form: int) -> Cell:
    if form not in old.dates or not 0 <= value < 2_958_466:
        return value
    epoch = datetime.datetime(1904, 1, 1) if old.date1904 else datetime.datetime(1899, 12, 30)  # noqa: DTZ001
    return epoch + datetime.timedelta(days=value)
