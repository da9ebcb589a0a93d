"""One run of the window: which book is open, what is shown, in which language, until it is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.app.book import BookOnDesk
from csmdesk.app.memory import Memory, mode_of
from csmdesk.app.panes import pane_specs
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language
from csmdesk.storage.book import Book
from csmdesk.storage.place import book_at
from csmdesk.storage.problems import Held, PassphraseNeeded
from csmdesk.ui.shell.desk import Desk
from csmdesk.ui.shell.main_window import MainWindow
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.app.crash import Crashes
    from csmdesk.app.entrance import Entrance
    from csmdesk.app.instances import Doorbell
    from csmdesk.app.locking import Locking
    from csmdesk.app.settling import Settling
    from csmdesk.app.troubles import Troubles
    from csmdesk.ui.panes.settings.pane import SettingsPane
    from csmdesk.ui.shell.restore import RestorePage
    from csmdesk.ui.shell.unlock import UnlockPage
    from csmdesk.ui.shell.welcome import WelcomePage

    EntrancePage = WelcomePage | UnlockPage | RestorePage

# Loaded in a thread once the window is seen, so that their first use does not wait for them: what the first
# keys in the list ask for, what the first edit does, other pages, and the first report.
LIBRARIES = (
    "csmdesk.ui.panes.today.side",
    "csmdesk.ui.panes.today.pane_actions",
    "csmdesk.ui.panes.today.snooze_menu",
    "csmdesk.ui.panes.today.todo_form",
    "csmdesk.ui.panes.accounts.detail",
    "csmdesk.ui.panes.accounts.counted_chip",
    "csmdesk.ui.panes.accounts.list_tools",
    "csmdesk.ui.panes.accounts.views",
    "csmdesk.ui.models.list_keys",
    "csmdesk.ui.models.row_search",
    "csmdesk.ui.models.cell_editor",
    "sqlalchemy",
    "csmdesk.ui.panes.accounts.new_account",
    "csmdesk.ui.panes.accounts.tabs.contracts",
    "csmdesk.ui.panes.accounts.tabs.timeline",
    "csmdesk.ui.panes.accounts.tabs.touches",
    "csmdesk.ui.panes.accounts.tabs.contacts",
    "csmdesk.ui.panes.accounts.tabs.usage",
    "csmdesk.ui.panes.accounts.tabs.tickets",
    "csmdesk.ui.widgets.evidence",
    "csmdesk.services.account_evidence",
    "csmdesk.metrics.registry",
    "csmdesk.ui.shell.period_menu",
    "csmdesk.ui.shell.day_picker",
    "csmdesk.ui.shell.keys_sheet",
    "csmdesk.ui.panes.war_room.pane",
    "csmdesk.ui.panes.calendar.pane",
    "csmdesk.ui.panes.review.pane",
    "csmdesk.ui.panes.plan.pane",
    "csmdesk.ui.panes.settings.pane",
    "jinja2",
    "typst",
    "docx",
)


class HandedOver(Exception):
    """Another window of csmdesk has the book that was to be opened, and has come to the front."""


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
        crashes: Crashes | None = None,
    ) -> None:
        """``libraries`` are loaded in the background once the window has been seen.

        ``remember`` False leaves no trace of the book that is open: it is a passing one. ``crashes`` opens
        the log once the window has been seen.
        """
        super().__init__()
        self.theme = theme
        self.language: Language = language
        self._wanted_language: Language | None = None
        self.memory = Memory(kept, remember=remember)
        self.tasks = self._new_tasks(held=True)
        self.window = MainWindow()
        self.book: Book | None = None
        self.desk: Desk | None = None
        self.state: dict[str, str] = {}
        """What the desk looked like when it was left, to come back to."""
        self.resting: QWidget | None = None
        """A desk out of sight, whose commands are still under way; goes with its book."""
        self._libraries = libraries
        self._crashes = crashes
        self._troubles: Troubles | None = None
        self._doorbell: Doorbell | None = None
        self._entrance: Entrance | None = None
        self._locking: Locking | None = None
        self._page: EntrancePage | None = None
        self._remake: Callable[[], object] | None = None
        self._painted = False
        self.window.painted.connect(self._after_first_paint)
        self.window.closing.connect(self.close)
        geometry = kept.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.window.restoreGeometry(geometry)
        if QGuiApplication.platformName() != "offscreen":  # whose screen is smaller than any window
            self.window.fit(self.window.screen().availableGeometry())
        if crashes is not None:
            crashes.caught.connect(self.show_bug)

    def _new_tasks(self, *, held: bool) -> Tasks:
        tasks = Tasks(self, held=held)
        tasks.failed.connect(self._show_failure)
        return tasks

    # --- opening --------------------------------------------------------------------------------------------

    def start(self, folder: Path | None) -> None:
        """Open ``folder`` (raises UserError), else the book of the last time, else the first page.

        Raises HandedOver when another window has the book: it has come to the front.
        """
        if folder is not None:
            self._open_first(book_at(folder))
            return
        last = self.memory.book
        if last is not None:
            try:
                self._open_first(last)
                return
            except UserError as error:
                self.show_welcome()
                self.refuse(Problem(error))
                return
        self.show_welcome()

    def _open_first(self, folder: Path) -> None:
        try:
            self.take(Book.open(folder))
        except (PassphraseNeeded, Held) as error:
            from csmdesk.app.instances import hand_over

            if hand_over(folder):
                raise HandedOver from None
            if isinstance(error, Held):
                raise
            self.entrance.ask_passphrase(folder)

    def _open(self, folder: Path) -> None:
        try:
            self.take(Book.open(folder))
        except PassphraseNeeded:
            self.entrance.ask_passphrase(folder)

    def take(self, book: Book, state: dict[str, str] | None = None) -> None:
        """Put an open book on the desk, as it was the last time or as ``state`` says."""
        self.put_away()
        self.book = book
        self.show_desk(self.memory.state(book.folder) if state is None else state)
        if book.read_only is not None:
            self.say(book.read_only.to(self.language), bad=True)
        self._speak_soon()

    def show_desk(self, state: dict[str, str]) -> None:
        """Show the desk of the open book as ``state`` says."""
        book = self.book
        assert book is not None
        specs = pane_specs(self.theme, self.tasks, book, self.language, self._connect_settings)
        desk = Desk(self.theme, self.tasks, BookOnDesk(book), specs, self.language, state)
        desk.open_asked.connect(self.choose_book)
        desk.restore_asked.connect(self.show_restore)
        desk.lock_asked.connect(self.lock)
        desk.about_asked.connect(self.show_about)
        desk.theme_chosen.connect(self._choose_theme)
        desk.language_chosen.connect(self.choose_language)
        # After the desk, which says every problem: of a bug the panel alone is to tell.
        self.tasks.failed.disconnect(self._show_failure)
        self.tasks.failed.connect(self._show_failure)
        self._show(desk)
        self.desk = desk
        self.window.setWindowTitle(f"{book.name} – csmdesk")
        stops = desk.pane.stops()
        if stops:
            stops[0].setFocus()
        if self._painted:
            desk.after_first_paint()
            self.locking.watch()
            self._listen_soon()

    def _connect_settings(self, pane: SettingsPane) -> None:
        pane.theme_chosen.connect(self._choose_theme)
        pane.language_chosen.connect(self.choose_language)
        pane.idle_lock_chosen.connect(self.locking.choose_minutes)
        pane.restore_asked.connect(self.show_restore)
        pane.about_asked.connect(self.show_about)
        pane.keys_changed.connect(self.locking.keys_changed)
        pane.set_idle_minutes(self.memory.lock_minutes)

    def show_page(self, page: EntrancePage, remake: Callable[[], object]) -> None:
        """Show a page before a book is on the desk; ``remake`` shows it anew, in another language."""
        self._show(page)
        self._page, self._remake = page, remake
        page.language_chosen.connect(self.choose_language)
        self._speak_soon()

    def _show(self, widget: QWidget) -> None:
        """Show ``widget`` alone: whatever lies over the page before goes with it."""
        if self._painted:  # before that there is nothing else
            from csmdesk.ui.shell.overlays import close_overlays

            close_overlays(self.window)
            self._settling().forget()
        self.desk = self._page = self._remake = None
        self.window.show_page(widget)
        if self._troubles is not None:
            self._troubles.panel.raise_()

    def open_folder(self, folder: Path) -> None:
        """Open another book in place of this one; a problem is said on the page that is shown."""
        folder = book_at(folder)
        if self.book is not None and folder.absolute() == self.book.folder:
            return
        try:
            self._open(folder)
        except UserError as error:
            self.refuse(Problem(error))

    def open_path(self, path: str) -> None:
        """Open the book that was double-clicked, as its folder or as a file in it."""
        self.open_folder(Path(path))

    def choose_book(self) -> None:
        """Ask for the folder of another book and open it."""
        from PySide6.QtWidgets import QFileDialog

        found = QFileDialog.getExistingDirectory(self.window, self.tr("选书所在的文件夹"))
        if found:
            self.open_folder(Path(found))

    # --- the desk and its work ------------------------------------------------------------------------------

    @property
    def entrance(self) -> Entrance:
        """The pages before a book is on the desk; loaded with the first of them."""
        if self._entrance is None:
            from csmdesk.app.entrance import Entrance

            self._entrance = Entrance(self)
        return self._entrance

    @property
    def locking(self) -> Locking:
        """What locks the book; loaded when the window has been seen."""
        if self._locking is None:
            from csmdesk.app.locking import Locking

            self._locking = Locking(self)
        return self._locking

    def lock(self) -> None:
        """Put the book away until its passphrase is given again."""
        self.locking.lock()

    def show_welcome(self) -> None:
        """Show the first page."""
        self.entrance.show_welcome()

    def show_restore(self, source: Path | None = None) -> None:
        """Show the page that sets a book up from a backup."""
        self.entrance.show_restore(source)

    def leave_desk(self) -> None:
        """Save what is being typed, and remember what the desk looks like."""
        if self.desk is not None and self.book is not None:
            self.desk.settle()
            self.state = self.desk.save_state()
            self.memory.keep_book(self.book.folder)
            self.memory.keep_state(self.book.folder, self.state)

    def when_settled(self, then: Callable[[], None]) -> None:
        """Do ``then`` once no work is under way: at once, or as soon as it has ended.

        When another page comes meanwhile, what was wanted before is forgotten.
        """
        self._settling().then(then)

    def _settling(self) -> Settling:
        """What waits for the work of ``tasks``."""
        from csmdesk.app.settling import Settling

        found = self.tasks.findChild(Settling)
        return Settling(self.tasks) if found is None else found

    # --- what is said ---------------------------------------------------------------------------------------

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say one sentence on whatever page is shown."""
        if self.desk is not None and bad:
            self.desk.notice.say(text, bad=True)
        elif self.desk is not None:
            self.desk.say(text)
        elif self._page is not None:
            self._page.say(text, bad=bad)

    def refuse(self, problem: Problem) -> None:
        """Say on the page that is shown what could not be done."""
        if self._page is not None:
            self._page.refuse(problem)
        elif self.desk is not None:
            self.desk.show_problem(problem)
        if problem.bug:
            self.show_bug(problem.error)

    def _show_failure(self, problem: Problem) -> None:
        """The desk says a user's problem; a bug of ours is told with its details."""
        if problem.bug:
            self.show_bug(problem.error)

    def show_bug(self, error: BaseException) -> None:
        """Tell of a bug of ours, beside the work."""
        if self.desk is not None:
            self.desk.notice.hide()
        self.troubles.show(error)

    @property
    def troubles(self) -> Troubles:
        """What tells of bugs and crashes, made when there is something to tell."""
        if self._troubles is None:
            from csmdesk.app.troubles import Troubles

            self._troubles = Troubles(self.theme, self.window)
        return self._troubles

    def show_about(self) -> None:
        """Show versions, folders and licences."""
        from csmdesk.ui.shell.about import AboutSheet

        host = self.desk or self._page or self.window
        sheet = AboutSheet(self.theme, host, self.tasks, None if self.book is None else self.book.folder)
        sheet.rejected.connect(sheet.deleteLater)
        sheet.open()

    # --- theme and language ---------------------------------------------------------------------------------

    def _choose_theme(self, name: str) -> None:
        mode = mode_of(name)
        self.theme.set_mode(mode)
        self.memory.keep_theme(mode)

    def choose_language(self, name: str) -> None:
        """Speak another language from now on; everything stays in its place."""
        language: Language = "en" if name == "en" else "zh"
        self.memory.keep_language(language)
        self._wanted_language = language
        if language != self.language:
            if self.desk is not None:
                self.desk.settle()
            if self.tasks.running:
                self.say(self.tr("后台的工作做完就换语言。"))
            self._speak_soon()

    def _speak_soon(self) -> None:
        """Speak the language that was chosen as soon as no work is under way, whatever is shown by then."""
        if self._wanted_language is not None:
            self.when_settled(self._speak)

    def _speak(self) -> None:
        from csmdesk.app.qt import translators

        language, self._wanted_language = self._wanted_language, None
        if language in {None, self.language}:
            return
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translators(app, language)
        self.language = language
        if self.desk is not None:
            self.leave_desk()
            self.show_desk(self.state)
        elif self._page is not None and self._remake is not None:
            entered, title = self._page.keep(), self.window.windowTitle()
            self._remake()
            self._page.take(entered)
            self.window.setWindowTitle(title)
        if self._troubles is not None:
            self._troubles.close()
            self._troubles = None

    # --- the end --------------------------------------------------------------------------------------------

    def put_away(self) -> None:
        """Close the open book, if any, and remember its window."""
        if self.desk is not None:
            self.leave_desk()
            if self._painted:  # before that nothing has begun
                self._settling().wait()
        self.close_book()

    def close_book(self) -> None:
        """Close the open book, if any, with its work; its key is let go."""
        if self._locking is not None:
            self._locking.idle.stop()
        if self.book is not None:
            self.tasks.close()
            before, self.tasks = self.tasks, self._new_tasks(held=not self._painted)
            self._keep_import(before)
            before.deleteLater()
            self.book.close()
        self.book = None
        self.desk = None
        resting, self.resting = self.resting, None
        if resting is not None:
            resting.deleteLater()

    def _keep_import(self, before: Tasks) -> None:
        """Files on their way into the book are on the desk again when it is opened next."""
        from csmdesk.app.importing import ImportServices

        ImportServices.keep(before, self.tasks)

    def _after_first_paint(self) -> None:
        """What the first paint did not need, in turns of its own: keys come in between."""
        from csmdesk.ui.qt_classes import making
        from csmdesk.ui.turns import in_turns

        in_turns(self, making(), self._make_keys)

    def _make_keys(self) -> None:
        # Before anything is read or loaded beside the window, which takes turns with what is done here.
        from csmdesk.ui.turns import next_turn

        self._painted = True
        if self.desk is not None:
            self.desk.after_first_paint()
        next_turn(self, self._begin)

    def _begin(self) -> None:
        if self.desk is not None:
            self.locking.watch()
        self.tasks.release()
        if self._libraries:
            self.tasks.preload(self._libraries)
        self._listen_soon()
        crashes = self._crashes
        if crashes is not None:
            self.tasks.query(self, lambda _: crashes.begin(), self._tell_of_crash)

    def _listen_soon(self) -> None:
        """Hear of further starts of the open book, once nothing else waits."""
        from csmdesk.ui.turns import next_turn

        next_turn(self, self._listen)

    def _listen(self) -> None:
        from csmdesk.app.instances import Doorbell

        if self.book is None or self.book.read_only is not None:
            return
        if self._doorbell is not None and self._doorbell.folder == self.book.folder:
            return
        if self._doorbell is not None:
            self._doorbell.close()
            self._doorbell.deleteLater()
        self._doorbell = Doorbell(self.book.folder, self.window)

    def _tell_of_crash(self, report: Path | None) -> None:
        if report is not None:
            words = self.tr("csmdesk 上次意外退出了，已保存的内容都在。经过记在 {place}。")
            self.say(words.format(place=report))

    def close(self) -> None:
        """Remember the window, wait for what runs, close the book."""
        self.memory.kept.setValue("window/geometry", self.window.saveGeometry())
        self.put_away()
        self.tasks.close()
        self.memory.kept.sync()
