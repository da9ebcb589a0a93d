"""The names by which a text speaks of figures and of their parts, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from csmdesk.metrics.registry import definitions

_MORE: Mapping[str, str] = {
    "renewal_collected": "续费到账|续费回款|续费款|续约回款|续费金额|续费(?=(?:节点)?目标)|"
    "renewal receipts|renewals collected|renewal revenue|renewals received",
    "upsell_collected": "增购到账|增购回款|增购收入|增购金额|增购(?=(?:节点)?目标)|"
    "upsell receipts|upsell revenue|upsells collected|upsells received",
    "nrr": "净收入留存率|净收入留存|净留存率|NRR|NDR|net revenue retention|net retention",
    "grr": "总收入留存率|总收入留存|毛收入留存率|GRR|gross revenue retention|gross retention",
    "logo_churn": "客户流失率|customer churn|logo churn",
    "acv": "客户平均收入|户均年化|ACV|average customer value",
    "upsell_rate": "增购率|upsell rate",
    "upsell_margin": "增购毛利率|毛利率|upsell margin|gross margin",
    "collection_days": "回款周期|collection days|days to collect",
    "renewal_rate_contracts": "合同续约率|按合同续约率|续约率按合同|"
    "renewal rate by contract|contract renewal rate",
    "renewal_value_rate": "续费率|金额续约率|金额续费率|renewal value rate|value rate",
    "early_collection": "提前回款|提前到账|early collections?|collected early|paid early",
    "workshop_on_time": "工作坊按时率|workshops on time",
    "workshop_quality": "工作坊合格率|workshop quality",
    "usage_depth": "产品深度使用率|深度使用率|产品使用深度|usage depth",
    "core_feature_depth": "核心功能使用深度|核心功能深度|core feature depth",
    "activation_rate": "客户启用率|启用率|activation rate",
    "health_mean": "平均健康度|健康度均值|健康度平均|平均健康分|"
    "mean health(?: score)?|average health(?: score)?",
    "health_red": "红色客户数量?|红色客户|red accounts|red customers",
    "nps_executive": "客户高管净推荐值|高管净推荐值|客户高管 NPS|高管 NPS|executive NPS|NPS of executives",
    "nps": "全部联系人净推荐值|全部联系人 NPS|全体联系人 NPS|NPS of all contacts|NPS over all contacts",
    "nps_all_answers": "全部答复 NPS|NPS of every answer|NPS over every answer",
    "csat": "客户满意度|CSAT|customer satisfaction",
    "issue_on_time": "问题解决及时率|工单解决及时率|工单及时率|问题及时率|"
    "issues solved in time|issues resolved in time",
    "feedback_conversion": "客户反馈转化率|反馈转化率|feedback conversion",
    "salon_compliance": "沙龙合规率|沙龙合规|salon compliance",
    "executive_reach": "高管触达|高管参会|参会高管|高管参加|executive reach|attendances of executives|"
    "executive attendances|executives' attendances",
    "referral_leads": "高管推荐线索|推荐线索|转介绍线索|referral leads|referrals",
    "activity_counts": "活动量|触达次数|touches in the period",
    "cadence_kept": "触达达标率|within their cadence|cadence kept",
    "travel_days": "出差天数|出差|travel days|days of travel|travelling",
    "sharing_sessions": "团队分享场次|团队分享|分享场次|sharing sessions",
}
"""How else a figure is called, as patterns; its own names are always among them."""

_AMBIGUOUS: Mapping[str, tuple[str, ...]] = {
    "NPS|净推荐值": ("nps_executive", "nps", "nps_all_answers"),
    "续约率|renewal rate|renewal rates": ("renewal_rate", "renewal_rate_contracts"),
    "客户留存率|customer retention|logo retention": ("customer_retention", "customer_retention_simple"),
}
"""Names that more than one definition goes by; the first is meant unless the data say otherwise."""

NARROWING: Mapping[str, str] = {
    "renewal_rate_contracts": "按合同|by contracts?|of contracts",
    "renewal_rate": "按客户|by customers?|of customers",
    "nps": "全部联系人|全体联系人|all contacts",
    "nps_executive": "高管|executives?",
    "nps_all_answers": "全部答复|every answer|all answers",
}
"""Words that choose among the definitions of a name that was said before them."""

PART_WORDS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("推荐者|promoters?", dict.fromkeys(("nps", "nps_executive", "nps_all_answers"), "promoters")),
    ("中立者|passives?", dict.fromkeys(("nps", "nps_executive", "nps_all_answers"), "passives")),
    ("贬损者|detractors?", dict.fromkeys(("nps", "nps_executive", "nps_all_answers"), "detractors")),
    ("(?:线上)?(?:高管)?圆桌(?:会)?|roundtables?", {"executive_reach": "roundtables"}),
    ("(?:线下)?(?:高管)?沙龙|salons?", {"executive_reach": "salons", "salon_compliance": "salons"}),
    ("(?:已)?转化(?:为商机)?|converted", {"referral_leads": "converted"}),
    (
        "预计年化(?:金额)?|预计 ?ARR|expected(?: ARR| annual value)?|of expected ARR",
        {"referral_leads": "expected_arr"},
    ),
    ("节约(?:资金成本)?|节省(?:资金成本)?|saved|saving", {"early_collection": "financing_saved"}),
    ("现金折扣|折扣|discounts?|in discounts", {"early_collection": "discount"}),
    ("净省|净节约|net saving|a net", {"early_collection": "net"}),
    (
        "占续费(?:到账|回款)(?:的)?|of the renewal receipts",
        {"early_collection": "share_of_renewal_receipts"},
    ),
    ("恢复|recovered", {"health_red": "recovered"}),
    ("新变红|新增红色|became red|newly red", {"health_red": "newly_red"}),
    ("已评分|scored", {"health_mean": "scored"}),
    ("未评分|unscored", {"health_mean": "unscored"}),
    ("扩张|expansion", {"nrr": "expansion"}),
    ("收缩|降级|contraction", {"nrr": "contraction", "grr": "contraction"}),
    ("流失|churn", {"nrr": "churn", "grr": "churn"}),
    ("期初年化|opening ARR|opening", {"nrr": "opening", "grr": "opening"}),
    ("平均满意度|评分均值|mean rating|rating", {"salon_compliance": "rating_mean"}),
    ("到账|received", {"early_collection": "amount"}),
    ("笔|receipts", {"renewal_collected": "receipts", "upsell_collected": "receipts"}),
    ("逾期|late", {"issue_on_time": "late"}),
    ("覆盖|accounts touched", {"activity_counts": "accounts_touched"}),
    ("户均|per account|an account", {"activity_counts": "per_account"}),
)
"""Words for a part of a figure, and which part of which figure they mean."""


class Mention(NamedTuple):
    """A figure that is named from ``start`` to ``end``; more than one where the name is ambiguous."""

    start: int
    end: int
    figures: tuple[str, ...]


class PartMention(NamedTuple):
    """A word for a part of a figure: by figure, the part that it means."""

    start: int
    end: int
    parts: Mapping[str, str]


def mentions(text: str, target_names: Mapping[str, Iterable[str]]) -> list[Mention]:
    """The figures that a text names, in order, the longest name at each place.

    ``target_names`` are what the book's key results on a figure are called.
    """
    own = {key: tuple(names) for key, names in target_names.items()}
    pattern, figures_of = _pattern(tuple(sorted(own.items())))
    return [
        Mention(found.start(), found.end(), figures_of[str(found.lastgroup)])
        for found in pattern.finditer(text)
    ]


def part_mentions(text: str) -> list[PartMention]:
    """The parts of figures that a text names."""
    return [
        PartMention(found.start(), found.end(), parts)
        for pattern, parts in _parts()
        for found in pattern.finditer(text)
    ]


@lru_cache(maxsize=8)
def _pattern(
    target_names: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """All names as one pattern, longer ones first, and the figures of each of its groups."""
    held: list[tuple[str, tuple[str, ...]]] = []
    for key, definition in definitions().items():
        names = [_plain(definition.name.zh), _plain(definition.name.en), *_split(_MORE.get(key, ""))]
        held += [(name, (key,)) for name in names if not _is_ambiguous(name)]
    for names_of, keys in _AMBIGUOUS.items():
        held += [(name, keys) for name in _split(names_of)]
    for key, own in target_names:
        held += [(_plain(name), (key,)) for name in own if len(name) > 1 and not _is_ambiguous(name)]
    parts = []
    figures_of: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for number, (name, keys) in enumerate(sorted(held, key=lambda each: -len(each[0]))):
        if name.casefold() in seen:
            continue
        seen.add(name.casefold())
        figures_of[f"n{number}"] = keys
        parts.append(f"(?P<n{number}>{_loose(name)})")
    return re.compile("|".join(parts), re.IGNORECASE), figures_of


@lru_cache(maxsize=1)
def _parts() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    return tuple((_words(pattern), parts) for pattern, parts in PART_WORDS)


@lru_cache(maxsize=1)
def narrowing() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns of words that choose among definitions, each with its figure."""
    return tuple((_words(pattern), key) for key, pattern in NARROWING.items())


def _words(pattern: str) -> re.Pattern[str]:
    """A pattern whose English words are matched whole."""
    each = [rf"\b{word}\b" if word[:1].isascii() and word[:1].isalpha() else word for word in _split(pattern)]
    return re.compile("|".join(each), re.IGNORECASE)


def _is_ambiguous(name: str) -> bool:
    return any(name.casefold() == each.casefold() for names in _AMBIGUOUS for each in _split(names))


def _split(pattern: str) -> list[str]:
    """The alternatives of a pattern, not those inside brackets."""
    found, depth, word = [], 0, ""
    for mark in pattern:
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and depth == 0:
            found.append(word)
            word = ""
        else:
            word += mark
    return [*found, word] if word else found


def _plain(name: str) -> str:
    return re.escape(name).replace("\\ ", " ")


def _loose(name: str) -> str:
    """A name in which a gap may stand, or be missing, between Chinese and Latin words."""
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u4e00-\u9fff])", " ", name)
    flexible = (
        re.sub(r" +", r"\\s?", spaced) if re.search(r"[\u4e00-\u9fff]", name) else spaced.replace(" ", r"\s+")
    )
    latin = re.match(r"[A-Za-z]", name)
    return rf"(?<![A-Za-z]){flexible}(?![A-Za-z])" if latin else flexible
