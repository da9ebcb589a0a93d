"""The head over a kind's list: its name, how many records, period, columns, new."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented

_ROOMY = 520
"""From this width on the buttons have their words."""


class Heading(QWidget):
    """``span`` switches between the window's period and all records."""

    def __init__(self, theme: Theme, title: str, one: str) -> None:
        super().__init__()
        self._roomy = True
        self._count = Label(theme, role="t3")
        self.span = Segmented(theme, [("period", self.tr("本期")), ("all", self.tr("全部"))], self.tr("范围"))
        self.span.setToolTip(self.tr("本期或全部 Alt A"))
        self.columns = Button(theme, self.tr("列"), kind="flat", icon="cols")
        self.columns.setAccessibleName(self.tr("选择列"))
        self.new = Button(theme, self.tr("新建"), icon="plus")
        self.new.setToolTip(self.tr("打开空白表单 Shift N"))
        self.new.setAccessibleName(self.tr("新建{one}").format(one=one))
        row = QHBoxLayout(self)
        row.setSpacing(4)
        row.addWidget(Label(theme, title, scale="head"))
        row.addSpacing(8)
        row.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        for part in (self.span, self.columns, self.new):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(4 if part is self.span else 0)
        row.setContentsMargins(INSET, 0, INSET - 8, 0)
        self.setFixedHeight(PANE_HEAD)

    def show_count(self, shown: int, total: int, *, filtered: bool) -> None:
        """Other rows are shown."""
        self._count.setText(f"{shown:,} / {total:,}" if filtered else f"{shown:,}")

    @property
    def text(self) -> str:
        """What it says beside the name."""
        return self._count.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        roomy = self.width() >= _ROOMY
        if roomy != self._roomy:
            self._roomy = roomy
            self.columns.setText(self.tr("列") if roomy else "")
            self.new.setText(self.tr("新建") if roomy else "")
        super().resizeEvent(event)
