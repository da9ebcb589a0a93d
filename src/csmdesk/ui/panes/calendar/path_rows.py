"""The contracts on the way to a target: a box to take each for won, what it gains and how likely it is."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.services.path_to_target import PathLine
from csmdesk.services.renewals import FORECASTS
from csmdesk.ui.panes.calendar.row_words import FORECAST_SHAPES
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.check import draw_check
from csmdesk.ui.widgets.focus import is_enter
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_CHECK = 16
_HEAD, _ROW = 30, 46
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PathHead(NamedTuple):
    """A line over some of the contracts, and a note at its right."""

    words: str
    note: str


class PathRows(RowList):
    """Space or a click on the box takes a contract for won; Enter or a click beside it shows the contract.

    ``ticked(id)`` and ``opened(id)``.
    """

    separators = True
    rows_open = True

    ticked = Signal(int)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__(theme)
        self._language: Language = language

    def height_of(self, item: PathHead | PathLine) -> int:
        return _HEAD if isinstance(item, PathHead) else _ROW

    def row_key(self, item: PathHead | PathLine) -> int | None:
        return None if isinstance(item, PathHead) else item.row.id

    def show_rows(self, items: list[PathHead | PathLine]) -> None:
        """Show other rows; the current contract stays current."""
        here = self.row_key(self.items[self.current]) if self.items else None
        self.set_items(items)
        keys = [self.row_key(item) for item in items]
        first = next((index for index, key in enumerate(keys) if key is not None), 0)
        self._current = keys.index(here) if here is not None and here in keys else first
        self._name_it()
        self.moved_ring()

    def read_out(self, item: PathHead | PathLine) -> str:
        if isinstance(item, PathHead):
            return "  ".join(part for part in item if part)
        row, language = item.row, self._language
        parts = (
            self.tr("假定拿下") if item.won else "",
            row.account,
            row.code,
            display.money_cell(item.value_fen / 100, language),
            self._likely(item),
            self._gain(item),
            self.tr("在最短路径上") if item.needed else "",
        )
        return "  ".join(part for part in parts if part)

    def _likely(self, item: PathLine) -> str:
        category = FORECASTS[item.row.forecast].to(self._language)
        return f"{category} {display.percent(item.likelihood)}"

    def _gain(self, item: PathLine) -> str:
        gain = display.money_cell(item.gain_fen / 100, self._language)
        return self.tr("已计入") if item.won else self.tr("可补 {gain}").format(gain=gain)

    # --- painting -------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, item: PathHead | PathLine, box: QRect) -> None:
        inner = box.adjusted(INSET, 0, -INSET, 0)
        if isinstance(item, PathHead):
            self._draw_head(painter, item, inner)
        else:
            self._draw_line(painter, item, box, inner)

    def _draw_head(self, painter: QPainter, item: PathHead, inner: QRect) -> None:
        theme = self.theme
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        painter.drawText(inner, _LEFT, item.words)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(inner, _RIGHT, item.note)

    def _draw_line(self, painter: QPainter, item: PathLine, box: QRect, inner: QRect) -> None:
        theme = self.theme
        if item is self.hot or item.won:
            ground = "hover" if item is self.hot else "inset"
            theme.fill(painter, ground, box.left(), box.top(), box.width(), box.height() - 1)
        state = Qt.CheckState.Checked if item.won else Qt.CheckState.Unchecked
        draw_check(painter, theme, QRectF(self.check_box(box)), state, enabled=True, hover=item is self.hot)
        left = inner.left() + _CHECK + 10
        first = QRect(left, box.top() + 4, inner.right() + 1 - left, 20)
        below = first.translated(0, 19)
        metrics = theme.metrics()
        value = display.money_cell(item.value_fen / 100, self._language)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        painter.drawText(first, _RIGHT, value)
        code = metrics.horizontalAdvance(item.row.code)
        room = first.width() - metrics.horizontalAdvance(value) - 16
        bold = theme.metrics(bold=True)
        name = bold.elidedText(item.row.account, Qt.TextElideMode.ElideRight, max(40, room - code - 10))
        painter.setFont(theme.font(bold=True))
        painter.drawText(first, _LEFT, name)
        beside = bold.horizontalAdvance(name) + 10
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(first.adjusted(beside, 0, 0, 0), _LEFT, item.row.code)
        draw_shape(
            painter, theme, FORECAST_SHAPES[item.row.forecast], left, below.center().y() - SIZE / 2 + 1
        )
        painter.setPen(theme.colour("t2"))
        painter.drawText(below.adjusted(SIZE + 6, 0, 0, 0), _LEFT, self._likely(item))
        painter.setPen(theme.colour("t1" if item.needed else "t3"))
        painter.drawText(below, _RIGHT, self._gain(item))
        painter.setFont(theme.font())

    def check_box(self, box: QRect) -> QRect:
        """Where the box to tick stands in a row."""
        return QRect(INSET, box.top() + (box.height() - _CHECK) // 2, _CHECK, _CHECK)

    def hot_box(self, item: PathHead | PathLine, box: QRect) -> QRect:
        return box.adjusted(INSET - 6, 0, -INSET + 6, 0)

    # --- pointer and keys -----------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.index_at(place.y())
        item = self.items[index] if index >= 0 else None
        left = event.button() == Qt.MouseButton.LeftButton
        on_box = index >= 0 and self.check_box(self.row_box(index)).adjusted(-6, -6, 6, 6).contains(place)
        if isinstance(item, PathLine) and left and on_box:
            self._current = index
            self.ticked.emit(item.row.id)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.items[self.current] if self.items else None
        if event.key() == Qt.Key.Key_Space and isinstance(item, PathLine):
            self.ticked.emit(item.row.id)
        elif is_enter(event) and isinstance(item, PathLine):
            self.opened.emit(item.row.id)
        else:
            super().keyPressEvent(event)
            if self.items and isinstance(self.items[self.current], PathHead):
                # A head is passed over, the way the key went.
                down = event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Home}
                to = self.current + (1 if down else -1)
                self._current = to if 0 <= to < len(self.items) else 1 if self.current == 0 else self.current
                if isinstance(self.items[self._current], PathHead):
                    self._current += 1
                self._name_it()
                self.moved_ring()
