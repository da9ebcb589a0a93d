"""What a target asks of a time: its node, broken down to months, and how targets weigh in their level."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from csmdesk.domain.facts import Target
from csmdesk.domain.fields import word_key
from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.text import Text

MONTHS_PER_HALF = 6
MONTHS_PER_YEAR = 12
CENT = Fraction(1, 100)
"""The parts of a target are whole hundredths, in fen where it is money; the last one takes the rest."""

LEVELS: Mapping[str, Text] = {
    "战略": Text("战略", "Strategic"),
    "关键": Text("关键", "Key"),
    "过程": Text("过程", "Process"),
    "价值": Text("价值", "Value"),
}
"""The levels of the pyramid from the top (domain.md, section 4), as the book keeps them."""

Kind = Literal["even", "due", "last_year", "typed"]
KINDS: tuple[Kind, ...] = ("even", "due", "last_year", "typed")


class Profile(NamedTuple):
    """How a target is spread over the months of each half year: the months weigh as ``months`` says.

    Of a target that does not add up, ``months`` are its levels. ``drawn`` is the day on which the book's data
    gave them, ``first_half`` the share of a year's first half in these data. A month that is missing weighs
    nothing; without any the months are even.
    """

    kind: Kind = "even"
    drawn: date | None = None
    months: Mapping[str, Fraction] = {}
    first_half: Fraction | None = None


@lru_cache(maxsize=512)
def parse_profile(text: str) -> Profile:
    """The profile that the book keeps with a target; '' and {} are even."""
    raw = json.loads(text or "{}", parse_float=Decimal, parse_int=Decimal)
    drawn = raw.get("drawn")
    return Profile(
        raw.get("kind", "even"),
        date.fromisoformat(drawn) if drawn else None,
        {name: Fraction(value) for name, value in raw.get("months", {}).items()},
        None if raw.get("first_half") is None else Fraction(raw["first_half"]),
    )


def profile_text(profile: Profile) -> str:
    """The profile as the book keeps it."""
    if profile.kind == "even":
        return "{}"
    kept: dict[str, object] = {"kind": profile.kind}
    if profile.drawn is not None:
        kept["drawn"] = profile.drawn.isoformat()
    if profile.first_half is not None:
        kept["first_half"] = exact(profile.first_half)
    kept["months"] = {name: exact(value) for name, value in sorted(profile.months.items())}
    return json.dumps(kept, ensure_ascii=False)


def exact(value: Fraction) -> str:
    """A number in plain decimals where it ends, else as a fraction: the book keeps it exactly."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(value)
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"


def level_of(words: str) -> str:
    """The level that ``words`` mean, in either language; another word stays as it is."""
    key = word_key(words)
    return next((level for level, names in LEVELS.items() if key in map(word_key, names)), words)


def rank(level: str) -> int:
    """How far below the top a level stands; levels of other names stand below all."""
    return list(LEVELS).index(level) if level in LEVELS else len(LEVELS)


def in_order(targets: Sequence[Target]) -> list[Target]:
    """The targets in the order that the user gave them."""
    return sorted(targets, key=lambda target: (target.position, target.id))


# --- what a time owes ---------------------------------------------------------------------------------------


def node_of(target: Target, period: Period, adds_up: bool, fiscal_start: int = 1) -> Fraction | None:
    """What ``period`` owes of the target; None when the target is for another time.

    A target of the very period is owed whole. What adds up is broken down to months (``month_nodes``), and a
    period owes the sum of its own; of a year's target the first half owes target × node share. Rates owe
    target × node share in any part of a year, and where levels were typed, that of the period's last month.
    """
    if target.period == period.name:
        return target.value
    span = parse_period(target.period, fiscal_start)
    if not (span.start <= period.start and period.end <= span.end) or period.months == span.months:
        return None
    if adds_up:
        nodes = month_nodes(target, fiscal_start)
        return sum((nodes[month.name] for month in period.month_list()), Fraction(0))
    levels = parse_profile(target.profile).months
    typed = [levels[month.name] for month in period.month_list() if month.name in levels]
    if typed:
        return typed[-1]
    return target.value * target.node_share if span.months == MONTHS_PER_YEAR else target.value


def month_nodes(target: Target, fiscal_start: int = 1) -> dict[str, Fraction]:
    """By month what it owes of a target that adds up, over the target's own time.

    Each half year's months add up to what the half owes, exactly.
    """
    span = parse_period(target.period, fiscal_start)
    profile = parse_profile(target.profile)
    found: dict[str, Fraction] = {}
    for half, whole in half_nodes(target, span):
        found.update(zip(half, split(whole, [profile.months.get(m, Fraction(0)) for m in half]), strict=True))
    return found


def half_nodes(target: Target, span: Period) -> list[tuple[list[str], Fraction]]:
    """The months of each half year of ``span`` (of a shorter one: all of them), and what they owe together.

    The second half owes the rest; where the node share is 1, each half owes all of it.
    """
    months = [month.name for month in span.month_list()]
    if span.months != MONTHS_PER_YEAR:
        return [(months, target.value)]
    first = target.value * target.node_share
    second = target.value - first if target.node_share != 1 else target.value
    return [(months[:MONTHS_PER_HALF], first), (months[MONTHS_PER_HALF:], second)]


def split(whole: Fraction, weights: Sequence[Fraction], step: Fraction = CENT) -> list[Fraction]:
    """``whole`` in as many parts as there are weights, by weight in whole steps; the sum is ``whole``.

    What has been given out after each part is rounded down, so that parts are as even as they can be, and the
    last one that weighs takes the rest; without any weight the parts are even.
    """
    held = [max(Fraction(0), weight) for weight in weights]
    of = sum(held, Fraction(0))
    if not of:
        held, of = [Fraction(1)] * len(held), Fraction(len(held))
    parts, so_far, given = [], Fraction(0), Fraction(0)
    for weight in held:
        so_far += weight
        upto = whole if so_far == of else whole * so_far / of // step * step
        parts.append(upto - given)
        given = upto
    return parts


# --- progress -----------------------------------------------------------------------------------------------


def progress(value: Fraction | None, node: Fraction, direction: str) -> Fraction | None:
    """How far a value is towards what is owed, 0–1; None where there is no value.

    What is above counts as 1, so that one target does not make up for another. Where less is better, it is
    node ÷ value.
    """
    if value is None:
        return None
    met = value <= node if direction == "<=" else value >= node
    if met:
        return Fraction(1)
    if direction == "<=":
        return max(Fraction(0), node / value)
    return max(Fraction(0), value / node) if node > 0 else Fraction(0)


class Rolled(NamedTuple):
    """The progress of several targets together: the mean by weight of those that have one.

    ``known`` of ``of`` have one. ``weights`` is the sum of the weights that were given (None: none was),
    ``unweighted`` how many of several have none while others do.
    """

    value: Fraction | None
    known: int
    of: int
    weights: Fraction | None
    unweighted: int

    @property
    def whole(self) -> bool:
        """True when the weights make up 100 %, or none was given: then all weigh alike."""
        return self.weights is None or (self.weights == 1 and not self.unweighted)


def roll_up(parts: Sequence[tuple[Fraction | None, Fraction | None]]) -> Rolled:
    """Progress and weight (None: none given) of some targets as one; those without progress are left out.

    Weights are taken as they stand to each other; a target without one among others that have some counts
    nothing.
    """
    given = [weight for _, weight in parts if weight is not None]
    weighed = [
        (value, Fraction(1) if not given else weight or Fraction(0))
        for value, weight in parts
        if value is not None
    ]
    of = sum((weight for _, weight in weighed), Fraction(0))
    value = sum((v * w for v, w in weighed), Fraction(0)) / of if of else None
    return Rolled(
        value,
        len(weighed),
        len(parts),
        sum(given, Fraction(0)) if given else None,
        len(parts) - len(given) if given else 0,
    )
