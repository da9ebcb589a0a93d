"""From a file as read to the sheet that the user sees: its header, its columns, what was said and edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.importers import read, rows, shapes, typed, words
from csmdesk.importers.coded import with_cells
from csmdesk.importers.dates import Order
from csmdesk.importers.desk_parts import Preview, PreviewCell, Said, SourceColumn, SourceSheet, for_window
from csmdesk.importers.fields import REFERENCES, Type
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.known import Known
from csmdesk.importers.mapping import Column, Fit, Why
from csmdesk.importers.options import CUSTOM, NOT_IMPORTED, Options
from csmdesk.importers.recognise import Recognised
from csmdesk.importers.sheet import Sheet
from csmdesk.importers.values import Money, decimal_text
from csmdesk.storage import kept_columns

_SURE_LIKENESS = 95
SEVERAL = 60_000
"""Problems of one kind in one column that a check lists."""


@dataclass(eq=False)
class Held:
    """One sheet on the desk. ``base`` is cut at its header and carries the user's edits; ``raw`` is None for
    a file that is not read, and ``refusal`` then says why."""

    id: int
    file: str
    path: Path
    name: str = ""
    raw: read.Raw | None = None
    base: Sheet | None = None
    shaped: Sheet | None = None
    """``base`` in the form of rows that the book knows: what columns are counted in."""
    header: tuple[int, int] = (1, 1)
    said: Said = field(default_factory=Said)
    refusal: Text | None = None
    ignored: bool = False
    sha256: str = ""
    text: bytes | None = None
    """What was pasted, where there is no file."""

    def cut(self) -> None:
        """Cut the raw table at its header, with what was said and edited."""
        assert self.raw is not None
        headed = rows.cut(self.raw.grid, self.said.header)
        why = read.why_none(self.raw, headed)
        if self.said.header is not None or self.said.kind is not None:
            why = None if headed is not None else why
        self.base = self.shaped = None
        self.refusal, self.ignored = why, why is not None
        if why is not None or headed is None:
            return
        self.header = (headed.first, headed.row)
        sheet = read.sheet_of(self.raw, headed)
        self.base = replace(sheet, headers=unique(sheet.headers))
        self._edit()
        self.shaped = shapes.shaped(self.base)

    def _edit(self) -> None:
        assert self.base is not None
        if not self.said.edits and not self.said.left_out:
            return
        changed: dict[int, dict[int, str]] = {}
        width = len(self.base.columns)
        for (row, column), text in self.said.edits.items():
            place = row - self.base.first_row
            if 0 <= column < width and 0 <= place < self.base.count:
                changed.setdefault(column, {})[place] = text
        for row in self.said.left_out:
            place = row - self.base.first_row
            if 0 <= place < self.base.count:
                for column in range(width):
                    # A row without any text is no row, and the others keep their numbers.
                    changed.setdefault(column, {})[place] = ""
        columns = tuple(
            with_cells(column, changed[at]) if at in changed else column
            for at, column in enumerate(self.base.columns)
        )
        self.base = replace(self.base, columns=columns, memory={})


def unique(headers: Sequence[str]) -> tuple[str, ...]:
    """Headers of which no two are the same and none is empty, so that each column can be spoken of."""
    seen: dict[str, int] = {}
    found = []
    for place, header in enumerate(headers, start=1):
        key = words.plain(words.without_marks(header))
        seen[key] = seen.get(key, 0) + 1
        if not key:
            found.append(NAMELESS.format(column=place).zh)
        else:
            found.append(header if seen[key] == 1 else f"{header} ({seen[key]})")
    return tuple(found)


@dataclass(frozen=True)
class DeskOptions(Options):
    """Options by the very sheet, instead of by names that several may have."""

    said: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    headers: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)
    """Column → its heading, by sheet."""

    def kind(self, file: str, sheet: str) -> str | None:
        """The kind that was said for the sheet."""
        return self._of(file, sheet).kind

    def order(self, file: str, sheet: str) -> Order | None:
        """The order of dates that was said for the sheet."""
        said = self._of(file, sheet).order
        return Order(said) if said else None

    def exclusive_end(self, file: str, sheet: str) -> bool | None:
        """Whether the sheet's end dates are the first day after the term; None when nothing was said."""
        return self._of(file, sheet).end_exclusive

    def power_of(self, file: str, sheet: str) -> int | None:
        """The power of ten of the sheet's amounts without a unit; None when nothing was said."""
        return self._of(file, sheet).power

    def keeps_repeated(self, file: str, sheet: str) -> bool:
        """Whether rows of the sheet with the same number are rows of their own."""
        return self._of(file, sheet).keep_repeated

    def own_currency(self, file: str, sheet: str) -> str:
        """The currency that was said for this very sheet; '' when none was."""
        return self._of(file, sheet).currency

    def field_of(self, file: str, sheet: str, header: str) -> str | None:
        """The field that was said for a column."""
        named = self.headers.get((file, sheet), {})
        return next(
            (f for index, f in self._of(file, sheet).columns.items() if named.get(index) == header), None
        )

    def _of(self, file: str, sheet: str) -> Said:
        return self.said.get((file, sheet), _NOTHING)


_NOTHING = Said()


def options_of(held: Sequence[Held], accounts: Mapping[str, str], currency: str) -> DeskOptions:
    """The options that the user's words on all sheets come to."""
    read_ = [each for each in held if each.shaped is not None]
    return DeskOptions(
        accounts=accounts,
        several=SEVERAL,
        currency={"": currency},
        said={(each.file, each.name): each.said for each in read_},
        headers={
            (each.file, each.name): dict(enumerate(each.shaped.headers))
            for each in read_
            if each.shaped is not None
        },
    )


def shown(held: Held, found: Recognised | None, known: Known, options: Options) -> SourceSheet:
    """The sheet as the user sees it."""
    if held.base is None or found is None:
        return SourceSheet(
            held.id, held.file, held.name, "" if held.raw is None else held.raw.form,
            "" if held.raw is None else held.raw.encoding, "" if held.raw is None else held.raw.delimiter,
            held.header, 0, None, UNKNOWN_KIND, 0, (), (),
            None if held.refusal is None else for_window(held.refusal), held.ignored,
        )  # fmt: skip
    sheet, fit = found.sheet, found.fit
    remembered = known.remembered.get(sheet.signature)
    order = found.ways.order
    columns = fit.columns if fit is not None else tuple(
        Column(i, header, None, Why.UNKNOWN) for i, header in enumerate(sheet.headers)
    )  # fmt: skip
    preview = first_values(sheet, fit, order)
    missing = tuple(_either(fit, group) for group in fit.missing) if fit is not None else ()
    return SourceSheet(
        held.id, held.file, held.name, sheet.form, sheet.encoding, sheet.delimiter, held.header,
        held.base.count, None if fit is None else fit.kind.name,
        UNKNOWN_KIND if fit is None else fit.kind.text, found.confidence,
        tuple(_column(sheet, column, fit, preview, found) for column in columns),
        sheet.notes, None, False, sheet.above,
        None if found.profile is None else found.profile.text, remembered is not None,
        preview.order, preview.open, sheet.power, found.ways.end_exclusive, missing, sheet.signature,
        sheet.currency or options.usual_currency, _has(fit, Type.MONEY), _has_end(fit),
        fit is not None and fit.kind.name in kept_columns.TABLES,
        len(held.said.edits), len(held.said.left_out),
    )  # fmt: skip


def _has(fit: Fit | None, type_: Type) -> bool:
    return fit is not None and any(fit.kind.fields[name].type is type_ for name in fit.fields)


def _has_end(fit: Fit | None) -> bool:
    return fit is not None and not {"end_day", "term"}.isdisjoint(fit.fields)


def _either(fit: Fit, group: Sequence[str]) -> Text:
    names = list(dict.fromkeys(fit.kind.fields[name].text for name in group))
    return Text(" / ".join(name.zh for name in names), " / ".join(name.en for name in names))


@dataclass(frozen=True)
class First:
    """The first filled row of each field as read, and the order of dates."""

    values: Mapping[str, tuple[str, Text | None]]
    order: str
    open: bool


_PREVIEW = 200


def first_values(sheet: Sheet, fit: Fit | None, order: Order | None) -> First:
    """What the first cells of each mapped column read as; looks at 200 rows."""
    if fit is None:
        return First({}, str(order or ""), False)
    table = typed.typed(head_of(sheet, _PREVIEW), fit, order, SEVERAL, sheet)
    problems = {
        (p.row, p.column): p.why for p in table.problems if p.row is not None and p.column and p.error
    }
    found: dict[str, tuple[str, Text | None]] = {}
    for name in table.fields:
        for at, value in enumerate(table.fields[name]):
            problem = problems.get((table.rows[at], table.header(name)))
            if problem is not None or value not in (None, "", ()):
                read_ = value_text(value, fit, name, sheet.currency)
                shown_ = read_ if problem is None else table.cell(name, at).strip()
                found[name] = shown_, problem
                break
    orders = {str(each) for each in table.orders.values()}
    days = [n for n in fit.fields if fit.kind.fields[n].type in {Type.DAY, Type.MOMENT, Type.SPAN}]
    open_ = order is None and any(typed.is_open(sheet, fit, name) for name in days)
    return First(found, str(order or next(iter(sorted(orders)), "")), open_)


def head_of(sheet: Sheet, count: int, start: int = 0) -> Sheet:
    """Some rows of a sheet as a sheet of their own."""
    if start == 0 and sheet.count <= count:
        return sheet
    numbers = tuple(sheet.row_number(place) for place in range(start, min(start + count, sheet.count)))
    return replace(
        sheet,
        columns=tuple(column[start : start + count] for column in sheet.columns),
        numbers=numbers,
        cell_headers=sheet.cell_headers[start : start + count],
        memory={},
    )


def _column(sheet: Sheet, column: Column, fit: Fit | None, preview: First, found: Recognised) -> SourceColumn:
    one = fit.kind.fields[column.field] if fit is not None and column.field is not None else None
    samples = tuple(cell.strip() for cell in sheet.distinct(column.index)[:12] if cell.strip())[:3]
    first, problem = preview.values.get(column.field or "", ("", None))
    confidence = {
        Why.SIMILAR: column.likeness,
        Why.PARTS: 75,
        Why.VALUES: 65,
        Why.UNKNOWN: column.likeness,
    }.get(column.why, 100)
    doubtful = column.why in {Why.PARTS, Why.VALUES} or (
        column.why is Why.SIMILAR and column.likeness < _SURE_LIKENESS
    )
    needed = one is not None and fit is not None and any(column.field in group for group in fit.kind.needs)
    unit = column.unit
    shown_unit = unit.time or ("%" if unit.percent else "") or unit.currency
    if unit.power or (one is not None and one.type is Type.MONEY and sheet.power):
        power = unit.power or sheet.power
        shown_unit = (
            f"{_POWERS.get(power, f'10^{power} ')}元" if not unit.currency else f"10^{power} {unit.currency}"
        )
    if one is not None and one.type is Type.MONEY and sheet.currency and not unit.currency:
        power = unit.power or sheet.power
        shown_unit = f"10^{power} {sheet.currency}" if power else sheet.currency
    return SourceColumn(
        column.index, column.header, samples, column.field, None if one is None else one.text, column.why,
        why_text(column, found), confidence, doubtful and column.field is not None, shown_unit, first,
        problem, column.suggestion, column.custom, bool(needed or (one is not None and one.required)),
    )  # fmt: skip


_POWERS = {3: "千", 4: "万", 5: "十万", 6: "百万", 7: "千万", 8: "亿"}


def why_text(column: Column, found: Recognised | None = None) -> Text:
    """What a column was recognised by, in words."""
    if column.why is Why.SIMILAR:
        sure = column.likeness >= _SURE_LIKENESS
        return (SIMILAR if sure else SIMILAR_OPEN).format(likeness=column.likeness)
    if column.why is Why.PROFILE and found is not None and found.profile is not None:
        return BY_PROFILE.format(profile=found.profile.profile.name)
    return WHYS[column.why]


def preview(
    sheet: Sheet, fit: Fit, order: Order | None, start: int, count: int, names: Mapping[str, str]
) -> Preview:
    """``count`` rows from the ``start``-th on, as they would be kept."""
    table = typed.typed(head_of(sheet, count, start), fit, order, SEVERAL, sheet)
    problems = {(p.row, p.column): p.why for p in table.problems if p.row is not None and p.column}
    mapped = [
        column.field for column in fit.columns if column.field is not None and column.field in table.fields
    ]
    fields = tuple((name, fit.kind.fields[name].text) for name in mapped)
    found = []
    for at, number in enumerate(table.rows):
        cells = []
        for name in mapped:
            problem = problems.get((number, table.header(name)))
            if problem is not None:
                cells.append(PreviewCell(table.cell(name, at), problem))
                continue
            value = table.fields[name][at]
            text = value_text(value, fit, name, sheet.currency)
            if fit.kind.fields[name].type is Type.ACCOUNT:
                text = names.get(text) or text
            cells.append(PreviewCell(text))
        found.append((number, tuple(cells)))
    return Preview(fields, tuple(found))


def value_text(value: Any, fit: Fit, name: str, currency: str = "") -> str:
    """A value as people read it; ``currency`` is that of amounts that name none, where one was said."""
    one = fit.kind.fields[name]
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, Money):
        sign = "-" if value.fen < 0 else ""
        whole = f"{sign}{abs(value.fen) // 100:,}.{abs(value.fen) % 100:02d}"
        return f"{whole} {value.currency or currency}".rstrip()
    if one.type is Type.CHOICE and one.vocabulary:
        return words.vocabulary(one.vocabulary).word_of(str(value))
    if one.type is Type.FLAG:
        return "是" if value else "否"
    if one.type is Type.SCORE:
        return f"{value / 1000:g}"
    if one.type is Type.VALUE:
        return decimal_text(value[0].value)
    if one.type is Type.MOMENT:
        minute = "" if value.minute is None else f" {value.minute // 60:02d}:{value.minute % 60:02d}"
        return f"{value.day.isoformat()}{minute}"
    if isinstance(value, tuple):
        return "、".join(str(each) for each in value)
    return str(value)


def fields_of(kind: str) -> list[tuple[str, Text]]:
    """The fields that a column of a kind can be: key and words, in the kind's order."""
    return [(name, one.text) for name, one in KINDS[kind].fields.items()]


def currencies() -> dict[str, str]:
    """Code of each known currency → its Chinese name."""
    found: dict[str, str] = {}
    for word, code in words.vocabulary("currency").words.items():
        if len(word) > 1 and not word.isascii():
            found.setdefault(code, word)
    return found


def is_reference(kind: str, name: str) -> bool:
    """Whether a field refers to another table's row."""
    return name in KINDS[kind].fields and KINDS[kind].fields[name].type in REFERENCES


def field_said(kind: str | None, word: str | None) -> str:
    """What the user's choice for a column is kept as; raises KeyError for a field that the kind has not."""
    if word is None or word == NOT_IMPORTED:
        return NOT_IMPORTED
    if word.startswith(CUSTOM):
        return word
    if kind is None or word not in KINDS[kind].fields:
        raise KeyError(word)
    return word


NAMELESS = Text("第 {column} 列", "column {column}")
UNKNOWN_KIND = Text("未识别", "not recognised")
SIMILAR = Text("相似 {likeness}", "similar {likeness}")
SIMILAR_OPEN = Text("相似 {likeness}，待确认", "similar {likeness}, to confirm")
BY_PROFILE = Text("{profile} 的表头", "{profile}'s header")
WHYS = {
    Why.SAID: Text("手动", "by hand"),
    Why.REMEMBERED: Text("已记住", "remembered"),
    Why.PROFILE: Text("系统表头", "a known system's header"),
    Why.WORD: Text("同义词", "synonym"),
    Why.PARTS: Text("按字面，待确认", "by its words, to confirm"),
    Why.VALUES: Text("按内容，待确认", "by its cells, to confirm"),
    Why.SIMILAR: SIMILAR,
    Why.LEFT_OUT: Text("不导入", "skipped"),
    Why.UNKNOWN: Text("不认识", "not known"),
    Why.TWICE: Text("已有一列", "there is one already"),
}
