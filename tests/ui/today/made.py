"""Today made up, as the design shows it, and a service that keeps it in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.services.account_view import Mark
from csmdesk.services.evidence import FigureView
from csmdesk.services.place import Place
from csmdesk.services.today_view import (
    Amount,
    AtRisk,
    ChangeLine,
    Group,
    KeyResult,
    RiskBand,
    RiskLine,
    ScheduleLine,
    TodayData,
    Todo,
    TodoKey,
    Verdict,
)

CLOSING = date(2024, 6, 30)
NAMES = (
    "岚图家居",
    "铸元钢铁",
    "沐野乳业",
    "恒沐医药",
    "宁溪纺织",
    "松果母婴",
    "望海渔业",
    "弘毅律所",
    "青隼航空",
)
MARKS: tuple[Mark, ...] = ("red", "red", "yellow", "yellow", "green")


def todo(
    number: int,
    rule: str,
    action: str,
    days: int,
    *,
    amount: int | None = None,
    why: str = "规则说该办了",
    account: str = "",
    group: Group | None = None,
    table: str = "contracts",
    opens: Place | None = None,
    account_id: int | None = -1,
    mark: Mark | None = None,
) -> Todo:
    """A to-do that is ``days`` late (below 0: ahead); ``amount`` in 千元."""
    due = CLOSING - timedelta(days=days)
    name = account or NAMES[number % len(NAMES)]
    said = f"逾期 {days} 天" if days > 0 else "今天" if days == 0 else f"{due:%m-%d}"
    held = None
    if amount is not None:
        held = Amount((table, number), Fraction(amount * 1000), f"{amount / 10:.1f}万", f"contract:{number}")
    return Todo(
        key=TodoKey(rule, table, number, due),
        rule=rule,
        rule_words=action,
        group=group or ("overdue" if days > 0 else "today" if days == 0 else "week"),
        mark=MARKS[number % len(MARKS)] if mark is None else mark,
        account=name,
        account_id=number if account_id == -1 else account_id,
        action=action,
        why=why,
        amount=held,
        due=due,
        due_words=said,
        days=days,
        late=days > 0,
        breach=days > 0,
        opens=opens or Place("contract", number),
        missing="痛点 0/5 · 量化指标 0/3 · 双方 CXO 签字 0/2",
        spoken=f"{name}，{action}，{said}",
    )


def usual_todos() -> list[Todo]:
    """What the design's picture shows: 33 overdue, 4 today, 5 in the week, one snoozed."""
    found = [
        todo(
            n,
            "workshop",
            "开价值工作坊",
            76 - 3 * n,
            amount=247 + 9 * n,
            why=f"HT{160 + n:05} 到期前 90 天应办，最晚 {CLOSING - timedelta(days=76 - 3 * n):%m-%d}",
        )
        for n in range(20)
    ]
    found += [
        todo(
            30 + n,
            "decision",
            "确认自动续约",
            18 - n,
            amount=206 + 55 * n,
            why="通知期 30 天，决策日 06-12 已过",
        )
        for n in range(2)
    ]
    found += [
        todo(
            40 + n,
            "issue_due",
            "解决工单",
            100 + 27 * n,
            table="tickets",
            why="BI报表加载慢 P1，应 03-22 解决",
            opens=Place("ticket", 40 + n),
        )
        for n in range(2)
    ]
    found += [
        todo(
            50 + n,
            "cadence",
            "触达客户",
            36 - 3 * n,
            table="accounts",
            why="稳定层每 30 天一次，最近 04-25 电话",
            opens=Place("account", 50 + n),
        )
        for n in range(9)
    ]
    found += [
        todo(1, "standup", "每日站会 15 分钟", 0, table="war_rooms", account="3 个作战室", account_id=None),
        todo(61, "incident", "确认工单 GD0015", 0, table="tickets"),
        todo(62, "incident", "确认工单 GD0016", 0, table="tickets"),
        todo(
            2,
            "review",
            "冻结 2024 上半年数据",
            0,
            table="reviews",
            account="自评报告",
            account_id=None,
            mark="",
            opens=Place("event", 0),
        ),
    ]
    found += [todo(70 + n, "workshop", "开价值工作坊", -6, amount=232) for n in range(1)]
    found += [todo(80 + n, "task", "验收：聚合表与索引优化", -7, table="tasks") for n in range(4)]
    put_off = todo(90, "talks", "启动续约谈判", 3, amount=99, group="snoozed")
    found.append(replace(put_off, until=date(2024, 7, 4), note="等新 CIO 到任"))
    return found


def result(
    metric: str, name: str, value: str, target: str, share: str, verdict: Verdict, bar: float, tick: float
) -> KeyResult:
    """A key result."""
    marks: dict[Verdict, Mark] = {"met": "green", "behind": "yellow", "missed": "red", "unknown": ""}
    words = {"met": "达成", "behind": "落后", "missed": "未达", "unknown": "不适用"}[verdict]
    goal = "collected:2024:1" if metric == "renewal_collected" else ""
    said = f"{name} {value}，目标 {target}，{words}"
    return KeyResult(
        metric,
        name,
        value,
        target,
        share,
        marks[verdict],
        verdict,
        words,
        f"半年节点 {target}",
        "按进度应 107%",
        "照此预计 105.6%",
        bar,
        tick,
        goal,
        1,
        said,
    )


def usual_results() -> tuple[KeyResult, ...]:
    """The eight of the picture."""
    return (
        result("renewal_collected", "续费收入", "1,746万", "/ 1,632万", "107%", "met", 0.51, 0.48),
        result("upsell_collected", "追加销售收入", "238万", "/ 192万", "124%", "met", 0.6, 0.48),
        result("referral_leads", "客户高管推荐线索", "18 条", "/ 14.4", "125%", "met", 0.6, 0.48),
        result("renewal_value_rate", "续约率", "94.8%", "≥ 92%", "+2.8", "met", 0.948, 0.92),
        result("usage_depth", "产品深度使用率", "87.4%", "≥ 85%", "+2.4", "met", 0.874, 0.85),
        result("nps_executive", "客户高管 NPS", "63", "≥ 55", "+8", "met", 0.63, 0.55),
        result("nrr", "净收入留存率", "105.6%", "≥ 110%", "−4.4", "behind", 0.84, 0.88),
        result("sharing_sessions", "团队分享场次", "2 场", "≥ 4", "−2", "missed", 0.4, 0.8),
    )


def band(mark: Mark, words: str, range_words: str, count: int, amount: str, share: float) -> RiskBand:
    """A band of the value at risk."""
    ids = tuple(range(100, 100 + count))
    return RiskBand(mark, words, range_words, count, f"{count} 份", amount, share, ids)


def usual_risk() -> AtRisk:
    """The picture's."""
    top = tuple(
        RiskLine(
            n + 1,
            f"HT{160 + n:05}",
            n,
            NAMES[n],
            MARKS[n],
            CLOSING + timedelta(days=14 + n),
            f"07-{14 + n}",
            False,
            f"{24 + n}.7万",
            f"contract:{n + 1}",
        )
        for n in range(5)
    )
    bands = (
        band("red", "红", "低于 60", 2, "57.5万", 0.09),
        band("yellow", "黄", "60–79", 14, "386.1万", 0.61),
        band("green", "绿", "80 及以上", 7, "184.6万", 0.3),
    )
    return AtRisk(90, "90 天内决策", "628.2万", 23, "23 份", bands, top)


def usual_data(todos: Iterable[Todo] | None = None, done: Iterable[Todo] = ()) -> TodayData:
    """A day as the picture shows it."""
    schedule = (
        ScheduleLine(
            date(2024, 7, 1),
            "07-01",
            "周一",
            "作战室站会，此后每天 15:00",
            "",
            "war_room",
            Place("war_room", 1),
        ),
        ScheduleLine(
            date(2024, 7, 6), "07-06", "周六", "澜川物流 工作坊最晚日", "", "contract", Place("contract", 7)
        ),
        ScheduleLine(date(2024, 7, 7), "07-07", "周日", "张强生日", "", "contact", Place("contact", 3)),
        ScheduleLine(
            date(2024, 7, 14), "07-14", "周日", "岚图家居 HT00160 到期", "", "contract", Place("contract", 1)
        ),
    )
    changed = (
        ChangeLine("score", "red", "岚图家居 61.2 → 58.4", "health_scores", 1, 1, Place("account", 1)),
        ChangeLine("receipt", "", "望海渔业 续费 20.6万 到账", "receipts", 2, 2, Place("contract", 2)),
    )
    held = tuple(usual_todos() if todos is None else todos)
    return TodayData(
        CLOSING,
        "6月30日 周日",
        "上半年最后一天",
        held,
        tuple(done),
        usual_results(),
        "半年节点",
        "6 达成  2 落后",
        usual_risk(),
        schedule,
        "三季度沙龙未排期",
        changed,
        "周五以来",
        date(2024, 7, 8),
        "下一件在 7月8日。",
        "CNY",
    )


def nothing_due(*, next_day: date | None) -> TodayData:
    """A day without anything to do; without a ``next_day`` it is that of an empty book."""
    empty = next_day is None
    risk = AtRisk(90, "90 天内决策", "—", 0, "0 份", (), ()) if empty else usual_risk()
    return replace(
        usual_data(()),
        key_results=() if empty else usual_results(),
        at_risk=risk,
        schedule=() if empty else usual_data().schedule,
        changed=(),
        next_day=next_day,
        next_words="" if empty else "下一件在 7月6日。",
    )


@dataclass
class MadeTodos:
    """What ``Todos`` does, on to-dos that are held in memory; ``told`` is what was asked of it."""

    held: TodayData
    told: list[tuple[object, ...]] = field(default_factory=list)
    refuse: str = ""

    def forget(self) -> None:
        """Nothing is kept."""

    def data(self, period: str, as_of: date | None, language: Language) -> TodayData:
        """The same on every day."""
        return self.held

    def _take(self, key: TodoKey, *, keep: Todo | None = None) -> Changes:
        if self.refuse:
            raise UserError(Text(self.refuse, self.refuse))
        rest = tuple(each for each in self.held.todos if each.key != key)
        self.held = replace(self.held, todos=(*rest, keep) if keep is not None else rest)
        return Changes({"snoozes": frozenset({len(self.told)})})

    def todo(self, key: TodoKey) -> Todo:
        """A to-do by its key."""
        return next(each for each in (*self.held.todos, *self.held.done) if each.key == key)

    def snooze(self, key: TodoKey, until: date, reason: str = "", on: date | None = None) -> Changes:
        """Put off."""
        self.told.append(("snooze", key, until, reason, on))
        return self._take(key, keep=replace(self.todo(key), group="snoozed", until=until, note=reason))

    def done(self, key: TodoKey, note: str = "", on: date | None = None) -> Changes:
        """Tick off."""
        self.told.append(("done", key, note, on))
        ticked = self.todo(key)
        changes = self._take(key)
        self.held = replace(self.held, done=(*self.held.done, ticked))
        return changes

    def reopen(self, key: TodoKey) -> Changes:
        """Take up again."""
        self.told.append(("reopen", key))
        again = replace(self.todo(key), group="overdue", until=None, note="")
        self.held = replace(self.held, done=tuple(each for each in self.held.done if each.key != key))
        return self._take(key, keep=again)

    def evidence(
        self, account_id: int, key: str, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """An amount."""
        self.told.append(("evidence", account_id, key))
        return FigureView(key, "年化金额", "24.7万")

    def result_evidence(
        self, metric: str, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """A key result."""
        self.told.append(("result", metric))
        return FigureView(metric, "净收入留存率", "105.6%", open_all="打开全部 3 行")
