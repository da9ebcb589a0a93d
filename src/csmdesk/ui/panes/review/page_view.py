"""The pages with what can be opened on them: hovered, clicked, or reached with Tab and opened with Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from csmdesk.ui.panes.review.page_paint import paint_marks, paint_page
from csmdesk.ui.panes.review.page_scroll import PageScroll
from csmdesk.ui.panes.review.sheets import Mark, Sheets
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import by_keyboard

_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_SLACK = 2.0  # pixels around a figure that still belong to it


class PageView(PageScroll):
    """Shows ``Sheets``; marks are named by their position in ``Sheets.marks``.

    ``figure_opened(position)`` and ``passage_opened(place)`` are a click or Enter on a mark.
    """

    figure_opened = Signal(int)
    passage_opened = Signal(str)

    def __init__(
        self, theme: Theme, tasks: Tasks, describe: Callable[[Mark], str], parent: QWidget | None = None
    ) -> None:
        """``describe`` says what a mark is, for its tooltip and for screen readers."""
        super().__init__(theme, tasks, parent)
        self._describe = describe
        self.waiting_words = ""
        """What is shown while there are no pages."""
        self._hover = -1
        self._pressed = -1
        self._current = -1
        self._selected = -1
        self._ring = False
        self._wheel = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    def set_sheets(self, sheets: Sheets, pictures: Mapping[int, QImage] | None = None) -> None:
        self._current, self._selected = (self._kept(p, sheets) for p in (self._current, self._selected))
        self._hover = self._pressed = -1
        super().set_sheets(sheets, pictures)

    def _kept(self, position: int, sheets: Sheets) -> int:
        """Where the mark at ``position`` stands in other pages."""
        if self._sheets is None or position < 0:
            return -1
        return sheets.find(self._sheets.marks[position], self._sheets.occurrence(position))

    # --- marks ----------------------------------------------------------------------------------------------

    @property
    def selected(self) -> int:
        """The position of the mark whose evidence is shown; -1: none."""
        return self._selected

    def select(self, position: int, *, reveal: bool = True) -> None:
        """Show a mark as selected and bring it into view; -1 takes the selection away."""
        self._selected = position
        if position >= 0:
            self._current = position
            if reveal:
                self._reveal(position)
        self.viewport().update()

    def _box(self, position: int) -> QRectF:
        """A mark's rectangle in the viewport."""
        assert self._sheets is not None
        mark = self._sheets.marks[position]
        box = self._layout.box(mark.page, mark.box)
        return QRectF(box.x - self.horizontalScrollBar().value(), box.y - self._top, box.width, box.height)

    def _reveal(self, position: int) -> None:
        box = self._box(position)
        view = self.viewport().rect()
        if box.top() < 24 or box.bottom() > view.height() - 24:
            self.verticalScrollBar().setValue(round(self._top + box.top() - view.height() / 3))
        if box.left() < 0 or box.right() > view.width():
            across = self.horizontalScrollBar()
            across.setValue(round(across.value() + box.center().x() - view.width() / 2))

    def _mark_at(self, point: QPointF) -> int:
        if self._sheets is None:
            return -1
        found = self._layout.page_at(point.x() + self.horizontalScrollBar().value(), point.y() + self._top)
        if found is None:
            return -1
        page, x, y = found
        slack = _SLACK / self._layout.scale
        marks = self._sheets.marks
        hits = [p for p in self._sheets.on_page(page) if marks[p].box.holds(x, y, slack)]
        # The smallest wins: a figure may stand inside a place that opens something else.
        return min(hits, key=lambda p: marks[p].box.width * marks[p].box.height, default=-1)

    def _open(self, position: int) -> None:
        assert self._sheets is not None
        mark = self._sheets.marks[position]
        self._current = position
        self.viewport().update()
        if mark.figure:
            self.figure_opened.emit(position)
        else:
            self.passage_opened.emit(mark.place)

    def _set_current(self, position: int) -> None:
        assert self._sheets is not None
        self._current = position
        self._reveal(position)
        self.viewport().update()
        self.setAccessibleDescription(self._describe(self._sheets.marks[position]))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        viewport = self.viewport()
        painter = QPainter(viewport)
        painter.fillRect(event.rect(), self._theme.colour("window"))
        if self._sheets is None:
            painter.setFont(self._theme.font())
            painter.setPen(self._theme.colour("t3"))
            painter.drawText(viewport.rect().adjusted(24, 16, -24, -16), _TOP_LEFT, self.waiting_words)
        else:
            across = self.horizontalScrollBar().value()
            for page in self.pages_in_view():
                box = self._layout.pages[page]
                sheet = QRectF(box.x - across, box.y - self._top, box.width, box.height)
                if not sheet.intersects(QRectF(event.rect())):
                    continue
                paint_page(painter, self._theme, sheet, self._pictures.get(page))
                paint_marks(
                    painter,
                    self._theme,
                    [(p, self._sheets.marks[p], self._box(p)) for p in self._sheets.on_page(page)],
                    hover=self._hover,
                    selected=self._selected,
                    current=self._current if self._ring and self.hasFocus() else -1,
                )
        if self._ring and self.hasFocus() and self._current < 0:
            painter.setPen(self._theme.pen("accent", 2))
            painter.drawRect(QRectF(viewport.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    # --- pointer --------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hover(self._mark_at(event.position()))

    def _set_hover(self, position: int) -> None:
        if position != self._hover:
            self._hover = position
            shape = Qt.CursorShape.PointingHandCursor if position >= 0 else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._mark_at(event.position()) if left else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        position = self._mark_at(event.position())
        if position >= 0 and position == self._pressed:
            self._open(position)
        self._pressed = -1

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        if abs(self._wheel) >= 120:
            self.step_zoom(1 if self._wheel > 0 else -1, event.position().y())
            self._wheel = 0
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._set_hover(-1)
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            position = self._mark_at(QPointF(event.pos()))
            if position >= 0 and self._sheets is not None:
                place = self._box(position).toAlignedRect()
                words = self._describe(self._sheets.marks[position])
                QToolTip.showText(event.globalPos(), words, self.viewport(), place)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = self.verticalScrollBar()
        page = round(self.viewport().height() * 0.9)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current >= 0:
            self._open(self._current)
        elif key == Qt.Key.Key_Home:
            down.setValue(0)
        elif key == Qt.Key.Key_End:
            down.setValue(down.maximum())
        elif key == Qt.Key.Key_Space:
            down.setValue(down.value() + (-page if shift else page))
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            down.setValue(down.value() + (page if key == Qt.Key.Key_PageDown else -page))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes from one mark to the next; before the first and after the last it leaves."""
        found = self._next_mark(next)
        if found < 0:
            self._current = -1
            self.viewport().update()
            return super().focusNextPrevChild(next)
        self._ring = True
        self._set_current(found)
        return True

    def _next_mark(self, forward: bool) -> int:
        if self._sheets is None:
            return -1
        count = len(self._sheets.marks)
        view = QRectF(self.viewport().rect())
        if self._current >= 0 and view.intersects(self._box(self._current)):
            found = self._current + (1 if forward else -1)
            return found if 0 <= found < count else -1
        # The user has scrolled on: the next mark is one that he sees.
        seen = [p for page in self.pages_in_view() for p in self._sheets.on_page(page)]
        seen = [p for p in seen if view.contains(self._box(p))]
        if seen:
            return seen[0] if forward else seen[-1]
        return -1

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mark_rect(self, position: int) -> QRect:
        """A mark's rectangle in the viewport, in whole pixels."""
        return self._box(position).toAlignedRect()
