"""Locking the open book: by hand, when the window is idle, and after the computer has slept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.ui.shell.lock import IdleWatch

if TYPE_CHECKING:
    from csmdesk.app.session import Session
    from csmdesk.storage.book import Book
    from csmdesk.ui.shell.unlock import UnlockPage


class Locking(QObject):
    """Puts the book of ``session`` away until its passphrase is given again."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)

    def lock(self) -> None:
        """Close the book; what runs ends first, out of sight. The window then comes back as it was.

        A book without passphrase cannot be locked, which is said.
        """
        session, book = self._session, self._session.book
        if book is None:
            return
        if book.encrypted_by != "passphrase":
            session.say(self.tr("这本客户书没有口令，锁了也没有用。可以在设置里设口令。"))
            return
        session.leave_desk()
        desk = session.desk
        if desk is not None:
            # Out of the window, which would delete it with the next page: its commands are still under way.
            desk.setParent(None)
            session.resting = desk
        page = session.entrance.show_locked(book.folder)
        if session.tasks.busy:
            running = session.tasks.running
            what = running[0].name if running else self.tr("保存")
            page.wait_for(self.tr("正在完成：{what}").format(what=what))
        session.when_settled(partial(self._lock_up, book, page))

    def _lock_up(self, book: Book, page: UnlockPage) -> None:
        if self._session.book is book:
            self._session.close_book()
        page.wait_for("")

    def watch(self) -> None:
        """Watch for an idle window from now on, if a book is open that can be locked."""
        session = self._session
        locks = session.book is not None and session.book.encrypted_by == "passphrase"
        self.idle.start(session.memory.lock_minutes if locks else 0)

    def choose_minutes(self, minutes: int) -> None:
        """Lock after so many minutes from now on; 0: never."""
        self._session.memory.keep_lock_minutes(minutes)
        self.watch()

    def keys_changed(self) -> None:
        """The book has got a passphrase, or has one no more."""
        desk = self._session.desk
        if desk is not None:
            desk.read_standing()
        self.watch()
