"""Finished rows into a book's tables, within one transaction: only what differs is written, ids stay."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import add, itemgetter
from typing import TYPE_CHECKING, Any

from csmdesk.domain.errors import UserError
from csmdesk.domain.spelling import all_spelt
from csmdesk.domain.text import Text
from csmdesk.importers.alike import Alike, Found
from csmdesk.importers.content import TARGET_KEY, Content
from csmdesk.importers.drafts import Rows
from csmdesk.importers.hand_edits import Conflict, Decisions, settle
from csmdesk.importers.rooms import with_rooms
from csmdesk.importers.unsaid import UNSAID
from csmdesk.storage import made_rows
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

_OF: Mapping[str, tuple[str, str]] = {
    "account_id": ("accounts", "code"),
    "contact_id": ("contacts", "code"),
    "contract_id": ("contracts", "code"),
    "event_id": ("events", "code"),
    "opportunity_id": ("opportunities", "code"),
    "dimension_id": ("health_dimensions", "name"),
    "handover_id": ("handovers", "code"),
    "parent_id": ("targets", TARGET_KEY),
}
"""Column that refers → the table, and the column that its rows are named by."""

Change = tuple[int, tuple[Any, ...], tuple[Any, ...]]
"""A row's id, what stands in the book, and what is to stand there."""


@dataclass
class Counts:
    """Rows that are new, changed or the same as in the book."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def add(self, other: Counts) -> None:
        """Add another count."""
        self.new += other.new
        self.changed += other.changed
        self.same += other.same


class Writer:
    """Writes to one book in one transaction; ``counts`` are by table."""

    def __init__(
        self,
        connection: sqlalchemy.Connection | Connection,
        erased: Mapping[str, int],
        decisions: Decisions | None = None,
        reserved: Mapping[str, Mapping[str, int]] | None = None,
    ) -> None:
        """Write in the transaction of ``connection``; ``erased`` are ids of contacts by number.

        ``reserved`` are ids, by table and by code or name, that new rows are to have.

        ``decisions`` say who wins where a file and a change by hand differ; without any the file does.
        """
        self._connection = raw(connection)
        self._decisions = decisions
        self.conflicts: list[Conflict] = []
        self._erased = erased
        self._reserved = reserved or {}
        self._ids: dict[str, dict[Any, int]] = {}
        self.counts: dict[str, Counts] = {}
        self._alike = Alike(self.read)

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any(count.new or count.changed for count in self.counts.values())

    def read(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._connection.execute(sql).fetchall()

    def many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run one statement for many rows."""
        if rows:
            self._connection.executemany(sql, rows)

    def rows(self, rows: Rows) -> None:
        """Write the rows of one table, found again by their key."""
        if rows.table == "tasks":
            rows = with_rooms(
                rows, self.read, self.many, lambda code: self._id(self._by("accounts", "code"), code)
            )
        names = (*rows.columns, *rows.fresh)
        merged = self._merged_rows(rows)
        data = self._referring(names, rows.data)
        by_content = rows.key in _BY_CONTENT
        found: list[Found | None] = []
        if rows.table in _SOME_NUMBERED or by_content:
            self._alike.start(rows.table)
        if by_content:
            found, data = self._alike.find(rows, data)
        stored = {} if by_content else self._stored(rows.table, rows.key, rows.columns)
        count = Counts()
        new: Sequence[tuple[Any, ...]] = data
        changed: list[Change] = []
        unsaid = "contact_id" in names and any(UNSAID in row for row in data)
        if stored or merged or any(found) or unsaid:
            new, changed = self._told_apart(rows, data, found, stored, merged, count)
        conflicts: list[Conflict] = []
        if self._decisions is not None:
            conflicts = settle(self.read, rows.table, rows.columns, changed, self._decisions)
        if conflicts:
            self.conflicts += conflicts
            before_them = len(changed)
            changed = _kept(rows.columns, changed, conflicts)
            count.same += before_them - len(changed)
            self._refuse(conflicts)
        count.new, count.changed = len(new), len(changed)
        self._insert(rows.table, names, new)
        self._change(rows.table, rows.columns, changed)
        self.counts.setdefault(rows.table, Counts()).add(count)
        self._ids.pop(rows.table, None)

    def _told_apart(
        self,
        rows: Rows,
        data: Sequence[tuple[Any, ...]],
        found: Sequence[Found | None],
        stored: Mapping[tuple[Any, ...], tuple[int, tuple[Any, ...]]],
        merged: frozenset[int],
        count: Counts,
    ) -> tuple[list[tuple[Any, ...]], list[Change]]:
        """The rows that are new, and those that change; ``count`` gets those that do not.

        ``found`` has the row of the book for each, where it is not ``stored`` by its key.
        """
        names = (*rows.columns, *rows.fresh)
        key_at = [names.index(name) for name in rows.key]
        width = len(rows.columns)
        referring = "contact_id" in names
        new: list[tuple[Any, ...]] = []
        changed: list[Change] = []
        fresh: set[tuple[Any, ...]] = set()
        # The account's own rows go first: what merged accounts add for the same day is left out.
        for place in sorted(range(len(data)), key=merged.__contains__) if merged else range(len(data)):
            row = data[place]
            key = tuple(row[at] for at in key_at)
            before = found[place] if found else stored.get(key)
            if referring and UNSAID in row:
                row = _said(row, before)
            if before is not None and rows.table in _SOME_NUMBERED:
                self._alike.take(rows.table, before[0])
            if before is None:
                if place not in merged or key not in fresh:
                    new.append(row)
                if merged:
                    fresh.add(key)
            elif place not in merged and before[1] != row[:width]:
                changed.append((before[0], before[1], row[:width]))
            else:
                count.same += 1
        return new, changed

    def undecided(self) -> list[Conflict]:
        """The conflicts that nobody decided: nothing may be written while there are any."""
        return [conflict for conflict in self.conflicts if conflict.winner is None]

    def custom(self, values: Sequence[tuple[str, str, str, str]]) -> None:
        """Keep columns beside what the book knows: table, the object's number, the column's name, value."""
        if not values:
            return
        stored = {
            row[:3]: row[3] for row in self.read("SELECT table_name, code, name, value FROM custom_values")
        }
        wanted = {value[:3]: value[3] for value in values}
        new = [(*key, value) for key, value in wanted.items() if key not in stored and value]
        changed = [(value, *key) for key, value in wanted.items() if key in stored and stored[key] != value]
        self.many("INSERT INTO custom_values (table_name, code, name, value) VALUES (?, ?, ?, ?)", new)
        self.many(
            "UPDATE custom_values SET value = ? WHERE table_name = ? AND code = ? AND name = ?", changed
        )
        same = sum(stored.get(key) == value for key, value in wanted.items())
        self.counts["custom_values"] = Counts(len(new), len(changed), same)

    def _refuse(self, conflicts: Sequence[Conflict]) -> None:
        """Remember what a file said where the book's own value stays, so that it is asked once."""
        refused = [
            (c.table, c.row, c.column, json.dumps(c.file, ensure_ascii=False))
            for c in conflicts
            if c.winner == "book" and not c.stale
        ]
        self.many(
            "INSERT INTO refused_values (table_name, row, column_name, value) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (table_name, row, column_name) DO UPDATE SET value = excluded.value",
            refused,
        )

    def _change(
        self,
        table: str,
        columns: Sequence[str],
        changed: Sequence[Change],
    ) -> None:
        self._update(table, columns, [(*after, row) for row, _, after in changed])

    def _merged_rows(self, rows: Rows) -> frozenset[int]:
        """The places of rows that name a merged account where the account that it is now goes first."""
        if "account_id" not in rows.key:
            return frozenset()
        at, merged = rows.columns.index("account_id"), self._by("account_aliases", "code")
        return (
            frozenset(place for place, row in enumerate(rows.data) if row[at] in merged)
            if merged
            else frozenset()
        )

    def named(self, table: str, column: str, said: Mapping[str, Any], usual: Any = None) -> None:
        """Write rows known by name; where nothing is said, a new one gets ``usual``, an old one keeps it."""
        value = f", {column}" if column else ""
        stored = {row[0]: row[1:] for row in self.read(f"SELECT name{value} FROM {table}")}
        new = [
            (name, *([usual if v is None else v] if column else []))
            for name, v in said.items()
            if name not in stored
        ]
        changed = [
            (v, name)
            for name, v in said.items()
            if column and v is not None and name in stored and stored[name][0] != v
        ]
        self._insert(table, ("name", column) if column else ("name",), new)
        if column:
            self.many(f"UPDATE {table} SET {column} = ? WHERE name = ?", changed)
        self.counts.setdefault(table, Counts()).add(
            Counts(len(new), len(changed), len(said) - len(new) - len(changed))
        )
        self._ids.pop(table, None)

    def licences(self, content: Content) -> None:
        """Make the licensed modules of each account those that the files list."""
        if not content.licensed:
            self.counts["account_modules"] = Counts()
            return
        accounts, modules = self._by("accounts", "code"), self._by("modules", "name")
        stored: dict[int, dict[int, int]] = {}
        for row_id, account, module in self.read("SELECT id, account_id, module_id FROM account_modules"):
            stored.setdefault(account, {})[module] = row_id
        added: list[tuple[Any, ...]] = []
        dropped: list[tuple[Any, ...]] = []
        kept = 0
        for code, names in content.licensed.items():
            wanted = dict.fromkeys(modules[name] for name in names)
            have = stored.get(accounts[code], {})
            added += [(accounts[code], module) for module in wanted if module not in have]
            dropped += [(row_id,) for module, row_id in have.items() if module not in wanted]
            kept += sum(module in have for module in wanted)
        self.many("INSERT INTO account_modules (account_id, module_id) VALUES (?, ?)", added)
        self.many("DELETE FROM account_modules WHERE id = ?", dropped)
        self.counts["account_modules"] = Counts(len(added), len(dropped), kept)

    def links(self, content: Content) -> None:
        """Write renewal links; what a file names takes the place of what was inferred for the contract."""
        if not content.links and not content.linked:
            self.counts["renewal_links"] = Counts()
            return
        contracts = self._by("contracts", "code")
        stored = {
            (old, new): (row_id, inferred)
            for row_id, old, new, inferred in self.read(
                "SELECT id, old_id, new_id, inferred FROM renewal_links"
            )
        }
        wanted = {
            (self._id(contracts, link.old), self._id(contracts, link.new)): int(link.inferred)
            for link in content.links
        }
        named = {contracts[code] for code in content.linked}
        dropped = [
            (row_id,) for (old, new), (row_id, inferred) in stored.items()
            if inferred and new in named and (old, new) not in wanted
        ]  # fmt: skip
        added = [(*pair, inferred) for pair, inferred in wanted.items() if pair not in stored]
        changed = [
            (stored[pair][0],)
            for pair, inferred in wanted.items()
            if pair in stored and stored[pair][1] and not inferred
        ]
        self.many("DELETE FROM renewal_links WHERE id = ?", dropped)
        self.many("UPDATE renewal_links SET inferred = 0 WHERE id = ?", changed)
        self.many("INSERT INTO renewal_links (old_id, new_id, inferred) VALUES (?, ?, ?)", added)
        count = Counts(len(added), len(changed) + len(dropped), len(wanted) - len(added) - len(changed))
        self.counts["renewal_links"] = count

    def _referring(self, names: Sequence[str], data: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
        """The rows with ids in place of codes."""
        places = {at: self._by(*_OF[name]) for at, name in enumerate(names) if name in _OF}
        if not places:
            return data
        columns = list(zip(*data, strict=True))
        for at, ids in places.items():
            columns[at] = tuple(
                code if code is None or code is UNSAID else self._id(ids, code) for code in columns[at]
            )
        return list(zip(*columns, strict=True))

    def _stored(
        self, table: str, key: Sequence[str], columns: Sequence[str]
    ) -> dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]]:
        listed = ", ".join(f'"{name}"' for name in (*key, *columns))
        width = len(key) + 1
        return {
            row[1:width]: (row[0], row[width:]) for row in self.read(f'SELECT id, {listed} FROM "{table}"')
        }

    def _insert(self, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        if ids := self._reserved.get(table):
            at = names.index("code" if "code" in names else "name")
            names, rows = (*names, "id"), [(*row, ids.get(row[at])) for row in rows]
        if table in _SPELT and rows:
            said = map(itemgetter(names.index("name")), rows)
            rows = list(map(add, rows, all_spelt(said, person=_SPELT[table])))
            names = (*names, "pinyin", "initials")
        if rows:
            made_rows.insert(self._connection, table, names, rows)

    def _update(self, table: str, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
        if table in _SPELT and "name" in names:
            readings = all_spelt(map(itemgetter(names.index("name")), rows), person=_SPELT[table])
            rows = [(*row[:-1], *spelt, row[-1]) for row, spelt in zip(rows, readings, strict=True)]
            names = (*names, "pinyin", "initials")
        sets = ", ".join(f'"{name}" = ?' for name in names)
        self.many(f'UPDATE "{table}" SET {sets} WHERE id = ?', rows)

    def _by(self, table: str, column: str) -> dict[Any, int]:
        if table not in self._ids:
            self._ids[table] = dict(self.read(f"SELECT {column}, id FROM {table}"))
            if table == "accounts":
                self._ids[table] |= self.read("SELECT code, account_id FROM account_aliases")
            if table == "contacts":
                self._ids[table] |= self._erased
        return self._ids[table]

    def _id(self, ids: Mapping[Any, int], code: Any) -> int:
        try:
            return ids[code]
        except KeyError:
            raise UserError(BOOK_CHANGED) from None


def _said(row: tuple[Any, ...], before: tuple[int, tuple[Any, ...]] | None) -> tuple[Any, ...]:
    """A row with what the book has where the file says nothing that is understood."""
    held = before[1] if before is not None else ()
    return tuple(
        (held[at] if at < len(held) else None) if cell is UNSAID else cell for at, cell in enumerate(row)
    )


def _kept(
    columns: Sequence[str],
    changed: Sequence[Change],
    conflicts: Sequence[Conflict],
) -> list[Change]:
    """The rows that change, with the book's own value where it wins; rows that then do not change are out."""
    own = {(c.row, c.column) for c in conflicts if c.winner == "book"}
    found = []
    for row, before, after in changed:
        kept = tuple(
            old if (row, column) in own else new
            for column, old, new in zip(columns, before, after, strict=True)
        )
        if kept != before:
            found.append((row, before, kept))
    return found


_BY_CONTENT = {(), ("row_key",)}
"""Keys of rows that are found again by what stands in them."""

_SOME_NUMBERED = frozenset({"surveys", "tasks", "touches", "workshops"})
"""Tables of which some rows have numbers and others have none."""

_SPELT = {"accounts": False, "contacts": True}
"""Tables whose names are searched by pinyin, and whether they are people's names."""

BOOK_CHANGED = Text(
    "检查之后客户书被改动过，请重新导入。", "The book was changed after the files were checked: import again."
)
