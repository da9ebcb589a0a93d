"""The rules of the work as data (domain.md, section 4): what each is called, looks at and proposes.

A rule names the numbers of ``Rules`` that it goes by, so that the settings change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from csmdesk.domain.text import Text

Area = Literal[
    "contracts",
    "workshop",
    "early_payment",
    "salons",
    "war_room",
    "escalation",
    "cadence",
    "onboarding",
    "money",
    "demand",
    "health",
    "review",
]
"""Where a rule belongs in the work (domain.md, section 4)."""


class RuleKey(StrEnum):
    """Every rule that gives to-dos, in the order in which a list of equally urgent ones shows them."""

    WORKSHOP = "workshop"
    DECISION = "decision"
    TALKS = "talks"
    SETTLE = "settle"
    WAR_ROOM = "war_room"
    STANDUP = "standup"
    ESCALATION = "escalation"
    INCIDENT = "incident"
    ISSUE_DUE = "issue_due"
    TASK = "task"
    ROOM_DEADLINE = "room_deadline"
    SQUAD = "squad"
    TASK_CRITERIA = "task_criteria"
    MINUTES = "minutes"
    TICKET_72H = "ticket_72h"
    SIGNATURES = "signatures"
    PAIN_POINTS = "pain_points"
    MEASURES = "measures"
    OVERDUE_RECEIPT = "overdue_receipt"
    EARLY_OFFER = "early_offer"
    DISCOUNT = "discount"
    CADENCE = "cadence"
    BIRTHDAY = "birthday"
    ONBOARDING = "onboarding"
    SALON = "salon"
    SALON_TOPIC = "salon_topic"
    SALON_PEOPLE = "salon_people"
    SALON_EXECUTIVES = "salon_executives"
    SALON_PAPER = "salon_paper"
    REQUEST = "request"
    CLASH = "clash"
    SUGGESTION = "suggestion"
    HANDOVER = "handover"
    OVERRIDE = "override"
    REVIEW = "review"


@dataclass(frozen=True)
class RuleDef:
    """A rule: what it is called, what it proposes to do (a verb first), and which table it looks at.

    ``numbers`` are the fields of ``Rules`` that it goes by. A rule that is not ``binding`` reminds: it has a
    due day and cannot be broken.
    """

    key: RuleKey
    area: Area
    name: Text
    action: Text
    looks_at: str
    numbers: tuple[str, ...] = ()
    binding: bool = True


def _rule(
    key: RuleKey,
    area: Area,
    name: Text,
    action: Text,
    looks_at: str,
    *numbers: str,
    binding: bool = True,
) -> RuleDef:
    return RuleDef(key, area, name, action, looks_at, numbers, binding)


_K = RuleKey

_LIST = (
    _rule(
        _K.WORKSHOP,
        "workshop",
        Text("到期前开价值工作坊", "Value workshop before the end"),
        Text("开价值工作坊", "Hold value workshop"),
        "contracts",
        *("workshop_days", "workshop_pain_points", "workshop_measures"),
    ),
    _rule(
        _K.DECISION,
        "contracts",
        Text("自动续约在通知期前定下", "Auto-renewal decided before the notice"),
        Text("确认自动续约", "Confirm auto-renewal"),
        "contracts",
    ),
    _rule(
        _K.TALKS,
        "contracts",
        Text("按分层提前启动续约谈判", "Renewal talks start ahead, by segment"),
        Text("启动续约谈判", "Start renewal talks"),
        "contracts",
    ),
    _rule(
        _K.SETTLE,
        "contracts",
        Text("到期合同有结果", "Ended contracts are settled"),
        Text("签下续约", "Sign the renewal"),
        "contracts",
        "pending_days",
    ),
    _rule(
        _K.WAR_ROOM,
        "war_room",
        Text("跌破红线开作战室", "A score below the red limit opens a war room"),
        Text("开作战室", "Open war room"),
        "accounts",
    ),
    _rule(
        _K.STANDUP,
        "war_room",
        Text("作战室每个工作日站会", "A stand-up each working day"),
        Text("每日站会", "Hold stand-up"),
        "war_rooms",
        "standup_minutes",
    ),
    _rule(
        _K.TASK,
        "war_room",
        Text("作战任务按期完成", "Tasks are done by their deadline"),
        Text("完成任务", "Finish task"),
        "tasks",
    ),
    _rule(
        _K.TASK_CRITERIA,
        "war_room",
        Text("作战任务有责任人、期限、验收标准", "Tasks have owner, deadline, acceptance"),
        Text("补全任务", "Complete the card"),
        "tasks",
    ),
    _rule(
        _K.ROOM_DEADLINE,
        "war_room",
        Text("作战室快速修复", "Quick fix of a war room"),
        Text("关闭作战室", "Close war room"),
        "war_rooms",
        "war_room_days",
    ),
    _rule(
        _K.SQUAD,
        "war_room",
        Text("作战室三方成组", "The squad of a war room"),
        Text("定作战小组", "Name the squad"),
        "war_rooms",
    ),
    _rule(
        _K.ESCALATION,
        "escalation",
        Text("事故限时确认并绕行", "Incidents confirmed and worked around in time"),
        Text("处理升级", "Handle escalation"),
        "escalations",
        "escalation_hours",
    ),
    _rule(
        _K.INCIDENT,
        "escalation",
        Text("新工单限时确认", "New tickets confirmed in time"),
        Text("确认工单", "Confirm ticket"),
        "tickets",
        "escalation_hours",
        binding=False,
    ),
    _rule(
        _K.ISSUE_DUE,
        "escalation",
        Text("工单按时解决", "Tickets resolved in time"),
        Text("解决工单", "Resolve ticket"),
        "tickets",
    ),
    _rule(
        _K.MINUTES,
        "workshop",
        Text("工作坊纪要限时发出", "Minutes of the workshop in time"),
        Text("发工作坊纪要", "Send workshop minutes"),
        "workshops",
        "minutes_hours",
    ),
    _rule(
        _K.TICKET_72H,
        "workshop",
        Text("工作坊追踪单限时建好", "Tracking ticket of the workshop in time"),
        Text("建追踪单", "Open tracking ticket"),
        "workshops",
        "ticket_hours",
    ),
    _rule(
        _K.SIGNATURES,
        "workshop",
        Text("价值实现计划双方 CXO 签字", "Plan signed by both CXOs"),
        Text("补双方签字", "Get both signatures"),
        "workshops",
    ),
    _rule(
        _K.PAIN_POINTS,
        "workshop",
        Text("价值地图的痛点够数", "Pain points on the value map"),
        Text("补业务痛点", "Add pain points"),
        "workshops",
        "workshop_pain_points",
    ),
    _rule(
        _K.MEASURES,
        "workshop",
        Text("价值地图的量化指标够数", "Measures on the value map"),
        Text("补量化指标", "Add measures"),
        "workshops",
        "workshop_measures",
    ),
    _rule(
        _K.OVERDUE_RECEIPT,
        "money",
        Text("应收款按期到账", "Receipts come in on time"),
        Text("催回款", "Chase receipt"),
        "receipts",
    ),
    _rule(
        _K.EARLY_OFFER,
        "early_payment",
        Text("提前付款优惠有截止日", "Early payment offers run out"),
        Text("跟进提前付款", "Follow up early payment"),
        "early_offers",
        "early_days",
        binding=False,
    ),
    _rule(
        _K.DISCOUNT,
        "early_payment",
        Text("现金折扣只给提前且一次付清", "Discounts only for early receipts in one sum"),
        Text("核对现金折扣", "Check the discount"),
        "receipts",
        "early_days",
    ),
    _rule(
        _K.CADENCE,
        "cadence",
        Text("按分层节奏触达", "Touch within the segment's cadence"),
        Text("触达客户", "Touch account"),
        "accounts",
        *("cadence_days", "default_cadence_days", "high_value_share"),
    ),
    _rule(
        _K.BIRTHDAY,
        "cadence",
        Text("联系人生日", "Birthdays of contacts"),
        Text("生日祝福", "Birthday wishes"),
        "contacts",
        binding=False,
    ),
    _rule(
        _K.ONBOARDING,
        "onboarding",
        Text("交接后限期启用", "Activation after the handover"),
        Text("推动启用", "Get it activated"),
        "accounts",
        "activation_days",
    ),
    _rule(
        _K.SALON,
        "salons",
        Text("每季度至少一场线下沙龙", "At least one salon a quarter"),
        Text("排期线下沙龙", "Plan a salon"),
        "events",
        "salon_topic_days",
    ),
    _rule(
        _K.SALON_TOPIC,
        "salons",
        Text("沙龙议题提前票选", "Topic of a salon voted ahead"),
        Text("票选沙龙议题", "Have the topic voted"),
        "events",
        "salon_topic_days",
    ),
    _rule(
        _K.SALON_PEOPLE,
        "salons",
        Text("沙龙人数上限", "People at a salon"),
        Text("控制沙龙人数", "Keep the salon small"),
        "events",
        "salon_people",
    ),
    _rule(
        _K.SALON_EXECUTIVES,
        "salons",
        Text("沙龙高管占比", "Executives at a salon"),
        Text("请足高管", "Invite executives"),
        "events",
        "salon_executive_share",
    ),
    _rule(
        _K.SALON_PAPER,
        "salons",
        Text("沙龙白皮书限时发出", "White paper of a salon in time"),
        Text("发沙龙白皮书", "Send white paper"),
        "events",
        "salon_paper_hours",
    ),
    _rule(
        _K.REQUEST,
        "demand",
        Text("方案顾问按需到位", "Solution consultant when needed"),
        Text("落实方案顾问", "Confirm the consultant"),
        "requests",
    ),
    _rule(
        _K.CLASH,
        "demand",
        Text("方案顾问不撞期", "Consultants do not clash"),
        Text("协调方案顾问", "Settle the clash"),
        "requests",
    ),
    _rule(
        _K.SUGGESTION,
        "demand",
        Text("客户建议限期评分", "Suggestions are scored in time"),
        Text("给建议评分", "Score suggestions"),
        "suggestions",
        "suggestion_days",
        binding=False,
    ),
    _rule(
        _K.HANDOVER,
        "onboarding",
        Text("销售交接按期接收", "Handovers accepted in time"),
        Text("接收交接", "Accept the handover"),
        "handovers",
    ),
    _rule(
        _K.OVERRIDE,
        "health",
        Text("手填健康度到期复核", "Typed scores are looked at again"),
        Text("复核手填健康度", "Review typed score"),
        "health_overrides",
        binding=False,
    ),
    _rule(
        _K.REVIEW,
        "review",
        Text("期末冻结自评数据", "Figures frozen at the period's end"),
        Text("冻结数据", "Freeze the figures"),
        "reviews",
        "fiscal_start_month",
        binding=False,
    ),
)

_BY_KEY = {rule.key: rule for rule in _LIST}

RULE_DEFS: Mapping[RuleKey, RuleDef] = {key: _BY_KEY[key] for key in RuleKey}
"""Every rule by its key, in the order of ``RuleKey``."""
