"""The list of to-dos: one flat list with heads, in which groups and rules fold and the current row grows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent

from csmdesk.services.today_view import TodoKey
from csmdesk.ui.panes.accounts.tabs.entries import ITEM, Entries
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList
from csmdesk.ui.panes.today.lines import FoldLine, HeadLine, Line, TodoLine, line_key, spoken
from csmdesk.ui.panes.today.todo_painter import TodoPainter
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import is_press

_FOLDS = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}


class TodoList(EntryList):
    """``acted(act, line)`` is a painted button or the ring, ``figure_opened(line, place)`` an amount.

    ``fold_asked(line, open)`` wants a head or a row of many opened or closed. ``current_changed(line)`` gives
    the current line, None for none.
    """

    acted = Signal(str, object)
    figure_opened = Signal(object, QRect)
    fold_asked = Signal(object, bool)
    current_changed = Signal(object)

    _showing = False

    def __init__(self, theme: Theme, name: str, *, fixed: bool) -> None:
        model: Entries[Line] = Entries(line_key, spoken)
        painter = TodoPainter(theme, fixed=fixed)
        super().__init__(theme, model, painter, name, uniform=False)
        self.painter = painter
        self._pressed: tuple[object, str, QPoint] | None = None
        self.opened.connect(self._toggle_opened)

    # --- content --------------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines: the current one stays current; when it has gone, the to-do after it is."""
        here = self.currentIndex().row()
        before: Sequence[Line] = list(self.entries.items)
        self._showing = True
        self.painter.measure(lines)
        self.entries.update(lines)
        self._showing = False
        row = self._staying(before, here)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.entries.index(row))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
        self.current_changed.emit(self.current)

    def _staying(self, before: Sequence[Line], here: int) -> int:
        """The row of the line that was current, else of the nearest to-do that is still there."""
        if here < 0:
            return self._nearest(0)
        rows = {line_key(line): row for row, line in enumerate(self.entries.items)}
        kept = rows.get(line_key(before[here]))
        if kept is not None:
            return kept
        beside = (*range(here + 1, len(before)), *range(here - 1, -1, -1))
        todos = (line_key(before[place]) for place in beside if isinstance(before[place], TodoLine))
        return next((rows[key] for key in todos if key in rows), self._nearest(here))

    def _nearest(self, row: int) -> int:
        """The to-do at or after a row, else the last one before it, else any line; -1 without lines."""
        lines: Sequence[Line] = self.entries.items
        if not lines:
            return -1
        start = min(max(row, 0), len(lines) - 1)
        places = [*range(start, len(lines)), *range(start - 1, -1, -1)]
        return next((place for place in places if isinstance(lines[place], TodoLine)), start)

    def go_to_first(self) -> None:
        """Begin at the top again."""
        first = self._nearest(0)
        if first >= 0:
            self.setCurrentIndex(self.entries.index(first))
        self.scrollToTop()

    def go_to(self, key: TodoKey) -> bool:
        """Make a to-do current; False when it is not among the lines."""
        row = self.entries.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.entries.index(row))
        return row >= 0

    # --- the current row ------------------------------------------------------------------------------------

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        # Only these two have another height now; Qt knows no smaller question than all of them.
        self.scheduleDelayedItemsLayout()
        super().currentChanged(current, previous)
        if not self._showing:
            self.scrollTo(current)
            self.current_changed.emit(self.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    # --- pointer --------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index, spot, _ = self.spot_at(event.position().toPoint())
        self._heat((line_key(index.data(ITEM)), spot) if spot else (None, ""))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._heat((None, ""))

    def _heat(self, hot: tuple[object, str]) -> None:
        if hot != self.painter.hot:
            self.painter.hot = hot
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        # The row that becomes current grows, and the one before shrinks: what is meant stands there now.
        index, spot, _ = self.spot_at(place)
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = (line_key(index.data(ITEM)), spot, place) if spot and left else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Not EntryList's, which asks again what stands under the pointer.
        super(EntryList, self).mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        key, spot, place = pressed
        moved = (event.position().toPoint() - place).manhattanLength()
        row = self.entries.row_of(key)
        if row >= 0 and moved < QGuiApplication.styleHints().startDragDistance():
            self._press(row, spot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseDoubleClickEvent(event)

    def _press(self, row: int, spot: str) -> None:
        line = self.entries.items[row]
        if isinstance(line, HeadLine | FoldLine):
            self._toggle(line)
        elif spot == "amount":
            self.figure_opened.emit(line, self.place_of(line_key(line), spot))
        elif spot == "ring":
            self.acted.emit("reopen" if line.ticked else "done", line)
        else:
            self.acted.emit(spot, line)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _FOLDS:
            self.ring = True
            self._fold(line, wanted=_FOLDS[Qt.Key(event.key())])
        elif is_press(event) and isinstance(line, HeadLine | FoldLine):
            self._toggle(line)
        else:
            super().keyPressEvent(event)

    def _fold(self, line: Line | None, *, wanted: bool) -> None:
        """→ opens what is closed, ← closes what is open; in a row it leads to what it belongs to."""
        if isinstance(line, HeadLine | FoldLine) and self._is_open(line) != wanted:
            self.fold_asked.emit(line, wanted)
        elif wanted:
            return
        elif isinstance(line, TodoLine) and line.fold is not None:
            self._leave_to(line.fold)
        elif line is not None and not isinstance(line, HeadLine):
            lines = self.entries.items
            above = range(self.currentIndex().row(), -1, -1)
            self._leave_to(next(line_key(lines[row]) for row in above if isinstance(lines[row], HeadLine)))

    def _leave_to(self, key: TodoKey | tuple[str, ...]) -> None:
        row = self.entries.row_of(key)
        self.setCurrentIndex(self.entries.index(row))

    def _toggle_opened(self, line: Line) -> None:
        if isinstance(line, TodoLine):
            self.acted.emit("open", line)

    def _toggle(self, line: HeadLine | FoldLine) -> None:
        self.fold_asked.emit(line, not self._is_open(line))

    @staticmethod
    def _is_open(line: HeadLine | FoldLine) -> bool:
        return line.opened if isinstance(line, FoldLine) else not line.folded
