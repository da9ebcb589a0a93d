"""The fields of a plan's items: what may be put into each, and cells pasted onto them from a workbook."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from csmdesk.domain.amounts import read_fen, typed_fen
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import (
    MOST_NOTE,
    MOST_WORDS,
    EditField,
    FieldError,
    one_line,
    several_lines,
    word_key,
)
from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.period import Period
from csmdesk.domain.text import Text
from csmdesk.domain.year_plan import MOST_MINUTES, NAMES, PlanKind
from csmdesk.services.paste import NOBODY, Checked, Held, PastePlan
from csmdesk.services.settings_values import number
from csmdesk.storage import year_plan_rows
from csmdesk.storage.driver import Connection
from csmdesk.storage.year_plan_rows import ItemRow

ITEM_FIELDS = (
    EditField("day", Text("日期", "Day"), "day", required=True),
    EditField("kind", Text("类型", "Kind"), "choice", required=True),
    EditField("account", Text("客户", "Account"), "choice"),
    EditField("title", Text("内容", "What"), "text"),
    EditField("minutes", Text("分钟", "Minutes"), "text"),
    EditField("cost", Text("费用", "Cost"), "text"),
    EditField("spent", Text("已花", "Spent"), "text"),
    EditField("note", Text("备注", "Note"), "note"),
)
"""In the order in which forms and pasted blocks show them."""

FIELDS = {field.key: field for field in ITEM_FIELDS}
EDITED = frozenset(FIELDS) - {"account"}
"""What can be changed of an item that is there; its account cannot."""

_KIND_WORDS: Mapping[PlanKind, str] = {
    PlanKind.SALON: "沙龙, salon, 线下沙龙",
    PlanKind.TOPIC: "议题, 票选, 选题投票, topic",
    PlanKind.PAPER: "白皮书, paper",
    PlanKind.WORKSHOP: "工作坊, workshop",
    PlanKind.TALKS: "谈判, 续约, 启动谈判, 启动续约谈判, talks, renewal",
    PlanKind.QBR: "季度回顾, 季度业务回顾, business review",
    PlanKind.TRAINING: "做培训, training",
    PlanKind.TOUCH: "拜访, 回访, 电话, touch, call, visit",
    PlanKind.OTHER: "其它, other",
}


def kind_of(typed: str) -> PlanKind:
    """The kind that a word means; raises FieldError."""
    key = word_key(typed)
    for kind, name in NAMES.items():
        words = (kind.value, *name, *(word.strip() for word in _KIND_WORDS[kind].split(",")))
        if key in map(word_key, words):
            return kind
    offered = Text("、".join(n.zh for n in NAMES.values()), ", ".join(n.en for n in NAMES.values()))
    raise FieldError("kind", NO_KIND.format(typed=typed.strip(), offered=offered))


class ItemCheck:
    """Turns what is typed into what the book keeps of an item of one fiscal year."""

    def __init__(self, connection: Connection, period: Period, today: date) -> None:
        self._connection = connection
        self._period = period
        self._today = today
        self._accounts: dict[str, int] | None = None

    def columns(self, field: str, typed: str) -> dict[str, object]:
        """What is kept, by column; raises FieldError."""
        if field == "day":
            return {"day": self._day(typed)}
        if field == "kind":
            return {"kind": kind_of(typed).value}
        if field == "account":
            return {"account_id": self._account(typed)}
        if field == "minutes":
            return {"minutes": int(_minutes(typed))}
        if field in {"cost", "spent"}:
            fen = read_fen(field, typed) if typed.strip() else None
            if fen is not None and fen < 0:
                raise FieldError(field, BELOW_NOTHING)
            return {"spent_fen": fen} if field == "spent" else {"cost_fen": fen or 0}
        words = several_lines(typed) if field == "note" else one_line(typed)
        most = MOST_NOTE if field == "note" else MOST_WORDS
        if len(words) > most:
            raise FieldError(field, TOO_LONG.format(field=FIELDS[field].name, most=most))
        return {field: words}

    def _day(self, typed: str) -> date:
        words = one_line(typed)
        day = natural_day(words, self._today)
        if day is None:
            raise FieldError("day", NO_DAY.format(typed=typed.strip()))
        if not self._period.holds(day):
            # A day without its year is that of the plan's year.
            day = natural_day(words, self._period.end) or day
        if not self._period.holds(day):
            raise FieldError("day", OUTSIDE.format(day=day, first=self._period.start, last=self._period.end))
        return day

    def _account(self, typed: str) -> int | None:
        words = one_line(typed)
        if not words:
            return None
        if self._accounts is None:
            rows = self._connection.execute("SELECT id, name, code FROM accounts ORDER BY id DESC").fetchall()
            self._accounts = {word_key(code): key for key, _, code in rows}
            self._accounts |= {word_key(name): key for key, name, _ in rows}
        found = self._accounts.get(word_key(words))
        if found is None:
            raise FieldError("account", NO_ACCOUNT.format(typed=words))
        return found


def _minutes(typed: str) -> int:
    if not typed.strip():
        return 0
    try:
        return int(number(typed, FIELDS["minutes"].name, 0, MOST_MINUTES, _UNIT, whole=True))
    except FieldError:
        raise
    except UserError as error:
        raise FieldError("minutes", error.text) from error


def typed_item(row: ItemRow, account: str, field: str) -> str:
    """What stands in a field of an item to be changed; read again it is the same."""
    values: Mapping[str, Callable[[], str]] = {
        "day": row.day.isoformat,
        "kind": lambda: NAMES[PlanKind(row.kind)].zh,
        "account": lambda: account,
        "title": lambda: row.title,
        "minutes": lambda: str(row.minutes),
        "cost": lambda: typed_fen(row.cost_fen),
        "spent": lambda: "" if row.spent_fen is None else typed_fen(row.spent_fen),
        "note": lambda: row.note,
    }
    return values[field]()


def paste_rows(plan: PastePlan) -> list[dict[str, str]]:
    """The new rows of a paste that have no problem, each as values by field."""
    refused = {cell.row for cell in plan.cells if cell.problem is not None}
    rows: dict[int, dict[str, str]] = defaultdict(dict)
    for cell in plan.cells:
        if cell.row not in refused:
            rows[cell.row][cell.field] = cell.new
    return list(rows.values())


def nothing_assumed(
    _block: Sequence[Sequence[str]], _fields: Sequence[str]
) -> tuple[Mapping[str, str], list[Text]]:
    """What a pasted row does not say is not guessed from the block."""
    return {}, []


class ItemsOnto:
    """The list of items as cells are pasted onto it."""

    def __init__(self, connection: Connection, check: ItemCheck) -> None:
        self.more_rows = MORE_ROWS
        self._connection = connection
        self._check = check

    def field_name(self, field: str) -> Text:
        """What people call a field."""
        return FIELDS[field].name

    def heads(self, field: str) -> Sequence[str]:
        """Other words over its column."""
        return _HEADS.get(field, ())

    def held(self, ids: Sequence[int], fields: Sequence[str]) -> Mapping[int, Held]:
        """The items that are in the book."""
        rows = year_plan_rows.items_of(self._connection, ids)
        names: dict[int | None, str] = dict(
            self._connection.execute(
                "SELECT id, name FROM accounts WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([row.account_id for row in rows if row.account_id is not None]),),
            ).fetchall()
        )
        found = {}
        for row in rows:
            account = names.get(row.account_id, "")
            name = account or row.title or NAMES[PlanKind(row.kind)].zh
            found[row.id] = Held(name, {field: typed_item(row, account, field) for field in fields})
        return found

    def checked(self, row_id: int | None, held: Held, typed: Mapping[str, str]) -> Mapping[str, Checked]:
        """What becomes of the typed cells of one item."""
        wanted = dict(typed)
        if row_id is None:
            wanted = {field.key: typed[field.key] for field in ITEM_FIELDS if field.key in typed}
            wanted.setdefault("day", "")
            wanted.setdefault("kind", NAMES[PlanKind.OTHER].zh)
        return {field: self._checked(row_id, held, field, cell) for field, cell in wanted.items()}

    def _checked(self, row_id: int | None, held: Held, field: str, typed: str) -> Checked:
        try:
            columns = self._check.columns(field, typed)
        except FieldError as error:
            return Checked(typed, error.text)
        if row_id is not None and held is NOBODY:
            return Checked(typed, GONE)
        if row_id is not None and field == "account":
            same = word_key(typed) == word_key(held.values.get("account", ""))
            return Checked(held.values.get("account", ""), None if same else FIXED)
        return Checked(_plain(field, typed, columns))


def _plain(field: str, typed: str, columns: Mapping[str, object]) -> str:
    """A checked value as it is typed, so that it can be set against the one that is there."""
    (value,) = columns.values()
    if field == "kind":
        return NAMES[PlanKind(str(value))].zh
    if field == "account":
        return one_line(typed)
    if field in {"cost", "spent"}:
        return "" if value is None else typed_fen(int(str(value)))
    return str(value)


_UNIT = Text("分钟", "min")
_HEADS: Mapping[str, tuple[str, ...]] = {
    "day": ("日期", "计划日", "date"),
    "kind": ("类别", "事项", "type"),
    "account": ("客户名称", "客户编号", "customer"),
    "title": ("安排", "主题", "说明", "title"),
    "minutes": ("时长", "分钟数", "duration"),
    "cost": ("预算", "计划费用", "planned cost"),
    "spent": ("实际费用", "actual cost"),
}
NO_DAY = Text(
    "“{typed}”不是日期：可写 2024-09-20、9月20日、下周三。",
    "“{typed}” is not a date: write 2024-09-20, Sep 20 or next Wednesday.",
)
OUTSIDE = Text("{day} 不在这一年（{first} – {last}）。", "{day} is outside of the year ({first} – {last}).")
NO_KIND = Text("没有“{typed}”这一类：可写 {offered}。", "There is no kind “{typed}”: {offered}.")
NO_ACCOUNT = Text("客户书里没有“{typed}”。", "There is no account “{typed}” in the book.")
BELOW_NOTHING = Text("金额不能小于 0。", "An amount cannot be below 0.")
TOO_LONG = Text("{field}太长：最多 {most} 个字。", "{field} is too long: {most} characters at most.")
GONE = Text("这项安排已不在客户书里。", "The item is no longer in the book.")
FIXED = Text("已有的安排不能换客户。", "The account of an item cannot be changed.")
MORE_ROWS = Text(
    "多出 {count} 行，列表里没有对应的安排，已略过。", "{count} more rows than the list shows are left out."
)
