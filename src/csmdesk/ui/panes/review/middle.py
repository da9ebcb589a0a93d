"""The middle: text or pages under one head, and below them all rows of a figure when asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.evidence_rows import RowsOfSide
from csmdesk.ui.panes.evidence_table import RowsPanel
from csmdesk.ui.panes.review.head import ExportLine, PageHead
from csmdesk.ui.panes.review.page_view import PageView
from csmdesk.ui.panes.review.sheets import Mark
from csmdesk.ui.panes.review.text_room import TextRoom
from csmdesk.ui.panes.review.versions.differences_view import DifferencesView
from csmdesk.ui.panes.review.versions.version_line import VersionLine
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.split import Split

_ROWS_HEIGHT = 280


class Middle(QWidget):
    """``looked_at`` is emitted when other pages or another size of them may be wanted.

    ``mode`` is ``text`` or ``pages``; ``mode_changed`` says that the user chose the other, ``text_shown``
    that the text is shown, for whatever reason.
    """

    looked_at = Signal()
    mode_changed = Signal()
    text_shown = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        text: TextRoom,
        describe: Callable[[Mark], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.text = text
        self.mode = "text"
        self.head = PageHead(theme)
        self.line = ExportLine(theme)
        self.version = VersionLine(theme)
        self.view = PageView(theme, tasks, describe)
        self.view.setAccessibleName(self.tr("报告的页面"))
        self.rows = RowsPanel(theme)
        self.view.waiting_words = self.tr("正在排版…")
        self.view.setMinimumHeight(120)
        self._split = Split(theme)
        place = QWidget()
        self._pages = QStackedLayout(place)
        self._pages.addWidget(text)
        self._pages.addWidget(self.view)
        self.differences = DifferencesView(theme)
        self.differences.closed.connect(self._close_differences)
        self._pages.addWidget(self.differences)
        self._split.addWidget(place)
        self._split.addWidget(self.rows)
        self._split.setOrientation(Qt.Orientation.Vertical)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self.rows.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.line)
        column.addWidget(self.version)
        column.addWidget(Line(theme))
        column.addWidget(self._split, 1)
        self.setMinimumWidth(320)
        self.head.set_mode(self.mode)
        self.head.mode_chosen.connect(self._choose_mode)
        self.head.zoom_chosen.connect(self.view.set_zoom)
        self.head.zoom_stepped.connect(self.view.step_zoom)
        self.view.zoom_changed.connect(self._zoomed)
        self.view.scrolled.connect(self._scrolled)

    def _choose_mode(self, mode: str) -> None:
        self.set_mode(mode)
        self.mode_changed.emit()

    def set_mode(self, mode: str) -> None:
        """Show the text or the pages."""
        self.mode = mode
        self.head.set_mode(mode)
        self._pages.setCurrentWidget(self.text if mode == "text" else self.view)
        if mode == "text":
            self.text_shown.emit()
        self.looked_at.emit()

    def show_differences(self) -> None:
        """Show what differs between two versions, over text and pages, until it is closed."""
        self._pages.setCurrentWidget(self.differences)

    def _close_differences(self) -> None:
        self.set_mode(self.mode)
        self.front.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def front(self) -> QWidget:
        """What is shown: the text, the pages or the differences of two versions."""
        if self._pages.currentWidget() is self.differences:
            return self.differences
        return self.text if self.mode == "text" else self.view

    def pages_came(self) -> None:
        """There are pages now, or other ones."""
        self.head.set_ready(True)
        self._scrolled()
        self._zoomed()

    def _zoomed(self) -> None:
        self.head.set_zoom(self.view.shown_zoom, self.view.zoom)
        self.looked_at.emit()

    def _scrolled(self) -> None:
        sheets = self.view.sheets
        if sheets is not None:
            self.head.set_page(self.view.page + 1, len(sheets.sizes))
        self.looked_at.emit()

    # --- rows -----------------------------------------------------------------------------------------------

    def show_rows(self, rows: RowsOfSide, *, focus: bool) -> None:
        """Show the rows of a figure below the pages; what was read stays in view."""
        opening = self.rows.isHidden()
        self.rows.show_rows(rows)
        if opening:
            self.rows.show()
            height = self._split.height()
            low = min(_ROWS_HEIGHT, height // 2)
            self._split.setSizes([height - low, low])
            if self.view.selected >= 0 and self.mode == "pages":
                self.view.select(self.view.selected)
        if focus:
            self.rows.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_rows(self) -> None:
        """Give the room back to the pages, and the focus."""
        had_focus = self.rows.isAncestorOf(self.focusWidget())
        self.rows.hide()
        if had_focus:
            self.front.setFocus(Qt.FocusReason.OtherFocusReason)
