"""The keys and the pointer in a field with figures: a figure is chosen, opened and passed over as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from csmdesk.ui.panes.review.text import acts, formats
from csmdesk.ui.panes.review.text.chip_field import ChipField
from csmdesk.ui.panes.review.text.tools_given import Given
from csmdesk.ui.theme import Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_KEYS_OF_THE_METHOD = {*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_OWN_CTRL = {Qt.Key.Key_B, Qt.Key.Key_I, Qt.Key.Key_J, Qt.Key.Key_Y, Qt.Key.Key_Z}
_TRIGGERS = {"#": "#", "＃": "#", "/": "/"}


class ChipEdit(ChipField):
    """Keys and pointer. ``menu_asked(place)`` wants a menu, ``picker_asked(typed)`` the list of figures.

    ``typed`` is the letter that asked for the list. Esc, and whatever is not its own, goes on up.
    """

    menu_asked = Signal(QPoint)
    picker_asked = Signal(str)

    def __init__(self, theme: Theme, given: Given, parent: QWidget | None = None) -> None:
        super().__init__(theme, given, parent)
        self._pressed = -1
        self.setMouseTracking(True)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        typed = event.commitString()
        if typed in _TRIGGERS and not event.preeditString() and not self.composing and self._asks(typed):
            # A Chinese input method gives # as text and never as a key.
            self.picker_asked.emit(_TRIGGERS[typed])
            event.accept()
            return
        super().inputMethodEvent(event)

    # --- keys -----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if self.composing and event.key() in _KEYS_OF_THE_METHOD:
                event.accept()
                return True
            if event.type() == QEvent.Type.ShortcutOverride and self.is_own(event):
                # Not a shortcut of the window: Ctrl+Z in the text takes back text.
                event.accept()
                return True
        return super().event(event)

    def is_own(self, event: QKeyEvent) -> bool:
        """True for keys that must not be a shortcut of the window."""
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return bool(mods & _CTRL) and not mods & _ALT and event.key() in _OWN_CTRL

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing or not self.own_key(event):
            if event.key() == Qt.Key.Key_Escape:
                event.ignore()
                return
            if self._writes(event):
                self.prepare_typing()
            super().keyPressEvent(event)

    def _writes(self, event: QKeyEvent) -> bool:
        typed = event.text()
        ctrl_or_alt = event.modifiers() & (_CTRL | _ALT)
        return not self.isReadOnly() and bool(typed) and typed.isprintable() and not ctrl_or_alt

    def own_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False where it is Qt's business."""
        key = event.key()
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        chip = acts.chip_at(self.textCursor())
        if mods == _NONE and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            return self._step(1 if key == Qt.Key.Key_Right else -1)
        if chip is not None and mods == _NONE and key in _ENTER:
            self.pick_chip()
            return True
        menu = key == Qt.Key.Key_Menu or (mods == _ALT and key == Qt.Key.Key_Down)
        if chip is not None and (menu or (mods == _SHIFT and key == Qt.Key.Key_F10)):
            self.menu_asked.emit(self.place_of_chip().bottomLeft())
            return True
        if self.isReadOnly():
            return False
        if mods & _CTRL and not mods & _ALT:
            return self._command(event, mods)
        if not mods & _ALT and event.text() in _TRIGGERS and self._asks(event.text()):
            self.picker_asked.emit(_TRIGGERS[event.text()])
            return True
        if mods in {_NONE, _SHIFT} and key in _ENTER:
            self.enter(new_line=bool(mods & _SHIFT))
            return True
        return False

    def _command(self, event: QKeyEvent, mods: Qt.KeyboardModifier) -> bool:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste) or (key == Qt.Key.Key_V and mods == _CTRL | _SHIFT):
            self.paste_clipboard(plain=bool(mods & _SHIFT))
        elif key == Qt.Key.Key_Z and mods == _CTRL:
            self.undo()
        elif (key == Qt.Key.Key_Z and mods == _CTRL | _SHIFT) or (key == Qt.Key.Key_Y and mods == _CTRL):
            self.redo()
        elif key == Qt.Key.Key_B and mods == _CTRL:
            self.toggle_bold()
        elif key == Qt.Key.Key_I and mods == _CTRL:
            self.toggle_italic()
        elif key == Qt.Key.Key_J and mods == _CTRL:
            self.picker_asked.emit("")
        else:
            return False
        return True

    def _asks(self, typed: str) -> bool:
        """True when a letter asks for the list: # always, / where a word may begin."""
        if self.isReadOnly() or not self.given.has_picker:
            return False
        if _TRIGGERS[typed] == "#":
            return True
        cursor = self.textCursor()
        start = cursor.selectionStart()
        if start == cursor.document().findBlock(start).position():
            return True
        before = str(cursor.document().characterAt(start - 1))
        return before.isspace() or before in "，。；：、（「“(,;:"

    def _step(self, step: int) -> bool:
        """An arrow key chooses the figure beside the cursor, the next one leaves it."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if acts.chip_at(cursor) is not None:
            cursor.setPosition(end if step > 0 else start)
        elif cursor.hasSelection():
            return False
        else:
            place = cursor.position() if step > 0 else cursor.position() - 1
            if place < 0 or acts.chip_of_place(cursor, place) is None:
                return False
            self.choose(place)
            return True
        self.setTextCursor(cursor)
        return True

    def enter(self, *, new_line: bool) -> None:
        """A new line; in a field it stays in the same paragraph."""
        self.prepare_typing()
        self.textCursor().insertText(formats.LINE)

    # --- the pointer ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.chip_under(event.position())
        if (
            self._pressed >= 0
            and event.button() == Qt.MouseButton.LeftButton
            and not event.modifiers() & _SHIFT
        ):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.choose(self._pressed)
            event.accept()
            return
        self._pressed = -1
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.chip_under(event.position()) >= 0
        if self._pressed < 0:
            super().mouseMoveEvent(event)
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, -1
        if pressed >= 0:
            if self.chip_under(event.position()) == pressed:
                self.pick_chip()
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.chip_under(event.position())
        if place >= 0:
            self.choose(place)
            self.menu_asked.emit(self.place_of_chip().bottomLeft())
            event.accept()
            return
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.chip_under(QPointF(event.pos()))
        if place >= 0 and event.reason() == QContextMenuEvent.Reason.Mouse:
            self.choose(place)
        event.accept()
        self.menu_asked.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.chip_under(QPointF(event.pos()))
            chip = acts.chip_of_place(self.textCursor(), place) if place >= 0 else None
            if chip is not None:
                QToolTip.showText(event.globalPos(), self.given.about(chip), self, self.box_of(place))
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)
