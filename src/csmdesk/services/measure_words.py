"""How the page of metrics says values, changes and gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from csmdesk.domain.facts import Facts
from csmdesk.domain.period import Period
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Definition, Figure, Unit
from csmdesk.services.measure_view import Against, Trend

UNSCOPED = frozenset({"salon_compliance", "travel_days", "sharing_sessions"})
"""Metrics of the CSM's own work: salons and time belong to nobody's account."""

FAMILIES: Mapping[str, Text] = {
    "revenue": Text("收入", "Revenue"),
    "renewal": Text("续约", "Renewal"),
    "usage": Text("使用", "Usage"),
    "health": Text("健康度", "Health"),
    "survey": Text("满意度", "Satisfaction"),
    "service": Text("服务与活动", "Service and events"),
    "engagement": Text("触达", "Engagement"),
    "own_time": Text("个人时间", "Own time"),
}

UNITS: Mapping[Unit, Text] = {
    Unit.MONEY: Text("金额", "money"),
    Unit.RATIO: Text("比率", "ratio"),
    Unit.COUNT: Text("数量", "number"),
    Unit.POINTS: Text("分", "points"),
    Unit.DAYS: Text("天", "days"),
}

NUMBER_FORMATS: Mapping[Unit, str] = {
    Unit.MONEY: "#,##0.00",
    Unit.RATIO: "0.0%",
    Unit.COUNT: "#,##0.##",
    Unit.POINTS: "0.0",
    Unit.DAYS: "0.0#",
}
"""How a workbook shows the values of a unit."""

HIGHER = Text("越高越好", "higher is better")
LOWER = Text("越低越好", "lower is better")

FROM_ZERO = frozenset({Unit.MONEY, Unit.COUNT, Unit.DAYS})
"""What is counted in these is drawn over an axis that begins at 0."""

_POINTS = Text(" 个百分点", " pp")
"""Percentage points, short enough for a cell."""

_NO_DATA_YET = Text("数据从 {day} 开始", "data begin on {day}")
_NO_DATA = Text("没有数据", "no data")


def value_words(value: Fraction | None, definition: Definition, language: Language, home: str) -> str:
    """A value of a metric, rounded for display."""
    return display.value(value, definition.unit, language, key=definition.key, currency=home)


def change_words(
    now: Fraction | None, then: Fraction | None, definition: Definition, language: Language, home: str
) -> str:
    """By how much a value is more or less than another; '' where either is missing.

    Ratios differ by percentage points, sums by a share of what they were, the rest by their difference.
    """
    if now is None or then is None:
        return ""
    gap = now - then
    if not gap:
        return Text("持平", "unchanged").to(language)
    if definition.unit is Unit.RATIO:
        return ("+" if gap > 0 else "") + display.decimals(gap * 100, 1) + _POINTS.to(language)
    if (definition.adds_up or definition.unit is Unit.MONEY) and then > 0:
        return display.growth(gap / then)
    return ("+" if gap > 0 else display.MINUS) + value_words(abs(gap), definition, language, home)


def against(now: Figure, then: Figure | None, language: Language, home: str) -> Against:
    """A figure held against one of another time; None where there are no data of it."""
    if then is None or then.value is None:
        return Against(display.MISSING, "")
    words = value_words(then.value, then.definition, language, home)
    return Against(words, change_words(now.value, then.value, now.definition, language, home))


def reason_of(figure: Figure, language: Language) -> str:
    """Why a figure has no value; '' where it has one."""
    return "" if figure.value is not None or figure.reason is None else figure.reason.to(language)


def sums_of(figure: Figure, language: Language, home: str) -> tuple[str, str]:
    """Numerator and denominator in words; '' for what a figure has not."""
    above, below = display.sums(figure, language, home)
    return (
        "" if figure.numerator is None or figure.denominator is None else above,
        "" if figure.denominator is None else below,
    )


def axis_words(value: Fraction, trend: Trend, language: Language) -> str:
    """A round value beside the axis of a trend: as short as it can be."""
    if trend.unit is Unit.MONEY:
        words = display.money(value, language, trend.home)
        return words.removesuffix(" 元").removeprefix(f"{trend.home} ")
    if trend.unit is Unit.RATIO:
        return display.percent(value)
    return display.count(value)


# --- since when there are data ------------------------------------------------------------------------------

_FIRST: Mapping[str, tuple[str, str]] = {
    "renewal_collected": ("receipts", "received_day"),
    "upsell_collected": ("receipts", "received_day"),
    "early_collection": ("receipts", "received_day"),
    "non_renewal_reasons": ("contracts", "start_day"),
    "arr_per_csm": ("contracts", "start_day"),
    "executive_reach": ("events", "day"),
    "referral_leads": ("leads", "day"),
    "activity_counts": ("touches", "day"),
    "cadence_kept": ("touches", "day"),
    "travel_days": ("own_time", "day"),
    "sharing_sessions": ("own_time", "day"),
}
"""Sums would be 0 before anything was recorded: by metric the rows whose first day is their beginning."""


class Beginnings:
    """Since when a metric can be told, from the rows of the book; what is not listed says so itself."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[str, str], date | None] = {}

    def _first(self, key: str) -> date | None:
        part, field = _FIRST[key]
        if (part, field) not in self._known:
            rows: Iterable[Any] = getattr(self._facts, part)
            days = [day for row in rows if (day := getattr(row, field)) is not None]
            self._known[part, field] = min(days, default=None)
        return self._known[part, field]

    def gap(self, key: str, period: Period) -> Text | None:
        """Why nothing can be said of a period: it lies before everything that was recorded."""
        if key not in _FIRST:
            return None
        first = self._first(key)
        if first is None:
            return _NO_DATA
        return _NO_DATA_YET.format(day=first) if period.end < first else None

    def known(self, figure: Callable[[], Figure], key: str, period: Period) -> Figure | None:
        """The figure of a period, None where nothing was recorded yet."""
        return None if self.gap(key, period) is not None else figure()
