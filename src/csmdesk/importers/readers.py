"""What turns a cell into its value, by the field's type, the header's unit and the order of dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from csmdesk.domain.period import parse_period
from csmdesk.domain.text import Text
from csmdesk.importers import dates, decimals, evidence, units, values, words
from csmdesk.importers.dates import Order
from csmdesk.importers.fields import Field, Kind, Type
from csmdesk.importers.mapping import Column
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.sheet import Sheet

Reader = Callable[[str], Any]


def reader(one: Field, kind: Kind, column: Column, decision: dates.Decision | None, sheet: Sheet) -> Reader:
    """What turns one cell of the column into its value; it raises Unreadable, and sees no empty cell."""
    unit = column.unit
    if one.type is Type.MONEY and sheet.power and not unit.power:
        unit = replace(unit, power=sheet.power)
    if one.type in _NUMBERS and decimals.has_comma(sheet):
        plain = _reader(one, kind, column, decision, sheet, unit)
        return lambda cell: plain(decimals.with_point(cell))
    return _reader(one, kind, column, decision, sheet, unit)


_NUMBERS = frozenset(
    {
        Type.MONEY,
        Type.COUNT,
        Type.MONTHS,
        Type.POINTS,
        Type.DECIMAL,
        Type.RATIO,
        Type.SCORE,
        Type.VALUE,
        Type.HOURS,
    }
)


def _reader(
    one: Field, kind: Kind, column: Column, decision: dates.Decision | None, sheet: Sheet, unit: units.Unit
) -> Reader:
    order = None if decision is None else decision.order
    match one.type:
        case Type.DAY if kind.monthly:
            first = kind.month_start
            return lambda cell: _day_or_month(cell, order, sheet.date1904, first=first)
        case Type.DAY:
            return lambda cell: dates.read(cell, order, date1904=sheet.date1904).day
        case Type.MOMENT:
            return lambda cell: dates.read(cell, order, date1904=sheet.date1904)
        case Type.SPAN:
            return lambda cell: _span(cell, order, sheet.date1904)
        case Type.MONEY:
            return lambda cell: _money(cell, unit)
        case Type.COUNT | Type.MONTHS | Type.POINTS:
            return lambda cell: values.count(cell, unit)
        case Type.MINUTES:
            default = _time_in_header(column.header) or ("minutes" if kind.name == "touches" else "hours")
            return lambda cell: values.whole_minutes(cell, unit, default=default)
        case Type.HOURS:
            timed = unit if unit.time else units.Unit(time=_time_in_header(column.header))
            return lambda cell: values.hours(cell, timed)
        case Type.DECIMAL:
            return lambda cell: values.decimal(cell, unit)
        case Type.RATIO:
            return _ratio_reader(sheet, column)
        case Type.LEVEL:
            return values.level
        case Type.SCORE:
            return values.score
        case Type.FLAG:
            return lambda cell: values.flag(cell, one.vocabulary)
        case Type.CHOICE:
            return lambda cell: _choice(cell, one)
        case Type.METRIC:
            return lambda cell: words.vocabulary("metric").meaning(cell) or Odd(cell.strip())
        case Type.PERIOD:
            return values.period
        case Type.VALUE:
            return lambda cell: (values.number(cell), unit)
        case Type.NAMES:
            return values.names
        case Type.CODES:
            return values.codes
        case Type.TEXT | Type.WORD:
            return str.strip
        case _:
            return str.strip if one.named else values.code_of


class Odd(str):
    """A word that its list does not hold, kept as it stands; the plan says so."""

    __slots__ = ()


FALLBACK = {
    "contract_kind": "other",
    "receipt_kind": "other",
    "event_kind": "other",
    "nature": "",
    "task_status": "todo",
    "billing": "",
    "movement": "",
    "forecast": "",
}
"""What a word means that its list does not hold; of other lists such a word is kept as it stands."""


def _choice(cell: str, one: Field) -> str:
    meaning = words.vocabulary(one.vocabulary).meaning(cell)
    if meaning is not None:
        return meaning
    word = cell.strip()
    if one.free:
        return word
    if one.vocabulary == "currency":
        if len(word) == 3 and word.isascii() and word.isalpha():
            return word.upper()
        raise Unreadable(NOT_A_CURRENCY.format(value=cell))
    if one.vocabulary == "direction":
        raise Unreadable(NOT_A_DIRECTION.format(value=cell))
    return Odd(FALLBACK.get(one.vocabulary, word))


def _money(cell: str, unit: units.Unit) -> values.Money:
    read = values.money(cell, unit)
    return read if read.currency or not unit.currency else values.Money(read.fen, unit.currency)


def _day_or_month(cell: str, order: Order | None, date1904: bool, *, first: bool) -> date:
    """A day, or the last (or ``first``) day of a month: scores and usage are often of a month."""
    try:
        return dates.read(cell, order, date1904=date1904).day
    except Unreadable:
        try:
            name = values.period(cell)
        except Unreadable:
            name = ""
        if name[4:5] != "-":
            raise
        return parse_period(name).start if first else parse_period(name).end


def _span(cell: str, order: Order | None, date1904: bool) -> tuple[date, date]:
    parts = evidence.dates_in(cell)
    if len(parts) != 2:
        raise Unreadable(NOT_A_SPAN.format(value=cell))
    first, last = (dates.read(part, order, date1904=date1904).day for part in parts)
    return first, last


def _ratio_reader(sheet: Sheet, column: Column) -> Reader:
    unit = column.unit
    if not unit.percent:
        numbers = []
        for cell in evidence.sample(sheet, column.index):
            try:
                numbers.append(values.number(cell))
            except Unreadable:
                continue
        # 63 under 毛利率 is per cent, whatever the header leaves out.
        if (
            numbers
            and not any(n.percent for n in numbers)
            and any(Decimal(1) < abs(n.value) for n in numbers)
        ):
            unit = units.Unit(percent=True)
    return lambda cell: values.ratio(cell, unit)


def _time_in_header(header: str) -> str:
    word = words.plain(header)
    for unit, marks in (
        ("minutes", ("分钟", "minute", "mins")),
        ("hours", ("小时", "hour", "hrs")),
        ("days", ("天数", "days")),
    ):
        if any(mark in word for mark in marks):
            # "hours to minutes" and 纪要 (minutes) are times in hours.
            return "hours" if unit == "minutes" and ("hour" in word or "小时" in word) else unit
    return ""


NOT_A_CURRENCY = Text("“{value}”不是认识的币种", "“{value}” is no currency that we know")
NOT_A_DIRECTION = Text("“{value}”不是方向（≥ 或 ≤）", "“{value}” is no direction (≥ or ≤)")
NOT_A_SPAN = Text("“{value}”不是起止日期", "“{value}” is not a start and an end date")
