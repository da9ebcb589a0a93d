"""What stands behind a sheet's cells in its XML: which of them are merged.

Found while the workbook is looked at, piece by piece of its text, as the reader would find it; whatever is
not plain is left to the reader itself. Runs in the reading child process.
"""

from __future__ import annotations

import re
import xml.parsers.expat

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell, each as row and column from 0."""

MOST = 100_000
"""Merged cells of one sheet that are kept."""

_LONG = 8 << 20
"""Bytes behind the cells that are taken in: a tag without an end is looked through anew with every piece."""

_END = re.compile(rb"<(?:/([\w.-]+:)?sheetData\s*|([\w.-]+:)?sheetData\s*/)>")
"""Where the cells end, or where there are none."""
_DOWN = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})(?::([A-Za-z]{1,3})([1-9][0-9]{0,6}))?")


class Odd(Exception):
    """Only the workbook's reader can say what it makes of this."""


class BehindCells:
    """Takes in a sheet's text; ``end`` gives the cells that are merged downwards."""

    def __init__(self) -> None:
        self._merged: list[Range] = []
        self._parser: xml.parsers.expat.XMLParserType | None = None
        self._lists, self._within = 0, False
        self._taken = 0

    def take(self, text: bytes) -> None:
        """Take in a piece of whole tags; raises Odd."""
        if self._parser is None:
            # From the end each of these is found twice as fast.
            end = _END.search(text) if text.rfind(b"sheetData") >= 0 else None
            if text.rfind(b"mergeCells", 0, end.start() if end else len(text)) >= 0:
                raise Odd
            if end is None:
                return
            self._parser = xml.parsers.expat.ParserCreate()
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._stop
            prefix = end[1] or end[2] or b""
            opened = b"<%ssheetData>" % prefix if end[0].startswith(b"</") else b""
            text = b"<%sworksheet>" % prefix + opened + text[end.start() :]
        self._parse(text, last=False)

    def end(self) -> list[Range]:
        """What was found, once the whole text was taken in; raises Odd."""
        if self._parser is None:
            raise Odd
        self._parse(b"", last=True)
        return self._merged

    def _parse(self, text: bytes, *, last: bool) -> None:
        assert self._parser is not None
        self._taken += len(text)
        if self._taken > _LONG:
            raise Odd
        try:
            self._parser.Parse(text, last)
        except xml.parsers.expat.ExpatError:
            raise Odd from None

    def _start(self, name: str, said: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "mergeCells":
            self._lists += 1
            # The reader goes no further than the first list.
            self._within = self._lists == 1
        elif name == "mergeCell" and self._within:
            found = _DOWN.fullmatch(said.get("ref", ""))
            if found is None or len(self._merged) >= MOST:
                raise Odd
            left, top, right, bottom = found.groups()
            if right is not None and left.upper() == right.upper() and int(bottom) > int(top):
                column = column_number(left.encode()) - 1
                self._merged.append(((int(top) - 1, column), (int(bottom) - 1, column)))

    def _stop(self, name: str) -> None:
        if name.rpartition(":")[2] == "mergeCells":
            self._within = False


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
