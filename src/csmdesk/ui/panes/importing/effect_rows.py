"""What an import would do as rows: under the head of each table what is new, what changes, what stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from csmdesk.domain.text import Language
from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.grouping import Grouping
from csmdesk.ui.panes.importing.plain_table import CellPainter, PlainRows, by_place
from csmdesk.ui.panes.importing.words import comma
from csmdesk.ui.theme import RADIUS_SMALL, ROW
from csmdesk.ui.widgets.crisp import draw_box, draw_icon

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import Effect, TableEffect

translate = QCoreApplication.translate

NAME, STATE, COLUMN, OLD, NEW = range(5)
_TAG = 18


class EffectRow(NamedTuple):
    """A row that is new, a value that changes (``old`` → ``new``), or how many rows are not listed.

    ``state`` is new, changed or same.
    """

    id: int
    search: str
    table: str
    state: str
    name: str
    column: str
    old: str
    new: str


def effect_rows(effect: Effect, language: Language) -> list[EffectRow]:
    """The rows of all tables; those with changes of values first in each."""
    made: list[EffectRow] = []

    def add(table: str, state: str, name: str, column: str = "", old: str = "", new: str = "") -> None:
        search = f"{table} {name} {column} {old} {new}".casefold()
        made.append(EffectRow(len(made) + 1, search, table, state, name, column, old, new))

    for table in in_order(effect.tables):
        name = table.text.to(language)
        listed_new = listed_changed = 0
        for row in table.rows:
            if row.row is not None:
                listed_changed += 1
                for cell in row.cells:
                    add(name, "changed", row.label, cell.text.to(language), cell.old, cell.new)
        for row in table.rows:
            if row.row is None:
                listed_new += 1
                add(name, "new", row.label)
        if table.changed > listed_changed:
            words = translate("EffectRows", "还有 {n} 行改动")
            words = words if listed_changed else translate("EffectRows", "{n} 行改动")
            add(name, "changed", words.format(n=f"{table.changed - listed_changed:,}"))
        if table.new > listed_new:
            words = translate("EffectRows", "还有 {n} 行新增")
            words = words if listed_new else translate("EffectRows", "{n} 行新增")
            add(name, "new", words.format(n=f"{table.new - listed_new:,}"))
        if table.same:
            add(name, "same", translate("EffectRows", "{n} 行和客户书里一样").format(n=f"{table.same:,}"))
    return made


def counts_words(table: TableEffect) -> str:
    """What happens to a table, in figures."""
    parts = []
    if table.new:
        parts.append(translate("EffectRows", "新增 {n}").format(n=f"{table.new:,}"))
    if table.changed:
        parts.append(translate("EffectRows", "改动 {n}").format(n=f"{table.changed:,}"))
    if table.same:
        parts.append(translate("EffectRows", "不变 {n}").format(n=f"{table.same:,}"))
    return comma(parts)


def state_words(state: str) -> str:
    """What happens to a row, in a word."""
    return {
        "new": translate("EffectRows", "新增"),
        "changed": translate("EffectRows", "改动"),
        "same": translate("EffectRows", "不变"),
    }[state]


class EffectRows(PlainRows[EffectRow]):
    """The rows as a table, folded under the heads of their tables at first."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("name", self.tr("行"), 220, _name, by_place, tip=_name),
                Column("state", self.tr("变化"), 72, _state, by_place),
                Column("column", self.tr("列"), 132, _column, by_place, tip=_column),
                Column("old", self.tr("客户书里"), 176, _old, by_place, tip=_old),
                Column("new", self.tr("写入以后"), 176, _new, by_place, tip=_new),
            ),
            _spoken,
        )
        self._counts: dict[str, str] = {}
        self._group_places: dict[str, int] = {}

    def take(self, effect: Effect, language: Language, *, anew: bool) -> None:
        """Show what an import would do; ``anew``: of other files, tables with changes are open at first."""
        tables = in_order(effect.tables)
        names = [table.text.to(language) for table in tables]
        anew = anew or list(self._group_places) != names
        self._counts = dict(zip(names, map(counts_words, tables), strict=True))
        self._group_places = {name: place for place, name in enumerate(names)}
        closed = {name for name, table in zip(names, tables, strict=True) if not table.changed}
        rows = effect_rows(effect, language)
        self.set_rows(rows)
        if anew:
            self.set_grouping(
                Grouping("table", _table, str, self._group_place, self._sums, counted=False), closed
            )

    def _group_place(self, table: str) -> int:
        return self._group_places.get(table, 0)

    def _sums(self, rows: list[EffectRow]) -> str:
        return self._counts.get(rows[0].table, "") if rows else ""


class EffectPainter(CellPainter):
    """Draws a row: what is new with a plus, what changes with the old value in grey."""

    def draw(self, painter: QPainter, row: EffectRow, y: int, cell: Cell, lit: bool) -> None:
        column, x, width = cell
        if column == NAME:
            self.text(painter, row.name, y, x, width - 8, "t3" if row.state == "same" else "t1")
        elif column == STATE:
            self._draw_state(painter, row, y, x)
        elif column == COLUMN:
            self.text(painter, row.column, y, x, width - 8, "t2")
        elif row.column:
            if column == OLD:
                self.text(painter, row.old or "—", y, x, width - 28, "t3")
                draw_icon(painter, self.theme, "arrow", "t3", x + width - 22, y + ROW // 2 - 7, 14)
            else:
                self.text(painter, row.new or "—", y, x, width - 4)

    def _draw_state(self, painter: QPainter, row: EffectRow, y: int, x: int) -> None:
        if row.state == "same":
            self.text(painter, state_words("same"), y, x + 6, 60, "t3")
            return
        theme = self.theme
        ground, role = ("greenbg", "greent") if row.state == "new" else ("amberbg", "ambert")
        words = state_words(row.state)
        wide = theme.metrics("small").horizontalAdvance(words) + 12
        box = QRectF(x, y + (ROW - _TAG) / 2, wide, _TAG)
        draw_box(painter, theme, box, RADIUS_SMALL, ground=ground)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(role))
        metrics = theme.metrics("small")
        base = box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(int(x) + 6, round(base), words)


def in_order(tables: Sequence[TableEffect]) -> list[TableEffect]:
    """The tables as they are listed: those in which anything changes first."""
    return sorted(tables, key=lambda table: not (table.new or table.changed))


def _table(row: EffectRow) -> Any:
    return row.table


def _name(row: EffectRow) -> str:
    return row.name


def _state(row: EffectRow) -> str:
    return state_words(row.state)


def _column(row: EffectRow) -> str:
    return row.column


def _old(row: EffectRow) -> str:
    return row.old


def _new(row: EffectRow) -> str:
    return row.new


def _spoken(row: EffectRow) -> str:
    change = ""
    if row.column:
        change = translate("EffectRows", "{column}从 {old} 改为 {new}").format(
            column=row.column, old=row.old or "—", new=row.new or "—"
        )
    return comma([part for part in (row.table, row.name, state_words(row.state), change) if part])
