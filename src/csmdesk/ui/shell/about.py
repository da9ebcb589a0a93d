"""About csmdesk: versions, where things lie on this computer, licences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk import __version__
from csmdesk.paths import cache_folder, licence_folder, log_folder
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.services.about import Facts

_WIDTH = 600


class PlaceLine(QWidget):
    """A folder: its name, its path, and the ways to it."""

    def __init__(self, theme: Theme, name: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        shown = Label(theme, str(path), role="t2", elide=True)
        shown.setToolTip(str(path))
        self.copy = Button(theme, self.tr("复制"), kind="link", small=True)
        self.copy.setAccessibleName(self.tr("复制路径：{name}").format(name=name))
        self.show_folder = Button(theme, self.tr("打开"), kind="link", small=True)
        self.show_folder.setAccessibleName(self.tr("打开文件夹：{name}").format(name=name))
        missing = "" if path.exists() else self.tr("这个文件夹还没有建")
        self.show_folder.set_why_not(missing)
        title = Label(theme, name, role="t3")
        title.setFixedWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(title)
        row.addWidget(shown, 1)
        row.addWidget(self.copy)
        row.addWidget(self.show_folder)
        self.copy.clicked.connect(self._copy)
        self.show_folder.clicked.connect(self._open)

    def _copy(self) -> None:
        QApplication.clipboard().setText(str(self._path))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))


class AboutSheet(Sheet):
    """Opens at once; what takes longer to find out comes from the background."""

    def __init__(self, theme: Theme, host: QWidget, tasks: Tasks, book: Path | None) -> None:
        """``book`` is the folder of the open book, if there is one."""
        super().__init__(theme, host, "", width=_WIDTH)
        self.set_title(self.tr("关于 csmdesk"))
        self._theme = theme
        self.facts: Facts | None = None
        self.set_buttons("", self.tr("关闭"))
        self.copy = Button(theme, self.tr("复制版本信息"))
        self.copy.clicked.connect(self._copy)
        self.foot.addWidget(self.copy)
        about = self.tr("一位客户成功经理的桌面。断网可用，不向外发送任何数据。")
        self.body.addWidget(Label(theme, about, role="t2", wrap=True))
        self._versions = Label(theme, self._version_words(), wrap=True)
        self._versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self._versions)
        self.body.addWidget(SectionHead(theme, self.tr("文件夹")))
        places = [] if book is None else [(self.tr("客户书"), book)]
        places += [(self.tr("日志"), log_folder()), (self.tr("缓存"), cache_folder())]
        licences = licence_folder()
        if licences is not None:
            places.append((self.tr("许可全文"), licences))
        for name, path in places:
            self.body.addWidget(PlaceLine(theme, name, path))
        self._libraries = SectionHead(theme, self.tr("用到的库"))
        self.body.addWidget(self._libraries)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        tasks.query(self, _facts, self._show, slot="facts")

    def _version_words(self) -> str:
        words = [f"csmdesk {__version__}", f"Qt {qVersion()}"]
        found = self.facts
        if found is not None:
            words += [f"Python {found.python}", f"SQLite {found.sqlite}", f"SQLCipher {found.cipher}"]
        return " · ".join(words)

    def _show(self, found: Facts) -> None:
        self.facts = found
        self._versions.setText(self._version_words())
        licence = found.licence or self.tr("未注明")
        self._libraries.set_note(self.tr("csmdesk 自己的许可：{licence}").format(licence=licence))
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        for row, library in enumerate(found.libraries):
            words = library.licence or self.tr("未注明")
            grid.addWidget(Label(self._theme, library.name), row, 0)
            grid.addWidget(Label(self._theme, library.version, role="t3"), row, 1)
            shown = Label(self._theme, words, scale="small", role="t2", elide=True)
            shown.setToolTip(words)
            grid.addWidget(shown, row, 2)
        self._list.addWidget(Line(self._theme))
        self._list.addWidget(rows)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._version_words())


def _facts(job: Job) -> Facts:
    from csmdesk.services.about import facts

    job.check()
    return facts()
