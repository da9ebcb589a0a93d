"""What a closed war room left behind: when, why, what worked and what changes; it can be opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.war_room import CAUSES
from csmdesk.services.war_room_view import Room
from csmdesk.ui.widgets.badge import Badge
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.source import WarTools


class ClosedReview(QWidget):
    """``said(sentence, undo)`` and ``reopened(room)`` when it is open again; ``left()`` is Esc.

    ``account_asked(account)`` wants its account shown.
    """

    said = Signal(str, bool)
    reopened = Signal(int)
    account_asked = Signal(int)
    left = Signal()

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = tools.theme
        self._tools = tools
        self._room: Room | None = None
        self.title = Label(theme, scale="head", elide=True)
        self.how = Badge(theme, "")
        head = FlowRow()
        head.add(self.how)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.title)
        self._column.addWidget(head)
        self.parts: dict[str, Label] = {}
        self._heads: dict[str, Label] = {}
        names = (
            ("goal", self.tr("目标")),
            ("days", self.tr("日期")),
            ("cause", self.tr("根因")),
            ("reason", self.tr("没有稳住，为什么关闭")),
            ("worked", self.tr("什么起了作用")),
            ("changes", self.tr("以后怎么改")),
        )
        for key, name in names:
            self._add(key, name)
        self.reopen_button = Button(theme, self.tr("重新打开"), icon="restore")
        self.account_button = Button(theme, self.tr("打开客户"), icon="open")
        foot = FlowRow()
        for button in (self.reopen_button, self.account_button):
            foot.add(button)
        self._column.addWidget(foot)
        self.reopen_button.clicked.connect(self.reopen)
        self.account_button.clicked.connect(self._open_account)

    def _add(self, key: str, name: str) -> None:
        theme = self._tools.theme
        column = QVBoxLayout()
        column.setSpacing(2)
        self._heads[key] = Label(theme, name, scale="small", role="t3")
        self.parts[key] = Label(theme, wrap=True)
        self.parts[key].setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.parts[key].setAccessibleName(name)
        column.addWidget(self._heads[key])
        column.addWidget(self.parts[key])
        self._column.addLayout(column)

    @property
    def room_id(self) -> int:
        """The room that is shown; 0 for none."""
        return 0 if self._room is None else self._room.id

    def show_room(self, room: Room) -> None:
        """Show what was written when ``room`` was closed."""
        self._room = room
        self.title.setText(self.tr("已关闭：{account}").format(account=room.account))
        review = room.closing
        early = review is not None and bool(review.reason)
        words = self.tr("没有稳住就关闭") if early else self.tr("稳住后关闭")
        self.how.set_text(words, "amber" if early else "green", "yellow" if early else "green")
        cause = CAUSES.get(review.cause if review is not None else room.cause)
        said = {
            "goal": room.goal,
            "days": f"{room.start} – {room.closed_day}" if room.closed_day is not None else f"{room.start}",
            "cause": "" if cause is None else cause.to(self._tools.language),
            "reason": "" if review is None else review.reason,
            "worked": "" if review is None else review.worked,
            "changes": "" if review is None else review.changes,
        }
        for key, text in said.items():
            self.parts[key].setText(text)
            for part in (self._heads[key], self.parts[key]):
                part.setVisible(bool(text))

    def set_why_not(self, why: str) -> None:
        """Say why nothing can be changed; '' when everything can."""
        self.reopen_button.set_why_not(why)

    def enter(self) -> None:
        """Put the focus where the keys of the review work."""
        first = self.reopen_button if self.reopen_button.isEnabled() else self.account_button
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reopen(self) -> None:
        """Open the room again, with its days and its squad as they were."""
        room, rooms = self._room, self._tools.source.rooms
        if room is not None:
            done = self.tr("已重开作战室：{account}").format(account=room.account)
            self._tools.change(self, lambda: rooms.reopen(room.id), done, self._done)

    def _done(self, sentence: str, undo: bool) -> None:
        self.said.emit(sentence, undo)
        self.reopened.emit(self.room_id)
        self.left.emit()

    def _open_account(self) -> None:
        if self._room is not None:
            self.account_asked.emit(self._room.account_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
