"""A painted field of spots: arrow keys lead from one to the next, a click or Enter picks one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import Ringed, draw_ring_around, is_press

_Key = Qt.Key
_ARROWS = {
    _Key.Key_Left: (0, -1),
    _Key.Key_Right: (0, 1),
    _Key.Key_Up: (-1, 0),
    _Key.Key_Down: (1, 0),
}


class Spot(NamedTuple):
    """A part of a board: what it stands for, where it is, what is said of it, in which line it stands."""

    key: Hashable
    box: QRect
    words: str
    line: int


class _Voice(QWidget):
    """What a screen reader finds where a spot is painted; nobody sees it, and clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class Board(Ringed, QWidget):
    """The base of year, month and matrix. A subclass paints, and may give ``tip_at`` and ``click_at``.

    ``moved(key)``: the user went to a spot; ``picked(key)``: he clicked it or pressed Enter on it. The
    current spot is kept by its key when other spots come.
    """

    moved = Signal(object)
    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._name = name
        self._spots: tuple[Spot, ...] = ()
        self._places: dict[Hashable, int] = {}
        self._voices: list[_Voice] = []
        self._current: Hashable = None
        self.by_key = False
        """True when the keyboard picked the spot that was picked last."""
        self.hot: Hashable = None
        """The key of the spot under the pointer; None for none."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    # --- for subclasses -------------------------------------------------------------------------------------

    def tip_at(self, place: QPoint) -> str:
        """What the tooltip says at a place."""
        spot = self.spot_at(place)
        return spot.words if spot is not None else ""

    def click_at(self, spot: Spot, place: QPoint) -> None:
        """A click into a spot; as a rule it picks it."""
        self.picked.emit(spot.key)

    # --- spots ----------------------------------------------------------------------------------------------

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The spots as they are shown."""
        return self._spots

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Show other spots."""
        self.update()
        if tuple(spots) == self._spots:
            return
        self._spots = tuple(spots)
        self._places = {spot.key: place for place, spot in enumerate(self._spots)}
        if self._current not in self._places:
            self._current = self._spots[0].key if self._spots else None
        if self.hot not in self._places:
            self.hot = None
        self._speak()

    def _speak(self) -> None:
        while len(self._voices) < len(self._spots):
            voice = _Voice(self)
            voice.show()
            self._voices.append(voice)
        for voice in self._voices[len(self._spots) :]:
            voice.hide()
        for voice, spot in zip(self._voices, self._spots, strict=False):
            voice.setGeometry(spot.box)
            if voice.accessibleName() != spot.words:
                voice.setAccessibleName(spot.words)
            voice.show()
        self._name_it()

    def _name_it(self) -> None:
        # A screen reader reads a painted field by the name of its current spot.
        spot = self.spot(self._current)
        words = f"{self._name}：{spot.words}" if spot is not None else self._name
        if words != self.accessibleName():
            self.setAccessibleName(words)
            if self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def spot(self, key: Hashable) -> Spot | None:
        """The spot of a key."""
        place = self._places.get(key)
        return None if place is None else self._spots[place]

    def spot_at(self, place: QPoint) -> Spot | None:
        """The spot at a place of the widget; one that lies inside of another comes first."""
        found = [spot for spot in self._spots if spot.box.contains(place)]
        return min(found, key=_size, default=None)

    @property
    def current(self) -> Hashable:
        """The key of the spot that the keyboard is on."""
        return self._current

    def set_current(self, key: Hashable) -> None:
        """Go to a spot without a signal."""
        if key in self._places and key != self._current:
            self._current = key
            self._name_it()
            self.update()

    def draw_ring(self, painter: QPainter) -> None:
        """Draw the ring around the current spot, while the focus has to be seen."""
        spot = self.spot(self._current) if self.ring else None
        if spot is not None:
            draw_ring_around(painter, QRectF(spot.box), self.theme)

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.NoModifier and self._step(Qt.Key(event.key())):
            self.show_ring()
        elif is_press(event) and self._current is not None:
            self.by_key = True
            self.picked.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> bool:
        if not self._spots or (key not in _ARROWS and key not in {_Key.Key_Home, _Key.Key_End}):
            return False
        here = self.spot(self._current) or self._spots[0]
        if key in {_Key.Key_Home, _Key.Key_End}:
            line = [spot for spot in self._spots if spot.line == here.line]
            self.go_to(line[0 if key == _Key.Key_Home else -1])
            return True
        down, aside = _ARROWS[key]
        target = self._beside(here, aside) if aside else self._below(here, down)
        if target is not None:
            self.go_to(target)
        return True

    def _beside(self, here: Spot, step: int) -> Spot | None:
        """The next spot in the line, and from its end the first one of the line after it."""
        place = self._places[here.key] + step
        return self._spots[place] if 0 <= place < len(self._spots) else None

    def _below(self, here: Spot, step: int) -> Spot | None:
        """The spot that stands nearest in the line below (1) or above (-1)."""
        lines = sorted({spot.line for spot in self._spots})
        place = lines.index(here.line) + step
        if not 0 <= place < len(lines):
            return None
        middle = here.box.center().x()
        line = [spot for spot in self._spots if spot.line == lines[place]]
        return min(line, key=lambda spot: abs(spot.box.center().x() - middle))

    def go_to(self, spot: Spot) -> None:
        """Go to a spot as the user does."""
        if spot.key != self._current:
            self.set_current(spot.key)
            self.moved.emit(spot.key)

    # --- pointer --------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position().toPoint())
        hot = None if spot is None else spot.key
        if hot != self.hot:
            self.hot = hot
            shape = Qt.CursorShape.ArrowCursor if spot is None else Qt.CursorShape.PointingHandCursor
            self.setCursor(shape)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        if self.hot is not None:
            self.hot = None
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        spot = self.spot_at(place)
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.by_key = False
            self.set_current(spot.key)
            self.click_at(spot, place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)


def _size(spot: Spot) -> int:
    return spot.box.width() * spot.box.height()
