"""The next fourteen days: what is due in them, contracts that end, events that are planned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, get_args

from csmdesk.domain.text import Language, Text
from csmdesk.domain.todo import Finding
from csmdesk.domain.work_rules import RuleKey
from csmdesk.domain.year_plan import NAMES, PlanKind
from csmdesk.services.account_words import EVENTS, short_day
from csmdesk.services.place import Place
from csmdesk.services.today_view import ScheduleKind, ScheduleLine
from csmdesk.services.today_words import place_of, subject_of, weekday
from csmdesk.services.todo_rules.salons import quarters
from csmdesk.services.todo_rules.war_rooms import next_standup

if TYPE_CHECKING:
    from csmdesk.domain.facts import Event
    from csmdesk.services.todo_rules.ground import Ground
    from csmdesk.storage.year_plan_rows import Upcoming

DAYS = 14
_NAMED = 2
"""So many of one kind on a day are named one by one; more are counted."""


class _Kind(NamedTuple):
    """How the findings of a rule stand in the schedule: one of them, several; ``kind`` is the icon."""

    kind: ScheduleKind
    one: Text
    many: Text


_KINDS: Mapping[RuleKey, _Kind] = {
    RuleKey.SETTLE: _Kind(
        "contract",
        Text("{who} {code} 到期", "{who} {code} ends"),
        Text("{n} 份合同到期", "{n} contracts end"),
    ),
    RuleKey.DECISION: _Kind(
        "contract",
        Text("{who} {code} 决策日", "{who} {code} decision"),
        Text("{n} 份合同决策日", "{n} decisions"),
    ),
    RuleKey.WORKSHOP: _Kind(
        "contract",
        Text("{who} 工作坊最晚日", "{who}: last day for the workshop"),
        Text("工作坊最晚日 {n} 份", "Last day for {n} workshops"),
    ),
    RuleKey.TALKS: _Kind(
        "contract",
        Text("{who} 启动续约谈判", "{who}: start renewal talks"),
        Text("启动谈判 {n} 份", "Start {n} talks"),
    ),
    RuleKey.ROOM_DEADLINE: _Kind(
        "war_room",
        Text("{who} 作战室到期", "{who}: war room deadline"),
        Text("{n} 个作战室到期", "{n} war room deadlines"),
    ),
    RuleKey.TASK: _Kind(
        "task", Text("{who} {what}", "{who}: {what}"), Text("作战任务截止 {n} 项", "{n} task deadlines")
    ),
    RuleKey.BIRTHDAY: _Kind("contact", Text("{what}", "{what}"), Text("{n} 人生日", "{n} birthdays")),
    RuleKey.ISSUE_DUE: _Kind(
        "ticket", Text("{who} {what}", "{who}: {what}"), Text("工单应解决 {n} 张", "{n} tickets due")
    ),
    RuleKey.OVERDUE_RECEIPT: _Kind(
        "receipt", Text("{who} 应收到账", "{who}: receipt due"), Text("应收 {n} 笔", "{n} receipts due")
    ),
    RuleKey.EARLY_OFFER: _Kind(
        "contract",
        Text("{who} 提前付款截止", "{who}: early payment until"),
        Text("提前付款截止 {n} 份", "{n} early payment offers end"),
    ),
    RuleKey.ONBOARDING: _Kind(
        "account",
        Text("{who} 启用期限", "{who}: to be activated"),
        Text("{n} 个客户启用期限", "{n} accounts to be activated"),
    ),
    RuleKey.SALON_TOPIC: _Kind(
        "event",
        Text("沙龙议题票选最晚日", "Last day for the salon's topic"),
        Text("{n} 场沙龙议题票选", "{n} salon topics"),
    ),
    RuleKey.REQUEST: _Kind(
        "request",
        Text("{who} 方案顾问到位", "{who}: consultant needed"),
        Text("方案顾问 {n} 项", "{n} consultants needed"),
    ),
    RuleKey.OVERRIDE: _Kind(
        "account",
        Text("{who} 手填健康度失效", "{who}: typed score expires"),
        Text("手填健康度失效 {n} 个", "{n} typed scores expire"),
    ),
    RuleKey.REVIEW: _Kind("review", Text("{what}", "{what}"), Text("{what}", "{what}")),
}
"""Rules whose due day belongs in a calendar; touches are for the list alone, there are too many of them."""


def lines(ground: Ground, found: Sequence[Finding], language: Language) -> tuple[ScheduleLine, ...]:
    """In the order of the days, on each day contracts first."""
    first = ground.closing + timedelta(days=1)
    last = ground.closing + timedelta(days=DAYS)
    due: dict[tuple[date, RuleKey], list[Finding]] = defaultdict(list)
    for each in found:
        if not each.done and first <= each.due <= last and each.rule in _KINDS:
            due[each.due, each.rule].append(each)
    scribe = _Scribe(ground, _warnings(ground, found), language)
    made: list[ScheduleLine] = []
    for (day, rule), rows in due.items():
        made += scribe.of_rule(day, _KINDS[rule], rows)
    for event in ground.basis.facts.events:
        if first <= event.day <= last:
            made.append(scribe.event(event))
    made += _planned(ground, scribe)
    standup = next_standup(ground)
    if standup is not None and standup.due <= last:
        words = Text("作战室站会，此后每个工作日", "War room stand-ups, from then each working day")
        made.append(scribe.line(standup.due, words, "war_room", place_of(standup)))
    order = get_args(ScheduleKind)
    return tuple(sorted(made, key=lambda line: (line.day, order.index(line.kind), line.words)))


def _planned(ground: Ground, scribe: _Scribe) -> Iterator[ScheduleLine]:
    """What the plan of the year has for these days, but for contracts that are settled; many in one line."""
    running = {held.contract.id for held in ground.contracts if held.running}
    accounts = ground.basis.accounts
    by_day: dict[date, list[Upcoming]] = defaultdict(list)
    for item in ground.rows.planned:
        mine = item.account_id is None or ground.basis.owned(item.account_id, item.day)
        if mine and (item.contract_id is None or item.contract_id in running):
            by_day[item.day].append(item)
    for day, rows in by_day.items():
        if len(rows) > _NAMED:
            counts = Counter(PlanKind(item.kind) for item in rows)
            kinds = [
                Text(f"{NAMES[k].zh} {counts[k]}", f"{NAMES[k].en} {counts[k]}")
                for k in PlanKind
                if counts[k]
            ]
            said = Text(
                f"计划：{'、'.join(kind.zh for kind in kinds)}",
                f"Planned: {', '.join(kind.en for kind in kinds)}",
            )
            yield scribe.line(day, said, "plan", Place("plan_item", rows[0].id))
            continue
        for item in rows:
            account, name = accounts.get(item.account_id or 0), NAMES[PlanKind(item.kind)]
            what = Text(item.title, item.title) if item.title else name
            who = "" if account is None else f"{account.name} "
            words = Text(f"计划：{who}{what.zh}", f"Planned: {who}{what.en}")
            yield scribe.line(day, words, "plan", Place("plan_item", item.id))


_WARNINGS: Mapping[RuleKey, Text] = {
    RuleKey.WORKSHOP: Text("没开工作坊", "no workshop"),
    RuleKey.SALON_TOPIC: Text("议题未票选", "topic not voted"),
    RuleKey.SALON_PEOPLE: Text("人数超限", "too many people"),
    RuleKey.SALON_EXECUTIVES: Text("高管不足", "too few executives"),
}
"""What a contract's end or a salon is said to break, by the rule."""


def _warnings(ground: Ground, found: Iterable[Finding]) -> Mapping[tuple[str, int], Text]:
    """By table and id: the first rule that the object breaks, or will break as it stands."""
    said: dict[tuple[str, int], Text] = {}
    for each in found:
        if each.rule not in _WARNINGS or each.done:
            continue
        broken = each.breach is not None and each.breach <= ground.closing
        if broken or each.table == "events":
            said.setdefault((each.table, each.id), _WARNINGS[each.rule])
    return said


class _Scribe:
    """Puts what is due into lines."""

    def __init__(self, ground: Ground, warnings: Mapping[tuple[str, int], Text], language: Language) -> None:
        self._ground = ground
        self._warnings = warnings
        self._language: Language = language

    def of_rule(self, day: date, kind: _Kind, rows: Sequence[Finding]) -> Iterator[ScheduleLine]:
        """The findings of one rule on one day."""
        if len(rows) > _NAMED:
            yield self.line(day, kind.many.format(n=len(rows)), kind.kind, place_of(rows[0]))
            return
        for each in rows:
            contract = self._ground.basis.contracts.get(each.contract_id or 0)
            said = kind.one.format(
                who=subject_of(self._ground, each),
                what=each.action or each.why,
                code="" if contract is None else contract.code,
            )
            warning = self._warnings.get((each.table, each.id)) if each.rule is RuleKey.SETTLE else None
            yield self.line(day, said, kind.kind, place_of(each), warning)

    def event(self, event: Event) -> ScheduleLine:
        """A salon or roundtable that is planned."""
        name = EVENTS.get(event.kind, EVENTS["other"])
        words = Text(f"{name.zh} {event.topic}".rstrip(), f"{name.en}: {event.topic}".rstrip(": "))
        return self.line(
            event.day, words, "event", Place("event", event.id), self._warnings.get(("events", event.id))
        )

    def line(
        self, day: date, words: Text, kind: ScheduleKind, opens: Place, warning: Text | None = None
    ) -> ScheduleLine:
        """One line."""
        return ScheduleLine(
            day,
            short_day(day, self._ground.closing),
            weekday(day, self._language),
            words.to(self._language),
            "" if warning is None else warning.to(self._language),
            kind,
            opens,
        )


def note(ground: Ground, language: Language) -> str:
    """The rule that will be broken next: a quarter without a salon in it. '' where there is none."""
    salons = [e.day for e in ground.basis.facts.events if e.kind == "salon"]
    if not salons:
        return ""
    for quarter in quarters(ground):
        if quarter.end <= ground.closing or any(quarter.holds(day) for day in salons):
            continue
        number = int(quarter.name[-1])
        zh = f"{'一二三四'[number - 1]}季度沙龙未排期"
        return Text(zh, f"no Q{number} salon planned").to(language)
    return ""
