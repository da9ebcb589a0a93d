"""A target over the parts of its time: what each owes, typed in place, and where it stands."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.page import LinePainter
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.goals.reading import Reading
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import ROW, Theme
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.services.goals_view import Part
    from csmdesk.services.today_view import KeyResult

translate = QCoreApplication.translate

_INDENT = 10
_GAP = 6


class PartRow(NamedTuple):
    """A part; ``place`` is where it stands in the breakdown."""

    part: Part
    place: int

    @property
    def id(self) -> int:
        """Its place, from 1 on."""
        return self.place + 1

    @property
    def search(self) -> str:
        """What a filter would look into."""
        return self.part.words.casefold()


def part_columns() -> list[Column[PartRow]]:
    """The columns of a breakdown; they all keep the order of time."""
    order = attrgetter("place")
    return [
        Column("part", translate("GoalParts", "时间"), 72, attrgetter("part.words"), order, copy=_name),
        Column(
            "node",
            translate("GoalParts", "应到"),
            76,
            attrgetter("part.node_words"),
            order,
            right=True,
            edit="node",
            tip=attrgetter("part.fixed"),
            copy=attrgetter("part.node"),
        ),
        Column(
            "actual",
            translate("GoalParts", "实际"),
            76,
            _value,
            order,
            right=True,
            figure=True,
            copy=attrgetter("part.value"),
        ),
        Column("attained", translate("GoalParts", "达成"), 60, _attained, order, right=True, tip=_tip),
    ]


def _name(row: PartRow) -> str:
    return row.part.period


def _value(row: PartRow) -> str:
    return row.part.result.value if row.part.result is not None else ""


def _attained(row: PartRow) -> str:
    return row.part.share_words


def _tip(row: PartRow) -> str:
    result = row.part.result
    if result is None:
        return ""
    return "  ".join(filter(None, (result.verdict_words, result.pace_words, result.forecast_words)))


class PartPainter(LinePainter):
    """A ``RowPainter`` for the parts: months stand further in than quarters, the current part is bold."""

    def __init__(self, theme: Theme, columns: list[Column[PartRow]]) -> None:
        super().__init__(theme)
        self._columns = columns

    def paint(self, painter: QPainter, row: PartRow, y: int, cells: list[Cell], lit: bool, hot: int) -> None:
        """Draw one row."""
        theme, part = self._theme, row.part
        base = y + self._base
        for place, x, width in cells:
            column = self._columns[place]
            words = column.words(row)
            painter.setFont(theme.font(bold=place == 0 and part.depth < 2))
            if place == 0:
                left = x + _INDENT * part.depth
                painter.setPen(theme.colour("t1" if part.depth < 2 or part.current else "t2"))
                painter.drawText(left, base, words)
                if part.current:
                    edge = left + theme.metrics(bold=part.depth < 2).horizontalAdvance(words) + _GAP
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.colour("accent"))
                    painter.drawEllipse(QRect(edge, y + ROW // 2 - 2, 4, 4))
                continue
            painter.setPen(theme.colour("t3" if column.key == "node" and part.fixed else "t1"))
            left = x + width - theme.metrics().horizontalAdvance(words)
            painter.drawText(left, base, words)
            if column.figure and lit and part.result is not None:
                underline(painter, theme, left, base + 3, x + width - left, solid=place == hot)
            if column.key == "attained" and part.result is not None and part.result.mark:
                draw_shape(painter, theme, part.result.mark, left - SIZE - _GAP, y + (ROW - SIZE) / 2)

    def figure(self, row: PartRow, cell: Cell) -> QRect | None:
        """Where the figure of a cell stands, from the top of the row."""
        if not self._columns[cell.column].figure or row.part.result is None:
            return None
        width = self._theme.metrics().horizontalAdvance(_value(row))
        return QRect(cell.x + cell.width - width, self._top, width, self._height)


class GoalParts(QWidget):
    """The table of a breakdown. ``figure_opened(result, part, place)`` asks for a part's evidence.

    What a part owes is typed in its cell; ``said`` is a sentence and whether to offer to undo.
    """

    figure_opened = Signal(object, str, QRect)
    said = Signal(str, bool)

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading
        theme = reading.tools.theme
        columns = part_columns()
        self.model: RowModel[PartRow] = RowModel(columns, _read_out, self)
        self.view = RowView(theme, self.model, PartPainter(theme, columns))
        self.view.setAccessibleName(self.tr("目标分解"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.view)
        self.view.edit_asked.connect(self._edit)
        self.view.edited.connect(self._write)
        self.view.figure_opened.connect(self._open_figure)
        reading.broken_down.connect(self.fill)

    def fill(self) -> None:
        """Show the breakdown that was read last."""
        breakdown = self._reading.breakdown
        parts = breakdown.parts if breakdown is not None else ()
        self.model.set_rows([PartRow(part, place) for place, part in enumerate(parts)])

    def _open_figure(self, key: int, _column: str, place: QRect) -> None:
        row = self.model.row_of(key)
        if row is not None and row.part.result is not None:
            result: KeyResult = row.part.result
            self.figure_opened.emit(result, row.part.period, place)

    # --- typing ---------------------------------------------------------------------------------------------

    def _edit(self, key: int, column: str, _typed: str) -> None:
        row = self.model.row_of(key)
        tools = self._reading.tools
        if row is None or column != "node":
            return
        if tools.read_only:
            self.said.emit(tools.read_only, False)
        elif row.part.fixed:
            self.said.emit(row.part.fixed, False)
        else:
            self.view.edit_cell(key, column, text=row.part.typed)

    def _write(self, key: int, _column: str, text: str) -> None:
        row, goal = self.model.row_of(key), self._reading.goal
        if row is None or goal is None or text == row.part.typed:
            return
        tools, goal_id, part = self._reading.tools, goal.id, row.part.period
        done = self.tr("已改 {part}：{name}，其余各段跟着调整").format(part=row.part.words, name=goal.name)

        def change() -> Changes:
            return tools.source.goals().set_part(goal_id, part, text)

        tools.change(self, change, done, self.said.emit, failed=self.refuse)

    def refuse(self, problem: Problem) -> None:
        """Say what is wrong in the cell, which opens again."""
        tools = self._reading.tools
        if problem.bug or not self.view.show_edit_problem(problem.text.to(tools.language)):
            tools.tasks.failed.emit(problem)


def _read_out(row: PartRow) -> str:
    return row.part.spoken
