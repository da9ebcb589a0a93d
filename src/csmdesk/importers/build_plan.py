"""The plan of a year and its budget: from typed columns to rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from csmdesk.domain.period import fiscal_year
from csmdesk.domain.text import Text
from csmdesk.importers.build_contracts import money_and_currency
from csmdesk.importers.content import Content
from csmdesk.importers.context import Context
from csmdesk.importers.draft_parts import account_if_named, filled, present
from csmdesk.importers.drafts import Draft, rows_of
from csmdesk.importers.typed import Typed


def plan_items(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """What is planned for the days of a year. What a file plans was planned by somebody: a new drawing
    keeps it unless the file says that a drawing made it."""
    drafts = []
    for typed in sheets:
        days = typed.fields["day"]
        columns: dict[str, list[Any]] = {"year": _years(typed, days, context)}
        columns |= present(typed, "slot", "title", "day", "last_day", "since", "done_day", "note")
        columns |= account_if_named(typed, context)
        if "contract" in typed.fields:
            columns["contract_id"] = context.contract_codes(typed)
        fresh: dict[str, list[Any]] = {}
        if "kind" in typed.fields:
            columns["kind"] = filled(typed, "kind", "other")
        else:
            fresh["kind"] = ["other"] * typed.count
        for name in ("minutes", "dropped"):
            if name in typed.fields:
                columns[name] = filled(typed, name, 0)
        if "own" in typed.fields:
            columns["own"] = filled(typed, "own", 0)
        else:
            fresh["own"] = [1] * typed.count
        _money(typed, ("cost", "spent"), context, columns, fresh)
        drafts.append(Draft(typed, "plan_items", (), columns, fresh))
    content.rows += rows_of(drafts)


def budget_lines(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Money planned for a year beside what its items cost."""
    drafts = []
    for typed in sheets:
        months = typed.fields["month"]
        wrong = [at for at, month in enumerate(months) if month is not None and month[4:5] != "-"]
        typed.problem_each(NO_MONTH, "month", wrong)
        firsts = [
            None if month is None or month[4:5] != "-" else date.fromisoformat(f"{month}-01")
            for month in months
        ]
        columns: dict[str, list[Any]] = {"year": _years(typed, firsts, context), "month": months}
        columns |= present(typed, "name", "kind", "note")
        if "quantity" in typed.fields:
            columns["quantity"] = filled(typed, "quantity", "1")
        fresh: dict[str, list[Any]] = {}
        _money(typed, ("unit", "spent"), context, columns, fresh)
        drafts.append(Draft(typed, "budget_lines", (), columns, fresh))
    content.rows += rows_of(drafts)


def _years(typed: Typed, days: Sequence[date | None], context: Context) -> list[int | None]:
    """The fiscal year of each row, as the file says, else by its day."""
    starts = context.known.fiscal_start
    return [
        year if year is not None or day is None else fiscal_year(day, starts)
        for year, day in zip(typed.column("year"), days, strict=True)
    ]


def _money(
    typed: Typed,
    names: tuple[str, str],
    context: Context,
    columns: dict[str, list[Any]],
    fresh: dict[str, list[Any]],
) -> None:
    """What is planned, 0 where nothing is said, and what was spent, in one currency."""
    planned, spent = names
    money_and_currency(typed, planned, f"{planned}_fen", context, columns, fresh)
    if planned in typed.fields:
        columns[f"{planned}_fen"] = [fen or 0 for fen in columns[f"{planned}_fen"]]
    if spent in typed.fields:
        columns["spent_fen"] = [None if money is None else money.fen for money in typed.fields[spent]]


NO_MONTH = Text("“{value}”不是月份（如 2024-05）", "“{value}” is not a month (2024-05)")
