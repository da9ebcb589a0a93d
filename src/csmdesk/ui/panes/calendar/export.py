"""Writing the calendar to files: .ics once or for others to subscribe to, and the list as a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language
from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.calendar.list_columns import NUMBER_FORMATS
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.rows import CalendarRow
from csmdesk.ui.panes.table_export import TableExport
from csmdesk.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CalendarExport(TableExport):
    """Asks where to, and writes tables and calendar files."""

    def __init__(self, tasks: Tasks, source: CalendarSource, language: Language, parent: QWidget) -> None:
        super().__init__(tasks, parent)
        self._source = source
        self._language: Language = language

    # --- a table --------------------------------------------------------------------------------------------

    def write_table(
        self, name: str, columns: Sequence[Column[CalendarRow]], rows: Sequence[CalendarRow]
    ) -> None:
        """Ask for a place and write ``rows`` there; nothing happens when none is given."""
        title = self.tr("导出 %n 份合同", "", len(rows))
        numbers = [NUMBER_FORMATS.get(column.key, "") for column in columns]
        self.write_rows(title, name, columns, rows, numbers, self._table_words)

    def _table_words(self, count: int, path: Path) -> str:
        return self.tr("已导出 %n 份合同：{path}", "", count).format(path=path)

    # --- a calendar -----------------------------------------------------------------------------------------

    def write_calendar(
        self, name: str, period: str, as_of: date | None, ids: Collection[int] | None = None
    ) -> None:
        """Ask for a place and write the days of the open contracts there, of ``ids`` alone where given."""
        path = self.place.choose(self._host, self.tr("导出日历文件"), name, [".ics"])
        if path is None:
            return
        source, language = self._source, self._language
        chosen = None if ids is None else frozenset(ids)

        def work(_: Job) -> int:
            from csmdesk.reports.subscribed_calendar import write_calendar

            return write_calendar(path, source.track().calendar, period, as_of, language, ids=chosen)

        self._tasks.query(self, work, partial(self._calendar_written, path), name=self.tr("导出"))

    def _calendar_written(self, path: Path, count: int) -> None:
        self.said.emit(self.tr("已导出 %n 个日程：{path}", "", count).format(path=path), False)

    def subscribe(self, name: str, period: str, as_of: date | None) -> None:
        """Ask for a place of a file that is written anew with each change of the book."""
        title = self.tr("随客户书更新的日历文件（不加密，谁都能读）")
        path = self.place.choose(self._host, title, name, [".ics"])
        if path is None:
            return
        source, language = self._source, self._language

        def work(_: Job) -> None:
            from csmdesk.reports.subscribed_calendar import Subscription

            source.subscribed().subscribe(Subscription(path), period, as_of, language)

        self._tasks.query(self, work, partial(self._subscribed, path), name=self.tr("导出"))

    def _subscribed(self, path: Path, _: None) -> None:
        self.said.emit(self.tr("客户书每次改动后都会更新：{path}").format(path=path), False)

    def unsubscribe(self) -> None:
        """Write the subscribed file no more; it stays where it is."""
        source = self._source
        self._tasks.query(self, lambda _: source.subscribed().unsubscribe(), self._unsubscribed)

    def _unsubscribed(self, _: None) -> None:
        self.said.emit(self.tr("不再更新日历文件，原文件留着。"), False)
