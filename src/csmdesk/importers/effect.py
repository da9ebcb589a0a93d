"""What a plan would do to a book, without writing: the writer at work on a book that it only looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.importers.content import Content, UsageRow
from csmdesk.importers.desk_parts import CellChange, EditConflict, RowChange, TableEffect
from csmdesk.importers.drafts import Rows
from csmdesk.importers.hand_edits import MADE_BY_HAND, Conflict, Decisions
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.write import Counts, Writer
from csmdesk.storage.facts import Facts

MOST_ROWS = 2_000
"""Rows of a table that are shown; the others are counted."""


class Looking(Writer):
    """A writer that writes nothing and notes what it would have written."""

    def __init__(self, connection: Any, content: Content, decisions: Decisions) -> None:
        """Look at the book of ``connection``, a reading one."""
        super().__init__(connection, content.erased, decisions)
        self.noted: dict[str, list[RowChange]] = {}
        self._coming: set[tuple[str, Any]] = set()
        self._names: dict[str, dict[int, str]] = {}

    def many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write nothing."""

    def rows(self, rows: Rows) -> None:
        """Note what would be written of one table."""
        super().rows(rows)
        key = rows.key[0] if rows.key else ""
        if key in {"code", "name"} and key in (names := (*rows.columns, *rows.fresh)):
            at = names.index(key)
            self._coming |= {(rows.table, row[at]) for row in rows.data}

    def _insert(self, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        noted = self.noted.setdefault(table, [])
        for row in rows[: MOST_ROWS - len(noted)]:
            noted.append(RowChange(table, None, self.label_of(table, dict(zip(names, row, strict=False)))))

    def _change(
        self,
        table: str,
        columns: Sequence[str],
        changed: Sequence[tuple[int, tuple[Any, ...], tuple[Any, ...]]],
    ) -> None:
        noted = self.noted.setdefault(table, [])
        for row, before, after in changed[: MOST_ROWS - len(noted)]:
            cells = tuple(
                CellChange(c, column_text(table, c), self.words(c, old), self.words(c, new))
                for c, old, new in zip(columns, before, after, strict=True)
                if old != new
            )
            label = self.label_of(table, dict(zip(columns, before, strict=True)))
            noted.append(RowChange(table, row, label, cells))

    def _id(self, ids: Mapping[Any, int], code: Any) -> int:
        # What is only on its way in has no id yet; its code stands for it.
        found: int = ids.get(code, code)
        return found

    def label_of(self, table: str, cells: Mapping[str, Any]) -> str:
        """What a row is called: its number and name, or what it belongs to and its day."""
        parts = [str(cells[name]) for name in ("code", "name", "topic", "title") if cells.get(name)]
        if not parts:
            owner = next((n for n in ("account_id", "contract_id", "contact_id") if cells.get(n)), None)
            parts = [self.words(owner, cells[owner])] if owner else []
            parts += [str(cells[name]) for name in ("day", "period", "metric") if cells.get(name)]
        return " ".join(parts[:2]) or table

    def words(self, column: str, value: Any) -> str:
        """A value as people read it."""
        if value is None or value == "" or value is MADE_BY_HAND:
            return ""
        if column.endswith("_fen") and isinstance(value, int):
            sign = "-" if value < 0 else ""
            return f"{sign}{abs(value) // 100:,}.{abs(value) % 100:02d}"
        if column.endswith("_milli") and isinstance(value, int):
            return f"{value / 1000:g}"
        if column in _NAMED and isinstance(value, int):
            table, name = _NAMED[column]
            if table not in self._names:
                self._names[table] = dict(self.read(f"SELECT id, {name} FROM {table}"))
            return self._names[table].get(value, str(value))
        if column in _FLAGS:
            return "是" if value else "否"
        return str(value)


_NAMED = {
    "account_id": ("accounts", "name"),
    "contact_id": ("contacts", "name"),
    "contract_id": ("contracts", "code"),
    "event_id": ("events", "topic"),
    "opportunity_id": ("opportunities", "name"),
    "dimension_id": ("health_dimensions", "name"),
    "handover_id": ("handovers", "code"),
    "parent_id": ("targets", "name"),
}
_FLAGS = frozenset(
    {
        *("executive", "recurring", "auto_renewal", "one_sum", "both_signed", "core"),
        *("archived", "own", "dropped"),
    }
)
_TABLES = {
    "health_scores": "health",
    "segments": "segments",
    "usage_times": "usage_times",
}
_OTHER_TABLES = {
    "modules": Text("功能模块", "modules"),
    "health_dimensions": Text("健康维度", "health dimensions"),
    "account_modules": Text("可用模块", "licensed modules"),
    "renewal_links": Text("续约关联", "renewal links"),
    "custom_values": Text("自定义列", "own columns"),
}
_COLUMNS = {"annual_fen": "arr", "discount_fen": "discount", "expected_arr_fen": "expected_arr"}


def table_text(table: str) -> Text:
    """A table as people call it."""
    kind = KINDS.get(_TABLES.get(table, table))
    return kind.text if kind is not None else _OTHER_TABLES.get(table, Text(table, table))


def column_text(table: str, column: str) -> Text:
    """A column as people call it."""
    kind = KINDS.get(_TABLES.get(table, table))
    name = _COLUMNS.get(column) or column.removesuffix("_id").removesuffix("_fen").removesuffix("_milli")
    if kind is not None and name in kind.fields:
        return kind.fields[name].text
    return Text(column, column)


def effect_of(
    connection: Any, content: Content, decisions: Decisions
) -> tuple[tuple[TableEffect, ...], tuple[EditConflict, ...]]:
    """What ``content`` would do to the book that ``connection`` reads, table by table, and the conflicts."""
    looking = Looking(connection, content, decisions)
    looking.named("segments", "", content.segments)
    looking.named("modules", "core", content.modules, 0)
    looking.named("health_dimensions", "weight", content.dimensions)
    for rows in content.rows:
        looking.rows(rows)
    looking._ids.clear()
    _licences(looking, content)
    _links(looking, content)
    looking.custom(content.custom)
    if content.usage:
        looking.counts["usage"] = usage_counts(connection, content.usage)
    tables = tuple(
        TableEffect(
            table,
            table_text(table),
            count.new,
            count.changed,
            count.same,
            tuple(looking.noted.get(table, ())),
        )
        for table, count in looking.counts.items()
        if count.new or count.changed or count.same
    )
    return tables, tuple(_conflict(looking, each) for each in looking.conflicts)


def _conflict(looking: Looking, each: Conflict) -> EditConflict:
    names = [row[1] for row in looking.read(f'PRAGMA table_info("{each.table}")')]
    found = looking.read(f'SELECT * FROM "{each.table}" WHERE id = {each.row:d}')
    label = looking.label_of(each.table, dict(zip(names, found[0], strict=True))) if found else ""
    return EditConflict(
        each.table, each.row, each.column, label, column_text(each.table, each.column),
        looking.words(each.column, each.base), looking.words(each.column, each.book),
        looking.words(each.column, each.file), each.stale, each.winner,
    )  # fmt: skip


def _licences(looking: Looking, content: Content) -> None:
    stored: dict[str, set[str]] = {}
    for code, module in looking.read(
        "SELECT a.code, m.name FROM account_modules l JOIN accounts a ON a.id = l.account_id "
        "JOIN modules m ON m.id = l.module_id"
    ):
        stored.setdefault(code, set()).add(module)
    count = Counts()
    for code, names in content.licensed.items():
        have, wanted = stored.get(code, set()), set(names)
        count.add(Counts(len(wanted - have), len(have - wanted), len(wanted & have)))
    looking.counts["account_modules"] = count


def _links(looking: Looking, content: Content) -> None:
    stored = set(
        looking.read(
            "SELECT o.code, n.code FROM renewal_links l "
            "JOIN contracts o ON o.id = old_id JOIN contracts n ON n.id = new_id"
        )
    )
    wanted = {(link.old, link.new) for link in content.links}
    looking.counts["renewal_links"] = Counts(len(wanted - stored), 0, len(wanted & stored))


def usage_counts(connection: Any, rows: Sequence[UsageRow]) -> Counts:
    """How many usage rows are new, changed and the same; looks up account by account and module by module."""
    if isinstance(rows, Facts):
        from csmdesk.importers.usage_effect import counted

        return counted(connection, rows)
    accounts = dict(connection.execute("SELECT code, id FROM accounts").fetchall())
    accounts |= dict(connection.execute("SELECT code, account_id FROM account_aliases").fetchall())
    modules = dict(connection.execute("SELECT name, id FROM modules").fetchall())
    by_pair: dict[tuple[str, str], dict[int, tuple[int | None, int]]] = {}
    for account, module, day, provisioned, active in rows:
        by_pair.setdefault((account, module), {})[day] = provisioned, active
    count = Counts()
    for (account, module), days in by_pair.items():
        stored: dict[int, tuple[int | None, int]] = {}
        if account in accounts and module in modules:
            found = connection.execute(
                "SELECT day, provisioned, active FROM usage WHERE account_id = ? AND module_id = ? "
                "AND day BETWEEN ? AND ?",
                (accounts[account], modules[module], min(days), max(days)),
            ).fetchall()
            stored = {day: (provisioned, active) for day, provisioned, active in found}
        same = sum(stored.get(day) == value for day, value in days.items())
        known = sum(day in stored for day in days)
        count.add(Counts(len(days) - known, known - same, same))
    return count
