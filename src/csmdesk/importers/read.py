"""Files to sheets: what to read in a folder, what each file is by its bytes, and each table in it."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers import archives, rows, text_files, workbook
from csmdesk.importers.options import Options
from csmdesk.importers.problems import Problem, Unreadable
from csmdesk.importers.sheet import NotRead, Sheet

_TABLES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_LEFT_OUT = frozenset({"desktop.ini", "thumbs.db", "__macosx"})


@dataclass
class Reading:
    """What was found: the tables, the files that are none, and what kept files from being read."""

    sheets: list[Sheet] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """Name → SHA-256 (hex) of each file that held a table."""


def files_of(source: Path | Sequence[Path]) -> list[tuple[str, Path]]:
    """The files to read, with the names they are called by; raises UserError when there is none.

    A folder gives its own files and those of all folders below it, without hidden and temporary ones.
    """
    given = [source] if isinstance(source, Path) else list(source)
    found: dict[Path, str] = {}
    for path in given:
        if not path.exists():
            raise UserError(Text(f"找不到“{path}”。", f"There is no “{path}”."))
        if path.is_dir():
            try:
                inside = sorted(path.rglob("*"))
            except OSError as error:
                raise UserError(
                    Text(
                        f"打不开“{path}”：{error.strerror}。", f"“{path}” cannot be opened: {error.strerror}."
                    )
                ) from None
            for file in inside:
                name = file.relative_to(path)
                if file.is_file() and not any(_left_out(part) for part in name.parts):
                    found.setdefault(file.resolve(), name.as_posix())
        else:
            found.setdefault(path.resolve(), path.name)
    if not found:
        raise UserError(
            Text(
                f"“{given[0] if given else ''}”里没有文件。",
                f"There are no files in “{given[0] if given else ''}”.",
            )
        )
    return sorted(((name, path) for path, name in found.items()), key=lambda pair: pair[0])


def _left_out(part: str) -> bool:
    return part.startswith((".", "~$")) or part.casefold() in _LEFT_OUT or part.endswith("~")


def read(
    files: Sequence[tuple[str, Path]], options: Options, progress: Callable[[int, int], None] | None = None
) -> Reading:
    """Read every file; a file that cannot be read becomes a problem, one that is no table is listed."""
    reading = Reading()
    for done, (name, path) in enumerate(files):
        if progress is not None:
            progress(done, len(files))
        if options.skips(name):
            reading.not_read.append(NotRead(name, SKIPPED))
            continue
        before = len(reading.sheets)
        try:
            _read_file(name, path, options, reading)
        except Unreadable as refused:
            reading.problems.append(Problem(refused.why, name))
        except OSError as error:
            reading.problems.append(Problem(UNREADABLE.format(why=error.strerror), name))
        if len(reading.sheets) > before:
            reading.files[name] = _sha256(path)
    return reading


def _read_file(name: str, path: Path, options: Options, reading: Reading) -> None:
    if path.stat().st_size == 0:
        if path.suffix.lower() in _TABLES:
            raise Unreadable(EMPTY_FILE)
        reading.not_read.append(NotRead(name, NO_TABLE))
        return
    try:
        form = archives.form_of(path)
    except archives.Refused as refused:
        if path.suffix.lower() in _WORKBOOKS:
            raise Unreadable(workbook.REFUSALS[refused.code].format(detail=refused.detail)) from None
        reading.not_read.append(NotRead(name, NO_TABLE))
        return
    if form == "encrypted" or form in {"xlsx", "xlsb", "ods", "xls"}:
        _read_workbook(name, path, options, reading)
    elif form == "other" and not _starts_like_a_picture(path):
        _read_text(name, path, options, reading)
    elif path.suffix.lower() in _WORKBOOKS:
        raise Unreadable(workbook.REFUSALS["truncated"])
    else:
        reading.not_read.append(NotRead(name, NO_TABLE))


def _read_workbook(name: str, path: Path, options: Options, reading: Reading) -> None:
    book = workbook.read(path)
    for sheet in book.sheets:
        if options.skips(name, sheet.name):
            reading.not_read.append(NotRead(name, SKIPPED, sheet.name))
            continue
        headed = rows.cut(sheet.grid)
        if headed is None or sheet.hidden or _is_prose(headed):
            why = EMPTY_SHEET if headed is None else HIDDEN_SHEET if sheet.hidden else NO_TABLE
            reading.not_read.append(NotRead(name, why, sheet.name))
            continue
        reading.sheets.append(
            Sheet(
                name, path, sheet.name, book.form, book.form, "", headed.headers, headed.columns,
                headed.row + 1, headed.above, book.date1904,
                book.broken_cells if len(book.sheets) == 1 else (),
            )
        )  # fmt: skip
    if not book.sheets:
        raise Unreadable(NO_SHEETS)


def _starts_like_a_picture(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(8).startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM"))


def _is_prose(headed: rows.Headed) -> bool:
    """A single column under no word that heads columns: instructions, a list for a drop-down."""
    return len(headed.headers) == 1 and rows.known_words(headed.headers) == 0


def _read_text(name: str, path: Path, options: Options, reading: Reading) -> None:
    if path.stat().st_size > archives.MAX_FILE:
        raise Unreadable(workbook.REFUSALS["large"])
    data = path.read_bytes()
    expected = path.suffix.lower() in _TABLES
    try:
        text, encoding = text_files.decode(data, options.encoding(name))
    except Unreadable:
        if expected or options.encoding(name):
            raise
        reading.not_read.append(NotRead(name, NO_TABLE))
        return
    if _other_text(text, path):
        if path.suffix.lower() in _WORKBOOKS:
            raise Unreadable(WEB_PAGE)
        reading.not_read.append(NotRead(name, NO_TABLE))
        return
    delimiter = text_files.delimiter_of(text)
    try:
        grid = rows.gather(text_files.rows_of(text, delimiter))
    except csv.Error as error:
        if not text_files.loose(error):
            raise Unreadable(text_files.BAD_QUOTES) from None
        grid = rows.gather(text_files.rows_of(text, delimiter, strict=False))
    headed = rows.cut(grid)
    if headed is None:
        raise Unreadable(EMPTY_FILE)
    if len(headed.headers) < 2 and path.suffix.lower() not in {".csv", ".tsv", ".tab"}:
        reading.not_read.append(NotRead(name, NO_TABLE))
        return
    reading.sheets.append(
        Sheet(
            name,
            path,
            "",
            "csv",
            encoding,
            delimiter,
            headed.headers,
            headed.columns,
            headed.row + 1,
            headed.above,
        )
    )


def _other_text(text: str, path: Path) -> bool:
    """True for JSON, XML, HTML and prose, which are text but no table."""
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table", "<meta")):
        return True
    if path.suffix.lower() in {".csv", ".tsv", ".tab"}:
        return False
    if start.startswith(("{", "[")):
        try:
            json.loads(text)
        except ValueError:
            return path.suffix.lower() == ".json"
        return True
    return path.suffix.lower() not in _TABLES


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


SKIPPED = Text("按要求略过", "skipped as asked")
NO_TABLE = Text("不是表格", "not a table")
EMPTY_FILE = Text("文件是空的", "the file is empty")
EMPTY_SHEET = Text("工作表是空的", "the sheet is empty")
HIDDEN_SHEET = Text("工作表是隐藏的", "the sheet is hidden")
NO_SHEETS = Text("工作簿里没有工作表", "the workbook has no sheets")
WEB_PAGE = Text(
    "其实是网页，请在 Excel 里另存为 xlsx 再导入", "it is a web page: save it as xlsx in Excel first"
)
UNREADABLE = Text("文件无法读取（{why}）", "the file cannot be read ({why})")
