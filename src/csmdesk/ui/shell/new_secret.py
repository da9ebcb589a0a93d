"""A new passphrase, typed twice, and the recovery key that comes with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from csmdesk.domain.passphrase import strength
from csmdesk.services.new_book import new_recovery_key
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.recovery_key import RecoveryKeyBlock
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.strength import StrengthBar


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


class NewSecret(QWidget):
    """``check`` says at the fields what is wrong and returns what is missing; ``changed`` asks for it.

    The recovery key is made here, before anything is written, and shown once both passphrases agree; it stays
    the same from then on, as the user may have stored it.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.block: RecoveryKeyBlock | None = None
        self.passphrase = FormField(theme, self.tr("口令"), secret=True)
        self.bar = StrengthBar(theme)
        self.again = FormField(theme, self.tr("再输一次"), secret=True)
        self.agrees = _Agrees(theme)
        self.stored = Check(theme, self.tr("我已经存好恢复密钥"))
        self._no_key = Label(theme, self.tr("两次输入一致后，这里给出恢复密钥。"), scale="small", role="t3")
        self._lay_out()
        for field in (self.passphrase, self.again):
            field.changed.connect(self.changed)
            field.entered.connect(self.entered)
        self.again.edit.editingFinished.connect(self.changed)
        self.stored.toggled.connect(self.changed)

    def _lay_out(self) -> None:
        eye = Button(self._theme, kind="flat", icon="eye")
        eye.setCheckable(True)
        eye.setAccessibleName(self.tr("显示口令"))
        eye.setToolTip(self.tr("显示口令"))
        eye.toggled.connect(self._show_letters)
        self.passphrase.add(eye)
        self.passphrase.column.insertWidget(2, self.bar)
        self.again.add(self.agrees)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.passphrase)
        column.addWidget(self.again)
        column.addSpacing(4)
        column.addWidget(Line(self._theme))
        self._key = QVBoxLayout()
        self._key.setSpacing(8)
        self._key.addWidget(self._no_key)
        self._key.addWidget(self.stored)
        column.addLayout(self._key)

    @property
    def recovery_key(self) -> str:
        """The recovery key that is shown, '' while there is none."""
        return "" if self.block is None else self.block.key

    def check(self, book: Path) -> str:
        """Show strength, difference and key; what is missing before ``book`` can be made, '' for nothing."""
        missing = self._check_passphrase()
        agreed = not missing
        if agreed and self.block is None:
            self._put_key(new_recovery_key())
        if self.block is not None:
            self.block.setVisible(agreed)
            self.block.book = book
        self._no_key.setVisible(not agreed)
        self.stored.setVisible(agreed)
        if agreed and not self.stored.isChecked():
            return self.tr("先存好恢复密钥，再勾上面的方框")
        return missing

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
        self.agrees.setVisible(same)
        differs = self.tr("两次输入的口令不一样")
        # While it is being typed it is allowed to be shorter.
        typing = self.again.edit.hasFocus() and secret.startswith(again)
        self.again.set_problem(differs if again and not same and not typing else "")
        if not secret:
            return self.tr("先设口令，或选“不设口令”")
        if not again:
            return self.tr("把口令再输一次")
        return "" if same else differs

    def _put_key(self, key: str) -> None:
        self.block = RecoveryKeyBlock(self._theme, key)
        self._key.insertWidget(0, self.block)
        for before, after in (
            (self.again.edit, self.block.copy),
            (self.block.copy, self.block.save),
            (self.block.save, self.block.groups),
            (self.block.groups, self.stored),
        ):
            QWidget.setTabOrder(before, after)

    def _show_letters(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.passphrase.edit.setEchoMode(mode)

    def keep(self) -> dict[str, object]:
        """What has been entered; for memory only."""
        return {
            "passphrase": self.passphrase.text,
            "again": self.again.text,
            "key": self.recovery_key,
            "stored": self.stored.isChecked(),
        }

    def take(self, entered: dict[str, object]) -> None:
        """Take up what ``keep`` gave, with the same recovery key."""
        if key := str(entered.get("key") or ""):
            self._put_key(key)
        self.passphrase.set_text(str(entered.get("passphrase") or ""))
        self.again.set_text(str(entered.get("again") or ""))
        self.stored.setChecked(bool(entered.get("stored")))
