"""A table written to a file for a workbook: xlsx or csv, typed, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.guarded_text import guarded
from csmdesk.domain.text import Text
from csmdesk.reports.place import write_at

Value = str | int | Fraction | Decimal | date | None
"""What a cell may hold; None is an empty cell."""

_MOST_ROWS = 1_048_575
_MOST_TEXT = 32_767
_WIDEST, _NARROWEST = 48, 8


EACH_ROW = "row"
"""The number format of a column whose rows have their own."""


class Sheet(NamedTuple):
    """A table of a workbook. ``numbers`` are number formats by column, as ``write_table`` takes them.

    ``row_numbers`` are formats by row, for the columns whose own is ``EACH_ROW``; ``fixed`` columns stay in
    sight while the others scroll.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    numbers: Sequence[str] = ()
    row_numbers: Sequence[str] = ()
    fixed: int = 1


def write_table(
    path: Path,
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Value]],
    numbers: Sequence[str] = (),
) -> None:
    """Write ``rows`` under ``heads`` to ``path``, whose suffix (.xlsx or .csv) is the format.

    ``title`` names the sheet; ``numbers`` are number formats by column ("0.0", "#,##0.00", "" for none), for
    xlsx. Numbers and days stay so, text stays text: what looks like a formula is none.
    An older file is replaced only when the new one is whole. Raises UserError for another suffix, more rows
    than a sheet or a longer text than a cell of it holds, and a place that cannot be written.
    """
    write_sheets(path, [Sheet(title, heads, list(rows), numbers)])


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write tables as the sheets of one workbook; .csv takes the first of them alone.

    All else is as with ``write_table``.
    """
    writers: dict[str, Callable[[], bytes]] = {
        ".xlsx": lambda: _xlsx(sheets),
        ".csv": lambda: _csv(sheets[0].heads, sheets[0].rows),
    }
    write = writers.get(path.suffix.lower())
    if write is None:
        raise UserError(
            Text(
                "不认识“{name}”的格式：请用 .xlsx 或 .csv。", "Unknown format “{name}”: use .xlsx or .csv."
            ).format(name=path.name)
        )
    write_at(path, write)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(head) for head in heads])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    # With a BOM, or the workbook of a Chinese Windows reads it as GBK.
    return text.getvalue().encode("utf-8-sig", "replace")


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, date):
        return value.isoformat()
    return _plain(value)


def _plain(value: int | Fraction | Decimal) -> str:
    """A number in digits: exact where it ends, else to fifteen places."""
    if isinstance(value, Fraction):
        rest = value.denominator
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        number = Decimal(value.numerator) / Decimal(value.denominator)
        return format(number if rest == 1 else round(number, 15), "f")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _xlsx(sheets: Sequence[Sheet]) -> bytes:
    import xlsxwriter

    for one in sheets:
        if len(one.rows) > _MOST_ROWS:
            raise UserError(
                Text(
                    "{n} 行放不进一张工作表（最多 {most} 行），请存成 .csv。",
                    "{n} rows do not fit one sheet (at most {most}): save as .csv.",
                ).format(n=f"{len(one.rows):,}", most=f"{_MOST_ROWS:,}")
            )
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, options)
    numbers = {n for one in sheets for n in (*one.numbers, *one.row_numbers) if n and n != EACH_ROW}
    styles = {number: book.add_format({"num_format": number}) for number in sorted(numbers)}
    styles |= {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for one in sheets:
        _fill(book.add_worksheet(_sheet_name(one.title)), one, styles)
    book.close()
    return content.getvalue()


def _fill(sheet: Any, one: Sheet, styles: Mapping[str, Any]) -> None:
    """Write a table into a sheet of a workbook."""
    numbers = [*one.numbers, *[""] * (len(one.heads) - len(one.numbers))]
    for column, head in enumerate(one.heads):
        sheet.write_string(0, column, head, styles["head"])
    for place, row in enumerate(one.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                if len(value) > _MOST_TEXT:
                    raise UserError(
                        TOO_LONG.format(
                            head=one.heads[column], row=place, n=f"{len(value):,}", most=f"{_MOST_TEXT:,}"
                        )
                    )
                sheet.write_string(place, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(place, column, value, styles["day"])
            elif value is not None:
                number = numbers[column] if numbers[column] != EACH_ROW else one.row_numbers[place - 1]
                sheet.write_number(place, column, float(value), styles.get(number))
    for column, width in enumerate(_widths(one.heads, one.rows)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, one.fixed)
    if one.rows and one.heads:
        sheet.autofilter(0, 0, len(one.rows), len(one.heads) - 1)


def _sheet_name(title: str) -> str:
    """A name that a workbook takes: at most 31 characters, none of []:*?/\\, no apostrophe at the ends."""
    name = "".join(" " if c in "[]:*?/\\" or not c.isprintable() else c for c in title).strip("' ")[:31]
    return name.strip("' ") or "csmdesk"


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """The width of each column in letters, by its head and its first rows; a Chinese letter counts double."""
    widths = []
    for column, head in enumerate(heads):
        cells = [head, *(_csv_cell(row[column])[:_WIDEST] for row in rows[:200])]
        widest = max(sum(2 if ord(c) > 0x2E80 else 1 for c in cell) for cell in cells)
        widths.append(max(_NARROWEST, min(widest + 2, _WIDEST)))
    return widths


TOO_LONG = Text(
    "第 {row} 行“{head}”有 {n} 个字，工作表的一格放不下（最多 {most} 个），请存成 .csv。",
    "“{head}” of row {row} has {n} characters, which do not fit a cell (at most {most}): save as .csv.",
)
