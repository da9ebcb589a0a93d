"""Esc in a field: first it puts back what was typed there, and where that is nothing, the whole page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.value_field import ValueField


class Escapes(QObject):
    """``escaped`` is Esc in a watched field that had nothing of its own to put back."""

    escaped = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._before = ""

    def watch(self, field: ValueField) -> None:
        """Listen to a field from now on."""
        field.edit.installEventFilter(self)
        field.edit.escaped.connect(self._on_escape)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, LineEdit) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                self._before = watched.text()
        return False

    def _on_escape(self) -> None:
        edit = self.sender()
        if isinstance(edit, LineEdit) and edit.text() == self._before:
            self.escaped.emit()
