"""The rows that an import refuses, with the reasons, as a file to mend them in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.guarded_text import guarded
from csmdesk.domain.text import Text
from csmdesk.importers.desk_parts import Found
from csmdesk.importers.desk_sheets import Held
from csmdesk.importers.problems import Problem
from csmdesk.storage.files import write_whole

_HEADS = ("文件", "行", "原因")
"""What goes before a row's own cells: importing the file again leaves these columns out."""


def write(path: Path, problems: Iterable[Found], held: Mapping[int, Held]) -> Path:
    """Write the rows that have errors to ``path`` (.csv or .xlsx), one block or sheet for each sheet.

    Raises UserError for another suffix and for a place that cannot be written.
    """
    blocks: list[tuple[str, list[list[str]]]] = []
    by_sheet: dict[int, dict[int, list[str]]] = {}
    for problem in problems:
        if problem.error and problem.row is not None:
            where = f"{problem.heading}：" if problem.heading else ""
            by_sheet.setdefault(problem.sheet, {}).setdefault(problem.row, []).append(where + problem.why.zh)
    for sheet, rows in by_sheet.items():
        base = held[sheet].base if sheet in held else None
        if base is None:
            continue
        block = [[*_HEADS, *base.headers]]
        for row in sorted(rows):
            place = row - base.first_row
            cells = [c[place] if 0 <= place < base.count else "" for c in base.columns]
            block.append([base.label, str(row), "；".join(dict.fromkeys(rows[row])), *cells])
        blocks.append((base.name or Path(base.file).stem, block))
    makers = {".csv": _csv, ".xlsx": _xlsx}
    maker = makers.get(path.suffix.lower())
    if maker is None:
        raise UserError(UNKNOWN_FORM.format(name=path.name))
    return write_file(path, maker(blocks))


def write_problems(path: Path, problems: Iterable[Problem]) -> Path:
    """Write problems by their places, without the rows themselves, to ``path`` (.csv or .xlsx)."""
    rows = [
        [
            f"{p.file} · {p.sheet}" if p.sheet else p.file,
            "" if p.row is None else str(p.row),
            p.why.zh,
            p.column,
            p.value or "",
        ]
        for p in problems
    ]
    maker = {".csv": _csv, ".xlsx": _xlsx}.get(path.suffix.lower())
    if maker is None:
        raise UserError(UNKNOWN_FORM.format(name=path.name))
    return write_file(path, maker([("csmdesk", [[*_HEADS, "列", "值"], *rows])]))


def write_file(path: Path, content: bytes) -> Path:
    """Write a file that is whole or not there; raises UserError when the place cannot be written."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise UserError(NOT_WRITTEN.format(path=path, why=error.strerror or "")) from None
    return path


def _csv(blocks: Sequence[tuple[str, list[list[str]]]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for place, (_, rows) in enumerate(blocks):
        if place:
            writer.writerow([])
        writer.writerows([[guarded(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig", "replace")


def _xlsx(blocks: Sequence[tuple[str, list[list[str]]]]) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, options)
    for number, (name, rows) in enumerate(blocks or [("csmdesk", [list(_HEADS)])], start=1):
        safe = "".join(" " if c in "[]:*?/\\" or not c.isprintable() else c for c in name).strip("' ")[:26]
        sheet = book.add_worksheet(f"{safe or 'csmdesk'} {number}")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell[:32_767])
    book.close()
    return content.getvalue()


UNKNOWN_FORM = Text(
    "不认识“{name}”的格式：请用 .xlsx 或 .csv。", "Unknown format “{name}”: use .xlsx or .csv."
)
NOT_WRITTEN = Text("写不了“{path}”：{why}。", "“{path}” cannot be written: {why}.")
