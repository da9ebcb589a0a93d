"""The budget of a year: what the plan's items cost, lines typed beside them, and the limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.amounts import read_fen, read_number, typed_fen
from csmdesk.domain.budget import BudgetRow, BudgetSum, line_fen, sums
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, EditField, FieldError, one_line, several_lines
from csmdesk.domain.natural_period import natural_period
from csmdesk.domain.text import Language, Text
from csmdesk.domain.year_plan import NAMES, PlanKind
from csmdesk.metrics import display
from csmdesk.services.paste import NOBODY, Checked, Held
from csmdesk.services.settings_values import decimal
from csmdesk.services.year_plan_view import COUNTED, Budget, BudgetItem
from csmdesk.services.year_plan_words import quarter_words
from csmdesk.storage import year_plan_rows
from csmdesk.storage.driver import raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.domain.period import Period
    from csmdesk.services.year_plan_ground import PlanGround
    from csmdesk.services.year_plan_view import PlanItem
    from csmdesk.storage.book import Book

_KINDS = tuple(PlanKind)


def budget(ground: PlanGround, items: Iterable[PlanItem], language: Language) -> Budget:
    """The rows by month, what the plan's items cost first; and the sums."""
    rows = [*_of_items(ground, items, language), *_typed(ground, language)]
    rows.sort(key=lambda row: (row.month, not row.from_plan, abs(row.id)))
    plain = [BudgetRow(row.month, row.planned_fen, row.spent_fen) for row in rows]
    quarter_of = {month.name: q.name for q in ground.quarters for month in q.month_list()}
    by_quarter = sums(plain, quarter_of)
    by_month = sums(plain, {month.name: month.name for month in ground.months})
    return Budget(
        tuple(rows),
        {name: each for name, each in by_month.items() if name},
        tuple(
            (quarter_words(q.name).to(language), by_quarter.get(q.name, BudgetSum())) for q in ground.quarters
        ),
        by_quarter.get("", BudgetSum()),
        ground.limit_fen,
        ground.currency,
        sum(line.currency != ground.currency for line in ground.lines),
    )


def _of_items(ground: PlanGround, items: Iterable[PlanItem], language: Language) -> Iterable[BudgetItem]:
    found: dict[tuple[str, PlanKind], list[PlanItem]] = defaultdict(list)
    for item in items:
        if item.state in COUNTED and (item.cost_fen or item.spent_fen):
            found[f"{item.day:%Y-%m}", item.kind].append(item)
    for (month, kind), rows in found.items():
        prices = {row.cost_fen for row in rows}
        spent = [row.spent_fen for row in rows if row.spent_fen is not None]
        name = NAMES[kind].to(language)
        at = next(n for n, each in enumerate(ground.months) if each.name == month)
        yield BudgetItem(
            -(1 + at * len(_KINDS) + _KINDS.index(kind)),
            month,
            _month_words(month, language),
            name,
            FROM_PLAN.to(language),
            str(len(rows)),
            prices.pop() if len(prices) == 1 else None,
            sum(row.cost_fen for row in rows),
            sum(spent) if spent else None,
            "",
            from_plan=True,
            search=f"{name}\n{FROM_PLAN.zh}\n{FROM_PLAN.en}".casefold(),
        )


def _typed(ground: PlanGround, language: Language) -> Iterable[BudgetItem]:
    for line in ground.lines:
        if line.currency == ground.currency:
            yield BudgetItem(
                line.id,
                line.month,
                _month_words(line.month, language),
                line.name,
                line.kind,
                decimal(line.quantity),
                line.unit_fen,
                line_fen(line.quantity, line.unit_fen),
                line.spent_fen,
                line.note,
                from_plan=False,
                search=f"{line.name}\n{line.kind}\n{line.note}".casefold(),
            )


def plan_items_of(row: BudgetItem, items: Iterable[PlanItem]) -> list[int]:
    """The items that a row from the plan stands for."""
    kind = _KINDS[(-row.id - 1) % len(_KINDS)]
    return [
        item.id
        for item in items
        if item.kind is kind
        and f"{item.day:%Y-%m}" == row.month
        and item.state in COUNTED
        and (item.cost_fen or item.spent_fen)
    ]


def _month_words(month: str, language: Language) -> str:
    return display.month(date.fromisoformat(f"{month}-01"), language)


# --- changing -----------------------------------------------------------------------------------------------

BUDGET_FIELDS = (
    EditField("month", Text("月份", "Month"), "text", required=True),
    EditField("name", Text("名称", "Name"), "text", required=True),
    EditField("kind", Text("类别", "Kind"), "choice"),
    EditField("quantity", Text("数量", "Quantity"), "text"),
    EditField("unit", Text("单价", "Unit price"), "text"),
    EditField("spent", Text("已花", "Spent"), "text"),
    EditField("note", Text("备注", "Note"), "note"),
)
BUDGET_KINDS = ("沙龙", "差旅", "培训", "礼品", "物料", "其他")
"""Words that are offered; a book may use others."""

_PLACES = 4


class BudgetCheck:
    """Turns what is typed into what the book keeps, for one fiscal year."""

    def __init__(self, period: Period) -> None:
        self._period = period

    def value(self, field: str, typed: str) -> str | int | None:
        """What is kept in the field's column; raises FieldError."""
        if field == "month":
            return self._month(typed)
        if field == "note":
            return _short(field, several_lines(typed), MOST_NOTE)
        if field in {"name", "kind"}:
            words = _short(field, one_line(typed), MOST_WORDS)
            if field == "name" and not words:
                raise FieldError(field, NO_NAME)
            return words
        if field == "quantity":
            value = read_number(field, typed) if typed.strip() else Fraction(1)
            if value < 0 or (value * 10**_PLACES).denominator != 1:
                raise FieldError(field, BAD_QUANTITY.format(typed=typed.strip(), places=_PLACES))
            return decimal(value)
        if not typed.strip():
            return None if field == "spent" else 0
        fen = read_fen(field, typed)
        if fen < 0:
            raise FieldError(field, BELOW_NOTHING)
        return fen

    def _month(self, typed: str) -> str:
        words = one_line(typed)
        months = {month.name: month for month in self._period.month_list()}
        if words.isdigit() and len(words) <= 2:
            words = f"{words}月"
        # A month without its year is that of this fiscal year, which may go over into the next one.
        near = (self._period.start, self._period.end)
        said = [natural_period(words, day, near=day) for day in near] if words else []
        name = next((each.name for each in said if each is not None and each.name in months), None)
        if name is None:
            raise FieldError(
                "month", NO_MONTH.format(typed=typed.strip(), first=min(months), last=max(months))
            )
        return name


_COLUMNS: Mapping[str, str] = {"unit": "unit_fen", "spent": "spent_fen"}


class BudgetEdits:
    """Changes the budget of a book; each method is one operation and raises UserError."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def check(self, period: Period, values: Mapping[str, str]) -> dict[str, Text]:
        """What is wrong with typed values, by field."""
        check, found = BudgetCheck(period), {}
        for field, typed in values.items():
            try:
                check.value(field, typed)
            except FieldError as error:
                found[field] = error.text
        return found

    def new(self, year: int, period: Period, currency: str, values: Mapping[str, str]) -> tuple[int, Changes]:
        """Add a line; its id. Raises FieldError."""
        kept = _kept(period, {field.key: values.get(field.key, "") for field in BUDGET_FIELDS})

        def write(connection: sqlalchemy.Connection) -> int:
            row = {**kept, "year": year, "currency": currency}
            return year_plan_rows.insert(raw(connection), "budget_lines", row)

        name = Text(*[str(kept["name"])] * 2)
        done = self._book.store.run(Op.EDIT_BUDGET, write, ADD.format(name=name))
        return done.value, done.changes

    def add_many(
        self, year: int, period: Period, currency: str, rows: Sequence[Mapping[str, str]]
    ) -> Changes:
        """Add several lines in one operation."""
        kept = [_kept(period, {f.key: row.get(f.key, "") for f in BUDGET_FIELDS}) for row in rows]

        def write(connection: sqlalchemy.Connection) -> None:
            for row in kept:
                values = {**row, "year": year, "currency": currency}
                year_plan_rows.insert(raw(connection), "budget_lines", values)

        return self._book.store.run(Op.EDIT_BUDGET, write, ADD_MANY.format(n=len(kept))).changes

    def edit(self, period: Period, cells: Mapping[int, Mapping[str, str]]) -> Changes:
        """Put typed values into fields of lines, by id."""
        kept = {key: _kept(period, values) for key, values in cells.items()}

        def write(connection: sqlalchemy.Connection) -> None:
            for key, values in kept.items():
                year_plan_rows.update(raw(connection), "budget_lines", key, values)

        return self._book.store.run(Op.EDIT_BUDGET, write, CHANGE.format(n=len(kept))).changes

    def remove(self, ids: Sequence[int]) -> Changes:
        """Take lines out."""

        def write(connection: sqlalchemy.Connection) -> None:
            year_plan_rows.delete(raw(connection), "budget_lines", ids)

        return self._book.store.run(Op.EDIT_BUDGET, write, REMOVE.format(n=len(ids))).changes

    def set_limit(self, year: int, currency: str, typed: str) -> Changes:
        """Say the most that may be spent in the year; nothing takes it out. Raises FieldError (limit)."""
        fen = read_fen("limit", typed) if typed.strip() else None
        if fen is not None and fen < 0:
            raise FieldError("limit", BELOW_NOTHING)

        def write(connection: sqlalchemy.Connection) -> None:
            year_plan_rows.set_limit(raw(connection), year, fen, currency)

        said = "—" if fen is None else typed_fen(fen)
        return self._book.store.run(Op.EDIT_BUDGET, write, LIMIT.format(year=year, said=said)).changes


class BudgetOnto:
    """The typed lines of a budget as cells are pasted onto them."""

    def __init__(self, lines: Sequence[year_plan_rows.BudgetLineRow], period: Period) -> None:
        self.more_rows = MORE_ROWS
        self._lines = {line.id: line for line in lines}
        self._check = BudgetCheck(period)
        self._names = {field.key: field.name for field in BUDGET_FIELDS}
        self._first = period.start

    def field_name(self, field: str) -> Text:
        """What people call a field."""
        return self._names[field]

    def heads(self, field: str) -> Sequence[str]:
        """Other words over its column."""
        return _HEADS.get(field, ())

    def held(self, ids: Sequence[int], fields: Sequence[str]) -> Mapping[int, Held]:
        """The lines that are in the book."""
        return {
            key: Held(self._lines[key].name, {f: typed_budget(self._lines[key], f) for f in fields})
            for key in ids
            if key in self._lines
        }

    def checked(self, row_id: int | None, held: Held, typed: Mapping[str, str]) -> Mapping[str, Checked]:
        """What becomes of the typed cells of one line."""
        wanted = dict(typed)
        if row_id is None:
            wanted.setdefault("month", f"{self._first:%Y-%m}")
            wanted.setdefault("name", "")
        found = {}
        for field, cell in wanted.items():
            try:
                value = self._check.value(field, cell)
            except FieldError as error:
                found[field] = Checked(cell, error.text)
                continue
            if row_id is not None and held is NOBODY:
                found[field] = Checked(cell, GONE)
            elif field in _COLUMNS:
                found[field] = Checked("" if value is None else typed_fen(int(value)))
            else:
                found[field] = Checked(str(value))
        return found


def typed_budget(row: year_plan_rows.BudgetLineRow | BudgetItem, field: str) -> str:
    """What stands in a field of a line to be changed."""
    if field == "quantity":
        return row.quantity if isinstance(row.quantity, str) else decimal(row.quantity)
    if field == "unit":
        return typed_fen(row.unit_fen or 0)
    if field == "spent":
        return "" if row.spent_fen is None else typed_fen(row.spent_fen)
    return str(getattr(row, field))


def _kept(period: Period, values: Mapping[str, str]) -> dict[str, str | int | None]:
    check = BudgetCheck(period)
    kept = {_COLUMNS.get(field, field): check.value(field, typed) for field, typed in values.items()}
    if not kept:
        raise UserError(NOTHING)
    return kept


def _short(field: str, words: str, most: int) -> str:
    if len(words) > most:
        raise FieldError(field, TOO_LONG.format(most=most))
    return words


_HEADS: Mapping[str, tuple[str, ...]] = {
    "month": ("月", "期间"),
    "name": ("项目", "科目", "item"),
    "kind": ("类型", "category"),
    "quantity": ("个数", "qty"),
    "unit": ("价格", "price"),
    "spent": ("实际", "已用", "actual"),
}
MORE_ROWS = Text(
    "多出 {count} 行，列表里没有对应的预算，已略过。", "{count} more rows than the list shows are left out."
)
GONE = Text("这一行来自计划安排，或已不在客户书里。", "The line comes from the plan, or is no longer there.")
FROM_PLAN = Text("计划安排", "From the plan")
NO_NAME = Text("名称不能为空。", "A line needs a name.")
NO_MONTH = Text(
    "“{typed}”不是这一年的月份：请写 {first} 到 {last}。",
    "“{typed}” is no month of this year: write {first} to {last}.",
)
BAD_QUANTITY = Text(
    "数量“{typed}”不对：请填 0 或以上，最多 {places} 位小数。",
    "Quantity “{typed}”: 0 or more, at most {places} decimals.",
)
BELOW_NOTHING = Text("金额不能小于 0。", "An amount cannot be below 0.")
TOO_LONG = Text("最多 {most} 个字。", "At most {most} characters.")
NOTHING = Text("没有要改的内容。", "There is nothing to change.")
ADD = Text("加预算：{name}", "Add to the budget: {name}")
ADD_MANY = Text("加预算：{n} 行", "Add {n} budget lines")
CHANGE = Text("改预算：{n} 行", "Change {n} budget lines")
REMOVE = Text("删预算：{n} 行", "Remove {n} budget lines")
LIMIT = Text("改 {year} 预算上限：{said}", "Change the limit of {year}: {said}")
