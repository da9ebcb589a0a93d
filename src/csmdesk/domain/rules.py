"""The numbers of the rules of the work; each is a default that the user can change in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

DEFAULT_WEIGHTS: Mapping[str, Fraction] = {
    "活跃度": Fraction(4, 10),
    "业务成果": Fraction(3, 10),
    "支持响应": Fraction(2, 10),
    "培训完成度": Fraction(1, 10),
}
"""Weights of the health dimensions where the book sets none (domain.md, section 4, Health)."""

DEFAULT_CADENCE_DAYS: Mapping[str, int] = {"高价值": 14, "潜力": 30, "稳定": 30, "流失风险": 7}
"""Longest gap between two touches by segment, in days (domain.md, section 3, cadence_kept)."""

HIGH_VALUE = "高价值"
"""The segment of the accounts that together bring over half of the revenue (domain.md, section 4)."""


@dataclass(frozen=True)
class Rules:
    """The settings that figures depend on; days, people, hours and shares as named."""

    home_currency: str = ""
    fiscal_start_month: int = 1
    pending_days: int = 30
    early_days: int = 30
    financing_rate: Fraction = Fraction(2, 100)
    workshop_days: int = 90
    workshop_pain_points: int = 5
    workshop_measures: int = 3
    minutes_hours: int = 24
    ticket_hours: int = 72
    salon_people: int = 30
    salon_executive_share: Fraction = Fraction(1, 2)
    salon_topic_days: int = 45
    salon_paper_hours: int = 48
    outcome_days: int = 30
    travel_day_hours: int = 8
    war_room_days: int = 14
    standup_minutes: int = 15
    escalation_hours: int = 24
    activation_days: int = 30
    suggestion_days: int = 14
    csm_share: Fraction = Fraction(1)
    nps_interval_z: Fraction = Fraction(196, 100)
    cadence_days: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_CADENCE_DAYS))
    default_cadence_days: int = 30
    high_value_share: Fraction = Fraction(1, 2)
