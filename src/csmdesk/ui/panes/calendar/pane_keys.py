"""What keys do in the calendar that no list, board, button or field has taken."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from csmdesk.ui.panes.board import Board
from csmdesk.ui.panes.calendar.rows import FORECASTS
from csmdesk.ui.panes.calendar.showing import MODES

_ACTS: Final = {
    "/": "filter",
    "[": "back",
    "]": "forward",
    "0": "forecast.health",
    "O": "open_account",
    "Alt+C": "columns",
    "Alt+F": "chips",
    "Alt+R": "matrix",
    "Ctrl+E": "export_ics",
    "Ctrl+Shift+E": "export_table",
    **{f"Alt+{number}": mode for number, mode in enumerate(MODES, start=1)},
    **{str(number): f"forecast.{category.value}" for number, category in enumerate(FORECASTS, start=1)},
}

SIGNS: Final = frozenset(key for key in _ACTS if len(key) == 1 and key != "/")
"""Signs that act on the list instead of going to its filter."""

_HELP = "?？"
"""The window's own keys for the sheet of keys."""


def name_of(event: QKeyEvent) -> str:
    """What was pressed, as keys are written; those of the number pad are as good as the others."""
    pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
    return pressed.removeprefix("Num+")


def act_of(event: QKeyEvent) -> str:
    """The action that a key is for, by its key in ``CalendarTools``; '' for none."""
    return _ACTS.get(name_of(event), "")


def typed_over(event: QKeyEvent) -> str:
    """The letter that goes from year, month or matrix to the filter, as from the list; '' for none."""
    text = event.text()
    over = isinstance(QApplication.focusWidget(), Board)
    return text if over and text.strip() and text.isprintable() and text not in _HELP else ""
