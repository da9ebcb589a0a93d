"""A field to filter with: an icon, words to begin with, and the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from csmdesk.ui.theme import RADIUS_CONTROL, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.focus import RING

_HEIGHT = 28


class _Edit(QLineEdit):
    """The text itself; Esc clears it before anything else hears of the key."""

    escaped = Signal()
    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.escaped.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class FilterField(QWidget):
    """Emits ``filtered(text)`` at each change of the committed text, not while an input method composes.

    ``escaped`` is Esc in the empty field, ``entered`` ↓ or Enter: both lead back to the list.
    """

    filtered = Signal(str)
    escaped = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, words: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hint = hint
        self._last = ""
        self.edit = _Edit(self)
        self.edit.setFrame(False)
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)
        self.edit.setFont(theme.font())
        self.edit.textChanged.connect(self._changed)
        self.edit.escaped.connect(self.escaped)
        self.edit.down.connect(self.entered)
        self.edit.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(30, RING + 1, 30, RING + 1)
        row.addWidget(self.edit)
        self.setFixedHeight(_HEIGHT + 2 * RING)
        self.setFocusProxy(self.edit)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._recolour()
        theme.changed.connect(self._recolour)

    def _recolour(self) -> None:
        self.edit.setPalette(self._theme.palette(Highlight="accline"))

    @property
    def text(self) -> str:
        """What is filtered by."""
        return self._last

    def set_text(self, text: str) -> None:
        """Filter by something else."""
        self.edit.setText(text)

    def type_on(self, text: str) -> None:
        """Take the focus and add what was typed elsewhere."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.insert(text)

    def _changed(self, text: str) -> None:
        # Some changes leave the text as it was (a composition that removed nothing).
        if text != self._last:
            self._last = text
            self.update()
            self.filtered.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(RING + 0.5, RING + 0.5, -RING - 0.5, -RING - 0.5)
        focused = self.edit.hasFocus()
        if focused:
            painter.setPen(theme.pen("accent", 2))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        else:
            painter.setPen(theme.pen("line2"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        middle = self.height() / 2
        pixmap = theme.pixmap("filter", "t3", 16, self.devicePixelRatioF())
        painter.drawPixmap(9, round(middle - 8), pixmap)
        if self._hint and not focused and not self._last:
            key = QRectF(self.width() - 24.5, middle - 8.5, 16, 17)
            painter.setPen(theme.pen("line2"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(key, RADIUS_SMALL, RADIUS_SMALL)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("t3"))
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self._hint)
        painter.end()
