"""Adoption and health."""

# Plain loops with one condition a line are the point of this file.
# ruff: noqa: PERF401, SIM102

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.recount.counting import Count, Counting, Keys, account_keys, answer, keys, share
from tests.recount.rows import Row


def activation_rate(c: Counting) -> Count:
    """Accounts handed over in the period that are activated by the as-of day / those handed over."""
    due = []
    activated = []
    for account in c.rows["accounts"]:
        if c.in_flow(account["handover_day"]):
            due.append(account)
            if account["activated_day"] is not None and account["activated_day"] <= c.as_of:
                activated.append(account)
    return share(len(activated), len(due), keys("accounts", activated), keys("accounts", due))


def usage_days(c: Counting, *, provisioned: bool) -> dict[date, list[Row]]:
    """The usage rows of owned accounts by day; on request only those whose provisioned number is known."""
    days: dict[date, list[Row]] = {}
    for row in c.rows["usage"]:
        day = date.fromordinal(row["day"])
        if c.in_flow(day) and c.owned(row["account_id"], day):
            if row["provisioned"] is not None or not provisioned:
                days.setdefault(day, []).append(row)
    return days


def usage_depth(c: Counting) -> Count:
    """Mean over the days of the last month with data of Σ active / Σ provisioned."""
    ratios: dict[date, Fraction] = {}
    days = usage_days(c, provisioned=True)
    for day, rows in days.items():
        provisioned = sum(row["provisioned"] for row in rows)
        if provisioned > 0:
            ratios[day] = Fraction(sum(row["active"] for row in rows), provisioned)
    if not ratios:
        return answer(None, None, None, {}, [], [])
    last = max(ratios)
    month = [day for day in ratios if (day.year, day.month) == (last.year, last.month)]
    counted = []
    for day in month:
        for row in days[day]:
            if row["provisioned"] > 0:
                counted.append(("usage_days", (row["account_id"], row["day"])))
    value = sum((ratios[day] for day in month), Fraction(0)) / len(month)
    return answer(value, None, None, {"days": len(month)}, counted, counted)


def core_feature_depth(c: Counting) -> Count:
    """On the last day with data: (account, core module) pairs in use / core modules × accounts."""
    days = usage_days(c, provisioned=False)
    rows = days[max(days)] if days else []
    accounts = sorted({row["account_id"] for row in rows})
    core = [module_id for module_id, module in c.modules.items() if module["core"]]
    used = [
        ("usage", (row["account_id"], row["module_id"], row["day"]))
        for row in rows
        if row["module_id"] in core and row["active"] >= 1
    ]
    return share(len(used), len(core) * len(accounts), used, account_keys(accounts))


def feature_breadth(c: Counting) -> Count:
    """On the same day, same accounts: licensed modules in use / licensed modules."""
    days = usage_days(c, provisioned=False)
    rows = days[max(days)] if days else []
    accounts = {row["account_id"] for row in rows}
    licensed = []
    for row in c.rows["account_modules"]:
        if row["account_id"] in accounts:
            licensed.append((row["account_id"], row["module_id"]))
    used = []
    for row in rows:
        if row["active"] >= 1 and (row["account_id"], row["module_id"]) in licensed:
            used.append(("usage", (row["account_id"], row["module_id"], row["day"])))
    with_list = sorted({account_id for account_id, _ in licensed})
    return share(len(used), len(licensed), used, account_keys(with_list))


def time_depth(c: Counting) -> Count:
    """Σ used minutes / Σ business minutes; rows without business minutes left out."""
    counted = []
    for row in c.rows["usage_times"]:
        if c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"]) and row["business_minutes"] > 0:
            counted.append(row)
    used = sum(row["used_minutes"] for row in counted)
    business = sum(row["business_minutes"] for row in counted)
    return share(used, business, keys("usage_times", counted), keys("usage_times", counted))


def health_mean(c: Counting) -> Count:
    """Mean score of the accounts owned at closing that have one."""
    at_closing = c.scores(c.closing)
    scored = [account_id for account_id, score in at_closing.items() if score is not None]
    known = [score for score in c.scores(c.opening).values() if score is not None]
    total = Fraction(0)
    inputs: Keys = []
    for account_id in scored:
        total += at_closing[account_id] or 0
        override = c.override(account_id, c.closing)
        if override is not None:
            inputs.append(("health_overrides", override["id"]))
        else:
            rows = c.newest_scores(account_id, c.closing)
            inputs += keys("health_scores", [row for row in rows if c.weights()[row["dimension_id"]] > 0])
    return share(
        total,
        len(scored),
        inputs,
        account_keys(scored),
        opening=sum(known, Fraction(0)) / len(known) if known else None,
        scored=len(scored),
        unscored=len(at_closing) - len(scored),
    )


def health_red(c: Counting) -> Count:
    """Number of accounts owned at closing whose score is below 60; not known where nobody is scored."""
    red = c.red(c.closing)
    if all(score is None for score in c.scores(c.closing).values()):
        return answer(None, None, None, {}, [], [])
    days = set()
    for row in c.rows["health_scores"]:
        if c.opening <= row["day"] <= c.closing and c.owned(row["account_id"], row["day"]):
            days.add(row["day"])
    before = c.red(c.opening)
    parts = {
        "opening": len(before),
        "by_day": {day.isoformat(): len(c.red(day)) for day in sorted(days)},
        "accounts": sorted(c.accounts[account_id]["code"] for account_id in red),
    }
    return answer(len(red), None, None, parts, account_keys(red), [])
