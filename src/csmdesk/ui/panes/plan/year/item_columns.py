"""The columns of the list of items."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from csmdesk.services.year_plan_view import ItemState, PlanItem
from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.plan.year.cells import Look
from csmdesk.ui.panes.plan.year.words import MISSING, SHAPES, YearWords, yuan

translate = QCoreApplication.translate

NUMBER_FORMATS = {"minutes": "0", "cost": "#,##0.00", "spent": "#,##0.00"}
"""How a workbook shows the numbers of a column."""

_STATES = list(ItemState)


def item_columns(words: YearWords) -> list[Column[PlanItem]]:
    """The columns from left to right; the head of each is what a pasted block may name it by."""
    wide = words.language == "en"
    return [
        Column(
            "account",
            translate("YearItems", "客户"),
            120,
            lambda item: item.account or MISSING,
            lambda item: item.account or None,
            tip=words.tip,
            copy=lambda item: item.account,
            edit="account",
        ),
        Column(
            "title",
            translate("YearItems", "内容"),
            176 if wide else 140,
            lambda item: item.words,
            lambda item: item.words,
            edit="title",
            stretch=True,
            tip=words.tip,
        ),
        Column(
            "kind",
            translate("YearItems", "类型"),
            108 if wide else 84,
            words.kind,
            lambda item: item.kind.value,
            edit="kind",
            rank=5,
        ),
        Column(
            "day",
            translate("YearItems", "日期"),
            100 if wide else 92,
            words.item_day,
            lambda item: item.day.toordinal(),
            edit="day",
            copy=lambda item: item.day,
            tip=words.tip,
        ),
        Column(
            "last",
            translate("YearItems", "最晚"),
            64,
            lambda item: words.short(item.last_day) if item.last_day is not None else "",
            lambda item: None if item.last_day is None else item.last_day.toordinal(),
            right=True,
            rank=7,
            copy=lambda item: item.last_day,
        ),
        Column(
            "minutes",
            translate("YearItems", "分钟"),
            64,
            lambda item: str(item.minutes),
            lambda item: item.minutes,
            right=True,
            edit="minutes",
            rank=4,
            copy=lambda item: item.minutes,
        ),
        Column(
            "cost",
            translate("YearItems", "费用"),
            84,
            words.cost,
            lambda item: item.cost_fen,
            right=True,
            edit="cost",
            rank=3,
            copy=lambda item: yuan(item.cost_fen),
        ),
        Column(
            "spent",
            translate("YearItems", "已花"),
            84,
            lambda item: "" if item.spent_fen is None else words.money(item.spent_fen),
            lambda item: item.spent_fen,
            right=True,
            edit="spent",
            rank=8,
            copy=lambda item: yuan(item.spent_fen),
        ),
        Column(
            "state",
            translate("YearItems", "状态"),
            128 if wide else 112,
            words.state,
            lambda item: _STATES.index(item.state),
        ),
        Column(
            "note",
            translate("YearItems", "备注"),
            120,
            lambda item: item.note,
            lambda item: item.note or None,
            edit="note",
            rank=6,
            tip=lambda item: item.note,
        ),
    ]


def look_of(item: Any, column: str) -> Look:
    """How a cell of an item is written."""
    over = item.state in (ItemState.DROPPED, ItemState.VOID)
    if column == "account":
        return Look("t3" if over or not item.account else "t1", bold=bool(item.account))
    if column == "state":
        role = {ItemState.MISSED: "redt", ItemState.DONE: "greent"}.get(item.state, "t3" if over else "t2")
        if item.state is ItemState.PLANNED and item.late:
            return Look("ambert", shape="yellow")
        return Look(role, shape=SHAPES[item.state])
    if column in ("day", "title"):
        return Look("t3" if over else "t1")
    return Look("t3" if over else "t2")
