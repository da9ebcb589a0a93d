"""The pages of a report below each other: which are seen, how large, and which chapter is at the top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from csmdesk.ui.panes.review.pictures import Pictures
from csmdesk.ui.panes.review.sheets import Layout, Sheets
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

ZOOM_STEPS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
Zoom = float | Literal["page", "text"]
"""1.0 is as large as on paper; "page" fits the whole width, "text" the width without the sheets' margins."""

POINT = 96 / 72
"""Pixels of a point at 100 %."""

_A4 = 595.276  # points wide
_AIR = 20  # pixels that the text keeps from the edges when it is fitted
_FIT_MOST = 1.25
_FIT_LEAST = 0.4
_LINE_STEP = 48
_NEAR_TOP = 96  # a heading this far below the top is the current one


class PageScroll(QAbstractScrollArea):
    """Lays out ``Sheets`` and scrolls over them; a subclass draws them.

    ``chapter_changed(anchor)`` follows the scrolling, ``scrolled`` is any movement, and ``zoom_changed``
    means that pictures of another ``ppi`` are wanted.
    """

    chapter_changed = Signal(str)
    zoom_changed = Signal()
    scrolled = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheets: Sheets | None = None
        self._layout = Layout((), 1.0, 0.0)
        self._pictures = Pictures(tasks, self)
        self._zoom: Zoom = "page"
        self._chapter = ""
        self._pinned = False
        self._moving = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        # Always there: a bar that comes and goes would change the width that pages are fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(_LINE_STEP)
        corner = QWidget()
        self.setCornerWidget(corner)
        self._restyle()
        self._pictures.arrived.connect(self.viewport().update)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        # The scroll bars lie on the ground that the pages lie on.
        self.setPalette(self._theme.palette(Window="window"))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setStyleSheet(self._theme.scroll_bar_style)
        self.viewport().update()

    # --- pages ----------------------------------------------------------------------------------------------

    @property
    def sheets(self) -> Sheets | None:
        """The pages that are shown."""
        return self._sheets

    def set_sheets(self, sheets: Sheets, pictures: Mapping[int, QImage] | None = None) -> None:
        """Show other pages at the same place; ``pictures`` are those already decoded, so nothing blinks."""
        place = self._layout.place_of(self._top)
        self._sheets = sheets
        self._pictures.replace(sheets, pictures or {})
        self._lay_out(place)
        self._follow()

    def pages_in_view(self) -> range:
        """The pages that are seen now, or would be."""
        return self._layout.between(self._top, self._top + self.viewport().height())

    @property
    def chapter(self) -> str:
        """The anchor of the chapter that is read; '' before the first."""
        return self._chapter

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return self._layout.place_of(self._top + self.viewport().height() / 2)[0]

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    @property
    def _centre(self) -> float:
        """What stands in the middle of the view, as a share of the pages' width."""
        width = self._layout.total[0]
        across = self.horizontalScrollBar()
        if not across.maximum() or not width:
            return 0.5
        return (across.value() + self.viewport().width() / 2) / width

    # --- zoom -----------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> Zoom:
        """The zoom that was chosen."""
        return self._zoom

    @property
    def shown_zoom(self) -> float:
        """The zoom that is shown."""
        return self._layout.scale / POINT

    @property
    def ppi(self) -> float:
        """The pixels an inch that pictures should have."""
        return 72 * self._layout.scale * self.devicePixelRatioF()

    def set_zoom(self, zoom: Zoom, around: float | None = None) -> None:
        """Zoom in or out; the place at the height ``around`` (of the view) stays where it is."""
        steady = self.viewport().height() / 3 if around is None else around
        page, point = self._layout.place_of(self._top + steady)
        self._zoom = zoom
        self._lay_out((page, point), steady)

    def step_zoom(self, steps: int, around: float | None = None) -> None:
        """The next larger (or smaller) step."""
        now = self.shown_zoom
        if steps > 0:
            found = next((z for z in ZOOM_STEPS if z > now * 1.01), ZOOM_STEPS[-1])
        else:
            found = next((z for z in reversed(ZOOM_STEPS) if z < now / 1.01), ZOOM_STEPS[0])
        self.set_zoom(found, around)

    def _scale(self) -> float:
        """Pixels a point."""
        if isinstance(self._zoom, float):
            return self._zoom * POINT
        widest = max((width for width, _ in self._sheets.sizes), default=_A4) if self._sheets else _A4
        width = self.viewport().width()
        if self._zoom == "text" and self._sheets:
            fitting = (width - 2 * _AIR) / (widest - 2 * self._sheets.margin)
        else:
            fitting = (width - 2 * self._layout.margin) / widest
        return min(max(fitting, _FIT_LEAST * POINT), _FIT_MOST * POINT)

    def _lay_out(self, place: tuple[int, float] | None = None, steady: float = 0.0) -> None:
        """Place the pages anew with ``place`` (page, point) at the height ``steady`` of the view."""
        before = self._layout.scale, self._layout.ratio
        sizes = self._sheets.sizes if self._sheets else ()
        if place is None:
            place = self._layout.place_of(self._top)
        view = self.viewport().size()
        centre = self._centre
        self._layout = Layout(sizes, self._scale(), view.width(), self.devicePixelRatioF())
        width, height = self._layout.total
        self._moving = True
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, height - view.height()))
        down.setPageStep(view.height())
        spare = max(0, width - view.width())
        # With the text fitted there is nothing to see beside it, and so nothing to scroll to.
        across.setRange(*((spare // 2, spare // 2) if self._zoom == "text" else (0, spare)))
        across.setPageStep(view.width())
        across.setValue(round(centre * width - view.width() / 2))
        if sizes and place[0] < len(sizes):
            down.setValue(round(self._layout.y_of(*place) - steady))
        self._moving = False
        self._pictures.want(self.pages_in_view())
        self.viewport().update()
        if before != (self._layout.scale, self._layout.ratio):
            self.zoom_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)

    # --- scrolling ------------------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self._pictures.want(self.pages_in_view())
        if not self._moving:
            self._pinned = False
            self._follow()
        self.scrolled.emit()

    def go_to(self, anchor: str) -> None:
        """Bring a chapter's heading to the top; it stays the current one until the user scrolls on."""
        head = next((h for h in self._sheets.heads if h.anchor == anchor), None) if self._sheets else None
        if head is None:
            return
        self._moving = True
        self.verticalScrollBar().setValue(round(self._layout.y_of(head.page, head.y)) - 24)
        self._moving = False
        self._pinned = True
        self._set_chapter(anchor)

    def go_to_page(self, page: int) -> None:
        """Bring a page (from 0) to the top."""
        if self._sheets is not None and 0 <= page < len(self._sheets.sizes):
            self.verticalScrollBar().setValue(round(self._layout.y_of(page, 0)) - self._layout.gap)

    def _follow(self) -> None:
        """Say which chapter is at the top."""
        if self._sheets is None or self._pinned:
            return
        line = self._top + _NEAR_TOP
        found = ""
        for head in self._sheets.heads:
            if self._layout.y_of(head.page, head.y) > line:
                break
            found = head.anchor
        self._set_chapter(found)

    def _set_chapter(self, anchor: str) -> None:
        if anchor != self._chapter:
            self._chapter = anchor
            self.chapter_changed.emit(anchor)
