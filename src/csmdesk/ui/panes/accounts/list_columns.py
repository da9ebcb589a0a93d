"""The columns of the account list: what they say, sort by and copy, and which field they edit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.models.table import Column
from csmdesk.ui.panes.accounts.row_words import AccountWords
from csmdesk.ui.panes.accounts.rows import (
    ANNUAL,
    CADENCE,
    CONTRACTS,
    COVERAGE,
    DAYS,
    DECISION,
    DEPTH,
    HEALTH,
    TOUCH,
    AccountRow,
)

translate = QCoreApplication.translate

SPARK_LEFT = 20
"""The curve stands so far in from the left edge of its column."""

NUMBER_FORMATS: Mapping[str, str] = {
    "annual": "#,##0.00",
    "health": "0.0",
    "trend": "+0.0;-0.0;0.0",
    "days": "0",
    "cadence": "0",
    "coverage": "0%",
    "contracts": "0",
    "depth": "0.0%",
}
"""How a workbook shows the numbers of a column."""


def account_columns(words: AccountWords) -> list[Column[AccountRow]]:
    """The columns of the list in the order of the constants of ``rows``."""

    wide = words.language == "en"

    def text(column: int) -> Callable[[AccountRow], str]:
        return partial(_figure, words, column)

    def stored(key: str, head: str, width: int, rank: int) -> Column[AccountRow]:
        value = attrgetter(f"source.{key}")
        return Column(
            key, head, width, value, partial(_word, value), rank=rank, edit=key, group=True, extra=True
        )

    return [
        Column(
            "name",
            translate("AccountsPane", "客户", "column head"),
            112,
            attrgetter("name"),
            attrgetter("place"),
            tip=_name_tip,
            edit="name",
        ),
        Column(
            "code",
            translate("AccountsPane", "编号"),
            72,
            attrgetter("source.code"),
            attrgetter("source.code"),
            rank=6,
            edit="code",
            extra=True,
        ),
        Column(
            "segment",
            translate("AccountsPane", "分层"),
            60,
            attrgetter("segment"),
            _segment_order,
            rank=3,
            tip=words.segment_tip,
            edit="segment",
            group=True,
        ),
        stored("stage", translate("AccountsPane", "阶段"), 80 if wide else 64, 7),
        stored("owner", translate("AccountsPane", "负责人"), 80 if wide else 64, 8),
        stored("industry", translate("AccountsPane", "行业"), 80 if wide else 64, 9),
        stored("city", translate("AccountsPane", "城市"), 72 if wide else 56, 10),
        Column(
            "annual",
            translate("AccountsPane", "年化"),
            76,
            text(ANNUAL),
            attrgetter("annual"),
            right=True,
            figure=True,
            copy=_annual,
        ),
        Column(
            "health",
            translate("AccountsPane", "健康度"),
            80,
            text(HEALTH),
            attrgetter("health"),
            right=True,
            figure=True,
            tip=words.health_tip,
            copy=_of_line("health"),
            group=True,
        ),
        Column(
            "coverage",
            translate("AccountsPane", "覆盖"),
            72 if wide else 56,
            text(COVERAGE),
            attrgetter("coverage"),
            right=True,
            rank=12,
            tip=partial(_constant_tip, translate("AccountsPane", "健康度有分的维度所占的权重")),
            copy=_of_line("coverage"),
            extra=True,
        ),
        Column(
            "trend",
            translate("AccountsPane", "半年走势"),
            96,
            _no_words,
            attrgetter("trend"),
            rank=5,
            indent=SPARK_LEFT,
            copy=_trend,
        ),
        Column(
            "decision",
            translate("AccountsPane", "决策日"),
            76,
            text(DECISION),
            attrgetter("decision"),
            right=True,
            figure=True,
            copy=_of_line("decision_day"),
        ),
        Column(
            "days",
            translate("AccountsPane", "距今"),
            100 if wide else 84,
            text(DAYS),
            attrgetter("decision"),
            right=True,
            rank=2,
            copy=partial(_days, words),
        ),
        Column(
            "touch",
            translate("AccountsPane", "触达"),
            92 if wide else 72,
            text(TOUCH),
            attrgetter("touch"),
            right=True,
            figure=True,
            rank=4,
            copy=_of_line("last_touch"),
        ),
        Column(
            "cadence",
            translate("AccountsPane", "节奏(天)"),
            88 if wide else 68,
            text(CADENCE),
            _of_line("cadence_days"),
            right=True,
            rank=11,
            copy=_of_line("cadence_days"),
            extra=True,
        ),
        Column(
            "contracts",
            translate("AccountsPane", "合同数"),
            76 if wide else 60,
            text(CONTRACTS),
            attrgetter("contracts"),
            right=True,
            rank=13,
            tip=partial(_constant_tip, translate("AccountsPane", "计入年化的合同")),
            copy=_of_line("contracts"),
            extra=True,
        ),
        Column(
            "depth",
            translate("AccountsPane", "使用深度"),
            88 if wide else 72,
            text(DEPTH),
            attrgetter("depth"),
            right=True,
            rank=14,
            tip=partial(
                _constant_tip, translate("AccountsPane", "活跃账号 ÷ 开通账号，取期内最后一个有数据的日子")
            ),
            copy=_of_line("depth"),
            extra=True,
        ),
    ]


@cache
def _segment_places() -> Mapping[str, int]:
    # Not before the first paint, which sorts by days.
    from csmdesk.domain.fields import SEGMENTS

    return {segment: place for place, segment in enumerate(SEGMENTS)}


def segment_place(segment: str) -> tuple[int, str]:
    """Where a segment stands among the others: the standard ones in their order, then by name."""
    places = _segment_places()
    return (places.get(segment, len(places)), segment)


def _segment_order(row: AccountRow) -> Any:
    segment = row.segment
    return segment_place(segment) if segment else None


def _word(value: Callable[[AccountRow], str], row: AccountRow) -> str | None:
    return value(row) or None


def _figure(words: AccountWords, column: int, row: AccountRow) -> str:
    return words.text(row, column)


def _no_words(_: AccountRow) -> str:
    return ""


def _name_tip(row: AccountRow) -> str:
    return f"{row.name}  {row.source.code}"


def _constant_tip(sentence: str, _: AccountRow) -> str:
    return sentence


def _of_line(field: str) -> Callable[[AccountRow], Any]:
    value = attrgetter(field)

    def read(row: AccountRow) -> Any:
        return None if row.line is None else value(row.line)

    return read


def _annual(row: AccountRow) -> Any:
    return None if row.line is None else row.line.arr_fen / 100


def _trend(row: AccountRow) -> Any:
    points = row.line.health_points if row.line is not None else ()
    return points[-1][1] - points[0][1] if len(points) > 1 else None


def _days(words: AccountWords, row: AccountRow) -> Any:
    return None if row.decision is None else row.decision - words.closing.toordinal()
