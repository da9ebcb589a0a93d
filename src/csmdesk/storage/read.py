"""Reading a book: SQL through the driver, returning the plain rows of ``domain.facts``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from csmdesk.domain import facts as f
from csmdesk.domain.health import effective_weights
from csmdesk.storage.driver import Connection

Reading = Callable[[], AbstractContextManager[Connection]]
"""Opens a connection that only reads, for as long as the ``with`` lasts."""

R = TypeVar("R", bound=tuple[Any, ...])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _ratio(text: str) -> Fraction:
    return Fraction(text)


class _Source(NamedTuple):
    """How a kind of row is read: its table, and how columns that are no plain numbers or words are typed."""

    row: type[Any]
    table: str
    typed: dict[str, Callable[[Any], Any]]


_DAY = date.fromisoformat
_SOURCES = {
    "contacts": _Source(f.Contact, "contacts", {"executive": bool, "left_day": _DAY}),
    "contracts": _Source(
        f.Contract,
        "contracts",
        {
            "start_day": _DAY,
            "end_day": _DAY,
            "signed_day": _DAY,
            "lost_day": _DAY,
            "recurring": bool,
            "auto_renewal": bool,
        },
    ),
    "renewal_links": _Source(f.RenewalLink, "renewal_links", {"inferred": bool}),
    "receipts": _Source(f.Receipt, "receipts", {"due_day": _DAY, "received_day": _DAY, "one_sum": bool}),
    "usage_times": _Source(f.UsageTime, "usage_times", {"day": _DAY}),
    "modules": _Source(f.Module, "modules", {"core": bool}),
    "health_scores": _Source(f.HealthScore, "health_scores", {"day": _DAY}),
    "health_overrides": _Source(f.HealthOverride, "health_overrides", {"day": _DAY, "expires_day": _DAY}),
    "tickets": _Source(
        f.Ticket, "tickets", {"opened_at": _moment, "due_at": _moment, "resolved_at": _moment}
    ),
    "surveys": _Source(f.Survey, "surveys", {"day": _DAY}),
    "events": _Source(
        f.Event, "events", {"day": _DAY, "topic_vote_day": _DAY, "paper_hours": _ratio, "rating": _ratio}
    ),
    "attendance": _Source(f.Attendance, "attendance", {}),
    "leads": _Source(f.Lead, "leads", {"day": _DAY}),
    "opportunities": _Source(f.Opportunity, "opportunities", {"margin": _ratio, "won_day": _DAY}),
    "touches": _Source(f.Touch, "touches", {"day": _DAY}),
    "workshops": _Source(
        f.Workshop,
        "workshops",
        {"day": _DAY, "both_signed": bool, "minutes_hours": _ratio, "ticket_hours": _ratio},
    ),
    "war_rooms": _Source(f.WarRoom, "war_rooms", {"opened_day": _DAY, "deadline": _DAY, "closed_day": _DAY}),
    "tasks": _Source(f.Task, "tasks", {"deadline": _DAY}),
    "suggestions": _Source(f.Suggestion, "suggestions", {"day": _DAY}),
    "own_time": _Source(f.OwnTime, "own_time", {"day": _DAY}),
    "targets": _Source(f.Target, "targets", {"value": _ratio, "node_share": _ratio}),
    "peer_figures": _Source(f.PeerFigure, "peer_figures", {"value": _ratio}),
}


def _rows(connection: Connection, source: _Source) -> list[Any]:
    """All rows of a table in the order of their key."""
    fields: Sequence[str] = source.row._fields
    rows = connection.execute(f"SELECT {', '.join(fields)} FROM {source.table} ORDER BY id").fetchall()
    typed = [(fields.index(name), read) for name, read in source.typed.items()]
    if not typed:
        return [source.row._make(row) for row in rows]
    made = []
    for row in rows:
        values = list(row)
        for place, read in typed:
            if values[place] is not None:
                values[place] = read(values[place])
        made.append(source.row._make(values))
    return made


def facts(reading: Reading) -> f.Facts:
    """Everything that the metrics read; usage stays in the book and is read by day when asked for."""
    with reading() as connection:
        rows = {name: _rows(connection, source) for name, source in _SOURCES.items()}
        return f.Facts(
            accounts=_accounts(connection),
            dimension_names=dict(connection.execute("SELECT id, name FROM health_dimensions").fetchall()),
            dimension_weights=_weights(connection),
            cadence_days=dict(
                connection.execute(
                    "SELECT name, cadence_days FROM segments WHERE cadence_days IS NOT NULL"
                ).fetchall()
            ),
            rates={
                (period, currency): Fraction(rate)
                for period, currency, rate in connection.execute(
                    "SELECT period, currency, rate FROM rates"
                ).fetchall()
            },
            usage_on=lambda day: _usage_on(reading, day),
            usage_days=lambda start, end: _usage_days(reading, start, end),
            last_usage_day=lambda start, end: _last_usage_day(reading, start, end),
            **rows,
        )


def _accounts(connection: Connection) -> list[f.Account]:
    licensed: dict[int, set[int]] = defaultdict(set)
    for account, module in connection.execute("SELECT account_id, module_id FROM account_modules").fetchall():
        licensed[account].add(module)
    source = _Source(
        f.Account, "accounts", {"handover_day": _DAY, "handaway_day": _DAY, "activated_day": _DAY}
    )
    plain = [name for name in f.Account._fields if name != "modules"]
    made = []
    for row in connection.execute(f"SELECT {', '.join(plain)} FROM accounts ORDER BY id").fetchall():
        values = dict(zip(plain, row, strict=True))
        for name, read in source.typed.items():
            if values[name] is not None:
                values[name] = read(values[name])
        made.append(f.Account(**values, modules=frozenset(licensed[row[0]])))
    return made


def _weights(connection: Connection) -> dict[int, Fraction]:
    rows = connection.execute("SELECT id, name, weight FROM health_dimensions").fetchall()
    return effective_weights({i: (name, None if w is None else Fraction(w)) for i, name, w in rows})


def _usage_on(reading: Reading, day: date) -> list[f.UsageRow]:
    # The facts' key starts with account and module: look the day up under the accounts of the roll-up.
    with reading() as connection:
        rows = connection.execute(
            "SELECT u.account_id, u.module_id, u.provisioned, u.active FROM usage_days d "
            "CROSS JOIN modules m CROSS JOIN usage u "
            "ON u.account_id = d.account_id AND u.module_id = m.id AND u.day = d.day WHERE d.day = ? "
            "ORDER BY u.account_id, u.module_id",
            (day.toordinal(),),
        ).fetchall()
    return [
        f.UsageRow(account, module, day, provisioned, active) for account, module, provisioned, active in rows
    ]


def _usage_days(reading: Reading, start: date, end: date) -> list[f.UsageDay]:
    with reading() as connection:
        rows = connection.execute(
            "SELECT account_id, day, provisioned, active, modules, used, core_used FROM usage_days "
            "WHERE day BETWEEN ? AND ? ORDER BY day, account_id",
            (start.toordinal(), end.toordinal()),
        ).fetchall()
    return [f.UsageDay(row[0], date.fromordinal(row[1]), *row[2:]) for row in rows]


def _last_usage_day(reading: Reading, start: date, end: date) -> date | None:
    with reading() as connection:
        found = connection.execute(
            "SELECT max(day) FROM usage_days WHERE day BETWEEN ? AND ?", (start.toordinal(), end.toordinal())
        ).fetchone()[0]
    return None if found is None else date.fromordinal(found)


def settings(connection: Connection) -> dict[str, Any]:
    """The user's settings: JSON values by key, decimals exact."""
    rows = connection.execute("SELECT key, value FROM settings").fetchall()
    return {key: json.loads(value, parse_float=Decimal) for key, value in rows}


def review_texts(connection: Connection, period: str) -> dict[str, str]:
    """What the CSM has written for the period's review, by place."""
    return dict(
        connection.execute(
            "SELECT place, body FROM review_texts JOIN reviews ON reviews.id = review_id WHERE period = ?",
            (period,),
        ).fetchall()
    )


def last_day_with_data(connection: Connection) -> date | None:
    """The newest day on which anything happened in the book, to choose a period to begin with."""
    days = [
        connection.execute(f"SELECT max({column}) FROM {table}").fetchone()[0]
        for table, column in (
            ("receipts", "received_day"),
            ("touches", "day"),
            ("health_scores", "day"),
            ("surveys", "day"),
        )
    ]
    known = [date.fromisoformat(day) for day in days if day]
    usage = connection.execute("SELECT max(day) FROM usage_days").fetchone()[0]
    if usage is not None:
        known.append(date.fromordinal(usage))
    return max(known, default=None)
