"""The way of one escalation: confirmed, worked around, repaired, reviewed, each with its moment and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from csmdesk.ui.panes.war_room.side_rows import LEAD, PAD, TRAIL, SideRows
from csmdesk.ui.widgets.ring import SIZE, State, draw_task_ring

if TYPE_CHECKING:
    from csmdesk.services.escalations import Escalation

_LINE = 20
_TEXT = PAD + SIZE + 6


class StepRow(NamedTuple):
    """A step as shown; ``open`` says that it can be written down."""

    step: str
    name: str
    ring: State
    state: str
    at: str
    words: str
    late: bool
    open: bool


class StepRows(SideRows):
    """``opened(step)`` wants a step written down; one that has to wait for another opens nothing."""

    def show_steps(self, escalation: Escalation) -> None:
        """Show the steps of an escalation."""
        states: dict[State, str] = {
            "done": self.tr("完成"),
            "doing": self.tr("下一步"),
            "todo": self.tr("未到"),
        }
        repaired = any(line.step == "repair" and line.at is not None for line in escalation.lines)
        rows = []
        for line in escalation.lines:
            ring: State = (
                "done" if line.at is not None else "doing" if line.step == escalation.stage else "todo"
            )
            state = self.tr("超时") if line.late else states[ring]
            can = line.step != "review" or repaired
            rows.append(StepRow(line.step, line.name, ring, state, line.at_words, line.words, line.late, can))
        if tuple(rows) != self.items:
            self.set_items(rows)
            self.go_to(next((place for place, row in enumerate(rows) if row.ring == "doing"), 0))

    def row_key(self, item: StepRow) -> str | None:
        return item.step if item.open else None

    def height_of(self, item: StepRow) -> int:
        words = self.words_height(item.words, self.width() - _TEXT - PAD, small=True)
        return _LINE + 8 + (words + 2 if words else 0)

    def read_out(self, item: StepRow) -> str:
        return "  ".join(part for part in (item.name, item.state, item.at, item.words) if part)

    def draw(self, painter: QPainter, item: StepRow, box: QRect) -> None:
        theme = self.theme
        self.draw_ground(painter, box, hot=item is self.hot)
        top = box.top() + 4
        draw_task_ring(painter, theme, item.ring, box.left() + PAD, top + (_LINE - SIZE) / 2)
        line = QRect(box.left() + _TEXT, top, box.width() - _TEXT - PAD, _LINE)
        painter.setFont(theme.font(bold=item.ring == "doing"))
        painter.setPen(theme.colour("t1" if item.ring != "todo" else "t3"))
        painter.drawText(line, LEAD, item.name)
        said = " ".join(part for part in (item.state if item.late else "", item.at) if part)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("redt" if item.late else "t3"))
        painter.drawText(line, TRAIL, said or item.state)
        if item.words:
            below = QRect(line.left(), line.bottom() + 1, line.width(), box.bottom() - line.bottom() - 4)
            painter.setPen(theme.colour("t2"))
            self.draw_words(painter, below, item.words)
        painter.setFont(theme.font())
