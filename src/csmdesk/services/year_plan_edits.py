"""Changing the items of a plan by hand: fields, days, done, struck out; and cells pasted from a workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import (
    EditField,
    FieldError,
)
from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.text import Text
from csmdesk.domain.working_days import is_working_day
from csmdesk.domain.year_plan import DEFAULT_MINUTES, NAMES, PlanKind, week_of
from csmdesk.services import paste
from csmdesk.services.paste import BOOK_CHANGED, NOBODY, PastePlan
from csmdesk.services.year_plan_fields import (
    FIELDS,
    GONE,
    ITEM_FIELDS,
    OUTSIDE,
    ItemCheck,
    ItemsOnto,
    nothing_assumed,
    paste_rows,
)
from csmdesk.storage import year_plan_rows
from csmdesk.storage.driver import raw
from csmdesk.storage.year_plan_rows import ItemRow

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book


class PlanEdits:
    """Changes the items of a book's plans; each method is one operation and raises UserError."""

    def __init__(self, book: Book, today: Callable[[], date]) -> None:
        self._book = book
        self._today = today

    # --- fields -------------------------------------------------------------------------------------------

    def problems(self, period: Period, values: Mapping[str, str]) -> dict[str, Text]:
        """What is wrong with a new item's typed values, by field; nothing when ``new`` takes them."""
        found = {}
        with self._book.reading() as connection:
            check = ItemCheck(connection, period, self._today())
            for field in ITEM_FIELDS:
                try:
                    check.columns(field.key, _first(field, values))
                except FieldError as error:
                    found[field.key] = error.text
        return found

    def new(
        self, year: int, period: Period, currency: str, rows: Sequence[Mapping[str, str]]
    ) -> tuple[list[int], Changes]:
        """Add items with typed values by field; their ids. Raises FieldError, for the first that is wrong."""
        with self._book.reading() as connection:
            check = ItemCheck(connection, period, self._today())
            kept = []
            for values in rows:
                columns: dict[str, object] = {"year": year, "currency": currency, "own": 1}
                for field in ITEM_FIELDS:
                    columns |= check.columns(field.key, _first(field, values))
                if not values.get("minutes", "").strip():
                    columns["minutes"] = DEFAULT_MINUTES[PlanKind(str(columns["kind"]))]
                kept.append(columns)

        def write(connection: sqlalchemy.Connection) -> list[int]:
            driver = raw(connection)
            return [year_plan_rows.insert(driver, "plan_items", columns) for columns in kept]

        done = self._book.store.run(Op.EDIT_PLAN, write, ADD.format(n=len(kept)))
        return done.value, done.changes

    def edit(self, ids: Sequence[int], field: str, typed: str) -> Changes:
        """Put ``typed`` into one field of items; from now on a new drawing leaves them as they are."""
        rows = self._rows(ids)
        with self._book.reading() as connection:
            kept = {
                row.id: ItemCheck(connection, self.period_of(row.year), self._today()).columns(field, typed)
                for row in rows
            }
        label = CHANGE.format(field=FIELDS[field].name, what=_what(rows))
        return self._write(kept, label)

    def move(self, ids: Sequence[int], to: Callable[[ItemRow], date]) -> Changes:
        """Give items other days; a day outside of their year is refused."""
        rows = self._rows(ids)
        kept = {}
        for row in rows:
            day, period = to(row), self.period_of(row.year)
            if not period.holds(day):
                raise FieldError("day", OUTSIDE.format(day=day, first=period.start, last=period.end))
            kept[row.id] = {"day": day}
        days = {row.id: kept[row.id]["day"] for row in rows}
        target = (
            Text(*[f"{next(iter(days.values())):%m-%d}"] * 2) if len(set(days.values())) == 1 else MANY_DAYS
        )
        return self._write(kept, MOVE.format(what=_what(rows), day=target))

    def move_to_week(self, ids: Sequence[int], monday: date) -> Changes:
        """Move items into the week of ``monday``: to the same day of the week, or the nearest worked one."""
        return self.move(ids, lambda row: day_in_week(row.day, monday, self.period_of(row.year)))

    def move_by_weeks(self, ids: Sequence[int], weeks: int) -> Changes:
        """Move items so many weeks later (earlier when negative)."""
        step = timedelta(days=7 * weeks)
        return self.move(
            ids, lambda row: day_in_week(row.day, week_of(row.day) + step, self.period_of(row.year))
        )

    def done(self, ids: Sequence[int], day: date) -> Changes:
        """Tick items off by hand."""
        rows = self._rows(ids)
        kept = {row.id: {"done_day": day, "own": 1} for row in rows if row.done_day is None}
        return self._write(kept, DONE.format(what=_what(rows)))

    def reopen(self, ids: Sequence[int]) -> Changes:
        """Take up again what was ticked off by hand or struck out."""
        rows = self._rows(ids)
        kept = {row.id: {"done_day": None, "dropped": 0} for row in rows}
        return self._write(kept, REOPEN.format(what=_what(rows)), own=False)

    def drop(self, ids: Sequence[int]) -> Changes:
        """Strike out items that a drawing put in, so that the next one does not bring them back.

        Those that were typed are taken out.
        """
        rows = self._rows(ids)
        typed = [row.id for row in rows if row.slot is None]

        def write(connection: sqlalchemy.Connection) -> None:
            year_plan_rows.delete(raw(connection), "plan_items", typed)
            for row in rows:
                if row.slot is not None:
                    year_plan_rows.update(raw(connection), "plan_items", row.id, {"dropped": 1, "own": 1})

        return self._book.store.run(Op.EDIT_PLAN, write, DROP.format(what=_what(rows))).changes

    def release(self, ids: Sequence[int]) -> Changes:
        """Leave items to the next drawing again."""
        rows = [row for row in self._rows(ids) if row.slot is not None]
        return self._write({row.id: {"own": 0} for row in rows}, RELEASE.format(what=_what(rows)), own=False)

    def period_of(self, year: int) -> Period:
        """A fiscal year as a period."""
        from csmdesk.services.figures import rules_of

        return parse_period(str(year), rules_of(self._book).fiscal_start_month)

    def _rows(self, ids: Sequence[int]) -> list[ItemRow]:
        with self._book.reading() as connection:
            rows = year_plan_rows.items_of(connection, ids)
        if not rows:
            raise UserError(GONE)
        return rows

    def _write(self, kept: Mapping[int, Mapping[str, object]], label: Text, *, own: bool = True) -> Changes:
        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            held = {row.id: row for row in year_plan_rows.items_of(driver, kept)}
            for key, values in kept.items():
                # What stays as it is does not become the user's own.
                if key in held and any(getattr(held[key], name) != value for name, value in values.items()):
                    more = {"own": 1} if own else {}
                    year_plan_rows.update(driver, "plan_items", key, {**values, **more})

        return self._book.store.run(Op.EDIT_PLAN, write, label).changes

    # --- pasting ------------------------------------------------------------------------------------------

    def plan_paste(
        self,
        year: int,
        text: str,
        ids: Sequence[int] | None,
        fields: Sequence[str],
        selected: Sequence[int] = (),
    ) -> PastePlan:
        """What pasting would do: onto items from the current one on, or (``ids`` None) as new ones."""
        period = self.period_of(year)
        with self._book.reading() as connection:
            onto = ItemsOnto(connection, ItemCheck(connection, period, self._today()))
            if ids is None:
                return paste.plan_new(onto, text, fields or tuple(FIELDS), tuple(FIELDS), nothing_assumed)
            return paste.plan(onto, text, ids, fields, selected)

    def apply_paste(self, year: int, currency: str, plan: PastePlan) -> Changes:
        """Write the cells without a problem as one operation; raises UserError when the book has changed."""
        if plan.adds:
            return self.new(year, self.period_of(year), currency, paste_rows(plan))[1]
        period, today = self.period_of(year), self._today()
        cells = [
            (cell.id, cell)
            for cell in plan.cells
            if cell.id is not None and cell.problem is None and cell.new != cell.old
        ]

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            check = ItemCheck(driver, period, today)
            ids = list(dict.fromkeys(key for key, _ in cells))
            held = ItemsOnto(driver, check).held(ids, tuple(FIELDS))
            if any(held.get(key, NOBODY).values.get(cell.field) != cell.old for key, cell in cells):
                raise UserError(BOOK_CHANGED)
            values: dict[int, dict[str, object]] = defaultdict(dict)
            for key, cell in cells:
                values[key] |= check.columns(cell.field, cell.new)
            for key, columns in values.items():
                year_plan_rows.update(driver, "plan_items", key, {**columns, "own": 1})

        return self._book.store.run(Op.PASTE_CELLS, write, PASTE.format(n=len(cells))).changes


def _first(field: EditField, values: Mapping[str, str]) -> str:
    typed = values.get(field.key, "")
    return typed or (NAMES[PlanKind.OTHER].zh if field.key == "kind" else "")


def day_in_week(day: date, monday: date, period: Period) -> date:
    """The same day of the week of ``monday``; where that is off, the nearest worked day of the week.

    A week without a worked day keeps the day itself; days outside of ``period`` are passed over.
    """
    wanted = monday + timedelta(days=day.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    inside = [each for each in days if period.holds(each)]
    worked = [each for each in inside if is_working_day(each)]
    return min(worked or inside or [wanted], key=lambda each: (abs((each - wanted).days), each))


def _what(rows: Sequence[ItemRow]) -> Text:
    """What an operation is about, for its label."""
    if len(rows) == 1:
        row = rows[0]
        named = Text(row.title, row.title) if row.title else NAMES[PlanKind(row.kind)]
        return Text(f"{named.zh} {row.day:%m-%d}", f"{named.en} {row.day:%m-%d}")
    return Text(f"{len(rows)} 项", f"{len(rows)} items")


MANY_DAYS = Text("各自的新日期", "their new days")
ADD = Text("加安排：{n} 项", "Add {n} items to the plan")
CHANGE = Text("改{field}：{what}", "Change {field}: {what}")
MOVE = Text("改期：{what} → {day}", "Move: {what} → {day}")
DONE = Text("完成安排：{what}", "Done: {what}")
REOPEN = Text("重开安排：{what}", "Reopen: {what}")
DROP = Text("取消安排：{what}", "Strike out: {what}")
RELEASE = Text("交给系统排：{what}", "Leave to the drawing: {what}")
PASTE = Text("粘贴 {n} 格：年度计划", "Paste {n} cells: year plan")
