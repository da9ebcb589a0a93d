"""A completion that finds Chinese words by their pinyin and their initials as well."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.line_edit import Completion, LineEdit

_SEARCH = int(Qt.ItemDataRole.UserRole) + 1


class SpeltCompletion(Completion):
    """Offers ``choices``; ``searched`` is for each what it is found by: its words, pinyin, initials."""

    def __init__(self, theme: Theme, line: LineEdit, choices: Sequence[str], searched: Sequence[str]) -> None:
        super().__init__(theme, line)
        model = QStandardItemModel(self)
        for words, search in zip(choices, searched, strict=True):
            item = QStandardItem(words)
            item.setData(search, _SEARCH)
            item.setEditable(False)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(_SEARCH)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        # What is put into the line are the words, not what they were found by.
        return str(index.data() or "")
