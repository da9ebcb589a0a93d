"""The head over the list: its name, how many accounts are shown, their annual value, and what it offers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label

_ROOMY = 560
"""From this width on the buttons have their words."""
_SPACED = 480
"""From this width on the amount is shown."""


class Heading(QWidget):
    """Shows the count at once; ``value`` gives the words of the amount after the rows are painted."""

    views_asked = Signal()
    group_asked = Signal()
    columns_asked = Signal()
    new_asked = Signal()

    def __init__(
        self, theme: Theme, title: str, value: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._roomy = True
        self._grouping = ""
        self._count, self._amount = Label(theme, role="t3"), Label(theme, role="t3", elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.setSpacing(4)
        row.addWidget(Label(theme, title, scale="title"))
        for label in (self._count, self._amount):
            row.addSpacing(8)
            label.setContentsMargins(0, 0, 0, 3)  # its letters stand on the line of the title's
            label.setFixedHeight(theme.line_height("body") + 3)
            row.addWidget(label, int(label is self._amount), Qt.AlignmentFlag.AlignBottom)
        self.views = Button(theme, self.tr("全部"), kind="flat", caption=self.tr("视图"), arrow=True)
        self.views.setAccessibleName(self.tr("视图：{name}").format(name=self.tr("全部")))
        self.group = Button(theme, kind="flat", arrow=True)
        self.columns = Button(theme, self.tr("列"), kind="flat", icon="cols")
        self.new = Button(theme, self.tr("新建"), icon="plus", hint="N")
        self.views.clicked.connect(self.views_asked)
        self.group.clicked.connect(self.group_asked)
        self.columns.clicked.connect(self.columns_asked)
        self.new.clicked.connect(self.new_asked)
        self.columns.setAccessibleName(self.tr("选择列"))
        self.new.setAccessibleName(self.tr("新建客户"))
        for button in (self.views, self.group, self.columns, self.new):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_grouping("")
        # The margins above and below put the line of the title into the middle.
        row.setContentsMargins(INSET, 12, INSET - 8, 12)
        self.setFixedHeight(PANE_HEAD)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show_value)

    def show_count(self, shown: int, total: int, *, filtered: bool) -> None:
        """Other rows are shown."""
        self._count.setText(f"{shown:,} / {total:,}" if filtered else f"{shown:,}")
        # Nobody waits for the sum with the next key.
        self._later.start()

    def show_grouping(self, name: str) -> None:
        """Say by what the list is grouped; '' for nothing."""
        self._grouping = name
        self.group.set_caption(self.tr("分组") if name and self._roomy else "")
        self.group.setText(name or self.tr("分组"))
        self.group.setAccessibleName(self.tr("分组：{name}").format(name=name or self.tr("不分组")))

    def _show_value(self) -> None:
        self._amount.setText(self._value())
        self._amount.setToolTip(self._amount.text())

    @property
    def text(self) -> str:
        """What it says beside the name."""
        return f"{self._count.text()}  {self._amount.text()}".rstrip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        roomy = self.width() >= _ROOMY
        if roomy != self._roomy:
            self._roomy = roomy
            self.columns.setText(self.tr("列") if roomy else "")
            self.new.setText(self.tr("新建") if roomy else "")
            self.new.set_hint("N" if roomy else "")
            self.views.set_caption(self.tr("视图") if roomy else "")
            self.show_grouping(self._grouping)
        self._amount.setVisible(self.width() >= _SPACED)
        super().resizeEvent(event)
