"""The health line of a war room: the half year against the red limit, with marks for what happened."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QEvent, QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csmdesk.domain.health import BANDS
from csmdesk.services.account_view import CurvePoint
from csmdesk.services.war_room_view import EventMark, Room
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.focus import Ringed, stepped
from csmdesk.ui.widgets.shapes import role_of

HEIGHT = 76

_TOP, _FOOT = 4, 42
"""Where the highest and the lowest score stand."""
_MARKS, _ICON = 46, 12
_LABELS, _LABEL = 60, 16
_AXIS = 24
"""The room of the number at the left."""
_EDGE = 6.0
_LOW, _HIGH = 40.0, 100.0
"""The scores at the foot and the top, the same in every lane so that lines compare."""
_MANY = 30
_BETWEEN = 44
"""Pixels from one month to the next that is written out."""
_CENTER = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WEIGHT = ("room", "contact", "ticket", "touch")
"""Of events that share a mark, the first of these gives its icon."""
_ICONS = {"ticket": "ticket", "contact": "person", "touch": "touch", "room": "war"}


class _Stop(NamedTuple):
    """A place on the line that can be asked: a score or events of nearly the same day."""

    x: float
    words: str
    score: bool


class LaneLine(Ringed, QWidget):
    """The pointer, or ← →, say the day and score or event; several events in one place share a mark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[CurvePoint, ...] = ()
        self._marks: tuple[EventMark, ...] = ()
        self._bands = BANDS
        self._ground = "surface"
        self._end = "accent"
        self._hot: _Stop | None = None
        self._stops: list[_Stop] = []
        self._icons: list[tuple[float, str]] = []
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(96)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name_it()

    def sizeHint(self) -> QSize:
        return QSize(180, HEIGHT)

    # --- content --------------------------------------------------------------------------------------------

    def set_room(self, room: Room) -> None:
        """Show the line of a room."""
        self._end = role_of(room.mark) if room.mark else "accent"
        self._points, self._marks, self._bands = room.curve, room.marks, room.bands
        self._hot = None
        said = [point.words for point in self._points if point.value is not None]
        self.setAccessibleDescription("\n".join([*said, *(mark.words for mark in self._marks)]))
        self._place()
        self._name_it()
        self.update()

    def set_ground(self, role: str) -> None:
        """The ground that the points are filled with."""
        self._ground = role
        self.update()

    @property
    def hot(self) -> str:
        """What is being said, '' for nothing."""
        return self._hot.words if self._hot is not None else ""

    @property
    def mark_count(self) -> int:
        """The number of marks that are drawn."""
        return len(self._icons)

    def _name_it(self) -> None:
        name = self.tr("健康度走势")
        self.setAccessibleName(
            self.tr("{name}：{value}").format(name=name, value=self.hot) if self.hot else name
        )

    # --- places ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QEvent) -> None:
        self._hot = None
        self._place()

    def _place(self) -> None:
        """Where scores and events stand; events closer than their marks are wide share one."""
        scores = [
            _Stop(self.x_of(point.day), point.words, True)
            for point in self._points
            if point.value is not None
        ]
        held: list[tuple[float, list[EventMark]]] = []
        for mark in sorted(self._marks, key=lambda each: each.day) if self._points else ():
            x = self.x_of(mark.day)
            if held and x - held[-1][0] < _ICON + 1:
                held[-1][1].append(mark)
            else:
                held.append((x, [mark]))
        self._icons = [
            (x, _ICONS[min((mark.kind for mark in marks), key=_WEIGHT.index)]) for x, marks in held
        ]
        events = [_Stop(x, self.tr("；").join(mark.words for mark in marks), False) for x, marks in held]
        self._stops = sorted([*scores, *events])

    def x_of(self, day: date) -> float:
        """Where a day stands from left to right; days beyond the ends stand at the ends."""
        first, last = self._points[0].day, self._points[-1].day
        left, right = _AXIS + _EDGE, self.width() - _EDGE
        days = (last - first).days
        if days <= 0:
            return right
        return left + (right - left) * min(max((day - first).days, 0), days) / days

    def _y(self, value: float, low: float) -> float:
        return _FOOT - (value - low) / (_HIGH - low) * (_FOOT - _TOP)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        values = [point.value for point in self._points if point.value is not None]
        low = min([_LOW, *values])
        limit = round(self._y(float(self._bands.red_below), low)) + 0.5
        painter.setPen(self._theme.pen("control", dashed=True))
        painter.drawLine(QLineF(_AXIS, limit, self.width(), limit))
        painter.setPen(self._theme.colour("t3"))
        painter.drawText(QRectF(0, limit - 9, _AXIS - 6, 18), _RIGHT, self._bands.red_words)
        if self._points:
            self._draw_room(painter)
            self._draw_line(painter, low)
        for x, icon in self._icons:
            draw_icon(painter, self._theme, icon, "t3", x - _ICON / 2, _MARKS, _ICON)
        if self.hot:
            self._draw_words(painter)
        elif self._points:
            self._draw_months(painter)
        painter.end()

    def _draw_room(self, painter: QPainter) -> None:
        """A line down from the day on which the room was opened."""
        for mark in self._marks:
            if mark.kind == "room":
                draw_rule(painter, self._theme, "control", self.x_of(mark.day), 2, _MARKS - 2, upright=True)

    def _draw_line(self, painter: QPainter, low: float) -> None:
        theme = self._theme
        places = [
            None if p.value is None else QPointF(self.x_of(p.day), self._y(p.value, low))
            for p in self._points
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for (a, from_), (b, to) in pairwise(zip(places, self._points, strict=True)):
            if a is not None and b is not None:
                painter.setPen(theme.pen("accent", 1.5, dashed=from_.override and to.override))
                painter.drawLine(a, b)
        hot = self._hot.x if self._hot is not None and self._hot.score else -1.0
        last = max((i for i, place in enumerate(places) if place is not None), default=-1)
        for index, place in enumerate(places):
            if place is None or (len(places) > _MANY and index != last and place.x() != hot):
                continue
            if index == last:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(self._end))
                painter.drawEllipse(place, 3.5, 3.5)
            else:
                painter.setPen(theme.pen("accent", 1.5))
                painter.setBrush(theme.colour("accent" if place.x() == hot else self._ground))
                painter.drawEllipse(place, 2.5, 2.5)

    def _draw_months(self, painter: QPainter) -> None:
        """The first and the last month, and between them as many as there is room for."""
        painter.setPen(self._theme.colour("t3"))
        named = [(self.x_of(point.day), point.label) for point in self._points if point.label]
        if not named:
            return
        metrics = self._theme.metrics("small")
        taken: list[float] = []
        for x, label in (named[-1], *named[:-1][:1], *reversed(named[1:-1])):
            if all(abs(x - other) >= _BETWEEN for other in taken):
                taken.append(x)
                wide = metrics.horizontalAdvance(label) + 2
                left = min(max(x - wide / 2, 0), self.width() - wide)
                painter.drawText(QRectF(left, _LABELS, wide, _LABEL), _CENTER, label)

    def _draw_words(self, painter: QPainter) -> None:
        """What is under the pointer, in the place of the months."""
        painter.setPen(self._theme.colour("t2"))
        box = QRectF(_EDGE, _LABELS, self.width() - 2 * _EDGE, _LABEL)
        metrics = self._theme.metrics("small")
        words = metrics.elidedText(self.hot, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(
            box, _RIGHT if self._hot is not None and self._hot.x > self.width() / 2 else _LEFT, words
        )

    def ring_box(self) -> tuple[Theme, QRect] | None:
        return self._theme, QRect(4, 2, self.width() - 8, HEIGHT - 1)

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _heat(self, stop: _Stop | None) -> None:
        if stop != self._hot:
            self._hot = stop
            self._name_it()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        wanted = [stop for stop in self._stops if stop.score == (place.y() < _MARKS - 2)]
        near = min(wanted, key=lambda stop: abs(stop.x - place.x()), default=None)
        reach = self.width() if place.y() < _MARKS - 2 else _ICON
        self._heat(near if near is not None and abs(near.x - place.x()) <= reach else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._heat(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        start = self._stops.index(self._hot) if self._hot in self._stops else len(self._stops)
        to = stepped(event, start, len(self._stops) + (self._hot is None))
        if to is None or not self._stops:
            super().keyPressEvent(event)
            return
        self.show_ring()
        self._heat(self._stops[min(to, len(self._stops) - 1)])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            # Words that are cut off in the line are whole here.
            room = self._theme.metrics("small").horizontalAdvance(self.hot)
            QToolTip.showText(event.globalPos(), self.hot if room > self.width() - 2 * _EDGE else "", self)
            return True
        return super().event(event)
