"""The plan of an import: what each sheet is taken for, what is wrong, and what would be written."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.importers import build, read, shapes, words
from csmdesk.importers.content import Content
from csmdesk.importers.dates import Order
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.known import Known, Remembered
from csmdesk.importers.mapping import Column, Fit, Why
from csmdesk.importers.options import NOT_IMPORTED, Options
from csmdesk.importers.problems import Problem
from csmdesk.importers.recognise import Recognised, recognise
from csmdesk.importers.sheet import NotRead, Sheet
from csmdesk.importers.typed import Typed, typed
from csmdesk.importers.ways import kept_ways, ways_of
from csmdesk.storage import kept_columns


class Progress(NamedTuple):
    """How far an import is: the phase (read, stage, apply, roll-up, checkpoint), and done of total in it."""

    phase: str
    done: int
    total: int


@dataclass(frozen=True)
class PlannedColumn:
    """One column of a sheet: what it is taken for and why; ``field`` None: it is not imported."""

    header: str
    field: str | None
    text: Text | None
    why: Why
    dates: Order | None
    unit: str
    samples: tuple[str, ...]
    suggestion: str = ""
    likeness: int = 0
    custom: str = ""


@dataclass(frozen=True)
class PlannedSheet:
    """One sheet: what it is taken for, its rows and columns, and its problems."""

    file: str
    sheet: str
    form: str
    encoding: str
    delimiter: str
    kind: str | None
    rows: int
    columns: tuple[PlannedColumn, ...]
    problems: tuple[Problem, ...]
    signature: str
    end_exclusive: bool = False
    said: Mapping[str, object] = field(default_factory=dict)
    """What the user said about sheets with these headers, now or before: remembered by the book."""

    @property
    def label(self) -> str:
        """The file's name, with the sheet's where there is one."""
        return f"{self.file}（{self.sheet}）" if self.sheet else self.file

    @property
    def kind_text(self) -> Text:
        """The kind as people say it."""
        return UNKNOWN_KIND_NAME if self.kind is None else KINDS[self.kind].text

    @property
    def unknown_headers(self) -> tuple[str, ...]:
        """Headers of columns that nobody recognised, or that repeat another; they are not imported."""
        unknown = {Why.UNKNOWN, Why.TWICE}
        return tuple(c.header for c in self.columns if c.why in unknown and c.header)


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    source: str
    sheets: tuple[PlannedSheet, ...]
    not_read: tuple[NotRead, ...]
    problems: tuple[Problem, ...]
    content: Content
    files: Mapping[str, str]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that stop the import."""
        return tuple(problem for problem in self.problems if problem.error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Problems that do not."""
        return tuple(problem for problem in self.problems if not problem.error)

    def refuse(self) -> None:
        """Raise UserError with the first error, and how many more there are; or when nothing was read."""
        if self.errors:
            first, more = self.errors[0].text, len(self.errors) - 1
            raise UserError(first if not more else MORE.format(first=first, count=more))
        if not self.sheets:
            raise UserError(NO_TABLE.format(source=self.source))

    def rows(self) -> dict[str, int]:
        """Rows read, by kind."""
        counts: dict[str, int] = {}
        for sheet in self.sheets:
            if sheet.kind is not None:
                counts[sheet.kind] = counts.get(sheet.kind, 0) + sheet.rows
        return counts

    def text(self, language: Language) -> str:
        """The plan to print."""
        from csmdesk.importers.plan_text import plan_text

        return plan_text(self, language)


def plan(
    source: Path | Sequence[Path],
    options: Options | None = None,
    known: Known | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """Read, map and check ``source`` (a folder, a file, or several), against ``known`` of a book.

    Raises UserError when there is nothing to read; everything else that is wrong is a problem of the plan.
    """
    options, known = options or Options(), known or Known()

    with without_collecting():
        return _plan(source, options, known, progress)


@contextlib.contextmanager
def without_collecting() -> Iterator[None]:
    """Hold the garbage collector: it would look through a million cells again and again and find nothing.

    And let other threads in often: the window waits for its turn several times for each thing it paints.
    """
    was, interval = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(min(interval, _TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        if was:
            gc.enable()


_TURN = 0.0001
"""Seconds after which another thread that waits gets its turn."""


def _plan(
    source: Path | Sequence[Path], options: Options, known: Known, progress: Callable[[Progress], None] | None
) -> Plan:
    def reading(done: int, total: int) -> None:
        if progress is not None:
            progress(Progress("read", done, total))

    files = read.files_of(source)
    found = read.read(files, options, reading)
    sheets = [shapes.shaped(sheet) for sheet in found.sheets]
    slips = _slips(options, sheets, [name for name, _ in files])
    name = str(source) if isinstance(source, Path) else "、".join(str(path) for path in source)
    made = plan_of(name, sheets, options, known, found, slips)
    reading(len(files), len(files))
    return made


def plan_of(
    name: str,
    sheets: Sequence[Sheet],
    options: Options,
    known: Known,
    found: read.Reading,
    slips: Sequence[Problem] = (),
    check: Callable[[], None] | None = None,
) -> Plan:
    """The plan of ``sheets``, already read and shaped; ``found`` is the reading that they are from.

    ``slips`` are problems of the options themselves; ``check`` is called between the steps and may raise to
    stop.
    """
    pause = check or (lambda: None)
    recognised = recognise(sheets, options, known)
    loose = [_sheet_problems(each, options) for each in recognised]
    problems = [*found.problems, *slips, *(problem for each in loose for problem in each)]
    tables: dict[int, Typed] = {}
    for place, each in enumerate(recognised):
        pause()
        if each.fit is not None and not any(problem.error for problem in loose[place]):
            tables[place] = _typed(each, each.fit, options)
    pause()
    problems += (problem for table in tables.values() for problem in table.problems)
    content = Content()
    if not any(problem.error for problem in (*found.problems, *slips)) and len(tables) == len(recognised):
        # While a table is missing, every reference to it would be a problem that is none.
        told = {place: len(table.problems) for place, table in tables.items()}
        content = build.build(list(tables.values()), known, options)
        problems += (problem for place, table in tables.items() for problem in table.problems[told[place] :])
    planned = []
    for place, each in enumerate(recognised):
        table = tables.get(place)
        own = (*loose[place], *(table.problems if table is not None else ()))
        planned.append(_planned(each, table, own, options, known.remembered.get(each.sheet.signature)))
    return Plan(name, tuple(planned), tuple(found.not_read), tuple(problems), content, found.files)


def _typed(each: Recognised, fit: Fit, options: Options) -> Typed:
    table = typed(each.sheet, fit, each.ways.order, options.several)
    table.end_exclusive = each.ways.end_exclusive
    return table


def _sheet_problems(recognised: Recognised, options: Options) -> list[Problem]:
    sheet, fit = recognised.sheet, recognised.fit
    found: list[Problem] = []

    def tell(
        why: Text, *, column: str = "", row: int | None = None, value: str | None = None, error: bool = True
    ) -> None:
        found.append(Problem(why, sheet.file, sheet.name, row, column, value, error))

    header_row = sheet.first_row - 1
    seen: dict[str, int] = {}
    for index, header in enumerate(sheet.headers):
        key = words.plain(words.without_marks(header))
        if not key:
            at = next((i for i, cell in enumerate(sheet.columns[index]) if cell.strip()), None)
            value = "" if at is None else sheet.columns[index][at].strip()
            row = header_row if at is None else sheet.row_number(at)
            tell(EMPTY_HEADER.format(column=index + 1, value=value, row=row), row=header_row, value=value)
        elif key in seen:
            tell(
                TWO_HEADERS.format(value=header.strip()),
                column=header.strip(),
                row=header_row,
                value=header.strip(),
            )
        seen.setdefault(key, index)
    if sheet.above:
        tell(ABOVE.format(row=header_row, text=sheet.above[0][:40]), error=False)
    for note in sheet.notes:
        tell(note, error=False)
    for cell in sheet.broken_cells[:3]:
        tell(BROKEN_CELL.format(cell=cell), value=cell, error=False)
    if len(sheet.broken_cells) > 3:
        tell(MORE_BROKEN.format(count=len(sheet.broken_cells) - 3), error=False)
    for index, header in enumerate(sheet.headers):
        if wrong := _ERRORS.intersection(sheet.distinct(index)):
            tell(ERROR_WORDS.format(values="、".join(sorted(wrong))), column=header.strip(), error=False)
    if fit is None:
        tell(UNKNOWN_KIND.format(name=sheet.name or sheet.file))
        return found
    if sheet.count == 0:
        tell(NO_ROWS, row=header_row)
    for group in fit.missing:
        names = [fit.kind.fields[name].text for name in group]
        names = [name for i, name in enumerate(names) if name not in names[:i]]
        either = Text("”或“".join(name.zh for name in names), "” or “".join(name.en for name in names))
        tell(MISSING_COLUMN.format(kind=fit.kind.text, columns=either), row=header_row)
    for column in fit.columns:
        if column.custom and fit.kind.name not in kept_columns.TABLES:
            tell(NO_CUSTOM.format(kind=fit.kind.text), column=column.header, error=False)
        said = options.field_of(sheet.file, sheet.name, column.header)
        if said is not None and said not in {NOT_IMPORTED, column.field} and not column.custom:
            tell(NOT_A_FIELD.format(field=said, kind=fit.kind.text), column=column.header)
    return found


_ERRORS = frozenset({"#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!"})
"""What a spreadsheet that is saved as text writes for a formula without a result; #N/A also says: nothing."""


def _slips(options: Options, sheets: Sequence[Sheet], files: Sequence[str]) -> list[Problem]:
    """Options that name a file, sheet or header that is not there."""
    named = [(sheet.file, sheet.name) for sheet in sheets]
    found = [Problem(NO_SUCH_NAME.format(name=name), value=name) for name in options.unused(named, files)]
    for name, header in options.columns:
        one = replace(options, columns={(name, header): NOT_IMPORTED})
        of_name = [s for s in sheets if name not in options.unused([(s.file, s.name)], [s.file])]
        if of_name and not any(one.field_of(s.file, s.name, h) for s in of_name for h in s.headers):
            found.append(Problem(NO_SUCH_HEADER.format(name=name, header=header), value=header))
    return found


def _planned(
    each: Recognised,
    table: Typed | None,
    problems: Sequence[Problem],
    options: Options,
    before: Remembered | None,
) -> PlannedSheet:
    sheet = each.sheet
    fit = table.fit if table is not None else each.fit
    columns = fit.columns if fit is not None else _no_columns(sheet)
    planned = [_column(sheet, column, fit, table) for column in columns if column.header or column.field]
    planned += [PlannedColumn(header, None, None, Why.LEFT_OUT, None, "", ()) for header in sheet.left_out]
    exclusive = table is not None and table.end_exclusive
    # What a profile says of them need not be remembered: it says it again.
    said = kept_ways(ways_of(sheet, options, before, None)._replace(end_exclusive=exclusive))
    return PlannedSheet(
        sheet.file, sheet.name, sheet.form, sheet.encoding, sheet.delimiter,
        None if fit is None else fit.kind.name, sheet.count if table is None else table.count,
        tuple(planned), tuple(problems), sheet.signature, exclusive, said,
    )  # fmt: skip


def _no_columns(sheet: Sheet) -> tuple[Column, ...]:
    return tuple(Column(index, header, None, Why.UNKNOWN) for index, header in enumerate(sheet.headers))


def _column(sheet: Sheet, column: Column, fit: Fit | None, table: Typed | None) -> PlannedColumn:
    text = fit.kind.fields[column.field].text if fit is not None and column.field is not None else None
    order = table.orders.get(column.field) if table is not None and column.field is not None else None
    samples = tuple(cell.strip() for cell in sheet.distinct(column.index)[:8] if cell.strip())[:3]
    unit = column.unit
    shown = (
        unit.time
        or ("%" if unit.percent else "")
        or (f"10^{unit.power} {unit.currency}".strip() if unit.power else unit.currency)
    )
    return PlannedColumn(
        column.header,
        column.field,
        text,
        column.why,
        order,
        shown,
        samples,
        column.suggestion,
        column.likeness,
        column.custom,
    )


UNKNOWN_KIND_NAME = Text("未识别", "not recognised")
UNKNOWN_KIND = Text(
    "看不出这是什么表；请用 --kind {name}=种类 指明，或用 --skip {name} 略过",
    "the kind of this table is not recognised: say --kind {name}=KIND, or leave it out by --skip {name}",
)
NO_ROWS = Text("表头下面没有数据", "there are no rows under the header")
EMPTY_HEADER = Text(
    "第 {column} 列没有表头（第 {row} 行有“{value}”）",
    "column {column} has no header (row {row} holds “{value}”)",
)
TWO_HEADERS = Text("表头“{value}”出现了两次", "the header “{value}” is there twice")
ABOVE = Text(
    "表头在第 {row} 行，上面的“{text}”当作标题略过",
    "the header is row {row}; “{text}” above it is taken for a title",
)
BROKEN_CELL = Text("单元格 {cell} 是公式错误，按空白读取", "cell {cell} is a formula error and read as empty")
ERROR_WORDS = Text(
    "有公式错误（{values}），日期和数字按空白读取",
    "formula errors ({values}): days and numbers are read as empty",
)
MORE_BROKEN = Text(
    "另有 {count} 个单元格是公式错误，按空白读取", "{count} more cells are formula errors and read as empty"
)
MISSING_COLUMN = Text("{kind}表缺少“{columns}”列", "a table of {kind} needs a column “{columns}”")
NOT_A_FIELD = Text("“{field}”不是{kind}表的字段", "“{field}” is no field of {kind}")
NO_CUSTOM = Text(
    "{kind}表的行没有自己的编号或是个人，多出的列没有保留",
    "rows of {kind} have no number of their own, or are people: further columns are not kept",
)
NO_SUCH_NAME = Text(
    "选项里的“{name}”对不上任何文件或工作表", "“{name}” in the options names no file and no sheet"
)
NO_SUCH_HEADER = Text("“{name}”里没有“{header}”这个表头", "“{name}” has no header “{header}”")


MORE = Text("{first}（另有 {count} 处错误）", "{first} (and {count} more errors)")
NO_TABLE = Text("“{source}”里没有可以读的表。", "There is no table to read in “{source}”.")
