"""Columns of text to columns of values: each different cell is read once; an unreadable one is a problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast

from csmdesk.domain.text import Text
from csmdesk.importers import dates, evidence, readers, values
from csmdesk.importers.coded import Coded, is_coded, places_where, taken
from csmdesk.importers.data_rows import Kept, kept_rows
from csmdesk.importers.dates import Order
from csmdesk.importers.fields import REFERENCES, Field, Kind, Type
from csmdesk.importers.mapping import Column, Fit
from csmdesk.importers.pieces import every, gathered
from csmdesk.importers.problems import SEVERAL, Problem, Unreadable
from csmdesk.importers.sheet import Sheet

Values = list[Any]
_BY_COLUMN = frozenset({"usage"})
"""Kinds whose sheets are long, and whose builder takes coded columns."""


@dataclass
class Typed:
    """A sheet's rows as values: ``fields`` are columns of equal length, ``rows`` the numbers in the file and
    ``places`` their places in the sheet's columns.

    An empty cell is None, '' in words and texts, () in lists. A day is a date, a moment a ``dates.Stamp``, an
    amount ``values.Money``; references are still the cells' text. With ``end_exclusive`` the sheet's end
    dates are the first day after the term.
    """

    sheet: Sheet
    fit: Fit
    fields: dict[str, Values]
    rows: Sequence[int]
    places: Sequence[int]
    orders: dict[str, Order] = field(default_factory=dict)
    end_exclusive: bool = False
    problems: list[Problem] = field(default_factory=list)
    several: int = SEVERAL
    """Problems of one kind in one column that are listed."""

    @property
    def kind(self) -> Kind:
        """The kind of table."""
        return self.fit.kind

    @property
    def count(self) -> int:
        """Rows that hold something."""
        return len(self.rows)

    def column(self, name: str, default: Any = None) -> Values:
        """A field's values, or ``default`` in every row where the sheet has no such column."""
        return self.fields[name] if name in self.fields else [default] * self.count

    def header(self, name: str) -> str:
        """The header of the column that a field came from, '' where there is none."""
        column = self.fit.fields.get(name)
        return "" if column is None else column.header

    def cell(self, name: str, at: int) -> str:
        """The text that stands in the file for a field, in the ``at``-th of ``rows``."""
        column = self.fit.fields.get(name)
        return "" if column is None else self.sheet.columns[column.index][self.places[at]]

    def problem(
        self,
        why: Text,
        *,
        name: str = "",
        at: int | None = None,
        value: str | None = None,
        error: bool = True,
        about: str = "",
    ) -> None:
        """Note a problem of the sheet, or of one cell of it."""
        if value is None and name and at is not None:
            value = self.cell(name, at)
        row = None if at is None else self.rows[at]
        header = self.header(name) if name else ""
        if self.sheet.cell_headers and at is not None and name == "score":
            header = self.sheet.cell_headers[self.places[at]]
        self.problems.append(Problem(why, self.sheet.file, self.sheet.name, row, header, value, error, about))

    def problem_each(
        self, why: Text, name: str, places: Sequence[int], *, error: bool = True, about: str = ""
    ) -> None:
        """Note a problem of several cells (``why`` quotes ``{value}``); beyond ``several`` they count."""
        for at in places[: self.several]:
            why_here = why.format(value=self.cell(name, at))
            self.problem(why_here, name=name, at=at, error=error, about=about)
        if len(places) > self.several:
            self.problem(MORE.format(count=len(places) - self.several), name=name, error=error, about=about)


def typed(
    sheet: Sheet, fit: Fit, order: Order | None = None, several: int = SEVERAL, whole: Sheet | None = None
) -> Typed:
    """Read all mapped columns of ``sheet``; ``order`` is the order of dates that was said.

    What only all cells together tell is asked of ``whole``, where ``sheet`` is but some of its rows.
    """
    whole = whole or sheet
    kept = kept_rows(sheet)
    result = Typed(sheet, fit, {}, sheet.row_numbers(kept.rows), kept.rows, several=several)
    for places, why in (
        (kept.sums, SUMS_LEFT_OUT),
        (kept.repeats, HEADERS_LEFT_OUT),
        (kept.notes, NOTES_LEFT_OUT),
        (kept.hints, HINTS_LEFT_OUT),
    ):
        if places:
            rows = "、".join(str(sheet.row_number(i)) for i in places[:SEVERAL])
            result.problem(why.format(rows=rows), error=False)
    columns = dict(fit.fields)
    if _term_is_an_end(sheet, columns):
        columns["end_day"] = columns.pop("term")
        result.fit = replace(fit, columns=tuple(_renamed(c, "term", "end_day") for c in fit.columns))
    orders = _orders(whole, fit.kind, columns, order)
    for name, column in columns.items():
        one = fit.kind.fields[name]
        if name in orders and (decided := orders[name].order) is not None:
            result.orders[name] = decided
        read = readers.reader(one, fit.kind, column, orders.get(name), whole)
        result.fields[name] = _convert(result, name, one, kept, read)
    _needed(result)
    return result


def _term_is_an_end(sheet: Sheet, columns: Mapping[str, Column]) -> bool:
    """有效期 heads the last day as often as the whole span; the cells say which."""
    if "term" not in columns or "end_day" in columns:
        return False
    cells = evidence.sample(sheet, columns["term"].index)
    return bool(cells) and all(len(evidence.dates_in(cell)) < 2 for cell in cells)


def _renamed(column: Column, old: str, new: str) -> Column:
    return replace(column, field=new) if column.field == old else column


def _orders(
    sheet: Sheet, kind: Kind, columns: Mapping[str, Column], said: Order | None
) -> dict[str, dates.Decision]:
    days = [name for name in columns if kind.fields[name].type in {Type.DAY, Type.MOMENT, Type.SPAN}]
    if said is not None:
        return dict.fromkeys(days, dates.Decision(said))
    found = {name: dates.decide(_date_texts(sheet, columns[name].index)) for name in days}
    decided = {each.order for each in found.values() if each.order is not None}
    if len(decided) == 1:
        # What one column leaves open, the other dates of the same sheet settle.
        fallback = next(iter(decided))
        for name, each in found.items():
            if each.open:
                found[name] = dates.decide(_date_texts(sheet, columns[name].index), fallback)
    return found


def is_open(sheet: Sheet, fit: Fit, name: str) -> bool:
    """Whether the cells of a date column, and of the sheet's other dates, leave the order of dates open."""
    return _orders(sheet, fit.kind, dict(fit.fields), None)[name].open


def _date_texts(sheet: Sheet, index: int) -> list[str]:
    texts: list[str] = []
    for cell in sheet.distinct(index):
        texts += evidence.dates_in(cell) if len(cell) > 16 else [cell]
    return texts


_BLANK: dict[Type, Any] = {Type.WORD: "", Type.TEXT: "", Type.NAMES: (), Type.CODES: ()}


def _convert(result: Typed, name: str, one: Field, kept: Kept, read: readers.Reader) -> Values:
    index = result.fit.fields[name].index
    column = result.sheet.columns[index]
    if one.type in _WHOLE and not is_coded(column):
        plain = _whole(column if kept.all else [column[i] for i in kept.rows], one.type)
        if plain is not None:
            return plain
    blank = _BLANK.get(one.type, "" if one.type is Type.CHOICE else None)
    lists = {Type.DAY: ("day",), Type.MOMENT: ("day",)}.get(one.type, ())
    if name == "end_day":
        lists = (*lists, "end")
    by_cell: dict[str, Any] = {}
    bad: dict[str, Text] = {}
    odd: set[str] = set()
    for cell in result.sheet.distinct(index):
        empty = not cell.strip() if one.type in {Type.TEXT, Type.CODE} else values.is_blank(cell, *lists)
        if empty:
            by_cell[cell] = blank
            continue
        try:
            value = read(cell)
            _in_range(cell, value, one)
        except Unreadable as problem:
            by_cell[cell], bad[cell] = blank, problem.why
            continue
        if isinstance(value, readers.Odd):
            odd.add(cell)
            value = str(value)
        by_cell[cell] = value
    cells = column if kept.all else taken(column, kept.rows)
    if bad:
        _tell(result, name, cells, bad, error=not one.lenient)
    if odd:
        _tell_odd(result, name, one, odd)
    if isinstance(cells, Coded) and result.kind.name in _BY_COLUMN:
        # It reads like a list, and only builders that know better are given it.
        return cast("Values", cells.map(by_cell.__getitem__))
    return gathered(map(by_cell.__getitem__, cells))


_WHOLE = frozenset({Type.TEXT, Type.CODE})
"""Types whose cells are hardly ever there twice, so that there is nothing to read once for all of them."""


def _whole(cells: Sequence[str], type_: Type) -> Values | None:
    """What reading the cells one by one comes to, where it is no more than taking away spaces."""
    if type_ is Type.CODE and not every(map(str.isascii, cells)):
        return None
    bare = gathered(map(str.strip, cells))
    return bare if type_ is Type.TEXT or "" not in bare else [cell or None for cell in bare]


def _in_range(cell: str, value: Any, one: Field) -> None:
    if one.low is None and one.high is None:
        return
    measured: Any = value.fen if isinstance(value, values.Money) else value
    if isinstance(measured, str):
        measured = Decimal(measured)
    scale = 1000 if one.type is Type.SCORE else 1
    if one.high is not None and one.low is not None and not one.low <= measured <= one.high:
        raise Unreadable(OUT_OF_RANGE.format(value=cell, low=one.low // scale, high=one.high // scale))
    if one.low is not None and measured < one.low:
        raise Unreadable((NEGATIVE if one.low == 0 else TOO_LOW).format(value=cell, low=one.low))


def _tell(result: Typed, name: str, cells: Sequence[str], bad: Mapping[str, Text], *, error: bool) -> None:
    places = places_where(cells, bad.__contains__)
    for at in places[: result.several]:
        cell = cells[at]
        result.problem(bad[cell], name=name, at=at, value=cell, error=error)
    if len(places) > result.several:
        result.problem(MORE.format(count=len(places) - result.several), name=name, error=error)


def _tell_odd(result: Typed, name: str, one: Field, odd: set[str]) -> None:
    listed = "、".join(sorted(odd)[:5])
    if one.type is Type.METRIC:
        result.problem(UNKNOWN_METRIC.format(values=listed), name=name, value=listed, error=False)
        return
    result.problem(
        UNKNOWN_WORD.format(values=listed, meaning=readers.FALLBACK.get(one.vocabulary, "") or "—"),
        name=name, value=listed, error=False,
    )  # fmt: skip


def _needed(result: Typed) -> None:
    """A cell that its row cannot do without must not be empty."""
    for name, one in result.kind.fields.items():
        own_code = name == "code" and not one.may_lack
        if name not in result.fields or not (one.required or own_code):
            continue
        if one.type in REFERENCES and f"{name}_name" in result.fields:
            continue
        column = result.fields[name]
        if not is_coded(column) and every(column):
            continue
        unreadable = {p.row for p in result.problems if p.column == result.header(name) and p.error}
        blank = places_where(column, lambda value: value in (None, "", ()))
        empty = [at for at in blank if result.rows[at] not in unreadable]
        if empty and len(unreadable) <= result.several:
            why = NO_CODE if own_code else EMPTY_CELL.format(field=one.text)
            result.problem_each(why, name, empty)


MORE = Text("另有 {count} 处同样的问题", "and {count} more of the same")
SUMS_LEFT_OUT = Text("第 {rows} 行是合计，没有导入", "row {rows} is a line of sums and is left out")
HEADERS_LEFT_OUT = Text("第 {rows} 行又是表头，没有导入", "row {rows} is the header again and is left out")
NOTES_LEFT_OUT = Text(
    "第 {rows} 行是表下的说明，没有导入", "row {rows} is a note under the table and is left out"
)
HINTS_LEFT_OUT = Text(
    "第 {rows} 行是填写说明或示例，没有导入",
    "row {rows} explains the table or is an example, and is left out",
)
OUT_OF_RANGE = Text("“{value}”不在 {low}–{high} 之间", "“{value}” is not between {low} and {high}")
NEGATIVE = Text("“{value}”是负数", "“{value}” is negative")
TOO_LOW = Text("“{value}”小于 {low}", "“{value}” is less than {low}")
EMPTY_CELL = Text("缺少{field}", "the {field} is missing")
NO_CODE = Text("缺少编号", "the number is missing")
UNKNOWN_METRIC = Text("不认识的指标：{values}，照原样保留", "unknown metrics, kept as they stand: {values}")
UNKNOWN_WORD = Text(
    "不认识的说法：{values}，按“{meaning}”处理", "unknown words, taken as “{meaning}”: {values}"
)
