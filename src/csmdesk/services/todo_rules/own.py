"""What the CSM owes others: the figures of a half year frozen at its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from csmdesk.domain.period import half_year_of
from csmdesk.domain.text import Text
from csmdesk.domain.todo import Finding
from csmdesk.domain.work_rules import RuleKey
from csmdesk.services.todo_rules.ground import Ground

_REMIND_DAYS = 30
"""A half year that was not frozen is called to mind for so many days after its end."""


def reviews(g: Ground) -> Iterator[Finding]:
    """The half year's figures are frozen on its last day."""
    half = half_year_of(g.closing, g.rules.fiscal_start_month)
    for each in (half.shifted(-1), half):
        if each.end < g.closing - timedelta(days=_REMIND_DAYS):
            continue
        yield Finding(
            RuleKey.REVIEW,
            "reviews",
            each.start.year * 100 + each.start.month,
            None,
            case=each.end,
            due=each.end,
            breach=None,
            done=each.name in g.rows.frozen,
            why=Text("期末日。冻结后的更正只显示为差异", "Last day. Later corrections show as differences"),
            action=Text(f"冻结 {each.title.zh}数据", f"Freeze {each.title.en}"),
            opens=("review", 0),
        )
