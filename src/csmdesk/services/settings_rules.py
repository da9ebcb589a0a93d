"""The numbers of the rules as the settings offer them: what each is called, its unit and its limits.

The defaults are those of ``domain.rules.Rules`` and stand nowhere else. A value is kept as JSON under the
name of its field; a field without a row in the book has its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction
from typing import Any

from csmdesk.domain.rules import Rules
from csmdesk.domain.text import Text
from csmdesk.services.settings_values import Value, currency, decimal, number


class Area(StrEnum):
    """Where a rule belongs in the work (domain.md, section 4)."""

    CONTRACTS = "contracts"
    EARLY_PAYMENT = "early_payment"
    WORKSHOP = "workshop"
    SALONS = "salons"
    ONBOARDING = "onboarding"
    DEMAND = "demand"
    WAR_ROOM = "war_room"
    OUTCOMES = "outcomes"
    OWN_TIME = "own_time"
    SURVEYS = "surveys"
    SEGMENTS = "segments"
    MONEY = "money"

    @property
    def text(self) -> Text:
        """The area's name."""
        return _AREAS[self]


_AREAS = {
    Area.CONTRACTS: Text("合同与续约", "Contracts and renewals"),
    Area.EARLY_PAYMENT: Text("提前回款", "Early payment"),
    Area.WORKSHOP: Text("价值校准工作坊", "Value workshop"),
    Area.SALONS: Text("沙龙", "Salons"),
    Area.ONBOARDING: Text("交接与启用", "Handover and activation"),
    Area.DEMAND: Text("需求与建议", "Suggestions"),
    Area.WAR_ROOM: Text("作战室", "War room"),
    Area.OUTCOMES: Text("触达效果", "Outcomes of touches"),
    Area.OWN_TIME: Text("个人时间", "Own time"),
    Area.SURVEYS: Text("满意度调查", "Surveys"),
    Area.SEGMENTS: Text("分层与触达节奏", "Segments and cadence"),
    Area.MONEY: Text("币种与财年", "Currency and fiscal year"),
}


class Unit(StrEnum):
    """What a rule's number counts, and so how it is typed."""

    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    PEOPLE = "people"
    COUNT = "count"
    PERCENT = "percent"
    NUMBER = "number"
    MONTH = "month"
    CURRENCY = "currency"
    BY_SEGMENT = "by_segment"

    @property
    def text(self) -> Text:
        """The word behind the number; "" where there is none."""
        return _UNITS.get(self, Text("", ""))


_UNITS = {
    Unit.DAYS: Text("天", "days"),
    Unit.HOURS: Text("小时", "hours"),
    Unit.MINUTES: Text("分钟", "min"),
    Unit.PEOPLE: Text("人", "people"),
    Unit.COUNT: Text("个", ""),
    Unit.PERCENT: Text("%", "%"),
    Unit.MONTH: Text("月", ""),
}
_WHOLE = frozenset({Unit.DAYS, Unit.HOURS, Unit.MINUTES, Unit.PEOPLE, Unit.COUNT, Unit.MONTH})


@dataclass(frozen=True)
class Rule:
    """One number of the rules: ``key`` is the field of ``Rules``, ``about`` says what it decides.

    ``low`` and ``high`` are limits in the unit in which it is typed (percent, not shares); both are allowed.
    """

    key: str
    area: Area
    name: Text
    about: Text
    unit: Unit
    low: int = 0
    high: int = 0

    @property
    def default(self) -> Any:
        """The value where the book says nothing."""
        return getattr(_DEFAULTS, self.key)

    def typed(self, value: Value) -> str:
        """``value`` as it is typed into its field."""
        if isinstance(value, str):
            return value
        return decimal(Fraction(value) * 100 if self.unit is Unit.PERCENT else Fraction(value))

    def words(self, value: Value) -> Text:
        """``value`` with its unit, as a sentence says it."""
        if self.unit is Unit.CURRENCY and not value:
            return Text("自动", "automatic")
        shown, unit = self.typed(value), self.unit.text
        if self.unit is Unit.MONTH:
            return Text(f"{shown} 月", f"month {shown}")
        tight = self.unit is Unit.PERCENT
        return Text(*(shown + word if tight or not word else f"{shown} {word}" for word in unit))

    def read(self, typed: str) -> Value:
        """The value of what was typed; raises UserError with a sentence that names the limits."""
        if self.unit is Unit.BY_SEGMENT:
            raise ValueError(f"{self.key} is set segment by segment")
        if self.unit is Unit.CURRENCY:
            return currency(typed) if typed.strip() else ""
        value = number(typed, self.name, self.low, self.high, self.unit.text, whole=self.unit in _WHOLE)
        if self.unit is Unit.PERCENT:
            value /= 100
        return value if isinstance(self.default, Fraction) else int(value)


_DEFAULTS = Rules()

_LIST = (
    Rule(
        "pending_days",
        Area.CONTRACTS,
        Text("到期待续", "Pending after the end"),
        Text(
            "合同到期后这些天内还没续，仍算在年化金额里，不算流失。",
            "An ended contract that is still to be renewed counts as annual value for so long, not as churn.",
        ),
        Unit.DAYS,
        0,
        365,
    ),
    Rule(
        "early_days",
        Area.EARLY_PAYMENT,
        Text("提前天数", "Days ahead"),
        Text(
            "比到期日早这么多天一次付清，才算提前回款。",
            "A renewal paid in one sum so long before the end is an early payment.",
        ),
        Unit.DAYS,
        1,
        365,
    ),
    Rule(
        "financing_rate",
        Area.EARLY_PAYMENT,
        Text("融资利率", "Financing rate"),
        Text(
            "节约的融资成本 = 提前回款金额 × 这个利率。",
            "Financing saved = amount paid early × this rate.",
        ),
        Unit.PERCENT,
        0,
        50,
    ),
    Rule(
        "workshop_days",
        Area.WORKSHOP,
        Text("最晚提前", "Held at least"),
        Text("到期前至少这么多天要开完工作坊。", "The workshop is held so long before the contract ends."),
        Unit.DAYS,
        1,
        365,
    ),
    Rule(
        "workshop_pain_points",
        Area.WORKSHOP,
        Text("痛点", "Pain points"),
        Text("价值地图上至少要有的痛点。", "Least number on the value map."),
        Unit.COUNT,
        0,
        50,
    ),
    Rule(
        "workshop_measures",
        Area.WORKSHOP,
        Text("量化指标", "Measures"),
        Text("价值地图上至少要有的量化指标。", "Least number of quantified measures on the value map."),
        Unit.COUNT,
        0,
        50,
    ),
    Rule(
        "minutes_hours",
        Area.WORKSHOP,
        Text("纪要发出", "Minutes sent"),
        Text("会后多久内发出纪要。", "Within so long after the workshop."),
        Unit.HOURS,
        1,
        720,
    ),
    Rule(
        "ticket_hours",
        Area.WORKSHOP,
        Text("跟踪工单", "Tracking ticket"),
        Text("会后多久内建好跟踪工单。", "Opened within so long after the workshop."),
        Unit.HOURS,
        1,
        720,
    ),
    Rule(
        "salon_people",
        Area.SALONS,
        Text("人数上限", "People at most"),
        Text("一场沙龙最多的人数。", "So many at one salon."),
        Unit.PEOPLE,
        1,
        1000,
    ),
    Rule(
        "salon_executive_share",
        Area.SALONS,
        Text("高管占比", "Executives"),
        Text("到场的人里高管至少占多少。", "Least share of executives among those attending."),
        Unit.PERCENT,
        0,
        100,
    ),
    Rule(
        "salon_topic_days",
        Area.SALONS,
        Text("选题投票", "Topic vote"),
        Text("顾问委员会最晚提前多少天投票选题。", "The advisory board votes so long before the salon."),
        Unit.DAYS,
        0,
        365,
    ),
    Rule(
        "salon_paper_hours",
        Area.SALONS,
        Text("白皮书发出", "White paper"),
        Text("会后多久内把白皮书发给所有高管。", "Sent to all executives within so long after the salon."),
        Unit.HOURS,
        1,
        720,
    ),
    Rule(
        "activation_days",
        Area.ONBOARDING,
        Text("启用期限", "Activated within"),
        Text(
            "交接后这么多天内客户要启用，过期进待办。",
            "An account is activated within so long after its handover; then it is overdue.",
        ),
        Unit.DAYS,
        1,
        365,
    ),
    Rule(
        "suggestion_days",
        Area.DEMAND,
        Text("建议评分", "Suggestions scored"),
        Text("客户提出建议后，这么多天内评好分。", "A suggestion is scored within so long."),
        Unit.DAYS,
        1,
        365,
    ),
    Rule(
        "war_room_days",
        Area.WAR_ROOM,
        Text("快速修复", "Quick fix"),
        Text(
            "作战室从开到截止的天数，首尾两天都算。",
            "From the day a war room is opened to its deadline, both included.",
        ),
        Unit.DAYS,
        1,
        180,
    ),
    Rule(
        "standup_minutes",
        Area.WAR_ROOM,
        Text("站会时长", "Stand-up"),
        Text("每天的站会这么长，到时间只轻声提醒。", "A daily stand-up takes so long; its end is quiet."),
        Unit.MINUTES,
        1,
        120,
    ),
    Rule(
        "escalation_hours",
        Area.WAR_ROOM,
        Text("确认并绕行", "Confirmed, with a workaround"),
        Text(
            "客户事故升级后，这么多小时内要确认并给出绕行方案。",
            "A customer's incident is confirmed and has a workaround within so long.",
        ),
        Unit.HOURS,
        1,
        720,
    ),
    Rule(
        "outcome_days",
        Area.OUTCOMES,
        Text("计入效果", "Counts as outcome"),
        Text(
            "触达后这些天内的续约、增购、线索和健康度上升，算这次触达的效果。",
            "A renewal, upsell, lead or rise of health within so long after a touch is its outcome.",
        ),
        Unit.DAYS,
        1,
        365,
    ),
    Rule(
        "travel_day_hours",
        Area.OWN_TIME,
        Text("一个出差日", "A travel day"),
        Text("出差天数 = 出差小时 ÷ 这个数。", "Travel days = hours travelled ÷ this."),
        Unit.HOURS,
        1,
        24,
    ),
    Rule(
        "csm_share",
        Area.OWN_TIME,
        Text("专职比例", "Full-time share"),
        Text(
            "你有多少时间做客户成功；人均服务金额 = 年化金额 ÷ 这个比例。",
            "How much of your time is customer success; ARR per CSM = annual value ÷ this share.",
        ),
        Unit.PERCENT,
        1,
        100,
    ),
    Rule(
        "nps_interval_z",
        Area.SURVEYS,
        Text("NPS 区间系数", "NPS interval factor"),
        Text(
            "误差范围 = 系数 × 标准误；1.96 对应 95%，2.58 对应 99%。",
            "Margin of error = factor × standard error; 1.96 makes a 95% interval, 2.58 one of 99%.",
        ),
        Unit.NUMBER,
        1,
        4,
    ),
    Rule(
        "high_value_share",
        Area.SEGMENTS,
        Text("高价值占比", "High-value share"),
        Text(
            "没有分层的客户里，从大到小合计超过这个收入占比的那些算高价值。",
            "Among accounts without a segment, the largest that together exceed this share of revenue.",
        ),
        Unit.PERCENT,
        1,
        99,
    ),
    Rule(
        "default_cadence_days",
        Area.SEGMENTS,
        Text("其他客户的触达间隔", "Cadence of all others"),
        Text(
            "没有分层、或分层没有定间隔的客户，最多隔这么久要触达一次。",
            "Longest gap between touches where an account's segment sets none.",
        ),
        Unit.DAYS,
        1,
        365,
    ),
    Rule(
        "cadence_days",
        Area.SEGMENTS,
        Text("触达间隔", "Cadence"),
        Text("每个分层最多隔多久要触达一次。", "Longest gap between touches, by segment."),
        Unit.BY_SEGMENT,
    ),
    Rule(
        "home_currency",
        Area.MONEY,
        Text("本位币", "Book currency"),
        Text(
            "金额合计用的币种；自动：有人民币合同就用 CNY，否则用合同最多的币种。",
            "The currency of all sums. Automatic: CNY if any contract has it, else the most frequent.",
        ),
        Unit.CURRENCY,
    ),
    Rule(
        "fiscal_start_month",
        Area.MONEY,
        Text("财年首月", "Fiscal year starts"),
        Text("半年、季度和全年从这个月起算。", "Halves, quarters and years count from this month."),
        Unit.MONTH,
        1,
        12,
    ),
)

RULES: Mapping[str, Rule] = {rule.key: rule for rule in _LIST}
"""Every field of ``Rules`` by its name, in the order in which the settings show them."""


def rule(key: str) -> Rule:
    """The rule called ``key``; raises ValueError for a name that is no field of ``Rules``."""
    found = RULES.get(key)
    if found is None:
        raise ValueError(f"no rule {key!r}; known: {[field.name for field in fields(Rules)]}")
    return found
