"""Sheets of health scores with a column for each dimension, turned into rows of dimension and score."""

from __future__ import annotations

from dataclasses import replace

from csmdesk.importers import evidence, values, words
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.recognise import name_hint
from csmdesk.importers.sheet import Sheet

_DIMENSION, _SCORE = "维度", "得分"


def long_form(sheet: Sheet) -> Sheet:
    """``sheet`` itself, or its long form where it has two or more columns of dimensions.

    A column is a dimension when its header is one that we know; in a sheet named after health any column of
    numbers from 0 to 100 that has no other meaning is one too. A column of totals is left out: they are
    computed.
    """
    keys = [
        words.header_key(words.split_brackets(words.without_marks(header))[0]) for header in sheet.headers
    ]
    meant = words.headers("health")
    if any(key in meant and meant[key][0] == "dimension" for key in keys):
        return sheet
    named = words.vocabulary("dimension")
    totals = words.vocabulary("total")
    dimensions: dict[int, str] = {}
    total_columns: list[int] = []
    for index, key in enumerate(keys):
        if totals.meaning(key) is not None:
            total_columns.append(index)
        elif (known := named.meaning(key)) is not None:
            dimensions[index] = known
        elif name_hint(sheet) == "health" and key and key not in meant and _is_scores(sheet, index):
            dimensions[index] = words.without_marks(sheet.headers[index])
    if len(dimensions) < 2:
        return sheet
    kept = [i for i in range(len(sheet.headers)) if i not in dimensions and i not in total_columns]
    count, times = sheet.count, len(dimensions)
    columns = [[cell for cell in sheet.columns[i] for _ in range(times)] for i in kept]
    columns.append([name for _ in range(count) for name in dimensions.values()])
    columns.append([sheet.columns[i][r] for r in range(count) for i in dimensions])
    return replace(
        sheet,
        headers=(*(sheet.headers[i] for i in kept), _DIMENSION, _SCORE),
        columns=tuple(columns),
        numbers=tuple(sheet.row_number(r) for r in range(count) for _ in range(times)),
        cell_headers=tuple(sheet.headers[i] for _ in range(count) for i in dimensions),
        left_out=tuple(sheet.headers[i] for i in total_columns),
        memory={},
    )


def _is_scores(sheet: Sheet, index: int) -> bool:
    cells = evidence.sample(sheet, index)
    try:
        return bool(cells) and all(0 <= values.score(cell) <= 100_000 for cell in cells)
    except Unreadable:
        return False
