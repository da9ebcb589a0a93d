"""Sheets brought into the form of rows that the book knows, before their columns are recognised."""

from __future__ import annotations

import re
from dataclasses import replace

from csmdesk.importers import wide, words
from csmdesk.importers.sheet import Sheet

_FIRST = frozenset({"firstname", "名", "名字", "givenname", "propertyfirstname"})
_LAST = frozenset({"lastname", "姓", "姓氏", "surname", "familyname", "propertylastname"})
_WHOLE = frozenset({"name", "fullname", "姓名", "联系人", "联系人姓名", "contactname", "名称"})
FULL_NAME = "姓名"
_MONTH = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*(?:0?[1-9]|1[0-2])\s*月?(?:份)?")
_LEAST_MONTHS = 3
_MRR_MONTH, _MRR = "变动月份", "MRR"


def shaped(sheet: Sheet) -> Sheet:
    """``sheet`` with dimensions and months as rows, and first and last names as one column."""
    return with_full_name(months_as_rows(wide.long_form(sheet)))


def with_full_name(sheet: Sheet) -> Sheet:
    """``sheet`` with a column of full names after first and last name, where it has none."""
    keys = [words.header_key(words.without_marks(header)) for header in sheet.headers]
    first = next((i for i, key in enumerate(keys) if key in _FIRST), None)
    last = next((i for i, key in enumerate(keys) if key in _LAST), None)
    if first is None or last is None or _WHOLE & set(keys):
        return sheet
    names = [
        _full(a.strip(), b.strip()) for a, b in zip(sheet.columns[first], sheet.columns[last], strict=True)
    ]
    return replace(sheet, headers=(*sheet.headers, FULL_NAME), columns=(*sheet.columns, names), memory={})


def _full(first: str, last: str) -> str:
    if first.isascii() and last.isascii():
        return f"{first} {last}".strip()
    return f"{last}{first}"


def months_as_rows(sheet: Sheet) -> Sheet:
    """A sheet of MRR with a column for each month as rows of month and MRR; other sheets as they are.

    Its name, or a header above the months, has to say that it is MRR: figures by month may be anything.
    """
    months = [i for i, header in enumerate(sheet.headers) if _MONTH.fullmatch(header.strip())]
    if len(months) < _LEAST_MONTHS:
        return sheet
    said = " ".join((sheet.name, sheet.path.stem, *sheet.above)).casefold()
    if not any(word in said for word in ("mrr", "月经常性", "月度经常性")):
        return sheet
    kept = [i for i in range(len(sheet.headers)) if i not in months]
    count, times = sheet.count, len(months)
    columns = [[cell for cell in sheet.columns[i] for _ in range(times)] for i in kept]
    columns.append([sheet.headers[i].strip() for _ in range(count) for i in months])
    # An empty cell among months is a month without MRR.
    rows = [any(sheet.columns[i][r].strip() for i in months) for r in range(count)]
    columns.append(
        [(sheet.columns[i][r].strip() or "0") if rows[r] else "" for r in range(count) for i in months]
    )
    return replace(
        sheet,
        headers=(*(sheet.headers[i] for i in kept), _MRR_MONTH, _MRR),
        columns=tuple(columns),
        numbers=tuple(sheet.row_number(r) for r in range(count) for _ in range(times)),
        cell_headers=tuple(sheet.headers[i] for _ in range(count) for i in months),
        memory={},
    )
