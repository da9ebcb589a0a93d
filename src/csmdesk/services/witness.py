"""The rows behind a figure in words, for the evidence panel, the appendix and ``metrics --explain``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, NamedTuple

from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.figure import Figure, Key
from csmdesk.services.place import Place

Side = Literal["numerator", "denominator", "excluded"]

TABLES = {
    "accounts": Text("客户", "account"),
    "contracts": Text("合同", "contract"),
    "receipts": Text("回款", "receipt"),
    "usage": Text("功能使用", "usage"),
    "usage_days": Text("使用日汇总", "usage of a day"),
    "usage_times": Text("使用时长", "hours of use"),
    "health_scores": Text("健康度评分", "health score"),
    "computed_scores": Text("健康度评分（计算）", "health score (computed)"),
    "health_overrides": Text("健康度人工调整", "health override"),
    "tickets": Text("工单", "ticket"),
    "surveys": Text("问卷答复", "answer"),
    "events": Text("活动", "event"),
    "attendance": Text("参会", "attendance"),
    "leads": Text("线索", "lead"),
    "opportunities": Text("商机", "opportunity"),
    "touches": Text("触达", "touch"),
    "workshops": Text("工作坊", "workshop"),
    "suggestions": Text("建议", "suggestion"),
    "own_time": Text("时间记录", "own time"),
}
"""What a row of each table is called."""


class EvidenceRow(NamedTuple):
    """One row behind a figure.

    ``amount`` is what the row adds (None for a row left out); ``reason`` says why it was left out. ``place``
    is where the row can be looked at in the window.
    """

    table: str
    key: Key
    code: str
    account: str
    day: date | None
    detail: str
    amount: Fraction | None
    reason: Text | None
    place: Place | None = None


class Described(NamedTuple):
    """A row in words."""

    code: str
    account_id: int | None
    day: date | None
    detail: str = ""


class Witness:
    """Finds the rows of one book by table and key."""

    def __init__(self, basis: Basis) -> None:
        """``basis`` holds the rows; its period and day do not matter here."""
        self._basis = basis
        self._by_id: dict[str, dict[int, Any]] = {}

    def rows(self, figure: Figure, side: Side) -> list[EvidenceRow]:
        """The rows of one side of the figure's evidence, in the order in which they were counted."""
        if side == "excluded":
            return [self._row(r.table, r.key, None, r.reason) for r in figure.evidence.excluded]
        held = figure.evidence.numerator if side == "numerator" else figure.evidence.denominator
        return [self._row(r.table, r.key, r.amount, None) for r in held]

    def _row(self, table: str, key: Key, amount: Fraction | None, reason: Text | None) -> EvidenceRow:
        found = self._describe(table, key)
        return EvidenceRow(
            table,
            key,
            found.code,
            self._names.get(found.account_id, ""),
            found.day,
            found.detail,
            amount,
            reason,
            self.place(table, key),
        )

    def place(self, table: str, key: Key) -> Place | None:
        """Where a row can be looked at: itself, what it belongs to, or its account."""
        own = own_place(table, key)
        if own is not None or isinstance(key, tuple):
            return own
        row = self._get(table, key)
        leads = _LEADS_TO.get(table)
        if leads is not None:
            return Place(leads[0], getattr(row, leads[1]))
        account = self._describe(table, key).account_id
        return None if account is None else Place("account", account)

    @cached_property
    def _names(self) -> dict[int | None, str]:
        return {a.id: a.name for a in self._basis.facts.accounts}

    def _get(self, table: str, id_: int) -> Any:
        if table not in self._by_id:
            self._by_id[table] = {row.id: row for row in getattr(self._basis.facts, table)}
        return self._by_id[table][id_]

    def _describe(self, table: str, key: Key) -> Described:
        if isinstance(key, tuple):
            account, day = key[0], date.fromordinal(key[-1])
            code = self._get("accounts", account).code
            detail = ""
            if table == "usage":
                detail = self._get("modules", key[1]).name
            elif table == "computed_scores":
                detail = self.dimension(key[1])
            return Described(code, account, day, detail)
        return _DESCRIBE[table](self, self._get(table, key))

    def account_of_contract(self, contract_id: int) -> int | None:
        """The account of a contract."""
        return self._basis.account_of(contract_id)

    def contract_code(self, contract_id: int) -> str:
        """The contract's number."""
        return str(self._get("contracts", contract_id).code)

    def event(self, event_id: int) -> Any:
        """The event with an id."""
        return self._get("events", event_id)

    def contact(self, contact_id: int) -> Any:
        """The contact with an id."""
        return self._get("contacts", contact_id)

    def dimension(self, dimension_id: int) -> str:
        """The health dimension's name."""
        return self._basis.facts.dimension_names[dimension_id]


_DESCRIBE: dict[str, Callable[[Witness, Any], Described]] = {
    "accounts": lambda w, r: Described(r.code, r.id, r.handover_day, r.segment),
    "contracts": lambda w, r: Described(
        r.code, r.account_id, r.end_day, f"{r.start_day} – {r.end_day or ''}"
    ),
    "receipts": lambda w, r: Described(
        r.code, w.account_of_contract(r.contract_id), r.received_day, w.contract_code(r.contract_id)
    ),
    "usage_times": lambda w, r: Described("", r.account_id, r.day),
    "health_scores": lambda w, r: Described("", r.account_id, r.day, w.dimension(r.dimension_id)),
    "health_overrides": lambda w, r: Described("", r.account_id, r.day, r.reason),
    "tickets": lambda w, r: Described(r.code, r.account_id, r.opened_at.date(), r.title),
    "surveys": lambda w, r: Described(
        "" if r.contact_id is None else w.contact(r.contact_id).code,
        r.account_id,
        r.day,
        f"{r.kind} {r.score}",
    ),
    "events": lambda w, r: Described(r.code, None, r.day, r.topic),
    "attendance": lambda w, r: Described(
        w.event(r.event_id).code,
        w.contact(r.contact_id).account_id,
        w.event(r.event_id).day,
        w.contact(r.contact_id).name,
    ),
    "leads": lambda w, r: Described(r.code, r.account_id, r.day),
    "opportunities": lambda w, r: Described(r.code, r.account_id, r.won_day, r.name),
    "touches": lambda w, r: Described("", r.account_id, r.day, r.channel),
    "workshops": lambda w, r: Described(
        w.contract_code(r.contract_id), w.account_of_contract(r.contract_id), r.day
    ),
    "suggestions": lambda w, r: Described(r.code, r.account_id, r.day, r.content),
    "own_time": lambda w, r: Described("", None, r.day, r.note),
}


_KINDS = {
    "accounts": "account",
    "contracts": "contract",
    "touches": "touch",
    "events": "event",
    "surveys": "survey",
    "tickets": "ticket",
    "leads": "lead",
    "opportunities": "opportunity",
    "suggestions": "suggestion",
    "own_time": "own_time",
}
"""The tables whose rows the window opens themselves."""

_LEADS_TO = {
    "receipts": ("contract", "contract_id"),
    "workshops": ("contract", "contract_id"),
    "attendance": ("event", "event_id"),
}
"""The tables whose rows are looked at in what they belong to; all others in their account."""


def own_place(table: str, key: Key) -> Place | None:
    """Where a row can be looked at as far as its key tells; None when the row itself has to be asked."""
    if isinstance(key, tuple):
        return Place("account", key[0])
    kind = _KINDS.get(table)
    return None if kind is None else Place(kind, key)
