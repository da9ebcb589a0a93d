"""Passphrase or recovery key: what opens a book or a backup, asked for on one line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.segmented import Segmented


class SecretForm(QWidget):
    """A choice of the two and a field; ``changed`` with every letter, ``entered`` with Enter."""

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Segmented(
            theme, [("passphrase", self.tr("口令")), ("recovery", self.tr("恢复密钥"))], self.tr("用什么打开")
        )
        self.field = FormField(theme, self.tr("口令"), secret=True)
        eye = Button(theme, kind="flat", icon="eye")
        eye.setCheckable(True)
        eye.setAccessibleName(self.tr("显示输入的内容"))
        eye.setToolTip(self.tr("显示输入的内容"))
        eye.toggled.connect(self._show_letters)
        self.field.add(eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.kind)
        column.addWidget(self.field)
        self.kind.chosen.connect(self._ask_for)
        self.field.changed.connect(self.changed)
        self.field.entered.connect(self.entered)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.text

    @property
    def is_recovery_key(self) -> bool:
        """True when the recovery key is asked for."""
        return self.kind.key == "recovery"

    def set_recovery_key(self, asked: bool) -> None:
        """Ask for the recovery key, or for the passphrase."""
        self.kind.set_key("recovery" if asked else "passphrase")
        self._ask_for(self.kind.key)

    def set_problem(self, text: str) -> None:
        """Say why it does not open, and let it be typed again; '' for nothing."""
        self.field.set_problem(text)
        if text:
            self.field.edit.setFocus()
            self.field.edit.selectAll()

    def _ask_for(self, kind: str) -> None:
        self.field.set_name(self.tr("恢复密钥") if kind == "recovery" else self.tr("口令"))
        self.field.set_problem("")
        self.field.edit.setFocus()
        self.changed.emit()

    def _show_letters(self, shown: bool) -> None:
        self.field.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
