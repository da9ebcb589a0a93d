"""What one can do in the calendar, in one place for keys, menus and the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from csmdesk.domain.changes import Changes
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.calendar.export import CalendarExport
from csmdesk.ui.panes.calendar.menus import CalendarMenus
from csmdesk.ui.panes.calendar.pane_source import CalendarSource
from csmdesk.ui.panes.calendar.priority import grouping_names, order_names
from csmdesk.ui.panes.calendar.row_words import forecast_words
from csmdesk.ui.panes.calendar.rows import FORECASTS, CalendarRow
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.pane import CalendarPane


class CalendarTools(QObject):
    """The acts of ``pane``, made once its contracts have come."""

    def __init__(
        self, pane: CalendarPane, theme: Theme, tasks: Tasks, source: CalendarSource, language: Language
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._tasks = tasks
        self._source = source
        self._language: Language = language
        self.menus = CalendarMenus(pane, theme, self.actions)
        self.export = CalendarExport(tasks, source, language, pane)
        self.export.said.connect(pane.said)

    # --- what is chosen -------------------------------------------------------------------------------------

    def rows(self) -> list[CalendarRow]:
        """The contracts that an act is about: the selected ones, else the current one."""
        model, view = self._pane.reading.model, self._pane.left.view
        keys = view.selected_keys
        if len(keys) < 2 and view.key not in keys:
            keys = [view.key] if model.position_of(view.key) >= 0 else []
        return [row for row in map(model.row_of, keys) if row is not None]

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; '' when everything can."""
        why = self._source.read_only()
        return "" if why is None else why.to(self._language)

    # --- acts -----------------------------------------------------------------------------------------------

    def set_forecast(self, category: Forecast | None) -> None:
        """Say how sure the renewals of the chosen contracts are; None leaves it to the health again."""
        rows = self.rows()
        ids = [row.id for row in rows if row.open]
        if self.read_only or not ids:
            told = self.read_only or (self.tr("选中的合同已有结果，不再预测。") if rows else "")
            if told:
                self._pane.said.emit(told, False)
            return
        source = self._source
        if category is not None:
            # Seen at once; what it changes elsewhere comes with the next reading.
            self._pane.reading.forecast(ids, category)

        def work(_: Job) -> Changes:
            return source.track().renewals.set_forecast(ids, category)

        done = partial(self._forecast_set, len(ids), category)
        self._tasks.command(self, work, done, failed=self._forecast_refused)

    def _forecast_set(self, count: int, category: Forecast | None, changes: Changes) -> None:
        if changes.empty:
            return
        words = self.tr("按健康度") if category is None else forecast_words()[category.value]
        self._pane.said.emit(
            self.tr("已把 %n 份合同的预测改为{words}。", "", count).format(words=words), True
        )

    def _forecast_refused(self, problem: object) -> None:
        # What was shown at once is not so.
        self._pane.reading.read()
        self._tasks.failed.emit(problem)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard as a table."""
        plain, rich = self._pane.left.view.copy_text()
        held = QMimeData()
        held.setText(plain)
        held.setHtml(rich)
        QGuiApplication.clipboard().setMimeData(held)
        self._pane.said.emit(self.tr("已复制 %n 行。", "", len(self.rows())), False)

    def open_account(self) -> None:
        """Show the account of the current contract."""
        rows = self.rows()
        if rows:
            self._pane.open_asked.emit("account", rows[0].source.account_id)

    def _export_table(self, *, chosen: bool) -> None:
        pane = self._pane
        rows = self.rows() if chosen else pane.reading.model.shown
        columns = [pane.reading.model.columns[place] for place in pane.left.view.columns.places.shown]
        self.export.write_table(pane.title, columns, rows)

    def _export_calendar(self, *, chosen: bool) -> None:
        reading = self._pane.reading
        ids = [row.id for row in self.rows()] if chosen else None
        if ids is None and self._pane.look.filtered and reading.index is not None:
            ids = [row.id for row in reading.index.shown]
        self.export.write_calendar(self._pane.title, reading.period, reading.as_of, ids)

    def _subscribe(self) -> None:
        reading = self._pane.reading
        self.export.subscribe(self._pane.title, reading.period, reading.as_of)

    # --- the list of all ------------------------------------------------------------------------------------

    def actions(self) -> list[Action]:
        """What can be done here and now."""
        return [
            *self._of_views(),
            *self._of_contracts(),
            *self._of_list(),
            *self._of_matrix(),
            *self._of_files(),
        ]

    def _of_views(self) -> list[Action]:
        showing = self._pane.showing
        month = showing.mode == "month"
        return [
            _action("year", self.tr("看年历"), partial(showing.show_mode, "year"), "Alt+1", "calendar"),
            _action("month", self.tr("看月历"), partial(showing.show_mode, "month"), "Alt+2", "calendar"),
            _action("list", self.tr("看合同列表"), partial(showing.show_mode, "list"), "Alt+3", "contract"),
            _action(
                "back",
                self.tr("上一月") if month else self.tr("上一年"),
                partial(showing.step, -1),
                "[",
                "left",
            ),
            _action(
                "forward",
                self.tr("下一月") if month else self.tr("下一年"),
                partial(showing.step, 1),
                "]",
                "right",
            ),
            _action("path", self.tr("达标路径"), self._pane.open_path, "", "plan"),
        ]

    def _of_contracts(self) -> list[Action]:
        rows, read_only = self.rows(), self.read_only
        nobody = "" if rows else self.tr("没有选中合同。")
        whom = rows[0].source.account if len(rows) == 1 else self.tr("%n 份合同", "", len(rows))
        about = rows[0].source.account if len(rows) == 1 else ""
        settled = "" if any(row.open for row in rows) else self.tr("选中的合同已有结果，不再预测。")
        why_not = read_only or nobody or settled
        found = [
            _action("open", self.tr("看续约轨道：{whom}"), self._pane.enter_track, "↵", "open", nobody),
            _action("open_account", self.tr("打开客户：{whom}"), self.open_account, "O", "accounts", nobody),
        ]
        names = forecast_words()
        for number, category in enumerate(FORECASTS, start=1):
            words = self.tr("预测{forecast}：{whom}").replace("{forecast}", names[category.value])
            run = partial(self.set_forecast, category)
            found.append(_action(f"forecast.{category.value}", words, run, str(number), "plan", why_not))
        by_health = self.tr("预测按健康度：{whom}")
        found.append(
            _action("forecast.health", by_health, partial(self.set_forecast, None), "0", "plan", why_not)
        )
        return [_about(action, whom, about) for action in found]

    def _of_list(self) -> list[Action]:
        pane = self._pane
        nobody = "" if self.rows() else self.tr("没有选中合同。")
        clear = "" if pane.look.filtered else self.tr("没有筛选。")
        return [
            _action("filter", self.tr("筛选合同"), pane.left.to_filter, "/", "filter"),
            _action("chips", self.tr("逐个走过筛选条件"), pane.left.next_chip, "Alt+F", "filter"),
            _action("clear", self.tr("清除筛选"), pane.look.clear, "Esc", "x", clear),
            _action("columns", self.tr("选择列"), self.menus.open_columns, "Alt+C", "cols"),
            *(
                _action(
                    f"order.{key}",
                    self.tr("排序：{name}").format(name=name),
                    partial(pane.look.set_order, key),
                )
                for key, name in order_names().items()
            ),
            *(
                _action(
                    f"group.{key or 'none'}",
                    self.tr("分组：{name}").format(name=name),
                    partial(pane.look.set_grouping, key),
                )
                for key, name in grouping_names().items()
            ),
            _action("copy", self.tr("复制为表格"), self.copy, "Ctrl+C", "copy", nobody),
        ]

    def _of_matrix(self) -> list[Action]:
        showing, year = self._pane.showing, self._pane.showing.year
        by = showing.set_by
        return [
            _action("matrix", self.tr("到风险矩阵"), self._pane.right.to_matrix, "Alt+R", "calendar"),
            _action(
                "by.decision",
                self.tr("距决策日，{year} 年到期的合同").format(year=year),
                partial(by, "decision"),
            ),
            _action("by.all", self.tr("距决策日，全部合同"), partial(by, "decision", every_year=True)),
            _action("by.month", self.tr("{year} 年的到期月").format(year=year), partial(by, "month")),
            _action("rule", self.tr("评级规则"), self._pane.right.head.ask_rule, "", "eye"),
        ]

    def _of_files(self) -> list[Action]:
        nobody = "" if self.rows() else self.tr("没有选中合同。")
        chosen, all_ = partial(self._export_table, chosen=True), partial(self._export_table, chosen=False)
        return [
            _action(
                "export_ics",
                self.tr("导出日历 .ics…"),
                partial(self._export_calendar, chosen=False),
                "Ctrl+E",
                "export",
            ),
            _action("subscribe", self.tr("随客户书更新的 .ics…"), self._subscribe, "", "restore"),
            _action("unsubscribe", self.tr("不再更新 .ics"), self.export.unsubscribe, "", "x"),
            _action("export_table", self.tr("导出表格…"), all_, "Ctrl+Shift+E", "export"),
            _action("export_chosen", self.tr("导出选中的合同…"), chosen, "", "export", nobody),
            _action(
                "export_ics_chosen",
                self.tr("导出选中合同的 .ics…"),
                partial(self._export_calendar, chosen=True),
                "",
                "export",
                nobody,
            ),
        ]


def _action(
    key: str, words: str, run: Callable[[], object], shortcut: str = "", icon: str = "", why_not: str = ""
) -> Action:
    return Action(f"calendar.{key}", words, partial(_call, run), shortcut, icon, why_not)


def _about(action: Action, whom: str, about: str) -> Action:
    return Action(
        action.key,
        action.text.format(whom=whom),
        action.run,
        action.shortcut,
        action.icon,
        action.why_not,
        about,
    )


def _call(act: Callable[[], object]) -> None:
    act()
