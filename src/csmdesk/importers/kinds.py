"""The kinds of tables that can be imported, and the fields of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from csmdesk.domain.text import Text
from csmdesk.importers.fields import Field, Kind, Type


def _f(type_: Type, zh: str, en: str, **more: object) -> Field:
    return Field(type_, Text(zh, en), **more)  # type: ignore[arg-type]


_ACCOUNT = {
    "account": _f(Type.ACCOUNT, "客户", "account"),
    "account_name": _f(Type.ACCOUNT, "客户名称", "account name"),
}
_CONTACT = {
    "contact": _f(Type.CONTACT, "联系人", "contact"),
    "contact_name": _f(Type.CONTACT, "联系人姓名", "contact name"),
}
_CODE = {"code": _f(Type.CODE, "编号", "number")}
_NOTE = {"note": _f(Type.TEXT, "备注", "note")}
_CURRENCY = {"currency": _f(Type.CHOICE, "币种", "currency", vocabulary="currency")}
_BY_ACCOUNT = ("account", "account_name")
_BY_CONTACT = ("contact", "contact_name")


def _day(zh: str, en: str, **more: object) -> Field:
    return _f(Type.DAY, zh, en, **more)


_LIST = [
    Kind(
        "accounts",
        Text("客户", "accounts"),
        {
            **_CODE,
            "name": _f(Type.TEXT, "客户名称", "name"),
            "industry": _f(Type.WORD, "行业", "industry"),
            "city": _f(Type.WORD, "城市", "city"),
            "segment": _f(Type.WORD, "客户分层", "segment"),
            "stage": _f(Type.WORD, "生命周期阶段", "lifecycle stage"),
            "owner": _f(Type.WORD, "客户成功经理", "owner"),
            "handover_day": _day("交接日期", "handover date"),
            "handover_from": _f(Type.WORD, "交接人", "handed over from"),
            "handaway_day": _day("转出日期", "date handed away"),
            "handaway_to": _f(Type.WORD, "转出至", "handed away to"),
            "activated_day": _day("启用日期", "activation date"),
            "modules": _f(Type.NAMES, "可用模块", "licensed modules"),
            **_NOTE,
        },
        needs=(("code", "name"),),
        tell=frozenset({"industry", "segment", "handover_day", "activated_day", "modules", "city"}),
    ),
    Kind(
        "contacts",
        Text("联系人", "contacts"),
        {
            **_CODE,
            **_ACCOUNT,
            "name": _f(Type.TEXT, "姓名", "name", required=True),
            "title": _f(Type.WORD, "职务", "title"),
            "executive": _f(Type.FLAG, "是否高管", "executive", vocabulary="executive"),
            "email": _f(Type.WORD, "邮箱", "email"),
            "phone": _f(Type.WORD, "手机", "phone"),
            "birthday": _day("生日", "birthday", lenient=True),
            "left_day": _day("离职日期", "day they left"),
        },
        needs=(_BY_ACCOUNT, ("name",)),
        tell=frozenset({"title", "executive", "email", "phone", "birthday"}),
    ),
    Kind(
        "contracts",
        Text("合同", "contracts"),
        {
            **_CODE,
            **_ACCOUNT,
            "kind": _f(Type.CHOICE, "合同类型", "contract type", vocabulary="contract_kind"),
            "product": _f(Type.WORD, "产品", "product"),
            "start_day": _day("开始日期", "start date"),
            "end_day": _day("到期日期", "end date"),
            "term": _f(Type.SPAN, "有效期", "term"),
            "months": _f(Type.MONTHS, "期限月数", "months", low=1, high=1200),
            "amount": _f(Type.MONEY, "合同金额", "amount", low=0),
            **_CURRENCY,
            "mrr": _f(Type.MONEY, "月经常性收入", "MRR", low=0),
            "arr": _f(Type.MONEY, "年化金额", "ARR", low=0),
            "billing": _f(Type.CHOICE, "付款频率", "billing frequency", vocabulary="billing"),
            "signed_day": _day("签署日期", "signing date"),
            "recurring": _f(Type.FLAG, "是否经常性", "recurring", vocabulary="recurring"),
            "auto_renewal": _f(Type.FLAG, "自动续约", "auto-renewal", vocabulary="flag"),
            "notice_days": _f(Type.COUNT, "通知期(天)", "notice (days)", low=0, high=3650),
            "renews": _f(Type.CODES, "续签自合同", "renewed from"),
            "renewed_by": _f(Type.CODES, "续签为合同", "renewed by"),
            "loss_reason": _f(Type.WORD, "未续约原因", "loss reason"),
            "lost_day": _day("流失日期", "day of the loss"),
            "forecast": _f(Type.CHOICE, "续约预测", "forecast", vocabulary="forecast"),
            **_NOTE,
        },
        needs=(_BY_ACCOUNT, ("start_day", "term"), ("amount", "mrr", "arr")),
        tell=frozenset(
            {"start_day", "end_day", "term", "renews", "auto_renewal", "loss_reason", "mrr", "notice_days"}
        ),
    ),
    Kind(
        "receipts",
        Text("回款", "receipts"),
        {
            **_CODE,
            "contract": _f(Type.CONTRACT, "合同编号", "contract", required=True),
            **_ACCOUNT,
            "kind": _f(Type.CHOICE, "款项类型", "type", vocabulary="receipt_kind"),
            "invoice_code": _f(Type.WORD, "发票号", "invoice number"),
            "invoice_day": _day("开票日期", "invoice date"),
            "due_day": _day("应收日期", "due date"),
            "received_day": _day("到账日期", "received date"),
            "amount": _f(Type.MONEY, "到账金额", "amount", required=True),
            **_CURRENCY,
            "discount": _f(Type.MONEY, "现金折扣", "cash discount", low=0),
            "one_sum": _f(Type.FLAG, "一次性付款", "paid in one sum", vocabulary="flag"),
        },
        needs=(("contract",), ("amount",), ("received_day", "due_day")),
        day="received_day",
        tell=frozenset({"received_day", "discount", "one_sum", "due_day"}),
    ),
    Kind(
        "invoices",
        Text("发票", "invoices"),
        {
            **_CODE,
            "contract": _f(Type.CONTRACT, "合同编号", "contract", required=True),
            **_ACCOUNT,
            "day": _day("开票日期", "invoice date", required=True),
            "due_day": _day("应付日期", "due date"),
            "amount": _f(Type.MONEY, "开票金额", "amount", required=True),
            **_CURRENCY,
        },
        needs=(("contract",), ("day",), ("amount",)),
        day="day",
    ),
    Kind(
        "usage",
        Text("功能使用", "usage"),
        {
            **_ACCOUNT,
            "contract": _f(Type.CONTRACT, "合同编号", "contract"),
            "module": _f(Type.TEXT, "功能模块", "module", required=True),
            "core": _f(Type.FLAG, "核心功能", "core", vocabulary="flag"),
            "day": _day("统计日期", "date", required=True),
            "provisioned": _f(Type.COUNT, "开通账号数", "provisioned", low=0),
            "active": _f(Type.COUNT, "30天活跃账号数", "active in 30 days", low=0),
            "uses": _f(Type.COUNT, "使用次数", "uses", low=0),
        },
        needs=((*_BY_ACCOUNT, "contract"), ("module",), ("day",), ("active", "uses")),
        day="day",
        tell=frozenset({"module", "active", "provisioned", "uses"}),
    ),
    Kind(
        "usage_times",
        Text("使用时长", "time in the system"),
        {
            **_ACCOUNT,
            "day": _day("日期", "date", required=True),
            "used": _f(Type.MINUTES, "使用时长", "time in the system", required=True, low=0),
            "business": _f(Type.MINUTES, "业务时长", "business hours", required=True, low=0),
        },
        needs=(_BY_ACCOUNT, ("day",), ("used",), ("business",)),
        day="day",
        tell=frozenset({"used", "business"}),
    ),
    Kind(
        "health",
        Text("健康度", "health scores"),
        {
            **_ACCOUNT,
            "day": _day("评分日期", "date", required=True),
            "dimension": _f(Type.WORD, "维度", "dimension"),
            "score": _f(Type.SCORE, "得分", "score", low=0, high=100_000),
            "weight": _f(Type.RATIO, "权重", "weight"),
        },
        needs=(_BY_ACCOUNT, ("day",), ("score",)),
        day="day",
        tell=frozenset({"dimension", "score"}),
    ),
    Kind(
        "tickets",
        Text("工单", "tickets"),
        {
            **_CODE,
            **_ACCOUNT,
            "title": _f(Type.TEXT, "标题", "title"),
            "severity": _f(Type.WORD, "级别", "severity"),
            "opened_at": _f(Type.MOMENT, "创建时间", "opened", required=True),
            "due_at": _f(Type.MOMENT, "应解决时间", "due"),
            "resolved_at": _f(Type.MOMENT, "解决时间", "resolved"),
            "level": _f(Type.LEVEL, "升级层级", "escalation level", low=0, high=9),
        },
        needs=(_BY_ACCOUNT, ("opened_at",)),
        day="opened_at",
        tell=frozenset({"due_at", "resolved_at", "severity", "opened_at"}),
    ),
    Kind(
        "surveys",
        Text("问卷", "surveys"),
        {
            **_CODE,
            **_ACCOUNT,
            **_CONTACT,
            "day": _day("答复日期", "answer date", required=True),
            "kind": _f(Type.CHOICE, "问卷类型", "survey type", vocabulary="survey_kind"),
            "score": _f(Type.POINTS, "评分", "score"),
            "nps_score": _f(Type.POINTS, "NPS评分", "NPS score", low=0, high=10),
            "csat_score": _f(Type.POINTS, "CSAT评分", "CSAT score", low=1, high=5),
            "comment": _f(Type.TEXT, "评语", "comment"),
        },
        needs=((*_BY_ACCOUNT, *_BY_CONTACT), ("day",), ("score", "nps_score", "csat_score")),
        day="day",
        tell=frozenset({"score", "nps_score", "csat_score", "kind", "comment"}),
    ),
    Kind(
        "events",
        Text("活动", "events"),
        {
            **_CODE,
            "kind": _f(Type.CHOICE, "活动类型", "event type", vocabulary="event_kind"),
            "topic": _f(Type.TEXT, "主题", "topic"),
            "day": _day("活动日期", "date", required=True),
            "people": _f(Type.COUNT, "参会人数", "people attending", low=0),
            "topic_vote_day": _day("议题票选日期", "topic vote date"),
            "paper_hours": _f(Type.HOURS, "白皮书发出(小时)", "hours to the white paper", low=0),
            "rating": _f(Type.DECIMAL, "满意度", "rating", low=0, high=5),
        },
        needs=(("code", "topic"), ("day",), ("kind", "people", "topic_vote_day", "rating")),
        day="day",
        tell=frozenset({"people", "topic_vote_day", "paper_hours", "topic"}),
    ),
    Kind(
        "attendance",
        Text("参会", "attendance"),
        {
            "event": _f(Type.EVENT, "活动编号", "event", required=True),
            **_ACCOUNT,
            **_CONTACT,
        },
        needs=(("event",), _BY_CONTACT),
        tell=frozenset({"event"}),
    ),
    Kind(
        "leads",
        Text("推荐线索", "referral leads"),
        {
            **_CODE,
            **_ACCOUNT,
            **_CONTACT,
            "day": _day("推荐日期", "referral date", required=True),
            "status": _f(Type.CHOICE, "状态", "status", vocabulary="lead_status", free=True),
            "expected_arr": _f(Type.MONEY, "预计ARR", "expected ARR", low=0),
            **_CURRENCY,
            "opportunity": _f(Type.OPPORTUNITY, "商机编号", "opportunity"),
        },
        needs=((*_BY_ACCOUNT, *_BY_CONTACT), ("day",), ("status", "expected_arr")),
        day="day",
        tell=frozenset({"expected_arr", "contact"}),
    ),
    Kind(
        "opportunities",
        Text("商机", "opportunities"),
        {
            **_CODE,
            **_ACCOUNT,
            "name": _f(Type.TEXT, "商机名称", "name"),
            "kind": _f(Type.CHOICE, "商机类型", "type", vocabulary="contract_kind"),
            "amount": _f(Type.MONEY, "金额", "amount", required=True, low=0),
            **_CURRENCY,
            "margin": _f(Type.RATIO, "毛利率", "gross margin"),
            "stage": _f(Type.CHOICE, "阶段", "stage", vocabulary="stage", free=True),
            "won_day": _day("成交日期", "date won"),
            "contract": _f(Type.CONTRACT, "合同编号", "contract"),
        },
        needs=(_BY_ACCOUNT, ("amount",), ("stage", "won_day", "margin")),
        day="won_day",
        tell=frozenset({"margin", "stage", "won_day"}),
    ),
    Kind(
        "own_time",
        Text("时间记录", "own time"),
        {
            "day": _day("日期", "date", required=True),
            "category": _f(Type.CHOICE, "类别", "category", required=True, vocabulary="own_time", free=True),
            "minutes": _f(Type.MINUTES, "小时", "hours", required=True, low=0),
            "note": _f(Type.TEXT, "说明", "note"),
        },
        needs=(("day",), ("category",), ("minutes",)),
        day="day",
        tell=frozenset({"minutes", "category"}),
    ),
    Kind(
        "suggestions",
        Text("需求反馈", "suggestions"),
        {
            **_CODE,
            **_ACCOUNT,
            "day": _day("提出日期", "date", required=True),
            "content": _f(Type.TEXT, "内容", "content"),
            "nature": _f(Type.CHOICE, "需求性质", "nature", vocabulary="nature"),
            "status": _f(Type.CHOICE, "状态", "status", vocabulary="suggestion_status", free=True),
            "reach": _f(Type.COUNT, "影响面", "reach"),
            "value": _f(Type.COUNT, "价值", "value"),
            "urgency": _f(Type.COUNT, "紧急度", "urgency"),
            "effort": _f(Type.COUNT, "投入", "effort"),
        },
        needs=(("day",), ("content", "nature"), ("status", "nature")),
        day="day",
        tell=frozenset({"nature", "content"}),
    ),
    Kind(
        "tasks",
        Text("作战任务", "war room tasks"),
        {
            **_CODE,
            **_ACCOUNT,
            "title": _f(Type.TEXT, "任务", "task", required=True),
            "owner": _f(Type.WORD, "责任人", "owner"),
            "deadline": _day("截止日期", "deadline"),
            "acceptance": _f(Type.TEXT, "验收标准", "acceptance criteria"),
            "status": _f(Type.CHOICE, "状态", "status", vocabulary="task_status"),
        },
        needs=(_BY_ACCOUNT, ("title",), ("owner", "deadline", "acceptance", "status")),
        day="deadline",
        tell=frozenset({"title", "acceptance", "deadline"}),
    ),
    Kind(
        "workshops",
        Text("价值校准工作坊", "value workshops"),
        {
            **_CODE,
            "contract": _f(Type.CONTRACT, "合同编号", "contract", required=True),
            **_ACCOUNT,
            "day": _day("日期", "date", required=True),
            "pain_points": _f(Type.COUNT, "业务痛点数", "pain points", low=0),
            "measures": _f(Type.COUNT, "量化指标数", "measures", low=0),
            "both_signed": _f(Type.FLAG, "双方CXO签字", "signed by both", vocabulary="flag"),
            "minutes_hours": _f(Type.HOURS, "纪要发出(小时)", "hours to the minutes", low=0),
            "ticket_hours": _f(Type.HOURS, "追踪单创建(小时)", "hours to the tracking ticket", low=0),
        },
        needs=(
            ("contract",),
            ("day",),
            ("pain_points", "measures", "both_signed", "minutes_hours", "ticket_hours"),
        ),
        day="day",
        tell=frozenset({"pain_points", "measures", "both_signed", "minutes_hours", "ticket_hours"}),
    ),
    Kind(
        "touches",
        Text("触达记录", "touches"),
        {
            **_CODE,
            **_ACCOUNT,
            **_CONTACT,
            "day": _day("日期", "date", required=True),
            "channel": _f(Type.WORD, "渠道", "channel", required=True),
            "minutes": _f(Type.MINUTES, "时长", "duration", low=0),
            "note": _f(Type.TEXT, "说明", "note"),
        },
        needs=(_BY_ACCOUNT, ("day",), ("channel",)),
        day="day",
        tell=frozenset({"channel"}),
    ),
    Kind(
        "targets",
        Text("目标", "targets"),
        {
            "period": _f(Type.PERIOD, "周期", "period", required=True),
            "level": _f(Type.WORD, "层级", "level"),
            "name": _f(Type.TEXT, "目标", "target"),
            "metric": _f(Type.METRIC, "指标", "metric"),
            "value": _f(Type.VALUE, "目标值", "value", required=True),
            "unit": _f(Type.WORD, "单位", "unit"),
            "direction": _f(Type.CHOICE, "方向", "direction", vocabulary="direction"),
            "node_share": _f(Type.RATIO, "节点比例", "node share"),
        },
        needs=(("period",), ("metric", "name"), ("value",)),
        tell=frozenset({"node_share", "direction", "metric"}),
    ),
    Kind(
        "peer_figures",
        Text("团队数据", "team figures"),
        {
            "period": _f(Type.PERIOD, "周期", "period", required=True),
            "metric": _f(Type.METRIC, "指标", "metric", required=True),
            "peer": _f(Type.WORD, "对比对象", "peer"),
            "value": _f(Type.VALUE, "值", "value", required=True),
        },
        needs=(("period",), ("metric",), ("value",), ("peer",)),
        tell=frozenset({"peer"}),
    ),
    Kind(
        "segments",
        Text("客户分层", "segments"),
        {
            "name": _f(Type.WORD, "分层", "segment", required=True),
            "cadence_days": _f(Type.COUNT, "触达频率(天)", "cadence (days)", low=1),
            "renewal_start_days": _f(Type.COUNT, "续约启动(天)", "renewal start (days)", low=0),
            "resources": _f(Type.TEXT, "资源", "resources"),
        },
        needs=(("name",), ("cadence_days", "renewal_start_days")),
        tell=frozenset({"cadence_days", "renewal_start_days"}),
    ),
]

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _LIST})
"""Every kind by its name, in the order in which they are written to a book."""


def known_kinds() -> Mapping[str, Text]:
    """Every kind's name as options use it, and as people say it."""
    return {kind.name: kind.text for kind in _LIST}
