"""Cards of war rooms as a table that issue trackers, and csmdesk itself, read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from csmdesk.domain.text import Language, Text
from csmdesk.reports.table_file import Value, write_table
from csmdesk.services.board_view import Card

HEADS = (
    Text("客户", "Account"),
    Text("任务", "Summary"),
    Text("说明", "Description"),
    Text("责任人", "Assignee"),
    Text("截止日期", "Due date"),
    Text("验收标准", "Acceptance criteria"),
    Text("状态", "Status"),
    Text("工单", "Link"),
)
"""What trackers call these columns when they guess them."""


def write_tasks(path: Path, cards: Sequence[Card], columns: Mapping[str, str], language: Language) -> None:
    """Write the cards to ``path`` (.csv or .xlsx); ``columns`` are the names of the board's columns by key.

    Raises UserError for a place that cannot be written.
    """
    rows: list[list[Value]] = [
        [
            card.account,
            card.title,
            card.detail,
            card.owner,
            card.deadline,
            card.acceptance,
            columns.get(card.status, card.status),
            card.link,
        ]
        for card in cards
    ]
    title = Text("作战室任务", "War room tasks").to(language)
    write_table(path, title, [head.to(language) for head in HEADS], rows)
