"""The line that edits a cell in place: with a list of what is usual there, a sentence for what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from csmdesk.ui.theme import GRID, RADIUS_CONTROL, RADIUS_SMALL, Theme
from csmdesk.ui.widgets.line_edit import Completion, LineEdit
from csmdesk.ui.widgets.shapes import draw_shape
from csmdesk.ui.widgets.spelt_completion import SpeltCompletion

_KEEPS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The focus comes back from another window, a menu or the list of choices: the edit goes on."""

_OWN = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
"""Keys that are the editor's own, and no shortcuts of the window while a cell is edited."""

_PROBLEM = 28


class _Line(LineEdit):
    """``moved`` is Tab (1) and Shift+Tab (-1), ``left`` the focus going elsewhere for good."""

    moved = Signal(int)
    left = Signal()
    opened = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and not self.composing:
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OWN:
                # Letters the line claims itself; Ctrl+K and F6 stay the window's.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                event.accept()
                self.moved.emit(1 if event.key() == Qt.Key.Key_Tab else -1)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.opened.emit()
            return
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            # The list below must not move on while a cell of it is edited.
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS:
            self.left.emit()


class Problem(QWidget):
    """A sentence under a cell: a diamond and what to do."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sentence = ""
        self.hide()

    def say(self, sentence: str, below: QRect, within: QRect) -> None:
        """Show a sentence below a cell, or above it where there is no room."""
        self._sentence = sentence
        self.setAccessibleName(sentence)
        width = min(self._theme.metrics("small").horizontalAdvance(sentence) + 28 + GRID, within.width())
        left = min(below.left(), within.right() - width)
        top = below.bottom() + 3
        if top + _PROBLEM > within.bottom():
            top = below.top() - _PROBLEM - 2
        self.setGeometry(max(within.left(), left), top, width, _PROBLEM)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen("red"))
        painter.setBrush(theme.colour("redbg"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        draw_shape(painter, theme, "red", 8, self.height() / 2 - 5)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("redt"))
        words = self.rect().adjusted(24, 0, -GRID, 0)
        shown = theme.metrics("small").elidedText(self._sentence, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class CellEditor(QWidget):
    """A line over a cell.

    ``saved(text, step)`` is Enter (step 0), Tab (1), Shift+Tab (-1) or the focus leaving (0);
    ``left`` is Esc. While an input method composes, all of these belong to it.
    """

    saved = Signal(str, int)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        choices: Sequence[str],
        searched: Sequence[str] = (),
        *,
        right: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bad = False
        self._done = False
        self.line = _Line(theme, text, parent=self)
        if right:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 2, 3, 2)
        row.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._completion: Completion | None = None
        if searched:
            self._completion = SpeltCompletion(theme, self.line, choices, searched)
        elif choices:
            self._completion = Completion(theme, self.line, choices)
        self.line.entered.connect(self._enter)
        self.line.escaped.connect(self._escape)
        self.line.moved.connect(self._move)
        self.line.left.connect(self._leave)
        self.line.opened.connect(self.offer)
        self.line.textEdited.connect(self._good_again)
        if self._completion is not None:
            self._completion.taken.connect(self._enter)

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.line.text()

    @property
    def choices(self) -> QAbstractItemView | None:
        """The list of choices, open or not; None where there are none."""
        return self._completion.popup() if self._completion is not None else None

    def offer(self) -> None:
        """Show all choices."""
        if self._completion is not None:
            self._completion.offer_all()

    def set_bad(self, bad: bool) -> None:
        """Give the line a red border: what stands in it was refused."""
        self._bad, self._done = bad, False
        self.update()

    def finish(self) -> None:
        """No signal comes any more."""
        self._done = True
        self._hide_choices()

    def _save(self, step: int) -> None:
        if not self._done:
            self._done = True
            self.saved.emit(self.line.text(), step)

    def _enter(self) -> None:
        chosen = self._highlighted()
        if chosen:
            self.line.setText(chosen)
        self._save(0)

    def _highlighted(self) -> str:
        """The choice that the user has moved to in the open list."""
        popup = self.choices
        if popup is None or not popup.isVisible():
            return ""
        index = popup.currentIndex()
        self._hide_choices()
        return str(index.data()) if index.isValid() else ""

    def _hide_choices(self) -> None:
        if self.choices is not None:
            self.choices.hide()

    def _move(self, step: int) -> None:
        self._save(step)

    def _leave(self) -> None:
        self._save(0)

    def _escape(self) -> None:
        if not self._done:
            self._done = True
            self.left.emit()

    def _good_again(self) -> None:
        if self._bad:
            self.set_bad(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.pen("red" if self._bad else "accent", 2))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        painter.end()
