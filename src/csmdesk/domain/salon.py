"""What a salon has to keep (domain.md, section 4), while it is planned and after it was held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction

from csmdesk.domain.rules import Rules

SECONDS_PER_HOUR = 3600


def few_people(people: int | None, rules: Rules) -> bool:
    """At most ``salon_people``; an unknown number is none that keeps the rule."""
    return people is not None and people <= rules.salon_people


def enough_executives(executives: int, people: int | None, rules: Rules) -> bool:
    """At least ``salon_executive_share`` of the people are executives; of nobody, no share is kept."""
    return bool(people) and Fraction(executives, people or 1) >= rules.salon_executive_share


def executives_needed(people: int, rules: Rules) -> int:
    """So many executives of ``people`` keep the rule."""
    return -(-rules.salon_executive_share.numerator * people // rules.salon_executive_share.denominator)


def voted_in_time(vote: date | None, held: date, rules: Rules) -> bool:
    """The topic was voted at least ``salon_topic_days`` ahead."""
    return vote is not None and (held - vote).days >= rules.salon_topic_days


def last_vote_day(held: date, rules: Rules) -> date:
    """The last day on which the topic can be voted."""
    return held - timedelta(days=rules.salon_topic_days)


def paper_in_time(hours: Fraction | None, rules: Rules) -> bool:
    """The white paper went out within ``salon_paper_hours``."""
    return hours is not None and hours <= rules.salon_paper_hours


def paper_hours(ended: datetime, sent: datetime) -> Fraction:
    """Hours from the end of an event until its white paper went out, exact to the minute."""
    return Fraction(int((sent - ended).total_seconds()), SECONDS_PER_HOUR)


def salons_of_quarter(days: Iterable[date], start: date, end: date) -> int:
    """How many of the salons' days lie in a quarter, both its days included."""
    return sum(start <= day <= end for day in days)
