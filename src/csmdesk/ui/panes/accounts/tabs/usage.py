"""The usage of an account: the period's metrics, and each module with its depth and the months before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from csmdesk.services.account_view import AccountDetail, TrendLine
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.figure_strip import FigureStrip
from csmdesk.ui.panes.accounts.tabs.entries import Entries
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList, EntryPainter
from csmdesk.ui.panes.accounts.tabs.page import ListPage, Tools, insets
from csmdesk.ui.theme import BAR, INSET, Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.progress import draw_bar
from csmdesk.ui.widgets.sparkline import spark_y

_DEPTH, _COUNTS, _GAP = 48, 72, 16
_SPARK = 24
_STEP = 10
"""The trends share a scale that begins and ends at a multiple of so many per cent."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Columns(NamedTuple):
    """Where the columns of a row stand: left edge and width."""

    module: tuple[int, int]
    trend: tuple[int, int]
    bar: tuple[int, int]
    depth: tuple[int, int]
    counts: tuple[int, int]


def columns(box: QRect) -> Columns:
    """The columns in a row; the bar takes what is left, the names shrink first."""
    right = box.right() + 1
    counts = (right - _COUNTS, _COUNTS)
    depth = (counts[0] - _DEPTH, _DEPTH)
    room = depth[0] - box.left()
    module = min(112, max(72, room // 3))
    trend = min(120, max(64, room // 3))
    left = box.left() + module + _GAP // 2
    bar = left + trend + _GAP
    return Columns((box.left(), module), (left, trend), (bar, depth[0] - bar - 4), depth, counts)


def scale_of(lines: Sequence[TrendLine]) -> tuple[float, float]:
    """The depths (0–1) at the foot and the top of every trend, so that they can be compared."""
    known = [value for line in lines for value in line.trend if value is not None]
    if not known:
        return 0.0, 1.0
    low = min(known) * 100 // _STEP * _STEP
    high = -(-max(known) * 100 // _STEP) * _STEP
    return max(0.0, min(low, high - 2 * _STEP)) / 100, high / 100


class ModulePainter(EntryPainter):
    """Module, the months, the last day as a bar, depth, active of provisioned."""

    row_height = 36
    scale = (0.0, 1.0)

    def draw(self, painter: QPainter, item: TrendLine, box: QRect) -> None:
        at = columns(box)
        top, high = box.top(), box.height()
        self.text(painter, QRect(at.module[0], top, at.module[1] - 4, high), item.module)
        self._trend(painter, item, QRectF(at.trend[0], top + (high - _SPARK) / 2, at.trend[1], _SPARK))
        if item.share is not None and not item.note:
            bar = QRectF(at.bar[0], box.center().y() - BAR / 2 + 1, at.bar[1], BAR)
            draw_bar(painter, self.theme, bar, item.share, "ink")
        elif item.note:
            self.text(painter, QRect(at.bar[0], top, at.bar[1], high), item.note, "ambert", scale="small")
        if item.share is not None:
            self.figure(painter, self.spots(item, box)["figure"], item.depth)
        else:
            self.text(painter, QRect(at.depth[0], top, at.depth[1], high), item.depth, "t3", right=True)
        self.text(painter, QRect(at.counts[0], top, at.counts[1], high), item.counts, "t3", right=True)

    def _trend(self, painter: QPainter, item: TrendLine, box: QRectF) -> None:
        theme = self.theme
        low, high = self.scale
        step = box.width() / max(1, len(item.trend) - 1)
        points = [
            None
            if value is None
            else QPointF(box.left() + i * step, box.top() + spark_y(value, _SPARK, low, high))
            for i, value in enumerate(item.trend)
        ]
        painter.setPen(theme.pen("t3", 1.25))
        for a, b in pairwise(points):
            if a is not None and b is not None:
                painter.drawLine(a, b)
        known = [point for point in points if point is not None]
        if known:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("t2"))
            painter.drawEllipse(known[-1], 2, 2)

    def spots(self, item: TrendLine, box: QRect) -> Mapping[str, QRect]:
        if item.share is None:
            return {}
        depth = columns(box).depth
        return {"figure": self.figure_box(item.depth, depth[0] + depth[1], box.top(), box.height())}


class ModuleHead(QWidget):
    """The heads of the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._months = ""
        self._range = ""
        self.setFixedHeight(28)

    def set_trend(self, months: str, range_: str) -> None:
        """What the trends are over, and the depths at their foot and top."""
        self._months, self._range = months, range_
        self.setToolTip(f"{months}  {range_}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        box = self.rect().adjusted(INSET, 0, -INSET, 0)
        at = columns(box)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        metrics = theme.metrics("small")

        def head(left: int, width: int, words: str, flag: Qt.AlignmentFlag) -> None:
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, 0, width, self.height()), flag, shown)

        head(*at.module, self.tr("模块"), _LEFT)
        room = at.depth[0] - at.trend[0] - 4
        trend = f"{self._months}  {self._range}"
        head(at.trend[0], room, trend if metrics.horizontalAdvance(trend) <= room else self._months, _LEFT)
        head(*at.depth, self.tr("深度"), _RIGHT)
        head(*at.counts, self.tr("活跃/开通"), _RIGHT)
        draw_rule(painter, theme, "line2", box.left(), self.height() - 1, box.width())
        painter.end()


class UsagePage(ListPage):
    """Figures by the metrics' definitions, then module by module. Enter opens a module's days."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.strip = FigureStrip(tools.theme)
        self.strip.opened.connect(self.figure_opened)
        self.strip.setContentsMargins(*insets(12, 8))
        self.head = ModuleHead(tools.theme)
        self._painter = ModulePainter(tools.theme)
        model: Entries[TrendLine] = Entries(_key, _words)
        self.rows = EntryList(tools.theme, model, self._painter, self.tr("按模块的使用"))
        self.empty = self.empty_words(
            self.tr("还没有使用数据。"), self.tr("导入功能使用表以后，各模块的深度和广度会列在这里。")
        )
        self.column.addWidget(self.strip)
        self.column.addWidget(self.head)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.empty, 1)
        self.rows.opened.connect(self._open)
        self.rows.spot_clicked.connect(self._open_spot)
        self.rows.menu_asked.connect(self.open_menu)

    def fill(self, detail: AccountDetail, *, same: bool) -> None:
        use = detail.use
        self._painter.scale = scale_of(use.lines)
        low, high = (round(value * 100) for value in self._painter.scale)
        self.head.set_trend(use.months, f"{low}–{high}%")
        self.strip.set_figures(use.figures)
        for part in (self.strip, self.head):
            part.setVisible(bool(use.lines))
        self.show_rows(use.lines, same=same)

    def row_actions(self) -> list[Action]:
        if self.rows.current is None:
            return []
        words = self.tr("看依据：{code}").format(code=self.rows.current.module)
        return [Action("evidence", words, self._open_current, "", "eye")]

    def _open_current(self) -> None:
        if self.rows.current is not None:
            self._open(self.rows.current)

    def _open(self, item: TrendLine) -> None:
        self.figure_opened.emit(item.key, self.rows.place_of(item.key, "figure"))

    def _open_spot(self, item: TrendLine, _spot: str, place: QRect) -> None:
        self.figure_opened.emit(item.key, place)


def _key(item: TrendLine) -> str:
    return item.key


def _words(item: TrendLine) -> str:
    return "  ".join(part for part in (item.module, item.depth, item.counts, item.note, item.words) if part)
