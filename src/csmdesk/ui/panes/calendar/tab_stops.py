"""Tab goes through a part of the window in the order in which things stand there: by lines, left to right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

_SAME_LINE = 12
"""Middles that are no further apart stand in one line."""


def stops_in(root: QWidget) -> list[QWidget]:
    """What Tab stops at inside ``root``, in the order of reading."""
    found = []
    for widget in root.findChildren(QWidget):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if by_tab and widget.isEnabled() and widget.isVisibleTo(root):
            found.append((widget.mapTo(root, widget.rect().center()), widget))
    found.sort(key=_height)
    lines: list[list[tuple[QPoint, QWidget]]] = []
    for place, widget in found:
        if lines and place.y() - lines[-1][0][0].y() <= _SAME_LINE:
            lines[-1].append((place, widget))
        else:
            lines.append([(place, widget)])
    return [widget for line in lines for _, widget in sorted(line, key=_left)]


def _height(stop: tuple[QPoint, QWidget]) -> tuple[int, int]:
    return stop[0].y(), stop[0].x()


def _left(stop: tuple[QPoint, QWidget]) -> int:
    return stop[0].x()


def step_focus(root: QWidget, *, forward: bool) -> bool:
    """Move the focus by one inside ``root``; at either end it goes on to what the window has there.

    False when there is nothing outside to go to.
    """
    stops = stops_in(root)
    focused = QApplication.focusWidget()
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    here = stops.index(focused) if focused in stops else -1
    to = here + (1 if forward else -1)
    if here >= 0 and 0 <= to < len(stops):
        stops[to].setFocus(reason)
        return True
    widget = _outside(root, forward=forward)
    if widget is None:
        return False
    widget.setFocus(reason)
    return True


def _outside(root: QWidget, *, forward: bool) -> QWidget | None:
    """The next stop of the window that is not inside ``root``."""
    widget = root.nextInFocusChain() if forward else root.previousInFocusChain()
    while widget is not None and widget is not root:
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        inside = root.isAncestorOf(widget)
        if by_tab and not inside and widget.isEnabled() and widget.isVisible():
            return widget
        widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    return None
