"""The keys of the pane that is shown and of the window, on a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.actions import Action
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.key_hint import KeyHint
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.sheet import Sheet

_WIDTH = 720
_GAP = 32
_ROW = 26
_SCROLLS = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class KeysSheet(Sheet):
    """Two columns: what belongs to the pane and to lists, and what belongs to the whole window."""

    def __init__(
        self, theme: Theme, host: QWidget, pane: str, of_pane: Sequence[Action], of_window: Sequence[Action]
    ) -> None:
        super().__init__(theme, host, "", width=_WIDTH)
        self._keys_theme = theme
        self.set_title(self.tr("快捷键"))
        self.set_buttons("", self.tr("关闭"))
        left, right = QVBoxLayout(), QVBoxLayout()
        self._section(left, pane, [(_without_name(action), action.shortcut) for action in of_pane])
        told = {action.shortcut for action in of_pane}
        self._section(left, self.tr("每个列表"), [row for row in self._list_keys() if row[1] not in told])
        self._section(right, self.tr("整个窗口"), [(_bare(action), action.shortcut) for action in of_window])
        columns = QHBoxLayout()
        columns.setSpacing(_GAP)
        for column in (left, right):
            column.setSpacing(0)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.body.addLayout(columns)

    def _list_keys(self) -> list[tuple[str, str]]:
        return [
            (self.tr("上一行、下一行"), "↑ / ↓"),
            (self.tr("第一行、最后一行"), "Home / End"),
            (self.tr("打开"), "↵"),
            (self.tr("选中这一行"), "Space"),
            (self.tr("多选"), "Shift+↑ / Shift+↓"),
            (self.tr("复制为表格"), "Ctrl+C"),
            (self.tr("筛选"), "/"),
            (self.tr("回到列表"), "Esc"),
        ]

    def _section(self, column: QVBoxLayout, title: str, keyed: Sequence[tuple[str, str]]) -> None:
        rows = [(text, keys) for text, keys in dict(keyed).items() if keys]
        if not rows:
            return
        column.addWidget(SectionHead(self._keys_theme, title))
        grid = QGridLayout()
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        for at, (text, keys) in enumerate(rows):
            words = Label(self._keys_theme, text, elide=True)
            words.setToolTip(text)
            grid.setRowMinimumHeight(at, _ROW)
            grid.addWidget(words, at, 0)
            hints = QHBoxLayout()
            hints.setSpacing(4)
            hints.addStretch(1)
            for key in keys.split(" / "):
                hints.addWidget(KeyHint(self._keys_theme, key.replace("+", " ") if len(key) > 1 else key))
            grid.addLayout(hints, at, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # There is nothing to go to on the sheet but its end.
        action = _SCROLLS.get(Qt.Key(event.key()))
        if action is not None:
            self._scroll.verticalScrollBar().triggerAction(action)
            event.accept()
        else:
            super().keyPressEvent(event)


def _without_name(action: Action) -> str:
    """What an action does, whomever it is done with now."""
    return (action.text.replace(action.about, "") if action.about else action.text).strip("：: ")


def _bare(action: Action) -> str:
    """What an action does, whatever it would be done to now: 撤销 of 撤销：导入."""
    return action.text.partition("：")[0].partition(": ")[0]
