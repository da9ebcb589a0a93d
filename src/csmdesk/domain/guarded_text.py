"""Cells of a text file for a spreadsheet: what looks like a formula gets an apostrophe, and loses it again.

A text that already begins with apostrophes and then a formula gets one more, so that taking one away always
gives back what was there. In a workbook text is text, and stands there as it is.
"""

from __future__ import annotations

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so is taken for a formula by some spreadsheet."""

_MARK = "'"


def guarded(text: str) -> str:
    """``text`` for a cell of a text file."""
    return _MARK + text if _would_run(text) else text


def unguarded(cell: str) -> str:
    """The text that ``guarded`` made ``cell`` of."""
    return cell[1:] if cell.startswith(_MARK) and _would_run(cell) else cell


def _would_run(text: str) -> bool:
    return text.lstrip(_MARK).startswith(RUNS)
