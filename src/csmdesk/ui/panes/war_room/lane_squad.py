"""Goal and squad of a war room, beside its lane where there is room: who, how to reach them, until when."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from csmdesk.services.war_room_view import Member, Room
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_icon

_LINE, _SMALL = 20, 16
_ICON, _TEXT = 14, 22
_MOST = 4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class LaneSquad(QWidget):
    """Painted; its words are its accessible name, and its tooltip where they are cut off."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._goal = ""
        self._members: tuple[Member, ...] = ()
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(360, 180)

    def set_room(self, room: Room) -> None:
        """Show goal and squad of a room."""
        self._goal = room.goal or self.tr("健康度回到 {limit} 以上，保持到截止日").format(
            limit=room.bands.red_words
        )
        self._members = room.squad
        said = [self.tr("目标：{goal}").format(goal=self._goal), *map(self.words_of, self._members)]
        self.setAccessibleName("\n".join(said))
        self.update()

    def words_of(self, member: Member) -> str:
        """A member as a screen reader says it."""
        day = "" if member.deadline is None else self.tr("{day:%m-%d} 到期").format(day=member.deadline)
        parts = (_who(member), member.contact, member.goal, day)
        return self.tr("，").join(part for part in parts if part)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.accessibleName(), self)
            return True
        return super().event(event)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(0, 2, self.width(), _LINE), _LEFT, self.tr("目标与小组"))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t2"))
        metrics = theme.metrics()
        lines = 1 if metrics.horizontalAdvance(self._goal) <= self.width() else 2
        # Two lines hold twice the width less what a break in the middle of a word leaves free.
        goal = metrics.elidedText(self._goal, Qt.TextElideMode.ElideRight, round(self.width() * lines * 0.95))
        painter.drawText(QRect(0, 26, self.width(), _LINE * lines), _WRAP, goal)
        top = 26 + _LINE * lines + 6
        for place, member in enumerate(self._members):
            high = _LINE + (_SMALL if member.goal else 0)
            rest = len(self._members) - place
            if place == _MOST or top + high + (_SMALL if rest > 1 else 0) > self.height() + _SMALL:
                self._draw_rest(painter, top, rest)
                break
            self._draw_member(painter, member, top)
            top += high + 4
        painter.end()

    def _draw_rest(self, painter: QPainter, top: int, rest: int) -> None:
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour("t3"))
        box = QRect(_TEXT, top, self.width() - _TEXT, _SMALL)
        painter.drawText(box, _LEFT, self.tr("还有 {count} 人").format(count=rest))

    def _draw_member(self, painter: QPainter, member: Member, top: int) -> None:
        theme = self._theme
        body, small = theme.metrics(), theme.metrics("small")
        draw_icon(painter, theme, "person", "t3", 0, top + 3, _ICON)
        right = self.width()
        if member.deadline is not None:
            day = f"{member.deadline:%m-%d}"
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t2"))
            painter.drawText(QRect(right - 48, top, 48, _LINE), _RIGHT, day)
            right -= 56
        room = right - _TEXT
        who = body.elidedText(_who(member), Qt.TextElideMode.ElideRight, room)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(_TEXT, top, room, _LINE), _LEFT, who)
        x = _TEXT + body.horizontalAdvance(who) + 10
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        if right - x > 40:
            contact = small.elidedText(member.contact, Qt.TextElideMode.ElideRight, right - x)
            painter.drawText(QRect(x, top, right - x, _LINE), _LEFT, contact)
        if member.goal:
            goal = small.elidedText(member.goal, Qt.TextElideMode.ElideRight, self.width() - _TEXT)
            painter.drawText(QRect(_TEXT, top + _LINE - 2, self.width() - _TEXT, _SMALL), _LEFT, goal)


def _who(member: Member) -> str:
    return f"{member.role_words} {member.name}".strip() if member.name else member.role_words
