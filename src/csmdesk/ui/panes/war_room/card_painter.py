"""How a card of the board looks, and how high it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from csmdesk.metrics import display
from csmdesk.ui.panes.war_room.card_text import CardText
from csmdesk.ui.panes.war_room.card_words import short_day
from csmdesk.ui.theme import RADIUS_CARD, Scale, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule
from csmdesk.ui.widgets.key_hint import draw_hint, hint_width
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

if TYPE_CHECKING:
    from csmdesk.services.board_view import Card

translate = QCoreApplication.translate

GAP: Final = 8
"""Between two cards."""
LANE: Final = 28
"""The head of a lane."""
EMPTY: Final = 132
"""The box of a column without cards."""

_PAD, _TOP, _BOTTOM = 12, 8, 10
_ROW, _LINE = 20, 16
_ACCOUNT, _BEFORE = 22, 6
"""The row of the account with the room below it, and the room above what the card is accepted by."""

_ICON = 14
_SPACE = 8
OLD: Final = 3
"""Days in a column from which a card says so."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class CardState:
    """How a card stands: current (and with the focus), under the pointer, marked, away with the pointer."""

    current: bool = False
    focused: bool = False
    hot: bool = False
    marked: bool = False
    away: bool = False
    carried: bool = False


class CardPainter:
    """Draws cards, heads of lanes and empty columns; with ``lanes`` a card does not repeat its account."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._text = CardText(theme)
        self._heights: dict[int, tuple[Card, int, bool, int]] = {}
        self.lanes = False
        theme.changed.connect(self._heights.clear)

    # --- how high -------------------------------------------------------------------------------------------

    def height(self, card: Card, width: int) -> int:
        """How high a card of this width is."""
        known = self._heights.get(card.id)
        if known is not None and known[0] is card and known[1] == width and known[2] == self.lanes:
            return known[3]
        room = width - 2 * _PAD
        title_room = room - self._days_room(card) if self.lanes else room
        count = self._text.count
        high = _TOP + _BOTTOM
        if not self.lanes:
            high += _ACCOUNT
        high += _ROW * max(1, count(card.title, title_room, 2, "body", bold=True))
        high += _LINE * count(_flat(card.detail), room, 2, "small")
        high += _BEFORE + _ROW + (_LINE if self._criteria_lines(card, room) == 2 else 0)
        high += _ROW
        if self._has_foot(card):
            high += _ROW
        self._heights[card.id] = (card, width, self.lanes, high)
        return high

    def _criteria_lines(self, card: Card, room: int) -> int:
        return self._text.count(_flat(card.acceptance), room - _ICON - 4, 2, "small")

    def _days_room(self, card: Card) -> int:
        if not card.left_words:
            return 0
        shape = SIZE + 4 if card.overdue else 0
        return self._theme.metrics("small").horizontalAdvance(card.left_words) + _SPACE + shape

    @staticmethod
    def _has_foot(card: Card) -> bool:
        return bool(card.items or card.comments or card.link or _old(card))

    # --- a card ---------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, card: Card, box: QRect, state: CardState) -> None:
        """Draw a card into its box."""
        theme = self._theme
        if state.away:
            # What is carried left a place behind.
            draw_box(painter, theme, QRectF(box), RADIUS_CARD, ground="hover", border="line2")
            return
        ground = "sel" if state.marked else "hover" if state.current and not state.focused else "surface"
        ring = state.current and state.focused
        border = (
            "accent"
            if ring or state.carried
            else "accline"
            if state.marked
            else "control"
            if state.hot or state.current
            else "line2"
        )
        draw_box(
            painter, theme, QRectF(box), RADIUS_CARD, ground=ground, border=border, width=2 if ring else 1
        )
        left, right = box.left() + _PAD, box.right() + 1 - _PAD
        y = box.top() + _TOP
        if state.marked:
            # As in lists: the bar says it where the colour of the ground does not.
            bar = QRectF(box.left() + 5, box.top() + 10, 2, box.height() - 20)
            draw_box(painter, theme, bar, 1, ground="accent")
        if self.lanes:
            y = self._draw_title(painter, card, left, right - self._days_room(card), y, right)
        else:
            self._draw_account(painter, card, left, right, y)
            y = self._draw_title(painter, card, left, right, y + _ACCOUNT)
        y = self._draw_detail(painter, card, left, right, y)
        y = self._draw_criteria(painter, card, left, right, y + _BEFORE)
        self._draw_owner(painter, card, left, right, y)
        if self._has_foot(card):
            self._draw_foot(painter, card, left, right, y + _ROW)

    def _write(
        self,
        painter: QPainter,
        words: str,
        role: str,
        box: QRect,
        flags: Qt.AlignmentFlag = _LEFT,
        *,
        scale: Scale = "small",
        bold: bool = False,
    ) -> None:
        theme = self._theme
        metrics = theme.metrics(scale, bold=bold)
        if metrics.horizontalAdvance(words) > box.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(theme.font(scale, bold=bold))
        painter.setPen(theme.colour(role))
        painter.drawText(box, flags, words)

    def _draw_days(self, painter: QPainter, card: Card, right: int, y: int) -> int:
        """The days that are left, at the right; how much room they take."""
        room = self._days_room(card)
        if room:
            role = "redt" if card.late else "t2"
            self._write(
                painter, card.left_words, role, QRect(right - room + _SPACE, y, room - _SPACE, _ROW), _RIGHT
            )
            if card.overdue:
                middle = y + (_ROW - SIZE) / 2
                draw_shape(painter, self._theme, "red", right - room + _SPACE, middle)
        return room

    def _draw_account(self, painter: QPainter, card: Card, left: int, right: int, y: int) -> None:
        room = self._draw_days(painter, card, right, y)
        x = left
        if card.mark:
            draw_shape(painter, self._theme, card.mark, left, y + (_ROW - SIZE) / 2)
            x += SIZE + 4
        self._write(painter, card.account, "t2", QRect(x, y, right - room - x, _ROW))

    def _draw_title(self, painter: QPainter, card: Card, left: int, right: int, y: int, days: int = 0) -> int:
        if days:
            self._draw_days(painter, card, days, y)
        lines = self._text.lines(card.title, right - left, 2, "body", bold=True)
        painter.setFont(self._theme.font(bold=True))
        painter.setPen(self._theme.colour("t1"))
        for line in lines:
            painter.drawText(QRect(left, y, right - left + 2, _ROW), _LEFT, line)
            y += _ROW
        return y if lines else y + _ROW

    def _draw_detail(self, painter: QPainter, card: Card, left: int, right: int, y: int) -> int:
        lines = self._text.lines(_flat(card.detail), right - left, 2, "small")
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour("t3"))
        for line in lines:
            painter.drawText(QRect(left, y, right - left + 2, _LINE), _LEFT, line)
            y += _LINE
        return y

    def _draw_criteria(self, painter: QPainter, card: Card, left: int, right: int, y: int) -> int:
        """What the card is accepted by; without it nobody can accept it, and the card says so."""
        theme = self._theme
        lacks = not card.acceptance
        icon = "greent" if card.accepted else "ambert" if lacks and card.missing else "t2"
        draw_icon(painter, theme, "check", icon, left - 1, y + (_ROW - _ICON) / 2, _ICON)
        x = left + _ICON + 4
        if lacks:
            words = translate("CardPainter", "缺验收标准") if card.missing else display.MISSING
            role = "ambert" if card.missing else "t3"
            self._write(painter, words, role, QRect(x, y, right - x, _ROW))
            return y + _ROW
        lines = self._text.lines(_flat(card.acceptance), right - x, 2, "small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t2"))
        top = y + (_ROW - _LINE) // 2
        for place, line in enumerate(lines):
            painter.drawText(QRect(x, top + place * _LINE, right - x + 2, _LINE), _LEFT, line)
        return y + _ROW + (_LINE if len(lines) == 2 else 0)

    def _draw_owner(self, painter: QPainter, card: Card, left: int, right: int, y: int) -> None:
        day = short_day(card)
        wide = self._theme.metrics("small").horizontalAdvance(day) if day else 0
        self._write(painter, day, "t2", QRect(right - wide, y, wide, _ROW), _RIGHT)
        role = "t2" if card.owner else "ambert" if card.missing else "t3"
        draw_icon(painter, self._theme, "person", role, left - 1, y + (_ROW - _ICON) / 2, _ICON)
        x = left + _ICON + 4
        words = card.owner or (translate("CardPainter", "缺负责人") if card.missing else display.MISSING)
        self._write(painter, words, role, QRect(x, y, right - wide - _SPACE - x, _ROW))

    def _draw_foot(self, painter: QPainter, card: Card, left: int, right: int, y: int) -> None:
        """Checklist, comments, ticket and the days in the column, as far as there are any."""
        theme, metrics = self._theme, self._theme.metrics("small")
        x, top = left, y + (_ROW - _ICON) / 2
        parts = [
            ("", f"{card.items_done}/{card.items}" if card.items else ""),
            ("touch", f"{card.comments}" if card.comments else ""),
            ("ticket", _flat(card.link)),
        ]
        age = ""
        if card.age is not None and _old(card):
            age = translate("CardPainter", "{n} 天").format(n=card.age)
        aged = metrics.horizontalAdvance(age)
        ends = right - (_ICON + 3 + aged + _SPACE if age else 0)
        for icon, words in parts:
            if not words:
                continue
            if icon:
                draw_icon(painter, theme, icon, "t3", x - 1, top, _ICON)
            else:
                draw_box(painter, theme, QRectF(x, top + 1, 12, 12), 2, border="t3")
                draw_icon(painter, theme, "check", "t3", x + 1, top + 2, 10)
            x += _ICON + 3
            wide = min(metrics.horizontalAdvance(words), max(0, ends - x))
            self._write(painter, words, "t3", QRect(x, y, wide + 1, _ROW))
            x += wide + _SPACE
        if age:
            draw_icon(painter, theme, "today", "t3", right - aged - 3 - _ICON, top, _ICON)
            self._write(painter, age, "t3", QRect(right - aged, y, aged + 1, _ROW))

    # --- what is not a card ---------------------------------------------------------------------------------

    def draw_lane(self, painter: QPainter, card: Card, count: int, box: QRect) -> None:
        """The head of a lane: the account of ``card`` and how many cards it has here."""
        theme = self._theme
        x = box.left()
        if card.mark:
            draw_shape(painter, theme, card.mark, x + 1, box.top() + (box.height() - SIZE) / 2)
            x += SIZE + 6
        number = f"{count}"
        wide = theme.metrics("small").horizontalAdvance(number)
        name = theme.metrics("small", bold=True).horizontalAdvance(card.account)
        room = min(name, box.right() - x - wide - 12)
        self._write(painter, card.account, "t1", QRect(x, box.top(), room, box.height()), bold=True)
        x += room + 6
        self._write(painter, number, "t3", QRect(x, box.top(), wide + 1, box.height()))
        x += wide + 8
        if box.right() > x:
            draw_rule(painter, theme, "line", x, box.center().y(), box.right() - x)

    def draw_empty(self, painter: QPainter, box: QRect, sentence: str, keys: tuple[str, ...]) -> None:
        """A column without cards: how one gets there, with ``keys`` in frames in the second line."""
        theme = self._theme
        pen = QPen(theme.colour("line2"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        lines = self._text.lines(sentence, box.width() - 2 * _PAD, 3, "small")
        high = _LINE * len(lines) + (12 + _ROW if keys else 0)
        y = box.top() + (box.height() - high) // 2
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        for line in lines:
            painter.drawText(QRect(box.left(), y, box.width(), _LINE), Qt.AlignmentFlag.AlignCenter, line)
            y += _LINE
        if keys:
            self._draw_keys(painter, box, y + 12, keys)

    def _draw_keys(self, painter: QPainter, box: QRect, y: int, keys: tuple[str, ...]) -> None:
        words = translate("CardPainter", "或按")
        wide = self._theme.metrics("small").horizontalAdvance(words)
        sizes = [hint_width(self._theme, key) for key in keys]
        x = box.center().x() - (wide + 6 + sum(sizes) + 4 * (len(keys) - 1)) // 2
        self._write(painter, words, "t3", QRect(x, y, wide + 1, _ROW))
        x += wide + 6
        for key, size in zip(keys, sizes, strict=True):
            draw_hint(painter, self._theme, key, x + size, y + _ROW / 2)
            x += size + 4


def _old(card: Card) -> bool:
    return card.age is not None and card.age >= OLD and card.status != "done"


def _flat(words: str) -> str:
    """The words of several lines as one."""
    return " ".join(words.split()) if "\n" in words else words
