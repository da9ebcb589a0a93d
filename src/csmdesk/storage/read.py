"""Reading a book: SQL through the driver, returning the plain rows of ``domain.facts``."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from csmdesk.domain import facts as f
from csmdesk.domain.health import HEALTH_RULES, HealthRules, Missing, Rhythm, effective_weights
from csmdesk.domain.health_kinds import DimensionSource, source_of
from csmdesk.domain.health_model import FIRST_VERSION, ModelVersion, bands_of
from csmdesk.storage.driver import Connection

Reading = Callable[[], AbstractContextManager[Connection]]
"""Opens a connection that only reads, for as long as the ``with`` lasts."""


class Source(NamedTuple):
    """How a kind of row is read: its table, and how columns that are no plain numbers or words are typed."""

    row: type[Any]
    table: str
    typed: dict[str, Callable[[Any], Any]]


class Meanings(dict[Any, Any]):
    """What cells mean, each worked out once: a table has far fewer different days than rows."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._read = read

    def __missing__(self, cell: Any) -> Any:
        found = self[cell] = self._read(cell)
        return found


as_day = date.fromisoformat
_moment = datetime.fromisoformat
_ratio = Fraction
SOURCES = {
    "contacts": Source(f.Contact, "contacts", {"executive": bool, "left_day": as_day}),
    "contracts": Source(
        f.Contract,
        "contracts",
        {
            "start_day": as_day,
            "end_day": as_day,
            "signed_day": as_day,
            "lost_day": as_day,
            "recurring": bool,
            "auto_renewal": bool,
        },
    ),
    "renewal_links": Source(f.RenewalLink, "renewal_links", {"inferred": bool}),
    "receipts": Source(f.Receipt, "receipts", {"due_day": as_day, "received_day": as_day, "one_sum": bool}),
    "usage_times": Source(f.UsageTime, "usage_times", {"day": as_day}),
    "modules": Source(f.Module, "modules", {"core": bool}),
    "health_scores": Source(f.HealthScore, "health_scores", {"day": as_day}),
    "health_overrides": Source(f.HealthOverride, "health_overrides", {"day": as_day, "expires_day": as_day}),
    "tickets": Source(f.Ticket, "tickets", {"opened_at": _moment, "due_at": _moment, "resolved_at": _moment}),
    "surveys": Source(f.Survey, "surveys", {"day": as_day}),
    "events": Source(
        f.Event, "events", {"day": as_day, "topic_vote_day": as_day, "paper_hours": _ratio, "rating": _ratio}
    ),
    "attendance": Source(f.Attendance, "attendance", {}),
    "leads": Source(f.Lead, "leads", {"day": as_day}),
    "opportunities": Source(f.Opportunity, "opportunities", {"margin": _ratio, "won_day": as_day}),
    "touches": Source(f.Touch, "touches", {"day": as_day}),
    "workshops": Source(
        f.Workshop,
        "workshops",
        {"day": as_day, "both_signed": bool, "minutes_hours": _ratio, "ticket_hours": _ratio},
    ),
    "war_rooms": Source(
        f.WarRoom, "war_rooms", {"opened_day": as_day, "deadline": as_day, "closed_day": as_day}
    ),
    "tasks": Source(f.Task, "tasks", {"deadline": as_day}),
    "suggestions": Source(f.Suggestion, "suggestions", {"day": as_day}),
    "requests": Source(
        f.Request,
        "requests",
        dict.fromkeys(("needed_day", "confirmed_day", "until_day", "closed_day"), as_day),
    ),
    "own_time": Source(f.OwnTime, "own_time", {"day": as_day}),
    "targets": Source(f.Target, "targets", {"value": _ratio, "node_share": _ratio, "weight": _ratio}),
    "peer_figures": Source(f.PeerFigure, "peer_figures", {"value": _ratio}),
}


TABLES_OF = {
    "accounts": frozenset({"accounts", "account_modules"}),
    "dimension_names": frozenset({"health_dimensions"}),
    "dimension_weights": frozenset({"health_dimensions"}),
    "dimension_sources": frozenset({"health_dimensions"}),
    "health_rules": frozenset({"settings"}),
    "health_version": frozenset({"health_models"}),
    "cadence_days": frozenset({"segments"}),
    "rates": frozenset({"rates"}),
    **{name: frozenset({source.table}) for name, source in SOURCES.items()},
}
"""The tables that each part of the facts is read from; usage is not kept, and so never old."""


def _rows(connection: Connection, source: Source) -> list[Any]:
    """All rows of a table in the order of their key."""
    return typed(connection.execute(f"{select(source)} ORDER BY id"), source)


def select(source: Source) -> str:
    """The statement that reads the columns of a source, without which rows and in which order."""
    return f"SELECT {', '.join(source.row._fields)} FROM {source.table}"


def typed(rows: Iterable[Sequence[Any]], source: Source) -> list[Any]:
    """The rows of a source, each cell in its type."""
    fields: Sequence[str] = source.row._fields
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    if not columns:
        return []
    # Column by column, which keeps the loops out of Python: half a second for a million rows.
    for name, read in source.typed.items():
        place = fields.index(name)
        columns[place] = map(Meanings(read).__getitem__, columns[place])
    return list(map(partial(tuple.__new__, source.row), zip(*columns, strict=True)))


def facts(reading: Reading) -> f.Facts:
    """Everything that the metrics read; usage stays in the book and is read by day when asked for."""
    with reading() as connection:
        return with_usage(reading, {name: part(connection, name) for name in TABLES_OF})


def with_usage(reading: Reading, parts: Mapping[str, Any]) -> f.Facts:
    """The facts of these parts, and of the usage as it is whenever it is asked for."""
    return f.Facts(
        usage_on=lambda day: _usage_on(reading, day),
        usage_days=lambda start, end: _usage_days(reading, start, end),
        last_usage_day=lambda start, end: _last_usage_day(reading, start, end),
        usage_of=lambda account, start, end: _usage_of(reading, account, start, end),
        newest_usage=lambda after, until: _newest_usage(reading, after, until),
        first_usage=lambda: _first_usage(reading),
        **parts,
    )


def part(connection: Connection, name: str) -> Any:
    """One part of the facts (``TABLES_OF`` names them), read now."""
    source = SOURCES.get(name)
    return _OTHERS[name](connection) if source is None else _rows(connection, source)


def accounts_of(connection: Connection, ids: Collection[int]) -> list[f.Account]:
    """Some accounts, in the order of their key; those that do not exist are left out."""
    # The ids as one text: a statement takes only so many parameters.
    return _accounts(connection, "IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(sorted(ids))})


def _accounts(
    connection: Connection, which: str = "NOT NULL", parameters: Mapping[str, str] | None = None
) -> list[f.Account]:
    rows = connection.execute(
        "SELECT account_id, group_concat(module_id) FROM account_modules "
        f"WHERE account_id {which} GROUP BY account_id",
        parameters or {},
    ).fetchall()
    sets = Meanings(lambda ids: frozenset(map(int, ids.split(","))))
    licensed = {account: sets[modules] for account, modules in rows}
    plain = [name for name in f.Account._fields if name != "modules"]
    source = Source(
        f.Account, "accounts", {"handover_day": as_day, "handaway_day": as_day, "activated_day": as_day}
    )
    nothing: frozenset[int] = frozenset()
    found = connection.execute(
        f"SELECT {', '.join(plain)} FROM accounts WHERE id {which} ORDER BY id", parameters or {}
    )
    return typed(((*row, licensed.get(row[0], nothing)) for row in found), source)


def own_weights(connection: Connection) -> dict[int, Fraction | None]:
    """The weight that the user has set of each dimension; None where the default of its name counts."""
    rows = connection.execute("SELECT id, weight FROM health_dimensions").fetchall()
    return {i: None if w is None else Fraction(w) for i, w in rows}


def _weights(connection: Connection) -> dict[int, Fraction]:
    rows = connection.execute("SELECT id, name, weight FROM health_dimensions").fetchall()
    return effective_weights({i: (name, None if w is None else Fraction(w)) for i, name, w in rows})


def _sources(connection: Connection) -> dict[int, DimensionSource]:
    rows = connection.execute("SELECT id, source, numbers FROM health_dimensions").fetchall()
    return {
        i: source_of(kind, {key: Fraction(value) for key, value in json.loads(numbers).items()})
        for i, kind, numbers in rows
    }


def health_rules(connection: Connection) -> HealthRules:
    """The bands, the rule for missing data and the rhythm of scoring."""
    kept = settings(connection)
    own = {key: kept[name] for key, name in HEALTH_SETTINGS.items() if name in kept}
    default = HEALTH_RULES
    return HealthRules(
        bands_of(
            Fraction(str(own.get("red_below", default.bands.red_below))),
            Fraction(str(own.get("green_from", default.bands.green_from))),
        ),
        Missing(own.get("missing", default.missing)),
        Fraction(str(own.get("least", default.least))),
        Rhythm(own.get("rhythm", default.rhythm)),
    )


def health_version(connection: Connection) -> ModelVersion:
    """The version of the health model that is in force."""
    row = connection.execute("SELECT number, day FROM health_models ORDER BY number DESC LIMIT 1").fetchone()
    return FIRST_VERSION if row is None else ModelVersion(row[0], as_day(row[1]))


HEALTH_SETTINGS = {
    "red_below": "health_red_below",
    "green_from": "health_green_from",
    "missing": "health_missing",
    "least": "health_least",
    "rhythm": "health_rhythm",
}
"""Under which key the settings keep each part of the health rules that is not the default."""


def _dimension_names(connection: Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT id, name FROM health_dimensions").fetchall())


def cadence_days(connection: Connection) -> dict[str, int]:
    """The longest gap between touches by segment, where the book sets one."""
    return dict(
        connection.execute(
            "SELECT name, cadence_days FROM segments WHERE cadence_days IS NOT NULL"
        ).fetchall()
    )


def _rates(connection: Connection) -> dict[tuple[str, str], Fraction]:
    rows = connection.execute("SELECT period, currency, rate FROM rates").fetchall()
    return {(period, currency): Fraction(rate) for period, currency, rate in rows}


_OTHERS: Mapping[str, Callable[[Connection], Any]] = {
    "accounts": _accounts,
    "dimension_names": _dimension_names,
    "dimension_weights": _weights,
    "dimension_sources": _sources,
    "health_rules": health_rules,
    "health_version": health_version,
    "cadence_days": cadence_days,
    "rates": _rates,
}


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
    days = Meanings(date.fromordinal)
    return [f.UsageDay(row[0], days[row[1]], *row[2:]) for row in rows]


def _last_usage_day(reading: Reading, start: date, end: date) -> date | None:
    with reading() as connection:
        found = connection.execute(
            "SELECT max(day) FROM usage_days WHERE day BETWEEN ? AND ?", (start.toordinal(), end.toordinal())
        ).fetchone()[0]
    return None if found is None else date.fromordinal(found)


def _usage_of(reading: Reading, account_id: int, start: date, end: date) -> list[f.UsageDay]:
    with reading() as connection:
        rows = connection.execute(
            "SELECT account_id, day, provisioned, active, modules, used, core_used FROM usage_days "
            "WHERE account_id = ? AND day BETWEEN ? AND ? ORDER BY day",
            (account_id, start.toordinal(), end.toordinal()),
        ).fetchall()
    return [f.UsageDay(row[0], date.fromordinal(row[1]), *row[2:]) for row in rows]


def _newest_usage(reading: Reading, after: date, until: date) -> list[f.UsageDay]:
    # Of a group's rows, max() takes the columns beside it from the one that holds it.
    with reading() as connection:
        rows = connection.execute(
            "SELECT account_id, max(day), provisioned, active, modules, used, core_used FROM usage_days "
            "WHERE day > ? AND day <= ? GROUP BY account_id",
            (after.toordinal(), until.toordinal()),
        ).fetchall()
    days = Meanings(date.fromordinal)
    return [f.UsageDay(row[0], days[row[1]], *row[2:]) for row in rows]


def _first_usage(reading: Reading) -> dict[int, date]:
    with reading() as connection:
        rows = connection.execute(
            "SELECT id, (SELECT min(day) FROM usage_days WHERE account_id = accounts.id) FROM accounts"
        ).fetchall()
    return {account: date.fromordinal(day) for account, day in rows if day is not None}


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
