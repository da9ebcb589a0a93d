"""From typed sheets to everything that is written: each kind in an order in which references are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from csmdesk.importers import (
    build_contracts,
    build_customers,
    build_log,
    build_movements,
    build_plan,
    build_rooms,
    build_targets,
    build_usage,
    build_work,
)
from csmdesk.importers.content import Content
from csmdesk.importers.context import Context
from csmdesk.importers.known import Known
from csmdesk.importers.options import Options
from csmdesk.importers.typed import Typed
from csmdesk.storage import kept_columns

Builder = Callable[[Sequence[Typed], Context, Content], None]

BUILDERS: Mapping[str, Builder] = {
    "segments": build_customers.segments,
    "accounts": build_customers.accounts,
    "contacts": build_customers.contacts,
    "contracts": build_contracts.contracts,
    "mrr_movements": build_movements.movements,
    "invoices": build_contracts.invoices,
    "receipts": build_contracts.receipts,
    "usage": build_usage.usage,
    "usage_times": build_usage.usage_times,
    "health": build_usage.health,
    "dimensions": build_usage.dimensions,
    "tickets": build_work.tickets,
    "surveys": build_work.surveys,
    "events": build_work.events,
    "attendance": build_work.attendance,
    "opportunities": build_work.opportunities,
    "leads": build_work.leads,
    "own_time": build_work.own_time,
    "suggestions": build_work.suggestions,
    "war_rooms": build_rooms.war_rooms,
    "tasks": build_rooms.tasks,
    "workshops": build_work.workshops,
    "touches": build_work.touches,
    "targets": build_targets.targets,
    "peer_figures": build_targets.peer_figures,
    "requests": build_log.requests,
    "cases": build_log.cases,
    "handovers": build_log.handovers,
    "handover_items": build_log.handover_items,
    "plan_items": build_plan.plan_items,
    "budget_lines": build_plan.budget_lines,
}
"""By kind, in the order in which they are read: what is referred to comes before what refers."""


def build(sheets: Sequence[Typed], known: Known, options: Options) -> Content:
    """Check all sheets against each other and the book; problems are left with the sheets.

    Kinds with a required column missing have been told as such and are left out.
    """
    context, content = Context(known, options), Content()
    for kind, builder in BUILDERS.items():
        of_kind = [typed for typed in sheets if typed.kind.name == kind and not typed.fit.missing]
        if of_kind:
            builder(of_kind, context, content)
    for typed in sheets:
        _custom(typed, context, content)
    context.add_new_accounts(content)
    return content


def _custom(typed: Typed, context: Context, content: Content) -> None:
    """Columns that the book has no field for, by the number of their row."""
    columns = [column for column in typed.fit.columns if column.custom]
    if not columns or typed.kind.name not in kept_columns.TABLES:
        return
    codes = typed.fields.get("code")
    if codes is None and typed.kind.name == "accounts":
        codes = [context.accounts.find(name or "") for name in typed.column("name")]
    for code, place in zip(codes or (), typed.places, strict=False):
        if code is not None and not (typed.kind.name == "accounts" and code in context.known.aliases):
            # The row of an account that was merged into another is not read.
            own = context.accounts.find(code) if typed.kind.name == "accounts" else code
            content.custom += (
                (
                    typed.kind.name,
                    own or code,
                    column.custom,
                    typed.sheet.columns[column.index][place].strip(),
                )
                for column in columns
            )
