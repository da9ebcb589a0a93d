"""The foot of the pane: what is open, what will happen, back and next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape

_HEIGHT = 56


class Foot(QWidget):
    """``back`` and ``next`` are its buttons."""

    back_asked = Signal()
    next_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plain = Label(theme)
        self._shape = StatusShape(theme)
        self._open = Label(theme, role="ambert")
        self._note = Label(theme, role="t3", elide=True)
        self.back = Button(theme, self.tr("上一步"))
        self.next = Button(theme, kind="primary", hint="Ctrl ↵")
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.setSpacing(16)
        warned = QHBoxLayout()
        warned.setSpacing(6)
        warned.addWidget(self._shape)
        warned.addWidget(self._open)
        row.addWidget(self._plain)
        row.addLayout(warned)
        row.addWidget(self._note, 1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        self.setFixedHeight(_HEIGHT)
        self.back.clicked.connect(self.back_asked)
        self.next.clicked.connect(self.next_asked)

    def say(self, plain: str, open_: str, note: str, *, error: bool = False) -> None:
        """Say how it stands, what is open (with a triangle, an error with a diamond), and what happens."""
        self._plain.setText(plain)
        self._plain.setVisible(bool(plain))
        self._open.setText(open_)
        self._open.set_role("redt" if error else "ambert")
        self._open.setVisible(bool(open_))
        self._shape.set_shape(("red" if error else "yellow") if open_ else "")
        self._note.setText(note)
        self._note.setToolTip(note)
        self.setAccessibleName("  ".join(part for part in (plain, open_, note) if part))

    def set_next(self, words: str, why_not: str = "") -> None:
        """Name the next step; '' hides the button, ``why_not`` says why it cannot be gone on."""
        self.next.setText(words)
        self.next.setVisible(bool(words))
        self.next.set_why_not(why_not)
        self.next.updateGeometry()
        self.next.update()

    @property
    def words(self) -> str:
        """What is said."""
        return self.accessibleName()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_rule(painter, self._theme, "line", 0, 0, self.width())
        painter.end()
