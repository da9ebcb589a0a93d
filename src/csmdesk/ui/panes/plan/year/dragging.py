"""Dragging rows of the list onto a week of the year: drawn by the board, without the system's own drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from csmdesk.ui.models.table import KEY
from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.plan.year.board import YearBoard

_WATCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
    }
)


class RowDrag(QObject):
    """``dropped(keys, monday)``: the selected rows, or the one under the pointer, were let go on a week.

    Esc while dragging leaves everything as it was.
    """

    dropped = Signal(list, object)

    def __init__(self, view: RowView, board: YearBoard) -> None:
        super().__init__(view)
        self._view = view
        self._board = board
        self._start: QPoint | None = None
        self._held: list[int] = []
        self._keys: list[int] = []
        self.enabled = True
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    @property
    def under_way(self) -> bool:
        """True while rows are being dragged."""
        return bool(self._keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Everything else is left alone at once: events come to a list that is being destroyed, too.
        if event.type() not in _WATCHED:
            return False
        if isinstance(event, QKeyEvent) and self._keys and event.key() == Qt.Key.Key_Escape:
            if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                self._end()
                event.accept()
                return True
            return False
        if watched is self._view.viewport() and isinstance(event, QMouseEvent):
            return self._mouse(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            left = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
            self._start = event.position().toPoint() if left and self.enabled else None
            self._held = self._rows_at(event.position().toPoint())
            return False
        if kind == QEvent.Type.MouseMove and self._start is not None:
            return self._drag(event)
        if kind == QEvent.Type.MouseButtonRelease:
            return self._drop(event)
        return False

    def _drag(self, event: QMouseEvent) -> bool:
        assert self._start is not None
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._end()
            return False
        place = event.position().toPoint()
        if not self._keys:
            # Only upwards, out of the list: within it a drag selects rows.
            far = (place - self._start).manhattanLength() >= QApplication.startDragDistance()
            if not far or self._view.viewport().rect().contains(place):
                return False
            if not self._held:
                return False
            self._keys = self._held
            # On its way out the pointer has passed over others.
            self._view.set_selected(self._keys)
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._board.set_target(self._board.week_at_global(event.globalPosition().toPoint()))
        return True

    def _drop(self, event: QMouseEvent) -> bool:
        keys = self._keys
        week = self._board.week_at_global(event.globalPosition().toPoint()) if keys else None
        self._end()
        if keys and week is not None:
            self.dropped.emit(keys, week)
        return False

    def _rows_at(self, place: QPoint) -> list[int]:
        """The selected rows where one of them is pressed, else the one that is."""
        index, selected = self._view.indexAt(place), list(self._view.selected_keys)
        key = index.data(KEY) if index.isValid() else None
        if not isinstance(key, int) or key < 0:
            return []
        return selected if key in selected else [key]

    def _end(self) -> None:
        self._start = None
        self._keys = []
        self._board.set_target(None)
        self._view.viewport().unsetCursor()
