"""The heads of the calendar: of the pane, and of the list with its forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csmdesk.domain.forecast import Forecast
from csmdesk.ui.panes.board import Board, Spot
from csmdesk.ui.panes.calendar.marks import draw_mark
from csmdesk.ui.panes.calendar.row_words import FORECAST_SHAPES, band_words, forecast_words, outcome_words
from csmdesk.ui.panes.calendar.rows import FORECASTS
from csmdesk.ui.panes.lettering import Lettering
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_SPACES = 104
"""What lies between the parts of the head; the legend stands there where all of them have room."""
_SMALL_GAP, _GAP, _LINE = 6, 14, 20
_LEAST_TITLE, _LEGEND_SPACE = 60, 8
"""The least width of the title, and what is saved where the legend does not stand."""
_FILE = ".ics"
_AROUND = 4
"""How far the ring stands off a sum."""
_FORMS = (0, 1, 2)
_ZERO = "0"
"""How a sum of nothing is written."""


class Legend(QWidget):
    """What the marks mean: the bands, renewed, lost."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        bands, outcomes = band_words(), outcome_words()
        health = [(bands[band], band, 0) for band in ("red", "yellow", "green")]
        settled = [(outcomes["renewed"], "green", 1), (outcomes["lost"], "green", 2)]
        self._whole, self._short = [*health, *settled], settled
        self._entries = self._whole
        self.setAccessibleName("  ".join(words for words, _, _ in self._whole))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._entries), _LINE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _width(self, entries: Sequence[tuple[str, str, int]]) -> int:
        advance = self._theme.metrics("small").horizontalAdvance
        return sum(SIZE + _SMALL_GAP + advance(words) + _GAP for words, _, _ in entries) - _GAP + 1

    def fit(self, room: int) -> None:
        """Be as long as there is room: whole, without the bands, which the matrix names too, or hidden."""
        entries = self._whole if self._width(self._whole) <= room else self._short
        if entries is not self._entries:
            self._entries = entries
            self.updateGeometry()
            self.update()
        self.setVisible(self._width(entries) <= room)

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
        self.export = Button(theme, _FILE, icon="export", arrow=True)
        self._export_width = self.export.sizeHint().width()
        self.export.setAccessibleName(self.tr("导出日历或表格"))
        self.back.clicked.connect(self._back)
        self.forward.clicked.connect(self._forward)
        self.views.chosen.connect(self.view_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET - 8, 0)
        row.setSpacing(4)
        self._title = Label(theme, title, scale="title", elide=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
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
        self._share()
        for button, name, key in ((self.back, before, "["), (self.forward, after, "]")):
            button.setAccessibleName(name)
            button.setToolTip(f"{name}  {key}")

    def _back(self) -> None:
        self.stepped.emit(-1)

    def _forward(self) -> None:
        self.stepped.emit(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        super().resizeEvent(event)

    def _share(self) -> None:
        """What is pressed keeps its width: the legend goes first, the title at the end."""
        parts = (self.back, self.time, self.forward, self.views)
        room = self.width() - sum(part.sizeHint().width() for part in parts) - self._export_width - _SPACES
        title = self._title.fontMetrics().horizontalAdvance(self._title.text()) + 1
        self.legend.fit(room - title)
        shown = min(title, room + _LEGEND_SPACE)
        whole = shown >= min(title, _LEAST_TITLE)
        self._title.setVisible(whole)
        self._title.setFixedWidth(max(1, shown))
        self.export.setText(_FILE if whole else "")
        self.export.updateGeometry()


class ForecastSums(Board):
    """What the open contracts of the list come to by forecast; a click shows only those (``picked``).

    ``fit`` makes it as long as there is room: all sums, without those of nothing, without their words.
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._names = forecast_words()
        self._sums: dict[Forecast, str] = {}
        self._chosen: frozenset[str] = frozenset()
        self._form = self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_LINE + 4)

    def set_sums(self, sums: Mapping[Forecast, str], chosen: frozenset[str]) -> None:
        """Show the sums, in words; ``chosen`` are the categories that the list is narrowed to."""
        self._sums, self._chosen = dict(sums), chosen
        self.fit(self._room)

    @property
    def text(self) -> str:
        """What it says."""
        return "  ".join(spot.words for spot in self.spots)

    # --- as long as there is room ---------------------------------------------------------------------------

    def fit(self, room: int) -> None:
        """Show the longest form that is not wider than ``room``; nothing where none is."""
        self._room = room
        form = next((form for form in _FORMS if self._width(form) <= room), None)
        if form is not None:
            self._form = form
            self._lay_out()
        self.setVisible(form is not None)

    def _shown(self, form: int) -> list[tuple[Forecast, str, str]]:
        """The categories with their words and amounts."""
        found = []
        for category in FORECASTS:
            amount = self._sums.get(category, "")
            if not form or amount != _ZERO or category.value in self._chosen:
                found.append((category, "" if form == _FORMS[-1] else self._names[category.value], amount))
        return found

    def _widths(self, words: str, amount: str) -> tuple[int, int]:
        """From the left edge to the amount, and to its end."""
        before = SIZE + _SMALL_GAP
        if words:
            before += self.lettering.width(words) + _SMALL_GAP
        return before, before + self.lettering.width(amount)

    def _width(self, form: int) -> int:
        shown = self._shown(form)
        wide = sum(self._widths(words, amount)[1] for _, words, amount in shown)
        return wide + _GAP * (len(shown) - 1) + 2 * _AROUND if shown else 0

    def _lay_out(self) -> None:
        spots, x = [], _AROUND
        for category, words, amount in self._shown(self._form):
            _, width = self._widths(words, amount)
            told = f"{self._names[category.value]} {amount}"
            box = QRect(x - _AROUND, 0, width + 2 * _AROUND, self.height())
            spots.append(Spot(category, box, told, 0))
            x += width + _GAP
        self.setFixedWidth(self._width(self._form))
        self.set_spots(spots)

    def letter(self, lettering: Lettering) -> None:
        for spot, (_, words, amount) in zip(self.spots, self._shown(self._form), strict=True):
            line = spot.box.adjusted(_AROUND, 0, 0, 0)
            name = line.adjusted(SIZE + _SMALL_GAP, 0, 0, 0)
            lettering.write(words, name, role="t2", spot=spot.key, lights=True)
            figure = line.adjusted(self._widths(words, amount)[0], 0, 0, 0)
            lettering.write(amount, figure, spot=spot.key, lined=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = [category for category in FORECASTS if category.value in self._chosen]
        self.draw_words(painter, event.rect(), chosen)
        for spot in self.spots:
            assert isinstance(spot.key, Forecast)
            shape, top = FORECAST_SHAPES[spot.key.value], (self.height() - SIZE) / 2
            draw_shape(painter, self.theme, shape, spot.box.left() + _AROUND, top)
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
        self._row = row = QHBoxLayout(self)
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
        self.share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.share()
        super().resizeEvent(event)

    def share(self) -> None:
        """Give the sums what title and note leave: no number is cut off."""
        metrics, edges = self._note.fontMetrics(), self._row.contentsMargins()
        taken = self._title.sizeHint().width() + metrics.horizontalAdvance(self._note.text()) + 1
        if not self.close_button.isHidden():
            taken += self.close_button.sizeHint().width() + self._row.spacing()
        spaces = edges.left() + edges.right() + 2 * self._row.spacing()
        self.sums.fit(self.width() - taken - spaces)

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}  {self._note.text()}"
