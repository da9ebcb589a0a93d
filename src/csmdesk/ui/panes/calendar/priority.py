"""By what the contract list is ordered and grouped, and what the head of a group says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.text import Language
from csmdesk.ui.models.grouping import Grouping
from csmdesk.ui.panes.calendar.row_words import band_words, forecast_words, outcome_words
from csmdesk.ui.panes.calendar.rows import BANDS, FORECASTS, OUTCOMES, CalendarRow

translate = QCoreApplication.translate

SortKeys = tuple[tuple[str, bool], ...]

ORDERS: Mapping[str, SortKeys] = {
    "decision": (("decision", False),),
    "priority": (("state", False), ("annual", True), ("decision", False)),
    "end": (("end", False), ("decision", False)),
    "account": (("account", False), ("decision", False)),
}
"""The named orders as columns with whether downwards.

Priority (domain.md, section 4): open contracts first, by value at risk, of equal value the one whose decision
is nearer; a monthly contract's date is no factor, which is why it has no decision to sort by.
"""


def order_names() -> dict[str, str]:
    """What the orders are called, by their keys."""
    return {
        "decision": translate("CalendarPane", "决策日"),
        "priority": translate("CalendarPane", "优先级"),
        "end": translate("CalendarPane", "到期日"),
        "account": translate("CalendarPane", "客户"),
    }


def order_of(keys: SortKeys) -> str:
    """The key of the order that sorts so; '' for any other."""
    return next((name for name, sort in ORDERS.items() if sort == tuple(keys)), "")


def grouping_names() -> dict[str, str]:
    """What each grouping is called, by its key; '' is none."""
    return {
        "": translate("CalendarPane", "不分组"),
        "month": translate("CalendarPane", "到期月"),
        "health": translate("CalendarPane", "健康度"),
        "forecast": translate("CalendarPane", "预测"),
        "state": translate("CalendarPane", "状态"),
        "segment": translate("CalendarPane", "分层"),
        "account": translate("CalendarPane", "客户"),
    }


def grouping_of(key: str, money: Callable[[int], str], language: Language) -> Grouping[CalendarRow] | None:
    """The grouping called ``key``; None for '' and for a name that is none.

    ``money`` puts a sum of the rows' units into words.
    """

    def sums(rows: list[CalendarRow]) -> str:
        return money(sum(row.units for row in rows))

    if key == "month":
        return Grouping(key, _month, _MonthWords(language), _same, sums)
    if key == "health":
        bands = band_words()
        return Grouping(key, attrgetter("source.band"), bands.__getitem__, BANDS.index, sums)
    if key == "forecast":
        named = [forecast_words()[category.value] for category in FORECASTS]
        named += [outcome_words()[outcome] for outcome in OUTCOMES]
        return Grouping(key, attrgetter("forecast"), named.__getitem__, _same, sums)
    if key == "state":
        told = [outcome_words()[outcome] for outcome in OUTCOMES]
        return Grouping(key, attrgetter("state"), told.__getitem__, _same, sums)
    if key == "segment":
        return Grouping(key, attrgetter("segment"), _word, _last_when_empty, sums)
    if key == "account":
        return Grouping(key, _account, _account_word, _same, sums)
    return None


class _MonthWords:
    def __init__(self, language: Language) -> None:
        self._language: Language = language

    def __call__(self, key: tuple[int, int]) -> str:
        from csmdesk.metrics import display

        return display.month(date(key[0], key[1], 1), self._language, year=True)


def _month(row: CalendarRow) -> tuple[int, int]:
    return row.source.end.year, row.source.end.month


def _account(row: CalendarRow) -> tuple[str, int]:
    return row.source.account, row.source.account_id


def _account_word(value: tuple[str, int]) -> str:
    return value[0]


def _word(value: str) -> str:
    return value or translate("CalendarPane", "未填")


def _last_when_empty(value: str) -> Any:
    return (not value, value)


def _same(value: Any) -> Any:
    return value
