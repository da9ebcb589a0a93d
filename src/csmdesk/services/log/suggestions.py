"""What customers ask of the product: scored, ranked, followed until they are told what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from csmdesk.domain import demand
from csmdesk.domain.demand import HIGH, LOW, Weighed
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.services.log import forms
from csmdesk.services.log.columns import Column, Shown, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.kind import Line, LogField, Mark, RuleState, Section
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import things
from csmdesk.storage import log_rows
from csmdesk.storage.log_rows import Record

SHIPPED, DECLINED = "shipped", demand.DECLINED
STATUSES = (
    Term("已收集", Text("已收集", "collected"), ("新建", "待评估", "new", "open")),
    Term("评估中", Text("评估中", "in assessment"), ("assessing",)),
    Term("已排期", Text("已排期", "planned"), ("计划中", "排期", "scheduled")),
    Term("开发中", Text("开发中", "in development"), ("研发中", "developing")),
    Term(SHIPPED, Text("已上线", "shipped"), ("上线", "已发布", "已交付", "released", "done")),
    Term(DECLINED, Text("不采纳", "declined"), ("已拒绝", "拒绝", "未采纳", "rejected")),
)
_STATUS = forms.Choice(STATUSES, free=True)
NATURES = (
    Term("generic", Text("普适", "generic"), ("通用", "共性", "普遍", "general")),
    Term("custom", Text("个性", "custom"), ("个性化", "定制", "专属", "bespoke")),
)
_SCORED = ("reach", "value", "urgency", "effort")


class Suggestions(TableKind):
    """A customer's suggestion."""

    key = "suggestion"
    name = Text("需求反馈", "Suggestions")
    one = Text("建议", "suggestion")
    example = Text("岚图 报表支持定时推送 普适", "Lantu reports sent on schedule generic")
    table = "suggestions"
    prefix = "XQ"
    rest = "content"
    facets = ("status", "nature", "account")
    columns = (
        Column(LogField("code", Text("编号", "Id"), "text"), forms.Words(40)),
        Column(
            LogField("day", Text("提出日", "Asked on"), "day", required=True),
            forms.Day(past=True),
            default="today",
        ),
        Column(LogField("account", Text("客户", "Account"), "account"), forms.Account(), "account_id"),
        Column(LogField("content", Text("内容", "Content"), "note", required=True), forms.Note(), text=True),
        Column(
            LogField("nature", Text("性质", "Nature"), "choice"), forms.Choice(NATURES, free=True), text=True
        ),
        Column(LogField("status", Text("状态", "Status"), "choice"), _STATUS, text=True),
        Column(
            LogField(
                "rank",
                Text("次序", "Place"),
                "number",
                edited=False,
                about=Text(
                    "未了结的里：普适在前，再按得分", "of the open ones: generic first, then by score"
                ),
            )
        ),
        Column(
            LogField(
                "score",
                Text("得分", "Score"),
                "number",
                edited=False,
                about=Text("影响面 × 价值 × 紧急 ÷ 工作量", "reach × value × urgency ÷ effort"),
            )
        ),
        Column(
            LogField(
                "reach",
                Text("影响面", "Reach"),
                "number",
                about=Text("受影响的客户数", "accounts"),
            ),
            forms.Whole(1, 100_000, ("家", "个")),
        ),
        Column(
            LogField("value", Text("价值", "Value"), "score", about=Text("1 低 – 5 高", "1 low – 5 high")),
            forms.Whole(LOW, HIGH),
        ),
        Column(
            LogField(
                "urgency", Text("紧急", "Urgency"), "score", about=Text("1 低 – 5 高", "1 low – 5 high")
            ),
            forms.Whole(LOW, HIGH),
        ),
        Column(
            LogField("effort", Text("工作量", "Effort"), "number", about=Text("人天", "person-days")),
            forms.Whole(1, 100_000, ("人天", "天", "days")),
        ),
        Column(
            LogField(
                "answered_day",
                Text("已答复客户", "Customer told on"),
                "day",
                about=Text("告诉客户结果的日子", "the day on which the customer was told what becomes of it"),
            ),
            forms.Day(past=True),
        ),
        Column(LogField("note", Text("备注", "Note"), "note", listed=False), forms.Note(), text=True),
    )

    def _read(self, typed: str, seen: Seen) -> dict[str, str]:
        found = super()._read(typed, seen)
        found.setdefault("day", seen.today.isoformat())
        return found

    def _where(self, view: View) -> tuple[str, tuple[str, ...]]:
        """Asked in the period; those asked before that nobody has settled stay in sight."""
        if view.period is None:
            return "1", ()
        where, (start, end) = super()._where(view)
        settled = ", ".join(f"'{status}'" for status in sorted(demand.SETTLED))
        return f"({where}) OR (day < ? AND status NOT IN ({settled}))", (start, end, start)

    def _count(self, records: Sequence[Record], view: View) -> None:
        places = self._ranks(view.seen)
        for record in records:
            found = demand.score(*(record[key] for key in _SCORED))
            record["score"] = Shown(found, "" if found is None else display.decimals(found, 1))
            place = places.get(record["id"])
            record["rank"] = Shown(place, "" if place is None else str(place))

    def _ranks(self, seen: Seen) -> dict[int, int]:
        """The places of all that are open, whatever the list shows."""
        rows = log_rows.records(
            seen.connection,
            self.table,
            ("nature", "status", "day", *_SCORED),
            f"status NOT IN ({', '.join('?' * len(demand.SETTLED))})",
            tuple(demand.SETTLED),
        )
        return demand.ranks(
            Weighed(
                row["id"],
                row["nature"],
                demand.score(*(row[key] for key in _SCORED)),
                date.fromisoformat(row["day"]),
            )
            for row in rows
        )

    def _states(self, record: Record, seen: Seen, day: date) -> tuple[RuleState, ...]:
        del seen, day
        found = demand.score(*(record.get(key) for key in _SCORED))
        rule = Text("按得分排序", "Ranked by score")
        if found is None:
            missing = [self._by_key[key].field.name for key in _SCORED if not record.get(key)]
            return (
                RuleState(
                    rule,
                    "open",
                    Text(
                        "还差" + "、".join(name.zh for name in missing),
                        "missing: " + ", ".join(name.en.lower() for name in missing),
                    ),
                ),
            )
        shown = display.decimals(found, 1)
        reach, value, urgency, effort = (record[key] for key in _SCORED)
        said = f"{reach} × {value} × {urgency} ÷ {effort} = {shown}"
        return (RuleState(rule, "kept", Text(said, said)),)

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        del view
        settled = record["status"] in demand.SETTLED
        marks: dict[str, Mark] = {"status": "green"} if record["status"] == SHIPPED else {}
        if settled and record["account_id"] is not None and record["answered_day"] is None:
            marks["answered_day"] = "amber"
        return marks, ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """As the metric counts them: shipped of those asked in the period; generic against custom."""
        period = view.period
        mine = [r for r in records if period is None or r["day"] >= period.start.isoformat()]
        shipped = [r for r in mine if r["status"] == SHIPPED]
        said = [things(len(mine), "条建议", "suggestion")]
        if mine:
            share = display.percent(Fraction(len(shipped), len(mine)))
            said.append(Text(f"已上线 {len(shipped)}（{share}）", f"{len(shipped)} shipped ({share})"))
        for term in NATURES:
            rows = [r for r in mine if r["nature"] == term.key]
            if rows:
                done = sum(r["status"] == SHIPPED for r in rows)
                said.append(
                    Text(f"{term.name.zh} {done}/{len(rows)}", f"{term.name.en} {done} of {len(rows)}")
                )
        unscored = sum(r["score"].value is None and r["status"] not in demand.SETTLED for r in records)
        if unscored:
            said.append(Text(f"未评分 {unscored}", f"{unscored} not scored"))
        return tuple(text.to(view.language) for text in said)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        language = view.language
        self._count([record], view)
        (state,) = self._states(record, view.seen, view.day)
        lines = [
            Line(FORMULA.to(language), state.words.to(language), "" if state.state == "kept" else "amber")
        ]
        place: Shown = record["rank"]
        if place.value is not None:
            total = len(self._ranks(view.seen))
            lines.append(
                Line(
                    Text("次序", "Place").to(language),
                    Text(f"第 {place.value}，共 {total}", f"{place.value} of {total}").to(language),
                )
            )
        if self._judge(record, view)[0].get("answered_day"):
            lines.append(Line(NOT_TOLD.to(language), "", "amber"))
        return (Section(Text("得分", "Score").to(language), tuple(lines)),)

    def _called(self, record: Record, seen: Seen) -> Text:
        said = " ".join(str(record.get("content") or record.get("code") or "").split())
        return Text(said[:30], said[:30]) if said else super()._called(record, seen)


FORMULA = Text("影响面 × 价值 × 紧急 ÷ 工作量", "reach × value × urgency ÷ effort")
NOT_TOLD = Text("还没告诉客户结果。", "The customer has not been told yet.")
