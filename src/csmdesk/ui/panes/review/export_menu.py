"""The menu of the export button: the kinds of files, the company's template, and whether names go out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.menu import Menu

KINDS = ((".docx", "Word"), (".pdf", "PDF"), (".html", "HTML"), (".md", "Markdown"))
TEMPLATE, OTHER_TEMPLATE, EXAMPLE = "template", "other-template", "example"
_PRESSED = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ExportMenu(Menu):
    """``wanted(kind)`` is a suffix or one of the kinds above; ``redacted_changed`` follows the check mark.

    The menu stays open when the mark is set, so that a kind can be chosen with it.
    """

    wanted = Signal(str)
    redacted_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        for suffix, name in KINDS:
            self._add(self.tr("{kind} 文件…").format(kind=name), suffix)
        self._template = self._add("", TEMPLATE)
        self._other = self._add(self.tr("换一个公司模板…"), OTHER_TEMPLATE)
        self.addSeparator()
        self.redacted = self.addAction(self.tr("脱敏：别名与金额区间"))
        self.redacted.setCheckable(True)
        self.redacted.setToolTip(self.tr("客户和联系人换成别名，金额换成区间；写出之前会列出要替换的内容"))
        self.redacted.toggled.connect(self.redacted_changed)
        self.addSeparator()
        self._add(self.tr("存一份模板示例…"), EXAMPLE)
        self.triggered.connect(self._choose)
        self.set_template("")

    def _add(self, words: str, kind: str) -> QAction:
        action = self.addAction(words)
        action.setData(kind)
        return action

    def set_template(self, path: str) -> None:
        """Name the template that was used last; '' for none yet."""
        name = Path(path).name.replace("&", "&&")
        words = self.tr("公司模板 {name}…").format(name=name) if path else self.tr("公司 Word 模板…")
        self._template.setText(words)
        self._template.setToolTip(path)
        self._other.setVisible(bool(path))

    def set_last(self, kind: str) -> None:
        """Show the key beside the kind that it repeats."""
        for action in self.actions():
            words = action.text().partition("\t")[0]
            action.setText(f"{words}\tCtrl E" if action.data() == kind else words)

    def _choose(self, action: QAction) -> None:
        if action.data():
            self.wanted.emit(str(action.data()))

    # --- the mark -------------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.activeAction() is self.redacted:
            self.redacted.toggle()
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSED and self.activeAction() is self.redacted:
            self.redacted.toggle()
            event.accept()
        else:
            super().keyPressEvent(event)
