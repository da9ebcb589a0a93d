"""What was said about a card: comments with their moment, the newest last, and a field for the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.services.account_words import short_day
from csmdesk.ui.panes.war_room.note_area import NoteArea
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.services.board_view import CardDetail, Comment
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.tasks import Problem

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CommentRow(QWidget):
    """One comment: who and when in grey, the words below. ``removed()`` is its cross."""

    removed = Signal()

    def __init__(self, tools: WarTools, comment: Comment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comment = comment
        theme = tools.theme
        today = tools.source.today()
        when = f"{short_day(comment.at.date(), today)} {comment.at:%H:%M}"
        self.head = Label(
            theme, "  ".join(part for part in (comment.author, when) if part), scale="small", role="t3"
        )
        self.words = Label(theme, comment.words, wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.cross = Button(theme, kind="flat", icon="x", small=True)
        self.cross.setToolTip(self.tr("删掉这条评论"))
        self.cross.setAccessibleName(self.tr("删掉评论：{words}").format(words=comment.words))
        self.cross.clicked.connect(self.removed)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.head, 1)
        line.addWidget(self.cross)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.words)


class Comments(QWidget):
    """The comments of one card. Ctrl+Enter or the button says something; what is half typed stays."""

    said = Signal(str, bool)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._card = 0
        self.rows: list[CommentRow] = []
        self._lines: dict[int, str] = {}
        theme = tools.theme
        self.head = SectionHead(theme, self.tr("评论"))
        self.area = NoteArea(theme, self.tr("写评论"), hint=self.tr("谁说了什么，进展到哪"))
        self.button = Button(theme, self.tr("发评论"), hint="Ctrl ↵")
        self.button.clicked.connect(self.send)
        self.button.hide()
        foot = FlowRow()
        foot.add(self.button)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addLayout(self._list)
        column.addWidget(self.area)
        column.addWidget(foot)
        self.area.changed.connect(self._show_button)

    def show_card(self, detail: CardDetail) -> None:
        """Show the comments of a card."""
        if detail.card.id != self._card:
            if self._card and self.area.value.strip():
                self._lines[self._card] = self.area.value
            self._card = detail.card.id
            self.area.set_value(self._lines.pop(self._card, ""))
        if [row.comment for row in self.rows] != list(detail.comments):
            for row in self.rows:
                self._list.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [self._make_row(comment) for comment in detail.comments]
        self.head.set_note(str(len(self.rows)) if self.rows else "")

    def _make_row(self, comment: Comment) -> CommentRow:
        row = CommentRow(self._tools, comment)
        row.removed.connect(partial(self._remove, comment.id))
        self._list.addWidget(row)
        return row

    def _show_button(self) -> None:
        self.button.setVisible(bool(self.area.value.strip()))

    def send(self) -> None:
        """Keep the comment that is typed."""
        words, card, board = self.area.value.strip(), self._card, self._tools.source.board
        if not words or self.area.composing:
            return

        def sent(changes: Changes) -> None:
            if self._card == card and self.area.value.strip() == words:
                self.area.set_value("")
            if not changes.empty:
                self.said.emit(self.tr("已评论。"), True)

        self._tools.tasks.command(self, lambda _: board.comment(card, words), sent, failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        self.area.set_problem(problem.text.to(self._tools.language))

    def _remove(self, comment_id: int) -> None:
        board = self._tools.source.board
        self._tools.change(
            self,
            partial(board.remove_comment, comment_id),
            self.tr("已删评论。"),
            self.said.emit,
            failed=self._refuse,
        )

    @property
    def lines(self) -> dict[int, str]:
        """Comments half typed, by card."""
        typed = self.area.value
        return self._lines | ({self._card: typed} if self._card and typed.strip() else {})

    def take_lines(self, lines: dict[int, str]) -> None:
        """Have comments half typed ready for when their card is shown."""
        self._lines.update(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and ctrl:
            self.send()
        else:
            super().keyPressEvent(event)
