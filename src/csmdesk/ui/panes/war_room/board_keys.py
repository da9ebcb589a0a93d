"""What the keys do on the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.board import Board

_Key = Qt.Key
_Mod = Qt.KeyboardModifier
_UP_DOWN = {_Key.Key_Up: -1, _Key.Key_Down: 1}
_SIDEWAYS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_ENTER = frozenset({_Key.Key_Return, _Key.Key_Enter})
_NOT_TYPED = frozenset({"/", "?"})
"""These lead to the filter and to the sheet of keys."""


class BoardKeys:
    """Acts on keys for one board; what is ignored goes on to the pane."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def take(self, event: QKeyEvent) -> None:
        """Act on a key; it is left ignored where nothing was done."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~_Mod.KeypadModifier
        if held == _Mod.NoModifier:
            done = self._plain(key, event.text())
        elif held == _Mod.ShiftModifier:
            done = self._shift(key, event.text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            done = self._board.copy()
        elif held == _Mod.ControlModifier:
            done = self._control(key)
        else:
            done = False
        event.setAccepted(done)

    def _plain(self, key: Qt.Key, text: str) -> bool:
        board, steps = self._board, self._board.steps
        if key in _UP_DOWN:
            steps.step(_UP_DOWN[key])
        elif key in _SIDEWAYS:
            steps.step_aside(_SIDEWAYS[key])
        elif key in {_Key.Key_PageUp, _Key.Key_PageDown}:
            steps.page(1 if key == _Key.Key_PageDown else -1)
        elif key in {_Key.Key_Home, _Key.Key_End}:
            steps.step_to_end(last=key == _Key.Key_End)
        elif key in _ENTER:
            board.open_current()
        elif key == _Key.Key_Space:
            board.mark_current()
        elif key == _Key.Key_Escape:
            return board.marks.clear()
        elif key == _Key.Key_Delete:
            board.ask_remove()
        elif key == _Key.Key_N:
            board.ask_new()
        else:
            return self._type(text)
        return True

    def _shift(self, key: Qt.Key, text: str) -> bool:
        steps = self._board.steps
        if key in _UP_DOWN:
            steps.order_current(_UP_DOWN[key])
        elif key in _SIDEWAYS:
            steps.move_current(_SIDEWAYS[key])
        elif key in {_Key.Key_Home, _Key.Key_End}:
            steps.order_current_to_end(last=key == _Key.Key_End)
        else:
            return self._type(text)
        return True

    def _control(self, key: Qt.Key) -> bool:
        board, steps = self._board, self._board.steps
        if key in {_Key.Key_Home, _Key.Key_End}:
            steps.step_to_edge(last=key == _Key.Key_End)
        elif key == _Key.Key_A:
            board.mark_column()
        else:
            return False
        return True

    def _type(self, text: str) -> bool:
        """A letter leads to the filter, unless the pane acts on it."""
        if not text.strip() or not text.isprintable() or text in _NOT_TYPED:
            return False
        if text.casefold() in self._board.action_keys:
            return False
        self._board.typed.emit(text)
        return True
