"""A long xlsx as its reader goes through each sheet once.

The reader reads a sheet's cells, and then the whole sheet once more for its merged cells, which stand at the
end; that is a third of its time. It ends the second pass at the first list of merged cells, so an empty one
is put before the sheet's text. Which cells are merged is found where the workbook is looked at meanwhile.

Nothing is unpacked for it: a packed text stays valid with an unpacked block before it, and its checksum stays
as it was, because that of ``FIRST`` is nought. What the second pass alone would notice, an end tag too many
among the cells, is then not noticed. Runs in the reading child process.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from csmdesk.importers import archives

FIRST = b"<mergeCells><!-- arncupjv --></mergeCells>"
"""What stands before a sheet's text; the letters make its CRC-32 nought."""

MOST = 32 << 20
"""Bytes of a file up to which it is taken into memory for this: there is little room for what is no cell."""
_LEAST = 1 << 16
"""Bytes of a sheet, unpacked, from which on it is worth it."""

_HEADER = struct.Struct("<4s22xHH")
"""A part's own header in the archive: its mark, and how long the name and the extra field behind it are."""


class Copy(NamedTuple):
    """A workbook that the reader goes through once, and what its sheets were understood to be called."""

    file: io.BytesIO
    sheets: tuple[str, ...]

    def knows(self, names: Iterable[str]) -> bool:
        """Whether the reader found those sheets: what is merged in each is known by its name."""
        found = sorted(names)
        return found == sorted(self.sheets) and len(set(found)) == len(found)


def of(path: Path) -> Copy | None:
    """The workbook with an empty list of merged cells before each long sheet, for the reader alone.

    None where it is not worth it or not sure; who reads the file then says what is wrong with it. Raises
    Refused for parts that are too many or too large.
    """
    pieces: list[bytes] = []
    copied = put = 0
    try:
        with zipfile.ZipFile(path) as archive:
            archives.check_parts(archive)
            names = archives.names_of_parts(archive)
            parts = archive.infolist()
            long = [part for part in parts if part.file_size >= _LEAST and _is_sheet(part, names)]
            if not _is_plain(parts) or 2 * sum(part.compress_size for part in long) < path.stat().st_size:
                return None
            data = path.read_bytes()
            for part in sorted(parts, key=_offset):
                begin = part.header_offset
                part.header_offset += put
                if part in long and (text := _text(data, begin, part)) is not None:
                    first = _first(part)
                    pieces += data[copied:text], first
                    copied, put = text, put + len(first)
                    part.file_size += len(FIRST)
                    part.compress_size += len(first)
            pieces.append(data[copied : archive.start_dir])
        return Copy(_archive(b"".join(pieces), parts), tuple(names.values())) if put else None
    except (*archives.DAMAGED, struct.error):
        return None


_offset = attrgetter("header_offset")


def _is_sheet(part: zipfile.ZipInfo, names: Mapping[str, str]) -> bool:
    return archives.SHEET_PART.search(part.filename) is not None and part.filename.lower() in names


def _is_plain(parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether each part has a name and a place of its own: of others a reader may take either."""
    names, places = {part.filename.lower() for part in parts}, {part.header_offset for part in parts}
    return len(names) == len(places) == len(parts)


def _archive(body: bytes, parts: list[zipfile.ZipInfo]) -> io.BytesIO:
    """What the parts are, put behind them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        file.write(body)
        archive.start_dir = len(body)
        archive.filelist.extend(parts)
    file.seek(0)
    return file


def _text(data: bytes, begin: int, part: zipfile.ZipInfo) -> int | None:
    """Where the part's text begins, packed or not, if it is one that something may stand before."""
    if part.flag_bits & _ENCRYPTED or part.compress_type not in _WAYS or begin + _HEADER.size > len(data):
        return None
    mark, name, extra = _HEADER.unpack_from(data, begin)
    begin += _HEADER.size + name + extra
    if mark != archives.ZIP or begin + part.compress_size > len(data):
        return None
    head = data[begin : begin + _PACKED_HEAD]
    if part.compress_type == zipfile.ZIP_DEFLATED:
        head = zlib.decompressobj(-zlib.MAX_WBITS).decompress(head, _HEAD)
    return (
        begin if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and b"\0" not in head else None
    )


def _first(part: zipfile.ZipInfo) -> bytes:
    """``FIRST`` as it stands in the archive."""
    if part.compress_type == zipfile.ZIP_STORED:
        return FIRST
    # A block that is not the last one and not packed: its length, and that with all bits turned.
    return b"\0" + struct.pack("<HH", len(FIRST), len(FIRST) ^ 0xFFFF) + FIRST


_ENCRYPTED = 1
_WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_HEAD, _PACKED_HEAD = 64, 1024
"""Bytes that say enough, and packed bytes that hold so many."""
