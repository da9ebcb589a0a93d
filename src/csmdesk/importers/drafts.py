"""Rows on their way to a table: keys, equal rows, and one number with two contents."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.importers.pieces import different
from csmdesk.importers.problems import Problem
from csmdesk.importers.typed import Typed
from csmdesk.importers.unsaid import UNSAID

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "contracts": ("account_id", "product", "kind", "start_day"),
    "invoices": ("contract_id", "day", "amount_fen"),
    "receipts": ("contract_id", "kind", "received_day", "amount_fen"),
    "tickets": ("account_id", "title", "opened_at"),
    "events": ("kind", "topic", "day"),
    "opportunities": ("account_id", "name"),
    "leads": ("account_id", "contact_id", "day"),
    "suggestions": ("account_id", "day", "content"),
    "tasks": ("account_id", "title"),
    "workshops": ("contract_id", "day"),
    "requests": ("account_id", "industry", "product", "needed_day"),
    "cases": ("account_id", "day", "title"),
    "handovers": ("account_id", "day"),
    "handover_items": ("handover_id", "name"),
    "war_rooms": ("account_id", "opened_day"),
    "plan_items": ("year", "slot", "day", "kind", "account_id", "contract_id", "title"),
    "budget_lines": ("year", "month", "name", "kind"),
}
"""What tells two rows without a number apart: what of them does not change when a later export is imported.
Other tables (touches, surveys, own time) are told apart by all of their content."""


@dataclass
class Draft:
    """Rows for one table, from one sheet: columns of the table, references still as codes or names.

    ``key`` are the columns that a row is found again by; without any it is found by its content. ``fresh``
    are columns that are only written to a row that is new: what the sheet does not say and the book may know
    better. ``places`` are the rows' places in ``typed``.
    """

    typed: Typed
    table: str
    key: tuple[str, ...]
    columns: dict[str, list[Any]]
    fresh: dict[str, list[Any]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.places:
            self.places = list(range(self.count))

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values()), ()))

    def keep(self, wanted: Sequence[bool]) -> None:
        """Keep the rows at which ``wanted`` is true."""
        for columns in (self.columns, self.fresh):
            for name, cells in columns.items():
                columns[name] = [cell for cell, keep in zip(cells, wanted, strict=True) if keep]
        self.places = [place for place, keep in zip(self.places, wanted, strict=True) if keep]


@dataclass(frozen=True)
class Rows:
    """Finished rows of one table: ``data`` are tuples of ``columns``, then of ``fresh`` columns."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    fresh: tuple[str, ...]
    data: tuple[tuple[Any, ...], ...]


def number(drafts: Sequence[Draft]) -> None:
    """Give rows without a number their key: a hash of their identity and which of its equals each is.

    Equal rows count twice. A sheet that holds the very same rows as another is a copy and is left out.
    """
    seen: Counter[str] = Counter()
    whole: dict[tuple[str, ...], str] = {}
    for draft in drafts:
        if draft.key not in {("row_key",), ("code",)} or draft.key[0] in draft.columns:
            continue
        content = _contents(draft)
        label = draft.typed.sheet.label
        other = whole.setdefault(tuple(sorted(content)), label)
        if other != label and content:
            draft.typed.problem(COPY.format(other=other), error=False)
            draft.keep([False] * draft.count)
            draft.columns[draft.key[0]] = []
            continue
        keys = []
        for each in content:
            keys.append(hashlib.sha256(f"{each}#{seen[each]}".encode()).hexdigest())
            seen[each] += 1
        # A code is read by people, so it is short.
        draft.columns[draft.key[0]] = [key[:12].upper() for key in keys] if draft.key == ("code",) else keys


def _contents(draft: Draft) -> list[str]:
    everything = draft.columns | draft.fresh
    names = [name for name in IDENTITY.get(draft.table, sorted(everything)) if name in everything]
    rows = zip(*(everything[name] for name in names), strict=True)
    # Empty cells do not count, so that a sheet with one more, empty, column holds the same rows.
    return [
        json.dumps(
            [(n, v) for n, v in zip(names, row, strict=True) if v not in (None, "", UNSAID)],
            ensure_ascii=False,
        )
        for row in rows
    ]


def settle(drafts: Sequence[Draft]) -> list[Rows]:
    """Drop rows that are there twice with the same content; the same key with two contents is a problem."""
    if len(drafts) == 1 and _each_once(drafts[0]):
        return [_rows(draft) for draft in drafts if draft.count]
    first: dict[tuple[Any, ...], tuple[Draft, int]] = {}
    kept: list[list[bool]] = []
    for draft in drafts:
        wanted = [True] * draft.count
        contradicting: list[tuple[int, Draft, int, str]] = []
        for at, key in enumerate(zip(*(draft.columns[name] for name in draft.key), strict=True)):
            other, there = first.setdefault(key, (draft, at))
            if other is draft and there == at:
                # A key with an empty part is a problem of its own, told where it was read.
                wanted[at] = None not in key
                continue
            column = _differing(draft, at, other, there)
            if column is not None:
                contradicting.append((at, other, there, column))
            # Another sheet may add columns to a row; otherwise the row is only there again.
            wanted[at] = other is not draft and set(draft.columns) != set(other.columns)
        most = draft.typed.several
        for at, other, there, column in contradicting[:most]:
            _tell(draft, at, other, there, column)
        if len(contradicting) > most:
            draft.typed.problem(MORE_CONTRADICT.format(count=len(contradicting) - most))
        kept.append(wanted)
    for draft, wanted in zip(drafts, kept, strict=True):
        if not all(wanted):
            draft.keep(wanted)
    return [_rows(draft) for draft in drafts if draft.count]


def _each_once(draft: Draft) -> bool:
    """Whether no two rows have the same key, and none a key with an empty part."""
    parts = [draft.columns[name] for name in draft.key]
    keys = different(parts[0] if len(parts) == 1 else zip(*parts, strict=True))
    return len(keys) == draft.count and not any(None in part for part in parts)


def _differing(draft: Draft, at: int, other: Draft, there: int) -> str | None:
    return next(
        (
            name
            for name, cells in draft.columns.items()
            if name in other.columns and cells[at] != other.columns[name][there]
        ),
        None,
    )


def _tell(draft: Draft, at: int, other: Draft, there: int, column: str) -> None:
    place, elsewhere = draft.places[at], other.places[there]
    field_name = _FIELD_OF.get(column, column.removesuffix("_id").removesuffix("_fen").removesuffix("_milli"))
    header = draft.typed.header(field_name) or field_name
    key_field = next(
        (f for f in (_FIELD_OF.get(k, k.removesuffix("_id")) for k in draft.key) if draft.typed.header(f)), ""
    )
    shown = "、".join(str(draft.columns[name][at]) for name in draft.key if name != "row_key")
    where = (
        Text("", "")
        if other is draft
        else Text(f"{other.typed.sheet.label} ", f"{other.typed.sheet.label}, ")
    )
    draft.typed.problem(
        TWO_CONTENTS.format(value=shown, where=where, row=other.typed.rows[elsewhere], column=header),
        name=key_field, at=place, value=shown,
    )  # fmt: skip


_FIELD_OF = {"dimension_id": "dimension", "module_id": "module", "score_milli": "score", "annual_fen": "arr"}


def _rows(draft: Draft) -> Rows:
    names, fresh = tuple(draft.columns), tuple(draft.fresh)
    cells: Iterable[tuple[Any, ...]] = zip(*draft.columns.values(), *draft.fresh.values(), strict=True)
    return Rows(draft.table, draft.key, names, fresh, tuple(cells))


def rows_of(drafts: Sequence[Draft]) -> list[Rows]:
    """Number and settle the drafts of one table."""
    number(drafts)
    return settle(drafts)


def all_problems(typed: Iterable[Typed]) -> list[Problem]:
    """The problems of all sheets, in the order of the sheets."""
    return [problem for each in typed for problem in each.problems]


COPY = Text("与 {other} 的内容完全相同，只算一次", "holds the same rows as {other} and counts once")
TWO_CONTENTS = Text(
    "“{value}”出现两次而内容不同（{where}第 {row} 行，“{column}”不一致）",
    "“{value}” is there twice with different contents ({where}row {row}: “{column}” differs)",
)
MORE_CONTRADICT = Text("另有 {count} 行编号重复而内容不同", "and {count} more rows with a number used twice")
