"""The pane Import: files, columns, check, write; nothing is written before the last step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.importing.blank_tables import BlankTables
from csmdesk.ui.panes.importing.check_page import CheckPage
from csmdesk.ui.panes.importing.columns_page import ColumnsPage
from csmdesk.ui.panes.importing.files_page import FilesPage
from csmdesk.ui.panes.importing.finding import Finding
from csmdesk.ui.panes.importing.foot import Foot
from csmdesk.ui.panes.importing.head import Head
from csmdesk.ui.panes.importing.places import AskPlaces, ask_files, ask_folder, clipboard_source
from csmdesk.ui.panes.importing.progress_part import ProgressPart
from csmdesk.ui.panes.importing.sheet_list import SheetList
from csmdesk.ui.panes.importing.source import COLUMNS, FILES, WRITE, ImportSource, ImportTools
from csmdesk.ui.panes.importing.stepping import Stepping
from csmdesk.ui.panes.importing.work import ImportWork
from csmdesk.ui.panes.importing.write_page import WritePage
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.sheet import Sheet
from csmdesk.ui.widgets.split import Split

_LEFT, _LEFT_LEAST = 281, 200
_SHARE = 0.226


class ImportPane(Pane):
    """``take_files`` begins; what is on the desk and where the user is with it outlive the pane."""

    icon_name = "import"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: ImportSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._begun = False
        self._sheet: Sheet | None = None
        self.tools = ImportTools(theme, tasks, source, language)
        self.state = source.state
        self.work = ImportWork(self.tools, self)
        self.ask_files: AskPlaces = ask_files
        self.ask_folder: AskPlaces = ask_folder
        self.step_names = (self.tr("选文件"), self.tr("对应列"), self.tr("检查"), self.tr("写入"))
        self.head = Head(theme, self.title, self.step_names)
        self.progress = ProgressPart(theme)
        self.files = FilesPage(theme, language)
        self.sheets = SheetList(theme, language)
        self.columns = ColumnsPage(self.tools, self.work)
        self.check = CheckPage(self.tools, self.work)
        self.writing = WritePage(self.tools, self.work)
        self.foot = Foot(theme)
        self.split = Split(theme)
        self.finding = Finding(self)
        self.blank = BlankTables(self.tools, self.work, self.files.none.blank)
        self.stepping = Stepping(self)
        self._lay_out()
        self._connect()
        self.stepping.show()

    @property
    def title(self) -> str:
        return self.tr("导入")

    def _lay_out(self) -> None:
        self.sheets.setMinimumWidth(_LEFT_LEAST)
        self.split.addWidget(self.sheets)
        self.split.addWidget(self.columns)
        self.split.share(0, _SHARE, _LEFT_LEAST, _LEFT)
        self.pages = QStackedWidget()
        for page in (self.files, self.split, self.check, self.writing):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.progress)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.foot)

    def _connect(self) -> None:
        work, files = self.work, self.files
        self.head.cancel_asked.connect(self.cancel)
        self.head.steps.chosen.connect(self.stepping.go_to)
        self.foot.back_asked.connect(self.stepping.back)
        self.foot.next_asked.connect(self.stepping.forward)
        self.progress.stop_asked.connect(work.queue.stop)
        for button in (files.files, files.none.files):
            button.clicked.connect(self.choose_files)
        for button in (files.folder, files.none.folder):
            button.clicked.connect(self.choose_folder)
        for button in (files.paste, files.none.paste):
            button.clicked.connect(self.paste)
        files.opened.connect(self._open_sheet)
        files.chosen.connect(work.choose)
        files.drop_asked.connect(self._drop)
        self.sheets.chosen.connect(work.choose)
        self.sheets.drop_asked.connect(self._drop_one)
        self.columns.drop_asked.connect(self.drop_current)
        self.writing.done.accounts_asked.connect(self.open_accounts)
        self.writing.done.again_asked.connect(work.clear)
        files.none.blank.clicked.connect(self.blank.ask)
        for page in (self.columns, self.check, self.writing, self.blank):
            page.said.connect(self.said)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        # Files are of any time; what is on the desk is shown once the pane is.
        if not self._begun:
            self._begun = True
            self.tools.tasks.query(self, _load_reader)
            if self.state.sheets:
                self.work.take_up()

    def refresh(self, changes: Changes) -> None:
        self.stepping.note_changes(changes)

    def stops(self) -> list[QWidget]:
        if self.state.step == COLUMNS:
            return [self.sheets.view, self.columns.mapping, self.foot.next]
        return [self.stepping.focus_place, self.foot.next]

    def actions(self) -> list[Action]:  # type: ignore[override]
        from csmdesk.ui.panes.importing.pane_actions import actions_of

        return actions_of(self)

    def settle(self) -> None:
        for view in (self.columns.mapping, self.check.view):
            if view.editing.edit is not None:
                view.editing.commit()

    def save_state(self) -> dict[str, str]:
        return {"sizes": self.split.sizes_text, "folder": self.tools.place.folder}

    def restore_state(self, state: Mapping[str, str]) -> None:
        self.split.set_sizes_text(state.get("sizes", ""))
        self.tools.place.folder = state.get("folder", "")

    # --- files ----------------------------------------------------------------------------------------------

    def take_files(self, source: Sequence[Path] | str) -> None:
        """Read files, folders or a pasted text; what is on the desk already stays."""
        if not source or self.tools.read_only:
            if self.tools.read_only:
                self.said.emit(self.tools.read_only, False)
            return
        if self.work.writing:
            self.said.emit(self.tr("正在写入，写完再加文件。"), False)
            return
        self.stepping.go_to(FILES)
        self.work.read_files(source)

    def choose_files(self) -> None:
        """Ask for files."""
        self._ask(self.ask_files, self.tr("选要导入的文件"))

    def choose_folder(self) -> None:
        """Ask for a folder."""
        self._ask(self.ask_folder, self.tr("选要导入的文件夹"))

    def _ask(self, ask: AskPlaces, title: str) -> None:
        found = ask(self, title, self.tools.place.folder)
        if found:
            first = found[0]
            self.tools.place.folder = str(first if first.is_dir() else first.parent)
            self.take_files(found)

    def paste(self) -> None:
        """Take files or a table from the clipboard."""
        source = clipboard_source(QGuiApplication.clipboard().mimeData())
        if source:
            self.take_files(source)
        else:
            self.said.emit(self.tr("剪贴板里没有表格，也没有文件。"), False)

    def drop_current(self) -> None:
        """Take the current sheet off the desk."""
        self._drop_one(self.state.current)

    def _drop_one(self, sheet: int) -> None:
        self._drop((sheet,))

    def _drop(self, sheets: Sequence[int]) -> None:
        self.work.drop(sheets)

    def _open_sheet(self, sheet: int) -> None:
        self.work.choose(sheet)
        self.stepping.go_to(COLUMNS)

    def open_accounts(self) -> None:
        """Show the accounts."""
        self.pane_asked.emit("accounts")

    # --- the way out ----------------------------------------------------------------------------------------

    def cancel(self) -> None:
        """Stop what is under way, else take the files off the desk, after asking."""
        if self.work.queue.key in {"read", "write", "=check", "=effect"}:
            self.work.queue.stop()
        elif self.state.written is not None or not self.state.sheets:
            self.work.clear()
        else:
            self._ask_cancel()

    def _ask_cancel(self) -> None:
        sheet = Sheet(self._theme, self.window(), self.tr("取消这次导入？"), width=440)
        from csmdesk.ui.widgets.label import Label

        words = self.tr("文件从这里拿走，对应和改过的格一起丢掉；客户书没有任何改动。")
        sheet.body.addWidget(Label(self._theme, words, role="t2", wrap=True))
        sheet.set_buttons(self.tr("取消导入"), self.tr("继续导入"))
        sheet.accepted.connect(self._clear)
        sheet.rejected.connect(sheet.deleteLater)
        self._sheet = sheet
        sheet.open()

    @property
    def question(self) -> Sheet | None:
        """The question whether to cancel, while it is open."""
        return self._sheet

    def _clear(self) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
            self._sheet.deleteLater()
            self._sheet = None
        self.work.clear()
        self.stepping.focus_soon()

    # --- steps back -----------------------------------------------------------------------------------------

    def can_step(self, *, back: bool) -> bool:
        """Whether there is something here to take back, or to say again, before it is the book's turn."""
        desk = self.work.desk
        if desk is None or self.state.step == WRITE or self.state.written is not None or self.work.writing:
            return False
        return (desk.said_last if back else desk.taken_back_last) is not None

    def take_back(self) -> None:
        """Take back what was said last of the files."""
        self.work.step(back=True, then=partial(self._stepped, self.tr("已撤销：{what}")))

    def say_again(self) -> None:
        """Say again what was taken back last."""
        self.work.step(back=False, then=partial(self._stepped, self.tr("已重做：{what}")))

    def _stepped(self, words: str, what: Text | None) -> None:
        if what is not None:
            self.said.emit(words.format(what=what.to(self.tools.language)), False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            back = event.matches(QKeySequence.StandardKey.Undo)
            if (back or event.matches(QKeySequence.StandardKey.Redo)) and self.can_step(back=back):
                # Else the window would take back a step of the book.
                event.accept()
                return True
        return super().event(event)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The tables or a button let these pass to here, a field takes them as text.
        from csmdesk.ui.panes.importing.pane_actions import KEYS

        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        key = KEYS.get(pressed.replace("Enter", "Return"), "")
        action = next((a for a in self.actions() if a.key == f"import.{key}"), None) if key else None
        if action is None:
            super().keyPressEvent(event)
        elif action.why_not:
            self.said.emit(action.why_not, False)
        else:
            action.run()


def _load_reader(_: Job) -> None:
    """Load what long files are read with, while the user still looks for them."""
    import_module("pandas")
