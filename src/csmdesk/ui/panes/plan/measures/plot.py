"""The plot that trends are drawn with: pyqtgraph, its own look and its own way to zoom.

pyqtgraph takes a third of a second to import. ``load`` does so beside the window; its classes are made on
first use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

LEAST_MONTHS = 2.0
"""At least so many months stay in sight."""
_EDGE = 0.4
"""So much room, in months, beside the first and the last one."""
_STEP = 0.8
"""How much is left in sight when one zooms in by a step."""


def load() -> Any:
    """pyqtgraph, set up; call it beside the window the first time."""
    import pyqtgraph

    # Its own tidying at the end of the process goes through every object; the window has closed all by then.
    pyqtgraph.setConfigOptions(exitCleanup=False, antialias=True)
    return pyqtgraph


class Classes(NamedTuple):
    """What is made on top of pyqtgraph's own classes."""

    months: type[Any]
    values: type[Any]
    box: type[Any]


@cache
def classes() -> Classes:
    """The axes and the view box; made once, in the window's thread."""
    pg = load()

    class Months(pg.AxisItem):  # type: ignore[misc, name-defined]
        """The axis of months: the words are given, as many as there is room for."""

        def __init__(self) -> None:
            super().__init__("bottom")
            self.words: Sequence[tuple[str, str]] = ()

        def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[int]]]:
            first, last = max(0, round(low)), min(len(self.words) - 1, round(high))
            span = max(1, last - first)
            step = next((s for s in (1, 2, 3, 6, 12) if size / span * s >= 44), 12)
            # Months of a quarter or a half year stand where these begin.
            shown = [place for place in range(first, last + 1) if self._month(place) % step == 0]
            return [(step, shown)]

        def _month(self, place: int) -> int:
            return int(self.words[place][1])

        def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
            return [self.words[int(value)][0] for value in values]

    class Values(pg.AxisItem):  # type: ignore[misc, name-defined]
        """The axis of values, in the metric's own words."""

        def __init__(self) -> None:
            super().__init__("left")
            self.write: Callable[[float], str] = str

        def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
            found: list[tuple[float, float]] = super().tickSpacing(low, high, size)
            spacing = found[0][0]
            # At most a handful of lines, so that they stay behind the curve.
            while spacing and (high - low) / spacing > 4:
                spacing *= 2
            while spacing and (high - low) / spacing < 1.5:
                spacing /= 2
            return [(spacing, 0.0)]

        def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
            return [self.write(value) for value in values]

    class Box(pg.ViewBox):  # type: ignore[misc, name-defined]
        """Zooms along the months: by the wheel, and by drawing over those that are to be seen."""

        def __init__(self) -> None:
            super().__init__(enableMenu=False)
            self.setMouseEnabled(x=True, y=False)
            self.setMouseMode(pg.ViewBox.RectMode)
            self.months = 0

        def set_months(self, count: int) -> None:
            """The range in which one can zoom."""
            self.months = count
            self.setLimits(
                xMin=-_EDGE, xMax=count - 1 + _EDGE, minXRange=min(LEAST_MONTHS, max(1.0, count - 1.0))
            )

        def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
            ev.accept()
            if not ev.isFinish():
                self.updateScaleBox(self._whole(ev.buttonDownPos(), 0), self._whole(ev.pos(), 1))
                return
            self.rbScaleBox.hide()
            left, right = sorted((self.mapToView(ev.buttonDownPos()).x(), self.mapToView(ev.pos()).x()))
            if right - left > 0.2:
                self.setXRange(left, right, padding=0)

        def _whole(self, place: Any, side: int) -> Any:
            """What is drawn over stands from the top to the foot."""
            return pg.Point(place.x(), self.height() if side else 0)

        def mouseDoubleClickEvent(self, ev: Any) -> None:
            self.show_all()

        def keyPressEvent(self, ev: Any) -> None:
            ev.ignore()

        def show_all(self) -> None:
            """Show every month again."""
            self.setXRange(-_EDGE, self.months - 1 + _EDGE, padding=0)

        def zoom(self, way: int) -> None:
            """Zoom in (1) or out (-1) by a step, around the middle."""
            self.scaleBy(x=_STEP if way > 0 else 1 / _STEP, y=1)

    return Classes(Months, Values, Box)
