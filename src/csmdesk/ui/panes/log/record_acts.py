"""What one can do with records, in one place for keys, menus, the bar of several rows and the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication

from csmdesk.domain.errors import UserError
from csmdesk.ui.actions import Action
from csmdesk.ui.models.columns import ColumnLayout
from csmdesk.ui.panes.log.columns import NUMBER_FORMATS
from csmdesk.ui.panes.log.rows import RecordRow
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.panes.table_export import TableExport
from csmdesk.ui.tasks import Problem
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.reports.table_file import Sheet
    from csmdesk.services.log.kind import LogAct
    from csmdesk.ui.panes.accounts.columns_menu import ColumnsMenu
    from csmdesk.ui.panes.log.page import KindPage

_MENU = (("open", "edit", "account"), ("copy", "paste", "export", "months"), ("remove",), ("new", "form"))


class RecordActs(QObject):
    """The acts on the list of ``page``. ``said`` is a sentence and whether to offer to undo."""

    said = Signal(str, bool)

    def __init__(self, page: KindPage, tools: LogTools) -> None:
        super().__init__(page)
        self._page = page
        self._tools = tools
        self._menu: Menu | None = None
        self._columns: ColumnsMenu | None = None
        self.export = TableExport(tools.tasks, page)
        self.export.said.connect(self.said)

    # --- what is chosen -------------------------------------------------------------------------------------

    def rows(self) -> list[RecordRow]:
        """The records that an act is about: the selected ones, else the current one."""
        model, view = self._page.model, self._page.view
        keys = view.selected_keys
        if len(keys) < 2 and view.key not in keys:
            keys = [view.key] if model.position_of(view.key) >= 0 else []
        return [row for row in map(model.row_of, keys) if row is not None]

    # --- one cell -------------------------------------------------------------------------------------------

    def edit(self, key: int, column: str, _typed: str) -> None:
        """Open an editor in a cell."""
        page = self._page
        row, why = page.model.row_of(key), self._tools.source.read_only()
        if row is not None and why is not None:
            self._tools.tasks.failed.emit(Problem(UserError(why)))
        elif row is not None and column in page.listing.places:
            text = row.source.typed[page.listing.places[column]]
            page.view.edit_cell(key, column, text=text, choices=page.listing.choices.get(column, ()))

    def write(self, key: int, column: str, text: str) -> None:
        """Save what was typed into a cell."""
        kind = self._page.kind
        self._tools.tasks.command(self, lambda _: kind.edit([key], column, text), failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        # Enter has closed the cell: it opens again with what was typed and what is wrong about it.
        told = problem.text.to(self._tools.language)
        if problem.bug or not self._page.view.show_edit_problem(told):
            self._tools.tasks.failed.emit(problem)

    def edit_cell(self) -> None:
        """Edit the current cell."""
        view = self._page.view
        view.setFocus()
        view.ask_edit(view.currentIndex())

    # --- acts -----------------------------------------------------------------------------------------------

    def remove(self) -> None:
        """Take the chosen records out of the book; the toast offers to undo it."""
        rows, page = self.rows(), self._page
        if not rows or page.read_only:
            return
        ids, kind = [row.id for row in rows], page.kind
        done = self.tr("已删除 %n 条记录。", "", len(ids))
        self._tools.change(self, lambda: kind.remove(ids), done, self.said.emit)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard as a table."""
        plain, rich = self._page.view.copy_text()
        held = QMimeData()
        held.setText(plain)
        held.setHtml(rich)
        QGuiApplication.clipboard().setMimeData(held)
        self.said.emit(self.tr("已复制 %n 行。", "", len(self.rows())), False)

    def paste_new(self) -> None:
        """Add the rows of the clipboard as records."""
        text = QGuiApplication.clipboard().text()
        if text:
            self._page.paste.as_new(text)
        else:
            self.said.emit(self.tr("剪贴板里没有可粘贴的行。"), False)

    def export_rows(self) -> None:
        """Write the selected rows, or all that are shown, with the shown columns to a file."""
        page = self._page
        several = self.rows()
        rows = several if len(several) > 1 else page.model.shown
        columns = [page.model.columns[place] for place in page.view.columns.places.shown]
        kinds = {field.key: field.kind for field in page.kind.fields}
        numbers = [NUMBER_FORMATS.get(kinds[column.key], "") for column in columns]
        title = self.tr("导出 %n 条记录", "", len(rows))
        name = page.kind.name.to(self._tools.language)
        self.export.write_rows(title, name, columns, rows, numbers, self._exported)

    def _exported(self, count: int, path: Path) -> str:
        return self.tr("已导出 %n 条记录：{path}", "", count).format(path=path)

    def export_months(self) -> None:
        """Write the selected records, or all that are shown, to a file by month and word."""
        page, language = self._page, self._tools.language
        several = self.rows()
        ids = [row.id for row in (several if len(several) > 1 else page.model.shown)]
        kind, day = page.kind, page.listing.day

        def read() -> list[Sheet]:
            from csmdesk.reports.table_file import Sheet

            return [
                Sheet(table.title, table.heads, table.rows, ["", *[table.number] * (len(table.heads) - 1)])
                for table in kind.by_month(ids, day, language)
            ]

        title = self.tr("按月汇总 %n 条记录", "", len(ids))
        name = self.tr("{records} 按月").format(records=kind.name.to(language))
        self.export.write_sheets(title, name, read, self._months_written)

    def _months_written(self, path: Path) -> str:
        return self.tr("已导出交叉表：{path}").format(path=path)

    def _open_account(self) -> None:
        rows = self.rows()
        if rows and rows[0].source.account_id is not None:
            self._page.open_asked.emit("account", rows[0].source.account_id)

    def _do(self, act: LogAct) -> None:
        """Do an act with the chosen records; with one that asks for something first, beside the list."""
        rows, kind = self.rows(), self._page.kind
        if len(rows) == 1 or act.fields or not act.several:
            self._page.beside.do(act.key)
            return
        ids = [row.id for row in rows]
        done = self.tr("已完成：{act}").format(act=act.name.to(self._tools.language))
        self._tools.change(self, lambda: kind.act(act.key, ids), done, self.said.emit)

    # --- columns and menus ----------------------------------------------------------------------------------

    def open_columns(self, *_: object) -> None:
        """Open the columns below their button."""
        page = self._page
        if self._columns is None:
            from csmdesk.ui.panes.accounts.columns_menu import ColumnsMenu

            self._columns = ColumnsMenu(self._tools.theme, page.model.columns, page)
            self._columns.changed.connect(self._lay_out)
        button = page.heading.columns
        place = button.mapToGlobal(QPoint(button.width(), button.height() + 2))
        self._columns.open_at(place, page.view.layout)

    @property
    def columns(self) -> ColumnsMenu | None:
        """The menu of columns, once it has been opened."""
        return self._columns

    def _lay_out(self, layout: ColumnLayout | None) -> None:
        self._page.view.set_layout(layout)

    def open_menu(self, place: QPoint) -> None:
        """Open what can be done with the chosen rows at ``place`` (global)."""
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(self._tools.theme, self._page.view)
        by_key = {action.key.removeprefix("log."): action for action in self.actions()}
        acts = tuple(key for key in by_key if key.startswith("act."))
        for keys in (_MENU[0], acts, *_MENU[1:]):
            if not keys:
                continue
            if not menu.isEmpty():
                menu.addSeparator()
            for key in keys:
                menu.add(by_key[key])
        menu.popup(place)

    @property
    def menu(self) -> Menu | None:
        """The menu that was opened last."""
        return self._menu

    # --- the list of all ------------------------------------------------------------------------------------

    def actions(self) -> list[Action]:
        """What can be done with the records of this kind here and now."""
        page, rows = self._page, self.rows()
        one = page.kind.one.to(self._tools.language)
        nothing = "" if rows else self.tr("没有选中记录。")
        read_only = page.read_only
        column = page.view.currentIndex().column()
        fixed = column < 0 or not page.model.columns[column].edit
        no_account = not rows or rows[0].source.account_id is None
        act = _action
        return [
            act("new", self.tr("快速录入{one}").format(one=one), page.to_line, "N", "plus", read_only),
            act("form", self.tr("填表新建{one}").format(one=one), page.new, "Shift+N", "", read_only),
            act("open", self.tr("到右边的表单"), self._enter, "↵", "open", nothing),
            act(
                "edit",
                self.tr("编辑单元格"),
                self.edit_cell,
                "F2",
                "",
                read_only or nothing or (self.tr("这一列不能编辑。") if fixed else ""),
            ),
            act(
                "account",
                self.tr("打开客户"),
                self._open_account,
                "Ctrl+O",
                "accounts",
                nothing or (self.tr("这条记录没有客户。") if no_account else ""),
            ),
            *self._kind_acts(rows, read_only or nothing),
            act("remove", self.tr("删除"), self.remove, "Delete", "", read_only or nothing),
            act("copy", self.tr("复制为表格"), self.copy, "Ctrl+C", "copy", nothing),
            act("paste", self.tr("粘贴为新记录"), self.paste_new, "Ctrl+Shift+V", "", read_only),
            act("export", self.tr("导出表格"), self.export_rows, "Ctrl+Shift+E", "export"),
            act(
                "months",
                self.tr("导出交叉表"),
                self.export_months,
                "Alt+E",
                "export",
                "" if page.model.shown_count else self.tr("没有可导出的记录。"),
            ),
            act("filter", self.tr("筛选记录"), page.to_filter, "/", "filter"),
            act("chips", self.tr("逐个走过筛选条件"), page.chips.bar.next_chip, "Alt+F", "filter"),
            act(
                "clear",
                self.tr("清除筛选"),
                page.clear_filter,
                "Esc",
                "x",
                "" if page.filtered else self.tr("没有筛选。"),
            ),
            act("columns", self.tr("选择列"), self.open_columns, "Alt+C", "cols"),
        ]

    def _kind_acts(self, rows: Sequence[RecordRow], why_not: str) -> list[Action]:
        found = []
        for act in self._page.kind.acts:
            button = self._page.beside.acts.get(act.key)
            reason = why_not
            if not reason and len(rows) == 1 and button is not None and not button.isEnabled():
                reason = button.toolTip()
            elif not reason and len(rows) > 1 and not act.several:
                reason = self.tr("一次只能对一条记录做。")
            name = act.name.to(self._tools.language)
            found.append(_action(f"act.{act.key}", name, partial(self._do, act), "", "", reason))
        return found

    def _enter(self) -> None:
        self._page.beside.enter()


def _action(
    key: str,
    words: str,
    run: Callable[[], object],
    shortcut: str = "",
    icon: str = "",
    why_not: str = "",
) -> Action:
    return Action(f"log.{key}", words, partial(_call, run), shortcut, icon, why_not)


def _call(act: Callable[[], object], _checked: bool = False) -> None:
    act()
