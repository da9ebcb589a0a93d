"""After the writing: what is in the book now, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.panes.importing.source import ImportTools, Written
from csmdesk.ui.panes.importing.work import ImportWork
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape


class WrittenPage(QWidget):
    """``accounts_asked`` opens the accounts, ``again_asked`` begins with other files."""

    accounts_asked = Signal()
    again_asked = Signal()
    said = Signal(str, bool)

    def __init__(self, tools: ImportTools, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = tools.theme
        self._tools = tools
        self._work = work
        self._title = Label(theme, scale="head")
        self._words = Label(theme, role="t2", wrap=True)
        self._words.setMaximumWidth(640)
        self._tables = Label(theme, role="t2", wrap=True)
        self._tables.setMaximumWidth(640)
        self.accounts = Button(theme, self.tr("打开客户"), kind="primary", hint="↵")
        self.undo = Button(theme, self.tr("撤销"), icon="undo", hint="Ctrl Z")
        self.again = Button(theme, self.tr("再导入别的文件"))
        shape = StatusShape(theme, "green")
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(shape)
        title.addWidget(self._title, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.accounts, self.undo, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 40, INSET, INSET)
        column.setSpacing(8)
        column.addLayout(title)
        column.addWidget(self._words)
        column.addWidget(self._tables)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(1)
        self.accounts.clicked.connect(self.accounts_asked)
        self.again.clicked.connect(self.again_asked)
        self.undo.clicked.connect(self.take_back)

    def show_written(self, written: Written) -> None:
        """Say what was written."""
        language = self._tools.language
        self._title.setText(self.tr("已写入：{label}").format(label=written.label.to(language)))
        words = self.tr("新增 {new} 行，改动 {changed} 行，不变 {same} 行，用时 {seconds} 秒。")
        self._words.setText(
            words.format(
                new=f"{written.new:,}", changed=f"{written.changed:,}", same=f"{written.same:,}",
                seconds=f"{written.seconds:.1f}",
            )
        )  # fmt: skip
        named = [
            self.tr("{table} {rows}").format(table=text.to(language), rows=f"{new + changed:,}")
            for text, new, changed in written.tables
        ]
        self._tables.setText(self.tr("，").join(named))
        self.follow_history()

    def follow_history(self) -> None:
        """The import can be taken back here as long as it is the last step."""
        written = self._work.state.written
        if written is None:
            return
        label = self._tools.source.undo_label()
        mine = label == written.label
        self.undo.set_why_not("" if mine else self.tr("这次导入之后又有改动，请用 Ctrl+Z 一步步撤销。"))
        words = self.tr("撤销：{what}").format(what=written.label.to(self._tools.language))
        if mine:
            self.undo.setToolTip(words)
        self.undo.setAccessibleName(words)

    def take_back(self) -> None:
        """Take the import out of the book again."""
        written = self._work.state.written
        if written is None or not self.undo.isEnabled():
            return
        undo = self._tools.source.undo
        what = written.label.to(self._tools.language)

        def done(_: Changes | None) -> None:
            self.said.emit(self.tr("已撤销：{what}").format(what=what), False)
            self._work.taken_back()

        self._tools.tasks.command(self, lambda _: undo(), done, name=self.tr("撤销"))
