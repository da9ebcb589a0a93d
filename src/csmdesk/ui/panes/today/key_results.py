"""The key results: where each stands against what the period owes, as figures and as a bar with a tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from csmdesk.services.today_view import KeyResult
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.focus import is_enter
from csmdesk.ui.widgets.progress import draw_bar
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LINE, _TOP, _BAR_TOP, _BAR, _OVER = 20, 6, 30, 3, 3
_GAP = 12
_NAME = 112
"""A name has at least so much room before the target goes."""
_ROLES = {"met": "ink", "unknown": "ink", "behind": "amber", "missed": "red"}
"""In which role the bar is drawn: what needs no attention stays grey."""


class _Rights(NamedTuple):
    """The widths of the columns at the right."""

    verdict: int
    share: int
    target: int
    value: int


class KeyResults(RowList):
    """``figure_opened(metric, place)`` asks for evidence, ``path_asked(result)`` (Enter) for the way there.

    ``pointed(result)`` is the row that the pointer or the keyboard is on.
    """

    row_height = 40
    spoken = ("spoken",)

    path_asked = Signal(object)
    pointed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rights = _Rights(0, 0, 0, 0)
        self._named = 0
        self._over = -1
        self.setAccessibleName(self.tr("关键结果"))

    def show_results(self, results: Sequence[KeyResult]) -> None:
        """Show other key results; the columns are as wide as they need."""
        self.set_items(results)
        metrics = self.theme.metrics()

        def widest(texts: Sequence[str], *, bold: bool = False) -> int:
            measured = self.theme.metrics(bold=True) if bold else metrics
            return max((measured.horizontalAdvance(text) + 1 for text in texts), default=0)

        self._rights = _Rights(
            widest([each.verdict_words for each in results]) + SIZE + 6,
            widest([each.share_words for each in results]),
            widest([each.target_words for each in results]),
            widest([each.value for each in results], bold=True),
        )
        self._named = widest([each.name for each in results])

    def result(self, index: int) -> KeyResult | None:
        """A key result by its row."""
        found = self.items[index] if 0 <= index < len(self.items) else None
        return found if isinstance(found, KeyResult) else None

    def of_metric(self, metric: str) -> KeyResult | None:
        """A key result by its metric."""
        return next((each for each in self.items if each.metric == metric), None)

    # --- painting -------------------------------------------------------------------------------------------

    @property
    def _targets(self) -> bool:
        """Whether there is room for the targets; the names come first."""
        left = self.width() - sum(self._rights) - 4 * _GAP
        return left >= min(self._named, _NAME)

    @property
    def _value_right(self) -> int:
        """Where the values end."""
        wide = self._rights
        right = self.width() - wide.verdict - wide.share - 2 * _GAP
        return right - wide.target - _GAP if self._targets else right

    def draw(self, painter: QPainter, item: KeyResult, box: QRect) -> None:
        theme = self.theme
        wide, right = self._rights, box.width()
        top = box.top() + _TOP
        painter.setPen(theme.colour("t1"))
        words = QRect(0, top, max(0, self._value_right - wide.value - _GAP), _LINE)
        painter.drawText(
            words, _LEFT, theme.metrics().elidedText(item.name, Qt.TextElideMode.ElideRight, words.width())
        )
        left = right - wide.verdict
        shares = left - _GAP
        if self._targets:
            painter.setPen(theme.colour("t3"))
            targets = QRect(0, top, shares - wide.share - _GAP, _LINE)
            painter.drawText(targets, _RIGHT, item.target_words)
            painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(0, top, shares, _LINE), _RIGHT, item.share_words)
        if item.mark:
            draw_shape(painter, theme, item.mark, left, top + (_LINE - SIZE) / 2)
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(left + SIZE + 6, top, wide.verdict, _LINE), _LEFT, item.verdict_words)
        bar = QRectF(0, box.top() + _BAR_TOP, right, _BAR)
        draw_bar(painter, theme, bar, item.bar, _ROLES[item.verdict])
        x = min(right - 1.0, right * item.tick)
        draw_rule(painter, theme, "t1", x, bar.top() - _OVER, _BAR + 2 * _OVER, upright=True)
        painter.setFont(theme.font(bold=True))  # for the figure, which is drawn next

    def figure_text(self, item: KeyResult) -> str:
        return item.value

    def figure_box(self, index: int) -> QRect:
        text = self.figure_text(self.items[index])
        metrics = self.theme.metrics(bold=True)
        width = metrics.horizontalAdvance(text)
        top = self.row_box(index).top() + _TOP + (_LINE - metrics.height()) // 2
        return QRect(self._value_right - width, top, width, metrics.height())

    def _draw_row(self, painter: QPainter, index: int, box: QRect) -> None:
        super()._draw_row(painter, index, box)
        painter.setFont(self.theme.font())

    def _open(self, index: int) -> None:
        result, box = self.result(index), self.figure_box(index)
        if result is not None:
            self.figure_opened.emit(result.metric, QRect(self.mapToGlobal(box.topLeft()), box.size()))

    # --- pointer and keys -----------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(self.index_at(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def _point(self, index: int) -> None:
        if index != self._over:
            self._over = index
            self.pointed.emit(self.result(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.result(self.current)
        if is_enter(event) and here is not None and here.goal:
            self.path_asked.emit(here)
            return
        super().keyPressEvent(event)
        self.pointed.emit(self.result(self.current))
