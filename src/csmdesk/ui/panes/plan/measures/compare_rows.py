"""The periods that a metric is compared over: rows and columns of their table."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.page import LinePainter
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import underline

if TYPE_CHECKING:
    from csmdesk.services.measure_view import Compared

translate = QCoreApplication.translate

PERIOD, VALUE, CHANGE, ABOVE, BELOW, TEAM, AS_OF = range(7)
"""The places of the columns."""


@dataclass(frozen=True)
class CompareRow:
    """One period; ``id`` is its place among them."""

    id: int
    one: Compared

    @property
    def search(self) -> str:
        """What a filter looks into."""
        return self.one.title.casefold()


def compare_columns() -> list[Column[CompareRow]]:
    """The columns of the table."""
    return [
        Column(
            "period",
            translate("ComparePart", "期间"),
            112,
            attrgetter("one.title"),
            attrgetter("id"),
            tip=attrgetter("one.reason"),
        ),
        Column(
            "value",
            translate("ComparePart", "数值"),
            88,
            attrgetter("one.words"),
            attrgetter("one.value"),
            right=True,
            figure=True,
            tip=attrgetter("one.reason"),
            copy=attrgetter("one.value"),
        ),
        Column(
            "change",
            translate("ComparePart", "与首行比"),
            112,
            attrgetter("one.change"),
            attrgetter("one.value"),
            right=True,
            rank=1,
        ),
        Column(
            "above",
            translate("ComparePart", "分子"),
            84,
            _above,
            _above,
            right=True,
            rank=4,
        ),
        Column(
            "below",
            translate("ComparePart", "分母"),
            84,
            _below,
            _below,
            right=True,
            rank=5,
        ),
        Column(
            "team",
            translate("ComparePart", "团队"),
            80,
            attrgetter("one.team_words"),
            attrgetter("one.team"),
            right=True,
            edit="team",
            copy=attrgetter("one.team"),
        ),
        Column(
            "as_of",
            translate("ComparePart", "截至"),
            80,
            lambda row: row.one.as_of.isoformat(),
            attrgetter("one.as_of"),
            right=True,
            rank=6,
            copy=attrgetter("one.as_of"),
        ),
    ]


def read_out(row: CompareRow) -> str:
    """What a screen reader says for a whole row."""
    one = row.one
    comma = translate("ComparePart", "，")
    return comma.join(filter(None, (one.title, one.words, one.reason, one.change, one.team_words)))


def _above(row: CompareRow) -> str:
    return row.one.sums[0]


def _below(row: CompareRow) -> str:
    return row.one.sums[1]


class ComparePainter(LinePainter):
    """A ``RowPainter`` for periods."""

    def __init__(self, theme: Theme, columns: list[Column[CompareRow]]) -> None:
        super().__init__(theme)
        self._columns = columns

    def paint(
        self, painter: QPainter, row: CompareRow, y: int, cells: list[Cell], lit: bool, hot: int
    ) -> None:
        """Draw one row."""
        theme, base = self._theme, y + self._base
        for column, x, width in cells:
            bold = column == PERIOD
            metrics = theme.metrics(bold=bold)
            words = self._columns[column].words(row)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - (8 if bold else 0))
            painter.setFont(theme.font(bold=bold))
            painter.setPen(theme.colour("t1" if column in (PERIOD, VALUE) else "t2"))
            wide = metrics.horizontalAdvance(shown)
            left = x if bold else x + width - wide
            painter.drawText(left, base, shown)
            if column == VALUE and lit:
                underline(painter, theme, left, base + 3, wide, solid=column == hot)

    def figure(self, row: CompareRow, cell: Cell) -> QRect | None:
        """Where the figure of a cell stands, from the top of the row."""
        if cell.column != VALUE:
            return None
        width = self._theme.metrics().horizontalAdvance(row.one.words)
        return QRect(cell.x + cell.width - width, self._top, width, self._height)
