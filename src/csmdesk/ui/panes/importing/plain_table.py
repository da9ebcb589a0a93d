"""Tables whose rows stand in the order in which they are given, and what paints most of their cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import R
from csmdesk.ui.models.page import RowPainter
from csmdesk.ui.models.picked_table import ONE
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.theme import ROW, Theme
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

MARK = SIZE + 8
"""How far words begin after a mark."""
_CHECK = 12


class PlainRows(RowModel[R]):
    """Rows that no column puts in order: a file's own order says something.

    While they are filtered, those that are folded away are seen as well.
    """

    _aside: set[Any] | None = None
    """The groups that are folded when there is no filter, while there is one."""

    def filter(self, text: str) -> None:
        """Show the rows that hold every word of ``text``, folded or not; '' shows all as before."""
        groups = self._groups
        if groups is not None and text.strip() and self._aside is None:
            self._aside, groups.folded = groups.folded, set()
        elif groups is not None and not text.strip() and self._aside is not None:
            groups.folded, self._aside = self._aside, None
        super().filter(text)

    def fold_new(self, values: Collection[Any]) -> None:
        """Fold groups that were not there before; they are seen folded with the next rows."""
        assert self._groups is not None
        folded = self._groups.folded if self._aside is None else self._aside
        folded.update(values)

    @property
    def sort_keys(self) -> tuple[tuple[str, bool], ...]:
        """None: no head shows an arrow."""
        return ()

    def set_sort(self, keys: Sequence[tuple[str, bool]]) -> None:
        """Leave the order as it is."""


class PlainView(RowView):
    """A list of such rows; a click on a head does nothing."""

    def _sort(self, column: int, add: bool) -> None:
        pass

    def sort_by(self, column: int, descending: bool, *, add: bool = False) -> None:
        """Leave the order as it is."""

    def go_to_line(self, position: int, column: int = 0) -> None:
        """Make a line current and nothing else selected, whatever keys are held: Ctrl+Enter leads here."""
        index = self._rows.index(position, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, ONE)
            self.scrollTo(index)

    def select_first(self) -> None:
        heads = frozenset(self._rows.head_positions)
        self.go_to_line(next((line for line in range(self._rows.rowCount()) if line not in heads), -1))


class CellPainter:
    """A ``RowPainter`` that paints cell by cell; a subclass says in ``draw`` what is no plain text."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        metrics = theme.metrics()
        self.base = (ROW - metrics.height()) // 2 + metrics.ascent()

    def begin(self, painter: QPainter) -> None:
        """Prepare for a page of rows."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, painter: QPainter, row: Any, y: int, cells: list[Cell], lit: bool, hot: int) -> None:
        """Draw one row."""
        painter.setFont(self.theme.font())
        for cell in cells:
            self.draw(painter, row, y, cell, lit)

    def draw(self, painter: QPainter, row: Any, y: int, cell: Cell, lit: bool) -> None:
        """Draw one cell of a row whose top is at ``y``."""
        raise NotImplementedError

    def figure(self, row: Any, cell: Cell) -> QRect | None:
        """No cell has evidence."""
        return None

    # --- for subclasses -------------------------------------------------------------------------------------

    def text(
        self,
        painter: QPainter,
        words: str,
        y: int,
        x: int,
        width: int,
        role: str = "t1",
        *,
        bold: bool = False,
        right: bool = False,
    ) -> int:
        """Write words into a cell, elided where they do not fit; how wide they are."""
        theme = self.theme
        metrics = theme.metrics(bold=bold)
        if len(words) * 13 > width:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, width))
        wide = metrics.horizontalAdvance(words)
        painter.setFont(theme.font(bold=bold))
        painter.setPen(theme.colour(role))
        painter.drawText(x + width - wide if right else x, y + self.base, words)
        return wide

    def mark(self, painter: QPainter, mark: str, y: int, x: int) -> None:
        """A check, or one of the status shapes."""
        top = y + ROW / 2
        if mark == "check":
            draw_icon(painter, self.theme, "check", "green", x - 1, top - _CHECK / 2, _CHECK)
        elif mark:
            draw_shape(painter, self.theme, mark, x, top - SIZE / 2)


def plain_view(
    theme: Theme, rows: PlainRows[Any], painter: RowPainter, name: str, parent: QWidget | None = None
) -> PlainView:
    """A list with its accessible name."""
    view = PlainView(theme, rows, painter, parent)
    view.setAccessibleName(name)
    return view


def by_place(_: Any) -> int:
    """What leaves rows in the order in which they were given: all are equal."""
    return 0
