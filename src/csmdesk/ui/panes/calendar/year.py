"""The year view: this year and the next in one field, a cell a month with a mark for each contract."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.panes.board import Board, Spot
from csmdesk.ui.panes.calendar.marks import Marks
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.rows import CalendarRow
from csmdesk.ui.panes.calendar.year_cells import PAD, Mark, MonthCell, form_of
from csmdesk.ui.panes.calendar.year_heads import write_head
from csmdesk.ui.panes.calendar.year_shown import HalfShown
from csmdesk.ui.panes.lettering import Lettering
from csmdesk.ui.theme import RADIUS_CONTROL, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule

HALF_HEAD, CELL = 34, 132
HALF = HALF_HEAD + CELL
"""Half a year is so high, in pixels; a year twice that."""

_SIDE, _RIGHT_SIDE = 16, 4
"""The scroll bar of the years stands in the rest of the inset at the right."""
_BAR_TOP, _BAR = 122, 3


class YearView(Board):
    """Paints all halves at once. Spots are months, heads of halves (``Place``) and figures (``Piece``).

    ``marked(id)`` is a click on a contract's mark; the month that it lies in is picked before. ``paged(by)``
    asks for the year before (-1) or after (1).
    """

    marked = Signal(int)
    paged = Signal(int)

    def __init__(self, theme: Theme, words: CalendarWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self._marks = Marks(theme)
        self._halves: tuple[HalfShown, ...] = ()
        self._heads = Lettering(theme)
        self._cells: dict[Place, MonthCell] = {}
        self._standing: dict[Place, list[Mark]] = {}
        self._chosen: Place | None = None
        self._contract = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- content --------------------------------------------------------------------------------------------

    def set_halves(self, halves: Sequence[HalfShown]) -> None:
        """Show other halves, or the same with other figures."""
        self._halves = tuple(halves)
        self.setFixedHeight(max(1, HALF * len(self._halves)))
        self._lay_out()

    @property
    def halves(self) -> tuple[HalfShown, ...]:
        """What is shown."""
        return self._halves

    def set_chosen(self, place: Place | None) -> None:
        """Show which month or half the list shows."""
        if place != self._chosen:
            self._chosen = place
            if place is not None:
                self.set_current(place)
            self.update()

    @property
    def chosen(self) -> Place | None:
        """The place that the list shows."""
        return self._chosen

    def set_contract(self, key: int) -> None:
        """Show which contract is the current one."""
        if key != self._contract:
            self._contract = key
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(784, self.height())

    # --- where things stand ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def page(self, by: int) -> None:
        self.paged.emit(by)

    def _lay_out(self) -> None:
        spots: list[Spot] = []
        self._heads.clear()
        self._cells = {}
        for place, half in enumerate(self._halves):
            spots += write_head(self._heads, half, 2 * place, self._head_box(place))
            for column, month in enumerate(half.months):
                key = Place("month", (month.year, month.month))
                box = self.cell_box(place, column)
                self._cells[key] = MonthCell(month, box)
                spots.append(Spot(key, box, month.tip, 2 * place + 1))
        self.set_spots(spots)

    def _head_box(self, half: int) -> QRect:
        width = self.width() - _SIDE - _RIGHT_SIDE - 2 * PAD
        return QRect(_SIDE + PAD, HALF * half, width, HALF_HEAD)

    def cell_box(self, half: int, column: int) -> QRect:
        """The cell of a month: the ``column``-th of the half that stands ``half``-th."""
        room = self.width() - _SIDE - _RIGHT_SIDE
        left = _SIDE + room * column // 6
        right = _SIDE + room * (column + 1) // 6
        return QRect(left, HALF * half + HALF_HEAD, right - left, CELL - 4)

    def letter(self, lettering: Lettering) -> None:
        lettering.words += self._heads.words
        width = min((cell.box.width() for cell in self._cells.values()), default=0)
        form = form_of(lettering, [cell.month for cell in self._cells.values()], width)
        self._standing = {key: cell.write(lettering, form) for key, cell in self._cells.items()}

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, theme = event.rect(), self.theme
        for place in range(len(self._halves)):
            line = HALF * place + HALF_HEAD - 2
            draw_rule(painter, theme, "line2", _SIDE, line, self.width() - _SIDE - _RIGHT_SIDE)
        for key, cell in self._cells.items():
            if cell.box.intersects(area):
                self._draw_ground(painter, key, cell)
        self.draw_words(painter, area, {self._chosen})
        for key, cell in self._cells.items():
            if cell.box.intersects(area):
                self._draw_marks(painter, self._standing[key])
        self.draw_ring(painter)
        painter.end()

    def _draw_ground(self, painter: QPainter, key: Place, cell: MonthCell) -> None:
        box = QRectF(cell.box)
        if key == self._chosen:
            draw_box(painter, self.theme, box, RADIUS_CONTROL, ground="sel", border="accent")
        elif key == self.hot:
            draw_box(painter, self.theme, box, RADIUS_CONTROL, ground="hover")
        for role, part in cell.shares:
            self.theme.fill(painter, role, part.x(), part.y(), part.width(), part.height())
        if cell.month.goal is not None:
            bar = QRectF(box.left() + PAD, box.top() + _BAR_TOP, box.width() - 2 * PAD, _BAR)
            self._draw_bar(painter, cell.month.due, cell.month.goal, bar)

    def _draw_bar(self, painter: QPainter, due: float | None, goal: float, bar: QRectF) -> None:
        """What is due in the month, and a tick at a twelfth of the year's target."""
        theme = self.theme
        theme.fill(painter, "track", bar.x(), bar.y(), bar.width(), bar.height())
        if due:
            theme.fill(painter, "ink", bar.x(), bar.y(), bar.width() * due, bar.height())
        x = bar.x() + min(bar.width() - 1, bar.width() * goal)
        draw_rule(painter, theme, "t1", x, bar.y() - 2, bar.height() + 4, upright=True)

    def _draw_marks(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        for mark in marks:
            if mark.contract and mark.contract == self._contract:
                box = QRectF(mark.x - 2, mark.y - 2, 14, 14)
                draw_box(painter, self.theme, box, RADIUS_SMALL, border="accent")
            self._marks.draw(painter, mark.band, mark.state, mark.x, mark.y)

    # --- pointer --------------------------------------------------------------------------------------------

    def row_at(self, place: QPoint) -> CalendarRow | None:
        """The contract whose mark is at a place."""
        spot = self.spot_at(place)
        cell = self._cells.get(spot.key) if spot is not None and isinstance(spot.key, Place) else None
        return None if cell is None else cell.row_at(place.x(), place.y())

    def tip_at(self, place: QPoint) -> str:
        row = self.row_at(place)
        return super().tip_at(place) if row is None else self._words.mark_tip(row)

    def click_at(self, spot: Spot, place: QPoint) -> None:
        row = self.row_at(place)
        super().click_at(spot, place)
        if row is not None:
            self.marked.emit(row.id)
