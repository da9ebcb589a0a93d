"""Targets under other targets: which one a cell means, and an order in which all can be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.importers.content import target_key
from csmdesk.importers.context import Context
from csmdesk.importers.drafts import Draft, Rows

Key = tuple[str, str, str]
"""Period, metric and name of a target."""


def words_of(key: Key, own: Key, keys: Iterable[Key]) -> str:
    """The shortest words by which ``meant`` finds the target again for the one called ``own``."""
    every = tuple(keys)
    return next((form for form in _forms(key) if meant(form, own, every) == key), _forms(key)[-1])


def meant(words: str, own: Key, keys: Iterable[Key]) -> Key | None:
    """The target that ``words`` name: by its name, or with its period and metric before it.

    Of several the one of the same period; None when no one target, or only ``own`` itself, can be meant.
    """
    others = [key for key in dict.fromkeys(keys) if key != own]
    for form in range(len(_forms(own))):
        found = [key for key in others if _forms(key)[form] == words]
        near = [key for key in found if key[0] == own[0]]
        for some in (found, near):
            if len(some) == 1:
                return some[0]
    return None


def _forms(key: Key) -> tuple[str, str, str]:
    period, metric, name = key
    return name, f"{period} {name}", f"{period} {metric} {name}"


def place_under(drafts: Sequence[Draft], context: Context) -> None:
    """Put the key of the parent in place of its words; one that is not there, or a circle, is a problem."""
    keys = [*context.known.targets, *(key for draft in drafts for key in _keys(draft))]
    parents: dict[Key, Key] = {}
    for draft in drafts:
        if "parent_id" not in draft.columns:
            continue
        unknown, circular = [], []
        cells: list[str | None] = []
        for at, (words, own) in enumerate(zip(draft.columns["parent_id"], _keys(draft), strict=True)):
            found = meant(words, own, keys) if words else None
            if words and found is None:
                unknown.append(draft.places[at])
            elif found is not None and _leads_to(found, own, parents):
                circular.append(draft.places[at])
            elif found is not None:
                parents[own] = found
            cells.append(None if found is None else target_key(*found))
        draft.columns["parent_id"] = cells
        draft.typed.problem_each(NO_PARENT, "parent", unknown)
        draft.typed.problem_each(CIRCLE, "parent", circular)


def from_the_top(rows: Sequence[Rows]) -> list[Rows]:
    """The rows in pieces, each after those that hold what its rows stand under."""
    coming: dict[str, str | None] = {}
    for each in rows:
        for row in each.data:
            cells = dict(zip(each.columns, row, strict=False))
            coming[_key_of(cells)] = cells.get("parent_id")
    pieces: dict[int, list[Rows]] = {}
    for each in rows:
        levels: dict[int, list[tuple[Any, ...]]] = {}
        for row in each.data:
            depth = _depth(_key_of(dict(zip(each.columns, row, strict=False))), coming)
            levels.setdefault(depth, []).append(row)
        for depth, data in levels.items():
            part = Rows(each.table, each.key, each.columns, each.fresh, tuple(data))
            pieces.setdefault(depth, []).append(part)
    return [part for depth in sorted(pieces) for part in pieces[depth]]


def _keys(draft: Draft) -> list[Key]:
    columns = draft.columns
    return [
        (period or "", metric or "", name or "")
        for period, metric, name in zip(columns["period"], columns["metric"], columns["name"], strict=True)
    ]


def _key_of(cells: dict[str, Any]) -> str:
    return target_key(cells["period"], cells["metric"], cells["name"])


def _leads_to(key: Key, to: Key, parents: dict[Key, Key]) -> bool:
    at: Key | None = key
    while at is not None:
        if at == to:
            return True
        at = parents.get(at)
    return False


def _depth(key: str, coming: dict[str, str | None]) -> int:
    depth, at = 0, coming.get(key)
    # A circle is a problem that stops the import; here it only must not go on for ever.
    while at is not None and at in coming and depth <= len(coming):
        depth, at = depth + 1, coming[at]
    return depth


NO_PARENT = Text(
    "没有“{value}”这个上级目标，或有几个同名", "there is no one target called “{value}” to stand under"
)
CIRCLE = Text("上级目标“{value}”首尾相接成环", "standing under “{value}” makes the targets a circle")
