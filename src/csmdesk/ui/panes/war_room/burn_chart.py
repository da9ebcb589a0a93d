"""The burn-down of war rooms: the cards not yet done at the end of each day, against all there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.services.burn_down import BurnPoint
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.focus import Ringed, draw_ring, stepped

_HEIGHT = 104
_TOP, _FOOT, _AXIS, _EDGE = 22, 20, 24, 6.0
_SMALL = 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BurnChart(Ringed, QWidget):
    """Open cards as a line in the accent, all cards dashed, the even pace down to the deadline in grey.

    The pointer, or ← →, say the numbers of a day; else those of the last day are said.
    """

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._points: tuple[BurnPoint, ...] = ()
        self._until: date | None = None
        self._hot = -1
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(160)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name_it()

    def sizeHint(self) -> QSize:
        return QSize(260, _HEIGHT)

    # --- content --------------------------------------------------------------------------------------------

    def set_points(self, points: Sequence[BurnPoint], until: date | None = None) -> None:
        """Show other days; ``until`` is the deadline by which nothing is to be left."""
        self._points = tuple(points)
        self._until = until
        self._hot = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if points else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription("\n".join(map(self.words_of, self._points)))
        self._name_it()
        self.update()

    def words_of(self, point: BurnPoint) -> str:
        """A day in words."""
        return self.tr("{day}，未完成 {open}，共 {all}").format(
            day=display.day_words(point.day, self._language), open=point.open, all=point.all
        )

    @property
    def said(self) -> str:
        """What is written at the top: the day under the pointer, or the last one."""
        return self.words_of(self._points[self._hot]) if self._points else ""

    def _name_it(self) -> None:
        name = self.tr("燃尽图")
        self.setAccessibleName(
            self.tr("{name}：{value}").format(name=name, value=self.said) if self.said else name
        )

    # --- places ---------------------------------------------------------------------------------------------

    def _last(self) -> date:
        end = self._points[-1].day
        return end if self._until is None else max(end, self._until)

    def x_of(self, day: date) -> float:
        """Where a day stands from left to right."""
        first, last = self._points[0].day, self._last()
        left, right = _AXIS + _EDGE, self.width() - _EDGE
        days = (last - first).days
        return left + (right - left) * (day - first).days / days if days else left

    def _y(self, count: float) -> float:
        most = max(1, *(point.all for point in self._points))
        bottom = self.height() - _FOOT
        return bottom - count / most * (bottom - _TOP)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        if not self._points:
            painter.drawText(QRectF(0, 0, self.width(), _SMALL), _LEFT, self.tr("还没有任务。"))
            painter.end()
            return
        painter.drawText(QRectF(0, 0, self.width(), _SMALL), _RIGHT, self.said)
        self._draw_axis(painter)
        self._draw_lines(painter)
        if self.ring:
            draw_ring(painter, self, theme)
        painter.end()

    def _draw_axis(self, painter: QPainter) -> None:
        theme = self._theme
        most = max(point.all for point in self._points)
        for count in sorted({0, most}):
            y = self._y(count)
            draw_rule(painter, theme, "line", _AXIS, y, self.width() - _AXIS)
            painter.setPen(theme.colour("t3"))
            painter.drawText(QRectF(0, y - 9, _AXIS - 6, 18), _RIGHT, str(count))
        foot = QRectF(_AXIS, self.height() - _FOOT + 2, self.width() - _AXIS, _SMALL)
        painter.setPen(theme.colour("t3"))
        painter.drawText(foot, _LEFT, f"{self._points[0].day:%m-%d}")
        painter.drawText(foot, _RIGHT, f"{self._last():%m-%d}")

    def _draw_lines(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        first = self._points[0]
        if self._until is not None and self._until > first.day:
            painter.setPen(theme.pen("line2"))
            start, end = (
                QPointF(self.x_of(first.day), self._y(first.all)),
                QPointF(self.x_of(self._until), self._y(0)),
            )
            painter.drawLine(start, end)
        xs = [self.x_of(point.day) for point in self._points]
        rows = zip(xs, self._points, strict=True)
        lines = [(QPointF(x, self._y(p.all)), QPointF(x, self._y(p.open))) for x, p in rows]
        painter.setPen(theme.pen("ink", 1.0, dashed=True))
        painter.drawPolyline(QPolygonF([top for top, _ in lines]))
        painter.setPen(theme.pen("accent", 1.5))
        painter.drawPolyline(QPolygonF([open_ for _, open_ in lines]))
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(lines[self._hot][1], 2.5, 2.5)

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _heat(self, index: int) -> None:
        if index != self._hot:
            self._hot = index
            self._name_it()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        places = range(len(self._points))
        self._heat(min(places, key=lambda i: abs(self.x_of(self._points[i].day) - x), default=-1))

    def leaveEvent(self, event: QEvent) -> None:
        self._heat(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        start = self._hot % len(self._points) if self._points else 0
        to = stepped(event, start, len(self._points))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.show_ring()
            self._heat(to)
