"""The first page: make a book, or one of the other ways in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.services.new_book import name_problem
from csmdesk.ui.shell.new_secret import NewSecret
from csmdesk.ui.shell.page import FORM, Page, Remark
from csmdesk.ui.shell.place_field import PlaceField
from csmdesk.ui.shell.ways import WIDTH as WAYS
from csmdesk.ui.shell.ways import Way
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.focus import is_enter
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.mark import Mark
from csmdesk.ui.widgets.section import Line

_TOP = 64
_BESIDE = 100
"""Where the other ways begin, below the top of the form."""


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

    The recovery key is shown before the book is made; the book is then made with it.
    """

    make_asked = Signal(object, str, str)
    sample_asked = Signal()
    open_asked = Signal()
    restore_asked = Signal()

    def __init__(self, theme: Theme, books: Path, language: Language, parent: QWidget | None = None) -> None:
        """``books`` is the folder where a new book is put unless the user chooses another."""
        super().__init__(theme, language, parent)
        self.foot.say(self.tr("未打开任何书"))
        self._title = Label(theme, scale="title")
        self._about = Label(theme, role="t2", wrap=True)
        self.name = FormField(theme, self.tr("名称"))
        self.folder = PlaceField(theme, self.tr("文件夹"), books, language)
        self.secret = NewSecret(theme)
        self.button = Button(theme, self.tr("建书并开始"), kind="primary", hint="↵")
        self._next = Label(theme, self.tr("下一步：导入客户表和合同表"), scale="small", role="t3")
        self.problem = Remark(theme)
        about = self.tr("35 个客户，2024 上半年，可随意改")
        self.sample = Way(theme, "book", self.tr("看看示例书"), about, "Alt+D")
        self.existing = Way(theme, "folder", self.tr("打开已有的书"), self.tr("选书所在的文件夹"), "Alt+O")
        about = self.tr("先校验，再写到新文件夹")
        self.restoring = Way(theme, "restore", self.tr("从备份恢复"), about, "Alt+R")
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
        form = QWidget()
        form.setFixedWidth(FORM + 2)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(Mark(self.theme))
        column.addSpacing(20)
        for widget in (self._title, self._about, self.name, self.folder, self.secret):
            column.addWidget(widget)
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
        self.folder.changed.connect(self._check)
        self.secret.changed.connect(self._check)
        for part in (self.name, self.folder, self.secret):
            part.entered.connect(self._enter)
        self.plain.toggled.connect(self._show_way)
        self.button.clicked.connect(self._make)
        self.sample.clicked.connect(self.sample_asked)
        self.existing.clicked.connect(self.open_asked)
        self.restoring.clicked.connect(self.restore_asked)

    # --- what is entered ------------------------------------------------------------------------------------

    def _follow(self) -> None:
        self.folder.set_leaf(self.name.text.strip())
        self._check()

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
        self.secret.setVisible(not plain)
        self._check()

    def _check(self) -> None:
        """Say at each field what is wrong with it, and at the button what is missing."""
        name = self.name.text.strip()
        problem = name_problem(name) if self.folder.follows else None
        why = "" if problem is None else problem.to(self.language)
        # An empty field is seen to be empty.
        self.name.set_problem(why if name else "")
        if why:
            self.folder.say_nothing()
        else:
            why = self.folder.check()
        missing = "" if self.plain.isChecked() else self.secret.check(self.folder.place)
        self.button.set_why_not(why or missing)
        self.problem.say("")

    # --- making ---------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Enter makes the book when nothing is missing, else it goes on to the next field."""
        if self.button.isEnabled():
            self._make()
        else:
            self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # From the box that is checked last, where Enter is nobody's.
        if is_enter(event):
            self._make()
        else:
            super().keyPressEvent(event)

    def _make(self) -> None:
        if self.button.isEnabled():
            self.button.set_why_not(self.tr("正在建书…"))
            secrets = ("", "")
            if not self.plain.isChecked():
                secrets = (self.secret.passphrase.text, self.secret.recovery_key)
            self.make_asked.emit(self.folder.place, *secrets)

    def refuse(self, problem: Problem) -> None:
        """Say what went wrong, and let the user try again."""
        self._check()
        self.problem.say(problem.text.to(self.language))
        self.reveal(self.problem)

    def keep(self) -> dict[str, object]:
        return {
            "name": self.name.text,
            "books": self.folder.books,
            "folder": "" if self.folder.follows else self.folder.text,
            "plain": self.plain.isChecked(),
            **self.secret.keep(),
        }

    def take(self, entered: dict[str, object]) -> None:
        if isinstance(books := entered.get("books"), Path):
            self.folder.choose_parent(books)
        self.name.set_text(str(entered.get("name") or ""))
        if folder := str(entered.get("folder") or ""):
            self.folder.set_own(folder)
        self.secret.take(entered)
        self.plain.setChecked(bool(entered.get("plain")))
        self._check()
