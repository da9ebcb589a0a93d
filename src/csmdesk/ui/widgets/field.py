"""A field to filter with: an icon, words to begin with, and the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.ui.theme import CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_icon
from csmdesk.ui.widgets.focus import RING
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.key_hint import draw_hint
from csmdesk.ui.widgets.line_edit import LineEdit


class _Edit(LineEdit):
    """The text itself; ↓ leads to the list like Enter."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


def _room(theme: Theme, hint: str) -> int:
    """What the key behind the text takes."""
    return 22 + theme.metrics("small").horizontalAdvance(hint) if hint else 8


class _Frame(FieldFrame):
    """The border with the icon before the text and the key behind it."""

    def __init__(self, theme: Theme, edit: LineEdit, hint: str) -> None:
        super().__init__(theme, edit, CONTROL, border="line2", left=30, right=_room(theme, hint))
        self._edit = edit
        self._hint = hint

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        middle = self.height() / 2
        draw_icon(painter, theme, "filter", "t3" if self.isEnabled() else "t4", 9, middle - 8)
        if self._hint and not self._edit.hasFocus() and not self._edit.text():
            role = "t3" if self.isEnabled() else "t4"
            draw_hint(painter, theme, self._hint, self.width() - RING - 6, middle, role=role)
        painter.end()


class FilterField(QWidget):
    """Emits ``filtered(text)`` at each change of the text, not while an input method composes.

    Esc clears the text; ``escaped`` is Esc in the empty field, ``entered`` ↓ or Enter: both lead back to the
    list.
    """

    filtered = Signal(str)
    escaped = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, words: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.edit = _Edit(theme)
        self.set_words(words)
        self.edit.committed.connect(self._changed)
        self.edit.escaped.connect(self._escape)
        self.edit.entered.connect(self.entered)
        self.edit.down.connect(self.entered)
        self._frame = _Frame(theme, self.edit, hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self.setFixedHeight(CONTROL + 2 * RING)
        self.setFocusProxy(self.edit)

    @property
    def text(self) -> str:
        """What is filtered by."""
        return self._text

    def set_text(self, text: str) -> None:
        """Filter by something else."""
        self.edit.setText(text)

    def set_words(self, words: str) -> None:
        """Say in the empty field what it looks for."""
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)

    def type_on(self, text: str) -> None:
        """Take the focus and add what was typed elsewhere."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.insert(text)

    def _changed(self, text: str) -> None:
        self._text = text
        self._frame.update()
        self.filtered.emit(text)

    def _escape(self) -> None:
        if self.edit.text():
            self.edit.clear()
        else:
            self.escaped.emit()
