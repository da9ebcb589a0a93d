"""What one can do with the list, in one place for keys, menus, the bar of several rows and the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.ui.actions import Action
from csmdesk.ui.models.columns import ColumnLayout
from csmdesk.ui.panes.accounts.account_acts import AccountActs
from csmdesk.ui.panes.accounts.export import Export
from csmdesk.ui.panes.accounts.groupings import grouping_names
from csmdesk.ui.panes.accounts.list_edit import ListEdit
from csmdesk.ui.panes.accounts.rows import AccountRow
from csmdesk.ui.panes.bulk_bar import BulkAct, BulkBar
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.ui.panes.accounts.columns_menu import ColumnsMenu
    from csmdesk.ui.panes.accounts.pane import AccountsPane

_FIELDS = ("segment", "owner", "stage")

_CHANGES = (*_FIELDS, "touch", "archive", "hand_over", "merge")
"""The acts of the bar that change the book."""


class ListTools(QObject):
    """The acts on the list of ``pane``, made once its figures have come."""

    def __init__(
        self, pane: AccountsPane, theme: Theme, tasks: Tasks, accounts: Accounts, language: Language
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._theme = theme
        self._language: Language = language
        self._menu: Menu | None = None
        self._words: dict[str, str] = {}
        """What each action is called without the accounts that it is about."""
        self._columns: ColumnsMenu | None = None
        model = pane.listing.model
        self.edit = ListEdit(theme, tasks, accounts, language, pane.view, model)
        self.acts = AccountActs(theme, tasks, accounts, language, self.edit.choices, pane)
        self.export = Export(tasks, pane)
        self.bar = BulkBar(theme, self._bulk_acts())
        self.bar.set_why_not(_CHANGES, pane.read_only)
        self.bar.hide()
        for part in (self.edit, self.acts, self.export):
            part.said.connect(pane.said)
        self.bar.asked.connect(self._bulk)
        self.bar.cleared.connect(self._select_one)
        pane.view.selection_changed.connect(self._show_selection)
        model.shown_changed.connect(self._show_selection)
        self.edit.read_choices()

    # --- what is chosen -------------------------------------------------------------------------------------

    def rows(self) -> list[AccountRow]:
        """The accounts that an act is about: the selected ones, else the current one."""
        model, view = self._pane.listing.model, self._pane.view
        keys = view.selected_keys
        if len(keys) < 2 and view.key not in keys:
            keys = [view.key] if model.position_of(view.key) >= 0 else []
        return [row for row in map(model.row_of, keys) if row is not None]

    def _show_selection(self) -> None:
        rows = self.rows()
        several = len(rows) > 1
        if several:
            money = self._pane.listing.money(sum(row.units for row in rows))
            words = self.tr("已选 {count}").format(count=f"{len(rows):,}")
            self.bar.show_selection(f"{words} · {money}" if money else words)
        self.bar.setVisible(several)

    def _select_one(self) -> None:
        self._pane.view.select_one()
        self._pane.view.setFocus()

    def page_actions(self) -> list[Action]:
        """What the page of the current account offers beside its own acts."""
        return [
            Action("accounts.hand_over", self.tr("移交…"), self.hand_over, icon="person"),
            Action("accounts.archive", self.tr("归档或取消归档"), self.archive),
            Action("accounts.duplicates", self.tr("查找重复客户"), self.find_duplicates, icon="search"),
        ]

    # --- the bar --------------------------------------------------------------------------------------------

    def _bulk_acts(self) -> list[BulkAct]:
        words = self.acts.field_words()
        return [
            *(BulkAct(field, words[field], choices=True) for field in _FIELDS),
            BulkAct("touch", self.tr("记触达")),
            BulkAct("archive", self.tr("归档")),
            BulkAct("export", self.tr("导出")),
            BulkAct("copy", self.tr("复制")),
            BulkAct("hand_over", self.tr("移交…")),
            BulkAct("merge", self.tr("合并…")),
        ]

    def _bulk(self, key: str, place: QPoint) -> None:
        if key in _FIELDS:
            self.acts.choose(key, self.rows(), place)
            return
        action = next((a for a in self.actions() if a.key == f"accounts.{key}"), None)
        if action is not None and not action.why_not:
            action.run()

    # --- acts -----------------------------------------------------------------------------------------------

    def touch(self) -> None:
        """Add a touch to the chosen accounts, in the line beside the list."""
        rows = self.rows()
        if rows:
            self._pane.beside.close_form()
            self._pane.detail.open_touch([row.id for row in rows])

    def archive(self) -> None:
        """Archive the chosen accounts, or bring them back when all of them are archived."""
        rows = self.rows()
        if rows and all(row.source.archived for row in rows):
            self.acts.unarchive(rows)
        elif rows:
            self.acts.archive([row for row in rows if not row.source.archived])

    def copy(self) -> None:
        """Put the chosen rows on the clipboard as a table."""
        plain, rich = self._pane.view.copy_text()
        held = QMimeData()
        held.setText(plain)
        held.setHtml(rich)
        QGuiApplication.clipboard().setMimeData(held)
        self._pane.said.emit(self.tr("已复制 %n 行。", "", len(self.rows())), False)

    def export_rows(self) -> None:
        """Write the selected rows, or all that are shown, with the shown columns to a file."""
        model = self._pane.listing.model
        several = self.rows()
        rows = several if len(several) > 1 else model.shown
        columns = [model.columns[place] for place in self._pane.view.columns.places.shown]
        self.export.write(self.tr("客户"), columns, rows)

    def choose_field(self, field: str) -> None:
        """Offer the words of a field at the current row."""
        view = self._pane.view
        box = view.visualRect(view.currentIndex())
        place = view.viewport().mapToGlobal(box.bottomLeft() + QPoint(24, 0))
        self.acts.choose(field, self.rows(), place)

    def edit_cell(self) -> None:
        """Edit the current cell."""
        view = self._pane.view
        view.setFocus()
        view.ask_edit(view.currentIndex())

    def find_duplicates(self) -> None:
        """Select the accounts that may be one, and ask which of them stays."""
        self.acts.find_duplicates(self._pane.listing.model.row_of)

    # --- columns and groups ---------------------------------------------------------------------------------

    def open_columns(self) -> None:
        """Open the columns below their button."""
        if self._columns is None:
            from csmdesk.ui.panes.accounts.columns_menu import ColumnsMenu

            self._columns = ColumnsMenu(self._theme, self._pane.listing.model.columns, self._pane)
            self._columns.changed.connect(self._lay_out)
        button = self._pane.heading.columns
        place = button.mapToGlobal(QPoint(button.width(), button.height() + 2))
        self._columns.open_at(place, self._pane.view.layout)

    @property
    def columns(self) -> ColumnsMenu | None:
        """The menu of columns, once it has been opened."""
        return self._columns

    def _lay_out(self, layout: ColumnLayout | None) -> None:
        self._pane.view.set_layout(layout)
        self._pane.look.changed.emit()

    def open_groupings(self) -> None:
        """Offer by what to group the list, below the button."""
        menu = self._new_menu(self._pane.heading.group)
        for key, name in grouping_names().items():
            entry = menu.addAction(name)
            entry.setCheckable(True)
            entry.setChecked(key == self._pane.look.grouping)
            entry.triggered.connect(partial(_call, partial(self._pane.look.set_grouping, key)))
        button = self._pane.heading.group
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    # --- the menu of a row ----------------------------------------------------------------------------------

    def open_menu(self, place: QPoint) -> None:
        """Open what can be done with the chosen rows at ``place`` (global)."""
        menu = self._new_menu(self._pane.view)
        for group in self._menu_groups():
            if not menu.isEmpty():
                menu.addSeparator()
            for action in group:
                words = self._words[action.key].replace("&", "&&")
                entry = menu.addAction(f"{words}\t{action.shortcut}".rstrip("\t"))
                entry.setEnabled(not action.why_not)
                entry.setToolTip(action.why_not)
                entry.triggered.connect(partial(_call, action.run))
        menu.popup(place)

    @property
    def menu(self) -> Menu | None:
        """The menu that was opened last."""
        return self._menu

    def _menu_groups(self) -> list[list[Action]]:
        by_key = {action.key.removeprefix("accounts."): action for action in self.actions()}
        groups = (
            ("open", "touch", "edit"),
            ("segment", "owner", "stage"),
            ("copy", "export"),
            ("hand_over", "merge", "archive"),
            ("new", "duplicates"),
        )
        return [[by_key[key] for key in keys if key in by_key] for keys in groups]

    def _new_menu(self, parent: QWidget) -> Menu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self._theme, parent)
        return self._menu

    # --- the list of all ------------------------------------------------------------------------------------

    def actions(self) -> list[Action]:
        """What can be done here and now."""
        pane, rows = self._pane, self.rows()
        whom = self.acts.whom(rows) if rows else ""
        nobody = "" if rows else self.tr("没有选中客户。")
        read_only = pane.read_only
        away = bool(rows) and all(row.source.archived for row in rows)
        column = pane.view.currentIndex().column()
        fixed = column < 0 or not pane.listing.model.columns[column].edit

        def about(words: str) -> str:
            return self.tr("{what}：{whom}").format(what=words, whom=whom) if whom else words

        def act(
            key: str,
            words: str,
            run: Callable[[], object],
            shortcut: str = "",
            icon: str = "",
            why_not: str = "",
            *,
            row: bool = False,
        ) -> Action:
            text = about(words) if row else words
            why_not = why_not or (nobody if row else "")
            one = rows[0].name if row and len(rows) == 1 else ""
            self._words[f"accounts.{key}"] = words
            return Action(f"accounts.{key}", text, partial(_call, run), shortcut, icon, why_not, one)

        words = self.acts.field_words()
        two = "" if len(rows) > 1 else self.tr("先选中两个或更多客户。")
        return [
            act("new", self.tr("新建客户"), pane.new_account, "N", "plus", read_only),
            act("open", self.tr("打开"), pane.open_current, "↵", "open", row=True),
            act("touch", self.tr("记触达"), self.touch, "T", "touch", read_only, row=True),
            act(
                "edit",
                self.tr("编辑单元格"),
                self.edit_cell,
                "F2",
                "",
                read_only or (self.tr("这一列不能编辑。") if fixed else ""),
                row=True,
            ),
            *(
                act(field, words[field], partial(self.choose_field, field), "", "", read_only, row=True)
                for field in _FIELDS
            ),
            act(
                "archive",
                self.tr("取消归档") if away else self.tr("归档"),
                self.archive,
                "Delete",
                "",
                read_only,
                row=True,
            ),
            act("merge", self.tr("合并"), self.merge, "", "", read_only or two, row=True),
            act("hand_over", self.tr("移交"), self.hand_over, "", "person", read_only, row=True),
            act("duplicates", self.tr("查找重复客户"), self.find_duplicates, "", "search", read_only),
            act("copy", self.tr("复制为表格"), self.copy, "Ctrl+C", "", row=True),
            act("export", self.tr("导出表格"), self.export_rows, "Ctrl+Shift+E", "export"),
            act("filter", self.tr("筛选客户"), pane.side.to_filter, "/", "filter"),
            act("chips", self.tr("逐个走过筛选条件"), pane.side.next_chip, "Alt+F", "filter"),
            act(
                "clear",
                self.tr("清除筛选"),
                pane.side.clear_filter,
                "Esc",
                "x",
                "" if pane.look.filtered else self.tr("没有筛选。"),
            ),
            act("archived", self.tr("显示或隐藏归档客户"), pane.toggle_archived, "", "eye"),
            act("columns", self.tr("选择列"), self.open_columns, "Alt+C", "cols"),
            act("views", self.tr("选择视图"), pane.views.open_menu, "Alt+V", "eye"),
            act("save_view", self.tr("把现在的样子存为视图"), pane.views.save_as, "", "eye", read_only),
            *(
                act(
                    f"view.{view.key}",
                    self.tr("视图：{name}").format(name=view.name.to(self._language)),
                    partial(pane.views.choose, view.key),
                    "",
                    "eye",
                )
                for view in pane.views.saved
            ),
            *(
                act(
                    f"group.{key or 'none'}",
                    self.tr("分组：{name}").format(name=name),
                    partial(pane.look.set_grouping, key),
                )
                for key, name in grouping_names().items()
            ),
        ]

    def merge(self) -> None:
        """Ask which of the selected accounts stays."""
        rows = self.rows()
        if len(rows) > 1:
            self.acts.merge(rows)

    def hand_over(self) -> None:
        """Ask who takes the chosen accounts over."""
        rows = self.rows()
        if rows:
            listing = self._pane.listing
            self.acts.hand_over(rows, listing.period, listing.as_of)


def _call(act: Callable[[], object], _checked: bool = False) -> None:
    act()
