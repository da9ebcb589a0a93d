"""Counts every metric of a book by plain loops, line by line as docs/definitions.md says.

It shares no code with the program. Money is counted in yuan, ratios as fractions; nothing is rounded.
"""

# Plain loops with one condition a line are the point of this file.

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.recount.activity import (
    activity_counts,
    cadence_kept,
    channel_roi,
    collection_days,
    sharing_sessions,
    travel_days,
    upsell_margin,
)
from tests.recount.counting import Count, Counting, answer
from tests.recount.money import (
    acv,
    arr_per_csm,
    customer_retention,
    customer_retention_simple,
    early_collection,
    grr,
    logo_churn,
    non_renewal_reasons,
    nrr,
    renewal_collected,
    renewal_rate,
    renewal_rate_contracts,
    renewal_value_rate,
    upsell_collected,
    upsell_rate,
)
from tests.recount.product import (
    activation_rate,
    core_feature_depth,
    feature_breadth,
    health_mean,
    health_red,
    time_depth,
    usage_depth,
)
from tests.recount.rows import Rows
from tests.recount.voice import (
    csat,
    executive_reach,
    feedback_conversion,
    issue_on_time,
    nps,
    nps_all_answers,
    nps_executive,
    referral_leads,
    salon_compliance,
    workshop_on_time,
    workshop_quality,
)

METRICS: tuple[Callable[[Counting], Count], ...] = (
    renewal_rate,
    renewal_rate_contracts,
    renewal_value_rate,
    renewal_collected,
    upsell_collected,
    nrr,
    grr,
    customer_retention,
    customer_retention_simple,
    logo_churn,
    acv,
    upsell_rate,
    activation_rate,
    usage_depth,
    core_feature_depth,
    time_depth,
    feature_breadth,
    health_mean,
    health_red,
    nps,
    nps_executive,
    nps_all_answers,
    csat,
    issue_on_time,
    referral_leads,
    executive_reach,
    early_collection,
    workshop_on_time,
    workshop_quality,
    salon_compliance,
    feedback_conversion,
    activity_counts,
    channel_roi,
    cadence_kept,
    arr_per_csm,
    travel_days,
    sharing_sessions,
    upsell_margin,
    collection_days,
    non_renewal_reasons,
)


def recount(rows: Rows, period: str, as_of: date) -> dict[str, Count]:
    """Every metric of the book over the period as of the day, by key."""
    counting = Counting(rows, period, as_of)
    if as_of < counting.start:
        return {metric.__name__: answer(None, None, None, {}, [], []) for metric in METRICS}
    counts = {metric.__name__: metric(counting) for metric in METRICS}
    for target in rows["targets"]:
        # What a year's target owes a half of that year, or a period its own target.
        of_period = target["period"] == period or ("H" in period and period.startswith(target["period"]))
        if of_period and target["metric"] in counts and target["scope"] == "{}":
            count = counts[target["metric"]]
            node = target["value"] * target["node_share"]
            if count["value"] is not None and node and "of_node_target" not in count["parts"]:
                count["parts"]["of_node_target"] = count["value"] / node
    return counts
