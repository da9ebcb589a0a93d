"""备份与恢复: the backups of the book, making one, looking whether one is whole, and the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from csmdesk.ui.models.item_list import ItemList
from csmdesk.ui.panes.settings.backup_list import BackupDelegate, BackupLine, backup_lines, backup_model
from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.panes.settings.place_row import open_folder
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line

if TYPE_CHECKING:
    from csmdesk.domain.text import Text
    from csmdesk.services.keeping import Backup, Keeping
    from csmdesk.ui.panes.settings.work import SettingsWork

_ROWS = 8
"""The list grows to so many rows; then it scrolls."""


class BackupsPage(SettingsPage):
    """``restore_asked(folder)`` names the backup to go back to; ``backed_up`` follows each new one."""

    restore_asked = Signal(object)
    backed_up = Signal()

    def __init__(self, theme: Theme, folder: Path, keeping: Keeping, work: SettingsWork) -> None:
        super().__init__(theme)
        self._folder = folder
        self._keeping = keeping
        self._work = work
        self.now = Button(theme, self.tr("立即备份"), kind="primary")
        self.elsewhere = Button(theme, self.tr("备份到…"))
        self.restore_other = Button(theme, self.tr("从别处恢复…"))
        self.add_group(self.tr("备份"))
        self.add_note(
            self.tr("备份是加密的整本副本，做完就逐字节校验。留最近 10 份，更早的每月一份，共 12 个月。")
        )
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 12)
        buttons.setSpacing(12)
        for button in (self.now, self.elsewhere, self.restore_other):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.column.addWidget(Line(theme, "line2"))
        self.model = backup_model()
        self.list = ItemList(theme, self.model, marks_place=True, follow_keys=False)
        self.list.setAccessibleName(self.tr("备份"))
        self._delegate = BackupDelegate(theme, self.list)
        self.column.addWidget(self.list)
        self._none = self.add_note(self.tr("还没有备份。"))
        self.check = Button(theme, self.tr("检查"))
        self.restore = Button(theme, self.tr("恢复…"))
        self.show_folder = Button(theme, self.tr("打开所在文件夹"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 8)
        row.setSpacing(12)
        for button in (self.check, self.restore, self.show_folder):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.told = Label(theme, role="t2", wrap=True)
        self.column.addWidget(self.told)
        self._connect()
        self._enable()

    def _connect(self) -> None:
        self.now.clicked.connect(self._back_up)
        self.elsewhere.clicked.connect(self._back_up_to)
        self.restore_other.clicked.connect(self._restore_other)
        self.check.clicked.connect(self._check)
        self.restore.clicked.connect(self._restore)
        self.show_folder.clicked.connect(self._open_folder)
        self.list.selectionModel().currentChanged.connect(self._enable)

    # --- what it shows --------------------------------------------------------------------------------------

    def come_in(self) -> None:
        self._work.read(self, self._look, self._show_backups, slot="backups")

    def _look(self) -> tuple[list[Backup], bool]:
        return self._keeping.backups(), self._keeping.standing().locked

    def _show_backups(self, found: tuple[list[Backup], bool]) -> None:
        current = self.current
        backups, locked = found
        self.model.set_items(backup_lines(backups, self._folder, locked=locked))
        rows = self.model.rowCount()
        self.list.setFixedHeight(BackupDelegate.height * min(rows, _ROWS))
        self.list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        row = self.model.row_of(str(current.path)) if current is not None else -1
        self.list.set_current(max(row, 0) if rows else -1)
        self._enable()

    @property
    def current(self) -> BackupLine | None:
        """The backup that the buttons below the list are for."""
        row = self.list.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def _enable(self) -> None:
        why = "" if self.current is not None else self.tr("先选一份备份")
        for button in (self.check, self.restore, self.show_folder):
            button.set_why_not(why)

    # --- making and looking ---------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make a backup among the book's own."""
        self._make(None)

    def _back_up(self) -> None:
        self._make(None)

    def _back_up_to(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("备份放到哪个文件夹里"))
        if found:
            self._make(Path(found))

    def _make(self, place: Path | None) -> None:
        self.told.setText("")
        make = partial(self._keeping.make_backup, place)
        self._work.keep(self, make, self._made, self.tr("备份"), self._tell)

    def _made(self, path: Path) -> None:
        self._tell(self.tr("已备份并校验：{place}").format(place=path))
        self.backed_up.emit()
        self.come_in()

    def _check(self) -> None:
        line = self.current
        if line is not None:
            self.told.setText("")
            check = partial(self._keeping.check_backup, line.path)
            self._work.keep(self, check, self._checked, self.tr("检查备份"), self._tell)

    def _checked(self, words: Text) -> None:
        self._tell(words.to(self._work.language))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self._work.said.emit(words, False)

    def _open_folder(self) -> None:
        line = self.current
        if line is not None:
            open_folder(line.path.parent)

    # --- the way back ---------------------------------------------------------------------------------------

    def _restore(self) -> None:
        line = self.current
        if line is not None:
            self.restore_asked.emit(line.path)

    def _restore_other(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("选一份备份的文件夹"))
        if found:
            self.restore_asked.emit(Path(found))
