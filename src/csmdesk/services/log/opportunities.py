"""Opportunities: upsells and cross-sells in progress, won or lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.services.log import forms
from csmdesk.services.log.columns import NOTHING, Column, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.kind import Line, LogAct, LogField, Mark, Section
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import GONE, things
from csmdesk.storage import log_rows
from csmdesk.storage.log_rows import Record

WON, LOST = "won", "lost"
STAGES = (
    Term("线索确认", Text("线索确认", "qualified"), ("qualified",)),
    Term("方案", Text("方案", "solution"), ("方案中", "proposal")),
    Term("报价", Text("报价", "quoted"), ("报价中", "quote")),
    Term("谈判", Text("谈判", "negotiation"), ("商务谈判", "谈判中", "negotiating")),
    Term(WON, Text("赢单", "won"), ("成交", "已赢单", "已成交", "closed won")),
    Term(LOST, Text("输单", "lost"), ("丢单", "已输单", "closed lost")),
)
KIND = forms.Choice(
    (
        Term("upsell", Text("增购", "Upsell"), ("扩容", "追加", "加购")),
        Term("cross_sell", Text("交叉销售", "Cross-sell"), ("交叉",)),
        Term("new", Text("新签", "New"), ("新购", "新客")),
        Term("other", Text("其他", "Other"), ("其它",)),
    )
)
WIN, LOSE = "win", "lose"
FIRST_STAGE = STAGES[0].key


class Opportunities(TableKind):
    """A deal in progress."""

    key = "opportunity"
    name = Text("商机", "Opportunities")
    one = Text("商机", "opportunity")
    example = Text("岚图 BI扩容 增购 22万 方案", "Lantu BI expansion upsell 220k solution")
    table = "opportunities"
    prefix = "SJ"
    rest = "name"
    line_day = "expected_day"
    day = "coalesce(won_day, lost_day, opened_day)"
    facets = ("stage", "kind", "account")
    added_up = ("amount",)
    months_by = ("won_day", "lost_day", "opened_day")
    columns = (
        Column(LogField("code", Text("编号", "Id"), "text"), forms.Words(40)),
        Column(
            LogField("account", Text("客户", "Account"), "account", required=True),
            forms.Account(),
            "account_id",
        ),
        Column(LogField("name", Text("名称", "Name"), "text", required=True), forms.Words(), text=True),
        Column(LogField("kind", Text("类型", "Kind"), "choice", required=True), KIND),
        Column(
            LogField("amount", Text("金额", "Amount"), "money", required=True), forms.Money(), "amount_fen"
        ),
        Column(
            LogField(
                "margin",
                Text("毛利率", "Margin"),
                "percent",
                about=Text("毛利 ÷ 金额", "gross margin ÷ amount"),
            ),
            forms.Percent(-100, 100),
        ),
        Column(
            LogField("stage", Text("阶段", "Stage"), "choice"), forms.Choice(STAGES, free=True), text=True
        ),
        Column(
            LogField("opened_day", Text("立项日", "Opened on"), "day"), forms.Day(past=True), default="today"
        ),
        Column(LogField("expected_day", Text("预计成交", "Expected on"), "day"), forms.Day(ahead=True)),
        Column(LogField("won_day", Text("成交日", "Won on"), "day"), forms.Day(past=True)),
        Column(LogField("lost_day", Text("输单日", "Lost on"), "day"), forms.Day(past=True)),
        Column(
            LogField("loss_reason", Text("输单原因", "Lost because"), "text", listed=False),
            forms.Words(),
            text=True,
        ),
        Column(
            LogField("contract", Text("合同", "Contract"), "text"), forms.Coded("contracts"), "contract_id"
        ),
        Column(LogField("note", Text("备注", "Note"), "note", listed=False), forms.Note(), text=True),
    )
    besides = ("currency",)
    acts = (
        LogAct(
            WIN,
            Text("赢单", "Win"),
            (
                LogField("won_day", Text("成交日", "Won on"), "day"),
                LogField("amount", Text("金额", "Amount"), "money"),
                LogField("margin", Text("毛利率", "Margin"), "percent"),
                LogField("contract", Text("合同", "Contract"), "text"),
            ),
        ),
        LogAct(
            LOSE,
            Text("输单", "Lose"),
            (
                LogField("lost_day", Text("输单日", "Lost on"), "day"),
                LogField("loss_reason", Text("原因", "Because"), "text", required=True),
            ),
        ),
    )

    def sound(self, values: Mapping[str, str], seen: Seen) -> Record:
        """What the columns of a new opportunity get; raises FieldError."""
        return self._sound(values, seen, None)

    def act_values(self, act: str, record_id: int) -> dict[str, str]:
        """What stands in the fields of an act to begin with."""
        with self._seeing() as seen:
            record = self._found(seen.connection, [record_id])[record_id]
            fields = next(each.fields for each in self.acts if each.key == act)
            found = {field.key: self.typed(field.key, record, seen) for field in fields}
        day = "won_day" if act == WIN else "lost_day"
        found[day] = found[day] or self._clock.today().isoformat()
        return found

    def why_not(self, act: str, ids: Sequence[int]) -> Text | None:
        """Why an opportunity cannot be won or lost."""
        with self._seeing() as seen:
            records = list(self._found(seen.connection, ids).values())
        if not records:
            return GONE
        return SETTLED if any(record["stage"] in (WON, LOST) for record in records) else None

    def act(self, act: str, ids: Sequence[int], values: Mapping[str, str] = NOTHING) -> Changes:
        """Win or lose an opportunity."""
        refused = self.why_not(act, ids)
        if refused is not None:
            raise UserError(refused)
        if act == LOSE and not values.get("loss_reason", "").strip():
            raise FieldError("loss_reason", NO_REASON)
        said = {key: word for key, word in values.items() if word.strip()}
        return self.put(ids[0], {**said, "stage": WON if act == WIN else LOST})

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        super()._complete(kept, record, seen)
        whole = {**(record or {}), **kept}
        before = None if record is None else record["stage"]
        stage = whole.get("stage")
        today = seen.today.isoformat()
        if stage != before:
            # The stage brings its day along, and takes that of the other one away.
            if stage == WON:
                kept["won_day"] = whole.get("won_day") or today
            elif before == WON:
                kept["won_day"] = None
            if stage == LOST:
                kept["lost_day"] = whole.get("lost_day") or today
            elif before == LOST:
                kept["lost_day"] = None
        elif "won_day" in kept and kept["won_day"] is not None and stage != WON:
            kept["stage"], kept["lost_day"] = WON, None
        elif "lost_day" in kept and kept["lost_day"] is not None and stage != LOST:
            kept["stage"], kept["won_day"] = LOST, None
        whole |= kept
        opened = whole.get("opened_day")
        if record is None and opened is not None:
            closed = whole.get("won_day") or whole.get("lost_day")
            if closed is not None and closed < opened:
                kept["opened_day"] = closed

    def _where(self, view: View) -> tuple[str, tuple[str, ...]]:
        """Won, lost or opened in the period, and everything that is in progress."""
        if view.period is None:
            return "1", ()
        span = (view.period.start.isoformat(), view.period.end.isoformat())
        days = " OR ".join(f"{day} BETWEEN ? AND ?" for day in ("won_day", "lost_day", "opened_day"))
        return f"stage NOT IN ('{WON}', '{LOST}') OR {days}", span * 3

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        stage = record["stage"]
        if stage == WON:
            missing = () if record["contract_id"] is not None else (NO_CONTRACT,)
            return {"stage": "green"}, missing
        if stage == LOST:
            return {"stage": "red"}, ()
        expected = record["expected_day"]
        if expected is not None and expected < view.day.isoformat():
            gone = (view.day - date.fromisoformat(expected)).days
            return {"expected_day": "amber"}, (OVERDUE.format(days=gone),)
        return {}, ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """In progress, won and lost in the period; amounts by currency, the margin weighted by amount."""
        period = view.period
        inside = [
            r
            for r in records
            if r["stage"] == WON and (period is None or _holds(r["won_day"], period.start, period.end))
        ]
        lost = [
            r
            for r in records
            if r["stage"] == LOST and (period is None or _holds(r["lost_day"], period.start, period.end))
        ]
        open_ones = [r for r in records if r["stage"] not in (WON, LOST)]
        said = []
        for rows, zh, en in (
            (open_ones, "进行中", "in progress"),
            (inside, "赢单", "won"),
            (lost, "输单", "lost"),
        ):
            if rows:
                money = _money(rows)
                said.append(Text(f"{zh} {len(rows)}，{money.zh}", f"{len(rows)} {en}, {money.en}"))
        margins = [(r["amount_fen"], Fraction(r["margin"])) for r in inside if r["margin"] is not None]
        total = sum(fen for fen, _ in margins)
        if total and len({r["currency"] for r in inside}) == 1:
            mean = display.percent(sum((fen * margin for fen, margin in margins), Fraction(0)) / total)
            said.append(Text(f"毛利率 {mean}", f"margin {mean}"))
        if not said:
            said = [things(0, "个商机", "opportunity")]
        return tuple(text.to(view.language) for text in said)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        """The leads that it came from, and the cases that were used for it."""
        language = view.language
        found = []
        for table, kind, title in (
            ("leads", "lead", Text("来自线索", "From lead")),
            ("cases", "case", Text("用到的案例", "Cases used")),
        ):
            rows = log_rows.records(
                view.seen.connection,
                table,
                ("code", "day", "account_id"),
                "opportunity_id = ?",
                (record["id"],),
            )
            lines = tuple(
                Line(
                    f"{row['code']} {view.seen.accounts.name(row['account_id'])}",
                    row["day"],
                    "",
                    (kind, row["id"]),
                )
                for row in rows
            )
            if lines:
                found.append(Section(title.to(language), lines))
        return tuple(found)

    def _called(self, record: Record, seen: Seen) -> Text:
        del seen
        said = str(record.get("name") or record.get("code") or "")
        return Text(said, said)


def _holds(day: str | None, start: date, end: date) -> bool:
    return day is not None and start.isoformat() <= day <= end.isoformat()


def _money(rows: Sequence[Record]) -> Text:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["currency"]] = sums.get(row["currency"], 0) + row["amount_fen"]
    return Text(
        *(
            " + ".join(
                display.money(Fraction(fen, 100), to, currency) for currency, fen in sorted(sums.items())
            )
            for to in ("zh", "en")
        )
    )


SETTLED = Text("这个商机已有结果，改阶段即可。", "It is won or lost already: change its stage.")
NO_REASON = Text("请写输单原因。", "Say why it was lost.")
NO_CONTRACT = Text("赢单后还没有关联合同。", "Won, but no contract is linked.")
OVERDUE = Text("预计成交日已过 {days} 天。", "Expected {days} days ago.")
