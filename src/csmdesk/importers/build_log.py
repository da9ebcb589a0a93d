"""Requests for consultants, cases, handovers and their checklists: from typed columns to rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csmdesk.importers.content import Content
from csmdesk.importers.context import Context
from csmdesk.importers.draft_parts import account_if_named, coded, present
from csmdesk.importers.drafts import Draft, rows_of
from csmdesk.importers.typed import Typed


def requests(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Requests for a solution consultant; one for a company that is no account yet names none."""
    drafts = []
    for typed in sheets:
        columns = coded(typed) | account_if_named(typed, context)
        columns |= present(
            typed, "industry", "product", "day", "needed_day", "until_day", "consultant", "confirmed_day",
            "closed_day", "note",
        )  # fmt: skip
        drafts.append(Draft(typed, "requests", ("code",), columns))
    content.rows += rows_of(drafts)


def cases(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Customers' cases given to pre-sales."""
    drafts = []
    for typed in sheets:
        columns = coded(typed) | {"account_id": context.account_codes(typed)}
        columns |= present(typed, "day", "title", "given_to", "permission", "permission_day", "note")
        if "opportunity" in typed.fields:
            columns["opportunity_id"] = context.opportunity_codes(typed)
        drafts.append(Draft(typed, "cases", ("code",), columns))
    content.rows += rows_of(drafts)


def handovers(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Accounts that sales hand over."""
    drafts = []
    for typed in sheets:
        columns = coded(typed) | {"account_id": context.account_codes(typed)}
        columns |= present(
            typed, "from_owner", "day", "due_day", "accepted_day", "accepted_by", "note"
        )  # fmt: skip
        drafts.append(Draft(typed, "handovers", ("code",), columns))
    rows = rows_of(drafts)
    for each in rows:
        at = each.columns.index("code")
        for row in each.data:
            context.handovers.add(row[at])
    content.rows += rows


def handover_items(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """The checklists of handovers, in the order of their rows."""
    drafts = []
    for typed in sheets:
        columns: dict[str, list[Any]] = {"handover_id": context.handover_codes(typed)}
        columns |= present(
            typed, "name", "owner", "due_day", "done_day", "accepted_day", "accepted_by", "note"
        )  # fmt: skip
        places = {"position": list(range(1, typed.count + 1))}
        drafts.append(Draft(typed, "handover_items", (), columns, places))
    content.rows += rows_of(drafts)
