"""The first page: make a book, or one of the other ways in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from csmdesk.domain.passphrase import strength
from csmdesk.domain.text import Language
from csmdesk.services.new_book import (
    name_problem,
    new_recovery_key,
    place_problem,
    place_warning,
)
from csmdesk.ui.shell.page import FORM, Page, Remark
from csmdesk.ui.shell.recovery_key import RecoveryKeyBlock
from csmdesk.ui.shell.ways import WIDTH as WAYS
from csmdesk.ui.shell.ways import Way
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.crisp import draw_icon, draw_rule
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.mark import Mark
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.strength import StrengthBar

_TOP = 64
_BESIDE = 100
"""Where the other ways begin, below the top of the form."""


class _Agrees(QWidget):
    """A check mark at the end of a field, while both passphrases are the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(20, 16)
        self.setAccessibleName(self.tr("两次输入一致"))
        self.setToolTip(self.tr("两次输入一致"))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, self._theme, "check", "greent", 0, 0)
        painter.end()


class _Beside(QWidget):
    """What stands at the right of the form: a line upright before it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(WAYS + 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_rule(painter, self._theme, "line", 0, _BESIDE, self.height() - _BESIDE, upright=True)
        painter.end()


class WelcomePage(Page):
    """Nothing is written here: ``make_asked(folder, passphrase, recovery key)``, '' for none, or another way.

    The recovery key is made here and shown before the book is; the book is then made with it.
    """

    make_asked = Signal(object, str, str)
    sample_asked = Signal()
    open_asked = Signal()
    restore_asked = Signal()

    def __init__(self, theme: Theme, books: Path, language: Language, parent: QWidget | None = None) -> None:
        """``books`` is the folder where a new book is put unless the user chooses another."""
        super().__init__(theme, language, parent)
        self.foot.say(self.tr("未打开任何书"))
        self._parent_folder = books
        self._follows = True
        self._block: RecoveryKeyBlock | None = None
        self.name = FormField(theme, self.tr("名称"))
        self.folder = FormField(theme, self.tr("文件夹"))
        self.warning = Remark(theme)
        self.passphrase = FormField(theme, self.tr("口令"), secret=True)
        self.bar = StrengthBar(theme)
        self.again = FormField(theme, self.tr("再输一次"), secret=True)
        self._agrees = _Agrees(theme)
        self._title = Label(theme, scale="title")
        self._about = Label(theme, role="t2", wrap=True)
        self._secrets = QWidget()
        self._key_place = QWidget()
        self.stored = Check(theme, self.tr("我已经存好恢复密钥"))
        self.button = Button(theme, self.tr("建书并开始"), kind="primary", hint="↵")
        self._next = Label(theme, self.tr("下一步：导入客户表和合同表"), scale="small", role="t3")
        self.problem = Remark(theme)
        sample_about = self.tr("35 个客户，2024 上半年，可随意改")
        self.sample = Way(theme, "book", self.tr("看看示例书"), sample_about, "Alt+D")
        self.existing = Way(theme, "folder", self.tr("打开已有的书"), self.tr("选书所在的文件夹"), "Alt+O")
        self.restoring = Way(
            theme, "restore", self.tr("从备份恢复"), self.tr("先校验，再写到新文件夹"), "Alt+R"
        )
        self.plain = Way(theme, "key", "", "")
        self.plain.setCheckable(True)
        self._lay_out()
        self._connect()
        self.name.set_text(self.tr("我的客户"))
        self._show_way()

    # --- looks ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._form(), 0, Qt.AlignmentFlag.AlignTop)
        middle.addSpacing(88)
        middle.addWidget(self._ways(), 0)
        middle.addStretch(1)
        page = QVBoxLayout(self.body)
        page.setContentsMargins(24, _TOP, 24, 24)
        page.addLayout(middle)
        page.addStretch(1)
        self.setFocusProxy(self.name)

    def _form(self) -> QWidget:
        theme = self.theme
        form = QWidget()
        form.setFixedWidth(FORM + 2)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(Mark(theme))
        column.addSpacing(20)
        column.addWidget(self._title)
        column.addWidget(self._about)
        change = Button(theme, self.tr("更改"), kind="link")
        change.setAccessibleName(self.tr("更改文件夹"))
        change.clicked.connect(self._choose_folder)
        self.folder.add(change)
        self.folder.column.addWidget(self.warning)
        eye = Button(theme, kind="flat", icon="eye")
        eye.setCheckable(True)
        eye.setAccessibleName(self.tr("显示口令"))
        eye.setToolTip(self.tr("显示口令"))
        eye.toggled.connect(self._show_letters)
        self.passphrase.add(eye)
        self.passphrase.column.insertWidget(2, self.bar)
        self.again.add(self._agrees)
        column.addWidget(self.name)
        column.addWidget(self.folder)
        secrets = QVBoxLayout(self._secrets)
        secrets.setContentsMargins(0, 0, 0, 0)
        secrets.setSpacing(14)
        secrets.addWidget(self.passphrase)
        secrets.addWidget(self.again)
        secrets.addSpacing(4)
        secrets.addWidget(Line(theme))
        place = QVBoxLayout(self._key_place)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(8)
        self._key_column = place
        self._no_key = Label(theme, self.tr("两次输入一致后，这里给出恢复密钥。"), scale="small", role="t3")
        place.addWidget(self._no_key)
        place.addWidget(self.stored)
        secrets.addWidget(self._key_place)
        column.addWidget(self._secrets)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.button)
        foot.addWidget(self._next)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(self.problem)
        return form

    def _ways(self) -> QWidget:
        theme = self.theme
        ways = _Beside(theme)
        other = QVBoxLayout(ways)
        other.setContentsMargins(40, _BESIDE, 0, 0)
        other.setSpacing(0)
        either = Label(theme, self.tr("或者"), scale="small", role="t3")
        either.setContentsMargins(8, 0, 0, 0)
        other.addWidget(either)
        other.addSpacing(8)
        for way in (self.sample, self.existing, self.restoring, self.plain):
            other.addWidget(Line(theme))
            other.addWidget(way)
        other.addStretch(1)
        return ways

    def _connect(self) -> None:
        self.name.changed.connect(self._follow)
        self.folder.edit.textEdited.connect(self._stop_following)
        for field in (self.folder, self.passphrase, self.again):
            field.changed.connect(self._check)
        for field in (self.name, self.folder, self.passphrase, self.again):
            field.entered.connect(self._enter)
        self.again.edit.editingFinished.connect(self._check)
        self.plain.toggled.connect(self._show_way)
        self.stored.toggled.connect(self._check)
        self.button.clicked.connect(self._make)
        self.sample.clicked.connect(self.sample_asked)
        self.existing.clicked.connect(self.open_asked)
        self.restoring.clicked.connect(self.restore_asked)

    # --- what is entered ------------------------------------------------------------------------------------

    @property
    def place(self) -> Path:
        """The folder that the new book will be."""
        return Path(self.folder.text.strip()).expanduser()

    @property
    def recovery_key(self) -> str:
        """The recovery key that is shown, '' while there is none."""
        return "" if self._block is None else self._block.key

    def choose_parent(self, folder: Path) -> None:
        """Put the book into ``folder``, under its name."""
        self._parent_folder = folder
        self._follows = True
        self._follow()

    def _choose_folder(self) -> None:
        begin = self._parent_folder
        while not begin.exists() and begin != begin.parent:
            begin = begin.parent
        found = QFileDialog.getExistingDirectory(self, self.tr("书放在哪个文件夹里"), str(begin))
        if found:
            self.choose_parent(Path(found))

    def _follow(self) -> None:
        if self._follows:
            self.folder.set_text(str(self._parent_folder / self.name.text.strip()))
        self._check()

    def _stop_following(self) -> None:
        self._follows = False

    def _show_letters(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.passphrase.edit.setEchoMode(mode)

    def _show_way(self) -> None:
        """With a passphrase or without: what is asked for, and what that means."""
        plain = self.plain.isChecked()
        if plain:
            self._title.setText(self.tr("建一本不设口令的客户书"))
            self._about.setText(
                self.tr("密钥明文存放在书的文件夹里：能打开这个文件夹的人，就能看到所有客户资料。")
            )
            self.plain.set_words(self.tr("设口令"), self.tr("加密存放，没有口令谁也打不开"))
        else:
            self._title.setText(self.tr("建一本加密的客户书"))
            self._about.setText(self.tr("所有数据放在你电脑上的一个文件夹里，断网可用。没有口令谁也打不开。"))
            self.plain.set_words(self.tr("不设口令"), self.tr("密钥明文存放，以后可以补设"))
        self._secrets.setVisible(not plain)
        self._check()

    def _check(self) -> None:
        """Say at each field what is wrong with it, and at the button what is missing."""
        plain = self.plain.isChecked()
        whys = [self._check_name(), self._check_place()]
        if not plain:
            whys.append(self._check_passphrase())
            self._show_key(not whys[-1])
            if not whys[-1] and not self.stored.isChecked():
                whys.append(self.tr("先存好恢复密钥，再勾上面的方框"))
        self.button.set_why_not(next((why for why in whys if why), ""))
        self.problem.say("")

    def _check_name(self) -> str:
        problem = name_problem(self.name.text.strip()) if self._follows else None
        why = "" if problem is None else problem.to(self.language)
        self.name.set_problem(why if self.name.text.strip() else "")
        return why

    def _check_place(self) -> str:
        if self.name.problem or (self._follows and not self.name.text.strip()):
            self.folder.set_problem("")
            self.warning.say("")
            return ""
        problem = place_problem(self.place)
        why = "" if problem is None else problem.to(self.language)
        self.folder.set_problem(why)
        warning = place_warning(self.place, self._file_system()) if problem is None else None
        self.warning.say("" if warning is None else warning.to(self.language), "yellow")
        return why

    def _file_system(self) -> str:
        there = self.place
        while not there.exists() and there != there.parent:
            there = there.parent
        return QStorageInfo(str(there)).fileSystemType().toStdString()

    def _check_passphrase(self) -> str:
        secret, again = self.passphrase.text, self.again.text
        steps = strength(secret)
        words = (
            "",
            self.tr("很弱，一猜就中"),
            self.tr("弱，再长一些，比如一句话"),
            self.tr("一般"),
            self.tr("强"),
            self.tr("很强"),
        )
        self.bar.set_strength(steps, words[steps])
        same = bool(secret) and secret == again
        self._agrees.setVisible(same)
        differs = self.tr("两次输入的口令不一样")
        # While it is being typed it is allowed to be shorter.
        typing = self.again.edit.hasFocus() and secret.startswith(again)
        self.again.set_problem(differs if again and not same and not typing else "")
        if not secret:
            return self.tr("先设口令，或选“不设口令”")
        if not again:
            return self.tr("把口令再输一次")
        return "" if same else differs

    def _show_key(self, agreed: bool) -> None:
        """The recovery key appears when both passphrases agree, and stays the same from then on."""
        if agreed and self._block is None:
            self._put_key(new_recovery_key())
        if self._block is not None:
            self._block.setVisible(agreed)
            self._block.book = self.place
        self._no_key.setVisible(not agreed)
        self.stored.setVisible(agreed)

    def _put_key(self, key: str) -> None:
        self._block = RecoveryKeyBlock(self.theme, key)
        self._key_column.insertWidget(0, self._block)
        for before, after in (
            (self.again.edit, self._block.copy),
            (self._block.copy, self._block.save),
            (self._block.save, self._block.groups),
            (self._block.groups, self.stored),
        ):
            QWidget.setTabOrder(before, after)

    # --- making ---------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Enter makes the book when nothing is missing, else it goes on to the next field."""
        if self.button.isEnabled():
            self._make()
        else:
            self.focusNextChild()

    def _make(self) -> None:
        if self.button.isEnabled():
            self.button.set_why_not(self.tr("正在建书…"))
            plain = self.plain.isChecked()
            self.make_asked.emit(
                self.place, "" if plain else self.passphrase.text, "" if plain else self.recovery_key
            )

    def refuse(self, problem: Problem) -> None:
        """Say what went wrong, and let the user try again."""
        self._check()
        self.problem.say(problem.text.to(self.language))
        self.reveal(self.problem)

    def keep(self) -> dict[str, object]:
        return {
            "name": self.name.text,
            "folder": self.folder.text,
            "follows": self._follows,
            "parent": self._parent_folder,
            "passphrase": self.passphrase.text,
            "again": self.again.text,
            "key": self.recovery_key,
            "stored": self.stored.isChecked(),
            "plain": self.plain.isChecked(),
        }

    def take(self, entered: dict[str, object]) -> None:
        if isinstance(parent := entered.get("parent"), Path):
            self._parent_folder = parent
        self._follows = bool(entered.get("follows", True))
        if key := str(entered.get("key") or ""):
            self._put_key(key)
        self.plain.setChecked(bool(entered.get("plain")))
        for name, field in (("name", self.name), ("passphrase", self.passphrase), ("again", self.again)):
            field.set_text(str(entered.get(name) or ""))
        if not self._follows:
            self.folder.set_text(str(entered.get("folder") or ""))
        self.stored.setChecked(bool(entered.get("stored")))
        self._check()
