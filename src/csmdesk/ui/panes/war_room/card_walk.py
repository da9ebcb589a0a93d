"""Going through the open cards of a stand-up: which one is being talked about, and the way to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.ui.panes.war_room.card_text import CardText
from csmdesk.ui.panes.war_room.card_words import CardWords, short_day
from csmdesk.ui.panes.war_room.side_rows import LEAD, TRAIL
from csmdesk.ui.panes.war_room.states import ring_of
from csmdesk.ui.theme import RADIUS_CARD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import Ringed, draw_ring, is_enter
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.ring import SIZE, draw_task_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from csmdesk.domain.text import Language
    from csmdesk.services.board_view import BoardData, Card

_PAD = 12
_LINE = 20
_SMALL = 18
_MOST = 3
"""Lines of a title that are shown."""


def open_cards(board: BoardData, room_id: int) -> list[Card]:
    """The cards of a room that are not done, in the order of a stand-up: what is nearest to done first."""
    columns = [column.key for column in board.columns]
    cards = [card for card in board.cards if card.room_id == room_id and card.status != "done"]
    return sorted(cards, key=lambda card: -columns.index(card.status))


class WalkedCard(Ringed, QWidget):
    """The card that is talked about, with state, title, owner and criteria. ``pressed``: a click or Enter."""

    pressed = Signal()

    def __init__(self, theme: Theme, words: CardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = CardText(theme)
        self._words = words
        self.card: Card | None = None
        self._column = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_card(self, card: Card, column: str) -> None:
        """Show a card that stands in ``column``."""
        self.card, self._column = card, column
        self.setAccessibleName(self._words.read_out(card, column))
        self.setToolTip(self._words.tip(card))
        self.updateGeometry()
        self.update()

    def _title(self, width: int) -> tuple[str, ...]:
        """The lines of its title in a card that is ``width`` wide."""
        assert self.card is not None
        return self._text.lines(self.card.title, max(40, width - 2 * _PAD), _MOST, "body", bold=True)

    def _below(self) -> list[tuple[str, str]]:
        """The grey lines: an icon and what it says."""
        card = self.card
        if card is None:
            return []
        flat = " ".join(card.acceptance.split())
        return [(icon, words) for icon, words in (("check", flat), ("person", card.owner)) if words]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self.card is None:
            return 0
        return 10 + _LINE * (1 + len(self._title(width))) + 4 + _SMALL * max(1, len(self._below())) + 10

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 2 * _LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        card = self.card
        if card is None:
            return
        theme = self._theme
        painter = QPainter(self)
        border = "control" if self.underMouse() else "accline"
        draw_box(
            painter,
            theme,
            QRectF(self.rect()).adjusted(1, 1, -1, -1),
            RADIUS_CARD,
            ground="surface",
            border=border,
        )
        width = self.width() - 2 * _PAD
        top = 10
        draw_task_ring(painter, theme, ring_of(card.status), _PAD, top + (_LINE - SIZE) / 2)
        line = QRect(_PAD + SIZE + 6, top, width - SIZE - 6, _LINE)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(line, LEAD, self._column)
        painter.setPen(theme.colour("redt" if card.late else "t3"))
        painter.drawText(line, TRAIL, card.left_words)
        top += _LINE
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        for words in self._title(self.width()):
            painter.drawText(QRect(_PAD, top, width, _LINE), LEAD, words)
            top += _LINE
        self._draw_below(painter, card, top + 4, width)
        if self.ring:
            draw_ring(painter, self, theme, RADIUS_CARD)
        painter.end()

    def _draw_below(self, painter: QPainter, card: Card, top: int, width: int) -> None:
        theme, metrics = self._theme, self._theme.metrics("small")
        painter.setFont(theme.font("small"))
        due = short_day(card)
        lines = self._below() or [("", "")]
        for place, (icon, words) in enumerate(lines):
            last = place == len(lines) - 1
            line = QRect(_PAD, top, width, _SMALL)
            painter.setPen(theme.colour("t2"))
            if last and due:
                painter.drawText(line, TRAIL, due)
                line.setRight(line.right() - metrics.horizontalAdvance(due) - 8)
            if icon:
                draw_icon(painter, theme, icon, "t3", line.left(), line.top() + 3, 12)
            line.setLeft(line.left() + 18)
            painter.drawText(line, LEAD, metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width()))
            top += _SMALL

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class CardWalk(QWidget):
    """Where the stand-up is among the cards of a room; ``moved(card)`` is the next one, or the one before.

    ``past(by)`` is a step beyond the last card or before the first: the next room, or the one before.
    """

    moved = Signal(int)
    past = Signal(int)
    opened = Signal(int)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []
        self._names: dict[str, str] = {}
        self._place = 0
        self.note = Label(theme, role="t2", elide=True)
        self.before = Button(theme, kind="flat", icon="left")
        self.after = Button(theme, kind="flat", icon="right")
        self.before.setToolTip(self.tr("上一个任务 K"))
        self.after.setToolTip(self.tr("下一个任务 J"))
        self.before.setAccessibleName(self.tr("上一个任务"))
        self.after.setAccessibleName(self.tr("下一个任务"))
        self.before.clicked.connect(self.step_back)
        self.after.clicked.connect(self.step_on)
        self.shown = WalkedCard(theme, CardWords(language))
        self.shown.pressed.connect(self._open)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.note, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.shown)

    def set_cards(self, cards: Sequence[Card], names: dict[str, str]) -> None:
        """Go through ``cards``; the one that was talked about stays where it is among them."""
        current = self.card
        self._cards, self._names = list(cards), names
        places = [place for place, card in enumerate(self._cards) if current and card.id == current.id]
        # A card that went to another column or was done leaves its place to the next.
        self._place = places[0] if places else min(self._place, max(0, len(self._cards) - 1))
        self._show()

    @property
    def card(self) -> Card | None:
        """The card that is talked about."""
        return self._cards[self._place] if self._place < len(self._cards) else None

    @property
    def cards(self) -> tuple[Card, ...]:
        """All that the stand-up goes through here, in order."""
        return tuple(self._cards)

    def begin(self, *, at_end: bool = False) -> None:
        """Start with the first card, or with the last."""
        self._place = max(0, len(self._cards) - 1) if at_end else 0
        self._show()
        self._tell()

    def go_to(self, card_id: int) -> bool:
        """Talk about a card of the board; False for one that is not among them."""
        for place, card in enumerate(self._cards):
            if card.id == card_id:
                self._place = place
                self._show()
                return True
        return False

    def step_on(self) -> None:
        """The next card, or the next room."""
        self.step(1)

    def step_back(self) -> None:
        """The card before, or the room before."""
        self.step(-1)

    def step(self, by: int) -> None:
        """Go on by so many cards; beyond either end ``past`` is told."""
        to = self._place + by
        if 0 <= to < len(self._cards):
            self._place = to
            self._show()
            self._tell()
        else:
            self.past.emit(by)

    def _tell(self) -> None:
        card = self.card
        if card is not None:
            self.moved.emit(card.id)

    def _open(self) -> None:
        card = self.card
        if card is not None:
            self.opened.emit(card.id)

    def _show(self) -> None:
        card = self.card
        self.shown.setVisible(card is not None)
        if card is None:
            self.note.setText(self.tr("没有未完成的任务"))
            return
        words = self.tr("任务 {place}/{count}").format(place=self._place + 1, count=len(self._cards))
        self.note.setText(words)
        self.shown.show_card(card, self._names.get(card.status, ""))
