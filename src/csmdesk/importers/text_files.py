"""Text files: which encoding, which delimiter, which rows. Everything stays text."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from csmdesk.domain.text import Text
from csmdesk.importers import encodings
from csmdesk.importers.problems import Unreadable

csv.field_size_limit(10_000_000)

DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 60
_SEPARATOR_LINE = re.compile(r"sep=(.)[ \t]*\r?\n", re.IGNORECASE)


class Decoded(NamedTuple):
    """A file's text, the codec that read it, and whether that was a guess which somebody should look at."""

    text: str
    encoding: str
    guessed: bool = False


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of ``data``: by ``encoding`` when given, else BOM, UTF-16 where it shows, UTF-8, or what the
    letters themselves show (``encodings.guess``).

    Raises Unreadable when the bytes are no text in it, are cut in a character, or are not text at all.
    """
    if encoding is not None:
        return _strictly(data, encoding)
    for bom, codec in encodings.BOMS:
        if data.startswith(bom):
            return _strictly(data, codec)
    wide = encodings.wide(data)
    if wide is not None:
        return _strictly(data, wide)
    if b"\0" in data:
        raise Unreadable(_nothing(data) or NOT_TEXT)
    try:
        return Decoded(_decoded(data, "utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if (half := _half_character(data, "utf-8")) is not None:
        raise Unreadable(half)
    if encodings.cut_short(data, "utf-8"):
        raise Unreadable(CUT_SHORT.format(encoding="utf-8"))
    if (place := encodings.damaged_utf8(data)) is not None:
        raise Unreadable(NOT_IN_ENCODING.format(encoding="utf-8", place=place))
    if encodings.cut_short(data, "gb18030"):
        before = encodings.guess(data[:-1])
        if before is not None and before.encoding == "gb18030":
            raise Unreadable(CUT_SHORT.format(encoding="gb18030"))
    found = encodings.guess(data)
    if found is None:
        raise Unreadable(UNKNOWN_ENCODING)
    text = data.decode(encodings.python_codec(found.encoding))
    return Decoded(text, found.encoding, found.encoding != "gb18030" or not found.sure)


def _decoded(data: bytes, codec: str) -> str:
    """``data`` as text, in pieces: one call for fifty megabytes would keep every other thread waiting."""
    if len(data) <= _PIECE:
        return data.decode(codec)
    decoder = codecs.getincrementaldecoder(codec)()
    pieces = [decoder.decode(data[at : at + _PIECE]) for at in range(0, len(data), _PIECE)]
    return "".join([*pieces, decoder.decode(b"", True)])


_PIECE = 1 << 20


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        text = _decoded(data, encodings.python_codec(encoding))
    except LookupError:
        raise Unreadable(NO_SUCH_ENCODING.format(encoding=encoding)) from None
    except UnicodeDecodeError as error:
        if encodings.cut_short(data, encoding):
            raise Unreadable(CUT_SHORT.format(encoding=encoding)) from None
        if (half := _half_character(data, encoding)) is not None:
            raise Unreadable(half) from None
        raise Unreadable(NOT_IN_ENCODING.format(encoding=encoding, place=error.start)) from None
    if "\0" in text:
        raise Unreadable(NUL.format(line=text.count("\n", 0, text.index("\0")) + 1))
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _nothing(data: bytes) -> Text | None:
    """What to say of a text with characters that are none; None where it is no text at all."""
    if data.count(b"\0") * _FEW > len(data) or data[:4] in _BINARY:
        return None
    for codec in ("utf-8", "gb18030"):
        try:
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        return NUL.format(line=data.count(b"\n", 0, data.index(b"\0")) + 1)
    return None


_FEW = 20
"""A text has at most one character in so many that is none; other files with such bytes are no text."""
_BINARY = frozenset({b"\x7fELF", b"%PDF", b"\x89PNG", b"GIF8", b"SQLi"})


def _half_character(data: bytes, encoding: str) -> Text | None:
    """What to say of a text that holds halves of characters and is else as it should be."""
    codec = encodings.python_codec(encoding)
    if not codec.replace("_", "-").lower().startswith("utf"):
        return None
    try:
        text = data.decode(codec, "surrogatepass")
    except UnicodeDecodeError:
        return None
    half = next((at for at, c in enumerate(text) if "\ud800" <= c <= "\udfff"), None)
    return None if half is None else HALF.format(line=text.count("\n", 0, half) + 1)


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first rows into the most columns of the same number; "," when none does."""
    if said := _SEPARATOR_LINE.match(text):
        return said[1]
    best, score = _best_delimiter(text, DELIMITERS)
    if not score:
        best, score = _best_delimiter(text, _RARE_DELIMITERS)
    return best if score >= (_CERTAIN if best in _RARE_DELIMITERS else 0) else ","


_RARE_DELIMITERS = ("，", "^", "~", "\x01", "\x1f")
"""Asked only where none of the usual ones cuts the text, and then each row has to agree."""
_CERTAIN = 1.0


def _best_delimiter(text: str, delimiters: Sequence[str]) -> tuple[str, float]:
    best, best_score = ",", 0.0
    for delimiter in delimiters:
        widths = [len(row) for row in _sample(text, delimiter) if any(cell.strip() for cell in row)]
        if not widths or max(widths) < 2:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        if usual < 2:
            continue
        score = widths.count(usual) / len(widths) + min(usual, 30) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best, best_score


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
    lines = lines_of(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    if names_delimiter(text):
        # Excel's own line; it counts as a row, so that row numbers stay those of the file.
        next(lines)
        return itertools.chain([[]], reader)
    return iter(reader)


def names_delimiter(text: str) -> bool:
    """Whether the text begins with Excel's own line that names its delimiter."""
    return _SEPARATOR_LINE.match(text) is not None


def lines_of(text: str, at: int = 0) -> Iterator[str]:
    """The lines of ``text`` from ``at`` on with their ends, taken from a piece at a time."""
    while at < len(text):
        end = text.find("\n", at + _PIECE) + 1 or len(text)
        yield from io.StringIO(text[at:end], newline="")
        at = end


def loose(error: csv.Error) -> bool:
    """Whether the error is a quote inside a cell, and not one that is left open to the end of the file, or
    for longer than any cell is."""
    return "end of data" not in str(error) and "field larger" not in str(error)


NOT_TEXT = Text("不是文本，也不是认识的工作簿", "neither text nor a workbook that we know")
UNKNOWN_ENCODING = Text(
    "文字编码既不是 UTF-8 也不是 GB18030，也看不出是别的，请用 --encoding 指明",
    "the text is neither UTF-8 nor GB18030, and its encoding does not show: say --encoding",
)
NO_SUCH_ENCODING = Text("没有叫“{encoding}”的编码", "there is no encoding called “{encoding}”")
NOT_IN_ENCODING = Text(
    "第 {place} 字节起不是 {encoding} 文字", "from byte {place} on the text is not {encoding}"
)
NUL = Text(
    "第 {line} 行有空字符（NUL），不是完整的文本，请从原系统重新导出",
    "line {line} holds a NUL character, which no text has: export the file again",
)
HALF = Text(
    "第 {line} 行有半个字符（落单的代理项），请从原系统重新导出",
    "line {line} holds half a character (a lone surrogate): export the file again",
)
CUT_SHORT = Text(
    "文件不完整：最后一个字只有一半（{encoding}）",
    "the file is cut short: it ends in the middle of a character ({encoding})",
)
BAD_QUOTES = Text("引号不成对，文件可能不完整", "the quotes do not match: the file may be cut short")
