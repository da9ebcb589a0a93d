"""Several lines of text in a frame; it leaves Tab to the form and Ctrl+Enter to the sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from csmdesk.ui.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_FREE = {*_ENTER, Qt.Key.Key_Escape}


class TextEdit(QPlainTextEdit):
    """Plain text. ``committed(text)`` is a change while nothing composes; Ctrl+Enter and Esc go on up."""

    committed = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composing = False
        self._last = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setFont(theme.font())
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)
        self._recolour()
        theme.changed.connect(self._recolour)

    @property
    def composing(self) -> bool:
        """True while an input method has letters in the field that are not text yet."""
        return self._composing

    def _recolour(self) -> None:
        self.setPalette(self._theme.palette(Highlight="accline"))
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def _changed(self) -> None:
        if not self._composing:
            self._tell()

    def _tell(self) -> None:
        text = self.toPlainText()
        if text != self._last:
            self._last = text
            self.committed.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._composing = False
        self._tell()

    def event(self, event: QEvent) -> bool:
        keys = {*_FREE, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        if self._composing and isinstance(event, QKeyEvent) and event.key() in keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and ctrl):
            event.ignore()
        else:
            super().keyPressEvent(event)
