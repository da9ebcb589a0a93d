"""The columns of a sheet as rows: what stands in the file, which field it is, why, and what it reads as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from csmdesk.domain.text import Language
from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.importing.plain_table import MARK, CellPainter, PlainRows, by_place
from csmdesk.ui.panes.importing.words import comma
from csmdesk.ui.theme import RADIUS_CONTROL, ROW, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceColumn, SourceSheet

translate = QCoreApplication.translate

HEADING, VALUES, FIELD, WHY, FIRST = range(5)
ARROW = 28
"""Before the field, where the arrow stands."""
_SIDE = 9


class ColumnRow(NamedTuple):
    """One column of the file in words; ``id`` is its place in the sheet, from 1."""

    id: int
    search: str
    heading: str
    values: str
    field: str
    known: bool
    why: str
    mark: str
    first: str
    problem: str
    spoken: str
    key: str

    @property
    def place(self) -> int:
        """The column's place in the sheet, from 0."""
        return self.id - 1


def skip_words() -> str:
    """What the field of a column says that is not imported."""
    return translate("ColumnRows", "不导入")


def custom_words(name: str) -> str:
    """What the field of a column says that is kept under its own name."""
    return translate("ColumnRows", "自定义列：{name}").format(name=name)


def column_rows(sheet: SourceSheet, language: Language, spelt: Mapping[str, str]) -> list[ColumnRow]:
    """The columns of a sheet in words; ``spelt`` is what headings are found by as well."""
    return [_row(column, language, spelt.get(column.heading, "")) for column in sheet.columns]


def _row(column: SourceColumn, language: Language, spelling: str) -> ColumnRow:
    if column.text is not None:
        field = column.text.to(language)
    elif column.custom:
        field = custom_words(column.custom)
    else:
        field = skip_words()
    known = column.text is not None or bool(column.custom)
    mark = (
        "yellow" if column.to_confirm else "red" if column.problem is not None else "check" if known else ""
    )
    values = translate("ColumnRows", "、").join(column.samples) or translate("ColumnRows", "空")
    problem = "" if column.problem is None else column.problem.to(language)
    first = column.first or (translate("ColumnRows", "空") if known else "—")
    if column.unit and known and column.first and not problem:
        first = f"{first} {unit_words(column.unit)}".rstrip()
    why = column.why_text.to(language)
    spoken = comma([part for part in (column.heading, values, field, why, problem or first) if part])
    search = f"{column.heading} {spelling} {field}".casefold()
    return ColumnRow(
        column.index + 1, search, column.heading, values, field, known, why, mark, first, problem, spoken,
        column.field or "",
    )  # fmt: skip


def unit_words(unit: str) -> str:
    """The unit of a value as it is kept: amounts in yuan, whatever the file writes them in."""
    return {
        "元": translate("ColumnRows", "元"),
        "days": translate("ColumnRows", "天"),
        "hours": translate("ColumnRows", "小时"),
        "minutes": translate("ColumnRows", "分钟"),
    }.get("元" if unit.endswith("元") else unit, "")


class ColumnRows(PlainRows[ColumnRow]):
    """The columns as a table; the field is edited in place."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("heading", self.tr("文件中的列"), 124, _heading, by_place, tip=_heading),
                Column("values", self.tr("原值"), 216, _values, by_place, tip=_values, rank=2),
                Column("field", self.tr("对应到"), 224, _field, by_place, indent=ARROW, edit="field"),
                Column("why", self.tr("依据"), 152, _why, by_place, tip=_why),
                Column("first", self.tr("读成"), 132, _first, by_place, tip=_first_tip, rank=1),
            ),
            _spoken,
        )


class ColumnPainter(CellPainter):
    """Draws a row; ``current`` tells the row that the user is at."""

    def __init__(self, theme: Theme, current: Callable[[], int]) -> None:
        super().__init__(theme)
        self._current = current

    def draw(self, painter: QPainter, row: ColumnRow, y: int, cell: Cell, lit: bool) -> None:
        column, x, width = cell
        if column == HEADING:
            self.text(painter, row.heading, y, x, width - 10, bold=True)
        elif column == VALUES:
            self.text(painter, row.values, y, x, width - 10, "t2")
        elif column == FIELD:
            self._draw_field(painter, row, y, x, width)
        elif column == WHY:
            self.mark(painter, row.mark if row.mark != "red" else "check", y, x)
            lead = MARK if row.mark else 0
            self.text(painter, row.why, y, x + lead, width - lead - 8, "t2" if row.known else "t3")
        elif row.problem:
            self.mark(painter, "red", y, x)
            self.text(painter, row.first, y, x + MARK, width - MARK - 4, "redt")
        else:
            self.text(painter, row.first, y, x, width - 4, "t1" if row.known else "t3")

    def _draw_field(self, painter: QPainter, row: ColumnRow, y: int, x: int, width: int) -> None:
        theme = self.theme
        draw_icon(painter, theme, "arrow", "t3", x + 2, y + ROW // 2 - 7, 14)
        box = QRectF(x + ARROW, y + 2, width - ARROW - 16, ROW - 5)
        here = row.id == self._current()
        draw_box(
            painter, theme, box, RADIUS_CONTROL, ground="surface", border="accent" if here else "line2",
            width=2 if here else 1,
        )  # fmt: skip
        draw_icon(painter, theme, "down", "t3", box.right() - _SIDE - 12, y + ROW / 2 - 6.5, 12)
        room = int(box.width()) - 2 * _SIDE - 16
        role = "t1" if row.known else "t3"
        self.text(painter, row.field, y - 1, int(box.left()) + _SIDE, room, role)


def _heading(row: ColumnRow) -> str:
    return row.heading


def _values(row: ColumnRow) -> str:
    return row.values


def _field(row: ColumnRow) -> str:
    return row.field


def _why(row: ColumnRow) -> str:
    return row.why


def _first(row: ColumnRow) -> str:
    return row.first


def _first_tip(row: ColumnRow) -> str:
    return row.problem or row.first


def _spoken(row: ColumnRow) -> str:
    return row.spoken
