"""A card that is carried: its picture under the pointer, the line where it would go, scrolling at the edges.

Not Qt's own drag: that hands the pointer to the system, knows nothing of what lies below between two of its
events and cannot scroll two ways at once. Here every frame is one move of a small widget and one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from csmdesk.ui.panes.war_room.card_painter import CardPainter, CardState
from csmdesk.ui.widgets.crisp import draw_box

if TYPE_CHECKING:
    from csmdesk.services.board_view import Card
    from csmdesk.ui.panes.war_room.board_model import BoardModel
    from csmdesk.ui.panes.war_room.column_strip import ColumnStrip
    from csmdesk.ui.panes.war_room.column_view import ColumnView
    from csmdesk.ui.theme import Theme

_TICK = 16
"""Milliseconds between two steps of scrolling."""
_ZONE = 48
"""So near to an edge the board begins to scroll."""
_FASTEST = 22
"""Pixels a step, right at the edge and beyond it."""
_DOT, _OVER = 6, 5
"""The ends of the line are dots that reach beyond the cards."""
_BEYOND = 64
"""So far outside of the board a card is not dropped but goes back."""


class DropPlace(NamedTuple):
    """Where a card would go: the column, the row among the cards shown there, the height of the line."""

    column: int
    row: int
    line: int


class Ghost(QWidget):
    """The picture of the card that is carried; the pointer looks through it."""

    def __init__(self, parent: QWidget, picture: QPixmap, size: QRect) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(size.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()


class GapLine(QWidget):
    """The line where the card would go, over everything: the card itself would hide it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        line = QRectF(_DOT / 2, middle - 1, self.width() - _DOT, 2)
        draw_box(painter, self._theme, line, 0, ground="accent")
        for x in (0, self.width() - _DOT):
            dot = QRectF(x, middle - _DOT / 2, _DOT, _DOT)
            draw_box(painter, self._theme, dot, _DOT / 2, ground="accent")
        painter.end()


class CardDrag(QObject):
    """Carries one card at a time. ``dropped(id, column, row)`` is a drop at another place than its own."""

    dropped = Signal(int, int, int)

    def __init__(
        self,
        theme: Theme,
        board: QWidget,
        strip: ColumnStrip,
        model: BoardModel,
        painter: CardPainter,
    ) -> None:
        super().__init__(board)
        self._board = board
        self._strip = strip
        self._model = model
        self._painter = painter
        self._card: Card | None = None
        self.ghost: Ghost | None = None
        self.line = GapLine(theme, board)
        self._grip = QPoint()
        self._pointer = QPoint()
        self._target: DropPlace | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._scroll)

    @property
    def card(self) -> Card | None:
        """The card that is carried."""
        return self._card

    @property
    def target(self) -> DropPlace | None:
        """Where it would go; None where letting it go changes nothing."""
        return self._target

    @property
    def scrolling(self) -> bool:
        """True while the pointer is so near to an edge that something scrolls."""
        return self._timer.isActive()

    # --- carrying -------------------------------------------------------------------------------------------

    def begin(self, key: int, grip: QPoint, pointer: QPoint) -> None:
        """Take a card at ``grip``, a place of it; ``pointer`` is a place of the screen."""
        self.cancel()
        place, card = self._model.place_of(key), self._model.card(key)
        if place is None or card is None:
            return
        view = self._strip.columns[place[0]].view
        box = view.card_box(place[1])
        self._card, self._grip = card, grip
        self.ghost = Ghost(self._board, self._picture(card, box), box)
        view.set_away(key)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.ghost.show()
        self.ghost.raise_()
        self.line.raise_()
        self.move(pointer)

    def _picture(self, card: Card, box: QRect) -> QPixmap:
        ratio = self._board.devicePixelRatioF()
        picture = QPixmap(box.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.draw(painter, card, QRect(QPoint(0, 0), box.size()), CardState(carried=True))
        painter.end()
        return picture

    def move(self, pointer: QPoint) -> None:
        """The pointer is elsewhere."""
        if self.ghost is None:
            return
        self._pointer = pointer
        self.ghost.move(self._board.mapFromGlobal(pointer) - self._grip)
        self._aim()
        if self._wanted_scroll() == (0, 0):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def drop_at(self, pointer: QPoint) -> None:
        """Let the card go at a place of the screen."""
        self.move(pointer)
        self.drop()

    def drop(self) -> None:
        """Let the card go where the line is; without a line it goes back."""
        card, target = self._card, self._target
        self.cancel()
        if card is not None and target is not None:
            self.dropped.emit(card.id, target.column, target.row)

    def cancel(self) -> None:
        """Put the card back to where it came from."""
        if self._card is None:
            return
        self._timer.stop()
        self._card = None
        self._show_target(None)
        for column in self._strip.columns:
            column.view.set_away(-1)
            column.view.let_go()
            column.view.viewport().unsetCursor()
            column.title.set_target(False)
        if self.ghost is not None:
            self.ghost.hide()
            self.ghost.deleteLater()
            self.ghost = None

    def renew(self) -> None:
        """The cards are other ones: go on with the newer card, or stop when it has gone."""
        if self._card is None:
            return
        card = self._model.card(self._card.id)
        if card is None or self._model.place_of(card.id) is None:
            self.cancel()
        else:
            self._card = card
            self._aim()

    # --- where it goes --------------------------------------------------------------------------------------

    def _aim(self) -> None:
        before, target = self._target, self._place()
        entered = target is not None and (before is None or before.column != target.column)
        if target is not None and entered and self._model.lanes:
            self._reveal(target)
        self._show_target(target)

    def _reveal(self, target: DropPlace) -> None:
        """Scroll a column that the card has just come over to the lane where the card belongs."""
        view = self._strip.columns[target.column].view
        bar, room = view.verticalScrollBar(), view.viewport().height()
        if not bar.value() <= target.line <= bar.value() + room:
            bar.setValue(target.line - room // 2)

    def _place(self) -> DropPlace | None:
        card = self._card
        around = self._board.rect().adjusted(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND)
        if card is None or not around.contains(self._board.mapFromGlobal(self._pointer)):
            return None
        column = self._strip.column_at(self._pointer)
        view = self._strip.columns[column].view
        places, lane = view.placed(), self._model.lane(column, card.account_id)
        y = view.viewport().mapFromGlobal(self._pointer).y() + view.verticalOffset()
        row = places.gap_at(y, lane)
        here = self._model.place_of(card.id)
        if here is not None and here[0] == column and row in {here[1], here[1] + 1}:
            return None
        return DropPlace(column, row, places.gap_line(row, lane))

    def _show_target(self, target: DropPlace | None) -> None:
        was, self._target = self._target, target
        for place in {one.column for one in (was, target) if one is not None}:
            column = self._strip.columns[place]
            column.title.set_target(target is not None and target.column == place)
        self.line.setVisible(target is not None)
        if target is not None:
            view = self._strip.columns[target.column].view
            y = min(max(target.line - view.verticalOffset(), 2), view.viewport().height() - 3)
            left = view.viewport().mapTo(self._board, QPoint(0, y))
            self.line.setGeometry(left.x() - _OVER, left.y() - 4, view.card_width + 2 * _OVER, 8)

    # --- scrolling ------------------------------------------------------------------------------------------

    def _below(self) -> ColumnView:
        return self._strip.columns[self._strip.column_at(self._pointer)].view

    def _wanted_scroll(self) -> tuple[int, int]:
        """How far to scroll board and column with the next step."""
        area, view = self._strip.viewport(), self._below()
        across = _speed(area.mapFromGlobal(self._pointer).x(), area.width())
        down = _speed(view.viewport().mapFromGlobal(self._pointer).y(), view.viewport().height())
        return (
            _within(across, self._strip.horizontalScrollBar()),
            _within(down, view.verticalScrollBar()),
        )

    def _scroll(self) -> None:
        across, down = self._wanted_scroll()
        if (across, down) == (0, 0):
            self._timer.stop()
            return
        bar = self._below().verticalScrollBar()
        bar.setValue(bar.value() + down)
        bar = self._strip.horizontalScrollBar()
        bar.setValue(bar.value() + across)
        self._aim()

    def wheel(self, pixels: int) -> None:
        """Scroll the column under the pointer while a card is carried."""
        bar = self._below().verticalScrollBar()
        bar.setValue(bar.value() - pixels)
        self._aim()


def _speed(place: int, room: int) -> int:
    """How fast to scroll at a place of something that is ``room`` long: the nearer to the edge the faster."""
    if room < 3 * _ZONE:
        return 0
    if place < _ZONE:
        return -max(1, _FASTEST * min(_ZONE, _ZONE - place) // _ZONE)
    if place > room - _ZONE:
        return max(1, _FASTEST * min(_ZONE, place - room + _ZONE) // _ZONE)
    return 0


def _within(step: int, bar: QScrollBar) -> int:
    return min(max(bar.value() + step, bar.minimum()), bar.maximum()) - bar.value()
