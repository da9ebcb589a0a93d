"""A month to pick a day from, as a popup."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLayout, QToolButton, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.theme import RADIUS_CONTROL, RADIUS_PANE, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box

_STYLE = """
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; }}
QCalendarWidget QToolButton {{ color: {t1}; background: transparent; border: 1px solid transparent;
    padding: 4px 6px; border-radius: 3px; }}
QCalendarWidget QToolButton:hover {{ background: {hover}; }}
QCalendarWidget QToolButton:pressed {{ background: {sel}; }}
QCalendarWidget QToolButton:focus {{ border-color: {accent}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{ background: {surface}; color: {t1}; border: none; outline: none;
    selection-background-color: transparent; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {t4}; }}
"""


_DAY = 28


class _Month(QCalendarWidget):
    """The month itself; the days are drawn as ours."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        theme = self._theme
        shown = day if isinstance(day, QDate) else QDate(day.year, day.month, day.day)
        box = QRectF(rect)
        round_ = QRectF(0, 0, _DAY, _DAY)
        round_.moveCenter(box.center())
        chosen = shown == self.selectedDate()
        today = shown == QDate.currentDate()
        within = self.minimumDate() <= shown <= self.maximumDate()
        if chosen:
            draw_box(painter, theme, round_, RADIUS_CONTROL, ground="accfill")
        elif today:
            draw_box(painter, theme, round_, RADIUS_CONTROL, border="accline")
        here = shown.month() == self.monthShown()
        role = "onacc" if chosen else "t4" if not within else "t1" if here else "t3"
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(theme.colour(role))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(shown.day()))


class DayPopup(QFrame):
    """Emits ``chosen(date)``, or ``chosen(None)`` for the link at its foot, where ``link`` names one."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, language: Language, parent: QWidget, *, link: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._theme = theme
        chinese = language == "zh"
        self.calendar = _Month(theme)
        self.calendar.setLocale(QLocale(QLocale.Language.Chinese if chinese else QLocale.Language.English))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        self.calendar.setMinimumSize(280, 230)
        self.calendar.activated.connect(self._picked)
        self.calendar.clicked.connect(self._picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 9, 9, 5 if link else 9)
        column.setSpacing(2)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.calendar)
        if link:
            end = Button(theme, link, kind="link")
            end.clicked.connect(self._picked_none)
            foot = QHBoxLayout()
            foot.setContentsMargins(8, 0, 8, 0)
            foot.addWidget(end)
            foot.addStretch(1)
            column.addLayout(foot)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        theme = self._theme
        self.calendar.setStyleSheet(theme.styled(_STYLE))
        head = QTextCharFormat()
        head.setForeground(theme.colour("t3"))
        head.setBackground(theme.colour("surface"))
        head.setFont(theme.font("small"))
        self.calendar.setHeaderTextFormat(head)
        # Qt would write the weekend in red, in the head as well.
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, head)
        for name, icon in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(theme.icon(icon))

    def open_below(self, place: QWidget, day: date) -> None:
        """Show the month of ``day`` with it marked, the popup's right edge under that of ``place``."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        corner = place.mapToGlobal(QPoint(place.width() - self.width(), place.height() + 2))
        screen = self.screen().availableGeometry()
        if corner.y() + self.height() > screen.bottom():
            corner.setY(max(screen.top(), place.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2))
        corner.setX(max(screen.left(), corner.x()))
        self.move(corner)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _picked_none(self) -> None:
        self.close()
        self.chosen.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self._theme, QRectF(self.rect()), RADIUS_PANE, ground="surface", border="control")
        painter.end()
