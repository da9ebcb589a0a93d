"""Text files: which encoding, which delimiter, which rows. Everything stays text."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from csmdesk.domain.text import Text
from csmdesk.importers.problems import Unreadable

csv.field_size_limit(10_000_000)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 60
_SEPARATOR_LINE = re.compile(r"sep=(.)[ \t]*\r?\n", re.IGNORECASE)


class Decoded(NamedTuple):
    """A file's text, and the codec that read it."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of ``data``: by ``encoding`` when given, else BOM, UTF-16 where it shows, UTF-8, GB18030.

    Raises Unreadable when the bytes are no text in it, or are not text at all.
    """
    if encoding is not None:
        return _strictly(data, encoding)
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strictly(data, codec)
    wide = _utf16_without_bom(data)
    if wide is not None:
        return _strictly(data, wide)
    if b"\0" in data:
        raise Unreadable(NOT_TEXT)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return Decoded(data.decode("gb18030"), "gb18030")
    except UnicodeDecodeError:
        raise Unreadable(UNKNOWN_ENCODING) from None


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise Unreadable(NO_SUCH_ENCODING.format(encoding=encoding)) from None
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_IN_ENCODING.format(encoding=encoding, place=error.start)) from None
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _utf16_without_bom(data: bytes) -> str | None:
    """The UTF-16 that bytes without a mark show by their line ends and commas; None when they do not."""
    if len(data) % 2 or len(data) < 4:
        return None
    head = data[:20_000]
    for codec, zero in (("utf-16-le", 1), ("utf-16-be", 0)):
        # In UTF-16 every comma, tab, line end and digit has a zero byte, always on the same side.
        ascii_there = head[1 - zero :: 2]
        zeros = [a for a, z in zip(ascii_there, head[zero::2], strict=False) if z == 0]
        others = ascii_there.count(0)
        if (
            len(zeros) * 10 >= len(head) // 2
            and others * 4 < len(zeros)
            and any(a in b",\t;|\r\n" for a in zeros)
        ):
            return codec
    return None


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first rows into the most columns of the same number; "," when none does."""
    if said := _SEPARATOR_LINE.match(text):
        return said[1]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = [len(row) for row in _sample(text, delimiter) if any(cell.strip() for cell in row)]
        if not widths or max(widths) < 2:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        if usual < 2:
            continue
        score = widths.count(usual) / len(widths) + min(usual, 30) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return rows


def rows_of(text: str, delimiter: str, *, strict: bool = True) -> Iterator[list[str]]:
    """The rows of a delimited text, a blank line as an empty row.

    Where quotes do not match, going on raises csv.Error; ``loose`` says whether that is a quote inside a cell
    (only when ``strict``), which reading without ``strict`` takes as it stands.
    """
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    if _SEPARATOR_LINE.match(text):
        # Excel's own line; it counts as a row, so that row numbers stay those of the file.
        lines.readline()
        return itertools.chain([[]], reader)
    return iter(reader)


def loose(error: csv.Error) -> bool:
    """Whether the error is a quote inside a cell, and not one that is left open to the end of the file."""
    return "end of data" not in str(error)


NOT_TEXT = Text("不是文本，也不是认识的工作簿", "neither text nor a workbook that we know")
UNKNOWN_ENCODING = Text(
    "文字编码既不是 UTF-8 也不是 GB18030，请用 --encoding 指明",
    "the text is neither UTF-8 nor GB18030: say --encoding",
)
NO_SUCH_ENCODING = Text("没有叫“{encoding}”的编码", "there is no encoding called “{encoding}”")
NOT_IN_ENCODING = Text(
    "第 {place} 字节起不是 {encoding} 文字", "from byte {place} on the text is not {encoding}"
)
BAD_QUOTES = Text("引号不成对，文件可能不完整", "the quotes do not match: the file may be cut short")
