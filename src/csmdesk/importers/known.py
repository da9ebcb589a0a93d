"""What a book already holds, as far as checking new files needs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from csmdesk.importers.fields import Type
from csmdesk.importers.profiles import Profile, parse
from csmdesk.storage.erasure import code_hash
from csmdesk.storage.read import settings

NO_DAY = date(1900, 1, 1)
"""The start of a contract whose start could not be read; such a plan has an error and is never applied."""


class KnownContact(NamedTuple):
    """A contact of the book."""

    account: str
    name: str


class KnownContract(NamedTuple):
    """A contract of the book; ``account`` is the account's code, ``amount`` fen."""

    account: str
    kind: str
    start: date
    end: date | None
    amount: int
    currency: str
    recurring: bool


class Remembered(NamedTuple):
    """How sheets with the same headers were read before: kind, header → field, and the options."""

    kind: str
    columns: Mapping[str, str]
    order: str
    end_exclusive: bool
    power: int | None = None
    """The power of ten that was said for amounts without a unit; None: none was."""
    currency: str = ""


class Erased(NamedTuple):
    """A contact without a name: its id, its number now, and how its number before is recognised."""

    id: int
    code: str
    salt: str
    code_hash: str


@dataclass(frozen=True)
class Known:
    """The codes of a book and what is needed beside them. An empty one stands for no book."""

    accounts: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Numbers of accounts that were merged into another → that one's number."""
    erased: tuple[Erased, ...] = ()
    contacts: Mapping[str, KnownContact] = field(default_factory=dict)
    contracts: Mapping[str, KnownContract] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    opportunities: Mapping[str, str] = field(default_factory=dict)
    handovers: frozenset[str] = frozenset()
    targets: tuple[tuple[str, str, str], ...] = ()
    """Period, metric and name of each target."""
    fiscal_start: int = 1
    """The first month of the fiscal year."""
    links: frozenset[tuple[str, str]] = frozenset()
    inferred: frozenset[tuple[str, str]] = frozenset()
    remembered: Mapping[str, Remembered] = field(default_factory=dict)
    profiles: tuple[Profile, ...] = ()
    """The user's own."""
    received: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Number of a receipt → its contract's number and its amount in fen."""

    def erased_as(self, code: str) -> Erased | None:
        """The contact that had this number before it was taken out of the book; None when there is none."""
        return next((each for each in self.erased if code_hash(each.salt, code) == each.code_hash), None)

    def names(self) -> dict[Type, tuple[set[str], set[str]]]:
        """By type of reference: the codes, and the names beside them."""
        return {
            Type.ACCOUNT: (set(self.accounts) | set(self.aliases), set(self.accounts.values())),
            Type.CONTACT: (set(self.contacts), {each.name for each in self.contacts.values()}),
            Type.CONTRACT: (set(self.contracts), set()),
            Type.EVENT: (set(self.events), set(self.events.values()) - {""}),
            Type.OPPORTUNITY: (set(self.opportunities), set(self.opportunities.values()) - {""}),
            Type.HANDOVER: (set(self.handovers), set()),
        }


def known(connection: Any) -> Known:
    """Read what ``connection`` (a reading one) holds."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return list(connection.execute(sql).fetchall())

    links = rows(
        "SELECT o.code, n.code, inferred FROM renewal_links l "
        "JOIN contracts o ON o.id = l.old_id JOIN contracts n ON n.id = l.new_id"
    )
    return Known(
        accounts=dict(rows("SELECT code, name FROM accounts")),
        aliases=dict(
            rows("SELECT l.code, a.code FROM account_aliases l JOIN accounts a ON a.id = l.account_id")
        ),
        erased=tuple(
            Erased(*row)
            for row in rows(
                "SELECT c.id, c.code, salt, code_hash FROM erasures JOIN contacts c ON c.id = contact_id"
            )
        ),
        contacts={
            code: KnownContact(account, name)
            for code, account, name in rows(
                "SELECT c.code, a.code, c.name FROM contacts c JOIN accounts a ON a.id = c.account_id"
            )
        },
        contracts={
            code: KnownContract(
                account, kind, date.fromisoformat(start), _day(end), amount, currency, bool(recurring)
            )
            for code, account, kind, start, end, amount, currency, recurring in rows(
                "SELECT c.code, a.code, c.kind, start_day, end_day, amount_fen, currency, recurring "
                "FROM contracts c JOIN accounts a ON a.id = c.account_id"
            )
        },
        events=dict(rows("SELECT code, topic FROM events")),
        opportunities=dict(rows("SELECT code, name FROM opportunities")),
        handovers=frozenset(code for (code,) in rows("SELECT code FROM handovers")),
        targets=tuple(rows("SELECT period, metric, name FROM targets ORDER BY id")),
        fiscal_start=int(settings(connection).get("fiscal_start_month", 1)),
        links=frozenset((old, new) for old, new, _ in links),
        inferred=frozenset((old, new) for old, new, inferred in links if inferred),
        profiles=tuple(
            parse(json.loads(content), own=True) for (content,) in rows("SELECT content FROM profiles")
        ),
        received={
            code: (contract, fen)
            for code, contract, fen in rows(
                "SELECT r.code, c.code, r.amount_fen FROM receipts r JOIN contracts c ON c.id = contract_id"
            )
        },
        remembered={
            signature: _remembered(kind, columns, options)
            for signature, kind, columns, options in rows(
                "SELECT signature, kind, columns, options FROM mappings"
            )
        },
    )


def _remembered(kind: str, columns: str, options: str) -> Remembered:
    said = json.loads(options)
    # All of it, not only what the user said: files of the same tool have to be read the same way again, even
    # where the codes that are in the book by now would let a column be taken for something else.
    chosen = dict(json.loads(columns))
    power = said.get("power")
    return Remembered(
        kind, chosen, str(said.get("dates", "")), bool(said.get("end_exclusive")),
        power if isinstance(power, int) else None, str(said.get("currency", "")),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
