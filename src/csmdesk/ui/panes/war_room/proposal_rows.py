"""Accounts that fell below 60 and have no war room, a row each; the evidence opens below its row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from csmdesk.services.war_room_view import EvidenceLine, Proposal
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.focus import is_enter
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

ROW = 36

_LINE, _FOOT = 24, 8
_ARROW = 12
_NAME = INSET + SIZE + 9
_MOST_NAME = 220
_BAR = 2
_DAY = 52
_ICONS = {
    "dimension": "health",
    "ticket": "ticket",
    "contact": "person",
    "touch": "touch",
    "usage": "plan",
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ProposalRows(RowList):
    """↑ ↓ Home End move. A click, Space and → open the evidence of a row, ← closes it; one is open at most.

    ``moved(account)`` follows the current row, ``wanted(account)`` is Enter on it.
    """

    moved = Signal(int)
    wanted = Signal(int)
    resized = Signal()

    row_height = ROW
    rows_open = True
    unfolded = 0
    """The account whose evidence is shown; 0 for none."""

    def set_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show other rows; the current one and the open one stay where they are still there."""
        before, place = self.account, self.current
        ids = [proposal.account_id for proposal in proposals]
        if self.unfolded not in ids:
            self.unfolded = 0
        self._put(proposals, ids.index(before) if before in ids else min(place, max(0, len(ids) - 1)))

    def _put(self, proposals: Sequence[Proposal], current: int) -> None:
        self.setAccessibleName(self.tr("跌破红线的客户"))
        self._said = ""
        self.set_items(proposals)
        self._current = current
        self._name_it()
        self.moved_ring()
        self.resized.emit()

    @property
    def account(self) -> int:
        """The account of the current row, 0 without any."""
        return int(self.items[self.current].account_id) if self.items else 0

    @property
    def proposal(self) -> Proposal | None:
        """The current row."""
        return self.items[self.current] if self.items else None

    def set_current(self, account_id: int) -> None:
        """Go to the row of an account without a signal; one that has none is passed over."""
        for index, proposal in enumerate(self.items):
            if proposal.account_id == account_id and index != self.current:
                self._current = index
                self._name_it()
                self.moved_ring()
                self.update()

    def unfold(self, account_id: int) -> None:
        """Show the evidence of an account; 0 closes it."""
        if account_id != self.unfolded:
            self.unfolded = account_id
            self._put(self.items, self.current)

    # --- rows -----------------------------------------------------------------------------------------------

    def row_key(self, item: Proposal) -> int:
        return item.account_id

    def height_of(self, item: Proposal) -> int:
        return ROW + (_LINE * max(1, len(item.lines)) + _FOOT if item.account_id == self.unfolded else 0)

    def read_out(self, item: Proposal) -> str:
        parts = [item.account, item.headline, item.source]
        if item.account_id == self.unfolded:
            parts += [line.words for line in item.lines]
        return self.tr("，").join(part for part in parts if part)

    def draw(self, painter: QPainter, item: Proposal, box: QRect) -> None:
        theme = self.theme
        current = self.items[self.current] is item
        open_ = item.account_id == self.unfolded
        if current:
            focused = self.hasFocus()
            theme.fill(painter, "sel" if focused else "hover", 0, box.top(), box.width(), box.height())
            theme.fill(painter, "accent" if focused else "line2", 0, box.top(), _BAR, box.height())
        elif item is self.hot:
            theme.fill(painter, "hover", 0, box.top(), box.width(), box.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = box.top() + ROW / 2
        draw_icon(painter, theme, "down" if open_ else "right", "t3", 7, middle - _ARROW / 2, _ARROW)
        draw_shape(painter, theme, item.mark or "red", INSET, middle - SIZE / 2)
        right = box.width() - INSET
        small = theme.metrics("small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        line = QRect(_NAME, box.top(), right - _NAME, ROW)
        painter.drawText(line, _RIGHT, item.source)
        bold = theme.metrics(bold=True)
        room = min(_MOST_NAME, line.width() // 2)
        name = bold.elidedText(item.account, Qt.TextElideMode.ElideRight, room)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        painter.drawText(line, _LEFT, name)
        taken = bold.horizontalAdvance(name) + 12
        said = QRectF(line).adjusted(taken, 0, -small.horizontalAdvance(item.source) - 12, 0)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("redt"))
        metrics = theme.metrics()
        words = metrics.elidedText(item.headline, Qt.TextElideMode.ElideRight, max(0, int(said.width())))
        painter.drawText(said, _LEFT, words)
        if open_:
            self._draw_lines(painter, item.lines, box)

    def _draw_lines(self, painter: QPainter, lines: Sequence[EvidenceLine], box: QRect) -> None:
        theme = self.theme
        room = QRect(_NAME, box.top() + ROW, box.width() - _NAME - INSET, _LINE)
        if not lines:
            painter.setPen(theme.colour("t3"))
            painter.drawText(room, _LEFT, self.tr("跌破之前没有查到其他变化。"))
            return
        metrics = theme.metrics()
        for line in lines:
            icon = _ICONS.get(line.kind, "log")
            draw_icon(painter, theme, icon, "t3", _NAME, room.center().y() - 6, 14)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            day = "" if line.day is None else f"{line.day:%m-%d}"
            painter.drawText(room.adjusted(24, 0, 0, 0), _LEFT, day)
            painter.setFont(theme.font())
            painter.setPen(theme.colour("t2"))
            words = room.adjusted(24 + _DAY, 0, 0, 0)
            cut = metrics.elidedText(line.words, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, _LEFT, cut)
            room.translate(0, _LINE)

    # --- pointer and keys -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(int(event.position().y()))
        if index < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        account = self.items[index].account_id
        self.set_current(account)
        self.moved.emit(account)
        self.unfold(0 if account == self.unfolded else account)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.account
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if is_enter(event) and before:
            self.wanted.emit(before)
        elif plain and event.key() == Qt.Key.Key_Space:
            self.unfold(0 if before == self.unfolded else before)
        elif plain and event.key() == Qt.Key.Key_Right:
            self.unfold(before)
        elif plain and event.key() == Qt.Key.Key_Left:
            self.unfold(0)
        else:
            super().keyPressEvent(event)
            if self.account != before:
                self.moved.emit(self.account)
