"""The trend of a metric: its curve with target, team and the year before; the month under the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf, isfinite, nan
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.panes.plan.measures.plot import classes, load
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import Ringed, draw_ring

if TYPE_CHECKING:
    from csmdesk.domain.text import Language
    from csmdesk.services.measure_view import Trend, TrendPoint

_ROOM = 0.08
"""So much of the span of values is left free above and below."""
_MARK = 6
_AXIS = 64


class TrendChart(Ringed, QWidget):
    """Shows a ``Trend``. ``pointed(place)`` is the month under the pointer or the keys, -1 for none.
    ``ranged``: more or fewer months are seen.

    ← and → go from month to month, + and − zoom, 0 shows all again; so do the wheel, drawing over some months
    and a double click. pyqtgraph must have been loaded.
    """

    pointed = Signal(int)
    ranged = Signal()

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._trend: Trend | None = None
        self._place = -1
        self.with_before, self.with_team = True, True
        pg, made = load(), classes()
        self._pg = pg
        self.months, self.values, self.box = made.months(), made.values(), made.box()
        # Not a plot widget: that brings menus of its own, in English, which outlive it.
        self.plot = pg.GraphicsView(self)
        grid = pg.GraphicsLayout()
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setSpacing(0)
        grid.addItem(self.values, 0, 0)
        grid.addItem(self.box, 0, 1)
        grid.addItem(self.months, 1, 1)
        self.months.linkToView(self.box)
        self.values.linkToView(self.box)
        self.plot.setCentralItem(grid)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.scene().sigMouseMoved.connect(self._moved)
        self.plot.scene().contextMenu = []
        self.box.sigXRangeChanged.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.addWidget(self.plot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(160)
        self._items: list[Any] = []
        self._ends: list[tuple[Any, list[float], float]] = []
        """The names of the curves, with their values and how far the last of them reaches."""
        self._cursor: Any = None
        theme.changed.connect(self._restyle)
        self._style_axes()

    # --- content --------------------------------------------------------------------------------------------

    @property
    def trend(self) -> Trend | None:
        """What is shown."""
        return self._trend

    @property
    def place(self) -> int:
        """The month that is pointed at; -1 for none."""
        return self._place

    def set_trend(self, trend: Trend) -> None:
        """Show another trend, all of it; another count of the same one keeps what is seen of it."""
        before, self._trend = self._trend, trend
        self.months.words = [_month_words(point.name, self._language) for point in trend.points]
        self.values.write = self._write
        self._draw()
        same = before is not None and (before.key, len(before.points)) == (trend.key, len(trend.points))
        if not same:
            self.box.set_months(len(trend.points))
            self.box.show_all()
            self._point_at(-1)
        self._fit()

    def set_lines(self, *, before: bool, team: bool) -> None:
        """Show the year before and the team's numbers, or leave them out."""
        self.with_before, self.with_team = before, team
        if self._trend is not None:
            self._draw()
            self._fit()

    def _write(self, value: float) -> str:
        from csmdesk.services.measure_words import axis_words

        assert self._trend is not None
        return axis_words(Fraction(value).limit_denominator(10**6), self._trend, self._language)

    # --- drawing --------------------------------------------------------------------------------------------

    def _restyle(self) -> None:
        self._style_axes()
        if self._trend is not None:
            self._draw()

    def _style_axes(self) -> None:
        theme = self._theme
        self.plot.setBackground(theme.colour("surface"))
        for axis in (self.months, self.values):
            axis.setPen(theme.pen("line"))
            axis.setTextPen(theme.colour("t3"))
            axis.setStyle(tickFont=theme.font("small"), tickLength=0, tickTextOffset=8)
        self.values.setWidth(_AXIS)
        self.values.setPen(None)
        self.values.setGrid(255)
        self.values.setTickPen(theme.pen("line"))

    def _draw(self) -> None:
        trend = self._trend
        assert trend is not None
        for item in self._items:
            self.box.removeItem(item)
        self._items, self._ends = [], []
        self._draw_bands(trend)
        if self.with_before:
            # Behind the metric's own curve.
            self._add_line([p.before for p in trend.points], "ink", 1.25, self.tr("上年"))
        if self.with_team:
            self._add_line([p.team for p in trend.points], "green", 1.25, self.tr("团队"), dashed=True)
        self._add_line(
            [p.node for p in trend.points], "control", 1.0, self.tr("目标"), dashed=True, steps=True
        )
        self._add_line([p.value for p in trend.points], "accent", 1.5, "", marks=True)
        for axis in (self.months, self.values):
            # An axis keeps its picture while its range is the same, whatever the words are.
            axis.picture = None
            axis.update()
        self._cursor = self._pg.InfiniteLine(angle=90, pen=self._pen("control"))
        self._cursor.setZValue(-5)
        self._add(self._cursor)
        self._show_cursor()

    def _pen(self, role: str, width: float = 1.0, *, dashed: bool = False) -> QPen:
        """A pen whose width is in pixels, however the months are zoomed."""
        pen = QPen(self._theme.pen(role, width, dashed=dashed))
        pen.setCosmetic(True)
        return pen

    def _add(self, item: Any) -> None:
        self.box.addItem(item, ignoreBounds=True)
        self._items.append(item)

    def _draw_bands(self, trend: Trend) -> None:
        """Red, yellow and green grounds of a health score, with their bounds."""
        if trend.bands is None:
            return
        low, high = map(float, trend.bands)
        for span, role in (((-1e6, low), "redbg"), ((low, high), "amberbg"), ((high, 1e6), "greenbg")):
            region = self._pg.LinearRegionItem(
                span,
                orientation="horizontal",
                movable=False,
                brush=self._theme.colour(role),
                pen=self._pen("line2", dashed=True),
            )
            region.setZValue(-20)
            self._add(region)
        self._add_words(self.tr("红 < {bound}").format(bound=self._write(low)), "redt", low, above=False)
        self._add_words(self.tr("绿 ≥ {bound}").format(bound=self._write(high)), "greent", high, above=True)

    def _add_words(self, words: str, role: str, value: float, *, above: bool) -> None:
        """Words at the left, above or below a value."""
        text = self._pg.TextItem(words, color=self._theme.colour(role), anchor=(0, 1 if above else 0))
        text.setFont(self._theme.font("small"))
        text.setPos(-0.4, value)
        self._add(text)

    def _add_line(
        self,
        values: Sequence[Fraction | None],
        role: str,
        width: float,
        name: str,
        *,
        dashed: bool = False,
        steps: bool = False,
        marks: bool = False,
    ) -> None:
        """A curve; months without a value are gaps. Its name stands at its last value."""
        ys = [nan if value is None else float(value) for value in values]
        known = [place for place, y in enumerate(ys) if isfinite(y)]
        if not known:
            return
        theme = self._theme
        xs: list[float] = [float(place) for place in range(len(ys))]
        if steps:
            xs = [x + side for x in xs for side in (-0.5, 0.5)]
            ys = [y for y in ys for _ in (0, 1)]
        item = self._pg.PlotDataItem(
            xs,
            ys,
            connect="finite",
            pen=self._pen(role, width, dashed=dashed),
            symbol="o" if marks else None,
            symbolSize=_MARK,
            symbolPen=self._pen(role, width) if marks else None,
            symbolBrush=theme.colour("surface") if marks else None,
        )
        self._add(item)
        if name:
            text = self._pg.TextItem(name, color=theme.colour("t3"), anchor=(1, 1))
            text.setFont(theme.font("small"))
            self._ends.append(
                (text, [float(value) if value is not None else nan for value in values], 0.5 * steps)
            )
            self._add(text)

    def _fit(self) -> None:
        """Let the values that are in sight fill the height; sums stand on 0."""
        trend = self._trend
        if trend is None:
            return
        left, right = self.box.viewRange()[0]
        low, high = inf, -inf
        for place, point in enumerate(trend.points):
            if left - 0.5 <= place <= right + 0.5:
                for value in self._shown(point):
                    low, high = min(low, float(value)), max(high, float(value))
        if low > high:
            low, high = 0.0, 1.0
        elif trend.bands is not None:
            # The bounds on either side are worth seeing.
            low, high = min(low, float(trend.bands[0]) - 2), max(high, float(trend.bands[1]) + 2)
        if trend.from_zero:
            low, high = min(0.0, low), max(0.0, high)
        span = (high - low) or abs(high) or 1.0
        foot = low if trend.from_zero and low == 0 else low - span * _ROOM
        self.box.setYRange(foot, high + span * _ROOM * 2, padding=0)
        for text, values, reach in self._ends:
            known = [at for at, y in enumerate(values) if isfinite(y) and left <= at <= right]
            text.setVisible(bool(known))
            if known:
                text.setPos(min(known[-1] + reach, right), values[known[-1]])
        self.ranged.emit()

    def _shown(self, point: TrendPoint) -> list[Fraction]:
        held = [point.value, point.node]
        held += [point.before] if self.with_before else []
        held += [point.team] if self.with_team else []
        return [value for value in held if value is not None]

    # --- the month that is pointed at -----------------------------------------------------------------------

    def _moved(self, place: QPointF) -> None:
        if self._trend is None or not self.box.sceneBoundingRect().contains(place):
            return
        month = round(self.box.mapSceneToView(place).x())
        self._point_at(max(0, min(len(self._trend.points) - 1, month)))

    def _point_at(self, place: int) -> None:
        if place != self._place:
            self._place = place
            self._show_cursor()
            self.pointed.emit(place)

    def _show_cursor(self) -> None:
        if self._cursor is not None:
            self._cursor.setVisible(self._place >= 0)
            self._cursor.setPos(float(max(0, self._place)))

    def step(self, way: int) -> None:
        """Go to the next month or the one before; from none to the last."""
        if self._trend is not None:
            last = len(self._trend.points) - 1
            here = self._place if self._place >= 0 else last + 1
            self._point_at(max(0, min(last, here + way)))

    def show_all(self) -> None:
        """Show every month again."""
        self.box.show_all()

    @property
    def zoomed(self) -> bool:
        """True while only some of the months are seen."""
        left, right = self.box.viewRange()[0]
        return self._trend is not None and right - left < len(self._trend.points) - 1

    # --- keys and focus -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if plain and key in ways:
            self.step(ways[Qt.Key(key)])
        elif plain and key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._trend is not None:
            self._point_at(0 if key == Qt.Key.Key_Home else len(self._trend.points) - 1)
        elif event.text() in {"+", "="}:
            self.box.zoom(1)
        elif event.text() in {"-", "_"}:
            self.box.zoom(-1)
        elif event.text() == "0":
            self.show_all()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._point_at(-1)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.underMouse():
            self._point_at(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._theme.fill(painter, "surface", 0, 0, self.width(), self.height())
        if self.ring:
            draw_ring(painter, self, self._theme)
        painter.end()


def _month_words(name: str, language: Language) -> tuple[str, str]:
    """What the axis says of the month called 2024-03, and how many months it is after a year's beginning."""
    year, month = name.split("-")
    number = int(month)
    if language == "zh":
        words = f"{number} 月" if number > 1 else f"{year} 年"
    else:
        names = ("", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
        words = names[number - 1] or year
    return words, str(number - 1)
