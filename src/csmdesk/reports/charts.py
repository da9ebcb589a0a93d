"""A chart laid out as plain shapes in points, which the writers draw: typst for paper, SVG for the screen.

Values stand at their bars and points instead of on an axis; a line chart, whose axis need not start at 0,
has three grid lines with their values. Nothing here draws, so that every format shows the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from csmdesk.reports.document import Chart, Series

WIDTH = 453.0
_PLOT = 112.0
_LEGEND = 18.0
_AXIS = 17.0
_SECOND = 10.0
_HEAD = 15.0
_SIZE = 8.0
_SMALL = 7.0
_AXIS_TEXT = 34.0

Anchor = Literal["start", "middle", "end"]


class Rect(NamedTuple):
    """A filled box."""

    x: float
    y: float
    w: float
    h: float
    fill: str


class Line(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    width: float = 0.6
    dashed: bool = False


class Dot(NamedTuple):
    """A point of a line, filled with the paper's colour."""

    x: float
    y: float
    r: float
    stroke: str


class Label(NamedTuple):
    """Text whose baseline is at ``y``."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: Anchor = "start"


Shape = Rect | Line | Dot | Label


@dataclass(frozen=True)
class Scene:
    """A picture: its size in points and its shapes in the order of drawing; colours are roles."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str


def text_width(text: str, size: float) -> float:
    """A close upper estimate of the width of ``text``: a full-width character is one em."""
    return sum(1.0 if ord(c) > 0x2E7F else 0.56 for c in text) * size


def scene(chart: Chart) -> Scene:
    """The chart as shapes."""
    return _Layout(chart).scene()


class _Layout:
    """The geometry of one chart: the plot's box and its scale."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.shapes: list[Shape] = []
        self.lines = chart.kind == "line"
        named = len(chart.series) > 1
        self.top = (_LEGEND if named or chart.unit else 4.0) + _HEAD
        self.bottom = self.top + _PLOT
        self.left = _AXIS_TEXT if self.lines else 0.0
        self.right = WIDTH
        self.low, self.high = self._range()

    def _range(self) -> tuple[float, float]:
        chart = self.chart
        shown = [v for s in chart.series for v in s.values if v is not None]
        if chart.kind == "stacked_bars":
            shown = [sum(s.values[i] or 0.0 for s in chart.series) for i in range(len(chart.categories))]
        if chart.reference is not None:
            shown.append(chart.reference)
        high = max(shown, default=1.0)
        if self.lines:
            low = min([chart.floor, *shown])
            return low, low + 2 * _step((high - low) / 2)
        low = min(chart.floor, *shown, 0.0)
        return low, high if high > low else low + 1.0

    def y(self, value: float) -> float:
        """The height of a value on the page."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def x(self, index: int) -> float:
        """The middle of a category's slot."""
        return self.left + self.slot * (index + 0.5)

    @property
    def slot(self) -> float:
        """The width of a category."""
        return (self.right - self.left) / max(len(self.chart.categories), 1)

    def scene(self) -> Scene:
        """All shapes."""
        chart = self.chart
        self._legend()
        if self.lines:
            self._grid()
        if chart.kind == "stacked_bars":
            self._stacks()
        for series in chart.series:
            if chart.kind == "bars" or (chart.kind == "bars_and_line" and series.mark == "bar"):
                self._bars(series)
        if not self.lines:
            base = self.y(max(self.low, 0.0))
            self.shapes.append(Line(self.left, base, self.right, base, "line2", 0.8))
        self._reference()
        for series in chart.series:
            if self.lines or (chart.kind == "bars_and_line" and series.mark == "line"):
                self._line(series)
        for i, name in enumerate(chart.categories):
            self.shapes.append(Label(self.x(i), self.bottom + 12, name, _SIZE, "t3", "middle"))
        height = self.bottom + _AXIS
        if chart.kind == "bars_and_line":
            height += _SECOND
            self._bar_values()
        return Scene(WIDTH, height, tuple(self.shapes), chart.alt or chart.caption)

    def _bar_values(self) -> None:
        """The bars' values under their categories, out of the way of the lines."""
        for series in self.chart.series:
            if series.mark == "bar":
                for i, value in enumerate(series.values):
                    if value is not None:
                        y = self.bottom + 12 + _SECOND
                        self.shapes.append(Label(self.x(i), y, _label(series, i), _SIZE, "t2", "middle"))

    def _legend(self) -> None:
        chart = self.chart
        x, y = 0.0, 9.0
        if len(chart.series) > 1:
            for series in chart.series:
                role = _role(series)
                if self.lines or series.mark == "line":
                    self.shapes.append(Line(x, y - 3, x + 12, y - 3, role, 1.5, series.dashed))
                    x += 15
                else:
                    self.shapes.append(Rect(x, y - 6.5, 7, 7, role))
                    x += 10
                self.shapes.append(Label(x, y, series.name, _SIZE, "t2"))
                x += text_width(series.name, _SIZE) + 9
        if chart.unit:
            if x + text_width(chart.unit, _SIZE) > WIDTH:
                y += 11
            self.shapes.append(Label(WIDTH, y, chart.unit, _SIZE, "t3", "end"))

    def _grid(self) -> None:
        for i in range(3):
            value = self.low + (self.high - self.low) * i / 2
            y = self.y(value)
            self.shapes.append(Line(self.left, y, self.right, y, "line2" if i == 0 else "line", 0.6))
            text = f"{value:,.{self.chart.label_places}f}"
            self.shapes.append(Label(self.left - 5, y + 3, text, _SIZE, "t3", "end"))

    def _bars(self, series: Series) -> None:
        """One bar a category; the last one, the period's end, stands out when it is the only series."""
        width = min(34.0, self.slot * 0.5)
        alone = self.chart.kind == "bars" and len(self.chart.series) == 1
        last = max((i for i, v in enumerate(series.values) if v is not None), default=-1)
        base = self.y(max(self.low, 0.0))
        for i, value in enumerate(series.values):
            if value is None:
                continue
            top = min(self.y(value), base)
            height = abs(base - self.y(value))
            role = "accent" if alone and i == last else _role(series)
            self.shapes.append(Rect(self.x(i) - width / 2, top, width, max(height, 0.4), role))
            if self.chart.kind == "bars":
                self.shapes.append(Label(self.x(i), top - 4, _label(series, i), _SIZE, "t1", "middle"))

    def _stacks(self) -> None:
        """Segments from the first series up; a thin one has its number beside the bar."""
        width = min(40.0, self.slot * 0.5)
        for i in range(len(self.chart.categories)):
            total, y = 0.0, self.bottom
            beside: list[tuple[float, str, str]] = []
            for series in self.chart.series:
                value = series.values[i]
                if not value:
                    continue
                top = self.y(total + value)
                gap = 0.8 if total else 0.0
                role = _role(series)
                self.shapes.append(
                    Rect(self.x(i) - width / 2, top, width, max(self.y(total) - top - gap, 0.4), role)
                )
                total += value
                middle = (top + self.y(total - value)) / 2
                if self.y(total - value) - top >= 9.5:
                    ink = "t1" if series.pale or series.role in {"none", "amber"} else "onacc"
                    self.shapes.append(
                        Label(self.x(i), middle + 2.6, _label(series, i), _SMALL, ink, "middle")
                    )
                else:
                    beside.append((middle + 2.6, _label(series, i), _text_role(series)))
                y = top
            for at, text, role in _apart(beside):
                self.shapes.append(Label(self.x(i) + width / 2 + 3, at, text, _SMALL, role))
            if total:
                self.shapes.append(Label(self.x(i), y - 4, f"{total:,.0f}", _SIZE, "t1", "middle"))

    def _line(self, series: Series) -> None:
        held = [(self.x(i), self.y(v), i) for i, v in enumerate(series.values) if v is not None]
        role = _role(series)
        for (x1, y1, i), (x2, y2, j) in pairwise(held):
            if j == i + 1:
                self.shapes.append(Line(x1, y1, x2, y2, role, 1.5, series.dashed))
        if series.dashed:
            return
        for x, y, _ in held:
            self.shapes.append(Dot(x, y, 2.2, role))
        for x, y, i in held if series.labels else ():
            # Paper behind the number, so that another line does not run through it.
            text = series.labels[i]
            wide = text_width(text, _SIZE)
            self.shapes.append(Rect(x - wide / 2 - 1, y - 12.2, wide + 2, _SIZE, "paper"))
            self.shapes.append(Label(x, y - 5.5, text, _SIZE, "t1", "middle"))

    def _reference(self) -> None:
        """The dashed line, its label at the end that is farther from the data."""
        chart = self.chart
        if chart.reference is None:
            return
        y = self.y(chart.reference)
        self.shapes.append(Line(self.left, y, self.right, y, "control", 0.8, True))
        if not chart.reference_label:
            return

        def room(index: int) -> float:
            values = [s.values[index] for s in chart.series if s.values]
            return min((abs(self.y(v) - y) for v in values if v is not None), default=99.0)

        at_start = bool(chart.categories) and room(0) > room(-1)
        x, anchor = (self.left + 2, "start") if at_start else (self.right - 1, "end")
        self.shapes.append(
            Label(x, y - 3.5, chart.reference_label, _SIZE, "t2", "start" if anchor == "start" else "end")
        )


def _step(least: float) -> float:
    """A round distance of grid lines, at least ``least``."""
    size = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(size * n for n in (1, 2, 2.5, 5, 10, 20) if size * n >= least)


def _role(series: Series) -> str:
    return f"{series.role}_pale" if series.pale else series.role


def _text_role(series: Series) -> str:
    return {"red": "redt", "amber": "ambert", "green": "greent"}.get(series.role, "t2")


def _label(series: Series, index: int) -> str:
    if series.labels:
        return series.labels[index]
    value = series.values[index]
    return "" if value is None else f"{value:,.0f}"


def _apart(labels: Sequence[tuple[float, str, str]]) -> Iterator[tuple[float, str, str]]:
    """Labels from the bottom up, moved so that no two overlap."""
    last = float("inf")
    for y, text, role in sorted(labels, reverse=True):
        last = min(y, last - 7.5)
        yield last, text, role
