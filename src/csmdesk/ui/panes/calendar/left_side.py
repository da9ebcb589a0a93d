"""The left side of the calendar: head, filter, year or month, and the list of contracts below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.view import RowView
from csmdesk.ui.panes.calendar.filters import CalendarChips
from csmdesk.ui.panes.calendar.heads import ListHead, PaneHead
from csmdesk.ui.panes.calendar.month import HEAD, LEAST_WEEK, MOST_WEEK, MonthView
from csmdesk.ui.panes.calendar.narrowing import Narrowing
from csmdesk.ui.panes.calendar.painter import CalendarPainter
from csmdesk.ui.panes.calendar.path_bar import PathBar
from csmdesk.ui.panes.calendar.reading import Reading
from csmdesk.ui.panes.calendar.year import HALF, YearView
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.ui.widgets.empty_state import EmptyState

_LEAST = 440
_FIELD, _FIELD_NARROW, _NARROW = 210, 150, 640
_LIST = 232
"""The list has this height at least, as long as half a year still fits over it."""


class LeftSide(QWidget):
    """Lays the parts out, and gives each view the height that it needs."""

    def __init__(self, theme: Theme, reading: Reading, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._reading = reading
        self._mode = "year"
        self._no_hit: EmptyState | None = None
        self.head = PaneHead(theme, title)
        self.field = FilterField(theme, self.tr("客户、拼音、首字母、合同"), "/")
        self.chips = CalendarChips(theme, self._counts, self._terms, self)
        self.order = Button(theme, kind="flat", arrow=True)
        self.group = Button(theme, kind="flat", arrow=True)
        self.year = YearView(theme, reading.words, self.tr("年历"))
        self.year_place = _Scroll(theme, self.year)
        self.month = MonthView(theme, reading.words, self.tr("月历"))
        self.list_head = ListHead(theme)
        self.span = Segmented(
            theme,
            [("year", self.tr("本年")), ("years", self.tr("两年")), ("all", self.tr("全部"))],
            self.tr("范围"),
        )
        right = frozenset(place for place, column in enumerate(reading.model.columns) if column.right)
        self.view = RowView(theme, reading.model, CalendarPainter(theme, reading.words, right))
        self.view.setAccessibleName(self.tr("合同"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.target = PathBar(theme, reading.words, self.tr("全年续费目标"))
        self._rule = Line(theme)
        self._lay_out()
        self.field.escaped.connect(self.to_list)
        self.field.entered.connect(self.to_list)
        self.view.typed.connect(self.field.type_on)

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(INSET - 1, 0, INSET - 8, 6)
        self._bar.setSpacing(6)
        self._bar.addWidget(self.field)
        self._bar.addStretch(1)
        self._bar.addWidget(self.order)
        self._bar.addWidget(self.group)
        place = QWidget()
        self._pages = QStackedLayout(place)
        self._pages.addWidget(self.view)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.list_head, 1)
        head.addWidget(self.span)
        self._head = head
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addLayout(self._bar)
        self._column.addWidget(self.year_place)
        self._column.addWidget(self.month)
        self._column.addWidget(self._rule)
        self._column.addLayout(head)
        self._column.addWidget(place, 1)
        self._column.addWidget(self.target)
        self.setMinimumWidth(_LEAST)
        self.show_mode("year")

    def add_chips(self) -> None:
        """Put the chips beside the filter: after the first paint."""
        if not self.chips.is_made:
            self._bar.insertWidget(1, self.chips.bar, 1)
            self._bar.setStretch(2, 0)

    # --- views ----------------------------------------------------------------------------------------------

    def show_mode(self, mode: str) -> None:
        """Show the ``year``, the ``month`` or the ``list`` alone; the focus stays on what is shown."""
        focused = self.board is not None and self.board.hasFocus()
        self._mode = mode
        self.head.views.set_key(mode)
        boards = {"year": self.year_place, "month": self.month}
        # Shown before the other is hidden, which would hand the focus on to whatever comes next.
        if mode in boards:
            boards[mode].show()
        if focused:
            (self.board or self.view).setFocus(Qt.FocusReason.OtherFocusReason)
        for other in boards.keys() - {mode}:
            boards[other].hide()
        self._rule.setVisible(mode != "list")
        self.span.setVisible(mode == "list")
        self._head.setContentsMargins(0, 0, INSET - 8 if mode == "list" else 0, 0)
        self.target.setVisible(mode == "year")
        self.share_height()

    @property
    def board(self) -> YearView | MonthView | None:
        """The field over the list; None while the list stands alone."""
        boards: dict[str, YearView | MonthView] = {"year": self.year, "month": self.month}
        return boards.get(self._mode)

    def share_height(self) -> None:
        """Give the field over the list the height that leaves the list enough."""
        fixed = self.head.height() + self.list_head.height() + 37
        if self._mode == "year":
            fixed += self.target.height()
            room = self.height() - fixed
            wanted = max(2 * HALF, room // 2)
            height = max(HALF, min(wanted, room - _LIST, self.year.height()))
            self.year_place.setFixedHeight(height // HALF * HALF + 4)
        elif self._mode == "month" and self.month.weeks:
            room = self.height() - fixed
            least, most = (HEAD + self.month.weeks * high for high in (LEAST_WEEK, MOST_WEEK))
            self.month.setFixedHeight(max(least, min(most, room - _LIST, room * 2 // 3)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.field.setFixedWidth(_FIELD if self.width() >= _NARROW else _FIELD_NARROW)
        self.share_height()
        super().resizeEvent(event)

    def bring(self, box: QRect) -> None:
        """Bring the half of a year into view that holds ``box``."""
        top = box.top() // HALF * HALF
        self.year_place.bring(QRect(0, top, 1, HALF))

    def show_hits(self) -> None:
        """Show the list, or the words for a place without a contract."""
        model = self._reading.model
        none = not model.shown_count and self._reading.index is not None
        if none and self._no_hit is None:
            from csmdesk.ui.widgets.empty_state import EmptyState

            self._no_hit = EmptyState(self._theme, "", "", top=16)
            self._pages.addWidget(self._no_hit)
        if none and self._no_hit is not None:
            title = self.tr("没有符合的合同。") if self.filtered else self.tr("这里没有到期的合同。")
            self._no_hit.set_words(title, self.tr("按 Esc 清除筛选。") if self.filtered else "")
        self._pages.setCurrentWidget(self._no_hit if none and self._no_hit else self.view)

    @property
    def no_hit(self) -> EmptyState | None:
        """The words for a place without a contract, once they have been needed."""
        return self._no_hit

    # --- filter and focus -----------------------------------------------------------------------------------

    def _counts(self, chip: str, narrowing: Narrowing) -> dict[str, int]:
        index = self._reading.index
        return {} if index is None else index.counts(chip, narrowing)

    def _terms(self) -> list[str]:
        return self.field.text.casefold().split()

    @property
    def filtered(self) -> bool:
        """True while the filter or a chip leaves contracts out."""
        return bool(self.field.text.strip()) or bool(self.chips.chosen)

    def to_filter(self) -> None:
        """Go to the filter."""
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.edit.selectAll()

    def to_list(self) -> None:
        """Go to the list; where it shows nothing, to the field over it."""
        model = self._reading.model
        if model.shown_count:
            if model.position_of(self.view.key) < 0:
                self.view.select_first()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.to_board()

    def to_board(self) -> None:
        """Go to the year or the month."""
        board = self.board
        if board is not None:
            board.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_chip(self) -> None:
        """Go to the first chip, or from one to the next."""
        self.chips.bar.next_chip()


class _Scroll(QScrollArea):
    """The years one below the other."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(HALF // 4)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def bring(self, box: QRect) -> None:
        """Scroll as little as needed to show ``box`` of the content."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        at = bar.value()
        if box.bottom() > at + room:
            at = box.bottom() - room
        bar.setValue(min(at, max(0, box.top())))
