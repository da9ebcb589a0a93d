"""The head of a section: its name in bold, a grey note at the right, a line below where one is wanted."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.crisp import draw_rule
from csmdesk.ui.widgets.label import Label


class SectionHead(QWidget):
    """``title`` in bold, ``note`` in grey at the right; 28 high, or 36 with ``large`` (15 bold).

    A note without room is elided, and whole in its tooltip: it never holds a page open.
    """

    def __init__(
        self, theme: Theme, title: str, note: str = "", *, large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = Label(theme, title, scale="head" if large else "body", bold=True)
        self._note = Label(theme, scale="small", role="t3", align="right", elide=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note, 1)
        self.set_note(note)
        self.setFixedHeight(36 if large else 28)

    def set_title(self, title: str) -> None:
        """Another name."""
        self._title.setText(title)

    def add(self, widget: QWidget) -> None:
        """Put something at the right of the note, as a link that shows all."""
        self._row.addWidget(widget)

    def set_note(self, note: str) -> None:
        """The grey words at the right."""
        self._note.setText(note)
        self._note.setToolTip(note)


class Line(QWidget):
    """A 1px line between rows or sections."""

    def __init__(self, theme: Theme, role: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_rule(painter, self._theme, self._role, 0, 0, self.width())
        painter.end()
