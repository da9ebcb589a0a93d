"""The columns of the contract list: what they say, sort by and copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.calendar.row_words import CalendarWords
from csmdesk.ui.panes.calendar.rows import (
    AMOUNT,
    ANNUAL,
    CODE,
    DAYS,
    DECISION,
    END,
    FORECAST,
    HEALTH,
    PRODUCT,
    SEGMENT,
    STATE,
    TRACK,
    CalendarRow,
)

translate = QCoreApplication.translate

NUMBER_FORMATS: Mapping[str, str] = {
    "days": "0",
    "amount": "#,##0.00",
    "annual": "#,##0.00",
    "health": "0.0",
}
"""How a workbook shows the numbers of a column."""


def calendar_columns(words: CalendarWords) -> list[Column[CalendarRow]]:
    """The columns of the list in the order of the constants of ``rows``."""
    wide = words.language == "en"

    def text(column: int) -> Callable[[CalendarRow], str]:
        return partial(_text, words, column)

    return [
        Column(
            "account",
            translate("CalendarPane", "客户"),
            92,
            attrgetter("source.account"),
            attrgetter("place"),
            tip=words.mark_tip,
            group=True,
        ),
        Column("code", translate("CalendarPane", "合同"), 76, text(CODE), attrgetter("source.code"), rank=5),
        Column(
            "product",
            translate("CalendarPane", "产品"),
            96,
            text(PRODUCT),
            partial(_filled, attrgetter("source.product")),
            rank=9,
            extra=True,
        ),
        Column(
            "segment",
            translate("CalendarPane", "分层"),
            72 if wide else 60,
            text(SEGMENT),
            partial(_filled, attrgetter("segment")),
            rank=8,
            group=True,
            extra=True,
        ),
        Column(
            "end",
            translate("CalendarPane", "到期"),
            60,
            text(END),
            attrgetter("end"),
            right=True,
            rank=6,
            copy=attrgetter("source.end"),
        ),
        Column(
            "decision",
            translate("CalendarPane", "决策日"),
            76,
            text(DECISION),
            attrgetter("decision"),
            right=True,
            copy=attrgetter("source.decision"),
        ),
        Column(
            "days",
            translate("CalendarPane", "距今"),
            96 if wide else 84,
            text(DAYS),
            attrgetter("decision"),
            right=True,
            rank=3,
            copy=_days,
        ),
        Column(
            "amount",
            translate("CalendarPane", "合同额"),
            88,
            text(AMOUNT),
            attrgetter("source.amount_fen"),
            right=True,
            rank=7,
            copy=_amount,
            extra=True,
        ),
        Column(
            "annual",
            translate("CalendarPane", "年化"),
            72,
            text(ANNUAL),
            attrgetter("annual"),
            right=True,
            figure=True,
            copy=attrgetter("source.annual"),
        ),
        Column(
            "health",
            translate("CalendarPane", "健康度"),
            76,
            text(HEALTH),
            attrgetter("health"),
            right=True,
            figure=True,
            rank=2,
            tip=words.health_words,
            copy=attrgetter("source.health"),
            group=True,
        ),
        Column(
            "track",
            translate("CalendarPane", "续约轨道"),
            196 if wide else 156,
            text(TRACK),
            attrgetter("done"),
            rank=4,
            tip=words.track_tip,
        ),
        Column(
            "forecast",
            translate("CalendarPane", "预测"),
            96 if wide else 56,
            text(FORECAST),
            attrgetter("forecast"),
            rank=1,
            tip=words.forecast_tip,
            group=True,
        ),
        Column(
            "state",
            translate("CalendarPane", "状态"),
            72 if wide else 48,
            text(STATE),
            attrgetter("state"),
            rank=10,
            group=True,
            extra=True,
        ),
    ]


def _text(words: CalendarWords, column: int, row: CalendarRow) -> str:
    return words.text(row, column)


def _filled(value: Callable[[CalendarRow], str], row: CalendarRow) -> str | None:
    return value(row) or None


def _days(row: CalendarRow) -> Any:
    return row.days if row.open and not row.source.monthly else None


def _amount(row: CalendarRow) -> Any:
    return Fraction(row.source.amount_fen, 100)
