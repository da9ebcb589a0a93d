"""Writing the plan to files: tables of what is shown, and a calendar of the open items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from csmdesk.services.year_plan_view import PlanData
from csmdesk.ui.models.table import RowModel
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year import budget_columns, item_columns
from csmdesk.ui.panes.table_export import TableExport
from csmdesk.ui.tasks import Job


class YearExport(TableExport):
    """``said`` is where a file has been written."""

    def __init__(self, tools: PlanTools, parent: QWidget) -> None:
        super().__init__(tools.tasks, parent)
        self._tools = tools
        self._parent = parent

    def items(self, data: PlanData, view: RowView, model: RowModel[Any]) -> None:
        """Write the shown items, or the selected ones where there are several, with the shown columns."""
        keys = view.selected_keys
        rows = [row for row in model.shown if row.id in set(keys)] if len(keys) > 1 else model.shown
        columns = [model.columns[place] for place in view.columns.places.shown]
        name = self.tr("年度计划 {year}").format(year=data.title)
        self._write(name, columns, rows, item_columns.NUMBER_FORMATS)

    def budget(self, data: PlanData, model: RowModel[Any]) -> None:
        """Write the lines of the budget."""
        name = self.tr("年度预算 {year}").format(year=data.title)
        self._write(name, model.columns, model.shown, budget_columns.NUMBER_FORMATS)

    def segments(self, data: PlanData, model: RowModel[Any]) -> None:
        """Write the segments with what they are planned by."""
        name = self.tr("分层与节奏 {year}").format(year=data.title)
        self._write(name, model.columns, model.shown, {})

    def _write(
        self, name: str, columns: Sequence[Any], rows: Sequence[Any], numbers: Mapping[str, str]
    ) -> None:
        formats = [numbers.get(column.key, "") for column in columns]
        title = self.tr("导出 %n 行", "", len(rows))
        self.write_rows(title, name, columns, rows, formats, self._done)

    def _done(self, count: int, path: Path) -> str:
        return self.tr("已导出 %n 行：{path}", "", count).format(path=path)

    def calendar(self, data: PlanData, ids: Sequence[int] | None) -> None:
        """Write a calendar file of the open items, or of ``ids``."""
        name = self.tr("年度计划 {year}").format(year=data.title)
        path = self.place.choose(self._parent, self.tr("导出日历文件"), name, [".ics"])
        if path is None:
            return
        plan, language = self._tools.source.year(), self._tools.language

        def work(job: Job) -> int:
            from csmdesk.reports.ics import write_events

            events = plan.events(data, language, ids)
            job.check()
            return write_events(path, events, language, name)

        def finish(count: int) -> None:
            self.said.emit(self.tr("已导出 %n 个日程：{path}", "", count).format(path=path), False)

        self._tools.tasks.query(self, work, finish, name=self.tr("导出"))
