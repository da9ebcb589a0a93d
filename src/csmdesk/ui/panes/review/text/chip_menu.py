"""The menus of the text: of a figure (which part, period and form of it), of words, of a table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csmdesk.domain import review_text as text
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.menu import Menu

_MOST_PARTS = 24


def table_entries() -> tuple[tuple[str, str], ...]:
    """What can be done to a table that is typed in: names and words."""
    return (
        ("row", QCoreApplication.translate("TextMenu", "在下面加一行")),
        ("column", QCoreApplication.translate("TextMenu", "在右边加一列")),
        ("no_row", QCoreApplication.translate("TextMenu", "删除这一行")),
        ("no_column", QCoreApplication.translate("TextMenu", "删除这一列")),
        ("head", QCoreApplication.translate("TextMenu", "首行作表头")),
        ("remove_table", QCoreApplication.translate("TextMenu", "删除表格")),
    )


class TextMenu(Menu):
    """``acted(name)`` is something to be done, ``changed(chip)`` another figure for the chosen one."""

    acted = Signal(str)
    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self.triggered.connect(self._triggered)

    # --- filling --------------------------------------------------------------------------------------------

    def fill_chip(self, given: Given, chip: text.Chip, *, writable: bool) -> None:
        """The menu of a figure."""
        self._begin()
        self._act("evidence", self.tr("看依据"), "↵", icon="open")
        if writable and given.writer is not None:
            self.addSeparator()
            self._forms(given, chip)
            self._parts(given, chip)
            self._periods(given, chip)
        self.addSeparator()
        self._act("copy", self.tr("复制"), "Ctrl+C", icon="copy")
        if writable:
            self._act("cut", self.tr("剪切"), "Ctrl+X")
            self._act("remove", self.tr("删除"), "Delete")

    def fill_words(self, *, selected: bool, writable: bool, table: bool) -> None:
        """The menu of words, and of the table they are in."""
        self._begin()
        if writable:
            self._act("cut", self.tr("剪切"), "Ctrl+X", on=selected)
        self._act("copy", self.tr("复制"), "Ctrl+C", icon="copy", on=selected)
        if writable:
            self._act("paste", self.tr("粘贴"), "Ctrl+V")
            self._act("paste_words", self.tr("只粘贴文字"), "Ctrl+Shift+V")
        if table and writable:
            self.addSeparator()
            for name, words in table_entries():
                self._act(name, words)
        self.addSeparator()
        self._act("all", self.tr("全选"), "Ctrl+A")

    def _begin(self) -> None:
        self.clear()
        for child in self.findChildren(Menu):
            child.deleteLater()

    def _forms(self, given: Given, chip: text.Chip) -> None:
        assert given.writer is not None
        menu = self._sub(self.tr("写法"))
        for form in given.writer.forms(chip):
            self._change(menu, form.words, chip._replace(form=form.key), chip)

    def _parts(self, given: Given, chip: text.Chip) -> None:
        assert given.writer is not None
        menu = self._sub(self.tr("取哪一项"))
        for part in given.writer.parts(chip.figure, chip.period)[:_MOST_PARTS]:
            name = part.name or self.tr("数值")
            self._change(menu, f"{name}\t{part.words}", chip._replace(part=part.part, form=""), chip)

    def _periods(self, given: Given, chip: text.Chip) -> None:
        assert given.writer is not None
        menu = self._sub(self.tr("期间"))
        own = given.writer.figures.period
        from csmdesk.reports.review_chips import earlier

        periods = dict.fromkeys(("", earlier(own, "last") or "", earlier(own, "year") or "", chip.period))
        for period in periods:
            other = chip._replace(period=period)
            name = period or own.name
            self._change(menu, f"{name}\t{given.writer.words(other)}", other, chip)

    def _sub(self, words: str) -> Menu:
        menu = Menu(self._theme, self)
        menu.setTitle(words)
        self.addMenu(menu)
        return menu

    def _act(
        self,
        name: str,
        words: str,
        shortcut: str = "",
        *,
        icon: str = "",
        on: bool = True,
    ) -> None:
        action = QAction(f"{words}\t{shortcut}" if shortcut else words, self)
        action.setData(name)
        action.setProperty("icon_name", icon)
        action.setEnabled(on)
        self.addAction(action)

    def _change(self, menu: Menu, words: str, other: text.Chip, now: text.Chip) -> None:
        action = QAction(words, menu)
        action.setData(other)
        action.setCheckable(True)
        action.setChecked(other._replace(shown="") == now._replace(shown=""))
        menu.addAction(action)

    # --- choosing -------------------------------------------------------------------------------------------

    def _triggered(self, action: QAction) -> None:
        data = action.data()
        if isinstance(data, str):
            self.acted.emit(data)
        else:
            self.changed.emit(text.Chip(*data))
