"""The page that asks for a book's passphrase: before it is opened, and after it was locked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.shell.page import FORM, Page
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.mark import Mark
from csmdesk.ui.widgets.secret_form import SecretForm

_TOP = 104


class UnlockPage(Page):
    """``given(secret, is_recovery_key)`` when the user has typed one; ``other_asked`` for another book."""

    given = Signal(str, bool)
    other_asked = Signal()

    def __init__(
        self, theme: Theme, book: str, language: Language, why: str = "", parent: QWidget | None = None
    ) -> None:
        """``why`` says why the book was locked, in a sentence; '' for one that is opened."""
        super().__init__(theme, language, parent)
        self.foot.say(self.tr("已锁定") if why else self.tr("未打开任何书"))
        self.why = why
        self._waiting_for = ""
        self.secret = SecretForm(theme)
        self.kind, self.field = self.secret.kind, self.secret.field
        self.button = Button(theme, self.tr("打开"), kind="primary", hint="↵")
        self._waiting = Label(theme, "", scale="small", role="t3")
        self.other = Button(theme, self.tr("打开另一本书…"), kind="link")
        about = why or self.tr("这本书是加密的，要口令才能打开。")
        form = QWidget()
        form.setFixedWidth(FORM + 2)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Mark(theme))
        column.addSpacing(28)
        column.addWidget(Label(theme, book, scale="title", elide=True))
        column.addWidget(Label(theme, about, role="t2", wrap=True))
        column.addSpacing(8)
        column.addWidget(self.secret)
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.button)
        foot.addWidget(self._waiting)
        foot.addStretch(1)
        foot.addWidget(self.other)
        column.addLayout(foot)
        self.stand(form, _TOP)
        self.setFocusProxy(self.field)
        self.secret.entered.connect(self._give)
        self.secret.changed.connect(self._allow)
        self.button.clicked.connect(self._give)
        self.other.clicked.connect(self.other_asked)
        self._allow()

    def wait_for(self, what: str) -> None:
        """Say what has to end before the book can be opened again; '' when it has ended."""
        self._waiting_for = what
        self._waiting.setText(what)
        self._allow()

    def _allow(self) -> None:
        missing = "" if self.secret.text.strip() else self.tr("先输入口令或恢复密钥")
        self.button.set_why_not(self._waiting_for or missing)

    def _give(self) -> None:
        if self.button.isEnabled():
            self.button.set_why_not(self.tr("正在打开…"))
            self._waiting.setText(self.tr("正在打开…"))
            self.secret.set_problem("")
            self.given.emit(self.secret.text, self.secret.is_recovery_key)

    def refuse(self, problem: Problem) -> None:
        """Say why it did not open, and let the user try again."""
        self._waiting.setText(self._waiting_for)
        self._allow()
        self.secret.set_problem(problem.text.to(self.language))

    def keep(self) -> dict[str, object]:
        return {"secret": self.secret.text, "recovery": self.secret.is_recovery_key}

    def take(self, entered: dict[str, object]) -> None:
        self.secret.set_recovery_key(bool(entered.get("recovery")))
        self.field.set_text(str(entered.get("secret") or ""))
