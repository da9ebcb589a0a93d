"""Tables of web pages and of Excel's XML of 2003, which systems save under the name of a workbook.

Runs in the reading child process.
"""

from __future__ import annotations

import re
import xml.parsers.expat
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from csmdesk.importers import archives, merged, text_files
from csmdesk.importers.behind_cells import Range
from csmdesk.importers.problems import Unreadable

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\xa0]+")
_SPACES = re.compile("  +")
_WIDEST = 16_384
Rows = list[list[str]]


@dataclass
class Table:
    """One table: rows of text, and what is under way while it is read."""

    name: str = ""
    rows: Rows = field(default_factory=list)
    blocked: dict[int, int] = field(default_factory=dict)
    """Column → rows for which a merged cell above still covers it."""
    cells: int = 0
    broken: list[str] = field(default_factory=list)
    """Cells with errors."""
    carried: int = 0
    """Cells that were filled with what the merged cell over them says."""
    spans: list[Range] = field(default_factory=list)
    """Merged cells that reach downwards."""


def tables_of_page(data: bytes) -> tuple[list[Table], bool]:
    """The tables of a web page that have two columns or more, and False: its dates are written out.

    Raises Refused when it is no text, or too much of one.
    """
    _refuse_absurd(data)
    text = _text(data)
    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(text.encode() + b" ")
        if page.breaks_off:
            raise archives.Refused("truncated")
        parser.close()
    except (etree.LxmlError, UnicodeEncodeError) as error:
        raise archives.Refused("truncated", str(error)) from None
    for table in page.done:
        if table.spans:
            width = max(map(len, table.rows))
            rows = merged.Carried(([*row, *[""] * (width - len(row))] for row in table.rows), table.spans)
            table.rows = list(rows)
            table.carried = rows.count
    return [table for table in page.done if any(sum(map(bool, row)) > 1 for row in table.rows)], False


def _refuse_absurd(data: bytes) -> None:
    """Refuse what would take the parser minutes: it is slow with signs that end nothing."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.replace(b"\0", b"")
    if data.count(b"<") > 2 * data.count(b">") + 1_000:
        raise archives.Refused("truncated")
    rows = sum(data.count(tag) for tag in _ROWS)
    if rows > _MOST_ROWS:
        raise archives.Refused("area", f"A{rows}")


_ROWS = (b"<tr>", b"<tr ", b"<TR>", b"<TR ", b"<Row>", b"<Row ", b"<ss:Row>", b"<ss:Row ")
_MOST_ROWS = 200_000
"""Rows of a page or of the XML of 2003; a workbook that older programs open has 65,536."""
_DEEPEST = 60


def _text(data: bytes) -> str:
    said = _CHARSET.search(data[:4096])
    if said is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        codec = said[1].decode("ascii", "replace").lower()
        try:
            return data.decode("gb18030" if codec in {"gb2312", "gbk", "x-gbk"} else codec)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return text_files.decode(data).text
    except Unreadable:
        raise archives.Refused("truncated") from None


class _Page:
    """Collects tables; a table in a cell is a table of its own."""

    def __init__(self) -> None:
        self.done: list[Table] = []
        self._open: list[Table] = []
        self._cell: list[str] | None = None
        self._cells: list[list[str] | None] = []
        self._span = (1, 1)
        self._silent = 0

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """A tag that begins something."""
        if tag == "table":
            if len(self._open) > _DEEPEST:
                raise archives.Refused("truncated")
            self._cells.append(self._cell)
            self._cell = None
            self._open.append(Table())
        elif tag in {"script", "style"}:
            self._silent += 1
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._new_row()
        elif tag in {"td", "th"}:
            self._end_cell()
            if not self._open[-1].rows:
                self._new_row()
            self._cell = []
            self._span = (_span(attrs.get("colspan")), _span(attrs.get("rowspan"))) if attrs else (1, 1)
        elif tag in {"br", "p", "div"} and self._cell:
            self._cell.append("\n")

    def end(self, tag: str) -> None:
        """The end of what a tag began."""
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif not self._open:
            return
        elif tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self.done.append(self._open.pop())
            self._cell = self._cells.pop()

    def data(self, data: str) -> None:
        """Text."""
        if self._cell is not None and not self._silent:
            self._cell.append(_SPACE.sub(" ", data))

    @property
    def breaks_off(self) -> bool:
        """Whether a table is open: before the parser's end, which closes all, that is the page's fault."""
        return bool(self._open)

    def close(self) -> None:
        """The end of the page."""

    def _new_row(self) -> None:
        table = self._open[-1]
        table.rows.append([])
        table.blocked = {column: left - 1 for column, left in table.blocked.items() if left > 1}

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        table, row = self._open[-1], self._open[-1].rows[-1]
        while len(row) in table.blocked:
            row.append("")
        wide, high = self._span
        at = len(row)
        row.append(_without_space("".join(self._cell)))
        row += [""] * (wide - 1)
        if high > 1:
            table.blocked |= dict.fromkeys(range(at, at + wide), high)
            top = len(table.rows) - 1
            table.spans.append(((top, at), (top + high - 1, at + wide - 1)))
        table.cells += wide
        if len(row) > _WIDEST or table.cells > archives.MAX_CELLS:
            raise archives.Refused("area", f"C{len(row)}")
        self._cell = None


def _without_space(text: str) -> str:
    """The lines that say something, each with single spaces between its words."""
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if "\n" not in text:
        return text.strip()
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)


def _span(text: str | None) -> int:
    return min(int(text), _WIDEST) if text and text.strip().isdigit() and int(text) > 0 else 1


_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_EXCEL = "urn:schemas-microsoft-com:office:excel "


def tables_of_xml(data: bytes) -> tuple[list[Table], bool]:
    """The sheets of a workbook in the XML of 2003, and whether its days count from 1904.

    Raises Refused for entities and for broken XML.
    """
    _refuse_absurd(data)
    text = _text_of_xml(data)
    book = _XmlBook()
    # What the declaration says of the encoding no longer holds.
    parser = xml.parsers.expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = book.refuse
    parser.StartElementHandler = book.start
    parser.EndElementHandler = book.end
    parser.CharacterDataHandler = book.text
    try:
        parser.Parse(text.encode(), True)
    except (xml.parsers.expat.ExpatError, ValueError) as error:
        raise archives.Refused("truncated", str(error)) from None
    return book.tables, book.date1904


_DECLARED = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]{2,30})["']""", re.IGNORECASE)


def _text_of_xml(data: bytes) -> str:
    """The XML as text: the parser knows no GB2312, in which Chinese systems write it."""
    said = _DECLARED.search(data[:500])
    if said is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = said[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if codec in {"gb2312", "gbk"} else codec).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return text_files.decode(data).text
    except Unreadable:
        raise archives.Refused("truncated") from None


class _XmlBook:
    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.date1904 = False
        self._words: list[str] | None = None
        self._cells = 0

    def refuse(self, *_: Any) -> None:
        raise archives.Refused("entities")

    def start(self, name: str, said: dict[str, str]) -> None:
        if name == f"{_SS}Worksheet":
            self.tables.append(Table(said.get(f"{_SS}Name", "")))
        elif not self.tables:
            self.date1904 = self.date1904 or name == f"{_EXCEL}Date1904"
        elif name == f"{_SS}Row":
            self._to(self.tables[-1].rows, said, list)
            self.tables[-1].rows.append([])
        elif name == f"{_SS}Cell" and self.tables[-1].rows:
            row = self.tables[-1].rows[-1]
            self._to(row, said, str)
            row.append("")
            across = said.get(f"{_SS}MergeAcross", "")
            row += [""] * (min(int(across), _WIDEST) if across.isdigit() else 0)
            self._at = len(row) - 1 - (min(int(across), _WIDEST) if across.isdigit() else 0)
        elif name == f"{_SS}Data" and self.tables[-1].rows and self.tables[-1].rows[-1]:
            self._words = []
            self._type = said.get(f"{_SS}Type", "")

    def end(self, name: str) -> None:
        if name == f"{_SS}Data" and self._words is not None:
            text = "".join(self._words)
            if self._type == "DateTime":
                text = text.removesuffix(".000").replace("T", " ").removesuffix(" 00:00:00")
            elif self._type == "Boolean":
                text = {"1": "TRUE", "0": "FALSE"}.get(text, text)
            elif self._type == "Error":
                text = ""
                table = self.tables[-1]
                table.broken.append(archives.cell_name(self._at + 1, len(table.rows)))
            self.tables[-1].rows[-1][self._at] = text
            self._words = None

    def text(self, words: str) -> None:
        if self._words is not None:
            self._words.append(words)

    def _to(self, held: list[Any], said: dict[str, str], empty: type) -> None:
        """Fill up to the place that the element says that it has."""
        index = said.get(f"{_SS}Index", "")
        place = int(index) - 1 if index.isdigit() else len(held)
        self._cells += max(0, place - len(held)) + 1
        if self._cells > archives.MAX_CELLS or place > 1_048_576:
            raise archives.Refused("area", f"R{place + 1}")
        held += [empty() for _ in range(place - len(held))]
