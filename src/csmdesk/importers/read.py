"""Files to sheets: what to read in a folder, what each file is by its bytes, and each table in it."""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers import archives, natures, rows, stacked, text_bytes, text_files, workbook
from csmdesk.importers.options import Options
from csmdesk.importers.problems import Problem, Unreadable
from csmdesk.importers.sheet import NotRead, Sheet
from csmdesk.importers.units import unit_of

_OF_XLSX = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".ett"})
_OF_XLS = frozenset({".xls", ".xlt", ".et", ".ett"})
_WORKBOOKS = _OF_XLSX | _OF_XLS | {".xlsb", ".ods", ".ots"}
_TABLES = _WORKBOOKS | {".csv", ".tsv", ".tab", ".txt"}
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


@dataclass(eq=False)
class Raw:
    """One table of a file as it lies there, before its header is found; ``name`` is the sheet's."""

    file: str
    path: Path
    name: str
    form: str
    encoding: str
    delimiter: str
    grid: rows.Table
    date1904: bool = False
    broken_cells: tuple[str, ...] = ()
    hidden: bool = False
    layout: bool = False
    """It only lays out a page that holds a table beside it."""
    notes: tuple[Text, ...] = ()
    """What was decided about the file that somebody should know."""


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
            for raw in tables_of(name, path, encoding=options.encoding(name)):
                _take(raw, options, reading)
        except NoTable as none:
            reading.not_read.append(NotRead(name, none.why))
        except Unreadable as refused:
            reading.problems.append(Problem(refused.why, name))
        except OSError as error:
            reading.problems.append(Problem(UNREADABLE.format(why=error.strerror), name))
        if len(reading.sheets) > before:
            reading.files[name] = sha256(path)
    return reading


def _take(raw: Raw, options: Options, reading: Reading) -> None:
    if raw.name and options.skips(raw.file, raw.name):
        reading.not_read.append(NotRead(raw.file, SKIPPED, raw.name))
        return
    headed = rows.cut(raw.grid)
    why = why_none(raw, headed)
    if why is not None:
        if raw.form == "csv" and why in {EMPTY_FILE, EMPTY_SHEET}:
            raise Unreadable(EMPTY_FILE)
        reading.not_read.append(NotRead(raw.file, why, raw.name))
        return
    assert headed is not None
    reading.sheets.append(sheet_of(raw, headed))


def why_none(raw: Raw, headed: rows.Headed | None) -> Text | None:
    """Why a table is none: empty, hidden, or prose; None where it is one."""
    if headed is None:
        return EMPTY_SHEET
    if raw.hidden:
        return HIDDEN_SHEET
    if raw.layout:
        return NO_TABLE
    if raw.form == "csv":
        alone = len(headed.headers) < 2 and raw.path.suffix.lower() not in {".csv", ".tsv", ".tab"}
        return NO_TABLE if alone else None
    return NO_TABLE if _is_prose(headed) else None


def sheet_of(raw: Raw, headed: rows.Headed) -> Sheet:
    """The sheet that a raw table is, cut at its header."""
    power = _power_above(headed.above)
    return Sheet(
        raw.file, raw.path, raw.name, raw.form, raw.encoding, raw.delimiter, headed.headers, headed.columns,
        headed.row + 1, headed.above, raw.date1904, raw.broken_cells, notes=raw.notes, power=power,
    )  # fmt: skip


_UNIT_SAID = re.compile(r"(?:金额|货币|计量)?单位\s*[:：]\s*(?:人民币)?\s*([十百千万亿]*元|万|亿)")


def _power_above(above: Sequence[str]) -> int:
    """The power of ten that a note above the table says: 单位：万元."""
    for line in above:
        for word in _UNIT_SAID.findall(line):
            unit = unit_of(word)
            if unit is not None and unit.power:
                return unit.power
    return 0


class NoTable(Exception):
    """The file is no table, and nobody said that it would be; ``why`` is a clause."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


def tables_of(
    name: str,
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    check: Callable[[], None] | None = None,
) -> list[Raw]:
    """Every table of one file, by what its bytes are; ``check`` is called now and then and may raise to stop.

    Raises Unreadable with the reason, NoTable for a file that is none, OSError.
    """
    suffix = path.suffix.lower()
    if path.stat().st_size == 0:
        if suffix in _TABLES:
            raise Unreadable(EMPTY_FILE)
        raise NoTable(NO_TABLE)
    try:
        form = archives.form_of(path)
    except archives.Refused as refused:
        if suffix in _WORKBOOKS:
            raise Unreadable(workbook.REFUSALS[refused.code].format(detail=refused.detail)) from None
        raise NoTable(NO_TABLE) from None
    if form == "html" and suffix not in _TABLES:
        # A page is read where somebody calls it a table; other pages are none of our business.
        raise NoTable(_no_table(path, form))
    if form in workbook.FORMS:
        return _parted(_of_workbook(name, path, check))
    what = natures.nature(path, form)
    if what is not None and suffix in _TABLES:
        raise Unreadable(REALLY_NO_TABLE.format(what=what))
    if what is None and form == "other":
        try:
            return _parted([_of_text(name, path, encoding, delimiter, check)])
        except csv.Error:
            raise Unreadable(text_files.BAD_QUOTES) from None
    if suffix in _WORKBOOKS:
        raise Unreadable(workbook.REFUSALS["truncated"])
    raise NoTable(_no_table(path, form))


def _parted(raws: Sequence[Raw]) -> list[Raw]:
    """Each table by itself, also where several lie under one another in one sheet."""
    found: list[Raw] = []
    for raw in raws:
        parts = stacked.parted(raw.grid)
        for start, grid in parts:
            if len(parts) == 1:
                found.append(raw)
                continue
            # Without a space, so that it can be said on a command line as it stands.
            name = f"{raw.name}·第{start}行起" if start > 1 else raw.name
            found.append(
                replace(raw, name=name, grid=grid, notes=(*raw.notes, SEVERAL_TABLES.format(row=start)))
            )
    return found


def _no_table(path: Path, form: str) -> Text:
    """Why a file is no table, with what it is where that shows."""
    what = natures.nature(path, form)
    return NO_TABLE if what is None else REALLY_NO_TABLE.format(what=what)


def _of_workbook(name: str, path: Path, check: Callable[[], None] | None) -> list[Raw]:
    book = workbook.read(path, check)
    if not book.sheets:
        raise Unreadable(WEB_PAGE if book.form == "html" else NO_SHEETS)
    notes = (REALLY.format(form=book.form),) if _misnamed(path, book.form) else ()
    known = [_known_words(sheet.grid) if book.form == "html" else 0 for sheet in book.sheets]
    return [
        Raw(
            name, path, sheet.name, book.form, book.form, "", sheet.grid, book.date1904,
            tuple(book.broken.get(sheet.name, ())), sheet.hidden, max(known) > 1 > words,
            notes + _uncounted(book.uncounted.get(sheet.name)) + _carried(sheet.carried),
        )
        for sheet, words in zip(book.sheets, known, strict=True)
    ]  # fmt: skip


def _known_words(grid: rows.Table) -> int:
    headed = rows.cut(grid)
    return 0 if headed is None else rows.known_words(headed.headers)


def _uncounted(cells: Sequence[str] | None) -> tuple[Text, ...]:
    """What is told of formulas without results."""
    return (UNCOUNTED.format(count=len(cells), cells="、".join(cells[:3])),) if cells else ()


def _carried(count: int) -> tuple[Text, ...]:
    """What is told of cells merged downwards."""
    return (CARRIED.format(count=count),) if count else ()


def _misnamed(path: Path, form: str) -> bool:
    suffix = path.suffix.lower()
    usual = {
        "xlsx": _OF_XLSX,
        "xls": _OF_XLS,
        "ods": frozenset({".ods", ".ots"}),
        "html": frozenset({".htm"}),
    }
    return suffix not in usual.get(form, ()) and suffix != f".{form}"


def _is_prose(headed: rows.Headed) -> bool:
    """A single column under no word that heads columns: instructions, a list for a drop-down."""
    return len(headed.headers) == 1 and rows.known_words(headed.headers) == 0


def _of_text(
    name: str,
    path: Path,
    encoding: str | None,
    delimiter: str | None,
    check: Callable[[], None] | None,
) -> Raw:
    if path.stat().st_size > archives.MAX_FILE:
        raise Unreadable(workbook.REFUSALS["large"])
    expected = path.suffix.lower() in _TABLES
    text_bytes.check(path)
    data, notes = text_bytes.tidied(path.read_bytes())
    if (long := _of_long_text(name, path, data, encoding, delimiter, check)) is not None:
        long.notes += notes
        return long
    try:
        decoded = text_files.decode(data, encoding)
    except Unreadable:
        if expected or encoding:
            raise
        raise NoTable(NO_TABLE) from None
    if _other_text(decoded.text, path):
        if path.suffix.lower() in _WORKBOOKS:
            raise Unreadable(workbook.REFUSALS["truncated"])
        raise NoTable(NO_TABLE)
    raw = raw_text(name, path, decoded, delimiter)
    raw.notes += notes
    return raw


def _of_long_text(
    name: str, path: Path, data: bytes, encoding: str | None, delimiter: str | None,
    check: Callable[[], None] | None,
) -> Raw | None:  # fmt: skip
    """The table that a long text in UTF-8 is, without making text of all of it; None where all has to be
    looked at."""
    if len(data) < LONG or encoding not in {None, "utf-8", "utf-8-sig"} or path.suffix.lower() not in _TABLES:
        return None
    marked = data.startswith(codecs.BOM_UTF8)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        head = body[: body.find(b"\n", _HEAD) + 1 or len(body)].decode()
    except UnicodeDecodeError:
        return None
    if head.lstrip("\ufeff").lstrip()[:1] in _OF_OTHERS or head != head.removeprefix("\ufeff"):
        return None
    cut_by = text_files.delimiter_of(head) if delimiter is None else delimiter
    grid = None if text_files.names_delimiter(head) else _gathered(body, cut_by, check)
    if grid is None:
        return None
    read_as = encoding or ("utf-8-sig" if marked else "utf-8")
    return _raw_of(name, path, text_files.Decoded(head, read_as), cut_by, grid, body.endswith(_LINE_ENDS))


def _gathered(data: bytes, delimiter: str, check: Callable[[], None] | None = None) -> rows.Table | None:
    """The cells of a long text; None where they have to be read, or refused, row by row."""
    from csmdesk.importers import columnar

    try:
        return columnar.gather(data, delimiter, check)
    except (UnicodeDecodeError, csv.Error):
        return None


def _encoded(text: str) -> bytes:
    """A text in UTF-8, made in pieces; b"" where that is not possible."""
    try:
        return b"".join(text[at : at + _HEAD].encode() for at in range(0, len(text), _HEAD))
    except UnicodeEncodeError:
        return b""


LONG = 8 << 20
"""Bytes, or letters, from which on a text is read by columns. A list of a hundred thousand accounts is
shorter: names and numbers hardly ever come again, and are taken row by row in less time."""
_HEAD = 1 << 20
"""Bytes of a long text by which its delimiter is told."""
_OF_OTHERS = ("<", "{", "[")
_LINE_ENDS = (b"\n", b"\r")


def raw_text(name: str, path: Path, decoded: text_files.Decoded, delimiter: str | None = None) -> Raw:
    """The table that a text is; raises Unreadable where a quote is left open."""
    text = decoded.text
    cut_by = text_files.delimiter_of(text) if delimiter is None else delimiter
    grid = None
    if len(text) >= LONG and not text_files.names_delimiter(text):
        grid = _gathered(_encoded(text), cut_by)
    if grid is None:
        grid = _row_by_row(text, cut_by)
    return _raw_of(name, path, decoded, cut_by, grid, text.endswith(("\n", "\r")))


def _row_by_row(text: str, delimiter: str) -> rows.Grid:
    try:
        return rows.gather(text_files.rows_of(text, delimiter))
    except csv.Error as error:
        if not text_files.loose(error):
            raise Unreadable(text_files.BAD_QUOTES) from None
    return rows.gather(text_files.rows_of(text, delimiter, strict=False))


def _raw_of(
    name: str, path: Path, decoded: text_files.Decoded, cut_by: str, grid: rows.Table, whole: bool
) -> Raw:
    """A text's table, with what is to be told of it; ``whole``: its last line is ended."""
    notes: tuple[Text, ...] = ()
    if decoded.guessed:
        notes += (GUESSED.format(encoding=decoded.encoding),)
    if not whole and rows.ends_early(grid):
        notes += (ENDS_EARLY.format(row=grid.count),)
    if path.suffix.lower() in _WORKBOOKS:
        notes += (REALLY.format(form=TEXT_FORM),)
    return Raw(name, path, "", "csv", decoded.encoding, cut_by, grid, notes=notes)


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
        except (ValueError, RecursionError):
            return path.suffix.lower() == ".json"
        return True
    return path.suffix.lower() not in _TABLES


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


SKIPPED = Text("按要求略过", "skipped as asked")
NO_TABLE = Text("不是表格", "not a table")
EMPTY_FILE = Text("文件是空的", "the file is empty")
EMPTY_SHEET = Text("工作表是空的", "the sheet is empty")
HIDDEN_SHEET = Text("工作表是隐藏的", "the sheet is hidden")
SEVERAL_TABLES = Text(
    "上下叠着几张表，分开来读；这一张从第 {row} 行起",
    "several tables lie one under another and are read apart; this one begins at row {row}",
)
UNCOUNTED = Text(
    "{count} 个单元格是公式，文件里没有算好的结果（{cells}），读到的是空白或 0；"
    "请用 Excel 或 WPS 打开、保存后再导入",
    "{count} cells are formulas without a result in the file ({cells}) and read as empty or 0: "
    "open and save it in Excel or WPS first",
)
CARRIED = Text(
    "向下合并的单元格，文字和日期按每一行都有读取（{count} 格）；合并的数字只读一次",
    "texts and dates of cells merged downwards are read in each of their rows ({count} cells), numbers once",
)
NO_SHEETS = Text("工作簿里没有工作表", "the workbook has no sheets")
WEB_PAGE = Text(
    "其实是网页，里面没有可以读的表格；可能导出时没有登录，请重新导出",
    "it is a web page without a table that could be read, of a log-in perhaps: export it again",
)
REALLY_NO_TABLE = Text("不是表格，而是{what}", "this is no table but {what}")
GUESSED = Text(
    "文件没有写明编码，按文字看是 {encoding}；不对的话请指明编码",
    "the file does not say its encoding; by its letters it is {encoding}: say another if that is wrong",
)
REALLY = Text(
    "文件的实际格式是 {form}，与后缀不符", "by its bytes the file is {form}, whatever its name says"
)
TEXT_FORM = Text("文本", "text")
ENDS_EARLY = Text(
    "最后一行（第 {row} 行）不完整，文件可能被截断",
    "the last row ({row}) breaks off: the file may be cut short",
)
UNREADABLE = Text("文件无法读取（{why}）", "the file cannot be read ({why})")
