"""The tabs over the right side of the review, by their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.tabs import Tab
from csmdesk.ui.widgets.tabs import Tabs as KeyedTabs


class Tabs(KeyedTabs):
    """As high as the pane's head; emits ``chosen(index)`` when the user picks another one."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, words: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, height=PANE_HEAD, inset=INSET, parent=parent)
        self.set_tabs([Tab(str(index), text) for index, text in enumerate(words)])
        self.changed.connect(self._on_change)

    @property
    def index(self) -> int:
        """The current tab."""
        return int(self.current)

    def set_index(self, index: int) -> None:
        """Change the tab without a signal."""
        self.set_current(str(index))

    def set_count(self, index: int, count: int) -> None:
        """The grey number behind a tab's words; 0 shows none."""
        tabs = list(self.tabs)
        tabs[index] = replace(tabs[index], count=count or None)
        self.set_tabs(tabs)

    def _on_change(self, key: str) -> None:
        self.chosen.emit(int(key))
