"""A row of settings that says where something lies: the path, to copy or to open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from csmdesk.ui.panes.settings.rows import SettingRow
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class PlaceRow(SettingRow):
    """``name`` with its folder below, and the two buttons at the right."""

    def __init__(self, theme: Theme, name: str, folder: Path) -> None:
        self.copy = Button(theme)
        self.open = Button(theme)
        super().__init__(theme, name, str(folder), self.copy, self.open)
        self._folder = folder
        self.copy.setText(self.tr("复制"))
        self.open.setText(self.tr("打开文件夹"))
        self.copy.setAccessibleName(self.tr("复制 {name} 的位置").format(name=name))
        self.open.setAccessibleName(self.tr("打开 {name} 的文件夹").format(name=name))
        self.copy.clicked.connect(self._copy)
        self.open.clicked.connect(self._open)

    def _copy(self) -> None:
        QApplication.clipboard().setText(str(self._folder))

    def _open(self) -> None:
        open_folder(self._folder)
