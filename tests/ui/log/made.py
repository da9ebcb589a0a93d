"""A kind of records held in memory: with an act of each sort, a rule, sections and refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Language, Text
from csmdesk.services.log.cross_table import CrossTable, Entry, cross_table
from csmdesk.services.log.kind import (
    Line,
    LogAct,
    LogData,
    LogField,
    LogRow,
    Mark,
    RuleState,
    Section,
)
from csmdesk.services.paste import PasteCell, PastePlan

FIELDS = (
    LogField("account", Text("客户", "Account"), "account", required=True),
    LogField("day", Text("日期", "Day"), "day", required=True),
    LogField("stage", Text("阶段", "Stage"), "choice"),
    LogField(
        "amount", Text("金额", "Amount"), "money", about=Text("元；可写 12万", "yuan; 120k is understood")
    ),
    LogField("state", Text("状态", "State"), "text", edited=False),
    LogField("note", Text("说明", "Note"), "note"),
)
KEYS = [field.key for field in FIELDS]
NO_DAY = Text("“{typed}”不是日期。", "“{typed}” is no day.")


class MadeKind:
    """Leads of three accounts; every change is noted in ``done``."""

    key = "lead"
    name = Text("线索", "Leads")
    one = Text("线索", "lead")
    fields = FIELDS
    facets = ("stage", "account")
    example = Text("昨天 岚图 推荐 12万", "yesterday Lantu referral 120k")
    acts: tuple[LogAct, ...] = (
        LogAct("close", Text("关闭", "Close"), several=True),
        LogAct(
            "convert",
            Text("转为商机", "Convert"),
            (LogField("name", Text("商机名称", "Name"), "text", required=True),),
        ),
    )

    def __init__(self, count: int = 6) -> None:
        self.held: dict[int, dict[str, str]] = {}
        self.done: list[tuple[object, ...]] = []
        self.asked: list[str | None] = []
        self.judged: list[date | None] = []
        self.offered: list[str] = []
        names = ("岚图家居", "恒沐医药", "铸元钢铁")
        for number in range(1, count + 1):
            self.held[number] = {
                "account": names[number % 3],
                "day": (date(2024, 6, 1) + timedelta(days=number)).isoformat(),
                "stage": ("新建", "跟进")[number % 2],
                "amount": str(number * 10_000),
                "note": f"第{number}条",
            }

    # --- reading --------------------------------------------------------------------------------------------

    def count(self) -> int:
        return len(self.held)

    def rows(self, period: str | None, as_of: date | None, language: Language) -> LogData:
        self.asked.append(period)
        found = [(key, kept) for key, kept in self.held.items() if period is None or key > 1]
        rows = tuple(self._row(key, kept) for key, kept in sorted(found, reverse=True))
        total = sum(int(kept["amount"] or 0) for _, kept in found)
        return LogData(rows, (f"{len(rows)} 条线索", f"{total:,}"), (), len(self.held))

    def _row(self, key: int, kept: Mapping[str, str]) -> LogRow:
        big = int(kept["amount"] or 0) > 40_000
        state = "大单" if big else ""
        typed = tuple(state if field.key == "state" else kept.get(field.key, "") for field in FIELDS)
        values = (
            kept["account"],
            date.fromisoformat(kept["day"]),
            kept["stage"],
            Fraction(kept["amount"]) if kept["amount"] else None,
            state or None,
            kept["note"],
        )
        marks: dict[str, Mark] = {"state": "red"} if big else {}
        problems = (Text("金额要复核", "check the amount"),) if big else ()
        return LogRow(key, values, typed, typed, 7, marks, problems)

    def row(self, record_id: int, as_of: date | None, language: Language) -> LogRow | None:
        kept = self.held.get(record_id)
        return None if kept is None else self._row(record_id, kept)

    def choices(self, field: str, values: Mapping[str, str] = {}) -> list[str]:
        self.offered.append(field)
        offered = {"account": ["岚图家居", "恒沐医药", "铸元钢铁"], "stage": ["新建", "跟进", "关闭"]}
        return offered.get(field, [])

    def by_month(self, ids: Sequence[int], as_of: date | None, language: Language) -> tuple[CrossTable, ...]:
        counted = [
            Entry(self.held[key]["stage"], date.fromisoformat(self.held[key]["day"]), 1) for key in ids
        ]
        whole = [
            Entry(entry.word, entry.day, int(self.held[key]["amount"]))
            for entry, key in zip(counted, ids, strict=True)
        ]
        return (
            cross_table("按阶段", "阶段", counted, language),
            cross_table("金额 CNY", "阶段", whole, language, "#,##0.00"),
        )

    def read(self, typed: str) -> Mapping[str, str]:
        account, _, note = typed.partition(" ")
        return {"account": account, "day": "2024-06-29", "note": note} if account != "?" else {"note": note}

    def problems(self, values: Mapping[str, str]) -> dict[str, Text]:
        found = {}
        if not values.get("account"):
            found["account"] = Text("请填客户。", "Account: fill this in.")
        day = values.get("day", "")
        if day and not day.startswith("20"):
            found["day"] = NO_DAY.format(typed=day)
        return found

    def check(
        self, values: Mapping[str, str], record_id: int | None = None, as_of: date | None = None
    ) -> tuple[RuleState, ...]:
        self.judged.append(as_of)
        amount = values.get("amount", "")
        if not amount:
            return (RuleState(Text("不超过 5万", "50k at most"), "open", Text("金额未填", "not known")),)
        kept = int(amount) <= 50_000
        words = Text(amount, amount)
        return (RuleState(Text("不超过 5万", "50k at most"), "kept" if kept else "broken", words),)

    def about(self, record_id: int, as_of: date | None, language: Language) -> tuple[Section, ...]:
        return (
            Section("来自", (Line("沙龙第 3 期", "2024-06-01", "", ("event", 3)), Line("推荐人 林宁娟"))),
        )

    def kept(self, record_id: int) -> tuple[tuple[str, str], ...]:
        return (("老系统编号", f"A{record_id}"),)

    # --- changing -------------------------------------------------------------------------------------------

    def new(self, values: Mapping[str, str]) -> tuple[int, Changes]:
        for field, text in self.problems(values).items():
            raise FieldError(field, text)
        key = max(self.held, default=0) + 1
        self.held[key] = {"stage": "新建", "amount": "", "note": "", "day": "2024-06-29", **values}
        self.done.append(("new", dict(values)))
        return key, changed(key)

    def edit(self, ids: Sequence[int], field: str, typed: str) -> Changes:
        if field == "day" and not typed.startswith("20"):
            raise FieldError("day", NO_DAY.format(typed=typed))
        for key in ids:
            self.held[key][field] = typed
        self.done.append(("edit", tuple(ids), field, typed))
        return changed(*ids)

    def put(self, record_id: int, values: Mapping[str, str]) -> Changes:
        for field, text in self.problems({**self.held[record_id], **values}).items():
            raise FieldError(field, text)
        self.held[record_id].update(values)
        self.done.append(("put", record_id, dict(values)))
        return changed(record_id)

    def remove(self, ids: Sequence[int]) -> Changes:
        for key in ids:
            del self.held[key]
        self.done.append(("remove", tuple(ids)))
        return changed(*ids)

    def why_not(self, act: str, ids: Sequence[int]) -> Text | None:
        if act == "close" and all(self.held[key]["stage"] == "关闭" for key in ids):
            return Text("已经关闭。", "Closed already.")
        return None

    def act_values(self, act: str, record_id: int) -> Mapping[str, str]:
        return {"name": f"{self.held[record_id]['account']} 扩容"}

    def act(self, act: str, ids: Sequence[int], values: Mapping[str, str] = {}) -> Changes:
        if act == "convert" and not values.get("name"):
            raise FieldError("name", Text("请填商机名称。", "Name: fill this in."))
        self.done.append(("act", act, tuple(ids), dict(values)))
        for key in ids:
            self.held[key]["stage"] = "关闭"
        return changed(*ids)

    # --- pasting --------------------------------------------------------------------------------------------

    def plan_paste(
        self, text: str, ids: Sequence[int] | None, fields: Sequence[str], selected: Sequence[int] = ()
    ) -> PastePlan:
        rows = [line.split("\t") for line in text.split("\n")]
        cells = []
        for at, row in enumerate(rows):
            for place, (word, field) in enumerate(zip(row, fields, strict=False)):
                target = None if ids is None else ids[at]
                bad = field == "day" and not word.startswith("20")
                problem = NO_DAY.format(typed=word) if bad else None
                old = "" if target is None else self.held[target].get(field, "")
                name = "" if target is None else self.held[target]["account"]
                heads = next(each.name for each in FIELDS if each.key == field)
                cells.append(PasteCell(at, place, target, name, field, heads, old, word, problem))
        refused = len({cell.row for cell in cells if cell.problem}) if ids is None else 0
        bad_cells = sum(cell.problem is not None for cell in cells)
        good = sum(cell.problem is None and cell.new != cell.old for cell in cells)
        return PastePlan(tuple(cells), len(rows), len(rows[0]), bad_cells, good, (), ids is None, refused)

    def apply_paste(self, plan: PastePlan) -> Changes:
        if plan.refused == plan.rows:
            raise UserError(Text("没有可写入的行。", "No row can be written."))
        bad = {cell.row for cell in plan.cells if cell.problem}
        keys = []
        for at in range(plan.rows):
            cells = {cell.field: cell.new for cell in plan.cells if cell.row == at and cell.problem is None}
            if plan.adds and at not in bad:
                keys.append(self.new({"account": "岚图家居", **cells})[0])
            elif not plan.adds:
                target = next(cell.id for cell in plan.cells if cell.row == at)
                assert target is not None
                self.held[target].update(cells)
                keys.append(target)
        self.done.append(("paste", plan.adds, len(keys)))
        return changed(*keys)


class OtherKind(MadeKind):
    """Another kind, to go to."""

    key = "event"
    name = Text("活动", "Events")
    one = Text("活动", "event")
    acts = ()


class MadeLog:
    """The two kinds."""

    def __init__(self, count: int = 6) -> None:
        self.lead = MadeKind(count)
        self.event = OtherKind(4)
        self.kinds = {"lead": self.lead, "event": self.event}
        self.read_only: Text | None = None

    def counts(self) -> dict[str, int]:
        """As the book counts them."""
        return {key: kind.count() for key, kind in self.kinds.items()}


def changed(*ids: int) -> Changes:
    """A change of leads."""
    return Changes({"leads": frozenset(ids)})
