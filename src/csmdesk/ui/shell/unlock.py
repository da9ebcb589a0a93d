"""The page that asks for a book's passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.shell.page import Page
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.mark import Mark
from csmdesk.ui.widgets.segmented import Segmented

_WIDTH = 480


class UnlockPage(Page):
    """``given(secret, is_recovery_key)`` when the user has typed one; ``other_asked`` for another book."""

    given = Signal(str, bool)
    other_asked = Signal()

    def __init__(self, theme: Theme, book: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._language: Language = language
        self.kind = Segmented(
            theme, [("passphrase", self.tr("口令")), ("recovery", self.tr("恢复密钥"))], self.tr("用什么打开")
        )
        self.field = FormField(theme, self.tr("口令"), secret=True)
        self.button = Button(theme, self.tr("打开"), kind="primary", hint="↵")
        self._waiting = Label(theme, "", scale="small", role="t3")
        other = Button(theme, self.tr("打开另一本书…"), kind="link")
        form = QWidget()
        form.setFixedWidth(_WIDTH)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Mark(theme))
        column.addSpacing(28)
        column.addWidget(Label(theme, book, scale="title", elide=True))
        column.addWidget(Label(theme, self.tr("这本书是加密的，要口令才能打开。"), role="t2"))
        column.addSpacing(8)
        column.addWidget(self.kind)
        column.addWidget(self.field)
        column.addSpacing(4)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.button)
        foot.addWidget(self._waiting)
        foot.addStretch(1)
        foot.addWidget(other)
        column.addLayout(foot)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 104, 0, 0)
        place.addWidget(form, 0, Qt.AlignmentFlag.AlignHCenter)
        place.addStretch(1)
        self.setFocusProxy(self.field)
        self.kind.chosen.connect(self._ask_for)
        self.field.entered.connect(self._give)
        self.field.changed.connect(self._allow)
        self.button.clicked.connect(self._give)
        other.clicked.connect(self.other_asked)
        self._allow()

    def _ask_for(self, kind: str) -> None:
        self.field.set_name(self.tr("恢复密钥") if kind == "recovery" else self.tr("口令"))
        self.field.set_problem("")
        self.field.edit.setFocus()

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.field.text.strip()))
        self.button.setToolTip("" if self.button.isEnabled() else self.tr("先输入口令或恢复密钥"))

    def _give(self) -> None:
        if self.button.isEnabled():
            self.button.setEnabled(False)
            self._waiting.setText(self.tr("正在打开…"))
            self.field.set_problem("")
            self.given.emit(self.field.text, self.kind.key == "recovery")

    def refuse(self, problem: Problem) -> None:
        """Say why it did not open, and let the user try again."""
        self._waiting.setText("")
        self.button.setEnabled(True)
        self.field.set_problem(problem.text.to(self._language))
        self.field.edit.setFocus()
        self.field.edit.selectAll()
