"""Accounts that sales hand over: accepted as a whole by the day that was agreed (domain.md, section 4)."""

from __future__ import annotations

from collections.abc import Iterator

from csmdesk.domain.text import Text
from csmdesk.domain.todo import Finding, broken_since
from csmdesk.domain.work_rules import RuleKey
from csmdesk.services.todo_rules.ground import Ground


def handover(g: Ground) -> Iterator[Finding]:
    """A handover is accepted by its due day; what is open of its checklist is said."""
    for row in g.rows.handovers:
        accepted = row.accepted if row.accepted is not None and row.accepted <= g.closing else None
        if row.day > g.closing or (accepted is not None and row.due < g.period.start):
            continue
        left = row.items - row.done
        day = g.day(row.due)
        if left:
            why = Text(
                f"{day} 前接收，清单还差 {left}/{row.items}", f"by {day}, {left} of {row.items} items open"
            )
        else:
            why = Text(f"{day} 前接收，清单已齐", f"by {day}, every item is done")
        yield Finding(
            RuleKey.HANDOVER,
            "handovers",
            row.id,
            row.account_id,
            case=row.day,
            due=row.due,
            breach=broken_since(row.due, g.closing, accepted),
            done=accepted is not None,
            why=why,
            counts_on=row.due,
            opens=("handover", row.id),
        )
