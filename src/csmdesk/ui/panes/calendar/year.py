"""The year view: this year and the next in one field, a cell a month with a mark for each contract."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.panes.calendar.board import Board, Spot
from csmdesk.ui.panes.calendar.marks import Marks
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.rows import CalendarRow
from csmdesk.ui.panes.calendar.year_shown import HalfShown, MonthShown, Piece
from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule
from csmdesk.ui.widgets.label import underline

HALF_HEAD, CELL = 34, 132
HALF = HALF_HEAD + CELL
"""Half a year is so high, in pixels; a year twice that."""

_SIDE, _RIGHT_SIDE, _PAD = 16, 4, 8
"""The scroll bar of the years stands in the rest of the inset at the right."""
_TITLE, _VALUE, _MARKS, _FOOT = 5, 24, 48, 103
_PITCH, _ROWS, _COLUMNS = 13, 4, 8
_BAR_TOP, _BAR = 122, 3
_GAP = 16

_SMALL_LINE, _LINE = 16, 20
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Word:
    """Words of a half's head with their place."""

    def __init__(
        self, piece: Piece, box: QRect, role: str, *, bold: bool = False, lined: bool = False
    ) -> None:
        self.piece = piece
        self.box = box
        self.role = role
        self.bold = bold
        self.lined = lined


class YearView(Board):
    """Paints all halves at once. Spots are months, heads of halves (``Place``) and figures (``Piece``).

    ``marked(id)`` is a click on a contract's mark; the month that it lies in is picked before.
    """

    marked = Signal(int)

    def __init__(self, theme: Theme, words: CalendarWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self._marks = Marks(theme)
        self._halves: tuple[HalfShown, ...] = ()
        self._heads: list[list[_Word]] = []
        self._months: dict[Place, MonthShown] = {}
        self._chosen: Place | None = None
        self._contract = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- content --------------------------------------------------------------------------------------------

    def set_halves(self, halves: Sequence[HalfShown]) -> None:
        """Show other halves, or the same with other figures."""
        self._halves = tuple(halves)
        self._months = {
            Place("month", (month.year, month.month)): month for half in halves for month in half.months
        }
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

    def _lay_out(self) -> None:
        spots: list[Spot] = []
        self._heads = []
        for place, half in enumerate(self._halves):
            spots += self._lay_head(half, place)
            for column, month in enumerate(half.months):
                key = Place("month", (month.year, month.month))
                spots.append(Spot(key, self.cell_box(place, column), month.tip, 2 * place + 1))
        self.set_spots(spots)

    def cell_box(self, half: int, column: int) -> QRect:
        """The cell of a month: the ``column``-th of the half that stands ``half``-th."""
        room = self.width() - _SIDE - _RIGHT_SIDE
        left = _SIDE + room * column // 6
        right = _SIDE + room * (column + 1) // 6
        return QRect(left, HALF * half + HALF_HEAD, right - left, CELL - 4)

    def _lay_head(self, half: HalfShown, place: int) -> list[Spot]:
        top = HALF * place
        body, bold = self.theme.metrics(), self.theme.metrics(bold=True)
        x = _SIDE + _PAD
        words: list[_Word] = []

        def add(piece: Piece, role: str, *, heavy: bool = False, lined: bool = False) -> QRect:
            nonlocal x
            width = (bold if heavy else body).horizontalAdvance(piece.words)
            box = QRect(x, top + 8, width, _LINE)
            words.append(_Word(piece, box, role, bold=heavy, lined=lined))
            x += width + _GAP
            return box

        title = add(Piece(half.title), "t1", heavy=True)
        size = add(Piece(half.size), "t1", lined=True)
        line = 2 * place
        key = Place("half", (half.year, half.half))
        spots = [Spot(key, title.united(size).adjusted(-4, 0, 4, 0), f"{half.title} {half.size}", line)]
        value = add(half.value, "t1", lined=bool(half.value.metric))
        if half.value.metric:
            spots.append(Spot(half.value, value.adjusted(-4, 0, 4, 0), half.value.words, line))
        spots += self._lay_results(half, words, x, line)
        self._heads.append(words)
        return spots

    def _lay_results(self, half: HalfShown, words: list[_Word], least: int, line: int) -> list[Spot]:
        """The results end at the right; the first of them go where there is no room."""
        top = HALF * (line // 2)
        metrics = self.theme.metrics()
        right = self.width() - _RIGHT_SIDE - _PAD
        spots: list[Spot] = []
        said: list[str] = []
        for place in range(len(half.results) - 1, -1, -1):
            piece = half.results[place]
            width = metrics.horizontalAdvance(piece.words)
            if right - width < least:
                break
            box = QRect(right - width, top + 8, width, _LINE)
            words.append(_Word(piece, box, "t1" if piece.metric else "t2", lined=bool(piece.metric)))
            before = half.results[place - 1] if place else None
            right -= width + (6 if piece.metric and before is not None else _GAP)
            said.insert(0, piece.words)
            if piece.metric:
                told = f"{before.words} {piece.words}" if before is not None else piece.words
                spots.append(Spot(piece, box.adjusted(-4, 0, 4, 0), told, line))
        return spots

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = event.rect()
        for place, half in enumerate(self._halves):
            top = HALF * place
            if top > area.bottom() or top + HALF < area.top():
                continue
            if area.top() < top + HALF_HEAD:
                self._draw_head(painter, place, top)
            for column, month in enumerate(half.months):
                self._draw_month(painter, month, self.cell_box(place, column))
        self.draw_ring(painter)
        painter.end()

    def _draw_head(self, painter: QPainter, place: int, top: int) -> None:
        theme = self.theme
        draw_rule(painter, theme, "line2", _SIDE, top + HALF_HEAD - 2, self.width() - _SIDE - _RIGHT_SIDE)
        chosen = self._chosen == Place("half", (self._halves[place].year, self._halves[place].half))
        ascent = theme.metrics().ascent()
        for word in self._heads[place]:
            painter.setFont(theme.font(bold=word.bold))
            painter.setPen(theme.colour("accent" if chosen and word.bold else word.role))
            base = word.box.top() + (_LINE - theme.metrics().height()) // 2 + ascent
            painter.drawText(word.box.left(), base, word.piece.words)
            if word.lined:
                hot = self.hot == (word.piece if word.piece.metric else self._half_key(place))
                underline(painter, theme, word.box.left(), base + 3, word.box.width(), solid=hot)

    def _half_key(self, place: int) -> Place:
        half = self._halves[place]
        return Place("half", (half.year, half.half))

    def _draw_month(self, painter: QPainter, month: MonthShown, box: QRect) -> None:
        theme = self.theme
        key = Place("month", (month.year, month.month))
        if key == self._chosen:
            draw_box(painter, theme, QRectF(box), RADIUS_CONTROL, ground="sel", border="accent")
        elif key == self.hot:
            draw_box(painter, theme, QRectF(box), RADIUS_CONTROL, ground="hover")
        left, width = box.left() + _PAD, box.width() - 2 * _PAD
        some = month.batch.size > 0
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1" if some else "t3"))
        painter.drawText(QRect(left, box.top() + _TITLE, width, _LINE), _LEFT, month.title)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(left, box.top() + _TITLE, width, _LINE), _RIGHT, month.size)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1" if some else "t3"))
        painter.drawText(QRect(left, box.top() + _VALUE, width, _LINE), _LEFT, month.value)
        if some:
            self._draw_marks(painter, month, box)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t2"))
            foot = QRect(left, box.top() + _FOOT, width, _SMALL_LINE)
            painter.drawText(foot, _LEFT, month.left)
            painter.drawText(foot, _RIGHT, month.right)
        if month.goal is not None:
            self._draw_bar(painter, month, QRectF(left, box.top() + _BAR_TOP, width, _BAR))

    def _draw_bar(self, painter: QPainter, month: MonthShown, bar: QRectF) -> None:
        """What is due in the month, and a tick at a twelfth of the year's target."""
        theme = self.theme
        theme.fill(painter, "track", bar.x(), bar.y(), bar.width(), bar.height())
        if month.due:
            theme.fill(painter, "ink", bar.x(), bar.y(), bar.width() * month.due, bar.height())
        assert month.goal is not None
        x = bar.x() + min(bar.width() - 1, bar.width() * month.goal)
        draw_rule(painter, theme, "t1", x, bar.y() - 2, bar.height() + 4, upright=True)

    # --- marks ----------------------------------------------------------------------------------------------

    def _grid(self, box: QRect) -> tuple[int, int]:
        """How many marks stand in a row, and how many of them there is room for."""
        columns = min(_COLUMNS, max(1, (box.width() - 2 * _PAD + 3) // _PITCH))
        return columns, columns * _ROWS

    def _more(self, month: MonthShown, box: QRect) -> tuple[int, str]:
        """How many marks are drawn, and the words for those that are not."""
        columns, room = self._grid(box)
        size = month.batch.size
        if size <= room:
            return size, ""
        # The words stand in the last row, in the place of some marks.
        wide = self.theme.metrics("small").horizontalAdvance(f"+{size:,}")
        drawn = max(room - columns, room - (wide + _PITCH) // _PITCH)
        return drawn, f"+{size - drawn:,}"

    def _draw_marks(self, painter: QPainter, month: MonthShown, box: QRect) -> None:
        columns, _ = self._grid(box)
        drawn, more = self._more(month, box)
        left, top = box.left() + _PAD, box.top() + _MARKS
        for place, row in enumerate(month.batch.rows[:drawn]):
            x, y = left + place % columns * _PITCH, top + place // columns * _PITCH
            if row.id == self._contract:
                draw_box(painter, self.theme, QRectF(x - 2, y - 2, 14, 14), 3, border="accent")
            self._marks.draw(painter, row.source.band.value, row.state, x, y)
        if more:
            x, y = left + drawn % columns * _PITCH, top + drawn // columns * _PITCH
            painter.setFont(self.theme.font("small"))
            painter.setPen(self.theme.colour("t3"))
            painter.drawText(QRect(x, y - 3, box.right() - x, _SMALL_LINE), _LEFT, more)

    def row_at(self, place: QPoint) -> CalendarRow | None:
        """The contract whose mark is at a place."""
        spot = self.spot_at(place)
        month = self._months.get(spot.key) if spot is not None and isinstance(spot.key, Place) else None
        if spot is None or month is None:
            return None
        columns, _ = self._grid(spot.box)
        drawn, _ = self._more(month, spot.box)
        x = place.x() - spot.box.left() - _PAD + 1
        y = place.y() - spot.box.top() - _MARKS + 1
        if x < 0 or y < 0 or x >= columns * _PITCH:
            return None
        number = y // _PITCH * columns + x // _PITCH
        return month.batch.rows[number] if number < drawn else None

    def tip_at(self, place: QPoint) -> str:
        row = self.row_at(place)
        return super().tip_at(place) if row is None else self._words.mark_tip(row)

    def click_at(self, spot: Spot, place: QPoint) -> None:
        row = self.row_at(place)
        super().click_at(spot, place)
        if row is not None:
            self.marked.emit(row.id)
