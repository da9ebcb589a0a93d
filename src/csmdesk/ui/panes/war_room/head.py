"""The head of the war room: its name, how many accounts are red, whose cards are shown, what it offers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.health import BANDS, Bands
from csmdesk.ui.theme import INSET, PANE_HEAD, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented

_ROOMY = 900
"""From this width on the buttons have their words."""
_SPACED = 760
"""From this width on the note beside the title is shown."""
_NAME = 12
"""Letters of an account's name that the choice shows at most."""


class PaneHead(QWidget):
    """``whose_chosen("all" | "one")`` narrows the board to the current war room, or shows all of them."""

    whose_chosen = Signal(str)
    standup_asked = Signal()
    export_asked = Signal()
    closed_asked = Signal()
    new_asked = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roomy = True
        self._read_only = False
        self._title = Label(theme, title, scale="title")
        self._note = Label(theme, role="t3", elide=True)
        self.whose = Segmented(
            theme, [("all", self.tr("全部")), ("one", self.tr("一个"))], self.tr("看谁的任务")
        )
        self.whose.setToolTip(self.tr("全部或只看当前客户  A"))
        self.closed = Button(theme, kind="flat", arrow=True)
        self.export = Button(theme, self.tr("导出"), icon="export", arrow=True)
        self.standup = Button(theme, self.tr("站会模式"), icon="clock", hint="M")
        self.new = Button(theme, self.tr("任务"), kind="primary", icon="plus", hint="N")
        self.whose.chosen.connect(self.whose_chosen)
        self.closed.clicked.connect(self.closed_asked)
        self.export.clicked.connect(self.export_asked)
        self.standup.clicked.connect(self.standup_asked)
        self.new.clicked.connect(self.new_asked)
        self.standup.setAccessibleName(self.tr("站会模式"))
        self.new.setAccessibleName(self.tr("新任务"))
        self.export.setAccessibleName(self.tr("导出作战室"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 12, INSET - 8, 12)
        row.setSpacing(8)
        row.addWidget(self._title)
        self._note.setContentsMargins(0, 0, 0, 3)  # its letters stand on the line of the title's
        self._note.setFixedHeight(theme.line_height("body") + 3)
        row.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBottom)
        for part in (self.whose, self.closed, self.export, self.standup, self.new):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.closed.hide()
        self.setFixedHeight(PANE_HEAD)

    def show_rooms(self, red: int, rooms: int, closed: int, current: str, bands: Bands = BANDS) -> None:
        """Say how many accounts are red and have a war room, and which room is the current one."""
        note = self.tr("%n 个红色客户，健康度连续 ≥ {limit} 到截止日才关闭", "", red)
        note = note.format(limit=bands.red_words)
        self._note.setText(note)
        self._note.setToolTip(note)
        name = current if len(current) <= _NAME else f"{current[: _NAME - 1]}…"
        only = self.tr("只看{account}").format(account=name) if name else self.tr("一个")
        self.whose.set_words({"all": self.tr("全部 {count}").format(count=rooms), "one": only})
        self.whose.setVisible(rooms > 0)
        self.closed.setVisible(closed > 0)
        self.closed.setText(self.tr("已关闭 {count}").format(count=closed))
        self.closed.setAccessibleName(self.tr("已关闭的作战室，{count} 个").format(count=closed))
        self.standup.setEnabled(rooms > 0)
        self.new.setEnabled(rooms > 0 and not self._read_only)
        self.export.setEnabled(rooms > 0)

    def set_why_not(self, why: str) -> None:
        """Say why nothing can be changed; '' when everything can."""
        self._read_only = bool(why)
        self.new.set_why_not(why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        roomy = self.width() >= _ROOMY
        if roomy != self._roomy:
            self._roomy = roomy
            self.standup.setText(self.tr("站会模式") if roomy else "")
            self.export.setText(self.tr("导出") if roomy else "")
        self._note.setVisible(self.width() >= _SPACED)
        super().resizeEvent(event)
