"""Numbers typed into a text are read as they were meant, and what is no number is none."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from csmdesk.domain.period import parse_period
from csmdesk.metrics.figure import Unit
from csmdesk.reports.review_checks.names import mentions
from csmdesk.reports.review_checks.times import Times
from csmdesk.reports.review_checks.typed import Typed, typed_numbers


def one(text: str) -> Typed:
    """The one number of a text."""
    (found,) = typed_numbers(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("1,746万", 17_460_000, "money"),
        ("1746 万元", 17_460_000, "money"),
        ("0.17亿", 17_000_000, "money"),
        ("17,460,000.00 元", 17_460_000, "money"),
        ("¥1.5万", 15_000, "money"),
        ("CNY 17.46M", 17_460_000, "money"),
        ("CNY 182.4K", 182_400, "money"),
        ("2.38 million", 2_380_000, "money"),
        ("107%", Fraction(107, 100), "percent"),
        ("107 %", Fraction(107, 100), "percent"),
        ("１０７％", Fraction(107, 100), "percent"),
        ("48 per cent", Fraction(48, 100), "percent"),
        ("4.4 个百分点", Fraction(44, 1000), "points"),
        ("4.4 percentage points", Fraction(44, 1000), "points"),
        ("−12%", Fraction(-12, 100), "percent"),
        ("+9 分", 9, "score"),
        ("72 天", 72, "days"),
        ("18 条", 18, "count"),
        ("112 人次", 112, "count"),
        ("NPS 63", 63, "bare"),
    ],
)
def test_a_number_is_read_in_its_unit(text: str, value: int | Fraction, written: str) -> None:
    found = one(text)
    assert (found.value, found.written) == (value, written)


@pytest.mark.parametrize(
    "text",
    [
        "2024 年 6 月 30 日",
        "2024-06-30",
        "2024/6/30",
        "30 June 2024",
        "6月末",
        "2024H1",
        "Q3",
        "HK00066",
        "7–8 分",
        "1–2 个月",
        "至少 5 个",
        "不超过 30 人",
        "at most 30 people",
        "24 小时",
        "95% 区间",
        "满分 5",
        "1. 第一条",
        "第 3 章",
        "08:05",
        "3 个月",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert typed_numbers(text) == []


def test_a_number_says_what_is_rounded_to_it() -> None:
    assert one("1,746万").says(Fraction(17_464_999), Unit.MONEY)
    assert not one("1,746万").says(Fraction(17_465_001), Unit.MONEY)
    assert one("94.8%").says(Fraction(8340, 8800), Unit.RATIO)
    assert not one("94.8%").says(Fraction(8340, 8800), Unit.COUNT)
    assert one("约 1,750万").says(Fraction(17_460_000), Unit.MONEY)
    assert not one("1,750万").says(Fraction(17_460_000), Unit.MONEY)
    assert one("1,700万左右").says(Fraction(17_460_000), Unit.MONEY)
    assert one("下降 12%").says(Fraction(-12, 100), Unit.RATIO)
    assert not one("+12%").says(Fraction(-12, 100), Unit.RATIO)


def test_a_fraction_is_two_numbers_that_know_their_side() -> None:
    assert [(int(n.value), n.part_of) for n in typed_numbers("（21/22）")] == [(21, "above"), (22, "below")]


def test_numbers_stand_where_they_were_typed() -> None:
    text = "完成 ２３８万，占 124%。"
    assert [text[n.start : n.end] for n in typed_numbers(text)] == ["２３８万", "124%"]
    assert [n.words for n in typed_numbers(text)] == ["２３８万", "124%"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("高管NPS 与 高管 NPS", [("nps_executive",), ("nps_executive",)]),
        ("核心功能使用深度", [("core_feature_depth",)]),
        ("续约率（按合同）", [("renewal_rate_contracts",)]),
        ("全部联系人 NPS", [("nps",)]),
        ("Renewal  value rate", [("renewal_value_rate",)]),
        ("本季重点目标", [("csat",)]),
        ("增购方案讨论", []),
        ("grrr", []),
    ],
)
def test_figures_are_known_by_their_names_synonyms_and_targets(
    text: str, figures: list[tuple[str, ...]]
) -> None:
    assert [m.figures for m in mentions(text, {"csat": ["本季重点目标"]})] == figures


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("上半年与下半年", ["2024H1", "2024H2"]),
        ("去年下半年，2023 年下半年，2023H2", ["2023H2"] * 3),
        ("6 月，2024 年第二季度，Q3", ["2024-06", "2024Q2", "2024Q3"]),
        ("上年同期，同比，环比，下期，全年", ["2023H1", "2023H1", "2023H2", "2024H2", "2024"]),
        ("in 2024 H2, a year before, the second half of 2023", ["2024H2", "2023H1", "2023H2"]),
        ("2024-06-30 和 6月30日", []),
    ],
)
def test_periods_in_a_text_are_understood_from_the_reviews_own(text: str, names: list[str]) -> None:
    times = Times(parse_period("2024H1"), 1)
    assert [each.period.name for each in times.in_text(text)] == names


def test_periods_follow_the_fiscal_year() -> None:
    times = Times(parse_period("2024H1", 4), 4)
    (half,) = times.in_text("下半年")
    assert (half.period.start, half.period.end) == (date(2024, 10, 1), date(2025, 3, 31))
