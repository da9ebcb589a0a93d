"""The recovery key as it is shown, once: groups to read, a copy, a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QRectF, QSaveFile, QSize, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.domain.period import today
from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.focus import Ringed, draw_ring
from csmdesk.ui.widgets.label import Label

_HEIGHT = 32
_GAP = 4


class _Groups(Ringed, QWidget):
    """The groups of the key, each in a box; Ctrl+C copies all of them."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT + 4)
        self.setAccessibleName(self.tr("恢复密钥：{key}").format(key=key))

    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        groups = self._key.split("-")
        width = (self.width() - 4 - _GAP * (len(groups) - 1)) / len(groups)
        painter.setFont(theme.font())
        for place, group in enumerate(groups):
            box = QRectF(2 + place * (width + _GAP), 2, width, _HEIGHT)
            draw_box(painter, theme, box, RADIUS_SMALL, ground="inset", border="line")
            painter.setPen(theme.colour("t1"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, group)
        if self.ring:
            draw_ring(painter, self, theme)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._key)
        else:
            super().keyPressEvent(event)


class RecoveryKeyBlock(QWidget):
    """Shows ``key`` with the ways to store it; what came of them is said at the right of its name."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.book: Path | None = None
        """The folder that the key opens: the file with the key is not to be put there."""
        self.groups = _Groups(theme, key)
        self.note = Label(theme, scale="small", role="t3", align="right")
        self.copy = Button(theme, self.tr("复制"), kind="flat")
        self.save = Button(theme, self.tr("存成文件…"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(theme, self.tr("恢复密钥"), bold=True))
        head.addWidget(self.note, 1)
        head.addWidget(self.copy)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.groups)
        about = self.tr("忘了口令时唯一的办法，只显示这一次，别和书放在一起。")
        column.addWidget(Label(theme, about, scale="small", role="t3", wrap=True))
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._choose_file)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.key)
        self.note.set_role("t3")
        self.note.setText(self.tr("已复制，贴到密码管理器里"))

    def _choose_file(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self.book.name if self.book is not None else "csmdesk"
        place = str(Path(documents) / self.tr("{name} 恢复密钥.txt").format(name=name))
        found, _ = QFileDialog.getSaveFileName(self, self.tr("把恢复密钥存成文件"), place)
        if found:
            self.save_to(Path(found))

    def save_to(self, path: Path) -> bool:
        """Write the key into a file, whole or not at all; False when it was not, with the reason said."""
        if self.book is not None and path.absolute().is_relative_to(self.book.absolute()):
            return self._say_bad(self.tr("别和书放在一起，请换一个地方"))
        name = self.book.name if self.book is not None else ""
        words = [
            self.tr("csmdesk 客户书“{name}”的恢复密钥，{day}").format(name=name, day=today().isoformat()),
            self.key,
            self.tr("忘了口令时用它打开这本书和它的备份。拿到它的人都能打开，请收好。"),
        ]
        file = QSaveFile(str(path))
        kind = QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Text
        if not (file.open(kind) and file.write("\n\n".join([*words, ""]).encode()) >= 0 and file.commit()):
            return self._say_bad(self.tr("写不了这个文件：{why}").format(why=file.errorString()))
        self.note.set_role("t3")
        self.note.setText(self.tr("已存到 {name}").format(name=path.name))
        return True

    def _say_bad(self, text: str) -> bool:
        self.note.set_role("redt")
        self.note.setText(text)
        return False
