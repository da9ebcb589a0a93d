"""Sentences that the data suggest for the chapter, offered in a menu and put in behind the cursor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QTextCursor

from csmdesk.domain.review_text import Paragraph, Runs, plain
from csmdesk.ui.tasks import Job
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.reports.proposals import Proposal
    from csmdesk.ui.panes.review.pane import ReviewPane

_MOST = 14
_LONGEST = 60


class Proposing(QObject):
    """Asks for the sentences beside the window, then opens the menu."""

    def __init__(self, pane: ReviewPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._menu: Menu | None = None
        pane.text.propose_asked.connect(self.ask)

    def ask(self) -> None:
        """Find what the data can say in the chapter that is shown."""
        draft, chapter = self._pane.draft, self._pane.text.chapter
        if draft is None or not chapter:
            return
        writer = draft.review.writer

        def work(_: Job) -> list[tuple[Proposal, str]]:
            from csmdesk.reports.proposals import Proposals

            found = Proposals(writer).of(chapter)[:_MOST]
            return [(each, plain(each.content, writer.words)) for each in found]

        self._pane.tasks.query(self, work, self._offer, slot="proposals")

    def _offer(self, found: list[tuple[Proposal, str]]) -> None:
        if not found:
            self._pane.said.emit(self.tr("数据里没有这一章可说的句子。"), False)
            return
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self._pane.theme, self._pane)
        for proposal, words in found:
            short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            entry = self._menu.addAction(short)
            entry.setToolTip(words)
            entry.triggered.connect(partial(self._put, proposal.content))
        button = self._pane.text.propose
        self._menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _put(self, content: Runs, _: bool = False) -> None:
        editor = self._pane.text.editor
        cursor = editor.body.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        editor.body.setTextCursor(cursor)
        # The first one joins the line of the cursor, which stays as it is.
        editor.insert_blocks((Paragraph(()), Paragraph(content)))
        self._pane.text.to_text()
