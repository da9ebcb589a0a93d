"""What the CSM did, what it brought, and the user's own time."""

# Plain loops with one condition a line are the point of this file.
# ruff: noqa: PERF401, SIM102

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.recount.counting import CADENCE, OTHER_CADENCE, OUTCOME_DAYS, Count, Counting, answer, keys, share
from tests.recount.rows import Row
from tests.recount.voice import growth, year_before


def touches(c: Counting) -> list[Row]:
    """The touches of the period."""
    return [
        row for row in c.rows["touches"] if c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]


def activity_counts(c: Counting) -> Count:
    """Touches of the period by channel."""
    by_channel: dict[str, int] = {}
    for row in touches(c):
        by_channel[row["channel"]] = by_channel.get(row["channel"], 0) + 1
    return answer(len(touches(c)), None, None, {"by_channel": by_channel}, keys("touches", touches(c)), [])


def outcomes(c: Counting) -> list[tuple[tuple[str, int], int, date]]:
    """What touches may lead to: (row, account, day) of each renewal, upsell, lead and health rise by now."""
    found = []
    for contract in c.rows["contracts"]:
        if c.predecessors(contract) and c.exists(contract):
            signed = contract["signed_day"] or contract["start_day"]
            found.append((("contracts", contract["id"]), contract["account_id"], signed))
    for row in c.rows["opportunities"]:
        if row["kind"] in {"upsell", "cross_sell"} and row["stage"] == "won" and row["won_day"]:
            found.append((("opportunities", row["id"]), row["account_id"], row["won_day"]))
    for row in c.rows["leads"]:
        found.append((("leads", row["id"]), row["account_id"], row["day"]))
    for account_id in c.accounts:
        scores = [row for row in c.rows["health_scores"] if row["account_id"] == account_id]
        days = sorted({row["day"] for row in scores})
        for earlier, later in pairwise(days):
            low, high = c.score(account_id, earlier), c.score(account_id, later)
            if low is not None and high is not None and high > low:
                # The override, or the first of the day's scores that weighs something, stands for the rise.
                override = c.override(account_id, later)
                if override is not None:
                    found.append((("health_overrides", override["id"]), account_id, later))
                    continue
                of_day = [row for row in scores if row["day"] == later]
                first = min(row["id"] for row in of_day if c.weights()[row["dimension_id"]] > 0)
                found.append((("health_scores", first), account_id, later))
    return [
        (key, account_id, day)
        for key, account_id, day in found
        if day <= c.as_of and c.owned(account_id, day)
    ]


def channel_roi(c: Counting) -> Count:
    """Outcomes within 30 days after a touch / touches; by channel, and per hour."""
    by_channel: dict[str, dict[str, Any]] = {}
    every_touch = touches(c)
    everything = set()
    for channel in sorted({row["channel"] for row in every_touch}):
        rows = [row for row in every_touch if row["channel"] == channel]
        found = set()
        for key, account_id, day in outcomes(c):
            for row in rows:
                if row["account_id"] == account_id and 0 <= (day - row["day"]).days <= OUTCOME_DAYS:
                    found.add(key)
        minutes = sum(row["minutes"] or 0 for row in rows)
        by_channel[channel] = {
            "touches": len(rows),
            "outcomes": len(found),
            "per_touch": Fraction(len(found), len(rows)),
            "per_hour": Fraction(len(found) * 60, minutes) if minutes else None,
        }
        everything |= found
    return share(
        len(everything),
        len(every_touch),
        list(everything),
        keys("touches", every_touch),
        by_channel=by_channel,
    )


def bring_over_half(c: Counting) -> set[int]:
    """The accounts with the largest ARR at closing, as many as it takes to bring over half of it."""
    sizes = {account["id"]: c.arr(account["id"], c.closing) for account in c.rows["accounts"]}
    whole = sum(sizes.values(), Fraction(0))
    found: set[int] = set()
    while sum((sizes[a] for a in found), Fraction(0)) * 2 <= whole and len(found) < len(sizes):
        rest = [a for a in sizes if a not in found and sizes[a] > 0]
        if not rest:
            break
        largest = max(sizes[a] for a in rest)
        found.add(min(a for a in rest if sizes[a] == largest))
    return found


def cadence_kept(c: Counting) -> Count:
    """Accounts whose newest touch by closing is within their segment's cadence / accounts."""
    set_days = {row["name"]: row["cadence_days"] for row in c.rows["segments"]}
    owned = [account for account in c.rows["accounts"] if c.owned(account["id"], c.closing)]
    large = bring_over_half(c)
    kept = []
    for account in owned:
        segment = account["segment"]
        if segment == "" and account["id"] in large:
            segment = "高价值"
        days = set_days.get(segment)
        if days is None:
            days = CADENCE.get(segment, OTHER_CADENCE)
        for row in c.rows["touches"]:
            if row["account_id"] == account["id"] and row["day"] <= c.closing:
                if c.owned(account["id"], row["day"]) and (c.closing - row["day"]).days <= days:
                    if account not in kept:
                        kept.append(account)
    return share(len(kept), len(owned), keys("accounts", kept), keys("accounts", owned))


def upsell_margin(c: Counting) -> Count:
    """Margin of the upsell and cross-sell deals won in the period, weighted by amount."""
    amounts = margins = Fraction(0)
    counted = []
    for row in c.rows["opportunities"]:
        if row["kind"] not in {"upsell", "cross_sell"} or row["stage"] != "won" or row["margin"] is None:
            continue
        if c.in_flow(row["won_day"]) and c.owned(row["account_id"], row["won_day"]):
            amount = c.yuan(row["amount_fen"], row["currency"])
            if amount is not None:
                counted.append(row)
                amounts += amount
                margins += amount * row["margin"]
    return share(margins, amounts, keys("opportunities", counted), keys("opportunities", counted))


def collection_days(c: Counting) -> Count:
    """Mean days from a contract's start to its upsell receipts above 0."""
    counted = [row for row in c.receipts("upsell") if row["amount_fen"] > 0]
    days = 0
    for row in counted:
        days += (row["received_day"] - c.contracts[row["contract_id"]]["start_day"]).days
    return share(
        days, len(counted), keys("receipts", counted), keys("receipts", counted), receipts=len(counted)
    )


def travel_days(c: Counting) -> Count:
    """Hours of travel / 8, with the year before."""
    first, last = year_before(c)
    travel = [row for row in c.rows["own_time"] if row["category"] == "travel"]
    now = [row for row in travel if c.in_flow(row["day"])]
    before = [row for row in travel if first <= row["day"] <= last]
    days_now = Fraction(sum(row["minutes"] for row in now), 8 * 60)
    days_before = Fraction(sum(row["minutes"] for row in before), 8 * 60)
    parts = {"year_before": days_before, "growth": growth(days_now, days_before)}
    return answer(days_now, None, None, parts, keys("own_time", now), [])


def sharing_sessions(c: Counting) -> Count:
    """Sessions of sharing with the team."""
    rows = [row for row in c.rows["own_time"] if row["category"] == "sharing" and c.in_flow(row["day"])]
    return answer(len(rows), None, None, {}, keys("own_time", rows), [])
