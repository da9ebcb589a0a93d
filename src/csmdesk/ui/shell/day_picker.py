"""A calendar that opens below the as-of button."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLayout, QToolButton, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.theme import RADIUS_PANE, Theme
from csmdesk.ui.widgets.buttons import Button

_STYLE = """
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; }}
QCalendarWidget QToolButton {{ color: {t1}; background: transparent; border: none; padding: 4px 6px;
    border-radius: 3px; }}
QCalendarWidget QToolButton:hover {{ background: {hover}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{ background: {surface}; color: {t1}; border: none; outline: none;
    selection-background-color: {accfill}; selection-color: {onacc}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {t4}; }}
"""


class DayPicker(QFrame):
    """Emits ``chosen(date)``, or ``chosen(None)`` for the period's own last day."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._theme = theme
        chinese = language == "zh"
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.Chinese if chinese else QLocale.Language.English))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        self.calendar.setMinimumSize(280, 230)
        self.calendar.activated.connect(self._picked)
        self.calendar.clicked.connect(self._picked)
        end = Button(theme, self.tr("期末或今天"), kind="link")
        end.clicked.connect(self._picked_end)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 0)
        foot.addWidget(end)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 9, 9, 5)
        column.setSpacing(2)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.calendar)
        column.addLayout(foot)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        theme = self._theme
        self.calendar.setStyleSheet(theme.styled(_STYLE))
        plain = QTextCharFormat()
        plain.setForeground(theme.colour("t1"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        head = QTextCharFormat()
        head.setForeground(theme.colour("t3"))
        head.setBackground(theme.colour("surface"))
        self.calendar.setHeaderTextFormat(head)
        for name, icon in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(theme.icon(icon))

    def open_below(self, place: QWidget, day: date) -> None:
        """Show the calendar with ``day`` marked, its right edge under that of ``place``."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        corner = place.mapToGlobal(QPoint(place.width() - self.width(), place.height() + 2))
        self.move(corner)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _picked_end(self) -> None:
        self.close()
        self.chosen.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.pen("control"))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PANE, RADIUS_PANE)
        painter.end()
