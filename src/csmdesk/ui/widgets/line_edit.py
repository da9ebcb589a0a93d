"""A line of text that leaves an input method alone: Enter, Esc and completion wait until it has composed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMetaMethod, QStringListModel, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QShowEvent, QValidator
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from csmdesk.ui.theme import Theme

_KEYS_OF_THE_METHOD = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Space,
}
"""Keys that belong to the input method while it composes, should one of them come through to the field."""


_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_BROKEN = re.compile(f"[{_BREAKS}]+")


class _OneLine(QValidator):
    """Takes out the breaks that come along with what is pasted, a workbook's cell for one, and that nobody
    sees in a line: those at its ends go, a blank stands for those within."""

    resting = False
    """True while the text is given by the program: what the book holds stays as it is until it is edited."""

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """The text without breaks and the place of the cursor in it; any text will do."""
        if not self.resting and _BROKEN.search(text):
            before = _BROKEN.sub(" ", text[:at].lstrip(_BREAKS))
            text = _BROKEN.sub(" ", text.strip(_BREAKS))
            at = min(len(before), len(text))
        return QValidator.State.Acceptable, text, at


class LineEdit(QLineEdit):
    """A line of text without a frame of its own, in the theme's font and colours.

    ``entered`` is Enter, ``escaped`` Esc; a key that nobody is connected to goes on to the parent, and Enter
    with Ctrl, Alt or Shift always does. ``committed(text)`` is a change of the text while nothing composes:
    between the first letter of a composition and its end it stays silent, whatever becomes of the text.
    """

    entered = Signal()
    escaped = Signal()
    committed = Signal(str)
    composing_changed = Signal(bool)

    def __init__(
        self, theme: Theme, text: str = "", *, breaks: bool = False, parent: QWidget | None = None
    ) -> None:
        """With ``breaks`` those in what is pasted stay."""
        super().__init__(text, parent)
        self._theme = theme
        self._composing = False
        self._last = text
        self.setFrame(False)
        self.setFont(theme.font())
        self._one_line = _OneLine(self)
        if not breaks:
            self.setValidator(self._one_line)
        self.textChanged.connect(self._changed)
        self._recolour()
        theme.changed.connect(self._recolour)

    @property
    def composing(self) -> bool:
        """True while an input method has letters in the field that are not text yet."""
        return self._composing

    def setText(self, text: str | None, /) -> None:
        self._one_line.resting = True
        super().setText(text)
        self._one_line.resting = False

    def _recolour(self) -> None:
        self.setPalette(self._theme.palette(Highlight="accline"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A combo box with a style sheet has taken the colours from its line until now.
        self._recolour()

    def _changed(self) -> None:
        if not self._composing:
            self._tell()

    def _tell(self) -> None:
        # Some changes leave the text as it was: a composition that was called off, a selection typed anew.
        text = self.text()
        if text != self._last:
            self._last = text
            self.committed.emit(text)

    # --- the input method -----------------------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._compose(bool(event.preeditString()))
        super().inputMethodEvent(event)
        if not self._composing:
            self._tell()

    def _compose(self, composing: bool) -> None:
        if composing != self._composing:
            self._composing = composing
            self.composing_changed.emit(composing)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # Qt commits what is being composed when the focus goes; a method that says nothing must not block.
        super().focusOutEvent(event)
        self._compose(False)
        self._tell()

    # --- keys -----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if self._composing and isinstance(event, QKeyEvent) and event.key() in _KEYS_OF_THE_METHOD:
            # Neither a shortcut of the window nor the field itself may act on it; Tab never reaches
            # ``keyPressEvent``.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not alone:
                event.ignore()
                return
            super().keyPressEvent(event)
            event.setAccepted(self._heard(self.entered))
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and alone:
            event.setAccepted(self._heard(self.escaped))
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _heard(self, signal: SignalInstance) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(signal))


class Completion(QCompleter):
    """Offers ``choices`` below a line of text that contain what was typed, never while it composes.

    Qt's own connection (``QLineEdit.setCompleter``) completes on keys of the input method too, so this one is
    started by hand. ``taken(text)`` is a choice taken from the list; it is put into the line before.
    """

    taken = Signal(str)

    def __init__(self, theme: Theme, line: LineEdit, choices: Sequence[str] = ()) -> None:
        super().__init__(line)
        from csmdesk.ui.widgets.choice_list import RowDelegate

        self._line = line
        self._words = QStringListModel(list(choices), self)
        self.setModel(self._words)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(8)
        self.setWidget(line)
        popup = self.popup()
        assert popup is not None
        self._list = popup
        RowDelegate(theme, popup)
        line.textEdited.connect(self._edited)
        line.committed.connect(self._committed)
        line.composing_changed.connect(self._hide)
        self.activated.connect(self._take)
        self._typed = False

    def set_choices(self, choices: Sequence[str]) -> None:
        """Offer something else."""
        self._words.setStringList(list(choices))

    def offer_all(self) -> None:
        """Show every choice, as the arrow of a field does."""
        self.setCompletionPrefix("")
        self.complete()

    def _edited(self) -> None:
        self._typed = True
        if not self._line.composing:
            self.offer()

    def _committed(self) -> None:
        if self._typed:
            self.offer()

    def offer(self) -> None:
        self._typed = False
        text = self._line.text()
        self.setCompletionPrefix(text)
        # A list that offers no more than what stands there already is in the way.
        same = self.completionCount() == 1 and self.currentCompletion().casefold() == text.casefold()
        if text and self.completionCount() and not same:
            self.complete()
        else:
            self._hide()

    def _hide(self) -> None:
        self._list.hide()

    def _take(self, text: str) -> None:
        self._line.setText(text)
        self.taken.emit(text)
