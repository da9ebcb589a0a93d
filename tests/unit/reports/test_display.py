"""Rounding for display: half up, once, never across a bound."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from csmdesk.metrics import display
from csmdesk.metrics.figure import Unit
from tests.unit.reports.making import figure

F = Fraction


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (F(5, 2), 0, "3"),
        (F(-5, 2), 0, "−3"),
        (F(1, 8), 2, "0.13"),
        (F("0.125"), 2, "0.13"),
        (F("2.675"), 2, "2.68"),
        (F(1234567), 0, "1,234,567"),
        (F(1, 3), 3, "0.333"),
        (F(0), 2, "0"),
        (F(-1, 1000), 2, "0"),
        (F(10), 2, "10"),
    ],
)
def test_decimals_round_half_up_and_drop_zeros(value: Fraction, places: int, shown: str) -> None:
    assert display.decimals(value, places) == shown


def test_decimals_fixed_and_signed() -> None:
    assert display.decimals(F(3), 2, fixed=True) == "3.00"
    assert display.decimals(F(9), 0, signed=True) == "+9"
    assert display.decimals(F(-9), 0, signed=True) == "−9"
    assert display.decimals(F(0), 0, signed=True) == "0"


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        (17_460_000, "1,746万"),
        (F("34503333.33"), "3,450.3万"),
        (182_400, "18.24万"),
        (21_520_000, "2,152万"),
        (8_000, "8,000 元"),
        (0, "0 元"),
        (F("99.5"), "99.5 元"),
        (123_456_789, "1.23亿"),
        (-2_380_000, "−238万"),
        (9_999, "9,999 元"),
        (10_000, "1万"),
        (F("999949.9"), "99.99万"),
    ],
)
def test_money_in_chinese(yuan: Fraction | int, shown: str) -> None:
    assert display.money(yuan, "zh") == shown


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        (17_460_000, "CNY 17.46M"),
        (182_400, "CNY 182.4K"),
        (9_120, "CNY 9,120"),
        (2_345_000_000, "CNY 2.35B"),
    ],
)
def test_money_in_english(yuan: int, shown: str) -> None:
    assert display.money(yuan, "en") == shown


def test_money_of_another_currency_names_it_in_both_languages() -> None:
    assert display.money(17_460_000, "zh", "USD") == "USD 1,746万"
    assert display.money(500, "zh", "USD") == "USD 500"
    assert display.money(17_460_000, "en", "USD") == "USD 17.46M"


def test_money_cells_line_up() -> None:
    assert display.money_cell(F(178_000), "zh") == "17.8万"
    assert display.money_cell(F(17_460_000), "zh") == "1,746.0万"
    assert display.money_cell(F(400), "zh") == "0.04万"
    assert display.money_cell(None, "zh") == "—"
    assert display.money_cell(F(178_000), "en") == "178.0K"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(F(21, 22), "95.5%"), (F(1), "100%"), (F(94, 100), "94%"), (F("0.874007"), "87.4%"), (F(0), "0%")],
)
def test_percent(value: Fraction, shown: str) -> None:
    assert display.percent(value) == shown


def test_attainment_is_never_rounded_up_to_met() -> None:
    assert display.share(F("1.0699")) == "107%"
    assert display.share(F("0.997")) == "99.7%"
    assert display.share(F("0.9996")) == "99.96%"
    assert display.share(F(1)) == "100%"
    assert display.share(F("1.001")) == "100.1%"


def test_a_value_stays_on_its_side_of_the_target() -> None:
    close = figure(F("0.9199"), target=F("0.92"))
    assert display.figure_value(close, "zh") == "91.99%"
    assert display.figure_value(figure(F("0.9477"), target=F("0.92")), "zh") == "94.8%"
    nps = figure(F("54.6"), Unit.POINTS, key="nps_executive", target=F(55))
    assert display.figure_value(nps, "zh") == "54.6"
    assert display.figure_value(figure(F("63.2"), Unit.POINTS, key="nps_executive"), "zh") == "63"
    assert display.figure_value(figure(F("48.75"), Unit.POINTS, key="nps"), "zh") == "49"


def test_health_never_rounds_into_another_band() -> None:
    assert display.health(F("59.7")) == "59.7"
    assert display.health(F("59.97")) == "59.97"
    assert display.health(F(60)) == "60.0"
    assert display.health(F("79.99")) == "79.99"
    assert display.health(None) == "—"


def test_a_missing_value_is_a_dash() -> None:
    assert display.figure_value(figure(None), "zh") == "—"
    assert display.value(None, Unit.MONEY, "zh") == "—"
    assert display.part(figure(1), "nothing", "zh") == "—"


def test_counts_carry_their_measure_word_in_chinese_only() -> None:
    leads = figure(18, Unit.COUNT, key="referral_leads")
    assert display.figure_value(leads, "zh", measured=True) == "18 条"
    assert display.figure_value(leads, "zh") == "18"
    assert display.figure_value(leads, "en", measured=True) == "18"
    assert display.target_value(leads, F("14.4"), "zh") == "14.4"


def test_parts_are_in_their_own_unit() -> None:
    money = figure(F(1), parts={"opening": F(34_500_000), "growth": F(2, 5), "word": "文"})
    assert display.part(money, "opening", "zh") == "3,450万"
    assert display.part(money, "growth", "zh") == "+40%"
    assert display.part(money, "word", "zh") == "文"
    health = figure(F(77), Unit.POINTS, key="health_mean", parts={"opening": F(68)})
    assert display.part(health, "opening", "zh") == "68"
    travel = figure(F(72), Unit.DAYS, key="travel_days", parts={"year_before": F("56.25")})
    assert display.part(travel, "year_before", "zh") == "56.25 天"
    assert display.part(travel, "year_before", "en") == "56.25 days"


def test_growth_is_signed_and_does_not_vanish() -> None:
    assert display.growth(F("0.28")) == "+28%"
    assert display.growth(F("-0.281")) == "−28%"
    assert display.growth(F("0.004")) == "+0.4%"
    assert display.growth(F(0)) == "0%"


def test_sums_know_which_side_is_money() -> None:
    counts = figure(F(21, 22), numerator=F(21), denominator=F(22))
    assert display.sums(counts, "zh") == ("21", "22")
    mean = figure(F(1), Unit.MONEY, key="acv", numerator=F(37_503_333), denominator=F(35))
    assert display.sums(mean, "zh") == ("3,750.3万", "35")


def test_days_and_months_in_words() -> None:
    day = date(2024, 5, 31)
    assert display.day_words(day, "zh") == "5 月 31 日"
    assert display.day_words(day, "en", year=True) == "31 May 2024"
    assert display.month(day, "zh", year=True) == "2024 年 5 月"
    assert display.days(F(1), "en") == "1 day"
    assert display.days(F("56.25"), "zh") == "56.25 天"
    assert display.percentage_points(F("0.0444"), "zh") == "4.4 个百分点"
