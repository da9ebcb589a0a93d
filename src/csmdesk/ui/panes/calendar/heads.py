"""The heads of the calendar: of the pane, and of the list with its forecast."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csmdesk.domain.forecast import Forecast
from csmdesk.ui.panes.calendar.board import Board, Spot
from csmdesk.ui.panes.calendar.marks import draw_mark
from csmdesk.ui.panes.calendar.row_words import FORECAST_SHAPES, band_words, forecast_words, outcome_words
from csmdesk.ui.panes.calendar.rows import FORECASTS
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label, underline
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_SPACES = 104
"""What lies between the parts of the head; the legend stands there where all of them have room."""
_SMALL_GAP, _GAP, _LINE = 6, 14, 20


class Legend(QWidget):
    """What the marks mean: the bands, renewed, lost."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        bands, outcomes = band_words(), outcome_words()
        self._entries = [(bands[band], band, 0) for band in ("red", "yellow", "green")]
        self._entries += [(outcomes["renewed"], "green", 1), (outcomes["lost"], "green", 2)]
        self.setAccessibleName("  ".join(words for words, _, _ in self._entries))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        advance = self._theme.metrics("small").horizontalAdvance
        width = sum(SIZE + _SMALL_GAP + advance(words) + _GAP for words, _, _ in self._entries) - _GAP
        return QSize(width + 1, _LINE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = theme.metrics("small")
        painter.setFont(theme.font("small"))
        x = 0
        for words, band, state in self._entries:
            draw_mark(painter, theme, band, state, x, (self.height() - SIZE) / 2)
            x += SIZE + _SMALL_GAP
            painter.setPen(theme.colour("t2"))
            width = metrics.horizontalAdvance(words)
            painter.drawText(QRect(x, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
            x += width + _GAP
        painter.end()


class PaneHead(QWidget):
    """Title, year or month with arrows, legend, the three views, and what can be written to a file.

    ``stepped(by)`` asks for the year or month before (-1) or after (1), ``view_chosen(key)`` for a view.
    """

    stepped = Signal(int)
    view_chosen = Signal(str)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button(theme, kind="flat", icon="left")
        self.forward = Button(theme, kind="flat", icon="right")
        self.time = Label(theme, bold=True, align="center")
        self.legend = Legend(theme)
        self.views = Segmented(
            theme,
            [("year", self.tr("年")), ("month", self.tr("月")), ("list", self.tr("列表"))],
            self.tr("看法"),
        )
        self.views.setToolTip(self.tr("年 Alt+1，月 Alt+2，列表 Alt+3"))
        self.export = Button(theme, ".ics", icon="export", arrow=True)
        self.export.setAccessibleName(self.tr("导出日历或表格"))
        self.back.clicked.connect(self._back)
        self.forward.clicked.connect(self._forward)
        self.views.chosen.connect(self.view_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET - 8, 0)
        row.setSpacing(4)
        self._title = Label(theme, title, scale="title")
        row.addWidget(self._title)
        row.addSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.time)
        row.addWidget(self.forward)
        row.addStretch(1)
        row.addWidget(self.legend)
        row.addSpacing(16)
        row.addWidget(self.views)
        row.addSpacing(8)
        row.addWidget(self.export)
        self.setFixedHeight(PANE_HEAD)

    def show_time(self, words: str, before: str, after: str) -> None:
        """Say which year or month is shown; ``before`` and ``after`` name what the arrows lead to."""
        self.time.setText(words)
        self.time.setMinimumWidth(40)
        for button, name, key in ((self.back, before, "["), (self.forward, after, "]")):
            button.setAccessibleName(name)
            button.setToolTip(f"{name}  {key}")

    def _back(self) -> None:
        self.stepped.emit(-1)

    def _forward(self) -> None:
        self.stepped.emit(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        parts = (self._title, self.back, self.time, self.forward, self.legend, self.views, self.export)
        self.legend.setVisible(sum(part.sizeHint().width() for part in parts) + _SPACES <= self.width())
        super().resizeEvent(event)


class ForecastSums(Board):
    """What the open contracts of the list come to by forecast; a click shows only those (``picked``)."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = forecast_words()
        self._sums: dict[Forecast, str] = {}
        self._chosen: frozenset[str] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_LINE + 4)

    def set_sums(self, sums: Mapping[Forecast, str], chosen: frozenset[str]) -> None:
        """Show the sums, in words; ``chosen`` are the categories that the list is narrowed to."""
        self._sums, self._chosen = dict(sums), chosen
        spots, x = [], 4
        for category in FORECASTS:
            words, amount = self._words[category.value], sums.get(category, "")
            width = SIZE + _SMALL_GAP + self._width(words) + _SMALL_GAP + self._width(amount)
            spots.append(Spot(category, QRect(x - 4, 0, width + 8, _LINE + 4), f"{words} {amount}", 0))
            x += width + _GAP
        self.setFixedWidth(x - _GAP + 4)
        self.set_spots(spots)

    @property
    def text(self) -> str:
        """What it says."""
        return "  ".join(spot.words for spot in self.spots)

    def _width(self, words: str) -> int:
        return self.theme.metrics().horizontalAdvance(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = theme.metrics()
        base = (self.height() - metrics.height()) // 2 + metrics.ascent()
        painter.setFont(theme.font())
        for spot in self.spots:
            category = spot.key
            assert isinstance(category, Forecast)
            x = spot.box.left() + 4
            draw_shape(painter, theme, FORECAST_SHAPES[category.value], x, (self.height() - SIZE) / 2)
            x += SIZE + _SMALL_GAP
            words, amount = self._words[category.value], self._sums.get(category, "")
            painter.setPen(theme.colour("accent" if category.value in self._chosen else "t2"))
            painter.drawText(x, base, words)
            x += metrics.horizontalAdvance(words) + _SMALL_GAP
            painter.setPen(theme.colour("t1"))
            painter.drawText(x, base, amount)
            wide = metrics.horizontalAdvance(amount)
            underline(painter, theme, x, base + 3, wide, solid=category == self.hot)
        self.draw_ring(painter)
        painter.end()


class ListHead(QWidget):
    """What the list shows, how much that is, and its forecast; ``left`` asks for the place before."""

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(theme, bold=True)
        self._note = Label(theme, role="t3", elide=True)
        self.close_button = Button(theme, kind="flat", icon="x")
        self.close_button.setAccessibleName(self.tr("不再只看这一格"))
        self.close_button.setToolTip(self.tr("不再只看这一格  Esc"))
        self.close_button.clicked.connect(self.left)
        self.close_button.hide()
        self.sums = ForecastSums(theme, self.tr("预测"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 4, INSET - 4, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self.close_button)
        row.addWidget(self._note, 1)
        row.addWidget(self.sums)
        self.setFixedHeight(40)

    def show_place(self, title: str, note: str, *, closes: bool) -> None:
        """Say what is listed; ``closes`` offers to leave a cell of the matrix."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setToolTip(note)
        self.close_button.setVisible(closes)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}  {self._note.text()}"
