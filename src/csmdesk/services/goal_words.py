"""The fields of a target: what each is called, as it is typed and as it is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction

from csmdesk.domain.facts import Target
from csmdesk.domain.fields import EditField
from csmdesk.domain.period import parse_period
from csmdesk.domain.scope import parse_scope
from csmdesk.domain.target import LEVELS, exact, level_of
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.figure import Definition, Unit
from csmdesk.metrics.registry import definitions

GOAL_FIELDS = (
    EditField("name", Text("目标", "Target"), "text", required=True),
    EditField("level", Text("层级", "Level"), "choice"),
    EditField("metric", Text("指标", "Metric"), "choice", required=True),
    EditField("value", Text("目标值", "Value"), "text", required=True),
    EditField("direction", Text("方向", "Direction"), "choice"),
    EditField("period", Text("周期", "Period"), "choice", required=True),
    EditField("node_share", Text("节点比例", "Node share"), "text"),
    EditField("weight", Text("权重", "Weight"), "text"),
    EditField("owner", Text("负责人", "Owner"), "choice"),
    EditField("parent", Text("上级目标", "Parent"), "choice"),
    EditField("segment", Text("分层", "Segment"), "choice"),
    EditField("industry", Text("行业", "Industry"), "choice"),
    EditField("arr_min", Text("年化至少", "ARR at least"), "text"),
    EditField("accounts", Text("指定客户", "Accounts"), "text"),
)
"""In the order in which forms, tables and pasted blocks show them."""

FIELDS: Mapping[str, EditField] = {field.key: field for field in GOAL_FIELDS}
SCOPE_FIELDS = ("segment", "industry", "arr_min", "accounts")
"""The fields that say which accounts a target is over."""

HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("关键结果", "目标名称", "key result", "name", "objective"),
    "value": ("目标数值", "target value", "值"),
    "period": ("期间", "年度", "year"),
    "node_share": ("半年占比", "节点占比", "节点"),
    "owner": ("责任人",),
    "parent": ("上级", "所属目标"),
}
"""Other words over the columns in spreadsheets."""

DIRECTIONS = (">=", "<=")
SIGNS: Mapping[str, str] = {">=": "≥", "<=": "≤"}
LIST_MARK = "、"

NO_SCOPE = ("", "{}")

_SCALES: Mapping[Language, tuple[tuple[int, int, str], ...]] = {
    "zh": ((10**8, 10**6, "亿"), (10**4, 10**2, "万")),
    "en": ((10**6, 10**4, "M"),),
}
"""From which amount on, and in which steps, money is typed in a larger unit; else it stands in full."""


def definition_of(metric: str) -> Definition | None:
    """What a target's metric is; None for one that is not known."""
    return definitions().get(metric)


def unit_of(metric: str) -> Unit:
    """What a target's value is counted in; a plain number for an unknown metric."""
    definition = definition_of(metric)
    return Unit.COUNT if definition is None else definition.unit


def adds_up(metric: str) -> bool:
    """True where the target's metric grows over the year."""
    definition = definition_of(metric)
    return definition is not None and definition.adds_up


def metric_words(metric: str, language: Language) -> str:
    """A metric's name; an unknown one as it stands."""
    definition = definition_of(metric)
    return metric if definition is None else definition.name.to(language)


def level_words(level: str, language: Language) -> str:
    """A level's name; another word as it stands."""
    return LEVELS[level].to(language) if level in LEVELS else level


def amount_typed(amount: Fraction, unit: Unit, language: Language) -> str:
    """An amount as it is typed: exact, in 万 or millions where that is short, rates in percent."""
    if unit is Unit.RATIO:
        return f"{exact(amount * 100)}%"
    if unit is Unit.MONEY and amount:
        for size, step, word in _SCALES[language]:
            if abs(amount) >= size and (amount / step).denominator == 1:
                return exact(amount / size) + word
    return exact(amount)


def amount_words(
    amount: Fraction | None, metric: str, language: Language, currency: str, *, measured: bool = False
) -> str:
    """An amount of a target as it is shown: in 万, percent, or with its measure word."""
    if amount is None:
        return display.MISSING
    unit = unit_of(metric)
    if unit is Unit.MONEY:
        return display.money(amount, language, currency)
    if unit is Unit.RATIO:
        return display.percent(amount, places=2)
    if unit is Unit.DAYS:
        return display.days(amount, language)
    words = display.count(amount)
    return f"{words} {display.measure(metric, language)}".rstrip() if measured else words


def typed_values(target: Target, names: Mapping[int, str], language: Language) -> dict[str, str]:
    """The fields of a target as they are typed; ``names`` are the targets' names by id."""
    scope = parse_scope(target.scope)
    return {
        "name": target.name,
        "level": level_words(level_of(target.level), language),
        "metric": metric_words(target.metric, language),
        "value": amount_typed(target.value, unit_of(target.metric), language),
        "direction": SIGNS.get(target.direction, target.direction),
        "period": target.period,
        "node_share": f"{exact(target.node_share * 100)}%",
        "weight": "" if target.weight is None else f"{exact(target.weight * 100)}%",
        "owner": target.owner,
        "parent": names.get(target.parent_id, "") if target.parent_id is not None else "",
        "segment": LIST_MARK.join(sorted(scope.segments)),
        "industry": LIST_MARK.join(sorted(scope.industries)),
        "arr_min": "" if scope.arr_min is None else amount_typed(scope.arr_min, Unit.MONEY, language),
        "accounts": LIST_MARK.join(sorted(scope.accounts)),
    }


def scope_words(target: Target, language: Language, currency: str) -> str:
    """Which accounts a target is over; '' for all."""
    if target.scope in NO_SCOPE:
        return ""
    scope = parse_scope(target.scope)
    parts = [*sorted(scope.segments), *sorted(scope.industries)]
    if scope.arr_min is not None:
        least = display.money(scope.arr_min, language, currency)
        parts.append(Text(f"年化 ≥ {least}", f"ARR ≥ {least}").to(language))
    if scope.accounts:
        count = len(scope.accounts)
        noun = "account" if count == 1 else "accounts"
        parts.append(Text(f"指定 {count} 个客户", f"{count} {noun}").to(language))
    return (LIST_MARK if language == "zh" else ", ").join(parts)


def scope_text(values: Mapping[str, object]) -> str:
    """A scope as the book keeps it, from the values of its fields; empty ones do not narrow."""
    kept = {key: values[key] for key in SCOPE_FIELDS if values.get(key)}
    return json.dumps(kept, ensure_ascii=False)


def scope_values(text: str) -> dict[str, object]:
    """The values of the scope's fields, as ``scope_text`` takes them."""
    scope = parse_scope(text)
    least = scope.arr_min
    number: object = None
    if least is not None:
        number = int(least) if least.denominator == 1 else float(least)
    return {
        "segment": sorted(scope.segments),
        "industry": sorted(scope.industries),
        "arr_min": number,
        "accounts": sorted(scope.accounts),
    }


def period_words(name: str, language: Language, fiscal_start: int) -> str:
    """A target's time as people say it."""
    return parse_period(name, fiscal_start).title.to(language)
