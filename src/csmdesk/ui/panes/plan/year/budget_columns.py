"""The columns of the budget, and how its cells are written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from csmdesk.services.year_plan_view import BudgetItem
from csmdesk.ui.models.columns import Column
from csmdesk.ui.panes.plan.year.cells import Look
from csmdesk.ui.panes.plan.year.words import MISSING, YearWords, yuan

translate = QCoreApplication.translate

NUMBER_FORMATS = {"unit": "#,##0.00", "planned": "#,##0.00", "spent": "#,##0.00"}


def budget_columns(words: YearWords) -> list[Column[BudgetItem]]:
    """The columns from left to right."""
    return [
        Column(
            "name",
            translate("YearBudget", "名称"),
            140,
            lambda row: row.name,
            lambda row: row.name,
            edit="name",
            stretch=True,
        ),
        Column(
            "month",
            translate("YearBudget", "月份"),
            72,
            lambda row: row.month_words,
            lambda row: row.month,
            edit="month",
            copy=lambda row: row.month,
        ),
        Column(
            "kind",
            translate("YearBudget", "类别"),
            104,
            lambda row: row.kind,
            lambda row: row.kind or None,
            edit="kind",
            rank=3,
        ),
        Column(
            "quantity",
            translate("YearBudget", "数量"),
            64,
            lambda row: row.quantity,
            lambda row: float(row.quantity),
            right=True,
            edit="quantity",
        ),
        Column(
            "unit",
            translate("YearBudget", "单价"),
            92,
            lambda row: MISSING if row.unit_fen is None else words.money(row.unit_fen),
            lambda row: row.unit_fen,
            right=True,
            edit="unit",
            copy=lambda row: yuan(row.unit_fen),
        ),
        Column(
            "planned",
            translate("YearBudget", "计划"),
            100,
            lambda row: words.money(row.planned_fen),
            lambda row: row.planned_fen,
            right=True,
            figure=True,
            copy=lambda row: yuan(row.planned_fen),
        ),
        Column(
            "spent",
            translate("YearBudget", "已花"),
            100,
            lambda row: words.money(row.spent_fen),
            lambda row: row.spent_fen,
            right=True,
            edit="spent",
            copy=lambda row: yuan(row.spent_fen),
        ),
        Column(
            "note",
            translate("YearBudget", "备注"),
            140,
            lambda row: row.note,
            lambda row: row.note or None,
            edit="note",
            rank=4,
        ),
    ]


def look_of(row: Any, column: str) -> Look:
    if column == "name":
        return Look("t1", bold=True)
    if column == "planned":
        return Look("t1", opens=row.from_plan)
    if column == "spent" and row.spent_fen is not None and row.spent_fen > row.planned_fen:
        return Look("redt", shape="red")
    return Look("t3" if row.from_plan and column in ("kind", "quantity", "unit") else "t2")
