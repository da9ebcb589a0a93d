"""How sure a renewal is: one of four categories with its likelihood, and why."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from csmdesk.domain.forecast import Forecast
from csmdesk.metrics import display
from csmdesk.services.calendar_desk import BY_BAND
from csmdesk.services.contract_track import Track
from csmdesk.services.renewals import FORECASTS
from csmdesk.ui.panes.calendar.row_words import FORECAST_SHAPES
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.focus import stepped
from csmdesk.ui.widgets.form import TextArea
from csmdesk.ui.widgets.key_hint import draw_hint
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_BY_HEALTH = ""
_GAP = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CategoryRow(NamedTuple):
    """A category to choose: '' leaves it to the health."""

    key: str
    shape: str
    words: str
    likelihood: str
    expected: str
    hint: str


class CategoryList(RowList):
    """The categories, one a line; ``chosen`` is marked. 1–4 and 0 choose, ↑ and ↓ move and choose."""

    row_height = 30
    rows_open = True
    spoken = ("words", "likelihood", "expected")

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.chosen = _BY_HEALTH
        self.opened.connect(self.choose)

    def show_rows(self, rows: list[CategoryRow], chosen: str) -> None:
        """Show the categories."""
        self.set_items(rows)
        self._mark(chosen)

    def choose(self, key: str) -> None:
        """Choose a category."""
        if key != self.chosen:
            self._mark(key)
            self.picked.emit(key)

    def _mark(self, key: str) -> None:
        self.chosen = key
        keys = [row.key for row in self.items]
        if key in keys:
            self._current = keys.index(key)
        self._name_it()
        self.moved_ring()
        self.update()

    def row_key(self, item: CategoryRow) -> str:
        return item.key

    def read_out(self, item: CategoryRow) -> str:
        said = super().read_out(item)
        return self.tr("{what}，已选").format(what=said) if item.key == self.chosen else said

    def draw(self, painter: QPainter, item: CategoryRow, box: QRect) -> None:
        theme = self.theme
        chosen = item.key == self.chosen
        if chosen or item is self.hot:
            ground = QRectF(box).adjusted(-8, 1, 0, -1).intersected(QRectF(self.rect()))
            draw_box(painter, theme, ground, RADIUS_SMALL, ground="sel" if chosen else "hover")
        left = box.left() + 8
        if item.shape:
            draw_shape(painter, theme, item.shape, left, box.center().y() - SIZE / 2 + 1)
        left += SIZE + 10
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(theme.colour("t1"))
        right = box.right() - 34
        painter.drawText(QRect(left, box.top(), right - left, box.height()), _LEFT, item.words)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t2"))
        painter.drawText(QRect(left, box.top(), right - left, box.height()), _RIGHT, item.expected)
        self._draw_likelihood(painter, item, QRect(left, box.top(), right - left, box.height()))
        draw_hint(painter, theme, item.hint, box.right() - 6, box.center().y() + 1)
        painter.setFont(theme.font())

    def _draw_likelihood(self, painter: QPainter, item: CategoryRow, box: QRect) -> None:
        """Between the category and the amounts; where there is no room for its word, the figure alone."""
        advance = self.theme.metrics().horizontalAdvance
        amounts = max(advance(row.expected) for row in self.items)
        bold = self.theme.metrics(bold=True).horizontalAdvance
        line = box.adjusted(0, 0, -amounts - _GAP, 0)
        said = [row for row in self.items if row.likelihood]
        whole = all(bold(row.words) + _GAP + advance(row.likelihood) <= line.width() for row in said)
        painter.setPen(self.theme.colour("t3"))
        painter.drawText(line, _RIGHT, item.likelihood if whole else item.likelihood.partition(" ")[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        to = stepped(event, self._current, len(self.items), Qt.Orientation.Vertical)
        by_hint = next((row.key for row in self.items if row.hint == event.text()), None)
        if to is not None:
            self.show_ring()
            self.choose(self.items[to].key)
        elif by_hint is not None and event.text():
            self.choose(by_hint)
        elif event.key() == Qt.Key.Key_Space:
            self.choose(self.items[self._current].key)
        else:
            # Enter saves, as it does in every form.
            QWidget.keyPressEvent(self, event)


class ForecastForm(FormInPlace):
    """Category and reason, saved together."""

    def __init__(self, place: ForecastPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self._place = place
        self.list = CategoryList(tools.theme)
        self.list.setAccessibleName(self.tr("预测"))
        self.reason = TextArea(tools.theme, self.tr("原因"))
        self.add("reason", self.reason)
        self.body.insertWidget(0, self.list)
        self._rows: list[CategoryRow] = []

    def show_track(self, track: Track, likelihoods: Mapping[Forecast, Fraction]) -> None:
        """Take a contract in hand."""
        language = self.language
        row = track.row
        value = row.annual or Fraction(0)
        said = self.tr("{percent} 可能")
        self._rows = [
            CategoryRow(
                category.value,
                FORECAST_SHAPES[category],
                FORECASTS[category].to(language).capitalize(),
                said.format(percent=display.percent(likelihoods[category])),
                display.money_cell(value * likelihoods[category], language),
                str(number),
            )
            for number, category in enumerate(Forecast, start=1)
        ]
        by_health = FORECASTS[BY_BAND[row.band]].to(language)
        words = self.tr("按健康度（{category}）").format(category=by_health)
        self._rows.append(CategoryRow(_BY_HEALTH, "", words, "", "", "0"))
        forecast = track.values.forecast
        chosen = _BY_HEALTH if forecast is None else forecast.value
        self.list.show_rows(self._rows, self.list.chosen)
        self.begin(track.id, {"category": chosen, "reason": track.values.forecast_reason})

    def typed(self) -> dict[str, str]:
        return {"category": self.list.chosen, **super().typed()}

    def put(self, values: Mapping[str, str]) -> None:
        if "category" in values and values["category"] != self.list.chosen:
            self.list.show_rows(self._rows, values["category"])
        super().put({key: word for key, word in values.items() if key != "category"})

    def save(self) -> None:
        track = self._place.track
        if track is None:
            return
        chosen, reason = self.list.chosen, self.reason.value
        if chosen in {Forecast.RISK, Forecast.LOST} and not reason.strip():
            self.refuse_field("reason", self.tr("请写明原因：为什么有风险，或为什么会失去。"))
            return
        category = Forecast(chosen) if chosen else None
        words = FORECASTS[category].to(self.language) if category else self.tr("按健康度")
        renewals = self._place.tools.source.renewals
        done = self.tr("已改预测：{code} {words}").format(code=track.code, words=words)
        self.submit(lambda: renewals.set_forecast([track.id], category, reason), done)


class ForecastPlace(StepPlace):
    """The form of the fourth step; a contract that is settled has no forecast any more."""

    def __init__(self, tools: TrackTools) -> None:
        super().__init__(tools)
        self.form = ForecastForm(self)
        self.hold(self.form)

    def fill(self, track: Track, *, same: bool) -> None:
        paths = self.tools.source.paths
        self.tools.tasks.query(self, lambda _: (track, paths.likelihoods()), self._show, slot="likelihoods")

    def _show(self, found: tuple[Track, Mapping[Forecast, Fraction]]) -> None:
        track, likelihoods = found
        if track is not self.track:
            return
        settled = "" if track.row.outcome == "open" else self.tr("这份合同已经有结果，不再预测。")
        self.form.save_button.set_why_not(settled)
        self.form.list.setEnabled(not settled)
        self.form.reason.setEnabled(not settled)
        self.form.show_track(track, likelihoods)

    def focus_target(self) -> QWidget:
        return self.form.list
