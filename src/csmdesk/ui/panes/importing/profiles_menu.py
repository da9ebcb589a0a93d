"""Profiles: which one reads a sheet, the ready ones, and the user's own to save, load, share and drop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from csmdesk.ui.panes.importing.source import ImportTools
from csmdesk.ui.panes.importing.work import ImportWork
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.menu import Menu
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceSheet

AskFile = Callable[[QWidget, str], str]


class ProfilesMenu(QObject):
    """The button and its menu. ``said`` is a sentence and whether it can be undone."""

    said = Signal(str, bool)

    def __init__(self, tools: ImportTools, work: ImportWork, host: QWidget) -> None:
        super().__init__(host)
        self._tools = tools
        self._work = work
        self._host = host
        self._sheet: SourceSheet | None = None
        self._form: Sheet | None = None
        self._name: FormField | None = None
        self.ask: AskFile = _ask_file
        self.button = Button(tools.theme, self.tr("导入模板"), arrow=True)
        self.button.setToolTip(self.tr("别的系统导出的表头，和自己存下的对应关系"))
        self.menu = Menu(tools.theme)
        self.button.set_menu(self.menu)
        self.menu.aboutToShow.connect(self._fill)

    def show_sheet(self, sheet: SourceSheet) -> None:
        """Be about another sheet."""
        self._sheet = sheet
        profile = "" if sheet.profile is None else sheet.profile.to(self._tools.language)
        self.button.set_caption(profile)
        words = self.tr("导入模板：{profile}").format(profile=profile) if profile else self.tr("导入模板")
        self.button.setAccessibleName(words)

    def _fill(self) -> None:
        menu, language = self.menu, self._tools.language
        menu.clear()
        fixed = self._tools.read_only
        for profile in self._work.offers.profiles:
            words = profile.name.to(language)
            if profile.own:
                sub = Menu(self._tools.theme, menu)
                sub.setTitle(words)
                share = sub.addAction(self.tr("分享为文件…"))
                share.triggered.connect(partial(self._share, profile.key))
                drop = sub.addAction(self.tr("删除"))
                drop.setEnabled(not fixed)
                drop.triggered.connect(partial(self._drop, profile.key))
                menu.addMenu(sub)
            else:
                ready = menu.addAction(self.tr("{profile}，自动识别").format(profile=words))
                ready.setEnabled(False)
        menu.addSeparator()
        for words, run in (
            (self.tr("把现在的对应存为模板…"), self.ask_name),
            (self.tr("从文件载入模板…"), self.load),
        ):
            entry = menu.addAction(words)
            entry.setEnabled(not fixed)
            entry.setToolTip(fixed)
            entry.triggered.connect(run)
        if self._sheet is not None and self._sheet.remembered:
            menu.addSeparator()
            forget = menu.addAction(self.tr("忘记这种表头的对应"))
            forget.setEnabled(not fixed)
            forget.triggered.connect(self._forget)

    # --- own profiles ---------------------------------------------------------------------------------------

    def ask_name(self) -> None:
        """Ask what the profile of the present mapping is to be called."""
        theme = self._tools.theme
        form = Sheet(theme, self._host.window(), self.tr("存为导入模板"), width=440)
        name = FormField(theme, self.tr("名称"))
        form.body.addWidget(name)
        form.set_buttons(self.tr("保存"))
        form.accepted.connect(self._save)
        form.rejected.connect(form.deleteLater)
        name.entered.connect(form.accept)
        self._form, self._name = form, name
        form.open()

    def _save(self) -> None:
        if self._form is None or self._name is None:
            return
        name = self._name.text.strip()
        if not name:
            self._name.set_problem(self.tr("给模板起个名字。"))
            return
        self._form.close_sheet()
        self._form.deleteLater()
        self._form = None
        done = self.tr("已存为导入模板：{name}").format(name=name)
        self._work.profile_work.save(name, partial(self.said.emit, done, True))

    def load(self) -> None:
        """Take a profile that somebody shared."""
        found = self.ask(self._host, self.tr("载入导入模板"))
        if found:
            self._work.profile_work.load(Path(found), self._loaded)

    def _loaded(self, name: str) -> None:
        self.said.emit(self.tr("已载入导入模板：{name}").format(name=name), True)

    def _share(self, name: str) -> None:
        path = self._tools.place.choose(self._host, self.tr("分享导入模板"), name, [".json"])
        if path is not None:
            done = self.tr("已写成文件：{path}").format(path=path)
            self._work.profile_work.share(name, path, partial(self.said.emit, done, False))

    def _drop(self, name: str) -> None:
        done = self.tr("已删除导入模板：{name}").format(name=name)
        self._work.profile_work.drop(name, partial(self.said.emit, done, True))

    def _forget(self) -> None:
        if self._sheet is not None:
            self._work.forget(self._sheet.id)


def _ask_file(host: QWidget, title: str) -> str:
    found, _ = QFileDialog.getOpenFileName(host, title, "", "JSON (*.json)")
    return found
