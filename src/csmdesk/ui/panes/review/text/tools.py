"""The line of buttons above the text: bold, headings, lists, figures, charts, and what has a form."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.panes.review.text.acts import Kind
from csmdesk.ui.panes.review.text.chip_menu import table_entries
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.menu import Menu

_LEFT = 28
_LEAST = 160


class TextTools(QWidget):
    """``asked(name)`` is what a button or one of its menus wants; ``row`` has room at its end for others."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.bold = Button(theme, "B", kind="flat")
        self.bold.setFont(theme.font(bold=True))
        self.bold.setCheckable(True)
        self.bold.setToolTip(self.tr("粗体 Ctrl+B"))
        self.bold.setAccessibleName(self.tr("粗体"))
        self.heading = Button(theme, self.tr("小标题"), kind="flat", arrow=True)
        self.list = Button(theme, self.tr("列表"), kind="flat", arrow=True)
        self.figure = Button(theme, self.tr("数字"), kind="flat", icon="plus", hint="#")
        self.figure.setToolTip(self.tr("插入数字 # 或 Ctrl+J"))
        self.chart = Button(theme, self.tr("图表"), kind="flat")
        self.chart.setToolTip(self.tr("插入随数据更新的图或表"))
        self.more = Button(theme, self.tr("插入"), kind="flat", arrow=True)
        self.table = Button(theme, self.tr("表格"), kind="flat", arrow=True)
        self.table.hide()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(_LEFT, 0, INSET, 0)
        self.row.setSpacing(2)
        for button in self.buttons:
            self.row.addWidget(button)
        self.row.addStretch(1)
        self.setFixedHeight(PANE_HEAD)
        self._menus()
        self.bold.clicked.connect(self._ask_bold)
        self.figure.clicked.connect(self._ask_figure)
        self.chart.clicked.connect(self._ask_chart)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, PANE_HEAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Hide what has no room and can be had by keys or the menu 插入 as well."""
        for button in self._folding:
            button.show()
        for button in self._folding:
            if self.row.minimumSize().width() <= self.width():
                return
            button.hide()

    @property
    def _folding(self) -> tuple[Button, ...]:
        return (self.list, self.heading, self.chart, self.figure)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, from the left."""
        return (self.bold, self.heading, self.list, self.figure, self.chart, self.more, self.table)

    def _menus(self) -> None:
        self._menu(
            self.heading,
            ("heading2", self.tr("小标题"), "Ctrl+Alt+2"),
            ("heading3", self.tr("下级小标题"), "Ctrl+Alt+3"),
            ("paragraph", self.tr("正文"), "Ctrl+Alt+0"),
        )
        self._menu(self.list, ("bullets", self.tr("项目符号"), "- ␣"), ("numbers", self.tr("编号"), "1. ␣"))
        self._menu(
            self.more,
            ("figure", self.tr("数字"), "#"),
            ("chart", self.tr("图表"), ""),
            ("heading2", self.tr("小标题"), "Ctrl+Alt+2"),
            ("bullets", self.tr("列表"), "- ␣"),
            ("case", self.tr("客户案例"), ""),
            ("problem", self.tr("问题与根因"), ""),
            ("plan", self.tr("计划"), ""),
            ("new_table", self.tr("表格"), ""),
        )
        self._menu(self.table, *((name, words, "") for name, words in table_entries()))

    def _menu(self, button: Button, *entries: tuple[str, str, str]) -> None:
        menu = Menu(self._theme, button)
        for name, words, keys in entries:
            action = QAction(f"{words}\t{keys}" if keys else words, menu)
            action.setData(name)
            action.setCheckable(True)
            menu.addAction(action)
        menu.triggered.connect(self._triggered)
        button.set_menu(menu)
        button.setProperty("text_menu", menu)

    def show_state(self, kind: Kind, *, bold: bool, head: bool) -> None:
        """Show what the line of the cursor is."""
        self.bold.setChecked(bold)
        if self.table.isHidden() == (kind == "table"):
            self.table.setVisible(kind == "table")
            self.fit()
        for button in (self.heading, self.list, self.table):
            menu = button.property("text_menu")
            assert isinstance(menu, Menu)
            for action in menu.actions():
                name = action.data()
                action.setChecked(name == kind or (name == "head" and head))

    def set_writable(self, writable: bool) -> None:
        """Enable the buttons while the text can be changed."""
        reason = "" if writable else self.tr("这一版已冻结，不能改动")
        for button in self.buttons:
            button.set_why_not(reason)

    def _triggered(self, action: QAction) -> None:
        self.asked.emit(str(action.data()))

    def _ask_bold(self) -> None:
        self.asked.emit("bold")

    def _ask_figure(self) -> None:
        self.asked.emit("figure")

    def _ask_chart(self) -> None:
        self.asked.emit("chart")
