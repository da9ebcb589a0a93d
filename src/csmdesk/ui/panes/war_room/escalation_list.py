"""Escalations as a list: what happened, whose it is, what it waits for, and how much of its hours is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from csmdesk.ui.panes.war_room.side_rows import LEAD, PAD, TRAIL, SideRows
from csmdesk.ui.theme import BAR, Theme
from csmdesk.ui.widgets.progress import draw_bar
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

if TYPE_CHECKING:
    from csmdesk.services.escalations import Escalation

_LINE, _SMALL = 20, 18
_TEXT = PAD + SIZE + 8
_MOST_LINES = 2


class EscalationRow(NamedTuple):
    """One escalation as shown; ``share`` of its hours is gone, None once they count no more."""

    id: int
    mark: str
    title: str
    left: str
    late: bool
    stage: str
    level: str
    owner: str
    account: str
    share: float | None


def row_of(escalation: Escalation, *, with_account: bool) -> EscalationRow:
    """An escalation as a row; with its account where several are listed."""
    if escalation.late and escalation.waiting:
        mark = "red"
    elif escalation.waiting:
        mark = "yellow"
    else:
        mark = "green" if escalation.open else "renewed"
    hours = (escalation.due_at - escalation.opened_at).total_seconds()
    share = None
    if escalation.waiting and hours > 0:
        share = min(1.0, max(0.0, 1 - escalation.left / hours))
    return EscalationRow(
        escalation.id,
        mark,
        escalation.title,
        escalation.left_words,
        escalation.late,
        escalation.stage_words,
        escalation.level_words,
        escalation.owner,
        escalation.account if with_account else "",
        share,
    )


class EscalationRows(SideRows):
    """``opened(id)`` is a click or Enter; the chosen one stands on the ground of a selection."""

    chosen = 0

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(self.tr("升级"))

    def set_rows(self, rows: Sequence[EscalationRow]) -> None:
        """Show other rows, or newer words of the same ones."""
        if tuple(rows) != self.items:
            here = self.items[self.current].id if self.items else 0
            self.set_items(rows)
            self.go_to(next((place for place, row in enumerate(rows) if row.id == here), 0))

    def row_key(self, item: EscalationRow) -> int:
        return item.id

    def _title_height(self, item: EscalationRow) -> int:
        room = self.width() - _TEXT - PAD
        return max(_LINE, self.words_height(item.title, room, lines=_MOST_LINES))

    def height_of(self, item: EscalationRow) -> int:
        lines = 2 if item.owner or item.account else 1
        bar = 8 if item.share is not None else 0
        return 6 + self._title_height(item) + lines * _SMALL + bar + 6

    def read_out(self, item: EscalationRow) -> str:
        parts = (item.account, item.title, item.level, item.owner, item.stage, item.left)
        return "  ".join(part for part in parts if part)

    def draw(self, painter: QPainter, item: EscalationRow, box: QRect) -> None:
        theme = self.theme
        self.draw_ground(painter, box, hot=item is self.hot, chosen=item.id == self.chosen)
        top, left, right = box.top() + 6, box.left() + _TEXT, box.right() - PAD
        draw_shape(painter, theme, item.mark, box.left() + PAD, top + (_LINE - SIZE) / 2)
        height = self._title_height(item)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        self.draw_words(painter, QRect(left, top, right - left, height), item.title)
        top += height
        small = theme.metrics("small")
        painter.setFont(theme.font("small"))
        line = QRect(left, top, right - left, _SMALL)
        painter.setPen(theme.colour("redt" if item.late else "t2"))
        painter.drawText(line, TRAIL, item.left)
        room = line.width() - small.horizontalAdvance(item.left) - 8
        painter.setPen(theme.colour("t3"))
        painter.drawText(line, LEAD, small.elidedText(item.stage, Qt.TextElideMode.ElideRight, max(0, room)))
        top += _SMALL
        below = " · ".join(
            part for part in (item.account, item.level.partition(" · ")[0], item.owner) if part
        )
        if item.owner or item.account:
            line = QRect(left, top, right - left, _SMALL)
            painter.drawText(line, LEAD, small.elidedText(below, Qt.TextElideMode.ElideRight, line.width()))
            top += _SMALL
        if item.share is not None:
            bar = QRectF(left, top + 3, right - left, BAR)
            draw_bar(painter, theme, bar, item.share, "red" if item.late else "amber")
        painter.setFont(theme.font())
