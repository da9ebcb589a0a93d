"""What the log holds of one account beside its touches and tickets, for who takes the account over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from csmdesk.domain.text import Language
from csmdesk.services.log.kind import LogKind, LogRow

_SHOWN: dict[str, tuple[str, ...]] = {
    "opportunity": ("code", "name", "kind", "amount", "stage", "expected_day"),
    "lead": ("code", "day", "contact", "referred", "status", "expected_arr"),
    "suggestion": ("code", "day", "content", "nature", "status", "score"),
    "request": ("code", "industry", "product", "needed_day", "consultant", "state"),
    "case": ("code", "day", "title", "given_to", "permission"),
    "handover": ("code", "day", "from_owner", "progress", "state", "note"),
}
"""The kinds in their order, and the fields that matter to somebody else."""

_RIGHT = frozenset({"money", "number", "percent", "hours", "score"})


class Matter(NamedTuple):
    """One kind's records of an account: a head a column (True: its cells are numbers), and the rows."""

    name: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


def matters(
    kinds: Collection[LogKind], accounts: Collection[int], as_of: date | None, language: Language
) -> dict[int, tuple[Matter, ...]]:
    """By account: its records by kind, of all time, the newest first; kinds without any are left out."""
    by_key = {kind.key: kind for kind in kinds}
    found: dict[int, list[Matter]] = {account: [] for account in accounts}
    for key, shown in _SHOWN.items():
        kind = by_key[key]
        rows: dict[int, list[LogRow]] = defaultdict(list)
        for row in kind.rows(None, as_of, language).rows:
            if row.account_id in found:
                rows[row.account_id].append(row)
        for account, mine in rows.items():
            found[account].append(_matter(kind, shown, mine, language))
    return {account: tuple(each) for account, each in found.items()}


def _matter(kind: LogKind, shown: Sequence[str], rows: Sequence[LogRow], language: Language) -> Matter:
    keys = [field.key for field in kind.fields]
    places = [keys.index(key) for key in shown]
    return Matter(
        kind.name.to(language),
        tuple((kind.fields[at].name.to(language), kind.fields[at].kind in _RIGHT) for at in places),
        tuple(tuple(row.words[at] for at in places) for row in rows),
    )
