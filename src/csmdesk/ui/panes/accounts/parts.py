"""The short lists of an account's overview: health dimensions, contracts, usage."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from csmdesk.services.account_view import ContractLine, DimensionLine, UsageLine
from csmdesk.ui.theme import BAR
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.progress import draw_bar
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import draw_shape

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DimensionBars(RowList):
    """Name, weight, bar with a tick where red ends, score; a missing one has the reason in its place."""

    _WEIGHT, _SCORE = 34, 40
    spoken = ("name", "weight", "score", "note")

    def draw(self, painter: QPainter, item: DimensionLine, box: QRect) -> None:
        theme = self.theme
        metrics = theme.metrics()
        missing = item.share is None
        name_room = min(112, max(66, box.width() // 3))
        name = metrics.elidedText(item.name, Qt.TextElideMode.ElideRight, name_room)
        painter.setPen(theme.colour("t3" if missing else "t1"))
        painter.drawText(QRect(0, box.top(), name_room, box.height()), _LEFT, name)
        left = min(name_room, max(66, max(metrics.horizontalAdvance(i.name) for i in self.items) + 1)) + 8
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(left, box.top(), self._WEIGHT, box.height()), _LEFT, item.weight)
        left += self._WEIGHT
        right = box.width() - self._SCORE
        if right - left < 20:
            return
        if missing:
            small = theme.metrics("small")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("ambert"))
            note = small.elidedText(item.note, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, box.top(), right - left, box.height()), _LEFT, note)
            painter.setFont(theme.font())
            return
        bar = QRectF(left, box.center().y() - BAR / 2 + 1, right - left, BAR)
        draw_bar(painter, theme, bar, item.share, "red" if item.low else "ink")
        x = left + (right - left) * item.tick
        draw_rule(painter, theme, "t1", x, bar.top() - 3, BAR + 6, upright=True)

    def figure_text(self, item: DimensionLine) -> str:
        return item.score


class ContractRows(RowList):
    """Number, term, decision date, annual value, state."""

    row_height = 32
    separators = True
    spoken = ("code", "term", "decision", "annual", "state")
    _STATE, _BESIDE = 136, 206
    """The least room of shape and state, and what number, decision date and annual value take."""

    def draw(self, painter: QPainter, item: ContractLine, box: QRect) -> None:
        theme = self.theme
        painter.setPen(theme.colour("t1"))
        annual = theme.metrics().horizontalAdvance(item.annual)
        figure_left = self.figure_right(box) - max(68, annual + 10)
        painter.drawText(QRect(figure_left - 60, box.top(), 58, box.height()), _RIGHT, item.decision)
        code_width = min(76, figure_left - 62)
        code = theme.metrics().elidedText(item.code, Qt.TextElideMode.ElideRight, code_width)
        painter.drawText(QRect(0, box.top(), code_width, box.height()), _LEFT, code)
        term_left = 76 if figure_left > 264 else 70
        term_width = figure_left - 64 - term_left
        if term_width >= theme.metrics().horizontalAdvance(item.term):
            painter.setPen(theme.colour("t2"))
            painter.drawText(QRect(term_left, box.top(), term_width, box.height()), _LEFT, item.term)
        left = self.figure_right(box) + 20
        draw_shape(painter, theme, item.mark or "unscored", left, box.center().y() - 4)
        painter.setPen(theme.colour("t1"))
        width = box.right() - left - 16
        state = theme.metrics().elidedText(item.state, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left + 17, box.top(), width, box.height()), _LEFT, state)

    def figure_text(self, item: ContractLine) -> str:
        return item.annual

    def figure_right(self, box: QRect) -> int:
        metrics = self.theme.metrics()
        widest = max((metrics.horizontalAdvance(item.state) for item in self.items), default=0) + 39
        room = max(self._STATE, min(widest, box.width() - self._BESIDE))
        return box.right() + 1 - room


class UsageRows(RowList):
    """Module, bar, depth, active of provisioned."""

    row_height = 26
    spoken = ("module", "depth", "counts")
    _COUNTS = 68

    def draw(self, painter: QPainter, item: UsageLine, box: QRect) -> None:
        theme = self.theme
        painter.setPen(theme.colour("t1"))
        name = theme.metrics().elidedText(item.module, Qt.TextElideMode.ElideRight, 68)
        painter.drawText(QRect(0, box.top(), 72, box.height()), _LEFT, name)
        bar_right = self.figure_right(box) - 44
        if bar_right > 90:
            bar = QRectF(72, box.center().y() - BAR / 2 + 1, bar_right - 72, BAR)
            draw_bar(painter, theme, bar, item.share, "ink")
        painter.setPen(theme.colour("t3"))
        counts = QRect(box.right() + 1 - self._COUNTS, box.top(), self._COUNTS, box.height())
        painter.drawText(counts, _RIGHT, item.counts)

    def figure_text(self, item: UsageLine) -> str:
        return item.depth

    def figure_right(self, box: QRect) -> int:
        return box.right() + 1 - self._COUNTS
