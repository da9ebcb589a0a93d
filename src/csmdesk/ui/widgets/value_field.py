"""A value in a row of settings: typed, kept on Enter or when the field is left, put back by Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from csmdesk.ui.theme import CONTROL, Theme
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.line_edit import LineEdit


class ValueField(FieldFrame):
    """One line without a name of its own; ``committed(text)`` comes once for what was typed.

    ``typing(text)`` is each change on the way, not while an input method composes. What was refused stays
    until it is typed anew, put back by Esc, or the book changes. ``show_value`` says what is kept now.
    """

    committed = Signal(str)
    typing = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *, width: int = 0, right: bool = True, hint: str = ""
    ) -> None:
        """``name`` is read out, ``hint`` stands in grey while it is empty; ``width`` 0 takes what is left."""
        self.edit = LineEdit(theme)
        super().__init__(theme, self.edit, CONTROL, left=8, right=8)
        self._kept = ""
        self._asked: str | None = None
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(hint)
        if right:
            self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if width:
            self.setFixedWidth(width)
        self.edit.editingFinished.connect(self._finish)
        self.edit.escaped.connect(self._put_back)
        self.edit.committed.connect(self._type)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.text()

    def set_hint(self, hint: str) -> None:
        """What stands in grey while the field is empty."""
        self.edit.setPlaceholderText(hint)

    def show_value(self, text: str) -> None:
        """Show what is kept; words that are being typed stay."""
        typing = self.edit.hasFocus() and self.text not in {self._kept, self._asked}
        self._kept = text
        if typing:
            return
        self._asked = None
        self.set_invalid(False)
        # Also for the same words: what was typed before is no step back in this field any more.
        place = self.edit.cursorPosition()
        self.edit.setText(text)
        self.edit.setCursorPosition(min(place, len(text)))

    def clear(self) -> None:
        """Empty the field for the next thing to add."""
        self._asked = None
        self.edit.clear()

    def _type(self, text: str) -> None:
        self._asked = None
        self.set_invalid(False)
        self.typing.emit(text)

    def _finish(self) -> None:
        text = self.text
        if text.strip() == self._kept:
            self.show_value(self._kept)
        elif text != self._asked:
            self._asked = text
            self.committed.emit(text)

    def _put_back(self) -> None:
        self._asked = None
        self.edit.setText(self._kept)
        self.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # With nothing to take back in the field itself, undo and redo are the window's.
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.edit.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.edit.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().eventFilter(watched, event)
