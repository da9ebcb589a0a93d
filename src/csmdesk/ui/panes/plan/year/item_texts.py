"""What stands in the fields of items to be changed, and what of them cannot be."""

from __future__ import annotations

from typing import Any

from csmdesk.domain.amounts import typed_fen
from csmdesk.domain.text import Language, Text
from csmdesk.domain.year_plan import NAMES

ACCOUNT_FIXED = Text(
    "已有的安排不能换客户：取消它，再新建一项。",
    "The account of an item cannot be changed: strike it out and add another.",
)


def typed(language: Language, item: Any, field: str) -> str:
    """The text of a field; read again it is the same."""
    if field == "day":
        return str(item.day.isoformat())
    if field == "kind":
        return NAMES[item.kind].to(language)
    if field == "cost":
        return typed_fen(item.cost_fen)
    if field == "spent":
        return "" if item.spent_fen is None else typed_fen(item.spent_fen)
    return str(getattr(item, field))


def fixed(_item: Any, field: str) -> Text | None:
    """Why a field cannot be changed; None when it can."""
    return ACCOUNT_FIXED if field == "account" else None
