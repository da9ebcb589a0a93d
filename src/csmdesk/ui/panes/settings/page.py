"""A section of the settings: a column of rows that scrolls beside the list of sections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csmdesk.ui.panes.settings.rows import SettingRow
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.focus import tab_stops
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead

if TYPE_CHECKING:
    from csmdesk.services.settings import SettingsState

WIDTH = 560


class _Group(NamedTuple):
    """Rows under a name."""

    title: str
    head: SectionHead
    rows: list[SettingRow]


class SettingsPage(QScrollArea):
    """``column`` holds what the section shows; a subclass fills it and follows ``show_state``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._groups: list[_Group] = []
        inner = self._inner = QWidget()
        form = QWidget()
        form.setFixedWidth(WIDTH)
        self.column = QVBoxLayout(form)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(form)
        row.addStretch(1)
        page = QVBoxLayout(inner)
        page.setContentsMargins(INSET, 8, INSET, INSET)
        page.addLayout(row)
        page.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setPalette(self.theme.palette(Window="surface"))
        self.verticalScrollBar().setStyleSheet(self.theme.scroll_bar_style)

    @property
    def first_stop(self) -> QWidget | None:
        """The first control, where the focus goes when the user comes in from the left."""
        return next(iter(tab_stops(self._inner)), None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # F6 and the list lead to the section; what has the focus is its first control.
        stop = self.first_stop
        if stop is not None:
            stop.setFocus(event.reason())

    # --- building -------------------------------------------------------------------------------------------

    def add_group(self, title: str, note: str = "") -> SectionHead:
        """Begin a group of rows with a name."""
        head = SectionHead(self.theme, title, note, large=True)
        if self._groups:
            self.column.addSpacing(20)
        self.column.addWidget(head)
        self._groups.append(_Group(title, head, []))
        return head

    def add_row(self, row: SettingRow) -> None:
        """Add a row to the last group."""
        self.column.addWidget(row)
        self._groups[-1].rows.append(row)

    def add_note(self, text: str) -> Label:
        """Add a paragraph in grey."""
        note = Label(self.theme, text, scale="small", role="t3", wrap=True)
        self.column.addSpacing(4)
        self.column.addWidget(note)
        self.column.addSpacing(8)
        return note

    # --- what it shows --------------------------------------------------------------------------------------

    def show_state(self, state: SettingsState) -> None:
        """Show the settings as they are now."""

    def set_period(self, period: str, as_of: date | None) -> None:
        """Hear of the period that the window shows."""

    def come_in(self) -> None:
        """The section has been chosen, or what it shows may have changed outside of the book."""

    # --- finding --------------------------------------------------------------------------------------------

    def search_words(self) -> list[str]:
        """What the filter looks for: the names of the groups, and what each row says."""
        return [words for group in self._groups for words in (group.title, *(r.words for r in group.rows))]

    def show_found(self, found: Callable[[str], bool]) -> bool:
        """Show only the rows that are ``found`` by their words, or their group by its name; whether any was.

        What is no row of its own (a table, a note) stays.
        """
        hits = False
        for group in self._groups:
            whole = found(group.title)
            shown = [whole or found(row.words) for row in group.rows]
            for row, visible in zip(group.rows, shown, strict=True):
                row.setVisible(visible)
            group.head.setVisible(not shown or any(shown))
            hits = hits or whole or any(shown)
        return hits
