"""What the places of the calendar are called, over the list and over the year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.year_shown import HALVES

translate = QCoreApplication.translate


class PlaceNames:
    """Names places in the user's language; ``cell`` names one of the risk matrix."""

    def __init__(self, words: CalendarWords, cell: Callable[[Place], str]) -> None:
        self._words = words
        self._cell = cell

    def month(self, year: int, month: int, *, full: bool = False) -> str:
        """7 月; with ``full`` and in another year than that of the closing day 2025 年 7 月."""
        from csmdesk.metrics import display

        words = self._words
        return display.month(date(year, month, 1), words.language, year=full or year != words.year)

    def title(self, place: Place) -> str:
        """What the list is called while it lists a place."""
        numbers = place.numbers
        if place.kind == "month":
            month = self.month(numbers[0], numbers[1])
            return translate("CalendarPane", "{month}到期").format(month=month)
        if place.kind == "half":
            half = self._half(numbers[0], numbers[1])
            return translate("CalendarPane", "{half}到期").format(half=half)
        if place.kind == "day":
            return self._day(place.day)
        if place.kind == "cell":
            return self._cell(place)
        if place.kind == "monthly":
            return translate("CalendarPane", "按月合同")
        if place.kind == "year":
            return translate("CalendarPane", "{year} 年到期").format(year=numbers[0])
        if place.kind == "years":
            words = translate("CalendarPane", "{year}–{next} 年到期")
            return words.format(year=numbers[0], next=numbers[0] + 1)
        return translate("CalendarPane", "全部合同")

    def _half(self, year: int, half: int) -> str:
        first = half == HALVES[0]
        words = translate("CalendarPane", "上半年") if first else translate("CalendarPane", "下半年")
        return words if year == self._words.year else f"{year} {words}"

    def _day(self, day: date) -> str:
        from csmdesk.metrics import display

        return display.day_words(day, self._words.language, year=day.year != self._words.year)
