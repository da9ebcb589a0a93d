"""Cells as a spreadsheet puts them on the clipboard."""

from __future__ import annotations

import csv
import io
import re

_QUOTE = '"'
_END = re.compile(r"[\t\n]")


def cells_of(text: str) -> list[list[str]]:
    """Rows of cells: separated by tabs, or by commas where several lines all have as many.

    As Excel writes them: a cell with a line break or a tab stands in quotes, its quotes doubled; other quotes
    are the cell's own. The line end after the last row is not a row.
    """
    plain = text.removeprefix("\ufeff").rstrip("\0").replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.removesuffix("\n")
    if not plain.strip():
        return []
    if "\t" not in plain:
        rows = _by_commas(plain)
        if rows is not None:
            return rows
    return _by_tabs(plain)


def _by_tabs(text: str) -> list[list[str]]:
    if _QUOTE not in text:
        return [line.split("\t") for line in text.split("\n")]
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        if at >= len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        at += 1


def _cell(text: str, start: int) -> tuple[str, int]:
    """The cell that begins at ``start`` and where it ends."""
    if text.startswith(_QUOTE, start):
        end = start + 1
        while (end := text.find(_QUOTE, end)) >= 0:
            if text.startswith(_QUOTE, end + 1):
                end += 2
                continue
            if end + 1 == len(text) or text[end + 1] in "\t\n":
                return text[start + 1 : end].replace(_QUOTE * 2, _QUOTE), end + 1
            break
        # A quote that is closed nowhere, or in the middle, is the cell's own.
    mark = _END.search(text, start)
    end = mark.start() if mark else len(text)
    return text[start:end], end


def _by_commas(text: str) -> list[list[str]] | None:
    if "\n" not in text or "," not in text:
        return None
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error:
        return None
    widths = {len(row) for row in rows}
    return rows if len(rows) > 1 and len(widths) == 1 and widths.pop() > 1 else None
