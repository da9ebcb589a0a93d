"""Blank tables to fill in: one of each kind, with our headers and a row that shows what goes into them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.ui.panes.importing.source import ImportTools
from csmdesk.ui.panes.importing.work import ImportWork
from csmdesk.ui.tasks import Job
from csmdesk.ui.widgets.menu import Menu

_Kinds = tuple[tuple[str, str], ...]


class BlankTables(QObject):
    """A menu of kinds; the chosen one is written to a file. ``said`` is a sentence and whether it can be
    undone."""

    said = Signal(str, bool)

    def __init__(self, tools: ImportTools, work: ImportWork, host: QWidget) -> None:
        super().__init__(host)
        self._tools = tools
        self._work = work
        self._host = host
        self._kinds: _Kinds = ()
        self.menu = Menu(tools.theme, host)

    def ask(self) -> None:
        """Ask which kind; what they are called is found out beside the window the first time."""
        if self._kinds:
            self._open(self._kinds)
            return
        language = self._tools.language

        def beside(_: Job) -> _Kinds:
            from csmdesk.importers import own_words
            from csmdesk.importers.templates import TEMPLATES

            return tuple((kind, own_words.title(kind, language)) for kind in TEMPLATES)

        self._work.queue.ask(beside, self._open, key="=kinds")

    def _open(self, kinds: _Kinds) -> None:
        self._kinds = kinds
        menu = self.menu
        menu.clear()
        entry = menu.addAction(self.tr("全部，一个工作簿…"))
        entry.triggered.connect(partial(self._ask_place, "", self.tr("空白表")))
        menu.addSeparator()
        for kind, title in kinds:
            menu.addAction(title).triggered.connect(partial(self._ask_place, kind, title))
        host = self._host
        corner = QPoint(0, host.height()) if host.isVisible() else QPoint(0, 0)
        menu.popup(host.mapToGlobal(corner))

    def _ask_place(self, kind: str, title: str, _: bool = False) -> None:
        endings = [".xlsx", ".csv"] if kind else [".xlsx"]
        path = self._tools.place.choose(self._host.window(), self.tr("空白表"), title, endings)
        if path is not None:
            self.write((kind,) if kind else tuple(each for each, _ in self._kinds), path)

    def write(self, kinds: Sequence[str], path: Path) -> None:
        """Write the blank tables of these kinds to a file."""
        language = self._tools.language

        def beside(_: Job) -> Path:
            from csmdesk.importers.templates import templates
            from csmdesk.reports.table_file import Sheet, write_sheets

            made = templates(language, tuple(kinds))
            write_sheets(path, [Sheet(each.title, each.heads, each.rows) for each in made])
            return path

        self._work.queue.ask(beside, self._written, key="blank", name=self.tr("空白表"))

    def _written(self, path: Path) -> None:
        self.said.emit(self.tr("空白表已写好，照示例行填好再拖回来：{path}").format(path=path), False)
