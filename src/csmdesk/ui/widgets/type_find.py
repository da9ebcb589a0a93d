"""Finding a row of a short list by typing: letters that follow each other quickly are one word."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def typed_text(event: QKeyEvent) -> str:
    """What a key types, '' for a command, a blank, or what is no sign."""
    text = event.text()
    return text if text.strip() and text.isprintable() and not event.modifiers() & _COMMANDS else ""


class TypeFind:
    """What has been typed so far in one list."""

    def __init__(self) -> None:
        self._text = ""
        self._last = 0.0

    def type(self, letters: str, searches: Sequence[str], current: int) -> int:
        """The row that ``letters`` lead to from the row ``current``, -1 where none is found.

        ``searches`` is for each row what it is found by, words apart by blanks: one that is what was typed
        comes before those that begin with it, and those before what holds it. A letter of its own goes on to
        the next row, more letters stay where they still fit.
        """
        now = time.monotonic()
        if now - self._last > QApplication.keyboardInputInterval() / 1000:
            self._text = ""
        self._last = now
        self._text += letters.casefold()
        count = len(searches)
        if not count:
            return -1
        begin = max(0, current) + (len(self._text) == 1 and current >= 0)
        order = [(begin + step) % count for step in range(count)]
        # The first of the best, in order.
        best = min(order, key=lambda row: _fit(self._text, searches[row].casefold()))
        return best if _fit(self._text, searches[best].casefold()) < _NOT else -1


_NOT = 3


def _fit(text: str, search: str) -> int:
    """How well a row fits what was typed: 0 best, ``_NOT`` not at all."""
    words = search.split()
    if text in words:
        return 0
    if any(word.startswith(text) for word in words):
        return 1
    return 2 if text in search else _NOT
