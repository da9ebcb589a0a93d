"""Which contracts the risk matrix lays out, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.calendar.right_side import RightSide

if TYPE_CHECKING:
    from csmdesk.domain.calendar_cells import By


class MatrixShowing(QObject):
    """Says in the head what is laid out, and asks for it to be laid out anew beside the window."""

    def __init__(self, reading: Reading, right: RightSide) -> None:
        super().__init__(right)
        self._reading = reading
        self._right = right
        self._year = 0
        self._waits = False
        self.by: By = "decision"
        self.every_year = False
        """True while the matrix holds contracts of every year."""

    def set_by(self, by: By, *, every_year: bool = False) -> None:
        """Choose other columns, or contracts of every year; seen once it has been laid out."""
        self.by, self.every_year = by, every_year and by == "decision"

    def lay_out(self, year: int) -> None:
        """Say what is laid out of a fiscal year; ``ask`` is to follow when nobody waits for the window."""
        index = self._reading.index
        self._year = year
        this_year = index is not None and not self.every_year and year == index.year_of(index.closing)
        self._right.head.show_by(self._right.by_words(self.by, self._asked_year, this_year=this_year))
        self._waits = True

    @property
    def _asked_year(self) -> int | None:
        return None if self.every_year else self._year

    def ask(self) -> None:
        """Have it laid out, if something has changed since."""
        if self._waits:
            self._waits = False
            self._reading.lay_out(self.by, self._asked_year)

    # --- over restarts --------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What is laid out, for the window's memory."""
        return f"{self.by} all" if self.every_year else self.by

    def restore(self, text: str) -> None:
        """Take up what ``text`` was; anything else is the usual."""
        by, _, every = text.partition(" ")
        self.set_by("month" if by == "month" else "decision", every_year=every == "all")
