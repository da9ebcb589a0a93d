"""The one window: it shows a first page, an unlock page or the desk of a book."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

_LEAST = QSize(960, 600)


class MainWindow(QWidget):
    """Shows one page at a time; ``painted`` comes once, when the first page has been seen."""

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._seen = False
        self.setWindowTitle("csmdesk")
        self.resize(1440, 900)

    def fit(self, room: QRect) -> None:
        """Keep the window as large as it needs to be, and no larger than ``room`` on the screen."""
        self.setMinimumSize(_LEAST.boundedTo(room.size()))
        if not self.isMaximized() and self.size().boundedTo(room.size()) != self.size():
            self.setGeometry(QRect(room.topLeft(), self.size().boundedTo(room.size())))

    def show_page(self, page: QWidget) -> None:
        """Show a page in place of the one before, which is let go."""
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.hide()
            before.deleteLater()
        page.setFocus()

    @property
    def page(self) -> QWidget | None:
        """What is shown."""
        return self._pages.currentWidget()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            # The children paint in the same pass: with the next turn of the event loop all is seen.
            QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
