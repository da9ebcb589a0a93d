"""What the CSM does with customers: touches, leads, cadence, and what comes of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction

from csmdesk.domain.facts import Account, Touch
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.figure import Counted, Definition, Figure, Key, LeftOut, Part, Unit
from csmdesk.metrics.registry import metric
from csmdesk.metrics.shape import (
    BEFORE_START,
    NOT_IN_PERIOD,
    NOT_OWNED,
    ONE,
    amount,
    counted,
    left_out,
    not_available,
    ratio,
)

MINUTES_PER_HOUR = 60


@metric(
    "referral_leads",
    Text("推荐线索", "Referral leads"),
    Unit.COUNT,
    Text(
        "期内客户高管推荐的线索数；已转商机的另列数量与预计 ARR",
        "leads given in the period; the converted ones and their expected ARR",
    ),
    adds_up=True,
)
def referral_leads(b: Basis, d: Definition) -> Figure:
    """By the day of the referral."""
    rows = [r for r in b.facts.leads if r.account_id in b.accounts]
    mine = [r for r in rows if b.in_flow(r.day) and b.owned(r.account_id, r.day)]
    converted = [r for r in mine if r.status == "converted"]
    parts: dict[str, Part] = {
        "converted": len(converted),
        "expected_arr": b.sum_in_home((r.expected_arr_fen or 0, r.currency) for r in converted),
    }
    out = [
        LeftOut("leads", r.id, NOT_OWNED if b.in_flow(r.day) else NOT_IN_PERIOD)
        for r in rows
        if r not in mine
    ]
    return amount(b, d, counted("leads", [r.id for r in mine]), excluded=out, parts=parts)


def flow_touches(b: Basis) -> list[Touch]:
    """Touches in the flow with accounts owned on their day."""
    return b.flow_touches


def _by_channel(b: Basis) -> dict[str, int]:
    """The number of these touches by channel."""
    return dict(sorted(Counter([t.channel for t in flow_touches(b)]).items()))


def _counted_touches(b: Basis) -> tuple[Counted, ...]:
    return counted("touches", [t.id for t in flow_touches(b)])


@metric(
    "activity_counts",
    Text("活动量", "Activities"),
    Unit.COUNT,
    Text("期内触达次数，按渠道分列", "touches in the period, by channel"),
    adds_up=True,
)
def activity_counts(b: Basis, d: Definition) -> Figure:
    """Also per account owned at closing."""
    rows = flow_touches(b)
    accounts = len(b.owned_accounts(b.closing))
    parts: dict[str, Part] = {
        "by_channel": dict(b.once(_by_channel)),
        "per_account": Fraction(len(rows), accounts) if accounts else None,
        "accounts_touched": len({t.account_id for t in rows}),
    }
    first, last, known = b.period.start, b.closing, b.accounts
    outside = [t.id for t in b.facts.touches if not first <= t.day <= last and t.account_id in known]
    out = left_out("touches", outside, NOT_IN_PERIOD)
    kept = {t.id for t in rows}
    others = [t.id for t in b.dated_touches if t.id not in kept and t.account_id in known]
    out += left_out("touches", others, NOT_OWNED)
    return amount(b, d, b.once(_counted_touches), excluded=out, parts=parts)


def cadence_days(b: Basis, account: Account) -> int:
    """The longest gap between touches that the account's segment allows, in days."""
    segment = b.segment(account)
    own = b.facts.cadence_days.get(segment)
    return own if own is not None else b.rules.cadence_days.get(segment, b.rules.default_cadence_days)


def last_touches(b: Basis, day: date) -> dict[int, Touch]:
    """By account: its newest touch by ``day``, on a day on which it was owned."""
    newest: dict[int, Touch] = {}
    for t in b.facts.touches:
        if t.day <= day and b.owned(t.account_id, t.day):
            known = newest.get(t.account_id)
            if known is None or (t.day, t.id) > (known.day, known.id):
                newest[t.account_id] = t
    return newest


@metric(
    "cadence_kept",
    Text("触达达标率", "Cadence kept"),
    Unit.RATIO,
    Text(
        "最近一次触达在所属分层节奏内的客户 ÷ 名下客户",
        "accounts whose last touch is within their segment's cadence ÷ accounts",
    ),
)
def cadence_kept(b: Basis, d: Definition) -> Figure:
    """14 days for 高价值, 30 for 潜力 and 稳定, 7 for 流失风险; the settings change them."""
    newest = b.last_touch_days(b.closing)
    owned = b.owned_accounts(b.closing)
    good = [
        a.id
        for a in owned
        if (day := newest.get(a.id)) is not None and (b.closing - day).days <= cadence_days(b, a)
    ]
    return ratio(
        b,
        d,
        counted("accounts", good),
        counted("accounts", [a.id for a in owned]),
        Text("名下没有客户", "no accounts"),
        parts={"never_touched": sum(a.id not in newest for a in owned)},
    )


_Outcome = tuple[date, str, Key]


def _outcomes(b: Basis) -> dict[int, list[_Outcome]]:
    """By account: renewals signed, upsells won, leads and health rises by the as-of day."""
    found: dict[int, list[_Outcome]] = defaultdict(list)
    for new_id in b.predecessors:
        new = b.contracts.get(new_id)
        if new is not None:
            found[new.account_id].append((new.signed_day or new.start_day, "contracts", new.id))
    for o in b.facts.opportunities:
        if o.stage == "won" and o.kind in ("upsell", "cross_sell") and o.won_day and o.won_day <= b.as_of:
            found[o.account_id].append((o.won_day, "opportunities", o.id))
    for lead in b.facts.leads:
        if lead.day <= b.as_of:
            found[lead.account_id].append((lead.day, "leads", lead.id))
    last = b.closing + timedelta(days=b.rules.outcome_days)
    for account in b.accounts:
        for day in b.scoring.rises(account, b.period.start, last):
            found[account].append((day, *b.scoring.first_input(account, day)))
    return found


@metric(
    "channel_roi",
    Text("渠道ROI", "Channel ROI"),
    Unit.RATIO,
    Text(
        "触达后 30 天内的成果（续约、增购、线索、健康度上升）÷ 触达次数，按渠道另列每次与每小时",
        "outcomes within 30 days of a touch (renewal, upsell, lead, health rise) ÷ touches;"
        " by channel, per touch and per hour",
    ),
)
def channel_roi(b: Basis, d: Definition) -> Figure:
    """An outcome counts once for the book and once for each channel that had touched the account."""
    if b.as_of < b.period.start:
        return not_available(b, d, BEFORE_START)
    touches = flow_touches(b)
    touched: dict[int, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    minutes: dict[str, int] = defaultdict(int)
    for _, account, day, channel, took in touches:
        touched[account][channel].append(day)
        if took:
            minutes[channel] += took
    outcomes = _outcomes(b)
    every: list[Counted] = []
    by_channel: dict[str, int] = defaultdict(int)
    span = timedelta(days=b.rules.outcome_days)
    for account in sorted(touched):
        came = [outcome for outcome in outcomes.get(account, ()) if b.owned(account, outcome[0])]
        if not came:
            continue
        channels = [(channel, sorted(days)) for channel, days in touched[account].items()]
        for day, table, key in came:
            first = day - span
            # The newest touch by the day of the outcome is the one that may have been in time.
            hit = [
                channel
                for channel, days in channels
                if (place := bisect_right(days, day)) and days[place - 1] >= first
            ]
            for channel in hit:
                by_channel[channel] += 1
            if hit:
                every.append(Counted(table, key, ONE))
    parts: dict[str, Part] = {
        "by_channel": {
            channel: {
                "touches": n,
                "outcomes": by_channel[channel],
                "per_touch": Fraction(by_channel[channel], n),
                "per_hour": Fraction(by_channel[channel] * MINUTES_PER_HOUR, minutes[channel])
                if channel in minutes
                else None,
            }
            for channel, n in b.once(_by_channel).items()
        }
    }
    return ratio(
        b, d, every, b.once(_counted_touches), Text("期内没有触达", "no touches in the period"), parts=parts
    )
