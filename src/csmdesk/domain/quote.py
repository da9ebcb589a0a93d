"""The tiered quote (domain.md, section 4): what a volume costs, and what a bundle earns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class Tier(NamedTuple):
    """Up to ``upto`` × the baseline (None: without end) a unit costs ``factor`` × the list price."""

    upto: Fraction | None
    factor: Fraction


TIERS = (
    Tier(Fraction(3, 2), Fraction(1)),
    Tier(Fraction(3), Fraction(12, 10)),
    Tier(None, Fraction(13, 10)),
)
"""List price up to 1.5 × the baseline, +20 % up to 3 ×, +30 % above; each bound is within its tier."""


class QuoteLine(NamedTuple):
    """So many units at one price: ``factor`` × list; ``amount_fen`` is exact, in fen."""

    units: Fraction
    factor: Fraction
    amount_fen: Fraction


@dataclass(frozen=True)
class Quote:
    """A priced volume, tier by tier."""

    lines: tuple[QuoteLine, ...]

    @property
    def total_fen(self) -> Fraction:
        """What all of it costs, in fen, unrounded."""
        return sum((line.amount_fen for line in self.lines), Fraction(0))

    @property
    def units(self) -> Fraction:
        """The volume."""
        return sum((line.units for line in self.lines), Fraction(0))

    @property
    def mean_fen(self) -> Fraction | None:
        """What a unit costs on average, in fen; None without a volume."""
        return self.total_fen / self.units if self.units else None


def quote(
    units: Fraction | int,
    baseline: Fraction | int,
    list_price_fen: Fraction | int,
    *,
    by_band: bool,
    tiers: Sequence[Tier] = TIERS,
) -> Quote:
    """Price ``units`` above a ``baseline`` volume at a list price of ``list_price_fen`` fen a unit.

    ``by_band`` prices each band of the volume at its own tier (marginal); otherwise the whole volume costs
    what the tier says that it ends in. At list price 1 and baseline 100: 150, 200, 300 and 400 units cost
    150, 210, 330 and 460 by band, and 150, 240, 360 and 520 on the whole.

    Raises ValueError for a baseline that is not above 0, or a volume or price below 0.
    """
    volume, base, price = Fraction(units), Fraction(baseline), Fraction(list_price_fen)
    if base <= 0 or volume < 0 or price < 0:
        raise ValueError("the baseline is above 0, volume and price are not below it")
    if not by_band:
        tier = next(t for t in tiers if t.upto is None or volume <= t.upto * base)
        return Quote((QuoteLine(volume, tier.factor, volume * tier.factor * price),) if volume else ())
    lines = []
    start = Fraction(0)
    for tier in tiers:
        end = volume if tier.upto is None else min(volume, tier.upto * base)
        if end > start:
            lines.append(QuoteLine(end - start, tier.factor, (end - start) * tier.factor * price))
            start = end
    return Quote(tuple(lines))


class BundleItem(NamedTuple):
    """A part of a bundle (SMS, API calls, storage): amount at list price and what it costs us, in fen."""

    name: str
    list_fen: Fraction
    cost_fen: Fraction


class BundleMargin(NamedTuple):
    """Gross margins as fractions: at list price, at the bundle's price, and the change in points (×100)."""

    at_list: Fraction
    bundled: Fraction
    points: Fraction


def bundle_margin(items: Sequence[BundleItem], price_fen: Fraction | int) -> BundleMargin:
    """What selling ``items`` together for ``price_fen`` does to the gross margin.

    Raises ValueError when the parts or the bundle cost nothing: then there is no margin to speak of.
    """
    listed = sum((item.list_fen for item in items), Fraction(0))
    cost = sum((item.cost_fen for item in items), Fraction(0))
    price = Fraction(price_fen)
    if listed <= 0 or price <= 0:
        raise ValueError("list price and bundle price are above 0")
    before, after = (listed - cost) / listed, (price - cost) / price
    return BundleMargin(before, after, (after - before) * 100)
