"""One column of the board: its cards below each other, painted as far as they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from csmdesk.ui.panes.war_room.board_model import BoardModel
from csmdesk.ui.panes.war_room.card_area import CardArea
from csmdesk.ui.panes.war_room.card_painter import EMPTY, LANE, CardPainter, CardState
from csmdesk.ui.theme import RADIUS_CARD
from csmdesk.ui.widgets.focus import draw_ring_around

if TYPE_CHECKING:
    from csmdesk.services.board_view import Card
    from csmdesk.ui.theme import Theme


class ColumnView(CardArea):
    """The cards of one column. What keys and a carried card do is the board's business.

    ``clicked_card(id, modifiers)`` is a press on a card, ``clicked_beside(column, height)`` one beside the
    cards, ``opened_card(id)`` a double click, ``menu_asked(id, place)`` the menu of a card. ``grabbed(id,
    grip, place)`` begins to carry a card, which was taken at ``grip``; ``carried(place)`` and
    ``released(place)`` follow, in coordinates of the screen; ``wheeled(pixels)`` scrolls meanwhile, ``lost``
    ends it without a drop. ``key_pressed(event)`` is every key; who does nothing with it leaves it ignored.
    """

    clicked_card = Signal(int, object)
    clicked_beside = Signal(int, int)
    opened_card = Signal(int)
    menu_asked = Signal(int, QPoint)
    grabbed = Signal(int, QPoint, QPoint)
    carried = Signal(QPoint)
    released = Signal(QPoint)
    wheeled = Signal(int)
    lost = Signal()
    key_pressed = Signal(object)

    carrying = False
    """True from the moment on when a card of this column is carried until it is let go."""

    def __init__(self, theme: Theme, model: BoardModel, painter: CardPainter, column: int) -> None:
        super().__init__(theme, model, painter, column)
        self.marked: frozenset[int] = frozenset()
        self._away = -1
        self._hot = -1
        self._press: tuple[int, QPoint] | None = None
        self._sentence = ""
        self._keys: tuple[str, ...] = ()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    # --- content --------------------------------------------------------------------------------------------

    def set_empty(self, sentence: str, keys: tuple[str, ...]) -> None:
        """What the column says while it has no cards."""
        self._sentence, self._keys = sentence, keys
        self.setAccessibleDescription(sentence)
        self.viewport().update()

    def show_cards(self) -> None:
        self._hot = -1
        super().show_cards()

    def set_marked(self, marked: frozenset[int]) -> None:
        """Show other cards as marked."""
        self.marked = marked
        self.viewport().update()

    # --- a carried card -------------------------------------------------------------------------------------

    def set_away(self, key: int) -> None:
        """Leave the place of a card empty, which is carried; -1: of none."""
        if key != self._away:
            self._away = key
            self.viewport().update()

    def let_go(self) -> None:
        """Nothing is carried from here any more."""
        self.carrying = False
        self._press = None

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places, offset = self.placed(), self.verticalOffset()
        top, bottom = event.rect().top() + offset, event.rect().bottom() + offset
        if not places.cards:
            box = QRect(0, 2, self.card_width, EMPTY)
            self._painter.draw_empty(painter, box, self._sentence, self._keys)
            if self.hasFocus():
                draw_ring_around(painter, QRectF(box), self._theme, RADIUS_CARD)
        for lane in places.lanes:
            if top - LANE < lane.top <= bottom:
                box = QRect(0, lane.top - offset, self.card_width, LANE - 4)
                self._painter.draw_lane(painter, places.cards[lane.first], lane.size, box)
        current, focused = self.row_of(self.currentIndex()), self.hasFocus()
        for row in places.rows_within(top, bottom):
            card = places.cards[row]
            state = CardState(
                current=row == current,
                focused=focused,
                hot=row == self._hot,
                marked=card.id in self.marked,
                away=card.id == self._away,
            )
            self._painter.draw(painter, card, self.card_box(row), state)
        painter.end()

    # --- pointer --------------------------------------------------------------------------------------------

    def _card_at(self, place: QPoint) -> Card | None:
        row = self.row_at(place)
        return None if row < 0 else self.placed().cards[row]

    def _light(self, place: QPoint) -> None:
        row = self.row_at(place) if self.viewport().rect().contains(place) and not self.carrying else -1
        if row != self._hot:
            was, self._hot = self._hot, row
            for one in (was, row):
                self.viewport().update(self.card_box(one).adjusted(-1, -1, 1, 1))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if not QGuiApplication.mouseButtons():
            self._light(self.viewport().mapFromGlobal(QCursor.pos()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self.carrying:
            # Another button while a card is carried calls it off.
            self.lost.emit()
            return
        card = self._card_at(place)
        if event.button() not in {Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton}:
            return
        if card is None:
            self.clicked_beside.emit(self.column, place.y() + self.verticalOffset())
            return
        self.clicked_card.emit(card.id, event.modifiers())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and plain:
            self._press = (card.id, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self.carrying:
            self.carried.emit(event.globalPosition().toPoint())
            return
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._light(place)
            return
        key, begun = self._press
        if (place - begun).manhattanLength() >= QApplication.startDragDistance():
            found = self._cards.place_of(key)
            self._press = None
            if found is not None and found[0] == self.column:
                self.carrying = True
                self._light(QPoint(-1, -1))
                grip = begun - self.card_box(found[1]).topLeft()
                self.grabbed.emit(key, grip, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._press = None
        if self.carrying and event.button() == Qt.MouseButton.LeftButton:
            self.released.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self._card_at(event.position().toPoint())
        if card is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened_card.emit(card.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.carrying:
            # The pointer may be over another column than the one that the card was taken from.
            self.wheeled.emit(event.pixelDelta().y() or event.angleDelta().y())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not event.angleDelta().y():
            event.ignore()  # sideways: the board scrolls
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row = self.row_of(self.currentIndex())
            place = self.card_box(row).center()
        else:
            place = event.pos()
            row = self.row_at(place)
        if row >= 0 and not self.carrying:
            self.menu_asked.emit(self.placed().cards[row].id, self.viewport().mapToGlobal(place))

    def leaveEvent(self, event: QEvent) -> None:
        self._light(QPoint(-1, -1))
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            card = self._card_at(event.pos())
            words = "" if card is None else str(self.indexAt(event.pos()).data(Qt.ItemDataRole.ToolTipRole))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    # --- keys and focus -------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if self.carrying and event.type() == QEvent.Type.ShortcutOverride:
            # Nothing in the window happens while a card is carried; Esc calls it off.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.carrying:
            event.ignore()
            self.key_pressed.emit(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.lost.emit()

    def keyboardSearch(self, search: str) -> None:
        """Typing leads to the filter, see ``BoardKeys``."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would make some card current.
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()
        if self.carrying:
            self.lost.emit()
