"""How much of the product is used: depth, breadth, activation."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from csmdesk.domain.facts import UsageDay, UsageRow
from csmdesk.domain.period import month_end
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.figure import Counted, Coverage, Definition, Figure, LeftOut, Unit
from csmdesk.metrics.registry import metric
from csmdesk.metrics.shape import BEFORE_START, NOT_OWNED, counted, figure, left_out, not_available, ratio

NO_USAGE = Text("期内没有功能使用数据", "no usage data in the period")


@metric(
    "usage_depth",
    Text("产品深度使用率", "Usage depth"),
    Unit.RATIO,
    Text(
        "Σ 30 天活跃账号 ÷ Σ 开通账号，按日合计后取当月有数据各日的平均；"
        "长于一个月的期间取最后一个有数据的月",
        "Σ accounts active in 30 days ÷ Σ provisioned, pooled on each day,"
        " mean over the days with data of the last month with data",
    ),
    rivals=("core_feature_depth", "feature_breadth", "time_depth"),
)
def usage_depth(b: Basis, d: Definition) -> Figure:
    """Numerator: the sum of the days' ratios; denominator: the number of days."""
    if b.as_of < b.period.start:
        return not_available(b, d, BEFORE_START)
    days, excluded = _depth_days(b)
    if not days:
        return not_available(b, d, NO_USAGE, excluded=excluded)
    above: list[Counted] = []
    below: list[Counted] = []
    by_day: dict[str, Fraction] = {}
    for day, rows in days.items():
        provisioned = sum(r.provisioned for r in rows)
        by_day[day.isoformat()] = Fraction(sum(r.active for r in rows), provisioned)
        for r in rows:
            key = (r.account_id, day.toordinal())
            above.append(Counted("usage_days", key, Fraction(r.active, provisioned)))
            below.append(Counted("usage_days", key, Fraction(r.provisioned, provisioned)))
    value = sum(by_day.values(), Fraction(0)) / len(days)
    owned = b.owned_accounts(b.closing)
    seen = {r.account_id for rows in days.values() for r in rows}
    return figure(
        b,
        d,
        value,
        numerator=above,
        denominator=below,
        excluded=excluded,
        sums=(value * len(days), Fraction(len(days))),
        parts={"days": len(days), "month": f"{max(days):%Y-%m}", "by_day": dict(by_day)},
        coverage=Coverage(sum(a.id in seen for a in owned), len(owned), min(days)),
    )


def _depth_days(b: Basis) -> tuple[dict[date, list[UsageDay]], list[LeftOut]]:
    """The days with data of the last month with data in the flow, and the rows left out."""
    first_of_flow = b.period.start
    last = b.facts.last_usage_day(first_of_flow, b.closing)
    while last is not None:
        start = max(last.replace(day=1), first_of_flow)
        days: dict[date, list[UsageDay]] = defaultdict(list)
        excluded: list[LeftOut] = []
        for r in b.facts.usage_days(start, min(month_end(last), b.closing)):
            if r.account_id not in b.accounts:
                continue
            if not b.owned(r.account_id, r.day):
                excluded.append(LeftOut("usage_days", (r.account_id, r.day.toordinal()), NOT_OWNED))
            elif r.provisioned == 0:
                why = Text("开通账号数未知或为 0", "accounts provisioned unknown or 0")
                excluded.append(LeftOut("usage_days", (r.account_id, r.day.toordinal()), why))
            else:
                days[r.day].append(r)
        if days:
            return dict(sorted(days.items())), excluded
        if start <= first_of_flow:
            break
        last = b.facts.last_usage_day(first_of_flow, date.fromordinal(start.toordinal() - 1))
    return {}, []


def _last_day(b: Basis) -> tuple[date | None, dict[int, list[UsageRow]], list[LeftOut]]:
    """The last day with data of owned accounts in the flow, its rows by account, and those not owned."""
    last = b.facts.last_usage_day(b.period.start, b.closing)
    while last is not None:
        rows = [r for r in b.facts.usage_on(last) if r.account_id in b.accounts]
        by_account: dict[int, list[UsageRow]] = defaultdict(list)
        for r in rows:
            if b.owned(r.account_id, last):
                by_account[r.account_id].append(r)
        if by_account:
            ids = sorted({r.account_id for r in rows} - set(by_account))
            return last, by_account, list(left_out("accounts", ids, NOT_OWNED))
        if last <= b.period.start:
            break
        last = b.facts.last_usage_day(b.period.start, date.fromordinal(last.toordinal() - 1))
    return None, {}, []


def _usage_key(r: UsageRow) -> tuple[int, int, int]:
    return (r.account_id, r.module_id, r.day.toordinal())


@metric(
    "core_feature_depth",
    Text("核心功能使用深度", "Core feature depth"),
    Unit.RATIO,
    Text(
        "在用的核心模块 ÷（产品核心模块数 × 有使用数据的客户），"
        "取期内最后一个有数据的日子；在用即至少一个活跃账号",
        "core modules used ÷ (core modules of the product × accounts with usage),"
        " on the period's last day with data",
    ),
    rivals=("usage_depth", "feature_breadth"),
)
def core_feature_depth(b: Basis, d: Definition) -> Figure:
    """Denominator: each account adds the number of core modules."""
    if b.as_of < b.period.start:
        return not_available(b, d, BEFORE_START)
    day, by_account, excluded = b.once(_last_day)
    core = {m.id for m in b.facts.modules if m.core}
    if day is None:
        return not_available(b, d, NO_USAGE)
    used = [r for rows in by_account.values() for r in rows if r.module_id in core and r.active >= 1]
    return ratio(
        b,
        d,
        counted("usage", [_usage_key(r) for r in used]),
        counted("accounts", sorted(by_account), Fraction(len(core))),
        Text("没有标为核心功能的模块", "no module is marked as core"),
        excluded=excluded,
        parts={"day": day.isoformat(), "core_modules": len(core), "accounts": len(by_account)},
    )


@metric(
    "feature_breadth",
    Text("功能使用广度", "Feature breadth"),
    Unit.RATIO,
    Text(
        "在用的可用模块 ÷ 可用模块，取期内最后一个有数据的日子",
        "licensed modules used ÷ modules licensed, on the period's last day with data",
    ),
    rivals=("usage_depth", "core_feature_depth"),
)
def feature_breadth(b: Basis, d: Definition) -> Figure:
    """Accounts without a list of licensed modules are left out."""
    if b.as_of < b.period.start:
        return not_available(b, d, BEFORE_START)
    day, by_account, excluded = b.once(_last_day)
    if day is None:
        return not_available(b, d, NO_USAGE)
    unlisted = [a for a in by_account if not b.accounts[a].modules]
    used = [
        r
        for a, rows in by_account.items()
        for r in rows
        if r.active >= 1 and r.module_id in b.accounts[a].modules
    ]
    return ratio(
        b,
        d,
        counted("usage", [_usage_key(r) for r in used]),
        tuple(
            Counted("accounts", a, Fraction(len(b.accounts[a].modules)))
            for a in sorted(by_account)
            if b.accounts[a].modules
        ),
        Text("客户没有可用模块清单", "no account has a list of licensed modules"),
        excluded=[
            *excluded,
            *left_out("accounts", unlisted, Text("没有可用模块清单", "no list of licensed modules")),
        ],
        parts={"day": day.isoformat()},
    )


@metric(
    "time_depth",
    Text("使用时长深度", "Time depth"),
    Unit.RATIO,
    Text(
        "在系统内的时长 ÷ 业务时长，无业务时长的日子不计",
        "hours in the system ÷ business hours; days without business hours left out",
    ),
    rivals=("usage_depth",),
)
def time_depth(b: Basis, d: Definition) -> Figure:
    """Minutes over the flow."""
    rows = [r for r in b.facts.usage_times if b.in_flow(r.day) and r.account_id in b.accounts]
    owned = [r for r in rows if b.owned(r.account_id, r.day)]
    open_days = [r for r in owned if r.business_minutes > 0]
    return ratio(
        b,
        d,
        tuple(Counted("usage_times", r.id, Fraction(r.used_minutes)) for r in open_days),
        tuple(Counted("usage_times", r.id, Fraction(r.business_minutes)) for r in open_days),
        Text("期内没有使用时长数据", "no hours of use in the period"),
        excluded=[
            *left_out(
                "usage_times",
                [r.id for r in owned if r.business_minutes <= 0],
                Text("无业务时长", "no business hours"),
            ),
            *left_out("usage_times", [r.id for r in rows if r not in owned], NOT_OWNED),
        ],
    )


@metric(
    "activation_rate",
    Text("客户启用率", "Activation rate"),
    Unit.RATIO,
    Text(
        "已启用 ÷ 应启用；应启用即期内交接的客户",
        "activated ÷ due to be activated; due: handed over in the period",
    ),
)
def activation_rate(b: Basis, d: Definition) -> Figure:
    """Activated by the as-of day."""
    due = [a for a in b.accounts.values() if b.in_flow(a.handover_day)]
    done = [a.id for a in due if a.activated_day is not None and a.activated_day <= b.as_of]
    return ratio(
        b,
        d,
        counted("accounts", done),
        counted("accounts", [a.id for a in due]),
        Text("期内没有交接的客户", "no account was handed over in the period"),
    )
