"""Amounts are found however they are written, counts are left alone, and a band never says the amount."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.text import Language
from csmdesk.metrics import display
from csmdesk.reports.amount_bands import (
    BANDS,
    EDGES,
    band,
    banded,
    bare,
    find,
    middle,
    scale_of_head,
    scale_of_unit,
    without_bands,
)

KNOWN = frozenset({17_800_000})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("到账 1,746万", 17_460_000),
        ("1.2亿元", 120_000_000),
        ("共 9,500 元", 9_500),
        ("¥178,000.50", Fraction(17_800_050, 100)),
        ("17,460,000.00 CNY", 17_460_000),
        ("CNY 37.5M", 37_500_000),
        ("15,148.3K", 15_148_300),
        ("−8万", -80_000),
        ("12.5万美元", 125_000),
        ("２００万", 2_000_000),
        ("3百万", 3_000_000),
        ("150w", 1_500_000),
        ("三百二十万元", 3_200_000),
        ("签了一百二十万的合同", 1_200_000),
        ("合同 178000", 178_000),
        ("合同 178,000", 178_000),
        ("2024-03-17 270K", 270_000),
    ],
)
def test_an_amount_is_found(text: str, value: int | Fraction) -> None:
    assert [amount.value for amount in find(text, KNOWN)] == [Fraction(value)]


@pytest.mark.parametrize(
    "text",
    [
        "94.8%",
        "单表8000万行报表",
        "3万次调用",
        "112 人次",
        "2024-06-30",
        "HT00012",
        "流失 0 元",
        "n = 68",
        "万一",
        "十万火急",
        "178000 不在已知之列的 178001",
        "按 2024-03-17 CNY 结算",
        "13900000001",
        "图 12",
    ],
)
def test_what_is_no_money_is_left_alone(text: str) -> None:
    assert list(find(text)) == []


@given(st.integers(1, 10**14), st.sampled_from(["zh", "en"]))
def test_a_band_holds_its_amount_and_nothing_of_it_is_left(fen: int, language: Language) -> None:
    value = Fraction(fen, 100)
    words = band(value, language)
    assert words in BANDS
    assert without_bands(words) == "§"
    low, high = next((pair for pair in pairwise((0, *EDGES)) if value < pair[1]), EDGES[-2:])
    assert low <= value
    assert value < high or high == EDGES[-1]
    assert middle(value) == Fraction(low + high, 2)


@given(st.integers(1, 10**13), st.sampled_from(["zh", "en"]))
def test_every_amount_as_the_report_writes_it_becomes_a_band(fen: int, language: Language) -> None:
    for words in (
        display.money(Fraction(fen, 100), language, "CNY"),
        display.money_cell(Fraction(fen, 100), language),
    ):
        made = banded(f"共 {words}。", language)
        if display.half_up(Fraction(fen, 100), 2) and any(digit in words for digit in "123456789"):
            assert list(find(without_bands(made))) == []
            assert without_bands(made) != made


def test_bands_in_both_languages() -> None:
    assert band(Fraction(17_460_000), "zh") == "1,000万–3,000万"
    assert band(Fraction(17_460_000), "en") == "10M–30M"
    assert band(Fraction(1_000_000), "zh") == "100万–300万"
    assert band(Fraction(-80_000), "zh") == "−(3万–10万)"
    assert band(Fraction(9_999), "zh") == "1万以下"
    assert banded("12.5万美元，CNY 3.4M", "zh") == "10万–30万美元，CNY 300万–1,000万"


def test_heads_and_units_say_what_bare_numbers_count() -> None:
    assert [
        scale_of_head(h) for h in ("金额（万元）", "合同额(元)", "年化金额", "Amount (K)", "客户", "次数")
    ] == [
        10_000,
        1,
        1,
        1_000,
        0,
        0,
    ]
    assert [scale_of_unit(u) for u in ("单位：万元", "单位：万 USD", "CNY K", "单位：家", "%", "")] == [
        10_000,
        10_000,
        1_000,
        0,
        0,
        0,
    ]
    assert bare("1,746", 10_000) == 17_460_000
    assert bare(" −8.5 ", 10_000) == -85_000
    assert bare("12", 1) is None
    assert bare("12 家", 10_000) is None
