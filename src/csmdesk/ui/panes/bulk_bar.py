"""The bar at the foot of a list while several rows are selected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.focus import stepped
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu

HEIGHT = 40
_GAP = 2
_LEAST_WORDS = 72


class BulkAct(NamedTuple):
    """An act of the bar; ``choices`` when it opens a list below its button."""

    key: str
    words: str
    choices: bool = False


class BulkBar(QWidget):
    """What is selected, and what can be done with all of it; acts that do not fit are behind 更多.

    ``asked(key, place)`` is an act, with the place (global) at which it may open something.
    ``cleared`` asks for the selection to be given up.
    """

    asked = Signal(str, QPoint)
    cleared = Signal()

    def __init__(
        self, theme: Theme, acts: Sequence[BulkAct], name: str = "", parent: QWidget | None = None
    ) -> None:
        """``name`` is what a screen reader calls it."""
        super().__init__(parent)
        self._theme = theme
        self._acts = tuple(acts)
        self._menu: Menu | None = None
        self._words = Label(theme, "", role="t1")
        self._words.setParent(self)
        self.buttons: dict[str, Button] = {}
        for act in self._acts:
            button = Button(theme, act.words, kind="flat", arrow=act.choices, parent=self)
            button.clicked.connect(partial(self._ask, act.key))
            self.buttons[act.key] = button
        self.more = Button(theme, self.tr("更多"), kind="flat", arrow=True, parent=self)
        self.more.clicked.connect(self._open_more)
        self.close_button = Button(theme, kind="flat", icon="x", parent=self)
        self.close_button.setAccessibleName(self.tr("取消选择"))
        self.close_button.setToolTip(self.tr("取消选择 Esc"))
        self.close_button.clicked.connect(self.cleared)
        self.setAccessibleName(name or self.tr("所选客户"))
        self.setFixedHeight(HEIGHT)

    def set_why_not(self, keys: Collection[str], reason: str) -> None:
        """Disable acts and say why; with '' they can be asked for again."""
        for key in keys:
            self.buttons[key].set_why_not(reason)

    def show_selection(self, words: str) -> None:
        """Say what is selected."""
        self._words.setText(words)
        self._lay_out()

    @property
    def text(self) -> str:
        """What it says of the selection."""
        return self._words.text()

    @property
    def folded(self) -> list[BulkAct]:
        """The acts that are behind 更多."""
        return [act for act in self._acts if self.buttons[act.key].isHidden()]

    def _ask(self, key: str) -> None:
        button = self.buttons[key] if not self.buttons[key].isHidden() else self.more
        self.asked.emit(key, button.mapToGlobal(QPoint(0, 0)))

    def _open_more(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(self._theme, self)
        for act in self.folded:
            entry = menu.addAction(act.words)
            entry.setEnabled(self.buttons[act.key].isEnabled())
            entry.setToolTip(self.buttons[act.key].toolTip())
            entry.triggered.connect(partial(self._ask, act.key))
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    @property
    def menu(self) -> Menu | None:
        """The menu of 更多, once it has been opened."""
        return self._menu

    # --- geometry -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        wanted = self._words.sizeHint().width() + 12
        cross = self.close_button.sizeHint()
        right = self.width() - INSET + 8 - cross.width()
        self.close_button.setGeometry(right, (HEIGHT - cross.height()) // 2, cross.width(), cross.height())
        room = right - INSET - max(_LEAST_WORDS, wanted)
        widths = [self.buttons[act.key].sizeHint().width() for act in self._acts]
        fit = len(widths)
        if sum(widths) + _GAP * len(widths) > room:
            room -= self.more.sizeHint().width() + _GAP
            while fit and sum(widths[:fit]) + _GAP * fit > room:
                fit -= 1
        x = INSET + max(_LEAST_WORDS, wanted)
        tall = self._words.sizeHint().height()
        self._words.setGeometry(INSET, (HEIGHT - tall) // 2, x - INSET - 4, tall)
        for place, act in enumerate(self._acts):
            button = self.buttons[act.key]
            button.setVisible(place < fit)
            if place < fit:
                height = button.sizeHint().height()
                button.setGeometry(x, (HEIGHT - height) // 2, widths[place], height)
                x += widths[place] + _GAP
        self.more.setVisible(fit < len(widths))
        size = self.more.sizeHint()
        self.more.setGeometry(x, (HEIGHT - size.height()) // 2, size.width(), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._theme.fill(painter, "surface", 0, 0, self.width(), self.height())
        self._theme.fill(painter, "line2", 0, 0, self.width(), 1)
        painter.end()

    # --- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places: list[Button] = [b for b in (*self.buttons.values(), self.more) if not b.isHidden()]
        here = next((i for i, button in enumerate(places) if button.hasFocus()), -1)
        to = stepped(event, here, len(places)) if here >= 0 else None
        if to is not None:
            places[to].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)
