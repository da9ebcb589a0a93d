"""The pages before a book is on the desk, and what they ask for: make, unlock, restore."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.app.book import sample_book
from csmdesk.app.memory import default_books
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage.book import Book
from csmdesk.storage.problems import WrongPassphrase
from csmdesk.ui.shell.restore import RestorePage
from csmdesk.ui.shell.unlock import UnlockPage
from csmdesk.ui.shell.welcome import WelcomePage
from csmdesk.ui.tasks import Job, Problem

if TYPE_CHECKING:
    from csmdesk.app.session import Session
    from csmdesk.services.restoring import FoundBackup


class Entrance(QObject):
    """Shows those pages in the window of ``session``, and gives it the book that comes of them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._asked: Path | None = None
        self._locked = False
        self._awaited: object = None

    def _bring(
        self,
        work: Callable[[Job], Book],
        then: Callable[[Book], None],
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Open a book in the background for the page that is shown.

        Who goes elsewhere meanwhile, or asks for another book, is not called back: the book is closed again.
        """
        session, page, token = self._session, self._session.window.page, object()
        self._awaited = token

        def awaited() -> bool:
            return self._awaited is token and session.window.page is page

        def arrived(book: Book) -> None:
            if awaited():
                then(book)
            else:
                book.close()

        def refused(problem: Problem) -> None:
            if awaited():
                (failed or session.refuse)(problem)

        session.tasks.query(self, work, arrived, failed=refused)

    # --- making ---------------------------------------------------------------------------------------------

    def show_welcome(self) -> None:
        """Show the first page; an open book is closed."""
        session = self._session
        session.put_away()
        page = WelcomePage(session.theme, default_books(), session.language)
        page.make_asked.connect(self._make)
        page.sample_asked.connect(self._open_sample)
        page.open_asked.connect(session.choose_book)
        page.restore_asked.connect(self.show_restore)
        session.show_page(page, self.show_welcome)
        session.window.setWindowTitle("csmdesk")

    def _make(self, folder: Path, passphrase: str, recovery_key: str) -> None:
        def work(_: Job) -> Book:
            from csmdesk.services.new_book import make

            return make(folder, passphrase or None, recovery_key or None)

        self._bring(work, self._begin)

    def _begin(self, book: Book) -> None:
        # With what is to be imported.
        self._session.take(book, {"pane": "import"})

    def _open_sample(self) -> None:
        from csmdesk.paths import data_folder

        session = self._session
        place = data_folder() / Text("示例客户书", "Sample book").to(session.language)

        def work(_: Job) -> Book:
            return sample_book(place)

        self._bring(work, session.take)

    # --- the passphrase -------------------------------------------------------------------------------------

    def ask_passphrase(self, folder: Path) -> None:
        """Ask for the passphrase of the book at ``folder``; an open book is closed."""
        session = self._session
        session.put_away()
        session.state = session.memory.state(folder)
        self._asked, self._locked = folder, False
        self._show_unlock()

    def show_locked(self, folder: Path) -> UnlockPage:
        """Ask for the passphrase of the book that was locked; it comes back as ``session.state`` says."""
        self._asked, self._locked = folder, True
        return self._show_unlock()

    def _show_unlock(self) -> UnlockPage:
        session, folder = self._session, self._asked
        assert folder is not None
        why = self.tr("已锁定，口令或恢复密钥可以再打开；回来时还在原处。") if self._locked else ""
        page = UnlockPage(session.theme, folder.name, session.language, why)
        page.given.connect(self._unlock)
        page.other_asked.connect(self.show_welcome)
        session.show_page(page, self._show_unlock)
        return page

    def _unlock(self, secret: str, is_recovery_key: bool) -> None:
        session, folder = self._session, self._asked
        assert folder is not None

        def work(_: Job) -> Book:
            # Argon2 takes its time on purpose.
            if is_recovery_key:
                return Book.open(folder, recovery_key=secret)
            return Book.open(folder, passphrase=secret)

        def done(book: Book) -> None:
            session.take(book, session.state)
            if is_recovery_key:
                session.say(self.tr("用恢复密钥打开了。忘了口令的话，可以在设置里换一个。"))

        def refused(problem: Problem) -> None:
            if isinstance(problem.error, WrongPassphrase):
                # Which book it is stands above the field.
                wrong = Text("口令不对，请再输一次。", "Wrong passphrase: please try again.")
                if is_recovery_key:
                    wrong = Text("这不是这本书的恢复密钥。", "This is not the recovery key of this book.")
                problem = Problem(UserError(wrong))
            session.refuse(problem)

        self._bring(work, done, refused)

    # --- restoring ------------------------------------------------------------------------------------------

    def show_restore(self, source: Path | None = None) -> None:
        """Show the page that sets a book up from a backup; an open book stays open meanwhile.

        ``source`` is a backup, or a folder with some, to begin with.
        """
        session = self._session
        if session.desk is not None:
            session.desk.settle()
        session.when_settled(partial(self._show_restore, source))

    def _show_restore(self, source: Path | None = None) -> None:
        session = self._session
        session.leave_desk()
        page = RestorePage(session.theme, default_books(), session.language)
        page.look_asked.connect(self._look_for_backups)
        page.restore_asked.connect(self._restore)
        page.left.connect(self._leave_restore)
        if session.book is not None:
            page.foot.say(self.tr("已打开：{name}").format(name=session.book.name))
        session.show_page(page, self._show_restore)
        books, places = session.memory.books, [default_books()]

        def work(_: Job) -> list[FoundBackup]:
            from csmdesk.services.restoring import find_beside

            return find_beside(books, places)

        def done(found: list[FoundBackup]) -> None:
            page.show_backups(found)
            if source is not None:
                self._look_for_backups(source)

        session.tasks.query(page, work, done, slot="backups")

    def _look_for_backups(self, folder: Path) -> None:
        page = self._session.window.page
        if not isinstance(page, RestorePage):
            return

        def work(_: Job) -> list[FoundBackup]:
            from csmdesk.services.restoring import find

            return find(folder)

        self._session.tasks.query(page, work, page.add_backups, failed=page.refuse, slot="look")

    def _restore(self, source: Path, into: Path, secret: str, is_recovery_key: bool) -> None:
        session = self._session

        def work(_: Job) -> Book:
            from csmdesk.services.restoring import restore

            if is_recovery_key:
                return restore(source, into, recovery_key=secret)
            return restore(source, into, passphrase=secret or None)

        def done(book: Book) -> None:
            session.take(book)
            session.say(self.tr("已从备份恢复到 {place}。").format(place=book.folder))

        self._bring(work, done)

    def _leave_restore(self) -> None:
        session = self._session
        if session.book is not None:
            session.show_desk(session.state)
        else:
            self.show_welcome()
