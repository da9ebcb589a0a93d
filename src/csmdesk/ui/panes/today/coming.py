"""What comes in the next days, and what has changed since yesterday: two short lists whose rows open."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from csmdesk.services.today_view import ChangeKind, ChangeLine, ScheduleKind, ScheduleLine
from csmdesk.ui.panes.today.risk_part import OUT
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DAY, _WEEKDAY, _ICON = 42, 40, 14

SCHEDULE_ICONS: Mapping[ScheduleKind, str] = {
    "war_room": "war",
    "contract": "contract",
    "contact": "cake",
    "event": "calendar",
    "task": "war",
    "review": "review",
    "account": "accounts",
    "ticket": "ticket",
    "receipt": "receipt",
    "request": "log",
    "plan": "plan",
}
CHANGE_ICONS: Mapping[ChangeKind, str] = {
    "score": "health",
    "ticket": "ticket",
    "contact": "person",
    "receipt": "receipt",
    "contract": "contract",
}


class _Lines(RowList):
    """Rows of which each opens what it is about."""

    row_height = 28
    rows_open = True

    def row_key(self, item: ScheduleLine | ChangeLine) -> int | None:
        return self.items.index(item) if item.opens.kind else None

    def line(self, index: int) -> ScheduleLine | ChangeLine:
        """The row that ``opened`` has named."""
        found: ScheduleLine | ChangeLine = self.items[index]
        return found

    def ground(self, painter: QPainter, item: ScheduleLine | ChangeLine, box: QRect) -> QRect:
        """Draw the ground of the row that the pointer is on; where the words of a row stand."""
        if item is self.hot:
            self.theme.fill(painter, "hover", 0, box.top() + 1, box.width(), box.height() - 2)
        return box.adjusted(OUT, 0, -OUT, 0)


class ScheduleRows(_Lines):
    """Day, weekday, what, and what kind of thing it is."""

    spoken = ("day_words", "weekday", "words", "note")

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(self.tr("日程"))

    def draw(self, painter: QPainter, item: ScheduleLine, box: QRect) -> None:
        theme = self.theme
        box = self.ground(painter, item, box)
        metrics, small = theme.metrics(), theme.metrics("small")
        day = max(_DAY, metrics.horizontalAdvance(item.day_words) + 4)
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(box.left(), box.top(), day, box.height()), _LEFT, item.day_words)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(box.left() + day, box.top(), _WEEKDAY, box.height()), _LEFT, item.weekday)
        right = box.right() + 1 - _ICON - 12
        if item.note:
            width = small.horizontalAdvance(item.note) + 1
            painter.drawText(QRect(right - width, box.top(), width, box.height()), _RIGHT, item.note)
            right -= width + 12
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        left = box.left() + day + _WEEKDAY
        words = QRect(left, box.top(), right - left, box.height())
        shown = metrics.elidedText(item.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _LEFT, shown)
        icon = SCHEDULE_ICONS[item.kind]
        draw_icon(
            painter, theme, icon, "t3", box.right() + 1 - _ICON, box.center().y() - _ICON / 2 + 1, _ICON
        )


class ChangeRows(_Lines):
    """What kind of thing changed, with its mark where it has one, and how."""

    row_height = 26
    spoken = ("words",)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(self.tr("昨天以来"))

    def draw(self, painter: QPainter, item: ChangeLine, box: QRect) -> None:
        theme = self.theme
        box = self.ground(painter, item, box)
        icon = CHANGE_ICONS[item.kind]
        draw_icon(painter, theme, icon, "t3", box.left(), box.center().y() - _ICON / 2 + 1, _ICON)
        left = box.left() + _ICON + 10
        if item.mark:
            draw_shape(painter, theme, item.mark, left, box.center().y() - SIZE / 2 + 1)
            left += SIZE + 8
        painter.setPen(theme.colour("t1"))
        words = QRect(left, box.top(), box.right() + 1 - left, box.height())
        shown = theme.metrics().elidedText(item.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _LEFT, shown)
