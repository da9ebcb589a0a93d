"""The focus: one ring, seen when the keyboard brought it, and one way of arrow keys through choices."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.crisp import draw_box

if TYPE_CHECKING:
    from csmdesk.ui.widgets.focus_frame import FocusFrame

RING = 1
"""How far the ring reaches outside a control, which keeps this margin inside its widget."""

OUTSIDE = 4
"""How far a ring outside of a widget stands off what it goes around; half of it above and below."""

_BY_POINTER = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
_AS_BEFORE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""The focus comes back from a menu or another window: the ring is as it was when it left."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {
    Qt.Orientation.Horizontal: {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1},
    Qt.Orientation.Vertical: {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1},
}

if TYPE_CHECKING:
    _Host = QWidget
else:
    _Host = object


class Ringed(_Host):
    """Mixed in before a widget class: ``ring`` is True while the focus has to be seen.

        class Chip(Ringed, QAbstractButton): … if self.ring: draw_ring(painter, self, theme)

    A widget that has no room for the ring inside gives ``ring_box`` instead, the box that the ring goes
    around: it is then drawn outside of the widget, which calls ``moved_ring`` when that box has changed.
    """

    _seen = False
    _frame_: FocusFrame | None = None

    @property
    def ring(self) -> bool:
        """True while the widget has the focus and the keyboard brought it there."""
        return self._seen and self.hasFocus()

    def ring_box(self) -> tuple[Theme, QRect] | None:
        """What a ring outside of the widget goes around; None for a widget that draws its own."""
        return None

    def show_ring(self) -> None:
        """Let the focus be seen from now on: a key was pressed in the widget."""
        self._seen = True
        self.moved_ring()
        self.update()

    def moved_ring(self) -> None:
        """Draw the ring outside at its place, or take it away."""
        around = self.ring_box() if self.ring else None
        if around is not None:
            theme, box = around
            if self._frame_ is None:
                from csmdesk.ui.widgets.focus_frame import FocusFrame

                self._frame_ = FocusFrame(theme, self)
            self._frame_.surround(box.adjusted(-OUTSIDE, -OUTSIDE // 2, OUTSIDE, OUTSIDE // 2))
        elif self._frame_ is not None and isValid(self._frame_):
            self._frame_.dismiss()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _AS_BEFORE:
            self._seen = by_keyboard(event.reason())
        self.update()
        super().focusInEvent(event)
        self.moved_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)
        self.moved_ring()


def by_keyboard(reason: Qt.FocusReason) -> bool:
    """True when the focus came by Tab, a shortcut or the program, so that it has to be seen."""
    return reason not in _BY_POINTER


def draw_ring(painter: QPainter, widget: QWidget, theme: Theme, radius: float = RADIUS_CONTROL) -> None:
    """Draw the 2px accent outline along the edge of ``widget``."""
    draw_ring_around(painter, QRectF(widget.rect()), theme, radius)


def draw_ring_around(painter: QPainter, box: QRectF, theme: Theme, radius: float = RADIUS_CONTROL) -> None:
    """Draw the 2px accent outline inside ``box``, for a part of a widget."""
    painter.save()
    draw_box(painter, theme, box, radius + 1, border="accent", width=2)
    painter.restore()


def is_enter(event: QKeyEvent) -> bool:
    """True for Enter on either part of the keyboard, alone."""
    plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    return plain and event.key() in _ENTER


def is_press(event: QKeyEvent) -> bool:
    """True for the keys that do what a click does: Enter and Space."""
    return is_enter(event) or event.key() == Qt.Key.Key_Space


def stepped(
    event: QKeyEvent,
    index: int,
    count: int,
    orientation: Qt.Orientation = Qt.Orientation.Horizontal,
) -> int | None:
    """Where an arrow key, Home or End leads from ``index`` among ``count``; None for any other key.

    At either end the arrow stays where it is. Keys with Ctrl, Alt or Shift belong to somebody else.
    """
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not count or plain != Qt.KeyboardModifier.NoModifier:
        return None
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_Home:
        return 0
    if key == Qt.Key.Key_End:
        return count - 1
    step = _STEPS[orientation].get(key)
    return None if step is None else min(max(index + step, 0), count - 1)


def tab_stops(within: QWidget) -> list[QWidget]:
    """What Tab goes through inside of a widget, as it is read: line by line from the top, each from the left.

    Qt's own chain must not be walked: for the binding, what ``nextInFocusChain`` gives belongs to the widget
    that was asked, and when that one goes, its neighbour cannot be used any more although it is still there.
    """
    lines: list[tuple[int, list[tuple[int, QWidget]]]] = []
    found = [
        (QRect(widget.mapTo(within, QPoint(0, 0)), widget.size()), widget)
        for widget in within.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isEnabled()
        and widget.isVisibleTo(within)
    ]
    for box, widget in sorted(found, key=lambda each: each[0].top()):
        if not lines or box.center().y() > lines[-1][0]:
            lines.append((box.bottom(), []))
        lines[-1][1].append((box.left(), widget))
    return [widget for _, line in lines for _, widget in sorted(line, key=itemgetter(0))]


def step_focus(root: QWidget, *, forward: bool) -> bool:
    """Move the focus by one inside ``root``, as it is read; at either end to what stands next to it.

    False when there is nothing outside to go to.
    """
    stops = tab_stops(root)
    focused = QApplication.focusWidget()
    here = stops.index(focused) if focused in stops else -1
    to = here + (1 if forward else -1)
    widget = stops[to] if here >= 0 and 0 <= to < len(stops) else _beyond(root, forward=forward)
    if widget is None:
        return False
    widget.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _beyond(part: QWidget, *, forward: bool) -> QWidget | None:
    """The nearest stop behind a part of the window, or before it, in the nearest part around that has one."""
    around = part.parentWidget()
    while around is not None and not part.isWindow():
        box = QRect(part.mapTo(around, QPoint(0, 0)), part.size())
        others = [stop for stop in tab_stops(around) if stop is not part and not part.isAncestorOf(stop)]
        found = [stop for stop in others if _is_behind(stop, box, around) == forward]
        if found:
            return found[0 if forward else -1]
        part, around = around, around.parentWidget()
    return None


def _is_behind(stop: QWidget, box: QRect, around: QWidget) -> bool:
    """True for what is read after a box of ``around``: what stands below it, or beside it at the right."""
    place = stop.mapTo(around, stop.rect().center())
    if box.top() <= place.y() <= box.bottom():
        return place.x() > box.right()
    return place.y() > box.bottom()
