"""The menu of periods: halves, quarters and years around the one that is shown, its months, and any other."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QMenu, QVBoxLayout, QWidget

from csmdesk.domain.natural_period import natural_period
from csmdesk.domain.period import Period, fiscal_year, half_year_of, parse_period, today
from csmdesk.domain.text import Language
from csmdesk.ui.theme import RADIUS_PANE, Theme
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.menu import Menu

OTHER = "other"
"""What the entry carries that opens the field for any period."""


def fill(menu: QMenu, theme: Theme, chosen: Period, fiscal_start: int, language: Language) -> None:
    """Put the periods around ``chosen`` into ``menu``; each entry carries the name of its period."""
    menu.clear()
    half = half_year_of(chosen.end, fiscal_start)
    number = fiscal_year(chosen.end, fiscal_start)
    year, of_calendar = parse_period(str(number), fiscal_start), parse_period(str(chosen.end.year))
    for group in (
        [half.shifted(n) for n in range(1, -4, -1)],
        [parse_period(f"{number}Q{n}", fiscal_start) for n in range(1, 5)],
        [year, year.shifted(-1)],
    ):
        _add(menu, group, chosen, language)
        menu.addSeparator()
    for of_year in (of_calendar, of_calendar.shifted(-1)):
        months = of_year.month_list()
        below = Menu(theme, menu)
        below.setTitle(QCoreApplication.translate("PeriodMenu", "{year} 年各月").format(year=of_year.name))
        menu.addMenu(below)
        _add(below, months, chosen, language)
    other = menu.addAction(QCoreApplication.translate("PeriodMenu", "其他期间…"))
    other.setData(OTHER)


def _add(menu: QMenu, periods: list[Period], chosen: Period, language: Language) -> None:
    for period in periods:
        action = menu.addAction(period.title.to(language))
        action.setData(period.name)
        action.setCheckable(True)
        action.setChecked(period.name == chosen.name)


class PeriodEntry(QFrame):
    """A field below the button that takes a period as people say it; ``chosen`` carries its name."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._theme = theme
        self._language: Language = language
        self._fiscal_start = 1
        self._near = today()
        self.field = FormField(theme, self.tr("期间"))
        hint = self.tr("2024H1、2024 年第三季度、2024-05、去年、上个月")
        note = Label(theme, hint, scale="small", role="t3")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        column.addWidget(self.field)
        column.addWidget(note)
        self.field.entered.connect(self._take)

    def open_below(self, place: QWidget, near: date, fiscal_start: int) -> None:
        """Show the empty field with its right edge under that of ``place``.

        A period that is typed without its year is that of the year of ``near``.
        """
        self._near, self._fiscal_start = near, fiscal_start
        self.field.set_text("")
        self.field.set_problem("")
        self.adjustSize()
        corner = place.mapToGlobal(QPoint(place.width() - self.width(), place.height() + 2))
        self.move(max(self.screen().availableGeometry().left(), corner.x()), corner.y())
        self.show()
        self.field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take(self) -> None:
        period = natural_period(self.field.text, today(), self._fiscal_start, near=self._near)
        if period is None:
            self.field.set_problem(self.tr("不认识这个期间，请写作 2024H1、2024Q3、2024-05 或 2024。"))
            return
        self.close()
        self.chosen.emit(period.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self._theme, QRectF(self.rect()), RADIUS_PANE, ground="surface", border="control")
        painter.end()
