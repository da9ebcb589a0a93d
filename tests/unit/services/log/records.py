"""A record of every kind as it is typed, and what the tests of the log share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from csmdesk.domain.text import Language
from csmdesk.services.log.kind import LogKind, LogRow
from csmdesk.services.log.log import Log

NOW = datetime.fromisoformat("2024-06-30 18:00")

TYPED: Mapping[str, Mapping[str, str]] = {
    "touch": {
        "day": "昨天",
        "account": "岚图家居",
        "channel": "拜访",
        "note": "聊续约，对方要 3% 折扣",
        "minutes": "半小时",
    },
    "event": {
        "day": "2024-09-20",
        "kind": "沙龙",
        "topic": "数据治理闭门会",
        "people": "25人",
        "topic_vote_day": "2024-06-20",
        "place": "上海",
    },
    "survey": {"account": "岚图家居", "kind": "NPS", "score": "9", "comment": "响应快"},
    "ticket": {
        "account": "岚图家居",
        "title": "报表加载慢",
        "severity": "P1",
        "opened_at": "今天 9:00",
        "due_at": "明天",
        "level": "1",
        "owner": "周工",
    },
    "lead": {"account": "岚图家居", "referred": "华东分公司", "status": "跟进中", "expected_arr": "46万"},
    "opportunity": {
        "account": "岚图家居",
        "name": "BI 扩容",
        "kind": "增购",
        "amount": "22万",
        "margin": "61.5%",
        "stage": "方案",
        "expected_day": "2024-09-30",
    },
    "suggestion": {
        "account": "岚图家居",
        "content": "报表定时推送",
        "nature": "普适",
        "status": "评估中",
        "reach": "12家",
        "value": "4",
        "urgency": "3",
        "effort": "8人天",
    },
    "request": {
        "account": "岚图家居",
        "industry": "新能源",
        "product": "数据仓库",
        "needed_day": "2024-07-03",
        "until_day": "2024-07-05",
        "consultant": "王工",
    },
    "case": {"account": "岚图家居", "title": "订单履约提速", "given_to": "李工", "permission": "可具名"},
    "handover": {"account": "岚图家居", "from_owner": "张销售", "note": "合同有特殊承诺"},
    "own_time": {
        "category": "出差",
        "hours": "7.5",
        "account": "岚图家居",
        "from_place": "上海",
        "to_place": "武汉",
    },
}

KINDS = tuple(TYPED)


def kind_of(log: Log, key: str) -> LogKind:
    """One kind of the log."""
    return log.kinds[key]


def shown(kind: LogKind, record_id: int, language: Language = "zh") -> LogRow:
    """A record, which has to be there."""
    row = kind.row(record_id, None, language)
    assert row is not None
    return row


def words(kind: LogKind, record_id: int, language: Language = "zh") -> dict[str, str]:
    """What the list shows of a record, by field."""
    row = shown(kind, record_id, language)
    return {field.key: word for field, word in zip(kind.fields, row.words, strict=True)}


def typed(kind: LogKind, row: LogRow) -> dict[str, str]:
    """What stands in the editable fields of a record."""
    return {field.key: word for field, word in zip(kind.fields, row.typed, strict=True) if field.edited}
