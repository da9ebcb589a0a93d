"""Accounts that become one, and accounts that go to another CSM."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.company import company_key
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.services.account_fields import name_in_targets
from csmdesk.storage import kept_columns, war_rows, war_union
from csmdesk.storage.driver import raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book
    from csmdesk.storage.driver import Connection


class MergeField(NamedTuple):
    """A field in which the accounts differ: ``kept`` is what the merged account will have.

    ``values`` are the accounts' own, the kept account's first.
    """

    key: str
    name: Text
    kept: str
    values: tuple[str, ...]


class MergeRows(NamedTuple):
    """Rows that go to the kept account, and those that stay out as it has one for the same day already."""

    table: str
    name: Text
    moved: int
    left_out: int


class MergePlan(NamedTuple):
    """What merging would do; ``names`` are the accounts' names, the kept one's first."""

    keep: int
    others: tuple[int, ...]
    names: tuple[str, ...]
    fields: tuple[MergeField, ...]
    rows: tuple[MergeRows, ...]


class AccountMoves:
    """Merging and handing over accounts of one book; may be used from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book

    # --- merging --------------------------------------------------------------------------------------------

    def duplicates(self) -> list[tuple[int, ...]]:
        """Groups of accounts, archived ones too, whose names stand for one company, in the book's order."""
        groups: dict[str, list[int]] = defaultdict(list)
        with self._book.reading() as connection:
            for account, name in connection.execute("SELECT id, name FROM accounts ORDER BY id"):
                groups[company_key(name)].append(account)
        return [tuple(ids) for ids in groups.values() if len(ids) > 1]

    def plan_merge(self, keep: int, others: Sequence[int]) -> MergePlan:
        """What ``merge`` would do. Raises UserError when an account is not in the book."""
        ids = (keep, *_besides(keep, others))
        with self._book.reading() as connection:
            stored = {
                row[0]: row
                for row in connection.execute(
                    f"SELECT id, {', '.join(_FIELDS)}, name FROM accounts WHERE id IN ({_marks(ids)})", ids
                )
            }
            if len(stored) != len(ids):
                raise UserError(_GONE)
            rows = []
            for table, unique in _tables().items():
                arguments = (*ids[1:], *ids[1:], keep) if unique else ids[1:]
                total, moved = connection.execute(_counting(table, unique, ids[1:]), arguments).fetchone()
                if total:
                    rows.append(MergeRows(table, _TABLE_NAMES[table], moved, total - moved))
            united = max(0, sum(len(war_rows.open_rooms(connection, i)) for i in ids) - 1)
        rows = [
            row._replace(moved=row.moved - united, left_out=united) if row.table == "war_rooms" else row
            for row in rows
        ]
        fields = []
        for place, (key, name) in enumerate(_FIELDS.items(), start=1):
            values = tuple("" if stored[i][place] is None else str(stored[i][place]) for i in ids)
            if len({value for value in values if value}) > 1 or (not values[0] and any(values)):
                fields.append(MergeField(key, name, _merged(key, values), values))
        return MergePlan(keep, ids[1:], tuple(stored[i][-1] for i in ids), tuple(fields), tuple(rows))

    def merge(self, keep: int, others: Sequence[int], values: Mapping[str, str] | None = None) -> Changes:
        """Make ``others`` one with ``keep``: it takes their rows, and their fields where it has none.

        ``values`` say what fields shall be, by key, instead of what the plan shows. Where both have a row for
        the same day (a score, a module's usage) the kept account's counts. Open war rooms become one. Imports
        that name the number of one that is gone find the kept account. Raises UserError when an account is
        not in the book.
        """
        plan = self.plan_merge(keep, others)
        if not plan.others:
            return Changes()
        said = {field.key: field.kept for field in plan.fields} | dict(values or {})
        unknown = set(said) - set(_FIELDS)
        if unknown:
            raise ValueError(f"not a field of an account: {unknown}")

        def write(connection: sqlalchemy.Connection) -> None:
            run = connection.exec_driver_sql
            marks = _marks(plan.others)
            own_rooms = war_rows.open_rooms(raw(connection), keep)
            for table in _tables():
                # What the kept account has already stays, the other's is deleted with it.
                run(
                    f"UPDATE OR IGNORE {table} SET account_id = ? WHERE account_id IN ({marks})",
                    (keep, *plan.others),
                )
            _unite_rooms(raw(connection), keep, own_rooms)
            for key, value in said.items():
                run(f"UPDATE accounts SET {key} = ? WHERE id = ?", (_stored(key, value), keep))
            run(
                "UPDATE OR IGNORE snoozes SET object_id = ? WHERE object_table = 'accounts' "
                f"AND object_id IN ({marks})",
                (keep, *plan.others),
            )
            run(
                f"DELETE FROM snoozes WHERE object_table = 'accounts' AND object_id IN ({marks})", plan.others
            )
            codes = run(f"SELECT code FROM accounts WHERE id IN ({marks})", plan.others).fetchall()
            run(f"DELETE FROM accounts WHERE id IN ({marks})", plan.others)
            run(
                "INSERT INTO account_aliases (code, account_id) VALUES (?, ?)",
                [(code, keep) for (code,) in codes],
            )
            kept_code = run("SELECT code FROM accounts WHERE id = ?", (keep,)).scalar_one()
            for (code,) in codes:
                name_in_targets(raw(connection), code, kept_code)
                kept_columns.move(raw(connection), "accounts", code, kept_code)

        label = Text("合并到：{name}", "Merge into: {name}").format(name=plan.names[0])
        return self._book.store.run(Op.MERGE_ACCOUNTS, write, label).changes

    # --- handing over ---------------------------------------------------------------------------------------

    def hand_over(self, ids: Sequence[int], to: str, day: date) -> Changes:
        """Say that the accounts belong to ``to`` from ``day`` on: from then they count no more in this book.

        Raises UserError without a name, or for a day before the account came to this CSM.
        """
        name = " ".join(to.split())
        if not name:
            raise UserError(Text("请写明移交给谁。", "Say who takes the account over."))
        with self._book.reading() as connection:
            found = connection.execute(
                f"SELECT name, handover_day FROM accounts WHERE id IN ({_marks(ids)})", tuple(ids)
            ).fetchall()
        if len(found) != len(set(ids)):
            raise UserError(_GONE)
        for account, since in found:
            if since is not None and day < date.fromisoformat(since):
                raise UserError(
                    Text(
                        "“{account}”{since} 才交接给你，移交日不能早于这一天。",
                        "“{account}” came to you on {since}: it cannot be handed over before.",
                    ).format(account=account, since=since)
                )
        who = Text(found[0][0], found[0][0]) if len(found) == 1 else _count(len(found))
        label = Text("移交：{who} → {to}", "Hand over: {who} → {to}")
        return self._handed(
            ids,
            day.isoformat(),
            name,
            Text(label.zh.format(who=who.zh, to=name), label.en.format(who=who.en, to=name)),
        )

    def take_back(self, ids: Sequence[int]) -> Changes:
        """The accounts are this CSM's again, as if they had never been handed over."""
        return self._handed(ids, None, "", Text("取消移交", "Take back"))

    def _handed(self, ids: Sequence[int], day: str | None, to: str, label: Text) -> Changes:
        def write(connection: sqlalchemy.Connection) -> None:
            connection.exec_driver_sql(
                f"UPDATE accounts SET handaway_day = ?, handaway_to = ? WHERE id IN ({_marks(ids)})",
                (day, to, *ids),
            )

        return self._book.store.run(Op.HAND_OVER, write, label).changes


def _unite_rooms(driver: Connection, account_id: int, own: Sequence[int]) -> None:
    """Of the open war rooms of an account one stays: the first of its ``own``, else its first."""
    rooms = war_rows.open_rooms(driver, account_id)
    for other in rooms:
        kept = (*own, *rooms)[0]
        if other != kept:
            war_union.unite(driver, kept, other)


def _besides(keep: int, others: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(other for other in others if other != keep))


def _marks(ids: Sequence[int]) -> str:
    return ", ".join("?" * len(ids))


def _count(number: int) -> Text:
    return Text(f"{number} 个客户", f"{number} accounts")


def _tables() -> dict[str, tuple[str, ...]]:
    """The tables with rows of an account, each with what else makes a row unique beside the account."""
    from csmdesk.storage.schema import metadata

    found: dict[str, tuple[str, ...]] = {}
    for table in metadata.sorted_tables:
        if "account_id" not in table.columns or table.name not in _TABLE_NAMES:
            continue
        keys = [tuple(table.primary_key.columns.keys())]
        keys += [tuple(index.columns.keys()) for index in table.indexes if index.unique]
        unique = [tuple(name for name in key if name != "account_id") for key in keys if "account_id" in key]
        found[table.name] = unique[0] if unique else ()
    return found


def _counting(table: str, unique: tuple[str, ...], others: Sequence[int]) -> str:
    """SQL for how many rows the others have, and how many of them the kept account can take."""
    rows = f"FROM {table} o WHERE o.account_id IN ({_marks(others)})"
    if not unique:
        return f"SELECT count(*), count(*) {rows}"
    same = " AND ".join(f"k.{name} = o.{name}" for name in unique)
    free = f"NOT EXISTS (SELECT 1 FROM {table} k WHERE k.account_id = ? AND {same})"
    kinds = f"SELECT DISTINCT {', '.join(unique)} {rows} AND {free}"
    return f"SELECT (SELECT count(*) {rows}), (SELECT count(*) FROM ({kinds}))"


def _merged(key: str, values: Sequence[str]) -> str:
    """What the merged account has: the kept one's, else the first that says something."""
    said = [value for value in values if value]
    if key in {"handover_day", "activated_day"}:
        return min(said)
    if key == "note":
        return "\n".join(dict.fromkeys(said))
    return said[0]


def _stored(key: str, value: str) -> str | None:
    return value or (None if key.endswith("_day") else "")


_GONE = Text(
    "其中有客户已不在客户书里，请重新选择。", "One of the accounts is no longer in the book: choose again."
)

_FIELDS: Mapping[str, Text] = {
    "industry": Text("行业", "Industry"),
    "city": Text("城市", "City"),
    "segment": Text("分层", "Segment"),
    "stage": Text("阶段", "Stage"),
    "owner": Text("负责人", "Owner"),
    "handover_day": Text("交接日", "Handed over on"),
    "handover_from": Text("交接人", "Handed over by"),
    "activated_day": Text("启用日", "Activated on"),
    "note": Text("备注", "Note"),
}

_TABLE_NAMES: Mapping[str, Text] = {
    "account_aliases": Text("曾用编号", "Former numbers"),
    "account_modules": Text("可用模块", "Licensed modules"),
    "cases": Text("客户案例", "Cases"),
    "contacts": Text("联系人", "Contacts"),
    "contracts": Text("合同", "Contracts"),
    "escalations": Text("升级", "Escalations"),
    "handovers": Text("销售交接", "Handovers"),
    "health_overrides": Text("健康度改写", "Health overrides"),
    "health_scores": Text("健康度评分", "Health scores"),
    "leads": Text("推荐线索", "Referral leads"),
    "opportunities": Text("商机", "Opportunities"),
    "plan_items": Text("年度计划", "Year plan"),
    "own_time": Text("个人时间", "Own time"),
    "quotes": Text("报价", "Quotes"),
    "requests": Text("顾问需求", "Consultant requests"),
    "suggestions": Text("需求反馈", "Suggestions"),
    "surveys": Text("问卷", "Surveys"),
    "tickets": Text("工单", "Tickets"),
    "touches": Text("触达", "Touches"),
    "usage": Text("功能使用", "Usage"),
    "usage_times": Text("使用时长", "Time of use"),
    "war_room_declines": Text("不开作战室的记录", "Declined war rooms"),
    "war_rooms": Text("作战室", "War rooms"),
}
