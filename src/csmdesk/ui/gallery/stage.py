"""Where a widget is shown for its picture: a real window, a real pointer, the real focus."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from csmdesk.ui.gallery.cells import Cell, Look

_MARGIN = 6
_ROUNDS = 3
_AWAY = QPointF(-50, -50)


class _Pointer:
    """A mouse over ``window``: its events go the way of real ones, through the window to the widget."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._down: QPointF | None = None

    def move(self, place: QPointF) -> None:
        """Come in, if need be, and move to ``place`` in the window."""
        there = QPointF(self._window.mapToGlobal(place.toPoint()))
        self._send(QEnterEvent(place, place, there))
        self._mouse(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)

    def press(self, place: QPointF) -> None:
        """Press the left button at ``place``."""
        self.move(place)
        self._down = place
        self._mouse(QEvent.Type.MouseButtonPress, place, Qt.MouseButton.LeftButton)

    def leave(self) -> None:
        """Let go beside everything, so that nothing is clicked, and leave the window."""
        if self._down is not None:
            self._mouse(QEvent.Type.MouseMove, _AWAY, Qt.MouseButton.LeftButton)
            self._mouse(QEvent.Type.MouseButtonRelease, _AWAY, Qt.MouseButton.LeftButton)
            self._down = None
        self._send(QEvent(QEvent.Type.Leave))

    def _mouse(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton) -> None:
        there = QPointF(self._window.mapToGlobal(place.toPoint()))
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        one = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        self._send(QMouseEvent(kind, place, there, one, held, Qt.KeyboardModifier.NoModifier))

    def _send(self, event: QEvent) -> None:
        handle = self._window.windowHandle()
        if handle is not None:
            QApplication.sendEvent(handle, event)


class Stage:
    """One cell, shown; ``with Stage(cell, look) as stage: stage.picture()``."""

    def __init__(self, cell: Cell, look: Look) -> None:
        self._cell = cell
        self._window = QWidget()
        self._window.setPalette(look.theme.palette(Window="surface"))
        self._pointer = _Pointer(self._window)
        # Something else that takes the focus, or the first field would have it in every picture.
        self._elsewhere = QWidget(self._window)
        self._elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.widget = cell.make(look)
        column = QVBoxLayout(self._window)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self.widget)
        if cell.width:
            self.widget.setFixedWidth(cell.width)
        if cell.height:
            self.widget.setFixedHeight(cell.height)
        self._other: QWidget | None = None

    def __enter__(self) -> Stage:
        window, cell = self._window, self._cell
        self._fit()
        # Where a pointer lies by chance, the window would open under it.
        QCursor.setPos(window.screen().geometry().bottomRight())
        window.show()
        window.activateWindow()
        self._settle()
        self._elsewhere.setFocus()
        middle = QPointF(self.widget.mapTo(window, self.widget.rect().center()))
        if cell.state == "disabled":
            self.widget.setEnabled(False)
        elif cell.state == "hover":
            self._pointer.move(middle)
        elif cell.state == "pressed":
            self._pointer.press(middle)
        elif cell.state == "focus":
            self.widget.setFocus(Qt.FocusReason.TabFocusReason)
        if cell.act is not None:
            self._other = cell.act(self.widget)
        self._settle()
        self._fit()
        self._settle()
        return self

    def _fit(self) -> None:
        """As large as the widget wants to be: a problem below a field makes it higher."""
        column = self._window.layout()
        assert column is not None
        column.activate()
        hint = column.totalSizeHint()
        height = column.totalHeightForWidth(hint.width()) if column.hasHeightForWidth() else hint.height()
        self._window.resize(hint.width(), height)

    def picture(self) -> QPixmap:
        """What is to be seen, at the scale of the screen."""
        return (self._other or self._window).grab()

    def widgets(self) -> set[type]:
        """The classes of all widgets that are shown, with the classes that they are made from."""
        found: set[type] = set()
        for root in (self._window, self._other):
            if root is not None:
                for widget in (root, *root.findChildren(QWidget)):
                    found.update(type(widget).__mro__)
        return found

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pointer.leave()
        if self._other is not None:
            self._other.close()
        self._window.close()
        self._window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._settle()

    @staticmethod
    def _settle() -> None:
        # A layout asks for another one when a text has wrapped.
        for _ in range(_ROUNDS):
            QApplication.processEvents()
