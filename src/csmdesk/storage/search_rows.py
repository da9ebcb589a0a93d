"""SQL for what the command palette looks for: plain rows by id, all of them or those that changed."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple, TypeVar

from csmdesk.storage.driver import Connection, Row

R = TypeVar("R", bound=tuple[object, ...])


class AccountRow(NamedTuple):
    """An account that is not archived; ``merged`` are the numbers of those merged into it, by spaces."""

    id: int
    code: str
    name: str
    pinyin: str
    initials: str
    segment: str
    merged: str


class ContractRow(NamedTuple):
    """A contract; days are ISO text, money is fen of ``currency``, ``renewed_day`` the renewal's signing."""

    id: int
    account_id: int
    code: str
    product: str
    kind: str
    start_day: str
    end_day: str | None
    amount_fen: int
    annual_fen: int | None
    currency: str
    auto_renewal: int
    lost_day: str | None
    loss_reason: str
    renewed: int


class ContactRow(NamedTuple):
    """A contact; ``birthday`` and ``left_day`` are ISO text."""

    id: int
    account_id: int
    name: str
    pinyin: str
    initials: str
    title: str
    executive: int
    birthday: str | None
    left_day: str | None


_ACCOUNTS = (
    "SELECT id, code, name, pinyin, initials, segment, coalesce((SELECT group_concat(code, ' ') "
    "FROM account_aliases l WHERE l.account_id = accounts.id), '') FROM accounts WHERE archived = 0"
)
_CONTRACTS = (
    "SELECT id, account_id, code, product, kind, start_day, end_day, amount_fen, annual_fen, currency, "
    "auto_renewal, lost_day, loss_reason, "
    "EXISTS (SELECT 1 FROM renewal_links l WHERE l.old_id = contracts.id) FROM contracts WHERE TRUE"
)
_CONTACTS = (
    "SELECT id, account_id, name, pinyin, initials, title, executive, birthday, left_day FROM contacts "
    "WHERE TRUE"
)


def accounts(connection: Connection, ids: Collection[int] | None = None) -> list[AccountRow]:
    """The accounts that are not archived; ``ids`` None: all."""
    return list(map(AccountRow._make, _rows(connection, _ACCOUNTS, ids)))


def contracts(connection: Connection, ids: Collection[int] | None = None) -> list[ContractRow]:
    """Contracts, those of archived accounts too; ``ids`` None: all."""
    return list(map(ContractRow._make, _rows(connection, _CONTRACTS, ids)))


def contacts(connection: Connection, ids: Collection[int] | None = None) -> list[ContactRow]:
    """Contacts, those of archived accounts too; ``ids`` None: all."""
    return list(map(ContactRow._make, _rows(connection, _CONTACTS, ids)))


def _rows(connection: Connection, sql: str, ids: Collection[int] | None) -> list[Row]:
    if ids is None:
        return connection.execute(sql).fetchall()
    # The ids as one text: a statement takes only so many parameters.
    return connection.execute(
        f"{sql} AND id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(ids)),)
    ).fetchall()
