"""What is asked for: consultants in time and without clashes, suggestions scored (domain.md, 4, demand)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from csmdesk.domain.demand import clashes
from csmdesk.domain.facts import Request
from csmdesk.domain.text import Text
from csmdesk.domain.todo import Finding, broken_since
from csmdesk.domain.work_rules import RuleKey
from csmdesk.services.todo_rules.ground import Ground


def requests(g: Ground) -> Iterator[Finding]:
    """A solution consultant is confirmed for the day on which one is needed, or earlier."""
    for row in g.basis.facts.requests:
        needed = row.needed_day
        if needed is None or (needed < g.period.start and row.confirmed_day is not None):
            continue
        if row.closed_day is not None and row.closed_day <= min(needed, g.closing):
            continue
        day = g.day(needed)
        yield Finding(
            RuleKey.REQUEST,
            "requests",
            row.id,
            row.account_id,
            case=needed,
            due=needed,
            breach=broken_since(needed, g.closing, row.confirmed_day),
            done=row.confirmed_day is not None or row.closed_day is not None,
            why=Text(f"{_said(row)}，{day} 前要到位", f"{_said(row)}: needed by {day}"),
            counts_on=needed,
            opens=("request", row.id),
        )


def clash(g: Ground) -> Iterator[Finding]:
    """Two requests for the same at the same time: settled before the first day on which both need it."""
    told: set[tuple[int, object]] = set()
    for pair in clashes(g.basis.facts.requests, g.closing):
        last = pair.second
        if pair.day < g.period.start or (last.id, pair.day) in told:
            continue
        told.add((last.id, pair.day))
        over = g.closing >= pair.day
        what = pair.consultant or _skills(last)
        yield Finding(
            RuleKey.CLASH,
            "requests",
            last.id,
            last.account_id,
            case=pair.day,
            due=pair.day - timedelta(days=1),
            breach=pair.day if over else None,
            done=over,
            why=Text(
                f"{g.day(pair.day)} 起 {pair.first.code} 和 {pair.second.code} 都要 {what}",
                f"{pair.first.code} and {pair.second.code} both need {what} from {g.day(pair.day)}",
            ),
            counts_on=pair.day,
            opens=("request", last.id),
        )


def suggestion(g: Ground) -> Iterator[Finding]:
    """Suggestions are scored within ``suggestion_days``: one to-do, for the oldest that is not.

    Those of accounts that are somebody else's by now are not hers to score.
    """
    mine = {None, *(account.id for account in g.basis.owned_accounts(g.closing))} - g.rows.archived
    rows = [row for row in g.rows.unscored if row.day <= g.closing and row.account_id in mine]
    for row in rows:
        put = g.rows.puts.get((RuleKey.SUGGESTION.value, "suggestions", row.id, row.day))
        if put is not None and put.done is not None and put.done <= g.closing:
            continue
        count = len(rows)
        more_zh = f"，共 {count} 条没评" if count > 1 else ""
        more_en = f", {count} in all" if count > 1 else ""
        yield Finding(
            RuleKey.SUGGESTION,
            "suggestions",
            row.id,
            row.account_id,
            case=row.day,
            # Nothing is broken by it: what is past its days is for today.
            due=max(row.day + timedelta(days=g.rules.suggestion_days), g.closing),
            breach=None,
            done=False,
            why=Text(
                f"{g.day(row.day)} 提的 {row.code} 还没评分{more_zh}",
                f"{row.code} of {g.day(row.day)} is not scored yet{more_en}",
            ),
            opens=("suggestion", row.id),
        )
        return


def _said(row: Request) -> str:
    return f"{row.code} {_skills(row)}".strip()


def _skills(row: Request) -> str:
    return " ".join(part for part in (row.industry, row.product) if part)
