"""The risk matrix: bands of health against time to the decision or month of the end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.calendar_cells import ROWS, Matrix, MatrixCell
from csmdesk.domain.health import Band
from csmdesk.ui.panes.calendar.board import Board, Spot
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.row_words import CalendarWords, band_words
from csmdesk.ui.panes.calendar.year_shown import contracts
from csmdesk.ui.theme import INSET, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_LEAST_LABEL, _ROW, _GAP, _AXIS = 40, 58, 2, 24
_PAD = 6
_DOT = 10.0
"""The radius of the largest dot."""
_WIDE = 52
"""From this width on a cell has its amount in words."""
_MONTHLY = 24

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


class MatrixShown(NamedTuple):
    """A matrix with the columns that are shown; what its open monthly contracts come to is in currency."""

    matrix: Matrix
    columns: tuple[int, ...]
    monthly_value: Fraction
    lost: frozenset[int]
    """Those of the settled contracts that were lost."""


def columns_of(matrix: Matrix, order: Sequence[int]) -> tuple[int, ...]:
    """The columns from the first to the last that hold a contract, in ``order``; all where none does."""
    full = [place for place, column in enumerate(order) if any(row[column].size for row in matrix.cells)]
    return tuple(order[full[0] : full[-1] + 1]) if full else tuple(order)


class RiskMatrix(Board):
    """Paints the cells; spots are cells and the line of monthly contracts (``Place``).

    The area of a dot is the value of a cell's open contracts, its colour and the ground are the grade.
    """

    def __init__(self, theme: Theme, words: CalendarWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self._bands = band_words()
        widest = max(map(theme.metrics().horizontalAdvance, self._bands.values()))
        self._label = max(_LEAST_LABEL, SIZE + 6 + widest + 6)
        self._shown: MatrixShown | None = None
        self._rows: tuple[int, ...] = (0, 1, 2)
        self._most = Fraction(0)
        self._chosen: Place | None = None
        self._held: Place | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fix()

    # --- content --------------------------------------------------------------------------------------------

    def set_matrix(self, shown: MatrixShown) -> None:
        """Show another matrix; accounts that were never scored have a line only where there are any."""
        self._shown = shown
        cells = shown.matrix.cells
        last = ROWS.index(Band.UNSCORED)
        self._rows = tuple(row for row in range(len(ROWS)) if row != last or any(c.size for c in cells[row]))
        self._most = max((cell.value for line in cells for cell in line), default=Fraction(0))
        self._fix()
        self._lay_out()

    @property
    def shown(self) -> MatrixShown | None:
        """What is shown."""
        return self._shown

    def cell(self, place: Place) -> MatrixCell | None:
        """The cell of a place; None while there is none."""
        row, column = place.numbers
        if self._shown is None or row >= len(self._shown.matrix.cells):
            return None
        line = self._shown.matrix.cells[row]
        return line[column] if column < len(line) else None

    def place_of(self, contract: int) -> Place | None:
        """The cell that an open contract lies in."""
        if self._shown is not None:
            for row, line in enumerate(self._shown.matrix.cells):
                for column, cell in enumerate(line):
                    if contract in cell.ids:
                        return Place("cell", (row, column))
        return None

    def set_chosen(self, place: Place | None) -> None:
        """Show which cell the list at the left is narrowed to."""
        if place != self._chosen:
            self._chosen = place
            if place is not None:
                self.set_current(place)
            self.update()

    def set_contract(self, key: int) -> None:
        """Show which cell the current contract lies in."""
        held = self.place_of(key)
        if held != self._held:
            self._held = held
            self.update()

    def title(self, place: Place) -> str:
        """A cell in words: 红 · ≤ 30 天."""
        if self._shown is None or place.kind != "cell":
            return ""
        row, column = place.numbers
        heads = self._shown.matrix.columns
        if row >= len(ROWS) or column >= len(heads):
            return ""
        return f"{self._bands[ROWS[row].value]} · {heads[column].to(self._words.language)}"

    # --- where things stand ---------------------------------------------------------------------------------

    def _fix(self) -> None:
        monthly = _MONTHLY if self._shown is not None and self._shown.matrix.monthly else 0
        self.setFixedHeight(len(self._rows) * _ROW + _AXIS + monthly)

    def sizeHint(self) -> QSize:
        return QSize(382, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        shown = self._shown
        if shown is None:
            self.set_spots(())
            return
        spots = []
        for line, row in enumerate(self._rows):
            for place, column in enumerate(shown.columns):
                cell = shown.matrix.cells[row][column]
                key = Place("cell", (row, column))
                spots.append(Spot(key, self._box(line, place), self._told(key, cell), line))
        if shown.matrix.monthly:
            top = len(self._rows) * _ROW + _AXIS
            box = QRect(INSET, top, self.width() - 2 * INSET, _MONTHLY)
            spots.append(Spot(Place("monthly"), box, self.monthly_words, len(self._rows)))
        self.set_spots(spots)

    def _box(self, line: int, column: int) -> QRect:
        assert self._shown is not None
        count = len(self._shown.columns)
        left, room = INSET + self._label, self.width() - 2 * INSET - self._label
        x = left + (room + _GAP) * column // count
        return QRect(x, line * _ROW, left + (room + _GAP) * (column + 1) // count - x - _GAP, _ROW - _GAP)

    def _told(self, place: Place, cell: MatrixCell) -> str:
        said = [self.title(place)]
        if not cell.size:
            said.append(self.tr("没有合同"))
        if cell.ids:
            said += [contracts(len(cell.ids)), self._words.amount(cell.value)]
        if cell.done:
            count, amount = contracts(len(cell.done)), self._words.amount(cell.done_value)
            said.append(self.tr("已了结 {count} {amount}").format(count=count, amount=amount))
        return self._words.joined(said)

    @property
    def monthly_words(self) -> str:
        """What the monthly contracts come to."""
        if self._shown is None:
            return ""
        count, amount = (
            contracts(len(self._shown.matrix.monthly)),
            self._words.amount(self._shown.monthly_value),
        )
        return self.tr("按月合同 {count}，{amount}，不按日期排").format(count=count, amount=amount)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        for line, row in enumerate(self._rows):
            middle = line * _ROW + (_ROW - _GAP) // 2
            band = ROWS[row].value
            draw_shape(painter, theme, band, INSET, middle - SIZE / 2)
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t1"))
            label = QRect(INSET + SIZE + 5, middle - 10, self._label - SIZE - 6, 20)
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, self._bands[band])
            for place, column in enumerate(shown.columns):
                key = Place("cell", (row, column))
                self._draw_cell(painter, key, shown.matrix.cells[row][column], self._box(line, place))
        self._draw_axis(painter, shown)
        self.draw_ring(painter)
        painter.end()

    def _draw_cell(self, painter: QPainter, key: Place, cell: MatrixCell, box: QRect) -> None:
        theme = self.theme
        border = "accent" if key in {self._chosen, self._held} else "control" if key == self.hot else ""
        draw_box(painter, theme, QRectF(box), RADIUS_SMALL, ground=f"{cell.grade}bg", border=border)
        if key == self._chosen:
            draw_box(painter, theme, QRectF(box).adjusted(1, 1, -1, -1), RADIUS_SMALL, border="accent")
        wide = box.width() >= _WIDE
        if cell.ids:
            self._draw_open(painter, key, cell, box, wide=wide)
        elif not cell.done:
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t3"))
            painter.drawText(box.adjusted(_PAD, 0, -_PAD, 0), _RIGHT if wide else _CENTER, "—")
        if cell.done:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            foot = QRect(box.left() + 2, box.bottom() - 17, box.width() - (_PAD if wide else 2) - 2, 16)
            told = self._done_words(cell)
            if theme.metrics("small").horizontalAdvance(told) > foot.width():
                told = f"○{len(cell.done):,}"
            painter.drawText(foot, _RIGHT if wide else _CENTER, told)

    def _done_words(self, cell: MatrixCell) -> str:
        """What has been settled: 已续 14; 已结 15 where some of it was lost."""
        lost = self._shown is not None and not self._shown.lost.isdisjoint(cell.done)
        words = self.tr("已结 {count}") if lost else self.tr("已续 {count}")
        return words.format(count=f"{len(cell.done):,}")

    def _draw_open(self, painter: QPainter, key: Place, cell: MatrixCell, box: QRect, *, wide: bool) -> None:
        theme = self.theme
        most = _DOT if wide else _DOT - 1
        radius = max(2.0, most * sqrt(cell.value / self._most)) if self._most else 2.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(cell.grade))
        x = box.left() + _PAD + _DOT if wide else box.center().x() + 0.5
        painter.drawEllipse(QPointF(x, box.top() + (13 if wide else 11)), radius, radius)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        count = f"{len(cell.ids):,}"
        if not wide:
            painter.drawText(QRect(box.left(), box.top() + 21, box.width(), 16), _CENTER, count)
            return
        whole, room = contracts(len(cell.ids)), box.width() - 2 * _PAD - 2 * int(_DOT)
        if theme.metrics(bold=True).horizontalAdvance(whole) <= room:
            count = whole
        painter.drawText(QRect(box.left(), box.top() + 3, box.width() - _PAD, 20), _RIGHT, count)
        metrics = theme.metrics("small")
        words = self._words.cell_money(cell.value)
        if metrics.horizontalAdvance(words) > box.width() - _PAD - 2:
            words = self._words.short_money(cell.value)
        left = box.right() + 1 - _PAD - metrics.horizontalAdvance(words)
        base = box.top() + 22 + metrics.ascent()
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t2"))
        painter.drawText(left, base, words)
        underline(painter, theme, left, base + 2, metrics.horizontalAdvance(words), solid=key == self.hot)

    def _draw_axis(self, painter: QPainter, shown: MatrixShown) -> None:
        theme, top = self.theme, len(self._rows) * _ROW
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        for place, column in enumerate(shown.columns):
            box = self._box(0, place)
            words = shown.matrix.columns[column].to(self._words.language)
            if box.width() < 34:
                words = words.split(" ")[0]
            painter.drawText(QRect(box.left() - 6, top, box.width() + 12, 20), _CENTER, words)
        if shown.matrix.monthly:
            role = "accent" if self.hot == Place("monthly") or self._chosen == Place("monthly") else "t2"
            painter.setPen(theme.colour(role))
            line = QRect(INSET, top + _AXIS, self.width() - 2 * INSET, _MONTHLY)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.monthly_words)
