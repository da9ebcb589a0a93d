"""Usage facts by column: a million rows are five arrays and two short lists of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from csmdesk.storage.usage import StagedRow

    Integers = NDArray[np.integer[Any]]
    Flags = NDArray[np.bool_]

UNKNOWN = -1
"""Accounts provisioned that nobody knows, among numbers that are never negative."""
_PIECE = 20_000


@dataclass(frozen=True, eq=False)
class Facts(Sequence["StagedRow"]):
    """Rows of usage, each key once; it reads like a list of ``StagedRow``.

    ``account`` and ``module`` are places in the names ``accounts`` and ``modules``, of which no two are the
    same; ``day`` is ``date.toordinal``, ``provisioned`` UNKNOWN where it is not known.
    """

    accounts: tuple[str, ...]
    modules: tuple[str, ...]
    account: Integers
    module: Integers
    day: Integers
    provisioned: Integers
    active: Integers

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.day)

    @overload
    def __getitem__(self, at: int) -> StagedRow: ...
    @overload
    def __getitem__(self, at: slice) -> Facts: ...
    def __getitem__(self, at: int | slice) -> StagedRow | Facts:
        """One row, or some as facts of their own."""
        if isinstance(at, slice):
            return self.at(at)
        known = int(self.provisioned[at])
        return (
            self.accounts[int(self.account[at])], self.modules[int(self.module[at])], int(self.day[at]),
            None if known == UNKNOWN else known, int(self.active[at]),
        )  # fmt: skip

    def __iter__(self) -> Iterator[StagedRow]:
        """Every row, made a piece at a time."""
        accounts, modules = self.accounts.__getitem__, self.modules.__getitem__
        for start in range(0, len(self), _PIECE):
            part = self.at(slice(start, start + _PIECE))
            known = [None if each == UNKNOWN else each for each in part.provisioned.tolist()]
            yield from zip(
                map(accounts, part.account.tolist()), map(modules, part.module.tolist()), part.day.tolist(),
                known, part.active.tolist(), strict=True,
            )  # fmt: skip

    def at(self, places: slice | Integers | Flags) -> Facts:
        """The rows at some places."""
        return replace(
            self, account=self.account[places], module=self.module[places], day=self.day[places],
            provisioned=self.provisioned[places], active=self.active[places],
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Keyed:
    """Facts in the order of the table's key, under the numbers that the book gives accounts and modules.

    ``numbers`` are those of the facts' accounts, in order, and ``ranks`` the place of each row's among them.
    """

    facts: Facts
    account: Integers
    module: Integers
    ranks: Integers
    numbers: Integers

    def at(self, places: Flags) -> Keyed:
        """Some of them."""
        return replace(
            self, facts=self.facts.at(places), account=self.account[places], module=self.module[places],
            ranks=self.ranks[places],
        )  # fmt: skip


def keyed(facts: Facts, accounts: Mapping[str, int], modules: Mapping[str, int]) -> Keyed | None:
    """``facts`` by number (of accounts by code, of modules by name), sorted.

    None where a name has no number, or two have the same: then a key may be there twice.
    """
    import numpy as np

    account_ids = [accounts.get(code) for code in facts.accounts]
    module_ids = [modules.get(name) for name in facts.modules]
    ids = (*account_ids, *(None if each is None else -each for each in module_ids))
    if None in ids or len(set(ids)) < len(ids) or not ids:
        return None
    numbers, rank_of = np.unique(np.array(account_ids, np.int64), return_inverse=True)
    module_numbers, module_rank_of = np.unique(np.array(module_ids, np.int64), return_inverse=True)
    ranks, module_ranks = rank_of[facts.account], module_rank_of[facts.module]
    days = int(facts.day.max()) - int(facts.day.min()) + 1
    keys = (ranks * len(module_numbers) + module_ranks) * days + (facts.day - int(facts.day.min()))
    if not bool((keys[1:] > keys[:-1]).all()):
        order = np.argsort(keys)
        facts, ranks, module_ranks = facts.at(order), ranks[order], module_ranks[order]
    return Keyed(facts, numbers[ranks], module_numbers[module_ranks], ranks, numbers)
