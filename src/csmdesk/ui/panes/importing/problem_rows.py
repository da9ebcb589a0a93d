"""The problems of a check as a table: what is wrong, where, what stands there, what could stand there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.grouping import GroupHead, Grouping
from csmdesk.ui.panes.importing.plain_table import MARK, CellPainter, PlainRows, PlainView, by_place
from csmdesk.ui.panes.importing.problem_list import Group, ProblemRow
from csmdesk.ui.panes.importing.words import comma, grouped

if TYPE_CHECKING:
    from csmdesk.ui.models.row_search import RowSearch

WHY, ROW, COLUMN, VALUE, HINT = range(5)


class ProblemRows(PlainRows[ProblemRow]):
    """The problems as a table under their heads; the value is edited in place.

    Those that are many and alike have a head of their own, folded at first.
    """

    def __init__(self) -> None:
        super().__init__(
            (
                Column("why", self.tr("问题"), 240, _why, by_place, tip=_why),
                Column("row", self.tr("行"), 56, _at, by_place, right=True),
                Column("column", self.tr("列"), 132, _heading, by_place, tip=_heading),
                Column("value", self.tr("值"), 148, _value, by_place, tip=_value, edit="value"),
                Column("hint", self.tr("建议"), 208, _hint, by_place, tip=_hint, rank=1),
            ),
            _spoken,
            same=_same,
        )
        self._heads: dict[int, Group] = {}
        self._known: set[int] = set()
        self.set_grouping(
            Grouping("group", _group, self._head, self._head_place, self._sums, counted=False), ()
        )

    def take(self, rows: Sequence[ProblemRow], heads: Iterable[Group]) -> None:
        """Show these problems under their heads."""
        self._heads = {group.id: group for group in heads}
        new = {key for key, group in self._heads.items() if group.kind is not None} - self._known
        self._known |= new
        self.fold_new(new)
        self.set_rows(rows)

    @property
    def searchable(self) -> bool:
        """Whether what the problems are found by has been written down."""
        return self._search is not None

    def take_search(self, search: RowSearch) -> None:
        """Take what the problems are found by, made beside the window."""
        self._search = search

    def _head(self, group: int) -> str:
        return self._heads[group].words

    def _head_place(self, group: int) -> int:
        return self._heads[group].place

    def _sums(self, rows: list[ProblemRow]) -> str:
        errors = sum(map(_IS_ERROR, rows))
        warnings = len(rows) - errors
        parts = [grouped(self.tr("%n 个错误", "", errors), errors)] if errors else []
        if warnings:
            parts.append(grouped(self.tr("%n 个警告", "", warnings), warnings))
        return comma(parts)


class ProblemPainter(CellPainter):
    """Draws a row: errors with a diamond, warnings with a triangle."""

    def draw(self, painter: QPainter, row: ProblemRow, y: int, cell: Cell, lit: bool) -> None:
        column, x, width = cell
        if column == WHY:
            self.mark(painter, "red" if row.found.error else "yellow", y, x)
            self.text(painter, row.why, y, x + MARK, width - MARK - 8)
        elif column == ROW:
            self.text(painter, row.row, y, x, width, "t2", right=True)
        elif column == COLUMN:
            self.text(painter, row.heading, y, x, width - 8, "t2")
        elif column == VALUE:
            role = "redt" if row.found.error else "ambert"
            self.text(painter, row.value or "—", y, x, width - 8, role if row.value else "t3")
        else:
            self.text(painter, row.hint, y, x, width - 4, "t2")


class ProblemView(PlainView):
    """``dropped`` is Delete; ``moved`` says that the user moved to another line, a head among them."""

    dropped = Signal()
    moved = Signal()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if not self._frozen and current.isValid():
            self.moved.emit()

    @property
    def group_head(self) -> GroupHead[ProblemRow] | None:
        """The head that is the current line and nothing else selected; None on a problem."""
        index = self.currentIndex()
        if not index.isValid() or self.selected_keys:
            return None
        line = self._rows.row_at(index.row())
        return line if isinstance(line, GroupHead) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


def _same(new: ProblemRow, old: ProblemRow) -> bool:
    return new.id == old.id and new.found.problem.value == old.found.problem.value


_IS_ERROR = attrgetter("found.problem.error")
_group = attrgetter("group.id")


def _why(row: ProblemRow) -> str:
    return row.why


def _at(row: ProblemRow) -> str:
    return row.row


def _heading(row: ProblemRow) -> str:
    return row.heading


def _value(row: ProblemRow) -> str:
    return row.value


def _hint(row: ProblemRow) -> str:
    return row.hint


def _spoken(row: ProblemRow) -> str:
    return row.spoken
