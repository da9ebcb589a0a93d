"""Kinds of tables about what is aimed at and planned."""

from __future__ import annotations

from csmdesk.domain.text import Text
from csmdesk.importers.fields import Kind, Type
from csmdesk.importers.kind_parts import (
    ACCOUNT,
    CURRENCY,
    NOTE,
    a_day,
    a_field,
)

PLAN = (
    Kind(
        "targets",
        Text("目标", "targets"),
        {
            "period": a_field(Type.PERIOD, "周期", "period", required=True),
            "level": a_field(Type.WORD, "层级", "level"),
            "name": a_field(Type.TEXT, "目标", "target"),
            "metric": a_field(Type.METRIC, "指标", "metric"),
            "value": a_field(Type.VALUE, "目标值", "value", required=True),
            "unit": a_field(Type.WORD, "单位", "unit"),
            "direction": a_field(Type.CHOICE, "方向", "direction", vocabulary="direction"),
            "node_share": a_field(Type.RATIO, "节点比例", "node share"),
            "weight": a_field(Type.RATIO, "权重", "weight"),
            "owner": a_field(Type.WORD, "负责人", "owner"),
            "parent": a_field(Type.TEXT, "上级目标", "parent target"),
            "segment": a_field(Type.NAMES, "适用分层", "segments"),
            "industry": a_field(Type.NAMES, "适用行业", "industries"),
            "arr_min": a_field(Type.MONEY, "年化至少", "ARR at least", low=0),
            "accounts": a_field(Type.NAMES, "指定客户", "accounts"),
        },
        needs=(("period",), ("metric", "name"), ("value",)),
        tell=frozenset({"node_share", "direction", "metric"}),
    ),
    Kind(
        "peer_figures",
        Text("团队数据", "team figures"),
        {
            "period": a_field(Type.PERIOD, "周期", "period", required=True),
            "metric": a_field(Type.METRIC, "指标", "metric", required=True),
            "peer": a_field(Type.WORD, "对比对象", "peer"),
            "value": a_field(Type.VALUE, "值", "value", required=True),
        },
        needs=(("period",), ("metric",), ("value",), ("peer",)),
        tell=frozenset({"peer"}),
    ),
    Kind(
        "segments",
        Text("客户分层", "segments"),
        {
            "name": a_field(Type.WORD, "分层", "segment", required=True),
            "cadence_days": a_field(Type.COUNT, "触达频率(天)", "cadence (days)", low=1),
            "renewal_start_days": a_field(Type.COUNT, "续约启动(天)", "renewal start (days)", low=0),
            "resources": a_field(Type.TEXT, "资源", "resources"),
            "qbrs": a_field(Type.COUNT, "QBR次数", "QBRs a year", low=0),
            "trainings": a_field(Type.COUNT, "培训次数", "trainings a year", low=0),
        },
        needs=(("name",), ("cadence_days", "renewal_start_days")),
        tell=frozenset({"cadence_days", "renewal_start_days"}),
    ),
    Kind(
        "dimensions",
        Text("健康维度", "health dimensions"),
        {
            "name": a_field(Type.WORD, "维度", "dimension", required=True),
            "weight": a_field(Type.RATIO, "权重", "weight"),
        },
        needs=(("name",), ("weight",)),
        tell=frozenset({"name"}),
    ),
    Kind(
        "plan_items",
        Text("年度计划", "year plan"),
        {
            "year": a_field(Type.COUNT, "计划年度", "plan year", low=1900, high=2200),
            "slot": a_field(Type.CODE, "安排编号", "slot"),
            "kind": a_field(Type.CHOICE, "计划类型", "type", vocabulary="plan_kind"),
            **ACCOUNT,
            "contract": a_field(Type.CONTRACT, "合同编号", "contract"),
            "title": a_field(Type.TEXT, "计划内容", "what"),
            "day": a_day("计划日期", "date", required=True),
            "last_day": a_day("最晚日期", "last date"),
            "since": a_day("排期日期", "drawn on"),
            "minutes": a_field(Type.MINUTES, "计划分钟", "minutes", low=0, high=1440),
            "cost": a_field(Type.MONEY, "计划费用", "planned cost", low=0),
            "spent": a_field(Type.MONEY, "已花费用", "spent", low=0),
            **CURRENCY,
            "own": a_field(Type.FLAG, "手工安排", "by hand", vocabulary="flag"),
            "done_day": a_day("完成日期", "date done"),
            "dropped": a_field(Type.FLAG, "已取消", "struck out", vocabulary="flag"),
            **NOTE,
        },
        needs=(("day",), ("kind", "title"), ("minutes", "cost", "last_day")),
        day="day",
        tell=frozenset({"kind", "last_day", "cost", "minutes"}),
    ),
    Kind(
        "budget_lines",
        Text("年度预算", "budget"),
        {
            "year": a_field(Type.COUNT, "预算年度", "budget year", low=1900, high=2200),
            "month": a_field(Type.PERIOD, "预算月份", "month", required=True),
            "name": a_field(Type.TEXT, "预算项", "line", required=True),
            "kind": a_field(Type.WORD, "预算类别", "type"),
            "quantity": a_field(Type.DECIMAL, "数量", "quantity", low=0),
            "unit": a_field(Type.MONEY, "单价", "unit price", low=0),
            "spent": a_field(Type.MONEY, "已花", "spent", low=0),
            **CURRENCY,
            **NOTE,
        },
        needs=(("month",), ("name",), ("unit",)),
        tell=frozenset({"unit", "quantity"}),
    ),
)
