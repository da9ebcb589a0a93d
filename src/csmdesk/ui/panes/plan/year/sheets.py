"""The sheets over the year: what drawing the plan would change, and the form of a new item."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.services.year_plan_view import Drawing
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year.reading import Reading
from csmdesk.ui.tasks import Problem

if TYPE_CHECKING:
    from csmdesk.ui.panes.plan.year.draw_sheet import DrawSheet
    from csmdesk.ui.panes.plan.year.item_sheet import ItemSheet


class YearSheets(QObject):
    """Makes each when it is first asked for. ``said`` is a sentence and whether to offer to undo."""

    said = Signal(str, bool)

    def __init__(self, tools: PlanTools, reading: Reading, page: QWidget) -> None:
        super().__init__(page)
        self._tools = tools
        self._reading = reading
        self._page = page
        self.drawing: DrawSheet | None = None
        """The preview of a drawing, once it has been asked for."""
        self.item: ItemSheet | None = None
        """The form of a new item, once it has been asked for."""

    def draw(self) -> None:
        """Show what drawing the plan would change."""
        data = self._reading.data
        if data is None or self._tools.read_only:
            return
        if self.drawing is None:
            from csmdesk.ui.panes.plan.year.draw_sheet import DrawSheet

            self.drawing = DrawSheet(self._tools, self._page.window())
            self.drawing.drawn.connect(self._write_drawing)
        reading = self._reading
        self.drawing.begin(data, reading.period, reading.as_of, reading.year)

    def _write_drawing(self, drawing: Drawing) -> None:
        plan = self._tools.source.year()
        self._tools.tasks.command(
            self, lambda _: plan.apply(drawing), partial(self._written, drawing), failed=self._not_written
        )

    def _written(self, drawing: Drawing, changes: Changes) -> None:
        assert self.drawing is not None
        self.drawing.close_sheet()
        if not changes.empty:
            count = drawing.count("new") + drawing.count("moved") + drawing.count("gone")
            self.said.emit(self.tr("年度计划已写入，改了 %n 项。", "", count), True)

    def _not_written(self, problem: Problem) -> None:
        assert self.drawing is not None
        self.drawing.close_sheet()
        self._tools.tasks.failed.emit(problem)

    def add_item(self, place: Hashable) -> None:
        """Ask for a new item, in the chosen week if it is one."""
        from csmdesk.ui.panes.plan.year.board import WeekSpot
        from csmdesk.ui.panes.plan.year.item_sheet import ItemSheet

        data, tools = self._reading.data, self._tools
        assert data is not None
        if self.item is None:
            self.item = ItemSheet(tools.theme, self._page.window(), tools.language, data.closing)
            self.item.asked.connect(self._add)
        day = place.first if isinstance(place, WeekSpot) else data.begins
        self.item.begin(self._reading.accounts, min(max(day, data.first), data.last))

    def _add(self, values: Mapping[str, str]) -> None:
        data, sheet = self._reading.data, self.item
        assert data is not None
        assert sheet is not None
        plan, year, currency = self._tools.source.year(), data.year, data.budget.currency

        def work(_: object) -> Changes:
            return plan.edits.new(year, plan.edits.period_of(year), currency, [values])[1]

        self._tools.tasks.command(self, work, self._added, failed=sheet.refuse)

    def _added(self, _: Changes) -> None:
        assert self.item is not None
        self.item.close_sheet()
        self.said.emit(self.tr("已加一项安排。"), True)
