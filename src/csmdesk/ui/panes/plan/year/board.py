"""The year as weeks: a column a month, a cell a week with its load; a click shows its items."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.services.year_plan_view import PlanData, PlanMonth, PlanWeek
from csmdesk.ui.panes.board import Board, Spot
from csmdesk.ui.panes.lettering import Lettering
from csmdesk.ui.panes.plan.year.words import YearWords
from csmdesk.ui.theme import INSET, RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

HEAD, CELL = 28, 34
_PAD, _BAR = 7, 4
_GAP = 2


class MonthSpot(NamedTuple):
    """The head of a month: YYYY-MM."""

    month: str


class WeekSpot(NamedTuple):
    """A week by its Monday."""

    first: date


class YearBoard(Board):
    """Spots are heads of months and weeks. ``chosen`` is what the list shows, ``target`` where a drag is."""

    def __init__(self, theme: Theme, words: YearWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self._data: PlanData | None = None
        self._chosen: Hashable = None
        self._target: date | None = None
        self._most = 1
        self._boxes: dict[date, tuple[PlanWeek, QRect]] = {}
        self._heads: list[tuple[PlanMonth, QRect]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- content --------------------------------------------------------------------------------------------

    def show_data(self, data: PlanData) -> None:
        """Show the weeks of a year."""
        self._data = data
        rows = max((len(month.weeks) for month in data.months), default=5)
        self.setFixedHeight(HEAD + rows * CELL + 6)
        # The fullest week, or a full one by the numbers of the drawing: what the bars are drawn against.
        self._most = max(
            [data.numbers.day_minutes, *(week.day_minutes for week in data.weeks if week.working)]
        )
        self._lay_out()

    def set_chosen(self, key: Hashable) -> None:
        """Show what the list is narrowed to; None for the whole year."""
        if key != self._chosen:
            self._chosen = key
            self.set_current(key)
            self.update()

    def set_target(self, week: date | None) -> None:
        """Show where what is dragged would go."""
        if week != self._target:
            self._target = week
            self.update()

    def week_at_global(self, place: object) -> date | None:
        """The week under a place of the screen."""
        from PySide6.QtCore import QPoint

        assert isinstance(place, QPoint)
        spot = self.spot_at(self.mapFromGlobal(place))
        return spot.key.first if spot is not None and isinstance(spot.key, WeekSpot) else None

    def sizeHint(self) -> QSize:
        return QSize(784, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if self._data is None:
            return
        spots: list[Spot] = []
        self._boxes, self._heads = {}, []
        for place, month in enumerate(self._data.months):
            box = self._column(place, 0, HEAD)
            self._heads.append((month, box))
            whole = month.whole
            words = self.tr("{month}：计划 {planned}，完成 {done}，未做 {missed}，计划外 {extra}").format(
                month=month.words,
                planned=whole.planned,
                done=whole.done,
                missed=whole.missed,
                extra=whole.extra,
            )
            spots.append(Spot(MonthSpot(month.name), box, words, 0))
        # Line by line, so that the arrow keys go through a row of weeks.
        rows = max(len(month.weeks) for month in self._data.months)
        for row in range(rows):
            for place, month in enumerate(self._data.months):
                if row < len(month.weeks):
                    week = month.weeks[row]
                    box = self._column(place, HEAD + row * CELL, CELL)
                    self._boxes[week.first] = (week, box)
                    spots.append(Spot(WeekSpot(week.first), box, self._words.week(week), row + 1))
        self.set_spots(spots)

    def _column(self, place: int, top: int, height: int) -> QRect:
        side = INSET - _PAD
        room = self.width() - 2 * side
        left, right = side + room * place // 12, side + room * (place + 1) // 12
        return QRect(left + 1, top + 1, right - left - _GAP, height - _GAP)

    # --- words ----------------------------------------------------------------------------------------------

    def letter(self, lettering: Lettering) -> None:
        # All months say as much, and all weeks: one form for each, the longest that fits everywhere.
        heads = [(month, box.adjusted(_PAD, 0, -_PAD, 0)) for month, box in self._heads]
        short = any(
            lettering.width(month.words, bold=True) + lettering.width(_counts(month)[0], "small") + 6
            > line.width()
            for month, line in heads
        )
        for month, line in heads:
            lettering.write(month.words, line, bold=True, spot=MonthSpot(month.name), lights=True)
            lettering.write(_counts(month)[short], line, "right", role="t3", scale="small")
        weeks = [(week, self._line(box)) for week, box in self._boxes.values()]
        room = {week.first: self._room(lettering, week, line) for week, line in weeks}
        brief = any(lettering.width(_span(week), "small") > room[week.first] for week, _ in weeks)
        for week, line in weeks:
            span = str(week.first.day) if brief else _span(week)
            off = self.tr("{n}天").format(n=week.working) if week.working != 5 else ""
            forms = (f"{span} · {off}", span) if off else (span,)
            said = lettering.fitted(forms, room[week.first], "small")
            lettering.write(said, line, role="t2" if week.load.items else "t3", scale="small")
            lettering.write(_number(week), line, "right", scale="small", bold=True)

    @staticmethod
    def _line(box: QRect) -> QRect:
        return QRect(box.left() + _PAD, box.top() + 4, box.width() - 2 * _PAD, 16)

    @staticmethod
    def _room(lettering: Lettering, week: PlanWeek, line: QRect) -> int:
        """What the number of items and its mark leave of the line."""
        mark = SIZE + 4 if week.load.missed else 0
        return line.width() - lettering.width(_number(week), "small", bold=True) - mark - 6

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = event.rect()
        draw_rule(painter, self.theme, "line2", INSET, HEAD - 1, self.width() - 2 * INSET)
        for month, box in self._heads:
            if MonthSpot(month.name) == self._chosen:
                draw_box(painter, self.theme, QRectF(box), RADIUS_CONTROL, ground="sel")
        for week, box in self._boxes.values():
            if box.intersects(area):
                self._draw_ground(painter, week, box)
        self.draw_words(painter, area, {self._chosen})
        for week, box in self._boxes.values():
            if box.intersects(area):
                self._draw_load(painter, week, box)
        self.draw_ring(painter)
        painter.end()

    def _draw_ground(self, painter: QPainter, week: PlanWeek, box: QRect) -> None:
        key, edge = WeekSpot(week.first), QRectF(box)
        if week.first == self._target:
            draw_box(painter, self.theme, edge, RADIUS_CONTROL, ground="sel", border="accent")
        elif key == self._chosen:
            draw_box(painter, self.theme, edge, RADIUS_CONTROL, ground="sel", border="accline")
        elif key == self.hot:
            draw_box(painter, self.theme, edge, RADIUS_CONTROL, ground="hover")

    def _draw_load(self, painter: QPainter, week: PlanWeek, box: QRect) -> None:
        """A bar of the minutes a working day, what is done of it in green; a tick at a full day."""
        theme, load = self.theme, week.load
        bar = QRectF(box.left() + _PAD, box.bottom() - _BAR - 5, box.width() - 2 * _PAD, _BAR)
        theme.fill(painter, "track", bar.x(), bar.y(), bar.width(), bar.height())
        if load.items and self._data is not None:
            wide = bar.width() * min(1.0, week.day_minutes / self._most)
            theme.fill(painter, "accfill" if week.now else "ink", bar.x(), bar.y(), wide, bar.height())
            done = wide * load.done / load.items
            theme.fill(painter, "green", bar.x(), bar.y(), done, bar.height())
            full = self._data.numbers.day_minutes
            if week.day_minutes > full:
                x = bar.x() + bar.width() * full / self._most
                draw_rule(painter, theme, "t1", x, bar.y() - 2, bar.height() + 4, upright=True)
        if load.missed:
            number = self.lettering.width(str(load.items), "small", bold=True)
            x = box.right() - _PAD - number - SIZE - 3
            draw_shape(painter, theme, "red", x, box.top() + 7)


def _counts(month: PlanMonth) -> tuple[str, str]:
    """Done / planned, and the shorter form of it."""
    whole = month.whole
    return (f"{whole.done}/{whole.planned}", str(whole.planned)) if whole.planned else ("", "")


def _span(week: PlanWeek) -> str:
    return f"{week.first.day}–{week.last.day}"


def _number(week: PlanWeek) -> str:
    return str(week.load.items) if week.load.items else ""
