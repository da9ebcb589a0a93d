"""The bytes of a text file before they become text: whether they can be a table, and what is tidied up.

Text needs several times its bytes of memory, and cutting it into cells many times that: what is no table is
refused by looking through the file once, a piece at a time.
"""

from __future__ import annotations

import re
from pathlib import Path

from csmdesk.domain.text import Text
from csmdesk.importers import encodings
from csmdesk.importers.problems import Unreadable

MAX_LINE = 2 << 20
"""Bytes without a line end from which on a text is no table."""
MAX_ROWS = 3_000_000
MAX_CELLS = 60_000_000
MAX_COLUMNS = 16_384
_PIECE = 1 << 20
_SEPARATORS = (b",", b"\t", b";", b"|")

_END_OF_TEXT = b"\x1a"
"""What CP/M and DOS end texts with, and old systems still do."""
_LATER_MARK = re.compile(rb"(?<=\n)\xef\xbb\xbf(?![,;\t|\r\n])")
_AS_FORMULA = re.compile(rb'="([^"\r\n]*)"(?=[,;\t|\r\n]|\Z)')
_AS_QUOTED_FORMULA = re.compile(rb'"=""([^"\r\n]*)"""(?=[,;\t|\r\n]|\Z)')
_BEFORE_CELLS = b",;\t|\r\n"


def check(path: Path) -> None:
    """Raise Unreadable for a file whose lines or rows are too many or too long for a table."""
    rows = run = wide = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            ends = piece.count(b"\n") or piece.count(b"\r")
            run = 0 if ends else run + len(piece)
            rows += ends
            if run >= MAX_LINE and piece.count(b"\0") * 2 < len(piece):
                raise Unreadable(LONG_LINE.format(row=rows + 1, size=MAX_LINE >> 20))
            if ends and (not wide or len(piece) // ends > MAX_COLUMNS):
                # How wide its first rows are says how wide a table is; and very long rows are looked at.
                wide = max(wide, max(piece.count(sign) for sign in _SEPARATORS) // ends + 1)
            if wide > MAX_COLUMNS:
                raise Unreadable(TOO_WIDE.format(row=rows, columns=f"{MAX_COLUMNS:,}"))
            if rows > MAX_ROWS or rows * wide > MAX_CELLS:
                raise Unreadable(TOO_MANY.format(rows=f"{MAX_ROWS:,}"))


def tidied(data: bytes) -> tuple[bytes, tuple[Text, ...]]:
    """``data`` without what is no part of the table, and what has to be told of that.

    Taken away are zero bytes and an end mark after the text, further marks of UTF-8 where files were put
    together, and the formula ``="00123"`` around a text that is to stay as it is.
    """

    def bare(found: re.Match[bytes]) -> bytes:
        at = found.start()
        return b'"%s"' % found[1] if not at or found.string[at - 1] in _BEFORE_CELLS else found[0]

    notes: tuple[Text, ...] = ()
    body = data.rstrip(b"\0" + _END_OF_TEXT)
    if len(body) < len(data) and b"\0" not in body and not data.startswith(_WIDE_MARKS):
        zeros = data.count(b"\0", len(body))
        notes = (ZEROS_AT_END.format(count=zeros),) if zeros else ()
        data = body
    if b"\0" in data:
        # Of letters of two bytes, or no text at all.
        return data, notes
    if _holds(data, b"\n\xef\xbb\xbf"):
        data = _LATER_MARK.sub(b"", data)
    if _holds(data, b'="'):
        data = _AS_QUOTED_FORMULA.sub(bare, _AS_FORMULA.sub(bare, data))
    return data, notes


def _holds(data: bytes, what: bytes) -> bool:
    """Whether ``what`` stands in ``data``; looked for by pieces, between which the window gets its turn."""
    longer = _LOOK + len(what) - 1
    return any(data.find(what, at, at + longer) >= 0 for at in range(0, len(data), _LOOK))


_LOOK = 64 << 10
"""Bytes that are looked through while nobody else has a turn: some hundredths of a millisecond."""


_WIDE_MARKS = tuple(mark for mark, name in encodings.BOMS if name in {"utf-16", "utf-32"})


LONG_LINE = Text(
    "第 {row} 行超过 {size} MB 还没有换行，不是表格",
    "line {row} goes on for more than {size} MB: this is no table",
)
TOO_WIDE = Text(
    "第 {row} 行前后的行超过 {columns} 列，不是表格",
    "the rows about row {row} have more than {columns} columns: this is no table",
)
TOO_MANY = Text(
    "超过 {rows} 行或单元格太多，读不下；请分成几个文件",
    "more than {rows} rows, or too many cells, to be read: split it into several files",
)
ZEROS_AT_END = Text(
    "文件末尾有 {count} 个空字节，可能没有写完；表格已照读",
    "the file ends in {count} zero bytes and may not have been written to its end; its table is read",
)
