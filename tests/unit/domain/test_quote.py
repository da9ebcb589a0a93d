"""The tiered quote, both ways, at and around each bound; what a bundle does to the margin."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.quote import BundleItem, bundle_margin, quote


@pytest.mark.parametrize(
    ("units", "by_band", "whole"),
    [
        (0, "0", "0"),
        (100, "100", "100"),
        (149, "149", "149"),
        (150, "150", "150"),
        (151, "151.2", "181.2"),
        (200, "210", "240"),
        (299, "328.8", "358.8"),
        (300, "330", "360"),
        (301, "331.3", "391.3"),
        (400, "460", "520"),
    ],
)
def test_the_table_of_the_domain_and_both_sides_of_each_bound(units: int, by_band: str, whole: str) -> None:
    assert quote(units, 100, 1, by_band=True).total_fen == Fraction(by_band)
    assert quote(units, 100, 1, by_band=False).total_fen == Fraction(whole)


@given(st.fractions(0, 5_000), st.fractions(1, 900), st.integers(0, 10**9))
def test_the_whole_never_costs_less_than_by_band(units: Fraction, baseline: Fraction, price: int) -> None:
    by_band, whole = (quote(units, baseline, price, by_band=way) for way in (True, False))
    assert by_band.units == whole.units == units
    assert units * price <= by_band.total_fen <= whole.total_fen <= units * price * Fraction(13, 10)


@given(st.fractions(0, 5_000), st.fractions(0, 500), st.fractions(1, 900))
def test_more_never_costs_less_by_band(units: Fraction, more: Fraction, baseline: Fraction) -> None:
    one, other = (quote(n, baseline, 100, by_band=True).total_fen for n in (units, units + more))
    assert one <= other <= one + more * 130


@pytest.mark.parametrize(("units", "baseline", "price"), [(-1, 100, 1), (1, 0, 1), (1, -5, 1), (1, 1, -1)])
def test_numbers_that_make_no_sense_are_refused(units: int, baseline: int, price: int) -> None:
    with pytest.raises(ValueError, match="above 0"):
        quote(units, baseline, price, by_band=True)


def test_a_bundle_costs_points_of_margin() -> None:
    items = [
        BundleItem("短信", Fraction(60_000), Fraction(30_000)),
        BundleItem("API", Fraction(30_000), Fraction(6_000)),
        BundleItem("存储", Fraction(10_000), Fraction(4_000)),
    ]
    margin = bundle_margin(items, 80_000)
    assert margin.at_list == Fraction(60, 100)
    assert margin.bundled == Fraction(1, 2)
    assert margin.points == -10
    with pytest.raises(ValueError, match="above 0"):
        bundle_margin([], 80_000)
