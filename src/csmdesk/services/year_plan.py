"""The plan of a year: read, drawn from segments, cadence and contracts, changed, told to calendars."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from csmdesk.domain.amounts import read_fen
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.period import parse_period
from csmdesk.domain.period import today as today_of_user
from csmdesk.domain.text import Language, Text
from csmdesk.domain.year_plan import MOST_MINUTES, NAMES, Numbers, PlanKind
from csmdesk.services import paste
from csmdesk.services.figures import rules_of
from csmdesk.services.paste import PastePlan
from csmdesk.services.settings_segments import SegmentLine, Segments, segment_lines
from csmdesk.services.settings_values import number
from csmdesk.services.year_plan_budget import BUDGET_FIELDS, BudgetEdits, BudgetOnto
from csmdesk.services.year_plan_data import plan_data
from csmdesk.services.year_plan_draw import draw
from csmdesk.services.year_plan_edits import PlanEdits
from csmdesk.services.year_plan_fields import nothing_assumed, paste_rows
from csmdesk.services.year_plan_ground import SETTING, PlanGround, year_of
from csmdesk.services.year_plan_view import OPEN, TABLES, Drawing, PlanData
from csmdesk.storage import year_plan_rows
from csmdesk.storage.driver import raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.services.calendar_events import CalendarEvent
    from csmdesk.storage.book import Book


class YearPlan:
    """The plans of one book; may be used from any thread. Each change is one operation.

    What was read of a year is kept until ``forget``.
    """

    def __init__(self, book: Book, today: Callable[[], date] = today_of_user) -> None:
        self._book = book
        self._today = today
        self._lock = threading.Lock()
        self._made: tuple[tuple[int, date], PlanGround] | None = None
        self._version = 0
        self.edits = PlanEdits(book, today)
        self.budget = BudgetEdits(book)
        self.segments = Segments(book)

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be changed; None when everything can."""
        return self._book.read_only

    # --- reading ------------------------------------------------------------------------------------------

    def forget(self, changes: Changes | None = None) -> None:
        """Read anew at the next question, unless ``changes`` are of tables that the plan does not rest on."""
        if changes is None or (set(changes.ids) | changes.whole) & TABLES:
            with self._lock:
                self._version += 1
                self._made = None

    def year_of(self, period: str) -> int:
        """The fiscal year that holds a period; raises UserError for an unknown one."""
        return year_of(rules_of(self._book).fiscal_start_month, period)

    def data(self, period: str, as_of: date | None, language: Language, year: int | None = None) -> PlanData:
        """The plan of a year, by default that of ``period``, as the book is on the period's closing day."""
        return plan_data(self._ground(period, as_of, year), language)

    def segment_lines(self) -> tuple[SegmentLine, ...]:
        """The segments with what they are planned by."""
        with self._book.reading() as connection:
            return segment_lines(connection, rules_of(self._book))

    def account_names(self) -> tuple[str, ...]:
        """Whom an item may be for: the names of the accounts that are not archived."""
        with self._book.reading() as connection:
            rows = connection.execute(
                "SELECT name FROM accounts WHERE archived = 0 ORDER BY pinyin, name, id"
            )
            return tuple(name for (name,) in rows)

    def _ground(self, period: str, as_of: date | None, year: int | None) -> PlanGround:
        start = rules_of(self._book).fiscal_start_month
        closing = min(parse_period(period, start).end, self._today() if as_of is None else as_of)
        key = (year_of(start, period) if year is None else year, closing)
        with self._lock:
            made, version = self._made, self._version
        if made is not None and made[0] == key:
            return made[1]
        ground = PlanGround(self._book, *key)
        with self._lock:
            if version == self._version:
                self._made = (key, ground)
        return ground

    # --- pasting into the budget --------------------------------------------------------------------------

    def plan_budget_paste(
        self,
        year: int,
        text: str,
        ids: Sequence[int] | None,
        fields: Sequence[str],
        selected: Sequence[int] = (),
    ) -> PastePlan:
        """What pasting into the budget would do: onto lines, or (``ids`` None) as new ones."""
        with self._book.reading() as connection:
            onto = BudgetOnto(year_plan_rows.lines(connection, year), self.edits.period_of(year))
        known = [field.key for field in BUDGET_FIELDS]
        if ids is None:
            return paste.plan_new(onto, text, list(fields) or known, known, nothing_assumed)
        return paste.plan(onto, text, ids, fields, selected)

    def apply_budget_paste(self, year: int, currency: str, plan: PastePlan) -> Changes:
        """Write the cells without a problem as one operation; raises UserError when the book has changed."""
        period = self.edits.period_of(year)
        if plan.adds:
            return self.budget.add_many(year, period, currency, paste_rows(plan))
        cells: dict[int, dict[str, str]] = {}
        for cell in plan.cells:
            if cell.id is not None and cell.problem is None and cell.new != cell.old:
                cells.setdefault(cell.id, {})[cell.field] = cell.new
        with self._book.reading() as connection:
            held = BudgetOnto(year_plan_rows.lines(connection, year), period).held(list(cells), ())
        if set(held) != set(cells):
            raise UserError(paste.BOOK_CHANGED)
        return self.budget.edit(period, cells)

    # --- drawing ------------------------------------------------------------------------------------------

    def draw(
        self,
        period: str,
        as_of: date | None,
        language: Language,
        *,
        year: int | None = None,
        whole: bool = False,
        numbers: Numbers | None = None,
    ) -> Drawing:
        """What drawing the plan would change: from the day after the closing day on, or the ``whole``."""
        ground = self._ground(period, as_of, year)
        begins = ground.period.start if whole else ground.begins
        if begins > ground.period.end:
            raise UserError(OVER.format(year=ground.year))
        return draw(ground, begins, numbers or ground.numbers, language)

    def apply(self, drawing: Drawing) -> Changes:
        """Write a drawing and its numbers; raises UserError when the plan has changed since."""
        writes = drawing.writes

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            if tuple(year_plan_rows.items(driver, drawing.year)) != writes.seen:
                raise UserError(BOOK_CHANGED_DRAWING)
            year_plan_rows.delete(driver, "plan_items", writes.gone)
            for key, values in writes.changed.items():
                year_plan_rows.update(driver, "plan_items", key, values)
            for values in writes.new:
                year_plan_rows.insert(driver, "plan_items", values)
            _keep_numbers(connection, drawing.numbers)

        label = DRAW.format(year=drawing.year)
        return self._book.store.run(Op.DRAW_PLAN, write, label).changes

    def clear(self, year: int) -> Changes:
        """Take out what drawings put in and nobody changed."""

        def write(connection: sqlalchemy.Connection) -> None:
            rows = year_plan_rows.items(raw(connection), year)
            gone = [row.id for row in rows if row.slot is not None and not row.own and row.done_day is None]
            year_plan_rows.delete(raw(connection), "plan_items", gone)

        return self._book.store.run(Op.DRAW_PLAN, write, CLEAR.format(year=year)).changes

    # --- calendars ----------------------------------------------------------------------------------------

    def events(
        self, data: PlanData, language: Language, ids: Sequence[int] | None = None
    ) -> list[CalendarEvent]:
        """The open items as days for a calendar outside; of ``ids`` alone where given."""
        from csmdesk.services.calendar_events import CalendarEvent, uid_of

        wanted = None if ids is None else set(ids)
        return [
            CalendarEvent(
                uid_of("plan", f"{data.year}/{item.id}"),
                "plan",
                item.day,
                f"{item.account} {item.words}".strip(),
                "\n".join(part for part in (NAMES[item.kind].to(language), item.note) if part),
                (1,) if item.kind is not PlanKind.TOUCH else (),
                item.contract_id or 0,
            )
            for item in data.items
            if (item.state in OPEN if wanted is None else item.id in wanted)
        ]


def read_numbers(typed: Mapping[str, str], before: Numbers) -> Numbers:
    """The numbers of a drawing as they are typed: ``most``, ``day_minutes``, ``minutes.KIND``, ``cost.KIND``.

    What is not among them stays as ``before``. Raises FieldError for the first that cannot be taken.
    """
    most, day_minutes = before.most, before.day_minutes
    minutes, costs = dict(before.minutes), dict(before.costs)
    for key, value in typed.items():
        part, _, kind = key.partition(".")
        if part == "most":
            most = _whole(key, value, MOST_ITEMS, 1, 50, _ITEMS)
        elif part == "day_minutes":
            day_minutes = _whole(key, value, DAY_MINUTES, 30, MOST_MINUTES, _MINUTES)
        elif part == "minutes":
            minutes[PlanKind(kind)] = _whole(key, value, NAMES[PlanKind(kind)], 0, MOST_MINUTES, _MINUTES)
        elif part == "cost":
            fen = read_fen(key, value) if value.strip() else 0
            if fen < 0:
                raise FieldError(key, BELOW_NOTHING)
            costs[PlanKind(kind)] = fen
        else:
            raise ValueError(f"not a number of a drawing: {key}")
    return Numbers(most, day_minutes, minutes, {kind: fen for kind, fen in costs.items() if fen})


def _whole(key: str, typed: str, name: Text, low: int, high: int, unit: Text) -> int:
    try:
        return int(number(typed, name, low, high, unit, whole=True))
    except UserError as error:
        raise FieldError(key, error.text) from error


def _keep_numbers(connection: sqlalchemy.Connection, numbers: Numbers) -> None:
    plain, said = Numbers(), {}
    if numbers.most != plain.most:
        said["most"] = numbers.most
    if numbers.day_minutes != plain.day_minutes:
        said["day_minutes"] = numbers.day_minutes
    minutes = {k.value: v for k, v in numbers.minutes.items() if v != plain.minutes[k]}
    costs = {k.value: v for k, v in numbers.costs.items() if v}
    kept: dict[str, object] = {**said, **({"minutes": minutes} if minutes else {})}
    if costs:
        kept["costs"] = costs
    if not kept:
        connection.exec_driver_sql("DELETE FROM settings WHERE key = ?", (SETTING,))
        return
    connection.exec_driver_sql(
        "INSERT INTO settings (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
        (SETTING, json.dumps(kept, sort_keys=True)),
    )


OVER = Text("{year} 年度已经过完，没有可排的日子。", "The year {year} is over: there is no day left to plan.")
BOOK_CHANGED_DRAWING = Text(
    "预览之后年度计划被改动过，请重新生成。", "The plan was changed after the preview: draw it again."
)
DRAW = Text("生成 {year} 年度计划", "Draw the plan of {year}")
CLEAR = Text("清空 {year} 自动安排", "Clear the drawn items of {year}")
MOST_ITEMS = Text("每天最多", "At most a day")
DAY_MINUTES = Text("每天时长", "Minutes a day")
BELOW_NOTHING = Text("金额不能小于 0。", "An amount cannot be below 0.")
_ITEMS = Text("项", "items")
_MINUTES = Text("分钟", "min")
