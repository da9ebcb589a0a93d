"""The risk matrix: bands of health against time to the decision or month of the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.calendar_cells import ROWS, Matrix, MatrixCell
from csmdesk.domain.health import Band
from csmdesk.ui.panes.board import Board, Spot
from csmdesk.ui.panes.calendar.matrix_form import LINE_DOT, PAD, MatrixForm, axis_of, form_of
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.row_words import CalendarWords, band_words
from csmdesk.ui.panes.calendar.year_shown import contracts
from csmdesk.ui.panes.lettering import Lettering
from csmdesk.ui.theme import INSET, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_LEAST_LABEL, _ROW, _GAP, _AXIS = 40, 58, 2, 24
_LABEL_GAP, _MONTHLY = 6, 24
_MONTHLY_PLACE = Place("monthly")


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
        self._label = _LEAST_LABEL
        self._shown: MatrixShown | None = None
        self._rows: tuple[int, ...] = (0, 1, 2)
        self._most = Fraction(0)
        self._form = MatrixForm(False, False, False, LINE_DOT)
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
        names = [self._bands[ROWS[row].value] for row in self._rows]
        self._label = max(_LEAST_LABEL, SIZE + 2 * _LABEL_GAP + max(map(self.lettering.width, names)))
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
        if row >= len(ROWS) or column >= len(self._shown.matrix.columns):
            return ""
        return f"{self._bands[ROWS[row].value]} · {self._column_name(column)}"

    def _column_name(self, column: int) -> str:
        return "" if self._shown is None else self._shown.matrix.columns[column].to(self._words.language)

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
            box = QRect(INSET - PAD, top, self.width() - 2 * INSET + 2 * PAD, _MONTHLY)
            spots.append(Spot(_MONTHLY_PLACE, box, self.monthly_words, len(self._rows)))
        self.set_spots(spots)

    def _box(self, line: int, column: int) -> QRect:
        assert self._shown is not None
        count = len(self._shown.columns)
        left, room = INSET + self._label, self.width() - 2 * INSET - self._label
        x = left + (room + _GAP) * column // count
        return QRect(x, line * _ROW, left + (room + _GAP) * (column + 1) // count - x - _GAP, _ROW - _GAP)

    def _told(self, place: Place, cell: MatrixCell) -> str:
        row, column = place.numbers
        said = [self._bands[ROWS[row].value], self._column_name(column)]
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

    @property
    def _monthly_count(self) -> str:
        count = 0 if self._shown is None else len(self._shown.matrix.monthly)
        return self.tr("按月合同 {count}").format(count=contracts(count))

    # --- words ----------------------------------------------------------------------------------------------

    def letter(self, lettering: Lettering) -> None:
        shown = self._shown
        if shown is None:
            return
        for line, row in enumerate(self._rows):
            label = QRect(INSET + SIZE + _LABEL_GAP, self._box(line, 0).center().y() - 10, self._label, 20)
            lettering.write(self._bands[ROWS[row].value], label)
        self._form = form_of(lettering, self._words, [cell for _, _, cell in self._cells()], self._narrowest)
        for key, box, cell in self._cells():
            self._write_cell(lettering, key, cell, box)
        self._write_axis(lettering, shown)
        if shown.matrix.monthly:
            foot = QRect(INSET, len(self._rows) * _ROW + _AXIS, self.width() - 2 * INSET, _MONTHLY)
            told = lettering.fitted((self.monthly_words, self._monthly_count), foot.width(), "small")
            lettering.write(told, foot, role="t2", scale="small", spot=_MONTHLY_PLACE, lights=True)

    def _cells(self) -> Iterator[tuple[Place, QRect, MatrixCell]]:
        """The cells that are shown with their places."""
        shown = self._shown
        if shown is None:
            return
        for line, row in enumerate(self._rows):
            for place, column in enumerate(shown.columns):
                yield Place("cell", (row, column)), self._box(line, place), shown.matrix.cells[row][column]

    @property
    def _narrowest(self) -> int:
        return min((box.width() for _, box, _ in self._cells()), default=0)

    def _write_cell(self, lettering: Lettering, key: Place, cell: MatrixCell, box: QRect) -> None:
        form = self._form
        side = PAD if form.aside else 2
        line = QRect(box.left() + side, box.top() + 3, box.width() - 2 * side, 18)
        align = "right" if form.aside else "middle"
        if cell.ids and form.aside:
            lettering.write(form.number(cell), line, align, bold=True)
            told = form.amount(cell, self._words)
            amount = QRect(line.left(), line.bottom() + 1, line.width(), 17)
            lettering.write(told, amount, align, role="t2", scale="small", spot=key, lined=True)
        elif cell.ids:
            told = lettering.fitted([form.number(cell)], line.width(), bold=True)
            lettering.write(told, line.translated(0, 16), align, bold=True)
        elif not cell.done:
            lettering.write("—", line.translated(0, 16), align, role="t3")
        if cell.done:
            foot = QRect(line.left(), box.bottom() - 16, line.width(), 16)
            told = lettering.fitted(self._done_words(cell), line.width(), "small")
            lettering.write(told, foot, align, role="t3", scale="small")

    def _done_words(self, cell: MatrixCell) -> tuple[str, ...]:
        """What has been settled: 已续 14; 已结 15 where some of it was lost; ever shorter."""
        count = f"{len(cell.done):,}"
        lost = self._shown is not None and not self._shown.lost.isdisjoint(cell.done)
        words = self.tr("已结 {count}") if lost else self.tr("已续 {count}")
        return words.format(count=count), f"○{count}"

    def _write_axis(self, lettering: Lettering, shown: MatrixShown) -> None:
        names = [self._column_name(column) for column in shown.columns]
        told, each = axis_of(lettering, names, self._narrowest + _GAP)
        line = QRect(0, len(self._rows) * _ROW, self.width(), 20)
        for place in range(0, len(told), each):
            box = self._box(0, place)
            # A long name stands out of its column, but not of the board.
            wide = lettering.width(told[place], "small")
            left = min(box.center().x() - wide // 2, self.width() - INSET // 2 - wide)
            line.setLeft(left)
            lettering.write(told[place], line, role="t3", scale="small")

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        # The form of the cells, which the dots have too, is found with the words.
        if self._shown is None or not self.words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        for line, row in enumerate(self._rows):
            middle = self._box(line, 0).center().y() + 1
            draw_shape(painter, theme, ROWS[row].value, INSET, middle - SIZE / 2)
        lit = {place for place in (self._chosen, self.hot) if place is not None}
        for key, box, cell in self._cells():
            border = "accent" if key in {self._chosen, self._held} else "control" if key == self.hot else ""
            draw_box(painter, theme, QRectF(box), RADIUS_SMALL, ground=f"{cell.grade}bg", border=border)
            if key == self._chosen:
                inner = QRectF(box).adjusted(1, 1, -1, -1)
                draw_box(painter, theme, inner, RADIUS_SMALL, border="accent")
            dot = self.dot(key)
            if dot is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(cell.grade))
                painter.drawEllipse(dot)
        self.draw_words(painter, event.rect(), lit)
        self.draw_ring(painter)
        painter.end()

    def dot(self, place: Place) -> QRectF | None:
        """Where the dot of a cell stands; None for a cell without an open contract."""
        cell, spot, most = self.cell(place), self.spot(place), self._form.radius
        if cell is None or spot is None or not cell.ids:
            return None
        radius = max(2.0, most * sqrt(cell.value / self._most)) if self._most else 2.0
        box = spot.box
        if self._form.aside:
            middle = QPointF(box.left() + PAD + most, box.top() + 3 + max(most, LINE_DOT))
        else:
            middle = QPointF(box.center().x() + 0.5, box.top() + 2 + most)
        return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
