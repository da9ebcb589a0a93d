"""The saved views of the account list: the button that names one, its menu, and whether it still holds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.services.account_views import ListView, SavedView
    from csmdesk.ui.panes.accounts.line_sheet import LineSheet

_FIRST = "all"


class Views(QObject):
    """Which view the list is looked at through.

    ``look`` gives how the list is looked at now, ``chosen`` asks for another look. ``others_changed`` says
    that a setting that is no view has changed. ``said`` is a sentence and whether to offer to undo.
    """

    chosen = Signal(object)
    others_changed = Signal()
    said = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        accounts: Accounts,
        language: Language,
        look: Callable[[], ListView],
        button: Button,
        parent: QWidget,
    ) -> None:
        """``button`` names the view and opens the menu."""
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._accounts = accounts
        self._language: Language = language
        self._look = look
        self._host = parent
        self._saved: list[SavedView] = []
        self.key = _FIRST
        """The key of the view that was chosen last."""
        self._menu: Menu | None = None
        self._sheet: LineSheet | None = None
        self._renamed = ""
        self.button = button

    # --- what is saved --------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the saved views beside the window."""
        accounts = self._accounts
        self._tasks.query(self, lambda _: accounts.views.saved(), self._take, slot="views")

    def settings_changed(self, ids: Collection[int]) -> None:
        """Read the views anew, and pass on that another setting than theirs has changed."""
        accounts = self._accounts
        self._tasks.query(self, lambda _: accounts.views.saved(), partial(self._take_after, ids))

    def _take_after(self, ids: Collection[int], found: tuple[list[SavedView], int]) -> None:
        self._take(found)
        # Which setting an id was that is gone by now nobody can tell: the book gives ids out again.
        if not set(ids) <= {found[1]}:
            self.others_changed.emit()

    def _take(self, found: tuple[list[SavedView], int]) -> None:
        self._saved = found[0]
        self.show_state()

    @property
    def saved(self) -> list[SavedView]:
        """The views that can be chosen; empty until they have been read."""
        return self._saved

    @property
    def current(self) -> SavedView | None:
        """The view that was chosen last; None when it is gone or has not been read."""
        return next((view for view in self._saved if view.key == self.key), None)

    @property
    def changed(self) -> bool:
        """True when the list is looked at otherwise than the chosen view says."""
        current = self.current
        return current is not None and not current.view.same(self._look())

    def show_state(self) -> None:
        """Name the view on the button, with a word when the list shows another look by now."""
        if not self._saved:
            return
        current = self.current
        name = current.name.to(self._language) if current else self.tr("未命名")
        told = self.tr("{name} · 已改").format(name=name) if self.changed else name
        if told != self.button.text():
            self.button.setText(told)
            self.button.setAccessibleName(self.tr("视图：{name}").format(name=told))
            self.button.updateGeometry()

    # --- the menu -------------------------------------------------------------------------------------------

    def open_menu(self) -> None:
        """Open the menu below the button."""
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(self._theme, self.button)
        for number, view in enumerate(self._saved):
            if number and self._saved[number - 1].built_in and not view.built_in:
                menu.addSeparator()
            entry = self._entry(menu, view.name.to(self._language), partial(self.choose, view.key))
            entry.setCheckable(True)
            entry.setChecked(view.key == self.key)
        menu.addSeparator()
        current, changed = self.current, self.changed
        if current is not None and changed:
            back = self.tr("恢复“{name}”").format(name=current.name.to(self._language))
            self._entry(menu, back, partial(self.choose, current.key))
        if current is not None and not current.built_in:
            words = current.name.to(self._language)
            update = self._entry(menu, self.tr("更新“{name}”").format(name=words), self.update)
            update.setEnabled(changed)
        self._entry(menu, self.tr("另存为新视图…"), self.save_as)
        if current is not None and not current.built_in:
            self._entry(menu, self.tr("改名…"), self.rename)
            self._entry(menu, self.tr("删除"), self.delete)
        corner = self.button.mapToGlobal(QPoint(self.button.width(), self.button.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    @property
    def menu(self) -> Menu | None:
        """The menu, once it has been opened."""
        return self._menu

    @staticmethod
    def _entry(menu: Menu, words: str, act: Callable[[], object]) -> QAction:
        entry = menu.addAction(words.replace("&", "&&"))
        entry.triggered.connect(partial(_call, act))
        return entry

    # --- acts -----------------------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Look through another view, or through the same one as it is saved."""
        view = next((view for view in self._saved if view.key == key), None)
        if view is not None:
            self.key = key
            self.chosen.emit(view.view)
            self.show_state()

    def update(self) -> None:
        """Save the look under the current view's name."""
        current, look, accounts = self.current, self._look(), self._accounts
        if current is not None and not current.built_in:
            key = current.key
            said = self.tr("已更新视图“{name}”。").format(name=current.name.to(self._language))
            self._run(lambda _: accounts.views.update(key, look), said)

    def delete(self) -> None:
        """Take the current view out; the list stays as it is."""
        current, accounts = self.current, self._accounts
        if current is not None and not current.built_in:
            key = current.key
            said = self.tr("已删除视图“{name}”。").format(name=current.name.to(self._language))
            self._run(lambda _: accounts.views.delete(key), said)
            self.key = _FIRST

    def save_as(self) -> None:
        """Ask for a name and save the look under it."""
        self._renamed = ""
        self._ask(self.tr("另存为新视图"), "")

    def rename(self) -> None:
        """Ask for another name of the current view."""
        current = self.current
        if current is not None and not current.built_in:
            self._renamed = current.key
            self._ask(self.tr("视图改名"), current.name.to(self._language))

    def _run(self, work: Callable[[Job], Changes], said: str) -> None:
        self._tasks.command(self, work, partial(self._done, said))

    def _done(self, said: str, changes: Changes) -> None:
        if not changes.empty:
            self.said.emit(said, True)

    # --- the name -------------------------------------------------------------------------------------------

    def _ask(self, title: str, name: str) -> None:
        from csmdesk.ui.panes.accounts.line_sheet import LineSheet

        if self._sheet is None:
            self._sheet = LineSheet(self._theme, self._host.window())
            self._sheet.set_buttons(self.tr("保存"))
            self._sheet.field.set_name(self.tr("名称"))
        self._sheet.set_title(title)
        self._sheet.ask(self._take_name, name)

    @property
    def sheet(self) -> LineSheet | None:
        """The sheet that asks for a name, once it has."""
        return self._sheet

    def _take_name(self, name: str) -> None:
        accounts, look, key = self._accounts, self._look(), self._renamed
        made: list[str] = []

        def work(_: Job) -> Changes:
            if key:
                return accounts.views.rename(key, name)
            new, changes = accounts.views.add(name, look)
            made.append(new)
            return changes

        self._tasks.command(self, work, partial(self._named, name.strip(), made), failed=self._refuse)

    def _named(self, name: str, made: list[str], changes: Changes) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
        if made:
            self.key = made[0]
        if not changes.empty:
            self.said.emit(self.tr("已保存视图“{name}”。").format(name=name), True)

    def _refuse(self, problem: Problem) -> None:
        if self._sheet is not None and not problem.bug:
            self._sheet.field.set_problem(problem.text.to(self._language))
        else:
            self._tasks.failed.emit(problem)


def _call(act: Callable[[], object], _checked: bool = False) -> None:
    act()
