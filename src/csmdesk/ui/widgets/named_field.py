"""What the fields of a form have in common: a name above, a note beside it, and what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape


class NamedField(QWidget):
    """What the fields of a form share: the name, the note at its right, and the problem below.

    ``changed`` is a change by the user or the program; it takes the problem away. ``entered`` is Enter.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._name = Label(theme, name, scale="small", role="t2")
        self._note = Label(theme, scale="small", role="t3", align="right")
        self._shape = StatusShape(theme)
        self._problem = Label(theme, scale="small", role="redt", wrap=True)
        self._problem.hide()
        self._note.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self._note)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._shape)
        below.addWidget(self._problem, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self.column.addLayout(head)
        self.column.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._input: QWidget = self

    def hold(self, frame: QWidget, input_: QWidget) -> None:
        """Take ``frame`` in between name and problem; ``input_`` is what has the focus and is named."""
        self._input = input_
        self.column.insertWidget(1, frame)
        input_.setAccessibleName(self._name.text())
        self.setFocusProxy(input_)

    @property
    def name(self) -> str:
        """What is asked for."""
        return self._name.text()

    def set_name(self, name: str) -> None:
        """Ask for something else."""
        self._name.setText(name)
        self._input.setAccessibleName(name)

    @property
    def note(self) -> str:
        """The grey words at the right of the name."""
        return self._note.text()

    def set_note(self, note: str) -> None:
        """Grey words at the right of the name: 选填, a strength, a unit."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    @property
    def value(self) -> str:
        """What the field holds."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Put something into the field."""
        raise NotImplementedError

    @property
    def problem(self) -> str:
        """What is wrong, '' for nothing."""
        return self._problem.text()

    def set_problem(self, text: str) -> None:
        """Say what is wrong, or with '' that nothing is."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self._shape.set_shape("red" if text else "")
        self._input.setAccessibleDescription(text)
        self.show_invalid(bool(text))

    def show_invalid(self, invalid: bool) -> None:
        """Colour the border."""
        raise NotImplementedError

    def _on_change(self) -> None:
        self.set_problem("")
        self.changed.emit()
