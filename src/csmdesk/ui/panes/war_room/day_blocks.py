"""The days of a war room as a strip: those gone, today, the ones to come, deadlines and stand-ups."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.services.war_room_view import DayBlock, Room
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import Ringed, stepped

HEIGHT = 32
"""Blocks, the lines below those with a deadline, and their days."""

_BLOCK = 10
_FREE = 4
"""How high a block of a day is on which nobody works."""
_UNDER, _LINE = 12, 2
_LABEL = 15
_GAP = 8
"""The least space between two days that are written out."""
_DOT = 2.0
_ROOMY = 8.0
"""From this width on a block shows whether there was a stand-up."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DayBlocks(Ringed, QWidget):
    """A block a day. The tooltip says what is due; ← → Home End go from day to day for who uses no pointer.

    A day gone is filled, with a hole where a stand-up was logged and a triangle where it was missed; today is
    in the accent; days on which nobody works are low.
    """

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._blocks: tuple[DayBlock, ...] = ()
        self._missed: frozenset[date] = frozenset()
        self._place = -1
        self._ahead = "track"
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    # --- content --------------------------------------------------------------------------------------------

    def set_room(self, room: Room) -> None:
        """Show the days of a room."""
        self._blocks = room.blocks
        self._missed = frozenset(room.missed)
        self._place = min(self._place, len(self._blocks) - 1)
        due = [self.words_of(index) for index, block in enumerate(self._blocks) if block.titles]
        self.setAccessibleDescription("\n".join(due))
        self._name_it()
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Stand on the ground of a selection, on which the days to come need a darker grey."""
        self._ahead = "line2" if chosen else "track"
        self.update()

    def words_of(self, index: int) -> str:
        """What a day is: its date, its number, what is due on it, what became of its stand-up."""
        block = self._blocks[index]
        parts = [
            display.day_words(block.day, self._language),
            self.tr("第 {day} 天，共 {days} 天").format(day=index + 1, days=len(self._blocks)),
        ]
        if block.today:
            parts.append(self.tr("今天"))
        if not block.working:
            parts.append(self.tr("非工作日"))
        if block.standup:
            parts.append(self.tr("站会已记"))
        elif block.day in self._missed:
            parts.append(self.tr("漏开站会"))
        said = self.tr("，").join(parts)
        if block.titles:
            said += self.tr("；到期：{titles}").format(titles=self.tr("、").join(block.titles))
        return said

    @property
    def hot(self) -> str:
        """The day that the keyboard is on, in words; '' for none."""
        return self.words_of(self._place) if 0 <= self._place < len(self._blocks) else ""

    def _name_it(self) -> None:
        self.setAccessibleName(self.hot or self.tr("{days} 天倒计时").format(days=len(self._blocks)))

    # --- places ---------------------------------------------------------------------------------------------

    def block_box(self, index: int) -> QRectF:
        """Where the block of a day stands."""
        pitch = self.width() / max(1, len(self._blocks))
        gap = 2 if pitch >= _ROOMY else 1 if pitch >= 4 else 0
        left, right = round(index * pitch), round((index + 1) * pitch)
        width = max(1, right - left - (gap if index < len(self._blocks) - 1 else 0))
        high = _BLOCK if self._blocks[index].working or self._blocks[index].today else _FREE
        return QRectF(left, _BLOCK - high, width, high)

    def index_at(self, x: float) -> int:
        """The day at a place, -1 for none."""
        if not self._blocks or not 0 <= x < self.width():
            return -1
        return min(int(x * len(self._blocks) / self.width()), len(self._blocks) - 1)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, block in enumerate(self._blocks):
            self._draw_block(painter, block, self.block_box(index))
        if self.hot and self.hasFocus():
            self._draw_words(painter)
        else:
            self._draw_days(painter)
        painter.end()

    def _draw_block(self, painter: QPainter, block: DayBlock, box: QRectF) -> None:
        theme = self._theme
        role = "accfill" if block.today else "ink" if block.gone else self._ahead
        missed = block.day in self._missed
        if missed and box.width() >= _ROOMY:
            role = "amberbg"
        theme.fill(painter, role, box.x(), box.y(), box.width(), box.height())
        if block.titles:
            theme.fill(painter, "t1", box.x(), _UNDER - 1, box.width(), _LINE)
        if box.width() < _ROOMY or not (block.standup or missed):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = box.center()
        if missed:
            painter.setBrush(theme.colour("amber"))
            x, y = middle.x(), middle.y()
            corners = ((x, y - 3.5), (x + 3.5, y + 3), (x - 3.5, y + 3))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        else:
            painter.setBrush(theme.colour("onacc" if block.today else "surface"))
            painter.drawEllipse(middle, _DOT, _DOT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _draw_days(self, painter: QPainter) -> None:
        """The days of the deadlines, from the last one back, as far as there is room."""
        theme = self._theme
        metrics = theme.metrics("small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        free = float(self.width() + _GAP)
        for index in range(len(self._blocks) - 1, -1, -1):
            if not self._blocks[index].titles:
                continue
            words = f"{self._blocks[index].day:%m-%d}"
            width = metrics.horizontalAdvance(words)
            right = max(self.block_box(index).right(), width)
            if right > free - _GAP:
                continue
            free = right - width
            painter.drawText(QRectF(free - 2, _LABEL, width + 2, HEIGHT - _LABEL), _RIGHT, words)

    def _draw_words(self, painter: QPainter) -> None:
        """The day that the keyboard is on, in the place of the days of the deadlines."""
        theme = self._theme
        words = theme.metrics("small").elidedText(self.hot, Qt.TextElideMode.ElideRight, self.width())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t2"))
        painter.drawText(QRectF(0, _LABEL, self.width(), HEIGHT - _LABEL), _LEFT, words)

    def ring_box(self) -> tuple[Theme, QRect] | None:
        whole = QRect(0, 0, self.width(), _BLOCK)
        box = self.block_box(self._place).toRect() if self.hot else whole
        return self._theme, box.adjusted(2, -1, -2, 1) if self.hot else box

    # --- pointer and keys -----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.index_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self.words_of(index) if index >= 0 else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        start = self._today() if self._place < 0 else self._place
        to = stepped(event, start, len(self._blocks))
        if to is None:
            super().keyPressEvent(event)
            return
        self._place = to
        self._name_it()
        self.show_ring()

    def _today(self) -> int:
        return next((i for i, block in enumerate(self._blocks) if block.today), 0)
