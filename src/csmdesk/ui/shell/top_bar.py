"""The bar at the top: search, undo and redo, the period, the as-of day, and the menu of the window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from csmdesk.domain.text import Language, Text
from csmdesk.ui.theme import NAVIGATION, RADIUS_CARD, TOP_BAR, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.focus import Ringed, draw_ring, is_enter
from csmdesk.ui.widgets.key_hint import draw_hint
from csmdesk.ui.widgets.mark import Mark

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QMenu

    from csmdesk.domain.period import Period
    from csmdesk.ui.shell.day_picker import DayPicker
    from csmdesk.ui.shell.period_menu import PeriodEntry
    from csmdesk.ui.widgets.menu import Menu

_SEARCH = 440
_LEAST_SEARCH = 160
_SEARCH_HEIGHT = 32
_GAP = 10
_KEY = "Ctrl K"


class SearchButton(Ringed, QAbstractButton):
    """A button that looks like a field: it opens the command palette."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(self.tr("搜索客户、合同、联系人，或执行命令"))
        self.setToolTip(f"{self.text()}  Ctrl+K")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFixedHeight(_SEARCH_HEIGHT)
        self.setMinimumWidth(_LEAST_SEARCH)
        self.setMaximumWidth(_SEARCH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_SEARCH, _SEARCH_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        border = "control" if self.underMouse() else "line2"
        draw_box(painter, theme, QRectF(self.rect()), RADIUS_CARD, ground="surface", border=border)
        middle = self.height() / 2
        draw_icon(painter, theme, "search", "t3", 9, middle - 8)
        edge = draw_hint(painter, theme, _KEY, self.width() - 8, middle)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t3"))
        room = round(edge) - _GAP - 33
        words = theme.metrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(33, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if self.ring:
            draw_ring(painter, self, theme, RADIUS_CARD)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class TopBar(QWidget):
    """Says what the user picks by signals; shows what the window sets."""

    search_asked = Signal()
    undo = Signal()
    redo = Signal()
    period_chosen = Signal(str)
    day_chosen = Signal(object)  # date | None

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._periods: Menu | None = None
        self._period: Period | None = None
        self._fiscal_start = 1
        self._picker: DayPicker | None = None
        self._entry: PeriodEntry | None = None
        self._day = date.min
        self.search = SearchButton(theme)
        self.undo_button = Button(theme, kind="flat", icon="undo")
        self.redo_button = Button(theme, kind="flat", icon="redo")
        self.period_button = Button(theme, self.tr("期间"), arrow=True)
        self.day_button = Button(theme, "—", caption=self.tr("截至"), arrow=True)
        self.more_button = Button(theme, kind="flat", icon="more")
        self.more_button.setAccessibleName(self.tr("菜单"))
        self.more_button.setToolTip(self.tr("设置、备份、导入、主题、语言"))
        self.set_history(None, None)
        self.period_button.setEnabled(False)
        self.day_button.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(_GAP)
        mark = Mark(theme, 16)
        mark.setFixedWidth(NAVIGATION - _GAP)
        row.addWidget(mark)
        # The field takes what it can; the rest of a wide window stays empty.
        row.addWidget(self.search, 1000)
        row.addStretch(1)
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        row.addWidget(self.period_button)
        row.addWidget(self.day_button)
        row.addWidget(self.more_button)
        self.setFixedHeight(TOP_BAR)
        self._connect()

    def _connect(self) -> None:
        self.search.clicked.connect(self.search_asked)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self.day_button.clicked.connect(self.pick_day)

    # --- undo -----------------------------------------------------------------------------------------------

    def set_history(self, undo: Text | None, redo: Text | None) -> None:
        """Name what undo and redo would do; None disables."""
        for button, what, keys, words, none in (
            (self.undo_button, undo, "Ctrl+Z", self.tr("撤销：{what}"), self.tr("没有可撤销的操作")),
            (self.redo_button, redo, "Ctrl+Shift+Z", self.tr("重做：{what}"), self.tr("没有可重做的操作")),
        ):
            name = none if what is None else words.format(what=what.to(self._language))
            button.setEnabled(what is not None)
            button.setAccessibleName(name)
            button.setToolTip(name if what is None else f"{name}  {keys}")

    def after_first_paint(self, menu: QMenu) -> None:
        """Put the menus below their buttons; ``menu`` is the window's."""
        from csmdesk.ui.widgets.menu import Menu

        self.more_button.set_menu(menu)
        # Before the button opens it.
        self.period_button.pressed.connect(self._fill_periods)
        self._periods = Menu(self._theme, self)
        self._periods.triggered.connect(self._picked_period)
        self.period_button.set_menu(self._periods)

    @property
    def day(self) -> date:
        """The as-of day that is shown."""
        return self._day

    # --- period and day -------------------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None, fiscal_start: int = 1) -> None:
        """Show the period and the day; ``as_of`` None is the period's last day, or today."""
        from csmdesk.domain.period import parse_period, today  # the first paint is before there is a period

        chosen = self._period = parse_period(period, fiscal_start)
        self._fiscal_start = fiscal_start
        self._day = as_of or min(chosen.end, today())
        title, day = chosen.title.to(self._language), self._day.isoformat()
        self.period_button.setText(title)
        self.period_button.setAccessibleName(" ".join((self.tr("期间"), title)))
        self.period_button.setToolTip(f"{chosen.start} – {chosen.end}  Alt+P")
        self.day_button.setText(day)
        self.day_button.setAccessibleName(" ".join((self.tr("截至"), day)))
        self.day_button.setToolTip(self.tr("只计到这一天为止已发生的事  Alt+D"))
        for button in (self.period_button, self.day_button):
            button.setEnabled(True)
            button.updateGeometry()

    def _fill_periods(self) -> None:
        if self._period is not None and self._periods is not None:
            from csmdesk.ui.shell.period_menu import fill

            fill(self._periods, self._theme, self._period, self._fiscal_start, self._language)

    def _picked_period(self, action: QAction) -> None:
        from csmdesk.ui.shell.period_menu import OTHER

        name = str(action.data() or "")
        if name == OTHER:
            self.ask_period()
        elif name:
            self.period_chosen.emit(name)

    def ask_period(self) -> None:
        """Open the field for any period."""
        if self._entry is None:
            from csmdesk.ui.shell.period_menu import PeriodEntry

            self._entry = PeriodEntry(self._theme, self._language, self)
            self._entry.chosen.connect(self.period_chosen)
        self._entry.open_below(self.period_button, self._day, self._fiscal_start)

    def open_periods(self) -> None:
        """Open the menu of periods."""
        self.period_button.click()

    def pick_day(self) -> None:
        """Open the calendar to pick the as-of day from."""
        if self._picker is None:
            from csmdesk.ui.shell.day_picker import DayPicker

            self._picker = DayPicker(self._theme, self._language, self)
            self._picker.chosen.connect(self.day_chosen)
        self._picker.open_below(self.day_button, self._day)
