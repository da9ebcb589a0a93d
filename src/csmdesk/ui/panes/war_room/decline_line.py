"""Why a fall below 60 gets no war room: one line, typed where the proposal stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import FormField

_BESIDE = 21
"""From the name of the field down to where a button stands in the middle of it."""


class DeclineLine(QWidget):
    """``declined(reason)`` is Enter with a reason in the field; ``left()`` is Esc."""

    declined = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.account = 0
        self.reason = FormField(theme, "")
        self.reason.edit.setPlaceholderText(self.tr("例如：已在谈终止，或下周换系统后重评"))
        self.save_button = Button(theme, self.tr("不开"), kind="primary", hint="↵")
        self.cancel_button = Button(theme, self.tr("取消"), hint="Esc")
        self.reason.entered.connect(self.save)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 4, INSET, 12)
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, _BESIDE, 0, 0)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.save_button, self.cancel_button):
            buttons.addWidget(button)
        beside.addLayout(buttons)
        beside.addStretch(1)
        row.addLayout(beside)
        self.hide()

    def ask(self, account_id: int, account: str) -> None:
        """Ask for the reason; what was typed for the same account before is still there."""
        if account_id != self.account:
            self.account = account_id
            self.reason.set_text("")
        self.reason.set_name(self.tr("为什么不给{account}开作战室").format(account=account))
        self.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Say that there is to be none, once a reason is given."""
        reason = self.reason.text.strip()
        if not reason:
            self.reason.set_problem(self.tr("请写明为什么不开。"))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.declined.emit(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()  # a letter typed at a button here is no command of the page behind
        else:
            super().keyPressEvent(event)
