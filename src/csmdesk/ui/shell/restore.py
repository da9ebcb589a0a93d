"""The page that sets a book up from a backup: which one, its secret, and the new folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.services.restoring import WrongSecret
from csmdesk.ui.shell.backup_list import BackupList
from csmdesk.ui.shell.page import FORM, Page, Remark
from csmdesk.ui.shell.place_field import PlaceField
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.mark import Mark
from csmdesk.ui.widgets.secret_form import SecretForm

if TYPE_CHECKING:
    from csmdesk.services.restoring import FoundBackup

_TOP = 64


class RestorePage(Page):
    """Nothing is written here: ``restore_asked(source, into, secret, is_recovery_key)``.

    ``look_asked(folder)`` wants the backups of a folder, which come with ``add_backups``; ``left`` goes back.
    """

    restore_asked = Signal(object, object, str, bool)
    look_asked = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, books: Path, language: Language, parent: QWidget | None = None) -> None:
        """``books`` is the folder where the restored book is put unless the user chooses another."""
        super().__init__(theme, language, parent)
        self.foot.say(self.tr("未打开任何书"))
        self._busy = ""
        self._looked = False
        self.list = BackupList(theme)
        self._none = Label(theme, self.tr("正在找备份…"), role="t3", wrap=True)
        self.browse = Button(theme, self.tr("选别处的备份…"), icon="folder")
        self.secret = SecretForm(theme)
        self.folder = PlaceField(theme, self.tr("恢复到新文件夹"), books, language, free=True)
        self.button = Button(theme, self.tr("校验并恢复"), kind="primary", hint="↵")
        self.back = Button(theme, self.tr("返回"), hint="Esc")
        self._waiting = Label(theme, scale="small", role="t3")
        self.problem = Remark(theme)
        self._lay_out()
        self._connect()
        self._show_chosen()

    def _lay_out(self) -> None:
        theme = self.theme
        form = QWidget()
        form.setFixedWidth(FORM + 2)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Mark(theme))
        column.addSpacing(20)
        column.addWidget(Label(theme, self.tr("从备份恢复"), scale="title"))
        about = self.tr("先逐字节校验，再写到新文件夹；原来的书和备份都不会动。")
        column.addWidget(Label(theme, about, role="t2", wrap=True))
        column.addWidget(self._none)
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.addWidget(self.browse)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.secret)
        column.addWidget(self.folder)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.button)
        foot.addWidget(self.back)
        foot.addWidget(self._waiting)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(self.problem)
        self.stand(form, _TOP)
        self.list.hide()

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.entered.connect(self._enter)
        self.browse.clicked.connect(self._browse)
        self.secret.changed.connect(self._check)
        self.secret.entered.connect(self._enter)
        self.folder.changed.connect(self._check)
        self.folder.entered.connect(self._enter)
        self.button.clicked.connect(self._restore)
        self.back.clicked.connect(self.left)

    # --- which ----------------------------------------------------------------------------------------------

    def show_backups(self, found: Sequence[FoundBackup]) -> None:
        """Show the backups that lie beside the known books, and those that the user has named before."""
        self._looked = True
        chosen = self.list.current
        self._show(_merged(self.list.rows.items, found))
        if chosen is not None:
            self.list.choose(str(chosen.path))
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            stop = self.list if found else self.browse
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_backups(self, found: Sequence[FoundBackup]) -> None:
        """Put those of a folder that the user named before the others, and choose the first."""
        if not found:
            self.problem.say(self.tr("这个文件夹里没有备份。"))
            return
        self._show(_merged(found, self.list.rows.items))
        self.list.choose(str(found[0].path))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: Sequence[FoundBackup]) -> None:
        self._none.setVisible(not found)
        self._none.setText(self.tr("没有找到备份。备份是一个文件夹，里面有 backup.json。"))
        self.list.setVisible(bool(found))
        self.list.show_backups(found)
        self._show_chosen()

    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("选备份所在的文件夹"))
        if found:
            self.look_asked.emit(Path(found))

    def _show_chosen(self) -> None:
        chosen = self.list.current
        self.secret.setVisible(chosen is not None and chosen.locked)
        self.folder.setVisible(chosen is not None)
        if chosen is not None:
            self.folder.set_leaf(chosen.book)
        self._check()

    def _check(self) -> None:
        chosen = self.list.current
        if chosen is None:
            missing = self.tr("先选一份备份")
        else:
            why = self.folder.check()
            if not chosen.whole:
                missing = self.tr("这份备份已损坏，请选另一份")
            elif chosen.locked and not self.secret.text.strip():
                missing = self.tr("先输入口令或恢复密钥")
            else:
                missing = why
        self.button.set_why_not(self._busy or missing)
        self.back.set_why_not(self._busy)
        self.problem.say("")

    # --- restoring ------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        if self.button.isEnabled():
            self._restore()
        else:
            self.focusNextChild()

    def _restore(self) -> None:
        chosen = self.list.current
        if chosen is None or not self.button.isEnabled():
            return
        self._busy = self.tr("正在校验并恢复…")
        self._waiting.setText(self._busy)
        self._check()
        secret = self.secret.text if chosen.locked else ""
        self.restore_asked.emit(chosen.path, self.folder.place, secret, self.secret.is_recovery_key)

    def refuse(self, problem: Problem) -> None:
        """Say what went wrong, and let the user try again."""
        self._busy = ""
        self._waiting.setText("")
        self._check()
        words = problem.text.to(self.language)
        if isinstance(problem.error, WrongSecret):
            self.secret.set_problem(words)
        else:
            self.problem.say(words)
            self.reveal(self.problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._busy:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keep(self) -> dict[str, object]:
        chosen = self.list.current
        return {
            "found": self.list.rows.items if self._looked else (),
            "chosen": "" if chosen is None else str(chosen.path),
            "secret": self.secret.text,
            "recovery": self.secret.is_recovery_key,
            "books": self.folder.books,
            "folder": "" if self.folder.follows else self.folder.text,
        }

    def take(self, entered: dict[str, object]) -> None:
        if isinstance(books := entered.get("books"), Path):
            self.folder.choose_parent(books)
        if isinstance(found := entered.get("found"), tuple) and found:
            self.show_backups(found)
            self.list.choose(str(entered.get("chosen") or ""))
        self.secret.set_recovery_key(bool(entered.get("recovery")))
        self.secret.field.set_text(str(entered.get("secret") or ""))
        if folder := str(entered.get("folder") or ""):
            self.folder.set_own(folder)


def _merged(first: Sequence[FoundBackup], then: Sequence[FoundBackup]) -> list[FoundBackup]:
    """Both in order, each backup once."""
    known = {backup.path for backup in first}
    return [*first, *(backup for backup in then if backup.path not in known)]
