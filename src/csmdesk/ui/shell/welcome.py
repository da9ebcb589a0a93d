"""The first page: make a book, look at the sample, or open one that exists."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from csmdesk.domain.text import Language
from csmdesk.ui.shell.page import Page
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.focus import by_keyboard, draw_ring
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.mark import Mark
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.shapes import StatusShape

_FORM = 480
_WAYS = 304


class _Way(QAbstractButton):
    """Another way in: icon, name, what it is, its key."""

    def __init__(self, theme: Theme, icon: str, name: str, about: str, keys: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._about = about
        self._keys = keys
        self._ring = False
        self.setText(name)
        self.setAccessibleName(f"{name}，{about}")
        self.setFixedHeight(66)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        QShortcut(QKeySequence(keys), self).activated.connect(self.click)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        if self.underMouse():
            theme.fill(painter, "hover", 0, 0, self.width(), self.height())
        pixmap = theme.pixmap(self._icon, "t2", 16, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(0, 16), pixmap)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("t1"))
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(self.rect().adjusted(28, 13, 0, 0), top, self.text())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        painter.drawText(self.rect().adjusted(28, 35, 0, 0), top, self._about)
        keys = self._keys.replace("+", " ")
        painter.drawText(self.rect().adjusted(0, 14, 0, 0), top | Qt.AlignmentFlag.AlignRight, keys)
        if self._ring and self.hasFocus():
            draw_ring(painter, self, theme)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        self.update()
        super().changeEvent(event)


class WelcomePage(Page):
    """Nothing is written here: ``make_asked(folder, passphrase)`` ('' for none), or one of the other ways."""

    make_asked = Signal(object, str)
    sample_asked = Signal()
    open_asked = Signal()

    def __init__(self, theme: Theme, books: Path, language: Language, parent: QWidget | None = None) -> None:
        """``books`` is the folder where a new book is put unless the user chooses another."""
        super().__init__(theme, parent)
        self._theme = theme
        self._books = books
        self._language: Language = language
        self._chosen: Path | None = None
        self.name = FormField(theme, self.tr("名称"))
        self.folder = FormField(theme, self.tr("文件夹"))
        self.passphrase = FormField(theme, self.tr("口令"), secret=True)
        self.again = FormField(theme, self.tr("再输一次"), secret=True)
        self.plain = Check(theme, self.tr("不设口令（密钥明文存放，以后可以补设）"))
        self.button = Button(theme, self.tr("建书并开始"), kind="primary", hint="↵")
        self.sample = _Way(
            theme, "book", self.tr("看看示例书"), self.tr("35 个客户，2024 上半年，可随意改"), "Alt+D"
        )
        self.existing = _Way(theme, "folder", self.tr("打开已有的书"), self.tr("选书所在的文件夹"), "Alt+O")
        self._problem = Label(theme, "", role="redt", wrap=True)
        self._mark = StatusShape(theme)
        self._lay_out()
        self._connect()
        self.name.set_text(self.tr("我的客户"))
        self._check()

    def _lay_out(self) -> None:
        theme = self._theme
        form = QWidget()
        form.setFixedWidth(_FORM)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Mark(theme))
        column.addSpacing(28)
        column.addWidget(Label(theme, self.tr("建一本加密的客户书"), scale="title"))
        about = self.tr("所有数据放在你电脑上的一个文件夹里，断网可用。没有口令谁也打不开。")
        column.addWidget(Label(theme, about, role="t2", wrap=True))
        change = Button(theme, self.tr("更改"), kind="link")
        change.clicked.connect(self._choose_folder)
        self.folder.add(change)
        self.folder.edit.setReadOnly(True)
        for field in (self.name, self.folder, self.passphrase, self.again):
            column.addWidget(field)
        column.addWidget(self.plain)
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.button)
        foot.addSpacing(8)
        foot.addWidget(self._mark)
        foot.addWidget(self._problem, 1)
        column.addLayout(foot)
        ways = QWidget()
        ways.setFixedWidth(_WAYS)
        other = QVBoxLayout(ways)
        other.setContentsMargins(0, 92, 0, 0)
        other.setSpacing(0)
        other.addWidget(Label(theme, self.tr("或者"), scale="small", role="t3"))
        other.addSpacing(8)
        for way in (self.sample, self.existing):
            other.addWidget(Line(theme))
            other.addWidget(way)
        other.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
        middle.addSpacing(96)
        middle.addWidget(ways, 0, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 104, 0, 0)
        page.addLayout(middle)
        page.addStretch(1)
        self.setFocusProxy(self.name)

    def _connect(self) -> None:
        for field in (self.name, self.passphrase, self.again):
            field.changed.connect(self._check)
            field.entered.connect(self._make)
        self.plain.toggled.connect(self._check)
        self.button.clicked.connect(self._make)
        self.sample.clicked.connect(self.sample_asked)
        self.existing.clicked.connect(self.open_asked)

    @property
    def place(self) -> Path:
        """The folder that the new book will be."""
        return (self._chosen or self._books) / self.name.text.strip()

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("书放在哪个文件夹里"), str(self._books))
        if found:
            self._chosen = Path(found)
            self._check()

    def _check(self) -> None:
        plain = self.plain.isChecked()
        for field in (self.passphrase, self.again):
            field.edit.setEnabled(not plain)
        self.folder.set_text(str(self.place))
        why = ""
        name = self.name.text.strip()
        if not name or any(sign in name for sign in '/\\:*?"<>|'):
            why = self.tr('名称不能为空，也不能有 / \\ : * ? " < > |')
        elif not plain and not self.passphrase.text:
            why = self.tr("先设口令，或选“不设口令”")
        elif not plain and self.again.text and self.again.text != self.passphrase.text:
            why = self.tr("两次输入的口令不一样")
        elif not plain and not self.again.text:
            why = self.tr("把口令再输一次")
        same = not self.again.text or plain or self.again.text == self.passphrase.text
        self.again.set_problem("" if same else self.tr("两次输入的口令不一样"))
        self.button.setEnabled(not why)
        self.button.setToolTip(why)
        self._say("")

    def _make(self) -> None:
        if self.button.isEnabled():
            self.button.setEnabled(False)
            self.make_asked.emit(self.place, "" if self.plain.isChecked() else self.passphrase.text)

    def refuse(self, problem: Problem) -> None:
        """Say what went wrong, and let the user try again."""
        self._check()
        self._say(problem.text.to(self._language))

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._mark.set_shape("red" if text else "")


class RecoveryKeyPage(Page):
    """Shows the recovery key, once; ``done`` when the user says that it is stored."""

    done = Signal()

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._key = key
        shown = Label(theme, key, scale="head", wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(self.tr("恢复密钥"))
        copy = Button(theme, self.tr("复制"))
        copy.clicked.connect(self._copy)
        self.stored = Check(theme, self.tr("我已经存好恢复密钥"))
        self.button = Button(theme, self.tr("开始"), kind="primary")
        self.button.setEnabled(False)
        self.button.setToolTip(self.tr("先存好恢复密钥"))
        form = QWidget()
        form.setFixedWidth(_FORM)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Label(theme, self.tr("恢复密钥"), scale="title"))
        why = self.tr("忘了口令时唯一的办法，只显示这一次，别和书放在一起。")
        column.addWidget(Label(theme, why, role="t2", wrap=True))
        column.addWidget(shown)
        column.addWidget(copy)
        column.addWidget(self.stored)
        column.addWidget(self.button)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 156, 0, 0)
        place.addWidget(form, 0, Qt.AlignmentFlag.AlignHCenter)
        place.addStretch(1)
        self.stored.toggled.connect(self.button.setEnabled)
        self.button.clicked.connect(self.done)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._key)
