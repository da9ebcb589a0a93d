"""A painted field of spots: keys lead from one to the next, a click or Enter picks one, readers hear each."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from csmdesk.ui.panes.lettering import Lettering, Word
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import Ringed, draw_ring_around, is_press

_Key = Qt.Key
_ARROWS = {
    _Key.Key_Left: (0, -1),
    _Key.Key_Right: (0, 1),
    _Key.Key_Up: (-1, 0),
    _Key.Key_Down: (1, 0),
}
_ENDS = {_Key.Key_Home: 0, _Key.Key_End: -1}
_PAGES = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}


class Spot(NamedTuple):
    """A part of a board: what it stands for, where it is, what is said of it, in which line it stands."""

    key: Hashable
    box: QRect
    words: str
    line: int


class _Voice(QAbstractButton):
    """What a screen reader finds where a spot is painted; nobody sees it, and clicks go through it.

    It is a button to whoever reads the window, which can be pressed. The one of the current spot hands the
    focus on to its board, so that it has the focus whenever the board has it.
    """

    spoken = Signal(object)

    def __init__(self, board: QWidget) -> None:
        super().__init__(board)
        self.key: Hashable = None
        """The key of the spot."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._speak)

    def _speak(self) -> None:
        self.spoken.emit(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The board has painted the spot."""


class Board(Ringed, QWidget):
    """The base of painted years, months and tables. A subclass paints, letters, may answer tips and clicks.

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
        self._speaker: _Voice | None = None
        self.lettering = Lettering(theme)
        self._lettered = False
        self._current: Hashable = None
        self.by_key = False
        """True when the keyboard picked the spot that was picked last."""
        self.hot: Hashable = None
        """The key of the spot under the pointer; None for none."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self._measure)

    # --- for subclasses -------------------------------------------------------------------------------------

    def tip_at(self, place: QPoint) -> str:
        """What the tooltip says at a place."""
        spot = self.spot_at(place)
        return spot.words if spot is not None else ""

    def click_at(self, spot: Spot, place: QPoint) -> None:
        """A click into a spot; as a rule it picks it."""
        self.picked.emit(spot.key)

    def page(self, by: int) -> None:
        """Page up (-1) or down (1): to the first or the last line."""
        end = self._spots[0 if by < 0 else -1].line
        middle = (self.spot(self._current) or self._spots[0]).box.center().x()
        self.go_to(self._nearest(end, middle))

    def letter(self, lettering: Lettering) -> None:
        """Write what stands on the board; asked again when the spots or the fonts have become others."""

    # --- words ----------------------------------------------------------------------------------------------

    @property
    def words(self) -> Sequence[Word]:
        """All words on the board with their places."""
        if not self._lettered:
            self._lettered = True
            self.lettering.clear()
            self.letter(self.lettering)
        return self.lettering.words

    def draw_words(self, painter: QPainter, area: QRect, lit: Collection[Hashable] = ()) -> None:
        """Draw the words in ``area``; those of the spots in ``lit`` that can be lit in the accent."""
        if self.words:
            self.lettering.draw(painter, area, hot=self.hot, lit=lit)

    def write_anew(self) -> None:
        """Something else stands on the board, at the same spots."""
        self._lettered = False
        self.update()

    def _measure(self) -> None:
        self.lettering.forget()
        self.write_anew()

    # --- spots ----------------------------------------------------------------------------------------------

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The spots as they are shown."""
        return self._spots

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Show other spots."""
        self.write_anew()
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
            voice.spoken.connect(self._press)
            self._voices.append(voice)
        for voice in self._voices[len(self._spots) :]:
            voice.hide()
        for voice, spot in zip(self._voices, self._spots, strict=False):
            voice.key = spot.key
            voice.setGeometry(spot.box)
            if voice.accessibleName() != spot.words:
                voice.setAccessibleName(spot.words)
            voice.show()
        self._name_it()

    def _press(self, key: Hashable) -> None:
        """A screen reader presses a spot: as a click would, with the focus where Enter would leave it."""
        if key in self._places:
            self.set_current(key)
            self._pick(key)

    def _name_it(self) -> None:
        # Some readers take the name of the field that has the focus, others that of the focused part of it.
        place = self._places.get(self._current)
        words = self._name if place is None else f"{self._name}：{self._spots[place].words}"
        if words != self.accessibleName():
            self.setAccessibleName(words)
        speaker = None if place is None else self._voices[place]
        if speaker is not self._speaker:
            if self._speaker is not None:
                self._speaker.setFocusProxy(None)  # type: ignore[arg-type]
            self._speaker = speaker
            if speaker is not None:
                speaker.setFocusProxy(self)
            if self.hasFocus():
                self._say_focus()

    def _say_focus(self) -> None:
        if self._speaker is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(self._speaker, QAccessible.Event.Focus))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say_focus()

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
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if self._go(key, held):
            self.show_ring()
        elif key in _PAGES and held == Qt.KeyboardModifier.NoModifier and self._spots:
            self.show_ring()
            self.page(_PAGES[key])
        elif is_press(event) and self._current is not None:
            self._pick(self._current)
        else:
            super().keyPressEvent(event)

    def _pick(self, key: Hashable) -> None:
        self.by_key = True
        self.picked.emit(key)

    def _go(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Go where an arrow, Home or End leads; with Ctrl the ends are those of the whole board."""
        here = self.spot(self._current) or next(iter(self._spots), None)
        if here is None:
            return False
        target: Spot | None
        if key in _ENDS and held == Qt.KeyboardModifier.ControlModifier:
            target = self._spots[_ENDS[key]]
        elif held != Qt.KeyboardModifier.NoModifier:
            return False
        elif key in _ENDS:
            target = [spot for spot in self._spots if spot.line == here.line][_ENDS[key]]
        elif key in _ARROWS:
            down, aside = _ARROWS[key]
            target = self._beside(here, aside) if aside else self._below(here, down)
        else:
            return False
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
        return self._nearest(lines[place], here.box.center().x())

    def _nearest(self, line: int, x: int) -> Spot:
        """The spot of a line that stands nearest to ``x``."""
        held = [spot for spot in self._spots if spot.line == line]
        return min(held, key=lambda spot: abs(spot.box.center().x() - x))

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
