"""Movements of monthly recurring revenue, and its level month by month: made into contracts.

Each span of time in which an account's MRR stays the same becomes one contract; the next span renews it, so
that growth, shrinking and loss come out as the movements said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.importers.build_contracts import amount_over_term
from csmdesk.importers.content import Content, Link
from csmdesk.importers.context import Context
from csmdesk.importers.drafts import Rows
from csmdesk.importers.known import KnownContract
from csmdesk.importers.typed import Typed

_LESS = frozenset({"contraction", "churn"})
_Key = tuple[str, str, str]
"""Account, product, currency."""


@dataclass(frozen=True)
class Span:
    """Days on which an account's MRR was the same: ``end`` None while it lasts; ``mrr`` is fen a month."""

    start: date
    end: date | None
    mrr: int


def movements(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """Contracts of all sheets of movements, with their renewal links."""
    columns = (
        "code", "account_id", "start_day", "end_day", "kind", "product", "annual_fen", "amount_fen",
        "currency", "billing", "lost_day",
    )  # fmt: skip
    data: list[tuple[Any, ...]] = []
    for typed in sheets:
        levels = _levels(typed, context)
        made = 0
        for (account, product, currency), steps in levels.items():
            before: tuple[str, Span] | None = None
            spans = spans_of(steps)
            for place, span in enumerate(spans):
                code = _code(account, product, currency, span.start)
                follows = before is not None and before[1].end == span.start - timedelta(days=1)
                # Where nothing follows on the next day, what ended was lost.
                goes_on = (
                    place + 1 < len(spans)
                    and span.end is not None
                    and spans[place + 1].start == span.end + timedelta(days=1)
                )
                lost = None if span.end is None or goes_on else span.end.isoformat()
                end = None if span.end is None else span.end.isoformat()
                kind = "renewal" if follows else "new"
                amount = amount_over_term(span.mrr * 12, span.start, span.end)
                data.append(
                    (code, account, span.start.isoformat(), end, kind, product, span.mrr * 12, amount,
                     currency, "monthly", lost)
                )  # fmt: skip
                context.contracts[code] = KnownContract(
                    account, kind, span.start, span.end, amount, currency, True
                )
                if follows and before is not None:
                    content.links.append(Link(before[0], code, inferred=False))
                    content.linked |= {code}
                before = code, span
                made += 1
        typed.problem(MADE.format(rows=typed.count, contracts=made), error=False)
    if data:
        content.rows.append(Rows("contracts", ("code",), columns, (), tuple(data)))


def spans_of(steps: Sequence[tuple[date, int]]) -> list[Span]:
    """The spans of the same level of ``steps``: (day from which, fen a month), in order; 0 ends a span."""
    found: list[Span] = []
    for place, (day, mrr) in enumerate(steps):
        later = steps[place + 1][0] if place + 1 < len(steps) else None
        end = None if later is None else later - timedelta(days=1)
        if mrr <= 0:
            continue
        last = found[-1] if found else None
        if last is not None and last.mrr == mrr and last.end == day - timedelta(days=1):
            found[-1] = Span(last.start, end, mrr)
        else:
            found.append(Span(day, end, mrr))
    return found


def _code(account: str, product: str, currency: str, start: date) -> str:
    """A number that stays the same when a later file carries the movements on."""
    rest = hashlib.sha256(f"{account}\n{product}\n{currency}".encode()).hexdigest()[:6].upper()
    return f"MRR-{start:%Y%m%d}-{rest}"


def _levels(typed: Typed, context: Context) -> dict[_Key, list[tuple[date, int]]]:
    """The level from each day on, by account and product; problems are left with the sheet."""
    owners = context.account_codes(typed)
    default = typed.sheet.currency or context.options.usual_currency
    rows: dict[_Key, list[tuple[date, int, int]]] = {}
    whole = "mrr" in typed.fields
    missing: list[int] = []
    cells = zip(
        owners, typed.fields["day"], typed.column("mrr"), typed.column("change"),
        typed.column("movement", ""), typed.column("product", ""), typed.column("currency", ""), strict=True,
    )  # fmt: skip
    for at, (owner, day, mrr, change, movement, product, currency) in enumerate(cells):
        if owner is None or day is None:
            continue
        money = mrr if whole else change
        if money is None:
            if movement == "churn":
                amount = 0
            else:
                missing.append(at)
                continue
        else:
            amount = money.fen
        if whole and movement == "churn":
            amount = 0
        elif not whole and movement in _LESS:
            # Some systems write what was lost as a plain number.
            amount = -abs(amount)
        said = currency or (money.currency if money is not None else "") or default
        rows.setdefault((owner, product, said), []).append((day, amount, at))
    typed.problem_each(NO_MRR, "mrr" if whole else "change", missing)
    result: dict[_Key, list[tuple[date, int]]] = {}
    last_day = max((day for found in rows.values() for day, _, _ in found), default=None)
    every_month = whole and _is_monthly(rows)
    for key, found in rows.items():
        found.sort(key=lambda row: row[0])
        steps = _of_levels(typed, found) if whole else _of_changes(typed, found)
        if every_month and last_day is not None:
            steps = _ended(steps, {day for day, _, _ in found}, last_day)
        result[key] = steps
    return result


def _of_levels(typed: Typed, found: Sequence[tuple[date, int, int]]) -> list[tuple[date, int]]:
    steps: dict[date, int] = {}
    twice = []
    for day, amount, at in found:
        if steps.setdefault(day, amount) != amount:
            twice.append(at)
    typed.problem_each(TWO_LEVELS, "mrr", twice)
    return list(steps.items())


def _of_changes(typed: Typed, found: Sequence[tuple[date, int, int]]) -> list[tuple[date, int]]:
    level = 0
    steps: dict[date, int] = {}
    below = []
    for day, amount, at in found:
        level += amount
        steps[day] = max(level, 0)
        if level < 0:
            below.append(at)
            level = 0
    typed.problem_each(BELOW_NOTHING, "change", below, error=False)
    return list(steps.items())


def _is_monthly(rows: dict[_Key, list[tuple[date, int, int]]]) -> bool:
    """Whether the table says every account's level every month: then a month without a row is a loss."""
    days = {day for found in rows.values() for day, _, _ in found}
    if len(days) < 2 or any(day.day != 1 for day in days):
        return False
    return sum(len(found) for found in rows.values()) >= 0.5 * len(days) * len(rows)


def _ended(steps: list[tuple[date, int]], months: set[date], last: date) -> list[tuple[date, int]]:
    result: list[tuple[date, int]] = []
    for day, mrr in steps:
        if result and _next(result[-1][0]) < day and result[-1][1] > 0:
            result.append((_next(result[-1][0]), 0))
        result.append((day, mrr))
    if result and result[-1][0] < last and result[-1][1] > 0 and _next(result[-1][0]) not in months:
        result.append((_next(result[-1][0]), 0))
    return result


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


MADE = Text(
    "{rows} 行 MRR 变动化为 {contracts} 份合同：MRR 不变的一段是一份，下一段续签上一段",
    "{rows} movements of MRR become {contracts} contracts: a span of the same MRR each, renewed by the next",
)
NO_MRR = Text("缺少 MRR", "the MRR is missing")
TWO_LEVELS = Text("“{value}”与同一天的另一行不一致", "“{value}” and another row of the same day disagree")
BELOW_NOTHING = Text(
    "减去“{value}”后 MRR 低于 0，按 0 计", "with “{value}” the MRR is below 0: it is taken as 0"
)
