"""A field for several lines that is as high as what stands in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.named_field import NamedField
from csmdesk.ui.widgets.text_area import TextEdit

_LEAST, _MOST = 52, 172
"""Two lines, and eight: then it scrolls."""
_ABOVE = 7
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NoteArea(NamedField):
    """Grows from two lines to eight. ``committed`` is a change while nothing composes.

    Tab leaves it; Ctrl+Enter and Esc belong to the form around it. With ``one_line`` Enter does not begin a
    line but is ``entered``: the field wraps words that are one sentence.
    """

    committed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        hint: str = "",
        least: int = _LEAST,
        one_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._least = least
        self._one_line = one_line
        self.edit = TextEdit(theme)
        self.edit.setPlaceholderText(hint)
        self._frame = FieldFrame(theme, self.edit, least)
        self._frame.row.setContentsMargins(11, _ABOVE, 3, _ABOVE)
        self.hold(self._frame, self.edit)
        self.edit.textChanged.connect(self._on_change)
        self.edit.committed.connect(self._tell)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.edit.installEventFilter(self)
        self._fit()

    def _tell(self) -> None:
        self.committed.emit()

    def _fit(self) -> None:
        # The size of a plain text's document is counted in lines.
        lines = max(1, round(self.edit.document().size().height()))
        wanted = lines * self.edit.fontMetrics().lineSpacing() + 2 * _ABOVE + 4
        self._frame.setFixedHeight(min(max(wanted, self._least), max(_MOST, self._least)))

    @property
    def composing(self) -> bool:
        """True while an input method has letters in the field that are not text yet."""
        return self.edit.composing

    @property
    def value(self) -> str:
        return self.edit.toPlainText()

    def set_value(self, value: str) -> None:
        if value != self.edit.toPlainText():
            self.edit.setPlainText(value)

    def set_hint(self, hint: str) -> None:
        """Grey words in the empty field."""
        self.edit.setPlaceholderText(hint)

    def show_invalid(self, invalid: bool) -> None:
        self._frame.set_invalid(invalid)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        elif self._one_line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in _ENTER and plain and not self.composing:
                self.entered.emit()
                return True
        return False
