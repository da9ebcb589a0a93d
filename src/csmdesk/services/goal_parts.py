"""A target over the parts of its time: what each owes, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.facts import Target
from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.target import (
    MONTHS_PER_HALF,
    MONTHS_PER_YEAR,
    Profile,
    exact,
    half_nodes,
    month_nodes,
    node_of,
    parse_profile,
)
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.compute import compute
from csmdesk.services import key_results
from csmdesk.services.account_words import joined
from csmdesk.services.goal_spread import NO_SUM, OF_RATES, PROFILES, QUARTER, fixed, periods_of
from csmdesk.services.goal_words import adds_up, amount_typed, amount_words, unit_of
from csmdesk.services.goals_view import Breakdown, Part, ProfileChoice

if TYPE_CHECKING:
    from csmdesk.metrics.basis import Basis
    from csmdesk.services.today_view import KeyResult

_DEPTHS = {MONTHS_PER_YEAR: 0, MONTHS_PER_HALF: 1, QUARTER: 2, 1: 3}


def breakdown(b: Basis, target: Target, language: Language) -> Breakdown:
    """The parts of the target's time with what each owes and where it stands on the closing day."""
    fiscal = b.rules.fiscal_start_month
    adds = adds_up(target.metric)
    parts = tuple(_part(b, target, period, language) for period in periods_of(target, fiscal))
    profile = parse_profile(target.profile)
    share, typed = _share_hint(target, profile, fiscal, language)
    return Breakdown(
        target.id,
        profile.kind,
        tuple(_choices(adds, language)),
        _drawn(profile).to(language),
        parts,
        _sum(b, target, language) if adds else _RATES.to(language),
        adds,
        share,
        typed,
    )


def _part(b: Basis, target: Target, period: Period, language: Language) -> Part:
    fiscal = b.rules.fiscal_start_month
    adds = adds_up(target.metric)
    node = node_of(target, period, adds, fiscal)
    assert node is not None
    result, value = _result(b, target, period, language)
    words = _part_words(period, target, language, fiscal)
    node_words = amount_words(node, target.metric, language, b.home)
    why = fixed(target, period, fiscal)
    said = (
        [result.value, result.share_words, result.verdict_words]
        if result is not None
        else [Text("未到", "to come").to(language)]
    )
    share = "" if result is None else result.share_words
    if adds and value is not None and node:
        share = display.share(value / node)
    return Part(
        period.name,
        words,
        _DEPTHS[period.months],
        node,
        node_words,
        amount_typed(node, unit_of(target.metric), language),
        "" if why is None else why.to(language),
        result,
        value,
        share,
        period.start <= b.closing <= period.end,
        joined([words, node_words, *said], language),
    )


def _part_words(period: Period, target: Target, language: Language, fiscal: int) -> str:
    """上半年, 一季度, 3 月; the target's own time in full."""
    if period.name == target.period:
        return period.title.to(language)
    if period.months == 1:
        return display.month(period.start, language)
    place = int(period.name[-1])
    if period.months == MONTHS_PER_HALF:
        return Text("上下"[place - 1] + "半年", f"H{place}").to(language)
    return Text("一二三四"[place - 1] + "季度", f"Q{place}").to(language)


def over(b: Basis, target: Target, period: Period) -> Basis:
    """The basis of a part of the target's time, in which only this target is held against its figure."""
    return b.over(period, min(b.closing, period.end))


def _result(
    b: Basis, target: Target, period: Period, language: Language
) -> tuple[KeyResult | None, Fraction | None]:
    """The key result of a part and its value; None before its first day."""
    if period.start > b.closing:
        return None, None
    there = over(b, target, period)
    figure = compute(there, [target.metric])[target.metric]
    held = next((each for each in figure.targets if each.target_id == target.id), None)
    if held is None:
        return None, None
    return key_results.result_of(there, figure, held, language), key_results.value_of(target, figure, held)


def _sum(b: Basis, target: Target, language: Language) -> str:
    """What the months come to, and what that is."""
    span = parse_period(target.period, b.rules.fiscal_start_month)
    halves = half_nodes(target, span)
    said = [amount_words(whole, target.metric, language, b.home) for _, whole in halves]
    months = sum(month_nodes(target, b.rules.fiscal_start_month).values())
    total = amount_words(Fraction(months), target.metric, language, b.home)
    if len(halves) > 1 and target.node_share == 1:
        return _EACH_HALF.format(whole=said[0]).to(language)
    if len(halves) > 1:
        return _SUM_HALVES.format(total=total, first=said[0], second=said[1]).to(language)
    return _SUM.format(total=total).to(language)


def _share_hint(target: Target, profile: Profile, fiscal: int, language: Language) -> tuple[str, str]:
    """Another node share of a year's target that the profile's own months give, in whole percent."""
    span = parse_period(target.period, fiscal)
    if span.months != MONTHS_PER_YEAR or not adds_up(target.metric) or profile.kind in ("even", "typed"):
        return "", ""
    if profile.first_half is None:
        return "", ""
    share = display.half_up(profile.first_half, 2)
    if share == target.node_share or not 0 < share < 1:
        return "", ""
    typed = f"{exact(share * 100)}%"
    return _HINT.format(share=typed).to(language), typed


# --- what can be chosen -------------------------------------------------------------------------------------


def _choices(adds: bool, language: Language) -> Iterator[ProfileChoice]:
    for kind, (words, about) in {**PROFILES, **({} if adds else OF_RATES)}.items():
        why = "" if adds or kind in ("even", "typed") else NO_SUM.to(language)
        yield ProfileChoice(kind, words.to(language), about.to(language), why)


def _drawn(profile: Profile) -> Text:
    if profile.drawn is None:
        return Text("", "")
    return Text(f"{profile.drawn} 按数据排的", f"drawn from the data of {profile.drawn}")


_RATES = Text("比率每段都守住目标，不相加。", "A rate holds its target in every part; parts are not added.")
_SUM = Text("各月合计 {total}，等于目标。", "The months make {total}: the target.")
_SUM_HALVES = Text(
    "各月合计 {total}，等于目标：上半年 {first}，下半年 {second}。",
    "The months make {total}, the target: H1 {first}, H2 {second}.",
)
_EACH_HALF = Text(
    "节点比例 100%：每个半年各要做到 {whole}，各月合计等于它。",
    "Node share 100%: each half owes {whole}; its months make that.",
)
_HINT = Text("按这个口径上半年占 {share}", "By this profile H1 is {share}")
