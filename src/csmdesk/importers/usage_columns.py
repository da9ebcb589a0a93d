"""What is asked of all rows of a long usage sheet at once, as arithmetic on its coded columns.

Each answer is what a look at row after row gives; where the columns are out of the ordinary there is none,
and the rows are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from csmdesk.importers.coded import Coded, coded, joined
from csmdesk.storage.facts import UNKNOWN, Facts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_NOTHING = UNKNOWN
"""In place of any number that is not there."""
_LARGEST = 2**53
"""Larger numbers than this are looked at one by one."""


@dataclass(frozen=True, eq=False)
class Counted:
    """The columns of a sheet that counts accounts: numbers are _NOTHING where there is none."""

    accounts: Coded[str | None]
    modules: Coded[str]
    days: Integers
    provisioned: Integers
    active: Integers


def counted(
    accounts: Sequence[str | None],
    modules: Sequence[str],
    days: Sequence[int | None],
    provisioned: Sequence[int | None] | None,
    active: Sequence[int | None],
) -> Counted | None:
    """The columns of a sheet, of which ``provisioned`` may be missing; None for what is out of the
    ordinary."""
    coded_modules = coded(modules)
    if "" in coded_modules.values:
        return None
    numbers = [_numbers(each) for each in (days, active, *(() if provisioned is None else (provisioned,)))]
    if any(each is None for each in numbers):
        return None
    day, act, *most = (each for each in numbers if each is not None)
    return Counted(coded(accounts), coded_modules, day, most[0] if most else np.full(len(act), _NOTHING), act)


def _numbers(plain: Sequence[int | None]) -> Integers | None:
    column = coded(plain)
    if any(value is not None and not 0 <= value < _LARGEST for value in column.values):
        return None
    values = [_NOTHING if value is None else value for value in column.values]
    return np.array(values, np.int64)[column.codes]


def more_active(columns: Counted) -> list[int]:
    """The places of rows with more active accounts than provisioned ones."""
    found = (columns.provisioned != _NOTHING) & (columns.active > columns.provisioned)
    places: list[int] = np.flatnonzero(found).tolist()
    return places


def after(columns: Counted, ends: Mapping[str, int]) -> list[int]:
    """The places of rows whose day is after the end of their account."""
    never = int(columns.days.max(initial=0)) + 1
    of = [never if each is None else ends.get(each, never) for each in columns.accounts.values]
    places: list[int] = np.flatnonzero(columns.days > np.array(of, np.int64)[columns.accounts.codes]).tolist()
    return places


def facts(sheets: Sequence[Counted]) -> tuple[Facts | None, list[list[int]]]:
    """All rows that say something, of each key the first, None where there are none; and by sheet the places
    of those that say something else than the first of their key."""
    accounts, modules = joined([each.accounts for each in sheets]), joined([each.modules for each in sheets])
    day, provisioned, active = (
        np.concatenate([getattr(each, name) for each in sheets]) for name in ("days", "provisioned", "active")
    )
    account, module = accounts.codes, modules.codes
    nobody = next((code for code, value in enumerate(accounts.values) if value is None), -1)
    kept = (active != _NOTHING) & (day != _NOTHING) & (account != nobody)
    if not kept.any():
        return None, [[] for _ in sheets]
    first = int(day.min())
    span = int(day.max()) - first + 1
    keys = (account.astype(np.int64) * len(modules.values) + module) * span + (day - first)
    others = np.empty(0, np.int64)
    if not bool(kept.all()) or not bool((keys[1:] > keys[:-1]).all()):
        places = np.flatnonzero(kept)
        # Stable, so that of equal keys the first row comes first.
        order = places[np.argsort(keys[places], kind="stable")]
        again = np.r_[False, keys[order[1:]] == keys[order[:-1]]]
        leaders = order[np.maximum.accumulate(np.where(again, 0, np.arange(len(order))))]
        differing = (provisioned[order] != provisioned[leaders]) | (active[order] != active[leaders])
        others = np.sort(order[differing])
        kept[order[again]] = False
    # An account that nobody knows is a name that no row is left of.
    names = tuple(value or "" for value in accounts.values)
    found = Facts(names, tuple(modules.values), account, module, day, provisioned, active)
    ends = np.cumsum([len(each.days) for each in sheets])
    parts = np.split(others, np.searchsorted(others, ends[:-1]))
    starts = (ends - [len(each.days) for each in sheets]).tolist()
    told = [(part - start).tolist() for part, start in zip(parts, starts, strict=True)]
    return _in_use(found if bool(kept.all()) else found.at(kept)), told


def _in_use(found: Facts) -> Facts:
    """``found`` without names that no row has."""
    accounts, modules = (np.flatnonzero(np.bincount(each)) for each in (found.account, found.module))
    if len(accounts) == len(found.accounts) and len(modules) == len(found.modules):
        return found
    return Facts(
        tuple(found.accounts[each] for each in accounts.tolist()),
        tuple(found.modules[each] for each in modules.tolist()),
        np.searchsorted(accounts, found.account), np.searchsorted(modules, found.module),
        found.day, found.provisioned, found.active,
    )  # fmt: skip
