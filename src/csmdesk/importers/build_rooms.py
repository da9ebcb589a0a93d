"""War rooms and their tasks: from typed columns to rows."""

from __future__ import annotations

from collections.abc import Sequence

from csmdesk.importers.content import Content
from csmdesk.importers.context import Context
from csmdesk.importers.draft_parts import by_code_or_content, coded, filled, present
from csmdesk.importers.drafts import Draft, rows_of
from csmdesk.importers.typed import Typed


def war_rooms(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """War rooms, found again by their account and the day on which they were opened."""
    drafts = []
    for typed in sheets:
        columns = {"account_id": context.account_codes(typed)}
        columns |= present(
            typed, "opened_day", "fell_day", "goal", "deadline", "cause", "closed_day", "closing_review",
            "closing_cause", "closing_worked", "closing_changes",
        )  # fmt: skip
        drafts.append(Draft(typed, "war_rooms", (), columns))
    content.rows += rows_of(drafts)


def tasks(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Tasks of war rooms; the room is the account's, found or made when the tasks are written."""
    drafts = []
    for typed in sheets:
        columns = coded(typed) | {"account_id": context.account_codes(typed)}
        columns |= present(
            typed, "title", "owner", "acceptance", "deadline", "detail", "link", "created_day",
            "accepted_day", "accepted_by", "room_day",
        )  # fmt: skip
        if "status" in typed.fields:
            columns["status"] = filled(typed, "status", "todo")
        drafts += by_code_or_content(typed, "tasks", columns)
    content.rows += rows_of(drafts)
