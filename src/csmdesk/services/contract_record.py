"""Contracts as the services that change something of them need them: number, account, term, price."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage.driver import Connection


class ContractRecord(NamedTuple):
    """A contract and the name of its account; the amount is for the whole term, in fen."""

    id: int
    code: str
    account_id: int
    account: str
    kind: str
    product: str
    start: date
    end: date | None
    amount_fen: int
    currency: str
    auto_renewal: bool
    notice_days: int | None

    @property
    def named(self) -> str:
        """Its number and its account, as labels say them."""
        return f"{self.code} {self.account}"


def records(connection: Connection, ids: Sequence[int]) -> list[ContractRecord]:
    """The contracts in that order, each once. Raises UserError when one is gone, or none is given."""
    wanted = list(dict.fromkeys(ids))
    rows = connection.execute(
        "SELECT c.id, c.code, account_id, a.name, kind, product, start_day, end_day, amount_fen, currency, "
        "auto_renewal, notice_days FROM contracts c JOIN accounts a ON a.id = c.account_id "
        "WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    ).fetchall()
    found = {
        row[0]: ContractRecord._make(
            (
                *row[:6],
                date.fromisoformat(row[6]),
                None if row[7] is None else date.fromisoformat(row[7]),
                *row[8:10],
                bool(row[10]),
                row[11],
            )
        )
        for row in rows
    }
    if not wanted or len(found) != len(wanted):
        raise UserError(GONE)
    return [found[each] for each in wanted]


def record(connection: Connection, contract_id: int) -> ContractRecord:
    """One contract; raises UserError when it is gone."""
    return records(connection, [contract_id])[0]


def whom(rows: Sequence[ContractRecord]) -> Text:
    """What an operation is about, for its label: one contract, or how many."""
    if len(rows) == 1:
        return Text(rows[0].named, rows[0].named)
    return Text(f"{len(rows)} 份合同", f"{len(rows)} contracts")


GONE = Text("这份合同已不在客户书里，请重新选择。", "The contract is no longer in the book: choose again.")
