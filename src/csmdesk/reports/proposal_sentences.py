"""The sentences that each section of a review can be offered; ``{figure:part}`` is a figure that lives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Protocol

from csmdesk.domain.review_text import Run, Runs
from csmdesk.domain.text import Text


class Sayer(Protocol):
    """Says sentences from the data; None where the data do not hold one."""

    def result(self, key: str) -> Runs | None:
        """A figure's value and what it is held against."""

    def over(self, key: str) -> Runs | None:
        """A rate with the counts behind it."""

    def against_earlier(self, key: str, before: str = "year") -> Runs | None:
        """A figure against an earlier period's."""

    def gap(self, key: str) -> Runs | None:
        """What a figure lacks of its target."""

    def sample(self, key: str) -> Runs | None:
        """An NPS with its sample."""

    def say(self, text: Text, **parts: Run | str) -> Runs | None:
        """A sentence from its template."""

    def holds(self, key: str, part: str = "") -> Fraction:
        """What a part comes to; 0 where it is not available."""


Make = Callable[[Sayer], Runs | None]
Maker = tuple[str, Make]
"""A sentence: its key (figure/kind), and how it is made."""


def _result(key: str) -> Maker:
    return f"{key}/result", lambda p: p.result(key)


def _over(key: str) -> Maker:
    return f"{key}/result", lambda p: p.over(key)


def _year(key: str) -> Maker:
    return f"{key}/year", lambda p: p.against_earlier(key)


def _last(key: str) -> Maker:
    return f"{key}/last", lambda p: p.against_earlier(key, "last")


def _gap(key: str) -> Maker:
    return f"{key}/gap", lambda p: p.gap(key)


def _sample(key: str) -> Maker:
    return f"{key}/result", lambda p: p.sample(key)


def _told(key: str, kind: str, text: Text, *needs: str) -> Maker:
    """A sentence of its own; ``needs`` are parts that must not be 0 for it to be worth saying."""

    def make(sayer: Sayer) -> Runs | None:
        if any(not sayer.holds(*need.split(":")) for need in needs):
            return None
        return sayer.say(text)

    return f"{key}/{kind}", make


KINDS: Mapping[str, Text] = {
    "result": Text("结果", "result"),
    "year": Text("同比", "on the year before"),
    "last": Text("环比", "on the period before"),
    "gap": Text("差距", "gap"),
    "flow": Text("构成", "make-up"),
    "early": Text("节约与折扣", "saved and spent"),
    "counts": Text("明细", "in detail"),
}

_MONEY = (
    _result("renewal_collected"),
    _year("renewal_collected"),
    _last("renewal_collected"),
    _result("upsell_collected"),
    _year("upsell_collected"),
    _last("upsell_collected"),
    _over("renewal_value_rate"),
    _over("renewal_rate"),
    _over("renewal_rate_contracts"),
    _result("nrr"),
    _told(
        "nrr",
        "flow",
        Text(
            "期初年化 {nrr:opening}，扩张 {nrr:expansion}，收缩 {nrr:contraction}，流失 {nrr:churn}，"
            "净收入留存率 {nrr}。",
            "Opening {nrr:opening}, expansion {nrr:expansion}, contraction {nrr:contraction}, churn"
            " {nrr:churn}:"
            " net revenue retention {nrr}.",
        ),
        "nrr:opening",
    ),
    _result("grr"),
    _over("customer_retention"),
    _result("acv"),
)
_USE = (
    _result("usage_depth"),
    _last("usage_depth"),
    _over("core_feature_depth"),
    _over("feature_breadth"),
    _over("activation_rate"),
    _told(
        "health_mean",
        "flow",
        Text(
            "平均健康度由期初 {health_mean:opening} 到期末 {health_mean}；已评分 {health_mean:scored} 家，"
            "未评分 {health_mean:unscored} 家。",
            "Mean health went from {health_mean:opening} to {health_mean}; {health_mean:scored}"
            " accounts are scored,"
            " {health_mean:unscored} are not.",
        ),
        "health_mean:opening",
    ),
    _told(
        "health_red",
        "flow",
        Text(
            "红色客户由期初 {health_red:opening} 家到期末 {health_red}：恢复 {health_red:recovered} 家，"
            "新变红 {health_red:newly_red} 家。",
            "Red accounts went from {health_red:opening} to {health_red}: {health_red:recovered} recovered,"
            " {health_red:newly_red} became red.",
        ),
        "health_mean:scored",
    ),
    _over("issue_on_time"),
    _over("csat"),
    _over("feedback_conversion"),
)
_REACH = (
    _told(
        "executive_reach",
        "counts",
        Text(
            "举办圆桌 {executive_reach:roundtables} 场、沙龙 {executive_reach:salons} 场，高管参会"
            " {executive_reach}。",
            "{executive_reach:roundtables} roundtables and {executive_reach:salons} salons were held, with"
            " {executive_reach} attendances of executives.",
        ),
        "executive_reach",
    ),
    _year("executive_reach"),
    _told(
        "activity_counts",
        "counts",
        Text(
            "期内触达 {activity_counts}，覆盖 {activity_counts:accounts_touched} 家客户。",
            "{activity_counts} touches in the period, with {activity_counts:accounts_touched} accounts.",
        ),
        "activity_counts",
    ),
    _over("cadence_kept"),
)
_RENEWALS = (
    _told(
        "renewal_rate_contracts",
        "counts",
        Text(
            "期内到期合同 {renewal_rate_contracts:denominator} 份，续约"
            " {renewal_rate_contracts:numerator} 份，"
            "未续 {non_renewal_reasons}。",
            "{renewal_rate_contracts:denominator} contracts were due in the period:"
            " {renewal_rate_contracts:numerator}"
            " renewed, {non_renewal_reasons} not renewed.",
        ),
        "renewal_rate_contracts:denominator",
    ),
    _over("renewal_rate"),
    _over("renewal_value_rate"),
    _gap("renewal_value_rate"),
)
_EARLY = (
    _told(
        "early_collection",
        "counts",
        Text(
            "下期到期的 {early_collection:due_next_period} 份合同中，{early_collection}已提前回款，到账"
            " {early_collection:amount}，占续费到账的 {early_collection:share_of_renewal_receipts}。",
            "Of the {early_collection:due_next_period} contracts due in the next period"
            " {early_collection} were paid"
            " early: {early_collection:amount} received,"
            " {early_collection:share_of_renewal_receipts} of the renewal"
            " receipts.",
        ),
        "early_collection",
    ),
    _told(
        "early_collection",
        "early",
        Text(
            "提前回款节约资金成本 {early_collection:financing_saved}，付出现金折扣"
            " {early_collection:discount}，"
            "净省 {early_collection:net}。",
            "Early collection saved {early_collection:financing_saved} of financing and cost"
            " {early_collection:discount} in discounts: a net {early_collection:net}.",
        ),
        "early_collection:financing_saved",
    ),
)
_UPSELL = (
    _result("upsell_collected"),
    _over("upsell_rate"),
    _result("upsell_margin"),
    _result("collection_days"),
    _told(
        "referral_leads",
        "counts",
        Text(
            "推荐线索 {referral_leads}，其中转化 {referral_leads:converted} 条，预计年化"
            " {referral_leads:expected_arr}。",
            "{referral_leads} referral leads came in; {referral_leads:converted} converted, with"
            " {referral_leads:expected_arr} of expected annual value.",
        ),
        "referral_leads",
    ),
    _result("referral_leads"),
)
_WORKSHOPS = (_over("workshop_on_time"), _over("workshop_quality"))
_EVENTS = (
    _over("salon_compliance"),
    _told(
        "salon_compliance",
        "counts",
        Text(
            "线下沙龙 {salon_compliance:salons} 场，平均满意度 {salon_compliance:rating_mean}。",
            "{salon_compliance:salons} salons were held, with a mean rating of"
            " {salon_compliance:rating_mean}.",
        ),
        "salon_compliance:salons",
        "salon_compliance:rating_mean",
    ),
)
_NPS = (_sample("nps_executive"), _sample("nps"), _last("nps_executive"), _year("nps_executive"))
_LOST = (
    _told(
        "non_renewal_reasons",
        "counts",
        Text(
            "期内未续约 {non_renewal_reasons}，原因：{non_renewal_reasons:by_reason}。",
            "{non_renewal_reasons} contracts were not renewed: {non_renewal_reasons:by_reason}.",
        ),
        "non_renewal_reasons",
    ),
)
_TICKETS = (_over("issue_on_time"), _year("issue_on_time"), _last("issue_on_time"))
_TIME = (
    _result("travel_days"),
    _year("travel_days"),
    _result("sharing_sessions"),
    _year("sharing_sessions"),
)
_GAPS = tuple(
    _gap(key)
    for key in (
        "renewal_collected",
        "upsell_collected",
        "nrr",
        "renewal_value_rate",
        "usage_depth",
        "nps_executive",
        "referral_leads",
        "executive_reach",
        "issue_on_time",
        "sharing_sessions",
    )
)
_RED = tuple(maker for maker in _USE if maker[0] == "health_red/flow")

SECTIONS: Mapping[str, tuple[Maker, ...]] = {
    "role.scope": (_result("acv"), _result("arr_per_csm")),
    "role.duty": (_result("arr_per_csm"), _result("acv")),
    "role.targets": (*_GAPS, _result("renewal_collected"), _result("upsell_collected"), _result("nrr")),
    "results.money": _MONEY,
    "results.use": _USE,
    "results.reach": _REACH,
    "work.renewals": _RENEWALS,
    "work.early": _EARLY,
    "work.upsell": _UPSELL,
    "work.workshops": _WORKSHOPS,
    "work.events": _EVENTS,
    "work.nps": _NPS,
    "problems.lost": _LOST,
    "problems.red": _RED,
    "problems.tickets": _TICKETS,
    "problems.causes": (*_LOST, *_RED, *_TICKETS, *_WORKSHOPS),
    "plan.red": _RED,
    "plan.due": _EARLY[:1],
    "plan.gaps": _GAPS,
    "plan.goals": _GAPS,
    "plan.time": _TIME,
}
"""The sentences of each section, by its stable name in the report."""
