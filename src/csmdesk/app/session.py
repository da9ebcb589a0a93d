"""One run of the window: opening, unlocking and making books, and what is remembered over restarts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths
from PySide6.QtGui import QGuiApplication

from csmdesk.app.book import BookOnDesk, sample_book
from csmdesk.app.panes import pane_specs
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.storage.book import Book
from csmdesk.storage.problems import PassphraseNeeded
from csmdesk.ui.shell.desk import Desk
from csmdesk.ui.shell.main_window import MainWindow
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Mode, Theme

if TYPE_CHECKING:
    from csmdesk.ui.shell.unlock import UnlockPage
    from csmdesk.ui.shell.welcome import WelcomePage

# Loaded in a thread once the window is seen, so that the first review or import does not wait for them.
LIBRARIES = (
    "csmdesk.ui.panes.accounts.detail",
    "csmdesk.ui.widgets.evidence",
    "csmdesk.services.account_evidence",
    "csmdesk.metrics.registry",
    "csmdesk.ui.shell.day_picker",
    "sqlalchemy",
    "jinja2",
    "typst",
    "docx",
)


def settings() -> QSettings:
    """The window's memory; it holds no customer's data."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return QSettings(f"{place}/csmdesk/window.ini", QSettings.Format.IniFormat)


class Session(QObject):
    """One run of the window: which book is open, and what is remembered of it."""

    def __init__(
        self,
        theme: Theme,
        kept: QSettings,
        language: Language,
        libraries: Sequence[str] = LIBRARIES,
        *,
        remember: bool = True,
    ) -> None:
        """``libraries`` are loaded in the background once the window has been seen.

        ``remember`` False leaves no trace of the book that is open: it is a passing one.
        """
        super().__init__()
        self.theme = theme
        self.language: Language = language
        self.tasks = Tasks(self, held=True)
        self.window = MainWindow()
        if QGuiApplication.platformName() != "offscreen":  # which has no window manager to tell it to
            self.window.setMinimumSize(960, 600)
        self.book: Book | None = None
        self.desk: Desk | None = None
        self._kept = kept
        self._libraries = libraries
        self._remember = remember
        self._asked: Path | None = None
        self._page: UnlockPage | WelcomePage | None = None
        self._painted = False
        self.window.painted.connect(self._after_first_paint)
        self.window.closing.connect(self.close)
        geometry = kept.value("window/geometry")
        if geometry is not None:
            self.window.restoreGeometry(geometry)

    # --- opening --------------------------------------------------------------------------------------------

    def start(self, folder: Path | None) -> None:
        """Open ``folder`` (raises UserError), else the book of the last time, else the first page."""
        if folder is not None:
            self._open(folder)
            return
        last = str(self._kept.value("book", "") or "")
        if last:
            try:
                self._open(Path(last))
                return
            except UserError as error:
                self.show_welcome()
                self._refuse(Problem(error))
                return
        self.show_welcome()

    def _open(self, folder: Path) -> None:
        try:
            self._take(Book.open(folder))
        except PassphraseNeeded:
            self._ask_passphrase(folder)

    def _take(self, book: Book) -> None:
        self._put_away()
        self.book = book
        state = self._read_state(book)
        specs = pane_specs(self.theme, self.tasks, book, self.language)
        desk = Desk(self.theme, self.tasks, BookOnDesk(book), specs, self.language, state)
        desk.open_asked.connect(self._choose_book)
        desk.import_asked.connect(self._choose_import)
        desk.theme_chosen.connect(self._choose_theme)
        desk.language_chosen.connect(self._choose_language)
        self.desk = desk
        self._page = None
        self.window.show_page(desk)
        self.window.setWindowTitle(f"{book.name} – csmdesk")
        stops = desk.pane.stops()
        if stops:
            stops[0].setFocus()
        if book.read_only is not None:
            desk.notice.say(book.read_only.to(self.language), bad=True)
        if self._painted:
            desk.after_first_paint()

    def _ask_passphrase(self, folder: Path) -> None:
        from csmdesk.ui.shell.unlock import UnlockPage

        self._put_away()
        self._asked = folder
        page = UnlockPage(self.theme, folder.name, self.language)
        page.given.connect(self._unlock)
        page.other_asked.connect(self.show_welcome)
        self._page = page
        self.window.show_page(page)

    def _unlock(self, secret: str, is_recovery_key: bool) -> None:
        folder = self._asked
        assert folder is not None

        def work(_: Job) -> Book:
            # Argon2 takes its time on purpose.
            if is_recovery_key:
                return Book.open(folder, recovery_key=secret)
            return Book.open(folder, passphrase=secret)

        self.tasks.query(self, work, self._take, failed=self._refuse, slot="open")

    def show_welcome(self) -> None:
        """Show the first page."""
        from csmdesk.ui.shell.welcome import WelcomePage

        self._put_away()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        page = WelcomePage(self.theme, Path(documents) / "csmdesk", self.language)
        page.make_asked.connect(self._make)
        page.sample_asked.connect(self._open_sample)
        page.open_asked.connect(self._choose_book)
        self._page = page
        self.window.show_page(page)
        self.window.setWindowTitle("csmdesk")

    def _make(self, folder: Path, passphrase: str) -> None:
        def work(_: Job) -> tuple[Book, str | None]:
            made = Book.create(folder, passphrase=passphrase or None)
            return made.book, made.recovery_key

        self.tasks.query(self, work, self._made, failed=self._refuse, slot="open")

    def _made(self, made: tuple[Book, str | None]) -> None:
        book, key = made
        if key is None:
            self._take(book)
            return
        from csmdesk.ui.shell.welcome import RecoveryKeyPage

        self._put_away()
        self.book = book
        page = RecoveryKeyPage(self.theme, key)
        page.done.connect(self._begin)
        self._page = None
        self.window.show_page(page)

    def _begin(self) -> None:
        book, self.book = self.book, None
        assert book is not None
        self._take(book)

    def _open_sample(self) -> None:
        from csmdesk.paths import data_folder

        place = data_folder() / Text("示例客户书", "Sample book").to(self.language)
        self.tasks.query(self, lambda _: sample_book(place), self._take, failed=self._refuse, slot="open")

    def _choose_book(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        found = QFileDialog.getExistingDirectory(self.window, self.tr("选书所在的文件夹"))
        if found:
            self.open_folder(Path(found))

    def open_folder(self, folder: Path) -> None:
        """Open another book in place of this one; a problem is said on the page that is shown."""
        if self.book is not None and folder.absolute() == self.book.folder:
            return
        try:
            self._open(folder)
        except UserError as error:
            self._refuse(Problem(error))

    def _refuse(self, problem: Problem) -> None:
        if self._page is not None:
            self._page.refuse(problem)
        elif self.desk is not None:
            self.desk.show_problem(problem)

    # --- what the desk asks for -----------------------------------------------------------------------------

    def _choose_import(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        found = QFileDialog.getExistingDirectory(self.window, self.tr("选要导入的文件夹"))
        if found and self.desk is not None:
            self.desk.import_folder(Path(found))

    def _choose_theme(self, mode: str) -> None:
        if mode in {"system", "light", "dark"}:
            chosen: Mode = "light" if mode == "light" else "dark" if mode == "dark" else "system"
            self.theme.set_mode(chosen)
            self._kept.setValue("window/theme", mode)

    def _choose_language(self, language: str) -> None:
        self._kept.setValue("window/language", language)
        if self.desk is not None:
            self.desk.notice.say(
                Text(
                    "下次打开 csmdesk 时换成这个语言。",
                    "csmdesk will use this language the next time it is opened.",
                ).to("en" if language == "en" else "zh"),
                bad=False,
            )

    # --- state ----------------------------------------------------------------------------------------------

    def _read_state(self, book: Book) -> dict[str, str]:
        self._kept.beginGroup(_group(book))
        state = {key: str(self._kept.value(key)) for key in self._kept.allKeys()}
        self._kept.endGroup()
        return state

    def _put_away(self) -> None:
        """Close the open book, if any, and remember its window."""
        if self.desk is not None and self.book is not None and self._remember:
            self._kept.setValue("book", str(self.book.folder))
            self._kept.beginGroup(_group(self.book))
            for key, value in self.desk.save_state().items():
                self._kept.setValue(key, value)
            self._kept.endGroup()
        if self.book is not None:
            self.tasks.close()
            self.tasks.deleteLater()
            self.tasks = Tasks(self, held=not self._painted)
            self.book.close()
        self.book = None
        self.desk = None

    def _after_first_paint(self) -> None:
        self._painted = True
        self.tasks.release()
        if self.desk is not None:
            self.desk.after_first_paint()
        if self._libraries:
            self.tasks.preload(self._libraries)

    def close(self) -> None:
        """Remember the window, wait for what runs, close the book."""
        self._kept.setValue("window/geometry", self.window.saveGeometry())
        self._put_away()
        self.tasks.close()
        self._kept.sync()


def _group(book: Book) -> str:
    """The name under which a book's window is remembered; a path has slashes, which would nest."""
    import hashlib

    return "book-" + hashlib.sha256(str(book.folder).encode()).hexdigest()[:16]
