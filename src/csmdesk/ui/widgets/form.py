"""A field of a form: its name above, a border that says that it is one, and what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from csmdesk.ui.theme import RADIUS_CONTROL, Theme
from csmdesk.ui.widgets.focus import RING
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape

_HEIGHT = 36


class _Box(QWidget):
    """The border around the text."""

    def __init__(self, theme: Theme, edit: QLineEdit) -> None:
        super().__init__()
        self._theme = theme
        self._edit = edit
        self.invalid = False
        edit.setFrame(False)
        edit.setFont(theme.font())
        edit.installEventFilter(self)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(11, RING + 1, 8, RING + 1)
        self.row.addWidget(edit)
        self.setFixedHeight(_HEIGHT + 2 * RING)
        self.setFocusProxy(edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange}:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(RING + 0.5, RING + 0.5, -RING - 0.5, -RING - 0.5)
        if self._edit.hasFocus():
            painter.setPen(theme.pen("accent", 2))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        else:
            border = "red" if self.invalid else "control" if self._edit.isEnabled() else "line"
            painter.setPen(theme.pen(border))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.end()


class FormField(QWidget):
    """One line of text with a name; ``secret`` shows dots. ``set_problem`` says what has to be mended."""

    changed = Signal()
    entered = Signal()

    def __init__(
        self, theme: Theme, name: str, *, secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.textChanged.connect(self._on_change)
        self.edit.returnPressed.connect(self.entered)
        self._box = _Box(theme, self.edit)
        self._shape = StatusShape(theme)
        self._problem = Label(theme, scale="small", role="redt", wrap=True)
        self._problem.hide()
        self._name = Label(theme, name, scale="small", role="t2")
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._shape)
        below.addWidget(self._problem, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._name)
        column.addWidget(self._box)
        column.addLayout(below)
        self.setFocusProxy(self.edit)
        self._recolour()
        theme.changed.connect(self._recolour)

    def _recolour(self) -> None:
        self.edit.setPalette(self._theme.palette(Highlight="accline"))

    def _on_change(self) -> None:
        self.set_problem("")
        self.changed.emit()

    def add(self, widget: QWidget) -> None:
        """Put a button at the right end of the field."""
        self._box.row.addWidget(widget)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put something into the field."""
        self.edit.setText(text)

    def set_name(self, name: str) -> None:
        """Ask for something else."""
        self._name.setText(name)
        self.edit.setAccessibleName(name)

    @property
    def problem(self) -> str:
        """What is wrong, '' for nothing."""
        return self._problem.text()

    def set_problem(self, text: str) -> None:
        """Say what is wrong, or with '' that nothing is."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self._shape.set_shape("red" if text else "")
        self._box.invalid = bool(text)
        self._box.update()
