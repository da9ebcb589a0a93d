"""A part of the page that reads what it shows when it is seen, and again when that has become old."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csmdesk.ui.panes.plan.measures.reading import Reading


class LatePart(QWidget):
    """``read`` sets ``_old`` to False once it has asked for what is to be shown."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._old = True
        reading.asked_anew.connect(self._forget)

    def _forget(self) -> None:
        self._old = True
        if self.isVisible():
            self.read()

    def come_in(self) -> None:
        """Read what is old, now that it is seen."""
        if self._old:
            self.read()

    def read(self) -> None:
        """Read what the part shows of the current metric."""
        raise NotImplementedError
