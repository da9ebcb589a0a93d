"""A key figure: what it is called, its value, which opens its evidence, and a note below."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import FigureLabel, Label
from csmdesk.ui.widgets.shapes import StatusShape, text_role


class FigureCard(QWidget):
    """Label in grey, bold figure with its underline, note. ``opened(key, place)`` asks for the evidence."""

    opened = Signal(str, QRect)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._label = Label(theme, scale="small", role="t3", elide=True)
        self.figure = FigureLabel(theme, scale="head")
        self._mark = StatusShape(theme)
        self._note = Label(theme, scale="small", role="t2", elide=True)
        self.figure.opened.connect(self._open)
        under = QHBoxLayout()
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(6)
        under.addWidget(self._mark)
        under.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(under)
        self.setMinimumWidth(72)
        self.setFocusProxy(self.figure)

    @property
    def key(self) -> str:
        """What its evidence is asked by."""
        return self._key

    def set_figure(
        self,
        key: str,
        label: str,
        value: str,
        note: str,
        mark: str = "",
        late: bool = False,
        *,
        openable: bool = True,
    ) -> None:
        """Show a figure; ``mark`` is a status shape before the note, a ``late`` note is in its colour.

        One that is not ``openable`` (nothing is known of it yet) is plain text.
        """
        self._key = key
        self._label.setText(label)
        self.figure.set_text(value, openable=openable)
        self.figure.setAccessibleName(" ".join(part for part in (label, value, note) if part))
        self._note.setText(note)
        self._note.setToolTip(note)
        self._note.set_role(text_role(mark, "redt") if late else "t2")
        self._mark.set_shape(mark)

    def _open(self) -> None:
        box = self.figure.rect()
        self.opened.emit(self._key, QRect(self.figure.mapToGlobal(box.topLeft()), box.size()))
