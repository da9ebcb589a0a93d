"""Whether a sheet writes the decimal comma: found from all of its cells together, never from one."""

from __future__ import annotations

import re

from csmdesk.importers import evidence
from csmdesk.importers.sheet import Sheet

_SIGNS = r"[-+(]?\s*(?:[¥￥$€£]|eur|chf|rub|руб\.?)?\s*"
_AFTER = r"\s*(?:%|€|eur|zł|kč|kr|chf|руб\.?|₽|元)?\)?"
_COMMA = re.compile(
    rf"{_SIGNS}(?:\d{{1,3}}(?:[.\s\u00a0]\d{{3}})+,\d{{1,4}}|\d+,(?:\d{{1,2}}|\d{{4,}})){_AFTER}",
    re.IGNORECASE,
)
_POINT = re.compile(
    rf"{_SIGNS}(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+\.(?:\d{{1,2}}|\d{{4,}})){_AFTER}", re.IGNORECASE
)
_THOUSANDS = re.compile(rf"{_SIGNS}\d{{1,3}}(?:\.\d{{3}})+{_AFTER}", re.IGNORECASE)
_COMMA_AT = re.compile(r"(?<=\d),(?=\d)")


def has_comma(sheet: Sheet) -> bool:
    """Whether cells show a decimal comma and none shows a decimal point; looks at some of each column."""
    found = sheet.memory.get("decimal comma")
    if found is None:
        found = sheet.memory["decimal comma"] = _has_comma(sheet)
    return bool(found)


def _has_comma(sheet: Sheet) -> bool:
    comma = False
    for index in range(len(sheet.columns)):
        cells = [cell.strip() for cell in evidence.sample(sheet, index)]
        if not any("," in cell for cell in cells):
            # Versions and hours of other columns may have points; what counts is who has commas.
            continue
        commas = sum(_COMMA.fullmatch(cell) is not None for cell in cells)
        points = sum(_POINT.fullmatch(cell) is not None for cell in cells)
        if points > commas:
            return False
        # A list of numbers in one cell (3,5) is no amount; a column of amounts is amounts throughout.
        numbers = sum(cell.replace(",", "").replace(".", "").lstrip("-").isdigit() for cell in cells)
        comma = comma or (commas > 0 and 2 * max(commas, numbers) >= len(cells))
    return comma or (sheet.delimiter == ";" and _only_thousands(sheet))


def _only_thousands(sheet: Sheet) -> bool:
    """Whether points stand before three digits alone.

    Cells are set apart by semicolons where the comma is the decimal sign; 1.500 of such a file is fifteen
    hundred.
    """
    thousands = 0
    for index in range(len(sheet.columns)):
        cells = [cell.strip() for cell in evidence.sample(sheet, index)]
        if any(_POINT.fullmatch(cell) and "." in cell for cell in cells):
            return False
        thousands += sum(_THOUSANDS.fullmatch(cell) is not None for cell in cells)
    return thousands > 0


def with_point(cell: str) -> str:
    """``cell`` with a point where it has a decimal comma, and without separators of thousands."""
    head, sign, tail = cell.rpartition(",")
    if not sign or not _COMMA_AT.search(cell):
        # 1.234 in such a sheet is a thousand and more.
        return re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", cell)
    return f"{head.replace('.', '').replace(',', '')}.{tail}"
