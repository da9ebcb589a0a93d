"""What happened, newest first: day, kind as an icon, words, a grey line below, and a head for each month."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.rows import RowList

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEAD = 32
_SECOND = 18
_SHORT, _LONG = 40, 76
"""The room of a day written as 06-30 or 23-06-30, and as 2023-06-30."""
_SHORT_DAY = 5


class Moment(NamedTuple):
    """Something that happened. ``key`` is what opens it (an id, a word), None for what opens nothing.

    ``icon`` is the name of an icon, ``second`` a grey line below the words, ``month`` the head over the first
    row of a month ('' for the other rows).
    """

    day: str
    icon: str
    words: str
    second: str = ""
    month: str = ""
    key: int | str | None = None


class Timeline(RowList):
    """Rows of ``Moment``; ``opened(key)`` is a click on a row that has a key, or Enter on it; ↑ ↓ move."""

    row_height = 26
    spoken = ("month", "day", "words", "second")
    rows_open = True

    def height_of(self, item: Moment) -> int:
        return self.row_height + (_HEAD if item.month else 0) + (_SECOND if item.second else 0)

    def row_key(self, item: Moment) -> int | str | None:
        return item.key

    def hot_box(self, item: Moment, box: QRect) -> QRect:
        return box.adjusted(0, _HEAD if item.month else 0, 0, 0)

    def draw(self, painter: QPainter, item: Moment, box: QRect) -> None:
        theme = self.theme
        top = box.top()
        if item.month:
            painter.setFont(theme.font(bold=True))
            painter.setPen(theme.colour("t1"))
            painter.drawText(QRect(box.left(), top + 4, box.width(), _HEAD - 6), _LEFT, item.month)
            draw_rule(painter, theme, "line", box.left(), top + _HEAD - 1, box.width())
            painter.setFont(theme.font())
            top += _HEAD
        longest = max((len(other.day) for other in self.items), default=0)
        day = _SHORT if longest <= _SHORT_DAY else theme.metrics().horizontalAdvance("0" * longest) + 2
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(box.left(), top, day, self.row_height), _LEFT, item.day)
        draw_icon(painter, theme, item.icon, "t3", box.left() + day + 4, top + (self.row_height - 14) / 2, 14)
        left = box.left() + day + 26
        width = box.right() + 1 - left
        painter.setPen(theme.colour("t1"))
        words = theme.metrics().elidedText(item.words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top, width, self.row_height), _LEFT, words)
        if item is self.hot:
            base = top + (self.row_height + theme.metrics().ascent()) / 2 + 1
            draw_rule(painter, theme, "accent", left, base, theme.metrics().horizontalAdvance(words))
        if item.second:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            line = theme.metrics("small").elidedText(item.second, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top + self.row_height - 5, width, _SECOND), _LEFT, line)
            painter.setFont(theme.font())
