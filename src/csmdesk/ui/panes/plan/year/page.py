"""The page 年度计划."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.services.year_plan_view import BudgetItem, PlanItem
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import Page
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year.items_view import ItemsView
from csmdesk.ui.panes.plan.year.reading import Reading
from csmdesk.ui.panes.plan.year.sheets import YearSheets
from csmdesk.ui.panes.plan.year.tally import TallySpot
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.ui.panes.plan.year.budget_view import BudgetView
    from csmdesk.ui.panes.plan.year.export import YearExport
    from csmdesk.ui.panes.plan.year.segments_view import SegmentsView

_VIEWS = ("items", "budget", "segments")


class YearPage(Page):
    """Three views: the items with the year over them, the budget, the segments.

    G draws the plan, N adds an item or a line of the budget, Alt+← and Alt+→ turn to another year.
    """

    def __init__(self, tools: PlanTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        theme = tools.theme
        self.reading = Reading(tools, self)
        self.before = Button(theme, kind="flat", icon="left")
        self.after = Button(theme, kind="flat", icon="right")
        self.title = Label(theme, scale="head")
        self.note = Label(theme, role="t3", scale="small")
        self.views = Segmented(
            theme,
            [("items", self.tr("安排")), ("budget", self.tr("预算")), ("segments", self.tr("分层"))],
            self.tr("视图"),
        )
        self.new = Button(theme, self.tr("新安排"), icon="plus", hint="N")
        self.export_button = Button(theme, self.tr("导出"), icon="export", arrow=True)
        self.draw_button = Button(theme, self.tr("生成…"), kind="primary", hint="G")
        self.items = ItemsView(tools, self.reading)
        self.sheets = YearSheets(tools, self.reading, self)
        self._budget: BudgetView | None = None
        self._segments: SegmentsView | None = None
        self._empty: EmptyState | None = None
        self._export: YearExport | None = None
        self._state: dict[str, str] = {}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.before.setAccessibleName(self.tr("前一年"))
        self.before.setToolTip(self.tr("前一年 Alt+←"))
        self.after.setAccessibleName(self.tr("后一年"))
        self.after.setToolTip(self.tr("后一年 Alt+→"))
        self.export_button.setAccessibleName(self.tr("导出"))
        head = self._head = QHBoxLayout()
        head.setContentsMargins(INSET - 8, 8, INSET, 8)
        head.setSpacing(8)
        left: tuple[QWidget, ...] = (self.before, self.title, self.after, self.note)
        for widget in left:
            head.addWidget(widget)
        head.addStretch(1)
        for widget in (
            self.items.look,
            self.views,
            self.new,
            self.export_button,
            self.draw_button,
        ):
            head.addWidget(widget)
        place = QWidget()
        self._pages = QStackedLayout(place)
        self._pages.addWidget(self.items)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(place, 1)

    def _connect(self) -> None:
        self.before.clicked.connect(partial(self.reading.turn, -1))
        self.after.clicked.connect(partial(self.reading.turn, 1))
        self.reading.counted.connect(self._counted)
        self.views.chosen.connect(self.show_view)
        self.new.clicked.connect(self.add)
        self.export_button.clicked.connect(self._open_export)
        self.draw_button.clicked.connect(self.draw)
        self.items.said.connect(self.said)
        self.sheets.said.connect(self.said)
        self.items.open_asked.connect(self.open_asked)
        self.items.new_asked.connect(self.add)
        self.items.view.customContextMenuRequested.connect(self._open_menu)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Show the counts where there is room for them, else in the tip of the year; then leave words out."""
        self.note.show()
        self.export_button.setText(self.tr("导出"))
        for shorten in (self.note.hide, partial(self.export_button.setText, "")):
            self._head.invalidate()
            if self._head.sizeHint().width() <= self.width():
                break
            shorten()

    # --- views ----------------------------------------------------------------------------------------------

    @property
    def budget(self) -> BudgetView:
        """The view of the budget, made when it is first shown."""
        if self._budget is None:
            from csmdesk.ui.panes.plan.year.budget_view import BudgetView

            self._budget = BudgetView(self._tools, self.reading)
            self._budget.said.connect(self.said)
            self._budget.items_asked.connect(self._show_items_of)
            self._pages.addWidget(self._budget)
            self._budget.fill()
        return self._budget

    @property
    def segments(self) -> SegmentsView:
        """The view of the segments, made when it is first shown."""
        if self._segments is None:
            from csmdesk.ui.panes.plan.year.segments_view import SegmentsView

            self._segments = SegmentsView(self._tools, self.reading)
            self._segments.said.connect(self.said)
            self._pages.addWidget(self._segments)
            self._segments.fill()
        return self._segments

    def show_view(self, view: str) -> None:
        """Show the items, the budget or the segments."""
        if view not in _VIEWS:
            return
        self.views.set_key(view)
        self._show_page()

    def _show_page(self) -> None:
        view, data = self.views.key, self.reading.data
        self.items.look.setVisible(view == "items" and bool(self.reading.items))
        self.new.setVisible(view != "segments")
        self.new.setText(self.tr("加一行") if view == "budget" else self.tr("新安排"))
        if view == "budget":
            self._pages.setCurrentWidget(self.budget)
        elif view == "segments":
            self._pages.setCurrentWidget(self.segments)
        elif data is not None and not data.items:
            self._pages.setCurrentWidget(self._empty_page(data.title))
        else:
            self._pages.setCurrentWidget(self.items)
        self._fit_head()

    def _empty_page(self, title: str) -> EmptyState:
        if self._empty is None:
            self._empty = EmptyState(self._tools.theme, "", " ", self.tr("生成年度计划…"), "G", top=40)
            self._empty.acted.connect(self.draw)
            self._pages.addWidget(self._empty)
        self._empty.set_words(
            self.tr("{year} 还没有计划。").format(year=title),
            self.tr("按分层的节奏、到期合同和沙龙规则，把触达、QBR、工作坊、谈判、培训和沙龙排到工作日里。"),
        )
        return self._empty

    def _counted(self) -> None:
        data = self.reading.data
        if data is None:
            return
        self.title.setText(data.title)
        whole = data.whole
        parts = [
            self.tr("计划 {n}").format(n=f"{whole.planned:,}"),
            self.tr("完成 {n}").format(n=f"{whole.done:,}"),
            self.tr("未做 {n}").format(n=f"{whole.missed:,}"),
        ]
        if whole.extra:
            parts.append(self.tr("计划外 {n}").format(n=f"{whole.extra:,}"))
        if data.estimated:
            years = self.tr("、").join(str(year) for year in data.estimated)
            parts.append(self.tr("{years} 年节假日为预估").format(years=years))
        self.note.setText(" · ".join(parts) if data.items else "")
        self.title.setToolTip(self.note.text())
        why = self._tools.read_only
        self.draw_button.set_why_not(why)
        self.new.set_why_not(why)
        self._show_page()

    def _show_items_of(self, row: BudgetItem) -> None:
        """Show the items behind a line of the budget that comes from the plan."""
        item = next((i for i in self.reading.items if self._is_of(i, row)), None)
        if item is not None:
            self.show_view("items")
            self.items.show_look("tally")
            self.items.choose(TallySpot(item.kind, row.month))
            self.items.to_list()

    def _is_of(self, item: PlanItem, row: BudgetItem) -> bool:
        from csmdesk.services.year_plan_budget import plan_items_of

        return item.id in plan_items_of(row, self.reading.items)

    # --- drawing and adding ---------------------------------------------------------------------------------

    def draw(self) -> None:
        """Show what drawing the plan would change."""
        self.sheets.draw()

    def add(self) -> None:
        """Add a line to the budget, or an item in the chosen week."""
        if self.reading.data is None or self._tools.read_only or self.views.key == "segments":
            return
        if self.views.key == "budget":
            self.budget.add_line()
        else:
            self.sheets.add_item(self.items.chosen)

    def clear(self) -> None:
        """Take out what was drawn and nobody changed."""
        data = self.reading.data
        if data is not None and not self._tools.read_only:
            plan, year = self._tools.source.year(), data.year
            self._tools.change(self, lambda: plan.clear(year), self.tr("已清空自动安排。"), self.said.emit)

    # --- files ----------------------------------------------------------------------------------------------

    @property
    def export(self) -> YearExport:
        """What writes files."""
        if self._export is None:
            from csmdesk.ui.panes.plan.year.export import YearExport

            self._export = YearExport(self._tools, self)
            self._export.said.connect(self.said)
        return self._export

    def export_table(self) -> None:
        """Write what the view shows to a workbook."""
        data = self.reading.data
        if data is None:
            return
        if self.views.key == "budget":
            self.export.budget(data, self.budget.model)
        elif self.views.key == "segments":
            self.export.segments(data, self.segments.model)
        else:
            self.export.items(data, self.items.view, self.items.model)

    def export_calendar(self) -> None:
        """Write the open items, or the selected ones where there are several, to a calendar file."""
        data = self.reading.data
        if data is not None:
            chosen = [item.id for item in self.items.acts.selected]
            self.export.calendar(data, chosen if len(chosen) > 1 else None)

    def _open_export(self) -> None:
        from csmdesk.ui.widgets.menu import Menu

        menu = Menu(self._tools.theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._exports():
            menu.add(action)
        menu.popup(self.export_button.mapToGlobal(QPoint(0, self.export_button.height())))

    def _exports(self) -> list[Action]:
        return [
            Action("year.export", self.tr("导出表格…"), self.export_table, icon="export"),
            Action("year.ics", self.tr("导出日历文件…"), self.export_calendar, icon="calendar"),
        ]

    # --- menus and actions ----------------------------------------------------------------------------------

    def _row_actions(self) -> list[Action]:
        acts, why = self.items.acts, self._tools.read_only
        none = why or ("" if acts.selected else self.tr("先选一项安排"))
        own = none or ("" if any(i.own and not i.typed for i in acts.selected) else self.tr("没有手工改过"))
        return [
            Action("year.done", self.tr("完成 / 重开"), acts.toggle_done, "D", "check", none),
            Action("year.earlier", self.tr("提前一周"), partial(acts.move_weeks, -1), "[", "left", none),
            Action("year.later", self.tr("推后一周"), partial(acts.move_weeks, 1), "]", "right", none),
            Action("year.drop", self.tr("取消安排"), acts.drop, "Delete", "x", none),
            Action("year.release", self.tr("交给系统排"), acts.release, "", "restore", own),
        ]

    def _open_menu(self, place: QPoint) -> None:
        from csmdesk.ui.widgets.menu import Menu

        menu = Menu(self._tools.theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._row_actions():
            menu.add(action)
        menu.popup(self.items.view.viewport().mapToGlobal(place))

    def actions(self) -> list[Action]:  # type: ignore[override]
        why = self._tools.read_only
        views = {"items": self.tr("安排"), "budget": self.tr("预算"), "segments": self.tr("分层")}
        found = [
            Action("year.draw", self.tr("生成年度计划…"), self.draw, "G", "plan", why),
            Action("year.new", self.tr("新安排"), self.add, "N", "plus", why),
            Action("year.clear", self.tr("清空自动安排"), self.clear, "", "x", why),
            *self._exports(),
            *(
                Action(
                    f"year.{key}",
                    self.tr("年度计划：{view}").format(view=words),
                    partial(self.show_view, key),
                )
                for key, words in views.items()
            ),
        ]
        return [*(self._row_actions() if self.views.key == "items" else []), *found]

    # --- the contract of a page -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self.reading.set_period(period, as_of)

    def refresh(self, changes: Changes) -> None:
        self.reading.refresh(changes)

    def open(self, kind: str, key: int) -> bool:
        if kind != "plan_item":
            return False
        self.show_view("items")
        return self.items.show_item(key)

    def stops(self) -> list[QWidget]:
        if self.views.key == "budget":
            return self.budget.stops()
        if self.views.key == "segments":
            return self.segments.stops()
        return self.items.stops() if self.reading.items else [self.draw_button]

    def settle(self) -> None:
        self.items.view.editing.commit()
        if self._budget is not None:
            self._budget.view.editing.commit()

    def save_state(self) -> dict[str, str]:
        return {"view": self.views.key, **self.items.save_state()}

    def restore_state(self, state: Mapping[str, str]) -> None:
        self.items.restore_state(state)
        if state.get("view") in _VIEWS:
            self.views.set_key(state["view"])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_G:
            self.draw()
        elif held == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_N:
            self.add()
        elif held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.reading.turn(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
