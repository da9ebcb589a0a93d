"""The parts of an account's page: key figures, health dimensions and curve, contracts, usage, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from csmdesk.services.account_view import (
    ContractLine,
    CurvePoint,
    DimensionLine,
    StripFigure,
    TimelineItem,
    UsageLine,
)
from csmdesk.ui.theme import BAR, Theme
from csmdesk.ui.widgets.label import FigureLabel, Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import StatusShape, draw_shape

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FigureStrip(QWidget):
    """Four key figures side by side: label, figure with its underline, note."""

    opened = Signal(str, QRect)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = 0
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        self._labels: list[Label] = []
        self._values: list[FigureLabel] = []
        self._notes: list[Label] = []
        self._marks: list[StatusShape] = []
        self._keys = [""] * 4
        self._unders: list[QWidget] = []
        for _ in range(4):
            label = Label(theme, scale="small", role="t3")
            value = FigureLabel(theme, scale="head")
            note = Label(theme, scale="small", role="t2", elide=True)
            mark = StatusShape(theme)
            value.opened.connect(self._open)
            under = QWidget()
            line = QHBoxLayout(under)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            line.addWidget(mark)
            line.addWidget(note, 1)
            self._unders.append(under)
            self._labels.append(label)
            self._values.append(value)
            self._notes.append(note)
            self._marks.append(mark)
        self.set_columns(4)

    def set_columns(self, columns: int) -> None:
        """Four figures in a row, or two under two where there is little room."""
        if columns == self._columns:
            return
        self._columns = columns
        grid = self._grid
        for i in range(4):
            row, column = 4 * (i // columns), i % columns
            grid.addWidget(self._labels[i], row, column)
            grid.addWidget(self._values[i], row + 1, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(self._unders[i], row + 2, column)
            grid.setColumnStretch(i, 1 if i < columns else 0)
        grid.setRowMinimumHeight(3, 8 if columns < 4 else 0)

    def set_figures(self, figures: Sequence[StripFigure], *, known: bool = True) -> None:
        """Show other figures; ones not ``known`` yet open nothing."""
        for i, figure in enumerate(figures[:4]):
            self._keys[i] = figure.key
            self._labels[i].setText(figure.label)
            self._values[i].set_text(figure.value, openable=known)
            self._values[i].setAccessibleName(f"{figure.label} {figure.value} {figure.note}")
            self._notes[i].setText(figure.note)
            self._notes[i].setToolTip(figure.note)
            role = "t2"
            if figure.late:
                role = "redt" if figure.key == "decision" else "ambert"
            self._notes[i].set_role(role)
            self._marks[i].set_shape(figure.mark)

    def _open(self) -> None:
        sender = self.sender()
        if isinstance(sender, FigureLabel):
            place = QRect(sender.mapToGlobal(sender.rect().topLeft()), sender.size())
            self.opened.emit(self._keys[self._values.index(sender)], place)


class DimensionBars(RowList):
    """Name, weight, bar with a tick at 60, score."""

    _TICK = 0.6
    spoken = ("name", "weight", "score")

    def draw(self, painter: QPainter, item: DimensionLine, box: QRect) -> None:
        theme = self.theme
        metrics = theme.metrics()
        name = metrics.elidedText(item.name, Qt.TextElideMode.ElideRight, 72)
        painter.setPen(theme.colour("t1"))
        painter.drawText(box.adjusted(0, 0, -box.width() + 74, 0), _LEFT, name)
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(74, box.top(), 24, box.height()), _LEFT, item.weight)
        left, right = 104, box.width() - 34
        if right - left < 20:
            return
        bar = QRectF(left, box.center().y() - BAR / 2 + 1, right - left, BAR)
        draw_bar(painter, theme, bar, item.share, "red" if item.low else "ink")
        painter.setPen(theme.pen("t1"))
        x = left + (right - left) * self._TICK
        painter.drawLine(QLineF(x, bar.top() - 3, x, bar.bottom() + 3))

    def figure_text(self, item: DimensionLine) -> str:
        return item.score


def draw_bar(painter: QPainter, theme: Theme, bar: QRectF, share: float | None, role: str) -> None:
    """A bar 4 high: the track, and the share (0–1) of it filled."""
    radius = bar.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("track"))
    painter.drawRoundedRect(bar, radius, radius)
    if share:
        filled = QRectF(bar)
        filled.setWidth(max(bar.height(), bar.width() * min(1.0, share)))
        painter.setBrush(theme.colour(role))
        painter.drawRoundedRect(filled, radius, radius)


class HealthLine(QWidget):
    """The health of the half year against 60."""

    _AXIS = 26
    _FOOT = 24

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[CurvePoint, ...] = ()
        self.setMinimumSize(160, 108)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(204, 108)

    def set_points(self, points: tuple[CurvePoint, ...]) -> None:
        """Show another curve."""
        self._points = points
        self.setAccessibleDescription("，".join(f"{p.label} {p.value:.1f}" for p in points))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        values = [p.value for p in self._points]
        low = min(40.0, min(values) // 10 * 10)
        high = max(80.0, -(-max(values) // 10) * 10)
        left, right = self._AXIS + 6.0, self.width() - 6.0
        top, bottom = 10.0, self.height() - float(self._FOOT) - 4

        def y_of(value: float) -> float:
            return bottom - (value - low) / (high - low) * (bottom - top)

        for level in (low, 60.0, high):
            y = round(y_of(level)) + 0.5
            threshold = level == 60
            painter.setPen(theme.pen("line2" if threshold else "line", dashed=threshold))
            painter.drawLine(QLineF(self._AXIS, y, self.width(), y))
            painter.setPen(theme.colour("t3"))
            painter.drawText(QRectF(0, y - 9, self._AXIS - 6, 18), _RIGHT, f"{level:.0f}")
        step = (right - left) / max(1, len(values) - 1)
        points = [QPointF(left + i * step, y_of(value)) for i, value in enumerate(values)]
        painter.setPen(theme.pen("accent", 1.5))
        painter.drawLines([QLineF(a, b) for a, b in pairwise(points)])
        painter.setBrush(theme.colour("surface"))
        for point in points:
            painter.drawEllipse(point, 2.5, 2.5)
        painter.setPen(theme.colour("t3"))
        foot = QRectF(0, self.height() - self._FOOT, 40, self._FOOT)
        for point, shown in zip(points, self._points, strict=True):
            place = foot.translated(point.x() - 20, 0)
            if place.right() > self.width():
                place.moveRight(self.width())
                painter.drawText(place, _RIGHT, shown.label)
            else:
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown.label)
        painter.end()


class ContractRows(RowList):
    """Number, term, decision date, annual value, state."""

    row_height = 32
    separators = True
    spoken = ("code", "term", "decision", "annual", "state")
    _STATE = 136

    def draw(self, painter: QPainter, item: ContractLine, box: QRect) -> None:
        theme = self.theme
        painter.setPen(theme.colour("t1"))
        painter.drawText(QRect(0, box.top(), 76, box.height()), _LEFT, item.code)
        figure_left = self.figure_right(box) - 68
        painter.drawText(QRect(figure_left - 64, box.top(), 62, box.height()), _RIGHT, item.decision)
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
        return box.right() + 1 - self._STATE


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


class Timeline(RowList):
    """Day, kind as an icon, what happened."""

    row_height = 26
    spoken = ("day", "words")

    def draw(self, painter: QPainter, item: TimelineItem, box: QRect) -> None:
        theme = self.theme
        painter.setPen(theme.colour("t3"))
        day = 40 if len(item.day) <= 5 else 60
        painter.drawText(QRect(0, box.top(), day, box.height()), _LEFT, item.day)
        pixmap = theme.pixmap(item.icon, "t3", 14, self.devicePixelRatioF())
        painter.drawPixmap(day + 4, box.center().y() - 6, pixmap)
        painter.setPen(theme.colour("t1"))
        left = day + 26
        words = theme.metrics().elidedText(item.words, Qt.TextElideMode.ElideRight, box.width() - left)
        painter.drawText(QRect(left, box.top(), box.width() - left, box.height()), _LEFT, words)
