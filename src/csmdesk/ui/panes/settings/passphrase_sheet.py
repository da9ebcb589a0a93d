"""Setting, changing or removing the passphrase, and a new recovery key: the question, then the key."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.passphrase import strength
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.recovery_key import RecoveryKeyBlock
from csmdesk.ui.widgets.secret_form import SecretForm
from csmdesk.ui.widgets.sheet import Sheet
from csmdesk.ui.widgets.strength import StrengthBar

if TYPE_CHECKING:
    from csmdesk.services.keeping import Keeping, PassphraseChange
    from csmdesk.ui.panes.settings.work import SettingsWork

_WIDTH = 560


class Wish(Enum):
    """What the user wants to do with the keys."""

    SET = auto()
    CHANGE = auto()
    REMOVE = auto()
    RECOVERY = auto()


class PassphraseSheet(Sheet):
    """``changed(PassphraseChange)`` once it is done; a new recovery key is shown until it has been stored."""

    changed = Signal(object)

    def __init__(
        self, theme: Theme, host: QWidget, wish: Wish, folder: Path, keeping: Keeping, work: SettingsWork
    ) -> None:
        """``folder`` is the book's: a file with the recovery key is not to be put there."""
        super().__init__(theme, host, "", width=_WIDTH)
        self._theme = theme
        self._wish = wish
        self._folder = folder
        self._keeping = keeping
        self._work = work
        self._key = ""
        self.old = SecretForm(theme, self)
        self.new = FormField(theme, self.tr("新口令"), secret=True, parent=self)
        self.again = FormField(theme, self.tr("再输一次"), secret=True, parent=self)
        self.strength = StrengthBar(theme, self)
        self.stored = Check(theme, self.tr("我已经存好恢复密钥"), self)
        for widget in (self.old, self.new, self.again, self.strength, self.stored):
            widget.hide()
        self._build()
        self._connect()

    def _build(self) -> None:
        titles = {
            Wish.SET: (self.tr("设口令"), self.tr("设口令"), ""),
            Wish.CHANGE: (
                self.tr("更换口令"),
                self.tr("更换"),
                self.tr("备份也改用新口令；已复制到别处的备份仍用旧口令。"),
            ),
            Wish.REMOVE: (
                self.tr("去掉口令"),
                self.tr("去掉口令"),
                self.tr("密钥会明文存放在文件夹里，拿到文件夹的人就能打开这本书。以后可以再设。"),
            ),
            Wish.RECOVERY: (
                self.tr("换新的恢复密钥"),
                self.tr("换新的"),
                self.tr("旧的恢复密钥从此打不开这本书。"),
            ),
        }
        title, button, words = titles[self._wish]
        self.set_title(title)
        self.set_buttons(button, danger=self._wish is Wish.REMOVE)
        self._asks_old = self._wish is not Wish.SET
        self._asks_new = self._wish in {Wish.SET, Wish.CHANGE}
        if words:
            self.body.addWidget(Label(self._theme, words, role="t2", wrap=True))
        shown: list[QWidget] = [self.old] * self._asks_old
        shown += [self.new, self.strength, self.again] * self._asks_new
        for widget in shown:
            self.body.addWidget(widget)
            widget.show()
        # The recovery key is what is to be replaced: only the passphrase says that it is the owner.
        self.old.kind.setVisible(self._wish is not Wish.RECOVERY)
        self._check()

    def _connect(self) -> None:
        for field in (self.old, self.new, self.again):
            field.changed.connect(self._check)
            field.entered.connect(self._enter)
        self.stored.toggled.connect(self._check_stored)
        self.accepted.connect(self._accept)
        self.rejected.connect(self.deleteLater)

    def open(self) -> None:
        super().open()
        if self._asks_old:
            # The passphrase is what is nearly always asked for; the choice above it can wait.
            self.old.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- asking ---------------------------------------------------------------------------------------------

    def _check(self) -> None:
        """Say by the button what is missing; a difference is said below the field as well."""
        why = ""
        if self._asks_old and not self.old.text:
            why = self.tr("先输恢复密钥") if self.old.is_recovery_key else self.tr("先输现在的口令")
        if self._asks_new:
            steps = strength(self.new.text)
            self.strength.set_strength(steps, self._strength_word(steps))
            differ = bool(self.again.text) and self.again.text != self.new.text
            words = self.tr("两次输入的口令不一样")
            if self.again.problem != (words if differ else ""):
                self.again.set_problem(words if differ else "")
            if not why and not self.new.text:
                why = self.tr("先输新口令")
            elif not why and (differ or not self.again.text):
                why = words if differ else self.tr("把新口令再输一次")
        self.primary.set_why_not(why)

    def _strength_word(self, steps: int) -> str:
        words = (
            "",
            self.tr("很弱"),
            self.tr("弱"),
            self.tr("一般"),
            self.tr("强"),
            self.tr("很强"),
        )
        return words[steps]

    def _enter(self) -> None:
        """Enter goes to the next empty field, and from the last does what the button does."""
        asked = [self.old.field] * self._asks_old + [self.new, self.again] * self._asks_new
        empty = [field for field in asked if not field.text]
        if empty:
            empty[0].edit.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.accept()

    # --- doing ----------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        if self._key:
            self.close_sheet()
            self.deleteLater()
            return
        self.primary.set_why_not(self.tr("正在更换"))
        names = {
            Wish.SET: self.tr("设口令"),
            Wish.CHANGE: self.tr("更换口令"),
            Wish.REMOVE: self.tr("去掉口令"),
            Wish.RECOVERY: self.tr("换恢复密钥"),
        }
        keeping, wish = self._keeping, self._wish
        recovery = self._asks_old and self.old.is_recovery_key
        old = self.old.text if self._asks_old else None
        new = self.new.text if self._asks_new else None

        def change() -> PassphraseChange:
            if wish is Wish.RECOVERY:
                assert old is not None
                return keeping.new_recovery_key(old)
            if recovery:
                return keeping.change_passphrase(None, new, recovery_key=old)
            return keeping.change_passphrase(old, new)

        self._work.keep(self, change, self._done, names[wish], self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.primary.set_why_not("")
        field = self.old.field if self._asks_old else self.new
        field.set_problem(sentence)
        field.edit.selectAll()
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, change: PassphraseChange) -> None:
        self.changed.emit(change)
        if change.recovery_key is None:
            self.close_sheet()
            self.deleteLater()
        else:
            self._show_key(change.recovery_key)

    # --- the key --------------------------------------------------------------------------------------------

    @property
    def recovery_key(self) -> str:
        """The recovery key that is shown; '' while it is not."""
        return self._key

    def _show_key(self, key: str) -> None:
        """In place of the question: the key, once, to be stored before the sheet can be closed."""
        self._key = key
        while item := self.body.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
        self.set_title(self.tr("恢复密钥"))
        self.block = RecoveryKeyBlock(self._theme, key)
        self.block.book = self._folder
        for widget in (self.block, self.stored):
            self.body.addWidget(widget)
            widget.show()
        self.set_buttons(self.tr("完成"))
        self.cancel.hide()
        self.cross.hide()
        self._check_stored()
        self.block.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check_stored(self) -> None:
        if self._key:
            self.primary.set_why_not("" if self.stored.isChecked() else self.tr("先存好恢复密钥"))

    def reject(self) -> None:
        # The key is shown once: Esc must not lose it.
        if not self._key:
            super().reject()
